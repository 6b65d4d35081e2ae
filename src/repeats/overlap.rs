//! Which words of a quote stand in another.
//!
//! From a run of words that both have it is read on in both directions, over a changed, an
//! added or a missing word or two, as long as two words behind them agree. It is not read
//! over numbers and negations: with another of these a quote says something else.

use super::rules::decides;

/// Words in a row that both must have to be compared at all.
pub(super) const SEED: usize = 5;

/// Marks the words of `new` that stand in `old`, read from a seed that begins at `at`.
pub(super) fn cover(new: &[u16], old: &[u16], at: usize, covered: &mut [bool]) {
    let Some(seed) = new.get(at..at + SEED) else { return };
    let Some(there) = old.windows(SEED).position(|window| window == seed) else { return };
    for place in follow(&new[at..], &old[there..]) {
        covered[at + place] = true;
    }
    let back = |words: &[u16]| -> Vec<u16> { words.iter().rev().copied().collect() };
    for place in follow(&back(&new[..at]), &back(&old[..there])) {
        covered[at - 1 - place] = true;
    }
}

/// Words that may be passed over at once: in the new quote, in the old one.
const GAPS: [(usize, usize); 8] = [(1, 1), (1, 0), (0, 1), (2, 2), (1, 2), (2, 1), (2, 0), (0, 2)];

/// The places in `new` that agree with `old`, both read from their start.
fn follow(new: &[u16], old: &[u16]) -> Vec<usize> {
    let (mut at, mut there, mut found) = (0, 0, Vec::new());
    while at < new.len() && there < old.len() {
        if new[at] == old[there] {
            found.push(at);
            (at, there) = (at + 1, there + 1);
            continue;
        }
        let Some((a, b)) = GAPS.into_iter().find(|&(a, b)| agree_behind(&new[at..], &old[there..], a, b))
        else {
            break;
        };
        (at, there) = (at + a, there + b);
    }
    found
}

/// Whether the two words behind a gap agree (one, where the new quote ends with it), and
/// what is passed over decides nothing.
fn agree_behind(new: &[u16], old: &[u16], a: usize, b: usize) -> bool {
    let (Some(rest), Some(rest_old)) = (new.get(a..), old.get(b..)) else { return false };
    let needed = rest.len().min(2);
    needed > 0
        && rest_old.len() >= needed
        && rest[..needed] == rest_old[..needed]
        && !new[..a].iter().chain(&old[..b]).any(|word| decides(*word))
}

#[cfg(test)]
mod tests {
    use super::super::rules::kept;
    use super::super::words;
    use super::*;

    fn read(text: &str) -> Vec<u16> {
        let mut found = Vec::new();
        words::push(text, &mut found);
        found.into_iter().map(kept).collect()
    }

    /// How the new quote is covered, read from its word `at`.
    #[track_caller]
    fn check(old: &str, new: &str, at: usize, expected: &str) {
        let (old, new) = (read(old), read(new));
        let mut covered = vec![false; new.len()];
        cover(&new, &old, at, &mut covered);
        let shown: String = covered.iter().map(|c| if *c { '+' } else { '-' }).collect();
        assert_eq!(shown, expected);
    }

    const WHOLE: &str = "We will keep the harbour open for every ship that brings bread to this town";

    #[test]
    fn a_cut_is_covered_and_what_is_added_is_not() {
        check(WHOLE, "keep the harbour open for every ship", 1, "+++++++");
        check(WHOLE, "Yes, friends, we will keep the harbour open for every ship", 4, "--+++++++++");
    }

    #[test]
    fn a_changed_an_added_and_a_missing_word_are_passed_over() {
        check(WHOLE, "We will keep the port open for every ship that brings bread", 5, "++++-+++++++");
        check(WHOLE, "We will keep the old harbour open for every ship that brings", 5, "++++-+++++++");
        check(WHOLE, "We will keep the harbour open for ship that brings bread to town", 0, "+++++++++++++");
    }

    #[test]
    fn a_number_or_a_negation_is_not_passed_over() {
        let tanks = "Our brigade has lost 30 tanks in the hills behind the old mill road";
        check(tanks, "Our brigade has lost 90 tanks in the hills behind the old mill", 5, "-----++++++++");
        let yields = "I tell you now that we will give up the river and the hills behind";
        check(
            yields,
            "I tell you now that we will never give up the river and the hills",
            0,
            "+++++++--------",
        );
    }
}
