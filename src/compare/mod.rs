//! Numbers derived from tallies: rates with their uncertainty by article.
//!
//! Estimators as in the README's "What the numbers mean". The unit is the article, never
//! the word and not the quotation: words of one article are not independent.

pub mod clusters;
pub mod contrast;
pub mod difference;
pub mod distributions;
pub mod exact;
pub mod keyness;
pub mod marking;
pub mod models;
pub mod multiplicity;
pub mod permutation;
pub mod random;
pub mod rates;
pub mod sides;
pub mod timeline;
pub mod valence;
