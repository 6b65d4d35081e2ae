//! Cuts a text into words and marks, and its lines into paragraphs.
//!
//! A word is a run of letters and digits with inner apostrophes; a hyphen splits; a final
//! `'s` is a token of its own that does not count as a word; letters with full stops
//! between them (`U.S.`) are one word.

use super::vocabulary::{Vocabulary, WordId};
use super::{Kind, Range, Token, fold};

/// What a character does for the tokenizer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Space,
    Newline,
    Apostrophe,
    /// An accent or a mark of no width: part of what stands before it.
    Invisible,
    Other,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut b = 0;
    while b < 128 {
        table[b] = match b as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\n' => Class::Newline,
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => Class::Space,
            b'\'' => Class::Apostrophe,
            0x00..=0x1f | 0x7f => Class::Space,
            _ => Class::Other,
        };
        b += 1;
    }
    table
};

fn class(c: char) -> Class {
    if c.is_ascii() {
        return ASCII[c as usize];
    }
    match c {
        c if fold::is_apostrophe(c) => Class::Apostrophe,
        '\u{2028}' | '\u{2029}' | '\u{85}' => Class::Newline,
        c if fold::is_invisible(c) || unicode_normalization::char::is_combining_mark(c) => Class::Invisible,
        // The vowel and the final of a decomposed Korean syllable: with its first, one letter.
        '\u{1160}'..='\u{11ff}' => Class::Invisible,
        c if c.is_alphabetic() => Class::Letter,
        c if c.is_numeric() => Class::Digit,
        c if c.is_whitespace() => Class::Space,
        _ => Class::Other,
    }
}

/// The character at a byte and where the next one starts.
fn char_at(text: &str, at: usize) -> Option<(char, usize)> {
    let c = text[at..].chars().next()?;
    Some((c, at + c.len_utf8()))
}

fn class_at(text: &str, at: usize) -> Option<(Class, usize)> {
    match text.as_bytes().get(at) {
        None => None,
        Some(&b) if b < 128 => Some((ASCII[b as usize], at + 1)),
        Some(_) => char_at(text, at).map(|(c, next)| (class(c), next)),
    }
}

/// What [`tokenize`] finds.
#[derive(Default)]
pub(super) struct Tokens {
    pub(super) tokens: Vec<Token>,
    pub(super) paragraphs: Vec<Range>,
    pub(super) broken: Vec<(usize, WordId)>,
}

pub(super) fn tokenize(text: &str, start: usize, vocabulary: &mut Vocabulary) -> Tokens {
    let wrapped = is_wrapped(&text[start..]);
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 5 + 4);
    let mut paragraphs = Vec::with_capacity(text.len() / 300 + 1);
    let (mut at, mut paragraph, mut newlines) = (start, 0, 0);
    let mut joined = false;
    let mut broken = Vec::new();
    while let Some((class, next)) = class_at(text, at) {
        match class {
            Class::Newline => {
                newlines += 1;
                at = next;
                continue;
            }
            Class::Space | Class::Invisible => {
                at = next;
                continue;
            }
            _ => {}
        }
        if newlines > 1 || (newlines == 1 && !wrapped) {
            if tokens.len() > paragraph {
                paragraphs.push(Range::new(paragraph, tokens.len()));
                paragraph = tokens.len();
            }
            joined = newlines == 1;
        }
        let breaks = newlines == 1 && class == Class::Letter && is_cut(&tokens, text, at);
        newlines = 0;
        let (kind, end) = match class {
            Class::Letter | Class::Digit => word_end(text, at),
            _ => (Kind::Mark, next),
        };
        push(&mut tokens, text, (at, end), kind, &mut joined, vocabulary);
        if breaks {
            broken.extend(whole(&tokens, text, at, vocabulary));
        }
        at = end;
    }
    if tokens.len() > paragraph {
        paragraphs.push(Range::new(paragraph, tokens.len()));
    }
    Tokens { tokens, paragraphs, broken }
}

/// Whether the last word goes on at a byte behind a line end: a hyphen ends its line, and a
/// small letter begins the next.
fn is_cut(tokens: &[Token], text: &str, at: usize) -> bool {
    let [.., word, hyphen] = tokens else { return false };
    word.kind == Kind::Word
        && word.end == hyphen.start
        && hyphen.span().of(text).chars().all(fold::is_hyphen)
        && text[hyphen.end as usize..].starts_with(['\r', '\n'])
        && text[at..].starts_with(char::is_lowercase)
}

/// The place and the word of the two halves of which the second, at a byte, was read last.
fn whole(tokens: &[Token], text: &str, at: usize, vocabulary: &mut Vocabulary) -> Option<(usize, WordId)> {
    let second = tokens.iter().rposition(|t| t.start as usize == at)?;
    let first = second.checked_sub(2)?;
    let word = [tokens[first].span().of(text), tokens[second].span().of(text)].concat();
    Some((first, vocabulary.id(&word)))
}

