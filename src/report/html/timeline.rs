//! Rates over time: a small plot for each of the most quoted speakers, on one scale.
//!
//! A period in which a speaker says nothing is a gap, never a zero; a period that rests on one
//! article, or has no hit, is a hollow dot.

use super::escape::Safe;
use super::model::{Line, Page, Point, Timeline};
use super::numbers::{counted, day, interval, rate};
use super::plot::{Percent, Scale};
use crate::report::FEW;
use std::io::{self, Write};

/// Pixels: where the plot begins, how high it is, and the whole picture.
const TOP: u32 = 10;
const PLOT: u32 = 84;
const HEIGHT: u32 = TOP + PLOT + 22;
/// Per cent across that the labels of the scale take.
const LEFT: f64 = 9.0;
const RIGHT: f64 = 97.0;

/// The section.
pub(super) fn write(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    if page.timeline.is_none() && page.events_without == 0 {
        return Ok(());
    }
    writeln!(out, "<section id=\"time\" aria-labelledby=\"h-time\">\n<h2 id=\"h-time\">Over time</h2>")?;
    let Some(timeline) = &page.timeline else {
        let events = counted(page.events_without as u64, "event");
        return writeln!(
            out,
            "<p class=\"note\">No timeline, and {events} not drawn: the quotes have dates in too few periods for one.</p>\n</section>"
        );
    };
    let whose = if timeline.asked {
        "as asked of <code>rhetor timeline</code>"
    } else {
        "for the speakers with most words"
    };
    let more = match timeline.more {
        0 => String::new(),
        more => format!(" The first lines are shown; {} more in timeline.csv.", counted(more as u64, "line")),
    };
    writeln!(
        out,
        "<p class=\"intro\">Hits per 1,000 words by {}, with 95\u{a0}% intervals (shaded), {whose}. A gap is a {0} without a quote; a hollow dot rests on one article or has no hit; a triangle lies beyond the scale.{more}</p>",
        timeline.step
    )?;
    for category in 0..page.categories.len() {
        plots(page, timeline, category, out)?;
    }
    events(timeline, out)?;
    writeln!(out, "</section>")
}

fn plots(page: &Page, timeline: &Timeline, category: usize, out: &mut dyn Write) -> io::Result<()> {
    let label = Safe(&page.categories[category].label).to_string();
    let scale = scale(timeline, category);
    writeln!(out, "<div class=\"k k{category}\">\n<h3>{label}</h3>\n<div class=\"plots\">")?;
    let has = |line: &&Line| !line.points[category].is_empty();
    if !timeline.lines.iter().any(|line| has(&line)) {
        return writeln!(out, "<p class=\"note\">Not among what was asked for.</p>\n</div></div>");
    }
    for (at, line) in timeline.lines.iter().enumerate().filter(|(_, line)| has(line)) {
        plot(page, timeline, (category, at), line, scale, out)?;
    }
    writeln!(out, "</div>")?;
    table(page, timeline, category, out)?;
    writeln!(out, "</div>")
}

/// A scale for all speakers. Rates of single articles run very far, so that they set it only
/// where there are no others; what does not fit points upwards.
fn scale(timeline: &Timeline, category: usize) -> Scale {
    let all = || timeline.lines.iter().flat_map(move |l| l.points[category].iter().flatten());
    // One month of a few words would press all others flat.
    let enough = |least: u64| all().filter(move |p| !hollow(p) && p.articles >= least).map(|p| &p.measured);
    match [FEW, 0].into_iter().find(|&least| enough(least).next().is_some()) {
        Some(least) => Scale::holding(enough(least)),
        None => Scale::holding(all().map(|p| &p.measured)),
    }
}

/// Too little to stand for itself.
fn hollow(point: &Point) -> bool {
    point.articles < 2 || point.measured.hits == 0
}

fn x(period: usize, of: usize) -> f64 {
    LEFT + (RIGHT - LEFT) * (period as f64 + 0.5) / of as f64
}

fn y(scale: Scale, value: f64) -> f64 {
    f64::from(TOP) + f64::from(PLOT) * (1.0 - (value / scale.end).clamp(0.0, 1.0))
}

