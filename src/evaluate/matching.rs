//! Which prediction is which annotated quotation.
//!
//! The unit is one stretch in quotation marks. Each prediction is cut at the stretches that
//! it touches; a pair overlaps by at least four fifths of what the two cover, both without
//! marks at their ends, and the best pairs are taken first, one to one. Reported speech
//! without marks is paired by words: at least half of the words of the two are shared.

use super::gold::Gold;
use super::predicted::Predicted;
use super::{Range, overlap, overlaps, trim};
use std::collections::{BTreeMap, BTreeSet};

/// Share of characters from which two quotations are the same.
pub(super) const SAME: f64 = 0.8;
/// Share of words from which two acts of reported speech are the same.
const SAME_WORDS: f64 = 0.5;
/// A cut shorter than this share of both sides is a slip, not a quotation.
const SLIP: f64 = 0.3;
/// Characters that a mention may have, however short the annotated one is.
const LONG_MENTION: usize = 120;

/// One prediction, cut to one stretch.
#[derive(Clone, Debug)]
pub(super) struct Cut {
    pub(super) span: Range,
    /// The stretch; none where the prediction touches none.
    pub(super) stretch: Option<Range>,
    /// The prediction's number.
    pub(super) of: usize,
}

/// One prediction without any marks.
#[derive(Clone, Debug)]
pub(super) struct Unmarked {
    pub(super) words: BTreeSet<usize>,
    pub(super) of: usize,
}

/// The pairs of one article.
#[derive(Clone, Debug)]
pub struct Matching {
    pub(super) cuts: Vec<Cut>,
    /// For each annotated quotation the cut that is the same.
    pub(super) cut_of: Vec<Option<usize>>,
    /// For each cut the annotated quotation that is the same.
    pub(super) unit_of: Vec<Option<usize>>,
    /// Words outside the marks that are predicted to be said.
    pub(super) words: BTreeSet<usize>,
    pub(super) unmarked: Vec<Unmarked>,
    /// For each annotated act of reported speech the number in `unmarked`.
    pub(super) unmarked_of: Vec<Option<usize>>,
    /// The other way round.
    pub(super) indirect_of: Vec<Option<usize>>,
}

impl Matching {
    /// Pairs an article's predictions with its annotations.
    pub fn of(gold: &Gold, predicted: &[Predicted]) -> Self {
        let (mut cuts, mut seen): (Vec<Cut>, BTreeMap<Range, usize>) = (Vec::new(), BTreeMap::new());
        let (mut words, mut unmarked) = (BTreeSet::new(), Vec::new());
        for (of, prediction) in predicted.iter().enumerate() {
            let mut own = cut(gold, prediction, of);
            let mut free: BTreeSet<usize> =
                gold.word_ids(&prediction.pieces).difference(&gold.quoted).copied().collect();
            if own.is_empty() && prediction.is_quoted() {
                let span = trim(&gold.text, prediction.span);
                if span.1 > span.0 {
                    own.push(Cut { span, stretch: None, of });
                    free.clear();
                }
            }
            if own.is_empty() && !free.is_empty() {
                unmarked.push(Unmarked { words: free.clone(), of });
            }
            words.extend(free);
            for cut in own {
                // Two predictions of one stretch are one; an answer counts before none.
                match seen.get(&cut.span) {
                    Some(&at) if !predicted[cuts[at].of].names_somebody() => cuts[at].of = cut.of,
                    Some(_) => {}
                    None => {
                        seen.insert(cut.span, cuts.len());
                        cuts.push(cut);
                    }
                }
            }
        }
        let share = |unit: usize, at: usize| overlap(gold.units[unit].span, cuts[at].span);
        let (cut_of, unit_of) = paired(gold.units.len(), cuts.len(), SAME, share);
        // What the annotators did not decide, or have under a quotation, is no reported speech.
        unmarked.retain(|u| {
            let elsewhere = |w: &&usize| gold.mixed.contains(w) || gold.ignored.contains(w);
            2 * u.words.iter().filter(elsewhere).count() < u.words.len()
        });
        let shared = |act: usize, at: usize| shared(&gold.indirect[act].words, &unmarked[at].words);
        let (unmarked_of, indirect_of) = paired(gold.indirect.len(), unmarked.len(), SAME_WORDS, shared);
        words.retain(|w| !gold.ignored.contains(w));
        Self { cuts, cut_of, unit_of, words, unmarked, unmarked_of, indirect_of }
    }

    /// Whether a cut stands where the annotators did not decide: it counts for nothing.
    pub(super) fn is_neutral(&self, gold: &Gold, cut: usize) -> bool {
        self.unit_of[cut].is_none() && self.cuts[cut].stretch.is_some_and(|s| gold.neutral.contains(&s))
    }
}

/// The stretches that a prediction touches.
fn cut(gold: &Gold, prediction: &Predicted, of: usize) -> Vec<Cut> {
    let mut cuts = Vec::new();
    for &(start, end) in &prediction.pieces {
        let first = gold.stretches.partition_point(|s| s.0 <= start).saturating_sub(1);
        for &stretch in gold.stretches[first..].iter().take_while(|s| s.0 < end) {
            let shared = (start.max(stretch.0), end.min(stretch.1));
            if shared.0 >= shared.1 {
                continue;
            }
            let span = trim(&gold.text, shared);
            let length = (span.1 - span.0) as f64;
            let is_slip =
                length < SLIP * (stretch.1 - stretch.0) as f64 && length < SLIP * (end - start) as f64;
            if span.1 > span.0 && !is_slip {
                cuts.push(Cut { span, stretch: Some(stretch), of });
            }
        }
    }
    cuts
}

fn shared(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    let shared = a.intersection(b).count();
    if shared == 0 { 0.0 } else { shared as f64 / (a.len() + b.len() - shared) as f64 }
}

/// Pairs one to one, the closest first; of equally close ones the earlier.
fn paired(
    left: usize,
    right: usize,
    least: f64,
    share: impl Fn(usize, usize) -> f64,
) -> (Vec<Option<usize>>, Vec<Option<usize>>) {
    let all = (0..left).flat_map(|l| (0..right).map(move |r| (l, r)));
    let mut pairs: Vec<(f64, usize, usize)> = all.map(|(l, r)| (share(l, r), l, r)).collect();
    pairs.retain(|p| p.0 >= least);
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut right_of, mut left_of) = (vec![None; left], vec![None; right]);
    for (_, l, r) in pairs {
        if right_of[l].is_none() && left_of[r].is_none() {
            right_of[l] = Some(r);
            left_of[r] = Some(l);
        }
    }
    (right_of, left_of)
}

/// Whether a prediction names the annotated speaker: its mention touches the annotated words
/// (and is not much longer), or the last word of its name is one of theirs.
pub(super) fn names_source(predicted: &Predicted, sources: &[Range], names: &BTreeSet<String>) -> bool {
    let touches = predicted.mention.is_some_and(|mention| {
        let longest = sources.iter().map(|s| s.1 - s.0).max().unwrap_or(0);
        overlaps(sources, mention) && mention.1 - mention.0 <= LONG_MENTION.max(2 * longest)
    });
    let last = || predicted.speaker.as_deref().and_then(super::names::last_name);
    touches || last().is_some_and(|name| names.contains(&name))
}
