//! Names and their appositions, and what bodies are called after their names.

use super::People;
use crate::lexicon::facts::Flags;
use crate::speaker::roles;
use crate::speaker::{Gender, Make, Mention, Type};
use crate::text::{Range, Shape};

/// Sentences within which *the company* is a body that one of them was about.
pub(super) const NEAR: usize = 2;
/// The same, of a body that has the noun in its name.
const NAMED: usize = 8;
/// Mentions that are looked at.
pub(super) const LOOKED_AT: usize = 60;

/// Letters of the longest word in capitals that is read as an acronym.
const ACRONYM: usize = 5;

/// Nouns that any body may be called by, whatever is in its name.
fn is_any_body(noun: &str) -> bool {
    matches!(
        noun,
        "company"
            | "firm"
            | "business"
            | "manufacturer"
            | "maker"
            | "retailer"
            | "group"
            | "organization"
            | "organisation"
            | "association"
            | "charity"
            | "agency"
            | "institute"
            | "newspaper"
            | "paper"
            | "daily"
            | "magazine"
            | "network"
            | "broadcaster"
            | "outlet"
            | "publication"
    )
}

impl People<'_> {
    /// *Holt, a farmer from Ost*; *Xinhua, the state news agency,*: the name right before the comma.
    pub(super) fn apposed_after(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let mention = &mentions[m];
        let start = mention.tokens.start;
        if start < 2 || mention.plural || !self.reading.is_mark(start - 1, &[","]) {
            return None;
        }
        let end = mention.tokens.end;
        let last = self.reading.parsed.tokens.len().min(end + roles::COMPLEMENT + 1);
        let comma = (end..last).find(|&t| self.reading.is_mark(t, &[","]));
        let closed =
            comma.is_some_and(|t| t == end || roles::is_complement(self.reading, Range::new(end, t)));
        // "Asked about Holt, the mayor said": a subject of its own.
        let verb = Flags::CUE.or(Flags::AUXILIARY);
        let speaks = end < self.reading.parsed.tokens.len()
            && self.reading.flags(end).any(verb)
            && !self.reading.flags(end).any(Flags::HEAD.or(Flags::PREPOSITION));
        let fits = |n: &usize| {
            let name = &mentions[*n];
            let first = name.tokens.start;
            // "In Ost, the agency, …" tells where.
            let inside = first > 0 && self.reading.flags(first - 1).any(Flags::PREPOSITION);
            let suits = match mention.kind {
                Type::Unnamed => name.kind == Type::Person && !speaks,
                Type::Organisation => closed && !inside && (name.kind == Type::Organisation || name.doubtful),
                _ => false,
            };
            name.make == Make::Name && name.tokens.end == start - 1 && suits
        };
        (0..m).rev().take(4).find(fits)
    }

    /// *the company*, *the committee*: the latest body that has the noun in its name, or of which
    /// one of the last sentences was; unless the same words stood for another since.
    pub(super) fn body_described(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let mention = &mentions[m];
        let noun = &*self.reading.word(mention.head).folded;
        // "the Ost company" is told by its name, "the company" by what was said before.
        if self.holds_name(mention) {
            return None;
        }
        let short = mention.tokens.end - mention.tokens.start == 2;
        let completed = self.reading.flags(mention.tokens.end).any(Flags::PREPOSITION);
        let any = is_any_body(noun) && (short || !completed);
        for n in (0..m).rev().take(LOOKED_AT) {
            let other = &mentions[n];
            let Some(entity) = self.of[n] else { continue };
            let sentences = self.places[m].sentences_from(&self.places[n]);
            if sentences > NAMED {
                break;
            }
            let his = self.reading.flags(other.tokens.start).any(Flags::PRONOUN);
            if short && !his && other.make == Make::Nominal && &*self.reading.word(other.head).folded == noun
            {
                return Some(entity);
            }
            let body = &self.entities[entity];
            let unsure = body.doubtful && body.gender == Gender::Unknown && body.roles.nouns.is_empty();
            // "FULL TEXT", "ABSTRACT": labels of a page.
            let upper = self.reading.word(other.head).shape == Shape::Upper && body.doubtful;
            let acronym =
                other.core.end - other.core.start == 1 && self.reading.word(other.head).raw.len() <= ACRONYM;
            let label = other.headline || upper && !acronym;
            let body_like = body.kind == Type::Organisation || unsure;
            if other.make != Make::Name || other.quoted || label || !body_like {
                continue;
            }
            let named = body.kind == Type::Organisation
                && short
                && (body.roles.nouns.contains(&noun)
                    || body.names.iter().any(|name| name.words.len() > 1 && name.words.contains(&noun)));
            let about = any && sentences <= NEAR && self.places[n].is_main_subject() && !other.possessor;
            if named || about {
                return Some(entity);
            }
        }
        None
    }
}
