//! When the same words are the same quote, and not said again: the rules, in one place.
//!
//! A wrong merge takes away what somebody said, a missed one counts it twice; the first is
//! worse, so each rule asks for more where words are few. The README states them.

use super::words::{DIGIT, of_letters};

/// From so many words on, the same words are the same quote whenever they are printed.
pub const LONG: u32 = 20;
/// From so many words on they are within [`DAYS_MIDDLE`]; and quotes may differ a little.
pub const MIDDLE: u32 = 8;
/// From so many words on they are where one of the two is not dated.
pub const UNDATED: u32 = 12;
/// From so many words on they are within [`DAYS_SHORT`].
pub const SHORT: u32 = 5;
/// Days between two prints of a quote of [`MIDDLE`] words.
pub const DAYS_MIDDLE: u32 = 7;
/// Days between two prints of a quote of [`SHORT`] words.
pub const DAYS_SHORT: u32 = 1;
/// In an article that repeats another, from so many words on a part of a quote is a cut of it.
pub const CUT: u32 = 3;
/// Of so many words of a quote one may be another than in the first print.
pub const WORDS_FOR_A_CHANGE: usize = 10;

/// From so many words on an article can repeat another that is not word for word the same:
/// in a shorter one, a quote alone would be most of it.
pub const WORDS_OF_ARTICLE: usize = 40;
/// Share of an article's word sequences that stand in an earlier one from which on it is a
/// repetition of it.
pub const SHARE_OF_ARTICLE: f64 = 0.6;
/// The same of documents that are scored whole: who gives a speech again with changes has
/// spoken twice.
pub const SHARE_OF_DOCUMENT: f64 = 0.9;

/// What lies between two prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Nothing: they stand in one article.
    SameArticle,
    /// So many days.
    Days(u32),
    /// At least one of the articles has no date.
    Unknown,
}

/// Whether the same words by the same speaker, so many of them, are one quote printed twice
/// where the articles themselves are no repetitions.
pub fn is_reprint(words: u32, apart: Apart) -> bool {
    match words {
        0..SHORT => false,
        LONG.. => true,
        _ => match apart {
            // A witness who says the same twelve words twice has said them twice.
            Apart::SameArticle => false,
            Apart::Days(days) if words < MIDDLE => days <= DAYS_SHORT,
            Apart::Days(days) => days <= DAYS_MIDDLE,
            Apart::Unknown => words >= UNDATED,
        },
    }
}

/// How a word is kept: 15 bits of its number, and whether it holds a digit.
pub(super) fn kept(word: u64) -> u16 {
    (word >> 48) as u16
}

/// Whether a quote without this word, or with another in its place, says something else:
/// numbers and negations.
pub(super) fn decides(word: u16) -> bool {
    const DIGIT_KEPT: u16 = (DIGIT >> 48) as u16;
    word & DIGIT_KEPT != 0 || NEGATIONS.contains(&word)
}

const NEGATIONS: [u16; 32] = {
    let words = [
        "no", "not", "never", "nobody", "nothing", "none", "nor", "neither", "without", "cannot", "cant",
        "dont", "doesnt", "didnt", "wont", "wouldnt", "shouldnt", "couldnt", "isnt", "arent", "wasnt",
        "werent", "hasnt", "havent", "hadnt", "mustnt", "aint", "nowhere", "hardly", "against", "refuse",
        "deny",
    ];
    let mut kept = [0; 32];
    let mut at = 0;
    while at < kept.len() {
        kept[at] = (of_letters(words[at]) >> 48) as u16;
        at += 1;
    }
    kept
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_words_are_the_same_quote_only_on_about_the_same_day() {
        let rows = [
            (4, Apart::Days(0), false),
            (5, Apart::Days(1), true),
            (5, Apart::Days(2), false),
            (7, Apart::Unknown, false),
            (8, Apart::Days(7), true),
            (8, Apart::Days(8), false),
            (11, Apart::Unknown, false),
            (12, Apart::Unknown, true),
            (19, Apart::Days(30), false),
            (19, Apart::SameArticle, false),
            (20, Apart::Days(3000), true),
            (20, Apart::SameArticle, true),
        ];
        for (words, apart, same) in rows {
            assert_eq!(is_reprint(words, apart), same, "{words} {apart:?}");
        }
    }

    #[test]
    fn numbers_and_negations_decide_what_is_said() {
        let decides = |word: &str| {
            let mut words = Vec::new();
            super::super::words::push(word, &mut words);
            decides(kept(words[0]))
        };
        assert!(decides("300") && decides("Never") && decides("won’t"));
        assert!(!decides("will") && !decides("tanks"));
    }
}
