//! One integration binary: what the program promises, from the outside.

mod cli;
mod golden;
mod growth;
mod invariants;
mod layers;
