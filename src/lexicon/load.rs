//! Reads lexicons: folders in the format of `lexicons/README.md`, or a plain CSV;
//! dictionaries of other tools by way of [`exchange`].
//!
//! A row that cannot be used is left out and said so, with its line; what makes the whole
//! list meaningless (no licence, no known columns) is an error.

use super::rows::{Known, read_examples, read_terms};
use super::{Category, Charge, Lexicon, Negation, Source, Use, exchange};
use crate::error::{Error, Kind, Place, Problem};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

/// A lexicon, or why there is none; and what was wrong with single rows.
pub type Loaded = (Result<Lexicon, Error>, Vec<Problem>);

/// The three files of a lexicon, as text.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// Folder name.
    pub name: &'a str,
    /// Where the files are, for messages: `lexicons/war`.
    pub folder: &'a str,
    /// `lexicon.toml`.
    pub toml: &'a str,
    /// `terms.csv`.
    pub terms: &'a str,
    /// `examples.csv`, or nothing.
    pub examples: &'a str,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    name: String,
    title: String,
    kind: Use,
    language: String,
    licence: String,
    about: String,
    #[serde(default)]
    negation: Negation,
    categories: Vec<HeadCategory>,
    #[serde(default)]
    sources: Vec<Source>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadCategory {
    name: String,
    #[serde(default)]
    parent: Option<String>,
    definition: String,
    #[serde(default)]
    charge: Option<Charge>,
}

/// Reads a folder, or a file in any format of [`exchange`].
pub fn from_path(path: &Path) -> Loaded {
    let shown = path.display().to_string();
    let read = |path: &Path| {
        let shown = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|e| Error::io(shown.clone(), &e))?;
        String::from_utf8(bytes)
            .map_err(|e| Error::at(Place::file(shown), Kind::NotUtf8(e.utf8_error().valid_up_to())))
    };
    let name = path.file_stem().map_or_else(|| shown.clone(), |n| n.to_string_lossy().into_owned());
    if !path.is_dir() {
        let read = exchange::from_path(path, exchange::How { name: &name, from: None, exact: false });
        return (read.lexicon, read.problems);
    }
    let files = read(&path.join("lexicon.toml")).and_then(|toml| {
        let examples = path.join("examples.csv");
        let examples = if examples.exists() { read(&examples)? } else { String::new() };
        Ok((toml, read(&path.join("terms.csv"))?, examples))
    });
    match files {
        Ok((toml, terms, examples)) => {
            let name = path.file_name().map_or(name, |n| n.to_string_lossy().into_owned());
            from_files(Files { name: &name, folder: &shown, toml: &toml, terms: &terms, examples: &examples })
        }
        Err(error) => (Err(error), Vec::new()),
    }
}

/// Reads a lexicon from the text of its files.
pub fn from_files(files: Files<'_>) -> Loaded {
    let head_place = Place::file(format!("{}/lexicon.toml", files.folder));
    let mut lexicon = match toml::from_str::<Head>(files.toml) {
        Ok(head) => match assemble(head, files.name, &head_place) {
            Ok(lexicon) => lexicon,
            Err(error) => return (Err(error), Vec::new()),
        },
        Err(error) => {
            let line = error.span().map(|s| files.toml[..s.start].matches('\n').count() as u64 + 1);
            let place = Place { line, ..head_place };
            return (Err(Error::at(place, Kind::BadLexicon(error.message().to_string()))), Vec::new());
        }
    };
    let mut problems = Vec::new();
    let terms = format!("{}/terms.csv", files.folder);
    let known = Known::Declared;
    if let Err(error) = read_terms(&mut lexicon, files.terms, &terms, known, &mut problems) {
        return (Err(error), problems);
    }
    let examples = format!("{}/examples.csv", files.folder);
    read_examples(&mut lexicon, files.examples, &examples, &mut problems);
    lexicon.sha256 = sha256(&[files.toml, files.terms, files.examples]);
    (Ok(lexicon), problems)
}

/// Reads a plain CSV with the columns `term,category[,weight]` (or those of `terms.csv`).
/// Each category that occurs becomes one of its own.
pub fn from_csv(name: &str, text: &str, shown: &str) -> Loaded {
    let mut lexicon = Lexicon {
        name: name.into(),
        title: name.into(),
        about: String::new(),
        kind: Use::Rhetoric,
        language: "en".into(),
        negation: Negation::Keeps,
        licence: "the user's own".into(),
        categories: Vec::new(),
        sources: Vec::new(),
        entries: Arc::default(),
        examples: Arc::default(),
        place: Place::file(shown),
        sha256: sha256(&[text]),
    };
    let mut problems = Vec::new();
    let read = read_terms(&mut lexicon, text, shown, Known::AsFound, &mut problems);
    (read.map(|()| lexicon), problems)
}

