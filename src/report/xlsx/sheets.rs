//! A table in a workbook: typed cells under a frozen header, in as many sheets as it needs.
//!
//! Rows go to a temporary file as they come, so that a million take no more memory than one.

use super::style::Styles;
use super::text::{cut, visible};
use crate::report::Cell;
use crate::report::columns::{self, Kind};
use crate::report::saved::{ColumnKind, Rows, Saved};
use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatType, ExcelDateTime, Format,
    Note, Url, Workbook, Worksheet, XlsxError,
};
use unicode_width::UnicodeWidthStr;

/// Rows of a sheet, its header included.
pub(super) const ROWS: u32 = 1_048_576;
/// Links of a sheet that spreadsheets follow; the rest of the names are plain text.
const LINKS: u32 = 60_000;
/// Characters that a landscape page holds across, at a size that can be read.
const ON_A_PAGE: f64 = 190.0;
/// Characters beyond which a column is not made wider.
const WIDEST: usize = 60;

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct At {
    /// Number of the sheet among those of its table, from 1.
    pub(super) sheet: u32,
    /// From 0; the header is row 0.
    pub(super) row: u32,
}

/// Name of a sheet of a table: `Quotes`, `Quotes 2`.
pub(super) fn sheet_name(title: &str, number: u32) -> String {
    if number == 1 { title.into() } else { format!("{title} {number}") }
}

/// A table on its way into a workbook.
pub(super) struct Sheets<'a> {
    book: &'a mut Workbook,
    styles: &'a Styles,
    title: &'static str,
    columns: Vec<Shown>,
    /// Frozen on the left.
    frozen: u16,
    bars: bool,
    notes: bool,
    most: u32,
    sheet: Worksheet,
    done: Vec<Worksheet>,
    row: u32,
    links: u32,
    /// Where the flag stands that a text was cut, and that a speaker is thin.
    text_cut: Option<usize>,
    low_data: Option<usize>,
}

struct Shown {
    name: String,
    kind: Kind,
    about: Option<String>,
    width: usize,
    /// The largest number of a row that is not thin: the end of its bars.
    most: f64,
}

/// A cell that leads to another sheet.
pub(super) struct Link {
    pub(super) column: usize,
    pub(super) title: &'static str,
    pub(super) to: At,
}

/// What a table is in a workbook.
#[derive(Clone, Copy)]
pub(super) struct Look {
    pub(super) table: &'static str,
    pub(super) title: &'static str,
    pub(super) frozen: u16,
    /// Whether rates have bars, and headers notes.
    pub(super) bars: bool,
    pub(super) notes: bool,
}

impl<'a> Sheets<'a> {
    pub(super) fn new(
        (book, styles): (&'a mut Workbook, &'a Styles),
        look: Look,
        columns: Vec<(String, Kind, Option<String>)>,
        most: u32,
    ) -> Result<Self, XlsxError> {
        let Look { table: _, title, frozen, bars, notes } = look;
        let place = |name: &str| columns.iter().position(|(column, _, _)| column == name);
        let (text_cut, low_data) = (place("text_cut"), place("low_data"));
        let shown = |(name, kind, about): (String, Kind, Option<String>)| {
            // Beside the name stands the button of the filter.
            let width = name.width() + 3;
            Shown { name, kind, about, width, most: 0.0 }
        };
        let columns = columns.into_iter().map(shown).collect();
        let sheet = book.new_worksheet_with_constant_memory()?;
        let done = Vec::new();
        let mut sheets = Self {
            book,
            styles,
            title,
            columns,
            frozen,
            bars,
            notes,
            most,
            sheet,
            done,
            row: 0,
            links: 0,
            text_cut,
            low_data,
        };
        sheets.begin()?;
        Ok(sheets)
    }

    /// Where the next row will stand.
    pub(super) fn next(&self) -> At {
        let (sheet, row) = (self.done.len() as u32 + 1, self.row);
        if row == self.most { At { sheet: sheet + 1, row: 1 } } else { At { sheet, row } }
    }

