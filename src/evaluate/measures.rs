//! The measures: what each is the share of, in the order in which they are printed.

use super::counts::{Counts, Item};
use super::resample;

/// How a measure is derived from counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// One count of another.
    Share(Item, Item),
    /// The harmonic mean of matched / predicted and matched / annotated.
    F1(Item, Item, Item),
}

impl Formula {
    /// The value, 0 to 1; `None` where there is nothing that it could be a share of.
    pub fn of(self, counts: &Counts) -> Option<f64> {
        let share =
            |part: Item, whole: Item| (counts[whole] > 0).then(|| counts[part] as f64 / counts[whole] as f64);
        match self {
            Self::Share(part, whole) => share(part, whole),
            Self::F1(matched, predicted, gold) => {
                let (p, r) = (share(matched, predicted), share(matched, gold));
                (p.is_some() || r.is_some()).then(|| {
                    let (p, r) = (p.unwrap_or(0.0), r.unwrap_or(0.0));
                    if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
                })
            }
        }
    }
}

/// What a group of measures is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Which stretches in quotation marks are speech.
    Spans,
    /// Whether the words that name the speaker were found, where the quotation was.
    Mention,
    /// The same, of all annotated quotations.
    MentionOfAll,
    /// The quotation and its speaker.
    EndToEnd,
    /// What is said outside the marks.
    Words,
    /// Reported speech without marks.
    Indirect,
    /// The speaker by name, as a report prints it.
    Name,
}

impl Section {
    /// As tables are headed.
    pub fn title(self) -> &'static str {
        match self {
            Self::Spans => "quotations found",
            Self::Mention => "speaker's mention, of quotations found",
            Self::MentionOfAll => "speaker's mention, of all annotated quotations",
            Self::EndToEnd => "quotation and speaker's mention",
            Self::Words => "words said outside quotation marks",
            Self::Indirect => "reported speech without quotation marks",
            Self::Name => "speaker's name, of all labelled quotations",
        }
    }

    /// As machines read it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Spans => "spans",
            Self::Mention => "mention_found",
            Self::MentionOfAll => "mention_all",
            Self::EndToEnd => "end_to_end",
            Self::Words => "words",
            Self::Indirect => "indirect",
            Self::Name => "name",
        }
    }
}

/// One measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// What it is about.
    pub section: Section,
    /// As machines read it; unique within its section.
    pub name: &'static str,
    /// As people read it.
    pub label: &'static str,
    /// How it is derived.
    pub formula: Formula,
}

const fn share(section: Section, name: &'static str, label: &'static str, part: Item, of: Item) -> Measure {
    Measure { section, name, label, formula: Formula::Share(part, of) }
}

const fn f1(section: Section, [matched, predicted, gold]: [Item; 3]) -> Measure {
    Measure { section, name: "f1", label: "F1", formula: Formula::F1(matched, predicted, gold) }
}

use Section::{EndToEnd, Indirect, Mention, MentionOfAll, Name, Spans, Words};

/// All measures.
pub const MEASURES: &[Measure] = &[
    share(Spans, "precision", "precision", Item::Matched, Item::Predicted),
    share(Spans, "recall", "recall", Item::Matched, Item::Gold),
    f1(Spans, [Item::Matched, Item::Predicted, Item::Gold]),
    share(Spans, "recall_direct", "recall, whole clauses", Item::MatchedDirect, Item::GoldDirect),
    share(Spans, "recall_mixed", "recall, fragments", Item::MatchedMixed, Item::GoldMixed),
    share(Mention, "all", "right", Item::Right, Item::Found),
    share(Mention, "pronoun", "  named by a pronoun", Item::RightPronoun, Item::FoundPronoun),
    share(Mention, "named", "  by a name", Item::RightNamed, Item::FoundNamed),
    share(Mention, "nominal", "  by a description", Item::RightNominal, Item::FoundNominal),
    share(Mention, "direct", "  whole clauses", Item::RightDirect, Item::FoundDirect),
    share(Mention, "mixed", "  fragments", Item::RightMixed, Item::FoundMixed),
    share(MentionOfAll, "all", "right", Item::Right, Item::Sourced),
    share(MentionOfAll, "pronoun", "  named by a pronoun", Item::RightPronoun, Item::SourcedPronoun),
    share(MentionOfAll, "named", "  by a name", Item::RightNamed, Item::SourcedNamed),
    share(MentionOfAll, "nominal", "  by a description", Item::RightNominal, Item::SourcedNominal),
    share(EndToEnd, "precision", "precision", Item::EndToEnd, Item::Predicted),
    share(EndToEnd, "recall", "recall", Item::EndToEnd, Item::Gold),
    f1(EndToEnd, [Item::EndToEnd, Item::Predicted, Item::Gold]),
    share(Words, "precision", "precision", Item::WordsMatched, Item::WordsPredicted),
    share(Words, "recall", "recall", Item::WordsMatched, Item::WordsGold),
    f1(Words, [Item::WordsMatched, Item::WordsPredicted, Item::WordsGold]),
    share(Indirect, "precision", "precision", Item::IndirectMatched, Item::IndirectPredicted),
    share(Indirect, "recall", "recall", Item::IndirectMatched, Item::IndirectGold),
    f1(Indirect, [Item::IndirectMatched, Item::IndirectPredicted, Item::IndirectGold]),
    Measure {
        section: Indirect,
        name: "f1_source",
        label: "F1, speaker right too",
        formula: Formula::F1(Item::IndirectRight, Item::IndirectPredicted, Item::IndirectGold),
    },
    share(Indirect, "source", "speaker right, of those found", Item::IndirectRight, Item::IndirectMatched),
    share(Name, "found", "found", Item::LabelledFound, Item::Labelled),
    share(Name, "label", "under a right name", Item::LabelledRight, Item::Labelled),
    share(Name, "person", "  persons", Item::PersonsRight, Item::Persons),
    share(Name, "full", "  persons, by their full name", Item::PersonsFull, Item::Persons),
    share(Name, "other", "  organisations and others", Item::OthersRight, Item::Others),
    share(Name, "merged", "two people under one name", Item::PairsMerged, Item::PairsOfTwo),
    share(Name, "split", "one person under two names", Item::PairsSplit, Item::PairsOfOne),
];

/// A measure with its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figure {
    /// Which.
    pub measure: &'static Measure,
    /// Its value, 0 to 1; `None` where there is nothing to measure.
    pub value: Option<f64>,
    /// Ends of the 95 % interval by resampling articles.
    pub interval: Option<(f64, f64)>,
    /// Of how many how many, where it is a share.
    pub count: Option<(u64, u64)>,
}

/// All measures over these articles.
pub fn figures(articles: &[Counts], resamples: usize) -> Vec<Figure> {
    let of = |picked: &[usize]| {
        let mut total = Counts::default();
        for &at in picked {
            total += &articles[at];
        }
        MEASURES.iter().map(|m| m.formula.of(&total)).collect()
    };
    let intervals = resample::intervals(articles.len(), resamples, of);
    let mut total = Counts::default();
    for article in articles {
        total += article;
    }
    let figure = |(at, measure): (usize, &'static Measure)| Figure {
        measure,
        value: measure.formula.of(&total),
        interval: intervals.get(at).copied().flatten(),
        count: match measure.formula {
            Formula::Share(part, whole) => Some((total[part], total[whole])),
            Formula::F1(..) => None,
        },
    };
    MEASURES.iter().enumerate().map(figure).collect()
}
