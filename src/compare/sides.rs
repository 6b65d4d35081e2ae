//! One side of a comparison: what somebody, or everybody of a group, says in each article.

use super::permutation::{Article, Row, Statistic};
use crate::score::valence::Valence;
use crate::tally::{Columns, Counts, Part, Sorted, Speaker};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is counted in an article: words, the hits of each column, valence, balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measures {
    /// Columns of the run.
    pub columns: usize,
    /// Those of war and friendship, where the run has both.
    pub balance: Option<(usize, usize)>,
}

/// Slots that stand before those of the columns.
const WORDS: usize = 0;
const QUOTES: usize = 1;
const SUM: usize = 2;
const SENTENCES: usize = 3;
const VALENCE_TERMS: usize = 4;
/// Friendship less war, and both together.
const LESS: usize = 5;
const BOTH: usize = 6;
const FIRST: usize = 7;

impl Measures {
    /// How many slots there are.
    pub fn slots(self) -> usize {
        FIRST + self.columns
    }

    /// Hits of a column over words.
    pub fn rate(self, column: usize) -> Statistic {
        Statistic { over: FIRST + column, under: WORDS }
    }

    /// Sum of the compounds over sentences.
    pub fn valence(self) -> Statistic {
        Statistic { over: SUM, under: SENTENCES }
    }

    /// (F − W) / (F + W).
    pub fn balance(self) -> Statistic {
        Statistic { over: LESS, under: BOTH }
    }

    /// What an article's part has, hits by column given apart.
    pub fn row(self, part: &Part, hits: impl Fn(&Counts) -> u64) -> Row {
        let Part { counted, words, columns, valence, .. } = part;
        let mut row = vec![
            (WORDS, *words as i64),
            (QUOTES, *counted as i64),
            (SUM, valence.sum),
            (SENTENCES, valence.sentences as i64),
            (VALENCE_TERMS, valence.terms as i64),
        ];
        row.extend(columns.iter().map(|(column, counts)| (FIRST + column, hits(counts) as i64)));
        row.retain(|&(_, n)| n != 0);
        row
    }

    /// One more hit of a column, for hits that are counted one by one.
    pub fn hit(self, column: usize) -> Row {
        vec![(FIRST + column, 1)]
    }
}

/// One side.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// As reports name it.
    pub name: Arc<str>,
    /// By number of the article.
    pub rows: BTreeMap<u32, Row>,
    /// All of it, as if one speaker had said it.
    pub together: Speaker,
}

impl Side {
    /// A side of this name, in which nothing is said yet.
    pub fn named(name: impl Into<Arc<str>>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds what a member says in an article; what two say in one article is one article's.
    pub fn add(&mut self, article: u32, row: &[(usize, i64)]) {
        let own = self.rows.entry(article).or_default();
        for &(slot, value) in row {
            match own.binary_search_by_key(&slot, |(slot, _)| *slot) {
                Ok(at) => own[at].1 += value,
                Err(at) => own.insert(at, (slot, value)),
            }
        }
    }

    /// Adds up all articles: to be called once, when the last row is in.
    pub fn close(&mut self, measures: Measures) {
        // An article that repeats others only has nothing that counts.
        self.rows.retain(|_, row| !row.is_empty());
        for row in self.rows.values_mut() {
            if let Some((war, friendship)) = measures.balance {
                let (w, f) = (value(row, FIRST + war), value(row, FIRST + friendship));
                let more = [(LESS, f - w), (BOTH, f + w)];
                row.extend(more.into_iter().filter(|(_, n)| *n != 0));
                row.sort_unstable();
            }
            self.together.add(&part(row), None, None);
        }
    }

    /// Numbers of a statistic by article, above and below the line; articles with nothing
    /// below are left out.
    pub fn fractions(&self, statistic: Statistic) -> Vec<(i64, i64)> {
        let each = self.rows.values().map(|row| (value(row, statistic.over), value(row, statistic.under)));
        each.filter(|(_, under)| *under != 0).collect()
    }
}

fn value(row: &[(usize, i64)], slot: usize) -> i64 {
    row.iter().find(|(s, _)| *s == slot).map_or(0, |(_, value)| *value)
}

/// A row as the tally has it.
fn part(row: &[(usize, i64)]) -> Part {
    let count = |slot: usize| value(row, slot).max(0) as u64;
    let mut columns = Columns::<Counts>::default();
    for &(slot, hits) in row.iter().filter(|(slot, _)| *slot >= FIRST) {
        columns.at(slot - FIRST).hits = hits.max(0) as u64;
    }
    Part {
        key: "".into(),
        name: "".into(),
        kind: None,
        quotes: count(QUOTES),
        unique: count(QUOTES),
        counted: count(QUOTES),
        words: count(WORDS),
        columns,
        valence: Valence { sum: value(row, SUM), sentences: count(SENTENCES), terms: count(VALENCE_TERMS) },
        confidence: 0,
        terms: Sorted::new(),
    }
}

/// The articles of two sides.
pub fn articles(a: &Side, b: &Side) -> Vec<Article> {
    let mut all: BTreeMap<u32, Article> = BTreeMap::new();
    for (at, row) in &a.rows {
        all.entry(*at).or_default().a = Some(row.clone());
    }
    for (at, row) in &b.rows {
        all.entry(*at).or_default().b = Some(row.clone());
    }
    all.into_values().collect()
}
