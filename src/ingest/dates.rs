//! Reads days as people and programs write them, and never guesses.
//!
//! The year comes first, or the month is a word, or a number above twelve can only be a
//! day, or dots stand between the numbers: nobody writes the month first with these. What
//! could be two days is told apart from what is none, unless the user says which number is
//! the day. Times and their zones are passed over: the day is that of the place where it was
//! written down.

use jiff::civil::Date;

/// Which number of `03/04/2024` is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// The first.
    DayFirst,
    /// The second.
    MonthFirst,
}

/// What a date may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// One day.
    Is(Date),
    /// One of two: month first, or day first.
    Either(Date, Date),
    /// None that is in the calendar, or nothing that reads as one.
    Not,
}

/// Reads a date; the order is what the user says of those that could be two.
pub(super) fn day(text: &str, order: Option<DateOrder>) -> Day {
    let text = text.trim();
    if text.len() > LONGEST {
        return Day::Not;
    }
    by_numbers(text, order).or_else(|| by_month_name(text)).unwrap_or(Day::Not)
}

/// No date is longer, whatever stands beside it.
const LONGEST: usize = 80;

fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    let small = |n: i64| i8::try_from(n).ok();
    Date::new(i16::try_from(year).ok()?, small(month)?, small(day)?).ok()
}

fn is(found: Option<Date>) -> Day {
    found.map_or(Day::Not, Day::Is)
}

/// `2024-03-04`, `20240304`, `31/12/2024`, each also before a time.
fn by_numbers(text: &str, order: Option<DateOrder>) -> Option<Day> {
    let (first, rest) = digits(text)?;
    let number = |digits: &str| digits.parse::<i64>().ok();
    if matches!(first.len(), 8 | 14) && is_end(rest) {
        let part = |range: std::ops::Range<usize>| first.get(range).and_then(number);
        return Some(is(date(part(0..4)?, part(4..6)?, part(6..8)?)));
    }
    let between = rest.chars().next().filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, rest) = digits(&rest[1..])?;
    let (third, rest) = digits(rest.strip_prefix(between)?)?;
    if second.len() > 2 || !is_end(rest) {
        return None;
    }
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    match (first.len(), third.len()) {
        (4, 1 | 2) => Some(is(date(a, b, c))),
        (1 | 2, 4) => Some(match (date(c, a, b), date(c, b, a)) {
            (Some(us), Some(eu)) if us != eu => match order {
                _ if between == '.' => Day::Is(eu),
                Some(DateOrder::DayFirst) => Day::Is(eu),
                Some(DateOrder::MonthFirst) => Day::Is(us),
                None => Day::Either(us, eu),
            },
            (us, eu) => is(us.or(eu)),
        }),
        _ => None,
    }
}

/// The digits at the head, if any, and what is behind them.
fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Whether a date may end here: at the end, or before a time.
fn is_end(rest: &str) -> bool {
    let time = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    rest.is_empty()
        || rest.strip_prefix(['T', 't']).is_some_and(time)
        || rest.starts_with([' ', ',', '\t'])
        || matches!(rest, "Z" | "z")
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// From 1; a name or its first three letters, in any case.
fn month(word: &str) -> Option<i64> {
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let like = |name: &&str| **name == word || name[..3] == word || (*name == "september" && word == "sept");
    MONTHS.iter().position(like).map(|at| at as i64 + 1)
}

/// `4 March 2024`, `March 4th, 2024`, `Mon, 04 Mar 2024 10:00:00 +0000`, `4-Mar-2024`.
fn by_month_name(text: &str) -> Option<Day> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '-' | '/' | '(' | ')')).collect();
    let words: Vec<&str> = words.into_iter().filter(|w| !w.is_empty() && *w != "of").collect();
    let mut months = words.iter().enumerate().filter_map(|(at, word)| Some((at, month(word)?)));
    let (at, month) = months.next()?;
    if months.next().is_some() {
        return None;
    }
    let is_year = |word: &&&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    // A zone such as +0000 keeps its sign; one with a minus was cut off it, and comes last.
    let year = words.iter().skip(at.saturating_sub(1)).find(is_year)?.parse().ok()?;
    let before = at.checked_sub(1).and_then(|before| day_of_month(words[before]));
    let behind = words.get(at + 1).and_then(|word| day_of_month(word));
    match (before, behind) {
        (Some(day), None) | (None, Some(day)) => Some(is(date(year, month, day))),
        _ => None,
    }
}

/// `4`, `04`, `4th`, `4.`
fn day_of_month(word: &str) -> Option<i64> {
    let (digits, rest) = digits(word)?;
    let rest = rest.to_ascii_lowercase();
    let right = digits.len() <= 2 && matches!(&*rest, "" | "." | "st" | "nd" | "rd" | "th");
    digits.parse().ok().filter(|_| right)
}

