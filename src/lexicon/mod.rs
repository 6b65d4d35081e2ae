//! Word lists: what a row is, and how rows are found in a text.
//!
//! A lexicon is data that an editor can change without Rust; `lexicons/README.md` is its
//! grammar on one page. The tool's own resources (reporting verbs, negators, titles,
//! nationalities) are lexicons too. Nothing here decides what a hit means: see `score`.

mod builder;
pub mod builtin;
pub mod check;
mod company;
#[cfg(test)]
mod compile;
pub mod diff;
mod entries;
pub mod exchange;
pub mod facts;
mod folder;
mod list;
pub mod load;
mod matcher;
mod names;
mod pattern;
mod precedence;
mod reading;
mod records;
mod rows;
mod spelling;
mod table;

pub use entries::{Entries, Examples, List, Row};
pub use list::{Category, Charge, Entry, Example, Lexicon, Negation, Sense, Source, Use};
pub use matcher::{Cache, Found, Matcher, Nested};
pub use pattern::{Pattern, Piece};
pub use reading::Reading;
pub use spelling::Spelling;

use crate::text::Vocabulary;

impl Lexicon {
    /// The hits in a plain text as `words=category` joined by `; `: what examples expect.
    pub fn hits_in(&self, text: &str) -> String {
        self.hits_with(&Matcher::new([self]), text)
    }

    /// As [`Self::hits_in`], with a matcher of this lexicon.
    fn hits_with(&self, matcher: &Matcher, text: &str) -> String {
        let mut vocabulary = Vocabulary::default();
        let parsed = crate::text::Parsed::new(text, &mut vocabulary);
        let mut cache = Cache::default();
        let all = crate::text::Range::new(0, parsed.tokens.len());
        let mut found = Vec::new();
        matcher.find_hits(&parsed, &[all], &vocabulary, &mut cache, &mut found);
        let shown = found.iter().map(|hit| {
            let category = self.category_at(hit.entry);
            format!("{}={category}", parsed.span(hit.tokens).of(text))
        });
        shown.collect::<Vec<_>>().join("; ")
    }
}
