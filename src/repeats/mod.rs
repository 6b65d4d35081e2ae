//! What is printed again: articles that repeat an earlier one, and quotes.
//!
//! Two steps. [`Prints::of`] takes fingerprints of an analysed article and may run on any
//! thread or machine; [`Index::take`] compares them with those of all articles before it, in
//! one pass and in input order, so that *first* means first in the input. An index holds
//! numbers only, no text: it grows with articles and quotes that were not printed before
//! (the README says by how many bytes), not with their length.
//!
//! It does not decide what counts: see `tally`. When the same words are the same quote
//! stands in [`rules`].

mod articles;
mod carried;
mod overlap;
mod quotes;
pub mod rules;
mod sketch;
mod table;
mod words;

use crate::analysis::{Analysis, Finding};
use crate::quote::Form;
pub use carried::OfText;

use articles::Articles;
use jiff::civil::Date;
use quotes::{Here, Print, Quotes};
use sketch::Sketch;
use words::Placed;

/// Shingles in the sample of an article, at least, where it has so many.
const SAMPLE_OF_ARTICLE: usize = 24;
/// The same of a document that is scored whole: only nearly all of it is a repetition, so
/// the share must be known better.
const SAMPLE_OF_DOCUMENT: usize = 96;

/// The fingerprints of one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prints {
    /// Of all words in order; nothing where there are none.
    text: Option<u64>,
    sketch: Sketch,
    whole: bool,
    /// By finding; nothing for what is no speech.
    quoted: Vec<Option<Print>>,
    reported: Vec<Option<Print>>,
}

impl Prints {
    /// Takes the fingerprints of an article.
    pub fn of(analysis: &Analysis) -> Self {
        let document = &analysis.document;
        let whole = analysis.findings.iter().any(|f| f.quote.form == Form::Whole);
        let placed = Placed::of(&document.text, document.body);
        let all = &placed.words;
        let enough = if whole { rules::LONG as usize } else { rules::WORDS_OF_ARTICLE };
        // Of what is scored whole the words are the speaker's: few are not enough to tell.
        let text = if whole && all.len() < enough { &[] } else { &all[..] };
        let least = if whole { SAMPLE_OF_DOCUMENT } else { SAMPLE_OF_ARTICLE };
        Self {
            text: (!text.is_empty()).then(|| text.iter().fold(0, |hash, word| words::join(hash, *word))),
            sketch: if all.len() < enough { Sketch::default() } else { Sketch::of(all, least) },
            whole,
            quoted: prints_of(&analysis.findings, &document.text, Some(&placed)),
            reported: prints_of(&analysis.reported, &document.text, Some(&placed)),
        }
    }
}

/// By finding; nothing for what is no speech. `placed` are the words of the text, where it is at
/// hand.
fn prints_of(findings: &[Finding], text: &str, placed: Option<&Placed>) -> Vec<Option<Print>> {
    let mut words = Vec::new();
    let mut print = |finding: &Finding| {
        (finding.quote.form != Form::Scare).then(|| print_of(finding, (text, placed), &mut words))
    };
    findings.iter().map(&mut print).collect()
}

/// The print of a finding's own words.
fn print_of(finding: &Finding, (text, placed): (&str, Option<&Placed>), words: &mut Vec<u64>) -> Print {
    words.clear();
    for piece in finding.own() {
        match placed.and_then(|placed| placed.within(piece)) {
            Some(known) => words.extend_from_slice(known),
            None => words::push(piece.of(text), words),
        }
    }
    Print::new(speaker_of(finding), words, finding.quote.form == Form::Whole)
}

fn speaker_of(finding: &Finding) -> u64 {
    words::of_bytes(finding.speaker().map_or("", |s| &*s.key).as_bytes())
}

/// A quote that was printed first: the number of its article in the order of the input, from
/// 0, and its own number in the article, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct First {
    /// Number of the article.
    pub article: u32,
    /// Number of the quote, report or document in it.
    pub seq: u32,
}

/// What of one article was printed before.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repeats {
    /// The first article of those that this one repeats, and the share of it that does.
    pub article: Option<(u32, f64)>,
    /// By finding: where it was printed first.
    pub quoted: Vec<Option<First>>,
    /// The same of what is reported without marks.
    pub reported: Vec<Option<First>>,
}

/// All that was printed so far.
#[derive(Clone, Debug, Default)]
pub struct Index {
    articles: Articles,
    quoted: Quotes,
    reported: Quotes,
}

impl Index {
    /// Compares an article with all before it, and remembers it. `again` says that the same
    /// record, with the same id and text, was taken before.
    pub fn take(&mut self, prints: &Prints, date: Option<Date>, again: bool) -> Repeats {
        let Prints { text, sketch, whole, quoted, reported } = prints;
        let least = if *whole { rules::SHARE_OF_DOCUMENT } else { rules::SHARE_OF_ARTICLE };
        let day = date.map(day_of);
        let article = self.articles.take(*text, sketch, day, least);
        let here = Here {
            article: self.articles.known.len() as u32 - 1,
            articles: &self.articles.known,
            again,
            whole: *whole,
        };
        let all = |quotes: &mut Quotes, prints: &[Option<Print>]| {
            let mut take = |(seq, print): (u32, &Option<Print>)| quotes.take(print.as_ref()?, seq, here);
            (1..).zip(prints).map(&mut take).collect()
        };
        let quoted = all(&mut self.quoted, quoted);
        let reported = all(&mut self.reported, reported);
        Repeats { article, quoted, reported }
    }
}

/// Days since 1970.
fn day_of(date: Date) -> i32 {
    (date.duration_since(jiff::civil::date(1970, 1, 1)).as_hours() / 24) as i32
}

#[cfg(test)]
mod tests;
