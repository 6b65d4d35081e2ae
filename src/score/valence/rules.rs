//! The rules of VADER, one function each, in the order in which a word meets them.
//!
//! The order of every addition and multiplication is the reference's, so that the last
//! digit is too. What looks odd is the reference's as well and says so.

use super::model::Role;
use super::words::{Sentence, Word};
use std::collections::BTreeSet;

/// What capitals add to a word where others have none: the mean of the authors' raters.
const CAPITALS: f64 = 0.733;
/// What is negated turns, and weakens.
const NEGATION: f64 = -0.74;
/// *Never so good* is no negation, it strengthens.
const NEVER_SO: f64 = 1.25;
/// A word of degree two or three words before counts less.
const DISTANCE: [f64; 3] = [1.0, 0.95, 0.9];
/// What stands before *but* counts half, what stands behind it half as much again.
const BEFORE_BUT: f64 = 0.5;
const BEHIND_BUT: f64 = 1.5;

/// The valence of each word, 0 for what has none; and how many words have one.
pub(super) fn valences(sentence: &Sentence<'_>, valences: &mut Vec<f64>) -> u32 {
    valences.clear();
    let mut terms = 0;
    for at in 0..sentence.words.len() {
        let own = if is_modifier(sentence, at) { None } else { sentence.words[at].fact.valence };
        terms += u32::from(own.is_some() && !is_no_before_a_term(sentence, at));
        valences.push(own.map_or(0.0, |own| in_context(sentence, at, own)));
    }
    but(sentence, valences);
    terms
}

/// A word of degree has no valence of its own, and *kind of* is one.
fn is_modifier(sentence: &Sentence<'_>, at: usize) -> bool {
    let fact = sentence.words[at].fact;
    fact.booster != 0.0 || (fact.role == Role::Kind && sentence.next(at).role == Role::Of)
}

/// A word's valence among its neighbours.
fn in_context(sentence: &Sentence<'_>, at: usize, own: f64) -> f64 {
    let mut valence = capitals(sentence, at, no(sentence, at, own));
    for distance in 1..=3 {
        // A neighbour with a valence of its own neither strengthens nor negates.
        let Some(word) = sentence.before(at, distance).filter(|w| w.fact.valence.is_none()) else { continue };
        valence += boost(sentence, word, valence) * DISTANCE[distance - 1];
        valence *= negation(sentence, at, distance, word);
        if distance == 3 {
            valence = idioms(sentence, at, valence);
        }
    }
    valence * least(sentence, at)
}

/// *No good* negates, *no* alone is negative: before a word of the list it keeps no
/// valence, and behind it (*no good*, *no very good*, *no fame or glory*) that word turns.
fn no(sentence: &Sentence<'_>, at: usize, own: f64) -> f64 {
    let is_no = |distance| sentence.role(at, distance) == Role::No;
    if is_no(1) || is_no(2) || (is_no(3) && sentence.role(at, 1) == Role::Or) {
        own * NEGATION
    } else if is_no_before_a_term(sentence, at) {
        0.0
    } else {
        own
    }
}

fn is_no_before_a_term(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.words[at].fact.role == Role::No && sentence.next(at).valence.is_some()
}

/// Capitals are emphasis where not all words have them. A valence of 0 counts as negative.
fn capitals(sentence: &Sentence<'_>, at: usize, valence: f64) -> f64 {
    if sentence.words[at].capitals && sentence.mixed { away_from_zero(valence, valence) } else { valence }
}

fn away_from_zero(value: f64, valence: f64) -> f64 {
    if valence > 0.0 { value + CAPITALS } else { value - CAPITALS }
}

/// What a word of degree adds: it strengthens or weakens in the direction of the valence.
fn boost(sentence: &Sentence<'_>, word: &Word, valence: f64) -> f64 {
    let booster = word.fact.booster;
    if booster == 0.0 {
        return 0.0;
    }
    let booster = if valence < 0.0 { -booster } else { booster };
    if word.capitals && sentence.mixed { away_from_zero(booster, valence) } else { booster }
}

