//! The table of weights: hashed features, small whole numbers.

use super::Tag;
use super::chain::{Chain, Places, Row, Steps, power};
use super::features::{self, Around, REACH};
use super::few;
use super::items::{Item, Words, Written};
use super::train::Table;
use crate::error::{Error, Kind, Place};
use once_cell::sync::OnceCell;

/// Eight weights of −127 to 127, a byte each, 128 above their value: so that a handful of
/// instructions adds them all up. One for each tag.
type Packed = u64;

/// One sum for each tag.
type Sums = [i16; Tag::COUNT];

fn packed(weights: [i8; Tag::COUNT]) -> Packed {
    u64::from_le_bytes(weights.map(|w| w.cast_unsigned() ^ 0x80))
}

fn unpacked(weights: Packed) -> [i8; Tag::COUNT] {
    weights.to_le_bytes().map(|b| (b ^ 0x80).cast_signed())
}

/// The sum of up to 256 rows, four tags in each of two numbers.
#[derive(Clone, Copy, Default)]
struct Lanes {
    even: u64,
    odd: u64,
    rows: i16,
}

impl Lanes {
    fn add(&mut self, row: Packed) {
        const LANES: u64 = 0x00ff_00ff_00ff_00ff;
        self.even += row & LANES;
        self.odd += (row >> 8) & LANES;
        self.rows += 1;
    }

    fn sums(self) -> Sums {
        std::array::from_fn(|tag| {
            let lanes = if tag % 2 == 0 { self.even } else { self.odd };
            (lanes >> (16 * (tag / 2))) as u16 as i16 - 128 * self.rows
        })
    }
}

/// The weights of a chain.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the weights were fitted to, in words.
    pub about: String,
    /// There are `2^bits` rows for tags.
    bits: u32,
    states: Vec<Packed>,
    /// The rows of features with few values.
    few: Vec<Packed>,
    /// By tag before: of every step, and by what the two items are.
    any_step: Grid,
    steps: Vec<Grid>,
    /// What one unit of the table stands for: of tags, and of steps.
    units: [f32; 2],
    /// Of a sentence's first tag.
    pub(super) first: Row,
    /// Of its last.
    pub(super) last: Row,
    /// What a chain asks of the steps; that of every step is in the rows of pairs.
    pub(super) scores: Vec<Steps>,
    pub(super) powers: Vec<Steps>,
}

/// Weights as the file has them, by tag before.
type Grid = [[i8; Tag::COUNT]; Tag::COUNT];

/// What a worker keeps between sentences.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    /// Of the vocabulary.
    pub(super) words: Words,
    pub(super) chain: Rows,
}

/// What the model keeps between sentences, and what it says of the last one.
#[derive(Clone, Debug, Default)]
pub(super) struct Rows {
    pub(super) states: Vec<Row>,
    pub(super) places: Vec<Places>,
    around: Around,
    /// By place in [`Words`]: what a word adds to the items around it.
    by_word: Vec<ByWord>,
    /// By item, with some before the first and behind the last: the place of its word.
    near: Vec<u32>,
    /// By item: what the words around it add up to.
    words: Vec<Sums>,
}

impl Rows {
    /// Whether the sentence ends in words of saying with their subject.
    pub(super) fn told_at_end(&self) -> bool {
        self.around.told_at_end
    }
}

/// By offset: what a word adds to the sums of the item so many places away.
type ByWord = [Sums; 2 * REACH + 1];

impl Scratch {
    /// Forgets the words: the vocabulary was cleared.
    pub fn clear(&mut self) {
        self.words = Words::default();
        self.chain.by_word.clear();
    }
}

fn added(sums: &Sums, row: &Sums) -> Sums {
    std::array::from_fn(|tag| sums[tag] + row[tag])
}

/// What the words around an item add up to.
fn around_of(near: &[u32], by_word: &[ByWord]) -> Sums {
    let rows = near.iter().enumerate().map(|(offset, &word)| &by_word[word as usize][offset]);
    rows.fold(Sums::default(), |sums, row| added(&sums, row))
}

fn scaled(sums: &Sums, unit: f32) -> Row {
    sums.map(|sum| f32::from(sum) * unit)
}

/// Begins the file of weights; the number is that of the features' version.
const MAGIC: &str = "rhetor reported speech 2";

