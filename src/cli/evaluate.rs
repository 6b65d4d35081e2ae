//! `rhetor evaluate`: how right the tool is on articles that people have annotated.

mod annotated;
mod print;
pub(super) mod read;

use super::model::{self, Quotes};
use super::{Failure, color, file, print as to_stdout};
use anstream::eprintln;
use rhetor::analysis::Tools;
use rhetor::error::{Error, Kind, Place};
use rhetor::evaluate::{
    Counts, Gold, Item, Labels, Matching, Predicted, Reliability, figures, judged, wrong,
};
use rhetor::report::Cell;
use rhetor::report::csv::Dialect;
use rhetor::report::terminal::many;
use std::path::PathBuf;

/// Measure how right the tool is on your own annotated articles
#[derive(clap::Args, Debug)]
#[command(
    override_usage = "rhetor evaluate [OPTIONS] <GOLD> [PRED]\n       \
                      rhetor evaluate [OPTIONS] --annotated <SHEET>...",
    after_help = color::EXAMPLES_EVALUATE
)]
pub(crate) struct Args {
    /// Annotated articles, JSONL: id, text, attributions. Sheets of `rhetor sample` are not
    /// these: see --annotated
    #[arg(required_unless_present = "annotated", value_name = "GOLD")]
    gold: Option<PathBuf>,
    /// quotes.jsonl, a results folder that holds it, or -; without it rhetor scores the texts now
    #[arg(value_name = "PRED")]
    predicted: Option<PathBuf>,
    /// Who spoke, by name: TSV or CSV with article, attribution number, type, speaker, aliases
    #[arg(long, value_name = "FILE")]
    speakers: Option<PathBuf>,
    /// Where rhetor scores the texts now: also look for speech without quotation marks
    #[arg(long, value_enum, default_value_t = Quotes::Direct, conflicts_with = "predicted")]
    quotes: Quotes,
    /// Where rhetor scores the texts now: folder of weights that `rhetor train` wrote
    #[arg(long, value_name = "DIR", conflicts_with = "predicted")]
    model: Option<PathBuf>,
    /// Credit nobody where the tool's confidence is lower
    #[arg(long, value_name = "X", value_parser = super::probability)]
    min_confidence: Option<f64>,
    /// Write every wrong answer to this CSV
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// Read back sheets of `rhetor sample` that people have filled in; one a coder
    #[arg(long, num_args = 1.., value_name = "SHEET", conflicts_with_all = ["gold", "predicted", "speakers", "min_confidence", "errors"])]
    annotated: Vec<PathBuf>,
    /// Results that blind sheets were drawn from
    #[arg(long, value_name = "DIR", requires = "annotated")]
    results: Option<PathBuf>,
    /// How to print
    #[arg(short, long, value_enum, default_value = "table")]
    format: Format,
    /// Samples of articles for the intervals; 0 for none
    #[arg(long, default_value_t = 1000, value_name = "N")]
    resamples: usize,
    /// Threads [default: one for each core]
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    /// Replace the file of --errors
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people
    Table,
    /// One row a measure
    Csv,
    /// One object
    Json,
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let Some(gold_path) = &args.gold else { return annotated::run(args) };
    if gold_path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
        let place = Place::file(gold_path.display().to_string());
        return Err(Failure::Usage(Error::at(place, Kind::SheetAsGold)));
    }
    if let Some(errors) = &args.errors {
        file::check(errors, args.force)?;
    }
    let mut rejected = read::Rejected::default();
    let gold = read::gold(gold_path, &mut rejected)?;
    let labels = args.speakers.as_ref().map(|path| read::labels(path, &gold, &mut rejected)).transpose()?;
    let mut predictions = if let Some(path) = &args.predicted {
        read::predictions(path, &gold, &mut rejected)?
    } else {
        let mut tools = Tools::builtin()?;
        model::choose(&mut tools, args.model.as_deref(), args.quotes == Quotes::All)?;
        read::own(&gold, &tools, args.jobs)?
    };
    let reliability = reliability(&gold, &predictions, labels.as_ref());
    let mut uncredited = 0;
    if let Some(least) = args.min_confidence {
        uncredited = uncredit(&mut predictions, least);
    }
    let mut counts = Vec::new();
    let (mut rows, mut total) = (Vec::new(), Counts::default());
    let indirect = predictions.of.values().flatten().any(|p| p.form == "indirect");
    for (article, _) in &gold {
        let predicted = predictions.of.get(&article.id).map_or(&[][..], Vec::as_slice);
        let matching = Matching::of(article, predicted);
        let of = Counts::of(article, predicted, &matching, labels.as_ref());
        total += &of;
        counts.push(of);
        if args.errors.is_some() {
            rows.extend(
                wrong(article, predicted, &matching, labels.as_ref(), indirect)
                    .into_iter()
                    .map(|w| error_row(article, predicted, &w)),
            );
        }
    }
    let found = print::Found {
        figures: figures(&counts, args.resamples),
        reliability,
        total,
        articles: gold.len() as u64,
        resamples: args.resamples,
        by_name: labels.is_some(),
        predictions: &predictions,
        uncredited,
    };
    to_stdout(&match args.format {
        Format::Table => print::table(&found),
        Format::Csv => print::csv(&found)?,
        Format::Json => print::json(&found),
    })?;
    if let Some(path) = &args.errors {
        file::table(Some(path), Dialect::Spreadsheet, &ERRORS, &rows)?;
    }
    say(args, &found, rows.len(), indirect);
    rejected.end();
    Ok(rejected.is_empty())
}

