//! `rhetor train`: fits the weights of attribution and of reported speech to annotated articles.

use super::Failure;
use super::evaluate::read as annotated;
use super::model::{self, ATTRIBUTION, CALIBRATION, REPORTED};
use anstream::eprintln;
use rhetor::analysis::{Tools, with_scene};
use rhetor::attribution::calibration::{Calibration, Outcome};
use rhetor::attribution::train as quoted;
use rhetor::attribution::train::Gold;
use rhetor::document::Document;
use rhetor::error::{Error, Kind, Place};
use rhetor::evaluate::{Matching, judged};
use rhetor::lexicon::load::hex;
use rhetor::reported::train as reported;
use rhetor::text::Span;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::io::BufRead;
use std::path::{Path, PathBuf};

/// Fit the weights of both models to your own annotated articles
///
/// Reads JSONL, one article a line: {"id", "text", "attributions": [{"quoted": [[start, end], …],
/// "content": […], "cue": […], "source": […]}, …]}, offsets in characters. A quotation that no
/// attribution holds counts as "not speech"; one without a source as "nobody named".
/// Writes attribution.csv (weights of who said a quotation, a table to read) and reported.bin
/// (weights of speech without marks) into a folder for `score --model DIR`. With --calibrate
/// also calibration.csv: how often a name is right that is as sure as this. Use other articles
/// for it than the weights were fitted to.
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Annotated articles, JSONL
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Folder for the weights
    #[arg(short, long, value_name = "DIR")]
    output: PathBuf,
    /// Articles to calibrate confidence on, JSONL; what is learned from them are seven numbers
    #[arg(long, value_name = "GOLD", requires = "speakers")]
    calibrate: Option<PathBuf>,
    /// Who spoke in the articles of --calibrate, by name: as `rhetor evaluate --speakers` reads it
    #[arg(long, value_name = "FILE", requires = "calibrate")]
    speakers: Option<PathBuf>,
    /// Fit only one of these
    #[arg(long, value_enum)]
    only: Option<Only>,
    /// L2 penalty on the weights of attribution
    #[arg(long, default_value_t = 0.0004)]
    penalty: f64,
    /// What the articles are, kept in the file of weights
    #[arg(long, value_name = "TEXT", default_value = "articles of the user's own")]
    about: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Only {
    /// Who said a quotation
    Attribution,
    /// Speech without quotation marks
    Reported,
    /// How sure a name is, with the weights that are in the folder
    Calibration,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    text: String,
    #[serde(default)]
    attributions: Vec<Annotation>,
    #[serde(default)]
    ignore: Vec<[usize; 2]>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(default)]
    quoted: Vec<[usize; 2]>,
    #[serde(default)]
    content: Vec<[usize; 2]>,
    #[serde(default)]
    cue: Vec<[usize; 2]>,
    #[serde(default)]
    source: Vec<[usize; 2]>,
    /// Said inside somebody else's quotation: no report of the article's own.
    #[serde(default)]
    embedded: bool,
}

/// What is learned from.
#[derive(Default)]
struct Lessons {
    articles: usize,
    quotations: Vec<quoted::Sample>,
    unreachable: usize,
    sentences: Vec<reported::Sample>,
    sha256: Sha256,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let wants = |which| args.only.is_none_or(|only| only == which);
    if args.only == Some(Only::Calibration) && args.calibrate.is_none() {
        return Err(Failure::Usage(Error::at(Place::file("--only calibration"), Kind::NothingToCalibrate)));
    }
    let lessons = read(args, wants(Only::Attribution), wants(Only::Reported))?;
    std::fs::create_dir_all(&args.output).map_err(|e| failed(&args.output, &e))?;
    if wants(Only::Attribution) {
        let (model, fitted) = quoted::fit(&lessons.quotations, args.penalty);
        eprintln!(
            "{} articles, {} quotations ({} more whose speaker is no candidate); {:.1} % right on what was learned from, mean log-likelihood {:.4}",
            lessons.articles,
            fitted.samples,
            lessons.unreachable,
            100.0 * fitted.right,
            fitted.likelihood
        );
        write(&args.output.join(ATTRIBUTION), model.to_csv().as_bytes())?;
    }
    if wants(Only::Reported) {
        let count = lessons.sentences.len();
        let hash = hex(&lessons.sha256.finalize());
        let about = format!(
            "{}; {} articles, {count} sentences, sha256 {}",
            args.about,
            lessons.articles,
            &hash[..16]
        );
        let told = |epoch: usize, likelihood: f64| {
            eprintln!("reported speech, pass {epoch}: mean log-likelihood of a sentence {likelihood:.4}");
        };
        let model = reported::fit(&lessons.sentences, reported::Options::default(), about, told);
        write(&args.output.join(REPORTED), &model.to_bytes())?;
    }
    if let (Some(gold), Some(speakers), true) =
        (&args.calibrate, &args.speakers, args.only != Some(Only::Reported))
    {
        let calibration = calibrate(gold, speakers, &args.output.join(ATTRIBUTION))?;
        write(&args.output.join(CALIBRATION), calibration.to_csv().as_bytes())?;
    }
    Ok(())
}

