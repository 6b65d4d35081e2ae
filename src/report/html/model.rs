//! What the page shows: everything chosen and counted, nothing spelled yet.
//!
//! It holds the speakers and quotes that are shown, never those of the whole collection, so
//! that a page of a large collection takes no more memory than one of a small one.

use crate::score::Stance;
use jiff::civil::Date;
use std::sync::Arc;

/// All that is on the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    /// Whole documents were scored, not quotes.
    pub(super) documents: bool,
    /// The tables lie beside the page, so that it may send its readers there.
    pub(super) tables_kept: bool,
    pub(super) min_words: u64,
    pub(super) categories: Vec<Category>,
    /// In the order of the tables: most words first.
    pub(super) people: Vec<Person>,
    pub(super) totals: Totals,
    /// Names that may be one speaker's.
    pub(super) alike: Vec<[Arc<str>; 2]>,
    pub(super) quotes: Vec<Quote>,
    /// At most so many quotes a speaker and category are shown.
    pub(super) per_cell: usize,
    pub(super) timeline: Option<Timeline>,
    /// Events that the user gave and that are drawn nowhere, since there is no timeline.
    pub(super) events_without: usize,
    /// By category, where there are two speakers to set side by side.
    pub(super) contrasts: Vec<Option<Contrast>>,
    /// What the user compared, and how many rows more the table has.
    pub(super) asked: Vec<Asked>,
    pub(super) asked_more: u64,
    pub(super) marking: Vec<Marking>,
    pub(super) left_out: LeftOut,
    pub(super) colophon: Colophon,
}

impl Page {
    /// Where all of what is shown in part stands: `all are in evidence.csv`.
    pub(super) fn all_in(&self, table: &str) -> String {
        if self.tables_kept {
            format!("all are in {table}.csv")
        } else {
            format!("a run with the format csv writes all to {table}.csv")
        }
    }
}

/// A kind of words that was counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Category {
    /// As the tables have it: `us_them`.
    pub(super) name: String,
    /// As people read it: `Us and them`.
    pub(super) label: String,
    /// What it is, where the lexicon says so.
    pub(super) about: Option<String>,
}

/// Why somebody is ranked, or is not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    #[default]
    Ranked,
    /// Too few articles or words.
    Thin,
    /// A description: hardly one and the same person in every article.
    Description,
}

/// A speaker.
#[derive(Clone, Debug, Default)]
pub(super) struct Person {
    pub(super) name: String,
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) standing: Standing,
    pub(super) articles: u64,
    pub(super) words: u64,
    /// By category; nothing where there are no words.
    pub(super) rates: Vec<Option<Measured>>,
    /// By category.
    pub(super) evidence: Vec<Evidence>,
}

/// A number and how sure it is; rates per 1,000 words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Measured {
    pub(super) hits: u64,
    pub(super) per_1000: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    /// The commonest terms with their counts.
    pub(super) top_terms: String,
}

impl Measured {
    /// All articles have the same rate, so that its interval has no width and says nothing.
    pub(super) fn alike(&self) -> bool {
        self.hits > 0 && self.high - self.low < 1e-6
    }
}

/// The quotes behind a number.
#[derive(Clone, Debug, Default)]
pub(super) struct Evidence {
    /// Quotes with a hit that counts.
    pub(super) quotes: u64,
    /// Those that are shown, as places in [`Page::quotes`].
    pub(super) shown: Vec<usize>,
}

/// A quote that is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Quote {
    pub(super) id: String,
    pub(super) article: String,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) title: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// Where its text begins in the article, in characters.
    pub(super) start: Option<u64>,
    /// All of it, as far as the table has it; shortened where it is shown.
    pub(super) text: String,
    /// The table has the beginning only.
    pub(super) text_cut: bool,
    /// Where it is long: whether the page has room for all of it.
    pub(super) in_full: bool,
    pub(super) confidence: Option<f64>,
    /// The words that name the speaker.
    pub(super) mention: Option<String>,
    /// In the order of the text; those of different categories may overlap.
    pub(super) marks: Vec<Mark>,
}

