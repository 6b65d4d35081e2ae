//! Which occurrences a negation reaches.
//!
//! The rule that a person can check: a negator at most three words before the occurrence,
//! in the same clause. "Not only" and "no doubt" negate nothing: they are exceptions in
//! the lexicon `negators-en`.

use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range};

const REACH: usize = 3;
const CLAUSE: [&str; 11] = [".", ",", ";", ":", "!", "?", "—", "–", "…", "(", ")"];

/// The negator that reaches an occurrence, if any.
pub(super) fn before(reading: &Reading<'_>, within: Range, hit: Range) -> Option<usize> {
    let mut words = 0;
    for token in (within.start..hit.start).rev() {
        match reading.parsed.tokens[token].kind {
            Kind::Mark if reading.is_mark(token, &CLAUSE) => return None,
            Kind::Mark | Kind::Clitic => continue,
            Kind::Word | Kind::Number => {}
        }
        if reading.flags(token).any(Flags::NEGATOR) && !is_exception(reading, token) {
            return Some(token);
        }
        words += 1;
        if words == REACH {
            return None;
        }
    }
    None
}

/// *not only*, *no doubt*: the negator stands inside a row of category `none`.
fn is_exception(reading: &Reading<'_>, token: usize) -> bool {
    reading.phrases_at(token).any(|p| p.fact.flags.any(Flags::NEGATION_TRAP))
}
