//! How right the answers are, measured on articles that people have annotated.
//!
//! [`Gold`] is an annotated article, [`Predicted`] what a tool says of it; [`Matching`]
//! pairs the two, [`Counts`] are what is counted of an article and adds up over articles,
//! and [`MEASURES`] are the shares and F1 scores that are derived from counts at the end.
//! Nothing here reads a file. Offsets are in characters of the article's text.

pub mod agreement;
mod confidence;
mod counts;
mod errors;
mod gold;
mod labels;
mod matching;
mod measures;
pub mod names;
mod predicted;
pub mod resample;
pub mod sheet;

pub use confidence::{BINS, Bin, Reliability, bin_of, bins, judged};
pub use counts::{Counts, Item};
pub use errors::{Wrong, wrong};
pub use gold::{BadGold, Gold, Record};
pub use labels::{Label, Labels};
pub use matching::Matching;
pub use measures::{Figure, Formula, MEASURES, Measure, Section, figures};
pub use predicted::{BadPrediction, Predicted};

/// A half-open range of characters.
pub type Range = (usize, usize);

fn overlaps(spans: &[Range], (start, end): Range) -> bool {
    spans.iter().any(|&(s, e)| s.max(start) < e.min(end))
}

/// Intersection over the whole that the two cover together; 0 where they do not touch.
fn overlap(a: Range, b: Range) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    if shared == 0 { 0.0 } else { shared as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64 }
}

/// A range without what is neither letter nor digit at its ends.
fn trim(text: &[char], (start, end): Range) -> Range {
    let (mut start, mut end) = (start, end.min(text.len()));
    while start < end && !text[start].is_alphanumeric() {
        start += 1;
    }
    while end > start && !text[end - 1].is_alphanumeric() {
        end -= 1;
    }
    (start, end)
}
