//! One row a speaker and article.

use super::super::identity::{speaker_id, type_cell};
use super::super::{Article, Cell, Run, Speech};
use super::header;
use crate::score::Stance;
use crate::tally::{Counts, Part};

/// Columns of `speaker_articles.csv`.
pub fn speaker_articles_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "speaker",
        "speaker_id",
        "speaker_type",
        "article_id",
        "article",
        "date",
        "source",
        "n_quotes",
        "n_quotes_unique",
        "n_words",
    ]);
    for column in &run.layout.columns {
        let name = if column.part.is_empty() {
            column.name.clone()
        } else {
            format!("{}_{}", column.name, column.part)
        };
        columns.extend([format!("{name}_hits"), format!("{name}_negated"), format!("{name}_quotes")]);
    }
    columns.extend(super::valence::of_parts_header(run));
    columns
}

/// One row a speaker and article: the counts that everything else is computed from.
///
/// # Errors
/// What `row` says.
pub fn speaker_articles(
    run: &Run,
    (article, speech): (&Article, Speech),
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let document = &article.analysis.document;
    let mut cells = Vec::new();
    for part in article.parts(speech) {
        let Part {
            key,
            name,
            kind,
            quotes,
            unique,
            counted: _,
            words,
            columns,
            valence,
            confidence: _,
            terms: _,
        } = part;
        cells.clear();
        cells.extend([
            Cell::Text(name.clone()),
            speaker_id(run, key),
            type_cell(*kind),
            Cell::Text(article.id.clone()),
            Cell::Text(document.id.clone()),
            Cell::date(document.meta.date),
            Cell::maybe(document.meta.source.as_ref()),
            Cell::Count(*quotes),
            Cell::Count(*unique),
            Cell::Count(*words),
        ]);
        for column in 0..run.layout.columns.len() {
            let counts @ Counts { hits, stances: _, quotes } = &columns[column];
            let negated = counts.of(Stance::Negated);
            cells.extend([Cell::Count(*hits), Cell::Count(negated), Cell::Count(*quotes)]);
        }
        cells.extend(super::valence::of_part(run, *valence));
        row(&cells)?;
    }
    Ok(())
}
