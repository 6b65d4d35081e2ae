//! A timeline in 80 columns: one row a period, a mark for the rate, a line for its interval.

use rhetor::compare::timeline::{Line, Point};
use rhetor::report::FEW;
use rhetor::report::kwic::{WIDTH, fit};
use rhetor::report::saved::Saved;
use rhetor::report::terminal::many;
use rhetor::report::timed::{self, Event, Question, Timed};

const PERIOD: usize = 10;
/// Words, rate, interval.
const NUMBERS: usize = 7 + 8 + 18;
const CHART: usize = WIDTH - PERIOD - NUMBERS - 2;

pub(super) fn terminal(saved: &Saved, question: &Question, timed: &Timed, events: &[Event]) -> String {
    let mut out = String::new();
    for (at, line) in timed.lines.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let category = saved.categories[line.column].label();
        push(&mut out, &format!("{}: {category}", fit(&line.speaker, WIDTH - category.len() - 2)));
        chart(&mut out, line, question, events);
    }
    out.push_str("\n● hits per 1,000 words, ├─┤ its 95 % interval by article, → which goes on.\n");
    out.push_str("Where nothing was said there is no rate.\n");
    if timed.lines.iter().flat_map(|line| &line.points).any(few) {
        out.push_str("~ fewer than 5 articles: that period says little.\n");
    }
    out
}

/// Whether a period has a rate and too little to stand on.
fn few(point: &Point) -> bool {
    point.rate.is_some() && point.articles < FEW
}

fn chart(out: &mut String, line: &Line, question: &Question, events: &[Event]) {
    let head = format!("{:<PERIOD$}{:>7}{:>8}  {:<16}", "", "words", "rate", "[95 %]");
    push(out, &head);
    // An interval of a few words would set the scale for everybody else.
    let rates = line.points.iter().filter_map(|p| p.rate.map(|r| r.per_1000));
    let highest = rates.fold(0.0_f64, f64::max);
    let ends = line.points.iter().filter_map(|p| p.rate.map(|r| r.high)).fold(0.0_f64, f64::max);
    let most = ends.min(highest * 2.0);
    let happened = timed::events(events, question.period);
    for point in &line.points {
        let numbers = match point.rate {
            Some(r) => format!(
                "{:>7}{:>8.1}{} {:<16}",
                point.words,
                r.per_1000,
                if few(point) { "~" } else { " " },
                format!("[{:.1}, {:.1}]", r.low, r.high)
            ),
            None => format!("{:>7}{:>8}  {:<16}", point.words, "", ""),
        };
        push(out, &format!("{:<PERIOD$}{numbers}  {}", point.label, bar(point, most)));
        for (_, event) in happened.iter().filter(|(start, _)| *start == point.start) {
            push(out, &fit(&format!("{:<PERIOD$}◆ {} {}", "", event.date, event.label), WIDTH));
        }
    }
    let silent = line.points.iter().filter(|p| p.words == 0).count() as u64;
    if silent > 0 {
        push(out, &format!("{} of {} without a word", many(silent, "period"), line.points.len()));
    }
}

/// The interval from end to end, with a mark at the rate.
fn bar(point: &Point, most: f64) -> String {
    let Some(rate) = point.rate.filter(|_| most > 0.0) else { return String::new() };
    let at = |value: f64| (value / most * (CHART as f64 - 1.0)).round() as usize;
    let (low, middle, high) = (at(rate.low), at(rate.per_1000), at(rate.high));
    let cell = |column: usize| match column {
        c if c == middle => '●',
        c if c == CHART - 1 && high >= CHART => '→',
        c if c == low => '├',
        c if c == high => '┤',
        c if low < c && c < high => '─',
        _ => ' ',
    };
    (0..CHART).map(cell).collect()
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}
