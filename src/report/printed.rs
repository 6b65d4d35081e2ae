//! What of an article was printed before, under the ids of the tables.
//!
//! It works in input order, behind [`super::Ids`], so that *first* means first in the input
//! for any number of threads. What is a repetition is decided in [`crate::repeats`].

use super::{Article, Run, Speech};
use crate::repeats::{First, Index};
use crate::tally;
use std::collections::BTreeMap;
use std::sync::Arc;

/// All that was printed so far in a run: fingerprints and ids, no text.
#[derive(Clone, Debug, Default)]
pub struct Printed {
    index: Index,
    /// By number of the article: its id, but for its first letters and its ending.
    ids: Vec<u64>,
    /// The endings (`-2`) of those that have one.
    endings: BTreeMap<u32, u32>,
}

/// What of one article was printed before.
#[derive(Clone, Debug, Default)]
pub(super) struct Marks {
    article: Option<(Arc<str>, f64)>,
    quoted: Vec<Option<Arc<str>>>,
    reported: Vec<Option<Arc<str>>>,
}

impl Printed {
    /// Marks what the article repeats, and takes it out of the counts of its speakers where
    /// the run says so. Its id must be settled.
    pub fn settle(&mut self, article: &mut Article, run: &Run) {
        let again = self.keep(&article.id);
        let prints = std::mem::take(&mut article.prints);
        let repeats = self.index.take(&prints, article.analysis.document.meta.date, again);
        let of = |speech: Speech, firsts: Vec<Option<First>>| -> Vec<Option<Arc<str>>> {
            let id = |first: First| self.id_of(speech, first).into();
            firsts.into_iter().map(|first| first.map(id)).collect()
        };
        article.marks = Marks {
            article: repeats.article.map(|(first, share)| (self.article_id(first).into(), share)),
            quoted: of(run.speech()[0], repeats.quoted),
            reported: of(Speech::Reported, repeats.reported),
        };
        article.count_again(run);
    }

    /// Keeps an id; says whether it ends like that of a record that was read before.
    fn keep(&mut self, id: &str) -> bool {
        let (hex, ending) = id[2..].split_once('-').map_or((&id[2..], None), |(hex, end)| (hex, Some(end)));
        self.ids.push(u64::from_str_radix(hex, 16).unwrap_or(0));
        if let Some(ending) = ending.and_then(|e| e.parse().ok()) {
            self.endings.insert(self.ids.len() as u32 - 1, ending);
        }
        ending.is_some()
    }

    fn article_id(&self, number: u32) -> String {
        let ending = self.endings.get(&number).map_or(String::new(), |n| format!("-{n}"));
        format!("a_{:016x}{ending}", self.ids[number as usize])
    }

    /// The id of a quotation or report; of a document that was scored whole that of its article.
    fn id_of(&self, speech: Speech, First { article, seq }: First) -> String {
        let id = self.article_id(article);
        if speech == Speech::Whole { id } else { super::quote_id(&id, speech, seq as usize) }
    }
}

impl Article {
    /// The id of the first article that this one repeats, and the share of it that does.
    pub fn duplicate_of(&self) -> Option<(&Arc<str>, f64)> {
        self.marks.article.as_ref().map(|(id, share)| (id, *share))
    }

    /// The id of the quotation or report that this one prints again, by its number from 0; of
    /// a document that was scored whole the id of the article.
    pub fn repeats(&self, speech: Speech, at: usize) -> Option<&Arc<str>> {
        let marks = match speech {
            Speech::Quoted | Speech::Whole => &self.marks.quoted,
            Speech::Reported => &self.marks.reported,
        };
        marks.get(at)?.as_ref()
    }

    /// How many quotations or reports were printed before.
    pub fn repeated(&self, speech: Speech) -> u64 {
        (0..self.findings(speech).len()).filter(|&at| self.repeats(speech, at).is_some()).count() as u64
    }

    /// Whether a quotation or report has rows in the tables.
    pub(super) fn is_listed(&self, run: &Run, speech: Speech, at: usize) -> bool {
        run.duplicates != tally::Duplicates::Drop || self.repeats(speech, at).is_none()
    }

    /// Whether a quotation or report enters the counts of its speaker.
    pub(super) fn is_counted(&self, run: &Run, speech: Speech, at: usize) -> bool {
        run.duplicates == tally::Duplicates::Keep || self.repeats(speech, at).is_none()
    }

    fn count_again(&mut self, run: &Run) {
        for &speech in run.speech() {
            if self.repeated(speech) > 0 {
                let is_repeat = |at: usize| self.repeats(speech, at).is_some();
                let parts = tally::parts_of(self.findings(speech), is_repeat, run.duplicates, &run.layout);
                match speech {
                    Speech::Quoted | Speech::Whole => self.parts = parts,
                    Speech::Reported => self.reported_parts = parts,
                }
            }
        }
    }
}