fn plot(
    page: &Page,
    timeline: &Timeline,
    (category, at): (usize, usize),
    line: &Line,
    scale: Scale,
    out: &mut dyn Write,
) -> io::Result<()> {
    let points = &line.points[category];
    let id = format!("l{category}-{at}");
    let label = Safe(&page.categories[category].label).to_string();
    writeln!(
        out,
        "<figure><figcaption><bdi>{}</bdi>{}</figcaption>",
        Safe(&line.name),
        if line.thin { " <span class=\"flag\">thin data</span>" } else { "" }
    )?;
    write!(
        out,
        "<svg class=\"time\" width=\"100%\" height=\"{HEIGHT}\" role=\"img\" aria-labelledby=\"{id} {id}d\"><title id=\"{id}\">{label} words of {} by {}</title><desc id=\"{id}d\">{}</desc>",
        Safe(&line.name),
        timeline.step,
        Safe(&described(timeline, points))
    )?;
    frame(timeline, scale, out)?;
    write!(out, "{}", shapes(scale, points))?;
    for (period, point) in points.iter().enumerate() {
        let Some(point) = point else { continue };
        if !scale.holds(point.measured.per_1000) {
            let x = Percent(x(period, points.len()));
            write!(out, "<text x=\"{x}\" y=\"{}\" text-anchor=\"middle\">▵</text>", TOP + 5)?;
            continue;
        }
        let class = if hollow(point) { " class=\"t\"" } else { "" };
        write!(
            out,
            "<circle{class} cx=\"{}\" cy=\"{:.1}\" r=\"3.5\"/>",
            Percent(x(period, points.len())),
            y(scale, point.measured.per_1000)
        )?;
    }
    writeln!(out, "</svg></figure>")
}

/// Lines and labels of the scale, first and last period, events.
fn frame(timeline: &Timeline, scale: Scale, out: &mut dyn Write) -> io::Result<()> {
    let ticks: Vec<f64> = scale.ticks().collect();
    for (at, &tick) in ticks.iter().enumerate().filter(|(at, _)| at % 2 == 0 || ticks.len() < 4) {
        let (y, class) = (y(scale, tick), if at == 0 { "z" } else { "g" });
        write!(out, "<line class=\"{class}\" x1=\"{LEFT}%\" x2=\"100%\" y1=\"{y:.1}\" y2=\"{y:.1}\"/>")?;
        write!(
            out,
            "<text x=\"7.5%\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            y + 4.0,
            scale.label(tick)
        )?;
    }
    let periods = &timeline.periods;
    if let [first, .., last] = &**periods {
        write!(
            out,
            "<text x=\"{LEFT}%\" y=\"{0}\">{1}</text><text x=\"100%\" y=\"{0}\" text-anchor=\"end\">{2}</text>",
            HEIGHT - 4,
            Safe(first),
            Safe(last)
        )?;
    }
    for (number, (period, _, _)) in timeline.events.iter().enumerate() {
        let x = Percent(x(*period, periods.len()));
        write!(out, "<line class=\"e\" x1=\"{x}\" x2=\"{x}\" y1=\"{TOP}\" y2=\"{}\"/>", TOP + PLOT)?;
        write!(
            out,
            "<text class=\"en\" x=\"{x}\" y=\"{}\" text-anchor=\"middle\">{}</text>",
            TOP - 1,
            number + 1
        )?;
    }
    Ok(())
}

