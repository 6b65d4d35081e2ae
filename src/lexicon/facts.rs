//! What the resource lexicons say of single words, looked up once a word.
//!
//! Reporting verbs, titles, nationalities, given names and the closed classes of grammar
//! become one set of flags, so that later stages ask a bit and not a list. Rows of several
//! words (`prime minister`, `north korean`) are kept in a [`Matcher`].

use super::builder::Builder;
use super::{Cache, Found, Lexicon, Matcher, Sense, Use, builtin};
use crate::error::Error;
use crate::text::{Parsed, Range, Vocabulary, WordId};
use std::borrow::Cow;
use std::collections::HashMap;

type Hasher = foldhash::fast::FixedState;

/// A set of facts about a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u64);

impl Flags {
    /// Nothing known.
    pub const NONE: Self = Self(0);

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two share a fact.
    pub const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }
}

macro_rules! flags {
    ($($name:ident = $lexicon:literal $category:literal),* $(,)?) => {
        flags!(@consts 0u64, $($name $lexicon $category,)*);

        /// Lexicon, category, and what their rows say of a word.
        const FLAGS: &[(&str, &str, Flags)] = &[$(($lexicon, $category, Flags::$name)),*];
    };
    (@consts $n:expr, $name:ident $lexicon:literal $category:literal, $($rest:tt)*) => {
        impl Flags {
            #[doc = concat!("Category `", $category, "` of the lexicon `", $lexicon, "`.")]
            pub const $name: Self = Self(1 << $n);
        }
        flags!(@consts $n + 1, $($rest)*);
    };
    (@consts $n:expr,) => {};
}

flags! {
    SAY = "reporting-en" "say",
    TELL = "reporting-en" "tell",
    CALL = "reporting-en" "call",
    ACT = "reporting-en" "act",
    THINK = "reporting-en" "think",
    SHOW = "reporting-en" "show",
    SPEECH_NOUN = "reporting-en" "noun",
    NEGATOR = "negators-en" "negator",
    NEGATION_TRAP = "negators-en" "none",
    COURTESY_MALE = "titles-en" "courtesy_male",
    COURTESY_FEMALE = "titles-en" "courtesy_female",
    COURTESY = "titles-en" "courtesy",
    OFFICE = "titles-en" "office",
    PERSON = "people-en" "person",
    PEOPLE = "people-en" "people",
    ORGANISATION = "people-en" "organisation",
    DOCUMENT = "people-en" "document",
    HE = "grammar-en" "he",
    SHE = "grammar-en" "she",
    THEY = "grammar-en" "they",
    IT = "grammar-en" "it",
    I = "grammar-en" "i",
    WE = "grammar-en" "we",
    YOU = "grammar-en" "you",
    WHO = "grammar-en" "who",
    DETERMINER = "grammar-en" "determiner",
    PREPOSITION = "grammar-en" "preposition",
    CONJUNCTION = "grammar-en" "conjunction",
    SUBORDINATOR = "grammar-en" "subordinator",
    AUXILIARY = "grammar-en" "auxiliary",
    ADVERB = "grammar-en" "adverb",
    TIME = "grammar-en" "time",
    PARTICLE = "grammar-en" "name_particle",
    SUFFIX = "grammar-en" "name_suffix",
    ORGANISATION_WORD = "grammar-en" "organisation_word",
    PLACE_WORD = "grammar-en" "place_word",
    NUMBER = "grammar-en" "number",
    OPENER = "grammar-en" "opener",
    COUNTRY = "nations-en" "country",
    CAPITAL = "nations-en" "capital",
    DEMONYM = "nations-en" "demonym",
    SEAT = "nations-en" "seat",
    REGION = "nations-en" "region",
    CITY = "nations-en" "city",
    MALE_NAME = "given-names" "male",
    FEMALE_NAME = "given-names" "female",
    EITHER_NAME = "given-names" "either",
    MALE_ROLE = "values" "male",
    FEMALE_ROLE = "values" "female",
    SUBJECT = "values" "subject",
    OBJECT = "values" "object",
    POSSESSIVE = "values" "possessive",
    OWN_WORDS = "values" "own_words",
}

