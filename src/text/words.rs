//! Cuts a text into words and marks, and its lines into paragraphs.
//!
//! A word is a run of letters and digits with inner apostrophes; a hyphen splits; a final
//! `'s` is a token of its own that does not count as a word; letters with full stops
//! between them (`U.S.`) are one word.

use super::vocabulary::{Vocabulary, WordId};
use super::{Kind, Range, Span, Token, fold};

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
            b'\n' | b'\r' => Class::Newline,
            b' ' | b'\t' | 0x0b | 0x0c => Class::Space,
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
        // Most of what is not ASCII in English: a word of Latin letters, a curly mark, a dash.
        'À'..='ɏ' if !matches!(c, '×' | '÷') => Class::Letter,
        '“' | '”' | '–' | '—' | '…' => Class::Other,
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
        Some(b'\r') if text.as_bytes().get(at + 1) == Some(&b'\n') => Some((Class::Newline, at + 2)),
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

/// Reads the words of some paragraphs of a text.
pub(super) fn tokenize(text: &str, read: &[Span], vocabulary: &mut Vocabulary) -> Tokens {
    let mut found = Tokens::default();
    found.tokens.reserve(text.len() / 5 + 4);
    found.paragraphs.reserve(read.len());
    let mut before = None;
    for &paragraph in read {
        let first = found.tokens.len();
        // A phrase may run over one line end, though it may be a paragraph's.
        let joined = before.is_some_and(|end: usize| line_ends(&text[end..paragraph.start]) == Some(1));
        words_of(text, paragraph, joined, &mut found, vocabulary);
        if found.tokens.len() > first {
            found.paragraphs.push(Range::new(first, found.tokens.len()));
        }
        before = Some(paragraph.end);
    }
    found
}

/// How many line ends stand between two paragraphs; nothing where words that are not read do.
fn line_ends(between: &str) -> Option<usize> {
    let (mut ends, mut at) = (0, 0);
    while let Some((class, next)) = class_at(between, at) {
        match class {
            Class::Newline => ends += 1,
            Class::Space | Class::Invisible => {}
            _ => return None,
        }
        at = next;
    }
    Some(ends)
}

fn words_of(text: &str, read: Span, mut joined: bool, found: &mut Tokens, vocabulary: &mut Vocabulary) {
    let (mut at, mut newlines) = (read.start, 0);
    let text = &text[..read.end];
    while let Some((class, next)) = class_at(text, at) {
        if class == Class::Letter
            && newlines != 1
            && let Some(end) = plain_word_end(text.as_bytes(), at)
        {
            let word = vocabulary.id(&text[at..end]);
            found.tokens.push(Token { start: at as u32, end: end as u32, word, kind: Kind::Word, joined });
            (joined, newlines, at) = (true, 0, end);
            continue;
        }
        let (kind, end) = match class {
            Class::Newline => {
                newlines += 1;
                at = next;
                continue;
            }
            Class::Space | Class::Invisible => {
                at = next;
                continue;
            }
            Class::Letter | Class::Digit => word_end(text, at),
            _ => (Kind::Mark, next),
        };
        let breaks = newlines == 1 && class == Class::Letter;
        newlines = 0;
        push(&mut found.tokens, text, (at, end), kind, &mut joined, vocabulary);
        if breaks {
            mend(found, text, at, vocabulary);
        }
        at = end;
    }
}

/// Bytes of the longest half of a word: a column of halves is no word.
const LONGEST_HALF: usize = 60;

/// Makes one word of two halves, of which the second, at a byte, was read last: a hyphen
/// ends the line before, or a soft one, and a small letter begins this one. The halves of a
/// compound stay two words, with the word beside them that they would make.
fn mend(found: &mut Tokens, text: &str, at: usize, vocabulary: &mut Vocabulary) {
    if !text[at..].starts_with(char::is_lowercase) {
        return;
    }
    let Some(second) = found.tokens.iter().rposition(|t| t.start as usize == at) else { return };
    let line_ends = |end: u32| text[end as usize..].trim_start_matches([' ', '\t']).starts_with(['\r', '\n']);
    let (first, soft) = match &found.tokens[..second] {
        [.., word] if word.kind == Kind::Word && text[..word.end as usize].ends_with('\u{ad}') => {
            (second - 1, true)
        }
        [.., word, hyphen]
            if word.kind == Kind::Word
                && word.end == hyphen.start
                && hyphen.span().of(text).chars().all(fold::is_hyphen) =>
        {
            (second - 2, false)
        }
        _ => return,
    };
    let long = (found.tokens[first].end - found.tokens[first].start) as usize > LONGEST_HALF;
    if long || !line_ends(found.tokens[second - 1].end) {
        return;
    }
    let [one, other] = [first, second].map(|half| found.tokens[half]);
    let word = [&*vocabulary.word(one.word).raw, &*vocabulary.word(other.word).raw].concat();
    let word = vocabulary.id(&word);
    if !soft && vocabulary.is_compound(one.word, other.word) {
        found.broken.push((first, word));
        return;
    }
    found.tokens[first] = Token { end: other.end, word, ..one };
    found.tokens.drain(first + 1..=second);
    // A number in front of the word stays what it is: "20-\nodd" has no letters in front.
    found.broken.retain(|&(at, _)| at < first);
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

/// The end of a word of ASCII letters that starts here and goes on with nothing else: nearly
/// every word. A lone letter before a stop may be an initial's.
fn plain_word_end(bytes: &[u8], start: usize) -> Option<usize> {
    let letters = bytes[start..].iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let end = start + letters;
    match bytes.get(end) {
        None => (letters > 0).then_some(end),
        Some(b'\'' | b'0'..=b'9' | 128..) => None,
        Some(b'.') if letters == 1 => None,
        Some(_) => (letters > 0).then_some(end),
    }
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