impl Model {
    /// The file of the weights that come with the program, as [`Self::to_bytes`] writes it.
    pub const BUILTIN: &[u8] = include_bytes!("weights.bin");

    /// The weights that come with the program.
    ///
    /// # Errors
    /// Where the file does not read, which a test rules out.
    pub fn builtin() -> Result<&'static Self, Error> {
        static CELL: OnceCell<Model> = OnceCell::new();
        CELL.get_or_try_init(|| Self::from_bytes(Self::BUILTIN, "reported/weights.bin"))
    }

    /// Scores the items of a sentence into `rows.states`, and finds their `rows.places`.
    pub(super) fn score(&self, items: &[Item], words: &Words, rows: &mut Rows) {
        let Rows { states, places, around, by_word, near, words: sums } = rows;
        around.look(items);
        by_word.extend((by_word.len()..words.len()).map(|place| self.by_word(words.get(place as u32))));
        near.clear();
        near.extend([0; REACH]);
        near.extend(items.iter().map(|item| item.place));
        near.extend([0; REACH]);
        sums.clear();
        sums.extend(near.windows(2 * REACH + 1).map(|near| around_of(near, by_word)));
        let shared = match items {
            [] => Sums::default(),
            _ => self.state(few::shared(&features::values(items, 0, around))),
        };
        states.clear();
        states.extend(sums.iter().enumerate().map(|(at, words)| {
            let own = self.own(&features::values(items, at, around));
            // Some fifty weights of at most 127 each: far below the limit of 16 bits.
            scaled(&added(&added(words, &shared), &own), self.units[0])
        }));
        places.clear();
        places.extend((0..items.len()).map(|at| features::steps(items, at)));
    }

    /// What a sentence's chain is scored with, as it was scored last.
    pub(super) fn chain<'a>(&'a self, rows: &'a Rows) -> Chain<'a> {
        let (Self { scores, powers, first, last, .. }, Rows { states, places, .. }) = (self, rows);
        Chain { states, places, scores, powers, first, last }
    }

    fn state(&self, features: impl IntoIterator<Item = u32>) -> Sums {
        let mut lanes = Lanes::default();
        for feature in features {
            lanes.add(self.states[features::place(feature, self.bits)]);
        }
        lanes.sums()
    }

    /// Of the features of an item that more than one word gives, but for shared ones.
    fn own(&self, values: &[[u32; 3]; features::OWN]) -> Sums {
        let mut lanes = Lanes::default();
        for row in few::rows(values) {
            lanes.add(self.few[row]);
        }
        for feature in few::many(values) {
            lanes.add(self.states[features::place(feature, self.bits)]);
        }
        lanes.sums()
    }

    fn by_word(&self, word: Option<&Written>) -> ByWord {
        std::array::from_fn(|row| {
            let features = features::by_word(word, row as isize - REACH as isize);
            self.state(features.into_iter().filter(|&f| f > 0))
        })
    }

    /// Makes whole numbers of fitted weights: the largest becomes 127.
    pub(super) fn new(about: String, fitted: &Table, first: Row, last: Row) -> Self {
        let unit = |weights: &mut dyn Iterator<Item = &f32>| {
            weights.fold(0.0_f32, |most, weight| most.max(weight.abs())).max(1e-6) / 127.0
        };
        let steps = fitted.steps.iter().chain([&fitted.any_step]);
        let units = [
            unit(&mut fitted.states.as_flattened().iter()),
            unit(&mut steps.flat_map(|grid| grid.as_flattened())),
        ];
        let row = |weights: &Row, unit: f32| weights.map(|w| (w / unit).round() as i8);
        let grid = |grid: &Steps| grid.map(|weights| row(&weights, units[1]));
        let states = fitted.states.iter().map(|weights| packed(row(weights, units[0]))).collect();
        let steps = fitted.steps.iter().map(grid).collect();
        Self {
            about,
            bits: fitted.bits,
            states,
            few: Vec::new(),
            any_step: grid(&fitted.any_step),
            steps,
            units,
            first,
            last,
            scores: Vec::new(),
            powers: Vec::new(),
        }
        .spread()
    }

    /// Works out what a chain asks of the steps, and lays out the features of few values.
    fn spread(mut self) -> Self {
        self.few = few::features().map(|f| self.states[features::place(f, self.bits)]).collect();
        let [_, unit] = self.units;
        let real = |grid: &Grid| grid.map(|row| row.map(|weight| f32::from(weight) * unit));
        let any = real(&self.any_step);
        self.scores = self.steps.iter().map(real).collect();
        for pair in &mut self.scores[..features::PAIRS] {
            pair.iter_mut()
                .zip(&any)
                .for_each(|(row, any)| row.iter_mut().zip(any).for_each(|(s, a)| *s += a));
        }
        self.powers = self.scores.iter().map(|grid| grid.map(|row| row.map(power))).collect();
        self
    }

    /// As a file: a line that names it, a line that says what it was fitted to, numbers.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = format!("{MAGIC}\n{}\n", self.about.replace('\n', " ")).into_bytes();
        out.push(self.bits as u8);
        for number in self.units.iter().chain(&self.first).chain(&self.last) {
            out.extend(number.to_le_bytes());
        }
        let states = self.states.iter().map(|&row| unpacked(row));
        let steps = self.steps.iter().chain([&self.any_step]).flatten().copied();
        out.extend(states.chain(steps).flatten().map(i8::cast_unsigned));
        out
    }

    /// Reads what [`Self::to_bytes`] wrote.
    ///
    /// # Errors
    /// Where the bytes are no such file, or of another version.
    pub fn from_bytes(bytes: &[u8], shown: &str) -> Result<Self, Error> {
        Self::parse(bytes).ok_or_else(|| {
            let what = format!("no weights of reported speech of this version (\"{MAGIC}\")");
            Error::at(Place::file(shown), Kind::BadRow(what))
        })
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let line = |bytes: &[u8]| bytes.iter().position(|&b| b == b'\n');
        let end = line(bytes)?;
        if &bytes[..end] != MAGIC.as_bytes() {
            return None;
        }
        let rest = &bytes[end + 1..];
        let end = line(rest)?;
        let about = String::from_utf8(rest[..end].to_vec()).ok()?;
        let (&bits, rest) = rest[end + 1..].split_first()?;
        if bits > 24 {
            return None;
        }
        let (numbers, rest) = rest.split_at_checked(4 * (2 + 2 * Tag::COUNT))?;
        let mut numbers = numbers.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]]));
        let mut number = || numbers.next().filter(|n| n.is_finite());
        let units = [number()?, number()?];
        let (mut first, mut last) = (Row::default(), Row::default());
        for weight in first.iter_mut().chain(&mut last) {
            *weight = number()?;
        }
        let (rows, []) = rest.as_chunks::<{ Tag::COUNT }>() else { return None };
        let (states, rows) = rows.split_at_checked(1 << bits)?;
        let (steps, []) = rows.as_chunks::<{ Tag::COUNT }>() else { return None };
        let (any_step, steps) = steps.split_last()?;
        if steps.len() != features::STEPS {
            return None;
        }
        let grid = |grid: &[[u8; Tag::COUNT]; Tag::COUNT]| grid.map(|row| row.map(u8::cast_signed));
        let model = Self {
            about,
            bits: bits.into(),
            states: states.iter().map(|row| packed(row.map(u8::cast_signed))).collect(),
            few: Vec::new(),
            any_step: grid(any_step),
            steps: steps.iter().map(grid).collect(),
            units,
            first,
            last,
            scores: Vec::new(),
            powers: Vec::new(),
        };
        Some(model.spread())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_back_as_it_was_written() {
        let model = Model::builtin().expect("the file reads");
        assert_eq!(model.to_bytes(), Model::BUILTIN);
        assert!(Model::BUILTIN.len() <= 3_000_000);
    }

    #[test]
    fn rows_are_added_as_they_would_be_one_by_one() {
        let rows: Vec<[i8; Tag::COUNT]> = (0..200i32)
            .map(|r| std::array::from_fn(|t| ((r * 37 + t as i32 * 91) % 255 - 127) as i8))
            .collect();
        let one_by_one: Sums = std::array::from_fn(|t| rows.iter().map(|r| i16::from(r[t])).sum());
        let mut lanes = Lanes::default();
        for &row in &rows {
            lanes.add(packed(row));
        }
        assert_eq!(lanes.sums(), one_by_one);
        assert!(rows.iter().all(|&r| unpacked(packed(r)) == r));
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        let error = Model::from_bytes(&Model::BUILTIN[..1000], "w.bin").expect_err("cut");
        assert!(error.to_string().starts_with("w.bin: "), "{error}");
    }
}
