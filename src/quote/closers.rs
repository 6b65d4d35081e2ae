//! Which mark closes a single mark or a guillemet, for every mark of a paragraph at once.
//!
//! Double marks nest and are walked in `direct`. Everything here is read off tables made
//! in one pass from the right, so that thousands of marks that never close cost no more
//! than as many that do.

use super::direct::is_elision;
use super::marks::{self, Family, Lean, Mark};

/// What follows each mark.
#[derive(Clone, Debug)]
pub(super) struct Closers {
    ahead: Vec<Ahead>,
}

/// The numbers of the marks that follow one and matter to it; `NONE` where there is none.
#[derive(Clone, Copy, Debug)]
struct Ahead {
    /// The next that closes a single mark beyond doubt.
    close: usize,
    /// The next that may be a plural possessive as well.
    possessive: usize,
    /// The next single mark that opens.
    open: usize,
    /// Where the double quotation around the mark ends.
    outside: usize,
    /// The mark that closes this one, for families that do not nest.
    partner: usize,
}

const NONE: usize = usize::MAX;

/// What a mark can be to a single mark before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Close,
    Possessive,
    Open,
    Nothing,
}

impl Closers {
    pub(super) fn new(text: &str, marks: &[Mark]) -> Self {
        let outside = outsides(marks);
        let mut next = Ahead { close: NONE, possessive: NONE, open: NONE, outside: NONE, partner: NONE };
        let mut ahead = vec![next; marks.len()];
        let mut latest: Vec<usize> = Vec::new();
        for (at, &mark) in marks.iter().enumerate().rev() {
            let partner = latest.iter().rev().copied().find(|&later| closes(marks[later], mark));
            ahead[at] = Ahead { outside: outside[at], partner: partner.unwrap_or(NONE), ..next };
            match part(text, mark) {
                Part::Close => next.close = at,
                Part::Possessive => next.possessive = at,
                Part::Open => next.open = at,
                Part::Nothing => {}
            }
            // One of each make: the nearest.
            let make = |m: Mark| (m.family, m.glyph, m.lean);
            latest.retain(|&later| make(marks[later]) != make(mark));
            latest.push(at);
        }
        Self { ahead }
    }

    /// The mark that closes a single one: the first that can; a plural possessive
    /// (`workers’ rights`) gives way to a later one.
    pub(super) fn single(&self, at: usize) -> Option<usize> {
        let Ahead { close, possessive, outside, .. } = self.ahead[at];
        let end = close.min(outside);
        let closed = Some(close).filter(|&close| close < outside);
        if possessive >= end {
            return closed;
        }
        // Where another quotation opens behind the possessive, a later close is that one's.
        let opens = self.ahead[possessive].open < end;
        closed.filter(|_| !opens).or(Some(possessive))
    }

    /// The mark that closes one of a family that does not nest.
    pub(super) fn partner(&self, at: usize) -> Option<usize> {
        Some(self.ahead[at].partner).filter(|&partner| partner != NONE)
    }
}

fn closes(later: Mark, mark: Mark) -> bool {
    later.family == mark.family
        && match mark.family {
            Family::Guillemet | Family::SingleGuillemet => later.glyph != mark.glyph,
            _ => later.lean == Lean::Close,
        }
}

/// For each mark the first double mark behind it that closes more than was opened since.
fn outsides(marks: &[Mark]) -> Vec<usize> {
    let mut outside = vec![NONE; marks.len()];
    // By depth, the marks that still wait; a closing mark ends the wait of the deepest.
    let mut waiting: Vec<Vec<usize>> = vec![Vec::new()];
    for (at, mark) in marks.iter().enumerate() {
        match (mark.family, mark.lean) {
            (Family::Double, Lean::Open) => waiting.push(Vec::new()),
            (Family::Double, _) => {
                for inner in waiting.pop().unwrap_or_default() {
                    outside[inner] = at;
                }
                if waiting.is_empty() {
                    waiting.push(Vec::new());
                }
            }
            _ => {}
        }
        if let Some(here) = waiting.last_mut() {
            here.push(at);
        }
    }
    outside
}

fn part(text: &str, mark: Mark) -> Part {
    match (mark.family, mark.lean) {
        (Family::Single, Lean::Close) => {
            let after = &text[mark.end..];
            if !marks::is_right_edge(after.chars().next()) {
                return Part::Nothing;
            }
            let behind_s = text[..mark.start].ends_with(['s', 'S']);
            let word_follows =
                after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(|c: char| c.is_lowercase()));
            if behind_s && word_follows { Part::Possessive } else { Part::Close }
        }
        (Family::Single, Lean::Open) if !is_elision(text, mark) => Part::Open,
        _ => Part::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Parsed, Vocabulary};
    use proptest::prelude::*;

    /// The rule as it reads: one walk for each mark.
    fn walked(text: &str, marks: &[Mark], at: usize) -> Option<usize> {
        let (mut possessive, mut inner) = (None, 0usize);
        for (i, &mark) in marks.iter().enumerate().skip(at + 1) {
            match (mark.family, mark.lean) {
                (Family::Double, Lean::Open) => inner += 1,
                (Family::Double, _) if inner == 0 => break,
                (Family::Double, _) => inner -= 1,
                _ => match part(text, mark) {
                    Part::Close => return Some(i),
                    Part::Possessive => possessive = possessive.or(Some(i)),
                    Part::Open if possessive.is_some() => break,
                    _ => {}
                },
            }
        }
        possessive
    }

    fn marked() -> impl Strategy<Value = String> {
        let pieces =
            ["“", "”", "\"", "'", "‘", "’", "us’ a", "«", "»", "「", "」", " ", "a", "s", "’90s", ","];
        prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|p| p.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(500) })]

        #[test]
        fn the_tables_say_what_a_walk_from_each_mark_finds(text in marked()) {
            let parsed = Parsed::new(&text, &mut Vocabulary::default());
            let mut found = Vec::new();
            for &paragraph in &parsed.paragraphs {
                marks::collect(&parsed, paragraph, &mut found);
                let closers = Closers::new(&text, &found);
                for at in 0..found.len() {
                    prop_assert_eq!(closers.single(at), walked(&text, &found, at), "{} {:?}", text, found[at]);
                    let partner = (at + 1..found.len()).find(|&later| closes(found[later], found[at]));
                    prop_assert_eq!(closers.partner(at), partner, "{} {:?}", text, found[at]);
                }
            }
        }
    }
}
