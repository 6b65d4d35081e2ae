//! What is counted of a speaker by column.
//!
//! Most speakers have hits in few columns, and there is a row of these for every speaker of
//! a run: only columns with something to count are kept.

use super::{Counts, Sums};
use crate::score::Stance;
use std::ops::Index;

/// By column of the layout; a column that was never added to holds zeros.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// In order of columns.
    counted: Vec<(u32, Sums)>,
}

static NOTHING: Sums = Sums {
    counts: Counts { hits: 0, stances: [0; Stance::ALL.len()], quotes: 0 },
    hits_squared: 0,
    hits_words: 0,
    articles: std::collections::BTreeMap::new(),
};

impl Columns {
    /// The sums of a column, to be added to.
    pub(super) fn at(&mut self, column: usize) -> &mut Sums {
        let column = column as u32;
        let at = match self.counted.binary_search_by_key(&column, |(c, _)| *c) {
            Ok(at) => at,
            Err(at) => {
                self.counted.reserve_exact(1);
                self.counted.insert(at, (column, Sums::default()));
                at
            }
        };
        &mut self.counted[at].1
    }

    /// Columns with something counted, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Sums)> {
        self.counted.iter().map(|(column, sums)| (*column as usize, sums))
    }
}

impl Index<usize> for Columns {
    type Output = Sums;

    fn index(&self, column: usize) -> &Sums {
        let found = self.counted.binary_search_by_key(&column, |(c, _)| *c as usize);
        found.map_or(&NOTHING, |at| &self.counted[at].1)
    }
}
