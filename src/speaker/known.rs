//! Finds the entities of an article by a word of their names, without asking each of them.
//!
//! It proposes, in the order in which they came; whether one fits is decided in `aliases`.

use super::full_names::Name;
use std::collections::HashMap;

type Hasher = foldhash::fast::FixedState;

/// How many entities or mentions one mention is compared with: more than stand within reach
/// in any article, and a bound on the work where a text is no article.
pub(super) const MOST: usize = 1024;

/// Entities by what a later mention may call them.
#[derive(Clone, Debug, Default)]
pub(super) struct Known<'a> {
    /// By the first and the last word of a name, and by the family name.
    words: HashMap<&'a str, Vec<usize>, Hasher>,
    /// By the first letters of a name's words, small words left out.
    initials: HashMap<String, Vec<usize>, Hasher>,
}

impl<'a> Known<'a> {
    /// Notes that an entity has a name.
    pub(super) fn add(&mut self, entity: usize, name: &Name<'a>) {
        let (Some(first), Some(last)) = (name.words.first(), name.words.last()) else { return };
        for word in [first, last, name.last] {
            note(self.words.entry(word).or_default(), entity);
        }
        if name.words.len() > 1 {
            let small = |w: &str| matches!(w, "of" | "the" | "for" | "and");
            let words = name.words.iter().filter(|w| !small(w));
            let initials = words.filter_map(|w| w.chars().next()).collect();
            note(self.initials.entry(initials).or_default(), entity);
        }
    }

    /// Those with a name that begins or ends with this word.
    pub(super) fn by_word(&self, word: &str) -> impl Iterator<Item = usize> {
        self.words.get(word).into_iter().flatten().copied()
    }

    /// Those with a name of several words whose first letters are these.
    pub(super) fn by_initials(&self, word: &str) -> impl Iterator<Item = usize> {
        self.initials.get(word).into_iter().flatten().copied()
    }
}

fn note(entities: &mut Vec<usize>, entity: usize) {
    if let Err(at) = entities.binary_search(&entity)
        && entities.len() < MOST
    {
        entities.insert(at, entity);
    }
}
