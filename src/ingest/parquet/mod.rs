//! Parquet: each row is an article, its columns are the fields of a JSONL record.
//!
//! Read only where the program is built with the feature `parquet`; else a file of it is
//! known, and told how it could be read.

#[cfg(feature = "parquet")]
mod rows;

use super::Reading;
use super::found::Found;
use crate::error::Kind;

/// Whether a file begins like Parquet.
pub(super) fn looks_like(head: &[u8]) -> bool {
    head.starts_with(b"PAR1")
}

/// The articles of a file, one a row.
///
/// # Errors
/// Where it is no readable Parquet, or has no column with text.
#[cfg(feature = "parquet")]
pub(super) fn read(reading: &Reading, bytes: &[u8]) -> Result<Vec<Found>, Kind> {
    rows::read(reading, bytes)
}

/// Says what it would take.
///
/// # Errors
/// Always.
#[cfg(not(feature = "parquet"))]
pub(super) fn read(_: &Reading, _: &[u8]) -> Result<Vec<Found>, Kind> {
    Err(Kind::NeedsFeature("parquet"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_known_by_its_first_bytes() {
        assert!(looks_like(b"PAR1\x15\x04"));
        assert!(!looks_like(b"PAR"));
    }

    #[cfg(not(feature = "parquet"))]
    #[test]
    fn without_the_feature_the_message_says_how_to_build_with_it() {
        let kind = read(&Reading::default(), b"PAR1").expect_err("not built in");
        assert_eq!(kind.to_string(), "is a parquet file, which this build cannot read");
        assert!(kind.help().expect("a way out").contains("--features parquet"));
    }
}
