//! `rhetor timeline`: rates over time.

mod events;
mod print;

use super::compare::{Format, Speech, columns_of, speakers_of};
use super::{Failure, color, file, tell};
use anstream::eprintln;
use rhetor::compare::timeline::Period;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::csv::Dialect;
use rhetor::report::saved::Saved;
use rhetor::report::terminal::many;
use rhetor::report::timed::{self, Question};
use std::path::{Path, PathBuf};

/// Show rates over time, with gaps where nothing was said
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_TIMELINE)]
pub(crate) struct Args {
    /// Results of `rhetor score -o`
    results: PathBuf,
    /// How long a period is
    #[arg(long, value_enum, default_value_t = Length::Month)]
    by: Length,
    /// Speakers, by name or id, with commas between [default: all together]
    #[arg(short, long, value_name = "NAME,NAME")]
    speakers: Vec<String>,
    /// Only this category; may be repeated
    #[arg(short, long, value_name = "NAME")]
    category: Vec<String>,
    /// Parts of categories too
    #[arg(long)]
    parts: bool,
    /// What is quoted, or what is reported without marks (`score --quotes all`)
    #[arg(long, value_enum, default_value_t = Speech::Quoted)]
    speech: Speech,
    /// A table of what happened when, with the columns date,label
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    /// Folder for timeline.csv, which may be that of the results; - prints it
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// A chart for people, or a table for programs
    #[arg(short, long, value_enum)]
    format: Option<Format>,
    /// How CSV is written [default: spreadsheet; plain on standard output]
    #[arg(long, value_enum)]
    dialect: Option<super::score::DialectName>,
    /// Replace an earlier timeline
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Length {
    /// A day
    Day,
    /// An ISO week, from Monday
    Week,
    /// A month
    Month,
    /// Three months
    Quarter,
    /// A year
    Year,
}

impl From<Length> for Period {
    fn from(length: Length) -> Self {
        match length {
            Length::Day => Self::Day,
            Length::Week => Self::Week,
            Length::Month => Self::Month,
            Length::Quarter => Self::Quarter,
            Length::Year => Self::Year,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let saved = Saved::open(&args.results)?;
    saved.incomplete.iter().for_each(tell);
    let folder = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let target = folder.map(|folder| folder.join("timeline.csv"));
    if let Some(target) = &target {
        file::check(target, args.force)?;
    }
    let place = Place::file(saved.folder.display().to_string());
    let (speech, period) = (args.speech.of(&saved)?, args.by.into());
    let speakers = speakers_of(&saved, speech, &place, &args.speakers)?;
    let columns = columns_of(&saved, &place, &args.category, args.parts)?;
    let events = args.events.as_deref().map_or_else(|| Ok(Vec::new()), events::read)?;
    let question = Question { speech, period, speakers, columns };
    let timed = timed::of(&saved, &question)?;
    if timed.lines.is_empty() {
        return Err(Error::at(place, Kind::NoDates).into());
    }
    if timed.undated > 0 {
        eprintln!("{} of articles without a date left out", many(timed.undated, "word"));
    }
    let (first, last) = timed::span(&timed, period);
    let outside = events.iter().filter(|e| e.date < first || e.date >= last).count();
    if outside > 0 {
        eprintln!("{} outside the time that the articles span", many(outside as u64, "event"));
    }
    if args.output.is_none() && args.format != Some(Format::Csv) {
        super::print(&print::terminal(&saved, &question, &timed, &events))?;
        return Ok(true);
    }
    let rows = timed::rows(&saved, &timed, &events, period);
    let header = timed::header();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let default = if folder.is_some() { Dialect::Spreadsheet } else { Dialect::Plain };
    let dialect = args.dialect.map_or(default, Dialect::from);
    if let Some(folder) = folder {
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder.display().to_string(), &e))?;
    }
    file::table(target.as_deref(), dialect, &header, &rows)?;
    if let Some(target) = target {
        eprintln!("wrote {}: {}", target.display(), many(rows.len() as u64, "row"));
    }
    Ok(true)
}
