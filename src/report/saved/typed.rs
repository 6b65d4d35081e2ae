//! What the rows of each table mean.

use super::rows::{Of, Row, Rows};
use crate::error::Error;
use crate::quote::Form;
use crate::score::Stance;
use crate::score::valence::Valence;
use crate::speaker::Type;
use crate::tally::{Columns, Counts, Part, Sorted, UNATTRIBUTED};
use jiff::civil::Date;
use std::marker::PhantomData;
use std::sync::Arc;

/// A row read into what it means.
pub trait FromRow: Sized {
    /// Columns without which it cannot be read.
    const REQUIRED: &'static [&'static str];

    /// Reads one row.
    ///
    /// # Errors
    /// Where a cell holds what it must not.
    fn from_row(row: Row<'_>) -> Result<Self, Error>;
}

/// The rows of a table one after another; behind an error there is none.
pub struct Typed<T> {
    rows: Option<Rows>,
    of: PhantomData<T>,
}

impl<T: FromRow> Typed<T> {
    pub(super) fn new(rows: Rows) -> Self {
        Self { rows: Some(rows), of: PhantomData }
    }

    /// Whether the table has such a column.
    pub fn has(&self, column: &str) -> bool {
        self.rows.as_ref().is_some_and(|rows| rows.has(column))
    }
}

impl<T: FromRow> Iterator for Typed<T> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = self.rows.as_mut()?.next_row();
        let read = read.and_then(|row| row.map(|row| T::from_row(row)).transpose());
        if !matches!(read, Ok(Some(_))) {
            self.rows = None;
        }
        read.transpose()
    }
}

/// One speaker in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerArticle {
    /// The speaker's name in this article, or `(unattributed)`.
    pub speaker: Arc<str>,
    /// Nothing for nobody.
    pub speaker_id: Option<Arc<str>>,
    /// Nothing for nobody.
    pub speaker_type: Option<Type>,
    /// Begins with `a_`.
    pub article_id: Arc<str>,
    /// The input's own id.
    pub article: Arc<str>,
    /// Day of the article.
    pub date: Option<Date>,
    /// Outlet.
    pub source: Option<Arc<str>>,
    /// Quotations.
    pub n_quotes: u64,
    /// Of these, those that were not printed before.
    pub n_quotes_unique: u64,
    /// Of these, those that count: words and hits are of them. Without any, this is none of the
    /// speaker's articles.
    pub n_quotes_counted: u64,
    /// Words in those.
    pub n_words: u64,
    /// By category of the run; of the stances only `negated` is in this table.
    pub columns: Columns<Counts>,
    /// Zeros where valence was not scored.
    pub valence: Valence,
}

impl SpeakerArticle {
    /// The same as the tally has it, without what the table does not say: confidences,
    /// single rows of the lexicons, and stances but `negated`.
    pub fn part(&self) -> Part {
        Part {
            key: self.speaker_id.clone().unwrap_or_else(|| UNATTRIBUTED.into()),
            name: self.speaker.clone(),
            kind: self.speaker_type,
            quotes: self.n_quotes,
            unique: self.n_quotes_unique,
            counted: self.n_quotes_counted,
            words: self.n_words,
            columns: self.columns.clone(),
            valence: self.valence,
            confidence: 0,
            terms: Sorted::new(),
        }
    }
}

impl FromRow for SpeakerArticle {
    const REQUIRED: &'static [&'static str] =
        &["speaker", "speaker_id", "speaker_type", "article_id", "article", "n_quotes", "n_words"];

    fn from_row(row: Row<'_>) -> Result<Self, Error> {
        let n_quotes = row.needed_count("n_quotes")?;
        let n_quotes_unique = row.count("n_quotes_unique")?.unwrap_or(n_quotes);
        let of = |category: usize| {
            let mut counts = Counts {
                hits: row.needed_of(category, Of::Hits)?,
                quotes: row.needed_of(category, Of::Quotes)?,
                ..Counts::default()
            };
            counts.stances[Stance::Negated as usize] = row.needed_of(category, Of::Negated)?;
            Ok(counts)
        };
        let columns = (0..row.categories()).map(of).collect::<Result<_, Error>>()?;
        let valence = Valence {
            // Four decimals are all there are, so that this is exact.
            sum: row.number("valence_sum")?.map_or(0, |sum| (sum * 10_000.0).round() as i64),
            sentences: row.count("n_sentences")?.unwrap_or_default(),
            terms: row.count("valence_terms")?.unwrap_or_default(),
        };
        Ok(Self {
            speaker: row.needed("speaker")?.into(),
            speaker_id: row.text("speaker_id").map(Arc::from),
            speaker_type: row.speaker_type()?,
            article_id: row.needed("article_id")?.into(),
            article: row.text("article").unwrap_or_default().into(),
            date: row.date("date")?,
            source: row.text("source").map(Arc::from),
            n_quotes,
            n_quotes_unique,
            n_quotes_counted: if row.keeps() { n_quotes } else { n_quotes_unique },
            n_words: row.needed_count("n_words")?,
            columns,
            valence,
        })
    }
}

