//! Finds the article that another one prints again: the same text, or most of it.

use super::sketch::{Sketch, is_in};
use super::table::Table;

/// Shingles that two samples must be able to share before anything is concluded.
const LEAST_COMPARED: u32 = 10;

/// What is remembered of every article.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The first of the articles that repeat each other; itself, where it repeats none.
    pub(super) root: u32,
    /// Days since 1970.
    pub(super) day: Option<i32>,
    level: u8,
    /// The lower half of its text's number.
    text: u32,
}

/// All articles so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Articles {
    pub(super) known: Vec<Known>,
    /// By the whole text: the first that has it.
    texts: Table,
    /// By shingle: the first that has it.
    shingles: Table,
}

impl Articles {
    /// The first article of those that this one repeats, and the share of its shingles that
    /// stand in one of them; a share of 1 is an estimate too, but for the same text.
    pub(super) fn take(
        &mut self,
        text: Option<u64>,
        sketch: &Sketch,
        day: Option<i32>,
        least_share: f64,
    ) -> Option<(u32, f64)> {
        let number = self.known.len() as u32;
        let same = text.and_then(|text| self.with_text(text)).map(|first| (first, 1.0));
        let alike = || self.most_shared(sketch).filter(|(_, share)| *share >= least_share);
        let found = same.or_else(alike).map(|(article, share)| (self.known[article as usize].root, share));
        let root = found.map_or(number, |(root, _)| root);
        self.known.push(Known { root, day, level: sketch.level, text: text.unwrap_or(0) as u32 });
        if let Some(text) = text {
            self.texts.set_first(kept(text), number);
        }
        if same.is_none() {
            for shingle in &sketch.sample {
                self.shingles.set_first(kept(*shingle), number);
            }
        }
        found
    }

    /// The first article that has this text.
    fn with_text(&self, text: u64) -> Option<u32> {
        self.texts.get(kept(text)).filter(|&first| self.known[first as usize].text == text as u32)
    }

    /// The article that has most of this one's sample, of what its own sample could have.
    fn most_shared(&self, sketch: &Sketch) -> Option<(u32, f64)> {
        let mut shared: Vec<u32> = sketch.sample.iter().filter_map(|s| self.shingles.get(kept(*s))).collect();
        shared.sort_unstable();
        let shares = shared.chunk_by(|a, b| a == b).filter_map(|run| {
            let level = self.known[run[0] as usize].level;
            let comparable = sketch.sample.iter().filter(|s| is_in(**s, level)).count() as u32;
            let share = run.len() as f64 / f64::from(comparable.max(1));
            (comparable >= LEAST_COMPARED).then_some((run[0], share))
        });
        // Of equals the first.
        shares.fold(None, |best, (article, share)| match best {
            Some((_, most)) if most >= share => best,
            _ => Some((article, share)),
        })
    }
}

/// The upper half of a shingle; its lower bits are 0 in high levels.
fn kept(shingle: u64) -> u32 {
    (shingle >> 32) as u32
}
