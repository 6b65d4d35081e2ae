//! Makes articles of a record: on any thread, and alike whatever stands around it.

use super::columns::Fields;
use super::dirt;
use super::found::Found;
use super::sheet::Sheet;
use super::{Format, Made, Origin, Reading, Shape, Wrong, jsonl};
use crate::document::Document;
use crate::error::{Kind, Place, Problem};
use crate::lexicon::load::hex;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// One article, or a file with many, not yet looked at.
#[derive(Clone, Debug)]
pub struct Record {
    pub(super) origin: Origin,
    pub(super) format: &'static Format,
    pub(super) reading: Arc<Reading>,
    pub(super) how: How,
    pub(super) bytes: Vec<u8>,
    /// Replacement characters in it that stand for bytes which mean nothing: said of its file.
    pub(super) replaced: u64,
}

/// What must be known of the whole file to read one record of it.
#[derive(Clone, Debug)]
pub(super) enum How {
    /// The fields of JSON.
    Object(Arc<Fields>),
    /// The header of the table, and whether marks in this row are text.
    Row(Arc<Sheet>, bool),
    /// Nothing: it is the file.
    Whole,
}

impl Record {
    /// Where it was read.
    pub fn place(&self) -> Place {
        self.origin.place()
    }

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
        let (origin, reading, mut replaced) = (self.origin.clone(), self.reading.clone(), self.replaced);
        let found = match self.found() {
            Ok(found) if found.is_empty() => Err(Kind::Empty.into()),
            other => other,
        };
        match found {
            Err(Wrong { kind, lines, column }) => {
                let line = origin.line.map(|line| line + lines);
                vec![Err(Problem::rejected(Place { line, column, ..origin.place() }, kind))]
            }
            Ok(found) => {
                let many = found.len() > 1;
                let each = found.into_iter().zip(1..).map(|(mut found, nth)| {
                    if many && found.id.is_none() && found.line.is_none() {
                        found.id = Some(format!("{}#{nth}", origin.id()));
                    }
                    named(&reading, &origin, &mut found);
                    let mut found = dirt::settled(found, &reading, &mut replaced);
                    if reading.ids_by_content && found.id.as_ref().is_none_or(|id| id.trim().is_empty()) {
                        found.id = Some(content_id(&found.text));
                    }
                    found.document(&origin, reading.date_order).and_then(|(document, problems)| {
                        in_time(&reading, &document).map(|()| (document, problems))
                    })
                });
                each.collect()
            }
        }
    }

    fn found(self) -> Result<Vec<Found>, Wrong> {
        let Self { origin: _, format, reading, how, bytes, replaced: _ } = self;
        match (how, format.shape) {
            (How::Row(sheet, literal), _) => Ok(vec![sheet.read(&bytes, literal)?]),
            (How::Object(fields), _) => {
                let line = std::str::from_utf8(&bytes).map_err(|e| Kind::NotUtf8(e.valid_up_to()))?;
                jsonl::read(&fields, line)
            }
            (How::Whole, Shape::Bytes(read)) => Ok(read(&reading, &bytes)?),
            (How::Whole, Shape::Text(read)) => {
                let text =
                    String::from_utf8(bytes).map_err(|e| Kind::NotUtf8(e.utf8_error().valid_up_to()))?;
                Ok(read(&reading, text)?)
            }
            (How::Whole, Shape::Lines | Shape::Values | Shape::Rows) => Ok(Vec::new()),
        }
    }
}

/// The id of a text that has no other: the same wherever it is read.
fn content_id(text: &str) -> String {
    format!("text-{}", &hex(&Sha256::digest(text.as_bytes()))[..16])
}

/// What the name of the file tells, where that is asked for.
fn named(reading: &Reading, origin: &Origin, found: &mut Found) {
    let Some(pattern) = &reading.date_from_name else { return };
    let fits = pattern.fill(&origin.file, reading.date_order, found);
    if !fits && found.date.as_ref().is_none_or(|date| date.trim().is_empty()) {
        found.problems.push(Kind::NameWithoutDate);
    }
}

/// Whether an article is of the days that are asked for.
fn in_time(reading: &Reading, document: &Document) -> Result<(), Problem> {
    let Reading { since, until, .. } = reading;
    if since.is_none() && until.is_none() {
        return Ok(());
    }
    let place = Place { file: document.file.clone(), line: document.line, column: None };
    let Some(date) = document.meta.date else { return Err(Problem::ignored(place, Kind::Undated)) };
    let inside = since.is_none_or(|since| since <= date) && until.is_none_or(|until| date <= until);
    if inside { Ok(()) } else { Err(Problem::ignored(place, Kind::OutOfDates(date.to_string()))) }
}