/// Intervals as bands and rates as lines over stretches without a gap; they may be stretched
/// across without harm, so they stand in a picture of their own.
fn shapes(scale: Scale, points: &[Option<Point>]) -> String {
    let mut shapes = format!(
        "<svg x=\"0\" y=\"0\" width=\"100%\" height=\"{HEIGHT}\" viewBox=\"0 0 100 {HEIGHT}\" preserveAspectRatio=\"none\">"
    );
    let mut at = 0;
    while at < points.len() {
        let length = points[at..].iter().take_while(|p| p.is_some()).count();
        let here =
            |offset: usize| points[at + offset].as_ref().map(|p| (x(at + offset, points.len()), &p.measured));
        let run: Vec<(f64, &super::model::Measured)> = (0..length).filter_map(here).collect();
        let place = |x: f64, value: f64| format!("{x:.2},{:.1}", y(scale, value));
        if let [(x, alone)] = &*run {
            let (high, low) = (y(scale, alone.high), y(scale, alone.low));
            shapes += &format!(
                "<path class=\"band\" d=\"M{:.2},{high:.1}H{:.2}V{low:.1}H{0:.2}Z\"/>",
                x - 0.5,
                x + 0.5
            );
        } else if run.len() > 1 {
            let upper = run.iter().map(|(x, m)| place(*x, m.high));
            let lower = run.iter().rev().map(|(x, m)| place(*x, m.low));
            let band: Vec<String> = upper.chain(lower).collect();
            let line: Vec<String> = run.iter().map(|(x, m)| place(*x, m.per_1000)).collect();
            shapes += &format!("<polygon class=\"band\" points=\"{}\"/>", band.join(" "));
            shapes += &format!("<polyline class=\"line\" points=\"{}\"/>", line.join(" "));
        }
        at += length.max(1);
    }
    shapes + "</svg>"
}

fn described(timeline: &Timeline, points: &[Option<Point>]) -> String {
    let spoken = points.iter().flatten().count();
    let highest = points.iter().enumerate().filter_map(|(at, p)| Some((at, p.as_ref()?)));
    let highest =
        highest.max_by(|a, b| a.1.measured.per_1000.total_cmp(&b.1.measured.per_1000).then(b.0.cmp(&a.0)));
    let most = highest
        .map(|(at, p)| format!("; highest in {}: {}", timeline.periods[at], rate(p.measured.per_1000)));
    format!(
        "{} of {} with quotes{}",
        spoken,
        counted(points.len() as u64, timeline.step),
        most.unwrap_or_default()
    )
}

/// The plots as numbers.
fn table(page: &Page, timeline: &Timeline, category: usize, out: &mut dyn Write) -> io::Result<()> {
    let label = Safe(&page.categories[category].label).to_string();
    writeln!(
        out,
        "<details><summary>These plots as a table</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"{label} words over time as a table\"><table>"
    )?;
    writeln!(
        out,
        "<caption>{label} words per 1,000 words by {} (95\u{a0}% interval)</caption>\n<thead><tr><th scope=\"col\">{0}</th>",
        timeline.step
    )?;
    let lines: Vec<&Line> = timeline.lines.iter().filter(|line| !line.points[category].is_empty()).collect();
    for line in &lines {
        writeln!(out, "<th scope=\"col\" class=\"r\"><bdi>{}</bdi></th>", Safe(&line.name))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (at, period) in timeline.periods.iter().enumerate() {
        write!(out, "<tr><th scope=\"row\">{}</th>", Safe(period))?;
        for line in &lines {
            match &line.points[category][at] {
                Some(p) => write!(
                    out,
                    "<td class=\"r\"><b>{}</b> <span class=\"ci\">{}</span></td>",
                    rate(p.measured.per_1000),
                    interval(&p.measured)
                )?,
                None => write!(out, "<td></td>")?,
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div></details>")
}

fn events(timeline: &Timeline, out: &mut dyn Write) -> io::Result<()> {
    if timeline.outside > 0 {
        writeln!(
            out,
            "<p class=\"note\">Outside these periods, and not drawn: {}.</p>",
            counted(timeline.outside as u64, "event")
        )?;
    }
    if timeline.events.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h3>Events in these plots</h3>\n<ol class=\"events\">")?;
    for (period, date, label) in &timeline.events {
        let when = match date {
            Some(date) => format!("<time datetime=\"{date}\">{}</time>", day(*date)),
            None => Safe(&timeline.periods[*period]).to_string(),
        };
        writeln!(out, "<li>{when}: <bdi>{}</bdi></li>", Safe(label))?;
    }
    writeln!(out, "</ol>")
}
