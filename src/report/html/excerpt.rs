//! What is shown of a long text: the stretches around the terms that it is shown for.
//!
//! The same quote may stand under several categories; each shows other stretches of it.

use super::model::{Mark, Quote};
use std::borrow::Cow;
use std::ops::Range;

/// Characters beyond which a text is shortened.
const LONGEST: usize = 700;
/// Bytes kept on either side of a term then.
const AROUND: usize = 130;

/// A text with its terms.
#[derive(Clone, Debug)]
pub(super) struct Excerpt<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) marks: Cow<'a, [Mark]>,
}

/// All of a quote.
pub(super) fn whole(quote: &Quote) -> Excerpt<'_> {
    Excerpt { text: Cow::Borrowed(&quote.text), marks: Cow::Borrowed(&quote.marks) }
}

/// Whether it is longer than what is shown at first.
pub(super) fn is_long(quote: &Quote) -> bool {
    quote.text.len() > LONGEST && quote.text.chars().count() > LONGEST
}

/// A quote as it is shown for a category: whole, or what stands around that category's terms.
pub(super) fn of(quote: &Quote, category: usize) -> Excerpt<'_> {
    if !is_long(quote) {
        return whole(quote);
    }
    let kept = stretches(quote, category);
    let (mut text, mut marks) = (String::new(), Vec::new());
    let end = kept.last().map_or(0, |last| last.end);
    for range in kept {
        if range.start > 0 || !text.is_empty() {
            text.push_str(if text.is_empty() { "… " } else { " … " });
        }
        let inside = quote.marks.iter().filter(|m| range.start <= m.start && m.end <= range.end);
        marks.extend(inside.map(|m| Mark {
            start: m.start - range.start + text.len(),
            end: m.end - range.start + text.len(),
            found: m.found.clone(),
        }));
        text.push_str(&quote.text[range]);
    }
    if end < quote.text.len() {
        text.push_str(" …");
    }
    Excerpt { text: text.into(), marks: marks.into() }
}

/// Stretches around the category's terms from the first on, until there is enough; where it has
/// none, the beginning.
fn stretches(quote: &Quote, category: usize) -> Vec<Range<usize>> {
    let text = &*quote.text;
    let mut kept: Vec<Range<usize>> = Vec::new();
    for mark in quote.marks.iter().filter(|m| m.found.category == category) {
        let so_far: usize = kept.iter().map(Range::len).sum();
        if so_far > LONGEST {
            break;
        }
        let around = edge(text, mark.start.saturating_sub(AROUND))..edge(text, mark.end + AROUND);
        // No term is cut in two.
        let around = around.start..around.end.max(mark.end);
        match kept.last_mut() {
            Some(last) if around.start <= last.end => last.end = last.end.max(around.end),
            _ => kept.push(around),
        }
    }
    if kept.is_empty() {
        kept.push(0..edge(text, LONGEST));
    }
    kept
}

/// The start of the word at a byte; where that is far, as in a script without spaces, the byte.
fn edge(text: &str, byte: usize) -> usize {
    if byte >= text.len() {
        return text.len();
    }
    let at = (0..=byte).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0);
    let word = text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1);
    if at - word > AROUND { at } else { word.min(at) }
}

#[cfg(test)]
mod tests {
    use super::super::model::Found;
    use super::*;
    use crate::score::Stance;

    /// A quote in which each `*word` is a term of category 0 and each `+word` one of category 1.
    fn quote(text: &str) -> Quote {
        let mut quote = Quote::default();
        for word in text.split(' ') {
            let category = ["*", "+"].iter().position(|sign| word.starts_with(sign));
            let word = word.trim_start_matches(['*', '+']);
            let start = quote.text.len();
            quote.text += &format!("{word} ");
            let found = |category| Found {
                category,
                part: String::new(),
                entry: word.into(),
                stance: Stance::Asserts,
                cue: None,
                counted: true,
            };
            quote.marks.extend(category.map(|c| Mark { start, end: start + word.len(), found: found(c) }));
        }
        quote
    }

    #[test]
    fn a_quote_full_of_terms_is_cut_like_any_other() {
        let quote = quote(&"we *fight the +peace and *war goes on ".repeat(1_000));
        let shown = of(&quote, 0);
        assert!(shown.text.len() < LONGEST + 4 * AROUND, "{} bytes", shown.text.len());
        assert!(shown.text.ends_with(" …"));
        for mark in &*shown.marks {
            assert_eq!(shown.text[mark.start..mark.end], mark.found.entry);
        }
    }

    #[test]
    fn each_category_shows_its_own_terms_of_a_long_quote() {
        let text = format!("{}and in the end +friends are here", "we *fight on and on ".repeat(100));
        let quote = quote(&text);
        let of_second = of(&quote, 1);
        assert!(of_second.text.starts_with("… ") && of_second.text.contains("friends"), "{}", of_second.text);
        assert!(of_second.marks.iter().any(|m| m.found.category == 1));
        assert!(!of(&quote, 0).text.contains("friends"));
    }

    #[test]
    fn a_script_without_spaces_is_cut_between_characters() {
        let quote = quote(&format!("*战 {}", "争和平".repeat(2_000)));
        let shown = of(&quote, 0);
        assert!(shown.text.len() < 2 * LONGEST, "{} bytes", shown.text.len());
    }

    #[test]
    fn what_is_short_is_whole() {
        let quote = quote("we *fight");
        assert_eq!(of(&quote, 0).text, quote.text);
    }
}
