//! What an editor wants to know before committing a lexicon.
//!
//! Rows that could not be read were already reported by [`super::load`].

use super::Lexicon;
use crate::error::{Kind, Place, Problem};

/// The order of a folder's rows, and the lexicon's own examples. A plain CSV may be in any order.
pub fn check(lexicon: &Lexicon) -> Vec<Problem> {
    let mut problems = Vec::new();
    let Some(folder) = lexicon.place.file.strip_suffix("/lexicon.toml") else { return problems };
    let key = |at: usize| {
        let entry = &lexicon.entries[at];
        (&entry.pattern.text, lexicon.category_name(entry))
    };
    let terms = format!("{folder}/terms.csv");
    for at in 1..lexicon.entries.len() {
        if key(at) < key(at - 1) {
            let entry = &lexicon.entries[at];
            let place = Place::line(&*terms, entry.line);
            problems.push(Problem::kept(place, Kind::OutOfOrder(entry.pattern.text.to_string())));
        }
    }
    let file = format!("{folder}/examples.csv");
    for example in &lexicon.examples {
        let found = lexicon.hits_in(&example.text);
        if found != example.expect {
            let place = Place::line(&*file, example.line);
            problems.push(Problem::kept(place, Kind::ExampleFails(example.expect.clone(), found)));
        }
    }
    problems
}
