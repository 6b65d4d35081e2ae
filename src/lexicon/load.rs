//! Reads lexicons: folders in the format of `lexicons/README.md`, or a plain CSV;
//! dictionaries of other tools by way of [`exchange`].
//!
//! A row that cannot be used is left out and said so, with its line; what makes the whole
//! list meaningless (no licence, no known columns) is an error.

use super::folder::sha256;
pub use super::folder::{Files, Loaded, from_files, hex};
use super::rows::{Known, read_terms};
use super::{Lexicon, List, Negation, Use, exchange};
use crate::error::{Error, Kind, Place};
use std::path::Path;

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
    let head = path.join("lexicon.toml");
    if matches!(head.try_exists(), Ok(false)) {
        return (Err(Error::at(Place::file(shown), Kind::NotALexicon)), Vec::new());
    }
    let files = read(&head).and_then(|toml| {
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

/// Reads a plain table with the columns `term,category[,weight]` (or those of `terms.csv`),
/// with commas, semicolons or tabs between.
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
        entries: List::default(),
        examples: List::default(),
        place: Place::file(shown),
        sha256: sha256(&[text]),
    };
    let mut problems = Vec::new();
    let read = read_terms(&mut lexicon, text, shown, Known::AsFound, &mut problems);
    (read.map(|()| lexicon), problems)
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
