//! `groups.csv`: the speakers of each party, country or camp, counted together.

use super::tables::valence;
use super::{Cell, FEW, Run};
use crate::compare::rates;
use crate::tally::groups::Groups;

/// How speakers are called of whom the speakers file has no value.
pub const NONE: &str = "(none)";

/// Columns of `groups.csv`.
pub fn header(run: &Run) -> Vec<String> {
    let columns = [
        "column",
        "value",
        "n_speakers",
        "n_articles",
        "n_sources",
        "n_quotes",
        "n_quotes_unique",
        "n_words",
    ];
    let mut columns: Vec<String> = columns.map(String::from).into();
    for (_, column) in run.layout.wholes() {
        columns.extend(["hits", "per_1000", "low", "high"].map(|of| format!("{}_{of}", column.name)));
    }
    columns.extend(valence::of_speakers_header(run));
    columns.push("low_data".into());
    columns
}

/// One row a column of the speakers file and value, most words first.
///
/// # Errors
/// What `row` says.
pub fn rows(
    run: &Run,
    groups: &Groups,
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    for (at, name) in run.roster.columns.iter().enumerate() {
        for (value, group) in groups.ranked(at) {
            let together = &group.together;
            let mut cells = vec![
                Cell::text(name.as_str()),
                value.map_or(Cell::Fixed(NONE), |v| Cell::Text(v.clone())),
                Cell::Count(group.members.len() as u64),
                Cell::Count(together.articles),
                Cell::Count(together.sources.len() as u64),
                Cell::Count(together.quotes),
                Cell::Count(together.unique),
                Cell::Count(together.words),
            ];
            for (column, _) in run.layout.wholes() {
                let sums = &together.columns[column];
                let rate = rates::rate(together, sums);
                cells.extend([
                    Cell::Count(sums.counts.hits),
                    Cell::number(rate.map(|r| r.per_1000)),
                    Cell::number(rate.map(|r| r.low)),
                    Cell::number(rate.map(|r| r.high)),
                ]);
            }
            cells.extend(valence::of_speaker(run, &together.valence));
            cells.push(Cell::flag(together.articles < FEW || together.words < run.min_words));
            row(&cells)?;
        }
    }
    Ok(())
}
