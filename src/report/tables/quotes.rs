//! One row a quotation.

use super::super::identity::{attributes, speaker_id, type_cell, with_attributes};
use super::super::{Article, Cell, Run, Speech, csv};
use super::{header, per_1000, valence};
use crate::analysis::Finding;
use crate::attribution::{Attribution, Rule};
use crate::document::Document;
use crate::score::Score;
use crate::tally::{Column, UNATTRIBUTED};
use crate::text::Characters;

/// Columns of `quotes.csv`.
pub fn quotes_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "quote_id",
        "article_id",
        "article",
        "seq",
        "date",
        "source",
        "title",
        "url",
        "speaker",
        "speaker_id",
        "speaker_type",
        "speaker_mention",
        "rule",
        "confidence",
        "form",
        "within",
        "n_words",
    ]);
    with_attributes(run, &mut columns);
    columns.extend(rates_header(run));
    columns.extend(header(&["duplicate_of", "lang", "file", "char_start", "char_end", "text_cut", "text"]));
    columns
}

/// The language of an article, as a code.
pub(super) fn lang(document: &Document) -> Cell {
    document.language.as_ref().map_or(Cell::Missing, |language| Cell::Text(language.code.clone()))
}

/// Columns of what was counted in a quotation, or in a document.
pub(super) fn rates_header(run: &Run) -> Vec<String> {
    let of = |column: &Column| [format!("{}_hits", column.name), format!("{}_per_1000", column.name)];
    let mut columns: Vec<String> = run.layout.wholes().flat_map(|(_, column)| of(column)).collect();
    columns.extend(valence::of_quotes_header(run));
    columns
}

/// Adds, by category, the hits that count and their rate; and the valence.
pub(super) fn add_rates(run: &Run, score: &Score, cells: &mut Vec<Cell>) {
    let mut hits = vec![0; run.layout.columns.len()];
    for hit in score.hits.iter().filter(|hit| hit.counted) {
        for &column in run.layout.of(hit.lexicon, hit.entry) {
            hits[column] += 1;
        }
    }
    let of = |column: usize| [Cell::Count(hits[column]), Cell::number(per_1000(hits[column], score.words))];
    cells.extend(run.layout.wholes().flat_map(|(column, _)| of(column)));
    cells.extend(valence::of_quote(run, score.valence));
}

/// What is said, the pieces of several paragraphs joined by a space.
pub(in crate::report) fn said(article: &Article, finding: &Finding) -> String {
    let pieces = finding.quote.pieces.iter().map(|p| p.of(&article.analysis.document.text).trim());
    pieces.collect::<Vec<_>>().join(" ")
}

/// One row a quotation, scare quotes included.
///
/// # Errors
/// What `row` says.
pub fn quotes(
    run: &Run,
    (article, speech): (&Article, Speech),
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let document = &article.analysis.document;
    let characters = Characters::new(&document.text);
    let mut cells = Vec::new();
    for (at, finding) in article.findings(speech).iter().enumerate() {
        if !article.is_listed(run, speech, at) {
            continue;
        }
        let Attributed { speaker, id, mention, rule, confidence } = attributed(run, article, finding);
        let text = said(article, finding);
        let span = finding.quote.said();
        cells.clear();
        cells.extend([
            Cell::text(article.quote_id(speech, at + 1)),
            Cell::Text(article.id.clone()),
            Cell::Text(document.id.clone()),
            Cell::Count(at as u64 + 1),
            Cell::date(document.meta.date),
            Cell::maybe(document.meta.source.as_ref()),
            Cell::maybe(document.meta.title.as_ref()),
            Cell::maybe(document.meta.url.as_ref()),
            speaker,
            id,
            type_cell(finding.speaker().map(|s| s.kind)),
        ]);
        cells.extend(attributes(run, finding.speaker().map_or(UNATTRIBUTED, |s| &s.key)));
        cells.extend([
            mention,
            Cell::Fixed(rule),
            Cell::Number(confidence),
            Cell::Fixed(finding.quote.form.name()),
            finding.within.map_or(Cell::Missing, |outer| Cell::text(article.quote_id(speech, outer + 1))),
            Cell::Count(finding.score.words),
        ]);
        add_rates(run, &finding.score, &mut cells);
        cells.extend([
            Cell::maybe(article.repeats(speech, at)),
            lang(document),
            Cell::Text(document.file.clone()),
            Cell::Count(characters.before(span.start) as u64),
            Cell::Count(characters.before(span.end) as u64),
            Cell::flag(csv::is_cut(&text)),
            Cell::text(text),
        ]);
        row(&cells)?;
    }
    Ok(())
}

struct Attributed {
    speaker: Cell,
    id: Cell,
    mention: Cell,
    rule: &'static str,
    confidence: f64,
}

fn attributed(run: &Run, article: &Article, finding: &Finding) -> Attributed {
    match (finding.attribution, finding.speaker()) {
        (Attribution::To { mention, confidence, rule, .. }, Some(speaker)) => Attributed {
            speaker: Cell::Text(speaker.name.clone()),
            id: speaker_id(run, &speaker.key),
            mention: Cell::text(mention.of(&article.analysis.document.text)),
            rule: rule.name(),
            confidence,
        },
        (Attribution::Given { .. }, Some(speaker)) => Attributed {
            speaker: Cell::Text(speaker.name.clone()),
            id: speaker_id(run, &speaker.key),
            mention: Cell::Missing,
            rule: Rule::Given.name(),
            confidence: 1.0,
        },
        (Attribution::Given { .. }, None) => nobody("not_given", 1.0),
        (Attribution::To { confidence, .. }, None) => nobody("not_named", confidence),
        (Attribution::Nobody { why, confidence }, _) => nobody(why.name(), confidence),
    }
}

fn nobody(rule: &'static str, confidence: f64) -> Attributed {
    Attributed {
        speaker: Cell::Fixed(UNATTRIBUTED),
        id: Cell::Missing,
        mention: Cell::Missing,
        rule,
        confidence,
    }
}
