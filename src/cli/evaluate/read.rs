//! Annotated articles, predictions and names of speakers, from their files.

use crate::cli::{Failure, tell};
use anstream::eprintln;
use rhetor::analysis::{Finding, Tools, analyze};
use rhetor::document::Document;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::evaluate::{BadGold, BadPrediction, Gold, Labels, Predicted};
use rhetor::pipeline;
use rhetor::quote::Form;
use rhetor::report::terminal::many;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

/// What could not be read: counted, and told one by one up to a limit.
#[derive(Default)]
pub(in crate::cli) struct Rejected(u64);

impl Rejected {
    #[expect(clippy::needless_pass_by_value, reason = "it is made where it is told")]
    fn keep(&mut self, problem: Problem) {
        self.0 += 1;
        if self.0 <= MOST_TOLD {
            tell(&problem);
        }
    }

    /// Says how many were not told.
    pub(in crate::cli) fn end(&self) {
        if self.0 > MOST_TOLD {
            eprintln!("  and {} more", many(self.0 - MOST_TOLD, "problem"));
        }
    }

    pub(in crate::cli) fn is_empty(&self) -> bool {
        self.0 == 0
    }
}

const MOST_TOLD: u64 = 20;

/// The lines of a file, or of standard input, with their numbers; blank ones left out.
fn lines(path: &Path) -> Result<(String, Vec<(u64, String)>), Failure> {
    let is_stdin = path == Path::new("-");
    let name = if is_stdin { "standard input".into() } else { path.display().to_string() };
    let mut bytes = Vec::new();
    let read = if is_stdin {
        std::io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|mut f| f.read_to_end(&mut bytes))
    };
    read.map_err(|e| Error::io(name.clone(), &e))?;
    let text = String::from_utf8(bytes)
        .map_err(|e| Error::at(Place::file(&*name), Kind::NotUtf8(e.utf8_error().valid_up_to())))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let all = (1u64..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let all = all.map(|(number, line)| (number, line.to_string())).collect();
    Ok((name, all))
}

/// The annotated articles, each with its text.
pub(in crate::cli) fn gold(path: &Path, rejected: &mut Rejected) -> Result<Vec<(Gold, String)>, Failure> {
    let (file, lines) = lines(path)?;
    let (mut articles, mut ids): (Vec<(Gold, String)>, BTreeSet<String>) = (Vec::new(), BTreeSet::new());
    for (number, line) in lines {
        let kind = match Gold::from_json(&line) {
            Ok((gold, _)) if !ids.insert(gold.id.clone()) => {
                let right = "every article needs an id of its own".into();
                Kind::BadField("id".into(), format!("\"{}\" again", gold.id), right)
            }
            Ok(article) => {
                articles.push(article);
                continue;
            }
            Err(BadGold::NotJson(what)) => Kind::NotGold(what),
            Err(BadGold::OutsideText((start, end), length)) => Kind::BadField(
                "attributions".into(),
                format!("a range from {start} to {end}"),
                format!("the text has {length} characters"),
            ),
        };
        rejected.keep(Problem::rejected(Place::line(&*file, number), kind));
    }
    if articles.is_empty() {
        rejected.end();
        return Err(Error::at(Place::file(file), Kind::NothingToEvaluate).into());
    }
    let found = articles.iter().filter(|a| a.0.found).count() as u64;
    if found > 0 {
        let verb = if found == 1 { "says" } else { "say" };
        eprintln!(
            "{} {verb} no stretches; what stands in quotation marks was found by rhetor",
            many(found, "article")
        );
    }
    Ok(articles)
}

/// What a tool says of the articles, and what had to be left out.
#[derive(Default)]
pub(in crate::cli) struct Predictions {
    pub(in crate::cli) of: BTreeMap<String, Vec<Predicted>>,
    pub(in crate::cli) scare: u64,
    /// Quotations within others, which are judged as part of these.
    pub(in crate::cli) inner: u64,
    /// Articles that the annotated file lacks.
    pub(in crate::cli) foreign: BTreeSet<String>,
    /// Articles of which the predictions have no row.
    pub(in crate::cli) missing: Vec<String>,
}

