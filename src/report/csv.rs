//! CSV that survives spreadsheets.
//!
//! Every text is quoted (an unquoted `;` splits in some imports), a text that could be read
//! as a formula gets a leading apostrophe, line breaks become spaces, a cell is cut at
//! 32,000 characters, and a table goes on in a numbered file at 1,000,000 rows: beyond
//! those, spreadsheets cut in silence.

mod rows;

pub use rows::{Rows, Spelling};

use super::Cell;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Who will read the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// UTF-8 with byte order mark, CRLF, formulas guarded.
    Spreadsheet,
    /// The same with `;` and decimal comma.
    ExcelEu,
    /// No mark, LF, nothing guarded.
    Plain,
}

impl Dialect {
    /// As `--dialect` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spreadsheet => "spreadsheet",
            Self::ExcelEu => "excel-eu",
            Self::Plain => "plain",
        }
    }

    /// What stands between two cells.
    fn separator(self) -> char {
        if self == Self::ExcelEu { ';' } else { ',' }
    }
}

/// Characters in a cell, beyond which a spreadsheet cuts.
pub const CELL: usize = 32_000;
/// Rows in a file, beyond which a spreadsheet cuts.
pub const ROWS: u64 = 1_000_000;

/// Ends a row that starts there, of which each cell has a separator behind it.
fn end_row(start: usize, dialect: Dialect, text: &mut String) {
    text.pop();
    if text.len() == start {
        // One column, and nothing in it: not an empty line, which readers pass over.
        text.push_str("\"\"");
    }
    text.push_str(if dialect == Dialect::Plain { "\n" } else { "\r\n" });
}

/// Writes rows to anything.
pub struct Writer<W: Write> {
    out: W,
    dialect: Dialect,
    /// The row that is being put together.
    line: String,
}

impl<W: Write> Writer<W> {
    /// Begins a table with its header.
    ///
    /// # Errors
    /// What the output says.
    pub fn new(mut out: W, dialect: Dialect, header: &[String]) -> io::Result<Self> {
        if dialect != Dialect::Plain {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = Self { out, dialect, line: String::new() };
        // A user's category may be called anything; a plain name needs no quotes.
        let plain =
            |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b' '));
        for name in header {
            if plain(name) {
                writer.line.push_str(name);
            } else {
                quoted(name, dialect, &mut writer.line);
            }
            writer.line.push(dialect.separator());
        }
        writer.end_line()?;
        Ok(writer)
    }

    /// Writes one row.
    ///
    /// # Errors
    /// What the output says.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        for cell in cells {
            spell(cell, self.dialect, &mut self.line);
            self.line.push(self.dialect.separator());
        }
        self.end_line()
    }

    fn end_line(&mut self) -> io::Result<()> {
        end_row(0, self.dialect, &mut self.line);
        let written = self.out.write_all(self.line.as_bytes());
        self.line.clear();
        written
    }

    /// Ends the table and gives the output back.
    ///
    /// # Errors
    /// What the output says.
    pub fn end(mut self) -> io::Result<W> {
        self.out.flush()?;
        Ok(self.out)
    }
}

/// Texts are quoted always, numbers and nothing never.
fn spell(cell: &Cell, dialect: Dialect, out: &mut String) {
    match cell {
        Cell::Missing => {}
        Cell::Count(count) => out.push_str(itoa::Buffer::new().format(*count)),
        Cell::Number(value) => {
            let start = out.len();
            decimal(*value, out);
            if dialect == Dialect::ExcelEu {
                let comma = out[start..].replace('.', ",");
                out.truncate(start);
                out.push_str(&comma);
            }
        }
        Cell::Date(date) => day(*date, out),
        Cell::Text(text) => quoted(text, dialect, out),
        Cell::Fixed(text) => quoted(text, dialect, out),
    }
}

fn quoted(text: &str, dialect: Dialect, out: &mut String) {
    out.push('"');
    if dialect != Dialect::Plain && begins_formula(text) {
        out.push('\'');
    }
    let text = cut(text);
    let mut rest = &*text;
    // In short texts, which are most, one look at each byte is less than two searches.
    let by_byte = rest.len() < 40 || memchr::memchr(b'\0', rest.as_bytes()).is_some();
    let special = |rest: &str| {
        if by_byte {
            rest.bytes().position(|b| matches!(b, b'"' | b'\n' | b'\r' | b'\0'))
        } else {
            memchr::memchr3(b'"', b'\n', b'\r', rest.as_bytes())
        }
    };
    while let Some(at) = special(rest) {
        out.push_str(&rest[..at]);
        out.push_str(if rest.as_bytes()[at] == b'"' { "\"\"" } else { " " });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
    out.push('"');
}

/// Whether a spreadsheet could take a text for a formula; or for a guarded one, which then
/// gets another apostrophe, so that what stood there can be read back.
fn begins_formula(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r', '\n'])
}

/// A text of a guarded dialect as it was before it was written.
pub fn unguarded(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| begins_formula(rest)).unwrap_or(text)
}

