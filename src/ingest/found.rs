//! What a layout finds, and the article that is made of it.
//!
//! A reader of some layout says what it read, as text; days, empty fields and ids are
//! settled here, alike for all layouts.

use super::dates::{DateOrder, Day, day};
use super::{Made, Origin};
use crate::document::{Document, Language, Meta, language};
use crate::error::{Kind, Problem};
use jiff::civil::Date;
use std::sync::Arc;

/// One article as a layout gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// All of its text.
    pub(super) text: String,
    /// Where in it the prose begins.
    pub(super) body: usize,
    /// The input's own id.
    pub(super) id: Option<String>,
    /// Day of publication, as written.
    pub(super) date: Option<String>,
    /// Outlet.
    pub(super) source: Option<String>,
    /// Headline.
    pub(super) title: Option<String>,
    /// Who wrote it.
    pub(super) author: Option<String>,
    /// Who says all of it.
    pub(super) speaker: Option<String>,
    /// Where it can be read.
    pub(super) url: Option<String>,
    /// Language as the input says it.
    pub(super) language: Option<String>,
    /// The line of the file in which it begins, where that is not where its record begins.
    pub(super) line: Option<u64>,
    /// What was wrong though the article could be kept.
    pub(super) problems: Vec<Kind>,
    /// Why it is no article.
    pub(super) wrong: Option<Kind>,
}

impl Found {
    /// The article, with what was wrong though it could be kept; the order is what the user
    /// says of dates that could be two days.
    ///
    /// # Errors
    /// Where it has no text, or too much.
    pub(super) fn document(self, origin: &Origin, order: Option<DateOrder>) -> Made {
        let Self {
            text,
            body,
            id,
            date,
            source,
            title,
            author,
            speaker,
            url,
            language,
            line,
            problems,
            wrong,
        } = self;
        let origin = Origin { line: line.or(origin.line), ..origin.clone() };
        if let Some(kind) = wrong {
            return Err(Problem::rejected(origin.place(), kind));
        }
        if text[body..].trim().is_empty() {
            return Err(Problem::rejected(origin.place(), Kind::Empty));
        }
        let mut problems: Vec<Problem> =
            problems.into_iter().map(|kind| Problem::kept(origin.place(), kind)).collect();
        let date = given(date).and_then(|read| match settled(&read, order) {
            Ok(date) => Some(date),
            Err(kind) => {
                problems.push(Problem::kept(origin.place(), kind));
                None
            }
        });
        let text_of = |field: Option<String>| given(field).map(Arc::from);
        let meta = Meta {
            date,
            source: text_of(source),
            title: text_of(title),
            author: text_of(author),
            speaker: text_of(speaker),
            url: text_of(url),
            language: text_of(language),
        };
        let (language, other) = language::of(&text[body..], meta.language.as_deref());
        if let Some(Language { code, .. }) = other {
            let said = meta.language.as_deref().unwrap_or_default().to_string();
            let kind = Kind::TwoLanguages(said, code.to_string());
            problems.push(Problem::kept(origin.place(), kind));
        }
        let id = text_of(id).unwrap_or_else(|| origin.id());
        Ok((
            Document {
                id,
                text: text.into(),
                body,
                meta,
                language,
                file: origin.file.clone(),
                line: origin.line,
            },
            problems,
        ))
    }
}

/// A field that holds more than space.
fn given(field: Option<String>) -> Option<String> {
    field.filter(|text| !text.trim().is_empty())
}

/// The day that a date stands for, or what is to be said of it.
pub(super) fn settled(read: &str, order: Option<DateOrder>) -> Result<Date, Kind> {
    match day(read, order) {
        Day::Is(date) => Ok(date),
        Day::Either(a, b) => Err(Kind::AmbiguousDate(read.into(), a.to_string(), b.to_string())),
        Day::Not => Err(Kind::BadDate(read.into())),
    }
}
