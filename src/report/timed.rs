//! Rates over time, read from a results folder: `timeline.csv` and what charts are drawn from.

use super::saved::Saved;
use super::{Cell, Speech};
use crate::compare::timeline::{Line, Period, Point, Timeline};
use crate::error::Error;
use jiff::civil::Date;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Who stands for all attributed speech together.
pub const ALL: &str = "(all speakers)";

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which words.
    pub speech: Speech,
    /// How long a period is.
    pub period: Period,
    /// Speakers by id, with the names that they are printed under; all together where it is
    /// empty.
    pub speakers: Vec<(Arc<str>, Arc<str>)>,
    /// Which categories, by their places among the run's.
    pub columns: Vec<usize>,
}

/// Something that happened, to be seen beside the rates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its day.
    pub date: Date,
    /// What it is called.
    pub label: String,
}

/// The answer.
#[derive(Clone, Debug, Default)]
pub struct Timed {
    /// By speaker, then category; all from the first period of any to the last.
    pub lines: Vec<Line>,
    /// Words of articles without a date, which are in no period.
    pub undated: u64,
}

/// Counts what is asked by period.
///
/// # Errors
/// Where a table is missing or damaged.
pub fn of(saved: &Saved, question: &Question) -> Result<Timed, Error> {
    let Question { speech, period, speakers, columns } = question;
    let together = speakers.is_empty();
    let mut lines = vec![Timeline::default(); speakers.len().max(1)];
    let mut undated = 0;
    let mut article: Option<(Arc<str>, Date, crate::tally::Part)> = None;
    for row in saved.speaker_articles(*speech)? {
        let row = row?;
        let Some(id) = row.speaker_id.as_ref().filter(|_| row.n_quotes_counted > 0) else { continue };
        let at = if together { Some(0) } else { speakers.iter().position(|(key, _)| key == id) };
        let Some(at) = at else { continue };
        let Some(date) = row.date else {
            undated += row.n_words;
            continue;
        };
        if !together {
            lines[at].add(*period, date, &row.part());
            continue;
        }
        // What several say in one article is one article's; its rows follow one another.
        match &mut article {
            Some((open, _, part)) if *open == row.article_id => part.join(&row.part()),
            _ => {
                if let Some((_, date, part)) = article.take() {
                    lines[0].add(*period, date, &part);
                }
                article = Some((row.article_id.clone(), date, row.part()));
            }
        }
    }
    if let Some((_, date, part)) = article {
        lines[0].add(*period, date, &part);
    }
    let ends: Vec<(Date, Date)> = lines.iter().filter_map(Timeline::ends).collect();
    let Some(first) = ends.iter().map(|e| e.0).min() else {
        return Ok(Timed { undated, ..Timed::default() });
    };
    let last = ends.iter().map(|e| e.1).max().unwrap_or(first);
    let name = |at: usize| speakers.get(at).map_or(ALL, |(_, name)| name);
    let of = |(at, line): (usize, &Timeline)| {
        let of_column = |&column: &usize| line.line(name(at), column, *period, (first, last));
        columns.iter().map(of_column).collect::<Vec<_>>()
    };
    Ok(Timed { lines: lines.iter().enumerate().flat_map(of).collect(), undated })
}

/// The first day, and the one behind the last.
pub fn span(timed: &Timed, period: Period) -> (Date, Date) {
    let starts = || timed.lines.iter().flat_map(|line| &line.points).map(|point| point.start);
    let (first, last) = (starts().min().unwrap_or_default(), starts().max().unwrap_or_default());
    (first, period.next(last).unwrap_or(last))
}

/// Events by the first day of their period, in order of time.
pub fn events(events: &[Event], period: Period) -> Vec<(Date, &Event)> {
    let mut found: Vec<(Date, &Event)> = events.iter().map(|e| (period.start(e.date), e)).collect();
    found.sort_by_key(|(start, event)| (*start, event.date));
    found
}

/// Columns of `timeline.csv`.
pub fn header() -> Vec<String> {
    [
        "period_start",
        "period",
        "speaker",
        "category",
        "subcategory",
        "n_articles",
        "n_quotes",
        "n_words",
        "hits",
        "per_1000",
        "low",
        "high",
        "interval",
        "events",
    ]
    .map(String::from)
    .into()
}

/// One row a period, speaker and category, periods in which nothing was said included.
pub fn rows(saved: &Saved, timed: &Timed, events: &[Event], period: Period) -> Vec<Vec<Cell>> {
    let happened = self::events(events, period);
    let mut rows = Vec::new();
    for line in &timed.lines {
        let category = &saved.categories[line.column];
        for Point { start, label, articles, quotes, words, hits, rate } in &line.points {
            let here: BTreeSet<&str> =
                happened.iter().filter(|(s, _)| s == start).map(|(_, e)| &*e.label).collect();
            let here: Vec<&str> = here.into_iter().collect();
            rows.push(vec![
                Cell::Date(*start),
                Cell::text(&**label),
                Cell::text(&*line.speaker),
                Cell::text(&*category.name),
                if category.part.is_empty() { Cell::Missing } else { Cell::text(&*category.part) },
                Cell::Count(*articles),
                Cell::Count(*quotes),
                Cell::Count(*words),
                Cell::Count(*hits),
                Cell::number(rate.map(|r| r.per_1000)),
                Cell::number(rate.map(|r| r.low)),
                Cell::number(rate.map(|r| r.high)),
                rate.map_or(Cell::Missing, |r| Cell::Fixed(r.method.name())),
                if here.is_empty() { Cell::Missing } else { Cell::text(here.join("; ")) },
            ]);
        }
    }
    rows
}
