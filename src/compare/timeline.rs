//! Rates over time: one point a period, gaps included.

use super::rates::{Rate, rate};
use crate::tally::{Part, Speaker};
use jiff::ToSpan;
use jiff::civil::{Date, ISOWeekDate, Weekday};
use std::collections::BTreeMap;

/// How long a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// A day.
    Day,
    /// An ISO week, from Monday.
    Week,
    /// A month.
    Month,
    /// Three months.
    Quarter,
    /// A year.
    Year,
}

impl Period {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Day, Self::Week, Self::Month, Self::Quarter, Self::Year];

    /// As the command line takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }

    /// How long a period of that name is, by its spelling.
    pub fn of_label(label: &str) -> Option<Self> {
        let digits = label.bytes().filter(u8::is_ascii_digit).count();
        match (digits, label.len()) {
            (8, 10) => Some(Self::Day),
            (6, 8) if label.contains('W') => Some(Self::Week),
            (6, 7) => Some(Self::Month),
            (5, 7) if label.contains('Q') => Some(Self::Quarter),
            (4, 4) => Some(Self::Year),
            _ => None,
        }
    }

    /// The first day of the period that a day lies in.
    pub fn start(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Week => {
                let week = day.iso_week_date();
                ISOWeekDate::new(week.year(), week.week(), Weekday::Monday).map_or(day, ISOWeekDate::date)
            }
            Self::Month => day.first_of_month(),
            Self::Quarter => Date::new(day.year(), (day.month() - 1) / 3 * 3 + 1, 1).unwrap_or(day),
            Self::Year => day.first_of_year(),
        }
    }

    /// The first day of the next period; nothing at the end of time.
    pub fn next(self, start: Date) -> Option<Date> {
        let long = match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Quarter => 3.months(),
            Self::Year => 1.year(),
        };
        start.checked_add(long).ok()
    }

    /// As reports name the period that a day lies in: `2024-03-01`, `2024-W09`, `2024-03`,
    /// `2024-Q1`, `2024`.
    pub fn label(self, day: Date) -> String {
        match self {
            Self::Day => day.to_string(),
            Self::Week => {
                let week = day.iso_week_date();
                format!("{:04}-W{:02}", week.year(), week.week())
            }
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Quarter => format!("{:04}-Q{}", day.year(), (day.month() - 1) / 3 + 1),
            Self::Year => format!("{:04}", day.year()),
        }
    }
}

/// One period of one line.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// Its first day.
    pub start: Date,
    /// Its name.
    pub label: String,
    /// Articles with a quotation.
    pub articles: u64,
    /// Quotations.
    pub quotes: u64,
    /// Words in them.
    pub words: u64,
    /// Hits.
    pub hits: u64,
    /// Nothing where nothing was said: a gap, not 0.
    pub rate: Option<Rate>,
}

/// One speaker and category over time.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Name of the speaker, or of all together.
    pub speaker: String,
    /// The category, by its column.
    pub column: usize,
    /// From the first period to the last, none left out.
    pub points: Vec<Point>,
}

/// What somebody says, by period.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    periods: BTreeMap<Date, Speaker>,
}

impl Timeline {
    /// Adds what is said in one article of that day.
    pub fn add(&mut self, period: Period, day: Date, part: &Part) {
        self.periods.entry(period.start(day)).or_default().add(part, Some(day), None);
    }

    /// First and last period with anything in it.
    pub fn ends(&self) -> Option<(Date, Date)> {
        Some((*self.periods.keys().next()?, *self.periods.keys().next_back()?))
    }

    /// One category from one period to another, both included.
    pub fn line(&self, name: &str, column: usize, period: Period, (first, last): (Date, Date)) -> Line {
        let starts = std::iter::successors(Some(first), |&s| period.next(s)).take_while(|&s| s <= last);
        let silent = Speaker::default();
        let point = |start: Date| {
            let speaker = self.periods.get(&start).unwrap_or(&silent);
            let sums = &speaker.columns[column];
            Point {
                start,
                label: period.label(start),
                articles: speaker.articles,
                quotes: speaker.counted,
                words: speaker.words,
                hits: sums.counts.hits,
                rate: rate(speaker, sums),
            }
        };
        Line { speaker: name.into(), column, points: starts.map(point).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_day_lies_in_the_week_of_its_thursday() {
        let label = |d: Date| Period::Week.label(d);
        // 2021-01-01 was a Friday, 2024-12-30 a Monday, 2020 had 53 weeks.
        assert_eq!(label(date(2021, 1, 1)), "2020-W53");
        assert_eq!(label(date(2024, 12, 30)), "2025-W01");
        assert_eq!(Period::Week.start(date(2021, 1, 1)), date(2020, 12, 28));
        assert_eq!(Period::Week.start(date(2025, 1, 5)), date(2024, 12, 30));
    }

    #[test]
    fn periods_begin_where_calendars_say_and_follow_without_a_gap() {
        let day = date(2024, 2, 29);
        let of = |p: Period| (p.start(day).to_string(), p.label(day), p.next(p.start(day)));
        let found = Period::ALL.map(of);
        let wanted = [
            ("2024-02-29", "2024-02-29", date(2024, 3, 1)),
            ("2024-02-26", "2024-W09", date(2024, 3, 4)),
            ("2024-02-01", "2024-02", date(2024, 3, 1)),
            ("2024-01-01", "2024-Q1", date(2024, 4, 1)),
            ("2024-01-01", "2024", date(2025, 1, 1)),
        ];
        assert_eq!(found, wanted.map(|(s, l, n)| (s.to_string(), l.to_string(), Some(n))));
    }
}
