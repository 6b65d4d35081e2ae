//! Writes results: tables for people and spreadsheets, JSON lines for machines.
//!
//! What rows and columns there are stands in [`tables`]; how a cell is spelled is each
//! format's own business. Nothing here computes a statistic.

pub mod alike;
pub mod columns;
pub mod compared;
pub mod csv;
mod csv_again;
pub mod folder;
pub mod formats;
pub mod groups;
pub mod html;
pub mod identity;
mod ids;
mod json;
pub mod jsonl;
pub mod kwic;
pub mod leaders;
pub mod manifest;
mod markdown;
pub mod methods;
#[cfg(feature = "parquet")]
mod parquet;
mod printed;
pub mod saved;
pub mod stream;
pub mod suggestions;
pub mod tabled;
pub mod tables;
pub mod terminal;
pub mod timed;
mod xlsx;

pub use formats::{FORMATS, Format};
pub use ids::Ids;
pub use printed::Printed;

use crate::analysis::{Analysis, Finding, Unit};
use crate::lexicon::Lexicon;
use crate::lexicon::load::hex;
use crate::repeats::Prints;
use crate::score::valence::Mode;
use crate::speaker::roster::Roster;
use crate::tally::{self, Duplicates, Layout, Part};
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
    /// Below this confidence nobody was credited.
    pub min_confidence: f64,
    /// Whether speech without quotation marks was looked for.
    pub reported: bool,
    /// How valence was scored, where it was.
    pub valence: Option<Mode>,
    /// What was scored as one.
    pub unit: Unit,
    /// What becomes of quotes that were printed before.
    pub duplicates: Duplicates,
}

impl Run {
    /// The reports of a plain run over these lexicons.
    pub fn new(lexicons: Vec<Lexicon>) -> Self {
        let (layout, roster) = (Layout::new(&lexicons), Arc::default());
        let unit = Unit::Quote;
        Self {
            lexicons,
            layout,
            roster,
            min_words: 300,
            min_confidence: 0.0,
            reported: false,
            valence: None,
            unit,
            duplicates: Duplicates::Mark,
        }
    }

    /// What was looked for.
    pub fn speech(&self) -> &'static [Speech] {
        match (self.unit, self.reported) {
            (Unit::Document, _) => &[Speech::Whole],
            (Unit::Quote, true) => &[Speech::Quoted, Speech::Reported],
            (Unit::Quote, false) => &[Speech::Quoted],
        }
    }
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
    /// By which what was printed before is found; taken away by [`Printed::settle`].
    prints: Prints,
    /// What was printed before; nothing until [`Printed::settle`] has said.
    marks: printed::Marks,
    /// Its speakers, by what they say in quotation marks.
    parts: Vec<Part>,
    /// Its speakers, by what is reported of them without.
    reported_parts: Vec<Part>,
}

/// Which words are looked at. They are never added up: what is quoted is the speaker's own
/// wording, what is reported is the reporter's, and a document is scored whole or not at all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// In quotation marks.
    Quoted,
    /// Without.
    Reported,
    /// All words of a document whose speaker is known.
    Whole,
}

impl Speech {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Quoted, Self::Reported, Self::Whole];
}

/// The tables that there are for each kind of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// One row a quotation, report or document.
    Quotes,
    /// One row a hit.
    Evidence,
    /// One row a speaker and article.
    SpeakerArticles,
    /// One row a speaker.
    Speakers,
    /// One row a speaker and category.
    SpeakersLong,
}

impl Table {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Quotes, Self::Evidence, Self::SpeakerArticles, Self::Speakers, Self::SpeakersLong];

    /// Name of its file, without number and extension.
    pub fn name(self, speech: Speech) -> &'static str {
        match (speech, self) {
            (Speech::Quoted, Self::Quotes) => "quotes",
            (Speech::Whole, Self::Quotes) => "documents",
            (Speech::Quoted | Speech::Whole, Self::Evidence) => "evidence",
            (Speech::Quoted | Speech::Whole, Self::SpeakerArticles) => "speaker_articles",
            (Speech::Quoted | Speech::Whole, Self::Speakers) => "speakers",
            (Speech::Quoted | Speech::Whole, Self::SpeakersLong) => "speakers_long",
            (Speech::Reported, Self::Quotes) => "reported",
            (Speech::Reported, Self::Evidence) => "reported_evidence",
            (Speech::Reported, Self::SpeakerArticles) => "reported_speaker_articles",
            (Speech::Reported, Self::Speakers) => "reported_speakers",
            (Speech::Reported, Self::SpeakersLong) => "reported_speakers_long",
        }
    }
}

impl Article {
    /// Gives an analysis its id.
    pub fn new(analysis: Analysis, layout: &Layout) -> Self {
        let parts = tally::parts(&analysis.findings, layout);
        let reported_parts = tally::parts(&analysis.reported, layout);
        let mut hash = Sha256::new();
        hash.update(analysis.document.id.as_bytes());
        hash.update([0]);
        hash.update(analysis.document.text.as_bytes());
        let id = format!("a_{}", &hex(&hash.finalize())[..16]).into();
        let prints = Prints::of(&analysis);
        Self { id, analysis, prints, marks: printed::Marks::default(), parts, reported_parts }
    }

    /// What is quoted in it, or reported; or all of it.
    pub fn findings(&self, speech: Speech) -> &[Finding] {
        match speech {
            Speech::Quoted | Speech::Whole => &self.analysis.findings,
            Speech::Reported => &self.analysis.reported,
        }
    }

    /// Its speakers by what they say so.
    pub fn parts(&self, speech: Speech) -> &[Part] {
        match speech {
            Speech::Quoted | Speech::Whole => &self.parts,
            Speech::Reported => &self.reported_parts,
        }
    }

    /// The id of a quotation (`q_`), a report (`r_`) or a document (`d_`) by its number, from 1.
    pub fn quote_id(&self, speech: Speech, seq: usize) -> String {
        quote_id(&self.id, speech, seq)
    }
}

fn quote_id(article_id: &str, speech: Speech, seq: usize) -> String {
    let kind = match speech {
        Speech::Quoted => 'q',
        Speech::Reported => 'r',
        Speech::Whole => 'd',
    };
    format!("{kind}_{}_{seq}", &article_id[2..])
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

    /// Whether it surely is spelled as another, told without a look at its letters.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Text(a), Self::Text(b)) => Arc::ptr_eq(a, b),
            (Self::Fixed(a), Self::Fixed(b)) => std::ptr::eq(*a, *b),
            (Self::Count(a), Self::Count(b)) => a == b,
            (Self::Number(a), Self::Number(b)) => a.to_bits() == b.to_bits(),
            (Self::Date(a), Self::Date(b)) => a == b,
            (Self::Missing, Self::Missing) => true,
            _ => false,
        }
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
