//! `rhetor score`: the main job.

use super::model::{self, Quotes};
use super::outcome::{self, Outcome};
use super::output::{Output, Sums, Written};
use super::problems::Problems;
use super::progress::Progress;
use super::stop::{Stdin, Stop, Until};
use super::valence::Wanted;
use super::{Failure, color, duplicates, exchange, language, lexicons, print, reading, speakers, tell, unit};
use anstream::{eprint, eprintln};
use rhetor::analysis::{Tools, Unit};
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::ingest::{Reader, Record};
use rhetor::lexicon::{Lexicon, Nested};
use rhetor::pipeline;
use rhetor::report::csv::Dialect;
use rhetor::report::folder::Folder;
use rhetor::report::{Article, FORMATS, Ids, Printed, Run, Speech, manifest, terminal};
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
    /// What becomes of quotes that were printed before, by the same speaker
    #[arg(long, value_enum, default_value_t = duplicates::Wanted::Mark, value_name = "WHAT")]
    duplicates: duplicates::Wanted,
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

/// What is counted while the run goes on.
#[derive(Default)]
struct Course {
    tally: Tally,
    /// The same for speech without quotation marks.
    reported: Tally,
    ids: Ids,
    printed: Printed,
    groups: Groups,
    problems: Problems,
    /// The first document that was scored whole and has no speaker.
    first_nobody: Option<Place>,
    /// Articles that the days asked for leave out.
    left: reading::Left,
    /// Lines and credits of articles that were set aside.
    furniture: u64,
}

impl Course {
    fn add(&mut self, article: &Article, run: &Run) {
        let meta = &article.analysis.document.meta;
        for &speech in run.speech() {
            let tally = if speech == Speech::Reported { &mut self.reported } else { &mut self.tally };
            tally.add(meta, article.findings(speech), article.parts(speech));
            tally.add_repeats(article.duplicate_of().is_some(), article.repeated(speech));
        }
        self.furniture += article.analysis.furniture.len() as u64;
        self.groups.add(article.parts(run.speech()[0]), &run.roster, meta);
        if run.unit == Unit::Document && self.first_nobody.is_none() && self.tally.unattributed > 0 {
            self.first_nobody = Some(unit::place_of(&article.analysis.document));
        }
    }
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let mut course = Course { problems: Problems::new(args.quiet), ..Course::default() };
    args.unit.check(&[
        ("--quotes all", args.quotes == Quotes::All),
        ("--min-confidence", args.min_confidence > 0.0),
        ("--model", args.model.is_some()),
    ])?;
    let mut of_lexicons = Vec::new();
    let lexicons = lexicons::chosen(&args.lexicon, args.no_builtin, &mut of_lexicons)?;
    if args.strict
        && let Some(problem) = of_lexicons.iter().find(|p| p.effect == Effect::Rejected)
    {
        return Err(stopped(problem).into());
    }
    let tools = tools(args, lexicons)?;
    let run = run_of(args, &tools);
    speakers::columns_are_free(&run)?;
    let to_stdout = args.output.is_none();
    let dialect =
        args.dialect.map_or(if to_stdout { Dialect::Plain } else { Dialect::Spreadsheet }, Dialect::from);
    let mut output = Output::new(args.output.as_deref(), &args.format, dialect, args.force, &run)?;
    if !args.quiet {
        output.left_over().iter().for_each(|path| tell(&left_over(path)));
        exchange::tell_some(&of_lexicons, false);
    }
    of_lexicons.iter().try_for_each(|problem| output.problem(problem))?;

