//! Reads article collections: which files there are, what format they have, one record
//! after another.
//!
//! Reading is split in two so that it can be spread over threads: a [`Reader`] cuts inputs
//! into raw [`Record`]s, in order and in bounded memory; [`Record::document`] makes an
//! article of one, anywhere.

mod files;
mod jsonl;
mod text;

pub use files::{Input, Reader};

use crate::document::Document;
use crate::error::{Kind, Place, Problem};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// A format of articles.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// As the manifest prints it.
    pub name: &'static str,
    /// Ends of file names, lower case, without the point.
    pub extensions: &'static [&'static str],
    /// Whether each line is a record; else the whole file is one.
    pub by_line: bool,
    /// Makes an article of a record's text.
    read: fn(&Origin, &Columns, &str) -> Made,
}

/// Which fields of a record hold what; nothing is read from a field that is not named here,
/// but for those that have one name only (`id`, `text`, `date` and the like).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// The name of whoever says the whole text. Where it is asked for, a leading line
    /// `speaker NAME` of a plain text is read too, whatever the field is called.
    pub speaker: Option<Arc<str>>,
}

/// An article with what was wrong though it could be kept, or why there is none.
type Made = Result<(Document, Vec<Problem>), Problem>;

/// All formats, in the order in which they are tried. To add one: a file here, a line there.
pub const FORMATS: &[Format] = &[
    Format { name: "text", extensions: &["txt", "text"], by_line: false, read: text::read },
    Format { name: "jsonl", extensions: &["jsonl", "ndjson"], by_line: true, read: jsonl::read },
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

/// The bytes of one article, not yet looked at.
#[derive(Clone, Debug)]
pub struct Record {
    origin: Origin,
    format: &'static Format,
    columns: Arc<Columns>,
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

    /// Makes an article of it, with what was wrong though the article could be kept.
    ///
    /// # Errors
    /// Where there is no article in it: no text, not UTF-8, not JSON.
    pub fn document(self) -> Made {
        let bytes = self.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&self.bytes);
        if u32::try_from(bytes.len()).is_err() {
            return Err(Problem::rejected(self.origin.place(), Kind::TooLarge));
        }
        let text = std::str::from_utf8(bytes)
            .map_err(|e| Problem::rejected(self.origin.place(), Kind::NotUtf8(e.valid_up_to())))?;
        let place = self.origin.place();
        let (document, problems) = (self.format.read)(&self.origin, &self.columns, text)?;
        if document.text[document.body..].trim().is_empty() {
            return Err(Problem::rejected(place, Kind::Empty));
        }
        Ok((document, problems))
    }
}

/// A day as `YYYY-MM-DD`, also at the head of a timestamp.
fn day(text: &str) -> Option<jiff::civil::Date> {
    let day = text.get(..10)?;
    let rest = &text[10..];
    let strict = day
        .bytes()
        .enumerate()
        .all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    (strict && (rest.is_empty() || rest.starts_with(['T', 't', ' ']))).then(|| day.parse().ok()).flatten()
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
