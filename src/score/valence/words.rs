//! The words of a sentence as the reference splits them: at white space, with punctuation
//! taken off their ends.

use super::model::{Fact, Model, Phrase, Role};

/// One word, emoticon or lone mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) fact: Fact,
    /// Whether all its letters are capitals, and it has any.
    pub(super) capitals: bool,
}

/// The words of one text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    pub(super) words: &'a [Word],
    pub(super) model: &'a Model,
    /// Whether some words are in capitals and some are not: then capitals are emphasis.
    pub(super) mixed: bool,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(words: &'a [Word], model: &'a Model) -> Self {
        let capitals = words.iter().filter(|word| word.capitals).count();
        Self { words, model, mixed: 0 < capitals && capitals < words.len() }
    }

    /// The word so many places before another.
    pub(super) fn before(&self, at: usize, distance: usize) -> Option<&'a Word> {
        self.words.get(at.checked_sub(distance)?)
    }

    /// What the word so many places before another is.
    pub(super) fn role(&self, at: usize, distance: usize) -> Role {
        self.before(at, distance).map_or(Role::Other, |word| word.fact.role)
    }

    /// What the next word is.
    pub(super) fn next(&self, at: usize) -> Fact {
        self.words.get(at + 1).map_or_else(Fact::default, |word| word.fact)
    }

    /// So many words, two or three, as a phrase; nothing where one of them is in no phrase.
    pub(super) fn phrase(&self, from: usize, words: usize) -> Option<Phrase> {
        let mut phrase = Phrase::default();
        for (place, word) in phrase.iter_mut().zip(self.words.get(from..from + words)?) {
            *place = Some(word.fact.phrase).filter(|number| *number > 0)?;
        }
        Some(phrase)
    }
}

/// Splits a text; `lower` is where words are put into lower case.
pub(super) fn split(text: &str, model: &Model, lower: &mut String, words: &mut Vec<Word>) {
    words.clear();
    let apostrophes = memchr::memchr(b'\'', text.as_bytes()).is_some();
    let mut push = |word: &str, capitals: bool, small: bool| {
        let known = if small { word } else { lowered(word, lower) };
        let mut fact = model.known(known);
        fact.negates |= apostrophes && has_nt(known);
        words.push(Word { fact, capitals });
    };
    if text.is_ascii() {
        return split_ascii(text, push);
    }
    for token in text.split(is_space).filter(|token| !token.is_empty()) {
        let word = stripped(token);
        push(word, is_upper(word), false);
    }
}

/// Hands on the words of a text of ASCII characters: each, whether its letters are capitals, and
/// whether none is. What [`stripped`] and [`is_upper`] find, in one look at each byte.
fn split_ascii(text: &str, mut push: impl FnMut(&str, bool, bool)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let start = at;
        let (mut seen, mut first, mut behind) = (0, None, start);
        while let Some(&byte) = bytes.get(at) {
            let class = CLASSES[usize::from(byte)];
            if class == SPACE {
                break;
            }
            at += 1;
            if class != PUNCTUATION {
                seen |= class;
                first = first.or(Some(at - 1));
                behind = at;
            }
        }
        if at > start {
            let kept = first.map_or(start..start, |first| first..behind);
            let word = if kept.len() <= 2 { start..at } else { kept };
            push(&text[word], seen & (UPPER | SMALL) == UPPER, seen & UPPER == 0);
        }
        at += 1;
    }
}

const SPACE: u8 = 1;
const PUNCTUATION: u8 = 2;
const UPPER: u8 = 4;
const SMALL: u8 = 8;
const OTHER: u8 = 16;

/// By ASCII character: what it is in a word.
const CLASSES: [u8; 128] = {
    let mut classes = [OTHER; 128];
    let mut at = 0;
    while at < 128 {
        let byte = at as u8;
        classes[at] = match byte {
            b'\t'..=b'\r' | b' ' | 0x1c..=0x1f => SPACE,
            b'A'..=b'Z' => UPPER,
            b'a'..=b'z' => SMALL,
            _ if byte.is_ascii_punctuation() => PUNCTUATION,
            _ => OTHER,
        };
        at += 1;
    }
    classes
};

/// White space as Python has it: four separators of old files are among it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// The word without punctuation at its ends, unless at most two characters would be left:
/// then it was likely an emoticon.
fn stripped(token: &str) -> &str {
    let is_kept = |b: u8| !b.is_ascii_punctuation();
    let start = token.bytes().position(is_kept).unwrap_or(token.len());
    let end = token.bytes().rposition(is_kept).map_or(start, |last| last + 1);
    let word = &token[start..end];
    let short = word.len() <= 2 || (!word.is_ascii() && word.chars().nth(2).is_none());
    if short { token } else { word }
}

/// Python's `isupper`: a capital, and no small or title-case letter.
fn is_upper(word: &str) -> bool {
    if word.is_ascii() {
        let small = word.bytes().any(|b| b.is_ascii_lowercase());
        return !small && word.bytes().any(|b| b.is_ascii_uppercase());
    }
    !word.chars().any(|c| c.is_lowercase() || is_title(c)) && word.chars().any(char::is_uppercase)
}

/// Letters that are a capital and a small one in one character.
fn is_title(c: char) -> bool {
    matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | '\u{1f88}'..='\u{1f8f}' | '\u{1f98}'..='\u{1f9f}'
        | '\u{1fa8}'..='\u{1faf}' | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}')
}

fn lowered<'a>(word: &'a str, lower: &'a mut String) -> &'a str {
    if !word.is_ascii() {
        *lower = word.to_lowercase();
        return lower;
    }
    if !word.bytes().any(|b| b.is_ascii_uppercase()) {
        return word;
    }
    lower.clear();
    lower.push_str(word);
    lower.make_ascii_lowercase();
    lower
}

/// *n't* negates wherever it stands in a word.
fn has_nt(word: &str) -> bool {
    memchr::memchr_iter(b'\'', word.as_bytes())
        .any(|at| word[..at].ends_with('n') && word[at + 1..].starts_with('t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn ascii_text_is_split_as_any_other(text in "[ -~\t\n\x0b\x1c\x1f\x00\x7f]{0,40}") {
            let slowly: Vec<(String, bool)> = text
                .split(is_space)
                .filter(|token| !token.is_empty())
                .map(|token| (lowered(stripped(token), &mut String::new()).into(), is_upper(stripped(token))))
                .collect();
            let mut at_once = Vec::new();
            split_ascii(&text, |word, capitals, small| {
                let known = if small { word.into() } else { lowered(word, &mut String::new()).to_string() };
                at_once.push((known, capitals));
            });
            prop_assert_eq!(at_once, slowly);
        }
    }
}
