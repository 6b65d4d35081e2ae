//! Where sentences end.
//!
//! A stop ends a sentence unless it follows an abbreviation or an initial, or the next
//! word goes on in lower case. Closing marks and brackets belong to the sentence they close.

use super::vocabulary::{Shape, Vocabulary};
use super::{Kind, Range, Token, fold};

pub(super) fn split(
    tokens: &[Token],
    paragraphs: &[Range],
    text: &str,
    vocabulary: &Vocabulary,
) -> Vec<Range> {
    let mut sentences = Vec::with_capacity(tokens.len() / 16 + paragraphs.len());
    for paragraph in paragraphs {
        let mut start = paragraph.start;
        let mut at = paragraph.start;
        while at < paragraph.end {
            if !is_stop(tokens, at, text, vocabulary) {
                at += 1;
                continue;
            }
            let mut end = at + 1;
            while end < paragraph.end && (is_closing(tokens, end, text) || is_terminal(tokens, end, text)) {
                end += 1;
            }
            if end < paragraph.end && goes_on(tokens, end, vocabulary) {
                at = end;
                continue;
            }
            sentences.push(Range::new(start, end));
            start = end;
            at = end;
        }
        if start < paragraph.end {
            sentences.push(Range::new(start, paragraph.end));
        }
    }
    sentences
}

fn mark<'a>(tokens: &[Token], at: usize, text: &'a str) -> &'a str {
    match tokens[at].kind {
        Kind::Mark => tokens[at].span().of(text),
        _ => "",
    }
}

fn is_terminal(tokens: &[Token], at: usize, text: &str) -> bool {
    matches!(mark(tokens, at, text), "." | "!" | "?" | "…" | "。" | "！" | "？")
}

/// A closing mark follows what it closes without a space.
fn is_closing(tokens: &[Token], at: usize, text: &str) -> bool {
    match mark(tokens, at, text) {
        "\u{201d}" | "\u{2019}" | "»" | ")" | "]" | "」" | "』" => true,
        "\"" | "'" | "“" | "«" => {
            let between = &text[tokens[at - 1].end as usize..tokens[at].start as usize];
            between.chars().all(fold::is_invisible)
        }
        _ => false,
    }
}

fn is_stop(tokens: &[Token], at: usize, text: &str, vocabulary: &Vocabulary) -> bool {
    if tokens[at].kind == Kind::Word && tokens[at].end - tokens[at].start > 2 {
        // "the U.S. Then …": the stop of the abbreviation is also the sentence's.
        return text.as_bytes()[tokens[at].end as usize - 1] == b'.' && at + 1 < tokens.len() && {
            let next = vocabulary.word(tokens[at + 1].word);
            matches!(&*next.folded, "the" | "he" | "she" | "they" | "it" | "but" | "in" | "a" | "we" | "and")
                && next.shape == Shape::Capital
        };
    }
    if !is_terminal(tokens, at, text) {
        return false;
    }
    if mark(tokens, at, text) != "." || at == 0 {
        return true;
    }
    let before = &tokens[at - 1];
    if before.end != tokens[at].start || before.kind != Kind::Word {
        return true;
    }
    let word = vocabulary.word(before.word);
    if word.shape == Shape::Initial && &*word.raw != "I" {
        return false;
    }
    !word.abbreviation
}

/// Whether the word after a stop continues the sentence: it is written small.
fn goes_on(tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> bool {
    tokens[at].kind == Kind::Word && vocabulary.word(tokens[at].word).shape == Shape::Lower
}
