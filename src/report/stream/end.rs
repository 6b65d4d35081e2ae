//! The last line of a process: what it read, and with what.

use super::super::manifest::Weights;
use super::Line;
use crate::lexicon::Lexicon;
use crate::lexicon::load::hex;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What a process read and wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles, and what was rejected, ignored or left out: all that was there.
    #[serde(rename = "in")]
    pub read: u64,
    /// Articles that were written.
    pub out: u64,
    /// Inputs that could not be read, each written as a line.
    pub rejects: u64,
    /// Articles in other languages, each written as a line.
    pub left_out: u64,
    /// What was never meant to be read, each written as a line.
    pub ignored: u64,
    /// Articles outside the days that were asked for.
    pub out_of_dates: u64,
    /// Articles without a date where days were asked for.
    pub undated: u64,
    /// Lines of quotations, reports or documents that were written.
    pub quotes: u64,
    /// Lines of standard input; nothing where it was packed or not read.
    pub lines: Option<u64>,
}

/// What decides about numbers; all parts must have the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "they are called like the options")]
pub struct Settings {
    pub unit: String,
    pub quotes: String,
    pub valence: String,
    pub min_confidence: f64,
    pub nested_scope: String,
    pub languages: Vec<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    #[serde(default)]
    pub date_order: Option<String>,
    /// In the order of columns.
    pub lexicons: Vec<Listed>,
    /// The speakers file.
    pub speakers: Option<Listed>,
    /// SHA-256 of the weights, by what they decide.
    pub weights: Vec<Weights>,
    /// The field that names a document's speaker, for messages.
    pub speaker_col: String,
}

/// A lexicon or speakers file by name and content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name; of a speakers file its path.
    pub name: String,
    /// SHA-256 of its text.
    pub sha256: String,
}

impl From<&Lexicon> for Listed {
    fn from(lexicon: &Lexicon) -> Self {
        Self { name: lexicon.name.clone(), sha256: lexicon.sha256.clone() }
    }
}

/// The last line of a process. A part without one is incomplete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// What was read and written.
    #[serde(flatten)]
    pub counts: Counts,
    /// SHA-256 of all lexicons, those that are not scored included.
    pub lexicon_sha256: String,
    /// Of the program.
    pub version: String,
    /// SHA-256 of all lines before this one, each with its line end.
    pub records_sha256: String,
    /// What decided about numbers.
    pub settings: Settings,
}

impl Counts {
    /// Adds others; lines are known only where they are known of all.
    pub fn add(&mut self, other: &Self) {
        let Self { read, out, rejects, left_out, ignored, out_of_dates, undated, quotes, lines } = other;
        self.read += read;
        self.out += out;
        self.rejects += rejects;
        self.left_out += left_out;
        self.ignored += ignored;
        self.out_of_dates += out_of_dates;
        self.undated += undated;
        self.quotes += quotes;
        self.lines = self.lines.zip(*lines).map(|(own, more)| own + more);
    }
}

impl End {
    /// As a line.
    pub fn line(&self) -> String {
        #[derive(Serialize)]
        struct Typed<'a> {
            #[serde(rename = "type")]
            kind: &'static str,
            #[serde(flatten)]
            end: &'a End,
        }
        let line = serde_json::to_string(&Typed { kind: Line::End.name(), end: self });
        line.map(|line| line + "\n").unwrap_or_default()
    }

    /// Of a line.
    ///
    /// # Errors
    /// What the parser says.
    pub fn of(line: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(line).map_err(|error| super::words_of(&error))
    }
}

impl Settings {
    /// One number for some lexicons.
    pub fn sha256<'a>(lexicons: impl IntoIterator<Item = &'a Lexicon>) -> String {
        let mut hash = Sha256::new();
        for lexicon in lexicons {
            hash.update(lexicon.name.as_bytes());
            hash.update([0]);
            hash.update(lexicon.sha256.as_bytes());
            hash.update([0]);
        }
        hex(&hash.finalize())
    }
}

/// The first setting in which two processes differ: its name, and what each has.
pub fn differs(one: &Settings, other: &Settings) -> Option<(String, String, String)> {
    let plain = |settings: &Settings| {
        let mut settings = Settings { speaker_col: String::new(), ..settings.clone() };
        // The same file may lie in another folder.
        if let Some(speakers) = &mut settings.speakers {
            speakers.name.clear();
        }
        for weights in &mut settings.weights {
            (weights.folder, weights.about) = (None, None);
        }
        serde_json::to_value(settings).unwrap_or_default()
    };
    let (Value::Object(one), Value::Object(other)) = (plain(one), plain(other)) else { return None };
    let different = one.iter().find(|(name, value)| other.get(*name) != Some(value));
    different.map(|(name, value)| {
        let other = other.get(name).map(ToString::to_string).unwrap_or_default();
        (name.clone(), value.to_string(), other)
    })
}
