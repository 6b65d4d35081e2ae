//! What is told of the past: a time before the year 2000, or words for it.

use super::clause::{Occurrence, Sentence};
use super::cues::{Does, Value};
use super::{Decided, Stance, rejection};
use crate::text::{Kind, Range};

/// Verbs of the present and the future: a clause that has one is not set in the past.
const NOT_PAST: [&str; 24] = [
    "will", "shall", "must", "should", "can", "may", "is", "are", "am", "has", "have", "do", "does", "won't",
    "cannot", "can't", "don't", "doesn't", "isn't", "aren't", "hasn't", "haven't", "we'll", "they'll",
];
/// Words between an occurrence and a year that belongs to it: *the war of 1939*.
const ATTACHED: usize = 3;

/// `historical`: a cue of the past in the same clause, and no verb of another time.
pub(super) fn told(hit: &Occurrence<'_>) -> Decided {
    let sentence = hit.sentence;
    if !sentence.numbered && !sentence.has(&[Does::History]) {
        return None;
    }
    // "We condemn the invasion of 1968" turns it down now.
    if rejection::governing(hit).is_some_and(|cue| cue.value != Value::Past) && !is_past(sentence, hit.tokens)
    {
        return None;
    }
    let when = cue(sentence, hit.tokens)?;
    Some((Stance::Historical, when))
}

/// The nearest cue of the past that holds for an occurrence.
fn cue(sentence: &Sentence<'_>, hit: Range) -> Option<Range> {
    let (from, to) = (sentence.window_start(hit.start), sentence.window_end(hit.end));
    let rows = sentence.cues_between(from, to).filter(|c| c.does == Does::History);
    let rows = rows.map(|c| (c.tokens, c.value == Value::Past));
    let years = (from..to).filter(|&t| is_year(sentence, t)).map(|t| (Range::new(t, t + 1), false));
    let reached = rows.chain(years).filter(|&(cue, is_verb)| holds(sentence, cue, is_verb, hit));
    reached.map(|(cue, _)| cue).min_by_key(|cue| hit.start.abs_diff(cue.start))
}

/// A name of a time holds for what it is part of or attached to, whatever the verb; a verb
/// in the past (*fought*) only where it has no auxiliary (*have fought*).
fn holds(sentence: &Sentence<'_>, cue: Range, is_verb: bool, hit: Range) -> bool {
    let overlaps = !is_verb && cue.start < hit.end && hit.start < cue.end;
    let attached =
        cue.start >= hit.end && sentence.distance(hit.end, cue.start).is_some_and(|d| d < ATTACHED);
    let between = if cue.end <= hit.start { cue.end..hit.start } else { hit.end..cue.start };
    let broken = between.into_iter().any(|t| sentence.is_hard(t) || sentence.is_but(t));
    overlaps || attached || (!broken && is_past(sentence, hit) && is_past(sentence, cue))
}

/// Whether no verb or adverb of the clause is of another time.
fn is_past(sentence: &Sentence<'_>, place: Range) -> bool {
    let Range { start, end } = sentence.segment(place);
    !(start..end).any(|t| {
        let word = sentence.word(t);
        let contracted = ["'ve", "'ll", "'re", "'m"].iter().any(|c| word.ends_with(c));
        NOT_PAST.contains(&word) || contracted || is_clitic(sentence, t) || sentence.does(t, &[Does::Present])
    })
}

/// *is* or *has* behind a pronoun: *he's*, *who's*.
fn is_clitic(sentence: &Sentence<'_>, token: usize) -> bool {
    sentence.reading.parsed.tokens[token].kind == Kind::Clitic && sentence.is_be(token)
}

/// *1941*, *1940s*; not *since 1941*.
fn is_year(sentence: &Sentence<'_>, token: usize) -> bool {
    if sentence.reading.parsed.tokens[token].kind == Kind::Mark {
        return false;
    }
    let word = sentence.word(token);
    let digits = word.strip_suffix('s').unwrap_or(word);
    let century = digits.len() == 4 && digits.starts_with('1') && digits.bytes().all(|b| b.is_ascii_digit());
    century && sentence.before(token).is_none_or(|t| sentence.word(t) != "since")
}
