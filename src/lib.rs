//! rhetor: who says what in the news, and how.
//!
//! The path of a quote, which is also the order of the modules:
//! `ingest → document → text → quote → speaker → attribution → score → reported → analysis → tally → compare → report`.
//!
//! # Invariants
//!
//! - **The core never fails and does no I/O.** Reading lives in [`ingest`] and
//!   [`lexicon::load`], writing in [`report`]. Problems travel as values beside results.
//! - **The text is never rewritten.** Everything found is a byte [`text::Span`] into it.
//! - **No number without its rows.** A [`score::Hit`] says which lexicon row, where in
//!   which article, with what stance and why.
//! - **Absent is not zero.** Rates are `Option`; an unattributed quote is a value with a reason.
//! - **Output does not depend on threads, hashing, partitioning, time or locale.**
//! - **Nothing is dropped in silence.** What is skipped is counted and says why.
//!
//! # Example
//!
//! ```
//! use rhetor::analysis::{Tools, analyze};
//! use rhetor::document::Document;
//!
//! let tools = Tools::builtin()?;
//! let article = Document::new("a", "“We will fight the invaders,” said Mira Holt. “To the last soldier.”");
//! let analysis = analyze(&article, &tools, &mut tools.desk());
//! let speakers: Vec<_> = analysis.findings.iter().map(|f| f.speaker().map(|s| &*s.name)).collect();
//! assert_eq!(speakers, [Some("Mira Holt"), Some("Mira Holt")]);
//! # Ok::<(), rhetor::error::Error>(())
//! ```

pub mod error;
pub mod text;

pub mod document;
pub mod lexicon;
pub mod table;

pub mod furniture;
pub mod quote;
pub mod speaker;

pub mod attribution;
pub mod score;

pub mod reported;

pub mod analysis;

pub mod repeats;
pub mod tally;

pub mod compare;

pub mod evaluate;

pub mod ingest;
pub mod pipeline;
pub mod report;
