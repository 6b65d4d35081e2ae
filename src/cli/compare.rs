//! `rhetor compare`: two speakers or groups side by side.

mod ask;
mod print;

pub(crate) use ask::{columns_of, speakers_of};

use super::{Failure, color, file, tell};
use anstream::eprintln;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::Cell;
use rhetor::report::compared::{self, Comparison};
use rhetor::report::csv::{Dialect, ROWS};
use rhetor::report::saved::Saved;
use rhetor::report::terminal::many;
use std::path::{Path, PathBuf};

/// Compare speakers or groups: rates, ratio, p, and the words that mark each
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_COMPARE)]
pub(crate) struct Args {
    /// Results of `rhetor score -o`
    pub(super) results: PathBuf,
    /// Speakers, by name or id, with commas between; of several each pair is compared
    #[arg(short, long, value_name = "NAME,NAME")]
    pub(super) speakers: Vec<String>,
    /// Compare each with all others together
    #[arg(long, value_enum, value_name = "WHOM")]
    pub(super) against: Option<Against>,
    /// Compare groups: type, source, period, or a column of the speakers file
    #[arg(long, value_name = "COLUMN")]
    pub(super) by: Option<String>,
    /// Which groups of --by, with commas between [default: those with most words]
    #[arg(long, value_name = "VALUE,VALUE", requires = "by")]
    pub(super) groups: Vec<String>,
    /// How long a period of `--by period` is
    #[arg(long, value_enum, default_value_t = super::timeline::Length::Month, value_name = "LENGTH")]
    pub(super) period: super::timeline::Length,
    /// Only this category; may be repeated
    #[arg(short, long, value_name = "NAME")]
    pub(super) category: Vec<String>,
    /// Parts of categories too
    #[arg(long)]
    pub(super) parts: bool,
    /// Only hits with this stance; may be repeated
    #[arg(long, value_name = "STANCE", value_parser = super::evidence::STANCES)]
    pub(super) stance: Vec<String>,
    /// What is quoted, or what is reported without marks (`score --quotes all`)
    #[arg(long, value_enum, default_value_t = Speech::Quoted)]
    pub(super) speech: Speech,
    /// Marking words and rows listed for each side [default: 8; in tables 50]
    #[arg(long, value_name = "N")]
    pub(super) top: Option<usize>,
    /// Mark sides with fewer words than this as thin [default: that of the run]
    #[arg(long, value_name = "N")]
    pub(super) min_words: Option<u64>,
    /// Of the permutations
    #[arg(long, default_value_t = rhetor::compare::random::SEED)]
    pub(super) seed: u64,
    /// Folder for the tables, which may be that of the results; - prints the first of them
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// A table for people, or one for programs
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// How CSV is written [default: spreadsheet; plain on standard output]
    #[arg(long, value_enum)]
    dialect: Option<super::score::DialectName>,
    /// Replace tables of an earlier comparison
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Against {
    /// Everybody else
    Rest,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Speech {
    /// In quotation marks; where whole documents were scored, these
    Quoted,
    /// Without
    Reported,
}

impl Speech {
    /// The tables that are meant.
    pub(crate) fn of(self, saved: &Saved) -> Result<rhetor::report::Speech, Failure> {
        let asked = match self {
            Self::Quoted => saved.speech(),
            Self::Reported => rhetor::report::Speech::Reported,
        };
        let table = format!("{}.csv", rhetor::report::Table::SpeakerArticles.name(asked));
        if saved.has(rhetor::report::Table::SpeakerArticles, asked) {
            return Ok(asked);
        }
        let place = Place::file(saved.folder.display().to_string());
        Err(Error::at(place, Kind::NoTable(table)).into())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Format {
    /// In 80 columns
    Terminal,
    /// One row a pair and category
    Csv,
}

/// Marking words of each side, in the terminal and in tables.
const TOP: (usize, usize) = (8, 50);

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let saved = Saved::open(&args.results)?;
    saved.incomplete.iter().for_each(tell);
    let folder = args.output.as_deref().filter(|path| *path != Path::new("-"));
    if let Some(folder) = folder {
        tables(folder).iter().try_for_each(|path| file::check(path, args.force))?;
    }
    let csv = args.output.is_some() || args.format == Some(Format::Csv);
    let top = args.top.unwrap_or(if csv { TOP.1 } else { TOP.0 });
    // Function words are left out of what people see, so more are ranked than shown.
    let asked = ask::question(&saved, args, if csv { top } else { top * 20 })?;
    let comparison = compared::of(&saved, &asked.question)?;
    asked.notes.iter().for_each(|note| eprintln!("{note}"));
    if !csv {
        super::print(&print::terminal(&saved, &asked.question, &comparison, top))?;
        return Ok(true);
    }
    write(args, folder, &saved, &comparison)?;
    Ok(true)
}

const NAMES: [&str; 3] = ["compare.csv", "compare_valence.csv", "compare_terms.csv"];

fn tables(folder: &Path) -> [PathBuf; 3] {
    NAMES.map(|name| folder.join(name))
}

fn write(args: &Args, folder: Option<&Path>, saved: &Saved, comparison: &Comparison) -> Result<(), Failure> {
    let default = if folder.is_some() { Dialect::Spreadsheet } else { Dialect::Plain };
    let dialect = args.dialect.map_or(default, Dialect::from);
    let rows = compared::compare(comparison, &saved.categories);
    let header = compared::compare_header();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let Some(folder) = folder else {
        return file::table(None, dialect, &header, &rows);
    };
    std::fs::create_dir_all(folder).map_err(|e| Error::io(folder.display().to_string(), &e))?;
    let (scales, terms) = (compared::scales(comparison), compared::terms_rows(comparison));
    let [first, second, third] = tables(folder);
    for (path, header, rows) in [
        (first, compared::compare_header(), rows),
        (second, compared::scales_header(), scales),
        (third, compared::terms_header(), terms),
    ] {
        let header: Vec<&str> = header.iter().map(String::as_str).collect();
        one(&path, dialect, &header, &rows)?;
    }
    eprintln!(
        "{} compared; wrote {} to {}",
        many(comparison.pairs.len() as u64, "pair"),
        NAMES.join(", "),
        folder.display()
    );
    Ok(())
}

/// A table of a comparison is never so long that it would have to go on in a second file.
fn one(path: &Path, dialect: Dialect, header: &[&str], rows: &[Vec<Cell>]) -> Result<(), Failure> {
    if rows.len() as u64 > ROWS {
        let what = format!("{} rows are more than a spreadsheet holds; compare fewer groups", rows.len());
        return Err(Error::at(Place::file(path.display().to_string()), Kind::Io(what)).into());
    }
    file::table(Some(path), dialect, header, rows)
}
