//! What a look at the inputs finds.

use crate::cli::outcome::Outcome;
use jiff::civil::Date;
use rhetor::document::{Document, Meta};
use rhetor::error::{Effect, Problem};
use rhetor::ingest::Input;
use rhetor::report::Speech;
use rhetor::tally::Tally;
use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::Discriminant;

/// Everything found.
#[derive(Default)]
pub(super) struct Seen {
    pub(super) inputs: Vec<Input>,
    pub(super) bytes: u64,
    pub(super) tally: Tally,
    /// How many articles say each of the fields.
    pub(super) fields: BTreeMap<&'static str, u64>,
    pub(super) dates: Option<(Date, Date)>,
    pub(super) sources: HashSet<String>,
    /// By code, as `--lang` takes it; "unclear" where nothing tells.
    pub(super) languages: BTreeMap<String, u64>,
    /// Articles with a text that was read before, to the letter.
    pub(super) copies: u64,
    pub(super) rejected: u64,
    /// By kind, in the order in which they were met first.
    pub(super) problems: Vec<Many>,
    texts: HashSet<u64>,
}

/// Problems of one kind.
pub(super) struct Many {
    kind: Discriminant<rhetor::error::Kind>,
    pub(super) first: Problem,
    pub(super) count: u64,
}

impl Seen {
    pub(super) fn take(&mut self, outcome: Outcome, speech: Speech) {
        match outcome {
            Outcome::Scored(article, problems) => {
                let (findings, parts) = (article.findings(speech), article.parts(speech));
                self.document(&article.analysis.document);
                self.tally.add(&article.analysis.document.meta, findings, parts);
                for problem in problems {
                    self.problem(problem);
                }
            }
            Outcome::Problem(problem) => self.problem(problem),
        }
    }

    fn document(&mut self, document: &Document) {
        let Meta { date, source, title, author, speaker, url, language } = &document.meta;
        for (field, there) in [
            ("date", date.is_some()),
            ("source", source.is_some()),
            ("title", title.is_some()),
            ("author", author.is_some()),
            ("speaker", speaker.is_some()),
            ("url", url.is_some()),
            ("language", language.is_some()),
        ] {
            *self.fields.entry(field).or_default() += u64::from(there);
        }
        if let Some(date) = *date {
            let (first, last) = self.dates.unwrap_or((date, date));
            self.dates = Some((first.min(date), last.max(date)));
        }
        if let Some(source) = source {
            self.sources.insert(source.to_string());
        }
        let text = document.text[document.body..].trim();
        let told = document.language.as_ref().map_or_else(|| "unclear".into(), |told| told.code.to_string());
        *self.languages.entry(told).or_default() += 1;
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        self.copies += u64::from(!self.texts.insert(hasher.finish()));
    }

    fn problem(&mut self, problem: Problem) {
        self.rejected += u64::from(problem.effect == Effect::Rejected);
        let kind = std::mem::discriminant(&problem.kind);
        match self.problems.iter_mut().find(|many| many.kind == kind && many.first.effect == problem.effect) {
            Some(many) => many.count += 1,
            None => self.problems.push(Many { kind, first: problem, count: 1 }),
        }
    }

    /// One of each kind.
    pub(super) fn first_problems(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter().map(|many| &many.first)
    }
}