/// A day as ISO 8601 writes it.
fn day(date: jiff::civil::Date, out: &mut String) {
    use std::fmt::Write;
    let (Ok(year), Ok(month), Ok(day)) =
        (u64::try_from(date.year()), u64::try_from(date.month()), u64::try_from(date.day()))
    else {
        let _ = write!(out, "{date}");
        return;
    };
    // The digit in front keeps the zeros behind it.
    out.push_str(&itoa::Buffer::new().format(10_000 + year)[1..]);
    for part in [month, day] {
        out.push('-');
        out.push_str(&itoa::Buffer::new().format(100 + part)[1..]);
    }
}

/// Four decimals, as `{:.4}` writes them; in whole numbers where these are sure to round alike.
fn decimal(value: f64, out: &mut String) {
    use std::fmt::Write;
    let scaled = value * 10_000.0;
    // What rounds to 0 from below is 0, without a sign.
    let value = if scaled.abs() < 0.5 { 0.0 } else { value };
    let near_tie = ((scaled - scaled.floor()) - 0.5).abs() < 1e-3;
    if value.is_sign_positive() && scaled < 1e11 && !near_tie {
        let whole = scaled.round() as u64;
        out.push_str(itoa::Buffer::new().format(whole / 10_000));
        out.push('.');
        // The digit in front keeps the zeros behind the point.
        out.push_str(&itoa::Buffer::new().format(10_000 + whole % 10_000)[1..]);
    } else {
        let _ = write!(out, "{value:.4}");
    }
}

/// As much of a text as a cell may hold.
fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= CELL {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(CELL) {
        Some((end, _)) => Cow::Borrowed(&text[..end]),
        None => Cow::Borrowed(text),
    }
}

/// Whether a text is too long for a cell.
pub fn is_cut(text: &str) -> bool {
    text.len() > CELL && text.chars().nth(CELL).is_some()
}

/// A table in files: `quotes.csv`, then `quotes_2.csv` and so on.
pub struct Files {
    folder: PathBuf,
    name: &'static str,
    header: Vec<String>,
    dialect: Dialect,
    writer: Writer<BufWriter<File>>,
    rows: u64,
    most: u64,
    files: u64,
}

impl Files {
    /// Begins a table in a folder.
    ///
    /// # Errors
    /// What the file system says.
    pub fn new(folder: &Path, name: &'static str, header: Vec<String>, dialect: Dialect) -> io::Result<Self> {
        let writer = Writer::new(create(folder, name, 1)?, dialect, &header)?;
        Ok(Self { folder: folder.into(), name, header, dialect, writer, rows: 0, most: ROWS, files: 1 })
    }

    /// Writes one row, in a new file where the last is full.
    ///
    /// # Errors
    /// What the file system says.
    pub fn row(&mut self, cells: &[Cell]) -> io::Result<()> {
        debug_assert_eq!(cells.len(), self.header.len(), "{}", self.name);
        self.add(cells).map_err(|e| named(self.name, &e))
    }

    fn add(&mut self, cells: &[Cell]) -> io::Result<()> {
        self.make_room()?;
        self.rows += 1;
        self.writer.row(cells)
    }

    /// Writes rows that are spelled already, in the dialect of this table.
    ///
    /// # Errors
    /// What the file system says.
    pub fn rows(&mut self, rows: &Rows) -> io::Result<()> {
        self.add_all(rows).map_err(|e| named(self.name, &e))
    }

    fn add_all(&mut self, rows: &Rows) -> io::Result<()> {
        let more = rows.ends.len() as u64;
        if self.rows + more <= self.most {
            self.rows += more;
            return self.writer.out.write_all(rows.text.as_bytes());
        }
        for row in rows.each() {
            self.make_room()?;
            self.rows += 1;
            self.writer.out.write_all(row.as_bytes())?;
        }
        Ok(())
    }

    /// Goes on in a new file where this one is full.
    fn make_room(&mut self) -> io::Result<()> {
        if self.rows == self.most {
            self.files += 1;
            self.rows = 0;
            let next = Writer::new(create(&self.folder, self.name, self.files)?, self.dialect, &self.header)?;
            std::mem::replace(&mut self.writer, next).end()?.flush()?;
        }
        Ok(())
    }

    /// Ends the table.
    ///
    /// # Errors
    /// What the file system says: a full disk shows here at the latest.
    pub fn end(self) -> io::Result<()> {
        let Self { writer, name, .. } = self;
        let end = || writer.end()?.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all();
        end().map_err(|e| named(name, &e))
    }
}

