//! What is counted of one article. Counts add up; shares are derived from them at the end.

use super::gold::Gold;
use super::labels::{Label, Labels};
use super::matching::{Matching, SAME, names_source};
use super::predicted::Predicted;
use super::{Range, overlap, overlaps, trim};
use std::ops::{AddAssign, Index, IndexMut};

/// One thing that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the measures that use them say what they are")]
#[repr(usize)]
pub enum Item {
    Stretches,
    Predicted,
    Gold,
    Matched,
    GoldDirect,
    GoldMixed,
    MatchedDirect,
    MatchedMixed,
    NoSource,
    NobodyNamed,
    Sourced,
    SourcedPronoun,
    SourcedNamed,
    SourcedNominal,
    SourcedDirect,
    SourcedMixed,
    Found,
    FoundPronoun,
    FoundNamed,
    FoundNominal,
    FoundDirect,
    FoundMixed,
    Right,
    RightPronoun,
    RightNamed,
    RightNominal,
    RightDirect,
    RightMixed,
    EndToEnd,
    WordsMatched,
    WordsPredicted,
    WordsGold,
    IndirectMatched,
    IndirectPredicted,
    IndirectGold,
    IndirectRight,
    Labelled,
    LabelledFound,
    LabelledRight,
    Persons,
    PersonsRight,
    PersonsFull,
    Others,
    OthersRight,
    PairsOfTwo,
    PairsMerged,
    PairsOfOne,
    PairsSplit,
}

const ITEMS: usize = Item::PairsSplit as usize + 1;

/// How many of each [`Item`] there are, in one article or many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counts([u64; ITEMS]);

impl Default for Counts {
    fn default() -> Self {
        Self([0; ITEMS])
    }
}

impl Index<Item> for Counts {
    type Output = u64;
    fn index(&self, item: Item) -> &u64 {
        &self.0[item as usize]
    }
}

impl IndexMut<Item> for Counts {
    fn index_mut(&mut self, item: Item) -> &mut u64 {
        &mut self.0[item as usize]
    }
}

impl AddAssign<&Self> for Counts {
    fn add_assign(&mut self, other: &Self) {
        for (mine, more) in self.0.iter_mut().zip(other.0) {
            *mine += more;
        }
    }
}

impl Counts {
    /// Counts one article; speakers by name only where there are labels.
    pub fn of(gold: &Gold, predicted: &[Predicted], matching: &Matching, labels: Option<&Labels>) -> Self {
        let mut counts = Self::default();
        counts.quotations(gold, predicted, matching);
        if gold.has_indirect {
            counts.unmarked(gold, predicted, matching);
        }
        if let Some(labels) = labels {
            counts.labelled(gold, predicted, labels);
        }
        counts
    }

    fn add(&mut self, item: Item, when: bool) {
        self[item] += u64::from(when);
    }

    fn quotations(&mut self, gold: &Gold, predicted: &[Predicted], matching: &Matching) {
        let neutral = (0..matching.cuts.len()).filter(|&c| matching.is_neutral(gold, c)).count();
        self[Item::Stretches] = gold.stretches.len() as u64;
        self[Item::Predicted] = (matching.cuts.len() - neutral) as u64;
        for (unit, cut) in gold.units.iter().zip(&matching.cut_of) {
            let answer = cut.map(|c| &predicted[matching.cuts[c].of]);
            let found = answer.is_some();
            let nobody = answer.is_some_and(|a| !a.names_somebody());
            let (all, hit) = if unit.direct {
                (Item::GoldDirect, Item::MatchedDirect)
            } else {
                (Item::GoldMixed, Item::MatchedMixed)
            };
            self[Item::Gold] += 1;
            self.add(Item::Matched, found);
            self[all] += 1;
            self.add(hit, found);
            if unit.sources.is_empty() {
                self[Item::NoSource] += 1;
                self.add(Item::EndToEnd, nobody);
                continue;
            }
            let right = answer.is_some_and(|a| names_source(a, &unit.sources, &unit.names));
            self.add(Item::EndToEnd, right);
            self.add(Item::NobodyNamed, nobody);
            for [all, hit, ok] in groups(&unit.source_type, unit.direct) {
                self[all] += 1;
                self.add(hit, found);
                self.add(ok, right);
            }
        }
    }

