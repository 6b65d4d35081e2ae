//! A sentence as items: its tokens, with each quotation in marks as one item.

use super::features::EDGE;
use crate::attribution::{Class, Scene};
use crate::lexicon::facts::Flags;
use crate::speaker::{Make, Type};
use crate::text::{Kind, Range, Shape, Token};

/// One place of a chain.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    /// Its tokens: one, or all of a quotation that stand in the sentence.
    pub(super) tokens: Range,
    /// The quotation that it is.
    pub(super) quote: Option<usize>,
    /// The place of its word in [`Words`].
    pub(super) place: u32,
    /// The word's letters, as a number.
    pub(super) word: u32,
    /// What kind of word it is.
    pub(super) class: u8,
    /// Where it stands in a mention: its place, make and kind.
    pub(super) mention: u8,
    /// The class of the cue that it is, from 1.
    pub(super) cue: u8,
    /// It is the head of a cue's subject.
    pub(super) subject: bool,
}

impl Item {
    /// Classes, places in mentions and cues of items are numbered below these.
    pub(super) const CLASSES: usize = FIRST_OF_FACTS as usize + CLASSES.len();
    pub(super) const MENTIONS: usize = 74;
    pub(super) const CUES: usize = 16;

    /// What stands beyond a sentence's ends.
    pub(super) const EDGE: Self = Self {
        tokens: Range { start: 0, end: 0 },
        quote: None,
        place: 0,
        word: EDGE,
        class: 255,
        mention: 255,
        cue: 255,
        subject: false,
    };

    fn quotation(token: usize, quote: usize) -> Self {
        let tokens = Range::new(token, token + 1);
        Self { tokens, quote: Some(quote), class: QUOTATION, mention: 0, cue: 0, ..Self::EDGE }
    }

    /// Whether a clause of its own may begin here: not *after*, *in*, *asked*.
    pub(super) fn begins_clause(&self) -> bool {
        let of_facts = self.class.checked_sub(FIRST_OF_FACTS).map(|at| CLASSES[usize::from(at)]);
        match of_facts {
            Some(fact) => {
                !matches!(fact, Flags::PREPOSITION | Flags::CONJUNCTION | Flags::SUBORDINATOR | Flags::ADVERB)
                    && self.cue == 0
            }
            None => !matches!(self.class, QUOTATION | 14 | 15 | 16),
        }
    }

    /// A comma, or another mark that parts clauses.
    pub(super) fn is_mark(&self) -> bool {
        matches!(self.class, 2..=8)
    }

    pub(super) fn is_comma(&self) -> bool {
        self.class == 2
    }
}

/// What words alone say of items, once they were met.
#[derive(Clone, Debug)]
pub(super) struct Words {
    /// What stands beyond a sentence's ends, quotations by their length, then words.
    list: Vec<Written>,
    /// By the word's number in its vocabulary and its kind: the place in the list, or 0.
    places: Vec<[u32; 4]>,
}

/// A word of one kind as it is written, in numbers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Written {
    /// Its letters.
    pub(super) word: u32,
    /// Its last three letters.
    pub(super) ending: u32,
    /// Its first five letters.
    pub(super) stem: u32,
    /// What kind of word it is.
    pub(super) class: u8,
    /// How it is written.
    pub(super) shape: u8,
}

/// A quotation of more words is as one of these.
const LONGEST: u32 = 12;

/// The class of quotations.
const QUOTATION: u8 = 1;

impl Default for Words {
    fn default() -> Self {
        let edge = Written { word: EDGE, ending: EDGE, stem: EDGE, class: 255, shape: 255 };
        let quotation = |words: u32| {
            let (word, ending) = (2 + words, 2 + words / 4);
            Written { word, ending, stem: 1, class: QUOTATION, shape: 0 }
        };
        let list = std::iter::once(edge).chain((0..=LONGEST).map(quotation)).collect();
        Self { list, places: Vec::new() }
    }
}

impl Words {
    /// How many places there are.
    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// The word at a place; nothing where that stands beyond a sentence's ends.
    pub(super) fn get(&self, place: u32) -> Option<&Written> {
        self.list.get(place as usize).filter(|_| place > 0)
    }

    /// A token's word, with its place.
    fn of(&mut self, scene: &Scene<'_>, token: usize) -> (u32, Written) {
        let Token { kind, word, .. } = scene.reading.parsed.tokens[token];
        let word = word as usize;
        if self.places.len() <= word {
            self.places.resize(word + 1, [0; 4]);
        }
        let place = &mut self.places[word][kind as usize];
        if *place == 0 {
            *place = self.list.len() as u32;
            self.list.push(Written::of(scene, token));
        }
        (*place, self.list[*place as usize])
    }

    /// A quotation of so many words, with its place.
    fn quotation(&self, words: u64) -> (u32, Written) {
        let place = 1 + words.min(LONGEST.into()) as u32;
        (place, self.list[place as usize])
    }
}

impl Written {
    fn of(scene: &Scene<'_>, token: usize) -> Self {
        let reading = &scene.reading;
        let word = reading.word(token);
        let kind = reading.parsed.tokens[token].kind;
        let shape = match (kind, word.shape) {
            (Kind::Mark, _) => 0,
            (Kind::Number, _) => 1,
            (Kind::Clitic, _) => 2,
            (_, Shape::Lower) => 3,
            (_, Shape::Capital) => 4,
            (_, Shape::Initial) => 5,
            (_, Shape::Upper) => 6,
            (_, Shape::Mixed) => 7,
        };
        Self {
            word: hash(&word.folded),
            ending: hash(tail(&word.folded)),
            stem: hash(stem(&word.folded)),
            class: class(scene, token, kind),
            shape,
        }
    }
}

