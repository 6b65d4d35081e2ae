//! What a tool says of an article's quotations.

use super::Range;
use crate::analysis::Analysis;
use crate::attribution::{Attribution, Rule};
use crate::speaker::Identity;
use crate::text::{Characters, Span};
use serde::Deserialize;
use serde_json::Value;

/// One quotation that a tool takes for somebody's speech.
#[derive(Clone, Debug, PartialEq)]
pub struct Predicted {
    /// What is said, without marks: one range a piece.
    pub pieces: Vec<Range>,
    /// From the first said word to the last.
    pub span: Range,
    /// `direct`, `mixed`, `indirect` …
    pub form: String,
    /// The name that a report would print; `None` where nobody is credited.
    pub speaker: Option<String>,
    /// The words that name the speaker there.
    pub mention: Option<Range>,
    /// The strongest tie between the two, or why nobody is credited.
    pub rule: String,
    /// Probability of the answer, 0 to 1.
    pub confidence: Option<f64>,
    /// How surely the mention tells the name; only known of what was scored just now.
    pub identity: Option<Identity>,
}

/// Why a line is no prediction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadPrediction {
    /// The parser's words.
    NotJson(String),
    /// Another kind of record, such as the last line of a stream.
    NotAQuote,
    /// A scare quote, nobody's speech; the article's id.
    Scare(String),
    /// Words within another quotation, which annotators mark as a whole; the article's id.
    Inner(String),
}

#[derive(Deserialize)]
struct Line {
    article: String,
    form: String,
    start: usize,
    end: usize,
    #[serde(default)]
    pieces: Vec<Range>,
    speaker: Option<String>,
    mention: Option<Words>,
    #[serde(default)]
    rule: String,
    confidence: Option<f64>,
    text: Option<String>,
    within: Option<String>,
}

#[derive(Deserialize)]
struct Words {
    start: usize,
    end: usize,
}

/// Forms that a report prints for what is nobody's speech.
const SCARE: &str = "scare";

impl Predicted {
    /// One line of `quotes.jsonl`: the article's own id, the quotation, and its words where
    /// the line has them.
    ///
    /// # Errors
    /// Where the line is no quotation of somebody's speech.
    pub fn from_json(line: &str) -> Result<(String, Self, Option<String>), BadPrediction> {
        let not_json = |e: serde_json::Error| BadPrediction::NotJson(e.to_string());
        let value: Value = serde_json::from_str(line).map_err(not_json)?;
        if value.get("type").is_some_and(|kind| kind != "quote") {
            return Err(BadPrediction::NotAQuote);
        }
        let Line { article, form, start, end, pieces, speaker, mention, rule, confidence, text, within } =
            serde_json::from_value(value).map_err(not_json)?;
        if form == SCARE {
            return Err(BadPrediction::Scare(article));
        }
        if within.is_some() {
            return Err(BadPrediction::Inner(article));
        }
        let span = (start, end);
        let pieces = if pieces.is_empty() { vec![span] } else { pieces };
        let mention = mention.map(|m| (m.start, m.end));
        let speaker = speaker.filter(|s| !s.is_empty());
        Ok((article, Self { pieces, span, form, speaker, mention, rule, confidence, identity: None }, text))
    }

    /// Everything that this library says of an article, scare quotes and quotations within
    /// others left out: what `quotes.jsonl` would hold.
    pub fn of(analysis: &Analysis) -> Vec<Self> {
        let characters = Characters::new(&analysis.document.text);
        let at = |span: Span| (characters.before(span.start), characters.before(span.end));
        let all = analysis.findings.iter().chain(&analysis.reported);
        let speech = all.filter(|f| f.quote.form.name() != SCARE && f.within.is_none());
        let predicted = speech.map(|finding| {
            let (mention, rule, confidence, identity) = match finding.attribution {
                Attribution::To { mention, rule, confidence, identity, .. } => {
                    (Some(at(mention)), rule.name(), confidence, identity)
                }
                Attribution::Given { .. } => (None, Rule::Given.name(), 1.0, None),
                Attribution::Nobody { why, confidence } => (None, why.name(), confidence, None),
            };
            Self {
                pieces: finding.quote.pieces.iter().map(|&p| at(p)).collect(),
                span: at(finding.quote.said()),
                form: finding.quote.form.name().into(),
                speaker: finding.speaker().map(|s| s.name.to_string()),
                mention,
                rule: rule.into(),
                // As reports print it, so that a report read back gives the same bins.
                confidence: Some((confidence * 10_000.0).round() / 10_000.0),
                identity,
            }
        });
        predicted.collect()
    }

    /// Whether somebody is credited.
    pub fn names_somebody(&self) -> bool {
        self.speaker.is_some() || self.mention.is_some()
    }

    /// Whether the tool found it in quotation marks.
    pub(super) fn is_quoted(&self) -> bool {
        matches!(&*self.form, "direct" | "mixed")
    }

    /// The same, crediting nobody where the confidence is lower; a quotation without a
    /// confidence stays as it is.
    #[must_use]
    pub fn at_least(mut self, confidence: f64) -> Self {
        if self.confidence.is_some_and(|c| c < confidence) {
            self.speaker = None;
            self.mention = None;
        }
        self
    }

    /// The last character that it names anywhere.
    pub fn reach(&self) -> usize {
        let ends = self.pieces.iter().chain(&self.mention).map(|r| r.1);
        ends.fold(self.span.1, usize::max)
    }
}
