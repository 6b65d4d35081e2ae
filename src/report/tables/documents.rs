//! One row a document that was scored whole.

use super::super::identity::{attributes, speaker_id, type_cell, with_attributes};
use super::super::{Article, Cell, Run, Speech};
use super::header;
use super::quotes::{add_rates, lang, rates_header};
use crate::tally::UNATTRIBUTED;
use std::sync::Arc;

/// Columns of `documents.csv`.
pub fn documents_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "document",
        "article_id",
        "date",
        "source",
        "speaker",
        "speaker_id",
        "speaker_type",
        "n_words",
    ]);
    with_attributes(run, &mut columns);
    columns.extend(rates_header(run));
    columns.extend(header(&["duplicate_of", "title", "url", "lang", "file", "line"]));
    columns
}

/// The row of a document; its text stands in the input.
///
/// # Errors
/// What `row` says.
pub fn documents(
    run: &Run,
    article: &Article,
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let document = &article.analysis.document;
    let mut cells = Vec::new();
    for (at, finding) in article.findings(Speech::Whole).iter().enumerate() {
        if !article.is_listed(run, Speech::Whole, at) {
            continue;
        }
        let speaker = finding.speaker();
        let name = speaker.map_or(Cell::Fixed(UNATTRIBUTED), |s| Cell::Text(Arc::clone(&s.name)));
        cells.clear();
        cells.extend([
            Cell::Text(document.id.clone()),
            Cell::Text(article.id.clone()),
            Cell::date(document.meta.date),
            Cell::maybe(document.meta.source.as_ref()),
            name,
            speaker.map_or(Cell::Missing, |s| speaker_id(run, &s.key)),
            type_cell(speaker.map(|s| s.kind)),
        ]);
        cells.extend(attributes(run, speaker.map_or(UNATTRIBUTED, |s| &s.key)));
        cells.push(Cell::Count(finding.score.words));
        add_rates(run, &finding.score, &mut cells);
        cells.extend([
            Cell::maybe(article.repeats(Speech::Whole, at)),
            Cell::maybe(document.meta.title.as_ref()),
            Cell::maybe(document.meta.url.as_ref()),
            lang(document),
            Cell::Text(document.file.clone()),
            document.line.map_or(Cell::Missing, Cell::Count),
        ]);
        row(&cells)?;
    }
    Ok(())
}
