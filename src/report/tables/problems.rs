//! One row a problem.

use super::super::Cell;
use super::header;
use crate::error::{Place, Problem};

/// Columns of `problems.csv`.
pub fn problems_header() -> Vec<String> {
    header(&["file", "line", "column", "effect", "problem", "help"])
}

/// One row a problem, in the order in which they were met.
pub fn problem(problem: &Problem) -> Vec<Cell> {
    let Problem { place: Place { file, line, column }, kind, effect } = problem;
    let count = |n: &Option<u64>| n.map_or(Cell::Missing, Cell::Count);
    vec![
        Cell::Text(file.clone()),
        count(line),
        count(column),
        Cell::text(effect.name()),
        Cell::text(kind.to_string()),
        kind.help().map_or(Cell::Missing, Cell::text),
    ]
}
