//! What the numbers leave out, and what made them.

use super::super::model::{Colophon, LeftOut, Page};
use crate::error::Error;
use crate::report::methods;
use crate::report::saved::Saved;
use serde_json::Value;

/// Problems that are listed.
const PROBLEMS: u64 = 20;

/// Stands for what became of what was printed before, which the user decides.
const PRINTED_BEFORE: &str = "";

/// What that is.
fn printed_before(saved: &Saved) -> &'static str {
    match saved.text("duplicates") {
        "keep" => "counted again",
        "drop" => "in no table and not counted",
        _ => "marked and not counted again",
    }
}

/// Counts of the manifest, and what became of what was counted.
const COUNTS: &[(&str, &str, &str)] = &[
    ("rejected", "inputs that could not be read", "left out"),
    ("ignored", "files that are no articles", "left out"),
    ("out_of_dates", "articles outside the dates asked for", "left out"),
    ("undated", "articles without a date where dates were asked for", "left out"),
    ("other_language", "articles in another language", "not scored"),
    ("kept_with_problems", "articles with something guessed or dropped", "kept"),
    ("furniture_lines", "lines and credits that are no prose of an article", "not read"),
    ("articles_duplicate", "articles that repeat an earlier one", "kept; see the quotes printed before"),
    ("quotes_duplicate", "quotes that were printed before, by the same speaker", PRINTED_BEFORE),
    ("documents_duplicate", "documents that the same speaker gave before", PRINTED_BEFORE),
    ("quotes_scare", "scare quotes, titles and terms in quotation marks", "nobody’s speech; not counted"),
    ("quotes_unattributed", "quotes without a speaker", "counted for nobody"),
    ("quotes_unsure", "of these, quotes below the least confidence", "counted for nobody"),
    ("documents_unattributed", "documents without a speaker", "counted for nobody"),
    ("lexicon_rows_rejected", "rows of word lists that could not be read", "left out"),
    ("reports", "reports of speech without quotation marks", "in reported_speakers.csv, not on this page"),
];

/// Reads the manifest and the table of problems.
pub(super) fn read(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    let text =
        |of: &Value, field: &str| of.get(field).and_then(Value::as_str).unwrap_or_default().to_string();
    let list = |name: &str| saved.manifest.get(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let count = |name: &str| saved.manifest.pointer(&format!("/counts/{name}")).and_then(Value::as_u64);
    let became = |then: &'static str| if then == PRINTED_BEFORE { printed_before(saved) } else { then };
    let known = COUNTS.iter().filter_map(|&(name, what, then)| Some((what, count(name)?, became(then))));
    let mut left_out = LeftOut { counts: known.collect(), ..LeftOut::default() };
    if !saved.files("problems")?.is_empty() {
        let mut rows = saved.named("problems")?;
        while let Some(row) = rows.next_row()? {
            left_out.n_problems += 1;
            if left_out.n_problems <= PROBLEMS {
                let file = row.text("file").unwrap_or_default();
                let line = row.text("line").map(|line| format!(":{line}")).unwrap_or_default();
                let [problem, effect] = ["problem", "effect"].map(|c| row.text(c).unwrap_or_default());
                left_out.problems.push((format!("{file}{line}"), format!("{problem} ({effect})")));
            }
        }
    }
    page.left_out = left_out;
    let lexicon = |l: &Value| {
        let rows = l.get("rows").and_then(Value::as_u64).unwrap_or_default();
        (text(l, "title"), rows, text(l, "licence"), text(l, "sha256"))
    };
    // The page compares the leaders of each category itself.
    let compared = methods::Run::of(saved).compared || page.contrasts.iter().any(Option::is_some);
    let run = methods::Run { compared, ..methods::Run::of(saved) };
    page.colophon = Colophon {
        version: saved.text("version").to_string(),
        method: methods::paragraphs(run),
        references: methods::references(run),
        lexicons: list("lexicons").iter().map(lexicon).collect(),
        inputs: list("inputs").len() as u64,
    };
    Ok(())
}
