//! The distinct words of a text, each looked at once.
//!
//! Everything that depends on a word alone (its folded form, whether it is capitalised,
//! which lexicon rows it may begin) is worked out when the word is first met. The numbers
//! differ from thread to thread and never reach a result.

use super::fold;
use std::collections::{HashMap, HashSet};

/// A word's number in its vocabulary.
pub type WordId = u32;

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// No upper-case letter: `war`, `2016`, `(`.
    Lower,
    /// One upper-case letter in front: `War`.
    Capital,
    /// A single upper-case letter: `J`.
    Initial,
    /// Upper case throughout, two letters or more: `NATO`, `U.S.`.
    Upper,
    /// Upper case inside: `McCain`, `iPhone`.
    Mixed,
}

impl Shape {
    /// Whether a name could be written so.
    pub fn is_capitalised(self) -> bool {
        self != Self::Lower
    }

    fn of(raw: &str) -> Self {
        let mut letters = raw.chars().filter(|c| c.is_alphabetic());
        let Some(first) = letters.next() else { return Self::Lower };
        let (mut upper, mut lower) = (0, 0);
        for c in letters {
            if c.is_uppercase() {
                upper += 1;
            } else {
                lower += 1;
            }
        }
        match (is_capital(first), upper, lower) {
            (true, 0, 0) => Self::Initial,
            (true, 0, _) => Self::Capital,
            (true, _, 0) => Self::Upper,
            (_, 0, _) => Self::Lower,
            _ => Self::Mixed,
        }
    }
}

/// Scripts without case (Han, Hangul, Arabic …) write names too; in Latin text they are names.
fn is_capital(c: char) -> bool {
    c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase() && !c.is_ascii())
}

/// What is known of a word from its letters alone.
#[derive(Clone, Debug)]
pub struct Word {
    /// As it is written.
    pub raw: Box<str>,
    /// As it is compared.
    pub folded: Box<str>,
    /// As names are compared: folded, without accents and stops.
    pub plain: Box<str>,
    /// How it is capitalised.
    pub shape: Shape,
    /// Whether a full stop after it belongs to it.
    pub abbreviation: bool,
}

/// The distinct words met so far by one worker.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Words of up to 15 bytes, which are nearly all, by their letters packed into a number.
    short: HashMap<u128, WordId, foldhash::fast::FixedState>,
    long: HashMap<Box<str>, WordId, foldhash::fast::FixedState>,
    /// The short words met last, each in the one place that its letters give it: a few
    /// thousand words are most of any text, and here they stand close together. Each is the
    /// complement of its packed letters: 0 is none.
    latest: Vec<u128>,
    /// Their numbers.
    latest_ids: Vec<WordId>,
    words: Vec<Word>,
    abbreviations: HashSet<Box<str>>,
    /// Words that compounds with a hyphen begin and end with.
    hyphens: [HashSet<Box<str>>; 2],
}

impl Vocabulary {
    /// An empty vocabulary that knows which words are abbreviations (folded, without the stop).
    pub fn new<'a>(abbreviations: impl IntoIterator<Item = &'a str>) -> Self {
        Self { abbreviations: abbreviations.into_iter().map(Into::into).collect(), ..Self::default() }
    }

    /// Says which words compounds with a hyphen begin with, and which they end with (folded).
    #[must_use]
    pub fn with_hyphens<'a>(
        mut self,
        first: impl IntoIterator<Item = &'a str>,
        last: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        self.hyphens =
            [first.into_iter().map(Into::into).collect(), last.into_iter().map(Into::into).collect()];
        self
    }

    /// Whether two words that a line end divides are two, as in *well-known*, and not the
    /// halves of one. Where no compounds are known, any two may be.
    pub(super) fn is_compound(&self, first: WordId, last: WordId) -> bool {
        let [firsts, lasts] = &self.hyphens;
        firsts.is_empty()
            || firsts.contains(&self.word(first).folded)
            || lasts.contains(&self.word(last).folded)
    }

    /// The number of a word, new or known.
    pub fn id(&mut self, raw: &str) -> WordId {
        let Some(packed) = packed(raw.as_bytes()) else { return self.long_id(raw) };
        if self.latest.is_empty() {
            (self.latest, self.latest_ids) = (vec![0; LATEST], vec![0; LATEST]);
        }
        let place = place(packed);
        if self.latest[place] == !packed {
            return self.latest_ids[place];
        }
        let id = self.short.get(&packed).copied().unwrap_or_else(|| {
            let id = self.add(raw);
            self.short.insert(packed, id);
            id
        });
        (self.latest[place], self.latest_ids[place]) = (!packed, id);
        id
    }

    fn long_id(&mut self, raw: &str) -> WordId {
        if let Some(&id) = self.long.get(raw) {
            return id;
        }
        let id = self.add(raw);
        self.long.insert(raw.into(), id);
        id
    }

    fn add(&mut self, raw: &str) -> WordId {
        let folded = fold::word(raw);
        let abbreviation = self.abbreviations.contains(&*folded);
        let id = self.words.len() as WordId;
        let mut plain = fold::plain(raw);
        plain.retain(|c| c != '.');
        let (raw, shape) = (raw.into(), Shape::of(raw));
        self.words.push(Word { raw, folded: folded.into(), plain: plain.into(), shape, abbreviation });
        id
    }

    /// What is known of a word.
    pub fn word(&self, id: WordId) -> &Word {
        &self.words[id as usize]
    }

    /// How many distinct words there are.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no word was met yet.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Forgets every word, so that a long run stays in bounded memory. Numbers given out
    /// before lose their meaning.
    pub fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
        self.latest.clear();
        self.words.clear();
    }
}

/// Places in [`Vocabulary::latest`].
const LATEST: usize = 1 << 14;

/// The place of a packed word: the high bits of a product, in which all its letters have a part.
fn place(packed: u128) -> usize {
    let mixed = (packed as u64 ^ (packed >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (64 - LATEST.ilog2())) as usize
}

/// A word of up to 15 bytes as a number: its bytes, and its length above them. Overlapping
/// reads of fixed size take the place of a copy whose length varies.
fn packed(word: &[u8]) -> Option<u128> {
    let len = word.len();
    let letters = match (word, word.first_chunk::<8>(), word.last_chunk::<8>()) {
        (_, Some(first), Some(last)) if len <= 15 => {
            let rest = u128::from(u64::from_le_bytes(*last)) >> (8 * (16 - len));
            u128::from(u64::from_le_bytes(*first)) | rest << 64
        }
        (_, Some(_), _) => return None,
        ([], ..) => 0,
        ([a], ..) => u128::from(*a),
        ([a, b], ..) => u128::from(*a) | u128::from(*b) << 8,
        ([a, b, c], ..) => u128::from(*a) | u128::from(*b) << 8 | u128::from(*c) << 16,
        _ => {
            let (first, last) = (word.first_chunk::<4>()?, word.last_chunk::<4>()?);
            let rest = u128::from(u32::from_le_bytes(*last)) >> (8 * (8 - len));
            u128::from(u32::from_le_bytes(*first)) | rest << 32
        }
    };
    Some(letters | (len as u128) << 120)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_word_is_its_bytes_and_its_length() {
        let word = b"abcdefghijklmnop";
        for len in 0..=15 {
            let mut bytes = [0; 16];
            bytes[..len].copy_from_slice(&word[..len]);
            bytes[15] = len as u8;
            assert_eq!(packed(&word[..len]), Some(u128::from_le_bytes(bytes)));
        }
        assert_eq!(packed(word), None);
    }
}
