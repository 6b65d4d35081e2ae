//! One integration binary: what the program promises, from the outside.

mod golden;

mod layers;
