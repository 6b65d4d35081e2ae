//! Where comparisons and timelines go, and in which format: what their commands have in common.

use super::{Failure, file, making, print};
use anstream::eprintln;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::csv::{Dialect, ROWS};
use rhetor::report::tabled::{self, Tabled};
use rhetor::report::terminal::many;
use rhetor::report::{FORMATS, Format};
use std::path::{Path, PathBuf};

#[derive(clap::Args, Debug)]
pub(crate) struct Tables {
    /// Folder for the tables, which may be that of the results, or a file (md, json, xlsx); - is standard output
    #[arg(short, long, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    /// For people, or for programs [default: by the name of the output; csv into a folder, else terminal]
    #[arg(short, long, value_parser = formats())]
    format: Option<String>,
    /// How CSV is written [default: spreadsheet; plain on standard output]
    #[arg(long, value_enum)]
    dialect: Option<making::DialectName>,
    /// Replace what is already there
    #[arg(long)]
    force: bool,
}

const TERMINAL: &str = "terminal";
/// Formats that these tables have on their own, and what they hold then.
const OWN: [(&str, &str); 5] = [
    ("csv", "tables for spreadsheets, R and pandas"),
    ("xlsx", "one workbook with a sheet for each table"),
    ("md", "Markdown"),
    ("json", "one JSON document, a list of rows for each table"),
    ("jsonl", "one JSON object a row"),
];

/// All formats are understood, so that one which these tables do not have is refused with the
/// reason; help names those that they have.
fn formats() -> clap::builder::PossibleValuesParser {
    use clap::builder::PossibleValue;
    let mut all = vec![PossibleValue::new(TERMINAL).help("in 80 columns")];
    all.extend(OWN.map(|(name, about)| PossibleValue::new(name).help(about)));
    let others = FORMATS.iter().map(|f| f.name).filter(|name| !OWN.iter().any(|(own, _)| own == name));
    all.extend(others.map(|name| PossibleValue::new(name).hide(true)));
    all.into()
}

/// Where to, as what.
#[derive(Debug)]
pub(crate) enum Wanted {
    /// A picture in 80 columns.
    Terminal,
    /// The first table, on standard output.
    Printed(Dialect),
    /// A file for each table, in a folder.
    Csv(PathBuf, Dialect),
    /// All tables in one text, on standard output.
    Text(&'static str),
    /// All tables in one file.
    File(&'static str, PathBuf),
}

impl Tables {
    /// What is wanted of tables of these names, the first of which names a file of them all;
    /// refused before any work where it cannot be, or is there already.
    pub(crate) fn wanted(&self, names: &[&str]) -> Result<Wanted, Failure> {
        let usage = |option: &'static str, what: String| {
            Err(Failure::Usage(Error::at(Place::file(option), Kind::Unclear(what))))
        };
        let output = self.output.as_deref().filter(|path| *path != Path::new("-"));
        let file = output.filter(|path| !path.is_dir());
        let named = file.and_then(Format::of_file).map(|format| format.name);
        let default = if self.output.is_some() { "csv" } else { TERMINAL };
        let format = self.format.as_deref().or(named).unwrap_or(default);
        if let (Some(named), Some(asked)) = (named, &self.format)
            && named != asked
        {
            return usage("--output", format!("{asked} is asked for, and the name ends as that of {named}"));
        }
        let dialect = |default: Dialect| self.dialect.map_or(default, Dialect::from);
        match (OWN.iter().map(|(own, _)| *own).find(|own| *own == format), output) {
            (None, _) if format == TERMINAL => Ok(Wanted::Terminal),
            (None, _) => usage(
                "--format",
                format!(
                    "{format} shows a whole results folder: write tables into it with --output, then run \
                     `rhetor report -f {format}`"
                ),
            ),
            (Some("csv"), None) => Ok(Wanted::Printed(dialect(Dialect::Plain))),
            (Some("csv"), Some(folder)) => {
                let paths = names.iter().map(|name| folder.join(format!("{name}.csv")));
                paths.into_iter().try_for_each(|path| file::check(&path, self.force))?;
                Ok(Wanted::Csv(folder.into(), dialect(Dialect::Spreadsheet)))
            }
            (Some("xlsx"), None) => usage("--format", "xlsx goes into a file; name it with --output".into()),
            (Some(format), None) => Ok(Wanted::Text(format)),
            (Some(format), Some(path)) => {
                let path =
                    if named.is_some() { path.into() } else { path.join(format!("{}.{format}", names[0])) };
                file::check(&path, self.force)?;
                Ok(Wanted::File(format, path))
            }
        }
    }
}

impl Wanted {
    /// Whether people read it in a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        matches!(self, Self::Terminal)
    }

    /// Writes them; says what was written where.
    pub(crate) fn write(&self, what: &str, tables: &[Tabled]) -> Result<(), Failure> {
        match self {
            Self::Terminal => Ok(()),
            Self::Printed(dialect) => one(None, *dialect, &tables[0]),
            Self::Text(format) => print(&text(format, tables)),
            Self::Csv(folder, dialect) => {
                made(folder)?;
                for table in tables {
                    one(Some(&folder.join(format!("{}.csv", table.name))), *dialect, table)?;
                }
                let names: Vec<String> = tables.iter().map(|table| format!("{}.csv", table.name)).collect();
                eprintln!("{what}; wrote {} to {}", names.join(", "), folder.display());
                Ok(())
            }
            Self::File(format, path) => {
                if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
                    made(folder)?;
                }
                if *format == "xlsx" {
                    workbook(path, tables)?;
                } else {
                    file::write(path, text(format, tables).as_bytes())?;
                }
                eprintln!("{what}; wrote {}", path.display());
                Ok(())
            }
        }
    }
}

fn made(folder: &Path) -> Result<(), Failure> {
    Ok(std::fs::create_dir_all(folder).map_err(|e| Error::io(folder.display().to_string(), &e))?)
}

fn text(format: &str, tables: &[Tabled]) -> String {
    match format {
        "md" => tabled::markdown(tables),
        "jsonl" => tabled::jsonl(tables),
        _ => tabled::json(tables),
    }
}

/// Whole or not at all.
fn workbook(path: &Path, tables: &[Tabled]) -> Result<(), Failure> {
    let work = tempfile::tempdir().map_err(|e| Error::io("temporary folder", &e))?;
    let whole = work.path().join("tables.xlsx");
    tabled::workbook(tables, &whole)?;
    let bytes = std::fs::read(&whole).map_err(|e| Error::io("temporary folder", &e))?;
    file::write(path, &bytes)
}

/// An answer is never so long that it would have to go on in a second file.
fn one(path: Option<&Path>, dialect: Dialect, table: &Tabled) -> Result<(), Failure> {
    if let Some(path) = path.filter(|_| table.rows.len() as u64 > ROWS) {
        let what = format!(
            "{} are more than a spreadsheet holds; ask for less",
            many(table.rows.len() as u64, "row")
        );
        return Err(Error::at(Place::file(path.display().to_string()), Kind::Io(what)).into());
    }
    let header: Vec<&str> = table.header.iter().map(String::as_str).collect();
    file::table(path, dialect, &header, &table.rows)
}
