//! One row a speaker, and one a speaker and category.

use super::super::identity::{attributes, speaker_id, type_cell, with_attributes};
use super::super::{Cell, FEW, Run};
use super::{header, share, valence};
use crate::analysis::Unit;
use crate::compare::rates::{self, Rate};
use crate::score::Stance;
use crate::tally::{Column, Counts, Ranked, Speaker, Sums};
use std::ops::Range;

/// Columns of `speakers.csv`.
pub fn speakers_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "speaker",
        "speaker_id",
        "speaker_type",
        "n_articles",
        "n_sources",
        "n_quotes",
        "n_quotes_unique",
        "n_words",
        "first_date",
        "last_date",
    ]);
    with_attributes(run, &mut columns);
    for (_, column) in run.layout.wholes() {
        let c = &column.name;
        columns.extend(
            ["hits", "per_1000", "low", "high", "quote_share", "top_terms"].map(|of| format!("{c}_{of}")),
        );
    }
    if balance_columns(run).is_some() {
        columns.push("balance".into());
    }
    columns.extend(valence::of_speakers_header(run));
    columns.extend(header(&["low_data", "attribution_confidence"]));
    columns
}

/// One row a speaker, in this order.
///
/// # Errors
/// What `row` says.
pub fn speakers(
    run: &Run,
    speakers: &[Ranked<'_>],
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let mut cells = Vec::new();
    for (key, speaker) in speakers {
        cells.clear();
        cells.extend([Cell::Text(speaker.name()), speaker_id(run, key), type_cell(speaker.kind())]);
        cells.extend(attributes(run, key));
        cells.extend([
            Cell::Count(speaker.articles),
            Cell::Count(speaker.sources.len() as u64),
            Cell::Count(speaker.quotes),
            Cell::Count(speaker.unique),
            Cell::Count(speaker.words),
            Cell::date(speaker.dates.map(|d| d.0)),
            Cell::date(speaker.dates.map(|d| d.1)),
        ]);
        for (column, _) in run.layout.wholes() {
            let sums = &speaker.columns[column];
            let rate = rates::rate(speaker, sums);
            cells.extend([
                Cell::Count(sums.counts.hits),
                Cell::number(rate.map(|r| r.per_1000)),
                Cell::number(rate.map(|r| r.low)),
                Cell::number(rate.map(|r| r.high)),
                Cell::number(share(sums.counts.quotes, speaker.counted)),
                top_terms(run, speaker, column),
            ]);
        }
        if let Some((war, friendship)) = balance_columns(run) {
            cells.push(Cell::number(balance(speaker, war, friendship)));
        }
        cells.extend(valence::of_speaker(run, &speaker.valence));
        cells.push(Cell::flag(speaker.articles < FEW || speaker.words < run.min_words));
        let sure = share(speaker.confidence, speaker.counted * 1_000_000);
        // Whom a record names was not for us to judge.
        cells.push(Cell::number(sure.filter(|_| run.unit == Unit::Quote)));
        row(&cells)?;
    }
    Ok(())
}

fn balance_columns(run: &Run) -> Option<(usize, usize)> {
    let column = |name: &str| run.layout.wholes().find(|(_, c)| c.name == name).map(|(at, _)| at);
    Some((column("war")?, column("friendship")?))
}

/// (F − W) / (F + W); nothing under five hits.
fn balance(speaker: &Speaker, war: usize, friendship: usize) -> Option<f64> {
    let hits = |column: usize| speaker.columns[column].counts.hits;
    let (w, f) = (hits(war), hits(friendship));
    (w + f >= FEW).then(|| (f as f64 - w as f64) / (f + w) as f64)
}

/// The five commonest rows: `army 12; war* 3`.
fn top_terms(run: &Run, speaker: &Speaker, column: usize) -> Cell {
    let mut terms: Vec<(&str, u64)> = speaker
        .terms
        .iter()
        .map(|(&(lexicon, entry), count)| (lexicon as usize, entry as usize, *count))
        .filter(|&(lexicon, entry, _)| run.layout.of(lexicon, entry).contains(&column))
        .map(|(lexicon, entry, count)| (run.lexicons[lexicon].entries.row(entry).text, count))
        .collect();
    terms.sort_by_key(|&(term, count)| (std::cmp::Reverse(count), term));
    let listed: Vec<String> = terms.iter().take(5).map(|(term, count)| format!("{term} {count}")).collect();
    if listed.is_empty() { Cell::Missing } else { Cell::text(listed.join("; ")) }
}

/// Columns of `speakers_long.csv`.
pub fn speakers_long_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "speaker",
        "speaker_id",
        "speaker_type",
        "category",
        "subcategory",
        "n_articles",
        "n_quotes",
        "n_quotes_unique",
        "n_words",
        "hits",
    ]);
    columns.extend(Stance::ALL.map(|stance| format!("hits_{}", stance.name())));
    columns.extend(header(&[
        "per_1000",
        "low",
        "high",
        "interval",
        "quote_share",
        "design_effect",
        "dispersion",
        "low_data",
    ]));
    with_attributes(run, &mut columns);
    columns
}

/// One row a speaker and category, in this order, parts behind their whole; with the cells in
/// which it differs from the row before, where these are known to be few.
///
/// # Errors
/// What `row` says.
pub fn speakers_long(
    run: &Run,
    speakers: &[Ranked<'_>],
    mut row: impl FnMut(&[Cell], Option<Range<usize>>) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let part = |name: &str| if name.is_empty() { Cell::Missing } else { Cell::text(name) };
    let named = |column: &Column| [Cell::text(column.name.as_str()), part(&column.part)];
    let named: Vec<[Cell; 2]> = run.layout.columns.iter().map(named).collect();
    let mut cells: Vec<Cell> = Vec::new();
    for (key, speaker) in speakers {
        cells.clear();
        cells.extend([Cell::Text(speaker.name()), speaker_id(run, key), type_cell(speaker.kind())]);
        cells.extend(attributes(run, key));
        let identity = cells.len();
        let mut was_empty = false;
        for (at, column) in named.iter().enumerate() {
            let Sums { counts, .. } = &speaker.columns[at];
            let is_empty = *counts == Counts::default();
            if is_empty && was_empty {
                let category = identity..identity + column.len();
                cells[category.clone()].clone_from_slice(column);
                row(&cells, Some(category))?;
                continue;
            }
            was_empty = is_empty;
            let Counts { hits, stances, quotes } = *counts;
            let rate: Option<Rate> = rates::rate(speaker, &speaker.columns[at]);
            cells.truncate(identity);
            cells.extend_from_slice(column);
            cells.extend([
                Cell::Count(speaker.articles),
                Cell::Count(speaker.quotes),
                Cell::Count(speaker.unique),
                Cell::Count(speaker.words),
                Cell::Count(hits),
            ]);
            cells.extend(stances.map(Cell::Count));
            cells.extend([
                Cell::number(rate.map(|r| r.per_1000)),
                Cell::number(rate.map(|r| r.low)),
                Cell::number(rate.map(|r| r.high)),
                rate.map_or(Cell::Missing, |r| Cell::Fixed(r.method.name())),
                Cell::number(share(quotes, speaker.counted)),
                Cell::number(rate.and_then(|r| r.design_effect)),
                Cell::number(rate.and_then(|r| r.dispersion)),
                Cell::flag(speaker.articles < FEW || hits < FEW),
            ]);
            row(&cells, None)?;
        }
    }
    Ok(())
}
