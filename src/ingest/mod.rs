//! Reads article collections: which files there are, what format they have, one record
//! after another.
//!
//! Reading is split in two so that it can be spread over threads: a [`Reader`] cuts inputs
//! into raw [`Record`]s, in order and in bounded memory; [`Record::documents`] makes articles
//! of one, anywhere.

mod dates;
mod dirt;
mod files;
mod found;
mod jsonl;
mod text;

pub use files::{Input, Reader};

use crate::document::Document;
use crate::error::{Kind, Place, Problem};
use found::Found;
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

/// The head of a file, from which its format is told: at most some 64 KB.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head<'a> {
    /// As it stands in the file.
    #[expect(dead_code, reason = "for formats that are not text")]
    pub(crate) bytes: &'a [u8],
    /// The same as text, without a byte order mark.
    pub(crate) text: &'a str,
}

/// How files of a format are cut and read.
#[derive(Clone, Copy, Debug)]
enum Shape {
    /// Each line is an article.
    Line(fn(&Reading, &str) -> Result<Found, Wrong>),
    /// The file is read whole, as text; it holds one article or many.
    Text(fn(&Reading, String) -> Result<Vec<Found>, Kind>),
    /// The same for what is not text, or says itself how it is encoded.
    #[expect(dead_code, reason = "for pages and office documents")]
    Bytes(fn(&Reading, &[u8]) -> Result<Vec<Found>, Kind>),
}

/// How inputs are to be read, where the user says so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The field with the name of whoever says the whole text. Where it is asked for, a
    /// leading line `speaker NAME` of a plain text is read too, whatever the field is called.
    pub speaker: Option<Arc<str>>,
    /// Whether text that was UTF-8 and was read as windows-1252 is turned back.
    pub fix_encoding: bool,
}

/// Why a record is no article, and the character at which that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Wrong {
    kind: Kind,
    column: Option<u64>,
}

impl From<Kind> for Wrong {
    fn from(kind: Kind) -> Self {
        Self { kind, column: None }
    }
}

/// An article with what was wrong though it could be kept, or why there is none.
pub type Made = Result<(Document, Vec<Problem>), Problem>;

/// All formats, in the order in which they are tried. To add one: a file here, a line there.
pub const FORMATS: &[Format] = &[
    Format {
        name: "jsonl",
        about: "one JSON object a line",
        extensions: &["jsonl", "ndjson"],
        looks: |head| head.text.trim_start().starts_with('{'),
        shape: Shape::Line(jsonl::read),
    },
    Format {
        name: "text",
        about: "one article a file",
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

/// The bytes of one article, or of a file with many, not yet looked at.
#[derive(Clone, Debug)]
pub struct Record {
    origin: Origin,
    format: &'static Format,
    reading: Arc<Reading>,
    bytes: Vec<u8>,
}

impl Record {
    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Makes articles of it, each with what was wrong though it could be kept; in place of
    /// one that could not, why. There is at least one of either.
    pub fn documents(self) -> Vec<Made> {
        let (origin, reading) = (self.origin.clone(), self.reading.clone());
        let found = match self.found() {
            Ok(found) if found.is_empty() => Err(Kind::Empty.into()),
            other => other,
        };
        match found {
            Err(Wrong { kind, column }) => {
                vec![Err(Problem::rejected(Place { column, ..origin.place() }, kind))]
            }
            Ok(found) => {
                let many = found.len() > 1;
                let ids = found.into_iter().zip(1..).map(|(mut found, nth)| {
                    if many && found.id.is_none() && found.line.is_none() {
                        found.id = Some(format!("{}#{nth}", origin.id()));
                    }
                    found
                });
                ids.map(|found| dirt::settled(found, &reading).document(&origin)).collect()
            }
        }
    }

    fn found(self) -> Result<Vec<Found>, Wrong> {
        let Self { origin: _, format, reading, mut bytes } = self;
        if let Shape::Bytes(read) = format.shape {
            return Ok(read(&reading, &bytes)?);
        }
        if bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        if u32::try_from(bytes.len()).is_err() {
            return Err(Kind::TooLarge.into());
        }
        let text = String::from_utf8(bytes).map_err(|e| Kind::NotUtf8(e.utf8_error().valid_up_to()))?;
        match format.shape {
            Shape::Line(read) => Ok(vec![read(&reading, &text)?]),
            Shape::Text(read) => Ok(read(&reading, text)?),
            Shape::Bytes(_) => Ok(Vec::new()),
        }
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
