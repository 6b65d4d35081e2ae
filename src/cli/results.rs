//! Reads the quotations of a results folder back.

use super::sheet::Sheet;
use super::tell;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::report::folder::whole;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// One quotation, as a report has it.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    pub(crate) quote_id: String,
    pub(crate) article_id: String,
    /// The input's own id.
    pub(crate) article: String,
    /// A name, or `(unattributed)`.
    pub(crate) speaker: String,
    pub(crate) form: String,
    pub(crate) confidence: Option<f64>,
    /// The file that the article came from, where the table says so.
    pub(crate) file: Option<PathBuf>,
    /// First character in the article, and the one after the last.
    pub(crate) span: Option<(usize, usize)>,
    pub(crate) text: String,
}

/// Refuses a folder that does not hold the results of one run as it wrote them; warns of
/// those of a run that was stopped.
pub(crate) fn whole(folder: &Path) -> Result<(), Error> {
    whole::check(folder)?.iter().for_each(tell);
    Ok(())
}

/// All quotations of a folder, from `quotes.csv` (and its numbered parts) or `quotes.jsonl`;
/// reports, which have a table of their own, are left out of both.
pub(crate) fn quotes(folder: &Path, problems: &mut Vec<Problem>) -> Result<Vec<Quoted>, Error> {
    let shown = folder.display().to_string();
    whole(folder)?;
    let tables = parts(folder, "quotes");
    let mut found = Vec::new();
    if tables.is_empty() {
        let lines = folder.join("quotes.jsonl");
        if !lines.is_file() {
            return Err(Error::at(Place::file(shown), Kind::NoQuotes("quotes.csv or quotes.jsonl")));
        }
        from_lines(&lines, &mut found, problems)?;
    }
    for table in tables {
        from_table(&table, &mut found, problems)?;
    }
    found.retain(|quoted| quoted.form != rhetor::quote::Form::Indirect.name());
    Ok(found)
}

/// The files of a table: `quotes.csv`, `quotes_2.csv` and so on; none where it is not there.
pub(crate) fn parts(folder: &Path, name: &str) -> Vec<PathBuf> {
    let part = |n: usize| folder.join(if n == 1 { format!("{name}.csv") } else { format!("{name}_{n}.csv") });
    (1..=usize::MAX).map(part).take_while(|path| path.is_file()).collect()
}

fn from_table(path: &Path, found: &mut Vec<Quoted>, problems: &mut Vec<Problem>) -> Result<(), Error> {
    let required = ["quote_id", "article_id", "article", "speaker", "form", "text"];
    let sheet = Sheet::read(path, &required, problems)?;
    for row in sheet.rows() {
        let text = |column: &str| row.cell(column).unwrap_or_default().to_string();
        let count = |column: &str| row.cell(column)?.parse().ok();
        found.push(Quoted {
            quote_id: text("quote_id"),
            article_id: text("article_id"),
            article: text("article"),
            speaker: text("speaker"),
            form: text("form"),
            confidence: row.number("confidence"),
            file: row.cell("file").map(PathBuf::from),
            span: count("char_start").zip(count("char_end")),
            text: text("text"),
        });
    }
    Ok(())
}

#[derive(Deserialize)]
struct Line {
    quote_id: String,
    article_id: String,
    article: String,
    speaker: Option<String>,
    form: String,
    confidence: Option<f64>,
    start: usize,
    end: usize,
    text: String,
}

fn from_lines(path: &Path, found: &mut Vec<Quoted>, problems: &mut Vec<Problem>) -> Result<(), Error> {
    let file = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(file.clone(), &e))?;
    for (number, line) in (1u64..).zip(text.lines()) {
        let value: Result<serde_json::Value, _> = serde_json::from_str(line);
        if value.as_ref().is_ok_and(|v| v.get("type").is_some_and(|kind| kind != "quote")) {
            continue;
        }
        match value.and_then(serde_json::from_value) {
            Ok(Line { quote_id, article_id, article, speaker, form, confidence, start, end, text }) => {
                found.push(Quoted {
                    quote_id,
                    article_id,
                    article,
                    speaker: speaker.unwrap_or_else(|| rhetor::tally::UNATTRIBUTED.into()),
                    form,
                    confidence,
                    file: None,
                    span: Some((start, end)),
                    text,
                });
            }
            Err(error) => problems
                .push(Problem::rejected(Place::line(&*file, number), Kind::NotJson(error.to_string()))),
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct Manifest {
    #[serde(default)]
    inputs: Vec<Input>,
}

#[derive(Deserialize)]
struct Input {
    path: PathBuf,
}

/// The files that a run read, as its manifest lists them; none where it has no manifest.
pub(crate) fn inputs(folder: &Path) -> Vec<PathBuf> {
    let text = std::fs::read_to_string(folder.join("manifest.json")).unwrap_or_default();
    let manifest: Option<Manifest> = serde_json::from_str(&text).ok();
    manifest.into_iter().flat_map(|m| m.inputs).map(|i| i.path).collect()
}
