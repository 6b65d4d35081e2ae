//! `manifest.json`: what a reader needs to repeat a run.
//!
//! The only result that names the program's version and the command; no table does.

use super::Run;
use crate::analysis::Unit;
use crate::ingest::Input;
use crate::lexicon::{self, builtin};
use crate::score::valence::Mode;
use crate::tally::{Column, Tally};
use serde::Serialize;

/// Weights that a run was done with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Weights {
    /// What they decide.
    pub of: &'static str,
    /// Folder that they were read from; nothing for the built-in ones.
    pub folder: Option<String>,
    /// What they were fitted to, where the file says so.
    pub about: Option<String>,
    /// Of the weights as `rhetor train` writes them.
    pub sha256: String,
}

/// What the command line knows about a run.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The arguments, as given.
    pub command: Vec<String>,
    /// Name of the CSV dialect.
    pub dialect: &'static str,
    /// Whether longer rows silenced shorter ones of other lexicons: `all` counted, or not.
    pub nested_scope: &'static str,
    /// Formats that were written.
    pub formats: Vec<String>,
    /// The weights of each model that was used.
    pub weights: Vec<Weights>,
    /// Files that were read.
    pub inputs: Vec<Input>,
    /// Records and files that were left out.
    pub rejected: u64,
    /// Files in folders that are no articles.
    pub ignored: u64,
    /// Articles kept with something guessed or dropped.
    pub kept_with_problems: u64,
    /// Rows of lexicons that could not be read.
    pub lexicon_rows_rejected: u64,
    /// Names of the speakers file under which nobody was quoted.
    pub never_quoted: u64,
}

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    command: &'a [String],
    formats: &'a [String],
    dialect: &'a str,
    nested_scope: &'a str,
    unit: &'static str,
    min_words: u64,
    min_confidence: f64,
    counts: Counts,
    weights: &'a [Weights],
    lexicons: Vec<Lexicon<'a>>,
    /// In the order of columns, so that the tables can be read back.
    categories: Vec<Category<'a>>,
    valence: Valence<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers_file: Option<SpeakersFile<'a>>,
    inputs: Vec<Input_<'a>>,
}

#[derive(Serialize)]
struct Counts {
    #[serde(flatten)]
    of: Units,
    speakers: u64,
    /// In quotations that are speech, or in documents.
    words: u64,
    words_unattributed: u64,
    /// By category, those of nobody included.
    hits: serde_json::Map<String, serde_json::Value>,
    rejected: u64,
    ignored: u64,
    kept_with_problems: u64,
    lexicon_rows_rejected: u64,
}

/// What was scored, by unit.
#[derive(Serialize)]
#[serde(untagged)]
enum Units {
    Quotes {
        articles: u64,
        articles_with_quotes: u64,
        quotes: u64,
        quotes_scare: u64,
        quotes_unattributed: u64,
        /// Of the unattributed, those with a likeliest speaker below the least confidence.
        quotes_unsure: u64,
        /// Speech without quotation marks; nothing where it was not looked for.
        reports: Option<u64>,
        reports_unattributed: Option<u64>,
        reports_unsure: Option<u64>,
    },
    Documents {
        documents: u64,
        /// Whose record names no speaker.
        documents_unattributed: u64,
    },
}

impl Units {
    fn of(unit: Unit, tally: &Tally, reported: Option<&Tally>) -> Self {
        match unit {
            Unit::Quote => Self::Quotes {
                articles: tally.articles,
                articles_with_quotes: tally.articles_with_quotes,
                quotes: tally.quotes,
                quotes_scare: tally.scare,
                quotes_unattributed: tally.unattributed,
                quotes_unsure: tally.unsure,
                reports: reported.map(|r| r.quotes),
                reports_unattributed: reported.map(|r| r.unattributed),
                reports_unsure: reported.map(|r| r.unsure),
            },
            Unit::Document => {
                Self::Documents { documents: tally.articles, documents_unattributed: tally.unattributed }
            }
        }
    }
}