/// What the word at a distance multiplies a valence by.
///
/// *Never so*, *never this* and *without doubt* are no negations. Three words back, *so* or
/// *this* right before the word strengthens whatever stands at a distance: a slip in the
/// reference's precedence of *and* over *or*, kept.
fn negation(sentence: &Sentence<'_>, at: usize, distance: usize, word: &Word) -> f64 {
    let role = |distance| sentence.role(at, distance);
    let (strengthens, affirms) = match distance {
        1 => (false, false),
        2 => (
            role(2) == Role::Never && role(1) == Role::So,
            role(2) == Role::Without && role(1) == Role::Doubt,
        ),
        _ => (
            (role(3) == Role::Never && role(2) == Role::So) || role(1) == Role::So,
            role(3) == Role::Without && (role(2) == Role::Doubt || role(1) == Role::Doubt),
        ),
    };
    if strengthens {
        NEVER_SO
    } else if word.fact.negates && !affirms {
        NEGATION
    } else {
        1.0
    }
}

/// Idioms around a word take the place of its valence; then words of degree that are
/// phrases add theirs, whatever its direction. Only from the fourth word on, and only where
/// the word three before has no valence: so the reference does.
fn idioms(sentence: &Sentence<'_>, at: usize, valence: f64) -> f64 {
    let idiom = |from, words| sentence.phrase(from, words).and_then(|phrase| sentence.model.idiom(phrase));
    let behind = [(at - 1, 2), (at - 2, 3), (at - 2, 2), (at - 3, 3), (at - 3, 2)];
    let mut valence = behind.into_iter().find_map(|(from, words)| idiom(from, words)).unwrap_or(valence);
    for words in [2, 3] {
        valence = idiom(at, words).unwrap_or(valence);
    }
    for (from, words) in [(at - 3, 3), (at - 3, 2), (at - 2, 2)] {
        let phrase = sentence.phrase(from, words);
        valence += phrase.and_then(|phrase| sentence.model.boosting(phrase)).unwrap_or(0.0);
    }
    valence
}

/// *Least* negates, but *at least* and *very least* do not.
fn least(sentence: &Sentence<'_>, at: usize) -> f64 {
    let is_least =
        sentence.before(at, 1).is_some_and(|w| w.fact.role == Role::Least && w.fact.valence.is_none());
    if is_least && sentence.role(at, 2) != Role::AtOrVery { NEGATION } else { 1.0 }
}

/// The first *but* shifts the weight to what stands behind it.
///
/// For each word in turn the reference changes the *first* word of the same valence, so
/// that of two equal ones the first may be changed twice and the second never. The places
/// of each valence are kept in order, so that a long text costs no more than a short one.
fn but(sentence: &Sentence<'_>, valences: &mut [f64]) {
    let Some(but) = sentence.words.iter().position(|word| word.fact.role == Role::But) else { return };
    // 0 stays 0; numbers other than 0 are equal where their bits are.
    let key = |at: usize, valence: f64| (valence.to_bits(), at);
    let mut places: BTreeSet<(u64, usize)> =
        valences.iter().enumerate().filter(|(_, v)| **v != 0.0).map(|(at, v)| key(at, *v)).collect();
    for at in 0..valences.len() {
        let valence = valences[at];
        if valence == 0.0 {
            continue;
        }
        let Some(&first) = places.range(key(0, valence)..).next() else { continue };
        let changed = match first.1.cmp(&but) {
            std::cmp::Ordering::Less => valence * BEFORE_BUT,
            std::cmp::Ordering::Equal => continue,
            std::cmp::Ordering::Greater => valence * BEHIND_BUT,
        };
        places.remove(&first);
        places.insert(key(first.1, changed));
        valences[first.1] = changed;
    }
}