fn push(
    tokens: &mut Vec<Token>,
    text: &str,
    (start, end): (usize, usize),
    kind: Kind,
    joined: &mut bool,
    vocabulary: &mut Vocabulary,
) {
    let raw = &text[start..end];
    let cut = if kind == Kind::Word { clitic(raw) } else { None };
    let mut add = |raw: &str, start: usize, kind: Kind, joined: bool| {
        let (start, end) = (start as u32, (start + raw.len()) as u32);
        tokens.push(Token { start, end, word: vocabulary.id(raw), kind, joined });
    };
    match cut {
        Some(cut) => {
            // "1990's": what is left may be a number.
            let digits = raw[..cut].chars().all(|c| class(c) == Class::Digit);
            add(&raw[..cut], start, if digits { Kind::Number } else { Kind::Word }, *joined);
            add(&raw[cut..], start + cut, Kind::Clitic, true);
        }
        None => add(raw, start, kind, *joined),
    }
    *joined = match kind {
        Kind::Mark => *joined && raw.chars().all(fold::is_hyphen),
        _ => true,
    };
}

/// Where a possessive `'s` begins.
fn clitic(raw: &str) -> Option<usize> {
    let rest = raw.strip_suffix(['s', 'S'])?;
    let c = rest.chars().next_back()?;
    let cut = rest.len() - c.len_utf8();
    (cut > 0 && fold::is_apostrophe(c)).then_some(cut)
}

/// Reads a word or number that starts here.
fn word_end(text: &str, start: usize) -> (Kind, usize) {
    let mut at = start;
    let (mut letters, mut digits, mut last) = (0usize, 0usize, Class::Other);
    while let Some((class, next)) = class_at(text, at) {
        match class {
            Class::Letter => letters += 1,
            Class::Digit => digits += 1,
            // The second half of a decomposed é: the letter under it is still what stood last.
            Class::Invisible => {
                at = next;
                continue;
            }
            Class::Apostrophe if matches!(last, Class::Letter | Class::Digit) => match class_at(text, next) {
                Some((Class::Letter, _)) => {}
                _ => break,
            },
            // 1,000.5: a point or comma between digits.
            Class::Other if last == Class::Digit && letters == 0 => {
                let inner = matches!(text.as_bytes()[at], b'.' | b',');
                match class_at(text, next) {
                    Some((Class::Digit, _)) if inner => {}
                    _ => break,
                }
            }
            _ => break,
        }
        last = class;
        at = next;
    }
    if letters == 0 {
        return (Kind::Number, at);
    }
    if letters == 1
        && digits == 0
        && let Some(end) = initialism_end(text, at)
    {
        return (Kind::Word, end);
    }
    (Kind::Word, at)
}

/// Behind the accents and invisible characters that belong to what stands before them.
fn past_invisible(text: &str, mut at: usize) -> usize {
    while let Some((Class::Invisible, next)) = class_at(text, at) {
        at = next;
    }
    at
}

/// The end of `U.S.` where `at` stands behind the `U`; `None` for a lone initial.
fn initialism_end(text: &str, mut at: usize) -> Option<usize> {
    let mut parts = 0;
    let bytes = text.as_bytes();
    while bytes.get(at) == Some(&b'.') {
        let Some((Class::Letter, next)) = class_at(text, at + 1) else {
            return (parts > 0).then_some(at + 1);
        };
        let next = past_invisible(text, next);
        match class_at(text, next) {
            Some((Class::Letter | Class::Digit, _)) => return (parts > 0).then_some(at + 1),
            _ => at = next,
        }
        parts += 1;
    }
    (parts > 0).then_some(at)
}

/// Whether lines end where a column was full rather than where a paragraph ends.
///
/// In wrapped text most line ends stand in the middle of a sentence and the lines of a
/// block are of like width; in text with one paragraph a line, neither holds.
fn is_wrapped(text: &str) -> bool {
    let (mut broken, mut whole, mut previous) = (0u32, 0u32, "");
    for line in text.lines().map(str::trim).take(400) {
        if !line.is_empty() && !previous.is_empty() {
            let shown = || previous.chars().filter(|&c| class(c) != Class::Invisible);
            let cut_short = shown().next_back().is_some_and(|c| c.is_alphanumeric() || c == ',' || c == '-')
                && (40..=110).contains(&shown().count())
                && line.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
            if cut_short {
                broken += 1;
            } else {
                whole += 1;
            }
        }
        previous = line;
    }
    broken > 0 && broken * 2 >= whole
}
