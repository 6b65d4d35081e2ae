//! One integration binary: what the program promises, from the outside.

mod calibration;
mod cli;
mod compared;
mod evaluate;
mod evidence;
mod exam;
mod golden;
mod growth;
mod html;
mod invariants;
mod layers;
mod matching;
mod reported;
mod saved;
mod valence;
mod vectors;
