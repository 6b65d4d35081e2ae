//! The words of a text as numbers: however a text is printed, they are the same.
//!
//! Case, white space, marks and typography are folded. Apostrophes are left out, so that
//! *don't* and *don’t* are one word; a hyphen splits. The numbers depend on nothing but the
//! letters, so that prints made on another machine or another day can be compared.

use crate::text::{Span, fold};
use unicode_normalization::char::is_combining_mark;

/// Set in the number of a word that holds a digit.
pub(super) const DIGIT: u64 = 1 << 63;

/// Of a byte: its folded form, or what it does.
const SPLIT: u8 = 0;
const SILENT: u8 = 1;
const WIDE: u8 = 2;
const BYTES: [u8; 256] = {
    let mut table = [SPLIT; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b as u8 {
            c @ (b'a'..=b'z' | b'0'..=b'9') => c,
            c @ b'A'..=b'Z' => c + 32,
            b'\'' => SILENT,
            0x80.. => WIDE,
            _ => SPLIT,
        };
        b += 1;
    }
    table
};

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of FNV-1a.
const fn step(hash: u64, byte: u8) -> u64 {
    (hash ^ byte as u64).wrapping_mul(0x0100_0000_01b3)
}

/// The finaliser of `SplitMix64`: every bit of the result depends on every bit given.
pub(super) const fn mix(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}

/// One number for two, in this order.
pub(super) const fn join(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23) ^ b.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// The number of some bytes.
pub(super) const fn of_bytes(bytes: &[u8]) -> u64 {
    let (mut hash, mut at) = (SEED, 0);
    while at < bytes.len() {
        hash = step(hash, bytes[at]);
        at += 1;
    }
    mix(hash)
}

/// The number of a folded word in plain letters.
pub(super) const fn of_letters(word: &str) -> u64 {
    of_bytes(word.as_bytes()) & !DIGIT
}

/// Adds the words of a text.
pub(super) fn push(text: &str, words: &mut Vec<u64>) {
    each(text, |word, _, _| words.push(word));
}

/// Hands on the words of a text, each with the bytes where it begins and ends.
fn each(text: &str, mut take: impl FnMut(u64, usize, usize)) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let (start, mut hash, mut digit, mut any) = (at, SEED, false, false);
        let mut wide = false;
        while let Some(&byte) = bytes.get(at) {
            match BYTES[byte as usize] {
                SPLIT => break,
                SILENT => {}
                WIDE => {
                    wide = true;
                    break;
                }
                folded => {
                    hash = step(hash, folded);
                    digit |= folded.is_ascii_digit();
                    any = true;
                }
            }
            at += 1;
        }
        if wide {
            at = each_wide(text, start, &mut take);
        } else {
            if any {
                take(sealed(hash, digit), start, at);
            }
            at += 1;
        }
    }
}

/// The words of a text, and where each stands: those of its parts need not be read again.
#[derive(Debug)]
pub(super) struct Placed {
    /// The byte from which the text was read.
    from: usize,
    pub(super) words: Vec<u64>,
    /// First byte, and the one behind the last.
    places: Vec<(u32, u32)>,
}

impl Placed {
    /// The words of a text from a byte on.
    pub(super) fn of(text: &str, from: usize) -> Self {
        let room = (text.len() - from) / 6;
        let mut placed = Self { from, words: Vec::with_capacity(room), places: Vec::with_capacity(room) };
        each(&text[from..], |word, start, end| {
            placed.words.push(word);
            placed.places.push(((from + start) as u32, (from + end) as u32));
        });
        placed
    }

    /// The words of a part; nothing where it begins or ends within one, or was not read.
    pub(super) fn within(&self, span: Span) -> Option<&[u64]> {
        if span.start < self.from {
            return None;
        }
        let (start, end) = (span.start as u32, span.end as u32);
        let first = self.places.partition_point(|place| place.1 <= start);
        let behind = first + self.places[first..].partition_point(|place| place.0 < end);
        let whole = match &self.places[first..behind] {
            [] => true,
            [first, .., last] => first.0 >= start && last.1 <= end,
            [only] => only.0 >= start && only.1 <= end,
        };
        whole.then(|| &self.words[first..behind])
    }
}

fn sealed(hash: u64, digit: bool) -> u64 {
    if digit { mix(hash) | DIGIT } else { mix(hash) & !DIGIT }
}

/// Hands on the word that begins at a byte, if one does, and says where reading goes on.
fn each_wide(text: &str, start: usize, take: &mut impl FnMut(u64, usize, usize)) -> usize {
    let silent = |c: char| fold::is_apostrophe(c) || fold::is_invisible(c);
    let within = |c: char| c.is_alphanumeric() || silent(c) || is_combining_mark(c);
    let rest = &text[start..];
    let end = rest.find(|c| !within(c)).unwrap_or(rest.len());
    let (mut hash, mut digit, mut any) = (SEED, false, false);
    for c in fold::word(&rest[..end]).chars().filter(|&c| !silent(c)) {
        let mut letter = [0; 4];
        hash = c.encode_utf8(&mut letter).bytes().fold(hash, step);
        digit |= c.is_numeric();
        any = true;
    }
    if any {
        take(sealed(hash, digit), start, start + end);
    }
    start + end + rest[end..].chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<u64> {
        let mut words = Vec::new();
        push(text, &mut words);
        words
    }

    #[test]
    fn typography_case_and_space_make_no_difference() {
        let plain = words("we don't know why the cafe's men co operate");
        assert_eq!(plain.len(), 9);
        for same in [
            "“We don’t know\n\nwhy — the CAFE’S men co-operate…”",
            "'We don't know why the cafe's men co\u{ad} operate'",
        ] {
            assert_eq!(words(same), plain, "{same}");
        }
        assert_eq!(words("Ségolène"), words("SE\u{301}GOLE\u{300}NE"));
        assert_ne!(words("exposé"), words("expose"));
        assert_eq!(words("never"), [of_letters("never")]);
    }

    #[test]
    fn a_parts_words_are_those_of_the_whole_that_stand_in_it() {
        let text = "Headline. “We don’t know,” said José’s aide — ‘’twas the café’s men’s co-op.";
        let from = text.find('“').expect("stands there");
        let placed = Placed::of(text, from);
        assert_eq!(placed.words, words(&text[from..]));
        let ends: Vec<usize> = (from..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let mut cut = 0;
        for &start in &ends {
            for &end in ends.iter().filter(|&&end| end >= start) {
                match placed.within(Span::new(start, end)) {
                    Some(found) => assert_eq!(found, words(&text[start..end]), "{:?}", &text[start..end]),
                    None => cut += 1,
                }
            }
        }
        assert!(cut > 100);
        assert_eq!(placed.within(Span::new(0, from)), None);
    }

    #[test]
    fn what_holds_a_digit_is_marked_and_marks_alone_are_no_words() {
        let marked: Vec<bool> = words("3 tanks of the G20 in 1990s").iter().map(|w| w & DIGIT != 0).collect();
        assert_eq!(marked, [true, false, false, false, true, false, true]);
        assert!(words(" … ’ ' — “”").is_empty());
    }
}
