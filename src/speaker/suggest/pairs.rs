//! Finds the pairs of speakers that are worth comparing, by what they share: no pair is
//! looked at that shares nothing, so that a collection of many thousand speakers is quick.

use super::likeness::{self, Parts};
use super::nicknames::Nicknames;
use super::{Known, Sure};
use crate::lexicon::facts::{Facts, Flags};
use crate::speaker::{Type, keys};
use std::collections::BTreeMap;

/// By alias and name: how sure, and why.
type Found = BTreeMap<(usize, usize), (Sure, String)>;

/// Bearers of one family name that are proposed for it alone, where nobody stands out.
const MOST_BEARERS: usize = 5;
/// Letters below which two names one letter apart are too often two.
const LONG: usize = 8;

/// What of a name stands alone.
#[derive(Clone, Copy)]
enum Part {
    Family,
    First,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Family => "the family name alone",
            Self::First => "the first name alone",
        }
    }
}

pub(super) struct Pairs<'a> {
    known: &'a [Known],
    facts: &'a Facts,
    nicknames: Nicknames,
    /// Words of each name.
    words: Vec<Vec<String>>,
    found: Found,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(known: &'a [Known], facts: &'a Facts) -> Self {
        let words = known.iter().map(|k| keys::words(&k.name, k.kind)).collect();
        Self { known, facts, nicknames: Nicknames::new(), words, found: Found::new() }
    }

    pub(super) fn all(mut self) -> Found {
        self.types();
        self.families();
        self.letters();
        self.one_letter();
        self.bodies();
        self.found
    }

    /// Named speakers of some types, and those of one of them by what `of` says.
    fn by<K: Ord>(&self, kinds: &[Type], of: impl Fn(usize) -> Option<K>) -> BTreeMap<K, Vec<usize>> {
        let mut by: BTreeMap<K, Vec<usize>> = BTreeMap::new();
        let here = (0..self.known.len()).filter(|&at| kinds.contains(&self.known[at].kind));
        for (key, at) in here.filter_map(|at| Some((of(at)?, at))) {
            by.entry(key).or_default().push(at);
        }
        by
    }

    /// The first reason that is found for a pair stays.
    fn keep(&mut self, alias: usize, name: usize, sure: Sure, why: impl Into<String>) {
        if alias != name && !self.found.contains_key(&(name, alias)) {
            self.found.entry((alias, name)).or_insert_with(|| (sure, why.into()));
        }
    }

    /// Alias and name where the words do not decide: the more frequent name stays, then the longer.
    fn frequent(&self, a: usize, b: usize) -> (usize, usize) {
        let weight = |at: usize| {
            let known = &self.known[at];
            let spelled = (known.name.len(), std::cmp::Reverse((known.name.clone(), known.kind)));
            (known.articles.len(), known.quotes, spelled)
        };
        if weight(a) < weight(b) { (a, b) } else { (b, a) }
    }

    fn is(&self, word: &str, flags: Flags) -> bool {
        self.facts.word(word).any(flags)
    }

    /// *Lesk* as a person here and a place there.
    fn types(&mut self) {
        let named = [Type::Person, Type::Organisation, Type::Place];
        let same = self.by(&named, |at| Some(keys::of(&self.known[at].name, Type::Organisation)));
        for group in same.values() {
            for (i, &a) in group.iter().enumerate() {
                for &b in &group[i + 1..] {
                    let (alias, name) = self.frequent(a, b);
                    let (a, b) = (
                        self.known[a].kind.min(self.known[b].kind),
                        self.known[b].kind.max(self.known[a].kind),
                    );
                    self.keep(
                        alias,
                        name,
                        Sure::Medium,
                        format!("one name as {} and as {}", a.name(), b.name()),
                    );
                }
            }
        }
    }

    /// Family name, first name, middle names and initials.
    fn families(&mut self) {
        let words = std::mem::take(&mut self.words);
        let parts: Vec<Parts<'_>> = words.iter().map(|w| Parts::of(w)).collect();
        let full = |at: usize| parts[at].words.len() > 1;
        let families = self.by(&[Type::Person], |at| parts[at].words.last().filter(|_| full(at)));
        for bearers in families.values() {
            for (i, &a) in bearers.iter().enumerate() {
                for &b in &bearers[i + 1..] {
                    if let Some((sure, why)) = likeness::of(&parts[a], &parts[b], &self.nicknames) {
                        let (alias, name) = match (parts[a].suffix, parts[b].suffix) {
                            (Some(_), None) => (b, a),
                            (None, Some(_)) => (a, b),
                            _ => self.frequent(a, b),
                        };
                        let sure = if self.is_open(&parts, bearers, a, b) { Sure::Low } else { sure };
                        self.keep(alias, name, sure, why);
                    }
                }
            }
        }
        let firsts = self.by(&[Type::Person], |at| parts[at].words.first().filter(|_| full(at)));
        for alias in (0..self.known.len()).filter(|&at| self.known[at].kind == Type::Person) {
            let own = &words[alias];
            // "van der Horst" ends "Ilse van der Horst".
            let ends =
                |&c: &usize| c != alias && parts[c].words.len() > own.len() && parts[c].words.ends_with(own);
            let bearers = own.last().and_then(|last| families.get(last));
            let bearers: Vec<usize> = bearers.into_iter().flatten().copied().filter(ends).collect();
            if self.begins_with_a_first_name(own) {
                // "Vermonter Ilse Horst" is no reason to call Ilse Horst so.
                for other in bearers {
                    let (alias, name) = self.frequent(alias, other);
                    self.keep(alias, name, Sure::Medium, "with and without a word in front");
                }
                continue;
            }
            self.alone(&parts, alias, &bearers, Part::Family);
            if let ([first], true) = (&own[..], bearers.is_empty()) {
                let bearers = firsts.get(first).cloned().unwrap_or_default();
                self.alone(&parts, alias, &bearers, Part::First);
            }
        }
        self.words = words;
    }

    /// Whether a name in several words is first name and family name, and no *van der Horst*.
    fn begins_with_a_first_name(&self, words: &[String]) -> bool {
        let [first, _, ..] = words else { return false };
        self.is(first, Flags::GIVEN) && !self.is(first, Flags::PARTICLE)
    }

    /// Whether somebody else of the family could be one of the two, and not the other.
    fn is_open(&self, parts: &[Parts<'_>], bearers: &[usize], a: usize, b: usize) -> bool {
        let like =
            |x: usize, y: usize| x == y || likeness::of(&parts[x], &parts[y], &self.nicknames).is_some();
        bearers.iter().any(|&other| like(other, a) != like(other, b))
    }

    /// Part of a name: sure where one bearer has it, or most of the articles of all who do.
    fn alone(&mut self, parts: &[Parts<'_>], alias: usize, bearers: &[usize], part: Part) {
        let articles = |at: usize| self.known[at].articles.len();
        let mut ranked = bearers.to_vec();
        ranked.sort_by_key(|&b| {
            (std::cmp::Reverse((articles(b), self.known[b].quotes)), self.known[b].name.clone())
        });
        let Some(&first) = ranked.first() else { return };
        // Other spellings of the first one's name are proposed for that name.
        let like = |b: usize| likeness::of(&parts[first], &parts[b], &self.nicknames).is_some();
        let rivals: Vec<usize> = ranked[1..].iter().copied().filter(|&b| !like(b)).collect();
        let all: usize = articles(first) + rivals.iter().map(|&b| articles(b)).sum::<usize>();
        let (why, several) = (part.name(), articles(first) > 1);
        if rivals.is_empty() {
            let sure = match part {
                Part::Family if several => Sure::High,
                Part::First if !several => Sure::Low,
                _ => Sure::Medium,
            };
            self.keep(alias, first, sure, why);
        } else if articles(first) > 2 && articles(first) * 4 >= all * 3 {
            let more = match rivals.len() - 1 {
                0 => String::new(),
                n => format!(" and {n} more"),
            };
            let other = &self.known[rivals[0]].name;
            self.keep(alias, first, Sure::Medium, format!("{why}; it is also that of {other}{more}"));
        } else if matches!(part, Part::Family) || ranked.len() == 2 {
            let of = match ranked.len() {
                n if n > MOST_BEARERS => format!("{n}, of whom {MOST_BEARERS} are proposed"),
                n => n.to_string(),
            };
            for name in ranked.into_iter().take(MOST_BEARERS) {
                self.keep(alias, name, Sure::Low, format!("{why}, one of {of}"));
            }
        }
    }

    /// The same words in another order, or the same letters in other words.
    fn letters(&mut self) {
        let sorted = |at: usize| {
            let mut words = self.words[at].clone();
            words.sort();
            (words.len() > 1).then_some(words)
        };
        let joined = |at: usize| Some(self.words[at].concat()).filter(|letters| letters.len() >= LONG - 2);
        let orders = self.by(&[Type::Person], sorted);
        let spaced = self.by(&[Type::Person, Type::Organisation], joined);
        for group in orders.values() {
            self.each_pair(group, |this, a, _| {
                let given = this.words[a].iter().all(|w| this.is(w, Flags::GIVEN));
                let sure = if given { Sure::Low } else { Sure::High };
                Some((sure, "the same words in another order".into()))
            });
        }
        for group in spaced.values() {
            self.each_pair(group, |this, a, b| {
                let same = this.known[a].kind == this.known[b].kind;
                same.then(|| (Sure::High, "the same letters, spaced differently".into()))
            });
        }
    }

    fn each_pair(&mut self, group: &[usize], why: impl Fn(&Self, usize, usize) -> Option<(Sure, String)>) {
        for (i, &a) in group.iter().enumerate() {
            for &b in &group[i + 1..] {
                if let Some((sure, why)) = why(self, a, b) {
                    let (alias, name) = self.frequent(a, b);
                    self.keep(alias, name, sure, why);
                }
            }
        }
    }

    /// Long names that differ by one letter, or by two that changed places.
    fn one_letter(&mut self) {
        let mut near: BTreeMap<(Type, String), Vec<usize>> = BTreeMap::new();
        for at in 0..self.known.len() {
            let kind = self.known[at].kind;
            let letters: Vec<char> = self.words[at].join(" ").chars().collect();
            let named = matches!(kind, Type::Person | Type::Organisation);
            if !named || letters.len() < LONG || self.words[at].len() < 2 {
                continue;
            }
            // Two names one letter apart become one when each loses a letter at most.
            let lost = |skip: usize| {
                letters.iter().enumerate().filter(|(i, _)| *i != skip).map(|(_, c)| c).collect()
            };
            let mut forms: Vec<String> = (0..=letters.len()).map(lost).collect();
            forms.sort();
            forms.dedup();
            for form in forms {
                near.entry((kind, form)).or_default().push(at);
            }
        }
        for group in near.into_values().filter(|group| group.len() > 1) {
            self.each_pair(&group, Self::letter_apart);
        }
    }

    fn letter_apart(&self, a: usize, b: usize) -> Option<(Sure, String)> {
        let (these, those) = (&self.words[a], &self.words[b]);
        let differ: Vec<_> = these.iter().zip(those).filter(|(this, that)| this != that).collect();
        let [(this, that)] = differ[..] else { return None };
        // "J." and "K." are two people, "Ann" and "Jan" too; "Holts" and "Holt" may be one.
        if these.len() != those.len() || this.chars().count().min(that.chars().count()) < 4 {
            return None;
        }
        let names = self.is(this, Flags::GIVEN) && self.is(that, Flags::GIVEN);
        let doubtful = names || this.chars().next() != that.chars().next();
        Some((if doubtful { Sure::Low } else { Sure::Medium }, "one letter apart".into()))
    }

    /// Bodies with and without their nation, and by their initials.
    fn bodies(&mut self) {
        let bodies = [Type::Organisation];
        let whole = self.by(&bodies, |at| Some(self.words[at].clone()));
        let small = |w: &String| matches!(w.as_str(), "of" | "the" | "for" | "and" | "on" | "in");
        let initials = |at: usize| -> Option<String> {
            let words = self.words[at].iter().filter(|w| !small(w));
            let initials: String = words.filter_map(|w| w.chars().next()).collect();
            (initials.chars().count() > 2).then_some(initials)
        };
        let initials = self.by(&bodies, initials);
        for at in (0..self.known.len()).filter(|&at| self.known[at].kind == Type::Organisation) {
            let words = self.words[at].clone();
            let nation = |w: &String| {
                matches!(w.as_str(), "us" | "uk" | "eu" | "un")
                    || self.is(w, Flags::COUNTRY.or(Flags::DEMONYM))
            };
            let nation = words.first().is_some_and(nation);
            for &short in words
                .get(1..)
                .filter(|rest| nation && rest.len() > 1)
                .and_then(|r| whole.get(r))
                .into_iter()
                .flatten()
            {
                self.keep(short, at, Sure::Medium, "with and without the nation");
            }
            if let [only] = &words[..] {
                for &full in initials.get(only).into_iter().flatten() {
                    self.keep(at, full, Sure::Medium, "its initials");
                }
            }
        }
    }
}
