//! A draft as a lexicon.

use super::Format;
use super::draft::Draft;
use super::identifier;
use super::settle::settle;
use crate::lexicon::load::{self, Loaded, hex};
use crate::lexicon::{Category, Source};
use sha2::{Digest, Sha256};

/// Key of the source that every imported row names.
pub(super) const SOURCE: &str = "import";

/// The lexicon that a draft makes, through the same door as a CSV of the user's.
pub(super) fn lexicon(mut draft: Draft<'_>, bytes: &[u8], format: &Format) -> Loaded {
    settle(&mut draft);
    for at in 0..draft.groups.len() {
        let of_it = |g: usize| g == at || draft.groups[g].parent == Some(at);
        if !draft.rows.iter().any(|row| row.groups.iter().any(|(g, _)| of_it(*g)))
            && !draft.groups.iter().any(|g| g.parent == Some(at))
        {
            let what = format!("category \"{}\" has no term that can be matched", draft.groups[at].name);
            draft.note(draft.groups[at].line, what);
        }
    }
    let names: Vec<(&str, Option<usize>)> =
        draft.groups.iter().map(|g| (shown(&draft, g), g.parent)).collect();
    let identifiers = identifier::all(&names);
    let order = wholes_first(&draft);
    let (text, lines) = rows(&draft, &identifiers);
    let (loaded, mut problems) = load::from_csv(draft.name, &text, draft.file);
    let loaded = loaded.map(|mut lexicon| {
        let categories = order.iter().map(|&at| Category {
            name: identifiers[at].clone(),
            parent: draft.groups[at].parent.and_then(|p| order.iter().position(|o| *o == p)),
            definition: definition(&draft, at, &identifiers[at]),
            charge: None,
            standing: false,
        });
        let categories: Vec<Category> = categories.collect();
        let found: Vec<Option<usize>> = (lexicon.categories.iter())
            .map(|found| categories.iter().position(|c| c.name == found.name))
            .collect();
        for entry in lexicon.entries.make_mut() {
            entry.category = entry.category.and_then(|c| found[c]);
            entry.line = lines.get(entry.line as usize - 2).copied().unwrap_or(entry.line);
            entry.source = SOURCE.into();
        }
        lexicon.categories = categories;
        lexicon.licence = super::own_licence(draft.file);
        lexicon.sources = vec![source(draft.file, format)];
        lexicon.sha256 = hex(&Sha256::digest(bytes));
        lexicon
    });
    // None is expected; if there is one, its line is that of the table, not of the file.
    for problem in &mut problems {
        problem.place.column = None;
    }
    draft.problems.extend(problems);
    (loaded, draft.problems)
}

/// Where imported rows come from.
pub(super) fn source(file: &str, format: &Format) -> Source {
    Source { key: SOURCE.into(), what: super::imported(file, format), licence: String::new() }
}

/// The last part of `war.weapons` where it is a part of `war`.
fn shown<'d>(draft: &'d Draft<'_>, group: &'d super::draft::Group) -> &'d str {
    let whole = group.parent.map(|p| draft.groups[p].name.as_str());
    let rest = whole.and_then(|whole| group.name.strip_prefix(whole)).and_then(|r| r.strip_prefix('.'));
    rest.unwrap_or(&group.name)
}

fn definition(draft: &Draft<'_>, at: usize, identifier: &str) -> String {
    let group = &draft.groups[at];
    let own = if group.name == identifier || shown(draft, group) == identifier {
        String::new()
    } else {
        format!("\"{}\" in the file.", group.name)
    };
    format!("{own} {}", group.about).trim().into()
}

/// Categories in the order of the file, each behind its whole.
fn wholes_first(draft: &Draft<'_>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut open: Vec<usize> =
        (0..draft.groups.len()).filter(|&at| draft.groups[at].parent.is_none()).collect();
    open.reverse();
    while let Some(at) = open.pop() {
        order.push(at);
        let parts = (0..draft.groups.len()).rev().filter(|&part| draft.groups[part].parent == Some(at));
        open.extend(parts);
    }
    order
}

/// The rows as a table, and for each the line of its term in the dictionary.
fn rows(draft: &Draft<'_>, identifiers: &[String]) -> (String, Vec<u64>) {
    let mut sorted: Vec<(&str, &str, &super::draft::Row, f64)> = Vec::new();
    for row in &draft.rows {
        for &(group, weight) in &row.groups {
            sorted.push((&row.text, &identifiers[group], row, weight));
        }
    }
    sorted.sort_by_key(|(text, category, ..)| (*text, *category));
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 5]| csv.write_record(cells).unwrap_or_default();
    write(["pattern", "category", "weight", "case", "note"]);
    for (text, category, row, weight) in &sorted {
        let case = if row.exact { "exact" } else { "" };
        write([text, category, &super::folder::weight(*weight), case, &row.note]);
    }
    let bytes = csv.into_inner().unwrap_or_default();
    let lines = sorted.iter().map(|(_, _, row, _)| row.line).collect();
    (String::from_utf8_lossy(&bytes).into_owned(), lines)
}
