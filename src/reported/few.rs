//! Features of few values, which are looked up without being hashed.
//!
//! Most templates say how marks, mentions and cues stand to each other: a few thousand
//! values at most. Their rows are copied out of the hashed table once, side by side, so that
//! what a text needs of them is near at hand.

use super::features::{OWN, hashed};
use super::items::Item;

/// What something can be: so many values, counted from 0 but for the last.
#[derive(Clone, Copy)]
struct Domain {
    size: usize,
    last: u32,
}

impl Domain {
    const fn new(size: usize, last: u32) -> Self {
        Self { size, last }
    }

    /// The place of a value among them.
    fn place(self, value: u32) -> usize {
        let place = (value as usize).min(self.size - 1);
        debug_assert!(place + 1 < self.size || value == self.last, "{value} of {}", self.size);
        place
    }

    fn value(self, place: usize) -> u32 {
        if place + 1 == self.size { self.last } else { place as u32 }
    }
}

const NONE: Domain = Domain::new(1, 0);
const FLAG: Domain = Domain::new(2, 1);
const CLASS: Domain = Domain::new(Item::CLASSES + 1, Item::EDGE.class as u32);
const MENTION: Domain = Domain::new(Item::MENTIONS + 1, Item::EDGE.mention as u32);
const CUE: Domain = Domain::new(Item::CUES + 1, Item::EDGE.cue as u32);
const ENDS: Domain = Domain::new(2 * Item::CUES, 2 * Item::CUES as u32 - 1);
const BUCKET: Domain = Domain::new(10, 9);
const GAP: Domain = Domain::new(11, super::features::NO_GAP);

/// By template: the domains of its values, where these are few.
const DOMAINS: [Option<[Domain; 3]>; OWN] = [
    None,
    Some([MENTION, NONE, NONE]),
    Some([MENTION, NONE, NONE]),
    Some([MENTION, NONE, NONE]),
    Some([CLASS, CLASS, NONE]),
    Some([CLASS, CLASS, NONE]),
    None,
    None,
    Some([CUE, CUE, CUE]),
    Some([CUE, FLAG, MENTION]),
    None,
    None,
    Some([GAP, CUE, CLASS]),
    Some([GAP, CUE, CLASS]),
    Some([GAP, CUE, CLASS]),
    None,
    Some([BUCKET, CLASS, NONE]),
    None,
    Some([ENDS, FLAG, CLASS]),
    Some([ENDS, BUCKET, NONE]),
    Some([ENDS, FLAG, CUE]),
    Some([CUE, CUE, GAP]),
    Some([CUE, CLASS, BUCKET]),
];

/// By template: where its rows begin; the last is where all end.
const STARTS: [usize; OWN + 1] = {
    let mut starts = [0; OWN + 1];
    let mut at = 0;
    while at < OWN {
        let rows = match DOMAINS[at] {
            Some([a, b, c]) => a.size * b.size * c.size,
            None => 0,
        };
        starts[at + 1] = starts[at] + rows;
        at += 1;
    }
    starts
};

/// The features of all rows, in their order.
pub(super) fn features() -> impl Iterator<Item = u32> {
    (0..OWN).filter_map(|at| Some((at, DOMAINS[at]?))).flat_map(|(at, domains)| {
        (0..STARTS[at + 1] - STARTS[at]).map(move |row| {
            let mut rest = row;
            let mut values = [0; 3];
            for (value, domain) in values.iter_mut().zip(domains).rev() {
                *value = domain.value(rest % domain.size);
                rest /= domain.size;
            }
            hashed(at, values)
        })
    })
}

/// The row of a template's values.
fn row<const AT: usize>(values: &[[u32; 3]; OWN]) -> usize {
    const { assert!(DOMAINS[AT].is_some()) };
    let Some([a, b, c]) = DOMAINS[AT] else { return 0 };
    let [first, second, third] = values[AT];
    STARTS[AT] + (a.place(first) * b.size + b.place(second)) * c.size + c.place(third)
}

/// Templates of few values.
const FEW: usize = 16;

/// The rows of an item's features that have few values.
pub(super) fn rows(values: &[[u32; 3]; OWN]) -> [usize; FEW] {
    [
        row::<1>(values),
        row::<2>(values),
        row::<3>(values),
        row::<4>(values),
        row::<5>(values),
        row::<8>(values),
        row::<9>(values),
        row::<12>(values),
        row::<13>(values),
        row::<14>(values),
        row::<16>(values),
        row::<18>(values),
        row::<19>(values),
        row::<20>(values),
        row::<21>(values),
        row::<22>(values),
    ]
}

/// The other features of an item, but for those that all items of a sentence share.
pub(super) fn many(values: &[[u32; 3]; OWN]) -> [u32; 5] {
    [6, 7, 10, 11, 15].map(|at| hashed(at, values[at]))
}

/// The features that all items of a sentence share.
pub(super) fn shared(values: &[[u32; 3]; OWN]) -> [u32; 2] {
    [0, 17].map(|at| hashed(at, values[at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_template_is_looked_up_once() {
        let few = DOMAINS.iter().filter(|domains| domains.is_some()).count();
        assert_eq!((few, few + 5 + 2), (FEW, OWN));
        assert_eq!(features().count(), STARTS[OWN]);
    }

    #[test]
    fn a_row_holds_the_feature_of_its_values() {
        let all: Vec<u32> = features().collect();
        let edge = |at: usize| DOMAINS[at].map_or([0; 3], |domains| domains.map(|d| d.last));
        let second = |at: usize| DOMAINS[at].map_or([0; 3], |domains| domains.map(|d| (d.size > 2).into()));
        for values in [std::array::from_fn(edge), std::array::from_fn(second), [[0; 3]; OWN]] {
            let templates = (0..OWN).filter(|&at| DOMAINS[at].is_some());
            for (row, at) in rows(&values).into_iter().zip(templates) {
                assert_eq!(all[row], hashed(at, values[at]), "template {at}");
            }
        }
    }
}
