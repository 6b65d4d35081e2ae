//! Numbers derived from tallies: rates with their uncertainty by article.
//!
//! Estimators as in the README's "What the numbers mean". The unit is the article, never
//! the word and not the quotation: words of one article are not independent.

pub mod rates;
pub mod valence;
