//! What was said: lexicon rows in a span of text, with their stance.
//!
//! It names no quotations: any span can be scored, so that an article's own prose is a free
//! baseline.

mod negation;
pub mod valence;

use crate::lexicon::{Cache, Found, Lexicon, Matcher, Reading};
use crate::text::Span;

/// How an occurrence stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Said plainly.
    Asserts,
    /// In reach of a negation.
    Negated,
}

impl Stance {
    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Negated => "negated",
        }
    }
}

/// One occurrence of a lexicon row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which lexicon, in the order of the run.
    pub lexicon: usize,
    /// Which of its entries.
    pub entry: usize,
    /// Where.
    pub span: Span,
    /// How it stands in its clause.
    pub stance: Stance,
    /// The word that negates it.
    pub negated_by: Option<Span>,
}

/// What was counted in a span of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Words, numbers included; marks and possessive endings not.
    pub words: u64,
    /// Occurrences, in order of their place.
    pub hits: Vec<Hit>,
    /// How positive or negative the words are, where that is wanted.
    pub valence: Option<valence::Valence>,
}

/// What one worker keeps between texts.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// Symbols of the words met so far.
    pub cache: Cache,
    /// What sentences are taken apart in.
    pub valence: valence::Scratch,
    found: Vec<Found>,
}

/// Scores some pieces of a text as one.
pub fn of(
    reading: &Reading<'_>,
    pieces: &[Span],
    lexicons: &[Lexicon],
    matcher: &Matcher,
    scratch: &mut Scratch,
) -> Score {
    let parsed = reading.parsed;
    let mut score = Score::default();
    for &piece in pieces {
        let range = parsed.tokens_in(piece);
        score.words += parsed.count_words(range);
        matcher.find(parsed, range, reading.vocabulary, &mut scratch.cache, &mut scratch.found);
        for found in &scratch.found {
            if lexicons[found.lexicon].entries[found.entry].category.is_none() {
                continue;
            }
            let negation = negation::before(reading, range, found.tokens);
            score.hits.push(Hit {
                lexicon: found.lexicon,
                entry: found.entry,
                span: parsed.span(found.tokens),
                stance: if negation.is_some() { Stance::Negated } else { Stance::Asserts },
                negated_by: negation.map(|token| parsed.tokens[token].span()),
            });
        }
    }
    score
}
