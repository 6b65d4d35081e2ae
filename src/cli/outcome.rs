//! What comes out of one record, on any thread.

use super::language;
use rhetor::analysis::{Desk, Tools, analyze};
use rhetor::error::{Place, Problem, caught};
use rhetor::ingest::{Made, Record};
use rhetor::report::{Article, Run};
use std::sync::Arc;

/// An article that was scored, with what was wrong though it could be kept; or why there is
/// none.
pub(crate) enum Outcome {
    Scored(Box<Article>, Vec<Problem>),
    Problem(Problem),
}

/// Each article of a record by itself, so that a fault of ours in one loses no other.
pub(crate) fn of(
    record: Result<Record, Problem>,
    wanted: &[Arc<str>],
    tools: &Tools,
    run: &Run,
    desk: &mut Desk,
) -> Vec<Outcome> {
    let record = match record {
        Ok(record) => record,
        Err(problem) => return vec![Outcome::Problem(problem)],
    };
    let place = record.place();
    match caught(|| record.documents()) {
        Ok(made) => made.into_iter().map(|made| one(made, wanted, tools, run, desk)).collect(),
        Err(kind) => vec![Outcome::Problem(Problem::rejected(place, kind))],
    }
}

fn one(made: Made, wanted: &[Arc<str>], tools: &Tools, run: &Run, desk: &mut Desk) -> Outcome {
    let (document, problems) = match made {
        Ok(made) => made,
        Err(problem) => return Outcome::Problem(problem),
    };
    if let Some(problem) = language::left_out(&document, &problems, wanted) {
        return Outcome::Problem(problem);
    }
    let place = Place { file: document.file.clone(), line: document.line, column: None };
    match caught(|| Article::new(analyze(&document, tools, desk), &run.layout)) {
        Ok(article) => Outcome::Scored(Box::new(article), problems),
        Err(kind) => {
            // What it was changing then is in no known state.
            *desk = tools.desk();
            Outcome::Problem(Problem::rejected(place, kind))
        }
    }
}