    fn unmarked(&mut self, gold: &Gold, predicted: &[Predicted], matching: &Matching) {
        self[Item::WordsMatched] = matching.words.intersection(&gold.content).count() as u64;
        self[Item::WordsPredicted] = matching.words.len() as u64;
        self[Item::WordsGold] = gold.content.len() as u64;
        self[Item::IndirectPredicted] = matching.unmarked.len() as u64;
        self[Item::IndirectGold] = gold.indirect.len() as u64;
        for (act, at) in gold.indirect.iter().zip(&matching.unmarked_of) {
            let Some(answer) = at.map(|at| &predicted[matching.unmarked[at].of]) else { continue };
            self[Item::IndirectMatched] += 1;
            let right = if act.sources.is_empty() {
                !answer.names_somebody()
            } else {
                names_source(answer, &act.sources, &act.names)
            };
            self.add(Item::IndirectRight, right);
        }
    }

    fn labelled(&mut self, gold: &Gold, predicted: &[Predicted], labels: &Labels) {
        let cuts = every_cut(gold, predicted);
        let mut named: Vec<(&Label, String)> = Vec::new();
        for unit in &gold.units {
            let Some(label) = labels.of(&gold.id, &unit.owners) else { continue };
            let best = closest(unit.span, &cuts);
            let speaker = best.and_then(|at| predicted[at].speaker.as_deref());
            let right = best.is_some() && label.is_right(speaker);
            self[Item::Labelled] += 1;
            self.add(Item::LabelledFound, best.is_some());
            self.add(Item::LabelledRight, right);
            if label.is_person() {
                self[Item::Persons] += 1;
                self.add(Item::PersonsRight, right);
                self.add(Item::PersonsFull, label.is_full(speaker));
                let said = super::names::folded(speaker.unwrap_or(""));
                if !said.is_empty() {
                    named.push((label, said));
                }
            } else {
                self[Item::Others] += 1;
                self.add(Item::OthersRight, right);
            }
        }
        for (at, (label, said)) in named.iter().enumerate() {
            for (other, said_too) in &named[at + 1..] {
                let one = super::names::folded(&label.name) == super::names::folded(&other.name);
                self.add(Item::PairsOfOne, one);
                self.add(Item::PairsSplit, one && said != said_too);
                self.add(Item::PairsOfTwo, !one);
                self.add(Item::PairsMerged, !one && said == said_too);
            }
        }
    }
}

/// The groups that a quotation with a source belongs to: all, by source, by form.
fn groups(source_type: &str, direct: bool) -> Vec<[Item; 3]> {
    let mut groups = vec![[Item::Sourced, Item::Found, Item::Right]];
    match source_type {
        "pronoun" => groups.push([Item::SourcedPronoun, Item::FoundPronoun, Item::RightPronoun]),
        "named" => groups.push([Item::SourcedNamed, Item::FoundNamed, Item::RightNamed]),
        "nominal" => groups.push([Item::SourcedNominal, Item::FoundNominal, Item::RightNominal]),
        _ => {}
    }
    groups.push(if direct {
        [Item::SourcedDirect, Item::FoundDirect, Item::RightDirect]
    } else {
        [Item::SourcedMixed, Item::FoundMixed, Item::RightMixed]
    });
    groups
}

/// Every piece of every prediction, cut at the stretches that it touches.
pub(super) fn every_cut(gold: &Gold, predicted: &[Predicted]) -> Vec<(Range, usize)> {
    let mut cuts = Vec::new();
    for (of, prediction) in predicted.iter().enumerate() {
        for &piece in &prediction.pieces {
            let (start, end) = trim(&gold.text, piece);
            let touched = gold.stretches.iter().filter(|s| overlaps(&[**s], (start, end)));
            let before = cuts.len();
            cuts.extend(touched.map(|s| (trim(&gold.text, (start.max(s.0), end.min(s.1))), of)));
            if cuts.len() == before {
                cuts.push(((start, end), of));
            }
        }
    }
    cuts
}

