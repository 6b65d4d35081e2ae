//! How an occurrence stands in its clause: said, laid at somebody's door, turned down,
//! disowned, negated, made to depend on a condition, or told of the past.
//!
//! Rules that a person can check, on words that an editor can change: the cues are the
//! lexicon `stance-en`, the negators `negators-en`, and which categories a speaker can be
//! charged with is said in each `lexicon.toml` (`charge`). It reads one sentence and never
//! beyond the words of the quotation. It does not know irony, and it takes a speaker's own
//! country, named in the third person, for somebody else unless the clause is negated.
//!
//! Where several rules apply, the first of this list decides:
//! 1. `conditional`: in the reach of *if* and its like ([`condition`]);
//! 2. `denies`: behind a verb of denial ([`rejection`]);
//! 3. `historical`: in a clause set before the year 2000 whose verb is no present or future
//!    ([`history`]), unless a verb of refusal in the present governs the occurrence;
//! 4. `rejects`: behind a verb of refusal, or of acceptance that is negated ([`rejection`]);
//! 5. `denies` or `negated`: in the reach of a negator ([`negation`]): what the speaker's own
//!    side or a named one could be charged with is denied, anything else is negated;
//! 6. `conditional`: behind *would*;
//! 7. `accuses`: a charge whose subject is another ([`charge`]);
//! 8. `asserts`.

mod charge;
mod clause;
mod condition;
mod cues;
mod history;
mod negation;
mod rejection;
mod subject;

pub use cues::Cues;

use super::Hit;
use crate::lexicon::{Charge, Found, Lexicon, Reading};
use crate::text::{Range, Span};
use clause::{Occurrence, Sentence};
use cues::Cue;

/// How an occurrence stands in its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stance {
    /// Said plainly: *we will win*.
    Asserts,
    /// Laid at another's door: *they seek hegemony*.
    Accuses,
    /// Turned down: *we oppose hegemonism*.
    Rejects,
    /// Disowned: *we will never seek hegemony*.
    Denies,
    /// In reach of a negation: *they are no friends of ours*.
    Negated,
    /// Depends on a condition: *if attacked, we will strike*.
    Conditional,
    /// Told of the past: *we fought side by side*.
    Historical,
}

impl Stance {
    /// In the order of columns.
    pub const ALL: [Self; 7] = [
        Self::Asserts,
        Self::Accuses,
        Self::Rejects,
        Self::Denies,
        Self::Negated,
        Self::Conditional,
        Self::Historical,
    ];

    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserts => "asserts",
            Self::Accuses => "accuses",
            Self::Rejects => "rejects",
            Self::Denies => "denies",
            Self::Negated => "negated",
            Self::Conditional => "conditional",
            Self::Historical => "historical",
        }
    }
}

/// A stance, and the words that decide it.
type Decided = Option<(Stance, Range)>;

/// What one worker keeps between sentences.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    cache: crate::lexicon::Cache,
    found: Vec<Found>,
    cues: Vec<Cue>,
}

impl Scratch {
    /// Forgets what it knows of words: the vocabulary was cleared.
    pub(super) fn clear(&mut self) {
        self.cache.clear();
    }
}

/// Gives the hits of one piece their stances; they come in order of their place.
pub(super) fn judge(
    reading: &Reading<'_>,
    piece: Range,
    lexicons: &[Lexicon],
    cues: &Cues,
    scratch: &mut Scratch,
    hits: &mut [Hit],
) {
    let parsed = reading.parsed;
    let mut rest = hits;
    while let Some(first) = rest.first() {
        let whole = parsed.sentences[parsed.sentence_of(parsed.token_from(first.span.start))];
        let range = Range::new(whole.start.max(piece.start), whole.end.min(piece.end));
        let Scratch { cache, found, cues: here } = &mut *scratch;
        cues.find(reading, range, cache, found, here);
        let sentence = Sentence::new(reading, range, &scratch.cues);
        let inside = parsed.span(range);
        let count = rest.iter().take_while(|h| h.span.start < inside.end).count().max(1);
        let (now, later) = rest.split_at_mut(count);
        for hit in now {
            let tokens = Range::new(parsed.token_from(hit.span.start), parsed.token_from(hit.span.end));
            let lexicon = &lexicons[hit.lexicon];
            let charge = lexicon.entries.category(hit.entry).and_then(|c| lexicon.categories[c].charge);
            (hit.stance, hit.cue) = sentence.stance(tokens, charge);
        }
        rest = later;
    }
}

impl Sentence<'_> {
    /// How an occurrence stands, and the words that decide it.
    fn stance(&self, tokens: Range, charge: Option<Charge>) -> (Stance, Option<Span>) {
        let hit = Occurrence { sentence: self, tokens, charge };
        let rules: [fn(&Occurrence<'_>) -> Decided; 7] = [
            condition::strong,
            rejection::denied,
            history::told,
            rejection::rejected,
            negation::negated,
            condition::hypothetical,
            charge::laid,
        ];
        match rules.iter().find_map(|rule| rule(&hit)) {
            Some((stance, cue)) => (stance, Some(self.reading.parsed.span(cue))),
            None => (Stance::Asserts, None),
        }
    }
}

#[cfg(test)]
mod tests;
