//! What an editor wants to know before committing a lexicon.
//!
//! Rows that could not be read were already reported by [`super::load`].

use super::{Lexicon, Matcher, Sense};
use crate::error::{Kind, Place, Problem};

/// Ambiguous rows that can never count, the order of a folder's rows, and the lexicon's own
/// examples. A plain CSV may be in any order.
pub fn check(lexicon: &Lexicon) -> Vec<Problem> {
    let mut problems = Vec::new();
    let folder = lexicon.place.file.strip_suffix("/lexicon.toml");
    let terms = folder.map_or_else(|| lexicon.place.file.to_string(), |f| format!("{f}/terms.csv"));
    let lends = |e: &super::Entry| match e.sense {
        Sense::Strict => e.category.is_some(),
        Sense::Company => true,
        Sense::Ambiguous => false,
    };
    if let Some(entry) = lexicon.entries.iter().find(|e| e.sense == Sense::Ambiguous)
        && !lexicon.entries.iter().any(lends)
    {
        let right = "no row of this list lends company, so none that is ambiguous ever counts";
        let kind = Kind::BadField("sense".into(), "\"ambiguous\"".into(), right.into());
        problems.push(Problem::kept(Place::line(&*terms, entry.line), kind));
    }
    let Some(folder) = folder else { return problems };
    let key = |at: usize| {
        let entry = &lexicon.entries[at];
        (&entry.pattern.text, lexicon.category_name(entry))
    };
    for at in 1..lexicon.entries.len() {
        if key(at) < key(at - 1) {
            let entry = &lexicon.entries[at];
            let place = Place::line(&*terms, entry.line);
            problems.push(Problem::kept(place, Kind::OutOfOrder(entry.pattern.text.to_string())));
        }
    }
    let file = format!("{folder}/examples.csv");
    let matcher = Matcher::new([lexicon]);
    for example in &lexicon.examples {
        let found = lexicon.hits_with(&matcher, &example.text);
        if found != example.expect {
            let place = Place::line(&*file, example.line);
            problems.push(Problem::kept(place, Kind::ExampleFails(example.expect.clone(), found)));
        }
    }
    problems
}
