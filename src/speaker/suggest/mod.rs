//! Which speakers of a collection could be one: proposals for a person to judge.
//!
//! Nothing here merges anything. Every proposal says why, how often both names occur, and
//! in how many articles both were quoted: two names in full in one article speak against.

mod likeness;
mod nicknames;
mod pairs;

use super::Type;
use crate::lexicon::facts::Facts;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A speaker of a collection.
#[derive(Clone, Debug)]
pub struct Known {
    /// As reports print it.
    pub name: Arc<str>,
    /// What it is.
    pub kind: Type,
    /// Numbers of the articles in which it is quoted.
    pub articles: BTreeSet<u32>,
    /// Its quotations.
    pub quotes: u64,
}

/// How sure a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sure {
    /// More often wrong than right.
    Low,
    /// Worth a look.
    Medium,
    /// Hardly anything else fits.
    High,
}

impl Sure {
    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// Two speakers who could be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The one to keep: the fuller name, else the more frequent.
    pub name: usize,
    /// The one that would go.
    pub alias: usize,
    /// What speaks for it, in words.
    pub why: String,
    /// How sure it is.
    pub sure: Sure,
    /// Articles in which both are quoted.
    pub both: u64,
}

/// Proposals, the surest first, then by the quotations that they would move.
pub fn suggest(known: &[Known], facts: &Facts) -> Vec<Suggestion> {
    let found = pairs::Pairs::new(known, facts).all();
    let mut suggestions: Vec<Suggestion> = found
        .into_iter()
        .map(|((alias, name), (sure, why))| {
            let both = known[alias].articles.intersection(&known[name].articles).count() as u64;
            let sure = if both > 0 { Sure::Low } else { sure };
            Suggestion { name, alias, why, sure, both }
        })
        .collect();
    suggestions.sort_by_cached_key(|s| {
        let (alias, name) = (&known[s.alias], &known[s.name]);
        let order = (std::cmp::Reverse(s.sure), std::cmp::Reverse(alias.quotes), alias.name.clone());
        (order, std::cmp::Reverse(name.quotes), name.name.clone(), alias.kind, name.kind)
    });
    suggestions
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is proposed for names with their types and articles.
    fn found(names: &[(&str, Type, &[u32])]) -> Vec<String> {
        let known: Vec<Known> = names
            .iter()
            .map(|(name, kind, articles)| Known {
                name: (*name).into(),
                kind: *kind,
                articles: articles.iter().copied().collect(),
                quotes: articles.len() as u64,
            })
            .collect();
        let facts = Facts::builtin().expect("built-in files parse");
        let line = |s: &Suggestion| {
            format!("{} = {} ({}: {})", known[s.alias].name, known[s.name].name, s.sure.name(), s.why)
        };
        suggest(&known, &facts).iter().map(line).collect()
    }

    fn people(names: &[&str]) -> Vec<String> {
        let articles: Vec<[u32; 1]> = (0..names.len() as u32).map(|n| [n]).collect();
        let known: Vec<_> = names.iter().zip(&articles).map(|(n, a)| (*n, Type::Person, &a[..])).collect();
        found(&known)
    }

    #[test]
    fn names_of_one_person_are_proposed_with_the_reason() {
        for (a, b, wanted) in [
            ("Holt", "Mira Holt", "Holt = Mira Holt (medium: the family name alone)"),
            ("Mira", "Mira Holt", "Mira = Mira Holt (low: the first name alone)"),
            ("Bram J. Vale", "Bram Vale", "Bram Vale = Bram J. Vale (high: with and without a middle name)"),
            ("Bill Vale", "William Vale", "Bill Vale = William Vale (high: Bill can be short for William)"),
            ("M. Holt", "Mira Holt", "M. Holt = Mira Holt (medium: an initial for the first name)"),
            (
                "Nakamura Reiji",
                "Reiji Nakamura",
                "Reiji Nakamura = Nakamura Reiji (high: the same words in another order)",
            ),
            ("Goran Vetrak", "Goran Vetrrak", "Goran Vetrak = Goran Vetrrak (medium: one letter apart)"),
            (
                "Xu Mei Lan",
                "Xu Meilan",
                "Xu Meilan = Xu Mei Lan (high: the same letters, spaced differently)",
            ),
            (
                "Martin Dorsk Jr.",
                "Martin Dorsk",
                "Martin Dorsk = Martin Dorsk Jr. (low: one of them is called Jr.)",
            ),
        ] {
            assert_eq!(people(&[a, b]), [wanted]);
        }
    }

    #[test]
    fn a_word_in_front_of_a_name_in_full_does_not_rename_its_bearer() {
        let names = [
            ("Anna Vale", Type::Person, &[1, 2, 3][..]),
            ("Reformer Anna Vale", Type::Person, &[4][..]),
            ("van der Horst", Type::Person, &[5, 6, 7][..]),
            ("Ilse van der Horst", Type::Person, &[8][..]),
        ];
        assert_eq!(
            found(&names),
            [
                "van der Horst = Ilse van der Horst (medium: the family name alone)",
                "Reformer Anna Vale = Anna Vale (medium: with and without a word in front)",
            ]
        );
    }

    #[test]
    fn two_people_of_one_family_are_never_proposed_as_one() {
        assert_eq!(people(&["Mira Holt", "Bram Holt", "Ann B. Vale", "Ann C. Vale"]), [""; 0]);
    }

    #[test]
    fn a_name_that_two_others_could_complete_is_open() {
        assert_eq!(
            people(&["Ann Vale", "Ann B. Vale", "Ann C. Vale"]),
            [
                "Ann Vale = Ann B. Vale (low: with and without a middle name)",
                "Ann Vale = Ann C. Vale (low: with and without a middle name)",
            ]
        );
        assert_eq!(people(&["Ann Vale", "Ann B. Vale", "Ann Berta Vale"]).len(), 3);
    }

    #[test]
    fn who_is_quoted_beside_the_full_name_is_hardly_the_same() {
        let names = [("Holt", Type::Person, &[1, 2][..]), ("Mira Holt", Type::Person, &[2, 3][..])];
        assert_eq!(found(&names), ["Holt = Mira Holt (low: the family name alone)"]);
    }

    #[test]
    fn a_family_name_of_several_is_theirs_who_has_nearly_all_the_articles() {
        let names = [
            ("Holt", Type::Person, &[1][..]),
            ("Mira Holt", Type::Person, &[2, 3, 4, 5, 6, 7, 8, 9][..]),
            ("Bram Holt", Type::Person, &[10][..]),
        ];
        assert_eq!(
            found(&names),
            ["Holt = Mira Holt (medium: the family name alone; it is also that of Bram Holt)",]
        );
    }

    #[test]
    fn bodies_are_proposed_by_nation_initials_and_type() {
        let names = [
            ("U.S. Harbour Department", Type::Organisation, &[1][..]),
            ("Harbour Department", Type::Organisation, &[2][..]),
            ("International Harbour Agency", Type::Organisation, &[3][..]),
            ("IHA", Type::Organisation, &[4][..]),
            ("Lesk", Type::Place, &[5][..]),
            ("Lesk", Type::Person, &[6, 7][..]),
        ];
        assert_eq!(
            found(&names),
            [
                "Harbour Department = U.S. Harbour Department (medium: with and without the nation)",
                "IHA = International Harbour Agency (medium: its initials)",
                "Lesk = Lesk (medium: one name as person and as place)",
            ]
        );
    }
}
