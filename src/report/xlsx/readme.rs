//! The first sheet: what was found, how to read it, how it was made, what each column means.

use super::sheets::Look;
use super::style::Styles;
use super::text::{cut, visible};
use crate::report::alike;
use crate::report::columns;
use crate::report::leaders::Ranking;
use crate::report::methods;
use crate::report::saved::Saved;
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};
use std::sync::Arc;

/// Name of the sheet.
pub(super) const NAME: &str = "Read me";

/// What everybody should know before a number is used.
const READING: [(&str, &str); 6] = [
    (
        "A rate",
        "Hits (words and phrases of a list) per 1,000 words that stand in the speaker's quotation marks.",
    ),
    (
        "An interval",
        "low to high: 95 % interval that takes the article as the unit. Where the intervals of two speakers \
         overlap, their order is not sure.",
    ),
    (
        "Grey rows",
        "low_data is 1: too little was quoted to compare the speaker with anybody. Do not publish such a \
         comparison.",
    ),
    ("Empty cells", "Not computable or not known. They are never 0."),
    (
        "The words behind a number",
        "The name of a speaker in Speakers leads to the speaker's first hit in Evidence; filter that sheet by \
         speaker and category to read all of them. The name there leads back.",
    ),
    (
        "Salience, not support",
        "A plea for a ceasefire has words of war too; stance in Evidence says how a word is used.",
    ),
];

pub(super) fn sheet(
    (saved, title): (&Saved, &str),
    (rankings, alike): (&[Ranking], &[[Arc<str>; 2]]),
    sheets: &[(Look, String)],
    styles: &Styles,
) -> Result<Worksheet, XlsxError> {
    let mut page = Page { sheet: Worksheet::new(), styles, row: 0 };
    page.sheet.set_name(NAME)?.set_print_fit_to_pages(1, 0).set_screen_gridlines(false);
    page.sheet.set_column_width(0, 26)?.set_column_width(1, 100)?.set_column_width(2, 30)?;
    page.sheet.write_string_with_format(0, 0, &*visible(title), &styles.title)?;
    page.row = 2;
    page.heading("What was found")?;
    for ranking in rankings {
        page.pair(&ranking.title, &ranking.sentence())?;
    }
    if let Some(caveat) = alike::caveat(alike, "rhetor speakers suggest", str::to_string) {
        page.pair("Names", &caveat)?;
    }
    page.heading("How to read it")?;
    for (label, words) in READING {
        page.pair(label, words)?;
    }
    page.heading("Sheets")?;
    page.link(super::charts::NAME, "rates of each category with their intervals, as pictures")?;
    for (look, name) in sheets {
        let about = columns::table(look.table).map_or("everything that is known of the run", |t| t.about);
        page.link(name, about)?;
    }
    page.heading("How it was made")?;
    for paragraph in methods::paragraphs(methods::Run::of(saved)) {
        page.pair("", &paragraph)?;
    }
    for reference in methods::references(methods::Run::of(saved)) {
        page.pair("", reference)?;
    }
    page.heading("Columns")?;
    for (look, _) in sheets {
        if let Some(table) = columns::table(look.table) {
            page.columns(look.title, table)?;
        }
    }
    Ok(page.sheet)
}

struct Page<'a> {
    sheet: Worksheet,
    styles: &'a Styles,
    row: u32,
}

impl Page<'_> {
    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.row += 1;
        self.sheet.write_string_with_format(self.row, 0, text, &self.styles.heading)?;
        self.row += 1;
        Ok(())
    }

    /// A label and lines of words.
    fn pair(&mut self, label: &str, words: &str) -> Result<(), XlsxError> {
        let (styles, row) = (self.styles, self.row);
        self.text(row, 0, label, &styles.label)?;
        self.text(row, 1, words, &styles.words)?;
        // Rows do not grow by themselves when a file is opened.
        let lines = |text: &str, width: usize| (text.chars().count() as f64 / width as f64).ceil().max(1.0);
        let height = 15.0 * lines(words, 112).max(lines(label, 26));
        self.sheet.set_row_height(row, height)?;
        self.row += 1;
        Ok(())
    }

    fn text(&mut self, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = visible(text);
        self.sheet.write_string_with_format(row, column, cut(&text).0, format)?;
        Ok(())
    }

    fn link(&mut self, name: &str, about: &str) -> Result<(), XlsxError> {
        let url = Url::new(format!("internal:'{name}'!A1")).set_text(name);
        self.sheet.write_url_with_format(self.row, 0, url, &self.styles.link)?;
        self.sheet.write_string_with_format(self.row, 1, about, &self.styles.words)?;
        self.row += 1;
        Ok(())
    }

    fn columns(&mut self, title: &str, table: &columns::Table) -> Result<(), XlsxError> {
        let header = &self.styles.header;
        for (at, text) in (0u16..).zip([title, table.about, "empty"]) {
            self.sheet.write_string_with_format(self.row, at, text, header)?;
        }
        self.row += 1;
        for column in table.columns {
            let row = self.row;
            self.pair(&column.names.join(", ").replace("{c}", "CATEGORY"), column.about)?;
            self.sheet.write_string_with_format(row, 2, column.empty, &self.styles.words)?;
        }
        self.row += 1;
        Ok(())
    }
}