/// Hands on the sentences of an article that hold words outside quotation marks.
pub(super) fn sentences(scene: &Scene<'_>, words: &mut Words, mut each: impl FnMut(&[Item], &Words)) {
    let parsed = scene.reading.parsed;
    let mut place = vec![0u8; parsed.tokens.len()];
    for mention in scene.mentions {
        let code = code(mention.make, mention.kind, mention.plural);
        for token in mention.tokens.range() {
            place[token] = 2 * code + u8::from(token == mention.tokens.start);
        }
    }
    let mut cue_at = vec![(0u8, false); parsed.tokens.len()];
    for cue in &scene.cues {
        cue_at[cue.token].0 = class_number(cue.class) + if cue.participle { 8 } else { 0 };
        if let Some(subject) = cue.subject {
            cue_at[scene.mentions[subject].head].1 = true;
        }
    }
    let mut items: Vec<Item> = Vec::new();
    let mut quote = 0;
    for &sentence in &parsed.sentences {
        items.clear();
        let mut has_words = false;
        for token in sentence.range() {
            while scene.extents.get(quote).is_some_and(|e| e.end <= token) {
                quote += 1;
            }
            if scene.extents.get(quote).is_some_and(|e| e.contains(token)) {
                match items.last_mut().filter(|i| i.quote == Some(quote)) {
                    Some(item) => item.tokens.end = token + 1,
                    None => items.push(Item::quotation(token, quote)),
                }
                continue;
            }
            has_words |= parsed.tokens[token].is_word();
            items.push(item(words.of(scene, token), token, place[token], cue_at[token]));
        }
        if has_words {
            for item in items.iter_mut().filter(|i| i.quote.is_some()) {
                let (place, Written { word, .. }) = words.quotation(parsed.count_words(item.tokens));
                (item.place, item.word) = (place, word);
            }
            each(&items, words);
        }
    }
}

fn item((place, written): (u32, Written), token: usize, mention: u8, (cue, subject): (u8, bool)) -> Item {
    let Written { word, class, .. } = written;
    let tokens = Range::new(token, token + 1);
    Item { tokens, quote: None, place, word, class, mention, cue, subject }
}

/// The last three characters of a word.
fn tail(word: &str) -> &str {
    word.char_indices().rev().nth(2).map_or(word, |(at, _)| &word[at..])
}

/// The first five characters of a word.
fn stem(word: &str) -> &str {
    word.char_indices().nth(5).map_or(word, |(at, _)| &word[..at])
}

/// FNV-1a, 32 bits: the same number on every machine.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193))
}

fn code(make: Make, kind: Type, plural: bool) -> u8 {
    let kind = match kind {
        Type::Person => 0,
        Type::Organisation => 1,
        Type::Place => 2,
        Type::Group => 3,
        Type::Unnamed => 4,
        Type::Document => 5,
    };
    let make = match make {
        Make::Name => 0,
        Make::Nominal => 1,
        Make::Pronoun => 2,
    };
    1 + kind + 6 * make + 18 * u8::from(plural)
}

fn class_number(class: Class) -> u8 {
    match class {
        Class::Say => 1,
        Class::Tell => 2,
        Class::Call => 3,
        Class::Act => 4,
        Class::Think => 5,
        Class::Show => 6,
        Class::According => 7,
    }
}

/// The classes of grammar are numbered from here.
const FIRST_OF_FACTS: u8 = 20;

/// Classes of grammar, the first that holds.
const CLASSES: &[Flags] = &[
    Flags::SAY,
    Flags::TELL,
    Flags::CALL,
    Flags::ACT,
    Flags::THINK,
    Flags::SHOW,
    Flags::SPEECH_NOUN,
    Flags::NEGATOR,
    Flags::HE_SHE,
    Flags::THEY,
    Flags::IT,
    Flags::I,
    Flags::WE,
    Flags::YOU,
    Flags::WHO,
    Flags::DETERMINER,
    Flags::PREPOSITION,
    Flags::CONJUNCTION,
    Flags::SUBORDINATOR,
    Flags::AUXILIARY,
    Flags::TIME,
    Flags::ADVERB,
    Flags::OFFICE,
    Flags::PERSON,
    Flags::PEOPLE,
    Flags::ORGANISATION,
    Flags::DOCUMENT,
    Flags::NUMBER,
];

fn class(scene: &Scene<'_>, token: usize, kind: Kind) -> u8 {
    let reading = &scene.reading;
    match kind {
        Kind::Mark => match reading.str(token) {
            "," => 2,
            "." => 3,
            ":" => 4,
            ";" => 5,
            "(" | "[" => 6,
            ")" | "]" => 7,
            "-" | "–" | "—" => 8,
            "?" | "!" => 9,
            _ => 10,
        },
        Kind::Number => 11,
        Kind::Clitic => 12,
        Kind::Word => {
            let flags = reading.flags(token);
            let word = reading.word(token);
            if let Some(at) = CLASSES.iter().position(|c| flags.any(*c)) {
                return FIRST_OF_FACTS + at as u8;
            }
            let folded = &*word.folded;
            match () {
                () if word.shape.is_capitalised() => 13,
                () if folded.ends_with("ing") => 14,
                () if folded.ends_with("ed") => 15,
                () if folded.ends_with("ly") => 16,
                () if folded.ends_with('s') => 17,
                () => 18,
            }
        }
    }
}
