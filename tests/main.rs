//! One integration binary: what the program promises, from the outside.

mod calibration;
mod cli;
mod compared;
mod dirt;
mod evaluate;
mod evidence;
mod exam;
mod formats;
mod golden;
mod growth;
mod html;
mod inputs;
mod interrupted;
mod invariants;
mod layers;
mod matching;
mod mutated;
mod repeats;
mod reported;
mod saved;
mod stream;
mod valence;
mod vectors;
