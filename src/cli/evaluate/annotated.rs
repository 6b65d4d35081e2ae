//! `rhetor evaluate --annotated`: sheets of `rhetor sample` that people have filled in.

use super::print::{percent, range};
use super::{Args, Format};
use crate::cli::sheet::{self, Sheet};
use crate::cli::{Failure, file, print, results, tell};
use anstream::eprintln;
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::evaluate::agreement::{self, Agreement};
use rhetor::evaluate::sheet::{Row, Share, codes, shares};
use rhetor::report::Cell;
use rhetor::report::csv::Dialect;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// One coder's sheet.
struct Coded {
    name: String,
    rows: Vec<Row>,
    shares: Vec<Share>,
    blank_speech: Vec<u64>,
    blank_speaker: Vec<u64>,
    by_name: u64,
}

/// How far the coders agree on one question.
struct Agreed {
    question: &'static str,
    found: Agreement,
    intervals: [Option<(f64, f64)>; 3],
}

const QUESTIONS: [&str; 3] = ["is_speech", "speaker_right", "true_speaker"];

pub(super) fn run(args: &Args) -> Result<bool, Failure> {
    let mut problems = Vec::new();
    let answers = match &args.results {
        Some(folder) => results::quotes(folder, &mut problems)?,
        None => Vec::new(),
    };
    let answers: BTreeMap<&str, &results::Quoted> = answers.iter().map(|q| (&*q.quote_id, q)).collect();
    let mut sheets = Vec::new();
    for path in &args.annotated {
        sheets.push(read(path, &answers, args.resamples, &mut problems)?);
    }
    problems.iter().for_each(tell);
    let coded: Vec<Vec<Row>> = sheets.iter().map(|s| s.rows.clone()).collect();
    let agreed: Vec<Agreed> = if sheets.len() < 2 {
        Vec::new()
    } else {
        let all = QUESTIONS.into_iter().zip(codes(&coded));
        let agreed = all.map(|(question, articles)| Agreed {
            question,
            found: agreement::of(articles.iter().flatten()),
            intervals: agreement::intervals(&articles, args.resamples),
        });
        agreed.collect()
    };
    match args.format {
        Format::Table => print(&table(&sheets, &agreed, args.resamples))?,
        Format::Csv => file::table(None, Dialect::Plain, &HEADER, &rows(&sheets, &agreed))?,
        Format::Json => print(&as_json(&sheets, &agreed))?,
    }
    sheets.iter().for_each(say);
    Ok(problems.iter().all(|p| p.effect != Effect::Rejected))
}

