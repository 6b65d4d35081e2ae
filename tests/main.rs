//! One integration binary: what the program promises, from the outside.

mod cli;
mod evaluate;
mod evidence;
mod exam;
mod golden;
mod growth;
mod inputs;
mod invariants;
mod layers;
mod matching;
mod reported;
mod valence;
