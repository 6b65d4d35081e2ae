//! The rows of a lexicon: read from a file of the user's, or where the program has them.
//!
//! Those of the program are not made before somebody asks for all of them: a run asks for
//! the few that it finds, and whoever compiles them walks over their words as they lie.

use super::pattern::specificity;
use super::table::Table;
use super::{Entry, Example, Piece, Sense};
use std::borrow::Cow;
use std::fmt;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// The rows of `terms.csv`.
pub type Entries = List<Entry>;

/// The rows of `examples.csv`.
pub type Examples = List<Example>;

/// Rows in the order of their file, as a slice; shared by all copies.
#[derive(Clone)]
pub struct List<T>(Kept<T>);

#[derive(Clone)]
enum Kept<T> {
    Read(Arc<Vec<T>>),
    Compiled(Arc<Compiled<T>>),
}

struct Compiled<T> {
    table: Table,
    rows: Range<usize>,
    make: fn(Table, usize) -> T,
    made: OnceLock<Vec<T>>,
}

/// What reports say of a row, without the words of its pattern.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row<'a> {
    /// Its pattern, as the file writes it.
    pub text: &'a str,
    /// Whether case must match.
    pub exact: bool,
    /// As [`Entry::category`].
    pub category: Option<usize>,
    /// As [`Entry::sense`].
    pub sense: Sense,
    /// As [`Entry::weight`].
    pub weight: f64,
    /// As [`Entry::value`].
    pub value: &'a str,
    /// As [`Entry::source`].
    pub source: &'a str,
    /// As [`Entry::note`].
    pub note: &'a str,
    /// As [`Entry::line`].
    pub line: u64,
}

/// The words of a pattern.
#[derive(Clone)]
pub(super) enum Words<'a> {
    Read(&'a [Piece]),
    Compiled(Table, Range<usize>),
}

impl<T> List<T> {
    /// Rows of the program, made one by one where they are asked for as a slice.
    pub(super) fn compiled(table: Table, rows: Range<usize>, make: fn(Table, usize) -> T) -> Self {
        Self(Kept::Compiled(Arc::new(Compiled { table, rows, make, made: OnceLock::new() })))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.0 {
            Kept::Read(rows) => rows.len(),
            Kept::Compiled(compiled) => compiled.rows.len(),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

#[cfg(test)]
impl<T> List<T> {
    /// Whether all rows of the program were made.
    pub(super) fn is_made(&self) -> bool {
        match &self.0 {
            Kept::Read(_) => true,
            Kept::Compiled(compiled) => compiled.made.get().is_some(),
        }
    }
}

impl<T: Clone> List<T> {
    /// The rows, to be changed; other copies stay as they are.
    pub fn make_mut(&mut self) -> &mut Vec<T> {
        if let Kept::Compiled(_) = self.0 {
            self.0 = Kept::Read(Arc::new(self.to_vec()));
        }
        match &mut self.0 {
            Kept::Read(rows) => Arc::make_mut(rows),
            Kept::Compiled(_) => unreachable!("they were read just now"),
        }
    }
}

impl List<Entry> {
    /// A row by its place, as reports tell it.
    pub fn row(&self, at: usize) -> Row<'_> {
        match &self.0 {
            Kept::Read(rows) => rows[at].row(),
            Kept::Compiled(compiled) => compiled.table.row(compiled.rows.start + at),
        }
    }

    /// All rows, as reports tell them.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|at| self.row(at))
    }

    /// The category of a row by its place, how its words are taken, and whether case must match.
    pub(super) fn class(&self, at: usize) -> (Option<usize>, Sense, bool) {
        match &self.0 {
            Kept::Read(rows) => (rows[at].category, rows[at].sense, rows[at].pattern.exact),
            Kept::Compiled(compiled) => compiled.table.class(compiled.rows.start + at),
        }
    }

    /// The pattern of a row by its place, as its file writes it.
    pub fn text(&self, at: usize) -> Cow<'static, str> {
        match &self.0 {
            Kept::Read(rows) => Cow::Owned(rows[at].pattern.text.to_string()),
            Kept::Compiled(compiled) => Cow::Borrowed(compiled.table.text(compiled.rows.start + at)),
        }
    }

    /// What a resource row says of its pattern.
    pub(super) fn value(&self, at: usize) -> &str {
        match &self.0 {
            Kept::Read(rows) => &rows[at].value,
            Kept::Compiled(compiled) => compiled.table.value(compiled.rows.start + at),
        }
    }

    /// The weight of a row by its place.
    pub fn weight(&self, at: usize) -> f64 {
        match &self.0 {
            Kept::Read(rows) => rows[at].weight,
            Kept::Compiled(compiled) => compiled.table.weight(compiled.rows.start + at),
        }
    }

    /// The category of a row by its place.
    pub fn category(&self, at: usize) -> Option<usize> {
        self.class(at).0
    }

    /// The words of a row by its place, and those it has without its hyphens.
    pub(super) fn words(&self, at: usize) -> (Words<'_>, Option<Words<'_>>) {
        match &self.0 {
            Kept::Read(rows) => {
                let pattern = &rows[at].pattern;
                (Words::Read(&pattern.pieces), pattern.closed.as_deref().map(Words::Read))
            }
            Kept::Compiled(compiled) => compiled.table.words(compiled.rows.start + at),
        }
    }
}

impl Entry {
    /// The row as reports tell it.
    pub fn row(&self) -> Row<'_> {
        let Self { pattern, category, sense, weight, value, source, note, line } = self;
        Row {
            text: &pattern.text,
            exact: pattern.exact,
            category: *category,
            sense: *sense,
            weight: *weight,
            value,
            source,
            note,
            line: *line,
        }
    }
}

impl Words<'_> {
    /// As [`specificity`].
    pub(super) fn specificity(&self, exact: bool) -> u128 {
        match self {
            Self::Read(pieces) => specificity(pieces.iter().map(Piece::measure), exact),
            Self::Compiled(table, places) => {
                specificity(places.clone().map(|place| table.measure(table.listed(place))), exact)
            }
        }
    }

    /// The word, where the pattern is one in any case.
    pub(super) fn single(&self) -> Option<Cow<'static, str>> {
        match self {
            Self::Read([Piece::Folded(word)]) => Some(Cow::Owned(word.to_string())),
            Self::Compiled(table, places) if places.len() == 1 => {
                table.folded(table.listed(places.start)).map(Cow::Borrowed)
            }
            _ => None,
        }
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        match &self.0 {
            Kept::Read(rows) => rows,
            Kept::Compiled(compiled) => {
                let Compiled { table, rows, make, made } = &**compiled;
                made.get_or_init(|| rows.clone().map(|at| make(*table, at)).collect())
            }
        }
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(rows: Vec<T>) -> Self {
        Self(Kept::Read(Arc::new(rows)))
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl<T: PartialEq> PartialEq for List<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: fmt::Debug> fmt::Debug for List<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
