//! Words of two spellings: a row that has the one finds the other.
//!
//! The pairs are the lexicon `spelling-en`. They are asked while rows are compiled, never
//! while a text is read.

use super::{Lexicon, Piece};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// Spellings of a word by one another.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    /// Both ways round.
    words: Pairs,
    /// Beginnings of words, likewise.
    stems: Pairs,
    longest_stem: usize,
}

/// By a spelling, the others.
type Pairs = BTreeMap<Box<str>, Vec<Box<str>>>;

/// More spellings than any word has: no list of pairs can make the search endless.
const MOST: usize = 16;

impl Spelling {
    /// The pairs of a lexicon: a pattern, and its other spelling as the value.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut spelling = Self::default();
        for entry in lexicon.entries.iter() {
            let other = super::Pattern::parse(&entry.value, false);
            let Ok(other) = other.map(|p| p.pieces) else { continue };
            match (&entry.pattern.pieces[..], &other[..]) {
                ([Piece::Folded(one)], [Piece::Folded(other)]) => add(&mut spelling.words, one, other),
                ([Piece::Prefix(one)], [Piece::Prefix(other)]) => {
                    spelling.longest_stem = spelling.longest_stem.max(one.len()).max(other.len());
                    add(&mut spelling.stems, one, other);
                }
                _ => {}
            }
        }
        spelling
    }

    /// The other spellings of one word of a pattern; none of a word as written.
    pub fn others(&self, piece: &Piece) -> BTreeSet<Piece> {
        // Nearly every word has one spelling.
        let first = self.beside(piece);
        if first.is_empty() {
            return BTreeSet::new();
        }
        let mut known = BTreeSet::from([piece.clone()]);
        let mut asked = vec![piece.clone()];
        while let Some(next) = asked.pop() {
            for other in self.beside(&next) {
                if known.len() < MOST && known.insert(other.clone()) {
                    asked.push(other);
                }
            }
        }
        known.remove(piece);
        known
    }

    /// Those that one pair makes of it.
    fn beside(&self, piece: &Piece) -> Vec<Piece> {
        let (word, make): (&str, fn(Box<str>) -> Piece) = match piece {
            Piece::Folded(word) => (word, Piece::Folded),
            Piece::Prefix(stem) => (stem, Piece::Prefix),
            Piece::Exact(_) | Piece::Any => return Vec::new(),
        };
        let mut found = Vec::new();
        if let (Piece::Folded(_), Some(others)) = (piece, self.words.get(word)) {
            found.extend(others.iter().cloned().map(Piece::Folded));
        }
        let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
        for end in ends.take_while(|&end| end <= self.longest_stem) {
            let (stem, rest) = word.split_at(end);
            let others = self.stems.get(stem).into_iter().flatten();
            found.extend(others.map(|other| make(format!("{other}{rest}").into())));
        }
        if let Piece::Prefix(stem) = piece {
            // What a star covers has other spellings that it does not cover: centr*, center.
            found.extend(beyond(&self.words, stem).map(Piece::Folded));
            found.extend(beyond(&self.stems, stem).map(Piece::Prefix));
        }
        found
    }
}

fn add(pairs: &mut Pairs, one: &str, other: &str) {
    for (one, other) in [(one, other), (other, one)] {
        pairs.entry(one.into()).or_default().push(other.into());
    }
}

/// Spellings that do not begin so of those that do.
fn beyond<'a>(pairs: &'a Pairs, stem: &'a str) -> impl Iterator<Item = Box<str>> + 'a {
    let from = pairs.range::<str, _>((Bound::Included(stem), Bound::Unbounded));
    let covered = from.take_while(move |(word, _)| word.starts_with(stem));
    covered.flat_map(|(_, others)| others).filter(move |other| !other.starts_with(stem)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::builtin;

    #[test]
    fn every_pair_is_of_one_word_and_of_one_shape_and_neither_is_a_part_of_the_other() {
        let lexicon = builtin::get("spelling-en").expect("listed").expect("readable");
        for entry in lexicon.entries.iter() {
            let (one, other) = (&*entry.pattern.text, &*entry.value);
            let stars = [one, other].map(|w| w.strip_suffix('*'));
            let is_pair = match stars {
                [Some(one), Some(other)] => !one.starts_with(other) && !other.starts_with(one),
                [None, None] => one != other,
                _ => false,
            };
            assert!(is_pair && !format!("{one}{other}").contains([' ', '-']), "{one} and {other}");
        }
    }

    #[test]
    fn spellings_are_of_one_another() {
        let spelling = builtin::spelling();
        let others = |word: &str| {
            let others = spelling.others(&Piece::Folded(word.into()));
            others.into_iter().map(|p| format!("{p:?}")).collect::<Vec<_>>()
        };
        assert_eq!(others("organised"), ["Folded(\"organized\")"]);
        assert_eq!(others("organized"), ["Folded(\"organised\")"]);
        assert_eq!(others("organism"), [""; 0]);
    }
}
