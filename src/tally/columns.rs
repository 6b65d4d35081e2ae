//! What is counted of a speaker by column, in one article or in all.
//!
//! Most speakers have hits in few columns, and there is a row of these for every speaker of
//! a run, and of every article: only columns with something to count are kept.

use super::{Counts, Sorted, Sums};
use crate::score::Stance;
use std::ops::Index;

/// By column of the layout; a column that was never added to holds zeros.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns<T> {
    counted: Sorted<u32, T>,
}

/// What a column holds to which nothing was added.
pub trait Zero: Default + PartialEq + 'static {
    /// It, to be lent.
    const ZERO: &'static Self;
}

static NO_COUNTS: Counts = Counts { hits: 0, stances: [0; Stance::ALL.len()], quotes: 0 };
static NO_SUMS: Sums = Sums { counts: NO_COUNTS, hits_squared: 0, hits_words: 0, articles: Sorted::new() };

impl Zero for Counts {
    const ZERO: &'static Self = &NO_COUNTS;
}

impl Zero for Sums {
    const ZERO: &'static Self = &NO_SUMS;
}

impl<T: Zero> Columns<T> {
    /// What a column holds, to be added to.
    pub fn at(&mut self, column: usize) -> &mut T {
        self.counted.at(column as u32)
    }

    /// Columns with something counted, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &T)> {
        self.counted.iter().map(|(column, counted)| (*column as usize, counted))
    }
}

impl<T: Zero> FromIterator<T> for Columns<T> {
    /// From all columns in order.
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut columns = Self::default();
        for (column, counted) in all.into_iter().enumerate().filter(|(_, counted)| counted != T::ZERO) {
            *columns.at(column) = counted;
        }
        columns
    }
}

impl<T: Zero> Index<usize> for Columns<T> {
    type Output = T;

    fn index(&self, column: usize) -> &T {
        self.counted.get(&(column as u32)).unwrap_or(T::ZERO)
    }
}
