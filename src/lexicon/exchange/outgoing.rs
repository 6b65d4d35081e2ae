//! A lexicon as other tools see it: terms with their categories, and what they cannot hold.

use super::{Format, Holds};
use crate::lexicon::{Entry, Lexicon, Negation, Sense};

/// A term and its categories with their weights.
#[derive(Clone, Debug)]
pub(super) struct Out<'a> {
    pub(super) text: &'a str,
    pub(super) groups: Vec<(usize, f64)>,
    pub(super) note: &'a str,
}

/// What is written: the rows of categories, a term once.
#[derive(Debug)]
pub(super) struct Outgoing<'a> {
    pub(super) lexicon: &'a Lexicon,
    /// Categories with their depth, each behind its whole.
    pub(super) tree: Vec<(usize, usize)>,
    pub(super) rows: Vec<Out<'a>>,
}

impl<'a> Outgoing<'a> {
    pub(super) fn new(lexicon: &'a Lexicon) -> Self {
        let mut rows: Vec<Out<'a>> = Vec::new();
        let mut entries: Vec<&Entry> = lexicon.entries.iter().collect();
        entries.sort_by_key(|entry| (&entry.pattern.text, entry.category));
        for entry in entries {
            let Some(category) = entry.category else { continue };
            let text = &*entry.pattern.text;
            match rows.last_mut().filter(|last| last.text == text) {
                Some(last) => last.groups.push((category, entry.weight)),
                None => rows.push(Out { text, groups: vec![(category, entry.weight)], note: &entry.note }),
            }
        }
        let mut tree = Vec::new();
        let mut open: Vec<(usize, usize)> = lexicon.tops().map(|top| (top, 0)).collect();
        open.reverse();
        while let Some((at, depth)) = open.pop() {
            tree.push((at, depth));
            let parts = (0..lexicon.categories.len()).rev();
            open.extend(parts.filter(|&p| lexicon.categories[p].parent == Some(at)).map(|p| (p, depth + 1)));
        }
        Self { lexicon, tree, rows }
    }

    pub(super) fn name(&self, category: usize) -> &'a str {
        &self.lexicon.categories[category].name
    }

    /// `war.weapons` for a part of war.
    pub(super) fn path(&self, category: usize) -> String {
        match self.lexicon.categories[category].parent {
            Some(parent) => format!("{}.{}", self.path(parent), self.name(category)),
            None => self.name(category).into(),
        }
    }

    /// The categories of a term with all that they are part of, for tools that know no parts.
    pub(super) fn listed(&self, row: &Out<'_>) -> Vec<(usize, f64)> {
        let mut out = row.groups.clone();
        let mut at = 0;
        while let Some(&(category, weight)) = out.get(at) {
            if let Some(parent) = self.lexicon.categories[category].parent
                && !out.iter().any(|(known, _)| *known == parent)
            {
                out.push((parent, weight));
            }
            at += 1;
        }
        out
    }

    /// The terms of a category, with their weights.
    pub(super) fn terms(&self, category: usize) -> impl Iterator<Item = (&'a str, f64)> {
        let weight = move |row: &Out<'_>| row.groups.iter().find(|g| g.0 == category).map(|g| g.1);
        self.rows.iter().filter_map(move |row| Some((row.text, weight(row)?)))
    }

    /// Whether a category has parts.
    pub(super) fn is_whole(&self, category: usize) -> bool {
        self.lexicon.categories.iter().any(|c| c.parent == Some(category))
    }
}

/// What stays behind when a lexicon is written in a format, one sentence each.
pub(super) fn losses(lexicon: &Lexicon, format: &Format) -> Vec<String> {
    let Holds { weights, categories, parts, any_word, notes, rest } = format.holds;
    if rest {
        let about = "definitions, parts, sources, licence and examples are in the lexicon's folder only";
        return std::iter::once(about.to_string()).chain(rules(lexicon)).collect();
    }
    let count = |test: &dyn Fn(&Entry) -> bool| lexicon.entries.iter().filter(|e| test(e)).count();
    let within = |test: &dyn Fn(&Entry) -> bool| count(&|e| e.category.is_some() && test(e));
    let mut out = Vec::new();
    let mut say = |n: usize, held: bool, what: &str| {
        if n > 0 && !held {
            let rows = if n == 1 { "1 row".to_string() } else { format!("{n} rows") };
            out.push(format!("{rows} {what}"));
        }
    };
    say(
        count(&|e| e.category.is_none()),
        false,
        "of categories none and company not written: what they silence or vouch for is counted there",
    );
    let ambiguous = count(&|e| e.sense == Sense::Ambiguous);
    say(ambiguous, false, "of sense ambiguous written as any other: they count everywhere there");
    say(within(&|e| e.pattern.exact), false, "written without case: they match in any case there");
    #[expect(clippy::float_cmp, reason = "exactly 1 is no weight")]
    let weighted = within(&|e| e.weight != 1.0);
    say(weighted, weights, "written without their weights");
    say(
        within(&|e| e.pattern.text.split(' ').any(|word| word == "*")),
        any_word,
        "with * for a word: that tool may not know it",
    );
    say(count(&|e| e.category.is_some() && !e.note.is_empty()), notes, "written without their notes");
    say(within(&|e| !e.value.is_empty()), false, "written without their values");
    let names = lexicon.categories.len();
    if names > 1 && !categories {
        out.push(format!("{names} categories written as one list"));
    } else if !parts && lexicon.categories.iter().any(|c| c.parent.is_some()) {
        out.push("parts are written as categories, whole.part, and their terms under the whole too".into());
    }
    out.push("definitions, sources, licence and examples are not written".into());
    out.extend(rules(lexicon));
    out
}

/// What only `lexicon.toml` can say of how hits are read.
fn rules(lexicon: &Lexicon) -> impl Iterator<Item = String> {
    let removes = lexicon.negation == Negation::Removes;
    let charges = lexicon.categories.iter().any(|c| c.charge.is_some());
    let standing = lexicon.categories.iter().any(|c| c.standing);
    let lost = [
        (removes, "negation = \"removes\" is not written: negated hits count there"),
        (charges, "charge is not written: nobody is accused or denies there"),
        (standing, "standing is not written: institutions take any company there"),
    ];
    lost.into_iter().filter(|(is, _)| *is).map(|(_, what)| what.to_string())
}
