//! The promises of `lib.rs`, one test each.
