//! `rhetor score`: the main job.

mod prompt;
mod stream;

pub(crate) use self::stream::lexicon_sha256;
use super::course::{Course, Ending};
use super::making::Making;
use super::model::{self, Quotes};
use super::outcome::{self, Outcome};
use super::output::Output;
use super::progress::Progress;
use super::stop::{Stdin, Stop, Until};
use super::valence::Wanted;
use super::{Failure, color, language, lexicons, reading, speakers, unit};
use rhetor::analysis::Tools;
use rhetor::error::{Effect, Error, Problem};
use rhetor::ingest::{Reader, Record};
use rhetor::lexicon::{Lexicon, Nested};
use rhetor::report::folder::Folder;
use rhetor::report::{Article, Run};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::sync::Arc;

/// Read articles, split their quotes by speaker, score them, write the tables
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_SCORE)]
pub(crate) struct Args {
    /// Files, folders (searched in depth) or - for standard input
    #[arg(required_unless_present = "stream")]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    making: Making,
    /// Add a lexicon: a name, a folder, a CSV with columns term,category[,weight], or a dictionary of another tool
    #[arg(short, long, value_name = "NAME|DIR|FILE")]
    lexicon: Vec<String>,
    /// Score with the lexicons of --lexicon only
    #[arg(long, requires = "lexicon")]
    no_builtin: bool,
    /// Whether a longer row also silences shorter ones inside it of other lexicons
    #[arg(long, value_enum, default_value_t = NestedScope::All, value_name = "SCOPE")]
    nested_scope: NestedScope,
    /// Names, aliases and attributes of speakers: a table with the columns name,alias
    #[arg(long, value_name = "FILE")]
    speakers: Option<PathBuf>,
    /// Also look for speech that is reported without quotation marks; its tables are apart
    #[arg(long, value_enum, default_value_t = Quotes::Direct)]
    quotes: Quotes,
    /// Whether and how sentences get a sentiment
    #[arg(long, value_enum, default_value_t = Wanted::Vader, value_name = "MODE")]
    valence: Wanted,
    #[command(flatten)]
    unit: unit::Options,
    #[command(flatten)]
    reading: reading::Options,
    #[command(flatten)]
    language: language::Languages,
    /// Folder of weights that `rhetor train` wrote [default: the built-in ones]
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Credit nobody with a quote whose speaker is less sure than this, 0 to 1
    #[arg(long, default_value_t = 0.0, hide_default_value = true, value_name = "P", value_parser = super::probability)]
    min_confidence: f64,
    /// Write JSON lines that `rhetor merge` makes results of: one process of many
    #[arg(long)]
    stream: bool,
    /// Stop at the first input that cannot be read
    #[arg(long)]
    strict: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum NestedScope {
    /// No: a word counts once in a class and may count in several
    All,
    /// Yes: words inside a longer row count in its lexicon only
    Lexicon,
}

impl NestedScope {
    /// By its name.
    pub(crate) fn of(name: &str) -> Self {
        if name == Self::Lexicon.name() { Self::Lexicon } else { Self::All }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Lexicon => "lexicon",
        }
    }
}

