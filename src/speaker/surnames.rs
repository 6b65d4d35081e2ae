//! Full names of people of whom only the family name is said as a name: in a headline, a
//! programme's title, a label.
//!
//! It never names somebody whom two given names fit, or one of another gender.

use super::Gender;
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Range, WordId};
use std::collections::HashMap;

type Hasher = foldhash::fast::FixedState;

/// The given names that stand before some family names anywhere in the text.
pub(super) struct Given {
    before: HashMap<WordId, Standing, Hasher>,
}

/// What stands before one family name.
#[derive(Clone, Copy)]
enum Standing {
    Nothing,
    One(WordId, Range),
    Several,
}

impl Given {
    /// Looks for the family names that stand at these places.
    pub(super) fn before(reading: &Reading<'_>, surnames: impl Iterator<Item = usize>) -> Self {
        let tokens = &reading.parsed.tokens;
        let mut before: HashMap<WordId, Standing, Hasher> = HashMap::default();
        before.extend(surnames.map(|t| (tokens[t].word, Standing::Nothing)));
        if before.is_empty() {
            return Self { before };
        }
        for at in 1..tokens.len() {
            if !tokens[at].is_word() || !tokens[at - 1].is_word() || !is_given(reading, at - 1) {
                continue;
            }
            let Some(standing) = before.get_mut(&tokens[at].word) else { continue };
            let given = tokens[at - 1].word;
            *standing = match *standing {
                Standing::Nothing => Standing::One(given, Range::new(at - 1, at + 1)),
                Standing::One(other, range) if other == given => Standing::One(given, range),
                Standing::One(..) | Standing::Several => Standing::Several,
            };
        }
        Self { before }
    }

    /// Where the full name of somebody of this gender stands, whose family name is here.
    pub(super) fn full(&self, reading: &Reading<'_>, surname: usize, gender: Gender) -> Option<Range> {
        match self.before.get(&reading.parsed.tokens[surname].word)? {
            Standing::One(_, range) => {
                let given = Gender::of(reading.flags(range.start));
                (!gender.clashes(given)).then_some(*range)
            }
            Standing::Nothing | Standing::Several => None,
        }
    }
}

/// A capitalised given name that is nothing else: no month, no title, no country.
fn is_given(reading: &Reading<'_>, token: usize) -> bool {
    let flags = reading.flags(token);
    let other = Flags::ANY_COURTESY.or(Flags::OFFICE).or(Flags::NATION).or(Flags::FUNCTION).or(Flags::TIME);
    reading.fact(token).capital && flags.any(Flags::GIVEN) && !flags.any(other)
}

#[cfg(test)]
mod tests {
    use crate::speaker::check;

    #[test]
    fn a_headline_or_a_programme_may_tell_the_given_name() {
        check("On “The Rachel Olivera Show” he spoke. “We lost it,” Olivera said.", "Rachel Olivera");
    }

    #[test]
    fn two_given_names_or_another_gender_tell_nothing() {
        let two = "On “The Rachel Olivera Show” and “The Maria Olivera Hour” he spoke.";
        check(&format!("{two} “We lost it,” Olivera said."), "Olivera");
        check("On “The Rachel Olivera Show” he spoke. “We lost it,” Mr. Olivera said.", "Olivera");
    }
}
