//! One CSV file of a table: its separator, its header, its records.

use crate::error::{Error, Kind, Place};
use crate::report::csv::unguarded;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::sync::Arc;

/// A file, and the record that was read last.
pub(super) struct Records {
    pub(super) file: Arc<str>,
    pub(super) names: Vec<String>,
    reader: csv::Reader<BufReader<File>>,
    pub(super) record: csv::StringRecord,
    pub(super) line: u64,
}

impl Records {
    pub(super) fn open(path: &Path) -> Result<Self, Error> {
        let file: Arc<str> = path.display().to_string().into();
        let failed = |e: std::io::Error| Error::io(file.clone(), &e);
        let mut input = BufReader::with_capacity(1 << 16, File::open(path).map_err(failed)?);
        let head = input.fill_buf().map_err(failed)?;
        let mark = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let delimiter = separator(&head[mark..]);
        input.consume(mark);
        let mut reader = csv::ReaderBuilder::new().flexible(true).delimiter(delimiter).from_reader(input);
        let bad = |e: csv::Error| Error::at(Place::line(file.clone(), 1), Kind::BadRow(e.to_string()));
        let names: Vec<String> =
            reader.headers().map_err(bad)?.iter().map(|n| unguarded(n).to_string()).collect();
        Ok(Self { file, names, reader, record: csv::StringRecord::new(), line: 1 })
    }

    /// Reads the next record; false at the end.
    pub(super) fn advance(&mut self) -> Result<bool, Error> {
        let read = self.reader.read_record(&mut self.record);
        self.line = match (&read, self.record.position()) {
            (Ok(_), Some(position)) => position.line(),
            _ => self.line + 1,
        };
        let bad = |what: String| Error::at(Place::line(self.file.clone(), self.line), Kind::BadRow(what));
        if !read.map_err(|e| bad(e.to_string()))? {
            return Ok(false);
        }
        let (has, head) = (self.record.len(), self.names.len());
        if has != head {
            return Err(bad(format!("it has {has} cells and the header {head}")));
        }
        Ok(true)
    }
}

/// The first separator of a header that does not stand in quotation marks.
fn separator(head: &[u8]) -> u8 {
    let mut inside = false;
    for &byte in head {
        match byte {
            b'"' => inside = !inside,
            b',' | b';' | b'\t' if !inside => return byte,
            b'\n' if !inside => break,
            _ => {}
        }
    }
    b','
}