/// An error that says in which table: a full disk shows in whichever is written then.
fn named(name: &str, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{name}.csv: {error}"))
}

fn create(folder: &Path, name: &str, number: u64) -> io::Result<BufWriter<File>> {
    let file = if number == 1 { format!("{name}.csv") } else { format!("{name}_{number}.csv") };
    Ok(BufWriter::with_capacity(1 << 16, File::create(folder.join(file))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(dialect: Dialect, cells: &[Cell]) -> String {
        let header: Vec<String> = (0..cells.len()).map(|n| format!("c{n}")).collect();
        let mut writer = Writer::new(Vec::new(), dialect, &header).expect("memory");
        writer.row(cells).expect("memory");
        String::from_utf8(writer.end().expect("memory")).expect("UTF-8")
    }

    #[test]
    fn texts_are_quoted_and_numbers_and_nothing_are_not() {
        let cells = [Cell::text("we will; \"now\""), Cell::Count(3), Cell::Number(1.5), Cell::Missing];
        assert_eq!(written(Dialect::Plain, &cells), "c0,c1,c2,c3\n\"we will; \"\"now\"\"\",3,1.5000,\n");
    }

    #[test]
    fn a_category_with_a_comma_does_not_shift_the_columns() {
        let header = ["speaker".to_string(), "us, them_hits".to_string()];
        let writer = Writer::new(Vec::new(), Dialect::Plain, &header).expect("memory");
        assert_eq!(writer.end().expect("memory"), b"speaker,\"us, them_hits\"\n");
    }

    #[test]
    fn a_formula_is_guarded_for_spreadsheets_only() {
        let cells = [Cell::text("=HYPERLINK(\"x\")"), Cell::text("-we wait\r\nhere")];
        assert_eq!(
            written(Dialect::Spreadsheet, &cells),
            "\u{feff}c0,c1\r\n\"'=HYPERLINK(\"\"x\"\")\",\"'-we wait  here\"\r\n"
        );
        assert_eq!(written(Dialect::Plain, &cells), "c0,c1\n\"=HYPERLINK(\"\"x\"\")\",\"-we wait  here\"\n");
    }

    #[test]
    fn what_looks_guarded_is_guarded_again_so_that_every_text_reads_back() {
        let guard = |text: &str| {
            let row = written(Dialect::Spreadsheet, &[Cell::text(text)]);
            row.split('"').nth(1).expect("quoted").to_string()
        };
        for (text, guarded) in
            [("=x", "'=x"), ("'=x", "''=x"), ("''-x", "'''-x"), ("'tis", "'tis"), ("'", "'")]
        {
            assert_eq!(guard(text), guarded);
            assert_eq!(unguarded(guarded), text);
        }
    }

    #[test]
    fn the_european_dialect_has_semicolons_and_decimal_commas() {
        let cells = [Cell::text("a"), Cell::Number(1234.5), Cell::Count(1000)];
        assert_eq!(written(Dialect::ExcelEu, &cells), "\u{feff}c0;c1;c2\r\n\"a\";1234,5000;1000\r\n");
    }

    #[test]
    fn a_day_is_written_as_iso_8601_has_it() {
        for (year, month, day) in [(2026, 1, 9), (804, 12, 31), (9999, 10, 1), (-12, 3, 4)] {
            let date = jiff::civil::date(year, month, day);
            assert!(written(Dialect::Plain, &[Cell::Date(date)]).ends_with(&format!("{date}\n")));
        }
    }

    #[test]
    fn what_rounds_to_zero_has_no_sign() {
        let cells = [-0.000_049, -0.000_051, -0.0, -0.5].map(Cell::Number);
        let row = "0.0000,-0.0001,0.0000,-0.5000\n";
        assert!(written(Dialect::Plain, &cells).ends_with(row));
    }

    #[test]
    fn a_long_text_is_cut_where_spreadsheets_would() {
        let long = "é".repeat(CELL + 1);
        assert!(is_cut(&long) && !is_cut(&"é".repeat(CELL)));
        assert_eq!(written(Dialect::Plain, &[Cell::text(long)]).chars().filter(|&c| c == 'é').count(), CELL);
    }

    #[test]
    fn a_full_table_goes_on_in_a_numbered_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let mut files = Files::new(folder.path(), "t", vec!["n".into()], Dialect::Plain).expect("a file");
        files.most = 2;
        files.row(&[Cell::Count(0)]).expect("written");
        let mut rows = Spelling::new(Dialect::Plain, 4);
        (1..5).for_each(|n| rows.row(&[Cell::Count(n)]));
        files.rows(&rows.end()).expect("written");
        files.end().expect("written");
        let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("written");
        assert_eq!((read("t.csv"), read("t_3.csv")), ("n\n0\n1\n".into(), "n\n4\n".into()));
    }
}
