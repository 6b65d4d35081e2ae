//! Rates by period of the speakers with most words.

use super::super::comparison;
use super::super::model::{Line, Measured, Page, Point, Timeline};
use super::super::numbers::month;
use super::Options;
use crate::compare::rates;
use crate::error::Error;
use crate::report::saved::Saved;
use crate::tally;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// Fewer periods are no line.
const FEWEST: usize = 3;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

impl Step {
    /// The shortest with which a collection has at most some fifty periods.
    fn of(first: Date, last: Date) -> Self {
        let days = (last - first).get_days();
        let longest = [(45, Self::Day), (200, Self::Week), (1_500, Self::Month), (4_400, Self::Quarter)];
        longest.into_iter().find(|(most, _)| days <= *most).map_or(Self::Year, |(_, step)| step)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// The first day of a day's period; weeks begin on Monday.
    fn start(self, day: Date) -> Date {
        let on = |month: i8| Date::new(day.year(), month, 1).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => {
                day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).unwrap_or(day)
            }
            Self::Month => on(day.month()),
            Self::Quarter => on((day.month() - 1) / 3 * 3 + 1),
            Self::Year => on(1),
        }
    }

    fn next(self, start: Date) -> Date {
        let span = match self {
            Self::Day => 1.day(),
            Self::Week => 7.days(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        start.checked_add(span).unwrap_or(Date::MAX)
    }

    /// `4 Mar 2024`, `Mar 2024`, `2024 Q1`, `2024`.
    fn label(self, start: Date) -> String {
        let short = &month(start.month())[..3];
        match self {
            Self::Day | Self::Week => format!("{} {short} {}", start.day(), start.year()),
            Self::Month => format!("{short} {}", start.year()),
            Self::Quarter => format!("{} Q{}", start.year(), (start.month() - 1) / 3 + 1),
            Self::Year => start.year().to_string(),
        }
    }
}

/// Reads the table of speakers and articles, if the collection has dates for a line.
pub(super) fn read(saved: &Saved, options: &Options, page: &mut Page) -> Result<(), Error> {
    let Some((first, last)) = page.totals.first.zip(page.totals.last) else { return Ok(()) };
    let step = Step::of(first, last);
    let mut starts = vec![step.start(first)];
    while let Some(&start) = starts.last().filter(|&&start| step.next(start) <= last && start < Date::MAX) {
        starts.push(step.next(start));
    }
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
        periods: starts.iter().map(|&start| step.label(start)).collect(),
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
