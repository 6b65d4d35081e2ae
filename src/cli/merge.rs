//! `rhetor merge`: partial results of many machines into one.
//!
//! Parts are read twice: first to see that each is whole and what it holds, then article by
//! article, in an order that does not depend on how articles came to parts. What is done with
//! an article is what `score` does.

mod found;
mod groups;
mod index;
mod known;
mod order;

use super::course::{Course, Ending};
use super::making::Making;
use super::progress::Progress;
use super::stop::Stop;
use super::{Failure, color, score};
use groups::{Group, Groups};
use index::Index;
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::lexicon::facts::Facts;
use rhetor::report::Run;
use rhetor::report::stream::{self, Told};
use std::collections::HashSet;
use std::path::PathBuf;

/// Make one result of what `score --stream` wrote on many machines
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_MERGE)]
pub(crate) struct Args {
    /// Files that `rhetor score --stream` wrote (also as .gz or .zst, several in one file),
    /// folders of them, or - for standard input
    #[arg(required = true, value_name = "PART")]
    parts: Vec<PathBuf>,
    #[command(flatten)]
    making: Making,
    /// In which order articles are taken
    #[arg(long, value_enum, default_value_t = Order::Id)]
    order: Order,
    /// Refuse to merge unless there are so many parts
    #[arg(long, value_name = "N")]
    parts_expected: Option<u64>,
    /// Take parts that are the same line by line for different ones
    #[arg(long)]
    allow_equal: bool,
    /// A lexicon that the parts were scored with and that is not built in
    #[arg(short, long, value_name = "DIR|FILE")]
    lexicon: Vec<String>,
    /// The speakers file that the parts were scored with
    #[arg(long, value_name = "FILE")]
    speakers: Option<PathBuf>,
}

/// In which order articles are taken: the first of those that print the same is the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Order {
    /// By the input's own id, numbers in it by value: however articles came to parts
    Id,
    /// As they stand: the parts are pieces of one input, named in its order
    Parts,
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let stop = Stop::listen("rhetor merge", true);
    let page = args.making.page()?;
    let files = found::files(&args.parts, args.order)?;
    let mut index = Index::new(&files)?;
    if let Some(wanted) = args.parts_expected.filter(|wanted| *wanted != index.segments.len() as u64) {
        let kind = Kind::PartsMissing(index.segments.len() as u64, wanted);
        return Err(Error::at(Place::file("rhetor merge"), kind).into());
    }
    index.check(args.allow_equal)?;
    index.settle(args.order);
    let mut of_lexicons = Vec::new();
    let run = known::run(args, &index, &mut of_lexicons)?;
    let mut output = args.making.open(&run, &of_lexicons, &stop)?;

    let mut course = Course::new(args.making.quiet);
    let mut progress = Progress::new(args.making.quiet);
    stop.begin(&progress);
    progress.of(index.bytes());
    let mut told_once = HashSet::new();
    let threads = args.making.threads()?;
    threads.run(
        Groups::new(&index),
        |group| group.as_ref().map_or(0, |group| group.bytes.len()),
        || (),
        |group: Result<Group, Error>, ()| group.and_then(|group| told(&run, &index, args.order, &group)),
        |batch: Vec<Result<(Told, usize), Error>>| {
            if stop.asked() {
                let target = args.making.target().map_or("rhetor merge".into(), |o| o.display().to_string());
                return Err(Failure::Stopped(Some(Error::at(Place::file(target), Kind::StoppedMerge))));
            }
            let mut articles = Vec::with_capacity(batch.len());
            for told in batch {
                let (told, size) = told?;
                match told {
                    Told::Article(article, problems) => {
                        articles.push(course.article(*article, problems, &run, &mut output, &progress)?);
                    }
                    // Every process says the same of its input.
                    Told::Problem(problem)
                        if is_of_all(&problem) && !told_once.insert(problem.kind.to_string()) => {}
                    Told::Problem(problem) => course.problem(&problem, &mut output, &progress)?,
                }
                progress.step(size as u64, &course.tally);
            }
            output.articles(articles, &threads)
        },
    )?;
    progress.end();
    for segment in &index.segments {
        course.left.out_of_dates += segment.end.counts.out_of_dates;
        course.left.undated += segment.end.counts.undated;
    }
    let Some(settings) = index.settings().cloned() else { return Ok(true) };
    let ending = Ending {
        command: "rhetor merge",
        target: args.making.target(),
        quiet: args.making.quiet,
        by_days: settings.since.is_some() || settings.until.is_some(),
        speaker_col: &settings.speaker_col,
        nested_scope: score::NestedScope::of(&settings.nested_scope).name(),
        weights: settings.weights.clone(),
        inputs: index.inputs(),
        lexicon_rows_rejected: of_lexicons.iter().filter(|p| p.effect == Effect::Rejected).count() as u64,
        languages: settings.languages.clone(),
        stopped: None,
        page,
        facts: &Facts::builtin()?,
    };
    let facts = course.end(ending, &run, output, (&progress, &stop), &threads)?;
    Ok(facts.rejected + facts.lexicon_rows_rejected == 0)
}

/// What a group of lines tells, under the places that hold for the whole.
fn told(run: &Run, index: &Index, order: Order, group: &Group) -> Result<(Told, usize), Error> {
    let segment = &index.segments[group.segment];
    let mut told = stream::read(run, &group.bytes).map_err(|(line, why)| {
        let place = Place::line(index.label(segment), group.line + line);
        Error::at(place, Kind::NotAPart(why))
    })?;
    match &mut told {
        Told::Article(article, problems) => {
            let document = &mut article.analysis.document;
            if is_stdin(&document.file) {
                document.line = segment.line(order, document.line);
            }
            for problem in problems {
                segment.place(order, &mut problem.place);
            }
        }
        Told::Problem(problem) => segment.place(order, &mut problem.place),
    }
    Ok((told, group.bytes.len()))
}

/// Whether a problem is one of whoever reads standard input, not of a record.
fn is_of_all(problem: &Problem) -> bool {
    let effect = matches!(problem.effect, Effect::Kept | Effect::Ignored);
    effect && problem.place.line.is_none() && is_stdin(&problem.place.file)
}

/// Whether a process calls its input so that nobody else can find it.
fn is_stdin(file: &str) -> bool {
    file.starts_with("standard input")
}
