//! One row an article: what was read, and what of it is new.

use super::super::{Article, Cell, Run};
use super::header;

/// Columns of `articles.csv`.
pub fn articles_header() -> Vec<String> {
    header(&[
        "article_id",
        "article",
        "date",
        "source",
        "title",
        "n_quotes",
        "n_quotes_unique",
        "n_words",
        "duplicate_of",
        "similarity",
        "file",
        "line",
    ])
}

/// The row of an article; those that repeat an earlier one have theirs, whatever becomes of
/// their quotations.
pub fn article(run: &Run, article: &Article) -> Vec<Cell> {
    let document = &article.analysis.document;
    let speech = run.speech()[0];
    let said =
        article.findings(speech).iter().filter(|f| f.quote.form != crate::quote::Form::Scare).count() as u64;
    let words = article.parts(speech).iter().map(|part| part.words).sum();
    let (first, share) = article.duplicate_of().unzip();
    vec![
        Cell::Text(article.id.clone()),
        Cell::Text(document.id.clone()),
        Cell::date(document.meta.date),
        Cell::maybe(document.meta.source.as_ref()),
        Cell::maybe(document.meta.title.as_ref()),
        Cell::Count(said),
        Cell::Count(said - article.repeated(speech)),
        Cell::Count(words),
        Cell::maybe(first),
        Cell::number(share),
        Cell::Text(document.file.clone()),
        document.line.map_or(Cell::Missing, Cell::Count),
    ]
}
