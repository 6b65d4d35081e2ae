//! What another is charged with.
//!
//! Some words are a charge by themselves (*hegemony*, *aggression*): whose they are said to
//! be is accused. Others are deeds (*missiles*): they accuse where another does something
//! with them that is a charge (*fired*, *unleashed*), whether the verb stands before them or
//! the row takes it in (*fired missiles*, *burned our villages*).

use super::clause::{Occurrence, Sentence};
use super::cues::{Does, Value};
use super::subject::{OPPOSITE, Party, Subject};
use super::{Decided, Stance};
use crate::lexicon::Charge;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range};

/// Words that a verb of accusation reaches over.
const REACH: usize = 9;
/// Adjectives between a possessor and what is theirs.
const ADJECTIVES: usize = 2;
/// Verbs of force whose past does not end in -ed.
const PAST: [&str; 10] =
    ["struck", "shot", "overran", "blew", "burnt", "drove", "held", "laid", "sank", "took"];

/// `accuses`, by the first of its rules that holds.
pub(super) fn laid(hit: &Occurrence<'_>) -> Decided {
    let charge = hit.charge?;
    let named = || called(hit).or_else(|| acting(hit));
    let own = || possessed(hit).or_else(|| done(hit)).or_else(|| suffered(hit));
    let by = by_verb(hit)
        .or_else(|| hit.is_charge().then(own).flatten())
        .or_else(|| hit.is_done_to_us().then(|| done(hit)).flatten())
        .or_else(|| (charge == Charge::Deed).then(|| used(hit)).flatten())
        .or_else(|| (charge == Charge::Word).then(named).flatten())?;
    Some((Stance::Accuses, by))
}

/// *They unleash …*, *he claims …*, *accused of …*.
fn by_verb(hit: &Occurrence<'_>) -> Option<Range> {
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    if !sentence.has(&[Does::Accusing, Does::Seeking]) {
        return None;
    }
    // "Sent tanks into": a row may go on behind the occurrence.
    let around = sentence.cue_at(at).filter(|cue| cue.tokens.start < at);
    let before = sentence.cues_between(sentence.window_start(at), at);
    let reached = around.into_iter().chain(before).filter(|cue| {
        let verb = match cue.does {
            Does::Accusing => true,
            Does::Seeking => hit.is_charge(),
            _ => false,
        };
        verb && sentence.distance(cue.tokens.end, at).is_some_and(|d| d <= REACH)
    });
    let mut reached = reached.filter(|cue| {
        cue.value == Value::Anyone
            || sentence.subject(cue.tokens.start).is_some_and(|s| {
                s.party.is_another() || (s.party == Party::It && sentence.word(s.tokens.start) == "it")
            })
    });
    reached.next().map(|cue| cue.tokens)
}

/// *Their imperialism*, *Putin's war*, *Russian aggression*.
fn possessed(hit: &Occurrence<'_>) -> Option<Range> {
    let sentence = hit.sentence;
    // "Their enemies" accuses nobody.
    if OPPOSITE.contains(&sentence.word(hit.tokens.end - 1)) {
        return None;
    }
    let country = Flags::COUNTRY.or(Flags::DEMONYM);
    let place = if hit.charge == Some(Charge::Word) { country } else { Flags::DEMONYM };
    let mut words = 0;
    for token in (sentence.window_start(hit.tokens.start)..hit.tokens.start).rev() {
        let here = Range::new(token, token + 1);
        if sentence.reading.parsed.tokens[token].kind == Kind::Clitic {
            let owner = sentence.before(token)?;
            let named = sentence.reading.fact(owner).capital || !sentence.is(owner, Flags::PRONOUN);
            return (named && !sentence.is_be(token)).then(|| Range::new(owner, token + 1));
        }
        if !sentence.is_word(token) {
            return None;
        }
        let flags = sentence.flags(token);
        if flags.any(Flags::POSSESSIVE) {
            return (!flags.any(Flags::WE.or(Flags::I))).then_some(here);
        }
        let name = flags.any(place) && sentence.reading.fact(token).capital;
        if name && words == 0 {
            return Some(here);
        }
        words += 1;
        if words > ADJECTIVES || flags.any(Flags::CLOSED) {
            return None;
        }
    }
    None
}

