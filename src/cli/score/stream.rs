//! `rhetor score --stream`: one process of many, articles in and lines of JSON out.
//!
//! It keeps nothing from one article to the next: what depends on others (repeats, ids that
//! are used twice, sums) is settled by `rhetor merge`. What cannot be read comes back as a
//! line and is no failure of the process; where the input itself breaks off there is no last
//! line, and the exit code says so.

use super::prompt::{self, Counted, Item, Lines, Prompt};
use super::{Args, check, lexicons, run_of, tools};
use crate::cli::outcome::{self, Outcome};
use crate::cli::{Failure, duplicates, exchange, leave, model, speakers};
use anstream::eprintln;
use rhetor::analysis::Tools;
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::ingest::{FORMATS, Reader, Record};
use rhetor::lexicon::builtin;
use rhetor::lexicon::load::hex;
use rhetor::pipeline;
use rhetor::report::Run;
use rhetor::report::stream::{self, Counts, End, Listed, Settings};
use rhetor::report::terminal::many;
use rhetor::score::valence::Mode;
use sha2::{Digest, Sha256};
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;

/// As readers call it.
const STDIN: &str = "standard input";
/// What is read of standard input at once.
const BUFFER: usize = 1 << 17;

pub(super) fn run(args: &Args) -> Result<bool, Failure> {
    refuse(args)?;
    check(args)?;
    let mut of_lexicons = Vec::new();
    let lexicons = lexicons::chosen(&args.lexicon, args.no_builtin, &mut of_lexicons)?;
    if let Some(problem) = of_lexicons.iter().find(|p| args.strict && p.effect == Effect::Rejected) {
        return Err(super::stopped(problem).into());
    }
    let tools = tools(args, lexicons)?;
    let run = run_of(args, &tools);
    speakers::columns_are_free(&run)?;
    if !args.quiet {
        exchange::tell_some(&of_lexicons, false);
    }
    let wanted = args.language.wanted();
    let settings = settings(args, &tools, &run, &wanted);

    let lines = Arc::new(Lines::default());
    let (inputs, only_stdin) = inputs(args);
    let reader = reader(args, &inputs, only_stdin, &lines);
    let (to, from) = sync_channel(prompt::WAITING);
    let failed = AtomicBool::new(false);
    let mut output = Output::new(args.strict);
    let read = std::thread::scope(|scope| -> Result<_, Failure> {
        let failed = &failed;
        let reading = scope.spawn(move || prompt::read(reader, &to, failed));
        let fed = pipeline::run(
            Prompt::new(from),
            |(item, late)| if *late { usize::MAX / 4 } else { item.as_ref().map_or(0, Record::len) },
            args.jobs,
            || tools.desk(),
            |(item, late): (Item, bool), desk| {
                (Lot::of(outcome::of(item, &wanted, &tools, &run, desk), &run, only_stdin), late)
            },
            |(lot, late)| {
                // The reader waits for input that may never come.
                output.take(lot, late).unwrap_or_else(|failure| leave(&failure));
                Ok::<(), Failure>(())
            },
        );
        fed.and(Ok(reading.join().unwrap_or_default()))
    })?;
    let packed = read.iter().any(|input| &*input.path == STDIN && !input.packings.is_empty());
    match output.last.take() {
        Some(problem) if failed.load(Ordering::SeqCst) => return Err(super::stopped(&problem).into()),
        Some(Problem { place, .. }) if place.file.starts_with(STDIN) && !packed && lines.is_open() => {
            return Err(Error::at(place, Kind::Torn).into());
        }
        _ => {}
    }
    output.counts.lines = (only_stdin && !packed).then(|| lines.count());
    output.end(settings, &run, args.quiet)?;
    Ok(true)
}

/// What the tables need is no business of one process among many.
fn refuse(args: &Args) -> Result<(), Failure> {
    let of_tables = "one process writes no tables";
    let given = [
        ("--output", args.output.is_some(), "its lines go to standard output"),
        ("--format", !args.format.is_empty(), of_tables),
        ("--dialect", args.dialect.is_some(), of_tables),
        ("--force", args.force, of_tables),
        ("--title and --events", args.page.is_given(), of_tables),
        ("--min-words", args.min_words != 300, of_tables),
        (
            "--duplicates",
            args.duplicates != duplicates::Wanted::Mark,
            "what was printed before is known only when all parts are together",
        ),
    ];
    match given.into_iter().find(|(_, given, _)| *given) {
        Some((option, _, why)) => Err(Failure::Usage(Error::at(Place::file(option), Kind::NotInStream(why)))),
        None => Ok(()),
    }
}

/// Standard input where nothing is named; and whether it is all there is.
fn inputs(args: &Args) -> (Vec<PathBuf>, bool) {
    let inputs = if args.inputs.is_empty() { vec!["-".into()] } else { args.inputs.clone() };
    let only_stdin = inputs.iter().all(|input| input == Path::new("-"));
    (inputs, only_stdin)
}

fn reader(args: &Args, inputs: &[PathBuf], only_stdin: bool, lines: &Arc<Lines>) -> Reader<'static> {
    let mut reading = args.reading.reading(args.unit.speaker());
    if only_stdin {
        // Told by the first line, it could be another one in every part.
        reading.format = reading.format.or_else(|| FORMATS.iter().find(|format| format.name == "jsonl"));
        // A line number says nothing: others read what stands before.
        reading.ids_by_content = true;
    }
    let stdin = Counted::new(BufReader::with_capacity(BUFFER, io::stdin()), lines.clone());
    Reader::new(inputs, Box::new(stdin)).reading(reading)
}

