//! The figures as a table for people, as CSV and as JSON.

use super::read::Predictions;
use crate::cli::Failure;
use rhetor::evaluate::{Bin, Counts, Figure, Item, Reliability, Section, bins};
use rhetor::report::csv::{Dialect, Writer};
use rhetor::report::{Cell, FEW};
use serde_json::{Value, json};

/// Everything that is printed.
pub(super) struct Found<'a> {
    pub(super) figures: Vec<Figure>,
    pub(super) reliability: Reliability,
    pub(super) total: Counts,
    pub(super) articles: u64,
    pub(super) resamples: usize,
    /// Whether speakers are compared by name.
    pub(super) by_name: bool,
    pub(super) predictions: &'a Predictions,
    /// Predictions that --min-confidence took the speaker from.
    pub(super) uncredited: u64,
}

impl Found<'_> {
    /// The figures that were asked for: names need labels.
    fn shown(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().filter(|f| self.by_name || f.measure.section != Section::Name)
    }

    fn judge(&self) -> &'static str {
        if self.by_name { "name" } else { "mention" }
    }
}

const HIGH: f64 = 0.9;

/// A share as a percentage with one decimal; nothing where there is none.
pub(super) fn percent(value: Option<f64>) -> String {
    value.map_or_else(String::new, |v| format!("{:.1}", 100.0 * v))
}

pub(super) fn range(interval: Option<(f64, f64)>) -> String {
    interval.map_or_else(String::new, |(low, high)| format!("{:.1}–{:.1}", 100.0 * low, 100.0 * high))
}

pub(super) fn table(found: &Found<'_>) -> String {
    let mut out = format!("{:<48} {:>6}  {:<11} {:>11}\n", "percent", "value", "95 %", "of");
    let mut section = None;
    for Figure { measure, value, interval, count } in found.shown() {
        if section.replace(measure.section) != Some(measure.section) {
            out.push_str(&format!("{}\n", measure.section.title()));
        }
        let count = count.map_or_else(String::new, |(part, whole)| format!("{part}/{whole}"));
        let line =
            format!("  {:<46} {:>6}  {:<11} {:>11}", measure.label, percent(*value), range(*interval), count);
        out.push_str(&format!("{}\n", line.trim_end()));
    }
    if found.resamples > 0 && found.articles > 1 {
        out.push_str(&format!("Intervals by resampling whole articles, {} times.\n", found.resamples));
        if found.articles < FEW {
            out.push_str(&format!("Fewer than {FEW} articles: the intervals say little.\n"));
        }
    }
    out.push_str(&confidence(found));
    out
}

fn confidence(found: &Found<'_>) -> String {
    let reliability = &found.reliability;
    let (title, judge) = (format!("confidence, right by {}", found.judge()), "right");
    let mut out = format!("\n{title:<36} {:>10} {:>7} {:>7} {judge:>7}\n", "quotations", "share", "mean");
    let mut line = |name: &str, bin: &Bin| {
        let share = (reliability.all.n > 0).then(|| bin.n as f64 / reliability.all.n as f64);
        let line = format!(
            "  {name:<34} {:>10} {:>7} {:>7} {:>7}",
            bin.n,
            percent(share),
            percent(bin.mean()),
            percent(bin.share_right())
        );
        out.push_str(&format!("{}\n", line.trim_end()));
    };
    for (name, bin) in bins().iter().zip(&reliability.bins) {
        line(name, bin);
    }
    line("all", &reliability.all);
    line("0.9 and more", &reliability.from(HIGH));
    if let Some(error) = reliability.error() {
        out.push_str(&format!(
            "Calibration error {:.1}: mean distance of confidence from share right.\n",
            100.0 * error
        ));
    }
    if reliability.undecided > 0 {
        out.push_str(&format!(
            "{} quotations not judged: the annotation leaves them open.\n",
            reliability.undecided
        ));
    }
    if reliability.without > 0 {
        out.push_str(&format!("{} quotations have no confidence.\n", reliability.without));
    }
    out
}