    fn begin(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_name(sheet_name(self.title, self.done.len() as u32 + 1))?;
        self.sheet.set_freeze_panes(1, self.frozen)?;
        self.sheet.set_landscape().set_repeat_rows(0, 0)?;
        self.sheet.set_footer("&L&A&RPage &P of &N");
        for (at, column) in (0u16..).zip(&self.columns) {
            self.sheet.write_string_with_format(0, at, &*visible(&column.name), &self.styles.header)?;
            if let Some(about) = column.about.as_ref().filter(|_| self.notes) {
                let note = Note::new(about).add_author_prefix(false).set_width(260).set_height(90);
                self.sheet.insert_note(0, at, &note)?;
            }
        }
        self.row = 1;
        self.links = 0;
        Ok(())
    }

    pub(super) fn row(&mut self, cells: &[Cell], link: Option<&Link>) -> Result<(), XlsxError> {
        if self.row == self.most {
            let next = self.book.new_worksheet_with_constant_memory()?;
            let full = std::mem::replace(&mut self.sheet, next);
            let full = self.finished(full)?;
            self.done.push(full);
            self.begin()?;
        }
        let thin = self.low_data.is_some_and(|at| cells[at] == Cell::Count(1));
        // The text stands behind the flag.
        let text = self.text_cut.and_then(|flag| cells.get(flag + 1));
        let was_cut = matches!(text, Some(Cell::Text(text)) if cut(&visible(text)).1);
        for (at, cell) in cells.iter().enumerate() {
            let flagged = Cell::Count(1);
            let cell = if was_cut && Some(at) == self.text_cut { &flagged } else { cell };
            let link = link.filter(|link| link.column == at && self.links < LINKS);
            self.cell(at, cell, thin, link)?;
        }
        self.links += u32::from(link.is_some());
        self.row += 1;
        Ok(())
    }

    fn cell(&mut self, at: usize, cell: &Cell, thin: bool, link: Option<&Link>) -> Result<(), XlsxError> {
        let (row, column) = (self.row, at as u16);
        let kind = self.columns[at].kind;
        let style = self.styles.of(kind, thin);
        let width = match cell {
            Cell::Missing => return Ok(()),
            Cell::Count(count) => {
                self.sheet.write_number_with_format(row, column, *count as f64, style)?;
                count.checked_ilog10().unwrap_or(0) as usize * 4 / 3 + 2
            }
            // A workbook has no infinite number but as an error of a formula.
            Cell::Number(number) if !number.is_finite() => {
                self.sheet.write_string_with_format(row, column, number.to_string(), style)?;
                4
            }
            Cell::Number(number) => {
                if !thin {
                    self.columns[at].most = self.columns[at].most.max(*number);
                }
                self.sheet.write_number_with_format(row, column, *number, style)?;
                9
            }
            Cell::Date(date) => {
                match day(*date) {
                    Some(day) => self.sheet.write_datetime_with_format(row, column, &day, style)?,
                    // Before 1900-03-01 spreadsheets do not agree on the number of a day.
                    None => self.sheet.write_string_with_format(row, column, date.to_string(), style)?,
                };
                11
            }
            Cell::Text(_) | Cell::Fixed(_) => {
                let whole: &str = match cell {
                    Cell::Text(text) => text,
                    Cell::Fixed(text) => text,
                    _ => "",
                };
                let text = visible(whole);
                let text = cut(&text).0;
                if let Some(Link { title, to, .. }) = link {
                    let target = sheet_name(title, to.sheet);
                    let url = Url::new(format!("internal:'{target}'!A{}", to.row + 1)).set_text(text);
                    self.sheet.write_url_with_format(row, column, url, &self.styles.link)?;
                } else {
                    self.sheet.write_string_with_format(row, column, text, style)?;
                }
                text.chars().take(WIDEST + 1).collect::<String>().width() + 1
            }
        };
        let widest = &mut self.columns[at].width;
        *widest = (*widest).max(width.min(WIDEST));
        Ok(())
    }

