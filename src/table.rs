//! Tables that people and spreadsheets write: commas, semicolons or tabs, one header.
//!
//! It knows rows and cells, not what they mean. The separator is the one that the header
//! has most of; a byte order mark is skipped; the apostrophe that guards a formula is not
//! part of its cell.

use crate::error::{Error, Kind, Place};

/// A table and the place in it where reading goes on.
pub struct Rows<'a> {
    text: &'a str,
    file: &'a str,
    /// Names of the columns, in order.
    pub columns: Vec<String>,
    csv: csv::Reader<&'a [u8]>,
    record: csv::StringRecord,
    at: usize,
    line: u64,
    /// A quotation mark somewhere has no partner.
    unclosed: bool,
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    /// Its line in the file, from 1.
    pub line: u64,
    record: &'a csv::StringRecord,
}

impl<'a> Rows<'a> {
    /// Reads the header; `file` is what errors call the table.
    ///
    /// # Errors
    /// Where there is no header, or two columns have one name.
    pub fn new(text: &'a str, file: &'a str) -> Result<Self, Error> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let bad = |what: String| Error::at(Place::line(file, 1), Kind::BadRow(what));
        let mut csv = csv::ReaderBuilder::new()
            .delimiter(separator(text.lines().next().unwrap_or("")))
            .flexible(true)
            .from_reader(text.as_bytes());
        let header = csv.headers().map_err(|e| bad(e.to_string()))?;
        let columns: Vec<String> = header.iter().map(|name| name.trim().to_string()).collect();
        let same = |a: &String, b: &String| !a.is_empty() && a.to_lowercase() == b.to_lowercase();
        if let Some(twice) =
            (1..columns.len()).find(|&at| columns[..at].iter().any(|c| same(c, &columns[at])))
        {
            return Err(bad(format!("two columns are called \"{}\"", columns[twice])));
        }
        let unclosed = !memchr::memchr_iter(b'"', text.as_bytes()).count().is_multiple_of(2);
        Ok(Self { text, file, columns, csv, record: csv::StringRecord::new(), at: 0, line: 1, unclosed })
    }

    /// The column of that name, in any case.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c.eq_ignore_ascii_case(name))
    }

    /// The column of that name.
    ///
    /// # Errors
    /// Where there is none.
    pub fn needed(&self, name: &str) -> Result<usize, Error> {
        let missing = || Kind::NoColumn(name.into(), self.columns.clone());
        self.column(name).ok_or_else(|| Error::at(Place::line(self.file, 1), missing()))
    }

    /// The next row that holds anything.
    ///
    /// # Errors
    /// Where a row has more cells than the header has columns, or a quotation mark that is
    /// never closed makes one cell of the rows behind it.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, Error> {
        loop {
            let more = self.csv.read_record(&mut self.record);
            let line = self.line_of(self.record.position().map_or(self.at as u64, csv::Position::byte));
            let bad = |what: String| Error::at(Place::line(self.file, line), Kind::BadRow(what));
            if !more.map_err(|e| bad(e.to_string()))? {
                return Ok(None);
            }
            if self.record.len() > self.columns.len() {
                let (has, head) = (self.record.len(), self.columns.len());
                return Err(bad(format!("it has {has} cells and the header {head}")));
            }
            if self.unclosed && self.record.iter().any(|cell| cell.contains('\n')) {
                return Err(bad("a quotation mark in it is not closed".into()));
            }
            if self.record.iter().any(|cell| !cell.trim().is_empty()) {
                return Ok(Some(Row { line, record: &self.record }));
            }
        }
    }

    /// The line of a byte; a record may be said to begin at the line end before it.
    fn line_of(&mut self, byte: u64) -> u64 {
        let rest = &self.text.as_bytes()[(byte as usize).min(self.text.len())..];
        let ends = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let to = self.text.len() - rest.len() + ends;
        if to > self.at {
            self.line += memchr::memchr_iter(b'\n', &self.text.as_bytes()[self.at..to]).count() as u64;
            self.at = to;
        }
        self.line
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; nothing where the cell or the column is empty or missing.
    pub fn cell(&self, column: Option<usize>) -> Option<&'a str> {
        let cell = self.record.get(column?)?.trim();
        let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
        Some(guarded.unwrap_or(cell)).filter(|cell| !cell.is_empty())
    }
}

fn separator(header: &str) -> u8 {
    let count = |separator: u8| memchr::memchr_iter(separator, header.as_bytes()).count();
    let most = [b',', b';', b'\t'].into_iter().rev().max_by_key(|&s| count(s));
    most.unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_semicolons_and_tabs_read_alike_and_lines_are_those_of_the_file() {
        let comma = "\u{feff}name,Party\r\n\"Holt, Mira\",red\r\n\r\n,\r\nBram Vale\r\n";
        let semicolon = "name;Party\n\"Holt, Mira\";red\n\n;\nBram Vale\n";
        let tab = "name\tParty\nHolt, Mira\tred\n\n\t\nBram Vale";
        for text in [comma, semicolon, tab] {
            let mut rows = Rows::new(text, "who.csv").expect("a header");
            let (name, party) = (rows.column("name"), rows.column("party"));
            let first = rows.next_row().expect("readable").expect("a row");
            assert_eq!(
                (first.line, first.cell(name), first.cell(party)),
                (2, Some("Holt, Mira"), Some("red"))
            );
            let second = rows.next_row().expect("readable").expect("a row");
            assert_eq!((second.line, second.cell(name), second.cell(party)), (5, Some("Bram Vale"), None));
            assert!(rows.next_row().expect("readable").is_none());
        }
    }

    #[test]
    fn a_row_with_too_many_cells_is_named_with_its_line() {
        let mut rows = Rows::new("name,party\nHolt, Mira,red\n", "who.csv").expect("a header");
        let error = rows.next_row().expect_err("three cells");
        assert_eq!(error.to_string(), "who.csv:2: row cannot be read: it has 3 cells and the header 2");
    }

    #[test]
    fn a_mark_that_is_not_closed_does_not_swallow_the_rows_behind_it() {
        let read =
            |text| Rows::new(text, "who.csv").and_then(|mut rows| rows.next_row().map(|row| row.is_some()));
        let error = read("name,party\n\"Mira Holt,red\nBram Vale,blue\n").expect_err("not closed");
        assert_eq!(error.to_string(), "who.csv:2: row cannot be read: a quotation mark in it is not closed");
        assert_eq!(read("name,note\nMira Holt,\"two\nlines\"\n"), Ok(true));
        assert_eq!(read("name,note\nMira Holt,5\" high\nBram Vale,\n"), Ok(true));
    }

    #[test]
    fn the_guard_of_a_formula_is_no_part_of_the_cell() {
        let mut rows = Rows::new("name\n'=x\n'tis\n", "who.csv").expect("a header");
        assert_eq!(rows.next_row().expect("readable").expect("a row").cell(Some(0)), Some("=x"));
        assert_eq!(rows.next_row().expect("readable").expect("a row").cell(Some(0)), Some("'tis"));
    }
}