impl From<NestedScope> for Nested {
    fn from(scope: NestedScope) -> Self {
        match scope {
            NestedScope::All => Self::All,
            NestedScope::Lexicon => Self::Lexicon,
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    if args.stream {
        return stream::run(args);
    }
    let quiet = args.making.quiet;
    let stop = Stop::listen("rhetor score", quiet);
    let mut course = Course::new(quiet);
    check(args)?;
    let page = args.making.page()?;
    let mut of_lexicons = Vec::new();
    let lexicons = lexicons::chosen(&args.lexicon, args.no_builtin, &mut of_lexicons)?;
    if args.strict
        && let Some(problem) = of_lexicons.iter().find(|p| p.effect == Effect::Rejected)
    {
        return Err(stopped(problem).into());
    }
    // Taking them apart again, word by word, would cost more than the process that ends.
    let tools = ManuallyDrop::new(tools(args, lexicons)?);
    let run = run_of(args, &tools);
    let mut output = args.making.open(&run, &of_lexicons, &stop)?;

    let mut progress = Progress::new(quiet);
    stop.begin(&progress);
    let stdin = Box::new(Stdin::new(stop.clone()));
    let own = args.making.target().map(Folder::own).unwrap_or_default();
    let wanted = args.language.wanted();
    let mut reader =
        Reader::apart_from(&args.inputs, stdin, &own).reading(args.reading.reading(args.unit.speaker()));
    if args.inputs.iter().all(|input| input.as_os_str() != "-") {
        progress.of(reader.total_bytes);
    }
    let mut records = Until::new(&mut reader, &stop);
    let threads = args.making.threads()?;
    threads.run(
        &mut records,
        |record| record.as_ref().map_or(0, Record::len),
        || tools.desk(),
        |record: Result<Record, Problem>, desk| {
            let size = record.as_ref().map_or(0, Record::len);
            (outcome::of(record, &wanted, &tools, &run, desk), size)
        },
        |batch| {
            let mut articles = Vec::with_capacity(batch.len());
            let all = || -> Result<(), Failure> {
                for (outcomes, size) in batch {
                    for outcome in outcomes {
                        articles.extend(take(outcome, args, &run, &mut course, &mut output, &progress)?);
                    }
                    progress.step(size as u64, &course.tally);
                }
                output.articles(articles, &threads)
            };
            // Whatever is in the way of writing need not be read for.
            all().inspect_err(|_| stop.ask())
        },
    )?;
    progress.end();
    let (inputs, stopped) = records.end();
    let ending = Ending {
        command: "rhetor score",
        target: args.making.target(),
        quiet,
        by_days: args.reading.by_days(),
        speaker_col: args.unit.column(),
        nested_scope: args.nested_scope.name(),
        // A table on the screen says nothing of them.
        weights: args.making.target().map_or_else(Vec::new, |_| model::used(&tools, args.model.as_deref())),
        inputs,
        lexicon_rows_rejected: of_lexicons.iter().filter(|p| p.effect == Effect::Rejected).count() as u64,
        languages: wanted.iter().map(ToString::to_string).collect(),
        stopped,
        page,
        facts: &tools.facts,
    };
    let facts = course.end(ending, &run, output, (&progress, &stop), &threads)?;
    // A reader that failed ends reading too, and is among the rejected.
    if facts.stopped.is_some() && stop.asked() {
        return Err(Failure::Stopped(None));
    }
    Ok(facts.rejected + facts.lexicon_rows_rejected == 0)
}

fn check(args: &Args) -> Result<(), Failure> {
    args.unit.check(&[
        ("--quotes all", args.quotes == Quotes::All),
        ("--min-confidence", args.min_confidence > 0.0),
        ("--model", args.model.is_some()),
    ])
}

/// What the reports of these options are about.
fn run_of(args: &Args, tools: &Tools) -> Run {
    Run {
        roster: tools.roster.clone(),
        min_words: args.making.min_words,
        min_confidence: args.min_confidence,
        reported: args.quotes == Quotes::All,
        valence: tools.valence.as_ref().map(|model| model.mode),
        unit: tools.unit,
        duplicates: args.making.duplicates.into(),
        ..Run::new(tools.lexicons.clone())
    }
}

/// What every article is read with.
fn tools(args: &Args, lexicons: Vec<Lexicon>) -> Result<Tools, Failure> {
    let mut tools = Tools { roster: speakers::roster(args.speakers.as_deref())?, ..Tools::with(lexicons)? };
    tools.least_confidence = args.min_confidence;
    tools.valence = args.valence.model()?.map(Arc::new);
    tools.matcher.nested = args.nested_scope.into();
    tools.unit = args.unit.unit.into();
    model::choose(&mut tools, args.model.as_deref(), args.quotes == Quotes::All)?;
    Ok(tools)
}

fn take(
    outcome: Outcome,
    args: &Args,
    run: &Run,
    course: &mut Course,
    output: &mut Output,
    progress: &Progress,
) -> Result<Option<Article>, Failure> {
    match outcome {
        Outcome::Scored(article, problems) => {
            course.article(*article, problems, run, output, progress).map(Some)
        }
        Outcome::Problem(problem) => {
            if args.strict && problem.effect == Effect::Rejected {
                return Err(stopped(&problem).into());
            }
            course.problem(&problem, output, progress).map(|()| None)
        }
    }
}

fn stopped(problem: &Problem) -> Error {
    Error::at(problem.place.clone(), problem.kind.clone())
}
