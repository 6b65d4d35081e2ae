//! `rhetor train`: fits the weights of attribution to annotated articles.

use super::{Failure, print};
use anstream::eprintln;
use rhetor::analysis::{Tools, with_scene};
use rhetor::attribution::train::{Gold, Sample, fit, samples};
use rhetor::document::Document;
use rhetor::error::{Error, Kind, Place};
use rhetor::text::Span;
use serde::Deserialize;
use std::io::BufRead;
use std::path::PathBuf;

/// Fit the weights of attribution to your own annotated articles
///
/// Reads JSONL, one article a line: {"id", "text", "attributions": [{"quoted": [[start, end], …],
/// "source": [[start, end], …]}, …]}, offsets in characters. A quotation that no attribution
/// holds counts as "not speech"; one without a source as "nobody named".
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Annotated articles, JSONL
    #[arg(required = true)]
    gold: Vec<PathBuf>,
    /// Where to write the weights [default: standard output]
    #[arg(short, long)]
    output: Option<PathBuf>,
    /// L2 penalty on the weights
    #[arg(long, default_value_t = 0.0003)]
    penalty: f64,
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
    source: Vec<[usize; 2]>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let tools = Tools::untrained()?;
    let mut desk = tools.desk();
    let (mut all, mut unreachable, mut articles): (Vec<Sample>, usize, usize) = (Vec::new(), 0, 0);
    for path in &args.gold {
        let shown = path.display().to_string();
        let file = std::fs::File::open(path).map_err(|e| Error::io(shown.clone(), &e))?;
        for (number, line) in std::io::BufReader::new(file).lines().enumerate() {
            let line = line.map_err(|e| Error::io(shown.clone(), &e))?;
            let article: Article = serde_json::from_str(&line).map_err(|e| {
                Error::at(Place::line(&*shown, number as u64 + 1), Kind::NotJson(e.to_string()))
            })?;
            articles += 1;
            let document = Document::new(article.id.as_str(), article.text.as_str());
            let bytes = byte_offsets(&article.text);
            let (samples, missed) = with_scene(&document, &tools, &mut desk, |scene, speakers| {
                let gold: Vec<Option<Gold>> =
                    scene.quotes.iter().map(|q| answer(&article, &bytes, q.said())).collect();
                samples(scene, speakers.len(), &gold)
            });
            all.extend(samples);
            unreachable += missed;
        }
    }
    let (model, fitted) = fit(&all, args.penalty);
    eprintln!(
        "{articles} articles, {} quotations ({unreachable} more whose speaker is no candidate); {:.1} % right on what was learned from, mean log-likelihood {:.4}",
        fitted.samples,
        100.0 * fitted.right,
        fitted.likelihood
    );
    match &args.output {
        Some(path) => {
            std::fs::write(path, model.to_csv()).map_err(|e| Error::io(path.display().to_string(), &e))?;
        }
        None => print(&model.to_csv())?,
    }
    Ok(())
}

fn byte_offsets(text: &str) -> Vec<usize> {
    text.char_indices().map(|(b, _)| b).chain([text.len()]).collect()
}

/// What the annotators said of a quotation: the attribution that holds at least half of it.
fn answer(article: &Article, bytes: &[usize], said: Span) -> Option<Gold> {
    let span = |[start, end]: [usize; 2]| Some(Span::new(*bytes.get(start)?, *bytes.get(end)?));
    let shared = |s: Span| s.end.min(said.end).saturating_sub(s.start.max(said.start));
    let half = |spans: &[[usize; 2]]| {
        let total: usize = spans.iter().filter_map(|&s| span(s)).map(shared).sum();
        2 * total >= said.end - said.start
    };
    let holding: Vec<&Annotation> = article.attributions.iter().filter(|a| half(&a.quoted)).collect();
    if holding.is_empty() {
        let touched = half(&article.ignore) || article.attributions.iter().any(|a| half(&a.content));
        return (!touched).then_some(Gold::NotSpeech);
    }
    let sources: Vec<Span> = holding.iter().flat_map(|a| &a.source).filter_map(|&s| span(s)).collect();
    Some(if sources.is_empty() { Gold::NoSource } else { Gold::Source(sources) })
}
