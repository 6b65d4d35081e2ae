//! Writes lexicons as the columns that `table` reads. The build script runs it; the program
//! itself has it in its tests only.

use super::names::SPELLING;
use super::table::{
    ANY, CATEGORY, CHARGES, Column, EXACT, EXACT_AT, FOLDED, LEXICON, NEGATIONS, PREFIX, SENSE_AT, SENSES,
    USES,
};
use super::{Category, Entry, Example, Lexicon, Piece, Source, Spelling};
use std::collections::HashMap;

type Hasher = foldhash::fast::FixedState;

const COLUMNS: usize = Column::Words as usize + 1;

/// The numbers and the text of some lexicons.
pub(crate) fn compile(lexicons: &[Lexicon]) -> (Vec<u8>, String) {
    let mut columns = Columns::default();
    columns.string("");
    for lexicon in lexicons {
        columns.lexicon(lexicon);
    }
    columns.spell(lexicons);
    columns.finish()
}

#[derive(Default)]
struct Columns {
    numbers: [Vec<u32>; COLUMNS],
    text: String,
    strings: HashMap<Box<str>, u32, Hasher>,
    pieces: HashMap<Piece, u32, Hasher>,
}

impl Columns {
    fn push(&mut self, column: Column, number: u32) {
        self.numbers[column as usize].push(number);
    }

    fn len(&self, column: Column) -> u32 {
        self.numbers[column as usize].len() as u32
    }

    fn string(&mut self, string: &str) -> u32 {
        if let Some(&known) = self.strings.get(string) {
            return known;
        }
        let number = self.strings.len() as u32;
        self.strings.insert(string.into(), number);
        self.push(Column::Strings, self.text.len() as u32);
        self.text.push_str(string);
        number
    }

    fn piece(&mut self, piece: &Piece) -> u32 {
        if let Some(&known) = self.pieces.get(piece) {
            return known;
        }
        let (matches, letters) = match piece {
            Piece::Folded(word) => (FOLDED, &**word),
            Piece::Exact(word) => (EXACT, &**word),
            Piece::Prefix(stem) => (PREFIX, &**stem),
            Piece::Any => (ANY, ""),
        };
        let string = self.string(letters);
        let number = self.pieces.len() as u32;
        self.pieces.insert(piece.clone(), number);
        self.push(Column::Pieces, string << 2 | matches);
        number
    }

    fn lexicon(&mut self, lexicon: &Lexicon) {
        let Lexicon { name, title, about, kind, language, licence, negation, .. } = lexicon;
        let Lexicon { categories, sources, entries, examples, place: _, sha256, .. } = lexicon;
        let mut own = [name, title, about, language, licence, sha256].map(|s| self.string(s)).to_vec();
        own.push(place_of(&USES, kind));
        own.push(place_of(&NEGATIONS, negation));
        for (column, width, count) in [
            (Column::Categories, CATEGORY as u32, categories.len()),
            (Column::Sources, 3, sources.len()),
            (Column::Text, 1, entries.len()),
            (Column::Examples, 3, examples.len()),
        ] {
            let first = self.len(column) / width;
            own.extend([first, first + count as u32]);
        }
        assert_eq!(own.len(), LEXICON, "numbers of a lexicon");
        self.numbers[Column::Lexicons as usize].extend(own);
        for category in categories {
            self.category(category);
        }
        for Source { key, what, licence } in sources {
            let strings = [key, what, licence].map(|s| self.string(s));
            self.numbers[Column::Sources as usize].extend(strings);
        }
        for entry in entries.iter() {
            self.entry(entry);
        }
        for Example { text, expect, line } in examples.iter() {
            let numbers = [self.string(text), self.string(expect), *line as u32];
            self.numbers[Column::Examples as usize].extend(numbers);
        }
    }

    fn category(&mut self, Category { name, parent, definition, charge, standing }: &Category) {
        let parent = parent.map_or(0, |parent| parent as u32 + 1);
        let (name, definition) = (self.string(name), self.string(definition));
        let numbers = [name, parent, definition, place_of(&CHARGES, charge), u32::from(*standing)];
        self.numbers[Column::Categories as usize].extend(numbers);
    }

    fn entry(&mut self, entry: &Entry) {
        let Entry { pattern, category, sense, weight, value, source, note, line } = entry;
        for (column, string) in [
            (Column::Text, &pattern.text),
            (Column::Value, value),
            (Column::Source, source),
            (Column::Note, note),
        ] {
            let number = self.string(string);
            self.push(column, number);
        }
        let category = category.map_or(0, |category| category as u32 + 1);
        let class = category | place_of(&SENSES, sense) << SENSE_AT | u32::from(pattern.exact) << EXACT_AT;
        self.push(Column::Class, class);
        self.push(Column::WeightLow, weight.to_bits() as u32);
        self.push(Column::WeightHigh, (weight.to_bits() >> 32) as u32);
        self.push(Column::Line, *line as u32);
        for pieces in [&pattern.pieces[..], pattern.closed.as_deref().unwrap_or_default()] {
            self.push(Column::WordsFrom, self.len(Column::Words));
            for piece in pieces {
                let number = self.piece(piece);
                self.push(Column::Words, number);
            }
        }
    }

    /// The other spellings of the words of English lists of rhetoric.
    fn spell(&mut self, lexicons: &[Lexicon]) {
        let pairs = lexicons.iter().find(|l| l.name == SPELLING);
        let spelling = pairs.map(Spelling::new).unwrap_or_default();
        let mut others: Vec<Option<Vec<u32>>> = Vec::new();
        for entry in lexicons.iter().filter(|l| l.is_spelled()).flat_map(|l| l.entries.iter()) {
            for piece in entry.pattern.pieces.iter().chain(entry.pattern.closed.iter().flatten()) {
                let number = self.piece(piece) as usize;
                if number >= others.len() {
                    others.resize(number + 1, None);
                }
                if others[number].is_none() {
                    let spelled = spelling.others(piece);
                    others[number] = Some(spelled.iter().map(|other| self.piece(other)).collect());
                }
            }
        }
        others.resize(self.pieces.len(), None);
        for of_piece in others {
            self.push(Column::OthersFrom, self.len(Column::Others));
            self.numbers[Column::Others as usize].extend(of_piece.into_iter().flatten());
        }
    }

    /// Closes the lists of beginnings, and puts all columns behind one another.
    fn finish(mut self) -> (Vec<u8>, String) {
        self.push(Column::Strings, self.text.len() as u32);
        self.push(Column::OthersFrom, self.len(Column::Others));
        self.push(Column::WordsFrom, self.len(Column::Words));
        let mut first = COLUMNS as u32;
        let mut numbers = Vec::new();
        for column in &self.numbers {
            numbers.push(first);
            first += column.len() as u32;
        }
        numbers.extend(self.numbers.into_iter().flatten());
        (numbers.into_iter().flat_map(u32::to_le_bytes).collect(), self.text)
    }
}

/// The number of one of a few values.
fn place_of<T: PartialEq>(all: &[T], one: &T) -> u32 {
    all.iter().position(|other| other == one).expect("all are listed") as u32
}
