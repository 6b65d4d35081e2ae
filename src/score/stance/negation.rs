//! Which occurrences a negation reaches, and whether that disowns or negates them.
//!
//! A negator reaches the words behind it up to where another clause begins, eight at the
//! most; *no*, *none* and *without*, which belong to a noun, five. A negated subject
//! (*nobody in the valley*) reaches over its own phrase: its words are counted from its verb.
//! "Not only" and "no doubt" negate nothing: they are exceptions in the lexicon
//! `negators-en`. A verb between the two that is itself negative (*we will never abandon our
//! friends*) affirms.

use super::clause::{Occurrence, Sentence};
use super::cues::{Cue, Does};
use super::subject::Party;
use super::{Decided, Stance, rejection};
use crate::lexicon::facts::Flags;
use crate::text::Range;

const REACH: usize = 8;
const REACH_OF_NOUN: usize = 5;
/// Negators that belong to the noun behind them.
const OF_NOUN: [&str; 3] = ["no", "none", "without"];
/// Negators that are a subject, or the first word of one, where a clause begins with them.
const SUBJECTS: [&str; 6] = ["nobody", "none", "noone", "no", "neither", "nothing"];
/// Words between *never has our alliance* and *been stronger*.
const REACH_OF_PRAISE: usize = 4;

/// `denies` for what one's own or a named side could be charged with, otherwise `negated`.
pub(super) fn negated(hit: &Occurrence<'_>) -> Decided {
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    let lacking = sentence.last(Does::Lacking, sentence.window_start(at), at, |_| true);
    let lacking = lacking.filter(|c| sentence.distance(c.tokens.end, at).is_some_and(|d| d <= REACH));
    let negator = before(sentence, at);
    let cue = match (negator, lacking) {
        (Some(negator), Some(lacking)) if negator.start < lacking.tokens.start => return None,
        (Some(negator), _) if is_affirmed(hit, negator) || is_beyond(hit, negator) => return None,
        (Some(negator), _) => negator,
        // "They have stopped being our friends": what one is said to be is no known thing.
        (None, Some(lacking)) if sentence.is_be(lacking.tokens.end - 1) => lacking.tokens,
        (None, Some(lacking)) if is_known(hit, lacking.tokens.end) => return None,
        (None, Some(lacking)) => lacking.tokens,
        (None, None) => rejection::behind(hit, Does::Lacked)?.tokens,
    };
    let stance = if negator == Some(cue) && disowns(hit, cue) { Stance::Denies } else { Stance::Negated };
    Some((stance, cue))
}

/// What a negated clause takes for granted: *not a man we can trust with weapons* (a clause
/// of its own), *not good for our allies* (something known, behind a preposition).
fn is_beyond(hit: &Occurrence<'_>, negator: Range) -> bool {
    let sentence = hit.sentence;
    let between = scope(sentence, negator, hit.tokens.start)..hit.tokens.start;
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
    nearest(sentence, place).or_else(|| subject(sentence, place))
}

/// The last negator in the clause before a place.
fn nearest(sentence: &Sentence<'_>, place: usize) -> Option<Range> {
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

/// The negated subject of the clause that a place is in: *nobody in the valley is …*.
fn subject(sentence: &Sentence<'_>, place: usize) -> Option<Range> {
    let tokens = (sentence.window_start(place)..place).rev().take_while(|&t| !sentence.is_hard(t));
    let mut negators = tokens.filter_map(|t| negator(sentence, t));
    let negator = negators.find(|n| is_subject(sentence, *n))?;
    let verb = predicate(sentence, negator, place)?;
    sentence.distance(verb + 1, place).is_some_and(|words| words < REACH).then_some(negator)
}

fn is_subject(sentence: &Sentence<'_>, negator: Range) -> bool {
    let word = sentence.word(negator.start);
    (word == "not" || SUBJECTS.contains(&word)) && sentence.heads_clause(negator.start)
}

/// The auxiliary of a negated subject: the first behind it that no relative clause or subject
/// of its own has (*nobody who has seen it*, *no promise we have made*).
fn predicate(sentence: &Sentence<'_>, negator: Range, place: usize) -> Option<usize> {
    // Whether the next verb is that of a clause about the subject.
    let mut inner = false;
    for token in negator.end..place {
        if !sentence.is_word(token) {
            // A mark between a subject and its verb: it was no subject (*no, we are …*).
            return None;
        }
        let flags = sentence.flags(token);
        let relative = matches!(sentence.word(token), "who" | "that" | "which" | "whom" | "whose");
        if relative || (flags.any(Flags::PRONOUN) && flags.any(Flags::SUBJECT)) {
            inner = true;
        } else if flags.any(Flags::AUXILIARY) {
            if !inner {
                return Some(token);
            }
        } else if !flags.any(Flags::ADVERB) {
            if sentence.opens_clause(token) {
                return None;
            }
            inner = false;
        }
    }
    None
}

/// From where on a negator is about what stands there: behind the verb of a negated subject,
/// or behind the preposition that its phrase goes on with.
fn scope(sentence: &Sentence<'_>, negator: Range, place: usize) -> usize {
    if !is_subject(sentence, negator) {
        return negator.end;
    }
    let noun = usize::from(matches!(sentence.word(negator.end - 1), "no" | "not"));
    let of = negator.end + noun;
    let goes_on = usize::from(of < place && sentence.is(of, Flags::PREPOSITION));
    predicate(sentence, negator, place).map_or(negator.end + goes_on * (noun + 1), |verb| verb + 1)
}

/// A verb between that turns the negation round, or a second negation.
fn is_affirmed(hit: &Occurrence<'_>, negator: Range) -> bool {
    let (sentence, place) = (hit.sentence, hit.tokens.start);
    let turns = [Does::Forsaking, Does::Rejecting, Does::Denying, Does::Lacking];
    let from = scope(sentence, negator, place);
    if sentence.cues_between(from, place).any(|c| turns.contains(&c.does)) {
        return true;
    }
    let again = || before(sentence, negator.start);
    let word = sentence.word(negator.start);
    let auxiliary = |t| sentence.is(t, Flags::AUXILIARY);
    if word == "without" {
        return again().is_some();
    }
    // "Never has our alliance been stronger."
    if word == "never" && auxiliary(negator.end) && sentence.heads_clause(negator.start) {
        return is_praised(sentence, hit.tokens.end);
    }
    // "There is nothing that we cannot do": one negation takes back the other; "no we cannot".
    let verbal = auxiliary(negator.start) || sentence.before(negator.start).is_some_and(auxiliary);
    let answer = |n: Range| sentence.word(n.start) == "no" && sentence.is(n.end, Flags::PRONOUN);
    verbal && again().is_some_and(|n| SUBJECTS.contains(&sentence.word(n.start)) && !answer(n))
}

/// Whether an inverted clause says of its subject that it has *been stronger*.
fn is_praised(sentence: &Sentence<'_>, end: usize) -> bool {
    let mut cues = sentence.cues_between(end, sentence.window_end(end));
    let near = |c: &Cue| sentence.distance(end, c.tokens.start).is_some_and(|d| d <= REACH_OF_PRAISE);
    cues.any(|c| c.does == Does::Forsaking && near(c))
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
