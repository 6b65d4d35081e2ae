//! What an editor wants to know before committing a lexicon.
//!
//! Rows that could not be read were already reported by [`super::load`]. Errors make the
//! list say something else than its editor means; warnings are what a reader would ask about.

use super::{Entry, Lexicon, Matcher, Sense, precedence};
use crate::error::{Kind, Place, Problem};

/// Errors: ambiguous rows that can never count, rows that never win, the order of a folder's
/// rows, and the lexicon's own examples. A plain CSV may be in any order.
pub fn check(lexicon: &Lexicon) -> Vec<Problem> {
    let mut problems = Vec::new();
    let terms = terms(lexicon);
    let lends = |e: &Entry| match e.sense {
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
    for (row, other) in precedence::beaten(lexicon) {
        let (row, other) = (&lexicon.entries[row], &lexicon.entries[other]);
        let (pattern, winner) = (row.pattern.text.to_string(), other.pattern.text.to_string());
        let kind = Kind::NeverWins(pattern, winner, lexicon.category_name(other).into(), other.line);
        problems.push(Problem::kept(Place::line(&*terms, row.line), kind));
    }
    let Some(folder) = folder(lexicon) else { return problems };
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
    for example in lexicon.examples.iter() {
        let found = lexicon.hits_with(&matcher, &example.text);
        if found != example.expect {
            let place = Place::line(&*file, example.line);
            problems.push(Problem::kept(place, Kind::ExampleFails(example.expect.clone(), found)));
        }
    }
    problems
}

/// Warnings: exceptions that silence nothing, categories without rows or examples, rows
/// that do not say where they come from. Categories of a plain CSV are what its rows say,
/// and it has no examples.
pub fn warnings(lexicon: &Lexicon) -> Vec<Problem> {
    let terms = terms(lexicon);
    let at = |entry: &Entry| Place::line(&*terms, entry.line);
    let mut problems = Vec::new();
    for row in precedence::idle(lexicon) {
        let entry = &lexicon.entries[row];
        problems.push(Problem::kept(at(entry), Kind::SilencesNothing(entry.pattern.text.to_string())));
    }
    let mut nowhere = lexicon.entries.iter().filter(|e| e.source.is_empty());
    if let Some(first) = nowhere.next() {
        problems.push(Problem::kept(at(first), Kind::NoSource(nowhere.count() + 1)));
    }
    if folder(lexicon).is_some() {
        let rows = lexicon.entries.iter().filter_map(|e| e.category);
        problems.extend(without(lexicon, rows, "row"));
        let expected = lexicon.examples.iter().flat_map(|example| example.expect.split("; "));
        let named = expected.filter_map(|hit| lexicon.category(hit.rsplit_once('=')?.1));
        // The tool's own lists are tried by the tests of what uses them.
        if lexicon.kind == super::Use::Rhetoric {
            problems.extend(without(lexicon, named, "example"));
        }
    }
    problems
}

/// Categories that none of these is, nor a part of theirs.
fn without(lexicon: &Lexicon, of: impl Iterator<Item = usize>, what: &'static str) -> Vec<Problem> {
    let mut has = vec![false; lexicon.categories.len()];
    for category in of {
        let mut at = Some(category);
        while let Some(category) = at.filter(|&c| !std::mem::replace(&mut has[c], true)) {
            at = lexicon.categories[category].parent;
        }
    }
    let missing = lexicon.categories.iter().zip(has).filter(|(_, has)| !has);
    let kind = |name: &str| Kind::CategoryWithout(name.into(), what);
    missing.map(|(c, _)| Problem::kept(lexicon.place.clone(), kind(&c.name))).collect()
}

fn folder(lexicon: &Lexicon) -> Option<&str> {
    lexicon.place.file.strip_suffix("/lexicon.toml")
}

/// The file of the rows.
fn terms(lexicon: &Lexicon) -> String {
    folder(lexicon).map_or_else(|| lexicon.place.file.to_string(), |f| format!("{f}/terms.csv"))
}

#[cfg(test)]
mod tests {
    use crate::lexicon::load::{self, Files};

    #[test]
    fn a_category_without_a_row_or_an_example_is_told_and_a_whole_has_those_of_its_parts() {
        let toml = "name='x'\ntitle='X'\nkind='rhetoric'\nlanguage='en'\nlicence='CC0'\nabout=''\n\
            [[categories]]\nname='x'\ndefinition=''\n\
            [[categories]]\nname='y'\nparent='x'\ndefinition=''\n\
            [[categories]]\nname='z'\nparent='x'\ndefinition=''\n[[sources]]\nkey='hand'\nwhat=''\n";
        let terms = "pattern,category,source\nwar,y,hand\n";
        let examples = "text,expect\nThe war.,war=y\n";
        let files = Files { name: "x", folder: "x", toml, terms, examples };
        let lexicon = load::from_files(files).0.expect("a lexicon");
        let said: Vec<_> =
            super::warnings(&lexicon).iter().map(|p| format!("{}: {}", p.place, p.kind)).collect();
        assert_eq!(
            said,
            ["x/lexicon.toml: category \"z\" has no row", "x/lexicon.toml: category \"z\" has no example"]
        );
    }
}
