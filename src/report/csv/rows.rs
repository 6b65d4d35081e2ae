//! Rows in memory: spelled on any thread, written on one.

use super::super::Cell;
use super::{Dialect, end_row, spell};

/// Bytes by which rows in memory grow at once, so that they are seldom moved.
const AT_LEAST: usize = 2048;

/// Rows for which there is room at once, at most.
const MOST_LIKELY: usize = 4096;

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
            text.reserve((text.len() + text.len() / 8) * likely.saturating_sub(1).min(MOST_LIKELY));
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
}
