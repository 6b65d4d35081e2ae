//! `LexisNexis` in plain text: the classic layout, many articles a file between lines such as
//! `1 of 52 DOCUMENTS`, and that of Nexis Uni, with `Body` and `End of Document`.
//!
//! Both wrap nothing that is not theirs into the article: source, date, headline and byline
//! become metadata, classification and copyright lines are left out. The classic layout
//! breaks its lines at some 78 columns; they are joined again, see `unwrap`.

mod classic;
mod head;
pub(super) mod uni;
mod unwrap;

use super::found::Found;
use crate::error::Kind;

/// A line with its number, from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) number: u64,
    pub(super) text: &'a str,
}

impl Line<'_> {
    fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Columns of space before the first letter.
    fn indent(&self) -> usize {
        self.text.chars().take_while(|c| c.is_whitespace()).map(|c| if c == '\t' { 4 } else { 1 }).sum()
    }
}

fn lines(text: &str) -> Vec<Line<'_>> {
    (1..).zip(text.lines()).map(|(number, text)| Line { number, text }).collect()
}

/// Lines at the head of a file that are looked at.
const LOOKED_AT: usize = 400;

/// Whether a file begins like an export of `LexisNexis`.
pub(super) fn looks_like(head: &str) -> bool {
    let mut heads = head.lines().take(LOOKED_AT).skip_while(|line| separator(line).is_none()).peekable();
    if heads.peek().is_some() {
        return heads.any(|line| head::label(line).is_some());
    }
    is_uni(head.lines().take(LOOKED_AT))
}

/// Whether lines have the marks of Nexis Uni.
pub(super) fn is_uni<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let (mut length, mut body) = (false, false);
    for line in lines.map(str::trim) {
        length |= uni::field(line).is_some_and(|(name, _)| matches!(name, "Length" | "Section" | "Byline"));
        body |= line == "Body" && length;
        if line == "End of Document" || (body && line == "Classification") {
            return true;
        }
    }
    body
}

/// All articles of a file, in its order.
pub(super) fn read(text: &str) -> Vec<Found> {
    let lines = lines(text);
    let starts: Vec<(usize, (u64, u64))> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| Some((at, separator(line.text)?)))
        .filter(|&(at, _)| at == 0 || lines[at - 1].is_blank())
        .collect();
    if starts.is_empty() {
        return uni::articles(&lines, true);
    }
    let mut found = Vec::new();
    let mut before: Option<u64> = None;
    for (nth, &(at, (number, of))) in starts.iter().enumerate() {
        let next = starts.get(nth + 1);
        let end = next.map_or(lines.len(), |next| next.0);
        let mut article = classic::article(&lines[at + 1..end]);
        article.line = Some(lines[at].number);
        if let Some(gap) = gap(before, number) {
            article.problems.push(gap);
        }
        // Parts of a long export begin late; one that begins at the first should end at the last.
        if next.is_none() && starts[0].1.0 == 1 && number < of {
            article.problems.push(Kind::DocumentsMissing(number + 1, of));
        }
        before = Some(number);
        found.push(article);
    }
    found
}

/// What is missing between two numbers of documents.
fn gap(before: Option<u64>, number: u64) -> Option<Kind> {
    let expected = before?.checked_add(1)?;
    (number > expected).then(|| Kind::DocumentsMissing(expected, number - 1))
}

/// The numbers of `3 of 52 DOCUMENTS` or `Document 3 of 52`, alone on a line, also as
/// exports in other languages say it.
fn separator(line: &str) -> Option<(u64, u64)> {
    let line = line.trim();
    if line.len() > 60 || !line.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_document = |word: &str| {
        [
            "document",
            "documents",
            "dokument",
            "dokumenten",
            "dokumente",
            "documenti",
            "documentos",
            "documento",
        ]
        .contains(&word.to_lowercase().as_str())
    };
    let mut words = line.trim_end_matches('.').split_whitespace().peekable();
    // `FOCUS - 3 of 52 DOCUMENTS`: how an export of marked words begins.
    if words.peek() == Some(&"FOCUS") {
        words.next();
        words.next_if(|word| *word == "-");
    }
    let mut named = words.next_if(|word| is_document(word)).is_some();
    let number = words.next()?.parse().ok()?;
    if !["of", "von", "de", "di", "van"].contains(&words.next()?.to_lowercase().as_str()) {
        return None;
    }
    let of = words.next()?.parse().ok()?;
    named |= words.next_if(|word| is_document(word)).is_some();
    (named && words.next().is_none()).then_some((number, of))
}

#[cfg(test)]
mod tests;
