//! `rhetor score`: the main job.

use super::model::{self, Quotes};
use super::output::{Output, Sums, Written};
use super::valence::Wanted;
use super::{Failure, color, exchange, lexicons, print, speakers, tell, unit};
use anstream::{eprint, eprintln};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rhetor::analysis::{Tools, Unit, analyze};
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::ingest::{Reader, Record};
use rhetor::lexicon::Nested;
use rhetor::pipeline;
use rhetor::report::csv::Dialect;
use rhetor::report::folder::Folder;
use rhetor::report::{Article, FORMATS, Ids, Run, Speech, manifest, terminal};
use rhetor::tally::Tally;
use rhetor::tally::groups::Groups;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;

/// Read articles, split their quotes by speaker, score them, write the tables
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_SCORE)]
pub(crate) struct Args {
    /// Files, folders (searched in depth) or - for standard input
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// Folder for the results; without it a ranked table is printed
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// What to write; may be repeated [default: csv]
    #[arg(short, long, value_delimiter = ',', value_parser = formats())]
    format: Vec<String>,
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
    /// Folder of weights that `rhetor train` wrote [default: the built-in ones]
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Credit nobody with a quote whose speaker is less sure than this, 0 to 1
    #[arg(long, default_value_t = 0.0, hide_default_value = true, value_name = "P", value_parser = super::probability)]
    min_confidence: f64,
    /// Threads [default: one for each core]
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// How CSV is written [default: spreadsheet; plain on standard output]
    #[arg(long, value_enum)]
    dialect: Option<DialectName>,
    /// Mark speakers with fewer words than this as thin
    #[arg(long, default_value_t = 300, value_name = "N")]
    min_words: u64,
    /// Replace results that are already in the output folder
    #[arg(long)]
    force: bool,
    /// Stop at the first input that cannot be read
    #[arg(long)]
    strict: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
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

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum NestedScope {
    /// No: a word counts once in a class and may count in several
    All,
    /// Yes: words inside a longer row count in its lexicon only
    Lexicon,
}

impl NestedScope {
    fn name(self) -> &'static str {
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

/// What comes out of one record.
enum Outcome {
    Scored(Box<Article>, Vec<Problem>),
    Problem(Problem),
}

/// What is counted while the run goes on.
#[derive(Default)]
struct Course {
    tally: Tally,
    /// The same for speech without quotation marks.
    reported: Tally,
    ids: Ids,
    groups: Groups,
    problems: Vec<Problem>,
    /// The first document that was scored whole and has no speaker.
    first_nobody: Option<Place>,
    /// Problems told one by one.
    told: usize,
}

impl Course {
    fn add(&mut self, article: &Article, run: &Run) {
        let meta = &article.analysis.document.meta;
        for &speech in run.speech() {
            let tally = if speech == Speech::Reported { &mut self.reported } else { &mut self.tally };
            tally.add(meta, article.findings(speech), article.parts(speech));
        }
        self.groups.add(article.parts(run.speech()[0]), &run.roster, meta);
        if run.unit == Unit::Document && self.first_nobody.is_none() && self.tally.unattributed > 0 {
            self.first_nobody = Some(unit::place_of(&article.analysis.document));
        }
    }

