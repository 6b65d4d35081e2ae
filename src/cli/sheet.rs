//! A CSV that a spreadsheet may have been at: any of three separators, with or without byte
//! order mark, formulas guarded or not.

use rhetor::error::{Error, Kind, Place, Problem};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// A byte order mark as a program sees it that takes UTF-8 for windows-1252.
const MISREAD: &str = "\u{ef}\u{bb}\u{bf}";

/// The characters that windows-1252 has where Latin-1 has controls.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// What a spreadsheet means that saves as it has always done.
fn windows(bytes: &[u8]) -> String {
    let special: Vec<char> = WINDOWS.chars().collect();
    let character = |&byte: &u8| match byte {
        0x80..=0x9f => special[usize::from(byte) - 0x80],
        _ => char::from(byte),
    };
    bytes.iter().map(character).collect()
}

/// A table with named columns.
pub(crate) struct Sheet {
    columns: BTreeMap<String, usize>,
    records: Vec<(u64, csv::StringRecord)>,
}

/// One row of it.
pub(crate) struct Row<'a> {
    /// As the spreadsheet counts: the header is row 1.
    pub(crate) number: u64,
    columns: &'a BTreeMap<String, usize>,
    record: &'a csv::StringRecord,
}

impl Sheet {
    /// Reads a file that must have these columns. A row that does not fit the header is
    /// left out and becomes a problem.
    pub(crate) fn read(path: &Path, required: &[&str], problems: &mut Vec<Problem>) -> Result<Self, Error> {
        let file = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|e| Error::io(file.clone(), &e))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let text = if let Ok(text) = std::str::from_utf8(bytes) {
            text.into()
        } else {
            problems.push(Problem::kept(Place::file(&*file), Kind::ReadAsWindows));
            windows(bytes)
        };
        let head = text.lines().next().unwrap_or("");
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(separator(head.as_bytes()))
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|e| Error::at(Place::file(&*file), Kind::BadRow(e.to_string())))?
            .clone();
        let names = names(&header);
        if header.get(0).is_some_and(|first| first.starts_with(MISREAD)) {
            problems.push(Problem::kept(Place::line(&*file, 1), Kind::Misread));
        }
        if let Some(missing) = required.iter().find(|r| !names.iter().any(|n| n == *r)) {
            return Err(Error::at(Place::file(&*file), Kind::NoColumn((*missing).into(), names)));
        }
        let columns = names.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        let mut records = Vec::new();
        for (number, record) in (2u64..).zip(reader.records()) {
            let place = || Place::line(&*file, number);
            match record {
                Ok(record) if record.len() > names.len() => {
                    let what = format!("it has {} cells under {} columns", record.len(), names.len());
                    problems.push(Problem::rejected(place(), Kind::BadRow(what)));
                }
                Ok(record) => records.push((number, record)),
                Err(error) => problems.push(Problem::rejected(place(), Kind::BadRow(error.to_string()))),
            }
        }
        Ok(Self { columns, records })
    }

    /// Whether there is such a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.columns.contains_key(column)
    }

    /// All rows, in order.
    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.records.iter().map(|(number, record)| Row { number: *number, columns: &self.columns, record })
    }
}

/// The separator that a header has most of.
fn separator(head: &[u8]) -> u8 {
    let count = |s: &u8| (memchr::memchr_iter(*s, head).count(), *s == b',');
    b",;\t".iter().copied().max_by_key(count).unwrap_or(b',')
}

/// Names of columns; a program that overlooked the byte order mark has made it part of the first.
fn names(header: &csv::StringRecord) -> Vec<String> {
    let edge = |c: char| !c.is_ascii_alphanumeric() && c != '_';
    header.iter().map(|h| h.trim_matches(edge).to_ascii_lowercase()).collect()
}

/// A table too large to be kept: its rows one after another.
pub(crate) struct Stream {
    file: String,
    /// Names of its columns, in order.
    pub(crate) names: Vec<String>,
    columns: BTreeMap<String, usize>,
    reader: csv::Reader<BufReader<File>>,
    record: csv::StringRecord,
    number: u64,
}

impl Stream {
    /// Opens a file that must have these columns.
    pub(crate) fn open(path: &Path, required: &[&str]) -> Result<Self, Error> {
        let file = path.display().to_string();
        let failed = |e: std::io::Error| Error::io(file.clone(), &e);
        let mut input = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
        let head = input.fill_buf().map_err(failed)?;
        let separator = separator(head.split(|&b| b == b'\n').next().unwrap_or_default());
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(separator).from_reader(input);
        let header =
            reader.headers().map_err(|e| Error::at(Place::file(&*file), Kind::BadRow(e.to_string())))?;
        let names = names(header);
        if let Some(missing) = required.iter().find(|r| !names.iter().any(|n| n == *r)) {
            return Err(Error::at(Place::file(&*file), Kind::NoColumn((*missing).into(), names)));
        }
        let columns = names.iter().enumerate().map(|(at, name)| (name.clone(), at)).collect();
        Ok(Self { file, names, columns, reader, record: csv::StringRecord::new(), number: 1 })
    }

