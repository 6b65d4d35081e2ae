//! Speakers counted together by the user's attributes: parties, countries, camps.
//!
//! A group is counted like a speaker: what its members say in one article is one article's
//! part, so that its interval is by article too.

use super::{Part, Speaker};
use crate::document::Meta;
use crate::speaker::roster::Roster;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All groups of a run: by column of the speakers file and value; without a value the
/// speakers of whom the file does not say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    of: BTreeMap<(usize, Option<Arc<str>>), Group>,
}

/// The speakers who share a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    /// Their keys.
    pub members: BTreeSet<Arc<str>>,
    /// What they say, as if one had said it.
    pub together: Speaker,
}

impl Groups {
    /// Adds the speakers of one article. Quotations of nobody belong to no group.
    pub fn add(&mut self, parts: &[Part], roster: &Roster, meta: &Meta) {
        for column in 0..roster.columns.len() {
            let mut here: BTreeMap<Option<Arc<str>>, Part> = BTreeMap::new();
            for part in parts.iter().filter(|part| part.kind.is_some()) {
                let value = roster.listed(&part.key).and_then(|l| l.attributes[column].clone());
                let group = self.of.entry((column, value.clone())).or_default();
                group.members.insert(part.key.clone());
                match here.get_mut(&value) {
                    Some(sum) => sum.join(part),
                    None => drop(here.insert(value, part.clone())),
                }
            }
            for (value, part) in here {
                let group = self.of.entry((column, value)).or_default();
                group.together.add(&part, meta.date, meta.source.as_ref());
            }
        }
    }

    /// The groups of one column, most words first, those without a value last.
    pub fn ranked(&self, column: usize) -> Vec<(Option<&Arc<str>>, &Group)> {
        let mut ranked: Vec<_> = self.of.iter().filter(|((of, _), _)| *of == column).collect();
        ranked.sort_by_key(|((_, value), group)| {
            (value.is_none(), std::cmp::Reverse(group.together.words), value)
        });
        ranked.into_iter().map(|((_, value), group)| (value.as_ref(), group)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Counts, Sorted};
    use super::*;
    use crate::score::valence::Valence;
    use crate::speaker::Type;

    fn part(name: &str, words: u64, hits: u64) -> Part {
        Part {
            key: name.to_lowercase().into(),
            name: name.into(),
            kind: Some(Type::Person),
            quotes: 1,
            unique: 1,
            counted: 1,
            words,
            columns: [Counts { hits, quotes: u64::from(hits > 0), ..Counts::default() }]
                .into_iter()
                .collect(),
            valence: Valence { sum: hits as i64, sentences: words, terms: hits },
            confidence: 0,
            terms: Sorted::new(),
        }
    }

    #[test]
    fn two_members_in_one_article_are_one_article_of_their_group() {
        let roster =
            Roster::read("name,party\nHolt,red\nVale,red\nAmaro,blue\n", "who.csv").expect("a roster");
        let articles = [
            vec![part("Holt", 10, 2), part("Vale", 30, 0), part("Dorsk", 5, 0)],
            vec![part("Vale", 20, 4), part("Amaro", 7, 1)],
        ];
        let (mut there, mut back) = (Groups::default(), Groups::default());
        for (a, b) in articles.iter().zip(articles.iter().rev()) {
            there.add(a, &roster, &Meta::default());
            back.add(b, &roster, &Meta::default());
        }
        let line = |(value, group): &(Option<&Arc<str>>, &Group)| {
            let Speaker { articles, words, words_squared, columns, .. } = &group.together;
            let hits = columns[0].counts.hits;
            let name = value.map_or("-", |v| &**v);
            format!("{name}: {} {articles} {words} {words_squared} {hits}", group.members.len())
        };
        let lines: Vec<String> = there.ranked(0).iter().map(line).collect();
        assert_eq!(lines, ["red: 2 2 60 2000 6", "blue: 1 1 7 49 1", "-: 1 1 5 25 0"]);
        assert_eq!(lines, back.ranked(0).iter().map(line).collect::<Vec<_>>());
    }
}
