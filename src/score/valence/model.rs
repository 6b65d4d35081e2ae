//! What the list of valences says of a token, ready to be looked up.

use super::polarity::{self, Polarity};
use super::words::{self, Sentence};
use super::{Mode, Scratch, plain, rules};
use crate::error::Error;
use crate::lexicon::{Lexicon, builtin};
use std::borrow::Cow;
use std::collections::HashMap;

type Hasher = foldhash::fast::FixedState;

/// The list and the spelling that it is used with.
#[derive(Clone, Debug)]
pub struct Model {
    /// Which spelling is scored.
    pub mode: Mode,
    tokens: HashMap<Cow<'static, str>, Fact, Hasher>,
    emoji: HashMap<char, Box<str>, Hasher>,
    /// Idioms, by the numbers of their words.
    idioms: Vec<(Phrase, f64)>,
    /// Words of degree that are several words.
    boosters: Vec<(Phrase, f64)>,
}

/// The numbers of two or three words; 0 behind the last.
pub(super) type Phrase = [u8; 3];

/// What is known of one token in lower case.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Fact {
    /// Its own valence, where it has one.
    pub(super) valence: Option<f64>,
    /// How much it strengthens what follows; negative where it weakens, 0 where neither.
    pub(super) booster: f64,
    /// Whether it negates.
    pub(super) negates: bool,
    /// What it is in a rule about single words.
    pub(super) role: Role,
    /// Its number as a word of phrases; 0 where no phrase has it.
    pub(super) phrase: u8,
}

/// The words that the rules name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    #[default]
    Other,
    But,
    No,
    Or,
    Kind,
    Of,
    Never,
    So,
    Without,
    Doubt,
    Least,
    AtOrVery,
}

/// `nor` is an `or`, `this` is a `so`: the rules treat them alike.
const ROLES: [(&str, Role); 14] = [
    ("but", Role::But),
    ("no", Role::No),
    ("or", Role::Or),
    ("nor", Role::Or),
    ("kind", Role::Kind),
    ("of", Role::Of),
    ("never", Role::Never),
    ("so", Role::So),
    ("this", Role::So),
    ("without", Role::Without),
    ("doubt", Role::Doubt),
    ("least", Role::Least),
    ("at", Role::AtOrVery),
    ("very", Role::AtOrVery),
];

impl Model {
    /// The built-in list.
    ///
    /// # Errors
    /// Where its files do not parse, which a test rules out.
    pub fn builtin(mode: Mode) -> Result<Self, Error> {
        Ok(Self::new(builtin::valence()?, mode))
    }

    /// Makes a list ready: categories as in `lexicons/vader-en`, others are not looked at.
    pub fn new(lexicon: &Lexicon, mode: Mode) -> Self {
        let tokens = HashMap::with_capacity_and_hasher(lexicon.entries.len(), Hasher::default());
        let (emoji, idioms, boosters) = (HashMap::default(), Vec::new(), Vec::new());
        let mut model = Self { mode, tokens, emoji, idioms, boosters };
        for (word, role) in ROLES {
            model.fact(word.into()).role = role;
        }
        let mut numbered = 0;
        for at in 0..lexicon.entries.len() {
            let (text, weight) = (lexicon.entries.text(at), lexicon.entries.weight(at));
            match lexicon.category_at(at) {
                "word" => model.fact(text).valence = Some(weight),
                "negation" => model.fact(text).negates = true,
                "booster" if text.contains(' ') => {
                    let phrase = model.phrase(&text, &mut numbered);
                    model.boosters.push((phrase, weight));
                }
                "booster" => model.fact(text).booster = weight,
                "idiom" => {
                    let phrase = model.phrase(&text, &mut numbered);
                    model.idioms.push((phrase, weight));
                }
                "emoji" => {
                    if let Some(emoji) = text.chars().next() {
                        model.emoji.insert(emoji, lexicon.entries.row(at).value.into());
                    }
                }
                _ => {}
            }
        }
        model
    }

    fn fact(&mut self, token: Cow<'static, str>) -> &mut Fact {
        self.tokens.entry(token).or_default()
    }

    /// Numbers the words of a phrase; words beyond the third, and the 256th word of all
    /// phrases, are not told apart.
    fn phrase(&mut self, text: &str, numbered: &mut u8) -> Phrase {
        let mut phrase = Phrase::default();
        for (place, word) in phrase.iter_mut().zip(text.split(' ')) {
            let fact = self.fact(word.to_string().into());
            if fact.phrase == 0 {
                *numbered = numbered.saturating_add(1);
                fact.phrase = *numbered;
            }
            *place = fact.phrase;
        }
        phrase
    }

    /// What is known of a token in lower case.
    pub(super) fn known(&self, token: &str) -> Fact {
        self.tokens.get(token).copied().unwrap_or_default()
    }

    /// What an emoji is called.
    pub(super) fn called(&self, emoji: char) -> Option<&str> {
        self.emoji.get(&emoji).map(|name| &**name)
    }

    /// The valence of an idiom.
    pub(super) fn idiom(&self, phrase: Phrase) -> Option<f64> {
        find(&self.idioms, phrase)
    }

    /// How much a phrase strengthens.
    pub(super) fn boosting(&self, phrase: Phrase) -> Option<f64> {
        find(&self.boosters, phrase)
    }

    /// The four numbers of a text, read as one sentence.
    pub fn polarity(&self, text: &str, scratch: &mut Scratch) -> Polarity {
        let Scratch { plain, lower, words, valences, sentence: _ } = scratch;
        let text = plain::written(text, self, plain);
        words::split(text, self, lower, words);
        let sentence = Sentence::new(words, self);
        let terms = rules::valences(&sentence, valences);
        Polarity::new(valences, polarity::emphasis(text), terms)
    }
}

/// There are a dozen phrases.
fn find(phrases: &[(Phrase, f64)], phrase: Phrase) -> Option<f64> {
    phrases.iter().find(|(p, _)| *p == phrase).map(|(_, weight)| *weight)
}
