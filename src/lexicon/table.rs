//! The built-in lexicons as the build script wrote them: columns of numbers, and one text.
//!
//! Nothing is read when a run starts: a row is a place in every column, a string is a
//! stretch of the text. Who writes them is `compile`; that both forms are equal is tested
//! in `builtin`.

use super::entries::{List, Row, Words};
use super::{Category, Charge, Entry, Example, Lexicon, Negation, Pattern, Piece, Sense, Source, Use};
use crate::error::Place;
use std::ops::Range;

/// The columns, each a list of numbers of 32 bits; the table begins with where they begin.
#[derive(Clone, Copy)]
pub(super) enum Column {
    /// By string: where it begins in the text; it ends where the next begins.
    Strings,
    /// By distinct word of patterns: its string and, in the last two bits, what it matches.
    Pieces,
    /// By distinct word: where its other spellings begin in the next column.
    OthersFrom,
    Others,
    /// Of [`LEXICON`] numbers each.
    Lexicons,
    /// Of four numbers each.
    Categories,
    /// Of three numbers each.
    Sources,
    /// Of three numbers each.
    Examples,
    /// By row: its pattern as written.
    Text,
    /// By row: category, sense and case.
    Class,
    /// By row: the bits of its weight.
    WeightLow,
    WeightHigh,
    Value,
    Source,
    Note,
    Line,
    /// By row, twice: where its words begin in the next column, and where those that it has
    /// without its hyphens.
    WordsFrom,
    Words,
}

/// Numbers that a lexicon takes.
pub(super) const LEXICON: usize = 16;

/// Numbers of a category.
pub(super) const CATEGORY: usize = 5;

// What a number stands for, by its place.
pub(super) const USES: [Use; 3] = [Use::Rhetoric, Use::Resource, Use::Valence];
pub(super) const NEGATIONS: [Negation; 2] = [Negation::Keeps, Negation::Removes];
pub(super) const SENSES: [Sense; 3] = [Sense::Strict, Sense::Ambiguous, Sense::Company];
pub(super) const CHARGES: [Option<Charge>; 3] = [None, Some(Charge::Word), Some(Charge::Deed)];
pub(super) const FOLDED: u32 = 0;
pub(super) const EXACT: u32 = 1;
pub(super) const PREFIX: u32 = 2;
pub(super) const ANY: u32 = 3;

/// Where sense and case stand in [`Column::Class`], above the category.
pub(super) const SENSE_AT: u32 = 16;
pub(super) const EXACT_AT: u32 = 24;

/// The tables of all built-in lexicons.
#[derive(Clone, Copy)]
pub(super) struct Table {
    numbers: &'static [[u8; 4]],
    text: &'static str,
}

impl Table {
    /// What `compile` wrote.
    pub(super) fn new(numbers: &'static [u8], text: &'static str) -> Self {
        Self { numbers: numbers.as_chunks().0, text }
    }

    fn number(self, at: usize) -> u32 {
        u32::from_le_bytes(self.numbers[at])
    }

    fn get(self, column: Column, at: usize) -> u32 {
        self.number(self.number(column as usize) as usize + at)
    }

    /// Numbers that belong together, from a place of a column.
    fn some<const N: usize>(self, column: Column, at: usize) -> [u32; N] {
        std::array::from_fn(|i| self.get(column, at + i))
    }

    /// A stretch of the column behind this one.
    fn stretch(self, column: Column, at: usize) -> Range<usize> {
        let [from, to] = self.some(column, at);
        from as usize..to as usize
    }

