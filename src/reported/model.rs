//! The table of weights: hashed features, small whole numbers.

use super::Tag;
use super::chain::{Row, Steps};
use super::features::{self, Around, REACH};
use super::items::Item;
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

/// Adds up to 256 rows, four tags in each of two numbers.
fn sum(rows: impl Iterator<Item = Packed>) -> Sums {
    const LANES: u64 = 0x00ff_00ff_00ff_00ff;
    let (mut even, mut odd, mut count) = (0u64, 0u64, 0i16);
    for row in rows {
        even += row & LANES;
        odd += (row >> 8) & LANES;
        count += 1;
    }
    std::array::from_fn(|tag| {
        let lanes = if tag % 2 == 0 { even } else { odd };
        (lanes >> (16 * (tag / 2))) as u16 as i16 - 128 * count
    })
}

/// The weights of a chain.
#[derive(Clone, Debug)]
pub struct Model {
    /// What the weights were fitted to, in words.
    pub about: String,
    /// There are `2^bits` rows for tags.
    bits: u32,
    states: Vec<Packed>,
    /// There are `2^step_bits` rows for steps, by tag before.
    step_bits: u32,
    steps: Vec<[Packed; Tag::COUNT]>,
    /// What one unit of the table stands for: of tags, and of steps.
    pub(super) units: [f32; 2],
    /// Of a sentence's first tag.
    pub(super) first: Row,
    /// Of its last.
    pub(super) last: Row,
}

/// What a worker keeps between sentences.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pub(super) states: Vec<Row>,
    pub(super) steps: Vec<Steps>,
    features: Vec<u32>,
    around: Around,
    /// What the ends of a sentence add to the items near them.
    edge: Option<ByWord>,
    /// What each word of the vocabulary adds to the items around it, once it was met.
    words: Vec<Option<Box<ByWord>>>,
}

/// By offset: what a word adds to the sums of the item so many places away.
type ByWord = [Sums; 2 * REACH + 1];

impl Scratch {
    /// Forgets the words: the vocabulary was cleared.
    pub fn clear(&mut self) {
        self.words.clear();
    }
}

fn add(sums: &mut Sums, row: &Sums) {
    sums.iter_mut().zip(row).for_each(|(sum, weight)| *sum += weight);
}

fn scaled(sums: &Sums, unit: f32) -> Row {
    let mut row = Row::default();
    row.iter_mut().zip(sums).for_each(|(to, &from)| *to = f32::from(from) * unit);
    row
}

/// Begins the file of weights; the number is that of the features' version.
const MAGIC: &str = "rhetor reported speech 1";
const BUILTIN: &[u8] = include_bytes!("weights.bin");

