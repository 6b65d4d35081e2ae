//! What a line looks like, apart from the words that a lexicon lists.

use super::{Hasher, LONGEST_LINK};
use crate::lexicon::Piece;
use crate::text::{Kind, Parsed, Range, Vocabulary, Word};
use std::collections::HashSet;

/// A paragraph of a text, which may be furniture.
pub(super) struct Line<'a> {
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) tokens: Range,
}

const QUOTATION_MARKS: [&str; 11] = ["“", "”", "\"", "‘", "«", "»", "„", "「", "『", "`", "'"];

impl<'a> Line<'a> {
    pub(super) fn word(&self, token: usize) -> &'a Word {
        self.vocabulary.word(self.parsed.tokens[token].word)
    }

    pub(super) fn folded(&self, token: usize) -> &'a str {
        &self.word(token).folded
    }

    pub(super) fn kind(&self, token: usize) -> Option<Kind> {
        self.tokens.contains(token).then(|| self.parsed.tokens[token].kind)
    }

    pub(super) fn is_mark(&self, token: usize, marks: &[&str]) -> bool {
        self.kind(token) == Some(Kind::Mark) && marks.contains(&self.parsed.str(token))
    }

    /// Words and numbers.
    pub(super) fn words(&self) -> impl Iterator<Item = usize> + use<'a> {
        self.words_from(self.tokens.start)
    }

    pub(super) fn words_from(&self, from: usize) -> impl Iterator<Item = usize> + use<'a> {
        let tokens = &self.parsed.tokens;
        (from..self.tokens.end).filter(move |&t| tokens[t].is_word())
    }

    /// The first word, behind marks that adorn a line.
    pub(super) fn first_word(&self) -> Option<usize> {
        self.words().next().filter(|&t| t <= self.tokens.start + 4)
    }

    /// Whether it has just so many words and numbers.
    pub(super) fn has_only(&self, words: usize) -> bool {
        self.tokens.end - self.tokens.start <= 2 * words + 4 && self.words().count() == words
    }

    /// Whether it has one or a few words of a label and nothing behind.
    pub(super) fn is_alone(&self) -> bool {
        self.words().nth(5).is_none()
            && !(self.tokens.start..self.tokens.end - 1).any(|t| self.is_mark(t, &[":"]))
    }

    pub(super) fn begins_quotation(&self) -> bool {
        self.is_mark(self.tokens.start, &QUOTATION_MARKS)
    }

    pub(super) fn holds_quotation(&self) -> bool {
        self.tokens.range().any(|t| self.is_mark(t, &QUOTATION_MARKS))
    }

    /// Whether it ends with a stop and quotes nothing.
    pub(super) fn is_plain_sentence(&self) -> bool {
        self.is_mark(self.tokens.end - 1, &["."]) && !self.holds_quotation()
    }

    /// Where the words of a row end, if the line goes so from a token on.
    pub(super) fn follow(&self, pieces: &[Piece], first: usize) -> Option<usize> {
        let mut at = first;
        for (number, piece) in pieces.iter().enumerate() {
            while number > 0
                && (self.kind(at) == Some(Kind::Clitic) || self.is_mark(at, &["-", "’", "'", "@"]))
            {
                at += 1;
            }
            if !self.kind(at).is_some_and(|kind| matches!(kind, Kind::Word | Kind::Number)) {
                return None;
            }
            let holds = match piece {
                Piece::Folded(word) => self.folded(at) == &**word,
                Piece::Prefix(stem) => self.folded(at).starts_with(&**stem),
                Piece::Exact(word) => self.word(at).raw == *word,
                Piece::Any => true,
            };
            if !holds {
                return None;
            }
            at += 1;
        }
        Some(at)
    }

    /// `Q:`, `**Q:**`, `Q.`: somebody asks.
    pub(super) fn is_asked(&self) -> bool {
        self.first_word().is_some_and(|t| self.parsed.str(t) == "Q" && self.is_mark(t + 1, &[":", ".", "*"]))
    }

    /// Whether a colon or a bar stands here, or a dash with spaces and a capital behind it; or
    /// nothing more.
    pub(super) fn is_set_off(&self, at: usize) -> bool {
        let apart = |t: usize| self.parsed.tokens[t].start > self.parsed.tokens[t - 1].end;
        // "Correction – a word that he hated – came late" is prose.
        let begins = |t: usize| self.kind(t) != Some(Kind::Word) || self.word(t).shape.is_capitalised();
        self.is_mark(at, &[":", "|", "»", ">"])
            || self.is_mark(at, &["-", "–", "—"]) && apart(at) && begins(at + 1)
            || self.words_from(at).next().is_none() && !self.is_mark(self.tokens.end - 1, &["?", "!", ","])
    }

    /// Whether nothing but names, small words of bylines and numbers follows, one name at least.
    pub(super) fn is_all_names(&self, from: usize, small: &HashSet<Box<str>, Hasher>) -> bool {
        let (mut names, mut ended) = (0, false);
        for token in from..self.tokens.end {
            match self.parsed.tokens[token].kind {
                Kind::Word => {
                    let listed = small.contains(self.folded(token));
                    if !listed && !self.word(token).shape.is_capitalised() {
                        return false;
                    }
                    names += usize::from(!listed);
                    ended = false;
                }
                Kind::Number => ended = false,
                Kind::Clitic => return false,
                Kind::Mark if self.is_mark(token, &["."]) => {
                    let word = self.word(token - 1);
                    ended = !word.abbreviation && word.folded.chars().count() > 1;
                }
                Kind::Mark if self.is_mark(token, &QUOTATION_MARKS) || self.is_mark(token, &["?", "!"]) => {
                    return false;
                }
                Kind::Mark => {}
            }
        }
        let first = self.first_word().map(|t| self.word(t).shape.is_capitalised());
        names > 0 && !ended && first == Some(true)
    }

    /// Whether a year or the sign stands here.
    pub(super) fn is_year(&self, at: usize) -> bool {
        let year = |t: usize| {
            self.kind(t) == Some(Kind::Number) && {
                let digits = self.parsed.str(t);
                digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"))
            }
        };
        let sign =
            self.is_mark(at, &["("]) && self.kind(at + 1) == Some(Kind::Word) && self.folded(at + 1) == "c";
        year(at) || self.is_mark(at, &["©"]) || sign
    }

    /// *© 2024*, *(c) 2024*: the line begins with the sign.
    pub(super) fn is_copyright(&self) -> bool {
        let start = self.tokens.start;
        let short = || self.words().nth(super::LONGEST).is_none();
        self.is_mark(start, &["©"]) && short()
            || self.is_mark(start, &["("])
                && self.is_year(start)
                && self.is_mark(start + 2, &[")"])
                && self.is_year(start + 3)
                && short()
    }

    /// *14:32*, *2.15pm*, *10:05 GMT*: a time of day and nothing else.
    pub(super) fn is_time(&self, first: usize) -> bool {
        let hour = self.parsed.str(first);
        if !hour.starts_with(|c: char| c.is_ascii_digit()) || self.words().nth(4).is_some() {
            return false;
        }
        let half = |word: &str| matches!(word, "am" | "pm" | "a.m." | "p.m.");
        let colon = self.is_mark(first + 1, &[":"]) && self.kind(first + 2).is_some();
        let minutes = if colon { first + 2 } else { first };
        // "2.15pm" is one word.
        let folded = self.folded(minutes);
        let digits = folded.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let glued = half(&folded[digits.len()..]);
        let number = digits.len() <= 5 && digits.chars().all(|c| c.is_ascii_digit() || c == '.');
        let apart = !glued && self.kind(minutes + 1) == Some(Kind::Word) && half(self.folded(minutes + 1));
        let zone = |t: usize| {
            let word = self.word(t);
            word.raw.len() <= 5 && word.raw.chars().all(|c| c.is_ascii_uppercase())
        };
        let only_zone = self.words_from(minutes + 1 + usize::from(apart)).all(zone);
        let whole = glued || digits.len() == folded.len();
        number
            && whole
            && only_zone
            && (colon || glued || apart)
            && !self.is_mark(self.tokens.end - 1, &["?", "!"])
    }

    /// Whether a date or a time follows, and no sentence does.
    pub(super) fn is_dated(&self, from: usize) -> bool {
        let small = |t: usize| {
            let word = self.word(t);
            word.shape.is_capitalised()
                || self.parsed.tokens[t].kind == Kind::Number
                || matches!(&*word.folded, "at" | "on" | "am" | "pm" | "a.m." | "p.m." | "ago")
                || matches!(&*word.folded, "hours" | "minutes" | "days" | "th" | "st" | "nd" | "rd")
        };
        let number = self.words_from(from).any(|t| self.word(t).raw.contains(|c: char| c.is_ascii_digit()));
        number && self.words_from(from).all(small) && !self.is_mark(self.tokens.end - 1, &[".", "!", "?"])
    }

    /// An e-mail address.
    pub(super) fn has_address(&self) -> bool {
        let glued = |t: usize| self.parsed.tokens[t].end == self.parsed.tokens[t + 1].start;
        let at = |t: usize| self.is_mark(t, &["@"]) && t > self.tokens.start && t + 2 < self.tokens.end;
        self.tokens.range().any(|t| at(t) && glued(t - 1) && glued(t) && self.is_mark_in(t + 1, "."))
    }

    /// Whether a mark follows within the run of glued tokens.
    fn is_mark_in(&self, from: usize, mark: &str) -> bool {
        let glued = |t: &usize| *t == from || self.parsed.tokens[*t - 1].end == self.parsed.tokens[*t].start;
        let holds = |t: usize| self.parsed.str(t).contains(mark);
        (from..self.tokens.end).take_while(glued).any(holds)
    }

    /// Whether it could be a headline in a list: short, and without the end of a sentence.
    pub(super) fn is_link(&self) -> bool {
        let text = self.parsed.span(self.tokens).of(self.parsed.text);
        let bare = text.trim_end_matches(['”', '"', '’', '\'', '»', ')']);
        !bare.ends_with(['.', '!', ',', ';', '…']) && self.words().nth(LONGEST_LINK).is_none()
    }
}
