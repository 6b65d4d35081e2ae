//! Dictionaries of other tools: read as lexicons, written from lexicons.
//!
//! A reader keeps what our patterns can say and names the rest with its line: nothing is
//! dropped in silence, nothing is bent until it fits. A writer says what its format cannot
//! hold. To add a format: a file here, a line in [`FORMATS`].

mod assemble;
mod decode;
mod dicx;
mod draft;
pub mod folder;
mod guess;
mod identifier;
mod lexicoder;
mod liwc;
mod outgoing;
mod quanteda;
mod settle;
mod table;
mod term;
mod vader;
mod words;
mod wordstat;
mod yoshikoder;

use super::Lexicon;
use super::load::{self, Loaded};
use crate::error::{Error, Kind, Place, Problem};
use draft::Draft;
use outgoing::Outgoing;
use std::collections::BTreeSet;
use std::path::Path;

/// What a format can say of a term.
#[derive(Clone, Copy, Debug)]
struct Holds {
    weights: bool,
    categories: bool,
    /// Categories within categories.
    parts: bool,
    /// `*` for any one word.
    any_word: bool,
    notes: bool,
    /// Case, exceptions and all other columns of `terms.csv`.
    rest: bool,
}

type Read = fn(&str, &mut Draft<'_>) -> Result<(), Error>;
type Write = fn(&Outgoing<'_>) -> String;

/// A way of writing dictionaries down.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// As `--from` and `--to` take it.
    pub name: &'static str,
    /// Whose format it is, and how its files end.
    pub title: &'static str,
    /// What a file looks like, for `--help`.
    pub about: &'static str,
    holds: Holds,
    /// `None` for our own columns, which `load` reads.
    read: Option<Read>,
    write: Write,
}

/// All formats. To add one: a file here, a line there.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csv",
        title: "tables, .csv or .tsv",
        about: "columns term,category[,weight] or those of terms.csv; comma, semicolon or tab",
        holds: Holds {
            weights: true,
            categories: true,
            parts: true,
            any_word: true,
            notes: true,
            rest: true,
        },
        read: None,
        write: |out| folder::terms(out.lexicon),
    },
    Format {
        name: "tsv",
        title: "lists, .tsv or .txt",
        about: "term, category and perhaps a weight or 0/1, with tabs between and no header",
        holds: Holds { weights: true, parts: false, notes: false, rest: false, ..ALL },
        read: Some(table::read),
        write: table::write,
    },
    Format {
        name: "words",
        title: "word lists, .txt",
        about: "one term a line, all of one category",
        holds: Holds { any_word: true, ..NOTHING },
        read: Some(words::read),
        write: words::write,
    },
    Format {
        name: "liwc",
        title: "LIWC 2007 and 2015, .dic",
        about: "numbered categories between two lines of %, then terms with their numbers",
        holds: Holds { categories: true, parts: true, ..NOTHING },
        read: Some(liwc::read),
        write: liwc::write,
    },
    Format {
        name: "dicx",
        title: "LIWC-22, .dicx",
        about: "a row a term, a column a category, X or a weight in the cells",
        holds: Holds { categories: true, weights: true, ..NOTHING },
        read: Some(dicx::read),
        write: dicx::write,
    },
    Format {
        name: "quanteda",
        title: "quanteda, .yml",
        about: "YAML: keys are categories, lists their terms, keys in keys their parts",
        holds: Holds { categories: true, parts: true, any_word: true, ..NOTHING },
        read: Some(quanteda::read),
        write: quanteda::write,
    },
    Format {
        name: "lexicoder",
        title: "Lexicoder, .lc3",
        about: "+category, then its terms, one a line",
        holds: Holds { categories: true, ..NOTHING },
        read: Some(lexicoder::read),
        write: lexicoder::write,
    },
    Format {
        name: "yoshikoder",
        title: "Yoshikoder, .ykd, and Lexicoder, .lcd",
        about: "XML: cnode for categories and parts, pnode for terms",
        holds: Holds { categories: true, parts: true, weights: true, ..NOTHING },
        read: Some(yoshikoder::read),
        write: yoshikoder::write,
    },
    Format {
        name: "wordstat",
        title: "WordStat, .cat",
        about: "a tree by indentation, terms with their weight: WELL_KNOWN (1)",
        holds: Holds { categories: true, parts: true, weights: true, ..NOTHING },
        read: Some(wordstat::read),
        write: wordstat::write,
    },
    Format {
        name: "vader",
        title: "VADER, .txt",
        about: "term, mean, standard deviation and ratings, with tabs between",
        holds: Holds { weights: true, ..NOTHING },
        read: Some(vader::read),
        write: vader::write,
    },
];

const ALL: Holds =
    Holds { weights: true, categories: true, parts: true, any_word: true, notes: true, rest: true };
const NOTHING: Holds =
    Holds { weights: false, categories: false, parts: false, any_word: false, notes: false, rest: false };

/// A format by its name.
pub fn by_name(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// How a dictionary is to be read.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// The lexicon's name; the category of lists that name none.
    pub name: &'a str,
    /// The format; by what stands in the file where there is none.
    pub from: Option<&'static Format>,
    /// Terms match as written rather than in any case.
    pub exact: bool,
}

