//! `rhetor timeline`: rates over time.

mod events;
mod print;

use super::compare::{Speech, columns_of, speakers_of};
use super::tabled::Tables;
use super::{Failure, color, tell};
use anstream::eprintln;
use rhetor::compare::timeline::Period;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::saved::Saved;
use rhetor::report::tabled::Tabled;
use rhetor::report::terminal::many;
use rhetor::report::timed::{self, Question};
use std::path::PathBuf;

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
    /// What is quoted, or what is reported without marks, which only `score --quotes all` looks for
    #[arg(long, value_enum, default_value_t = Speech::Quoted)]
    speech: Speech,
    /// A table of what happened when, with the columns date,label
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
    #[command(flatten)]
    tables: Tables,
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

pub(crate) use events::read as events;

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let saved = Saved::open(&args.results)?;
    saved.incomplete.iter().for_each(tell);
    let wanted = args.tables.wanted(&["timeline"])?;
    let place = Place::file(saved.folder.display().to_string());
    let (speech, period) = (args.speech.of(&saved)?, args.by.into());
    let speakers = speakers_of(&saved, speech, &place, &args.speakers)?;
    let columns = columns_of(&saved, &place, &args.category, args.parts)?;
    let events = args.events.as_deref().map_or_else(|| Ok(Vec::new()), events).map_err(Failure::Usage)?;
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
    if wanted.is_terminal() {
        super::print(&print::terminal(&saved, &question, &timed, &events))?;
        return Ok(true);
    }
    let rows = timed::rows(&saved, &timed, &events, period);
    let what = many(rows.len() as u64, "row");
    wanted.write(&what, &[Tabled { name: "timeline", title: "Timeline", header: timed::header(), rows }])?;
    Ok(true)
}
