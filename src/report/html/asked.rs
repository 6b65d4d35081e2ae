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
    let scale = Doublings::of(&page.asked);
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
        scale.labels()
    )?;
    for row in &page.asked {
        pair(row, scale, out)?;
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

fn pair(row: &Asked, scale: Doublings, out: &mut dyn Write) -> io::Result<()> {
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
        ratio.map(|ratio| scale.drawn(ratio, *thin)).unwrap_or_default(),
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

/// A scale of doublings, with 1 in its middle.
#[derive(Clone, Copy)]
struct Doublings(f64);

/// Doublings to either side that a scale has at most.
const MOST: f64 = 4.0;

impl Doublings {
    /// As many as the intervals need.
    fn of(rows: &[Asked]) -> Self {
        let ends = rows.iter().filter(|row| !row.thin).filter_map(|row| row.ratio);
        let far = ends.flat_map(|(_, low, high)| [low, high]).map(|end| end.log2().abs());
        let most = far.filter(|far| far.is_finite()).fold(1.0, f64::max);
        Self(most.ceil().min(MOST))
    }

    /// Per cent from the left of a ratio; beyond the scale, its end.
    fn x(self, ratio: f64) -> f64 {
        50.0 + 46.0 * (ratio.log2() / self.0).clamp(-1.0, 1.0)
    }

    fn holds(self, ratio: f64) -> bool {
        ratio.log2().abs() <= self.0
    }

    fn labels(self) -> String {
        let end = self.0.exp2();
        [(1.0 / end, format!("1/{end}")), (1.0, "1".into()), (end, end.to_string())]
            .map(|(ratio, text)| {
                format!("<text x=\"{:.1}%\" y=\"12\" text-anchor=\"middle\">{text}</text>", self.x(ratio))
            })
            .concat()
    }

    /// A dot with its interval, and an arrow at an end of the scale that it runs beyond.
    fn drawn(self, (ratio, low, high): (f64, f64, f64), thin: bool) -> String {
        let class = if thin { " class=\"t\"" } else { "" };
        let end = self.0.exp2();
        let mut svg = String::from("<svg width=\"100%\" height=\"24\" aria-hidden=\"true\">");
        for (at, class) in [(1.0 / end, "g"), (1.0, "z"), (end, "g")] {
            let x = self.x(at);
            svg += &format!("<line class=\"{class}\" x1=\"{x:.1}%\" x2=\"{x:.1}%\" y1=\"0\" y2=\"24\"/>");
        }
        let (from, to) = (self.x(low), self.x(high));
        svg += &format!("<line{class} x1=\"{from:.1}%\" x2=\"{to:.1}%\" y1=\"12\" y2=\"12\"/>");
        if self.holds(ratio) {
            svg += &format!("<circle{class} cx=\"{:.1}%\" cy=\"12\" r=\"5\"/>", self.x(ratio));
        }
        if low < 1.0 / end {
            svg += "<text x=\"0%\" y=\"17\">‹</text>";
        }
        if high > end {
            svg += "<text x=\"100%\" y=\"17\" text-anchor=\"end\">›</text>";
        }
        svg + "</svg>"
    }
}
