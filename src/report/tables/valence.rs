//! The columns of valence, which every table about quotations or speakers has where valence
//! was scored, and none where it was not.

use super::super::{Cell, Run};
use super::header;
use crate::compare::valence;
use crate::score::valence::Valence;
use crate::tally::ValenceSums;

/// Columns of a table of quotations.
pub(super) fn of_quotes_header(run: &Run) -> Vec<String> {
    columns(run, &["valence", "valence_terms", "n_sentences"])
}

/// The mean of a quotation's sentences, and what it rests on.
pub(super) fn of_quote(run: &Run, valence: Option<Valence>) -> Vec<Cell> {
    if run.valence.is_none() {
        return Vec::new();
    }
    let Some(valence) = valence else { return vec![Cell::Missing; 3] };
    vec![Cell::number(valence.mean()), Cell::Count(valence.terms), Cell::Count(valence.sentences)]
}

/// Columns of a table of speakers and articles.
pub(super) fn of_parts_header(run: &Run) -> Vec<String> {
    columns(run, &["valence_sum", "valence_terms", "n_sentences"])
}

/// The sum over sentences: it has four decimals, no more, so that it adds up exactly.
pub(super) fn of_part(run: &Run, valence: Valence) -> Vec<Cell> {
    if run.valence.is_none() {
        return Vec::new();
    }
    let sum = valence.sum as f64 / 10_000.0;
    vec![Cell::Number(sum), Cell::Count(valence.terms), Cell::Count(valence.sentences)]
}

/// Columns of a table of speakers, or of groups.
pub(in super::super) fn of_speakers_header(run: &Run) -> Vec<String> {
    columns(run, &["valence_mean", "valence_low", "valence_high", "valence_terms", "n_sentences"])
}

/// The mean over a speaker's sentences with its interval, and what it rests on.
pub(in super::super) fn of_speaker(run: &Run, sums: &ValenceSums) -> Vec<Cell> {
    if run.valence.is_none() {
        return Vec::new();
    }
    let interval = valence::interval(sums);
    vec![
        Cell::number(sums.all.mean()),
        Cell::number(interval.map(|(low, _)| low)),
        Cell::number(interval.map(|(_, high)| high)),
        Cell::Count(sums.all.terms),
        Cell::Count(sums.all.sentences),
    ]
}

fn columns(run: &Run, names: &[&str]) -> Vec<String> {
    if run.valence.is_some() { header(names) } else { Vec::new() }
}
