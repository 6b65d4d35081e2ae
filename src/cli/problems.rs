//! What was wrong with inputs: counted, the first few told, all of them written as they come.

use super::output::Output;
use super::progress::Progress;
use super::{Failure, tell};
use anstream::eprintln;
use rhetor::error::{Effect, Kind, Problem};
use rhetor::report::terminal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Problems told one by one; all are in `problems.csv`.
const MOST_TOLD: u64 = 20;

/// Languages that are counted: an input may call anything one.
const MOST_LANGUAGES: usize = 200;
/// Languages that are told.
const MOST_SHOWN: usize = 5;

/// How many there were; none is kept, since there may be as many as records.
#[derive(Debug, Default)]
pub(crate) struct Problems {
    pub(crate) rejected: u64,
    pub(crate) kept: u64,
    pub(crate) ignored: u64,
    /// Articles that are in none of the languages asked for.
    pub(crate) other_language: u64,
    /// The same by language, of at most [`MOST_LANGUAGES`].
    languages: BTreeMap<String, u64>,
    quiet: bool,
}

impl Problems {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { quiet, ..Self::default() }
    }

    pub(crate) fn take(
        &mut self,
        problem: &Problem,
        output: &mut Output,
        progress: &Progress,
    ) -> Result<(), Failure> {
        match problem.effect {
            Effect::Rejected => self.rejected += 1,
            Effect::Kept => self.kept += 1,
            Effect::Ignored => self.ignored += 1,
            Effect::LeftOut => self.left_out(&problem.kind),
        }
        let wrong = matches!(problem.effect, Effect::Rejected | Effect::Kept);
        if !self.quiet && wrong && self.about_input() <= MOST_TOLD {
            progress.aside(|| tell(problem));
        }
        output.problem(problem)
    }

    fn left_out(&mut self, kind: &Kind) {
        self.other_language += 1;
        if let Kind::OtherLanguage(_, code, ..) = kind
            && (self.languages.len() < MOST_LANGUAGES || self.languages.contains_key(code))
        {
            *self.languages.entry(code.clone()).or_default() += 1;
        }
    }

    /// That all articles were left out because of their language, where any was.
    pub(crate) fn all_left_out(&self) -> Option<Kind> {
        let mut found: Vec<_> = self.languages.iter().map(|(code, n)| (code.clone(), *n)).collect();
        found.sort_by_key(|(_, n)| Reverse(*n));
        found.truncate(MOST_SHOWN);
        (self.other_language > 0).then_some(Kind::AllLeftOut(self.other_language, found))
    }

    fn about_input(&self) -> u64 {
        self.rejected + self.kept
    }

    /// Says how many were not told.
    pub(crate) fn tell_rest(&self) {
        if !self.quiet && self.about_input() > MOST_TOLD {
            eprintln!("  and {} more", terminal::many(self.about_input() - MOST_TOLD, "problem"));
        }
    }
}
