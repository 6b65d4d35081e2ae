//! What the user compared with `rhetor compare`: each pair with its ratio, drawn and in numbers.

use super::escape::Safe;
use super::model::{Asked, Compared, Page};
use super::numbers::{counted, p, rate};
use std::io::{self, Write};

/// The table; nothing where nothing was compared.
pub(super) fn write(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    if page.asked.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "<h3>Compared on request</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"c-asked\"><table class=\"pairs\">"
    )?;
    writeln!(
        out,
        "<caption id=\"c-asked\">Rates of pairs and their ratio; the line is the ratio’s 95\u{a0}% interval, on a scale of doublings, and crosses the middle where neither is ahead</caption>"
    )?;
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">Category</th><th scope=\"col\">First</th><th scope=\"col\">Second</th><th scope=\"col\" class=\"r\">Ratio</th><th scope=\"col\" class=\"p\"><span class=\"vh\">Ratio, drawn</span><svg class=\"ax\" width=\"100%\" height=\"16\" aria-hidden=\"true\">{}</svg></th><th scope=\"col\" class=\"r\"><i>p</i></th><th scope=\"col\">Higher in</th></tr></thead>\n<tbody>",
        labels()
    )?;
    for row in &page.asked {
        pair(row, out)?;
    }
    writeln!(out, "</tbody></table></div>")?;
    let more = match page.asked_more {
        0 => String::new(),
        more => format!(" {} more in compare.csv.", counted(more, "row")),
    };
    writeln!(
        out,
        "<p class=\"note\">As asked of <code>rhetor compare</code>; all numbers are in compare.csv. <i>p</i> by permuting whole articles, adjusted by Benjamini and Hochberg over all rows; empty where there is no evidence.{more}</p>"
    )
}

fn pair(row: &Asked, out: &mut dyn Write) -> io::Result<()> {
    let Asked { first, second, category, ratio, p: value, higher_in, thin } = row;
    let flag = if *thin { " <span class=\"flag\">thin data</span>" } else { "" };
    let spelled = |(ratio, low, high): (f64, f64, f64)| {
        format!("<b>{}</b> <span class=\"ci\">{}–{}</span>", finite(ratio), finite(low), finite(high))
    };
    writeln!(
        out,
        "<tr><th scope=\"row\">{}{flag}</th><td>{}</td><td>{}</td><td class=\"r\">{}</td><td class=\"p\">{}</td><td class=\"r\">{}</td><td>{}</td></tr>",
        Safe(category),
        side(first),
        side(second),
        ratio.map(spelled).unwrap_or_default(),
        ratio.map(|ratio| drawn(ratio, *thin)).unwrap_or_default(),
        value
            .map(|value| Safe(p(value).trim_start_matches("p = ").trim_start_matches("p ")).to_string())
            .unwrap_or_default(),
        match (higher_in, value) {
            (Some(name), Some(value)) if *value < 0.05 => format!("<bdi>{}</bdi>", Safe(name)),
            (Some(name), _) => format!("<bdi>{}</bdi>, not clearly", Safe(name)),
            (None, _) => String::new(),
        }
    )
}

fn side(side: &Compared) -> String {
    let rate = side.rate.map(|(middle, low, high)| {
        format!(
            " <b>{}</b> <span class=\"ci\">{}–{}, {}</span>",
            rate(middle),
            finite(low),
            finite(high),
            counted(side.hits, "hit")
        )
    });
    format!("<bdi>{}</bdi>{}", Safe(&side.name), rate.unwrap_or_default())
}

fn finite(value: f64) -> String {
    if value.is_finite() { rate(value) } else { "∞".into() }
}

/// Doublings to either side that the scale holds.
const DOUBLINGS: f64 = 4.0;

/// Per cent from the left of a ratio; beyond the scale, its end.
fn x(ratio: f64) -> f64 {
    50.0 + 46.0 * (ratio.log2() / DOUBLINGS).clamp(-1.0, 1.0)
}

fn labels() -> String {
    let label = |(ratio, text): (f64, &str)| {
        format!("<text x=\"{:.1}%\" y=\"12\" text-anchor=\"middle\">{text}</text>", x(ratio))
    };
    [(0.0625, "1/16"), (0.25, "1/4"), (1.0, "1"), (4.0, "4"), (16.0, "16")].map(label).concat()
}

/// A dot with its interval, and an arrow at an end of the scale that it runs beyond.
fn drawn((ratio, low, high): (f64, f64, f64), thin: bool) -> String {
    let class = if thin { " class=\"t\"" } else { "" };
    let mut svg = String::from("<svg width=\"100%\" height=\"24\" aria-hidden=\"true\">");
    for (at, class) in [(0.25, "g"), (1.0, "z"), (4.0, "g")] {
        svg += &format!("<line class=\"{class}\" x1=\"{0:.1}%\" x2=\"{0:.1}%\" y1=\"0\" y2=\"24\"/>", x(at));
    }
    svg += &format!("<line{class} x1=\"{:.1}%\" x2=\"{:.1}%\" y1=\"12\" y2=\"12\"/>", x(low), x(high));
    let most = DOUBLINGS.exp2();
    if ratio.is_finite() && (1.0 / most..=most).contains(&ratio) {
        svg += &format!("<circle{class} cx=\"{:.1}%\" cy=\"12\" r=\"5\"/>", x(ratio));
    }
    if low < 1.0 / most {
        svg += "<text x=\"0%\" y=\"17\">‹</text>";
    }
    if high > most {
        svg += "<text x=\"100%\" y=\"17\" text-anchor=\"end\">›</text>";
    }
    svg + "</svg>"
}
