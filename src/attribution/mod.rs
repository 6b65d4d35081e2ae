//! Who said each quotation: a scored choice among the mentions around it.
//!
//! Every mention near a quotation is a candidate; so are "this is not speech" and "nobody
//! is named". Each candidate is described by features that a person can read
//! ([`features`]), a small table of weights (`weights.csv`, fitted by `rhetor train`) makes
//! a score of them ([`model`]), and the softmax of the scores, calibrated ([`calibration`]),
//! is the confidence. No word of any corpus is a feature.
//!
//! In a script the label decides (`turns`); what somebody else says within a quotation is
//! that other's (`inner`).

mod adam;
pub mod calibration;
mod candidates;
mod cues;
pub mod features;
mod inner;
pub mod model;
pub mod questions;
mod surroundings;
pub mod train;
mod turns;

pub use candidates::{Candidate, Choice, Features, Scene};
pub use cues::{Class, Cue};
pub use inner::{InnerSpeech, inner_speech};
pub use model::Model;

use crate::speaker::Identity;
use crate::text::Span;

/// Why a speaker was chosen, in one word: the strongest relation of the winner to the quote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// *Holt said: “…”*
    CueBefore,
    /// *“…,” Holt said*
    CueAfter,
    /// *“…,” said Holt*
    CueInverted,
    /// *according to Holt*
    According,
    /// *HOLT: “…”*
    Label,
    /// A later part of a speech: the speaker of the quote before.
    Continuation,
    /// Named in the same sentence, without a verb of saying.
    SameSentence,
    /// Named in the same paragraph.
    SameParagraph,
    /// Named in an earlier paragraph.
    EarlierParagraph,
    /// The record names the speaker of a whole document.
    Given,
    /// Speech without quotation marks: the source that the chain of `reported` finds.
    Reported,
}

impl Rule {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::CueBefore,
        Self::CueAfter,
        Self::CueInverted,
        Self::According,
        Self::Label,
        Self::Continuation,
        Self::SameSentence,
        Self::SameParagraph,
        Self::EarlierParagraph,
        Self::Given,
        Self::Reported,
    ];

    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::CueBefore => "cue_before",
            Self::CueAfter => "cue_after",
            Self::CueInverted => "cue_inverted",
            Self::According => "according_to",
            Self::Label => "label",
            Self::Continuation => "continuation",
            Self::SameSentence => "same_sentence",
            Self::SameParagraph => "same_paragraph",
            Self::EarlierParagraph => "earlier_paragraph",
            Self::Given => "given",
            Self::Reported => "reported",
        }
    }
}

/// Why nobody is credited.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Silence {
    /// The marks hold a title, a term, a nickname or a distanced word.
    NotSpeech,
    /// Nobody who could speak is mentioned near.
    NoCandidate,
    /// Somebody is near, but the article does not say who spoke.
    NotNamed,
    /// Somebody is likeliest, but less likely than the user asked for.
    Unsure,
    /// A document that is scored whole, and whose record names no speaker.
    NotGiven,
}

impl Silence {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::NotSpeech, Self::NoCandidate, Self::NotNamed, Self::Unsure, Self::NotGiven];

    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotSpeech => "not_speech",
            Self::NoCandidate => "no_candidate",
            Self::NotNamed => "not_named",
            Self::Unsure => "unsure",
            Self::NotGiven => "not_given",
        }
    }
}

/// Who said a quotation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Attribution {
    /// A speaker of the article.
    To {
        /// Number of the speaker in its analysis.
        speaker: usize,
        /// The words that name the speaker here.
        mention: Span,
        /// The verb or phrase that says so, where there is one.
        cue: Option<Span>,
        /// Probability, 0 to 1, that the name is right: see `calibration`.
        confidence: f64,
        /// The strongest relation between mention and quotation.
        rule: Rule,
        /// How surely the mention tells the name, where the confidence was calibrated by it.
        identity: Option<Identity>,
    },
    /// The speaker whom the record names, where a document is scored whole: no judgement of
    /// ours, and so without a probability.
    Given {
        /// Number of the speaker in its analysis.
        speaker: usize,
    },
    /// Nobody, and why.
    Nobody {
        /// Why.
        why: Silence,
        /// Probability, 0 to 1, that nobody is right.
        confidence: f64,
    },
}