/// One speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// As reports print the name.
    pub speaker: Arc<str>,
    /// Nothing for nobody.
    pub speaker_id: Option<Arc<str>>,
    /// Nothing for nobody.
    pub speaker_type: Option<Type>,
    /// By column of the speakers file.
    pub attributes: Vec<Option<Arc<str>>>,
    /// Articles with a quotation.
    pub n_articles: u64,
    /// Outlets.
    pub n_sources: u64,
    /// Quotations.
    pub n_quotes: u64,
    /// Of these, those that count.
    pub n_quotes_counted: u64,
    /// Words in them.
    pub n_words: u64,
    /// First and last day.
    pub dates: Option<(Date, Date)>,
    /// By whole category, in order of the run.
    pub categories: Vec<SpeakerCategory>,
    /// (F − W) / (F + W).
    pub balance: Option<f64>,
    /// Mean valence.
    pub valence_mean: Option<f64>,
    /// Its interval.
    pub valence_interval: Option<(f64, f64)>,
    /// Too little to compare.
    pub low_data: bool,
    /// Mean confidence.
    pub attribution_confidence: Option<f64>,
}

/// One category of one speaker.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerCategory {
    /// Where it stands among the run's categories.
    pub category: usize,
    /// Occurrences.
    pub hits: u64,
    /// Rate.
    pub per_1000: Option<f64>,
    /// Its interval.
    pub interval: Option<(f64, f64)>,
    /// Share of quotations with a hit.
    pub quote_share: Option<f64>,
    /// The commonest rows: `army 12; war* 3`.
    pub top_terms: Option<Arc<str>>,
}

impl FromRow for Speaker {
    const REQUIRED: &'static [&'static str] =
        &["speaker", "speaker_id", "speaker_type", "n_articles", "n_quotes", "n_words", "low_data"];

    fn from_row(row: Row<'_>) -> Result<Self, Error> {
        let mut categories = Vec::new();
        for category in (0..row.categories()).filter(|&c| row.is_whole(c)) {
            let [per_1000, low, high, quote_share] =
                [Of::Per1000, Of::Low, Of::High, Of::QuoteShare].map(|of| row.number_of(category, of));
            categories.push(SpeakerCategory {
                category,
                hits: row.needed_of(category, Of::Hits)?,
                per_1000: per_1000?,
                interval: low?.zip(high?),
                quote_share: quote_share?,
                top_terms: row.text_of(category, Of::TopTerms).map(Arc::from),
            });
        }
        let n_quotes = row.needed_count("n_quotes")?;
        let n_quotes_unique = row.count("n_quotes_unique")?.unwrap_or(n_quotes);
        Ok(Self {
            speaker: row.needed("speaker")?.into(),
            speaker_id: row.text("speaker_id").map(Arc::from),
            speaker_type: row.speaker_type()?,
            attributes: row.attributes(),
            n_articles: row.needed_count("n_articles")?,
            n_sources: row.count("n_sources")?.unwrap_or_default(),
            n_quotes,
            n_quotes_counted: if row.keeps() { n_quotes } else { n_quotes_unique },
            n_words: row.needed_count("n_words")?,
            dates: row.date("first_date")?.zip(row.date("last_date")?),
            categories,
            balance: row.number("balance")?,
            valence_mean: row.number("valence_mean")?,
            valence_interval: row.number("valence_low")?.zip(row.number("valence_high")?),
            low_data: row.flag("low_data")?.unwrap_or_default(),
            attribution_confidence: row.number("attribution_confidence")?,
        })
    }
}

/// One quotation or report.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// Begins with `q_` or `r_`.
    pub quote_id: Arc<str>,
    /// Begins with `a_`.
    pub article_id: Arc<str>,
    /// The input's own id.
    pub article: Arc<str>,
    /// Its number in the article, from 1.
    pub seq: u64,
    /// Day of the article.
    pub date: Option<Date>,
    /// Outlet.
    pub source: Option<Arc<str>>,
    /// Headline.
    pub title: Option<Arc<str>>,
    /// Address.
    pub url: Option<Arc<str>>,
    /// A name, or `(unattributed)`.
    pub speaker: Arc<str>,
    /// Nothing for nobody.
    pub speaker_id: Option<Arc<str>>,
    /// Nothing for nobody.
    pub speaker_type: Option<Type>,
    /// The words that name the speaker there.
    pub speaker_mention: Option<Arc<str>>,
    /// By column of the speakers file.
    pub attributes: Vec<Option<Arc<str>>>,
    /// Why this speaker, or nobody.
    pub rule: Arc<str>,
    /// 0 to 1.
    pub confidence: Option<f64>,
    /// `direct`, `mixed`, `scare` …
    pub form: Arc<str>,
    /// The quotation that it stands in.
    pub within: Option<Arc<str>>,
    /// Words in it.
    pub n_words: u64,
    /// By category of the run; nothing for parts, which the table does not have.
    pub hits: Vec<Option<u64>>,
    /// Mean over its sentences.
    pub valence: Option<f64>,
    /// The quotation that was printed before and that it repeats.
    pub duplicate_of: Option<Arc<str>>,
    /// Whether it counts: it is speech, and was not printed before where that matters.
    pub counts: bool,
    /// Its article's file.
    pub file: Option<Arc<str>>,
    /// First character in the article, and the one after the last.
    pub span: Option<(u64, u64)>,
    /// The text goes on where the cell ends.
    pub text_cut: bool,
    /// What is said.
    pub text: Arc<str>,
}

