//! `rhetor score --stream`: one process of many, articles in and lines of JSON out.
//!
//! It keeps nothing from one article to the next: what depends on others (repeats, ids that
//! are used twice, sums) is settled by `rhetor merge`. What cannot be read comes back as a
//! line and is no failure of the process; where the input itself breaks off there is no last
//! line, and the exit code says so.

use super::prompt::{self, Ended, Item, Prompt, Source};
use super::{Args, check, lexicons, run_of, tools};
use crate::cli::outcome::{self, Outcome};
use crate::cli::{Failure, duplicates, exchange, leave, model, speakers};
use anstream::eprintln;
use rhetor::analysis::Tools;
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::ingest::{FORMATS, Piped, Reader, Record};
use rhetor::lexicon::builtin;
use rhetor::lexicon::load::hex;
use rhetor::pipeline;
use rhetor::report::Run;
use rhetor::report::stream::{self, Counts, End, Listed, Settings};
use rhetor::report::terminal::many;
use rhetor::score::valence::Mode;
use sha2::{Digest, Sha256};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
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
    if !args.making.quiet {
        exchange::tell_some(&of_lexicons, false);
    }
    let wanted = args.language.wanted();
    let settings = settings(args, &tools, &run, &wanted);

    let (source, only_stdin) = source(args)?;
    let (to, from) = sync_channel(prompt::WAITING);
    let mut output = Output::new(args.strict);
    let ended = std::thread::scope(|scope| -> Result<Ended, Failure> {
        let reading = scope.spawn(move || source.read(&to));
        pipeline::run(
            Prompt::new(from),
            |(item, late)| if *late { usize::MAX / 4 } else { item.as_ref().map_or(0, Record::len) },
            args.making.jobs,
            || tools.desk(),
            |(item, late): (Item, bool), desk| {
                (Lot::of(outcome::of(item, &wanted, &tools, &run, desk), &run, only_stdin), late)
            },
            |(lot, late)| {
                // The reader waits for input that may never come.
                output.take(lot, late).unwrap_or_else(|failure| leave(&failure));
                Ok::<(), Failure>(())
            },
        )?;
        Ok(reading.join().unwrap_or(Ended { failed: true, ..Ended::default() }))
    })?;
    match output.last.take() {
        Some(problem) if ended.failed => return Err(super::stopped(&problem).into()),
        Some(Problem { place, .. }) if ended.open => return Err(Error::at(place, Kind::Torn).into()),
        _ => output.counts.lines = ended.lines,
    }
    output.end(settings, &run, args.making.quiet)?;
    Ok(true)
}

/// What the tables need is no business of one process among many.
fn refuse(args: &Args) -> Result<(), Failure> {
    let of_tables = "one process writes no tables";
    let given = [
        ("--output", args.making.output.is_some(), "its lines go to standard output"),
        ("--format", !args.making.format.is_empty(), of_tables),
        ("--dialect", args.making.dialect.is_some(), of_tables),
        ("--force", args.making.force, of_tables),
        ("--title and --events", args.making.page.is_given(), of_tables),
        ("--min-words", args.making.min_words != 300, of_tables),
        (
            "--duplicates",
            args.making.duplicates != duplicates::Wanted::Mark,
            "what was printed before is known only when all parts are together",
        ),
    ];
    match given.into_iter().find(|(_, given, _)| *given) {
        Some((option, _, why)) => Err(Failure::Usage(Error::at(Place::file(option), Kind::NotInStream(why)))),
        None => Ok(()),
    }
}

/// Where records come from, and whether that is standard input alone.
fn source(args: &Args) -> Result<(Source, bool), Failure> {
    let inputs = if args.inputs.is_empty() { vec!["-".into()] } else { args.inputs.clone() };
    let only_stdin = inputs.iter().all(|input: &PathBuf| input == Path::new("-"));
    let mut reading = args.reading.reading(args.unit.speaker());
    let mut stdin = BufReader::with_capacity(BUFFER, io::stdin());
    if only_stdin {
        // A line number says nothing: others read what stands before.
        reading.ids_by_content = true;
        // Told by the first line, it could be another one in every part.
        reading.format = reading.format.or_else(|| FORMATS.iter().find(|format| format.name == "jsonl"));
        let head = stdin.fill_buf().map_err(|e| Error::io(STDIN, &e))?;
        let packed = head.starts_with(&[0x1f, 0x8b]) || head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]);
        let lines = reading.format.is_some_and(|format| format.name == "jsonl");
        if lines && !packed && reading.encoding.is_none() {
            return Ok((Source::Lines(Piped::new(stdin, reading)), true));
        }
    }
    let reader = Reader::new(&inputs, Box::new(stdin)).reading(reading);
    Ok((Source::Files(Box::new(reader)), only_stdin))
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
        date_order: args.reading.date_order(),
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
