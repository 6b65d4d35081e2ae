//! A CSV that a spreadsheet may have been at: any of three separators, with or without byte
//! order mark, formulas guarded or not.

use rhetor::error::{Error, Kind, Place, Problem};
use std::collections::BTreeMap;
use std::path::Path;

/// A byte order mark as a program sees it that takes UTF-8 for windows-1252.
const MISREAD: &str = "\u{ef}\u{bb}\u{bf}";

/// A table with named columns.
pub(crate) struct Sheet {
    columns: BTreeMap<String, usize>,
    records: Vec<(u64, csv::StringRecord)>,
}

/// One row of it.
pub(crate) struct Row<'a> {
    /// As the spreadsheet counts: the header is row 1.
    pub(crate) number: u64,
    sheet: &'a Sheet,
    record: &'a csv::StringRecord,
}

impl Sheet {
    /// Reads a file that must have these columns. A row that does not fit the header is
    /// left out and becomes a problem.
    pub(crate) fn read(path: &Path, required: &[&str], problems: &mut Vec<Problem>) -> Result<Self, Error> {
        let file = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|e| Error::io(file.clone(), &e))?;
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|e| Error::at(Place::file(&*file), Kind::NotUtf8(e.valid_up_to())))?;
        let head = text.lines().next().unwrap_or("");
        let separator = [',', ';', '\t'].into_iter().max_by_key(|&s| (head.matches(s).count(), s == ','));
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .delimiter(separator.map_or(b',', |s| s as u8))
            .from_reader(text.as_bytes());
        let header = reader
            .headers()
            .map_err(|e| Error::at(Place::file(&*file), Kind::BadRow(e.to_string())))?
            .clone();
        // A program that overlooked the byte order mark has made it part of the first name.
        let edge = |c: char| !c.is_ascii_alphanumeric() && c != '_';
        let names: Vec<String> = header.iter().map(|h| h.trim_matches(edge).to_ascii_lowercase()).collect();
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
        self.records.iter().map(|(number, record)| Row { number: *number, sheet: self, record })
    }
}

impl<'a> Row<'a> {
    /// A cell without spaces at its ends and without a guard; empty cells are none.
    pub(crate) fn cell(&self, column: &str) -> Option<&'a str> {
        let cell = self.record.get(*self.sheet.columns.get(column)?)?.trim();
        let guarded = |rest: &&str| rest.starts_with(['=', '+', '-', '@', '\t']);
        let cell = cell.strip_prefix('\'').filter(guarded).unwrap_or(cell);
        (!cell.is_empty()).then_some(cell)
    }

    /// A number, with a decimal point or comma.
    pub(crate) fn number(&self, column: &str) -> Option<f64> {
        self.cell(column)?.replace(',', ".").parse().ok()
    }
}
