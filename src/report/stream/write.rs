//! Articles as lines.

use super::super::{Article, Run, jsonl};
use super::{Head, Line, Rest, Say, excerpts};
use crate::error::Problem;
use crate::text::Characters;
use serde::Serialize;
use std::borrow::Cow;
use std::io;

#[derive(Serialize)]
struct Record<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    head: Head,
    #[serde(flatten)]
    rest: Rest<'a>,
}

/// Writes an article and its quotations, with what was wrong though it could be kept. Nothing
/// of it may be settled yet.
///
/// # Errors
/// What the output says.
pub fn write(run: &Run, article: &Article, problems: &[Problem], out: &mut dyn io::Write) -> io::Result<()> {
    let document = &article.analysis.document;
    let owned = |text: Option<&std::sync::Arc<str>>| text.map(ToString::to_string);
    let excerpts = excerpts::of(run, article, &Characters::new(&document.text));
    let record = Record {
        kind: Line::Article.name(),
        head: Head {
            article_id: article.id.to_string(),
            article: document.id.to_string(),
            date: document.meta.date.map(|date| date.to_string()),
            source: owned(document.meta.source.as_ref()),
            title: owned(document.meta.title.as_ref()),
            url: owned(document.meta.url.as_ref()),
            file: document.file.to_string(),
            line: document.line,
        },
        rest: Rest {
            lang: document.language.as_ref().map(|language| language.code.to_string()),
            furniture: article.analysis.furniture.len() as u64,
            prints: article.prints.of_text(),
            excerpts: excerpts.into_iter().map(|(start, words)| (start, Cow::Borrowed(words))).collect(),
            problems: problems.iter().map(Say::from).collect(),
        },
    };
    serde_json::to_writer(&mut *out, &record)?;
    out.write_all(b"\n")?;
    jsonl::lines(run, article, true, out)
}

/// Writes what there is in place of an article.
///
/// # Errors
/// What the output says.
pub fn said(problem: &Problem, out: &mut dyn io::Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Said {
        #[serde(rename = "type")]
        kind: &'static str,
        #[serde(flatten)]
        say: Say,
    }
    let said = Said { kind: Line::Said(problem.effect).name(), say: problem.into() };
    serde_json::to_writer(&mut *out, &said)?;
    out.write_all(b"\n")
}
