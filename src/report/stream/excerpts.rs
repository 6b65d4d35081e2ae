//! The parts of a text that reports print, and a text of them.
//!
//! Quotations travel whole; what else is printed are the words around a hit. In place of the
//! rest the text is made up with spaces, so that everything stands where it stood, counted in
//! characters.

use super::super::tables::context;
use super::super::{Article, Run, Speech};
use crate::analysis::Finding;
use crate::text::{Characters, Span};

/// Whether what a quotation's line says is what its pieces hold: said words are printed
/// without white space about them.
fn is_exact(finding: &Finding, text: &str) -> bool {
    finding.quote.pieces.iter().all(|piece| piece.of(text).trim().len() == piece.end - piece.start)
}

/// What must travel besides the lines of an article's quotations, in order: where it begins,
/// in characters, and its words.
pub(super) fn of<'a>(run: &Run, article: &'a Article, characters: &Characters<'_>) -> Vec<(usize, &'a str)> {
    let text = &*article.analysis.document.text;
    let (mut wanted, mut given) = (Vec::new(), Vec::new());
    for &speech in run.speech() {
        for finding in article.findings(speech) {
            // The words of a document that is scored whole are not printed.
            if speech != Speech::Whole {
                let to = if is_exact(finding, text) { &mut given } else { &mut wanted };
                to.extend_from_slice(&finding.quote.pieces);
            }
            wanted.extend(finding.score.hits.iter().map(|hit| context(text, hit.span)));
        }
    }
    let left = without(&joined(wanted), &joined(given));
    left.into_iter().map(|span| (characters.before(span.start), span.of(text))).collect()
}

/// In order, those that touch as one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable();
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match joined.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => joined.push(span),
        }
    }
    joined
}

/// What of some spans lies in none of others; both are in order.
fn without(spans: &[Span], others: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    for span in spans {
        let mut start = span.start;
        let from = others.partition_point(|other| other.end <= span.start);
        for other in others[from..].iter().take_while(|other| other.start < span.end) {
            if start < other.start {
                left.push(Span::new(start, other.start));
            }
            start = other.end;
        }
        if start < span.end {
            left.push(Span::new(start, span.end));
        }
    }
    left
}

/// A text of which only some is known.
pub(super) struct Patchwork {
    pub(super) text: String,
    /// Where each character begins; none where all are of one byte.
    starts: Vec<usize>,
}

/// Characters of the longest text: ingest reads none that is longer.
const LONGEST: usize = 1 << 32;

impl Patchwork {
    /// Of places in characters with what stands there, and the place up to which it must
    /// reach; nothing where a place is none.
    pub(super) fn new(mut known: Vec<(usize, &str)>, reach: usize) -> Option<Self> {
        known.sort_by_key(|(start, words)| (*start, words.len()));
        let (mut text, mut end) = (String::new(), 0);
        let fill = |text: &mut String, from: usize, to: usize| {
            text.extend(std::iter::repeat_n(' ', to.saturating_sub(from)));
        };
        if known.last().is_some_and(|(start, _)| *start > LONGEST) || reach > LONGEST {
            return None;
        }
        for (start, words) in known {
            fill(&mut text, end, start);
            end = end.max(start);
            let new = words.char_indices().nth(end - start);
            let Some((new, _)) = new else { continue };
            text.push_str(&words[new..]);
            end += words[new..].chars().count();
        }
        fill(&mut text, end, reach);
        let starts = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
        };
        Some(Self { text, starts })
    }

    /// The span of two places in characters; nothing where they are none.
    pub(super) fn span(&self, [start, end]: [usize; 2]) -> Option<Span> {
        let byte = |place: usize| {
            if self.starts.is_empty() {
                (place <= self.text.len()).then_some(place)
            } else {
                self.starts.get(place).copied()
            }
        };
        (start <= end).then_some(Span::new(byte(start)?, byte(end)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_stands_where_it_stood_and_the_rest_is_space() {
        let known = vec![(9, "né"), (0, "Żó"), (2, "łw"), (3, "w “"), (0, "Ż")];
        let patchwork = Patchwork::new(known, 13).expect("places");
        assert_eq!(patchwork.text, "Żółw “   né  ");
        assert_eq!(patchwork.span([9, 11]).map(|s| s.of(&patchwork.text)), Some("né"));
        assert!(patchwork.span([9, 14]).is_none() && patchwork.span([3, 2]).is_none());
    }

    #[test]
    fn what_stands_elsewhere_is_left_out() {
        let spans = |ends: &[(usize, usize)]| ends.iter().map(|&(a, b)| Span::new(a, b)).collect::<Vec<_>>();
        let wanted = joined(spans(&[(10, 20), (0, 4), (18, 30), (40, 50)]));
        assert_eq!(wanted, spans(&[(0, 4), (10, 30), (40, 50)]));
        let given = spans(&[(2, 6), (12, 14), (30, 45)]);
        assert_eq!(without(&wanted, &given), spans(&[(0, 2), (10, 12), (14, 30), (45, 50)]));
    }
}
