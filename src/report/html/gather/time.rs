//! Rates by period of the speakers with most words.

use super::super::comparison;
use super::super::model::{Line, Measured, Page, Point, Timeline};
use super::super::numbers::month;
use super::Options;
use crate::compare::rates;
use crate::compare::timeline::Period;
use crate::error::Error;
use crate::report::saved::Saved;
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

/// Reads the table of speakers and articles, if the collection has dates for a line.
pub(super) fn read(saved: &Saved, options: &Options, page: &mut Page) -> Result<(), Error> {
    let Some((first, last)) = page.totals.first.zip(page.totals.last) else { return Ok(()) };
    let step = period_of(first, last);
    let starts = std::iter::successors(Some(step.start(first)), |&start| step.next(start));
    let starts: Vec<Date> = starts.take_while(|&start| start <= last).collect();
    if starts.len() < FEWEST {
        return Ok(());
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
        Line { person, points: wholes.iter().map(at).collect() }
    };
    let period = |date: Date| starts.iter().position(|&start| start == step.start(date));
    let events = options.events.iter().filter_map(|e| Some((period(e.date)?, e.date, e.label.clone())));
    page.timeline = Some(Timeline {
        step: step.name(),
        periods: starts.iter().map(|&start| label(step, start)).collect(),
        lines: chosen.iter().zip(&told).map(line).collect(),
        events: events.collect(),
    });
    Ok(())
}

fn point(told: &tally::Speaker, column: usize) -> Option<Point> {
    let sums = &told.columns[column];
    let rate = rates::rate(told, sums)?;
    let (hits, top_terms) = (sums.counts.hits, String::new());
    let measured = Measured { hits, per_1000: rate.per_1000, low: rate.low, high: rate.high, top_terms };
    Some(Point { articles: told.articles, words: told.words, measured })
}
