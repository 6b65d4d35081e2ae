//! The rows of a table, over all of its numbered files, with cells of a known kind.

use super::Saved;
use super::record::Records;
use crate::error::{Error, Kind as ErrorKind, Place};
use crate::report::csv::unguarded;
use crate::report::{Cell, columns};
use crate::speaker::Type;
use jiff::civil::Date;
use std::collections::HashMap;
use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

/// What the cells of a column are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Whole numbers.
    Count,
    /// Numbers with decimals.
    Number,
    /// Days.
    Date,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// As it stands in the header.
    pub name: String,
    /// What its cells are.
    pub kind: Kind,
}

/// What a column says of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Occurrences that count.
    Hits,
    /// Negated ones.
    Negated,
    /// Quotations with a hit.
    Quotes,
    /// Rate.
    Per1000,
    /// Lower end of its interval.
    Low,
    /// Upper end.
    High,
    /// Share of quotations with a hit.
    QuoteShare,
    /// The commonest rows.
    TopTerms,
}

impl Of {
    const ALL: [(Self, &'static str); 8] = [
        (Self::Hits, "hits"),
        (Self::Negated, "negated"),
        (Self::Quotes, "quotes"),
        (Self::Per1000, "per_1000"),
        (Self::Low, "low"),
        (Self::High, "high"),
        (Self::QuoteShare, "quote_share"),
        (Self::TopTerms, "top_terms"),
    ];
}

/// Tables that say of a speaker what the user's file says.
const WITH_ATTRIBUTES: &[&str] = &[
    "quotes",
    "reported",
    "documents",
    "speakers",
    "reported_speakers",
    "speakers_long",
    "reported_speakers_long",
];

fn kind(table: &str, name: &str, saved: &Saved) -> Kind {
    if WITH_ATTRIBUTES.contains(&table) && saved.attributes.iter().any(|a| a == name) {
        return Kind::Text;
    }
    let wholes: Vec<String> = saved.wholes().map(|(_, whole)| whole.name.clone()).collect();
    match columns::table(table).and_then(|t| t.column(name, &wholes)).map(|column| column.kind) {
        Some(columns::Kind::Count | columns::Kind::Place | columns::Kind::Flag) => Kind::Count,
        Some(columns::Kind::Rate | columns::Kind::Number) => Kind::Number,
        Some(columns::Kind::Date) => Kind::Date,
        Some(columns::Kind::Text) | None => Kind::Text,
    }
}

/// A table, and the place in it where reading goes on.
pub struct Rows {
    /// In order.
    pub columns: Vec<Column>,
    at: HashMap<String, usize, foldhash::fast::FixedState>,
    /// By category, then [`Of`].
    of: Vec<[Option<usize>; Of::ALL.len()]>,
    attributes: Vec<Option<usize>>,
    records: Records,
    rest: std::vec::IntoIter<PathBuf>,
    guarded: bool,
    /// Whether what was printed before counts too.
    keeps: bool,
}

impl Rows {
    pub(super) fn open(files: Vec<PathBuf>, table: &str, saved: &Saved) -> Result<Self, Error> {
        let mut rest = files.into_iter();
        let first = rest.next().unwrap_or_else(|| saved.folder.join(format!("{table}.csv")));
        let records = Records::open(&first)?;
        let column = |name: &String| Column { name: name.clone(), kind: kind(table, name, saved) };
        let columns: Vec<Column> = records.names.iter().map(column).collect();
        let at: HashMap<_, _, _> = records.names.iter().enumerate().map(|(at, n)| (n.clone(), at)).collect();
        let of = |label: String| Of::ALL.map(|(_, suffix)| at.get(&format!("{label}_{suffix}")).copied());
        let of = saved.categories.iter().map(|c| of(c.label())).collect();
        let attributes = saved.attributes.iter().map(|a| at.get(a).copied()).collect();
        // Where nothing is guarded, an apostrophe is the author's own.
        let guarded = saved.text("dialect") != "plain";
        let keeps = saved.keeps_duplicates();
        Ok(Self { columns, at, of, attributes, records, rest, guarded, keeps })
    }

    /// The place of a column.
    ///
    /// # Errors
    /// Where there is none of that name.
    pub fn needed(&self, name: &str) -> Result<usize, Error> {
        let missing = || ErrorKind::NoColumn(name.into(), self.records.names.clone());
        let found = self.at.get(name).copied();
        found.ok_or_else(|| Error::at(Place::line(self.records.file.clone(), 1), missing()))
    }

    /// Whether there is such a column.
    pub fn has(&self, name: &str) -> bool {
        self.at.contains_key(name)
    }

    /// The next row, in whatever file it stands.
    ///
    /// # Errors
    /// Where a row cannot be read, or a numbered part has another header than the first.
    pub fn next_row(&mut self) -> Result<Option<Row<'_>>, Error> {
        while !self.records.advance()? {
            let Some(file) = self.rest.next() else { return Ok(None) };
            let next = Records::open(&file)?;
            if next.names != self.records.names {
                let what = format!("its header is not that of {}", self.records.file);
                return Err(Error::at(Place::line(next.file, 1), ErrorKind::BadRow(what)));
            }
            self.records = next;
        }
        Ok(Some(Row { rows: self }))
    }
}

/// One row.
#[derive(Clone, Copy)]
pub struct Row<'a> {
    rows: &'a Rows,
}

impl<'a> Row<'a> {
    /// Where it stands.
    pub fn place(self) -> Place {
        Place::line(self.rows.records.file.clone(), self.rows.records.line)
    }

