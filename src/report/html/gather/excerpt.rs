//! Finds the terms of a quote in its text, and shortens texts that are long.

use super::super::model::{Found, Mark, Quote};
use super::evidence::Placed;
use std::ops::Range;

/// Characters beyond which a text is shortened to what stands around its terms.
const LONGEST: usize = 700;
/// Bytes kept on either side of a term then.
const AROUND: usize = 130;
/// Characters of titles and names of articles.
const TITLE: usize = 160;

/// Marks the hits of a quote in its text.
pub(super) fn mark(quote: &mut Quote, hits: Vec<Placed>) {
    for title in
        [quote.title.as_mut(), Some(&mut quote.article), quote.mention.as_mut()].into_iter().flatten()
    {
        shorten(title);
    }
    for (span, matched, found) in hits {
        let expected = span.zip(quote.start).map_or(0, |((start, _), from)| start.saturating_sub(from));
        place(quote, &matched, expected as usize, found);
    }
    quote.marks.sort_by_key(|m| (m.start, std::cmp::Reverse(m.end), m.found.category));
    if quote.text.chars().count() > LONGEST {
        cut(quote);
    }
}

fn shorten(title: &mut String) {
    if let Some((end, _)) = title.char_indices().nth(TITLE) {
        title.truncate(end);
        title.push('…');
    }
}

/// Where a term stands: the occurrence nearest to where the table says. Tables tell places in
/// the article; the pieces of a quote over several paragraphs are joined more closely.
fn place(quote: &mut Quote, matched: &str, expected: usize, found: Found) {
    if matched.is_empty() {
        return;
    }
    let byte = quote.text.char_indices().nth(expected).map_or(quote.text.len(), |(at, _)| at);
    let nearest = quote.text.match_indices(matched).map(|(at, _)| at).min_by_key(|at| at.abs_diff(byte));
    let start = nearest.unwrap_or_else(|| {
        // The cell ends before the term: it is shown behind what there is.
        quote.text.push_str(" … ");
        let start = quote.text.len();
        quote.text.push_str(matched);
        start
    });
    quote.marks.push(Mark { start, end: start + matched.len(), found });
}

/// Keeps what stands around the terms, as far as there is room for.
fn cut(quote: &mut Quote) {
    let mut kept: Vec<Range<usize>> = Vec::new();
    for mark in &quote.marks {
        let around =
            edge(&quote.text, mark.start.saturating_sub(AROUND))..edge(&quote.text, mark.end + AROUND);
        let so_far: usize = kept.iter().map(Range::len).sum();
        match kept.last_mut() {
            Some(last) if around.start <= last.end => last.end = last.end.max(around.end),
            _ if so_far > LONGEST => break,
            _ => kept.push(around),
        }
    }
    let (mut text, mut marks) = (String::new(), Vec::new());
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
        text.push_str(&quote.text[range.clone()]);
        if range.end < quote.text.len() && marks.len() == quote.marks.len() {
            text.push_str(" …");
        }
    }
    (quote.text, quote.marks) = (text, marks);
}

/// The start of the word at a byte.
fn edge(text: &str, byte: usize) -> usize {
    if byte >= text.len() {
        return text.len();
    }
    let at = (0..=byte).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0);
    text[..at].rfind(char::is_whitespace).map_or(0, |space| space + 1).min(at)
}
