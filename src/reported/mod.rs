//! Speech that is reported without quotation marks: what was said, by which words of saying,
//! by whom.
//!
//! *The union wants the port closed, its president said.* A chain of tags over each sentence
//! (content, cue, source, none of them) is scored by a linear-chain conditional random field
//! over cheap features: words, stems, endings, classes of grammar, mentions, the cue nearest on
//! either side. A quotation in marks is one item of the chain. The weights are a data file
//! (`weights.bin`). Whom the source's words mean is what `speaker` found of the mention there;
//! content around a quotation is its speaker's.
//!
//! It does not look for opinions in general, only for content that somebody is said to hold
//! or to have expressed.

mod chain;
mod contents;
mod features;
mod few;
mod items;
pub mod model;
pub mod train;

pub use contents::{Sources, find};
pub use model::{Model, Scratch};

/// What an item of a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
enum Tag {
    /// None of the others.
    Outside,
    /// The first item of a content.
    Begin,
    /// A further item of a content.
    Inside,
    /// Of words of saying before their content.
    CueAhead,
    /// Of words of saying behind their content.
    CueBehind,
    /// Of the words that name whose saying it is, before the content.
    SourceAhead,
    /// The same behind the content.
    SourceBehind,
    /// Between the parts of one report, and none of them.
    Between,
}

impl Tag {
    /// How many tags there are.
    const COUNT: usize = 8;
}
