//! Which rows and columns each table has.

mod articles;
mod documents;
mod evidence;
mod problems;
mod quotes;
mod read;
mod speakers;
pub(in crate::report) mod valence;

pub use articles::{speaker_articles, speaker_articles_header};
pub use documents::{documents, documents_header};
pub(super) use evidence::context;
pub use evidence::{evidence, evidence_header};
pub use problems::{problem, problems_header};
pub(super) use quotes::said;
pub use quotes::{quotes, quotes_header};
pub use read::{article, articles_header};
pub use speakers::{speakers, speakers_header, speakers_long, speakers_long_header};

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_string()).collect()
}

fn per_1000(hits: u64, words: u64) -> Option<f64> {
    (words > 0).then(|| 1000.0 * hits as f64 / words as f64)
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
