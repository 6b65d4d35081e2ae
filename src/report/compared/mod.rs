//! Comparisons, computed from a results folder: who is compared, with what, in which words.
//!
//! The estimators stand in [`crate::compare`]; here rows become the two sides of each pair.
//! Quotations of nobody are on no side.

mod load;
mod tables;
mod terms;
mod who;

pub use tables::{compare, compare_header, scales, scales_header, terms as terms_rows, terms_header};
pub use terms::{Mark, Marks};
pub use who::{By, Census, Value};

use super::Speech;
use super::saved::Saved;
use crate::compare::contrast::{self, Pair};
use crate::compare::random;
use crate::compare::sides::Measures;
use crate::error::Error;
use crate::score::Stance;
use std::collections::BTreeSet;
use std::sync::Arc;

/// One side of a pair, by the keys of [`Census`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pick {
    /// This one.
    Is(Arc<str>),
    /// All others.
    Rest(Arc<str>),
}

/// What is asked of a results folder.
#[derive(Clone, Debug)]
pub struct Question {
    /// Which words.
    pub speech: Speech,
    /// What makes a group.
    pub by: By,
    /// Only what these speakers say, by id; all where it is empty.
    pub among: BTreeSet<Arc<str>>,
    /// Who is compared with whom.
    pub pairs: Vec<(Pick, Pick)>,
    /// Which categories, by their places among the run's.
    pub columns: Vec<usize>,
    /// Only hits with these stances, counted whether or not `score` counts them; where it is
    /// empty, all that `score` counts.
    pub stances: Vec<Stance>,
    /// Valence and balance too.
    pub scales: bool,
    /// Words that mark each side; 0 for none.
    pub terms: usize,
    /// Of the permutations.
    pub seed: u64,
    /// Words below which a side is marked as thin.
    pub min_words: u64,
}

impl Question {
    /// All whole categories, valence and balance of some pairs.
    pub fn new(saved: &Saved, by: By, pairs: Vec<(Pick, Pick)>) -> Self {
        Self {
            speech: saved.speech(),
            by,
            among: BTreeSet::new(),
            pairs,
            columns: saved.wholes().map(|(at, _)| at).collect(),
            stances: Vec::new(),
            scales: true,
            terms: 50,
            seed: random::SEED,
            min_words: saved.min_words(),
        }
    }
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// In the order of the question.
    pub pairs: Vec<Pair>,
    /// The words and rows that mark each pair; empty where none were asked for.
    pub marks: Vec<Marks>,
    /// Whether the results have the texts of what was said.
    pub has_texts: bool,
    /// Texts that a table has cut, so that their last words are not among the marking ones.
    pub cut: u64,
}

/// What is measured in a run.
pub fn measures(saved: &Saved) -> Measures {
    let column = |name: &str| saved.wholes().find(|(_, c)| c.name == name).map(|(at, _)| at);
    Measures { columns: saved.categories.len(), balance: column("war").zip(column("friendship")) }
}

/// Answers a question.
///
/// # Errors
/// Where a table that is needed is missing or damaged.
pub fn of(saved: &Saved, question: &Question) -> Result<Comparison, Error> {
    let measures = measures(saved);
    let mut names: Vec<Pick> = question.pairs.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    names.sort();
    names.dedup();
    let loaded = load::sides(saved, question, measures, &names)?;
    let side = |pick: &Pick| &loaded.sides[names.binary_search(pick).unwrap_or_default()];
    let scales = question.scales && question.stances.is_empty();
    let wanted = (scales && saved.has_valence(), scales);
    let options = (question.seed, question.min_words);
    let of_pair = |(a, b): &(Pick, Pick)| {
        contrast::pair(side(a), side(b), measures, &question.columns, wanted, options)
    };
    let mut pairs: Vec<Pair> = question.pairs.iter().map(of_pair).collect();
    contrast::adjust(&mut pairs);
    let (mut marks, mut cut) = (Vec::new(), 0);
    let has_texts = question.speech != Speech::Whole;
    if question.terms > 0 {
        let counts = terms::count(saved, question, &loaded, names.len())?;
        cut = counts.cut;
        let at = |pick: &Pick| names.binary_search(pick).unwrap_or_default();
        marks = question.pairs.iter().map(|(a, b)| counts.marks(at(a), at(b), question.terms)).collect();
    }
    Ok(Comparison { pairs, marks, has_texts, cut })
}
