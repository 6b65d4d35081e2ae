//! One workbook for people who live in spreadsheets: pictures, tables, links, explanations.
//!
//! Texts are always strings, so that nothing is a formula and nothing becomes a link or a
//! date; numbers and days are typed, and empty stays empty. The same tables give the same
//! bytes: no date of making is in it.

mod charts;
mod readme;
mod sheets;
mod style;
mod text;

use super::columns::Kind as ColumnKind;
use super::formats::Options;
use super::leaders::rankings;
use super::saved::Saved;
use super::tabled::Tabled;
use super::{Cell, alike};
use crate::error::{Error, Kind, Place};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, Worksheet, XlsxError};
use serde_json::Value;
use sheets::{At, Link, Look, ROWS, Sheets, columns_named, columns_of};
use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;
use std::path::Path;
use style::Styles;

const fn look(table: &'static str, title: &'static str, frozen: u16) -> Look {
    let few = frozen > 0;
    Look { table, title, frozen, bars: few, notes: few }
}

/// The sheets of tables, in order; those whose table is not there are left out.
const LOOKS: [Look; 14] = [
    look("speakers", "Speakers", 1),
    look("groups", "Groups", 2),
    look("reported_speakers", "Reported speakers", 1),
    look("quotes", "Quotes", 0),
    look("documents", "Documents", 0),
    look("reported", "Reports", 0),
    look("evidence", "Evidence", 0),
    look("reported_evidence", "Reported evidence", 0),
    look("compare", "Compare", 3),
    look("compare_valence", "Compare valence", 3),
    look("compare_terms", "Compare terms", 0),
    look("timeline", "Timeline", 1),
    look("articles", "Articles", 0),
    look("problems", "Problems", 0),
];

/// Tables of speakers, and where their hits are.
const LINKED: [(&str, &str); 2] = [("speakers", "evidence"), ("reported_speakers", "reported_evidence")];

/// From so many bytes of tables on, a sheet may need more than a plain archive holds.
const LARGE: u64 = 500_000_000;

pub(super) fn write(saved: &Saved, path: &Path, options: &Options) -> Result<(), Error> {
    write_with(saved, path, options, ROWS)
}

/// The same with sheets of so many rows.
fn write_with(saved: &Saved, path: &Path, options: &Options, rows: u32) -> Result<(), Error> {
    let failed = |what: String| Error::at(Place::file(path.display().to_string()), Kind::Io(what));
    // The writer panics where its temporary files cannot grow.
    let made = std::panic::catch_unwind(AssertUnwindSafe(|| make(saved, path, options, rows)));
    match made {
        Ok(Ok(())) => Ok(()),
        Ok(Err(Stopped::Table(error))) => Err(error),
        Ok(Err(Stopped::Book(error))) => Err(failed(error.to_string())),
        Err(_) => Err(failed("could not be written; is the disk full?".into())),
    }
}

/// A workbook of some tables alone, a sheet each.
pub(super) fn tables(tables: &[Tabled], path: &Path) -> Result<(), Error> {
    let failed = |what: String| Error::at(Place::file(path.display().to_string()), Kind::Io(what));
    let make = || -> Result<(), XlsxError> {
        let mut book = Workbook::new();
        let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let styles = Styles::new();
        let mut made = Vec::new();
        for table in tables {
            let Some(look) = LOOKS.iter().find(|look| look.table == table.name) else { continue };
            let look = Look { notes: true, ..*look };
            let mut sheets =
                Sheets::new((&mut book, &styles), look, columns_named(table.name, &table.header), ROWS)?;
            table.rows.iter().try_for_each(|row| sheets.row(row, None))?;
            made.extend(sheets.end()?);
        }
        for sheet in made {
            book.push_worksheet(sheet);
        }
        book.save(path)
    };
    make().map_err(|error| failed(error.to_string()))
}

/// Why a workbook was not made.
enum Stopped {
    Table(Error),
    Book(XlsxError),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Table(error)
    }
}

impl From<XlsxError> for Stopped {
    fn from(error: XlsxError) -> Self {
        Self::Book(error)
    }
}

