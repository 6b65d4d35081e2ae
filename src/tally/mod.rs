//! What is counted for each speaker: integers that add up, in any order.
//!
//! Rates and intervals are derived from them later, in `compare`.

mod add;
mod columns;
pub mod coverage;
pub mod groups;
mod layout;
mod sorted;

pub use columns::{Columns, Zero};
pub use layout::{Column, Layout};
pub use sorted::Sorted;

use crate::analysis::Finding;
use crate::attribution::{Attribution, Silence};
use crate::document::Meta;
use crate::quote::Form;
use crate::score::Stance;
use crate::score::valence::Valence;
use crate::speaker::Type;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Key and name under which quotations of nobody are counted.
pub const UNATTRIBUTED: &str = "(unattributed)";

/// What becomes of quotes that were printed before, by the same speaker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Duplicates {
    /// They are listed and marked, and do not count.
    #[default]
    Mark,
    /// They are neither listed nor counted, but for how many there were.
    Drop,
    /// They are listed and marked, and count.
    Keep,
}

impl Duplicates {
    /// As the command line and reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Drop => "drop",
            Self::Keep => "keep",
        }
    }
}

/// Numbers of a lexicon and of a row of it.
pub type Term = (u32, u32);

/// One speaker in one article: what everything else is computed from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Key of the speaker.
    pub key: Arc<str>,
    /// The speaker's name in this article.
    pub name: Arc<str>,
    /// What the speaker is; nothing for nobody.
    pub kind: Option<Type>,
    /// Quotations, scare quotes left out.
    pub quotes: u64,
    /// Of these, those that were not printed before.
    pub unique: u64,
    /// Of these, those that count: everything below is of them.
    pub counted: u64,
    /// Words in them.
    pub words: u64,
    /// By column of the layout.
    pub columns: Columns<Counts>,
    /// Compounds of the sentences; zeros where valence was not scored.
    pub valence: Valence,
    /// Sum of the confidences, in millionths.
    pub confidence: u64,
    /// Hits by lexicon and entry.
    pub terms: Sorted<Term, u64>,
}

impl Part {
    /// Adds what another says in the same article, as if one had said both.
    pub fn join(&mut self, other: &Self) {
        let Self {
            key: _,
            name: _,
            kind: _,
            quotes,
            unique,
            counted,
            words,
            columns,
            valence,
            confidence,
            terms,
        } = other;
        self.quotes += quotes;
        self.unique += unique;
        self.counted += counted;
        self.words += words;
        self.valence += *valence;
        self.confidence += confidence;
        for (column, counts) in columns.iter() {
            self.columns.at(column).add(counts);
        }
        for (term, count) in terms.iter() {
            *self.terms.at(*term) += count;
        }
    }
}

/// Hits of one column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Occurrences that count.
    pub hits: u64,
    /// Occurrences by stance, in the order of [`Stance::ALL`].
    pub stances: [u64; Stance::ALL.len()],
    /// Quotations with at least one.
    pub quotes: u64,
}

impl Counts {
    /// Those of one stance.
    pub fn of(&self, stance: Stance) -> u64 {
        self.stances[stance as usize]
    }

    /// Adds others.
    pub fn add(&mut self, other: &Self) {
        let Self { hits, stances, quotes } = other;
        self.hits += hits;
        self.quotes += quotes;
        for (sum, count) in self.stances.iter_mut().zip(stances) {
            *sum += count;
        }
    }
}

/// The speakers of one article of which nothing was printed before, by key. Scare quotes
/// count for nobody.
pub fn parts(findings: &[Finding], layout: &Layout) -> Vec<Part> {
    parts_of(findings, |_| false, Duplicates::Mark, layout)
}

