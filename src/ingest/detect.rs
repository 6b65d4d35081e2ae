//! Tells a file's format: by what the user says, by its name, by what stands in it.
//!
//! A name decides between formats of text, for a text may look like anything; where the
//! text looks like another format, that is said. What is packed, and what is no text, is
//! known by its first bytes, whatever its name.

use super::encoding::Decoded;
use super::unpack::ENDS;
use super::{FORMATS, Format, Reading, Shape};
use crate::error::Kind;
use std::io::{Cursor, Read};

/// The head of a file, from which its format is told: at most some 64 KB.
#[derive(Clone, Debug)]
pub(crate) struct Head<'a> {
    /// As it stands in the file.
    pub(crate) bytes: &'a [u8],
    /// The same as text, without a byte order mark.
    pub(crate) text: String,
}

impl<'a> Head<'a> {
    pub(super) fn new(bytes: &'a [u8], reading: &Reading) -> Self {
        let mut text = String::new();
        // What cannot be decoded within the head will be said of the file.
        let _ = Decoded::new(Box::new(Cursor::new(bytes)), reading.encoding).read_to_string(&mut text);
        Self { bytes, text }
    }
}

/// The format of a file, and what is to be said of the choice.
pub(super) fn format(
    reading: &Reading,
    name: &str,
    head: &Head,
    quiet: bool,
) -> Result<(&'static Format, Option<Kind>), Kind> {
    if let Some(format) = reading.format {
        return Ok((format, None));
    }
    let of_bytes = |f: &&Format| matches!(f.shape, Shape::Bytes(_)) && (f.looks)(head);
    if let Some(format) = FORMATS.iter().find(|f| of_bytes(f)) {
        return Ok((format, None));
    }
    if let Some(what) = no_text(head) {
        return Err(Kind::NotText(what));
    }
    let looks_like = FORMATS.iter().find(|f| (f.looks)(head)).unwrap_or(&FORMATS[FORMATS.len() - 1]);
    let end = end(without_packing(name));
    let named: Vec<&'static Format> = FORMATS.iter().filter(|f| f.extensions.contains(&&*end)).collect();
    let Some(last) = named.last() else {
        return Ok((looks_like, (!quiet).then_some(Kind::ReadAs(looks_like.name))));
    };
    let format = named.iter().find(|f| (f.looks)(head)).unwrap_or(last);
    let other = !named.iter().any(|f| f.name == looks_like.name) && looks_like.name != "text";
    let empty = head.text.trim().is_empty();
    Ok((format, (other && !empty).then_some(Kind::LooksLike(format.name, looks_like.name))))
}

/// Whether a file of that name in a folder is meant to be read.
pub(super) fn may_hold_articles(name: &str) -> bool {
    let end = end(without_packing(name));
    end == "zip" || FORMATS.iter().any(|f| f.extensions.contains(&&*end))
}

/// A name without the end that tells a packing.
pub(super) fn without_packing(name: &str) -> &str {
    match name.rsplit_once('.') {
        Some((stem, _)) if ENDS.contains(&&*end(name)) => stem,
        _ => name,
    }
}

fn end(name: &str) -> String {
    name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_ascii_lowercase())
}

/// What a file is that is no text.
pub(super) fn no_text(head: &Head) -> Option<&'static str> {
    let begins: [(&[u8], &str); 10] = [
        (b"%PDF-", "a PDF"),
        (b"{\\rtf", "an RTF document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"\x89PNG\r\n", "an image"),
        (b"\xff\xd8\xff", "an image"),
        (b"GIF8", "an image"),
        (b"SQLite format 3\0", "a database"),
        (b"PAR1", "a Parquet file"),
        (b"ARROW1", "an Arrow file"),
        (b"OggS", "a recording"),
    ];
    let known = begins.iter().find(|(begin, _)| head.bytes.starts_with(begin)).map(|(_, what)| *what);
    // Text has no zeros; one that slipped in is let pass.
    let zeros = head.text.bytes().filter(|&b| b == 0).count();
    known.or_else(|| (zeros > 2 && zeros * 200 > head.text.len()).then_some("no text"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, bytes: &[u8]) -> String {
        let reading = Reading::default();
        match format(&reading, name, &Head::new(bytes, &reading), false) {
            Ok((format, None)) => format.name.into(),
            Ok((format, Some(kind))) => format!("{}; {kind}", format.name),
            Err(kind) => kind.to_string(),
        }
    }

    #[test]
    fn a_name_decides_between_formats_of_text_and_content_where_there_is_none() {
        assert_eq!(told("a.txt", b"We wait."), "text");
        assert_eq!(told("a.jsonl.gz", b"{\"text\": \"a\"}\n"), "jsonl");
        assert_eq!(told("a.json", b"{\"text\": \"a\"}\n{\"text\": \"b\"}\n"), "jsonl");
        assert_eq!(told("a.json", b"{\n  \"text\": \"a\"\n}\n"), "json");
        assert_eq!(told("a.jsonl", b"[{\"text\": \"a\"}]"), "json");
        assert_eq!(told("a.CSV", b"id,text\n"), "csv");
        assert_eq!(
            told("a.txt", b"id,text\n1,We wait.\n"),
            "text; was read as text, as its name says, but looks like csv"
        );
        assert_eq!(told("letter", b"We wait."), "text; its name tells no format; it was read as text");
        assert_eq!(
            told("dump", "\u{feff}{\"text\": 1}".as_bytes()),
            "jsonl; its name tells no format; it was read as jsonl"
        );
    }

    #[test]
    fn what_is_no_text_is_called_what_it_is() {
        assert_eq!(told("a.txt", b"%PDF-1.7 ..."), "is a PDF, which is not read");
        assert_eq!(told("a.txt", b"{\\rtf1 We wait."), "is an RTF document, which is not read");
        assert_eq!(told("a.txt", &[7, 0, 9, 0, 0, 0, 200, 0, 0, 1]), "is no text, which is not read");
        let wide: Vec<u8> = "We wait.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(told("a.txt", &wide), "text");
    }
}