    /// Keeps a problem, and tells the first few that are about input.
    fn keep(&mut self, problem: Problem, quiet: bool, bar: &ProgressBar) {
        if !quiet && problem.effect != Effect::Ignored {
            self.told += 1;
            if self.told <= MOST_TOLD {
                bar.suspend(|| tell(&problem));
            }
        }
        self.problems.push(problem);
    }
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let mut course = Course::default();
    args.unit.check(&[
        ("--quotes all", args.quotes == Quotes::All),
        ("--min-confidence", args.min_confidence > 0.0),
        ("--model", args.model.is_some()),
    ])?;
    let lexicons = lexicons::chosen(&args.lexicon, args.no_builtin, &mut course.problems)?;
    if args.strict
        && let Some(problem) = course.problems.iter().find(|p| p.effect == Effect::Rejected)
    {
        return Err(stopped(problem).into());
    }
    let mut tools = Tools { roster: speakers::roster(args.speakers.as_deref())?, ..Tools::with(lexicons)? };
    tools.least_confidence = args.min_confidence;
    tools.valence = args.valence.model()?.map(Arc::new);
    tools.matcher.nested = args.nested_scope.into();
    tools.unit = args.unit.unit.into();
    model::choose(&mut tools, args.model.as_deref(), args.quotes == Quotes::All)?;
    let run = Run {
        roster: tools.roster.clone(),
        min_words: args.min_words,
        min_confidence: args.min_confidence,
        reported: args.quotes == Quotes::All,
        valence: tools.valence.as_ref().map(|model| model.mode),
        unit: tools.unit,
        ..Run::new(tools.lexicons.clone())
    };
    speakers::columns_are_free(&run)?;
    let to_stdout = args.output.is_none();
    let dialect =
        args.dialect.map_or(if to_stdout { Dialect::Plain } else { Dialect::Spreadsheet }, Dialect::from);
    let mut output = Output::new(args.output.as_deref(), &args.format, dialect, args.force, &run)?;
    let of_lexicons = course.problems.len();
    if !args.quiet {
        exchange::tell_some(&course.problems, false);
    }