fn flag(lexicon: &str, category: &str) -> Flags {
    let found = FLAGS.iter().find(|(l, c, _)| (*l, *c) == (lexicon, category));
    found.map_or(Flags::NONE, |(.., flag)| *flag)
}

impl Flags {
    /// A title of courtesy, with or without gender.
    pub const ANY_COURTESY: Self = Self::COURTESY.or(Self::COURTESY_MALE).or(Self::COURTESY_FEMALE);
    /// Anything that may stand before a name as a title.
    pub const TITLE: Self = Self::ANY_COURTESY.or(Self::OFFICE);
    /// A given name.
    pub const GIVEN: Self = Self::MALE_NAME.or(Self::FEMALE_NAME).or(Self::EITHER_NAME);
    /// Third-person pronouns for people.
    pub const HE_SHE: Self = Self::HE.or(Self::SHE);
    /// Any personal pronoun.
    pub const PRONOUN: Self =
        Self::HE_SHE.or(Self::THEY).or(Self::IT).or(Self::I).or(Self::WE).or(Self::YOU).or(Self::WHO);
    /// The closed classes of grammar.
    pub const CLOSED: Self = Self::PRONOUN
        .or(Self::DETERMINER)
        .or(Self::PREPOSITION)
        .or(Self::CONJUNCTION)
        .or(Self::SUBORDINATOR)
        .or(Self::AUXILIARY);
    /// Words that a sentence may open with and that are no names.
    pub const FUNCTION: Self = Self::CLOSED.or(Self::ADVERB).or(Self::OPENER);
    /// A verb that may introduce speech.
    pub const CUE: Self =
        Self::SAY.or(Self::TELL).or(Self::CALL).or(Self::ACT).or(Self::THINK).or(Self::SHOW);
    /// A noun that a noun phrase for a speaker can end in.
    pub const HEAD: Self = Self::PERSON.or(Self::PEOPLE).or(Self::ORGANISATION).or(Self::DOCUMENT);
    /// A place by name, or what stands for one.
    pub const PLACE: Self = Self::COUNTRY.or(Self::CAPITAL).or(Self::SEAT).or(Self::REGION).or(Self::CITY);
    /// A nation by any of its names.
    pub const NATION: Self = Self::PLACE.or(Self::DEMONYM);
}

/// What is known of one word, or of one row of several words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fact {
    /// Its categories.
    pub flags: Flags,
    /// Number of the nation that it belongs to, from 1; 0 for none.
    pub nation: u16,
    /// Whether it is written as a name could be.
    pub capital: bool,
}

/// The resource lexicons, ready to be asked.
#[derive(Clone, Debug)]
pub struct Facts {
    single: HashMap<Cow<'static, str>, Fact, Hasher>,
    phrases: Matcher,
    /// By row of the phrase lexicon.
    phrase_facts: Vec<Fact>,
    abbreviations: Vec<Box<str>>,
    /// Words that compounds with a hyphen begin and end with.
    hyphens: [Vec<Box<str>>; 2],
}

/// A row of several words found in a text.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    /// Its words.
    pub tokens: Range,
    /// What is known of them.
    pub fact: Fact,
}

/// What one worker has looked up about the words of its vocabulary.
#[derive(Clone, Debug, Default)]
pub struct FactCache {
    words: Vec<Fact>,
    cache: Cache,
    found: Vec<Found>,
}

impl FactCache {
    /// Forgets everything: the vocabulary was cleared.
    pub fn clear(&mut self) {
        self.words.clear();
        self.cache.clear();
    }

    /// What is known of a word; valid after [`Facts::resolve`].
    pub fn of(&self, word: WordId) -> Fact {
        self.words[word as usize]
    }
}

impl Facts {
    /// Those of the built-in resource lexicons.
    ///
    /// # Errors
    /// Where one of them cannot be read.
    pub fn builtin() -> Result<Self, Error> {
        Ok(Self::new(builtin::of(Use::Resource)?))
    }