    /// A cell as it stands there, without a guard; nothing where it is empty, or where there
    /// is no such column.
    pub fn text(self, column: &str) -> Option<&'a str> {
        self.text_at(self.rows.at.get(column).copied()?)
    }

    fn text_at(self, at: usize) -> Option<&'a str> {
        let cell = self.rows.records.record.get(at).filter(|cell| !cell.is_empty())?;
        let text = self.rows.columns[at].kind == Kind::Text && self.rows.guarded;
        Some(if text { unguarded(cell) } else { cell })
    }

    /// A text that must be there.
    ///
    /// # Errors
    /// Where the cell is empty.
    pub fn needed(self, column: &str) -> Result<&'a str, Error> {
        self.text(column).ok_or_else(|| self.bad(column, ""))
    }

    /// A whole number.
    ///
    /// # Errors
    /// Where the cell holds something else.
    pub fn count(self, column: &str) -> Result<Option<u64>, Error> {
        self.rows.at.get(column).map_or(Ok(None), |&at| self.parsed(at, str::parse))
    }

    /// A number, with a decimal point or comma.
    ///
    /// # Errors
    /// Where the cell holds something else.
    pub fn number(self, column: &str) -> Result<Option<f64>, Error> {
        self.rows.at.get(column).map_or(Ok(None), |&at| self.parsed(at, decimal))
    }

    /// A day.
    ///
    /// # Errors
    /// Where the cell holds something else.
    pub fn date(self, column: &str) -> Result<Option<Date>, Error> {
        self.rows.at.get(column).map_or(Ok(None), |&at| self.parsed(at, Date::from_str))
    }

    /// 1 or 0.
    ///
    /// # Errors
    /// Where the cell holds something else.
    pub fn flag(self, column: &str) -> Result<Option<bool>, Error> {
        self.count(column)?.map_or(Ok(None), |n| match n {
            0 | 1 => Ok(Some(n == 1)),
            _ => Err(self.bad(column, &n.to_string())),
        })
    }

    /// What the row says of a category in whole numbers, by its place among the run's.
    ///
    /// # Errors
    /// Where the cell holds something else.
    pub fn count_of(self, category: usize, of: Of) -> Result<Option<u64>, Error> {
        self.at_of(category, of).map_or(Ok(None), |at| self.parsed(at, str::parse))
    }

    /// What the row says of a category in numbers.
    ///
    /// # Errors
    /// Where the cell holds something else.
    pub fn number_of(self, category: usize, of: Of) -> Result<Option<f64>, Error> {
        self.at_of(category, of).map_or(Ok(None), |at| self.parsed(at, decimal))
    }

    /// What the row says of a category in words.
    pub fn text_of(self, category: usize, of: Of) -> Option<&'a str> {
        self.text_at(self.at_of(category, of)?)
    }

    fn at_of(self, category: usize, of: Of) -> Option<usize> {
        self.rows.of.get(category)?[of as usize]
    }

    /// Whether what was printed before counts too.
    pub(super) fn keeps(self) -> bool {
        self.rows.keeps
    }

    /// How many columns the run has, parts of categories included.
    pub(super) fn categories(self) -> usize {
        self.rows.of.len()
    }

    /// Whether the table has rates of this category, as it has of wholes.
    pub(super) fn is_whole(self, category: usize) -> bool {
        self.at_of(category, Of::Per1000).is_some()
    }

    /// A whole number that must be there.
    pub(super) fn needed_of(self, category: usize, of: Of) -> Result<u64, Error> {
        let name = || format!("column {} of category {}", Of::ALL[of as usize].1, category + 1);
        self.count_of(category, of)?.ok_or_else(|| self.bad(&name(), ""))
    }

    /// A whole number that must be there.
    pub(super) fn needed_count(self, column: &str) -> Result<u64, Error> {
        self.count(column)?.ok_or_else(|| self.bad(column, ""))
    }

    /// What the speaker is; nothing for nobody.
    pub(super) fn speaker_type(self) -> Result<Option<Type>, Error> {
        let Some(name) = self.text("speaker_type") else { return Ok(None) };
        let known = Type::ALL.into_iter().find(|t| t.name() == name);
        known.map(Some).ok_or_else(|| self.bad("speaker_type", name))
    }

    /// What the user's speakers file says, by its columns.
    pub fn attributes(self) -> Vec<Option<Arc<str>>> {
        self.rows.attributes.iter().map(|&at| self.text_at(at?).map(Arc::from)).collect()
    }

    /// All cells, by column.
    ///
    /// # Errors
    /// Where one is not of its column's kind.
    pub fn cells(self) -> Result<Vec<Cell>, Error> {
        let cell = |(at, column): (usize, &Column)| {
            let cell = match column.kind {
                Kind::Text => self.text_at(at).map(Cell::text),
                Kind::Count => self.parsed(at, str::parse)?.map(Cell::Count),
                Kind::Number => self.parsed(at, decimal)?.map(Cell::Number),
                Kind::Date => self.parsed(at, Date::from_str)?.map(Cell::Date),
            };
            Ok(cell.unwrap_or(Cell::Missing))
        };
        self.rows.columns.iter().enumerate().map(cell).collect()
    }

    fn parsed<T, E>(self, at: usize, parse: impl Fn(&str) -> Result<T, E>) -> Result<Option<T>, Error> {
        let Some(cell) = self.text_at(at) else { return Ok(None) };
        parse(cell).map(Some).map_err(|_| self.bad(&self.rows.columns[at].name, cell))
    }

    pub(super) fn bad(self, column: &str, read: &str) -> Error {
        let what =
            if read.is_empty() { format!("{column} is empty") } else { format!("{column} is \"{read}\"") };
        Error::at(self.place(), ErrorKind::BadRow(what))
    }
}

fn decimal(cell: &str) -> Result<f64, std::num::ParseFloatError> {
    if cell.contains(',') { cell.replace(',', ".").parse() } else { cell.parse() }
}
