//! Reads article collections: which files there are, what format they have, one record
//! after another.
//!
//! Reading is split in two so that it can be spread over threads: a [`Reader`] cuts inputs
//! into raw [`Record`]s, in order and in bounded memory; [`Record::documents`] makes articles
//! of one, anywhere.

mod archive;
mod columns;
mod cut;
mod dates;
mod detect;
mod dirt;
mod docx;
#[cfg(test)]
mod drips;
mod encoding;
mod exports;
mod factiva;
mod files;
mod found;
mod html;
mod jsonl;
mod lines;
mod names;
mod nexis;
mod open;
mod parquet;
mod piped;
mod record;
mod sheet;
mod text;
mod unpack;
mod unpacking;
mod walk;

pub use columns::{Columns, PRESETS, Preset};
pub use dates::DateOrder;
pub use encoding::{Encoded, Known};
pub use files::Reader;
pub use lines::Lines;
pub use names::NamePattern;
pub use open::Input;
pub use piped::Piped;
pub use record::Record;
pub use unpacking::Unpacking;

use crate::document::Document;
use crate::error::{Kind, Place, Problem};
use detect::Head;
use encoding_rs::Encoding;
use found::Found;
use jiff::civil::Date;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A format of articles.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// As `--input-format` takes it and the manifest prints it.
    pub name: &'static str,
    /// What it is, for help texts.
    pub about: &'static str,
    /// Ends of file names, lower case, without the point.
    pub extensions: &'static [&'static str],
    /// How the head of a file of it looks. Of formats that share an extension the first that
    /// says yes is taken, else the last; of a name that tells nothing the first of all.
    looks: fn(&Head) -> bool,
    shape: Shape,
}

impl Format {
    /// Whether files of it are web pages, which say how they are encoded.
    fn is_page(&self) -> bool {
        self.extensions.contains(&"html")
    }
}

/// How files of a format are cut and read.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// Each line is an article, in JSON.
    Lines,
    /// Each object is an article, in JSON, on however many lines.
    Values,
    /// Each row is an article.
    Rows,
    /// The file is read whole, as text; it holds one article or many.
    Text(fn(&Reading, String) -> Result<Vec<Found>, Kind>),
    /// The same for what is not text, or says itself how it is encoded.
    Bytes(fn(&Reading, &[u8]) -> Result<Vec<Found>, Kind>),
}

/// How inputs are to be read, where the user says so.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The field with the name of whoever says the whole text. Where it is asked for, a
    /// leading line `speaker NAME` of a plain text is read too, whatever the field is called.
    pub speaker: Option<Arc<str>>,
    /// The columns that the user names.
    pub columns: Columns,
    /// The set of columns that the user names; else it is told by the columns.
    pub preset: Option<&'static Preset>,
    /// The format of all inputs; else it is told by their names and heads.
    pub format: Option<&'static Format>,
    /// The encoding of inputs without a byte order mark, and where ASCII is ASCII in it of those
    /// only that are not UTF-8; else it is told by their bytes.
    pub encoding: Option<&'static Encoding>,
    /// What a date is that could be two days, such as `03/04/2024`; else it is none.
    pub date_order: Option<DateOrder>,
    /// How names of files are read for what the articles do not say.
    pub date_from_name: Option<NamePattern>,
    /// The first and the last day of what is read; what has no day is left out then.
    pub since: Option<Date>,
    /// See `since`.
    pub until: Option<Date>,
    /// Whether text that was UTF-8 and was read as windows-1252 is turned back.
    pub fix_encoding: bool,
    /// Whether an article without an id gets one from its text, and not from its place: where
    /// the place says nothing, since others read what stands before.
    pub ids_by_content: bool,
}

/// Why a record is no article, and where in it that was seen: lines behind its first, and
/// a character.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrong {
    kind: Kind,
    lines: u64,
    column: Option<u64>,
}

impl From<Kind> for Wrong {
    fn from(kind: Kind) -> Self {
        Self { kind, lines: 0, column: None }
    }
}

