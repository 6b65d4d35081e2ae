//! `rhetor valence`: the four numbers of VADER for each line, so that anybody can check them.

use super::{Failure, color, reading, tell};
use rhetor::error::{Error, Place, Problem};
use rhetor::ingest::Lines;
use rhetor::score::valence::{Mode, Model, Polarity, Scratch};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

/// Print the sentiment of each line: neg, neu, pos and compound as VADER has them
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_VALENCE)]
pub(crate) struct Args {
    /// A text a line; - for standard input
    #[arg(default_value = "-", hide_default_value = true)]
    input: PathBuf,
    /// Which spelling is scored
    #[arg(long, value_enum, default_value_t = ModeName::Vader)]
    mode: ModeName,
    /// Encoding of a text that is not UTF-8, such as windows-1252 [default: a guess that is
    /// reported]
    #[arg(short, long, value_name = "NAME", value_parser = reading::encoding)]
    encoding: Option<&'static encoding_rs::Encoding>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ModeName {
    /// Typographic apostrophes, quotation marks and dashes are read as typed ones
    Vader,
    /// As the Python package vaderSentiment 3.3.2 does
    VaderStrict,
}

/// Whether and how `rhetor score` and `explain` score valence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Wanted {
    /// VADER, with typographic apostrophes, quotation marks and dashes read as typed ones
    Vader,
    /// As the Python package vaderSentiment 3.3.2 does
    VaderStrict,
    /// Not at all: no table has its columns
    Off,
}

impl Wanted {
    /// The list, where it is wanted.
    pub(crate) fn model(self) -> Result<Option<Model>, Error> {
        match self {
            Self::Vader => Model::builtin(Mode::Vader).map(Some),
            Self::VaderStrict => Model::builtin(Mode::Strict).map(Some),
            Self::Off => Ok(None),
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mode = if args.mode == ModeName::Vader { Mode::Vader } else { Mode::Strict };
    let model = Model::builtin(mode)?;
    let stdin = args.input == Path::new("-");
    let shown = if stdin { "standard input".into() } else { args.input.display().to_string() };
    let failed = |e: std::io::Error| Lines::error(&shown, &e);
    let input: Box<dyn Read + Send> = if stdin {
        Box::new(std::io::stdin())
    } else {
        Box::new(std::fs::File::open(&args.input).map_err(failed)?)
    };
    let mut lines = Lines::new(input, args.encoding).map_err(failed)?;
    // What cannot be read at all has no table, not even the head of one.
    let mut next = lines.next_line().map_err(failed)?;
    // The text comes out as it went in, escape sequences too.
    let mut out = BufWriter::new(std::io::stdout().lock());
    writeln!(out, "neg,neu,pos,compound,terms,text").map_err(Failure::stdout)?;
    let mut scratch = Scratch::default();
    while let Some(text) = next {
        row(&mut out, model.polarity(&text, &mut scratch), &text).map_err(Failure::stdout)?;
        next = lines.next_line().map_err(failed)?;
    }
    out.flush().map_err(Failure::stdout)?;
    if let Some(kind) = lines.told() {
        tell(&Problem::kept(Place::file(shown), kind));
    }
    Ok(())
}

fn row(out: &mut impl Write, polarity: Polarity, text: &str) -> std::io::Result<()> {
    let Polarity { neg, neu, pos, compound, terms } = polarity;
    let share = |thousandths: u16| f64::from(thousandths) / 1000.0;
    let (neg, neu, pos, compound) = (share(neg), share(neu), share(pos), f64::from(compound) / 10_000.0);
    let text = text.replace('"', "\"\"");
    writeln!(out, "{neg:.3},{neu:.3},{pos:.3},{compound:.4},{terms},\"{text}\"")
}
