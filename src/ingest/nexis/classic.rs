//! One article of the classic layout.

use super::super::exports::{self, Draft, is_copyright};
use super::super::found::Found;
use super::Line;
use super::head::{self, Label, label};
use super::unwrap::unwrap;

/// What the lines between two separators hold.
pub(super) fn article(lines: &[Line<'_>]) -> Found {
    let mut draft = Draft::default();
    let (preface, rest) = labelled_head(lines, &mut draft);
    let headless = rest.is_none();
    let behind = settle(preface, headless, &mut draft);
    let (body, tail) = split_tail(rest.unwrap_or(behind));
    read_tail(tail, &mut draft);
    let copyright = body.iter().rposition(|line| !line.is_blank() && !is_copyright(line.text));
    draft.found.text = unwrap(&body[..copyright.map_or(0, |last| last + 1)]);
    draft.finish()
}

/// Reads the labelled fields before the text. What stands before them comes back first, then
/// what follows, where there is any field.
fn labelled_head<'l, 't>(
    lines: &'l [Line<'t>],
    draft: &mut Draft,
) -> (&'l [Line<'t>], Option<&'l [Line<'t>]>) {
    let is_first = |line: &Line<'_>| matches!(label(line.text), Some((Label::First, ..)));
    let Some(first) = lines.iter().position(is_first) else {
        // A brief without even a length: its text is what follows the headline.
        return (lines, None);
    };
    let mut open: Option<(&str, String)> = None;
    let mut at = first;
    while let Some(line) = lines.get(at) {
        if let Some((kind, name, rest)) = label(line.text) {
            keep(open.take(), draft);
            if kind != Label::First {
                break;
            }
            if name == "BODY" {
                at += usize::from(rest.is_empty());
                break;
            }
            open = Some((name, rest.to_string()));
        } else if line.is_blank() {
            keep(open.take(), draft);
        } else if let Some((_, value)) = open.as_mut().filter(|(name, _)| *name != "LENGTH") {
            value.push(' ');
            value.push_str(line.text.trim());
        } else {
            break;
        }
        at += 1;
    }
    keep(open, draft);
    (&lines[..first], Some(&lines[at..]))
}

fn keep(field: Option<(&str, String)>, draft: &mut Draft) {
    let Some((name, value)) = field else { return };
    match name {
        "BYLINE" | "AUTHOR" | "AUTOR" => draft.found.author = Some(exports::author(&value)),
        "HEADLINE" | "TITLE" => draft.found.title = Some(value),
        "LENGTH" => draft.words = exports::length(&value),
        "SOURCE" => draft.found.source = Some(value),
        _ => {}
    }
}

/// Source, date and headline from the lines before the fields, which have no names. Where
/// there are no fields, the text begins behind the headline.
fn settle<'l, 't>(lines: &'l [Line<'t>], headless: bool, draft: &mut Draft) -> &'l [Line<'t>] {
    let dated = lines.iter().position(|line| head::date(line.text).is_some());
    let plain = |line: &&Line<'_>| !line.is_blank() && !is_copyright(line.text);
    let mut at = match dated {
        Some(at) => {
            draft.found.date = head::date(lines[at].text);
            if let Some(source) = lines[..at].iter().find(plain) {
                draft.found.source = Some(source.text.trim().to_string());
            }
            at + 1
        }
        None => match lines.iter().position(|line| plain(&line)) {
            Some(first) => {
                draft.found.source.get_or_insert_with(|| lines[first].text.trim().to_string());
                first + 1
            }
            None => return &[],
        },
    };
    // Behind the date, in the middle of the page: the edition.
    let is_centred = |line: &Line<'_>| line.indent() >= CENTRED || is_copyright(line.text);
    while lines.get(at).is_some_and(|line| line.is_blank() || is_centred(line)) {
        at += 1;
    }
    let rest = &lines[at..];
    let length =
        if headless { rest.iter().position(Line::is_blank).unwrap_or(rest.len()) } else { rest.len() };
    let headline: Vec<&str> = rest[..length].iter().filter(plain).map(|line| line.text.trim()).collect();
    if !headline.is_empty() && draft.found.title.is_none() {
        draft.found.title = Some(headline.join(" "));
    }
    &rest[length..]
}

/// Columns before a line that stands in the middle of the page.
const CENTRED: usize = 10;

/// The text, and the fields behind it.
fn split_tail<'l, 't>(lines: &'l [Line<'t>]) -> (&'l [Line<'t>], &'l [Line<'t>]) {
    let begins = |at: usize| at == 0 || lines[at - 1].is_blank() || label(lines[at - 1].text).is_some();
    let mut end = (0..lines.len())
        .find(|&at| begins(at) && matches!(label(lines[at].text), Some((Label::Last, ..))))
        .unwrap_or(lines.len());
    // Labels that prose could have too belong to the fields where they stand just before them.
    while end < lines.len() {
        let before = lines[..end].iter().rposition(|line| !line.is_blank()).map_or(0, |last| last + 1);
        let block = lines[..before].iter().rposition(Line::is_blank).map_or(0, |blank| blank + 1);
        let is_field = lines.get(block).is_some_and(|line| label(line.text).is_some());
        if block >= before || !is_field {
            break;
        }
        end = block;
    }
    lines.split_at(end)
}

fn read_tail(lines: &[Line<'_>], draft: &mut Draft) {
    for (_, name, value) in lines.iter().filter_map(|line| label(line.text)) {
        match name {
            "LANGUAGE" if !value.is_empty() => draft.found.language = Some(exports::language(value)),
            "URL" if !value.is_empty() => draft.found.url = Some(value.to_string()),
            _ => {}
        }
    }
}
