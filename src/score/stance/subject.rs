//! Who a clause is about: the speaker's own side, somebody named, somebody else.
//!
//! There is no parser behind it: the nearest pronoun, name or noun phrase to the left that
//! stands where a subject can stand.

use super::clause::Sentence;
use super::cues::Does;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range};

/// Whom a clause is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Party {
    /// *we*, *I*, *our army*.
    Own,
    /// A name: *China*, *Washington*. It may be the speaker's own country.
    Named,
    /// *they*, *he*, *you*, *the regime*, *those who*.
    Other,
    /// *it*, *this*, *there*.
    It,
    /// *no one*, *any country*, *the world*: nobody in particular.
    Anyone,
}

impl Party {
    /// Somebody who can be accused.
    pub(super) fn is_another(self) -> bool {
        matches!(self, Self::Named | Self::Other)
    }
}

/// A subject where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject {
    pub(super) party: Party,
    /// The word that tells.
    pub(super) tokens: Range,
}

/// Tokens within which a subject is looked for.
const REACH: usize = 30;
/// Nouns for everybody.
const EVERYBODY: [&str; 10] = [
    "world",
    "people",
    "peoples",
    "humanity",
    "mankind",
    "everyone",
    "everybody",
    "nations",
    "history",
    "time",
];

/// Those who are not on one's own side: *our enemy*, *our neighbours*.
pub(super) const OPPOSITE: [&str; 18] = [
    "enemy",
    "enemies",
    "foe",
    "foes",
    "adversary",
    "adversaries",
    "opponent",
    "opponents",
    "aggressor",
    "aggressors",
    "oppressor",
    "oppressors",
    "neighbour",
    "neighbours",
    "neighbor",
    "neighbors",
    "rival",
    "rivals",
];