/// Reads `quotes.jsonl`, or a results folder that holds it.
pub(in crate::cli) fn predictions(
    path: &Path,
    gold: &[(Gold, String)],
    rejected: &mut Rejected,
) -> Result<Predictions, Failure> {
    let inside = path.join("quotes.jsonl");
    let is_folder = path.is_dir();
    if is_folder && !inside.is_file() {
        let place = Place::file(path.display().to_string());
        return Err(Error::at(place, Kind::NoQuotes("quotes.jsonl")).into());
    }
    if is_folder {
        crate::cli::results::whole(path)?;
    }
    let (file, lines) = lines(if is_folder { &inside } else { path })?;
    let known: BTreeMap<&str, &Gold> = gold.iter().map(|(g, _)| (&*g.id, g)).collect();
    let (mut all, mut seen, mut moved) = (Predictions::default(), BTreeSet::new(), 0u64);
    for (number, line) in lines {
        let (id, predicted, text) = match Predicted::from_json(&line) {
            Ok(row) => row,
            Err(BadPrediction::NotAQuote) => continue,
            Err(BadPrediction::Scare(id)) => {
                all.scare += 1;
                seen.insert(id);
                continue;
            }
            Err(BadPrediction::Inner(id)) => {
                all.inner += 1;
                seen.insert(id);
                continue;
            }
            Err(BadPrediction::NotJson(what)) => {
                rejected.keep(Problem::rejected(Place::line(&*file, number), Kind::NotQuotes(what)));
                continue;
            }
        };
        seen.insert(id.clone());
        let Some(article) = known.get(&*id) else {
            all.foreign.insert(id);
            continue;
        };
        if predicted.reach() > article.len() {
            let read = format!("{}", predicted.reach());
            let kind = Kind::BadField(
                "end".into(),
                read,
                format!("the annotated text has {} characters", article.len()),
            );
            rejected.keep(Problem::rejected(Place::line(&*file, number), kind));
            continue;
        }
        moved += u64::from(text.is_some_and(|t| !article.has_words(&predicted.pieces, &t)));
        all.of.entry(id).or_default().push(predicted);
    }
    if moved > 0 {
        eprintln!(
            "{} of {file} stand at offsets where the annotated text has other words: were these texts scored?",
            many(moved, "quotation")
        );
    }
    all.missing = known.keys().filter(|id| !seen.contains(**id)).map(|id| (*id).to_string()).collect();
    Ok(all)
}

/// Scores the annotated texts now.
pub(in crate::cli) fn own(
    gold: &[(Gold, String)],
    tools: &Tools,
    jobs: usize,
) -> Result<Predictions, Failure> {
    let mut all = Predictions::default();
    pipeline::run(
        gold.iter(),
        |(_, text)| text.len(),
        jobs,
        || tools.desk(),
        |(gold, text), desk| {
            let analysis = analyze(&Document::new(&*gold.id, &**text), tools, desk);
            let count = |is: fn(&&Finding) -> bool| analysis.findings.iter().filter(is).count() as u64;
            let scare = count(|f| f.quote.form == Form::Scare);
            let inner = count(|f| f.quote.form != Form::Scare && f.within.is_some());
            (gold.id.clone(), (scare, inner), Predicted::of(&analysis))
        },
        |(id, (scare, inner), predicted)| {
            all.scare += scare;
            all.inner += inner;
            all.of.insert(id, predicted);
            Ok::<(), Failure>(())
        },
    )?;
    Ok(all)
}

/// The names of the speakers: TSV or CSV, with or without a header.
pub(in crate::cli) fn labels(
    path: &Path,
    gold: &[(Gold, String)],
    rejected: &mut Rejected,
) -> Result<Labels, Failure> {
    let (file, lines) = lines(path)?;
    let tabs = lines.first().is_some_and(|(_, line)| line.contains('\t'));
    let text = lines.iter().map(|(_, line)| &**line).collect::<Vec<_>>().join("\n");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(if tabs { b'\t' } else { b',' })
        .quoting(!tabs)
        .from_reader(text.as_bytes());
    let mut labels = Labels::default();
    for (at, record) in reader.records().enumerate() {
        let record = record.map_err(|e| e.to_string());
        // A header names the second column instead of numbering it.
        if at == 0
            && record.as_ref().is_ok_and(|r| r.get(1).is_some_and(|f| f.trim().parse::<usize>().is_err()))
        {
            continue;
        }
        if let Err(what) = record.and_then(|r| labels.add(r.iter())) {
            let number = lines.get(at).map_or(at as u64 + 1, |l| l.0);
            rejected.keep(Problem::rejected(Place::line(&*file, number), Kind::BadRow(what)));
        }
    }
    let known: BTreeSet<&str> = gold.iter().map(|(g, _)| &*g.id).collect();
    let foreign = labels.articles().difference(&known).count() as u64;
    if foreign > 0 {
        eprintln!("{} of {file} are not among the annotated ones", many(foreign, "article"));
    }
    Ok(labels)
}