    let mut progress = Progress::new(args.quiet);
    let stop = Stop::listen(output.sweep(), args.quiet, &progress);
    let stdin = Box::new(Stdin::new(stop.clone()));
    let own = args.output.as_deref().map(Folder::own).unwrap_or_default();
    let wanted = args.language.wanted();
    let mut reader =
        Reader::apart_from(&args.inputs, stdin, &own).reading(args.reading.reading(args.unit.speaker()));
    if args.inputs.iter().all(|input| input.as_os_str() != "-") {
        progress.of(reader.total_bytes);
    }
    let mut records = Until::new(&mut reader, &stop);
    pipeline::run(
        &mut records,
        |record| record.as_ref().map_or(0, Record::len),
        args.jobs,
        || tools.desk(),
        |record: Result<Record, Problem>, desk| {
            let size = record.as_ref().map_or(0, Record::len);
            (outcome::of(record, &wanted, &tools, &run, desk), size)
        },
        |(outcomes, size)| {
            let mut each = outcomes.into_iter();
            let taken = each.try_for_each(|o| take(o, args, &run, &mut course, &mut output, &progress));
            progress.step(size as u64, &course.tally);
            // Whatever is in the way of writing need not be read for.
            taken.inspect_err(|_| stop.ask())
        },
    )?;
    progress.end();
    let (inputs, stopped) = records.end();
    let nobody = course.first_nobody.take();
    let nobody = args.unit.nobody(nobody.as_ref(), course.tally.unattributed, course.tally.articles);
    if let Some(problem) = nobody {
        course.problems.take(&problem, &mut output, &progress)?;
    }
    let Course { tally, reported, groups, ids: _, printed: _, problems, first_nobody: _, left, furniture } =
        course;
    problems.tell_rest();
    if tally.articles == 0 || (stopped.is_some() && output.replaces()) {
        left.tell(args.quiet);
        return Err(without_results(args, stopped.is_some(), tally.articles, problems.other_language));
    }
    let never_quoted = speakers::never_quoted(&run, &tally);
    let facts = manifest::Facts {
        command: std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect(),
        dialect: dialect.name(),
        nested_scope: args.nested_scope.name(),
        formats: output.formats().to_vec(),
        weights: model::used(&tools, args.model.as_deref()),
        inputs,
        rejected: problems.rejected,
        ignored: problems.ignored,
        kept_with_problems: problems.kept,
        out_of_dates: left.out_of_dates,
        undated: left.undated,
        lexicon_rows_rejected: of_lexicons.iter().filter(|p| p.effect == Effect::Rejected).count() as u64,
        furniture_lines: furniture,
        languages: wanted.iter().map(ToString::to_string).collect(),
        other_language: problems.other_language,
        never_quoted: never_quoted.len() as u64,
        stopped,
    };
    never_quoted.iter().try_for_each(|problem| output.problem(problem))?;
    let sums = Sums { tally: &tally, reported: run.reported.then_some(&reported), groups: &groups };
    let written = output.finish(&run, &sums, &facts, |folder| stop.whole(|| folder.finish()))?;
    conclude(args, &run, &sums, &facts, &written)?;
    // A reader that failed ends reading too, and is among the rejected.
    if facts.stopped.is_some() && stop.asked() {
        return Err(Failure::Stopped(None));
    }
    Ok(facts.rejected + facts.lexicon_rows_rejected == 0)
}

/// What the reports of these options are about.
fn run_of(args: &Args, tools: &Tools) -> Run {
    Run {
        roster: tools.roster.clone(),
        min_words: args.min_words,
        min_confidence: args.min_confidence,
        reported: args.quotes == Quotes::All,
        valence: tools.valence.as_ref().map(|model| model.mode),
        unit: tools.unit,
        duplicates: args.duplicates.into(),
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
) -> Result<(), Failure> {
    match outcome {
        Outcome::Scored(mut article, problems) => {
            let repeated = course.ids.settle(&mut article);
            course.printed.settle(&mut article, run);
            for problem in problems.into_iter().chain(repeated) {
                course.problems.take(&problem, output, progress)?;
            }
            course.add(&article, run);
            output.article(&article)
        }
        Outcome::Problem(problem) => {
            if args.strict && problem.effect == Effect::Rejected {
                return Err(stopped(&problem).into());
            }
            if course.left.counts(&problem) {
                return Ok(());
            }
            course.problems.take(&problem, output, progress)
        }
    }
}

/// Why a run ends without results.
fn without_results(args: &Args, stopped: bool, articles: u64, other_language: u64) -> Failure {
    let target = args.output.as_ref().map_or("rhetor score".into(), |folder| folder.display().to_string());
    match (stopped, articles) {
        (false, _) => {
            let left_out = (other_language > 0).then_some(Kind::AllLeftOut(other_language));
            Error::at(Place::file("rhetor score"), left_out.unwrap_or(Kind::NothingToScore)).into()
        }
        (true, 0) => Failure::Stopped(Some(Error::at(Place::file(target), Kind::StoppedEarly))),
        (true, _) => Failure::Stopped(Some(Error::at(Place::file(target), Kind::KeptOlder))),
    }
}

fn stopped(problem: &Problem) -> Error {
    Error::at(problem.place.clone(), problem.kind.clone())
}

fn left_over(path: &std::path::Path) -> Problem {
    Problem::ignored(Place::file(path.display().to_string()), Kind::LeftOver)
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
    if args.reading.by_days() {
        let left = reading::Left { out_of_dates: facts.out_of_dates, undated: facts.undated };
        line.push_str(&format!("; {left}"));
    }
    if facts.other_language > 0 {
        let articles = terminal::many(facts.other_language, "article");
        line.push_str(&format!("; {articles} in other languages left out"));
    }
    if facts.never_quoted > 0 {
        let what = if run.unit == Unit::Quote { "never quoted" } else { "without a document" };
        line.push_str(&format!("; {} {what}", terminal::many(facts.never_quoted, "listed name")));
    }
    if let Some(stopped) = &facts.stopped {
        line = format!("stopped behind {}; of what was read until there: {line}", stopped.behind);
    }
    match written {
        Written::Folder(folder) => {
            let shown = folder.display();
            eprintln!("{line}; results in {shown}");
            let told = facts.rejected + facts.kept_with_problems + facts.lexicon_rows_rejected;
            if told + facts.never_quoted + facts.other_language > 0 {
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
