//! Names that hardly can be two speakers': to be said beside numbers that take them for two.
//!
//! Which these are is judged in [`crate::speaker::suggest`]; nothing is joined here.

use super::saved::Saved;
use crate::error::Error;
use crate::lexicon::facts::Facts;
use crate::speaker::Type;
use crate::speaker::suggest::{Known, Sure, suggest};
use std::sync::Arc;

/// Speakers that are looked at, those with most words.
pub const MOST: usize = 300;
/// Pairs that are named.
const NAMED: usize = 3;

/// A speaker of whom only sums are known.
#[derive(Clone, Debug)]
pub struct Summed {
    /// As reports print it.
    pub name: Arc<str>,
    /// What it is.
    pub kind: Type,
    /// How many articles quote it.
    pub articles: u64,
}

/// Pairs of names, that of the more articles first, those that weigh most in front.
pub fn pairs(speakers: &[Summed], facts: &Facts) -> Vec<[Arc<str>; 2]> {
    let mut next = 0;
    let known = speakers.iter().map(|speaker| {
        // Which articles these are is not known: any that are no other's.
        let first = next;
        next += speaker.articles.min(1000) as u32;
        let Summed { name, kind, articles } = speaker.clone();
        Known { name, kind, articles: (first..next).collect(), quotes: articles }
    });
    let known: Vec<Known> = known.collect();
    let sure = suggest(&known, facts).into_iter().filter(|s| s.sure == Sure::High);
    sure.map(|s| [s.name, s.alias].map(|at| known[at].name.clone())).collect()
}

/// The same of the speakers of some results.
///
/// # Errors
/// Where the table of speakers cannot be read.
pub fn of(saved: &Saved) -> Result<Vec<[Arc<str>; 2]>, Error> {
    let mut summed = Vec::new();
    for speaker in saved.speakers(saved.speech())? {
        let speaker = speaker?;
        let Some(kind) = speaker.speaker_type else { continue };
        summed.push(Summed { name: speaker.speaker, kind, articles: speaker.n_articles });
        if summed.len() == MOST {
            break;
        }
    }
    Ok(pairs(&summed, &Facts::builtin()?))
}

/// What a report says of them; `show` spells a name, `command` is how such names are listed.
pub fn caveat(pairs: &[[Arc<str>; 2]], command: &str, show: impl Fn(&str) -> String) -> Option<String> {
    let listed = listed(pairs, show)?;
    Some(format!(
        "Counted as two, and perhaps one: {listed}. {command} lists such names, and a speakers file joins \
         them; numbers and tests here would then be others."
    ))
}

/// `Mira Holt and Mira J. Holt, … and 2 more pairs of names`; nothing where there are none.
pub fn listed(pairs: &[[Arc<str>; 2]], show: impl Fn(&str) -> String) -> Option<String> {
    let each = |[one, other]: &[Arc<str>; 2]| format!("{} and {}", show(one), show(other));
    let mut listed: Vec<String> = pairs.iter().take(NAMED).map(each).collect();
    match pairs.len().saturating_sub(NAMED) {
        0 => {}
        1 => listed.push("1 more pair of names".into()),
        more => listed.push(format!("{more} more pairs of names")),
    }
    (!listed.is_empty()).then(|| listed.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_hardly_can_be_two_are_listed_and_the_commoner_comes_first() {
        let facts = Facts::builtin().expect("built-in files parse");
        let summed =
            |(name, articles): (&str, u64)| Summed { name: name.into(), kind: Type::Person, articles };
        let speakers =
            [("Mira J. Holt", 2), ("Mira Holt", 9), ("Bram Vale", 3), ("Vale", 1), ("Ann Vale", 1)];
        let found = pairs(&speakers.map(summed), &facts);
        assert_eq!(listed(&found, str::to_string).as_deref(), Some("Mira Holt and Mira J. Holt"));
        let five = vec![found[0].clone(); 5];
        let said = listed(&five, |name| format!("<{name}>")).expect("some");
        assert!(said.ends_with("; <Mira Holt> and <Mira J. Holt>; 2 more pairs of names"), "{said}");
        assert_eq!(listed(&[], str::to_string), None);
        assert_eq!(caveat(&[], "this", str::to_string), None);
    }
}
