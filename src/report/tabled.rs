//! Comparisons and timelines on their own, in every format of one file.
//!
//! They are answers to a question and small: all of a table is in memory. How the tables of a
//! run are written stands with its formats.

use super::{Cell, json, markdown, xlsx};
use crate::error::Error;
use serde_json::{Map, Value};
use std::path::Path;

/// A table with its name among those of a results folder.
#[derive(Clone, Debug)]
pub struct Tabled {
    /// `compare`, `timeline`.
    pub name: &'static str,
    /// The same for people.
    pub title: &'static str,
    /// Names of its columns.
    pub header: Vec<String>,
    /// Its cells, by row.
    pub rows: Vec<Vec<Cell>>,
}

impl Tabled {
    fn objects(&self) -> impl Iterator<Item = Map<String, Value>> {
        let flags: Vec<bool> = self.header.iter().map(|column| json::is_flag(self.name, column)).collect();
        self.rows.iter().map(move |row| {
            let values = row.iter().zip(&flags).map(|(cell, &flag)| json::value(cell.clone(), flag));
            self.header.iter().cloned().zip(values).collect()
        })
    }
}

/// One JSON object: a list of rows under the name of each table.
pub fn json(tables: &[Tabled]) -> String {
    let list = |table: &Tabled| {
        let rows: Vec<String> = table.objects().map(|object| Value::Object(object).to_string()).collect();
        let rows = if rows.is_empty() { "[]".into() } else { format!("[\n{}\n]", rows.join(",\n")) };
        format!("\"{}\": {rows}", table.name)
    };
    format!("{{\n{}\n}}\n", tables.iter().map(list).collect::<Vec<_>>().join(",\n"))
}

/// One JSON object a row; its `type` is the name of its table.
pub fn jsonl(tables: &[Tabled]) -> String {
    let mut lines = String::new();
    for table in tables {
        for row in table.objects() {
            let mut object = Map::from_iter([("type".to_string(), Value::from(table.name))]);
            object.extend(row);
            lines += &format!("{}\n", Value::Object(object));
        }
    }
    lines
}

/// One table under the other, each with its heading.
pub fn markdown(tables: &[Tabled]) -> String {
    let mut page = String::new();
    for table in tables.iter().filter(|table| !table.rows.is_empty()) {
        let columns: Vec<usize> = (0..table.header.len()).collect();
        markdown::head(&mut page, table.title, &columns, |at| &table.header[at]);
        table.rows.iter().for_each(|row| markdown::row(&mut page, &columns, row));
    }
    page.trim_start().to_string()
}

/// A workbook with a sheet for each.
///
/// # Errors
/// Where it cannot be written.
pub fn workbook(tables: &[Tabled], path: &Path) -> Result<(), Error> {
    xlsx::tables(tables, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare() -> Vec<Tabled> {
        let header = ["group_a", "ratio", "p", "low_data"].map(String::from).into();
        let row = vec![Cell::text("=a|b"), Cell::Number(f64::INFINITY), Cell::Missing, Cell::Count(1)];
        vec![Tabled { name: "compare", title: "Comparison", header, rows: vec![row] }]
    }

    #[test]
    fn the_same_row_in_every_format_of_text() {
        let object = "{\"group_a\":\"=a|b\",\"ratio\":\"inf\",\"p\":null,\"low_data\":true}";
        assert_eq!(json(&compare()), format!("{{\n\"compare\": [\n{object}\n]\n}}\n"));
        assert_eq!(jsonl(&compare()), format!("{{\"type\":\"compare\",{}\n", &object[1..]));
        assert_eq!(
            markdown(&compare()),
            "## Comparison\n\n| group a | ratio | p | low data |\n|---|---|---|---|\n| =a\\|b | inf |  | 1 |\n"
        );
    }

    #[test]
    fn what_has_no_end_is_a_text_in_a_workbook_and_nothing_is_a_formula() {
        use calamine::{Data, Reader, Xlsx, open_workbook};
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("compare.xlsx");
        workbook(&compare(), &path).expect("written");
        let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
        let sheet = book.worksheet_range("Compare").expect("a sheet");
        let cells: Vec<Data> = sheet.rows().nth(1).expect("a row").to_vec();
        assert_eq!(cells[..2], [Data::String("=a|b".into()), Data::String("inf".into())]);
        assert!(book.worksheet_formula("Compare").is_ok_and(|formulas| formulas.is_empty()));
    }
}
