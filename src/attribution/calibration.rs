//! Makes the ranker's probability that a mention is right into the probability that the
//! *name* in the reports is right, which is what `confidence` means there.
//!
//! A name can be had from a mention more or less surely ([`Identity`]): a full name is
//! nearly always right, *she* where two women are near often is not. The numbers are a
//! logistic regression on the 918 quotations of `PolNeAR` dev that are credited to somebody,
//! those that are no speech counted as wrong, with an L2 penalty towards leaving the
//! probability as it is.

use crate::speaker::Identity;

/// How much of the ranker's log-odds counts.
const SLOPE: f64 = 0.61;

/// What an identity adds to the log-odds.
fn bias(identity: Identity) -> f64 {
    match identity {
        Identity::Name => 0.94,
        Identity::DoubtfulName => -0.36,
        Identity::ClearPronoun => -0.29,
        Identity::RivalledPronoun => -2.11,
        Identity::PronounOfThing => -2.36,
        Identity::Description => -1.49,
    }
}

/// Probability, 0 to 1, that the name is right.
pub(super) fn confidence(probability: f64, identity: Identity) -> f64 {
    let p = probability.clamp(0.01, 0.995);
    let odds = SLOPE * (p / (1.0 - p)).ln() + bias(identity);
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_surer_than_a_pronoun_with_rivals_and_more_is_never_less() {
        let of = |p| confidence(p, Identity::Name);
        assert!(of(0.99) > 0.97 && of(0.5) < 0.9 && of(0.9) > of(0.8));
        assert!(confidence(0.99, Identity::RivalledPronoun) < 0.9);
    }
}
