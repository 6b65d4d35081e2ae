//! `manifest.json`: what a reader needs to repeat a run.
//!
//! The only result that names the program's version and the command; no table does.

use super::Run;
use super::folder::whole::{Listed, Stopped};
use crate::analysis::Unit;
use crate::ingest::{Encoded, Input};
use crate::lexicon::{self, builtin};
use crate::score::valence::Mode;
use crate::tally::{Column, Tally};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Weights that a run was done with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weights {
    /// What they decide.
    pub of: Cow<'static, str>,
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
    /// Articles outside the days that were asked for.
    pub out_of_dates: u64,
    /// Articles without a date where days were asked for.
    pub undated: u64,
    /// Lines and credits of articles that were set aside as no part of their prose.
    pub furniture_lines: u64,
    /// Languages that were asked for; none where any was.
    pub languages: Vec<String>,
    /// Articles left out because they are in none of these.
    pub other_language: u64,
    /// Rows of lexicons that could not be read.
    pub lexicon_rows_rejected: u64,
    /// Names of the speakers file under which nobody was quoted.
    pub never_quoted: u64,
    /// Where the run was stopped; nothing where it read all of its inputs.
    pub stopped: Option<Stopped>,
}

#[derive(Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    /// Whether all inputs are in the tables.
    complete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<&'a Stopped>,
    command: &'a [String],
    formats: &'a [String],
    dialect: &'a str,
    nested_scope: &'a str,
    unit: &'static str,
    min_words: u64,
    min_confidence: f64,
    duplicates: &'static str,
    languages: &'a [String],
    counts: Counts,
    weights: &'a [Weights],
    lexicons: Vec<Lexicon<'a>>,
    /// In the order of columns, so that the tables can be read back.
    categories: Vec<Category<'a>>,
    valence: Valence<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    speakers_file: Option<SpeakersFile<'a>>,
    inputs: Vec<Input_<'a>>,
    /// What was written, but this file: whoever reads the results compares.
    files: &'a [Listed],
}

#[derive(Serialize)]
struct Counts {
    #[serde(flatten)]
    of: Units,
    speakers: u64,
    /// Articles, and what was rejected, ignored or left out: all that was there.
    records: u64,
    /// In quotations that are speech, or in documents.
    words: u64,
    words_unattributed: u64,
    /// By category, those of nobody included.
    hits: serde_json::Map<String, serde_json::Value>,
    rejected: u64,
    ignored: u64,
    out_of_dates: u64,
    undated: u64,
    kept_with_problems: u64,
    other_language: u64,
    furniture_lines: u64,
    lexicon_rows_rejected: u64,
}

/// What was scored, by unit.
#[derive(Serialize)]
#[serde(untagged)]
enum Units {
    Quotes {
        articles: u64,
        articles_with_quotes: u64,
        /// That repeat an earlier one.
        articles_duplicate: u64,
        quotes: u64,
        quotes_scare: u64,
        quotes_unattributed: u64,
        /// Of the unattributed, those with a likeliest speaker below the least confidence.
        quotes_unsure: u64,
        /// Printed before, by the same speaker.
        quotes_duplicate: u64,
        /// Speech without quotation marks; nothing where it was not looked for.
        reports: Option<u64>,
        reports_unattributed: Option<u64>,
        reports_unsure: Option<u64>,
        reports_duplicate: Option<u64>,
    },
    Documents {
        documents: u64,
        /// Whose record names no speaker.
        documents_unattributed: u64,
        /// That the same speaker gave before.
        documents_duplicate: u64,
    },
}

