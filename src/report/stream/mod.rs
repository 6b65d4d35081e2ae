//! Partial results: what one process of many found, as lines of JSON that [`read`] makes
//! articles of again, so that whoever merges does what one process would have done.
//!
//! An article is a line `article`, and behind it a line for each of its quotations, as
//! `quotes.jsonl` has them, with what else is needed to count and to print them. Its text does
//! not travel: only what reports print of it does ([`excerpts`]). What was wrong is a line of
//! its own where there is no article, and the last line of a process is its [`End`].
//!
//! Nothing here is settled that depends on other articles: repeats, ids that are used twice
//! and sums are left to whoever has all of them.

mod end;
mod excerpts;
mod read;
mod write;

pub use end::{Counts, End, Listed, Settings, differs};
pub use read::{Told, read};
pub use write::{said, write};

use crate::error::{Effect, Kind, Place, Problem};
use crate::repeats::OfText;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a line is, as its `type` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// An article; its quotations follow.
    Article,
    /// A quotation or report of the article before, or the document itself.
    Quote,
    /// What there is in place of an article, or what is to be said of a whole input.
    Said(Effect),
    /// The last line of a process.
    End,
}

const TYPES: [(&str, Line); 8] = [
    ("quote", Line::Quote),
    ("article", Line::Article),
    ("document", Line::Quote),
    ("reject", Line::Said(Effect::Rejected)),
    ("left_out", Line::Said(Effect::LeftOut)),
    ("ignored", Line::Said(Effect::Ignored)),
    ("kept", Line::Said(Effect::Kept)),
    ("end", Line::End),
];

impl Line {
    /// What a line is; nothing where it is no record.
    pub fn of(line: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Typed<'a> {
            #[serde(rename = "type", borrow)]
            kind: Cow<'a, str>,
        }
        let named = |name: &str| TYPES.iter().find(|(known, _)| *known == name).map(|(_, line)| *line);
        // As it was written; another writer of JSON may put its type elsewhere.
        let quick = line.strip_prefix(b"{\"type\":\"").and_then(|rest| {
            let end = rest.iter().take(12).position(|b| *b == b'"')?;
            std::str::from_utf8(&rest[..end]).ok().and_then(named)
        });
        quick.or_else(|| serde_json::from_slice::<Typed<'_>>(line).ok().and_then(|typed| named(&typed.kind)))
    }

    fn name(self) -> &'static str {
        TYPES.iter().find(|(_, line)| *line == self).map_or("", |(name, _)| name)
    }
}

/// The line of an article: its [`Head`], and this.
#[derive(Debug, Serialize, Deserialize)]
struct Rest<'a> {
    lang: Option<String>,
    furniture: u64,
    prints: OfText,
    /// Places in characters, and what stands there.
    #[serde(borrow)]
    excerpts: Vec<(usize, Cow<'a, str>)>,
    problems: Vec<Say>,
}

/// What an article is told from others by.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Head {
    /// Its id in tables.
    pub article_id: String,
    /// The input's own id.
    pub article: String,
    /// Day of publication.
    pub date: Option<String>,
    /// Outlet.
    pub source: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
    /// The input that it came from, as the process that read it calls it.
    pub file: String,
    /// The line of it.
    pub line: Option<u64>,
}

impl Head {
    /// Of the line of an article.
    ///
    /// # Errors
    /// What the parser says.
    pub fn of(line: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(line).map_err(|error| words_of(&error))
    }
}

/// What was wrong, as it travels.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Say {
    file: String,
    line: Option<u64>,
    column: Option<u64>,
    problem: String,
    help: Option<String>,
}

impl From<&Problem> for Say {
    fn from(Problem { place: Place { file, line, column }, kind, effect: _ }: &Problem) -> Self {
        let (problem, help) = (kind.to_string(), kind.help());
        Self { file: file.to_string(), line: *line, column: *column, problem, help }
    }
}

impl Say {
    fn problem(self, effect: Effect) -> Problem {
        let Self { file, line, column, problem, help } = self;
        Problem {
            place: Place { file: file.into(), line, column },
            kind: Kind::Carried(problem, help),
            effect,
        }
    }
}

/// The parser's own words end in its place, which is told apart.
fn words_of(error: &serde_json::Error) -> String {
    error.to_string().split(" at line ").next().unwrap_or_default().to_string()
}