fn make(saved: &Saved, path: &Path, options: &Options, rows: u32) -> Result<(), Stopped> {
    let mut book = Workbook::new();
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        book.set_tempdir(folder)?;
    }
    // A fixed day, so that the bytes are the same whenever it is made.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = options.title.as_deref().unwrap_or("Who says what, and how");
    let about = DocProperties::new().set_title(title).set_creation_datetime(&day);
    book.set_properties(&about);
    book.use_zip_large_file(bytes(saved)? > LARGE);
    let styles = Styles::new();
    let mut made: BTreeMap<usize, Vec<Worksheet>> = BTreeMap::new();
    let mut found: BTreeMap<&str, BTreeMap<String, At>> = BTreeMap::new();
    // Evidence comes first: speakers are linked to where it is.
    for &(speakers, evidence) in &LINKED {
        let there = places(saved, speakers, rows)?;
        let firsts = table(
            (&mut book, &styles),
            (saved, rows),
            evidence,
            speakers,
            Places::Firsts(&there),
            &mut made,
        )?;
        found.insert(speakers, firsts);
    }
    for look in LOOKS.iter().filter(|look| !LINKED.iter().any(|(_, evidence)| *evidence == look.table)) {
        let evidence =
            LINKED.iter().find(|(speakers, _)| *speakers == look.table).map(|(_, evidence)| *evidence);
        let none = BTreeMap::new();
        let of = found.get(look.table).unwrap_or(&none);
        table(
            (&mut book, &styles),
            (saved, rows),
            look.table,
            evidence.unwrap_or(""),
            Places::All(of),
            &mut made,
        )?;
    }
    let manifest = manifest(&mut book, &styles, saved, rows)?;
    let (ranked, alike) = (rankings(saved)?, alike::of(saved)?);
    let mut listed: Vec<(Look, String)> = Vec::new();
    for (at, sheets) in &made {
        listed.extend(sheets.iter().map(|sheet| (LOOKS[*at], sheet.name())));
    }
    listed.dedup_by(|a, b| a.0.table == b.0.table);
    listed.push((look("manifest", "Manifest", 0), "Manifest".into()));
    book.push_worksheet(readme::sheet((saved, title), (&ranked, &alike), &listed, &styles)?);
    book.push_worksheet(charts::sheet(&ranked, &styles)?);
    made.into_values().flatten().chain(manifest).for_each(|sheet| book.push_worksheet(sheet));
    book.save(path)?;
    Ok(())
}

/// Size of all tables.
fn bytes(saved: &Saved) -> Result<u64, Error> {
    let mut sum = 0;
    for look in &LOOKS {
        let sizes = saved.files(look.table)?.into_iter().filter_map(|file| file.metadata().ok());
        sum += sizes.map(|about| about.len()).sum::<u64>();
    }
    Ok(sum)
}

