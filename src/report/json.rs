//! One JSON document for web pages: the run, and every speaker with its categories.
//!
//! Speakers are written one after another, so that a long table takes no more memory than a
//! short one. Quotations are in `quotes.jsonl`. A number that cannot be computed is `null`.

use super::columns::{self, Kind};
use super::saved::{Category, Row, Rows, Saved};
use super::{Cell, Speech, Table, methods};
use crate::error::Error;
use serde_json::{Map, Value};
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

pub(super) fn write(saved: &Saved, path: &Path) -> Result<(), Error> {
    let failed = |e: io::Error| Error::io(path.display().to_string(), &e);
    let mut out = Document { out: BufWriter::new(File::create(path).map_err(failed)?), any: false };
    out.head(saved).map_err(failed)?;
    for &speech in saved.speeches() {
        out.begin(Table::Speakers.name(speech)).map_err(failed)?;
        speakers(saved, speech, |speaker| out.row(&speaker))?.map_err(failed)?;
        out.end().map_err(failed)?;
    }
    for name in ["groups", "compare", "compare_valence", "compare_terms", "timeline"] {
        if saved.files(name)?.is_empty() {
            continue;
        }
        let mut rows = saved.named(name)?;
        out.begin(name).map_err(failed)?;
        let names: Vec<String> = rows.columns.iter().map(|c| c.name.clone()).collect();
        let flags: Vec<bool> = names.iter().map(|column| is_flag(name, column)).collect();
        while let Some(row) = rows.next_row()? {
            let values = row.cells()?.into_iter().zip(&flags).map(|(cell, flag)| value(cell, *flag));
            let object: Map<String, Value> = names.iter().cloned().zip(values).collect();
            out.row(&Value::Object(object)).map_err(failed)?;
        }
        out.end().map_err(failed)?;
    }
    out.finish().map_err(failed)
}

/// A document that grows.
struct Document<W: Write> {
    out: W,
    /// Whether the list that is open has a row.
    any: bool,
}

impl<W: Write> Document<W> {
    fn head(&mut self, saved: &Saved) -> io::Result<()> {
        self.out.write_all(b"{\n\"program\": \"rhetor\"")?;
        let manifest =
            ["version", "unit", "min_words", "min_confidence", "counts", "categories", "lexicons", "valence"];
        for name in manifest {
            if let Some(value) = saved.manifest.get(name) {
                self.out.write_all(format!(",\n\"{name}\": {value}").as_bytes())?;
            }
        }
        let methods = Value::from(methods::text(methods::Run::of(saved)));
        self.out.write_all(format!(",\n\"methods\": {methods}").as_bytes())
    }

    fn begin(&mut self, name: &str) -> io::Result<()> {
        self.any = false;
        self.out.write_all(format!(",\n\"{name}\": [").as_bytes())
    }

    fn row(&mut self, value: &Value) -> io::Result<()> {
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        serde_json::to_writer(&mut self.out, value).map_err(io::Error::from)
    }

    fn end(&mut self) -> io::Result<()> {
        self.out.write_all(if self.any { b"\n]" } else { b"]" })
    }

    fn finish(mut self) -> io::Result<()> {
        self.out.write_all(b"\n}\n")?;
        self.out.flush()
    }
}

