//! The layout of Nexis Uni: a title, the source, a date, fields, `Body`, the text,
//! `Classification` and more fields, `End of Document`. As text its paragraphs are lines;
//! as DOCX they are paragraphs, see `docx`.

use super::super::exports::{self, Draft, is_copyright};
use super::super::found::Found;
use super::{Line, head};

const FIELDS: &[&str] = &[
    "Section",
    "Length",
    "Byline",
    "Dateline",
    "Highlight",
    "Language",
    "Publication-Type",
    "Journal Code",
    "Subject",
    "Company",
    "Organization",
    "Ticker",
    "Industry",
    "Person",
    "Geographic",
    "Load-Date",
    "Graphic",
    "URL",
    "Series",
    "Correction",
    "ISSN",
    "Document-Type",
    "Author",
    "Headline",
    "Correction-Date",
    "Notes",
    "Type",
    "Name",
];

/// The name and value of a line that is a field.
pub(in super::super) fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.trim().split_once(':')?;
    FIELDS.contains(&name).then(|| (name, value.trim()))
}

/// The articles of some lines, one up to each `End of Document`. Lines have numbers to show
/// where they are those of a text file.
pub(in super::super) fn articles(lines: &[Line<'_>], numbered: bool) -> Vec<Found> {
    let mut found = Vec::new();
    for part in lines.split(|line| line.text.trim() == "End of Document") {
        let skip = part.iter().take_while(|line| line.is_blank() || is_page(line.text)).count();
        let part = &part[skip..];
        let Some(first) = part.first() else { continue };
        let (start, mut article) = article(part);
        article.line = numbered.then_some(start.unwrap_or(first.number));
        found.push(article);
    }
    found
}

/// One article, and the line of its title.
fn article(lines: &[Line<'_>]) -> (Option<u64>, Found) {
    let mut draft = Draft::default();
    let is = |at: usize, word: &str| lines[at].text.trim() == word;
    // The list of titles on a cover may name an article "Body"; the text follows the last.
    let fields = lines.iter().rposition(|line| matches!(field(line.text), Some(("Length" | "Section", _))));
    let from = fields.map_or(0, |at| at.min(lines.len()));
    let marked = (from..lines.len())
        .find(|&at| is(at, "Body"))
        .or_else(|| (0..lines.len()).find(|&at| is(at, "Body")));
    let Some(body) = marked else {
        // A document without a body is counted, and rejected for it.
        read_head(lines, &mut draft);
        return (None, draft.finish());
    };
    let start = read_head(&lines[..body], &mut draft);
    let rest = &lines[body + 1..];
    let end = (0..rest.len()).find(|&at| ends(rest, at)).unwrap_or(rest.len());
    draft.found.text = paragraphs(&rest[..end]);
    read_tail(&rest[end..], &mut draft);
    (start, draft.finish())
}

/// Whether the fields behind a text begin at a line.
fn ends(lines: &[Line<'_>], at: usize) -> bool {
    let line = lines[at].text.trim();
    line == "Classification"
        || matches!(field(line), Some(("Load-Date" | "Publication-Type" | "Journal Code", _)))
}

/// The heading of a page, or what stands on a cover.
fn is_page(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let number = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    words.next() == Some("Page")
        && number(words.next())
        && words.next() == Some("of")
        && number(words.next())
        && words.next().is_none()
}

/// Reads what stands before the text; the line of the title comes back.
fn read_head(lines: &[Line<'_>], draft: &mut Draft) -> Option<u64> {
    // A cover comes before the first article; its own dates have labels.
    let dated = lines.iter().rposition(|line| head::date(line.text).is_some());
    let mut start = None;
    if let Some(at) = dated {
        draft.found.date = head::date(lines[at].text);
        let mut before = lines[..at]
            .iter()
            .rev()
            .filter(|line| !line.is_blank() && !is_copyright(line.text) && !is_page(line.text));
        if let Some(source) = before.next() {
            draft.found.source = Some(source.text.trim().to_string());
            start = Some(source.number);
        }
        if let Some(title) = before.next() {
            draft.found.title = Some(title.text.trim().to_string());
            start = Some(title.number);
        }
    }
    for (name, value) in lines[dated.unwrap_or(0)..].iter().filter_map(|line| field(line.text)) {
        match name {
            "Length" => draft.words = exports::length(value),
            "Byline" | "Author" if !value.is_empty() => draft.found.author = Some(exports::author(value)),
            "Headline" if !value.is_empty() => draft.found.title = Some(value.to_string()),
            _ => {}
        }
    }
    start
}

fn read_tail(lines: &[Line<'_>], draft: &mut Draft) {
    for (name, value) in lines.iter().filter_map(|line| field(line.text)) {
        match name {
            "Language" if !value.is_empty() => draft.found.language = Some(exports::language(value)),
            "URL" if !value.is_empty() => draft.found.url = Some(value.to_string()),
            _ => {}
        }
    }
}

/// Lines are paragraphs; pictures and the numbers of pages are not among them.
fn paragraphs(lines: &[Line<'_>]) -> String {
    let mut text = String::new();
    for line in lines.iter().filter(|line| !line.is_blank() && !is_page(line.text)) {
        if matches!(field(line.text), Some(("Graphic" | "URL", _))) {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(line.text.trim());
    }
    text
}