/// The same of an article of which `is_repeat` says what was printed before, by number of
/// the finding.
pub fn parts_of(
    findings: &[Finding],
    is_repeat: impl Fn(usize) -> bool,
    duplicates: Duplicates,
    layout: &Layout,
) -> Vec<Part> {
    let mut parts: Sorted<Arc<str>, Part> = Sorted::new();
    for (at, finding) in findings.iter().enumerate().filter(|(_, f)| f.quote.form != Form::Scare) {
        let repeat = is_repeat(at);
        if repeat && duplicates == Duplicates::Drop {
            continue;
        }
        let (key, name, kind) = match finding.speaker() {
            Some(speaker) => (speaker.key.clone(), speaker.name.clone(), Some(speaker.kind)),
            None => (UNATTRIBUTED.into(), UNATTRIBUTED.into(), None),
        };
        let part = parts.or_insert_with(key.clone(), || Part {
            key,
            name,
            kind,
            quotes: 0,
            unique: 0,
            counted: 0,
            words: 0,
            columns: Columns::default(),
            valence: Valence::default(),
            confidence: 0,
            terms: Sorted::new(),
        });
        part.quotes += 1;
        part.unique += u64::from(!repeat);
        if repeat && duplicates == Duplicates::Mark {
            continue;
        }
        part.counted += 1;
        part.words += finding.score.words;
        part.valence += finding.score.valence.unwrap_or_default();
        let confidence = match finding.attribution {
            Attribution::To { confidence, .. } | Attribution::Nobody { confidence, .. } => confidence,
            Attribution::Given { .. } => 1.0,
        };
        part.confidence += (confidence * 1e6).round() as u64;
        let mut seen = BTreeSet::new();
        for hit in &finding.score.hits {
            if hit.counted {
                *part.terms.at((hit.lexicon as u32, hit.entry as u32)) += 1;
            }
            for &column in layout.of(hit.lexicon, hit.entry) {
                let counts = part.columns.at(column);
                counts.hits += u64::from(hit.counted);
                counts.stances[hit.stance as usize] += 1;
                counts.quotes += u64::from(hit.counted && seen.insert(column));
            }
        }
    }
    parts.into_values().collect()
}

/// One speaker over all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speaker {
    /// Names that articles used, with how many did.
    pub names: Sorted<Arc<str>, u64>,
    /// Types likewise.
    pub kinds: Sorted<Option<Type>, u64>,
    /// Articles with at least one quotation that counts.
    pub articles: u64,
    /// Outlets, with how many articles each has.
    pub sources: Sorted<Arc<str>, u64>,
    /// Quotations.
    pub quotes: u64,
    /// Of these, those that were not printed before.
    pub unique: u64,
    /// Of these, those that count: but for `quotes` and `unique`, everything is of them.
    pub counted: u64,
    /// Words in them.
    pub words: u64,
    /// Sum of squares of an article's words.
    pub words_squared: u128,
    /// First and last day.
    pub dates: Option<(Date, Date)>,
    /// By column of the layout.
    pub columns: Columns<Sums>,
    /// Compounds of the sentences.
    pub valence: ValenceSums,
    /// Sum of the confidences, in millionths.
    pub confidence: u64,
    /// Hits by lexicon and entry.
    pub terms: Sorted<Term, u64>,
}

/// A speaker's key, and what was counted.
pub type Ranked<'a> = (&'a Arc<str>, &'a Speaker);

/// One column of one speaker, with what an interval by article needs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Occurrences, and the like.
    pub counts: Counts,
    /// Sum of squares of an article's hits.
    pub hits_squared: u128,
    /// Sum of an article's hits times its words.
    pub hits_words: u128,
    /// How many articles have so many words and hits, of those with any hit, for Gries's DP:
    /// a speaker of a million articles has a few thousand such pairs.
    pub articles: Sorted<(u32, u32), u32>,
}

/// The valence of one speaker, with what an interval by article needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ValenceSums {
    /// All sentences.
    pub all: Valence,
    /// Articles with at least one sentence.
    pub articles: u64,
    /// Sum of squares of an article's sum.
    pub sum_squared: u128,
    /// Sum of an article's sum times its sentences.
    pub sum_sentences: i128,
    /// Sum of squares of an article's sentences.
    pub sentences_squared: u128,
}

impl ValenceSums {
    fn add(&mut self, part: Valence) {
        let (sum, sentences) = (i128::from(part.sum), i128::from(part.sentences));
        self.all += part;
        self.articles += u64::from(part.sentences > 0);
        self.sum_squared += (sum * sum).unsigned_abs();
        self.sum_sentences += sum * sentences;
        self.sentences_squared += (sentences * sentences).unsigned_abs();
    }
}