fn read(
    path: &Path,
    answers: &BTreeMap<&str, &results::Quoted>,
    resamples: usize,
    problems: &mut Vec<Problem>,
) -> Result<Coded, Failure> {
    let name = path.display().to_string();
    let sheet = Sheet::read(path, &["quote_id", "article_id", "is_speech"], problems)?;
    if !sheet.has("speaker") && answers.is_empty() {
        eprintln!("{name} is blind; --results DIR says what the tool answered");
    }
    let (mut rows, mut seen) = (Vec::new(), BTreeSet::new());
    let (mut blank_speech, mut blank_speaker) = (Vec::new(), Vec::new());
    for line in sheet.rows() {
        let Some(row) = row(&line, &name, answers, problems) else { continue };
        if !seen.insert(row.quote.clone()) {
            let kind = Kind::BadField(
                "quote_id".into(),
                format!("\"{}\" again", row.quote),
                "the first row counts".into(),
            );
            problems.push(Problem::rejected(Place::line(&*name, line.number), kind));
            continue;
        }
        if row.is_speech.is_none() {
            blank_speech.push(line.number);
        }
        if row.is_speech != Some(false) && row.right().is_none() {
            blank_speaker.push(line.number);
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(Error::at(Place::file(name), Kind::NothingToEvaluate).into());
    }
    let by_name = rows.iter().filter(|r| r.is_by_name()).count() as u64;
    let shares = shares(&rows, resamples);
    Ok(Coded { name, rows, shares, blank_speech, blank_speaker, by_name })
}

/// One row; none, and a problem, where it cannot be read.
fn row(
    line: &sheet::Row<'_>,
    file: &str,
    answers: &BTreeMap<&str, &results::Quoted>,
    problems: &mut Vec<Problem>,
) -> Option<Row> {
    let place = || Place::line(file, line.number);
    let Some(quote) = line.cell("quote_id") else {
        let kind =
            Kind::BadField("quote_id".into(), "empty".into(), "the row cannot be told from others".into());
        problems.push(Problem::rejected(place(), kind));
        return None;
    };
    let mut verdict = |column: &str| match line.cell(column).map(str::to_lowercase).as_deref() {
        None => None,
        Some("y" | "yes" | "1" | "true") => Some(true),
        Some("n" | "no" | "0" | "false") => Some(false),
        Some(read) => {
            let kind = Kind::BadField(
                column.into(),
                format!("\"{read}\""),
                "write y or n; it counts as blank".into(),
            );
            problems.push(Problem::rejected(place(), kind));
            None
        }
    };
    let (is_speech, speaker_right) = (verdict("is_speech"), verdict("speaker_right"));
    let answer = answers.get(quote);
    let text = |column: &str| line.cell(column).map(str::to_string);
    Some(Row {
        quote: quote.into(),
        article: text("article_id").unwrap_or_default(),
        speaker: text("speaker").or_else(|| answer.map(|a| a.speaker.clone())),
        form: text("form").or_else(|| answer.map(|a| a.form.clone())),
        confidence: line.number("confidence").or_else(|| answer.and_then(|a| a.confidence)),
        is_speech,
        speaker_right,
        true_speaker: text("true_speaker"),
    })
}

/// How a share is called in the table.
fn label(name: &str) -> String {
    match name {
        "speech" => "quotations that are speech".into(),
        "speaker_right" => "speaker right, of speech".into(),
        "both" => "speech, and its speaker right".into(),
        other => format!("  {other}"),
    }
}

fn table(sheets: &[Coded], agreed: &[Agreed], resamples: usize) -> String {
    let mut out = String::new();
    for sheet in sheets {
        out.push_str(&format!(
            "{}, {} rows\n{:<33} {:>6}  {:<11}  {:<11} {:>11}\n",
            sheet.name,
            sheet.rows.len(),
            "  percent",
            "value",
            "95 % Wilson",
            "by article",
            "of"
        ));
        for share in sheet.shares.iter().filter(|s| s.whole > 0 || s.name == "speech") {
            let value = (share.whole > 0).then(|| share.part as f64 / share.whole as f64);
            let line = format!(
                "  {:<31} {:>6}  {:<11}  {:<11} {:>11}",
                label(&share.name),
                percent(value),
                range(share.wilson),
                range(share.by_article),
                format!("{}/{}", share.part, share.whole)
            );
            out.push_str(&format!("{}\n", line.trim_end()));
        }
        out.push('\n');
    }
    if !agreed.is_empty() {
        out.push_str(&format!(
            "{:<16} {:>5}  {:<19} {:<18} {}\n",
            "agreement", "rows", "percent", "kappa", "alpha"
        ));
    }
    for Agreed { question, found, intervals: [share, kappa, alpha] } in agreed {
        let of = |value: Option<f64>, ends: &Option<(f64, f64)>, scale: f64, places: usize| {
            let value = value.map_or_else(String::new, |v| format!("{:.places$}", scale * v));
            let ends = ends.map(|(l, h)| format!(" [{:.places$}, {:.places$}]", scale * l, scale * h));
            format!("{value}{}", ends.unwrap_or_default())
        };
        let line = format!(
            "  {question:<14} {:>5}  {:<19} {:<18} {}",
            found.units,
            of(found.share, share, 100.0, 1),
            of(found.kappa, kappa, 1.0, 2),
            of(found.alpha, alpha, 1.0, 2)
        );
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    if resamples > 0 {
        out.push_str(&format!("Intervals by article: whole articles drawn anew {resamples} times.\n"));
    }
    out
}

const HEADER: [&str; 10] = [
    "sheet",
    "measure",
    "value",
    "wilson_low",
    "wilson_high",
    "article_low",
    "article_high",
    "n",
    "of",
    "units",
];

fn rows(sheets: &[Coded], agreed: &[Agreed]) -> Vec<Vec<Cell>> {
    let low = |ends: Option<(f64, f64)>| Cell::number(ends.map(|e| e.0));
    let high = |ends: Option<(f64, f64)>| Cell::number(ends.map(|e| e.1));
    let mut all = Vec::new();
    for (sheet, share) in sheets.iter().flat_map(|s| s.shares.iter().map(move |share| (s, share))) {
        all.push(vec![
            Cell::text(&*sheet.name),
            Cell::text(&*share.name),
            Cell::number((share.whole > 0).then(|| share.part as f64 / share.whole as f64)),
            low(share.wilson),
            high(share.wilson),
            low(share.by_article),
            high(share.by_article),
            Cell::Count(share.part),
            Cell::Count(share.whole),
            Cell::Missing,
        ]);
    }
    for (question, found, name, value, ends) in agreed.iter().flat_map(statistics) {
        let mut row = vec![Cell::Missing, Cell::text(format!("{question} {name}")), Cell::number(value)];
        row.extend([Cell::Missing, Cell::Missing, low(ends), high(ends), Cell::Missing, Cell::Missing]);
        row.push(Cell::Count(found.units as u64));
        all.push(row);
    }
    all
}

type Statistic<'a> = (&'static str, &'a Agreement, &'static str, Option<f64>, Option<(f64, f64)>);

fn statistics(agreed: &Agreed) -> [Statistic<'_>; 3] {
    let Agreed { question, found, intervals: [share, kappa, alpha] } = agreed;
    [
        (question, found, "agreement", found.share, *share),
        (question, found, "kappa", found.kappa, *kappa),
        (question, found, "alpha", found.alpha, *alpha),
    ]
}

fn as_json(sheets: &[Coded], agreed: &[Agreed]) -> String {
    let share = |s: &Share| json!({"measure": s.name, "n": s.part, "of": s.whole, "wilson": s.wilson, "by_article": s.by_article});
    let sheet = |s: &Coded| {
        json!({
            "sheet": s.name,
            "rows": s.rows.len(),
            "blank_is_speech": s.blank_speech,
            "blank_speaker": s.blank_speaker,
            "right_by_name": s.by_name,
            "shares": s.shares.iter().map(share).collect::<Vec<_>>(),
        })
    };
    let statistic = |(question, found, name, value, interval): Statistic<'_>| json!({"question": question, "statistic": name, "value": value, "interval": interval, "units": found.units});
    let value = json!({
        "sheets": sheets.iter().map(sheet).collect::<Vec<_>>(),
        "agreement": agreed.iter().flat_map(statistics).map(statistic).collect::<Vec<_>>(),
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}

/// What is left blank, and what was worked out from names.
fn say(sheet: &Coded) {
    let Coded { name, blank_speech, blank_speaker, by_name, .. } = sheet;
    for (column, blank) in [("is_speech", blank_speech), ("the speaker's verdict", blank_speaker)] {
        if !blank.is_empty() {
            let numbers: Vec<String> = blank.iter().take(12).map(u64::to_string).collect();
            let more = if blank.len() > 12 { " …" } else { "" };
            eprintln!("{name}: {column} is blank in {}: row {}{more}", blank.len(), numbers.join(", "));
        }
    }
    if *by_name > 0 {
        eprintln!(
            "{name}: in {by_name} the verdict follows from comparing true_speaker with the tool's name"
        );
    }
}
