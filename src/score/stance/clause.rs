//! A sentence and where its clauses meet: how far the reach of a word goes.

use super::cues::{Cue, Does, Value};
use crate::lexicon::facts::Flags;
use crate::lexicon::{Charge, Reading};
use crate::text::Range;

/// Marks that no reach crosses.
const HARD: [&str; 12] = [".", ";", ":", "!", "?", "—", "–", "…", "(", ")", "[", "]"];
/// Tokens beyond which nothing is looked at, so that a list of a thousand words costs little.
const WINDOW: usize = 40;
/// One bit a kind of cue.
fn bit(does: Does) -> u32 {
    1 << does as u32
}

/// Words after a comma or conjunction within which a verb shows that a clause begins.
const SUBJECT: usize = 4;

/// The words of one sentence that are scored, with their cues.
pub(super) struct Sentence<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) range: Range,
    cues: &'a [Cue],
    /// Which kinds of cues it has at all, by bit: most sentences have few.
    kinds: u32,
    /// Whether it has a negator.
    pub(super) negated: bool,
    /// Whether it has a number.
    pub(super) numbered: bool,
}

/// An occurrence in its sentence.
pub(super) struct Occurrence<'a> {
    pub(super) sentence: &'a Sentence<'a>,
    pub(super) tokens: Range,
    /// Whether, and how, it is something that one is charged with.
    pub(super) charge: Option<Charge>,
}

impl Occurrence<'_> {
    /// Whether the words themselves are a charge: by their category, as violence, or as an
    /// act that takes in its verb (*fired missiles*).
    pub(super) fn is_charge(&self) -> bool {
        let violent = || self.tokens.range().any(|t| self.sentence.does(t, &[Does::Violence]));
        self.charge == Some(Charge::Word) || (self.charge.is_some() && (violent() || self.is_act()))
    }

    /// *Fired missiles*: an accusing verb with what it is done with.
    fn is_act(&self) -> bool {
        let verb = self.sentence.cue_at(self.tokens.start);
        let words = self.tokens.end - self.tokens.start;
        let takes_in = |c: &Cue| c.tokens.start == self.tokens.start && c.tokens.end <= self.tokens.end;
        words > 1 && verb.is_some_and(|c| c.does == Does::Accusing && c.value == Value::None && takes_in(c))
    }

    /// *Burned our villages*: the words of an act, or those behind them, say that it is done
    /// to one's own side.
    pub(super) fn is_done_to_us(&self) -> bool {
        let mut words = self.tokens.start + 1..self.tokens.end + 1;
        words.any(|t| self.sentence.is(t, Flags::WE))
    }
}

impl<'a> Sentence<'a> {
    /// A range of tokens with the cues in it, in order.
    pub(super) fn new(reading: &'a Reading<'a>, range: Range, cues: &'a [Cue]) -> Self {
        let kinds = cues.iter().fold(0, |kinds, cue| kinds | bit(cue.does));
        let phrases = |t| reading.phrases_at(t).any(|p| p.fact.flags.any(Flags::NEGATOR));
        let negated = range.range().any(|t| reading.flags(t).any(Flags::NEGATOR) || phrases(t));
        let digit = |t: usize| reading.parsed.str(t).starts_with(|c: char| c.is_ascii_digit());
        let numbered = range.range().any(digit);
        Self { reading, range, cues, kinds, negated, numbered }
    }

