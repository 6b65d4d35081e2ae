//! Who an article mentions: names, descriptions and pronouns, and which of them are one.
//!
//! It does not decide who said what: see `attribution`.

pub mod aliases;
mod cast;
mod full_names;
mod headlines;
pub mod keys;
mod known;
mod labels;
mod names;
mod nominals;
mod printed;
mod roles;
pub mod roster;
mod salience;
pub mod suggest;
mod surnames;

pub use cast::Cast;

use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Range, Span};
use std::sync::Arc;

/// What kind of thing speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Type {
    /// A named person.
    Person,
    /// A named organisation, outlet or institution.
    Organisation,
    /// A place that stands for those who govern it.
    Place,
    /// Several people without names, or a body without one.
    Group,
    /// One person without a name.
    Unnamed,
    /// Something written.
    Document,
}

impl Type {
    /// Every type.
    pub const ALL: [Self; 6] =
        [Self::Person, Self::Organisation, Self::Place, Self::Group, Self::Unnamed, Self::Document];

    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
            Self::Unnamed => "unnamed",
            Self::Document => "document",
        }
    }
}

/// One speaker of an article, under the fullest name that the article gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// What makes two speakers the same one, in any article: see [`keys::of`].
    pub key: Arc<str>,
    /// As reports print it.
    pub name: Arc<str>,
    /// What it is.
    pub kind: Type,
}

/// How a mention is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Make {
    /// By name.
    Name,
    /// By description: *the Russian leader*, *aides*.
    Nominal,
    /// By pronoun.
    Pronoun,
}

/// What a mention says of gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// It does not say.
    Unknown,
}

impl Gender {
    fn of(flags: Flags) -> Self {
        let male = Flags::MALE_ROLE.or(Flags::COURTESY_MALE).or(Flags::MALE_NAME).or(Flags::HE);
        let female = Flags::FEMALE_ROLE.or(Flags::COURTESY_FEMALE).or(Flags::FEMALE_NAME).or(Flags::SHE);
        match (flags.any(male), flags.any(female)) {
            (true, false) => Self::Male,
            (false, true) => Self::Female,
            _ => Self::Unknown,
        }
    }

    fn clashes(self, other: Self) -> bool {
        self != Self::Unknown && other != Self::Unknown && self != other
    }
}

/// How surely one can tell from a mention whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Identity {
    /// A person's name.
    Name,
    /// A name that could be a place's, a body's or no name at all.
    DoubtfulName,
    /// A pronoun with one likely antecedent.
    ClearPronoun,
    /// A pronoun with two antecedents that are about as likely.
    RivalledPronoun,
    /// A pronoun for a body, a group, a document, or somebody without a name.
    PronounOfThing,
    /// A description.
    Description,
}

impl Identity {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Name,
        Self::DoubtfulName,
        Self::ClearPronoun,
        Self::RivalledPronoun,
        Self::PronounOfThing,
        Self::Description,
    ];

    /// As tables of weights write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::DoubtfulName => "doubtful_name",
            Self::ClearPronoun => "clear_pronoun",
            Self::RivalledPronoun => "rivalled_pronoun",
            Self::PronounOfThing => "pronoun_of_thing",
            Self::Description => "description",
        }
    }
}

/// A place in the text that refers to somebody who might speak.
#[derive(Clone, Debug)]
pub struct Mention {
    /// The whole phrase, titles and determiners included.
    pub tokens: Range,
    /// The name itself; for others the head noun or pronoun.
    pub core: Range,
    /// Its head: last word of a name, the noun of a description, the pronoun.
    pub head: usize,
    /// How it is made.
    pub make: Make,
    /// What it refers to, as far as the phrase tells.
    pub kind: Type,
    /// Whether a name's own words leave open if it is a person.
    pub doubtful: bool,
    /// Of the one referred to.
    pub gender: Gender,
    /// More than one.
    pub plural: bool,
    /// Stands inside quotation marks.
    pub quoted: bool,
    /// Stands before another noun and only describes it: *Trump campaign*, *the union's president*.
    pub modifier: bool,
    /// Followed by a possessive ending.
    pub possessor: bool,
    /// Stands in a headline, where every word is capitalised.
    pub headline: bool,
    /// The speaker that it refers to, once `aliases` has decided.
    pub speaker: Option<usize>,
    /// How surely the speaker can be told from it, once `aliases` has decided.
    pub identity: Identity,
}

/// All mentions of a text, in order of their place. `labels` are those of a script's turns,
/// in order.
pub fn mentions(reading: &Reading<'_>, labels: &[Span]) -> Vec<Mention> {
    let mut found = names::find(reading);
    nominals::find(reading, &mut found);
    pronouns(reading, &mut found);
    labels::add(reading, labels, &mut found);
    found.sort_by_key(|m| (m.tokens.start, m.tokens.end));
    found
}

fn pronouns(reading: &Reading<'_>, found: &mut Vec<Mention>) {
    for token in 0..reading.parsed.tokens.len() {
        let flags = reading.flags(token);
        let speaks = flags.any(Flags::SUBJECT)
            || (flags.any(Flags::HE_SHE.or(Flags::THEY)) && follows_according(reading, token));
        if !flags.any(Flags::PRONOUN) || !speaks || flags.any(Flags::YOU) {
            continue;
        }
        let at = Range::new(token, token + 1);
        found.push(Mention {
            tokens: at,
            core: at,
            head: token,
            make: Make::Pronoun,
            kind: if flags.any(Flags::IT) { Type::Organisation } else { Type::Person },
            doubtful: flags.any(Flags::WHO),
            gender: Gender::of(flags),
            plural: flags.any(Flags::THEY.or(Flags::WE)),
            quoted: reading.is_quoted(token),
            modifier: false,
            possessor: false,
            headline: false,
            speaker: None,
            identity: Identity::ClearPronoun,
        });
    }
}

/// *according to her*: the one object that speaks.
fn follows_according(reading: &Reading<'_>, token: usize) -> bool {
    let folded = |t: usize| &*reading.word(t).folded;
    token >= 2 && folded(token - 1) == "to" && folded(token - 2) == "according"
}

/// The speaker of a text's last quotation must be called so.
#[cfg(test)]
#[track_caller]
fn check(text: &str, speaker: &str) {
    use crate::analysis::{Tools, analyze};
    let tools = Tools::builtin().expect("built-in files parse");
    let document = crate::document::Document::new("a", text);
    let analysis = analyze(&document, &tools, &mut tools.desk());
    let last = analysis.findings.last().and_then(|f| f.speaker());
    assert_eq!(last.map(|s| &*s.name), Some(speaker), "{text}");
}