    fn finished(&mut self, mut sheet: Worksheet) -> Result<Worksheet, XlsxError> {
        let last = self.columns.len().saturating_sub(1) as u16;
        sheet.autofilter(0, 0, (self.row - 1).max(1), last)?;
        let mut across = 0.0;
        for (at, column) in (0u16..).zip(&self.columns) {
            sheet.set_column_width(at, column.width as f64)?;
            across += column.width as f64 + 1.0;
            let bar = self.bars && column.name.ends_with("per_1000") && column.kind == Kind::Rate;
            if bar && self.row > 1 {
                let mut bar = ConditionalFormatDataBar::new()
                    .set_fill_color(Color::RGB(0x009C_C3E6))
                    .set_solid_fill(true)
                    .set_border_off(true);
                if column.most > 0.0 {
                    // The rate of six words would make all others look like nothing.
                    let number = ConditionalFormatType::Number;
                    bar = bar.set_minimum(number, 0).set_maximum(number, column.most);
                    if let Some(flag) = self.low_data {
                        let thin = format!("=${}2=1", column_letters(flag));
                        let none = ConditionalFormatFormula::new()
                            .set_rule(thin.as_str())
                            .set_format(Format::new())
                            .set_stop_if_true(true);
                        sheet.add_conditional_format(1, at, self.row - 1, at, &none)?;
                    }
                }
                sheet.add_conditional_format(1, at, self.row - 1, at, &bar)?;
            }
        }
        // A table is as many pages wide as it takes to be read, each with its first columns.
        let pages = (across / ON_A_PAGE).ceil().max(1.0) as u16;
        sheet.set_print_fit_to_pages(pages, 0);
        if pages > 1 && self.frozen > 0 {
            sheet.set_repeat_columns(0, self.frozen - 1)?;
        }
        Ok(sheet)
    }

    pub(super) fn end(mut self) -> Result<Vec<Worksheet>, XlsxError> {
        let last = std::mem::replace(&mut self.sheet, Worksheet::new());
        let last = self.finished(last)?;
        self.done.push(last);
        Ok(self.done)
    }
}

/// `A`, `Z`, `AA`: the name of a column.
fn column_letters(at: usize) -> String {
    let last = char::from(b'A' + (at % 26) as u8);
    if at < 26 { last.to_string() } else { format!("{}{last}", column_letters(at / 26 - 1)) }
}

fn day(date: jiff::civil::Date) -> Option<ExcelDateTime> {
    if date < jiff::civil::date(1900, 3, 1) {
        return None;
    }
    ExcelDateTime::from_ymd(date.year() as u16, date.month() as u8, date.day() as u8).ok()
}

/// The columns of a table that was just made.
pub(super) fn columns_named(table: &str, names: &[String]) -> Vec<(String, Kind, Option<String>)> {
    let listed = columns::table(table);
    let of = |name: &String| {
        let known = listed.and_then(|t| t.column(name, &[]));
        let about = known.map(|k| format!("{}. Empty: {}.", k.about, k.empty));
        (name.clone(), known.map_or(Kind::Text, |k| k.kind), about)
    };
    names.iter().map(of).collect()
}

/// The columns of a saved table, with what is known of them.
pub(super) fn columns_of(saved: &Saved, table: &str, rows: &Rows) -> Vec<(String, Kind, Option<String>)> {
    let categories: Vec<String> = saved.wholes().map(|(_, category)| category.name.clone()).collect();
    let listed = columns::table(table);
    let of = |column: &crate::report::saved::Column| {
        let known = listed.and_then(|t| t.column(&column.name, &categories));
        let known = known.filter(|_| !saved.attributes.contains(&column.name));
        let kind = match (column.kind, known) {
            (ColumnKind::Text, _) => Kind::Text,
            (ColumnKind::Date, _) => Kind::Date,
            (_, Some(known)) if known.kind.is_number() => known.kind,
            (ColumnKind::Count, _) => Kind::Count,
            (ColumnKind::Number, _) => Kind::Number,
        };
        let about = known.map(|k| format!("{}. Empty: {}.", k.about, k.empty));
        (column.name.clone(), kind, about)
    };
    rows.columns.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn columns_are_named_as_spreadsheets_name_them() {
        assert_eq!([0, 25, 26, 95, 701, 702].map(column_letters), ["A", "Z", "AA", "CR", "ZZ", "AAA"]);
    }
}
