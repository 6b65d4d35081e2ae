//! Wholes and parts of a dictionary, so that every number is the one that its own tool gives.
//!
//! Within a whole a word counts once here. A tree of categories is kept where that is what
//! the file says: each term of a part counts for its whole, and none stands in two parts.
//! Elsewhere its categories stand side by side, each with all of its terms.

use super::draft::{Draft, Group};

/// Removes what a tree says anyway, or the tree.
pub(super) fn settle(draft: &mut Draft<'_>) {
    let tops: Vec<usize> = (0..draft.groups.len()).map(|at| top(&draft.groups, at)).collect();
    for whole in 0..draft.groups.len() {
        let parts = tops.iter().filter(|t| **t == whole).count();
        if parts < 2 {
            continue;
        }
        if let Some((line, why)) = conflict(draft, &tops, whole) {
            if !draft.explicit {
                list_under_wholes(draft, &tops, whole);
            }
            let name = &draft.groups[whole].name;
            draft.note(
                line,
                format!(
                    "{why}: the {parts} categories of \"{name}\" stand side by side, each with its terms"
                ),
            );
            let names: Vec<String> = draft.groups.iter().map(|g| g.name.clone()).collect();
            let parts = draft.groups.iter_mut().zip(&tops).filter(|(_, top)| **top == whole);
            for (part, _) in parts {
                if let Some(parent) = part.parent.take() {
                    let of = format!("Part of \"{}\" in the file.", names[parent]);
                    part.about = format!("{of} {}", part.about).trim().into();
                }
            }
        } else {
            let groups = &draft.groups;
            for row in &mut draft.rows {
                let listed = row.groups.clone();
                row.groups.retain(|(at, _)| !listed.iter().any(|(part, _)| is_whole(groups, *at, *part)));
            }
        }
    }
}

/// The outermost whole.
fn top(groups: &[Group], mut at: usize) -> usize {
    while let Some(parent) = groups[at].parent {
        at = parent;
    }
    at
}

/// Whether `part` lies within `whole`.
fn is_whole(groups: &[Group], whole: usize, mut part: usize) -> bool {
    while let Some(parent) = groups[part].parent {
        if parent == whole {
            return true;
        }
        part = parent;
    }
    false
}

/// The first term that would count differently in the tree; its line and why.
fn conflict(draft: &Draft<'_>, tops: &[usize], whole: usize) -> Option<(u64, String)> {
    let groups = &draft.groups;
    let related = |a: usize, b: usize| is_whole(groups, a, b) || is_whole(groups, b, a);
    for row in &draft.rows {
        let here: Vec<(usize, f64)> = row.groups.iter().copied().filter(|g| tops[g.0] == whole).collect();
        for (at, &(a, weight)) in here.iter().enumerate() {
            let say = |what: String| Some((row.line, format!("\"{}\" {what}", row.text)));
            if let Some((b, _)) = here[at + 1..].iter().find(|(b, _)| !related(a, *b)) {
                let (a, b) = (&groups[a].name, &groups[*b].name);
                return say(format!("is in both \"{a}\" and \"{b}\""));
            }
            #[expect(clippy::float_cmp, reason = "both were read from text")]
            let differs = here[at + 1..].iter().any(|(_, other)| *other != weight);
            if differs {
                return say("has two weights in a category and its part".into());
            }
            let missing = groups[a].parent.filter(|p| draft.explicit && !here.iter().any(|(b, _)| b == p));
            if let Some(parent) = missing {
                let (a, parent) = (&groups[a].name, &groups[parent].name);
                return say(format!("is in \"{a}\" and not in \"{parent}\""));
            }
        }
    }
    None
}

/// Adds to each term the categories that those it stands in are part of.
fn list_under_wholes(draft: &mut Draft<'_>, tops: &[usize], whole: usize) {
    let groups = &draft.groups;
    for row in &mut draft.rows {
        let mut at = 0;
        while let Some(&(group, weight)) = row.groups.get(at) {
            if let Some(parent) = groups[group].parent.filter(|_| tops[group] == whole)
                && !row.groups.iter().any(|(known, _)| *known == parent)
            {
                row.groups.push((parent, weight));
            }
            at += 1;
        }
    }
}