fn assemble(head: Head, name: &str, place: &Place) -> Result<Lexicon, Error> {
    let bad = |what: String| Error::at(place.clone(), Kind::BadLexicon(what));
    if head.name != name {
        return Err(bad(format!("name \"{}\" is not the folder's name \"{name}\"", head.name)));
    }
    if head.licence.trim().is_empty() {
        return Err(bad("licence is empty; say under which terms the words may be used".into()));
    }
    let mut categories: Vec<Category> = Vec::new();
    for category in head.categories {
        let reserved = matches!(&*category.name, "none" | "company");
        if reserved || categories.iter().any(|c| c.name == category.name) {
            return Err(bad(format!("category \"{}\" is reserved or declared twice", category.name)));
        }
        let parent = match &category.parent {
            None => None,
            Some(parent) => Some(categories.iter().position(|c| c.name == *parent).ok_or_else(|| {
                bad(format!(
                    "category \"{}\" names the parent \"{parent}\" before it is declared",
                    category.name
                ))
            })?),
        };
        let HeadCategory { name, definition, charge, .. } = category;
        categories.push(Category { name, parent, definition, charge });
    }
    Ok(Lexicon {
        name: head.name,
        title: head.title,
        about: head.about,
        kind: head.kind,
        language: head.language,
        negation: head.negation,
        licence: head.licence,
        categories,
        sources: head.sources,
        entries: Arc::default(),
        examples: Arc::default(),
        place: place.clone(),
        sha256: String::new(),
    })
}

fn sha256(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize())
}

/// Bytes in hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_row_is_named_with_its_line_and_the_others_stay() {
        let text = "term,category,weight\nwar,war,1\npeace,calm,\u{2212}2\n,war,1\nsiege,war,2.5\n";
        let (lexicon, problems) = from_csv("mine", text, "mine.csv");
        let terms: Vec<_> = lexicon
            .expect("a lexicon")
            .entries
            .iter()
            .map(|e| (e.pattern.text.to_string(), e.weight))
            .collect();
        assert_eq!(terms, [("war".to_string(), 1.0), ("siege".to_string(), 2.5)]);
        let said: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.place, p.kind)).collect();
        assert_eq!(
            said,
            [
                "mine.csv:3:12: weight \"\u{2212}2\" is not a number (it starts with U+2212; write \"-2\")",
                "mine.csv:4:1: pattern \"\" is empty",
            ]
        );
    }

    #[test]
    fn lines_are_counted_behind_windows_line_ends_too() {
        let (lexicon, problems) =
            from_csv("mine", "\u{feff}term,category\r\nwar,war\r\n,war\r\nsiege,war\r\n", "mine.csv");
        let lines: Vec<u64> = lexicon.expect("a lexicon").entries.iter().map(|e| e.line).collect();
        assert_eq!((lines, problems[0].place.line), (vec![2, 4], Some(3)));
    }

    #[test]
    fn a_problem_names_the_line_and_character_where_the_field_begins() {
        let csv = "term,category,weight\n\"é, è\",war,x\n\"a\nb\",war,1,5\r\n\"a\nb\",war,y\n*,war\n";
        let (_, problems) = from_csv("mine", csv, "mine.csv");
        let places: Vec<String> = problems.iter().map(|p| p.place.to_string()).collect();
        assert_eq!(places, ["mine.csv:2:12", "mine.csv:6:8", "mine.csv:7:1"]);
    }

    #[test]
    fn a_list_without_its_columns_says_which_it_found() {
        let (lexicon, _) = from_csv("mine", "lemma,score\nwar,1\n", "mine.csv");
        let error = lexicon.expect_err("no columns");
        assert_eq!(error.to_string(), "mine.csv:1: has no column \"term\"; columns found: lemma, score");
    }

    #[test]
    fn an_undeclared_source_or_category_is_refused() {
        let toml = "name='x'\ntitle='X'\nkind='rhetoric'\nlanguage='en'\nlicence='CC0'\nabout=''\n[[categories]]\nname='x'\ndefinition=''\n[[sources]]\nkey='hand'\nwhat=''\n";
        let terms = "pattern,category,source\nwar,x,lsd\nwar,y,hand\nwar,x,hand\n";
        let files = Files { name: "x", folder: "x", toml, terms, examples: "" };
        let (lexicon, problems) = from_files(files);
        assert_eq!(lexicon.expect("a lexicon").entries.len(), 1);
        let said: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.place, p.kind)).collect();
        assert_eq!(
            said,
            [
                "x/terms.csv:2:7: source \"lsd\" is not in lexicon.toml; known: hand",
                "x/terms.csv:3:5: category \"y\" is not in lexicon.toml; known: x",
            ]
        );
    }
}
