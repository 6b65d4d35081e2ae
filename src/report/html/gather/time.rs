//! Rates by period: as the user asked `rhetor timeline` for them, else of the speakers with most
//! words.

use super::super::comparison;
use super::super::model::{Line, Measured, Page, Point, Standing, Timeline};
use super::super::numbers::month;
use crate::compare::rates;
use crate::compare::timeline::Period;
use crate::error::Error;
use crate::report::formats::Options;
use crate::report::saved::{Row, Saved};
use crate::tally;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Fewer periods are no line.
const FEWEST: usize = 3;

/// The shortest period of which a collection has at most some fifty.
fn period_of(first: Date, last: Date) -> Period {
    let days = (last - first).get_days();
    let longest = [(45, Period::Day), (200, Period::Week), (1_500, Period::Month), (4_400, Period::Quarter)];
    longest.into_iter().find(|(most, _)| days <= *most).map_or(Period::Year, |(_, period)| period)
}

/// `4 Mar 2024`, `Mar 2024`, `2024 Q1`, `2024`: as people read it.
fn label(period: Period, start: Date) -> String {
    let short = &month(start.month())[..3];
    match period {
        Period::Day | Period::Week => format!("{} {short} {}", start.day(), start.year()),
        Period::Month => format!("{short} {}", start.year()),
        Period::Quarter => format!("{} Q{}", start.year(), (start.month() - 1) / 3 + 1),
        Period::Year => start.year().to_string(),
    }
}

/// Reads one or the other.
pub(super) fn read(saved: &Saved, options: &Options, page: &mut Page) -> Result<(), Error> {
    page.timeline = asked(saved, options, page)?;
    if page.timeline.is_none() {
        page.timeline = own(saved, options, page)?;
    }
    // A timeline without lines is not shown.
    if page.timeline.as_ref().is_none_or(|t| t.lines.is_empty()) {
        page.timeline = None;
        page.events_without = options.events.len();
    }
    Ok(())
}

/// Lines and periods of an asked timeline that are shown at most; one with more periods is not.
const LINES: usize = 12;
const PERIODS: usize = 400;

/// The table that `rhetor timeline` left; nothing where there is none, or none that fits a page.
fn asked(saved: &Saved, options: &Options, page: &Page) -> Result<Option<Timeline>, Error> {
    if saved.files("timeline")?.is_empty() {
        return Ok(None);
    }
    let mut starts: BTreeMap<Date, String> = BTreeMap::new();
    let mut names: Vec<String> = Vec::new();
    let mut found: BTreeMap<(usize, usize, Date), Option<Point>> = BTreeMap::new();
    let mut happened: BTreeMap<Date, String> = BTreeMap::new();
    let mut rows = saved.named("timeline")?;
    while let Some(row) = rows.next_row()? {
        let category = page.categories.iter().position(|c| Some(&*c.name) == row.text("category"));
        let (Some(category), None) = (category, row.text("subcategory")) else { continue };
        let (Some(start), Some(name)) = (row.date("period_start")?, row.text("speaker")) else { continue };
        starts.entry(start).or_insert_with(|| row.text("period").unwrap_or_default().to_string());
        let line = names.iter().position(|n| n == name).unwrap_or_else(|| {
            names.push(name.to_string());
            names.len() - 1
        });
        if let Some(events) = row.text("events") {
            happened.insert(start, events.to_string());
        }
        if line < LINES {
            found.insert((line, category, start), saved_point(row)?);
        }
    }
    let step = starts.values().next().and_then(|label| Period::of_label(label));
    let Some(step) = step.filter(|_| (2..=PERIODS).contains(&starts.len())) else { return Ok(None) };
    let line = |(line, name): (usize, &String)| {
        let points = |category: usize| {
            let here = found.range((line, category, Date::MIN)..=(line, category, Date::MAX));
            here.map(|(_, point)| point.clone()).collect()
        };
        let thin = page.people.iter().any(|p| p.name == *name && p.standing != Standing::Ranked);
        Line { name: name.clone(), thin, points: (0..page.categories.len()).map(points).collect() }
    };
    let place = |day: Date| starts.keys().position(|&start| start == step.start(day));
    let mut events: Vec<(usize, Option<Date>, String)> =
        happened.into_iter().filter_map(|(start, label)| Some((place(start)?, None, label))).collect();
    events
        .extend(options.events.iter().filter_map(|e| Some((place(e.date)?, Some(e.date), e.label.clone()))));
    Ok(Some(Timeline {
        step: step.name(),
        periods: starts.keys().map(|&start| label(step, start)).collect(),
        lines: names.iter().enumerate().take(LINES).map(line).collect(),
        outside: options.events.iter().filter(|e| place(e.date).is_none()).count(),
        events,
        asked: true,
        more: names.len().saturating_sub(LINES),
    }))
}

