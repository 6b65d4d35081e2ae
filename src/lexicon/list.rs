//! What a word list is: its rows, its categories and its papers.

use super::{Entries, Examples, Pattern};
use crate::error::Place;
use serde::Deserialize;

/// What a lexicon is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Use {
    /// Scored and reported.
    Rhetoric,
    /// Used by the tool itself: reporting verbs, negators, names.
    Resource,
    /// Read by `score::valence`: rows are tokens as they stand, emoticons among them.
    Valence,
}

impl Use {
    /// As `lexicon.toml` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rhetoric => "rhetoric",
            Self::Resource => "resource",
            Self::Valence => "valence",
        }
    }
}

/// What becomes of a negated hit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Negation {
    /// It counts, and its stance says so: *we do not want war* is war talk.
    #[default]
    Keeps,
    /// It is recorded and not counted: *they are no friends of ours* is no friendship.
    Removes,
}

/// How the words of a row are to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// They mean their category wherever they stand.
    Strict,
    /// They mean it in company only: near a strict row or a row of category `company`.
    Ambiguous,
    /// They mean nothing themselves and lend company to ambiguous rows.
    Company,
}

/// A class of rows, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Short name, as in `terms.csv`.
    pub name: String,
    /// The category that it is part of, by its place in [`Lexicon::categories`].
    pub parent: Option<usize>,
    /// What counts.
    pub definition: String,
    /// Whether, and how, a speaker can charge another with it.
    pub charge: Option<Charge>,
    /// Whether it holds what is there without a deed too (an army in peace), so that its
    /// ambiguous rows count only beside rows of categories that do not stand.
    pub standing: bool,
}

/// How a speaker can charge another with what a category holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Charge {
    /// The word is the charge, whoever it is said of: *hegemony*, *aggression*.
    Word,
    /// A means: it takes a verb that is a charge (*they fired missiles*).
    Deed,
}

/// Where rows come from.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Source {
    /// As `terms.csv` names it.
    pub key: String,
    /// What it is.
    pub what: String,
    /// Under which terms its words may be used.
    #[serde(default)]
    pub licence: String,
}

/// One row of `terms.csv`.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// What it matches.
    pub pattern: Pattern,
    /// Its category, by place; `None` for an exception, which only silences shorter rows,
    /// and for a row that only lends company.
    pub category: Option<usize>,
    /// How its words are to be taken.
    pub sense: Sense,
    /// Usually 1.
    pub weight: f64,
    /// What a resource row says of its pattern: a verb's base form, a demonym's country.
    pub value: Box<str>,
    /// Key of the source.
    pub source: Box<str>,
    /// Why the row is there.
    pub note: Box<str>,
    /// Its line in `terms.csv`.
    pub line: u64,
}

/// A sentence with the hits that it must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// `words=category` joined by `; `, in order.
    pub expect: String,
    /// Its line in `examples.csv`.
    pub line: u64,
}

/// A word list with its papers.
#[derive(Clone, Debug, PartialEq)]
pub struct Lexicon {
    /// Folder name.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// What the score measures.
    pub about: String,
    /// What it is for.
    pub kind: Use,
    /// Language of the patterns, `en`.
    pub language: String,
    /// Terms under which it may be used.
    pub licence: String,
    /// What becomes of negated hits.
    pub negation: Negation,
    /// Classes and their parts; a part comes after its whole.
    pub categories: Vec<Category>,
    /// Where rows come from.
    pub sources: Vec<Source>,
    /// The rows, in the order of the file; shared by all copies.
    pub entries: Entries,
    /// Its own tests.
    pub examples: Examples,
    /// Where it was read, for messages.
    pub place: Place,
    /// SHA-256 of its files, in hexadecimal.
    pub sha256: String,
}

impl Lexicon {
    /// The place of a category by its name.
    pub fn category(&self, name: &str) -> Option<usize> {
        self.categories.iter().position(|c| c.name == name)
    }

    /// The class that a category belongs to: itself, or its outermost whole.
    pub fn top(&self, category: usize) -> usize {
        let mut at = category;
        while let Some(parent) = self.categories[at].parent {
            at = parent;
        }
        at
    }

    /// The categories that are not part of another, in order.
    pub fn tops(&self) -> impl Iterator<Item = usize> {
        (0..self.categories.len()).filter(|&c| self.categories[c].parent.is_none())
    }

    /// The name of an entry's category; exceptions say `none`, lenders of company `company`.
    pub fn category_name(&self, entry: &Entry) -> &str {
        self.name_of(entry.category, entry.sense)
    }

    /// The name of a row's category, by its place.
    pub fn category_at(&self, at: usize) -> &str {
        let (category, sense, _) = self.entries.class(at);
        self.name_of(category, sense)
    }

    /// As [`Self::category_name`], of a row's category and sense.
    pub fn name_of(&self, category: Option<usize>, sense: Sense) -> &str {
        match (category, sense) {
            (Some(category), _) => &self.categories[category].name,
            (None, Sense::Company) => "company",
            (None, _) => "none",
        }
    }

    /// Whether its rows find other spellings of their words.
    pub(super) fn is_spelled(&self) -> bool {
        self.kind == Use::Rhetoric && self.language == "en"
    }
}