/// The prediction that is the same as a quotation: of several the closest, then the first.
pub(super) fn closest(span: Range, cuts: &[(Range, usize)]) -> Option<usize> {
    let mut best = None;
    for &(cut, of) in cuts {
        let share = overlap(span, cut);
        if best.is_none_or(|(most, _)| share > most) {
            best = Some((share, of));
        }
    }
    best.filter(|b| b.0 >= SAME).map(|b| b.1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::gold::{Attribution, Record};

    const TEXT: &str = "The ferry will rest in winter, the office said. “We have one crew,” said Mira Holt. \
        She called it “a promise.” “I read it twice,” Bram Vale said. The “Queen” stays.";

    fn at(words: &str) -> Range {
        let byte = TEXT.find(words).expect("in the text");
        let start = TEXT[..byte].chars().count();
        (start, start + words.chars().count())
    }

    fn attribution(kind: &str, said: &str, source: &str, source_type: &str) -> Attribution {
        Attribution {
            kind: Some(kind.into()),
            content: vec![at(said)],
            quoted: Some(if kind == "indirect" { Vec::new() } else { vec![at(said)] }),
            source: vec![at(source)],
            source_text: None,
            source_type: Some(source_type.into()),
            embedded: false,
        }
    }

    fn gold() -> Gold {
        let record = Record {
            id: "ferry".into(),
            text: TEXT.into(),
            stretches: None,
            attributions: vec![
                attribution("indirect", "The ferry will rest in winter", "the office", "nominal"),
                attribution("direct", "We have one crew,", "Mira Holt", "named"),
                attribution("mixed", "a promise.", "She", "pronoun"),
                attribution("direct", "I read it twice,", "Bram Vale", "named"),
            ],
            ignore: Vec::new(),
            no_indirect: false,
        };
        Gold::new(&record).expect("inside the text")
    }

    fn predicted(form: &str, said: &str, speaker: Option<&str>, mention: Option<&str>) -> Predicted {
        Predicted {
            pieces: vec![at(said)],
            span: at(said),
            form: form.into(),
            speaker: speaker.map(str::to_string),
            mention: mention.map(at),
            rule: String::new(),
            confidence: None,
            identity: None,
        }
    }

    fn labels() -> Labels {
        let mut labels = Labels::default();
        for (number, name) in [("1", "Mira Holt"), ("2", "Mira Holt"), ("3", "Bram Vale")] {
            labels.add(["ferry", number, "person", name, ""]).expect("a row");
        }
        labels
    }

    fn counted(predicted: &[Predicted]) -> Counts {
        let gold = gold();
        let labels = labels();
        Counts::of(&gold, predicted, &Matching::of(&gold, predicted), Some(&labels))
    }

    fn check(counts: &Counts, wanted: &[(Item, u64)]) {
        for &(item, count) in wanted {
            assert_eq!(counts[item], count, "{item:?}");
        }
    }

    #[test]
    fn four_stretches_are_found_of_which_three_are_speech() {
        check(
            &counted(&[]),
            &[(Item::Stretches, 4), (Item::Gold, 3), (Item::GoldMixed, 1), (Item::IndirectGold, 1)],
        );
        check(&counted(&[]), &[(Item::Matched, 0), (Item::Labelled, 3), (Item::LabelledFound, 0)]);
    }

    #[test]
    fn a_mention_may_be_right_where_the_name_is_not() {
        let counts = counted(&[
            predicted("direct", "We have one crew,", Some("Holt"), Some("Mira Holt")),
            predicted("mixed", "a promise.", Some("Bram Vale"), Some("She")),
            predicted("direct", "I read it twice,", None, None),
            predicted("mixed", "Queen", Some("Bram Vale"), Some("Bram Vale")),
        ]);
        check(&counts, &[(Item::Predicted, 4), (Item::Matched, 3), (Item::Right, 2), (Item::EndToEnd, 2)]);
        check(&counts, &[(Item::RightPronoun, 1), (Item::FoundNamed, 2), (Item::RightNamed, 1)]);
        check(&counts, &[(Item::NobodyNamed, 1), (Item::LabelledFound, 3), (Item::LabelledRight, 0)]);
        // Holt is neither an alias nor the full name; the two of Mira Holt have two names.
        check(
            &counts,
            &[(Item::PersonsFull, 0), (Item::PairsOfOne, 1), (Item::PairsSplit, 1), (Item::PairsOfTwo, 0)],
        );
    }

    #[test]
    fn one_prediction_over_two_stretches_is_two() {
        let both = predicted("direct", "a promise.” “I read it twice,", Some("Mira Holt"), Some("She"));
        let counts = counted(&[both]);
        check(&counts, &[(Item::Predicted, 2), (Item::Matched, 2), (Item::Right, 1)]);
        check(&counts, &[(Item::PairsOfTwo, 1), (Item::PairsMerged, 1)]);
    }

    #[test]
    fn reported_speech_is_paired_by_words() {
        // Five of its six words, and one that is nobody's.
        let counts = counted(&[
            predicted("indirect", "ferry will rest in winter", Some("the office"), Some("the office")),
            predicted("indirect", "stays.", Some("Bram Vale"), Some("Bram Vale")),
        ]);
        check(&counts, &[(Item::WordsGold, 6), (Item::WordsPredicted, 6), (Item::WordsMatched, 5)]);
        check(&counts, &[(Item::IndirectPredicted, 2), (Item::IndirectMatched, 1), (Item::IndirectRight, 1)]);
        check(&counts, &[(Item::Predicted, 0)]);
    }
}
