//! How results are made and where they go: what `score` and `merge` have in common.

use super::output::Output;
use super::page::Page;
use super::stop::Stop;
use super::{Failure, duplicates, exchange, speakers, tell};
use rhetor::error::{Kind, Place, Problem};
use rhetor::pipeline::Threads;
use rhetor::report::csv::Dialect;
use rhetor::report::formats;
use rhetor::report::{FORMATS, Run};
use std::path::{Path, PathBuf};

#[derive(clap::Args, Debug)]
pub(crate) struct Making {
    /// Folder for the results; without it a ranked table is printed
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
    /// What to write; may be repeated [default: csv]
    #[arg(short, long, value_delimiter = ',', value_parser = formats())]
    pub(crate) format: Vec<String>,
    #[command(flatten)]
    pub(crate) page: Page,
    /// What becomes of quotes that were printed before, by the same speaker
    #[arg(long, value_enum, default_value_t = duplicates::Wanted::Mark, value_name = "WHAT")]
    pub(crate) duplicates: duplicates::Wanted,
    /// Mark speakers with fewer words than this as thin
    #[arg(long, default_value_t = 300, value_name = "N")]
    pub(crate) min_words: u64,
    /// How CSV is written [default: spreadsheet; plain on standard output]
    #[arg(long, value_enum)]
    pub(crate) dialect: Option<DialectName>,
    /// Replace results that are already in the output folder
    #[arg(long)]
    pub(crate) force: bool,
    /// Threads [default: one for each core]
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
    /// Say nothing but errors
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum DialectName {
    /// UTF-8 with byte order mark, CRLF, formulas guarded
    Spreadsheet,
    /// The same with semicolons and decimal commas
    ExcelEu,
    /// No mark, LF, nothing guarded
    Plain,
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Spreadsheet => Self::Spreadsheet,
            DialectName::ExcelEu => Self::ExcelEu,
            DialectName::Plain => Self::Plain,
        }
    }
}

fn formats() -> clap::builder::PossibleValuesParser {
    FORMATS.iter().map(|f| clap::builder::PossibleValue::new(f.name).help(f.about)).collect::<Vec<_>>().into()
}

impl Making {
    /// The folder for the results.
    pub(crate) fn target(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// What pages show beside the numbers.
    pub(crate) fn page(&self) -> Result<formats::Options, Failure> {
        self.page.of_names(&self.format)
    }

    /// The threads to work on.
    pub(crate) fn threads(&self) -> Result<Threads, Failure> {
        Ok(Threads::new(self.jobs)?)
    }

    /// Opens the output of a run, and says what is to be said before it begins: what killed
    /// runs had left there, and what was wrong with the lexicons.
    pub(crate) fn open(&self, run: &Run, of_lexicons: &[Problem], stop: &Stop) -> Result<Output, Failure> {
        speakers::columns_are_free(run)?;
        let default = if self.output.is_some() { Dialect::Spreadsheet } else { Dialect::Plain };
        let dialect = self.dialect.map_or(default, Dialect::from);
        let mut output = Output::new(self.target(), &self.format, dialect, self.force, run)?;
        stop.sweeps(output.sweep());
        if !self.quiet {
            output.left_over().iter().for_each(|path| tell(&left_over(path)));
            exchange::tell_some(of_lexicons, false);
        }
        of_lexicons.iter().try_for_each(|problem| output.problem(problem))?;
        Ok(output)
    }
}

fn left_over(path: &Path) -> Problem {
    Problem::ignored(Place::file(path.display().to_string()), Kind::LeftOver)
}
