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
//! # One article
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
//!
//! // Every hit leads back to its words and to its row.
//! let finding = &analysis.findings[0];
//! let hit = &finding.score.hits[0];
//! let (lexicon, words) = (&tools.lexicons[hit.lexicon], hit.span.of(&article.text));
//! let row = lexicon.entries.row(hit.entry);
//! assert_eq!((words, row.text), ("fight", "fight"));
//! # Ok::<(), rhetor::error::Error>(())
//! ```
//!
//! # A string, as one speaker's words
//!
//! ```
//! use rhetor::analysis::{Tools, Unit, analyze};
//! use rhetor::document::Document;
//!
//! let tools = Tools { unit: Unit::Document, ..Tools::builtin()? };
//! let speech = Document::new("s", "We will never surrender our friendship.");
//! let score = &analyze(&speech, &tools, &mut tools.desk()).findings[0].score;
//! let hits: Vec<_> = score.hits.iter().map(|hit| hit.span.of(&speech.text)).collect();
//! assert_eq!((score.words, hits.contains(&"friendship")), (6, true));
//! # Ok::<(), rhetor::error::Error>(())
//! ```
//!
//! # Words of your own
//!
//! ```
//! use rhetor::analysis::{Tools, analyze};
//! use rhetor::document::Document;
//! use rhetor::lexicon::load;
//!
//! let rows = "pattern,category\nharbour*,sea\nharbour master,none\n";
//! let (lexicon, problems) = load::from_csv("sea", rows, "sea.csv");
//! assert!(problems.is_empty());
//! let tools = Tools::with(lexicon.into_iter().collect())?;
//! let article = Document::new("a", "“The harbours wait for a harbour master,” said Mira Holt.");
//! let analysis = analyze(&article, &tools, &mut tools.desk());
//! let hits = analysis.findings[0].score.hits.iter();
//! assert_eq!(hits.map(|hit| hit.span.of(&article.text)).collect::<Vec<_>>(), ["harbours"]);
//! # Ok::<(), rhetor::error::Error>(())
//! ```
//!
//! # A stream, on all cores, added up
//!
//! [`Tools`](analysis::Tools) are shared by all threads; each thread has a
//! [`Desk`](analysis::Desk) of its own. [`pipeline::run`] keeps the order of the input, and
//! tallies of parts add up to that of the whole.
//!
//! ```
//! use rhetor::analysis::{Tools, analyze};
//! use rhetor::ingest::Reader;
//! use rhetor::pipeline;
//! use rhetor::tally::{self, Layout, Tally};
//! use std::io::Cursor;
//!
//! let tools = Tools::builtin()?;
//! let layout = Layout::new(&tools.lexicons);
//! let tally_of = |lines: &'static str| -> Result<Tally, Box<dyn std::error::Error>> {
//!     let mut tally = Tally::default();
//!     let made = Reader::new(&["-".into()], Box::new(Cursor::new(lines))).articles();
//!     pipeline::run(
//!         made,
//!         |_| lines.len(),
//!         2,
//!         || tools.desk(),
//!         // What cannot be read is a problem with its place: count it, tell it, go on.
//!         |made, desk| made.map(|(article, _)| analyze(&article, &tools, desk)),
//!         |result| {
//!             if let Ok(analysis) = result {
//!                 let parts = tally::parts(&analysis.findings, &layout);
//!                 tally.add(&analysis.document.meta, &analysis.findings, &parts);
//!             }
//!             Ok::<(), Box<dyn std::error::Error>>(())
//!         },
//!     )?;
//!     Ok(tally)
//! };
//! let one = r#"{"id": "1", "text": "“We want war,” said Mira Holt."}"#;
//! let two = r#"{"id": "2", "text": "“We want peace,” said Bram Vale. “War is over,” said Mira Holt."}"#;
//! let both = concat!(
//!     r#"{"id": "1", "text": "“We want war,” said Mira Holt."}"#,
//!     "\n",
//!     r#"{"id": "2", "text": "“We want peace,” said Bram Vale. “War is over,” said Mira Holt."}"#,
//! );
//! let mut sum = tally_of(two)?;
//! sum += &tally_of(one)?;
//! assert_eq!(sum, tally_of(both)?);
//! assert_eq!(sum.speakers["mira holt"].quotes, 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! What the command line writes is written by [`report`]; rates, intervals and tests over a
//! results folder are in [`compare`].

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
