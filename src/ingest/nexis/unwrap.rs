//! Makes paragraphs of wrapped lines.
//!
//! The lines of a paragraph are joined by one space. Paragraphs end at a blank line, before
//! a line that is indented where the line before is not, and behind a line that ends a
//! sentence though the next word would have fitted on it. A hyphen at the end of a line
//! stays, as a wrapped `well-known` has its own, unless the same text has the word without
//! it and not with it: then it was a printer's.

use super::Line;
use std::collections::HashSet;

/// The paragraphs of some lines, with blank lines between them.
pub(super) fn unwrap(lines: &[Line<'_>]) -> String {
    let width = width(lines);
    let mut words: Option<HashSet<String>> = None;
    let mut text = String::new();
    let mut before: Option<Line<'_>> = None;
    for line in lines {
        if line.is_blank() {
            before = None;
            continue;
        }
        let this = line.text.trim();
        match before {
            Some(last) if !breaks(&last, line, width) => {
                join(&mut text, this, || words.get_or_insert_with(|| all_words(lines)));
            }
            _ => {
                if !text.is_empty() {
                    text.push_str("\n\n");
                }
                text.push_str(this);
            }
        }
        before = Some(*line);
    }
    text
}

/// Columns to which most of the lines that have a next one reach.
fn width(lines: &[Line<'_>]) -> usize {
    let mut widths: Vec<usize> = lines
        .windows(2)
        .filter(|pair| !pair[0].is_blank() && !pair[1].is_blank())
        .map(|pair| pair[0].text.trim_end().chars().count())
        .collect();
    if widths.is_empty() {
        return 0;
    }
    let at = (widths.len() - 1) * 4 / 5;
    *widths.select_nth_unstable(at).1
}

/// Whether a paragraph ends between two lines.
fn breaks(last: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    if next.indent() >= last.indent() + 2 {
        return true;
    }
    let first = next.text.split_whitespace().next().map_or(0, |word| word.chars().count());
    let fits = last.text.trim_end().chars().count() + 1 + first + SLACK <= width;
    let ends = last.text.trim_end().trim_end_matches(['"', '\'', '”', '’', '»', ')', ']']);
    fits && ends.ends_with(['.', '?', '!', ':', '…'])
}

/// Columns that a wrapped line may leave free besides those of the next word.
const SLACK: usize = 8;

fn join<'w>(text: &mut String, next: &str, words: impl FnOnce() -> &'w mut HashSet<String>) {
    if let Some(left) = text.strip_suffix('-').and_then(last_word) {
        let right: String = next.chars().take_while(|c| c.is_alphabetic()).collect();
        // `two- and three-year terms`
        let suspended = ["and", "or", "to"].contains(&right.as_str());
        if !right.is_empty() && !suspended {
            let words = words();
            let [left, right] = [left.to_lowercase(), right.to_lowercase()];
            let has = |between: &str| words.contains(&format!("{left}{between}{right}"));
            if has("") && !has("-") {
                text.pop();
            }
            text.push_str(next);
            return;
        }
    }
    text.push(' ');
    text.push_str(next);
}

fn last_word(text: &str) -> Option<&str> {
    let start = text.char_indices().rev().take_while(|(_, c)| c.is_alphabetic()).last()?.0;
    Some(&text[start..])
}

/// Every word that stands within a line, in small letters; words with a hyphen whole.
fn all_words(lines: &[Line<'_>]) -> HashSet<String> {
    let not_part = |c: char| !(c.is_alphabetic() || c == '-');
    let words = lines.iter().flat_map(|line| line.text.split(not_part));
    words.filter(|word| word.len() > 3 && !word.ends_with('-')).map(str::to_lowercase).collect()
}
