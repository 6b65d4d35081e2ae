//! What the page shows: everything chosen and counted, nothing spelled yet.
//!
//! It holds the speakers and quotes that are shown, never those of the whole collection, so
//! that a page of a large collection takes no more memory than one of a small one.

use crate::score::Stance;
use jiff::civil::Date;

/// All that is on the page.
#[derive(Clone, Debug, Default)]
pub(super) struct Page {
    pub(super) title: Option<String>,
    /// Whole documents were scored, not quotes.
    pub(super) documents: bool,
    pub(super) min_words: u64,
    pub(super) categories: Vec<Category>,
    /// In the order of the tables: most words first.
    pub(super) people: Vec<Person>,
    pub(super) totals: Totals,
    pub(super) quotes: Vec<Quote>,
    /// At most so many quotes a speaker and category are shown.
    pub(super) per_cell: usize,
    pub(super) timeline: Option<Timeline>,
    /// By category, where there are two speakers to set side by side.
    pub(super) contrasts: Vec<Option<Contrast>>,
    pub(super) marking: Vec<Marking>,
    pub(super) left_out: LeftOut,
    pub(super) colophon: Colophon,
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
    pub(super) text: String,
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
    /// What happened, and in which period.
    pub(super) events: Vec<(usize, Date, String)>,
}

/// One speaker over time.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Place in [`Page::people`].
    pub(super) person: usize,
    /// By category, then period; nothing where nothing was said.
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
