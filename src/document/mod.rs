//! An article: its text and what is known about it.

pub mod language;

pub use language::Language;

use std::sync::Arc;

/// What an input says about an article besides its text. Absent is `None`, never "".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// Day of publication.
    pub date: Option<jiff::civil::Date>,
    /// Outlet.
    pub source: Option<Arc<str>>,
    /// Headline.
    pub title: Option<Arc<str>>,
    /// Who wrote it.
    pub author: Option<Arc<str>>,
    /// Who says all of it; read only where documents are scored whole.
    pub speaker: Option<Arc<str>>,
    /// Where it can be read.
    pub url: Option<Arc<str>>,
    /// Language as the input says it, such as `en` or `pt-BR`.
    pub language: Option<Arc<str>>,
}

/// One article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The input's own id, or its path.
    pub id: Arc<str>,
    /// The text as read; never changed.
    pub text: Arc<str>,
    /// Where the article's prose begins: a leading `date …` line is metadata, not text.
    pub body: usize,
    /// Date, outlet and the like.
    pub meta: Meta,
    /// Its language, as the input says it or else as it reads; nothing where neither tells.
    pub language: Option<Language>,
    /// The file that it came from.
    pub file: Arc<str>,
    /// The line of it, where each line is a record.
    pub line: Option<u64>,
}

impl Document {
    /// An article from its id and text.
    pub fn new(id: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> Self {
        let id = id.into();
        let (text, meta) = (text.into(), Meta::default());
        Self { file: id.clone(), id, text, body: 0, meta, language: None, line: None }
    }
}