/// Each speaker of a kind of speech, with what the long table says of its categories.
///
/// The long table has the same speakers in the same order, so that both are read side by side.
fn speakers(
    saved: &Saved,
    speech: Speech,
    mut row: impl FnMut(Value) -> io::Result<()>,
) -> Result<io::Result<()>, Error> {
    let mut wide = saved.rows(Table::Speakers, speech)?;
    let mut long = saved.rows(Table::SpeakersLong, speech)?;
    let names: Vec<String> = wide.columns.iter().map(|c| c.name.clone()).collect();
    let wholes: Vec<Category> = saved.wholes().map(|(_, category)| category.clone()).collect();
    while let Some(cells) = next(&mut wide)? {
        let mut speaker = Map::new();
        let mut categories: Map<String, Value> =
            wholes.iter().map(|category| (category.name.clone(), Value::Object(Map::new()))).collect();
        for (name, cell) in names.iter().zip(cells) {
            let of = |category: &&Category| {
                let rest = name.strip_prefix(&*category.name)?.strip_prefix('_')?;
                OF.contains(&rest).then(|| (category.name.clone(), rest))
            };
            let value = match (wholes.iter().find_map(|category| of(&category)), cell) {
                (Some((category, "top_terms")), Cell::Text(text)) => {
                    put(&mut categories, &category, "top_terms", terms(&text));
                    continue;
                }
                (Some((category, rest)), cell) => {
                    put(&mut categories, &category, rest, value(cell, false));
                    continue;
                }
                (None, cell) => value(cell, is_flag("speakers", name)),
            };
            speaker.insert(name.clone(), value);
        }
        for _ in 0..saved.categories.len() {
            let Some(cells) = next(&mut long)? else { break };
            of_category(&long, cells, &mut categories);
        }
        speaker.insert("categories".into(), Value::Object(categories));
        if let Err(error) = row(Value::Object(speaker)) {
            return Ok(Err(error));
        }
    }
    Ok(Ok(()))
}

/// What the wide table says of a category.
const OF: [&str; 6] = ["hits", "per_1000", "low", "high", "quote_share", "top_terms"];
/// What the long table says besides; stances are added.
const MORE: [&str; 4] = ["interval", "design_effect", "dispersion", "low_data"];

fn next(rows: &mut Rows) -> Result<Option<Vec<Cell>>, Error> {
    rows.next_row()?.map(Row::cells).transpose()
}

fn put(categories: &mut Map<String, Value>, category: &str, name: &str, value: Value) {
    if let Some(Value::Object(of)) = categories.get_mut(category) {
        of.insert(name.into(), value);
    }
}

/// Puts a row of the long table under its category, a part under `parts`.
fn of_category(long: &Rows, cells: Vec<Cell>, categories: &mut Map<String, Value>) {
    let (mut category, mut part, mut of) = (String::new(), String::new(), Map::new());
    for (column, cell) in long.columns.iter().zip(cells) {
        let name = &*column.name;
        match (name, &cell) {
            ("category", Cell::Text(text)) => category = text.to_string(),
            ("subcategory", Cell::Text(text)) => part = text.to_string(),
            _ if OF.contains(&name) || MORE.contains(&name) || name.starts_with("hits_") => {
                of.insert(name.into(), value(cell, name == "low_data"));
            }
            _ => {}
        }
    }
    let Some(Value::Object(whole)) = categories.get_mut(&category) else { return };
    if part.is_empty() {
        whole.extend(of);
        return;
    }
    if let Value::Object(parts) = whole.entry("parts").or_insert_with(|| Value::Object(Map::new())) {
        parts.insert(part, Value::Object(of));
    }
}

/// `army 12; war* 3` as a list.
fn terms(text: &str) -> Value {
    let term = |listed: &str| {
        let (term, count) = listed.rsplit_once(' ')?;
        Some(serde_json::json!({"term": term, "count": count.parse::<u64>().ok()?}))
    };
    let all: Option<Vec<Value>> = text.split("; ").map(term).collect();
    all.map_or_else(|| text.into(), Value::from)
}

pub(super) fn is_flag(table: &str, column: &str) -> bool {
    columns::table(table).and_then(|t| t.column(column, &[])).is_some_and(|c| c.kind == Kind::Flag)
}

pub(super) fn value(cell: Cell, flag: bool) -> Value {
    match cell {
        Cell::Text(text) => Value::from(&*text),
        Cell::Fixed(text) => Value::from(text),
        Cell::Count(count) if flag => Value::from(count == 1),
        Cell::Count(count) => Value::from(count),
        // JSON has no infinite numbers; they are spelled as the tables spell them.
        Cell::Number(number) if number.is_infinite() => Value::from(number.to_string()),
        Cell::Number(number) => Value::from(number),
        Cell::Date(date) => Value::from(date.to_string()),
        Cell::Missing => Value::Null,
    }
}
