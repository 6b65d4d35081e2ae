//! A text together with what the resource lexicons say of its words.

use super::facts::{Fact, FactCache, Flags, Phrase};
use crate::text::{Kind, Parsed, Span, Vocabulary, Word};

/// A text with what the resource lexicons say of its words.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The tokens.
    pub parsed: &'a Parsed<'a>,
    /// Their words.
    pub vocabulary: &'a Vocabulary,
    /// What is known of them.
    pub cache: &'a FactCache,
    /// Rows of several words, in order.
    pub phrases: &'a [Phrase],
    /// What marks of quotation cover, in order.
    pub quoted: &'a [Span],
}

impl<'a> Reading<'a> {
    /// What is known of a token's word; nothing for marks.
    pub fn fact(&self, token: usize) -> Fact {
        match self.parsed.tokens.get(token) {
            Some(t) if t.kind == Kind::Word => self.cache.of(t.word),
            _ => Fact::default(),
        }
    }

    /// The categories of a token's word.
    pub fn flags(&self, token: usize) -> Flags {
        self.fact(token).flags
    }

    /// The word of a token.
    pub fn word(&self, token: usize) -> &'a Word {
        self.vocabulary.word(self.parsed.tokens[token].word)
    }

    /// The token's own letters.
    pub fn str(&self, token: usize) -> &'a str {
        self.parsed.str(token)
    }

    /// Whether the token is this mark.
    pub fn is_mark(&self, token: usize, marks: &[&str]) -> bool {
        self.parsed.tokens.get(token).is_some_and(|t| t.kind == Kind::Mark)
            && marks.contains(&self.str(token))
    }

    /// Whether a token stands inside quotation marks.
    pub fn is_quoted(&self, token: usize) -> bool {
        let start = self.parsed.tokens[token].start as usize;
        let after = self.quoted.partition_point(|q| q.start <= start);
        after > 0 && start < self.quoted[after - 1].end
    }
}
