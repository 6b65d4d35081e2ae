//! One row a hit: where each number comes from.

use super::super::identity::speaker_id;
use super::super::{Article, Cell, Run, Speech};
use super::header;
use crate::tally::UNATTRIBUTED;
use crate::text::{Characters, Span};
use std::sync::Arc;

/// Columns of `evidence.csv`.
pub fn evidence_header() -> Vec<String> {
    header(&[
        "quote_id",
        "article_id",
        "date",
        "source",
        "speaker",
        "speaker_id",
        "form",
        "lexicon",
        "category",
        "subcategory",
        "entry",
        "entry_line",
        "matched",
        "weight",
        "stance",
        "stance_cue",
        "counted",
        "duplicate_of",
        "company",
        "char_start",
        "char_end",
        "left",
        "keyword",
        "right",
    ])
}

/// One row a hit, those that are not counted included.
///
/// # Errors
/// What `row` says.
pub fn evidence(
    run: &Run,
    (article, speech): (&Article, Speech),
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let document = &article.analysis.document;
    let text = &document.text;
    let characters = Characters::new(text);
    for (at, finding) in article.findings(speech).iter().enumerate() {
        if !article.is_listed(run, speech, at) {
            continue;
        }
        let counts = article.is_counted(run, speech, at);
        let first = Cell::maybe(article.repeats(speech, at));
        let speaker = finding.speaker().map_or_else(|| UNATTRIBUTED.into(), |s| s.name.clone());
        let id = finding.speaker().map_or(Cell::Missing, |s| speaker_id(run, &s.key));
        for hit in &finding.score.hits {
            let lexicon = &run.lexicons[hit.lexicon];
            let entry = lexicon.entries.row(hit.entry);
            let (category, part) = run.layout.names(hit.lexicon, hit.entry);
            let matched = hit.span.of(text);
            row(&[
                id_of(article, speech, at + 1),
                Cell::Text(article.id.clone()),
                Cell::date(document.meta.date),
                Cell::maybe(document.meta.source.as_ref()),
                Cell::Text(Arc::clone(&speaker)),
                id.clone(),
                Cell::Fixed(finding.quote.form.name()),
                Cell::text(lexicon.name.as_str()),
                Cell::text(category),
                if part.is_empty() { Cell::Missing } else { Cell::text(part) },
                Cell::text(entry.text),
                Cell::Count(entry.line),
                Cell::text(matched),
                Cell::Number(entry.weight),
                Cell::Fixed(hit.stance.name()),
                hit.cue.map_or(Cell::Missing, |span| Cell::text(span.of(text))),
                Cell::flag(counts && finding.counts(hit)),
                first.clone(),
                hit.company.map_or(Cell::Missing, |span| Cell::text(span.of(text))),
                Cell::Count(characters.before(hit.span.start) as u64),
                Cell::Count(characters.before(hit.span.end) as u64),
                Cell::text(left_of(text, hit.span)),
                Cell::text(matched),
                Cell::text(right_of(text, hit.span)),
            ])?;
        }
    }
    Ok(())
}

/// A document has a row of its own under its `article_id`.
fn id_of(article: &Article, speech: Speech, seq: usize) -> Cell {
    if speech == Speech::Whole { Cell::Missing } else { Cell::text(article.quote_id(speech, seq)) }
}

/// Words of context on either side.
const CONTEXT: usize = 8;
/// Bytes in which they are looked for, so that a long paragraph costs no more than a short one.
const REACH: usize = 400;

/// The character boundary at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0)
}

/// The least of a text around a hit that has the same context on either side, wherever it
/// stands.
pub(in crate::report) fn context(text: &str, span: Span) -> Span {
    Span::new(left_end(text, span), right_end(text, span))
}

fn left_end(text: &str, span: Span) -> usize {
    let from = boundary(text, span.start.saturating_sub(REACH));
    // The end of a paragraph belongs to it: what stands before must stay out.
    let from = text[from..span.start].rfind("\n\n").map_or(from, |at| from + at);
    let mut words = Words::default();
    for (at, c) in text[from..span.start].char_indices().rev() {
        if words.end_before(c) == CONTEXT {
            return from + at + c.len_utf8();
        }
    }
    from
}

fn right_end(text: &str, span: Span) -> usize {
    // A character that is cut there is kept, so that as many bytes stand there.
    let to = (span.end + REACH..text.len()).find(|&b| text.is_char_boundary(b)).unwrap_or(text.len());
    let to = text[span.end..to].find("\n\n").map_or(to, |at| span.end + at + 2);
    let mut words = Words::default();
    for (at, c) in text[span.end..to].char_indices() {
        if words.end_before(c) == CONTEXT + 1 {
            return span.end + at;
        }
    }
    to
}

/// Counts words as they end.
#[derive(Default)]
struct Words {
    inside: bool,
    ended: usize,
}

impl Words {
    /// How many have ended before this character.
    fn end_before(&mut self, c: char) -> usize {
        self.ended += usize::from(self.inside && c.is_whitespace());
        self.inside = !c.is_whitespace();
        self.ended
    }
}

fn left_of(text: &str, span: Span) -> String {
    let from = boundary(text, span.start.saturating_sub(REACH));
    let before = text[from..span.start].rsplit("\n\n").next().unwrap_or("");
    let mut words: Vec<&str> = before.split_whitespace().rev().take(CONTEXT).collect();
    words.reverse();
    words.join(" ")
}

fn right_of(text: &str, span: Span) -> String {
    let to = boundary(text, text.len().min(span.end + REACH));
    let after = text[span.end..to].split("\n\n").next().unwrap_or("");
    let joined: Vec<&str> = after.split_whitespace().take(CONTEXT + 1).collect();
    // What sticks to the keyword ("," or "'s") is no word of its own.
    let sticks = after.starts_with(|c: char| !c.is_whitespace());
    joined[..joined.len().min(CONTEXT + usize::from(sticks))].join(" ")
}