    fn string(self, number: u32) -> &'static str {
        &self.text[self.stretch(Column::Strings, number as usize)]
    }

    /// How many distinct words its patterns have.
    pub(super) fn pieces(self) -> usize {
        let [from, to] = [Column::Pieces, Column::OthersFrom].map(|c| self.number(c as usize));
        (to - from) as usize
    }

    /// What a distinct word of patterns matches, and its letters.
    pub(super) fn piece(self, number: u32) -> (u32, &'static str) {
        let piece = self.get(Column::Pieces, number as usize);
        (piece & 3, self.string(piece >> 2))
    }

    /// The number of a word by its place among all words of all patterns.
    pub(super) fn listed(self, place: usize) -> u32 {
        self.get(Column::Words, place)
    }

    /// As [`Piece::measure`].
    pub(super) fn measure(self, number: u32) -> (u32, usize) {
        let piece = self.get(Column::Pieces, number as usize);
        let wild = match piece & 3 {
            PREFIX => 1,
            ANY => 2,
            _ => 0,
        };
        (wild, self.stretch(Column::Strings, (piece >> 2) as usize).len())
    }

    /// A word, where it is one in any case.
    pub(super) fn folded(self, number: u32) -> Option<&'static str> {
        let (matches, letters) = self.piece(number);
        (matches == FOLDED).then_some(letters)
    }

    /// The numbers of a word's other spellings.
    pub(super) fn others(self, number: u32) -> impl Iterator<Item = u32> {
        self.stretch(Column::OthersFrom, number as usize).map(move |at| self.get(Column::Others, at))
    }

    /// The category of a row, how its words are taken, and whether case must match.
    pub(super) fn class(self, at: usize) -> (Option<usize>, Sense, bool) {
        let class = self.get(Column::Class, at);
        let category = ((class & 0xffff) as usize).checked_sub(1);
        (category, SENSES[(class >> SENSE_AT & 0xff) as usize], class >> EXACT_AT != 0)
    }

    /// The pattern of a row, as its file writes it.
    pub(super) fn text(self, at: usize) -> &'static str {
        self.string(self.get(Column::Text, at))
    }

    /// What a resource row says of its pattern.
    pub(super) fn value(self, at: usize) -> &'static str {
        self.string(self.get(Column::Value, at))
    }

    /// The weight of a row.
    pub(super) fn weight(self, at: usize) -> f64 {
        let [low, high] = [Column::WeightLow, Column::WeightHigh].map(|c| u64::from(self.get(c, at)));
        f64::from_bits(high << 32 | low)
    }

    /// A row as reports tell it.
    pub(super) fn row(self, at: usize) -> Row<'static> {
        let string = |column| self.string(self.get(column, at));
        let (category, sense, exact) = self.class(at);
        Row {
            text: self.text(at),
            exact,
            category,
            sense,
            weight: self.weight(at),
            value: self.value(at),
            source: string(Column::Source),
            note: string(Column::Note),
            line: u64::from(self.get(Column::Line, at)),
        }
    }

    /// The words of a row, and those that it has without its hyphens.
    pub(super) fn words(self, at: usize) -> (Words<'static>, Option<Words<'static>>) {
        let [from, closed, to] = self.some(Column::WordsFrom, 2 * at).map(|place| place as usize);
        let closed_words = (closed < to).then_some(Words::Compiled(self, closed..to));
        (Words::Compiled(self, from..closed), closed_words)
    }

    fn entry(self, at: usize) -> Entry {
        let Row { text, exact, category, sense, weight, value, source, note, line } = self.row(at);
        let made = |words: Words<'_>| match words {
            Words::Read(pieces) => pieces.to_vec(),
            Words::Compiled(_, places) => places.map(|place| self.made(self.listed(place))).collect(),
        };
        let (words, closed) = self.words(at);
        let pattern = Pattern { text: text.into(), pieces: made(words), closed: closed.map(made), exact };
        let (value, source, note) = (value.into(), source.into(), note.into());
        Entry { pattern, category, sense, weight, value, source, note, line }
    }

    fn made(self, number: u32) -> Piece {
        let (matches, letters) = self.piece(number);
        match matches {
            FOLDED => Piece::Folded(letters.into()),
            EXACT => Piece::Exact(letters.into()),
            PREFIX => Piece::Prefix(letters.into()),
            _ => Piece::Any,
        }
    }

    fn example(self, at: usize) -> Example {
        let [text, expect, line] = self.some(Column::Examples, 3 * at);
        Example { text: self.string(text).into(), expect: self.string(expect).into(), line: line.into() }
    }

    fn category(self, at: usize) -> Category {
        let [name, parent, definition, charge, standing] = self.some(Column::Categories, CATEGORY * at);
        Category {
            name: self.string(name).into(),
            parent: (parent as usize).checked_sub(1),
            definition: self.string(definition).into(),
            charge: CHARGES[charge as usize],
            standing: standing != 0,
        }
    }

    fn source(self, at: usize) -> Source {
        let [key, what, licence] = self.some(Column::Sources, 3 * at).map(|s| self.string(s).to_string());
        Source { key, what, licence }
    }

    /// A lexicon by its place in `names::NAMES`.
    pub(super) fn lexicon(self, at: usize) -> Lexicon {
        let own: [u32; LEXICON] = self.some(Column::Lexicons, LEXICON * at);
        let [name, title, about, language, licence, sha256, kind, negation, lists @ ..] = own;
        let [categories, sources, entries, examples] =
            [0, 2, 4, 6].map(|i| lists[i] as usize..lists[i + 1] as usize);
        let string = |number| self.string(number).to_string();
        Lexicon {
            name: string(name),
            title: string(title),
            about: string(about),
            kind: USES[kind as usize],
            language: string(language),
            licence: string(licence),
            negation: NEGATIONS[negation as usize],
            categories: categories.map(|at| self.category(at)).collect(),
            sources: sources.map(|at| self.source(at)).collect(),
            entries: List::compiled(self, entries, Self::entry),
            examples: List::compiled(self, examples, Self::example),
            place: Place::file(format!("lexicons/{}/lexicon.toml", self.string(name))),
            sha256: string(sha256),
        }
    }
}
