//! Names in a speakers file that begin with a title, under which nobody is reported.

use crate::lexicon::{Use, builtin};
use std::collections::HashSet;

/// Titles before names, and given names, by their words in small letters.
pub(super) struct Titles {
    titles: HashSet<&'static str>,
    given: HashSet<&'static str>,
}

impl Titles {
    /// Those of the built-in lists.
    pub(super) fn builtin() -> Self {
        let rows = |name: &str| -> HashSet<&'static str> {
            let list = builtin::get(name).and_then(Result::ok).filter(|list| list.kind == Use::Resource);
            let rows =
                list.into_iter().flat_map(|list| (0..list.entries.len()).map(|at| list.entries.row(at).text));
            rows.collect()
        };
        Self { titles: rows("titles-en"), given: rows("given-names") }
    }

    /// *Mira Holt* of *Prime Minister Mira Holt*: what is left of a name that begins with a title,
    /// where that is two words and more.
    pub(super) fn without<'a>(&self, name: &'a str) -> Option<&'a str> {
        let starts: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
        let last = starts.len().checked_sub(1)?;
        let plain = |title: &str| title.to_lowercase().replace('.', "");
        let title = |at: &&usize| {
            let title = plain(&name[..**at]);
            self.titles.contains(&*title) && !self.given.contains(&*title)
        };
        starts[..last].iter().rev().find(title).map(|&at| name[at + 1..].trim_start())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_taken_off_where_a_full_name_is_left() {
        let titles = Titles::builtin();
        for (name, bare) in [
            ("Prime Minister Mira Holt", Some("Mira Holt")),
            ("President Jan Ek Marsh", Some("Jan Ek Marsh")),
            ("Sen. Mira Holt", Some("Mira Holt")),
            ("President Holt", None),
            ("Dean Jan Holt", None),
            ("Mira Holt", None),
        ] {
            assert_eq!(titles.without(name), bare, "{name}");
        }
    }
}
