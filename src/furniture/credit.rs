//! Credits behind the words of a caption: *(NW Photo/Odile Marsh)*, *Photo: Odile Marsh*.

use super::Furniture;
use super::line::Line;
use crate::text::{Kind, Range, Span};

/// Tokens in the longest credit.
const LONGEST: usize = 16;

impl Furniture {
    /// The credit that a line ends with.
    pub(super) fn credit_of(&self, line: &Line<'_>) -> Option<Span> {
        let Range { start, end } = line.tokens;
        let last = end.checked_sub(1).filter(|last| *last > start)?;
        // Nearly all lines are sentences, and end as such.
        if line.is_mark(last, &[".", "!", "?", "”", "\"", "’", "'", ":", ","])
            && !line.is_mark(last - 1, &[")"])
        {
            return None;
        }
        let first = start.max(end.saturating_sub(LONGEST));
        let close = if line.is_mark(last, &[")"]) { last } else { last.saturating_sub(1) };
        if line.is_mark(close, &[")"]) {
            let open = (first..close).rev().find(|&t| line.is_mark(t, &["("]))?;
            let inside = open + 1..close;
            let listed = inside.clone().any(|t| self.is_credit_word(line, t));
            let slash = inside.clone().any(|t| line.is_mark(t, &["/"]));
            let credit = (listed || slash) && self.names(line, inside);
            return credit.then(|| line.parsed.span(Range::new(open, end)));
        }
        let behind_stop = |t: usize| t > start && line.is_mark(t - 1, &[".", "!", "?", "”", "\"", ")"]);
        let word = (first..last).find(|&t| behind_stop(t) && self.is_credit_word(line, t))?;
        let set_off = line.is_mark(word + 1, &[":"])
            || line.kind(word + 1) == Some(Kind::Word) && line.folded(word + 1) == "by";
        (set_off && self.names(line, word + 2..end)).then(|| line.parsed.span(Range::new(word, end)))
    }

    fn is_credit_word(&self, line: &Line<'_>, token: usize) -> bool {
        line.kind(token) == Some(Kind::Word) && self.credit.contains(line.folded(token))
    }

    /// Whether all words are capitalised or small words of bylines, and one is a name.
    fn names(&self, line: &Line<'_>, tokens: std::ops::Range<usize>) -> bool {
        let words = || tokens.clone().filter(|&t| line.kind(t) == Some(Kind::Word));
        let small = |t: usize| self.byline.contains(line.folded(t)) || self.credit.contains(line.folded(t));
        let name = |t: usize| line.word(t).shape.is_capitalised() && !small(t);
        let clean = tokens.clone().all(|t| !line.is_mark(t, &["“", "”", "\"", "?", "!"]));
        clean && words().all(|t| name(t) || small(t)) && words().any(name)
    }
}