const HEADER: [&str; 7] = ["section", "measure", "value", "low", "high", "n", "of"];

pub(super) fn csv(found: &Found<'_>) -> Result<String, Failure> {
    let header = HEADER.map(str::to_string);
    let write = || {
        let mut writer = Writer::new(Vec::new(), Dialect::Plain, &header)?;
        for Figure { measure, value, interval, count } in found.shown() {
            writer.row(&[
                Cell::Fixed(measure.section.name()),
                Cell::Fixed(measure.name),
                Cell::number(*value),
                Cell::number(interval.map(|i| i.0)),
                Cell::number(interval.map(|i| i.1)),
                count.map_or(Cell::Missing, |c| Cell::Count(c.0)),
                count.map_or(Cell::Missing, |c| Cell::Count(c.1)),
            ])?;
        }
        for (name, bin) in named_bins(&found.reliability) {
            let mut row = |what: &str, value, n, of| {
                let measure = Cell::text(format!("{what} {name}"));
                let count = |n: Option<u64>| n.map_or(Cell::Missing, Cell::Count);
                let value = Cell::number(value);
                writer.row(&[
                    Cell::Fixed("confidence"),
                    measure,
                    value,
                    Cell::Missing,
                    Cell::Missing,
                    count(n),
                    count(of),
                ])
            };
            let all = found.reliability.all.n;
            row("share", (all > 0).then(|| bin.n as f64 / all as f64), Some(bin.n), Some(all))?;
            row("mean", bin.mean(), None, None)?;
            row(&format!("right_{}", found.judge()), bin.share_right(), Some(bin.right), Some(bin.n))?;
        }
        let error = Cell::number(found.reliability.error());
        let rest = [Cell::Missing, Cell::Missing, Cell::Missing, Cell::Missing];
        writer.row(
            &[&[Cell::Fixed("confidence"), Cell::Fixed("calibration_error"), error][..], &rest].concat(),
        )?;
        writer.end()
    };
    let bytes = write().map_err(Failure::stdout)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The bins, and what lies above the line that people ask for.
fn named_bins(reliability: &Reliability) -> Vec<(String, Bin)> {
    let mut all: Vec<(String, Bin)> = bins().into_iter().zip(reliability.bins).collect();
    all.push(("all".into(), reliability.all));
    all.push(("0.9 and more".into(), reliability.from(HIGH)));
    all
}

pub(super) fn json(found: &Found<'_>) -> String {
    let measure = |Figure { measure, value, interval, count }: &Figure| {
        json!({
            "section": measure.section.name(),
            "measure": measure.name,
            "label": measure.label.trim_start(),
            "value": value,
            "low": interval.map(|i| i.0),
            "high": interval.map(|i| i.1),
            "n": count.map(|c| c.0),
            "of": count.map(|c| c.1),
        })
    };
    let bin = |(name, bin): (String, Bin)| json!({"bin": name, "n": bin.n, "right": bin.right, "mean": bin.mean(), "share_right": bin.share_right()});
    let Reliability { bins: _, all: _, undecided, without } = &found.reliability;
    let value: Value = json!({
        "articles": found.articles,
        "stretches": found.total[Item::Stretches],
        "resamples": found.resamples,
        "scare_left_out": found.predictions.scare,
        "articles_without_predictions": found.predictions.missing,
        "articles_not_annotated": found.predictions.foreign,
        "credit_taken_by_min_confidence": found.uncredited,
        "measures": found.shown().map(measure).collect::<Vec<_>>(),
        "confidence": {
            "right_by": found.judge(),
            "bins": named_bins(&found.reliability).into_iter().map(bin).collect::<Vec<_>>(),
            "calibration_error": found.reliability.error(),
            "undecided": undecided,
            "without_confidence": without,
        },
    });
    let mut text = serde_json::to_string_pretty(&value).unwrap_or_default();
    text.push('\n');
    text
}