/// A row of it; nothing where nothing was said.
fn saved_point(row: Row<'_>) -> Result<Option<Point>, Error> {
    let [rate, low, high] = [row.number("per_1000")?, row.number("low")?, row.number("high")?];
    let (articles, words) = (row.count("n_articles")?, row.count("n_words")?);
    let hits = row.count("hits")?.unwrap_or_default();
    let point = |((per_1000, low), high)| Point {
        articles: articles.unwrap_or_default(),
        words: words.unwrap_or_default(),
        measured: Measured { hits, per_1000, low, high, top_terms: String::new() },
    };
    Ok(rate.zip(low).zip(high).map(point))
}

/// The page's own, if the collection has dates for a line.
fn own(saved: &Saved, options: &Options, page: &Page) -> Result<Option<Timeline>, Error> {
    let Some((first, last)) = page.totals.first.zip(page.totals.last) else { return Ok(None) };
    let step = period_of(first, last);
    let starts = std::iter::successors(Some(step.start(first)), |&start| step.next(start));
    let starts: Vec<Date> = starts.take_while(|&start| start <= last).collect();
    if starts.len() < FEWEST {
        return Ok(None);
    }
    let chosen = comparison::chosen(page);
    let mut told: Vec<BTreeMap<Date, tally::Speaker>> = vec![BTreeMap::new(); chosen.len()];
    for row in saved.speaker_articles(saved.speech())? {
        let row = row?;
        let who = chosen.iter().position(|&p| row.speaker_id.as_deref() == Some(&*page.people[p].id));
        let (Some(who), Some(date)) = (who, row.date) else { continue };
        let period = told[who].entry(step.start(date)).or_default();
        period.add(&row.part(), None, None);
    }
    let wholes: Vec<usize> = saved.wholes().map(|(at, _)| at).collect();
    let line = |(&person, told): (&usize, &BTreeMap<Date, tally::Speaker>)| {
        let at = |&column: &usize| starts.iter().map(|start| point(told.get(start)?, column)).collect();
        let of = &page.people[person];
        let points = wholes.iter().map(at).collect();
        Line { name: of.name.clone(), thin: of.standing != Standing::Ranked, points }
    };
    let period = |date: Date| starts.iter().position(|&start| start == step.start(date));
    let events = options.events.iter().filter_map(|e| Some((period(e.date)?, Some(e.date), e.label.clone())));
    Ok(Some(Timeline {
        step: step.name(),
        periods: starts.iter().map(|&start| label(step, start)).collect(),
        lines: chosen.iter().zip(&told).map(line).collect(),
        events: events.collect(),
        outside: options.events.iter().filter(|e| period(e.date).is_none()).count(),
        asked: false,
        more: 0,
    }))
}

fn point(told: &tally::Speaker, column: usize) -> Option<Point> {
    let sums = &told.columns[column];
    let rate = rates::rate(told, sums)?;
    let (hits, top_terms) = (sums.counts.hits, String::new());
    let measured = Measured { hits, per_1000: rate.per_1000, low: rate.low, high: rate.high, top_terms };
    Some(Point { articles: told.articles, words: told.words, measured })
}