/// Which names of speakers lead elsewhere, and where to; by id.
#[derive(Clone, Copy)]
enum Places<'a> {
    /// The first of each speaker.
    Firsts(&'a BTreeMap<String, At>),
    /// Each that is there.
    All(&'a BTreeMap<String, At>),
}

/// Where each speaker will stand in the table of speakers.
fn places(saved: &Saved, table: &str, most: u32) -> Result<BTreeMap<String, At>, Error> {
    let mut places = BTreeMap::new();
    if saved.files(table)?.is_empty() {
        return Ok(places);
    }
    let mut rows = saved.named(table)?;
    let mut n = 0;
    while let Some(row) = rows.next_row()? {
        let at = At { sheet: n / (most - 1) + 1, row: n % (most - 1) + 1 };
        places.insert(row.text("speaker_id").unwrap_or_default().to_string(), at);
        n += 1;
    }
    Ok(places)
}

/// Writes a table, its names of speakers linked to another; says where each stood first.
fn table(
    (book, styles): (&mut Workbook, &Styles),
    (saved, most): (&Saved, u32),
    name: &str,
    other: &str,
    linked: Places<'_>,
    made: &mut BTreeMap<usize, Vec<Worksheet>>,
) -> Result<BTreeMap<String, At>, Stopped> {
    let mut firsts = BTreeMap::new();
    let place = |name: &str| LOOKS.iter().position(|look| look.table == name);
    let Some(own) = place(name) else { return Ok(firsts) };
    if saved.files(name)?.is_empty() {
        return Ok(firsts);
    }
    let mut rows = saved.named(name)?;
    let columns = columns_of(saved, name, &rows);
    let column = |name: &str| columns.iter().position(|(column, _, _)| column == name);
    let (speaker, id) = (column("speaker"), column("speaker_id"));
    let mut sheets = Sheets::new((book, styles), LOOKS[own], columns, most)?;
    while let Some(row) = rows.next_row()? {
        let cells = row.cells()?;
        let key = match id.map(|id| &cells[id]) {
            Some(Cell::Text(id)) => &**id,
            _ => "",
        };
        let mut to = None;
        if speaker.is_some() && id.is_some() {
            let first = !firsts.contains_key(key);
            if first {
                firsts.insert(key.to_string(), sheets.next());
            }
            to = match linked {
                Places::Firsts(there) => there.get(key).filter(|_| first),
                Places::All(there) => there.get(key),
            };
        }
        let link = speaker.zip(to).zip(place(other)).map(|((column, to), other)| Link {
            column,
            title: LOOKS[other].title,
            to: to.clone(),
        });
        sheets.row(&cells, link.as_ref())?;
    }
    made.insert(own, sheets.end()?);
    Ok(firsts)
}

/// Every value of the manifest under its path.
fn manifest(
    book: &mut Workbook,
    styles: &Styles,
    saved: &Saved,
    most: u32,
) -> Result<Vec<Worksheet>, XlsxError> {
    let columns = ["entry", "value"].map(|name| (name.to_string(), ColumnKind::Text, None)).into();
    let mut sheets = Sheets::new((book, styles), look("manifest", "Manifest", 0), columns, most)?;
    let mut path = String::new();
    entries(&saved.manifest, &mut path, &mut |path, cell| sheets.row(&[Cell::text(path), cell], None))?;
    sheets.end()
}

fn entries(
    value: &Value,
    path: &mut String,
    entry: &mut impl FnMut(&str, Cell) -> Result<(), XlsxError>,
) -> Result<(), XlsxError> {
    let length = path.len();
    let mut within = |name: &str, value: &Value, path: &mut String| {
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        let done = entries(value, path, entry);
        path.truncate(length);
        done
    };
    match value {
        Value::Object(fields) => fields.iter().try_for_each(|(name, value)| within(name, value, path)),
        Value::Array(values) => {
            (1..).zip(values).try_for_each(|(n, value): (usize, _)| within(&n.to_string(), value, path))
        }
        Value::Null => entry(path, Cell::Missing),
        Value::String(text) => entry(path, Cell::text(text.as_str())),
        Value::Number(number) if number.is_u64() => {
            entry(path, Cell::Count(number.as_u64().unwrap_or_default()))
        }
        Value::Number(number) => entry(path, Cell::number(number.as_f64())),
        Value::Bool(yes) => entry(path, Cell::Fixed(if *yes { "yes" } else { "no" })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Reader, Xlsx, open_workbook};
    use std::fmt::Write;

    #[test]
    fn a_full_sheet_goes_on_in_the_next_and_links_lead_to_the_right_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
        write(
            "manifest.json",
            "{\"program\": \"rhetor\", \"version\": \"1\", \"unit\": \"quote\", \"dialect\": \"plain\", \
             \"counts\": {}, \"categories\": [], \"files\": []}",
        );
        let mut speakers = String::from(
            "speaker,speaker_id,speaker_type,n_articles,n_sources,n_quotes,n_words,first_date,last_date,low_data,\
             attribution_confidence\n",
        );
        let mut evidence = String::from("quote_id,article_id,date,source,speaker,speaker_id,counted\n");
        for n in 1..=5 {
            let _ = writeln!(
                speakers,
                "\"S{n}\",\"s_{n}\",\"person\",1,1,1,9,2024-01-0{n},2024-01-0{n},1,0.5000"
            );
            let _ = writeln!(evidence, "\"q_{n}\",\"a_1\",1880-01-0{n},\"x\",\"S{n}\",\"s_{n}\",1");
        }
        write("speakers.csv", &speakers);
        write("evidence.csv", &evidence);
        let saved = Saved::open(folder.path()).expect("results");
        let path = folder.path().join("report.xlsx");
        write_with(&saved, &path, &Options::default(), 3).expect("written");
        let mut book: Xlsx<_> = open_workbook(&path).expect("a workbook");
        let tables: Vec<String> =
            book.sheet_names().into_iter().filter(|n| n.starts_with(['E', 'S'])).collect();
        let names = ["Speakers", "Speakers 2", "Speakers 3", "Evidence", "Evidence 2", "Evidence 3"];
        assert_eq!(tables, names);
        let last = book.worksheet_range("Evidence 3").expect("a sheet");
        let cells: Vec<String> = last.rows().nth(1).expect("a row").iter().map(ToString::to_string).collect();
        assert_eq!(cells, ["q_5", "a_1", "1880-01-05", "x", "S5", "s_5", "1"]);
        let file = std::fs::File::open(&path).expect("written");
        let mut archive = zip::ZipArchive::new(file).expect("an archive");
        let mut sheet = |number: usize| {
            let mut text = String::new();
            let name = format!("xl/worksheets/sheet{number}.xml");
            let mut part = archive.by_name(&name).expect("a part");
            std::io::Read::read_to_string(&mut part, &mut text).expect("UTF-8");
            text
        };
        // Read me and Charts are the first two; row 3 holds the second speaker of a sheet.
        assert!(sheet(4).contains("ref=\"A3\" location=\"'Evidence 2'!A3\""), "{}", sheet(4));
        assert!(sheet(8).contains("ref=\"E2\" location=\"'Speakers 3'!A2\""), "{}", sheet(8));
    }
}