    let stdin = Box::new(std::io::BufReader::new(std::io::stdin()));
    let own = args.output.as_deref().map(Folder::own).unwrap_or_default();
    let mut reader = Reader::apart_from(&args.inputs, stdin, &own).with_columns(args.unit.columns());
    let bar = progress(args.quiet, reader.total_bytes);
    pipeline::run(
        &mut reader,
        |record| record.as_ref().map_or(0, Record::len),
        args.jobs,
        || tools.desk(),
        |record: Result<Record, Problem>, desk| {
            let size = record.as_ref().map_or(0, Record::len);
            let outcome = match record.and_then(Record::document) {
                Ok((document, problems)) => {
                    let analysis = analyze(&document, &tools, desk);
                    Outcome::Scored(Box::new(Article::new(analysis, &run.layout)), problems)
                }
                Err(problem) => Outcome::Problem(problem),
            };
            (outcome, size)
        },
        |(outcome, size)| {
            bar.inc(size as u64);
            take(outcome, args, &run, &mut course, &mut output, &bar)
        },
    )?;
    bar.finish_and_clear();
    let nobody = course.first_nobody.take();
    let nobody = args.unit.nobody(nobody.as_ref(), course.tally.unattributed, course.tally.articles);
    if let Some(problem) = nobody {
        course.keep(problem, args.quiet, &bar);
    }
    let Course { tally, reported, groups, ids: _, mut problems, first_nobody: _, told } = course;
    if told > MOST_TOLD {
        eprintln!("  and {} more", terminal::many((told - MOST_TOLD) as u64, "problem"));
    }
    if tally.articles == 0 {
        return Err(Error::at(Place::file("rhetor score"), Kind::NothingToScore).into());
    }
    let among =
        |problems: &[Problem], effect: Effect| problems.iter().filter(|p| p.effect == effect).count() as u64;
    let count = |effect: Effect| among(&problems[of_lexicons..], effect);
    let never_quoted = speakers::never_quoted(&run, &tally);
    let facts = manifest::Facts {
        command: std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect(),
        dialect: dialect.name(),
        nested_scope: args.nested_scope.name(),
        formats: output.formats().to_vec(),
        weights: model::used(&tools, args.model.as_deref()),
        inputs: reader.inputs(),
        rejected: count(Effect::Rejected),
        ignored: count(Effect::Ignored),
        kept_with_problems: count(Effect::Kept),
        lexicon_rows_rejected: among(&problems[..of_lexicons], Effect::Rejected),
        never_quoted: never_quoted.len() as u64,
    };
    problems.extend(never_quoted);
    let sums = Sums { tally: &tally, reported: run.reported.then_some(&reported), groups: &groups };
    let written = output.finish(&run, &sums, &problems, &facts)?;
    conclude(args, &run, &sums, &facts, &written)?;
    Ok(facts.rejected + facts.lexicon_rows_rejected == 0)
}

fn take(
    outcome: Outcome,
    args: &Args,
    run: &Run,
    course: &mut Course,
    output: &mut Output,
    bar: &ProgressBar,
) -> Result<(), Failure> {
    match outcome {
        Outcome::Scored(mut article, problems) => {
            let repeated = course.ids.settle(&mut article);
            for problem in problems.into_iter().chain(repeated) {
                course.keep(problem, args.quiet, bar);
            }
            course.add(&article, run);
            output.article(&article)
        }
        Outcome::Problem(problem) => {
            if args.strict && problem.effect == Effect::Rejected {
                return Err(stopped(&problem).into());
            }
            course.keep(problem, args.quiet, bar);
            Ok(())
        }
    }
}

fn stopped(problem: &Problem) -> Error {
    Error::at(problem.place.clone(), problem.kind.clone())
}

/// Problems told one by one; all are in `problems.csv`.
const MOST_TOLD: usize = 20;

fn progress(quiet: bool, total: u64) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    }
    let bar = if total > 0 { ProgressBar::new(total) } else { ProgressBar::new_spinner() };
    let template = "{spinner} {bytes} of {total_bytes} [{wide_bar}] {binary_bytes_per_sec}, {eta} left";
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// The table, one summary line, and what to do next.
fn conclude(
    args: &Args,
    run: &Run,
    sums: &Sums<'_>,
    facts: &manifest::Facts,
    written: &Written,
) -> Result<(), Failure> {
    if matches!(written, Written::Nothing) {
        print(&terminal::table(run, sums.tally))?;
    }
    if args.quiet {
        return Ok(());
    }
    let terminal = std::io::stderr().is_terminal();
    if let (Written::Folder(_), true) = (written, terminal) {
        eprint!("{}", terminal::table(run, sums.tally));
    }
    let mut line = terminal::summary(run.unit, sums.tally);
    if let Some(reported) = sums.reported {
        line.push_str(&format!(", {} without marks", terminal::many(reported.quotes, "report")));
    }
    let unsure = sums.tally.unsure + sums.reported.map_or(0, |r| r.unsure);
    if args.min_confidence > 0.0 {
        line.push_str(&format!("; {unsure} below confidence {}", args.min_confidence));
    }
    if facts.rejected > 0 {
        line.push_str(&format!("; {} rejected", terminal::many(facts.rejected, "input")));
    }
    if facts.lexicon_rows_rejected > 0 {
        line.push_str(&format!("; {} rejected", terminal::many(facts.lexicon_rows_rejected, "lexicon row")));
    }
    if facts.ignored > 0 {
        line.push_str(&format!("; {} ignored", terminal::many(facts.ignored, "other")));
    }
    if facts.never_quoted > 0 {
        let what = if run.unit == Unit::Quote { "never quoted" } else { "without a document" };
        line.push_str(&format!("; {} {what}", terminal::many(facts.never_quoted, "listed name")));
    }
    match written {
        Written::Folder(folder) => {
            let shown = folder.display();
            eprintln!("{line}; results in {shown}");
            if facts.rejected + facts.kept_with_problems + facts.lexicon_rows_rejected + facts.never_quoted
                > 0
            {
                let place = ["csv", "xlsx"].iter().find(|name| facts.formats.iter().any(|f| f == *name));
                match place {
                    Some(&"csv") => eprintln!("  what was left out or guessed: {shown}/problems.csv"),
                    Some(_) => eprintln!("  what was left out or guessed: Problems in {shown}/report.xlsx"),
                    None => eprintln!("  add -f csv to read what was left out or guessed"),
                }
            }
            if terminal && facts.formats.iter().any(|f| f == "csv") {
                eprintln!(
                    "  next: open {shown}/speakers.csv; every hit with its words is in {shown}/evidence.csv"
                );
            }
        }
        Written::Stdout => eprintln!("{line}"),
        Written::Nothing => eprintln!("{line}; add -o DIR to keep the tables"),
    }
    Ok(())
}
