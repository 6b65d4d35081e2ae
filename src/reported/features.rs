//! What is said of each item of a chain: features, hashed into a table.

use super::chain::Places;
use super::items::{Item, Written};

/// A feature's place in a table of `2^bits` rows.
pub(super) fn place(feature: u32, bits: u32) -> usize {
    (feature >> (32 - bits)) as usize
}

/// Mixes a template's number and up to three values.
fn mix(template: u32, a: u32, b: u32, c: u32) -> u32 {
    let sum = template
        .wrapping_mul(0x9e37_79b1)
        .wrapping_add(a.wrapping_mul(0x85eb_ca6b))
        .wrapping_add(b.wrapping_mul(0xc2b2_ae35).rotate_left(11))
        .wrapping_add(c.wrapping_mul(0x27d4_eb2f).rotate_left(19));
    let mixed = (sum ^ (sum >> 15)).wrapping_mul(0x2c1b_3c6d);
    (mixed ^ (mixed >> 13)).wrapping_mul(0x297a_2d39)
}

fn bucket(value: usize) -> u32 {
    match value {
        0..=4 => value as u32,
        5..=6 => 5,
        7..=9 => 6,
        10..=14 => 7,
        15..=24 => 8,
        _ => 9,
    }
}

/// The word beyond a sentence's ends.
pub(super) const EDGE: u32 = 0x7fff_ffff;

/// How far the word of an item is seen from others.
pub(super) const REACH: usize = 3;
/// Features that an item's word gives to each item in reach.
pub(super) const BY_WORD: usize = 4;
/// Begins the numbers of templates of words.
const WORDS: u32 = 200;

/// What a word says of the item `offset` places on the other side: of the word after
/// next (`offset` 2), of the word before (−1). A feature that an offset has not is 0.
pub(super) fn by_word(word: Option<&Written>, offset: isize) -> [u32; BY_WORD] {
    let at = WORDS + 8 * (offset + 4) as u32;
    let near = |limit: isize, feature: u32| if offset.abs() <= limit { feature | 1 } else { 0 };
    let Some(word) = word else { return [mix(at, EDGE, 0, 0) | 1, 0, 0, 0] };
    [
        mix(at, word.word, 0, 0) | 1,
        mix(at + 1, word.class.into(), word.shape.into(), 0) | 1,
        near(2, mix(at + 2, word.stem, 0, 0)),
        near(1, mix(at + 3, word.ending, word.shape.into(), 0)),
    ]
}

/// What is known of the places around an item that the item itself does not show.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    cue_before: Option<u32>,
    cue_behind: Option<u32>,
    mark_before: Option<u32>,
    mark_behind: Option<u32>,
    subject_before: Option<u32>,
}

/// What is known of a sentence as a whole, and of the places around each item.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    places: Vec<Place>,
    /// The cue of the last words, behind a comma and with its subject, if these are few; where
    /// that tail begins.
    ends: u32,
    tail: usize,
    /// The first cue among the first items.
    opens: u32,
    /// The last words say who said what stands before them.
    pub(super) told_at_end: bool,
}

impl Around {
    /// Looks at a sentence; what was known of another is forgotten.
    pub(super) fn look(&mut self, items: &[Item]) {
        self.places.clear();
        let mut seen = Place::default();
        for (at, item) in items.iter().enumerate() {
            self.places.push(seen);
            let here = Some(at as u32);
            seen.cue_before = if item.cue > 0 { here } else { seen.cue_before };
            seen.mark_before = if item.is_mark() { here } else { seen.mark_before };
            seen.subject_before = if item.subject { here } else { seen.subject_before };
        }
        let (mut cue, mut mark) = (None, None);
        for (at, item) in items.iter().enumerate().rev() {
            let place = &mut self.places[at];
            (place.cue_behind, place.mark_behind) = (cue, mark);
            let here = Some(at as u32);
            cue = if item.cue > 0 { here } else { cue };
            mark = if item.is_mark() { here } else { mark };
        }
        let full = items.len().saturating_sub(1);
        let behind_comma = |end: usize| (0..end).rev().find(|&i| items[i].is_comma()).map(|c| c + 1);
        let first_cue = |items: &[Item]| items.iter().map(|i| u32::from(i.cue)).find(|&c| c > 0).unwrap_or(0);
        // "…, the minister, Bram Vale, said": its subject begins the tail, not the last comma.
        let last_cue = (0..full).rev().find(|&i| items[i].cue > 0);
        let subject = last_cue.and_then(|cue| (0..cue).rev().take(TAIL).find(|&i| items[i].subject));
        let whole = subject.and_then(behind_comma).filter(|tail| items.len() - tail <= TAIL);
        self.tail = whole.or_else(|| behind_comma(full)).unwrap_or(full);
        let tail = &items[self.tail..];
        self.ends = if tail.len() <= TAIL { first_cue(tail) } else { 0 };
        if self.ends > 0 && tail.iter().any(|item| item.subject) {
            self.ends += SUBJECT;
        }
        let last = last_cue.map_or(full, |cue| full - cue);
        self.told_at_end =
            self.ends > SUBJECT && last <= NEAR_END && items.first().is_some_and(Item::begins_clause);
        self.opens = first_cue(&items[..items.len().min(HEAD)]);
    }
}

