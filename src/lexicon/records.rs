//! Cuts the tables of lexicons into records, with the line of each.
//!
//! It knows cells and quotation marks, not what a column means.

use crate::error::Kind;

/// The separator that the first line has most of: comma, semicolon or tab.
pub(super) fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let count = |separator: u8| memchr::memchr_iter(separator, header.as_bytes()).count();
    [b'\t', b';', b','].into_iter().max_by_key(|&s| count(s)).unwrap_or(b',')
}

/// The records of a table, with the line of each: the crate's own numbers are one too low
/// behind CRLF.
pub(super) struct Records<'a> {
    text: &'a str,
    reader: csv::Reader<&'a [u8]>,
    /// What stands between cells.
    separator: u8,
    /// Where the reader began.
    base: usize,
    /// Where the last record began, and its line.
    at: usize,
    line: u64,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader =
            csv::ReaderBuilder::new().delimiter(separator).flexible(true).from_reader(text.as_bytes());
        Self { text, reader, separator, base: 0, at: 0, line: 1 }
    }

    pub(super) fn header(&mut self) -> Result<csv::StringRecord, Kind> {
        self.reader.headers().cloned().map_err(|e| Kind::BadRow(e.to_string()))
    }

    /// Reads the next record and says on which line it begins.
    pub(super) fn next(&mut self, record: &mut csv::StringRecord) -> Result<Option<u64>, (u64, Kind)> {
        match self.reader.read_record(record) {
            Ok(true) => Ok(Some(self.line_of(record.position()))),
            Ok(false) => Ok(None),
            Err(error) => Err((self.line_of(error.position()), Kind::BadRow(error.to_string()))),
        }
    }

    fn line_of(&mut self, position: Option<&csv::Position>) -> u64 {
        let text = self.text.as_bytes();
        let mut to = position.map_or(self.at, |p| self.base + p.byte() as usize).min(text.len());
        // The record may be said to begin at the line end before it.
        while text.get(to).is_some_and(|b| matches!(b, b'\r' | b'\n')) {
            to += 1;
        }
        if to > self.at {
            self.line += memchr::memchr_iter(b'\n', &text[self.at..to]).count() as u64;
            self.at = to;
        }
        self.line
    }

    /// The text from the last record on.
    pub(super) fn row(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Why the last record, which should have so many cells, is none: a mark in it is not closed.
    /// Reading goes on behind its first line then, whatever the record took in.
    pub(super) fn unclosed(
        &mut self,
        record: &csv::StringRecord,
        cells: usize,
        names: &[usize],
    ) -> Option<Kind> {
        // No word and no name holds a separator and a line end: these are rows that were taken in.
        let of_rows = |cell: &str| cell.contains(['\n', '\r']) && cell.contains(char::from(self.separator));
        let spans = names.iter().filter_map(|&column| record.get(column)).any(of_rows);
        if !spans && !self.is_open(record, cells) {
            return None;
        }
        self.behind_this_line();
        Some(Kind::BadRow("a quotation mark in it is not closed".into()))
    }

    /// Whether a quotation mark in the last record, which should have so many cells, took in
    /// lines behind it and has no partner. One inside a cell, as in *5" gun*, is a letter.
    fn is_open(&self, record: &csv::StringRecord, cells: usize) -> bool {
        let end = (self.base + self.reader.position().byte() as usize).min(self.text.len());
        let read = self.text.get(self.at..end).unwrap_or_default();
        let cut_short = end == self.text.len() && record.len() < cells;
        match marks(read, self.separator) {
            Marks::Closed => false,
            Marks::Open => cut_short || read.trim_end().contains('\n'),
            Marks::Within => read.trim_end().contains('\n'),
        }
    }

    fn behind_this_line(&mut self) {
        let row = self.row();
        self.base = self.at + memchr::memchr(b'\n', row.as_bytes()).map_or(row.len(), |end| end + 1);
        let mut builder = csv::ReaderBuilder::new();
        builder.delimiter(self.separator).flexible(true).has_headers(false);
        self.reader = builder.from_reader(self.text.get(self.base..).unwrap_or_default().as_bytes());
    }
}

/// How the quotation marks of a row stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// Every cell that begins with one ends with one.
    Closed,
    /// The last has no partner.
    Open,
    /// Letters stand behind one that should end its cell.
    Within,
}

fn marks(row: &str, separator: u8) -> Marks {
    let (mut begins, mut marked) = (true, false);
    let mut bytes = row.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if !marked {
            marked = begins && byte == b'"';
            begins = byte == separator;
        } else if byte == b'"' && bytes.next_if_eq(&b'"').is_none() {
            marked = false;
            while bytes.next_if_eq(&b' ').is_some() {}
            if bytes.peek().is_some_and(|next| ![separator, b'\r', b'\n'].contains(next)) {
                return Marks::Within;
            }
        }
    }
    if marked { Marks::Open } else { Marks::Closed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_closed_where_its_cell_ends() {
        for row in ["a,b", "\"a, b\",c\n", "\"two\nlines\",5\" gun\n", "\"a \"\"b\"\"\",c", "5\" gun,\"\""] {
            assert_eq!(marks(row, b','), Marks::Closed, "{row}");
        }
        assert_eq!(marks("\"two\nlines\" ,x", b','), Marks::Closed);
        for row in ["\"a,b\nc,d\n", "a,\"b"] {
            assert_eq!(marks(row, b','), Marks::Open, "{row}");
        }
        for row in ["\"a,b\n\"c\",d\n", "\"a,b\n\"Two\n"] {
            assert_eq!(marks(row, b','), Marks::Within, "{row}");
        }
    }
}
