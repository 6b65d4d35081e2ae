//! The pattern grammar: words with single spaces, `*` at a word's end or alone.

use crate::text::{Kind, Parsed, Vocabulary, fold};

/// One word of a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Piece {
    /// This word, in any case.
    Folded(Box<str>),
    /// This word, as written.
    Exact(Box<str>),
    /// Any word that begins so, in any case.
    Prefix(Box<str>),
    /// Any one word.
    Any,
}

/// What a row matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As the file writes it.
    pub text: Box<str>,
    /// Word by word.
    pub pieces: Vec<Piece>,
    /// The same without the hyphens of its text, where it has any: `cease-fire` as *ceasefire*.
    pub closed: Option<Vec<Piece>>,
    /// Whether case must match.
    pub exact: bool,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// Says why where the pattern could never match anything, or would match everything.
    pub fn parse(text: &str, exact: bool) -> Result<Self, String> {
        if text.trim().is_empty() {
            return Err("is empty".into());
        }
        let mut pieces = Vec::new();
        let mut closed = Vec::new();
        let hyphened = text.contains(fold::is_hyphen);
        for word in text.split_whitespace() {
            if word == "*" {
                pieces.push(Piece::Any);
                closed.push(Piece::Any);
                continue;
            }
            let (stem, open) = word.strip_suffix('*').map_or((word, false), |stem| (stem, true));
            if stem.contains('*') {
                return Err("has a * that neither ends a word nor stands alone".into());
            }
            let first = pieces.len();
            if !plain_words(stem, exact, &mut pieces) {
                pieces.extend(literals(stem, exact));
            }
            if open {
                match pieces.pop() {
                    Some(Piece::Folded(stem) | Piece::Exact(stem)) if !exact => {
                        pieces.push(Piece::Prefix(stem));
                    }
                    Some(_) => return Err("joins * with exact case, which is not supported".into()),
                    None => return Err("has no letter before its *".into()),
                }
            }
            if hyphened && first < pieces.len() {
                closed.push(Piece::one_of(&pieces[first..]));
            }
        }
        if pieces.iter().all(|p| *p == Piece::Any) {
            return Err("has no word".into());
        }
        let closed = (hyphened && closed != pieces).then_some(closed);
        Ok(Self { text: text.into(), pieces, closed, exact })
    }

    /// A token as it stands, for lists that are not looked up word by word: `:-(` has no words.
    pub fn token(text: &str) -> Self {
        Self { text: text.into(), pieces: Vec::new(), exact: false, closed: None }
    }

    /// As [`specificity`], of its words.
    pub fn specificity(&self) -> impl Ord + use<> {
        specificity(self.pieces.iter().map(Piece::measure), self.exact)
    }
}

/// Sorts the more specific first: more words, then exact case, then fewer wildcards, then
/// the longer stem. Of each word it takes how wild it is, and its letters; the number has
/// 96 bits.
pub(super) fn specificity(words: impl Iterator<Item = (u32, usize)>, exact: bool) -> u128 {
    let (mut count, mut wildness, mut letters) = (0_u32, 0, 0);
    for (wild, long) in words {
        (count, wildness, letters) = (count + 1, wildness + wild, letters + long as u32);
    }
    let longest_first = |of: u32| u128::from(u32::MAX - of);
    longest_first(count) << 64
        | u128::from(!exact) << 63
        | u128::from(wildness) << 32
        | longest_first(letters)
}

impl Piece {
    /// Several words written as one; the last says how.
    fn one_of(words: &[Self]) -> Self {
        let letters = words.iter().map(|w| match w {
            Self::Folded(word) | Self::Exact(word) | Self::Prefix(word) => &**word,
            Self::Any => "",
        });
        let whole = letters.collect::<String>().into();
        match words.last() {
            Some(Self::Prefix(_)) => Self::Prefix(whole),
            Some(Self::Exact(_)) => Self::Exact(whole),
            _ => Self::Folded(whole),
        }
    }

    /// How wild it is, and its letters.
    pub(super) fn measure(&self) -> (u32, usize) {
        match self {
            Self::Folded(word) | Self::Exact(word) => (0, word.len()),
            Self::Prefix(stem) => (1, stem.len()),
            Self::Any => (2, 0),
        }
    }
}

/// Adds the words of a part that is letters of English and hyphens between them, which
/// nearly every part of every row is: no tokenizer is needed to read it.
fn plain_words(part: &str, exact: bool, pieces: &mut Vec<Piece>) -> bool {
    let plain = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphabetic());
    if !part.split('-').all(plain) {
        return false;
    }
    let piece =
        |word: &str| if exact { Piece::Exact(word.into()) } else { Piece::Folded(fold::word(word).into()) };
    pieces.extend(part.split('-').map(piece));
    true
}

/// The words of one space-separated part: `well-being` is two.
fn literals(part: &str, exact: bool) -> Vec<Piece> {
    let mut vocabulary = Vocabulary::default();
    let parsed = Parsed::new(part, &mut vocabulary);
    let words = parsed.tokens.iter().filter(|t| matches!(t.kind, Kind::Word | Kind::Number));
    words
        .map(|token| {
            let raw = token.span().of(part);
            if exact {
                Piece::Exact(fold::written(raw).into())
            } else {
                Piece::Folded(fold::word(raw).into())
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hyphen_and_a_space_read_alike() {
        let spaced = Pattern::parse("well being", false).map(|p| p.pieces);
        let hyphened = Pattern::parse("well-being", false).map(|p| p.pieces);
        assert_eq!(spaced, hyphened);
    }

    #[test]
    fn a_part_of_plain_letters_reads_as_the_tokenizer_reads_it() {
        for part in ["war", "War", "NATO", "well-being", "a-b-C", "x"] {
            for exact in [false, true] {
                let mut pieces = Vec::new();
                assert!(plain_words(part, exact, &mut pieces));
                assert_eq!(pieces, literals(part, exact), "{part}");
            }
        }
        for part in ["", "-", "a-", "-a", "isn't", "9mm", "U.S.", "café", "a--b"] {
            assert!(!plain_words(part, false, &mut Vec::new()), "{part}");
        }
    }

    #[test]
    fn patterns_that_can_never_match_are_refused() {
        assert!(Pattern::parse("wa*r", false).is_err_and(|why| why.contains("neither ends a word")));
        assert!(Pattern::parse("* *", false).is_err_and(|why| why.contains("no word")));
        assert!(Pattern::parse("--", false).is_err());
        assert!(Pattern::parse("  ", false).is_err());
    }

    #[test]
    fn more_words_beat_fewer_and_literals_beat_wildcards() {
        let order = |a: &str, b: &str| {
            let parse = |text| Pattern::parse(text, false).expect("a pattern");
            parse(a).specificity() < parse(b).specificity()
        };
        assert!(order("trade war", "war"));
        assert!(order("hegemony", "hegemon*"));
        assert!(order("win the war", "win * war"));
    }
}