/// Items that may stand behind words of saying that end a sentence.
const NEAR_END: usize = 4;

/// Added to the cue of a tail whose subject stands there, too.
const SUBJECT: u32 = 16;

/// Items that a sentence's last words of saying may take, and its first.
const TAIL: usize = 12;
const HEAD: usize = 10;

/// Rows of the table of steps: of pairs of classes, of what an item is as a mention or cue.
pub(super) const PAIRS: usize = Item::CLASSES * Item::CLASSES;
pub(super) const STEPS: usize = PAIRS + Item::MENTIONS * Item::CUES;

/// The rows of the table that make the step to an item from the one before; the first item's
/// are not used.
pub(super) fn steps(items: &[Item], at: usize) -> Places {
    let (before, here) = (&items[at.max(1) - 1], &items[at]);
    let pair = usize::from(before.class) * Item::CLASSES + usize::from(here.class);
    let part = usize::from(here.mention) * Item::CUES + usize::from(here.cue);
    [pair as u32, (PAIRS + part) as u32]
}

/// Features of an item that more than one word gives.
pub(super) const OWN: usize = 23;

/// The gap to what is not there.
pub(super) const NO_GAP: u32 = 99;

/// The feature of a template with its values.
pub(super) fn hashed(template: usize, [a, b, c]: [u32; 3]) -> u32 {
    mix(template as u32 + 1, a, b, c)
}

/// The features of an item that more than one word gives.
pub(super) fn of(items: &[Item], at: usize, around: &Around) -> [u32; OWN] {
    let values = values(items, at, around);
    std::array::from_fn(|template| hashed(template, values[template]))
}

/// By template: the values of an item's features that more than one word gives.
#[expect(
    clippy::inline_always,
    reason = "each caller uses a few of the values: inlined, the others are not computed"
)]
#[inline(always)]
pub(super) fn values(items: &[Item], at: usize, around: &Around) -> [[u32; 3]; OWN] {
    let edge = Item::EDGE;
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|i| items.get(i)).unwrap_or(&edge);
    let (before, here, behind) = (get(-1), &items[at], get(1));
    let further = get(-2);
    let word = |i: &Item| i.word;
    let class = |i: &Item| u32::from(i.class);
    let mention = |i: &Item| u32::from(i.mention);
    let cue = |i: &Item| u32::from(i.cue);
    let place = &around.places[at];
    let gap = |found: Option<u32>| found.map_or(NO_GAP, |f| bucket((f as usize).abs_diff(at) - 1));
    let cue_at = |found: Option<u32>| {
        found.map_or((0, 0), |f| (u32::from(items[f as usize].cue), items[f as usize].word))
    };
    let (earlier, earlier_word) = cue_at(place.cue_before);
    let (later, later_word) = cue_at(place.cue_behind);
    let (since, until) = (gap(place.cue_before), gap(place.cue_behind));
    let turn = place.mark_before.and_then(|m| items.get(m as usize + 1)).map_or(EDGE, word);
    let (first, last) = (&items[0], &items[items.len() - 1]);
    let in_tail = u32::from(at >= around.tail);
    [
        [0, 0, 0],
        [mention(before), 0, 0],
        [mention(here), 0, 0],
        [mention(behind), 0, 0],
        [class(before), class(here), 0],
        [class(here), class(behind), 0],
        [class(further), class(before), class(here)],
        [mention(before), mention(here), mention(behind)],
        [cue(here), cue(before), cue(behind)],
        [cue(here), u32::from(here.subject), mention(before)],
        // Where the cues stand.
        [earlier_word, since.min(3), 0],
        [later_word, until.min(3), 0],
        [gap(place.subject_before), earlier, class(here)],
        // Marks.
        [gap(place.mark_before), earlier, class(here)],
        [gap(place.mark_behind), later, class(here)],
        [turn, earlier, 0],
        // Place in the sentence.
        [bucket(items.len() - 1 - at), class(here), 0],
        [class(last), class(first), 0],
        // A sentence that ends in its words of saying: "…, Holt said."
        [around.ends, in_tail, class(here)],
        [around.ends, bucket(at), 0],
        [around.ends, in_tail, cue(here)],
        [around.opens, earlier, since],
        [around.opens, class(here), bucket(at)],
    ]
}