/// A day somewhere in the name of a file: `2024-03-04` or `20240304`, not inside a longer number.
pub(super) fn in_name(name: &str) -> Option<Date> {
    let bytes = name.as_bytes();
    let alone = |from: usize, to: usize| {
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        (from == 0 || !digit(from - 1)) && !digit(to)
    };
    (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).find_map(|at| {
        [10, 8].into_iter().find_map(|length| {
            let word = name.get(at..at + length).filter(|_| alone(at, at + length))?;
            let plain = if length == 8 {
                word.bytes().all(|b| b.is_ascii_digit())
            } else {
                let between = &word[4..5];
                matches!(between, "-" | "_" | "." | "/") && &word[7..8] == between
            };
            let year = word[..4].parse::<i64>().ok().filter(|_| plain)?;
            let right = |day: &Date| (1500..2200).contains(&i64::from(day.year()));
            let (month, day) = if length == 8 { (4..6, 6..8) } else { (5..7, 8..10) };
            date(year, word.get(month)?.parse().ok()?, word.get(day)?.parse().ok()?).filter(right)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        ordered(text, None)
    }

    fn ordered(text: &str, order: Option<DateOrder>) -> String {
        match day(text, order) {
            Day::Is(date) => date.to_string(),
            Day::Either(a, b) => format!("{a} or {b}"),
            Day::Not => "none".into(),
        }
    }

    #[test]
    fn a_day_is_read_where_it_can_be_only_one() {
        for text in [
            "2024-03-04",
            " 2024-03-04T23:59:00-05:00",
            "2024-03-04 10:00:00+00:00",
            "2024-3-4",
            "2024/03/04",
            "2024.03.04",
            "20240304",
            "20240304T101112Z",
            "20240304101112",
            "4 March 2024",
            "4th of March, 2024",
            "March 4, 2024",
            "Mar. 4th, 2024",
            "March 04, 2024 Monday",
            "Monday, 4 March 2024, 10:00 GMT",
            "Mon, 04 Mar 2024 10:00:00 +0000",
            "Mon, 04 Mar 2024 10:00:00 -0500",
            "Mon Mar  4 10:00:00 2024",
            "4-Mar-2024",
            "March 4, 2024 10:00 AM",
            "2024 March 4",
        ] {
            assert_eq!(shown(text), "2024-03-04", "{text}");
        }
        assert_eq!(shown("31/12/2024"), "2024-12-31");
        assert_eq!(shown("12/31/2024 10:00"), "2024-12-31");
        assert_eq!(shown("3.3.2024"), "2024-03-03", "either way it is one day");
    }

    #[test]
    fn a_day_that_could_be_two_is_neither() {
        assert_eq!(shown("03/04/2024"), "2024-03-04 or 2024-04-03");
        assert_eq!(shown("3-4-2024 10:00"), "2024-03-04 or 2024-04-03");
    }

    #[test]
    fn with_dots_the_day_comes_first() {
        for text in ["4.3.2024", "04.03.2024", "4.3.2024 10:00"] {
            for order in [None, Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst)] {
                assert_eq!(ordered(text, order), "2024-03-04", "{text}");
            }
        }
        assert_eq!(shown("3.13.2024"), "2024-03-13", "it can be no other");
    }

    #[test]
    fn an_order_settles_what_could_be_two_days_and_nothing_else() {
        let both =
            |text| [DateOrder::DayFirst, DateOrder::MonthFirst].map(|order| ordered(text, Some(order)));
        assert_eq!(both("03/04/2024"), ["2024-04-03", "2024-03-04"]);
        assert_eq!(both("3-4-2024 10:00"), ["2024-04-03", "2024-03-04"]);
        for text in ["2024-03-04", "12/31/2024", "31/12/2024", "3/3/2024", "4 March 2024", "03/04/24"] {
            assert_eq!(both(text), [shown(text), shown(text)], "{text}");
        }
    }

    #[test]
    fn what_is_in_no_calendar_is_no_day() {
        for text in [
            "",
            "2024-02-31",
            "2024-13-04",
            "31/31/2024",
            "2024-03",
            "March 2024",
            "4 March",
            "04/03/24",
            "today",
            "1709510400",
            "2024-03-041",
            "4 March 24",
            "4 March 5 2024",
            "20241304",
            "3 Mayor 2024",
            "-2024-03-04",
            "Marching 4 2024",
        ] {
            assert_eq!(shown(text), "none", "{text}");
        }
    }

    #[test]
    fn a_day_in_a_name_stands_alone() {
        let shown = |name: &str| in_name(name).map(|d| d.to_string());
        for name in ["2024-03-04.txt", "post_20240304_7.txt", "a/2024_03_04-b.txt", "x2024.03.04"] {
            assert_eq!(shown(name).as_deref(), Some("2024-03-04"), "{name}");
        }
        for name in
            ["120240304.txt", "2024-03-041.txt", "20241304.txt", "report.txt", "99990101", "2024-03.04"]
        {
            assert_eq!(shown(name), None, "{name}");
        }
    }
}