#[derive(Serialize)]
struct Lexicon<'a> {
    name: &'a str,
    title: &'a str,
    licence: &'a str,
    rows: usize,
    sha256: &'a str,
}

/// A category as columns name it, with its parts.
#[derive(Serialize)]
struct Category<'a> {
    name: &'a str,
    lexicon: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<&'a str>,
}

impl<'a> Category<'a> {
    fn all(run: &'a Run) -> Vec<Self> {
        let of = |(whole, column): (usize, &'a Column)| {
            let parts = run.layout.columns.iter().filter(|c| c.whole == whole && !c.part.is_empty());
            Self {
                name: &column.name,
                lexicon: &run.lexicons[column.lexicon].name,
                parts: parts.map(|c| &*c.part).collect(),
            }
        };
        run.layout.wholes().map(of).collect()
    }
}

/// `off`, or how valence was scored and with which list.
#[derive(Serialize)]
struct Valence<'a> {
    mode: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    lexicon: Option<Lexicon<'a>>,
}

impl<'a> Lexicon<'a> {
    fn of(lexicon: &'a lexicon::Lexicon) -> Self {
        let lexicon::Lexicon { name, title, licence, entries, sha256, .. } = lexicon;
        Self { name, title, licence, rows: entries.len(), sha256 }
    }
}

#[derive(Serialize)]
struct SpeakersFile<'a> {
    path: &'a str,
    sha256: &'a str,
    names: usize,
    aliases: u64,
    declined: u64,
    never_quoted: u64,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    columns: &'a [String],
}

#[derive(Serialize)]
struct Input_<'a> {
    path: &'a str,
    format: &'a str,
    bytes: u64,
    sha256: &'a str,
}

/// Occurrences by whole category.
fn hits(run: &Run, tally: &Tally) -> serde_json::Map<String, serde_json::Value> {
    let of = |at: usize| tally.speakers.values().map(|s| s.columns[at].counts.hits).sum::<u64>();
    run.layout.wholes().map(|(at, column)| (column.name.clone(), of(at).into())).collect()
}

/// The manifest as JSON.
pub fn text(run: &Run, tally: &Tally, reported: Option<&Tally>, facts: &Facts) -> String {
    let Facts {
        command,
        dialect,
        nested_scope,
        formats,
        weights,
        inputs,
        rejected,
        ignored,
        kept_with_problems,
        lexicon_rows_rejected,
        never_quoted,
    } = facts;
    let attributed = tally.speakers.values().filter(|s| s.kind().is_some()).count() as u64;
    let inputs =
        inputs.iter().map(|i| Input_ { path: &i.path, format: i.format, bytes: i.bytes, sha256: &i.sha256 });
    let manifest = Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        command,
        formats,
        dialect,
        nested_scope,
        unit: run.unit.name(),
        min_words: run.min_words,
        min_confidence: run.min_confidence,
        counts: Counts {
            of: Units::of(run.unit, tally, reported),
            speakers: attributed,
            words: tally.speakers.values().map(|s| s.words).sum(),
            words_unattributed: tally.speakers.values().filter(|s| s.kind().is_none()).map(|s| s.words).sum(),
            hits: hits(run, tally),
            rejected: *rejected,
            ignored: *ignored,
            kept_with_problems: *kept_with_problems,
            lexicon_rows_rejected: *lexicon_rows_rejected,
        },
        weights,
        lexicons: run.lexicons.iter().map(Lexicon::of).collect(),
        categories: Category::all(run),
        valence: Valence {
            mode: run.valence.map_or("off", Mode::name),
            lexicon: run.valence.and_then(|_| builtin::valence().ok()).map(Lexicon::of),
        },
        speakers_file: (!run.roster.file.is_empty()).then(|| SpeakersFile {
            path: &run.roster.file,
            sha256: &run.roster.sha256,
            names: run.roster.people.len(),
            aliases: run.roster.aliases,
            declined: run.roster.declined,
            never_quoted: *never_quoted,
            columns: &run.roster.columns,
        }),
        inputs: inputs.collect(),
    };
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}
