//! A sample of an article's word sequences, by which another can be told to hold them.
//!
//! Shingles (Broder, *On the resemblance and containment of documents*, 1997): every
//! [`SHINGLE`] words in a row are one number. Of these a sample is kept whose members are
//! chosen by the number alone (those whose last bits are 0, Manber, *Finding similar files
//! in a large file system*, 1994), so that two articles that share a sequence either both
//! keep it or both do not. Unlike a fixed number of smallest ones (`MinHash`), such a sample
//! estimates containment: what share of one stands in the other, however long that is.

use super::words::join;

/// Words in a row that make one shingle.
const SHINGLE: usize = 4;

/// A sample of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// Shingles whose last `level` bits are 0, in order, each once.
    pub(super) sample: Vec<u64>,
    /// Grows with the length, so that the sample does not.
    pub(super) level: u8,
}

impl Sketch {
    /// A sample of between `least` and twice as many shingles; of a shorter text all.
    pub(super) fn of(words: &[u64], least: usize) -> Self {
        let shingles = words.len().saturating_sub(SHINGLE - 1);
        let level = (shingles / least).checked_ilog2().unwrap_or(0) as u8;
        let of = |run: &[u64]| run.iter().fold(0, |hash, word| join(hash, *word));
        let mut sample: Vec<u64> = words.windows(SHINGLE).map(of).filter(|s| is_in(*s, level)).collect();
        sample.sort_unstable();
        sample.dedup();
        Self { sample, level }
    }
}

/// Whether a sample of this level has the shingle.
pub(super) fn is_in(shingle: u64, level: u8) -> bool {
    shingle.trailing_zeros() >= u32::from(level)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(seed: u64, words: u64) -> Vec<u64> {
        (0..words).map(|n| join(seed, n)).collect()
    }

    #[test]
    fn a_sample_does_not_grow_with_the_text() {
        for words in [30, 300, 3000, 30_000] {
            let Sketch { sample, level } = Sketch::of(&text(1, words), 24);
            assert!((12..70).contains(&sample.len()), "{words} words: {} at level {level}", sample.len());
        }
    }

    #[test]
    fn a_part_of_a_text_keeps_what_the_whole_keeps_of_it() {
        let whole = text(1, 4000);
        let (all, part) = (Sketch::of(&whole, 24), Sketch::of(&whole[900..1500], 24));
        assert!(part.level < all.level);
        let mut comparable = part.sample.iter().filter(|s| is_in(**s, all.level)).peekable();
        assert!(comparable.peek().is_some());
        assert!(comparable.all(|s| all.sample.contains(s)));
    }
}
