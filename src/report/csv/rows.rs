//! Rows in memory: spelled on any thread, written on one.

use super::super::Cell;
use super::{Dialect, end_row, spell};
use std::ops::Range;

/// Bytes by which rows in memory grow at once, so that they are seldom moved.
const AT_LEAST: usize = 2048;

/// Bytes for which room is made at once, at most: the first row may be a long one.
const MOST_AT_ONCE: usize = 1 << 20;

/// Rows as they go into a file.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub(super) text: String,
    /// Where each row ends.
    pub(super) ends: Vec<usize>,
}

impl Rows {
    /// The rows one by one.
    pub(super) fn each(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts.zip(&self.ends).map(|(start, &end)| &self.text[start..end])
    }
}

/// Spells rows.
#[derive(Clone, Debug)]
pub struct Spelling {
    dialect: Dialect,
    rows: Rows,
    /// How many rows are likely.
    likely: usize,
    /// The cells of the last row, each with the place in the row behind it and its separator.
    last: Vec<(Cell, usize)>,
}

impl Spelling {
    /// No rows yet; how many there are likely to be need not be known.
    pub fn new(dialect: Dialect, likely: usize) -> Self {
        Self { dialect, rows: Rows::default(), likely, last: Vec::new() }
    }

    /// The rows that were spelled.
    pub fn end(self) -> Rows {
        self.rows
    }

    /// Spells one row that differs from the one before in these cells only.
    pub fn like_last(&mut self, cells: &[Cell], differ: Range<usize>) {
        let Self { dialect, rows: Rows { text, ends }, last, .. } = self;
        if ends.is_empty() || last.len() != cells.len() || differ.end >= cells.len() {
            return self.row(cells);
        }
        let same = |at: usize| last[at].0.is_same(&cells[at]);
        debug_assert!((0..differ.start).chain(differ.end..cells.len()).all(same));
        let row = text.len();
        let before = ends.iter().rev().nth(1).copied().unwrap_or(0);
        let ends_at = |last: &[(Cell, usize)], cells: usize| cells.checked_sub(1).map_or(0, |at| last[at].1);
        let (start, end) = (ends_at(last, differ.start), ends_at(last, differ.end));
        text.extend_from_within(before..before + start);
        for at in differ.clone() {
            spell(&cells[at], *dialect, text);
            text.push(dialect.separator());
            last[at] = (cells[at].clone(), text.len() - row);
        }
        let here = text.len() - row;
        text.extend_from_within(before + end..row);
        for (_, behind) in &mut last[differ.end..] {
            *behind = *behind - end + here;
        }
        ends.push(text.len());
    }

    /// Spells one row. Cells that stand in the row before too are copied from there: most of a
    /// long table is its speakers' names, and zeros.
    pub fn row(&mut self, cells: &[Cell]) {
        let Self { dialect, rows: Rows { text, ends }, likely, last } = self;
        if text.capacity() - text.len() < AT_LEAST {
            text.reserve(AT_LEAST.max(text.len()));
        }
        let row = text.len();
        last.truncate(cells.len());
        // The row before; its last cell has no separator behind it any more.
        let before = ends.iter().rev().nth(1).copied().unwrap_or(0);
        let (mut at, mut start) = (0, 0);
        while at < cells.len() {
            let known = &last[at.min(last.len())..last.len().min(cells.len() - 1).max(at)];
            let same =
                known.iter().zip(&cells[at..]).take_while(|((last, _), cell)| last.is_same(cell)).count();
            let here = text.len() - row;
            if same > 0 {
                let end = last[at + same - 1].1;
                text.extend_from_within(before + start..before + end);
                if here != start {
                    for (_, behind) in &mut last[at..at + same] {
                        *behind = *behind - start + here;
                    }
                }
                (start, at) = (end, at + same);
                continue;
            }
            spell(&cells[at], *dialect, text);
            text.push(dialect.separator());
            let cell = (cells[at].clone(), text.len() - row);
            match last.get_mut(at) {
                Some(last) => start = std::mem::replace(last, cell).1,
                None => last.push(cell),
            }
            at += 1;
        }
        end_row(row, *dialect, text);
        ends.push(text.len());
        if ends.len() == 1 {
            // Rows of one table are about as long as each other.
            let room = (text.len() + text.len() / 8).saturating_mul(likely.saturating_sub(1));
            text.reserve(room.min(MOST_AT_ONCE));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Writer;
    use super::*;

    #[test]
    fn rows_in_memory_are_those_that_a_writer_writes() {
        let (holt, vale) = (Cell::text("Holt; \"M\""), Cell::text("=Vale"));
        let pick = |n: usize| match n % 7 {
            0 => holt.clone(),
            1 => vale.clone(),
            2 => Cell::Count(n as u64 % 3),
            3 => Cell::Number(n as f64 / 8.0),
            4 => Cell::Fixed("poisson"),
            _ => Cell::Missing,
        };
        for width in 1..6 {
            for dialect in [Dialect::Spreadsheet, Dialect::ExcelEu, Dialect::Plain] {
                let header = vec!["c".to_string(); width];
                let mut writer = Writer::new(Vec::new(), dialect, &header).expect("memory");
                let head = Writer::new(Vec::new(), dialect, &header).expect("memory").end().expect("memory");
                let mut rows = Spelling::new(dialect, 7);
                for row in 0..60 {
                    let cells: Vec<Cell> = (0..width).map(|c| pick((row * row * (c + 1) / 9) % 23)).collect();
                    writer.row(&cells).expect("memory");
                    rows.row(&cells);
                }
                let rows = rows.end();
                let written = writer.end().expect("memory");
                assert_eq!(rows.text.as_bytes(), &written[head.len()..], "{width} {dialect:?}");
                assert_eq!(rows.each().count(), 60);
            }
        }
    }

    #[test]
    fn a_row_that_differs_in_few_cells_is_spelled_like_any_other() {
        for dialect in [Dialect::Spreadsheet, Dialect::Plain] {
            let (mut whole, mut in_part) = (Spelling::new(dialect, 0), Spelling::new(dialect, 0));
            let mut cells = vec![Cell::text("Holt"), Cell::Count(1), Cell::Missing, Cell::Number(0.5)];
            for (n, differ) in [0..2, 1..2, 0..1, 1..3, 2..2, 0..4, 1..2].into_iter().enumerate() {
                for cell in &mut cells[differ.clone()] {
                    *cell = if n % 3 == 0 {
                        Cell::text("Vale; “x”")
                    } else {
                        Cell::Count(10_u64.pow(n as u32))
                    };
                }
                whole.row(&cells);
                in_part.like_last(&cells, differ);
            }
            assert_eq!(in_part.end().text, whole.end().text);
        }
    }
}