    /// The next row; one that cannot be read is left out and becomes a problem.
    pub(crate) fn next_row(&mut self, problems: &mut Vec<Problem>) -> Option<Row<'_>> {
        loop {
            self.number += 1;
            let what = match self.reader.read_record(&mut self.record) {
                Ok(false) => return None,
                Ok(true) if self.record.len() <= self.names.len() => break,
                Ok(true) => {
                    format!("it has {} cells under {} columns", self.record.len(), self.names.len())
                }
                Err(error) => {
                    let stops = error.is_io_error();
                    let what = error.to_string();
                    problems
                        .push(Problem::rejected(Place::line(&*self.file, self.number), Kind::BadRow(what)));
                    if stops {
                        return None;
                    }
                    continue;
                }
            };
            problems.push(Problem::rejected(Place::line(&*self.file, self.number), Kind::BadRow(what)));
        }
        Some(Row { number: self.number, columns: &self.columns, record: &self.record })
    }
}

impl<'a> Row<'a> {
    /// A cell without spaces at its ends and without a guard; empty cells are none.
    pub(crate) fn cell(&self, column: &str) -> Option<&'a str> {
        let cell = self.record.get(*self.columns.get(column)?)?.trim();
        let guarded = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '\t']);
        let cell = cell.strip_prefix('\'').filter(guarded).unwrap_or(cell);
        (!cell.is_empty()).then_some(cell)
    }

    /// A number, with a decimal point or comma.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        self.cell(column)?.replace(',', ".").parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Vec<Vec<String>>, Vec<Kind>) {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("sheet.csv");
        std::fs::write(&path, bytes).expect("written");
        let mut problems = Vec::new();
        let sheet = Sheet::read(&path, &["quote_id"], &mut problems).expect("readable");
        let cell = |row: &Row<'_>, column| row.cell(column).unwrap_or("–").to_string();
        let rows: Vec<_> = sheet.rows().map(|r| vec![cell(&r, "quote_id"), cell(&r, "note")]).collect();
        let mut again = Vec::new();
        let mut stream = Stream::open(&path, &["quote_id"]).expect("readable");
        let mut streamed = Vec::new();
        while let Some(row) = stream.next_row(&mut again) {
            streamed.push(vec![cell(&row, "quote_id"), cell(&row, "note")]);
        }
        if std::str::from_utf8(bytes).is_ok() {
            assert_eq!(streamed, rows);
        }
        (rows, problems.into_iter().map(|p| p.kind).collect())
    }

    #[test]
    fn whatever_a_spreadsheet_has_made_of_it_the_rows_are_the_same() {
        let wanted = vec![vec!["q_1".to_string(), "a; \"b\"".into()], vec!["q_2".into(), "–".into()]];
        for text in [
            "\u{feff}quote_id,note\r\n\"q_1\",\"a; \"\"b\"\"\"\r\n\"q_2\",\r\n",
            "quote_id;note\nq_1;\"a; \"\"b\"\"\"\nq_2;\n",
            "QUOTE_ID\tnote\nq_1\t\"a; \"\"b\"\"\"\nq_2\n",
            "\"\u{feff}\"\"quote_id\"\"\",note\nq_1,\"a; \"\"b\"\"\"\nq_2,\n",
        ] {
            assert_eq!(read(text.as_bytes()), (wanted.clone(), Vec::new()), "{text}");
        }
    }

    #[test]
    fn other_encodings_are_read_and_said() {
        let (rows, problems) = read(b"quote_id,note\nq_1,Jos\xe9 \x93A\x94\n");
        assert_eq!((&*rows[0][1], &problems[..]), ("José “A”", &[Kind::ReadAsWindows][..]));
        let (rows, problems) = read("ï»¿quote_id,note\nq_1,'=sum\n".as_bytes());
        assert_eq!((&*rows[0][1], &problems[..]), ("=sum", &[Kind::Misread][..]));
    }

    #[test]
    fn a_row_with_too_many_cells_is_left_out_and_said() {
        let (rows, problems) = read(b"quote_id,note\nq_1,a,b\nq_2,c\n");
        assert_eq!((rows.len(), problems.len()), (1, 1));
    }
}