/// Fits the calibration of some weights to articles whose speakers are known by name.
fn calibrate(gold: &Path, speakers: &Path, weights: &Path) -> Result<Calibration, Failure> {
    let mut rejected = annotated::Rejected::default();
    let gold = annotated::gold(gold, &mut rejected)?;
    let labels = annotated::labels(speakers, &gold, &mut rejected)?;
    let mut tools = Tools::builtin()?;
    if weights.exists() {
        tools.model = model::weights(weights)?;
    }
    tools.model.calibration = Calibration::none();
    let predictions = annotated::own(&gold, &tools, 0)?;
    let mut outcomes = Vec::new();
    for (article, _) in &gold {
        let predicted = predictions.of.get(&article.id).map_or(&[][..], Vec::as_slice);
        judged(article, predicted, &Matching::of(article, predicted), Some(&labels), |prediction, right| {
            if let (Some(probability), Some(identity), Some(right)) =
                (prediction.confidence, prediction.identity, right)
            {
                outcomes.push(Outcome { probability, identity, right });
            }
        });
    }
    rejected.end();
    eprintln!("calibrated on {} quotations that are credited to somebody", outcomes.len());
    Ok(Calibration::fit(&outcomes))
}

fn failed(path: &Path, error: &std::io::Error) -> Error {
    Error::io(path.display().to_string(), error)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    Ok(std::fs::write(path, bytes).map_err(|e| failed(path, &e))?)
}

fn read(args: &Args, quotations: bool, reports: bool) -> Result<Lessons, Failure> {
    let tools = Tools::untrained()?;
    let mut desk = tools.desk();
    let mut lessons = Lessons::default();
    if !quotations && !reports {
        return Ok(lessons);
    }
    for path in &args.gold {
        let shown = path.display().to_string();
        let file = std::fs::File::open(path).map_err(|e| failed(path, &e))?;
        for (number, line) in std::io::BufReader::new(file).lines().enumerate() {
            let line = line.map_err(|e| failed(path, &e))?;
            if line.trim().is_empty() {
                continue;
            }
            let place = || Place::line(&*shown, number as u64 + 1);
            let article: Article =
                serde_json::from_str(&line).map_err(|e| Error::at(place(), Kind::NotJson(e.to_string())))?;
            lessons.articles += 1;
            lessons.sha256.update(line.as_bytes());
            let document = Document::new(article.id.as_str(), article.text.as_str());
            let places = Places::new(&article.text);
            with_scene(&document, &tools, &mut desk, |scene, cast| {
                if quotations {
                    let answers = scene.quotes.iter().map(|q| answer(&article, &places, q.said()));
                    let (samples, missed) = quoted::samples(scene, cast.len(), &answers.collect::<Vec<_>>());
                    lessons.quotations.extend(samples);
                    lessons.unreachable += missed;
                }
                if reports {
                    let own = article.attributions.iter().filter(|a| !a.embedded);
                    let reports: Vec<_> = own.map(|a| report(a, &places)).collect();
                    lessons.sentences.extend(reported::samples(scene, &reports));
                }
            });
        }
    }
    Ok(lessons)
}

/// Bytes of a text by characters.
struct Places(Vec<usize>);

impl Places {
    fn new(text: &str) -> Self {
        Self(text.char_indices().map(|(b, _)| b).chain([text.len()]).collect())
    }

    /// Spans outside the text are left out.
    fn spans<'a>(&'a self, of: &'a [[usize; 2]]) -> impl Iterator<Item = Span> + 'a {
        of.iter().filter_map(|&[start, end]| Some(Span::new(*self.0.get(start)?, *self.0.get(end)?)))
    }
}

fn report(annotation: &Annotation, places: &Places) -> reported::Report {
    let spans = |of: &[[usize; 2]]| places.spans(of).collect();
    reported::Report {
        content: spans(&annotation.content),
        cue: spans(&annotation.cue),
        source: spans(&annotation.source),
    }
}

/// What the annotators said of a quotation: the attribution that holds at least half of it.
fn answer(article: &Article, places: &Places, said: Span) -> Option<Gold> {
    let shared = |s: Span| s.end.min(said.end).saturating_sub(s.start.max(said.start));
    let half = |spans: &[[usize; 2]]| {
        let total: usize = places.spans(spans).map(shared).sum();
        2 * total >= said.end - said.start
    };
    let holding: Vec<&Annotation> = article.attributions.iter().filter(|a| half(&a.quoted)).collect();
    if holding.is_empty() {
        let touched = half(&article.ignore) || article.attributions.iter().any(|a| half(&a.content));
        return (!touched).then_some(Gold::NotSpeech);
    }
    let sources: Vec<Span> = holding.iter().flat_map(|a| places.spans(&a.source)).collect();
    Some(if sources.is_empty() { Gold::NoSource } else { Gold::Source(sources) })
}
