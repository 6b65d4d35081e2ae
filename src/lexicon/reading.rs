//! A text together with what the resource lexicons say of its words.

use super::facts::{Fact, FactCache, Flags, Phrase};
use crate::text::{Kind, Parsed, Span, Token, Vocabulary, Word};

/// A text with what the resource lexicons say of its words.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// The tokens.
    pub parsed: &'a Parsed<'a>,
    /// Their words.
    pub vocabulary: &'a Vocabulary,
    /// Rows of several words, in order.
    pub phrases: &'a [Phrase],
    /// What is known of each token's word, side by side: every stage walks over it.
    facts: Vec<Fact>,
    /// Whether marks of quotation cover each token.
    quoted: Vec<bool>,
}

impl<'a> Reading<'a> {
    /// A text with what is known of it; `quoted` are its quotations in order. Nothing is
    /// asked of a text without any, so nothing is looked up there, unless `whole` says so.
    pub fn new(
        parsed: &'a Parsed<'a>,
        vocabulary: &'a Vocabulary,
        cache: &FactCache,
        phrases: &'a [Phrase],
        quoted: &[Span],
        whole: bool,
    ) -> Self {
        let mut reading = Self { parsed, vocabulary, phrases, facts: Vec::new(), quoted: Vec::new() };
        if quoted.is_empty() && !whole {
            return reading;
        }
        let fact = |t: &Token| if t.kind == Kind::Word { cache.of(t.word) } else { Fact::default() };
        reading.facts = parsed.tokens.iter().map(fact).collect();
        reading.quoted = vec![false; parsed.tokens.len()];
        for (at, span) in quoted.iter().enumerate() {
            let next = quoted.get(at + 1).map_or(span.end, |next| next.start.min(span.end));
            let tokens = parsed.tokens_in(Span::new(span.start, next));
            reading.quoted[tokens.range()].fill(true);
        }
        reading
    }

    /// What is known of a token's word; nothing for marks.
    pub fn fact(&self, token: usize) -> Fact {
        self.facts.get(token).copied().unwrap_or_default()
    }

    /// The categories of a token's word.
    pub fn flags(&self, token: usize) -> Flags {
        self.fact(token).flags
    }

    /// The rows of several words that a token is part of.
    pub fn phrases_at(&self, token: usize) -> impl Iterator<Item = &'a Phrase> + use<'a> {
        let first = self.phrases.partition_point(|p| p.tokens.end <= token);
        self.phrases[first..].iter().take_while(move |p| p.tokens.start <= token)
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
        self.quoted.get(token).is_some_and(|&quoted| quoted)
    }
}
