//! The command line. The only home of clap, standard output, standard error and exit codes.

mod color;
mod compare;
mod course;
mod duplicates;
mod evaluate;
mod evidence;
mod exchange;
mod explain;
mod file;
mod inspect;
mod language;
mod lexicons;
mod making;
mod man;
mod merge;
mod model;
mod near;
mod outcome;
mod output;
mod page;
mod problems;
mod progress;
mod reading;
mod report;
mod results;
mod sample;
mod score;
mod sheet;
mod speakers;
mod stop;
mod tabled;
mod timeline;
mod train;
mod unit;
mod valence;

use anstream::eprintln;
use clap::{CommandFactory, Parser, Subcommand};
use rhetor::error::{Effect, Error, Kind, Place, Problem, caught};
use std::io::Write;
use std::process::ExitCode;

/// Who says what in the news, and how: quotes split by speaker, scored against lexicons.
#[derive(Parser, Debug)]
#[command(version, about, max_term_width = 100, after_help = color::EXAMPLES, arg_required_else_help = true)]
struct Cli {
    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", value_enum)]
    color: color::When,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    Score(Box<score::Args>),
    Merge(merge::Args),
    Inspect(inspect::Args),
    Explain(explain::Args),
    Compare(compare::Args),
    Timeline(timeline::Args),
    Evidence(evidence::Args),
    Report(report::Args),
    Sample(sample::Args),
    Evaluate(evaluate::Args),
    Lexicon(lexicons::Args),
    Valence(valence::Args),
    Speakers(speakers::Args),
    Train(train::Args),
    Man(man::Args),
    /// Print a completion script for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
}

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// It could not finish.
    Error(Error),
    /// The command was not understood.
    Usage(Error),
    /// The reader of our output went away; not an error.
    ClosedPipe,
    /// The user stopped it; what else there is to say.
    Stopped(Option<Error>),
}

impl Failure {
    /// Standard output refused.
    #[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
    pub(crate) fn stdout(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::ClosedPipe;
        }
        Self::Error(Error::io("standard output", &error))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl From<rayon::ThreadPoolBuildError> for Failure {
    fn from(error: rayon::ThreadPoolBuildError) -> Self {
        Self::Error(Error::at(Place::file("threads"), Kind::Io(error.to_string())))
    }
}

/// A number from 0 to 1, as options take it.
pub(crate) fn probability(text: &str) -> Result<f64, String> {
    let value = text.parse().ok().filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| "needs a number from 0 to 1".into())
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut out = anstream::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(Failure::stdout)
}

/// Says what became of an input that made trouble.
pub(crate) fn tell(problem: &Problem) {
    let what = if problem.effect == Effect::Rejected { "rejected" } else { "warning" };
    eprintln!(
        "{}{what}:{} {}: {}",
        color::WARNING.render(),
        color::WARNING.render_reset(),
        problem.place,
        problem.kind
    );
    if let Some(help) = problem.kind.help() {
        eprintln!("  help: {help}");
    }
}

/// The program: runs the command, prints its error, chooses the exit code.
pub(crate) fn main() -> ExitCode {
    let cli = Cli::parse();
    color::choose(cli.color);
    // A fault of our own ends with a message and without half a result, like any other.
    let done = caught(|| command(&cli.command));
    let done = done.unwrap_or_else(|kind| Err(Error::at(Place::file("rhetor"), kind).into()));
    ExitCode::from(match done {
        Ok(true) => 0,
        Ok(false) => 3,
        Err(failure) => code_of(&failure),
    })
}

/// Says why a command ended early; the exit code for it.
fn code_of(failure: &Failure) -> u8 {
    match failure {
        Failure::ClosedPipe => 0,
        Failure::Error(error) => fail(error, 1),
        Failure::Usage(error) => fail(error, 2),
        Failure::Stopped(Some(error)) => fail(error, stop::EXIT),
        Failure::Stopped(None) => stop::EXIT,
    }
}

/// Ends the program at once: something else waits for what may never come.
fn leave(failure: &Failure) -> ! {
    std::process::exit(code_of(failure).into())
}

fn command(command: &Command) -> Result<bool, Failure> {
    match command {
        Command::Score(args) => score::run(args),
        Command::Merge(args) => merge::run(args),
        Command::Inspect(args) => inspect::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Compare(args) => compare::run(args),
        Command::Timeline(args) => timeline::run(args),
        Command::Evidence(args) => evidence::run(args),
        Command::Report(args) => report::run(args).map(|()| true),
        Command::Man(args) => man::run(args).map(|()| true),
        Command::Sample(args) => sample::run(args),
        Command::Evaluate(args) => evaluate::run(args),
        Command::Lexicon(args) => lexicons::run(args),
        Command::Valence(args) => valence::run(args).map(|()| true),
        Command::Speakers(args) => speakers::run(args).map(|()| true),
        Command::Train(args) => train::run(args).map(|()| true),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Cli::command(), "rhetor", &mut script);
            print(&String::from_utf8_lossy(&script)).map(|()| true)
        }
    }
}

fn fail(error: &Error, code: u8) -> u8 {
    eprintln!("{}error:{} {error}", color::ERROR.render(), color::ERROR.render_reset());
    if let Some(help) = error.kind.help() {
        eprintln!("  help: {help}");
    }
    code
}
