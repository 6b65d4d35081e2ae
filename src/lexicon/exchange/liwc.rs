//! LIWC `.dic` (2007, 2015): numbered categories between two lines of `%`, then terms with
//! the numbers of their categories. From 2015 on, parts are indented behind their whole.

use super::draft::Draft;
use super::outgoing::Outgoing;
use crate::error::Error;
use std::collections::BTreeMap;

#[expect(clippy::unnecessary_wraps, reason = "one of the readers of FORMATS, of which some can fail")]
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    draft.explicit = true;
    let mut numbers: BTreeMap<u32, usize> = BTreeMap::new();
    let mut percents = 0;
    let mut wholes: Vec<(usize, usize)> = Vec::new();
    for (line, raw) in (1..).zip(text.lines()) {
        if raw.trim().is_empty() {
            continue;
        }
        if raw.trim() == "%" && percents < 2 {
            percents += 1;
        } else if percents == 1 && is_category(raw) {
            category(line, raw, &mut numbers, &mut wholes, draft);
        } else {
            if percents == 1 {
                draft.note(line, "the list of categories is not closed by a line of %; terms begin here");
                percents = 2;
            }
            entry(line, raw, &mut numbers, draft);
        }
    }
    Ok(())
}

/// A number and then a name; a term has its numbers behind it.
fn is_category(raw: &str) -> bool {
    let mut parts = raw.split_whitespace();
    parts.next().is_some_and(|id| id.parse::<u32>().is_ok())
        && parts.next().is_some_and(|name| name.parse::<u32>().is_err())
}

/// `12<tab>anger (Words of anger)`, indented behind its whole.
fn category(
    line: u64,
    raw: &str,
    numbers: &mut BTreeMap<u32, usize>,
    wholes: &mut Vec<(usize, usize)>,
    draft: &mut Draft<'_>,
) {
    let depth = raw.len() - raw.trim_start().len();
    let (id, rest) = raw.trim().split_once(char::is_whitespace).unwrap_or((raw.trim(), ""));
    let Ok(id) = id.parse() else { return };
    let rest = rest.trim();
    let (name, about) = match rest.strip_suffix(')').and_then(|rest| rest.split_once('(')) {
        Some((name, about)) if !name.trim().is_empty() => (name.trim(), about),
        _ => (rest, ""),
    };
    wholes.retain(|(indent, _)| *indent < depth);
    if numbers.contains_key(&id) {
        draft.note(
            line,
            format!("number {id} is taken by a category before \"{name}\"; its terms are that one's"),
        );
        return;
    }
    let at = draft.group(name, wholes.last().map(|w| w.1), about, line);
    numbers.insert(id, at);
    wholes.push((depth, at));
}

fn entry(line: u64, raw: &str, numbers: &mut BTreeMap<u32, usize>, draft: &mut Draft<'_>) {
    let raw = raw.trim();
    let (term, rest) = match raw.split_once('\t') {
        Some(split) => split,
        None => split_at_numbers(raw),
    };
    let mut groups = Vec::new();
    for mark in marks(rest) {
        match mark.parse::<u32>() {
            Ok(id) => {
                let file = draft.file;
                let at = *numbers.entry(id).or_insert_with(|| {
                    draft.note(line, format!("category {id} is not declared; it is kept under its number"));
                    draft.group(&id.to_string(), None, &format!("A number that {file} does not name."), line)
                });
                if !groups.contains(&(at, 1.0)) {
                    groups.push((at, 1.0));
                }
            }
            Err(_) if mark.starts_with(['<', '(']) => {
                draft.left_out(
                    line,
                    term,
                    &format!("in {mark}: conditions on neighbouring words are not read"),
                );
            }
            Err(_) => draft.left_out(line, term, &format!("in \"{mark}\", which is no category's number")),
        }
    }
    if !groups.is_empty() || rest.trim().is_empty() {
        draft.term(line, term, &groups, "");
    }
}

/// Where spaces stand for tabs: the numbers at the end are the categories.
fn split_at_numbers(raw: &str) -> (&str, &str) {
    let is_mark = |word: &str| word.starts_with(['<', '(']) || word.parse::<u32>().is_ok();
    let mut at = raw.len();
    let mut word_end = raw.len();
    for (space, c) in raw.char_indices().rev() {
        if c.is_whitespace() {
            let word = &raw[space + c.len_utf8()..word_end];
            let inside = word.contains(')') && !word.contains('(');
            if !word.is_empty() && !is_mark(word) && !inside {
                break;
            }
            if !inside {
                at = space;
            }
            word_end = space;
        }
    }
    raw.split_at(at)
}

/// The numbers behind a term, `(02 134)125/464` as one.
fn marks(rest: &str) -> Vec<String> {
    let (mut out, mut depth) = (vec![String::new()], 0);
    for c in rest.chars() {
        depth += i32::from(c == '(') - i32::from(c == ')');
        match (out.last_mut(), c.is_whitespace() && depth <= 0) {
            (_, true) => out.push(String::new()),
            (Some(last), false) => last.push(c),
            (None, false) => {}
        }
    }
    out.retain(|mark| !mark.is_empty());
    out
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let number = |category: usize| out.tree.iter().position(|(at, _)| *at == category).unwrap_or(0) + 1;
    let mut text = String::from("%\n");
    for &(category, depth) in &out.tree {
        text.push_str(&format!("{}{}\t{}\n", "\t".repeat(depth), number(category), out.name(category)));
    }
    text.push_str("%\n");
    for row in &out.rows {
        let mut numbers: Vec<usize> = out.listed(row).iter().map(|(at, _)| number(*at)).collect();
        numbers.sort_unstable();
        text.push_str(row.text);
        for number in numbers {
            text.push_str(&format!("\t{number}"));
        }
        text.push('\n');
    }
    text
}
