//! Who a row is about: its id, its type, and what the user's speakers file says of it.

use super::{Cell, Run, tables};
use crate::analysis::Unit;
use crate::speaker::Type;
use crate::tally::UNATTRIBUTED;

pub(super) fn type_cell(kind: Option<Type>) -> Cell {
    kind.map_or(Cell::Missing, |k| Cell::Fixed(k.name()))
}

pub(super) fn speaker_id(run: &Run, key: &str) -> Cell {
    if key == UNATTRIBUTED { Cell::Missing } else { Cell::Text(run.roster.id(key)) }
}

/// One cell for each column of the speakers file.
pub(super) fn attributes(run: &Run, key: &str) -> impl Iterator<Item = Cell> {
    run.roster.attributes(key).map(Cell::maybe)
}

/// Puts the columns of the speakers file behind those that say who a row is about.
pub(super) fn with_attributes(run: &Run, header: &mut Vec<String>) {
    let behind = header.iter().position(|name| name == "speaker_type").map_or(header.len(), |at| at + 1);
    header.splice(behind..behind, run.roster.columns.iter().cloned());
}

/// A column of the speakers file that one of the tables has already.
pub fn taken_column(run: &Run) -> Option<&str> {
    let rows = match run.unit {
        Unit::Quote => tables::quotes_header(run),
        Unit::Document => tables::documents_header(run),
    };
    let tables = [tables::speakers_header(run), tables::speakers_long_header(run), rows];
    let twice = |column: &&String| {
        let same = |name: &&String| name.to_lowercase() == column.to_lowercase();
        tables.iter().any(|header| header.iter().filter(same).count() > 1)
    };
    run.roster.columns.iter().find(twice).map(String::as_str)
}