/// An article with what was wrong though it could be kept, or why there is none.
pub type Made = Result<(Document, Vec<Problem>), Problem>;

/// All formats, in the order in which they are tried. To add one: a file here, a line there.
pub const FORMATS: &[Format] = &[
    Format {
        name: "json",
        about: "JSON: a list of objects, or objects on several lines each",
        extensions: &["json", "jsonl", "ndjson"],
        looks: |head| {
            let text = head.text.trim_start();
            let first = text.lines().next().map(str::trim_end);
            // A line of JSONL is whole; one that ends like this goes on.
            let goes_on = |line: &str| line.starts_with('{') && line.ends_with(['{', '[', ',', ':']);
            text.starts_with('[') && text[1..].trim_start().starts_with('{') || first.is_some_and(goes_on)
        },
        shape: Shape::Values,
    },
    Format {
        name: "jsonl",
        about: "JSONL: one object a line",
        extensions: &["json", "jsonl", "ndjson"],
        looks: |head| head.text.trim_start().starts_with("{\""),
        shape: Shape::Lines,
    },
    Format {
        name: "docx",
        about: "an export of Nexis Uni, or one article",
        extensions: &["docx"],
        looks: |head| docx::looks_like(head.bytes),
        shape: Shape::Bytes(|_, bytes| docx::read(bytes)),
    },
    Format {
        name: "parquet",
        about: "one article a row, fields as in JSONL",
        extensions: &["parquet"],
        looks: |head| parquet::looks_like(head.bytes),
        shape: Shape::Bytes(parquet::read),
    },
    Format {
        name: "factiva",
        about: "Factiva's HTML export, one article or many",
        extensions: &["html", "htm"],
        looks: |head| factiva::looks_like(&head.text),
        shape: Shape::Text(|_, page| factiva::read(&page)),
    },
    Format {
        name: "html",
        about: "web pages: the main text of each",
        extensions: &["html", "htm", "xhtml"],
        looks: |head| html::looks_like(&head.text),
        shape: Shape::Text(|reading, page| html::read(&page, reading.date_order)),
    },
    Format {
        name: "nexis",
        about: "LexisNexis or Nexis Uni as plain text, one article or many",
        extensions: &["txt"],
        looks: |head| nexis::looks_like(&head.text),
        shape: Shape::Text(|_, text| Ok(nexis::read(&text))),
    },
    Format {
        name: "csv",
        about: "tables with a header: commas, semicolons or tabs",
        extensions: &["csv", "tsv", "tab"],
        looks: |head| sheet::looks(&head.text),
        shape: Shape::Rows,
    },
    Format {
        name: "text",
        about: "plain text, one article a file",
        extensions: &["txt", "text"],
        looks: |_| true,
        shape: Shape::Text(text::read),
    },
];

/// The file and line that a record came from.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    file: Arc<str>,
    line: Option<u64>,
}

impl Origin {
    fn place(&self) -> Place {
        Place { file: self.file.clone(), line: self.line, column: None }
    }

    /// The id of an article that has none of its own: its path and line as typed, but one
    /// for `./a.txt`, `a.txt` and `.//a.txt`.
    fn id(&self) -> Arc<str> {
        let parts = Path::new(&*self.file).components().filter(|part| *part != Component::CurDir);
        let file = parts.collect::<PathBuf>().display().to_string();
        Place { file: file.into(), ..self.place() }.to_string().into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_file_has_one_id_however_its_path_is_typed() {
        let id = |file: &str, line| Origin { file: file.into(), line }.id().to_string();
        for typed in ["dir/a.txt", "./dir/a.txt", "dir//a.txt", ".//dir/./a.txt"] {
            assert_eq!(id(typed, None), "dir/a.txt", "{typed}");
        }
        assert_eq!(id("./b.jsonl", Some(3)), "b.jsonl:3");
        for typed in ["../a.txt", "/a.txt", "dir/../a.txt", "standard input"] {
            assert_eq!(id(typed, None), typed);
        }
    }
}
