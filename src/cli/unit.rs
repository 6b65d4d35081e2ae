//! What is scored as one: `--unit` and `--speaker-col`.

use super::Failure;
use rhetor::analysis::Unit;
use rhetor::document::Document;
use rhetor::error::{Error, Kind, Place, Problem};
use std::sync::Arc;

/// The field that names a document's speaker where the user does not say.
const SPEAKER: &str = "speaker";

/// What is scored as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum UnitName {
    /// Each quotation; its speaker is looked for
    Quote,
    /// Each document; its record names its speaker
    Document,
}

impl From<UnitName> for Unit {
    fn from(name: UnitName) -> Self {
        match name {
            UnitName::Quote => Self::Quote,
            UnitName::Document => Self::Document,
        }
    }
}

/// The options of a unit, as given.
#[derive(clap::Args, Debug)]
pub(crate) struct Options {
    /// What is scored as one
    #[arg(long, value_enum, default_value_t = UnitName::Quote)]
    pub(crate) unit: UnitName,
    /// Field that names the speaker of a record, with --unit document [default: speaker]
    #[arg(long, value_name = "NAME")]
    speaker_col: Option<String>,
}

impl Options {
    /// Refuses what means nothing together; `others` are options that are about quotations,
    /// each with whether it was given.
    pub(crate) fn check(&self, others: &[(&'static str, bool)]) -> Result<(), Failure> {
        let refuse = |option: &str, kind| Err(Failure::Usage(Error::at(Place::file(option), kind)));
        match self.unit {
            UnitName::Quote if self.speaker_col.is_some() => refuse("--speaker-col", Kind::OnlyDocuments),
            UnitName::Quote => Ok(()),
            UnitName::Document => match others.iter().find(|(_, given)| *given) {
                Some((option, _)) => refuse(option, Kind::OnlyQuotes),
                None => Ok(()),
            },
        }
    }

    /// The field that names the speaker of a record.
    pub(crate) fn column(&self) -> &str {
        self.speaker_col.as_deref().unwrap_or(SPEAKER)
    }

    /// The field that names the speaker of a record, where documents are scored.
    pub(crate) fn speaker(&self) -> Option<Arc<str>> {
        (self.unit == UnitName::Document).then(|| self.column().into())
    }
}

/// What is to be said of documents whose field names no speaker, of which the first is given.
pub(crate) fn nobody(column: &str, first: Option<&Place>, without: u64, of: u64) -> Option<Problem> {
    Some(Problem::kept(first?.clone(), Kind::NoSpeaker(column.into(), without, of)))
}

/// Where a document stands.
pub(crate) fn place_of(document: &Document) -> Place {
    Place { file: document.file.clone(), line: document.line, column: None }
}
