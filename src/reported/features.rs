//! What is said of each item of a chain: features, hashed into a table.

use super::items::Item;

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
/// Begins the numbers of templates of words, of steps.
const WORDS: u32 = 200;
const STEP: u32 = 100;

/// What an item's word says of the item `offset` places on the other side: of the word after
/// next (`offset` 2), of the word before (−1). A feature that an offset has not is 0.
pub(super) fn by_word(item: Option<&Item>, offset: isize) -> [u32; BY_WORD] {
    let at = WORDS + 8 * (offset + 4) as u32;
    let near = |limit: isize, feature: u32| if offset.abs() <= limit { feature | 1 } else { 0 };
    let Some(item) = item else { return [mix(at, EDGE, 0, 0) | 1, 0, 0, 0] };
    [
        mix(at, item.word, 0, 0) | 1,
        mix(at + 1, item.class.into(), item.shape.into(), 0) | 1,
        near(2, mix(at + 2, item.stem, 0, 0)),
        near(1, mix(at + 3, item.ending, item.shape.into(), 0)),
    ]
}

/// What is known of the places around an item that the item itself does not show.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    cue_before: Option<u32>,
    cue_behind: Option<u32>,
    quote_before: Option<u32>,
    quote_behind: Option<u32>,
    mark_before: Option<u32>,
    mark_behind: Option<u32>,
    subject_before: Option<u32>,
}

/// What is known of a sentence as a whole, and of the places around each item.
#[derive(Clone, Debug, Default)]
pub(super) struct Around {
    places: Vec<Place>,
    /// The cue behind the last comma, if few words stand there; where that tail begins.
    ends: u32,
    tail: usize,
    /// The first cue among the first items.
    opens: u32,
    has_cue: bool,
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
            seen.quote_before = if item.quote.is_some() { here } else { seen.quote_before };
            seen.mark_before = if item.is_mark() { here } else { seen.mark_before };
            seen.subject_before = if item.subject { here } else { seen.subject_before };
        }
        let (mut cue, mut quote, mut mark) = (None, None, None);
        for (at, item) in items.iter().enumerate().rev() {
            let place = &mut self.places[at];
            (place.cue_behind, place.quote_behind, place.mark_behind) = (cue, quote, mark);
            let here = Some(at as u32);
            cue = if item.cue > 0 { here } else { cue };
            quote = if item.quote.is_some() { here } else { quote };
            mark = if item.is_mark() { here } else { mark };
        }
        let full = items.len().saturating_sub(1);
        self.tail = (0..full).rev().find(|&i| items[i].is_comma()).map_or(full, |c| c + 1);
        let first_cue = |items: &[Item]| items.iter().map(|i| u32::from(i.cue)).find(|&c| c > 0).unwrap_or(0);
        self.ends = if items.len() - self.tail <= TAIL { first_cue(&items[self.tail..]) } else { 0 };
        self.opens = first_cue(&items[..items.len().min(HEAD)]);
        self.has_cue = cue.is_some();
    }
}

/// Items that a sentence's last words of saying may take, and its first.
const TAIL: usize = 12;
const HEAD: usize = 10;

/// The features of the step to an item from the one before.
pub(super) fn steps(items: &[Item], at: usize) -> [u32; STEPS] {
    let class = |i: usize| items.get(i).map_or(255, |i| u32::from(i.class));
    let here = &items[at];
    let before = at.checked_sub(1).map_or(255, class);
    [
        mix(STEP, 0, 0, 0),
        mix(STEP + 1, class(at), u32::from(here.shape), 0),
        mix(STEP + 2, before, class(at), 0),
        mix(STEP + 3, class(at), class(at + 1), 0),
        mix(STEP + 4, here.word, 0, 0),
        mix(STEP + 5, u32::from(here.mention), u32::from(here.cue), 0),
    ]
}

/// Features of one step.
pub(super) const STEPS: usize = 6;

/// The features of an item that more than one word gives, into `out`.
pub(super) fn of(items: &[Item], at: usize, around: &Around, out: &mut Vec<u32>) {
    let edge = Item::EDGE;
    let get = |offset: isize| at.checked_add_signed(offset).and_then(|i| items.get(i)).unwrap_or(&edge);
    let (before, here, behind) = (get(-1), &items[at], get(1));
    let (further, beyond) = (get(-2), get(2));
    let word = |i: &Item| i.word;
    let class = |i: &Item| u32::from(i.class);
    let mention = |i: &Item| u32::from(i.mention);
    let cue = |i: &Item| u32::from(i.cue);
    let mut template = 0;
    let mut push = |a: u32, b: u32, c: u32| {
        template += 1;
        out.push(mix(template, a, b, c));
    };
    push(0, 0, 0);
    for item in [before, here, behind] {
        push(mention(item), 0, 0);
    }
    push(word(before), word(here), 0);
    push(word(here), word(behind), 0);
    push(class(before), class(here), 0);
    push(class(here), class(behind), 0);
    push(class(before), class(here), class(behind));
    push(class(further), class(before), class(here));
    push(class(here), class(behind), class(beyond));
    push(mention(before), mention(here), mention(behind));
    push(mention(here), word(behind), 0);
    push(cue(here), cue(before), cue(behind));
    push(cue(here), u32::from(here.subject), mention(before));
    let place = &around.places[at];
    let gap = |found: Option<u32>| found.map_or(99, |f| bucket((f as usize).abs_diff(at) - 1));
    let cue_at = |found: Option<u32>| {
        found.map_or((0, 0), |f| (u32::from(items[f as usize].cue), items[f as usize].word))
    };
    // Where the cues stand.
    let (earlier, earlier_word) = cue_at(place.cue_before);
    let (later, later_word) = cue_at(place.cue_behind);
    let (since, until) = (gap(place.cue_before), gap(place.cue_behind));
    push(earlier_word, since.min(3), 0);
    push(later_word, until.min(3), 0);
    push(gap(place.subject_before), earlier, class(here));
    // Marks and quotations.
    push(gap(place.quote_before), gap(place.quote_behind), 0);
    push(gap(place.mark_before), earlier, class(here));
    push(gap(place.mark_behind), later, class(here));
    let turn = place.mark_before.and_then(|m| items.get(m as usize + 1)).map_or(EDGE, word);
    push(turn, earlier, 0);
    // Place in the sentence.
    let (first, last) = (&items[0], &items[items.len() - 1]);
    push(bucket(items.len() - 1 - at), class(here), 0);
    push(class(last), class(first), 0);
    // A sentence that ends in its words of saying: "…, Holt said."
    let in_tail = u32::from(at >= around.tail);
    push(around.ends, in_tail, class(here));
    push(around.ends, bucket(at), 0);
    push(around.ends, in_tail, cue(here));
    push(around.opens, earlier, since);
    push(around.opens, class(here), bucket(at));
    push(word(first), u32::from(around.has_cue), 0);
}
