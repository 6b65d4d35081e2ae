//! Tables of articles: one a row, what the columns hold is told by their names.

use super::columns::{self, Fields, Role};
use super::cut::Piece;
use super::found::Found;
use super::{Reading, Wrong};
use crate::error::Kind;
use memchr::memchr;

/// The header of a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    separator: u8,
    /// How many cells a row has.
    width: usize,
    /// The columns of each role that are there, those that are asked first standing first.
    at: [Vec<usize>; 9],
    /// What is to be said of how it is read.
    pub(super) said: Vec<Kind>,
}

const ROLES: [Role; 9] = [
    Role::Text,
    Role::Id,
    Role::Date,
    Role::Source,
    Role::Title,
    Role::Author,
    Role::Url,
    Role::Language,
    Role::Speaker,
];

impl Sheet {
    /// Reads the header.
    pub(super) fn new(reading: &Reading, header: &Piece, separator: u8) -> Result<Self, Kind> {
        let cells = cells(&header.bytes, separator, header.literal)?;
        let names: Vec<String> =
            cells.iter().map(|cell| String::from_utf8_lossy(cell).trim().into()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut fields: Fields = columns::chosen(reading, &names, true)?;
        let place = |name: &str| names.iter().position(|n| *n == name);
        let at = ROLES.map(|role| fields.of(role).iter().filter_map(|name| place(name)).collect());
        if let Some(twice) =
            (1..names.len()).find(|&n| !names[n].is_empty() && names[..n].contains(&names[n]))
        {
            fields.said.push(Kind::TwoColumns(names[twice].into()));
        }
        Ok(Self { separator, width: names.len(), at, said: fields.said })
    }

    /// Reads a row.
    pub(super) fn read(&self, bytes: &[u8], literal: bool) -> Result<Found, Wrong> {
        let end = bytes.trim_ascii_end().len();
        if literal && memchr(b'\n', &bytes[..end]).is_some() {
            return Err(Kind::BadRow("a quotation mark in it or behind it is not closed".into()).into());
        }
        let cells = cells(bytes, self.separator, literal)?;
        if cells.len() != self.width {
            let mark = if literal { "a quotation mark in it is not closed, and " } else { "" };
            let (has, head) = (cells.len(), self.width);
            return Err(Kind::BadRow(format!("{mark}it has {has} cells and the header {head}")).into());
        }
        let cell = |role: Role| {
            let text = |&at: &usize| cells.get(at).map(|cell| String::from_utf8_lossy(cell).into_owned());
            self.at[role as usize].iter().filter_map(text).find(|text| !text.trim().is_empty())
        };
        Ok(Found {
            text: cell(Role::Text).unwrap_or_default(),
            id: cell(Role::Id),
            date: cell(Role::Date),
            source: cell(Role::Source),
            title: cell(Role::Title),
            author: cell(Role::Author),
            speaker: cell(Role::Speaker),
            url: cell(Role::Url),
            language: cell(Role::Language),
            ..Found::default()
        })
    }
}

/// Splits a row.
fn cells(bytes: &[u8], separator: u8, literal: bool) -> Result<csv::ByteRecord, Kind> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .quoting(!literal)
        .buffer_capacity(bytes.len().clamp(64, 1 << 16))
        .from_reader(bytes);
    let mut record = csv::ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(|e| Kind::BadRow(e.to_string()))?;
    Ok(record)
}

/// What stands between cells: of comma, semicolon and tab the one that the first row has
/// most of, outside of marks.
pub(super) fn separator(head: &str) -> u8 {
    let first = first_row(head);
    let count = |separator: u8| {
        let mut marked = false;
        let outside = |b: &u8| {
            marked ^= *b == b'"';
            !marked && *b == separator
        };
        first.as_bytes().iter().copied().filter(outside).count()
    };
    // Of equals the last in this list.
    [b'\t', b';', b','].into_iter().max_by_key(|&s| count(s)).unwrap_or(b',')
}

/// The first row of a head that is not blank, with the lines within its marks.
fn first_row(head: &str) -> &str {
    let head = head.trim_start_matches(['\n', '\r', ' ']);
    let mut marked = false;
    let end = head.bytes().position(|b| {
        marked ^= b == b'"';
        !marked && matches!(b, b'\n' | b'\r')
    });
    &head[..end.unwrap_or(head.len())]
}

/// Whether a head looks like a table: a first row of several short cells that all look like
/// names of columns, and a second one of as many.
pub(super) fn looks(head: &str) -> bool {
    let separator = separator(head);
    let first = first_row(head);
    let Ok(names) = cells(first.as_bytes(), separator, false) else { return false };
    let name = |cell: &[u8]| {
        let text = String::from_utf8_lossy(cell);
        let text = text.trim();
        text.chars().count() <= 40 && text.chars().all(|c| c.is_alphanumeric() || " _-.:/#()".contains(c))
    };
    let text = names.iter().any(|cell| {
        let known = |word: &str| cell.trim_ascii().eq_ignore_ascii_case(word.as_bytes());
        ["text", "content", "maintext", "article", "body", "title", "url", "id", "date"]
            .into_iter()
            .any(known)
    });
    names.len() > 1 && text && names.iter().all(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str) -> Piece {
        Piece { bytes: text.as_bytes().to_vec(), line: 1, ..Piece::default() }
    }

    #[test]
    fn the_separator_is_told_by_the_header() {
        assert_eq!(separator("id,text\n1,\"a;b;c;d\"\n"), b',');
        assert_eq!(separator("id;text;note\n1;a,b;c\n"), b';');
        assert_eq!(separator("\"id\"\t\"text, all of it\"\n"), b'\t');
        assert_eq!(separator("text\nWe wait, and vote\n"), b',');
    }

    #[test]
    fn a_row_is_read_by_the_names_of_its_columns() {
        let sheet = Sheet::new(&Reading::default(), &piece("Outlet;ID;text\r\n"), b';').expect("a header");
        let found = sheet.read("Gazette;7;\"We; \"\"wait\"\"\nhere.\"\r\n".as_bytes(), false).expect("a row");
        assert_eq!((&*found.text, found.id.as_deref()), ("We; \"wait\"\nhere.", Some("7")));
        assert_eq!(found.source.as_deref(), Some("Gazette"));
        let wrong = sheet.read(b"Gazette;7\n", false).expect_err("ragged");
        assert_eq!(wrong.kind.to_string(), "row cannot be read: it has 2 cells and the header 3");
    }

    #[test]
    fn marks_that_do_not_pair_are_text_where_the_cells_are_as_many_as_the_header_has() {
        let sheet = Sheet::new(&Reading::default(), &piece("id\ttext\n"), b'\t').expect("a header");
        let found = sheet.read("1\t\"We wait,\" said Holt.\n".as_bytes(), true).expect("a row");
        assert_eq!(found.text, "\"We wait,\" said Holt.");
        let wrong = sheet.read(b"1\t\"We\twait\n", true).expect_err("three cells");
        assert!(wrong.kind.to_string().contains("not closed, and it has 3 cells"), "{}", wrong.kind);
    }

    #[test]
    fn a_table_is_known_by_its_header() {
        assert!(looks("id,date,text\n1,2024-03-04,\"We wait.\"\n"));
        assert!(!looks("We wait, and then, at last, we vote.\n"));
        assert!(!looks("Mira Holt spoke.\n"));
    }
}
