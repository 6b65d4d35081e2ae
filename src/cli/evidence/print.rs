//! Prints hits: in the terminal with their key words under one another, or as CSV.

use super::super::making::DialectName;
use super::super::{Failure, print};
use super::{Hit, Read};
use anstream::eprintln;
use anstyle::{AnsiColor, Style};
use rhetor::report::Cell;
use rhetor::report::csv::{Dialect, Writer};
use rhetor::report::kwic::{self, Line};
use rhetor::report::terminal::many;
use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use unicode_width::UnicodeWidthStr;

/// Colours of categories, in the order in which these are met; the name stands there too.
const COLOURS: [AnsiColor; 6] = [
    AnsiColor::Red,
    AnsiColor::Green,
    AnsiColor::Blue,
    AnsiColor::Magenta,
    AnsiColor::Cyan,
    AnsiColor::Yellow,
];

/// Two lines a hit, and how many there are.
pub(super) fn terminal(read: &Read, articles: &BTreeMap<String, String>) -> Result<(), Failure> {
    let mut colours: BTreeMap<&str, Style> = BTreeMap::new();
    let mut out = String::new();
    for hit in &read.hits {
        let cell = |name: &str| hit.get(name).map_or("", |s| &**s);
        let next = COLOURS[colours.len() % COLOURS.len()].on_default().bold();
        let style = *colours.entry(cell("category")).or_insert(next);
        let line = Line::new(cell("left"), cell("keyword"), cell("right"));
        let (on, off) = (style.render(), style.render_reset());
        out.push_str(&format!("{}{on}{}{off}{}\n", line.left, line.keyword, line.right));
        let article = articles.get(cell("article_id")).map_or(cell("article_id"), |s| &**s);
        let (category, rest) = source(hit, article);
        out.push_str(&format!("    {on}{category}{off}{rest}\n"));
    }
    print(&out)?;
    let shown = read.hits.len() as u64;
    if read.all == 0 {
        eprintln!("nothing found");
    } else if shown < read.all {
        eprintln!("{shown} of {} shown; --limit {} shows all", many(read.all, "hit"), read.all);
    } else {
        eprintln!("{}", many(read.all, "hit"));
    }
    Ok(())
}

/// The category, and behind it how, by which row, by whom and where; cut to the width.
fn source(hit: &Hit, article: &str) -> (String, String) {
    let cell = |name: &str| hit.get(name).map_or("", |s| &**s);
    let category = match cell("subcategory") {
        "" => cell("category").to_string(),
        part => format!("{}/{part}", cell("category")),
    };
    let cue = ["stance_cue", "negated_by"].map(cell).concat();
    let mut stance = cell("stance").to_string();
    if !cue.is_empty() {
        stance.push_str(&format!(" by “{}”", kwic::fit(&cue, 16)));
    }
    if cell("counted") == "0" {
        stance.push_str(", not counted");
    }
    let mut row = kwic::fit(cell("entry"), 24);
    if !cell("entry_line").is_empty() {
        row.push_str(&format!(":{}", cell("entry_line")));
    }
    if !cell("company").is_empty() {
        row.push_str(&format!(" near “{}”", kwic::fit(cell("company"), 12)));
    }
    let category = kwic::fit(&category, 32);
    let fixed = format!(" · {stance} · {row} · ");
    let room = (kwic::WIDTH - 4).saturating_sub(category.width() + fixed.width());
    // Who said it comes before where; the end of a path tells more than its head.
    let speaker = kwic::fit(cell("speaker"), if room < 24 { room } else { (room - 13).min(24) });
    let rest = match room.saturating_sub(speaker.width()) {
        left if left < 12 => format!("{fixed}{speaker}"),
        left => format!("{fixed}{speaker} · {}", kwic::fit_end(article, left - 3)),
    };
    let rest = kwic::fit(&rest, kwic::WIDTH - 4 - category.width());
    (category, rest)
}

/// Columns of numbers; a day is told by its form, all others are texts.
const NUMBERS: [&str; 5] = ["weight", "counted", "entry_line", "char_start", "char_end"];

/// The rows as the table has them.
pub(super) fn csv(read: &Read, dialect: Option<DialectName>) -> Result<(), Failure> {
    let dialect = dialect.map_or(Dialect::Plain, Dialect::from);
    let write = || {
        let out = BufWriter::new(anstream::stdout().lock());
        let mut writer = Writer::new(out, dialect, &read.names)?;
        for hit in &read.hits {
            let cells: Vec<Cell> = read.names.iter().map(|name| typed(name, hit.get(name))).collect();
            writer.row(&cells)?;
        }
        writer.end()?.flush()
    };
    write().map_err(Failure::stdout)
}

fn typed(name: &str, cell: Option<&String>) -> Cell {
    let Some(cell) = cell else { return Cell::Missing };
    let number = || match cell.parse() {
        Ok(count) => Some(Cell::Count(count)),
        Err(_) => cell.replace(',', ".").parse().ok().map(Cell::Number),
    };
    let read = match name {
        name if NUMBERS.contains(&name) => number(),
        "date" => cell.parse().ok().map(Cell::Date),
        _ => None,
    };
    read.unwrap_or_else(|| Cell::text(&**cell))
}