/// A term in a quote, in bytes of its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) found: Found,
}

/// A hit of a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) category: usize,
    pub(super) part: String,
    pub(super) entry: String,
    pub(super) stance: Stance,
    pub(super) cue: Option<String>,
    pub(super) counted: bool,
}

/// What the whole collection holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Totals {
    pub(super) articles: u64,
    pub(super) quotes: u64,
    /// Of these, those that count.
    pub(super) counted: u64,
    pub(super) speakers: u64,
    /// With enough words and articles, descriptions left out.
    pub(super) ranked: u64,
    pub(super) thin: u64,
    pub(super) descriptions: u64,
    pub(super) first: Option<Date>,
    pub(super) last: Option<Date>,
}

/// Rates over time of some speakers.
#[derive(Clone, Debug, Default)]
pub(super) struct Timeline {
    /// `month`.
    pub(super) step: &'static str,
    /// How each period is called, in order, gaps included.
    pub(super) periods: Vec<String>,
    pub(super) lines: Vec<Line>,
    /// What happened, and in which period; with its day, where that is known.
    pub(super) events: Vec<(usize, Option<Date>, String)>,
    /// Events before the first period or behind the last.
    pub(super) outside: usize,
    /// The user asked for it with `rhetor timeline`; otherwise it is the page's own.
    pub(super) asked: bool,
    /// Lines that are asked for and not shown.
    pub(super) more: usize,
}

/// One speaker over time.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub(super) name: String,
    /// Too little data to compare.
    pub(super) thin: bool,
    /// By category, then period; nothing where nothing was said. A category that was not asked
    /// for has no periods.
    pub(super) points: Vec<Vec<Option<Point>>>,
}

/// A rate of one period.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Point {
    pub(super) articles: u64,
    pub(super) words: u64,
    pub(super) measured: Measured,
}

/// Two speakers side by side: the one with the highest rate and the next.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Contrast {
    /// Places in [`Page::people`].
    pub(super) first: usize,
    pub(super) second: usize,
    pub(super) ratio: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) p: Option<f64>,
    pub(super) p_adjusted: Option<f64>,
}

/// A row of the comparison that the user asked for with `rhetor compare`.
#[derive(Clone, Debug, Default)]
pub(super) struct Asked {
    pub(super) first: Compared,
    pub(super) second: Compared,
    /// `war`, or a part of it.
    pub(super) category: String,
    /// With its interval; infinite where the second has no hits.
    pub(super) ratio: Option<(f64, f64, f64)>,
    pub(super) p: Option<f64>,
    pub(super) higher_in: Option<String>,
    pub(super) thin: bool,
}

/// One side of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Compared {
    pub(super) name: String,
    pub(super) hits: u64,
    pub(super) rate: Option<(f64, f64, f64)>,
}

/// The words that set a speaker apart from all others.
#[derive(Clone, Debug, Default)]
pub(super) struct Marking {
    pub(super) person: usize,
    /// With how often the speaker used them.
    pub(super) words: Vec<(String, u64)>,
}

/// What the numbers do not cover.
#[derive(Clone, Debug, Default)]
pub(super) struct LeftOut {
    /// What, how many, and what became of it.
    pub(super) counts: Vec<(&'static str, u64, &'static str)>,
    /// Where, what.
    pub(super) problems: Vec<(String, String)>,
    pub(super) n_problems: u64,
}

/// Who made it, from what.
#[derive(Clone, Debug, Default)]
pub(super) struct Colophon {
    pub(super) version: String,
    /// Paragraphs.
    pub(super) method: Vec<String>,
    /// The works that these name.
    pub(super) references: Vec<&'static str>,
    /// Title, rows, licence, hash.
    pub(super) lexicons: Vec<(String, u64, String, String)>,
    pub(super) inputs: u64,
}
