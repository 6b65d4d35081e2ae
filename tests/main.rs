//! One integration binary: what the program promises, from the outside.

mod cli;
mod evaluate;
mod evidence;
mod exam;
mod formats;
mod golden;
mod growth;
mod invariants;
mod layers;
mod matching;
mod reported;
mod valence;
