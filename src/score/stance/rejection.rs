//! What is turned down, and what is denied by a verb that says so.

use super::clause::{Occurrence, Sentence};
use super::cues::{Cue, Does, Value};
use super::subject::Party;
use super::{Decided, Stance, negation};
use crate::lexicon::facts::Flags;
use crate::text::Range;

/// Words that a verb of refusal reaches over.
const REACH: usize = 10;
/// Words between an occurrence and what is said of it: *war* [in our days] *must end*.
const REACH_BACK: usize = 6;
/// Tokens that the verb before such words may take: *has to*.
const VERB: usize = 2;
/// A verb of denial reaches into the clause that it opens.
const REACH_OF_DENIAL: usize = 12;

/// `denies`: *I deny that we attacked*, *the charge of aggression is baseless*.
pub(super) fn denied(hit: &Occurrence<'_>) -> Decided {
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    let denying = sentence.last(Does::Denying, sentence.window_start(at), at, |_| true);
    if let Some(cue) = denying
        && (cue.tokens.end..at).filter(|&t| sentence.is_word(t)).count() <= REACH_OF_DENIAL
        && !(cue.tokens.end..at).any(|t| ends_denial(sentence, t))
        && !is_negated(sentence, cue)
    {
        let stance =
            if cue.value == Value::Charge && hit.charge.is_none() { Stance::Negated } else { Stance::Denies };
        return Some((stance, cue.tokens));
    }
    behind(hit, Does::Denied).map(|cue| (Stance::Denies, cue.tokens))
}

/// A denial holds for the clause behind its *that*, with all its subjects.
fn ends_denial(sentence: &Sentence<'_>, token: usize) -> bool {
    let boundary = sentence.does(token, &[Does::Boundary]) && !matches!(sentence.word(token), "that");
    sentence.is_hard(token) || boundary
}

/// `rejects`: behind a verb of refusal, or of acceptance that is negated, or before words
/// that turn it down (*must end*).
pub(super) fn rejected(hit: &Occurrence<'_>) -> Decided {
    if let Some(cue) = governing(hit) {
        return Some((Stance::Rejects, cue.tokens));
    }
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    // "Bow to threats", "live under occupation": the row of the occurrence may take in the verb.
    let around = sentence.cue_at(at).filter(|c| c.does == Does::Accepting && c.tokens != hit.tokens);
    let before = || sentence.last(Does::Accepting, sentence.window_start(at), at, |_| true);
    let accepting = around.or_else(before);
    if let Some(cue) = accepting
        && sentence.distance(cue.tokens.end, at).is_some_and(|d| d <= REACH)
        && let Some(negator) = negation::before(sentence, cue.tokens.start)
    {
        return Some((Stance::Rejects, negator));
    }
    if let Some(cue) = refused(hit) {
        return Some((Stance::Rejects, cue));
    }
    behind(hit, Does::Rejected).map(|cue| (Stance::Rejects, cue.tokens))
}

/// The verb of refusal that governs an occurrence and is not itself negated.
pub(super) fn governing<'a>(hit: &Occurrence<'a>) -> Option<&'a Cue> {
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    let from = sentence.window_start(at);
    // "The days of empire are over": a row may go on behind the occurrence.
    let around = sentence.cue_at(at).filter(|c| {
        c.does == Does::Rejecting && c.tokens.start < at && hit.tokens.end < c.tokens.end && is_meant(hit, c)
    });
    let before = || sentence.last(Does::Rejecting, from, at, |c| is_meant(hit, c));
    let cue = around.or_else(before)?;
    let reaches = sentence.distance(cue.tokens.end, at).is_some_and(|d| d <= REACH);
    // "They oppose peace and want war": another verb has taken over.
    let taken = sentence.cues_between(cue.tokens.end, at).any(|c| {
        let verb = matches!(c.does, Does::Accusing | Does::Seeking);
        verb && sentence.before(c.tokens.start).is_some_and(|t| sentence.is(t, Flags::CONJUNCTION))
    });
    (reaches && !taken && !is_negated(sentence, cue)).then_some(cue)
}

/// *We refuse to be dominated*: what one's own side refuses to do or suffer.
fn refused(hit: &Occurrence<'_>) -> Option<Range> {
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    hit.charge?;
    let cue = sentence.last(Does::Lacking, sentence.window_start(at), at, |_| true)?;
    let own = sentence.subject(cue.tokens.start).is_some_and(|s| s.party == Party::Own);
    let reaches = sentence.distance(cue.tokens.end, at).is_some_and(|d| d <= REACH);
    (own && reaches && cue.value == Value::Charge && !is_negated(sentence, cue)).then_some(cue.tokens)
}

fn is_meant(hit: &Occurrence<'_>, cue: &Cue) -> bool {
    cue.value != Value::Charge || hit.charge.is_some()
}

fn is_negated(sentence: &Sentence<'_>, cue: &Cue) -> bool {
    negation::before(sentence, cue.tokens.start).is_some_and(|negator| {
        let between = negator.end..cue.tokens.start;
        !between.into_iter().any(|t| sentence.is(t, Flags::CONJUNCTION))
    })
}

/// A cue behind an occurrence that speaks of it.
pub(super) fn behind<'a>(hit: &Occurrence<'a>, does: Does) -> Option<&'a Cue> {
    let sentence = hit.sentence;
    let end = hit.tokens.end;
    if !sentence.has(&[does]) {
        return None;
    }
    let to = sentence.window_end(end);
    let cue = sentence.cues_between(end, to).filter(|c| c.does == does).last()?;
    let words = (end..cue.tokens.start).filter(|&t| sentence.is_word(t)).count();
    // The verb of the occurrence itself may stand before the cue (*must* be resisted), no other.
    let other = cue.tokens.start.saturating_sub(VERB);
    let broken = (end..cue.tokens.start)
        .any(|t| sentence.opens_clause(t) || (t < other && sentence.is(t, Flags::AUXILIARY)));
    (words <= REACH_BACK && !broken && is_meant(hit, cue)).then_some(cue)
}
