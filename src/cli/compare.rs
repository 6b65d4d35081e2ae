//! `rhetor compare`: two speakers or groups side by side.

mod ask;
mod print;

pub(crate) use ask::{columns_of, speakers_of};

use super::tabled::Tables;
use super::{Failure, color, tell};
use anstream::eprintln;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::compared::{self, Comparison};
use rhetor::report::saved::Saved;
use rhetor::report::tabled::Tabled;
use rhetor::report::terminal::many;
use std::path::PathBuf;

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
    /// What is quoted, or what is reported without marks, which only `score --quotes all` looks for
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
    #[command(flatten)]
    tables: Tables,
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
    /// Without; needs results of `score --quotes all`
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

/// Marking words of each side, in the terminal and in tables.
const TOP: (usize, usize) = (8, 50);

const NAMES: [&str; 3] = ["compare", "compare_valence", "compare_terms"];

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let saved = Saved::open(&args.results)?;
    saved.incomplete.iter().for_each(tell);
    let wanted = args.tables.wanted(&NAMES)?;
    let top = args.top.unwrap_or(if wanted.is_terminal() { TOP.0 } else { TOP.1 });
    // Function words are left out of what people see, so more are ranked than shown.
    let asked = ask::question(&saved, args, if wanted.is_terminal() { top * 20 } else { top })?;
    let comparison = compared::of(&saved, &asked.question)?;
    asked.notes.iter().for_each(|note| eprintln!("{note}"));
    if wanted.is_terminal() {
        super::print(&print::terminal(&saved, &asked.question, &comparison, top))?;
        return Ok(true);
    }
    let what = format!("{} compared", many(comparison.pairs.len() as u64, "pair"));
    wanted.write(&what, &tables(&saved, &comparison))?;
    Ok(true)
}

fn tables(saved: &Saved, comparison: &Comparison) -> [Tabled; 3] {
    let [first, second, third] = NAMES;
    [
        Tabled {
            name: first,
            title: "Comparison",
            header: compared::compare_header(),
            rows: compared::compare(comparison, &saved.categories),
        },
        Tabled {
            name: second,
            title: "Valence and balance",
            header: compared::scales_header(),
            rows: compared::scales(comparison),
        },
        Tabled {
            name: third,
            title: "Words that mark each",
            header: compared::terms_header(),
            rows: compared::terms_rows(comparison),
        },
    ]
}
