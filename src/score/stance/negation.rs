//! Which occurrences a negation reaches, and whether that disowns or negates them.
//!
//! A negator reaches the words behind it up to where another clause begins, eight at the
//! most; *no*, *none* and *without*, which belong to a noun, five. "Not only" and "no
//! doubt" negate nothing: they are exceptions in the lexicon `negators-en`. A verb between
//! the two that is itself negative (*we will never abandon our friends*) affirms.

use super::clause::{Occurrence, Sentence};
use super::cues::Does;
use super::subject::Party;
use super::{Decided, Stance};
use crate::lexicon::facts::Flags;
use crate::text::Range;

const REACH: usize = 8;
const REACH_OF_NOUN: usize = 5;
/// Negators that belong to the noun behind them.
const OF_NOUN: [&str; 3] = ["no", "none", "without"];

/// `denies` for what one's own or a named side could be charged with, otherwise `negated`.
pub(super) fn negated(hit: &Occurrence<'_>) -> Decided {
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    let lacking = sentence.last(Does::Lacking, sentence.window_start(at), at, |_| true);
    let lacking = lacking.filter(|c| sentence.distance(c.tokens.end, at).is_some_and(|d| d <= REACH));
    let negator = before(sentence, at);
    let cue = match (negator, lacking) {
        (Some(negator), Some(lacking)) if negator.start < lacking.tokens.start => return None,
        (Some(negator), _) if is_affirmed(sentence, negator, at) || is_beyond(hit, negator) => return None,
        (Some(negator), _) => negator,
        (None, Some(lacking)) if is_known(hit, lacking.tokens.end) => return None,
        (None, Some(lacking)) => lacking.tokens,
        (None, None) => return None,
    };
    let stance = if negator == Some(cue) && disowns(hit, cue) { Stance::Denies } else { Stance::Negated };
    Some((stance, cue))
}

/// What a negated clause takes for granted: *not a man we can trust with weapons* (a clause
/// of its own), *not good for our allies* (something known, behind a preposition).
fn is_beyond(hit: &Occurrence<'_>, negator: Range) -> bool {
    let sentence = hit.sentence;
    let between = negator.end..hit.tokens.start;
    let pronoun = |t: usize| sentence.is(t, Flags::PRONOUN) && sentence.is(t, Flags::SUBJECT);
    let inverted = |t: usize| sentence.before(t).is_some_and(|b| sentence.is(b, Flags::AUXILIARY));
    let raised = between.clone().any(|t| sentence.does(t, &[Does::Raising]));
    let object = |t: usize| sentence.is(t, Flags::IT.or(Flags::YOU));
    if !raised && between.clone().any(|t| pronoun(t) && !inverted(t) && !object(t)) {
        return true;
    }
    let preposition =
        |t: usize| sentence.is(t, Flags::PREPOSITION) && !matches!(sentence.word(t), "to" | "of" | "like");
    let Some(first) = between.clone().find(|&t| preposition(t)) else { return false };
    is_known(hit, first)
}

/// Whether an occurrence that is no charge is somebody's or something told before: *our
/// allies* are there, whatever is not done to them.
fn is_known(hit: &Occurrence<'_>, from: usize) -> bool {
    let sentence = hit.sentence;
    let known = (from..hit.tokens.start).any(|t| {
        matches!(sentence.word(t), "the" | "this" | "these" | "those") || sentence.is(t, Flags::POSSESSIVE)
    });
    known && !hit.is_charge()
}

/// A charge that is negated of one's own side, of a named one, or of what is in question.
fn disowns(hit: &Occurrence<'_>, cue: Range) -> bool {
    let sentence = hit.sentence;
    // "We cannot fight them" owns up to weakness, it denies nothing.
    let unable = matches!(sentence.word(cue.start), "cannot" | "can't" | "couldn't");
    // So does what one's own side does not do: "we are not fighting hard enough".
    let before = sentence.before(hit.tokens.start);
    let verb = sentence.word(hit.tokens.end - 1).ends_with("ing")
        || before.is_some_and(|t| {
            t + 1 >= cue.end && sentence.is(t, Flags::AUXILIARY) || sentence.word(t) == "to"
        });
    if hit.charge.is_none() || ((unable || verb) && !hit.is_charge()) {
        return false;
    }
    match sentence.subject(hit.tokens.start).map(|s| s.party) {
        Some(Party::Own) => true,
        Some(Party::Named) => sentence.before(cue.start).is_some(),
        Some(Party::It) => hit.is_charge() && sentence.before(cue.start).is_some(),
        Some(Party::Other | Party::Anyone) | None => false,
    }
}

/// The negator that reaches a place, if any.
pub(super) fn before(sentence: &Sentence<'_>, place: usize) -> Option<Range> {
    if !sentence.negated {
        return None;
    }
    let mut words = 0;
    for token in (sentence.window_start(place)..place).rev() {
        if let Some(negator) = negator(sentence, token) {
            let of_noun = OF_NOUN.contains(&sentence.word(token));
            return (!of_noun || words < REACH_OF_NOUN).then_some(negator);
        }
        if sentence.opens_clause(token) {
            return None;
        }
        words += usize::from(sentence.is_word(token));
        if words >= REACH {
            return None;
        }
    }
    None
}

/// A verb between that turns the negation round, or a second negation.
fn is_affirmed(sentence: &Sentence<'_>, negator: Range, place: usize) -> bool {
    let turns = [Does::Forsaking, Does::Rejecting, Does::Denying, Does::Lacking];
    let turned = sentence.cues_between(negator.end, place).any(|c| turns.contains(&c.does));
    turned || (sentence.word(negator.start) == "without" && before(sentence, negator.start).is_some())
}

/// A negator, of one word or several (*anything but*), that is not inside a row of category
/// `none` (*not only*, *no doubt*), nor part of a cue that decides by itself (*no to*).
fn negator(sentence: &Sentence<'_>, token: usize) -> Option<Range> {
    let reading = sentence.reading;
    let behind = [Does::Rejected, Does::Denied];
    let taken = sentence.cue_at(token).is_some_and(|c| !behind.contains(&c.does));
    if !sentence.is_word(token) || taken {
        return None;
    }
    let phrase = |flag: Flags| reading.phrases_at(token).find(|p| p.fact.flags.any(flag));
    if phrase(Flags::NEGATION_TRAP).is_some() {
        return None;
    }
    match phrase(Flags::NEGATOR) {
        Some(phrase) => Some(Range::new(phrase.tokens.start.max(sentence.range.start), token + 1)),
        None => sentence.is(token, Flags::NEGATOR).then(|| Range::new(token, token + 1)),
    }
}
