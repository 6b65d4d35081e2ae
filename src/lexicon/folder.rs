//! Reads the three files of a lexicon's folder, given as text.
//!
//! The program reads its users' folders with it, and the build script those of the program.

use super::rows::{Known, read_examples, read_terms};
use super::{Category, Charge, Lexicon, List, Negation, Source, Use};
use crate::error::{Error, Kind, Place, Problem};
use serde::Deserialize;
use sha2::{Digest, Sha256};

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
    #[serde(default)]
    standing: bool,
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
        let HeadCategory { name, definition, charge, standing, .. } = category;
        categories.push(Category { name, parent, definition, charge, standing });
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
        entries: List::default(),
        examples: List::default(),
        place: place.clone(),
        sha256: String::new(),
    })
}

pub(super) fn sha256(parts: &[&str]) -> String {
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
