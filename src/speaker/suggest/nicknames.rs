//! Short and familiar forms of given names: our own list, from general knowledge.
//!
//! It says what is usual, not who is meant: *Sam* is *Samuel* and *Samantha*.

use std::collections::{BTreeMap, BTreeSet};

/// Which given names a familiar form stands for.
pub(super) struct Nicknames(BTreeMap<&'static str, BTreeSet<&'static str>>);

impl Nicknames {
    pub(super) fn new() -> Self {
        let mut of: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
        for (short, full) in include_str!("nicknames.csv").lines().skip(1).filter_map(|l| l.split_once(',')) {
            of.entry(short).or_default().insert(full);
        }
        Self(of)
    }

    /// Whether two given names can be one person's: one short for the other, or both for a third.
    pub(super) fn alike(&self, a: &str, b: &str) -> bool {
        let full = |name| self.0.get(name);
        let short = |short, name| full(short).is_some_and(|names| names.contains(name));
        let third = || full(a).zip(full(b)).is_some_and(|(a, b)| !a.is_disjoint(b));
        a != b && (short(a, b) || short(b, a) || third())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_each_row_stands_once() {
        let rows: Vec<&str> = include_str!("nicknames.csv").lines().skip(1).collect();
        assert!(rows.is_sorted_by(|a, b| a < b));
        assert!(rows.iter().all(|row| row.bytes().all(|b| b.is_ascii_lowercase() || b == b',')));
    }

    #[test]
    fn a_short_form_is_alike_its_name_and_its_sisters() {
        let nicknames = Nicknames::new();
        assert!(nicknames.alike("bill", "william") && nicknames.alike("michael", "mike"));
        assert!(nicknames.alike("bill", "will") && !nicknames.alike("bill", "robert"));
    }
}