/// What stands beside the numbers: what was compared, and what could not be.
fn say(args: &Args, found: &print::Found<'_>, errors: usize, indirect: bool) {
    let total = &found.total;
    eprintln!(
        "{}, {} in quotation marks, {} of them speech: {}, {}; {} without a named speaker",
        many(found.articles, "article"),
        many(total[Item::Stretches], "place"),
        total[Item::Gold],
        many(total[Item::GoldDirect], "whole clause"),
        many(total[Item::GoldMixed], "fragment"),
        total[Item::NoSource]
    );
    eprintln!(
        "{} predicted, {} of those found credited to nobody; {} left out",
        many(total[Item::Predicted], "quotation"),
        total[Item::NobodyNamed],
        many(found.predictions.scare, "scare quote")
    );
    if found.predictions.inner > 0 {
        eprintln!(
            "{} within others left out: annotations mark the outer one",
            many(found.predictions.inner, "quotation")
        );
    }
    if found.by_name {
        eprintln!(
            "{} of {} have a name to compare with",
            total[Item::Labelled],
            many(total[Item::Gold], "quotation")
        );
    }
    let predictions = found.predictions;
    if !predictions.missing.is_empty() {
        let n = predictions.missing.len() as u64;
        eprintln!(
            "{} without a row in the predictions, counted as without quotations: {}",
            many(n, "article"),
            some(&predictions.missing)
        );
    }
    if !predictions.foreign.is_empty() {
        let ids: Vec<String> = predictions.foreign.iter().cloned().collect();
        eprintln!(
            "{} of the predictions not annotated, left out: {}",
            many(ids.len() as u64, "article"),
            some(&ids)
        );
    }
    if found.uncredited > 0 {
        eprintln!(
            "{} below the confidence asked for, credited to nobody",
            many(found.uncredited, "quotation")
        );
    }
    if let Some(path) = &args.errors {
        eprintln!("{} in {}", many(errors as u64, "wrong answer"), path.display());
        if !indirect {
            eprintln!("  reported speech without marks is not among them: none was predicted");
        }
    }
}

/// The first few of many.
fn some(ids: &[String]) -> String {
    let shown = ids.iter().take(3).cloned().collect::<Vec<_>>().join(", ");
    if ids.len() > 3 { format!("{shown} …") } else { shown }
}

fn reliability(
    gold: &[(Gold, String)],
    predictions: &read::Predictions,
    labels: Option<&Labels>,
) -> Reliability {
    let mut found = Reliability::default();
    for (article, _) in gold {
        let predicted = predictions.of.get(&article.id).map_or(&[][..], Vec::as_slice);
        judged(article, predicted, &Matching::of(article, predicted), labels, |p, right| {
            found.add_judged(p, right);
        });
    }
    found
}

/// Takes the speaker from what is less sure; says from how many.
fn uncredit(predictions: &mut read::Predictions, least: f64) -> u64 {
    let mut taken = 0;
    for predicted in predictions.of.values_mut().flatten() {
        let less = predicted.clone().at_least(least);
        taken += u64::from(less != *predicted);
        *predicted = less;
    }
    taken
}

const ERRORS: [&str; 12] = [
    "article",
    "form",
    "wrong",
    "gold_source",
    "gold_speaker",
    "speaker",
    "mention",
    "rule",
    "confidence",
    "char_start",
    "char_end",
    "text",
];

fn error_row(gold: &Gold, predicted: &[Predicted], wrong: &rhetor::evaluate::Wrong) -> Vec<Cell> {
    let text = |value: Option<String>| value.map_or(Cell::Missing, Cell::text);
    let prediction = wrong.predicted.map(|at| &predicted[at]);
    vec![
        Cell::text(&*gold.id),
        Cell::text(&*wrong.form),
        Cell::Fixed(wrong.wrong),
        text(wrong.source.clone()),
        text(wrong.name.clone()),
        text(prediction.and_then(|p| p.speaker.clone())),
        text(prediction.and_then(|p| p.mention).map(|m| gold.words(m))),
        text(prediction.map(|p| p.rule.clone()).filter(|r| !r.is_empty())),
        Cell::number(prediction.and_then(|p| p.confidence)),
        Cell::Count(wrong.span.0 as u64),
        Cell::Count(wrong.span.1 as u64),
        Cell::text(gold.words(wrong.span)),
    ]
}