    /// Compiles resource lexicons; rhetoric ones are ignored.
    pub fn new<'a>(lexicons: impl IntoIterator<Item = &'a Lexicon>) -> Self {
        let mut facts = Self {
            single: HashMap::default(),
            phrases: Matcher::default(),
            phrase_facts: Vec::new(),
            abbreviations: Vec::new(),
            hyphens: Default::default(),
        };
        let mut phrases = Builder::with_capacity(0);
        phrases.begin();
        let mut nations = HashMap::default();
        // Lines of furniture are asked for as a whole: see `furniture`.
        let lexicons = lexicons.into_iter().filter(|l| l.kind == Use::Resource && l.name != "furniture-en");
        let lexicons: Vec<_> = lexicons.collect();
        // A quarter of the rows are words that were there before, or phrases: a table for all
        // of them would be twice as large, and each page of it costs.
        facts.single.reserve(lexicons.iter().map(|l| l.entries.len()).sum::<usize>() / 4 * 3);
        for lexicon in lexicons {
            facts.add(lexicon, &mut phrases, &mut nations);
        }
        facts.phrases = phrases.finish();
        facts
    }

    fn add<'a>(
        &mut self,
        lexicon: &'a Lexicon,
        phrases: &mut Builder,
        nations: &mut HashMap<&'a str, u16, Hasher>,
    ) {
        let Lexicon { name, categories, entries, .. } = lexicon;
        let flags: Vec<Flags> = categories.iter().map(|c| flag(name, &c.name)).collect();
        let none = flag(name, "none");
        let values: Vec<_> = FLAGS.iter().filter(|(lexicon, ..)| *lexicon == "values").collect();
        for at in 0..entries.len() {
            let (category, sense, exact) = entries.class(at);
            let named = lexicon.name_of(category, sense);
            if name == "hyphens-en" {
                self.hyphens[usize::from(named == "last")].push((*entries.text(at)).into());
                continue;
            }
            let value = entries.value(at);
            let mut fact = Fact { flags: category.map_or(none, |c| flags[c]), ..Fact::default() };
            if let Some((.., of_value)) = values.iter().find(|(_, name, _)| *name == value) {
                fact.flags = fact.flags.or(*of_value);
            }
            if name == "nations-en" && fact.flags.any(Flags::NATION) && !value.is_empty() {
                let next = nations.len() as u16 + 1;
                fact.nation = *nations.entry(value).or_insert(next);
            }
            if named == "abbreviation" {
                self.abbreviations.push((*entries.text(at)).into());
            }
            let (words, _) = entries.words(at);
            if let Some(word) = words.single() {
                let known = self.single.entry(word).or_default();
                known.flags = known.flags.or(fact.flags);
                known.nation = if known.nation == 0 { fact.nation } else { known.nation };
            } else if fact.flags != Flags::NONE {
                phrases.row(&words, exact, Some((0, 0)), Sense::Strict, false);
                self.phrase_facts.push(fact);
            }
        }
    }

    /// The categories of a folded word.
    pub fn word(&self, folded: &str) -> Flags {
        self.single.get(folded).map_or(Flags::NONE, |fact| fact.flags)
    }

    /// A vocabulary that knows the abbreviations.
    pub fn vocabulary(&self) -> Vocabulary {
        let [first, last] = self.hyphens.each_ref().map(|words| words.iter().map(|w| &**w));
        Vocabulary::new(self.abbreviations.iter().map(|a| &**a)).with_hyphens(first, last)
    }

    /// Looks up the words that are new since the last call.
    pub fn resolve(&self, vocabulary: &Vocabulary, cache: &mut FactCache) {
        for id in cache.words.len()..vocabulary.len() {
            let word = vocabulary.word(id as WordId);
            let known = self.single.get(&*word.folded).copied().unwrap_or_default();
            cache.words.push(Fact { capital: word.shape.is_capitalised(), ..known });
        }
    }

    /// The rows of several words in a text, in order.
    pub fn phrases(
        &self,
        parsed: &Parsed<'_>,
        vocabulary: &Vocabulary,
        cache: &mut FactCache,
    ) -> Vec<Phrase> {
        let all = Range::new(0, parsed.tokens.len());
        self.phrases.find(parsed, all, vocabulary, &mut cache.cache, &mut cache.found);
        let phrase = |f: &Found| Phrase { tokens: f.tokens, fact: self.phrase_facts[f.entry] };
        cache.found.iter().map(phrase).collect()
    }
}
