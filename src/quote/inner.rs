//! Quotations within what somebody says: *“She told me, ‘Leave,’ and I did.”*
//!
//! Inner marks are of another family than the outer ones. Whose words they hold, and whether
//! they are words that were said at all, is decided in `attribution`.

use super::direct::pair;
use super::marks::{self, Mark};
use super::{Form, Quote};
use crate::text::{Parsed, Span};

/// A quotation within a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inner {
    /// Marks included.
    pub span: Span,
    /// What is said, without marks.
    pub said: Span,
}

impl Inner {
    /// As a quotation of its own.
    pub fn quote(self) -> Quote {
        Quote { span: self.span, pieces: vec![self.said], form: Form::Direct, label: None, inner: Vec::new() }
    }
}

/// The quotations within one, in order. A mark that never closes begins none.
pub(super) fn find(parsed: &Parsed<'_>, quote: &Quote) -> Vec<Inner> {
    let (mut found, mut marks) = (Vec::new(), Vec::new());
    marks::collect(parsed, parsed.tokens_in(quote.span), &mut marks);
    // A turn has no marks of its own.
    let own = |m: &&Mark| m.start == quote.span.start && m.end == quote.said().start;
    let outer = marks.first().filter(own).map(|m| m.family);
    if marks.iter().all(|m| Some(m.family) == outer) {
        return found;
    }
    for &piece in &quote.pieces {
        marks::collect(parsed, parsed.tokens_in(piece), &mut marks);
        marks.retain(|m| Some(m.family) != outer);
        let parts = pair(parsed, piece, &marks, None);
        found.extend(parts.iter().filter(|p| p.closed).map(|p| Inner { span: p.span, said: p.said }));
    }
    found
}

#[cfg(test)]
mod tests {
    use crate::text::{Parsed, Vocabulary};

    fn inner(text: &str) -> Vec<&str> {
        let mut vocabulary = Vocabulary::default();
        let parsed = Parsed::new(text, &mut vocabulary);
        let quotes = crate::quote::find(&parsed, &vocabulary);
        quotes.iter().flat_map(|q| &q.inner).map(|i| i.said.of(text)).collect()
    }

    #[test]
    fn marks_of_another_family_quote_within_a_quotation() {
        assert_eq!(inner("“She told me, ‘Leave us,’ and I did,” he said."), ["Leave us,"]);
        assert_eq!(inner("\"She told me, 'Don't go,' and I didn't,\" he said."), ["Don't go,"]);
        assert_eq!(inner("‘She told me, “Leave us,” and I did,’ he said."), ["Leave us,"]);
        assert_eq!(inner("« She told me, “Leave us,” and I did », he said."), ["Leave us,"]);
    }

    #[test]
    fn apostrophes_and_marks_of_the_same_family_quote_nothing_within() {
        assert_eq!(inner("“It’s the workers’ harbour,” he said. “In the ’90s it wasn’t.”"), [""; 0]);
        assert_eq!(inner("\"He asked: “Why?” I left,\" she said."), [""; 0]);
    }
}