impl Units {
    fn of(unit: Unit, tally: &Tally, reported: Option<&Tally>) -> Self {
        match unit {
            Unit::Quote => Self::Quotes {
                articles: tally.articles,
                articles_with_quotes: tally.articles_with_quotes,
                articles_duplicate: tally.repeated_articles,
                quotes: tally.quotes,
                quotes_scare: tally.scare,
                quotes_unattributed: tally.unattributed,
                quotes_unsure: tally.unsure,
                quotes_duplicate: tally.repeated,
                reports: reported.map(|r| r.quotes),
                reports_unattributed: reported.map(|r| r.unattributed),
                reports_unsure: reported.map(|r| r.unsure),
                reports_duplicate: reported.map(|r| r.repeated),
            },
            Unit::Document => {
                let Tally { articles, unattributed, repeated, .. } = tally;
                Self::Documents {
                    documents: *articles,
                    documents_unattributed: *unattributed,
                    documents_duplicate: *repeated,
                }
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
    /// Of parts of parts, the part that each belongs to.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    nested: BTreeMap<&'a str, &'a str>,
}

impl<'a> Category<'a> {
    fn all(run: &'a Run) -> Vec<Self> {
        let of = |(whole, column): (usize, &'a Column)| {
            let parts = || run.layout.columns.iter().filter(|c| c.whole == whole && !c.part.is_empty());
            let lexicon = &run.lexicons[column.lexicon];
            let within = |part: &'a Column| {
                let parent = lexicon.categories[part.category].parent?;
                (parent != column.category).then(|| (&*part.part, &*lexicon.categories[parent].name))
            };
            Self {
                name: &column.name,
                lexicon: &lexicon.name,
                parts: parts().map(|c| &*c.part).collect(),
                nested: parts().filter_map(within).collect(),
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
    /// What it was packed in, the outermost first.
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    packed: &'a [&'static str],
    encoding: &'static str,
    /// How the encoding is known.
    encoding_by: &'static str,
    replacement_characters: u64,
    bytes: u64,
    sha256: &'a str,
}

impl<'a> Input_<'a> {
    fn of(input: &'a Input) -> Self {
        let Input { path, format, packings, encoding, bytes, sha256 } = input;
        let Encoded { name, known, replaced } = *encoding;
        Self {
            path,
            format,
            packed: packings,
            encoding: name,
            encoding_by: known.name(),
            replacement_characters: replaced,
            bytes: *bytes,
            sha256,
        }
    }
}

/// Occurrences by whole category.
fn hits(run: &Run, tally: &Tally) -> serde_json::Map<String, serde_json::Value> {
    let of = |at: usize| tally.speakers.values().map(|s| s.columns[at].counts.hits).sum::<u64>();
    run.layout.wholes().map(|(at, column)| (column.name.clone(), of(at).into())).collect()
}

/// The manifest as JSON; the files are what was written.
pub fn text(run: &Run, tally: &Tally, reported: Option<&Tally>, facts: &Facts, files: &[Listed]) -> String {
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
        out_of_dates,
        undated,
        furniture_lines,
        languages,
        other_language,
        lexicon_rows_rejected,
        never_quoted,
        stopped,
    } = facts;
    let attributed = tally.speakers.values().filter(|s| s.kind().is_some()).count() as u64;
    let manifest = Manifest {
        program: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        complete: stopped.is_none(),
        stopped: stopped.as_ref(),
        command,
        formats,
        dialect,
        nested_scope,
        unit: run.unit.name(),
        min_words: run.min_words,
        min_confidence: run.min_confidence,
        duplicates: run.duplicates.name(),
        languages,
        counts: Counts {
            of: Units::of(run.unit, tally, reported),
            speakers: attributed,
            records: tally.articles + rejected + ignored + out_of_dates + undated + other_language,
            words: tally.speakers.values().map(|s| s.words).sum(),
            words_unattributed: tally.speakers.values().filter(|s| s.kind().is_none()).map(|s| s.words).sum(),
            hits: hits(run, tally),
            rejected: *rejected,
            ignored: *ignored,
            out_of_dates: *out_of_dates,
            undated: *undated,
            kept_with_problems: *kept_with_problems,
            other_language: *other_language,
            furniture_lines: *furniture_lines,
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
        inputs: inputs.iter().map(Input_::of).collect(),
        files,
    };
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    text
}
