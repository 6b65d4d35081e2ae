//! Finds the terms of a quote in its text. How much of a long text is shown is decided where it
//! is shown: see `excerpt` of the page.

use super::super::model::{Found, Mark, Quote};
use super::evidence::Placed;

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
