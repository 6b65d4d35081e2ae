//! Reads a results folder back: the manifest, and the tables row by row.
//!
//! Every dialect reads alike: the byte order mark and the apostrophe that guards a formula
//! are taken off, a decimal comma is a point. Numbered parts are one table. Nothing is passed
//! over: a row that cannot be read is an error with its line, since the numbers that are
//! computed from the others would be wrong without it. What a spreadsheet has changed in
//! values it cannot know.

mod manifest;
mod record;
mod rows;
mod typed;

pub use manifest::Category;
pub use rows::{Column, Kind as ColumnKind, Of, Row, Rows};
pub use typed::{Evidence, FromRow, Quote, Speaker, SpeakerArticle, SpeakerCategory, Typed};

use super::folder::whole;
use super::{Speech, Table};
use crate::error::{Error, Kind, Place, Problem};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A results folder.
#[derive(Clone, Debug)]
pub struct Saved {
    /// Where it is.
    pub folder: PathBuf,
    /// All that `manifest.json` says.
    pub manifest: serde_json::Value,
    /// The columns of the run: each category in the order of the lexicons, parts behind
    /// their whole.
    pub categories: Arc<[Category]>,
    /// Columns of the user's speakers file.
    pub attributes: Arc<[String]>,
    /// What is to be said of a run that was stopped: its tables are whole, and not all of it.
    pub incomplete: Option<Problem>,
}

impl Saved {
    /// Opens what `rhetor score -o` wrote.
    ///
    /// # Errors
    /// Where there is no such folder, or it holds no results.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let manifest = manifest::read(folder)?;
        let incomplete = whole::check(folder)?;
        let categories = manifest::categories(folder, &manifest)?.into();
        let attributes = manifest::attributes(&manifest).into();
        Ok(Self { folder: folder.into(), manifest, categories, attributes, incomplete })
    }

    /// A text of the manifest's first level; empty where it has none of that name.
    pub fn text(&self, field: &str) -> &str {
        self.manifest.get(field).and_then(serde_json::Value::as_str).unwrap_or_default()
    }

    /// Words below which a speaker was marked as thin.
    pub fn min_words(&self) -> u64 {
        self.manifest.get("min_words").and_then(serde_json::Value::as_u64).unwrap_or_default()
    }

    /// Whether the run left its tables in its folder; where other formats alone were asked for,
    /// it made them of tables that it took away.
    pub fn keeps_tables(&self) -> bool {
        let formats = self.manifest.get("formats").and_then(serde_json::Value::as_array);
        formats.is_none_or(|formats| formats.iter().any(|format| format == "csv"))
    }

    /// Whether valence was scored.
    pub fn has_valence(&self) -> bool {
        self.manifest.pointer("/valence/mode").is_some_and(|mode| mode != "off")
    }

    /// Whether quotations that were printed before count too.
    pub fn keeps_duplicates(&self) -> bool {
        matches!(self.text("duplicates"), "" | "keep")
    }

    /// The kinds of speech that there are tables or lines for.
    pub fn speeches(&self) -> &'static [Speech] {
        if self.text("unit") == "document" {
            return &[Speech::Whole];
        }
        let reports = self.manifest.pointer("/counts/reports").is_some_and(|n| !n.is_null());
        if reports { &[Speech::Quoted, Speech::Reported] } else { &[Speech::Quoted] }
    }

    /// The main kind: quotations, or documents.
    pub fn speech(&self) -> Speech {
        self.speeches()[0]
    }

    /// Categories without their parts, with their places among [`Self::categories`].
    pub fn wholes(&self) -> impl Iterator<Item = (usize, &Category)> {
        self.categories.iter().enumerate().filter(|(_, c)| c.part.is_empty())
    }

    /// The columns in which a hit of a category, or of a part of it, counts.
    pub fn columns_of(&self, category: &str, part: &str) -> Vec<usize> {
        let own = self.categories.iter().position(|c| c.name == category && c.part == part);
        let above = |&at: &usize| self.categories[at].within;
        std::iter::successors(own, above).collect()
    }

    /// The files of a table in order, by the stem of the first; none where it is not there.
    ///
    /// # Errors
    /// Where a part in the middle is missing.
    pub fn files(&self, name: &str) -> Result<Vec<PathBuf>, Error> {
        let part = |n: u64| if n == 1 { format!("{name}.csv") } else { format!("{name}_{n}.csv") };
        let found: Vec<PathBuf> =
            (1..=u64::MAX).map(|n| self.folder.join(part(n))).take_while(|path| path.is_file()).collect();
        let next = found.len() as u64 + 1;
        let beyond = std::fs::read_dir(&self.folder)
            .map_err(|e| Error::io(self.folder.display().to_string(), &e))?
            .filter_map(Result::ok)
            .filter_map(|entry| {
                let file = entry.file_name().to_string_lossy().into_owned();
                file.strip_prefix(name)?.strip_prefix('_')?.strip_suffix(".csv")?.parse::<u64>().ok()
            })
            .any(|n| n > next);
        if beyond {
            return Err(Error::at(self.place(), Kind::NoTable(part(next))));
        }
        Ok(found)
    }

    /// Whether a table is there.
    pub fn has(&self, table: Table, speech: Speech) -> bool {
        self.folder.join(format!("{}.csv", table.name(speech))).is_file()
    }

    /// The rows of a table.
    ///
    /// # Errors
    /// Where it is not there or cannot be read.
    pub fn rows(&self, table: Table, speech: Speech) -> Result<Rows, Error> {
        self.named(table.name(speech))
    }

    /// The rows of a table by its name, such as `groups` or `problems`.
    ///
    /// # Errors
    /// Where it is not there or cannot be read.
    pub fn named(&self, name: &str) -> Result<Rows, Error> {
        let files = self.files(name)?;
        if files.is_empty() {
            return Err(Error::at(self.place(), Kind::NoTable(format!("{name}.csv"))));
        }
        Rows::open(files, name, self)
    }

    /// Rows of a table, read into what they mean.
    fn typed<T: FromRow>(&self, table: Table, speech: Speech) -> Result<Typed<T>, Error> {
        let rows = self.rows(table, speech)?;
        for column in T::REQUIRED {
            rows.needed(column)?;
        }
        Ok(Typed::new(rows))
    }

    /// One row a speaker and article.
    ///
    /// # Errors
    /// Where the table is not there or lacks a column.
    pub fn speaker_articles(&self, speech: Speech) -> Result<Typed<SpeakerArticle>, Error> {
        self.typed(Table::SpeakerArticles, speech)
    }

    /// One row a speaker.
    ///
    /// # Errors
    /// Where the table is not there or lacks a column.
    pub fn speakers(&self, speech: Speech) -> Result<Typed<Speaker>, Error> {
        self.typed(Table::Speakers, speech)
    }

    /// One row a quotation or report; documents have no texts in their table.
    ///
    /// # Errors
    /// Where the table is not there or lacks a column.
    pub fn quotes(&self, speech: Speech) -> Result<Typed<Quote>, Error> {
        self.typed(Table::Quotes, speech)
    }

    /// One row a hit.
    ///
    /// # Errors
    /// Where the table is not there or lacks a column.
    pub fn evidence(&self, speech: Speech) -> Result<Typed<Evidence>, Error> {
        self.typed(Table::Evidence, speech)
    }

    fn place(&self) -> Place {
        Place::file(self.folder.display().to_string())
    }
}
