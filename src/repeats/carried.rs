//! Fingerprints on their way from one machine to another.
//!
//! Those of quotes are taken again from their words, which travel anyway. Those of the whole
//! text travel themselves, so that the text need not.

use super::quotes::Print;
use super::sketch::Sketch;
use super::{Prints, prints_of, speaker_of};
use crate::analysis::{Analysis, Finding};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// What must be taken where the whole text is at hand. Numbers are written in hexadecimal,
/// since many readers of JSON know no whole numbers beyond 2^53.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfText {
    /// Of all words in order; nothing where there are none.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    /// The sample: 16 digits each.
    sample: String,
    /// How coarse the sample is.
    level: u8,
    /// Of a document that was scored whole: its words as its speaker's, and how many.
    #[serde(skip_serializing_if = "Option::is_none")]
    document: Option<(String, u32)>,
}

impl Prints {
    /// What of them must travel.
    pub fn of_text(&self) -> OfText {
        let Self { text, sketch: Sketch { sample, level }, whole, quoted, reported: _ } = self;
        let hex = |number: u64| format!("{number:016x}");
        let document = quoted.first().and_then(Option::as_ref).filter(|_| *whole);
        OfText {
            text: text.map(hex),
            sample: sample.iter().fold(String::with_capacity(16 * sample.len()), |mut all, number| {
                let _ = write!(all, "{number:016x}");
                all
            }),
            level: *level,
            document: document.map(|print| (hex(print.key()), print.n)),
        }
    }

    /// The same prints again, of the analysis that travelled with it; nothing where it is no
    /// such thing.
    pub fn again(of_text: &OfText, analysis: &Analysis) -> Option<Self> {
        let OfText { text, sample, level, document } = of_text;
        let number = |hex: &str| u64::from_str_radix(hex, 16).ok();
        let text = match text {
            Some(hex) => Some(number(hex)?),
            None => None,
        };
        let sample = sample.as_bytes().chunks(16).map(|hex| number(std::str::from_utf8(hex).ok()?));
        let sample = sample.collect::<Option<Vec<u64>>>()?;
        let quoted = match document {
            None => prints_of(&analysis.findings, &analysis.document.text, None),
            Some((key, n)) => {
                let speaker = analysis.findings.first().map_or(0, speaker_of);
                vec![Some(Print::of_document(speaker, number(key)?, *n))]
            }
        };
        let whole = document.is_some();
        let fits = !whole || analysis.findings.len() == 1;
        let reported: &[Finding] = &analysis.reported;
        fits.then(|| Self {
            text,
            sketch: Sketch { sample, level: *level },
            whole,
            quoted,
            reported: prints_of(reported, &analysis.document.text, None),
        })
    }
}
