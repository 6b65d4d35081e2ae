//! Whom a description means: by the roles and nations that the article gives its people.

use super::bodies::{LOOKED_AT, NEAR};
use super::{Entity, MOST, People};
use crate::lexicon::facts::Flags;
use crate::speaker::{Make, Mention, Type, roles};

/// Words before a role that make it another's.
fn tells_apart(word: &str) -> bool {
    matches!(
        word,
        "former"
            | "ex"
            | "deputy"
            | "vice"
            | "acting"
            | "interim"
            | "assistant"
            | "shadow"
            | "opposition"
            | "minority"
            | "majority"
            | "rebel"
            | "rival"
            | "exiled"
            | "ousted"
            | "late"
    )
}

/// *Karsovian* of *Karsovia*, *Norlander* of *Norland*: of places that no list has.
fn is_of(adjective: &str, place: &str) -> bool {
    let stem = place.trim_end_matches(['a', 'e', 'i', 'o', 'y']);
    let rest = adjective.strip_prefix(stem).unwrap_or_default();
    stem.chars().count() >= 4
        && matches!(rest, "an" | "ian" | "ean" | "n" | "i" | "ese" | "ish" | "er" | "ic" | "ite")
}

/// Offices for which somebody is elected where they live.
fn is_seat(noun: &str) -> bool {
    matches!(
        noun,
        "senator" | "governor" | "congressman" | "congresswoman" | "representative" | "mayor" | "lawmaker"
    )
}

impl People<'_> {
    /// The latest person whose roles and nations agree with the description.
    pub(super) fn described_as(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let mention = &mentions[m];
        let said = roles::described(self.reading, mention.tokens);
        let head = roles::whole(&self.reading.word(mention.head).folded);
        let gendered = matches!(head, "man" | "woman");
        let nouns = said.nouns.iter().filter(|noun| **noun != head);
        let others: Vec<&str> = said.words.iter().chain(nouns).copied().collect();
        let fits = |e: &Entity<'_>| {
            if e.kind != Type::Person || e.gender.clashes(mention.gender) {
                return false;
            }
            let noun = e.roles.nouns.contains(&head);
            let told = |w: &&str| {
                e.roles.nouns.contains(w) || e.roles.words.iter().any(|known| known == w || is_of(w, known))
            };
            let nation = || said.nations.iter().all(|n| e.roles.nations.contains(n));
            // "the union president" of the one who leads the union, not of any president.
            let words = || others.is_empty() || !said.nations.is_empty() || others.iter().any(told);
            // "the former president", "the opposition leader" is another than the president.
            let marked = || others.iter().filter(|w| tells_apart(w)).all(told);
            let known = noun || roles::is_leader(head) && e.roles.leads;
            (noun || (head == "leader" && e.roles.leads) || gendered)
                && nation()
                && marked()
                && words()
                && (known || !gendered || e.gender == mention.gender)
        };
        // Roles may be told later in the article (a headline comes first), so nearness counts
        // among those met lately, and the rest follow in order.
        let recent = self.recent.iter().rev().copied();
        let found = recent.chain(0..self.entities.len().min(MOST)).find(|&e| fits(&self.entities[e]));
        found.or_else(|| self.only_one_of_office(m, mentions, head))
    }

    /// *the Ostland senator* of the one senator whose place the article does not tell.
    fn only_one_of_office(&self, m: usize, mentions: &[Mention], head: &str) -> Option<usize> {
        let mention = &mentions[m];
        let place = |t: usize| {
            let fact = self.reading.fact(t);
            fact.capital && (fact.nation == 0 || fact.flags.any(Flags::REGION))
        };
        let inside = mention.tokens.start + 1..mention.head;
        if !is_seat(head) || inside.is_empty() || !inside.clone().all(place) {
            return None;
        }
        let fits = |e: &&Entity<'_>| {
            e.kind == Type::Person && !e.gender.clashes(mention.gender) && e.roles.nouns.contains(&head)
        };
        let mut all = self.entities.iter().take(MOST).enumerate().filter(|(_, e)| fits(e));
        let (only, _) = all.next()?;
        let here = &self.places[m];
        let near = |n: &usize| here.sentences_from(&self.places[*n]) <= NEAR;
        let named = |n: &usize| {
            let other = &mentions[*n];
            other.make == Make::Name && other.kind == Type::Person && !other.quoted
        };
        let latest = (0..m).rev().take(LOOKED_AT).take_while(near).find(named)?;
        (self.of[latest] == Some(only) && all.next().is_none()).then_some(only)
    }

    /// The same words again; or *the official* after *a senior Sarrowan official*.
    pub(super) fn same_description(&self, mention: &Mention, words: &(Type, String)) -> Option<usize> {
        let head = || &*self.reading.word(mention.head).folded;
        let short = mention.tokens.end - mention.tokens.start == 2
            && matches!(&*self.reading.word(mention.tokens.start).folded, "the" | "this" | "that");
        let found = self.described.get(words);
        found.or_else(|| short.then(|| self.headed.get(&(mention.kind, head()))).flatten()).copied()
    }
}
