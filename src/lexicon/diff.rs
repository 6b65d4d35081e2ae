//! What changed between two versions of a lexicon, row by row.

use super::{Entry, Lexicon, Negation, Sense};
use std::collections::BTreeMap;

/// A field of a row, or of the lexicon, that is not what it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its name.
    pub field: &'static str,
    /// What it was.
    pub old: String,
    /// What it is.
    pub new: String,
}

/// The difference of two lexicons. Rows are known again by their pattern without case; what
/// only their note, source or value says changes no number and is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// What is said of all rows: what becomes of negated hits, categories and their wholes.
    pub head: Vec<Change>,
    /// Rows of the new lexicon that the old one has not.
    pub added: Vec<usize>,
    /// Rows of the old lexicon that the new one has not.
    pub removed: Vec<usize>,
    /// Rows of the old and the new lexicon, with what changed.
    pub changed: Vec<(usize, usize, Vec<Change>)>,
}

impl Diff {
    /// Whether both say the same.
    pub fn is_empty(&self) -> bool {
        let Self { head, added, removed, changed } = self;
        head.is_empty() && added.is_empty() && removed.is_empty() && changed.is_empty()
    }
}

/// Compares two lexicons.
pub fn diff(old: &Lexicon, new: &Lexicon) -> Diff {
    let mut diff = Diff { head: head(old, new), ..Diff::default() };
    let mut rows: BTreeMap<String, [Vec<usize>; 2]> = BTreeMap::new();
    for (side, lexicon) in [old, new].into_iter().enumerate() {
        for (at, entry) in lexicon.entries.iter().enumerate() {
            rows.entry(entry.pattern.text.to_lowercase()).or_default()[side].push(at);
        }
    }
    for [mut of_old, mut of_new] in rows.into_values() {
        // One pattern in several categories: first those that kept theirs are paired.
        let mut pairs = Vec::new();
        for kept in [true, false] {
            of_old.retain(|&o| {
                let same = |n: &usize| {
                    !kept || old.category_name(&old.entries[o]) == new.category_name(&new.entries[*n])
                };
                let found = of_new.iter().position(same).map(|at| of_new.remove(at));
                pairs.extend(found.map(|n| (o, n)));
                found.is_none()
            });
        }
        diff.removed.extend(of_old);
        diff.added.extend(of_new);
        let changes = |(o, n)| (o, n, changes((old, &old.entries[o]), (new, &new.entries[n])));
        diff.changed.extend(pairs.into_iter().map(changes).filter(|(.., changes)| !changes.is_empty()));
    }
    diff
}

fn changes((old, o): (&Lexicon, &Entry), (new, n): (&Lexicon, &Entry)) -> Vec<Change> {
    let case = |e: &Entry| if e.pattern.exact { "exact" } else { "" }.to_string();
    let sense = |e: &Entry| if e.sense == Sense::Ambiguous { "ambiguous" } else { "" }.to_string();
    different(vec![
        ("category", old.category_name(o).into(), new.category_name(n).into()),
        ("weight", o.weight.to_string(), n.weight.to_string()),
        ("case", case(o), case(n)),
        ("sense", sense(o), sense(n)),
    ])
}

fn head(old: &Lexicon, new: &Lexicon) -> Vec<Change> {
    let negation =
        |l: &Lexicon| if l.negation == Negation::Removes { "removes" } else { "keeps" }.to_string();
    let categories = |l: &Lexicon| {
        let whole =
            |c: &super::Category| c.parent.map_or(String::new(), |p| format!("{}/", l.categories[p].name));
        l.categories.iter().map(|c| format!("{}{}", whole(c), c.name)).collect::<Vec<_>>().join(", ")
    };
    different(vec![
        ("negation", negation(old), negation(new)),
        ("categories", categories(old), categories(new)),
        ("language", old.language.clone(), new.language.clone()),
    ])
}

fn different(fields: Vec<(&'static str, String, String)>) -> Vec<Change> {
    let change = |(field, old, new)| Change { field, old, new };
    fields.into_iter().filter(|(_, old, new)| old != new).map(change).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::load;

    #[test]
    fn rows_are_added_removed_and_changed() {
        let read = |rows: &str| {
            let csv = format!("pattern,category,weight,case,sense\n{rows}");
            load::from_csv("mine", &csv, "mine.csv").0.expect("a lexicon")
        };
        let old = read("war,war,,,\nattack,war,,,\nattack,threat,,,\nshell,war,,,\nfire,war,,,\n");
        let new =
            read("war,war,2,,\nattack,threat,,,\nShell,none,,exact,\nfire,war,,,ambiguous\nsiege,war,,,\n");
        let diff = diff(&old, &new);
        let text = |lexicon: &Lexicon, row: usize| lexicon.entries[row].pattern.text.to_string();
        let removed: Vec<_> = diff.removed.iter().map(|&r| text(&old, r)).collect();
        let added: Vec<_> = diff.added.iter().map(|&r| text(&new, r)).collect();
        let changed = diff.changed.iter().flat_map(|(o, _, changes)| {
            changes.iter().map(|c| format!("{} {}: {}>{}", text(&old, *o), c.field, c.old, c.new))
        });
        assert_eq!((removed, added), (vec!["attack".to_string()], vec!["siege".to_string()]));
        assert_eq!(
            changed.collect::<Vec<_>>(),
            ["fire sense: >ambiguous", "shell category: war>none", "shell case: >exact", "war weight: 1>2"]
        );
        assert_eq!(diff.head, []);
        assert!(super::diff(&old, &old).is_empty());
    }
}
