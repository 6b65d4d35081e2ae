//! What depends on a condition: both the condition and what would follow from it.

use super::clause::{Occurrence, Sentence};
use super::cues::{Cue, Does, Value};
use super::{Decided, Stance};
use crate::lexicon::facts::Flags;
use crate::text::Range;

/// Words between an occurrence and a condition added behind it.
const REACH_BACK: usize = 12;
/// Words between *would* and an occurrence.
const REACH: usize = 6;

/// `conditional`: in the reach of *if*, *unless*, *in the event of*, *should they*.
pub(super) fn strong(hit: &Occurrence<'_>) -> Decided {
    let sentence = hit.sentence;
    if !sentence.has(&[Does::Condition, Does::ConditionFirst]) {
        return None;
    }
    let (from, to) = (sentence.window_start(hit.tokens.start), sentence.window_end(hit.tokens.end));
    let cue = sentence.cues_between(from, to).find(|cue| match cue.does {
        Does::Condition => reaches(sentence, cue, hit.tokens, true),
        Does::ConditionFirst => {
            sentence.heads_clause(cue.tokens.start)
                && is_one(sentence, cue)
                && !is_question(sentence)
                && reaches(sentence, cue, hit.tokens, false)
        }
        _ => false,
    })?;
    Some((Stance::Conditional, cue.tokens))
}

/// Forward a condition holds to the end of the sentence, or to a *but*; backward for the
/// clause that it is added to.
fn reaches(sentence: &Sentence<'_>, cue: &Cue, hit: Range, backward: bool) -> bool {
    if cue.tokens.start < hit.end {
        let between = cue.tokens.end..hit.start;
        return !between.clone().any(|t| ends(sentence, t)) && !is_known(sentence, between);
    }
    let between = hit.end..cue.tokens.start;
    let near = between.clone().filter(|&t| sentence.is_word(t)).count() <= REACH_BACK;
    backward && near && !between.into_iter().any(|t| !sentence.is_comma(t) && sentence.opens_clause(t))
}

/// *If she, after this attack, …*: what stands behind *after* or *because* is a fact.
fn is_known(sentence: &Sentence<'_>, between: std::ops::Range<usize>) -> bool {
    let near = between.rev().take_while(|&t| !sentence.is_comma(t));
    near.into_iter().any(|t| matches!(sentence.word(t), "after" | "before" | "because" | "since" | "when"))
}

fn ends(sentence: &Sentence<'_>, token: usize) -> bool {
    sentence.is_hard(token) || sentence.is_but(token)
}

/// Whether what the row asks for is there: a name behind *should*, a *will* behind *those who
/// attack us*.
fn is_one(sentence: &Sentence<'_>, cue: &Cue) -> bool {
    let end = sentence.window_end(cue.tokens.end);
    match cue.value {
        Value::Name => sentence.reading.fact(cue.tokens.start + 1).capital,
        Value::Future => (cue.tokens.end..end).any(|t| matches!(sentence.word(t), "will" | "shall")),
        _ => true,
    }
}

fn is_question(sentence: &Sentence<'_>) -> bool {
    (sentence.range.start..sentence.range.end).rev().take(3).any(|t| sentence.reading.is_mark(t, &["?"]))
}

/// `conditional`, less surely: behind *would*, or before it in the same clause.
pub(super) fn hypothetical(hit: &Occurrence<'_>) -> Decided {
    let sentence = hit.sentence;
    if !sentence.has(&[Does::Hypothetical]) {
        return None;
    }
    let Range { start, end } = hit.tokens;
    let (from, to) = (sentence.window_start(start), sentence.window_end(end));
    let near = |a: usize, b: usize| sentence.distance(a, b).is_some_and(|d| d <= REACH);
    let cue = sentence.cues_between(from, to).find(|cue| {
        let Range { start: would, end: behind } = cue.tokens;
        // Behind the subject of "would": no other verb may come between.
        let before =
            would >= end && near(end, would) && !(end..would).any(|t| sentence.is(t, Flags::AUXILIARY));
        cue.does == Does::Hypothetical && ((behind <= start && near(behind, start)) || before)
    })?;
    Some((Stance::Conditional, cue.tokens))
}
