//! Dots with their intervals as inline SVG.
//!
//! Across, everything stands in per cent of the width, so that a plot fits a phone as well as
//! a desk without being distorted; down, in pixels. Colour is never the only sign: what is
//! thin has a hollow dot and a dashed line.

use super::model::Measured;
use std::fmt::{self, Display, Formatter};

/// From a rate to a place across a plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    /// The rate at the right end.
    pub(super) end: f64,
    step: f64,
}

/// Left and right of a plot, in per cent, that dots and labels at its ends need.
const MARGIN: f64 = 3.0;

impl Scale {
    /// A scale that holds all of these rates, and their intervals unless they run far beyond
    /// every rate; it ends at a round number.
    pub(super) fn holding<'a>(all: impl Iterator<Item = &'a Measured>) -> Self {
        let most = |(rate, high): (f64, f64), m: &Measured| (rate.max(m.per_1000), high.max(m.high));
        let (rates, highs) = all.fold((0.0, 0.0), most);
        let needed = if rates > 0.0 { highs.min(2.2 * rates) } else { highs };
        Self::to(needed)
    }

    /// A scale from 0 to at least this rate.
    pub(super) fn to(needed: f64) -> Self {
        let needed = if needed.is_finite() && needed > 0.0 { needed } else { 1.0 };
        let power = 10_f64.powf((needed / 4.0).log10().floor());
        let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|s| s * power).find(|s| 4.0 * s >= needed);
        let step = step.unwrap_or(needed);
        Self { end: (needed / step).ceil() * step, step }
    }

    /// Rates with a line, from 0 on.
    pub(super) fn ticks(self) -> impl Iterator<Item = f64> {
        let last = (self.end / self.step).round() as u32;
        (0..=last).map(move |n| f64::from(n) * self.step)
    }

    /// A tick as a label: as many decimals as its step has.
    pub(super) fn label(self, tick: f64) -> String {
        let whole = |places: &usize| {
            let scaled = self.step * 10_f64.powi(*places as i32);
            (scaled - scaled.round()).abs() < 1e-6
        };
        let places = (0..5).find(whole).unwrap_or(5);
        format!("{tick:.places$}")
    }

    /// Per cent from the left.
    pub(super) fn x(self, rate: f64) -> Percent {
        Percent(MARGIN + (100.0 - 2.0 * MARGIN) * (rate / self.end).clamp(0.0, 1.0))
    }

    /// Whether a rate lies on it.
    pub(super) fn holds(self, rate: f64) -> bool {
        rate <= self.end * 1.000_001
    }
}

/// A place across a plot, as an attribute spells it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Percent(pub(super) f64);

impl Display for Percent {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1}%", self.0)
    }
}

/// A dot with its interval at a height, hollow and dashed where it is thin; an interval or
/// rate beyond the scale ends in an arrow.
pub(super) fn dot(scale: Scale, measured: &Measured, thin: bool, y: u32) -> String {
    let class = if thin { " class=\"t\"" } else { "" };
    let (low, high) = (scale.x(measured.low), scale.x(measured.high));
    let mut drawn = format!("<line{class} x1=\"{low}\" x2=\"{high}\" y1=\"{y}\" y2=\"{y}\"/>");
    if scale.holds(measured.per_1000) {
        drawn += &format!("<circle{class} cx=\"{}\" cy=\"{y}\" r=\"5\"/>", scale.x(measured.per_1000));
    }
    if !scale.holds(measured.high) {
        drawn += &format!("<text x=\"100%\" y=\"{}\" text-anchor=\"end\">›</text>", y + 5);
    }
    drawn
}

/// The lines of a scale, to stand behind dots.
pub(super) fn grid(scale: Scale, from: u32, to: u32) -> String {
    let line = |tick| {
        let (x, zero) = (scale.x(tick), if tick == 0.0 { "z" } else { "g" });
        format!("<line class=\"{zero}\" x1=\"{x}\" x2=\"{x}\" y1=\"{from}\" y2=\"{to}\"/>")
    };
    scale.ticks().map(line).collect()
}

/// The labels of a scale: its ends and every second line between.
pub(super) fn labels(scale: Scale, y: u32) -> String {
    let ticks: Vec<f64> = scale.ticks().collect();
    let last = ticks.len() - 1;
    let label = |(at, &tick): (usize, &f64)| {
        let anchor = if at == last {
            "end"
        } else if at == 0 {
            "start"
        } else {
            "middle"
        };
        let shown = at == last || (at % 2 == 0 && at + 1 < last);
        let x = if at == last {
            Percent(100.0)
        } else if at == 0 {
            Percent(1.0)
        } else {
            scale.x(tick)
        };
        shown.then(|| {
            format!("<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}</text>", scale.label(tick))
        })
    };
    ticks.iter().enumerate().filter_map(label).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(per_1000: f64, high: f64) -> Measured {
        Measured { per_1000, high, ..Measured::default() }
    }

    #[test]
    fn a_scale_ends_at_a_round_number_and_one_wild_interval_does_not_set_it() {
        let scale = Scale::holding([measured(104.7, 147.7)].iter());
        assert_eq!((scale.label(scale.end), scale.ticks().count()), ("150".into(), 4));
        let wild = Scale::holding([measured(7.3, 16.4), measured(2.0, 300.0)].iter());
        assert!(wild.end <= 20.0, "{wild:?}");
        assert!((Scale::holding([].iter()).end - 1.0).abs() < 1e-9);
        for needed in [0.03, 0.4, 1.0, 2.3, 7.0, 51.0, 99.0, 1000.0, 2201.0] {
            let scale = Scale::to(needed);
            let labels: Vec<String> = scale.ticks().map(|t| scale.label(t)).collect();
            let mut once = labels.clone();
            once.dedup();
            assert!(scale.end >= needed && labels == once && labels.len() <= 6, "{needed}: {labels:?}");
        }
    }

    #[test]
    fn what_is_thin_is_drawn_in_another_way_and_what_does_not_fit_points_on() {
        let scale = Scale::to(10.0);
        let drawn = dot(scale, &measured(5.0, 30.0), true, 11);
        assert!(drawn.contains("class=\"t\"") && drawn.contains("›"), "{drawn}");
        assert!(!dot(scale, &measured(5.0, 9.0), false, 11).contains("›"));
    }
}
