//! Writes results: tables for people and spreadsheets, JSON lines for machines.
//!
//! What rows and columns there are stands in [`tables`]; how a cell is spelled is each
//! format's own business. Nothing here computes a statistic.

pub mod csv;
pub mod folder;
pub mod groups;
pub mod identity;
mod ids;
pub mod jsonl;
pub mod manifest;
pub mod suggestions;
pub mod tables;
pub mod terminal;

pub use ids::Ids;

use crate::analysis::Analysis;
use crate::lexicon::Lexicon;
use crate::lexicon::load::hex;
use crate::speaker::roster::Roster;
use crate::tally::{Layout, Part};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What a run's reports are about.
#[derive(Clone, Debug)]
pub struct Run {
    /// The lexicons that were scored.
    pub lexicons: Vec<Lexicon>,
    /// Their columns.
    pub layout: Layout,
    /// The speakers whom the user knows.
    pub roster: Arc<Roster>,
    /// Below so many words a speaker is marked as thin.
    pub min_words: u64,
}

/// Articles below which a speaker, and hits below which a rate, is marked as thin.
pub const FEW: u64 = 5;

/// One article, ready to be reported.
#[derive(Clone, Debug)]
pub struct Article {
    /// Begins with `a_`; from the input's id and the text, so that it is the same on any
    /// machine. [`Ids::settle`] tells repeated records apart.
    pub id: Arc<str>,
    /// Everything found.
    pub analysis: Analysis,
    /// Its speakers.
    pub parts: Vec<Part>,
}

impl Article {
    /// Gives an analysis its id.
    pub fn new(analysis: Analysis, parts: Vec<Part>) -> Self {
        let mut hash = Sha256::new();
        hash.update(analysis.document.id.as_bytes());
        hash.update([0]);
        hash.update(analysis.document.text.as_bytes());
        let id = format!("a_{}", &hex(&hash.finalize())[..16]).into();
        Self { id, analysis, parts }
    }

    /// The id of a quotation by its number, from 1.
    pub fn quote_id(&self, seq: usize) -> String {
        format!("q_{}_{seq}", &self.id[2..])
    }
}

/// A value in a table.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(Arc<str>),
    /// One of the words that this program has for something.
    Fixed(&'static str),
    /// A whole number.
    Count(u64),
    /// A number with four decimals.
    Number(f64),
    /// A day.
    Date(jiff::civil::Date),
    /// Not computable, or not known.
    Missing,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<Arc<str>>) -> Self {
        Self::Text(text.into())
    }

    /// A number, or nothing.
    pub fn number(value: Option<f64>) -> Self {
        value.filter(|v| v.is_finite()).map_or(Self::Missing, Self::Number)
    }

    /// Yes as 1, no as 0.
    pub fn flag(value: bool) -> Self {
        Self::Count(value.into())
    }

    /// A day, or nothing.
    pub fn date(value: Option<jiff::civil::Date>) -> Self {
        value.map_or(Self::Missing, Self::Date)
    }

    /// Words, or nothing.
    pub fn maybe(value: Option<&Arc<str>>) -> Self {
        value.map_or(Self::Missing, |v| Self::Text(v.clone()))
    }
}

/// A way of writing results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Format {
    /// As `--format` takes it.
    pub name: &'static str,
    /// What it holds, for `--help`.
    pub about: &'static str,
}

/// All formats. To add one: a file here, a line there.
pub const FORMATS: &[Format] = &[
    Format { name: "csv", about: "tables for spreadsheets, R and pandas" },
    Format { name: "jsonl", about: "one JSON object a quote, with every hit" },
];
