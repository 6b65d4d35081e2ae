//! What was said: lexicon rows in a span of text, with their stance.
//!
//! It names no quotations: any span can be scored, so that an article's own prose is a free
//! baseline.

mod stance;

pub use stance::{Cues, Stance};

use crate::lexicon::{Cache, Found, Lexicon, Matcher, Reading};
use crate::text::Span;

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
    /// The words that decide the stance; nothing for what is said plainly.
    pub cue: Option<Span>,
}

/// What was counted in a span of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Words, numbers included; marks and possessive endings not.
    pub words: u64,
    /// Occurrences, in order of their place.
    pub hits: Vec<Hit>,
}

/// What one worker keeps between texts.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    cache: Cache,
    found: Vec<Found>,
    stance: stance::Scratch,
}

impl Scratch {
    /// Forgets what it knows of words: the vocabulary was cleared.
    pub fn clear(&mut self) {
        self.cache.clear();
        self.stance.clear();
    }
}

/// Scores some pieces of a text as one.
pub fn of(
    reading: &Reading<'_>,
    pieces: &[Span],
    lexicons: &[Lexicon],
    matcher: &Matcher,
    cues: &Cues,
    scratch: &mut Scratch,
) -> Score {
    let parsed = reading.parsed;
    let mut score = Score::default();
    for &piece in pieces {
        let range = parsed.tokens_in(piece);
        score.words += parsed.count_words(range);
        matcher.find(parsed, range, reading.vocabulary, &mut scratch.cache, &mut scratch.found);
        let first = score.hits.len();
        for found in &scratch.found {
            if lexicons[found.lexicon].entries[found.entry].category.is_none() {
                continue;
            }
            score.hits.push(Hit {
                lexicon: found.lexicon,
                entry: found.entry,
                span: parsed.span(found.tokens),
                stance: Stance::Asserts,
                cue: None,
            });
        }
        stance::judge(reading, range, lexicons, cues, &mut scratch.stance, &mut score.hits[first..]);
    }
    score
}
