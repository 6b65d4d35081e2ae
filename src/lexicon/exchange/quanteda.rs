//! quanteda's YAML: keys are categories, lists their terms, keys in keys their parts; the
//! terms of a category that also has parts stand under `__`.
//!
//! It is read as events, not values: `no`, `on` and `1` are words here, and every one has
//! its line.

use super::draft::Draft;
use super::outgoing::Outgoing;
use crate::error::{Error, Kind};
use saphyr_parser::{Event, Parser, ScalarStyle};

/// What is open around an event.
enum Open {
    /// A mapping of a category (or of the file): its key waits for a value, or it waits for a key.
    Keys { of: Option<usize>, key: Option<usize> },
    /// A list of terms.
    Terms { of: Option<usize> },
}

pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    draft.spelling.globs = true;
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| {
            let what = format!("is not YAML: {}", error.info());
            Error::at(draft.at(error.marker().line() as u64), Kind::Noted(what))
        })?;
        let line = span.start.line() as u64;
        match event {
            Event::MappingStart(..) => {
                let of = value(&mut open);
                open.push(Open::Keys { of, key: None });
            }
            Event::SequenceStart(..) => {
                let of = value(&mut open);
                open.push(Open::Terms { of });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                open.pop();
            }
            Event::Scalar(word, style, ..) => scalar(&word, style, line, &mut open, draft),
            Event::Alias(_) => {
                value(&mut open);
                draft.left_out(line, "*alias", "it points elsewhere in the file; write the terms out");
            }
            _ => {}
        }
    }
    Ok(())
}

/// The category of what comes now; a key that waited has its value then.
fn value(open: &mut [Open]) -> Option<usize> {
    match open.last_mut() {
        None => None,
        Some(Open::Terms { of }) => *of,
        Some(Open::Keys { of, key }) => key.take().or(*of),
    }
}

fn scalar(word: &str, style: ScalarStyle, line: u64, open: &mut [Open], draft: &mut Draft<'_>) {
    if let Some(Open::Keys { of, key: key @ None }) = open.last_mut() {
        *key = of.filter(|_| word == "__").or_else(|| Some(draft.group(word, *of, "", line)));
        return;
    }
    let of = value(open);
    let nothing = style == ScalarStyle::Plain && matches!(word, "" | "~" | "null");
    if nothing {
        return;
    }
    let group = of.unwrap_or_else(|| draft.only_group(line));
    draft.term(line, word, &[(group, 1.0)], "");
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let mut text = String::new();
    for &(category, depth) in &out.tree {
        let indent = "  ".repeat(depth);
        let terms: Vec<&str> = out.terms(category).map(|(term, _)| term).collect();
        let empty = if terms.is_empty() && !out.is_whole(category) { " []" } else { "" };
        text.push_str(&format!("{indent}{}:{empty}\n", quoted(out.name(category))));
        let inner = if out.is_whole(category) && !terms.is_empty() {
            text.push_str(&format!("{indent}  __:\n"));
            format!("{indent}    ")
        } else {
            format!("{indent}  ")
        };
        for term in terms {
            text.push_str(&format!("{inner}- {}\n", quoted(term)));
        }
    }
    text
}

/// In double quotation marks, so that no word is a number or a truth value.
fn quoted(word: &str) -> String {
    let mut out = String::from("\"");
    for c in word.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