fn settings(args: &Args, tools: &Tools, run: &Run, wanted: &[Arc<str>]) -> Settings {
    let [since, until] = args.reading.days();
    let speakers = (!run.roster.file.is_empty())
        .then(|| Listed { name: run.roster.file.to_string(), sha256: run.roster.sha256.clone() });
    Settings {
        unit: run.unit.name().into(),
        quotes: if run.reported { "all" } else { "direct" }.into(),
        valence: run.valence.map_or("off", Mode::name).into(),
        min_confidence: run.min_confidence,
        nested_scope: args.nested_scope.name().into(),
        languages: wanted.iter().map(ToString::to_string).collect(),
        since,
        until,
        lexicons: run.lexicons.iter().map(Listed::from).collect(),
        speakers,
        weights: model::used(tools, args.model.as_deref()),
        speaker_col: args.unit.column().into(),
    }
}

/// SHA-256 over what is scored with and all that is built in.
pub(crate) fn lexicon_sha256(run: &Run) -> Result<String, Error> {
    let builtin: Result<Vec<_>, _> = builtin::NAMES.iter().filter_map(|name| builtin::get(name)).collect();
    Ok(Settings::sha256(run.lexicons.iter().chain(builtin?)))
}

/// What one record becomes, as it is written.
struct Lot {
    bytes: io::Result<Vec<u8>>,
    counts: Counts,
    /// Why nothing that is written would be right.
    fatal: Option<Problem>,
    /// The last of it, where it was rejected.
    last: Option<Problem>,
    rejected: Option<Problem>,
}

impl Lot {
    fn of(outcomes: Vec<Outcome>, run: &Run, only_stdin: bool) -> Self {
        let mut lot = Self {
            bytes: Ok(Vec::new()),
            counts: Counts { lines: Some(0), ..Counts::default() },
            fatal: None,
            last: None,
            rejected: None,
        };
        let mut bytes = Vec::new();
        let written =
            outcomes.into_iter().try_for_each(|outcome| lot.take(outcome, run, only_stdin, &mut bytes));
        lot.bytes = written.map(|()| bytes);
        lot
    }

    fn take(&mut self, outcome: Outcome, run: &Run, only_stdin: bool, bytes: &mut Vec<u8>) -> io::Result<()> {
        let counts = &mut self.counts;
        counts.read += 1;
        self.last = None;
        let problem = match outcome {
            Outcome::Scored(article, problems) => {
                counts.out += 1;
                let found = run.speech().iter().map(|&speech| article.findings(speech).len() as u64);
                counts.quotes += found.sum::<u64>();
                return stream::write(run, &article, &problems, bytes);
            }
            Outcome::Problem(problem) => problem,
        };
        let whole = problem.place.line.is_none() && problem.place.file.starts_with(STDIN);
        match (&problem.kind, problem.effect) {
            // A part without articles.
            (Kind::Empty, _) if whole && only_stdin => {
                counts.read -= 1;
                return Ok(());
            }
            (Kind::OutOfDates(_), _) => {
                counts.out_of_dates += 1;
                return Ok(());
            }
            (Kind::Undated, _) => {
                counts.undated += 1;
                return Ok(());
            }
            (kind, Effect::Rejected) => {
                counts.rejects += 1;
                let broken = matches!(kind, Kind::CutShort | Kind::Io(_) | Kind::Bomb);
                if broken || whole {
                    self.fatal = Some(problem.clone());
                }
                self.rejected = Some(problem.clone());
                self.last = Some(problem.clone());
            }
            (_, Effect::LeftOut) => counts.left_out += 1,
            (_, Effect::Ignored) => counts.ignored += 1,
            // It is about an input, not one.
            (_, Effect::Kept) => counts.read -= 1,
        }
        stream::said(&problem, bytes)
    }
}

/// Standard output, and what went there.
struct Output {
    out: BufWriter<io::StdoutLock<'static>>,
    hash: Sha256,
    counts: Counts,
    last: Option<Problem>,
    strict: bool,
}

impl Output {
    fn new(strict: bool) -> Self {
        let out = BufWriter::with_capacity(BUFFER, io::stdout().lock());
        let counts = Counts { lines: Some(0), ..Counts::default() };
        Self { out, hash: Sha256::new(), counts, last: None, strict }
    }

    fn take(&mut self, lot: Lot, late: bool) -> Result<(), Failure> {
        let Lot { bytes, counts, fatal, last, rejected } = lot;
        if let Some(problem) = fatal.or(rejected.filter(|_| self.strict)) {
            return Err(super::stopped(&problem).into());
        }
        let bytes = bytes.map_err(Failure::stdout)?;
        self.hash.update(&bytes);
        self.counts.add(&counts);
        self.last = last;
        self.out.write_all(&bytes).map_err(Failure::stdout)?;
        if late { self.out.flush().map_err(Failure::stdout) } else { Ok(()) }
    }

    fn end(mut self, settings: Settings, run: &Run, quiet: bool) -> Result<(), Failure> {
        let end = End {
            counts: self.counts,
            lexicon_sha256: lexicon_sha256(run)?,
            version: env!("CARGO_PKG_VERSION").into(),
            records_sha256: hex(&self.hash.finalize()),
            settings,
        };
        self.out.write_all(end.line().as_bytes()).and_then(|()| self.out.flush()).map_err(Failure::stdout)?;
        if !quiet {
            let Counts { out, rejects, quotes, .. } = end.counts;
            let rejected = match rejects {
                0 => String::new(),
                some => format!("; {} rejected, each written as a line", many(some, "input")),
            };
            eprintln!("{}, {}{rejected}", many(out, "article"), many(quotes, "quote"));
        }
        Ok(())
    }
}
