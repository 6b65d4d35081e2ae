//! Everybody in an article, each named where somebody asks: of thirty who are mentioned,
//! five speak.

use super::aliases::People;
use super::roster::Roster;
use super::{Mention, Speaker};
use crate::document::Document;
use std::cell::OnceCell;

/// The people and bodies of an article.
#[derive(Default)]
pub struct Cast<'a> {
    made: Option<Made<'a>>,
    named: Vec<OnceCell<Speaker>>,
}

struct Made<'a> {
    people: People<'a>,
    mentions: &'a [Mention],
    roster: &'a Roster,
    document: &'a Document,
}

impl<'a> Cast<'a> {
    /// Those whom the mentions refer to, under the names that the roster knows them by.
    pub fn new(
        people: People<'a>,
        mentions: &'a [Mention],
        roster: &'a Roster,
        document: &'a Document,
    ) -> Self {
        let named = vec![OnceCell::new(); people.count()];
        Self { made: Some(Made { people, mentions, roster, document }), named }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.named.len()
    }

    /// Whether nobody is mentioned, or nobody was looked for.
    pub fn is_empty(&self) -> bool {
        self.named.is_empty()
    }

    /// One of them, by the number that mentions have; nothing beyond the last.
    pub fn get(&self, at: usize) -> Option<&Speaker> {
        let (made, cell) = (self.made.as_ref()?, self.named.get(at)?);
        Some(cell.get_or_init(|| {
            let mut speaker = made.people.speaker(at, made.mentions);
            made.roster.rename(std::slice::from_mut(&mut speaker), made.document);
            speaker
        }))
    }

    /// The name of one of them; empty beyond the last.
    pub fn name(&self, at: usize) -> &str {
        self.get(at).map_or("", |speaker| &*speaker.name)
    }
}
