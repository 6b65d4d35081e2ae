//! What is said in quotation marks.
//!
//! Who said it is decided in `attribution`, which also tells scare quotes and titles from
//! speech. Quotes inside quotes stay part of the outer one.

mod closers;
mod direct;
mod marks;

pub use direct::find;

use crate::text::Span;

/// How a quotation stands in its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// Whole clauses of the speaker's own.
    Direct,
    /// A fragment inside a reporter's clause.
    Mixed,
    /// Not speech: a distanced word, a title, a nickname, a term.
    Scare,
}

impl Form {
    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Scare => "scare",
        }
    }
}

/// One quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// From the first mark to the last, marks included.
    pub span: Span,
    /// What is said, without marks: one span a paragraph.
    pub pieces: Vec<Span>,
    /// How it stands in its article.
    pub form: Form,
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
