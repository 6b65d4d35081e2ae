//! Who is who, as the user says: the names of a speakers file, their aliases and attributes.
//!
//! It gives a speaker of an article the name under which the file knows it. It does not
//! guess: an alias is the whole name as keys compare it, never a part of it.

mod read;
mod titles;

pub use read::SUGGESTED;

use super::{Speaker, Type, keys};
use crate::document::Document;
use crate::text::fold;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The people and bodies of a speakers file; empty where there is none.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// Hash of its text.
    pub sha256: String,
    /// Its columns beyond those that have a meaning here, in order.
    pub columns: Vec<String>,
    /// Its names, in order.
    pub people: Vec<Listed>,
    /// Aliases read.
    pub aliases: u64,
    /// Rows that the user decided against.
    pub declined: u64,
    by_key: BTreeMap<Arc<str>, usize>,
    /// What stands for whom, by key of any type.
    rules: HashMap<String, Vec<Rule>, foldhash::fast::FixedState>,
}

/// One name of a speakers file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// As reports print it.
    pub name: Arc<str>,
    /// What makes it one speaker.
    pub key: Arc<str>,
    /// For files: the user's own, or that of the key.
    pub id: Arc<str>,
    /// What it is, where the file says so.
    pub kind: Option<Type>,
    /// By column of the roster.
    pub attributes: Vec<Option<Arc<str>>>,
    /// The line that first names it.
    pub line: u64,
}

/// An alias of somebody, perhaps in one article or outlet only.
#[derive(Clone, Debug)]
struct Rule {
    listed: usize,
    article: Option<Arc<str>>,
    /// Folded.
    source: Option<Arc<str>>,
    line: u64,
}

impl Rule {
    /// How narrow it is; nothing where it does not hold.
    fn fit(&self, document: &Document) -> Option<u8> {
        let source = || document.meta.source.as_deref().map(fold::plain);
        let holds = self.article.as_ref().is_none_or(|article| *article == document.id)
            && self.source.as_deref().is_none_or(|wanted| source().is_some_and(|s| *s == *wanted));
        holds.then(|| 2 * u8::from(self.article.is_some()) + u8::from(self.source.is_some()))
    }
}

impl Roster {
    /// Whether no speakers file was given.
    pub fn is_empty(&self) -> bool {
        self.people.is_empty()
    }

    /// Gives the speakers of an article the names under which the file knows them. A
    /// description that the file ties to a name is that person.
    pub fn rename(&self, speakers: &mut [Speaker], document: &Document) {
        for speaker in speakers.iter_mut().filter(|_| !self.is_empty()) {
            let Some(rules) = self.rules.get(&*speaker.key) else { continue };
            let fits = rules.iter().filter_map(|rule| Some((rule.fit(document)?, rule.listed)));
            let Some((_, listed)) = fits.max_by_key(|(fit, _)| *fit) else { continue };
            let Listed { name, key, kind, .. } = &self.people[listed];
            let found = if speaker.kind == Type::Unnamed { Type::Person } else { speaker.kind };
            *speaker = Speaker { key: key.clone(), name: name.clone(), kind: kind.unwrap_or(found) };
        }
    }

    /// What the file says of a key.
    pub fn listed(&self, key: &str) -> Option<&Listed> {
        self.by_key.get(key).map(|&at| &self.people[at])
    }

    /// The id of a key: the user's own, or that of the key.
    pub fn id(&self, key: &str) -> Arc<str> {
        self.listed(key).map_or_else(|| keys::id_of(key).into(), |listed| listed.id.clone())
    }

    /// The user's attributes of a key, by column; nothing where there is none.
    pub fn attributes(&self, key: &str) -> impl Iterator<Item = Option<&Arc<str>>> {
        let listed = self.listed(key);
        (0..self.columns.len()).map(move |at| listed.and_then(|l| l.attributes[at].as_ref()))
    }
}