impl Sentence<'_> {
    /// The subject of what stands at a place: the nearest to the left.
    pub(super) fn subject(&self, at: usize) -> Option<Subject> {
        let start = self.range.start.max(at.saturating_sub(REACH));
        let mut relative = false;
        for token in (start..at).rev() {
            if self.is_hard(token) {
                return None;
            }
            if !self.is_word(token) {
                continue;
            }
            if self.is_relative(token) {
                relative = true;
                continue;
            }
            if let Some(party) = self.party(token, at, relative) {
                return Some(Subject { party, tokens: Range::new(token, token + 1) });
            }
        }
        None
    }

    /// *who*, *which*, and *that* before a verb.
    fn is_relative(&self, token: usize) -> bool {
        match self.word(token) {
            "who" | "which" => token > self.range.start,
            "that" => {
                token > self.range.start
                    && self.before(token).is_some_and(|t| {
                        !self.does(t, &[Does::Raising]) && !self.is(t, Flags::SAY.or(Flags::THINK))
                    })
                    && (self.is(token + 1, Flags::AUXILIARY)
                        || self.does(token + 1, &[Does::Accusing, Does::Seeking])
                        || self.is_relative_that(token))
            }
            _ => false,
        }
    }

    /// *The state that attacked us*.
    pub(super) fn is_relative_that(&self, token: usize) -> bool {
        self.word(token) == "that"
            && self.does(token + 1, &[Does::Violence])
            && self.word(token + 1).ends_with("ed")
    }

    /// What a word tells of the subject, if it is one or heads one.
    fn party(&self, token: usize, verb: usize, relative: bool) -> Option<Party> {
        let flags = self.flags(token);
        let own = Flags::WE.or(Flags::I);
        if flags.any(Flags::WHO) {
            return None;
        }
        let beside = self.is(token + 1, Flags::AUXILIARY)
            || self.before(token).is_some_and(|t| self.is(t, Flags::AUXILIARY));
        if self.word(token) == "there" && beside {
            return Some(Party::Anyone);
        }
        if flags.any(Flags::PRONOUN) && flags.any(Flags::SUBJECT) {
            return self.pronoun(token, flags, own);
        }
        if flags.any(Flags::NEGATOR) && !flags.any(Flags::AUXILIARY) && self.heads_clause(token) {
            return self.nobody(token);
        }
        let heads = relative || self.heads_clause(token) || self.verb_follows(token, verb);
        if flags.any(own) && flags.any(Flags::POSSESSIVE) {
            let heads = relative || self.heads_clause(token) || self.is_inverted(token);
            return heads.then(|| self.side(token, verb));
        }
        if !heads {
            return None;
        }
        if flags.any(Flags::NATION) {
            return Some(Party::Named);
        }
        if self.is(token, Flags::DETERMINER) {
            return self.heads_clause(token).then(|| self.phrase(token, verb)).flatten();
        }
        let plain = !flags.any(Flags::FUNCTION.or(Flags::TIME)) && !self.is_cue(token);
        if plain && self.reading.fact(token).capital {
            return Some(if token == self.range.start { Party::Other } else { Party::Named });
        }
        let noun = flags.any(Flags::PEOPLE.or(Flags::ORGANISATION).or(Flags::PERSON));
        let ours = self.before(token).filter(|&t| self.is(t, own) && self.is(t, Flags::POSSESSIVE));
        let party = || ours.map_or_else(|| self.noun(token), |our| self.side(our, verb));
        (plain && (noun || relative) && token < verb).then(party)
    }

    /// *Never has our country …*: the verb comes first.
    fn is_inverted(&self, token: usize) -> bool {
        self.before(token).is_some_and(|t| self.is(t, Flags::AUXILIARY) && self.heads_clause(t))
    }

    /// Whose is what stands behind *our*: *our army*, *our enemy*.
    fn side(&self, our: usize, end: usize) -> Party {
        let mut noun = (our + 1..end).filter(|&t| self.is_word(t)).take(2);
        if noun.any(|t| OPPOSITE.contains(&self.word(t))) { Party::Other } else { Party::Own }
    }

    /// *Nobody*, *no country*; *none of us* and *nobody in my army* are one's own side.
    fn nobody(&self, token: usize) -> Option<Party> {
        if !matches!(self.word(token), "no" | "nobody" | "none" | "noone" | "neither" | "nothing") {
            return None;
        }
        let end = self.window_end(token);
        let of = (token + 1..end).take(2).find(|&t| self.is(t, Flags::PREPOSITION));
        let whose = of.map(|t| t + 1).filter(|&t| self.is(t, Flags::WE.or(Flags::I)));
        Some(whose.map_or(Party::Anyone, |t| self.side(t, end)))
    }

    fn pronoun(&self, token: usize, flags: Flags, own: Flags) -> Option<Party> {
        if flags.any(own) {
            return Some(Party::Own);
        }
        // "it" and "you" are objects too: behind a verb or a preposition they are no subject.
        let both = flags.any(Flags::IT.or(Flags::YOU));
        if both && self.before(token).is_some_and(|t| self.is(t, Flags::PREPOSITION)) {
            return None;
        }
        Some(if flags.any(Flags::IT) { Party::It } else { Party::Other })
    }

    /// A noun phrase by its determiner: *the regime*, *this*, *all of us*, *any country*.
    fn phrase(&self, determiner: usize, verb: usize) -> Option<Party> {
        let next = (determiner + 1..verb).find(|&t| self.is_word(t));
        let bare = next.is_none_or(|t| self.is(t, Flags::AUXILIARY) || self.is_cue(t));
        match self.word(determiner) {
            "this" | "that" if bare => Some(Party::It),
            "what" | "which" | "whatever" | "whichever" => None,
            "any" | "every" | "each" | "no" | "all" | "both" | "either" => Some(Party::Anyone),
            // "Those people" are not everybody.
            "those" | "these" if !bare => Some(Party::Other),
            _ if bare && next.is_none() => None,
            _ => Some(next.map_or(Party::Other, |t| self.noun(t))),
        }
    }

    fn noun(&self, token: usize) -> Party {
        if EVERYBODY.contains(&self.word(token)) { Party::Anyone } else { Party::Other }
    }

    /// A verb of its own follows: an auxiliary or a cue, or what is asked about itself.
    fn verb_follows(&self, token: usize, verb: usize) -> bool {
        let Some(next) = (token + 1..=verb).find(|&t| self.is_word(t) && !self.is(t, Flags::ADVERB)) else {
            return false;
        };
        let stands_in_phrase =
            self.before(token).is_some_and(|t| self.is(t, Flags::PREPOSITION.or(Flags::DETERMINER)));
        !stands_in_phrase
            && (next == verb
                || self.is(next, Flags::AUXILIARY)
                || self.does(next, &[Does::Accusing, Does::Seeking]))
    }

    fn is_cue(&self, token: usize) -> bool {
        self.cue_at(token).is_some()
    }

    /// Whether the token is a form of *be*, alone or in a contraction.
    pub(super) fn is_be(&self, token: usize) -> bool {
        if !self.range.contains(token) {
            return false;
        }
        if self.reading.parsed.tokens[token].kind == Kind::Clitic {
            return self.before(token).is_some_and(|t| self.is(t, Flags::PRONOUN));
        }
        matches!(self.word(token), "am" | "is" | "are" | "was" | "were" | "be" | "been" | "being")
            || self.word(token).ends_with("'re")
    }
}