    /// The last cue of a kind that lies wholly between two places and is what is asked for.
    pub(super) fn last(
        &self,
        does: Does,
        from: usize,
        to: usize,
        is: impl Fn(&Cue) -> bool,
    ) -> Option<&'a Cue> {
        if self.kinds & bit(does) == 0 {
            return None;
        }
        self.cues_between(from, to).find(|c| c.does == does && is(c))
    }

    /// Whether there is a cue of any of these kinds.
    pub(super) fn has(&self, does: &[Does]) -> bool {
        does.iter().any(|&d| self.kinds & bit(d) != 0)
    }

    pub(super) fn flags(&self, token: usize) -> Flags {
        if self.range.contains(token) { self.reading.flags(token) } else { Flags::NONE }
    }

    pub(super) fn is(&self, token: usize, flags: Flags) -> bool {
        self.flags(token).any(flags)
    }

    /// The folded word; empty for marks and beyond the sentence.
    pub(super) fn word(&self, token: usize) -> &'a str {
        if self.is_word(token) { &self.reading.word(token).folded } else { "" }
    }

    pub(super) fn is_word(&self, token: usize) -> bool {
        self.range.contains(token) && self.reading.parsed.tokens[token].is_word()
    }

    pub(super) fn is_comma(&self, token: usize) -> bool {
        self.range.contains(token) && self.reading.is_mark(token, &[","])
    }

    /// A mark that ends every reach, or the end of the sentence.
    pub(super) fn is_hard(&self, token: usize) -> bool {
        !self.range.contains(token) || self.reading.is_mark(token, &HARD)
    }

    /// The word before, over a possessive or contracted ending and soft marks.
    pub(super) fn before(&self, token: usize) -> Option<usize> {
        let tokens = (self.range.start..token).rev().take_while(|&t| !self.is_hard(t));
        tokens.into_iter().find(|&t| self.is_word(t))
    }

    /// The first token of what is looked at before a place.
    pub(super) fn window_start(&self, token: usize) -> usize {
        self.range.start.max(token.saturating_sub(WINDOW))
    }

    /// The token after the last of what is looked at behind a place.
    pub(super) fn window_end(&self, token: usize) -> usize {
        self.range.end.min(token + WINDOW)
    }

    /// The cue that a token is part of.
    pub(super) fn cue_at(&self, token: usize) -> Option<&'a Cue> {
        if self.kinds == 0 {
            return None;
        }
        let at = self.cues.partition_point(|c| c.tokens.end <= token);
        self.cues.get(at).filter(|c| c.tokens.contains(token))
    }

    pub(super) fn does(&self, token: usize, does: &[Does]) -> bool {
        self.has(does) && self.cue_at(token).is_some_and(|c| does.contains(&c.does))
    }

    /// Cues that lie wholly between two places, the last first.
    pub(super) fn cues_between(&self, from: usize, to: usize) -> impl Iterator<Item = &'a Cue> + use<'a> {
        let first = self.cues.partition_point(|c| c.tokens.start < from);
        let last = self.cues.partition_point(|c| c.tokens.end <= to);
        self.cues[first..last.max(first)].iter().rev()
    }

    /// Whether the reach of what stands before ends at this token: a clause begins here.
    pub(super) fn opens_clause(&self, token: usize) -> bool {
        if self.is_hard(token) {
            return true;
        }
        if self.is_comma(token) {
            return self.subject_follows(token + 1);
        }
        if self.does(token, &[Does::Boundary, Does::Condition]) && !self.is_only(token) {
            return self.cue_at(token).is_some_and(|c| c.tokens.start == token);
        }
        match self.word(token) {
            "and" | "or" | "so" | "yet" | "then" => {
                self.is(token + 1, Flags::AUXILIARY) || self.subject_follows(token + 1)
            }
            "that" => self.is_conjunction(token),
            _ => false,
        }
    }

    /// *but* that is part of a row about negation: *nothing but*, *anything but*.
    pub(super) fn is_only(&self, token: usize) -> bool {
        let rows = Flags::NEGATION_TRAP.or(Flags::NEGATOR);
        self.word(token) == "but" && self.reading.phrases_at(token).any(|p| p.fact.flags.any(rows))
    }

    /// A *but* behind which something else is said.
    pub(super) fn is_but(&self, token: usize) -> bool {
        self.word(token) == "but" && !self.is_only(token)
    }

    /// *that* before a clause, not before a noun; behind *think* a negation reaches over it.
    fn is_conjunction(&self, that: usize) -> bool {
        let clause = Flags::PRONOUN.or(Flags::DETERMINER).or(Flags::AUXILIARY).or(Flags::NATION);
        let follows = self.is(that + 1, clause) || self.does(that + 1, &[Does::Accusing, Does::Seeking]);
        let raised = self.before(that).is_some_and(|t| self.does(t, &[Does::Raising]));
        follows && !raised
    }

    /// Whether a clause with a subject of its own begins: a pronoun, or a few words and a verb.
    fn subject_follows(&self, from: usize) -> bool {
        let mut words = 0;
        for token in from..self.window_end(from) {
            if self.is_hard(token) || self.is_comma(token) {
                return false;
            }
            if !self.is_word(token) {
                continue;
            }
            let flags = self.flags(token);
            let subject = flags.any(Flags::PRONOUN) && flags.any(Flags::SUBJECT);
            if subject || self.does(token, &[Does::Boundary]) {
                return true;
            }
            if words > 0 && flags.any(Flags::AUXILIARY) {
                return true;
            }
            let glue = Flags::CONJUNCTION.or(Flags::ADVERB);
            words += usize::from(!flags.any(glue));
            if words > SUBJECT || (flags.any(Flags::PREPOSITION) && words == 1) {
                return false;
            }
        }
        false
    }

    /// How many words stand between, where no clause begins there; possessive endings and
    /// marks count nothing.
    pub(super) fn distance(&self, from: usize, to: usize) -> Option<usize> {
        if (from..to).any(|t| self.opens_clause(t)) {
            return None;
        }
        Some((from..to).filter(|&t| self.is_word(t)).count())
    }

    /// The stretch around a place without a clause beginning inside it.
    pub(super) fn segment(&self, at: Range) -> Range {
        let start = (self.window_start(at.start)..at.start).rev().find(|&t| self.opens_clause(t));
        let end = (at.end..self.window_end(at.end)).find(|&t| self.opens_clause(t));
        Range::new(
            start.map_or(self.window_start(at.start), |t| t + usize::from(!self.is_word(t))),
            end.unwrap_or(self.window_end(at.end)),
        )
    }

    /// Whether a clause, or the words before its first verb, begins at this token.
    pub(super) fn heads_clause(&self, token: usize) -> bool {
        let mut at = token;
        while at > self.window_start(token) {
            at -= 1;
            if self.is_hard(at) || self.is_comma(at) {
                return true;
            }
            if !self.is_word(at) {
                continue;
            }
            let flags = self.flags(at);
            if flags.any(Flags::CONJUNCTION) && self.word(at) != "for"
                || self.does(at, &[Does::Boundary, Does::Condition])
            {
                return true;
            }
            if self.word(at) == "that" || flags.any(Flags::SUBORDINATOR) && !flags.any(Flags::PREPOSITION) {
                return true;
            }
            if !flags.any(Flags::ADVERB) {
                return false;
            }
        }
        true
    }
}
