//! One integration binary: what the program promises, from the outside.

mod calibration;
mod cli;
mod dirt;
mod compared;
mod evaluate;
mod evidence;
mod exam;
mod formats;
mod golden;
mod growth;
mod html;
mod interrupted;
mod inputs;
mod invariants;
mod layers;
mod matching;
mod mutated;
mod repeats;
mod reported;
mod saved;
mod valence;
mod vectors;