impl Speaker {
    /// Adds one article's part. One in which nothing counts adds to the quotations only: as
    /// an article of no words it would narrow every interval.
    pub fn add(&mut self, part: &Part, date: Option<Date>, source: Option<&Arc<str>>) {
        let Part { key: _, name, kind, quotes, unique, counted, words, columns, valence, confidence, terms } =
            part;
        self.quotes += quotes;
        self.unique += unique;
        self.counted += counted;
        if *counted == 0 {
            return;
        }
        *self.names.at(name.clone()) += 1;
        *self.kinds.at(*kind) += 1;
        self.articles += 1;
        if let Some(source) = source {
            *self.sources.at(source.clone()) += 1;
        }
        self.words += words;
        self.words_squared += u128::from(*words) * u128::from(*words);
        self.valence.add(*valence);
        self.confidence += confidence;
        if let Some(date) = date {
            let (first, last) = self.dates.unwrap_or((date, date));
            self.dates = Some((first.min(date), last.max(date)));
        }
        for (column, counts) in columns.iter() {
            let sums = self.columns.at(column);
            sums.counts.add(counts);
            sums.hits_squared += u128::from(counts.hits) * u128::from(counts.hits);
            sums.hits_words += u128::from(counts.hits) * u128::from(*words);
            if counts.hits > 0 {
                let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
                *sums.articles.at((small(*words), small(counts.hits))) += 1;
            }
        }
        for (term, count) in terms.iter() {
            *self.terms.at(*term) += count;
        }
    }

    /// The name that most articles used; the first in order of letters where several did.
    pub fn name(&self) -> Arc<str> {
        let most = self.names.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse((*name).clone())));
        most.map_or_else(|| UNATTRIBUTED.into(), |(name, _)| name.clone())
    }

    /// The type that most articles gave.
    pub fn kind(&self) -> Option<Type> {
        self.kinds.iter().max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind))).and_then(|(kind, _)| *kind)
    }
}

/// All speakers of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// By key.
    pub speakers: BTreeMap<Arc<str>, Speaker>,
    /// Articles that were read.
    pub articles: u64,
    /// Of these, those that repeat an earlier one.
    pub repeated_articles: u64,
    /// Articles with at least one quotation.
    pub articles_with_quotes: u64,
    /// All quotations, scare quotes included.
    pub quotes: u64,
    /// Scare quotes, titles, terms.
    pub scare: u64,
    /// Speech that was printed before.
    pub repeated: u64,
    /// Speech that is nobody's.
    pub unattributed: u64,
    /// Of these, speech with a likeliest speaker who is less sure than the user asked for.
    pub unsure: u64,
}

impl Tally {
    /// Adds one article; quotations that were printed before are among the findings, whatever
    /// becomes of them in the parts.
    pub fn add(&mut self, meta: &Meta, findings: &[Finding], parts: &[Part]) {
        self.articles += 1;
        self.articles_with_quotes += u64::from(!findings.is_empty());
        self.quotes += findings.len() as u64;
        self.scare += findings.iter().filter(|f| f.quote.form == Form::Scare).count() as u64;
        let unsure = |f: &&Finding| matches!(f.attribution, Attribution::Nobody { why: Silence::Unsure, .. });
        self.unsure += findings.iter().filter(unsure).count() as u64;
        let nobody = |f: &&Finding| f.quote.form != Form::Scare && f.speaker().is_none();
        self.unattributed += findings.iter().filter(nobody).count() as u64;
        for part in parts {
            self.speakers.entry(part.key.clone()).or_default().add(part, meta.date, meta.source.as_ref());
        }
    }

    /// Counts what of an article was printed before.
    pub fn add_repeats(&mut self, article: bool, quotes: u64) {
        self.repeated_articles += u64::from(article);
        self.repeated += quotes;
    }

    /// Speakers by words, most first, then by name; nobody last.
    pub fn ranked(&self) -> Vec<Ranked<'_>> {
        let mut ranked: Vec<_> = self.speakers.iter().collect();
        ranked.sort_by_cached_key(|(key, s)| {
            (s.kind().is_none(), std::cmp::Reverse(s.words), s.name(), (*key).clone())
        });
        ranked
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_speaker_has_the_name_of_most_articles_in_whatever_order_they_come() {
        let named = |names: &[&str]| {
            let mut speaker = Speaker::default();
            for name in names {
                *speaker.names.at((*name).into()) += 1;
            }
            speaker.name()
        };
        assert_eq!(&*named(&["J.K. Vale", "JK Vale", "JK Vale"]), "JK Vale");
        assert_eq!(named(&["JK Vale", "J.K. Vale"]), named(&["J.K. Vale", "JK Vale"]));
    }
}
