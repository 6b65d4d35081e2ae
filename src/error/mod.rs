//! What can go wrong, where, and what to do next.
//!
//! An [`Error`] stops the run; a [`Problem`] has the same shape and travels beside the
//! results. Neither prints itself: that is the command line's work.

mod caught;
mod help;
mod kind;
mod say;

pub use caught::caught;
pub use kind::Kind;

use std::fmt;
use std::sync::Arc;

/// Where something was found: a file, and in it a line and a column, both from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path as the user gave it, or a name such as `standard input`.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Character of the line, from 1; in a table, where the field begins.
    pub column: Option<u64>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: None, column: None }
    }

    /// A line of a file.
    pub fn line(file: impl Into<Arc<str>>, line: u64) -> Self {
        Self { file: file.into(), line: Some(line), column: None }
    }

    /// The same place, narrowed to a column.
    #[must_use]
    pub fn column(mut self, column: u64) -> Self {
        self.column = Some(column);
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

/// What stops the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: Kind,
}

impl Error {
    /// Something at some place.
    pub fn at(place: Place, kind: Kind) -> Self {
        Self { place, kind }
    }

    /// An error of the operating system about a file.
    pub fn io(file: impl Into<Arc<str>>, error: &std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::Missing,
            std::io::ErrorKind::IsADirectory => Kind::IsAFolder,
            _ => Kind::Io(error.to_string()),
        };
        Self { place: Place::file(file), kind }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

impl std::error::Error for Error {}

/// What became of the input that a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It was left out of the results.
    Rejected,
    /// It is in the results; something about it was guessed or dropped.
    Kept,
    /// It was never meant to be in the results.
    Ignored,
    /// A rule of the run leaves it out, though nothing is wrong with it.
    LeftOut,
}

impl Effect {
    /// As `problems.csv` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Kept => "kept",
            Self::Ignored => "ignored",
            Self::LeftOut => "left_out",
        }
    }
}

/// What does not stop the run, but is counted, reported and reflected in the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: Kind,
    /// What became of it.
    pub effect: Effect,
}

impl Problem {
    /// Something was left out.
    pub fn rejected(place: Place, kind: Kind) -> Self {
        Self { place, kind, effect: Effect::Rejected }
    }

    /// Something was kept, though not as written.
    pub fn kept(place: Place, kind: Kind) -> Self {
        Self { place, kind, effect: Effect::Kept }
    }
}

impl Problem {
    /// Something that was passed over because it is no input.
    pub fn ignored(place: Place, kind: Kind) -> Self {
        Self { place, kind, effect: Effect::Ignored }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::rejected(error.place, error.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_what_and_what_would_be_right() {
        let error = Error::at(Place::line("terms.csv", 118).column(9), Kind::BadWeight("\u{2212}2".into()));
        assert_eq!(
            error.to_string(),
            "terms.csv:118:9: weight \"\u{2212}2\" is not a number (it starts with U+2212; write \"-2\")"
        );
    }
}