/// A dictionary that was read: the format that it was in, the lexicon, what was wrong.
#[derive(Clone, Debug)]
pub struct Imported {
    /// How it was read; `None` where it looks like no format.
    pub format: Option<&'static Format>,
    /// The lexicon, or why there is none.
    pub lexicon: Result<Lexicon, Error>,
    /// What was left out, changed or guessed.
    pub problems: Vec<Problem>,
}

/// Reads a file of any format.
pub fn from_path(path: &Path, how: How<'_>) -> Imported {
    let file = path.display().to_string();
    match std::fs::read(path) {
        Ok(bytes) => from_bytes(&bytes, &file, how),
        Err(error) => Imported { format: None, lexicon: Err(Error::io(file, &error)), problems: Vec::new() },
    }
}

/// Reads a dictionary; `file` is what messages call it, and its end may hint at the format.
pub fn from_bytes(bytes: &[u8], file: &str, how: How<'_>) -> Imported {
    let mut problems = Vec::new();
    let text = decode::decode(bytes, file, &mut problems);
    let extension =
        Path::new(file).extension().map_or_else(String::new, |e| e.to_string_lossy().to_lowercase());
    let Some(format) = how.from.or_else(|| guess::guess(&text, &extension)) else {
        let lexicon = Err(Error::at(Place::file(file), Kind::NoFormat));
        return Imported { format: None, lexicon, problems };
    };
    let (lexicon, said): Loaded = match format.read {
        None => load::from_csv(how.name, &text, file),
        Some(read) => {
            let mut draft = Draft::new(file, how.name, how.exact);
            match read(&text, &mut draft) {
                Ok(()) => assemble::lexicon(draft, bytes, format),
                Err(error) => (Err(error), draft.problems),
            }
        }
    };
    if how.exact && format.read.is_none() {
        let what = "has a column for case: --case is not asked".to_string();
        problems.push(Problem::kept(Place::file(file), Kind::Noted(what)));
    }
    problems.extend(said);
    Imported { format: Some(format), lexicon, problems }
}

/// Gives a lexicon what a folder of its own needs: a source for each row, a licence.
pub fn for_folder(lexicon: &mut Lexicon, file: &str, format: &Format, licence: Option<&str>) {
    if let Some(licence) = licence {
        lexicon.licence = licence.into();
    } else if format.read.is_none() {
        lexicon.licence = own_licence(file);
    }
    if lexicon.about.is_empty() {
        lexicon.about = imported(file, format);
    }
    if lexicon.sources.is_empty() {
        lexicon.sources.push(assemble::source(file, format));
        for entry in lexicon.entries.make_mut() {
            entry.source = assemble::SOURCE.into();
        }
    }
    for source in lexicon.sources.iter_mut().filter(|source| source.licence.is_empty()) {
        source.licence.clone_from(&lexicon.licence);
    }
}

/// The licence where the user names none.
fn own_licence(file: &str) -> String {
    format!("the user's own licence for {}", last_name(file))
}

fn imported(file: &str, format: &Format) -> String {
    format!("Imported from {} ({}).", last_name(file), format.title)
}

/// The file without its folders: they are the user's affair, and a lexicon may be passed on.
fn last_name(file: &str) -> &str {
    Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or(file)
}

/// A lexicon in another tool's format, and what stays behind, one sentence each.
pub fn write(lexicon: &Lexicon, format: &'static Format) -> (String, Vec<String>) {
    let mut losses = outgoing::losses(lexicon, format);
    let text = (format.write)(&Outgoing::new(lexicon));
    // Whatever was not foreseen: the file is read again, and has to say the same.
    let how = How { name: &lexicon.name, from: Some(format), exact: false };
    let again = from_bytes(text.as_bytes(), &lexicon.name, how).lexicon;
    let kept = again.map_or_else(|_| BTreeSet::new(), |again| said(&again, format));
    let missing: Vec<String> = said(lexicon, format).difference(&kept).cloned().collect();
    if let Some(first) = missing.first() {
        let rows = if missing.len() == 1 { "1 row".to_string() } else { format!("{} rows", missing.len()) };
        losses.push(format!("{rows} would be read back otherwise, first: {first}"));
    }
    (text, losses)
}

/// What a lexicon says, as far as the format can.
fn said(lexicon: &Lexicon, format: &Format) -> BTreeSet<String> {
    let counted = lexicon.entries.iter().filter(|entry| entry.category.is_some() || format.holds.rest);
    let row = |entry: &super::Entry| {
        let category = if format.holds.categories { lexicon.category_name(entry) } else { "" };
        let weight = if format.holds.weights { folder::weight(entry.weight) } else { String::new() };
        // Two rows that only their case tells apart are one term where case is not held.
        let text = &entry.pattern.text;
        let text = if format.holds.rest { text.to_string() } else { text.to_lowercase() };
        format!("{text} {category} {weight}").trim_end().to_string()
    };
    counted.map(row).collect()
}

#[cfg(test)]
mod tests;