/// The occurrence is the verb of another: *they invaded*, *who have attacked*.
fn done(hit: &Occurrence<'_>) -> Option<Range> {
    let sentence = hit.sentence;
    let at = hit.tokens.start;
    let mut auxiliary = None;
    let mut token = at;
    loop {
        token = sentence.before(token)?;
        if at - token > REACH {
            return None;
        }
        let flags = sentence.flags(token);
        let joined = sentence.distance(token + 1, at).is_some();
        if !joined {
            return None;
        }
        if flags.any(Flags::AUXILIARY) && !flags.any(Flags::PRONOUN) {
            auxiliary = auxiliary.or(Some(token));
        } else if !flags.any(Flags::ADVERB) || flags.any(Flags::PRONOUN) {
            break;
        }
    }
    let word = sentence.word(at);
    let takes_object = sentence.is(at + 1, Flags::DETERMINER.or(Flags::POSSESSIVE));
    let form = match auxiliary {
        Some(be) if sentence.is_be(be) => word.ends_with("ing"),
        Some(_) => true,
        None if is_pronoun(sentence, token) => true,
        // A noun, or a verb with its object: "the regime bombs its own cities".
        None if word.ends_with('s') || PAST.contains(&word) => {
            sentence.is(token, Flags::NATION) || takes_object
        }
        None => word.ends_with("ed"),
    };
    if !form
        || sentence.is(token, Flags::DETERMINER.or(Flags::PREPOSITION).or(Flags::CONJUNCTION))
            && !is_pronoun(sentence, token)
    {
        return None;
    }
    let subject = sentence.subject(at)?;
    // "The Paris attacks": the name is no subject, and "attacks" no verb.
    if auxiliary.is_none()
        && word.ends_with('s')
        && !takes_object
        && !is_pronoun(sentence, token)
        && subject.tokens.start != token
    {
        return None;
    }
    another(Some(subject))
}

fn is_pronoun(sentence: &Sentence<'_>, token: usize) -> bool {
    let flags = sentence.flags(token);
    let subject = flags.any(Flags::PRONOUN) && flags.any(Flags::SUBJECT);
    subject || sentence.word(token) == "which" || sentence.is_relative_that(token)
}

/// *Our villages were bombed*, *invaded by the other side*.
fn suffered(hit: &Occurrence<'_>) -> Option<Range> {
    let sentence = hit.sentence;
    let (at, end) = (hit.tokens.start, hit.tokens.end);
    if sentence.word(end) == "by" {
        let agent = (end + 1..sentence.window_end(end)).find(|&t| sentence.is_word(t))?;
        let own = sentence.is(agent, Flags::WE.or(Flags::I));
        return (!own && !sentence.word(agent).ends_with("ing")).then(|| Range::new(end, agent + 1));
    }
    let be = sentence.before(at)?;
    let passive = sentence.is_be(be) && sentence.word(at).ends_with("ed");
    let own = || sentence.subject(at).is_some_and(|patient| patient.party == Party::Own);
    (passive && own()).then(|| Range::new(be, be + 1))
}

/// *They are aggressors*, *he is a puppet of …*.
fn called(hit: &Occurrence<'_>) -> Option<Range> {
    let sentence = hit.sentence;
    let mut words = 0;
    for token in (sentence.window_start(hit.tokens.start)..hit.tokens.start).rev() {
        if sentence.is_be(token) {
            let contracted = sentence.is(token, Flags::PRONOUN);
            return another(sentence.subject(token + usize::from(contracted)));
        }
        let flags = sentence.flags(token);
        if sentence.is_only(token) {
            continue;
        }
        if !sentence.is_word(token)
            || sentence.opens_clause(token)
            || flags.any(Flags::PREPOSITION.or(Flags::POSSESSIVE).or(Flags::CONJUNCTION))
        {
            return None;
        }
        words += usize::from(!flags.any(Flags::DETERMINER.or(Flags::ADVERB).or(Flags::NEGATOR)));
        if words > ADJECTIVES {
            return None;
        }
    }
    None
}

/// *Imperialism threatens us*: the charge itself does what is a charge.
fn acting(hit: &Occurrence<'_>) -> Option<Range> {
    verb(hit, &[Does::Accusing, Does::Seeking])
}

/// *Their missiles threaten us*, *Russian drones struck the market*: what is another's does
/// what is a charge.
fn used(hit: &Occurrence<'_>) -> Option<Range> {
    let verb = verb(hit, &[Does::Accusing, Does::Violence])?;
    possessed(hit).map(|_| verb)
}

/// The verb of which an occurrence is the subject, where it is one of these.
fn verb(hit: &Occurrence<'_>, does: &[Does]) -> Option<Range> {
    let sentence = hit.sentence;
    if !sentence.has(does) {
        return None;
    }
    let skipped = Flags::AUXILIARY.or(Flags::ADVERB);
    let mut behind = hit.tokens.end..sentence.window_end(hit.tokens.end);
    let verb = behind.find(|&t| !sentence.is(t, skipped)).and_then(|t| sentence.cue_at(t))?;
    (does.contains(&verb.does) && verb.value != Value::Anyone).then_some(verb.tokens)
}

fn another(subject: Option<Subject>) -> Option<Range> {
    subject.filter(|s| s.party.is_another()).map(|s| s.tokens)
}