impl FromRow for Quote {
    const REQUIRED: &'static [&'static str] =
        &["quote_id", "article_id", "article", "speaker", "speaker_id", "form", "n_words", "text"];

    fn from_row(row: Row<'_>) -> Result<Self, Error> {
        let text = |column: &str| row.text(column).map(Arc::from);
        let hits = (0..row.categories()).map(|c| row.count_of(c, Of::Hits)).collect::<Result<_, _>>()?;
        Ok(Self {
            quote_id: row.needed("quote_id")?.into(),
            article_id: row.needed("article_id")?.into(),
            article: row.text("article").unwrap_or_default().into(),
            seq: row.count("seq")?.unwrap_or_default(),
            date: row.date("date")?,
            source: text("source"),
            title: text("title"),
            url: text("url"),
            speaker: row.needed("speaker")?.into(),
            speaker_id: text("speaker_id"),
            speaker_type: row.speaker_type()?,
            speaker_mention: text("speaker_mention"),
            attributes: row.attributes(),
            rule: row.text("rule").unwrap_or_default().into(),
            confidence: row.number("confidence")?,
            form: row.needed("form")?.into(),
            within: text("within"),
            n_words: row.needed_count("n_words")?,
            hits,
            valence: row.number("valence")?,
            duplicate_of: text("duplicate_of"),
            counts: counts(row),
            file: text("file"),
            span: row.count("char_start")?.zip(row.count("char_end")?),
            text_cut: row.flag("text_cut")?.unwrap_or_default(),
            text: row.text("text").unwrap_or_default().into(),
        })
    }
}

/// Whether a quotation counts: scare quotes never do, and what was printed before only where
/// duplicates were kept.
fn counts(row: Row<'_>) -> bool {
    let speech = row.text("form") != Some(Form::Scare.name());
    speech && (row.keeps() || row.text("duplicate_of").is_none())
}

/// One hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Nothing for a document.
    pub quote_id: Option<Arc<str>>,
    /// Begins with `a_`.
    pub article_id: Arc<str>,
    /// Day of the article.
    pub date: Option<Date>,
    /// Outlet.
    pub source: Option<Arc<str>>,
    /// A name, or `(unattributed)`.
    pub speaker: Arc<str>,
    /// Nothing for nobody.
    pub speaker_id: Option<Arc<str>>,
    /// `direct`, `mixed`, `scare` …
    pub form: Arc<str>,
    /// Name of the lexicon.
    pub lexicon: Arc<str>,
    /// Whole category, as the run's categories name it.
    pub category: Arc<str>,
    /// Part of it; empty where there is none.
    pub part: Arc<str>,
    /// The row's pattern.
    pub entry: Arc<str>,
    /// The row's line.
    pub entry_line: Option<u64>,
    /// What it matched.
    pub matched: Arc<str>,
    /// The row's weight.
    pub weight: Option<f64>,
    /// How it is said.
    pub stance: Stance,
    /// The word that decides it.
    pub stance_cue: Option<Arc<str>>,
    /// Whether it counts.
    pub counted: bool,
    /// Whether its quotation counts, so that it counts by its stance.
    pub in_counted: bool,
    /// First character in the article, and the one after the last.
    pub span: Option<(u64, u64)>,
    /// Words before it.
    pub left: Arc<str>,
    /// Words behind it.
    pub right: Arc<str>,
}

impl FromRow for Evidence {
    const REQUIRED: &'static [&'static str] =
        &["article_id", "speaker", "speaker_id", "lexicon", "category", "entry", "stance", "counted"];

    fn from_row(row: Row<'_>) -> Result<Self, Error> {
        let text = |column: &str| -> Arc<str> { row.text(column).unwrap_or_default().into() };
        let stance = row.needed("stance")?;
        let known = Stance::ALL.into_iter().find(|s| s.name() == stance);
        Ok(Self {
            quote_id: row.text("quote_id").map(Arc::from),
            article_id: row.needed("article_id")?.into(),
            date: row.date("date")?,
            source: row.text("source").map(Arc::from),
            speaker: row.needed("speaker")?.into(),
            speaker_id: row.text("speaker_id").map(Arc::from),
            form: text("form"),
            lexicon: text("lexicon"),
            category: row.needed("category")?.into(),
            part: text("subcategory"),
            entry: row.needed("entry")?.into(),
            entry_line: row.count("entry_line")?,
            matched: text("matched"),
            weight: row.number("weight")?,
            stance: known.ok_or_else(|| row.bad("stance", stance))?,
            stance_cue: row.text("stance_cue").map(Arc::from),
            counted: row.flag("counted")?.unwrap_or_default(),
            in_counted: counts(row),
            span: row.count("char_start")?.zip(row.count("char_end")?),
            left: text("left"),
            right: text("right"),
        })
    }
}
