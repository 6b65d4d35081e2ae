//! `WordStat`'s `.cat`: a tree by indentation; a term ends in its weight, `WAR_CRIME (1)`.

use super::draft::Draft;
use super::folder;
use super::outgoing::Outgoing;
use crate::error::Error;

struct Line<'a> {
    number: u64,
    indent: usize,
    text: &'a str,
    weight: Option<&'a str>,
}

#[expect(clippy::unnecessary_wraps, reason = "one of the readers of FORMATS, of which some can fail")]
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    draft.spelling.underscores = true;
    draft.spelling.globs = true;
    let lines: Vec<Line<'_>> = (1..)
        .zip(text.lines())
        .filter(|(_, raw)| !raw.trim().is_empty())
        .map(|(number, raw)| {
            let (text, weight) = weighted(raw.trim());
            Line { number, indent: indent(raw), text, weight }
        })
        .collect();
    let mut wholes: Vec<(usize, usize)> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let number = line.number;
        if line.text.starts_with('@') {
            draft.left_out(number, line.text, "it is a rule about words near each other");
            continue;
        }
        let deeper = lines.get(at + 1).is_some_and(|next| next.indent > line.indent);
        let beside = lines.iter().any(|l| l.weight.is_some() && l.indent == line.indent);
        let parent = wholes.iter().rfind(|(indent, _)| *indent < line.indent).map(|w| w.1);
        if line.weight.is_none() && (deeper || !beside) {
            wholes.retain(|(indent, _)| *indent < line.indent);
            wholes.push((line.indent, draft.group(line.text, parent, "", number)));
            continue;
        }
        let group = parent.or_else(|| {
            let last = wholes.last().map(|w| w.1)?;
            draft.note(number, "a term is not indented; it is in the category before it");
            Some(last)
        });
        let group = group.unwrap_or_else(|| draft.only_group(number));
        if line.weight.is_none() {
            draft.note(number, format!("\"{}\" has no weight; it is read as a term", line.text));
        }
        let weight = line.weight.map_or(Some(1.0), |raw| draft.weight(number, line.text, raw));
        if let Some(weight) = weight {
            draft.term(number, line.text, &[(group, weight)], "");
        }
    }
    Ok(())
}

/// A term and what stands in brackets at its end, where that could be a weight.
fn weighted(raw: &str) -> (&str, Option<&str>) {
    let split = raw.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match split {
        Some((term, weight))
            if !term.trim().is_empty()
                && weight.starts_with(|c: char| c.is_ascii_digit() || "+-.,".contains(c)) =>
        {
            (term.trim(), Some(weight.trim()))
        }
        _ => (raw, None),
    }
}

/// How far a line is indented; a tab reaches to the next multiple of eight.
fn indent(raw: &str) -> usize {
    let blanks = raw.chars().take_while(|c| c.is_whitespace());
    blanks.fold(0, |at, c| if c == '\t' { (at / 8 + 1) * 8 } else { at + 1 })
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let mut text = String::new();
    for &(category, depth) in &out.tree {
        let indent = "\t".repeat(depth);
        text.push_str(&format!("{indent}{}\n", out.name(category)));
        for (term, weight) in out.terms(category) {
            let weight = folder::weight(weight);
            let weight = if weight.is_empty() { "1" } else { &weight };
            text.push_str(&format!("{indent}\t{} ({weight})\n", term.replace(' ', "_")));
        }
    }
    text
}