impl Model {
    /// The weights that come with the program.
    ///
    /// # Errors
    /// Where the file does not read, which a test rules out.
    pub fn builtin() -> Result<&'static Self, Error> {
        static CELL: OnceCell<Model> = OnceCell::new();
        CELL.get_or_try_init(|| Self::from_bytes(BUILTIN, "reported/weights.bin"))
    }

    /// Scores the items of a sentence into `scratch.states` and `scratch.steps`.
    pub(super) fn score(&self, items: &[Item], scratch: &mut Scratch) {
        let Scratch { states, steps, features, around, edge, words } = scratch;
        around.look(items);
        // Some ninety weights of at most 127 each: far below the limit of 16 bits.
        let mut sums: Vec<Sums> = Vec::with_capacity(items.len());
        for at in 0..items.len() {
            features.clear();
            features::of(items, at, around, features);
            sums.push(self.state(features.iter().copied()));
        }
        let edge = edge.get_or_insert_with(|| self.by_word(None));
        self.add_words(items, (edge, words), &mut sums);
        let [state_unit, step_unit] = self.units;
        states.clear();
        states.extend(sums.iter().map(|row| scaled(row, state_unit)));
        steps.clear();
        steps.extend((0..items.len()).map(|at| {
            let places = features::steps(items, at).map(|f| features::place(f, self.step_bits));
            let mut step = Steps::default();
            for (tag, row) in step.iter_mut().enumerate() {
                *row = scaled(&sum(places.iter().map(|&place| self.steps[place][tag])), step_unit);
            }
            step
        }));
    }

    fn state(&self, features: impl Iterator<Item = u32>) -> Sums {
        sum(features.map(|feature| self.states[features::place(feature, self.bits)]))
    }

    /// Adds what each word says of the items around it.
    fn add_words(
        &self,
        items: &[Item],
        (edge, known): (&ByWord, &mut Vec<Option<Box<ByWord>>>),
        sums: &mut [[i16; Tag::COUNT]],
    ) {
        let n = items.len();
        for offset in 1..=REACH {
            // What lies before the first item and behind the last.
            sums[..n.min(offset)].iter_mut().for_each(|sum| add(sum, &edge[REACH - offset]));
            sums[n.saturating_sub(offset)..].iter_mut().for_each(|sum| add(sum, &edge[REACH + offset]));
        }
        for (at, item) in items.iter().enumerate() {
            let own;
            let rows = if let Some(word) = item.known {
                let word = word as usize;
                if known.len() <= word {
                    known.resize(word + 1, None);
                }
                &**known[word].get_or_insert_with(|| Box::new(self.by_word(Some(item))))
            } else {
                own = self.by_word(Some(item));
                &own
            };
            for place in at.saturating_sub(REACH)..n.min(at + REACH + 1) {
                add(&mut sums[place], &rows[REACH + at - place]);
            }
        }
    }

    fn by_word(&self, item: Option<&Item>) -> ByWord {
        std::array::from_fn(|row| {
            let features = features::by_word(item, row as isize - REACH as isize);
            self.state(features.into_iter().filter(|&f| f > 0))
        })
    }

    /// Makes whole numbers of fitted weights: the largest becomes 127.
    pub(super) fn new(about: String, fitted: &Table, first: Row, last: Row) -> Self {
        let unit = |weights: &[f32]| weights.iter().fold(0.0_f32, |m, w| m.max(w.abs())).max(1e-6) / 127.0;
        let units = [unit(fitted.states.as_flattened()), unit(fitted.steps.as_flattened().as_flattened())];
        let row = |weights: &Row, unit: f32| packed(weights.map(|w| (w / unit).round() as i8));
        Self {
            about,
            bits: fitted.bits,
            states: fitted.states.iter().map(|weights| row(weights, units[0])).collect(),
            step_bits: fitted.step_bits,
            steps: fitted
                .steps
                .iter()
                .map(|grid| std::array::from_fn(|tag| row(&grid[tag], units[1])))
                .collect(),
            units,
            first,
            last,
        }
    }

    /// As a file: a line that names it, a line that says what it was fitted to, numbers.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = format!("{MAGIC}\n{}\n", self.about.replace('\n', " ")).into_bytes();
        out.extend([self.bits as u8, self.step_bits as u8]);
        for number in self.units.iter().chain(&self.first).chain(&self.last) {
            out.extend(number.to_le_bytes());
        }
        let rows = self.states.iter().chain(self.steps.as_flattened());
        out.extend(rows.flat_map(|&row| unpacked(row)).map(i8::cast_unsigned));
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
        let (&[bits, step_bits], rest) = rest[end + 1..].split_first_chunk()?;
        if bits > 24 || step_bits > 20 {
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
        let mut rows = rows.iter().map(|row| packed(row.map(u8::cast_signed)));
        let states: Vec<Packed> = rows.by_ref().take(1 << bits).collect();
        let steps: Vec<Packed> = rows.by_ref().take(Tag::COUNT << step_bits).collect();
        if states.len() < 1 << bits || steps.len() < Tag::COUNT << step_bits || rows.next().is_some() {
            return None;
        }
        let steps = steps.as_chunks().0.to_vec();
        Some(Self {
            about,
            bits: bits.into(),
            states,
            step_bits: step_bits.into(),
            steps,
            units,
            first,
            last,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_reads_back_as_it_was_written() {
        let model = Model::builtin().expect("the file reads");
        assert_eq!(model.to_bytes(), BUILTIN);
        assert!(BUILTIN.len() <= 3_000_000);
    }

    #[test]
    fn rows_are_added_as_they_would_be_one_by_one() {
        let rows: Vec<[i8; Tag::COUNT]> = (0..200i32)
            .map(|r| std::array::from_fn(|t| ((r * 37 + t as i32 * 91) % 255 - 127) as i8))
            .collect();
        let one_by_one: Sums = std::array::from_fn(|t| rows.iter().map(|r| i16::from(r[t])).sum());
        assert_eq!(sum(rows.iter().map(|&r| packed(r))), one_by_one);
        assert!(rows.iter().all(|&r| unpacked(packed(r)) == r));
    }

    #[test]
    fn a_file_cut_short_is_refused() {
        let error = Model::from_bytes(&BUILTIN[..1000], "w.bin").expect_err("cut");
        assert!(error.to_string().starts_with("w.bin: "), "{error}");
    }
}
