//! What is said: in quotation marks, and in the turns of a script.
//!
//! Who said it is decided in `attribution`, which also tells scare quotes and titles from
//! speech. A quote inside a quote stays part of the outer one and is noted beside it.

mod closers;
mod direct;
mod inner;
mod label_words;
mod labels;
mod marks;
mod turns;

pub use inner::Inner;
pub use labels::{Label, Role};

use crate::text::{Parsed, Span, Vocabulary};

/// How a quotation stands in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Whole clauses of the speaker's own.
    Direct,
    /// A fragment inside a reporter's clause.
    Mixed,
    /// Not speech: a distanced word, a title, a nickname, a term.
    Scare,
    /// Reported without quotation marks, in the reporter's words: see `reported`.
    Indirect,
    /// A whole document of one speaker, in which no quotations are looked for.
    Whole,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Direct, Self::Mixed, Self::Scare, Self::Indirect, Self::Whole];

    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Scare => "scare",
            Self::Indirect => "indirect",
            Self::Whole => "whole",
        }
    }
}

/// One quotation, or one turn of a script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// From the first mark to the last, marks included; of a turn, what is said.
    pub span: Span,
    /// What is said, without marks: one span a paragraph. Of a turn stage directions are left
    /// out too.
    pub pieces: Vec<Span>,
    /// How it stands in its article.
    pub form: Form,
    /// The label that names its speaker, where the article is laid out as a script.
    pub label: Option<Label>,
    /// Quotations within it, in order.
    pub inner: Vec<Inner>,
}

impl Quote {
    /// From the first said word to the last.
    pub fn said(&self) -> Span {
        match &self.pieces[..] {
            [first, .., last] => Span::new(first.start, last.end),
            [only] => *only,
            [] => self.span,
        }
    }
}

/// What is said in a text, in order: quotations and turns, which never overlap. Their forms
/// are direct or mixed.
pub fn find(parsed: &Parsed<'_>, vocabulary: &Vocabulary) -> Vec<Quote> {
    let mut quotes = direct::find(parsed, vocabulary);
    turns::add(parsed, vocabulary, &mut quotes);
    for quote in &mut quotes {
        quote.inner.extend(inner::find(parsed, quote));
    }
    quotes
}
