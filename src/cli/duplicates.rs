//! `--duplicates`: what becomes of quotes that were printed before.

use rhetor::tally::Duplicates;

/// What becomes of quotes that were printed before, by the same speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Wanted {
    /// List and mark them; count each quote once
    Mark,
    /// Neither list nor count them
    Drop,
    /// List, mark and count them
    Keep,
}

impl From<Wanted> for Duplicates {
    fn from(wanted: Wanted) -> Self {
        match wanted {
            Wanted::Mark => Self::Mark,
            Wanted::Drop => Self::Drop,
            Wanted::Keep => Self::Keep,
        }
    }
}
