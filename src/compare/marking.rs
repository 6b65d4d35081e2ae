//! Words that mark a speaker: log-odds with an informative Dirichlet prior.
//!
//! Monroe, Colaresi & Quinn (2008), "Fightin' Words", Political Analysis 16, equations 16 and
//! 22. A ranking, not a test: words of one article are not independent.

/// How much the prior weighs, in words.
pub const PRIOR_WORDS: f64 = 500.0;
/// Added to every count of the background, so that a word which it lacks has a prior too.
pub const PRIOR_FLOOR: f64 = 0.01;

/// How much more one side prefers a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Marking {
    /// Logarithm of the odds of one side over those of the other.
    pub log_odds: f64,
    /// Its variance.
    pub variance: f64,
}

impl Marking {
    /// In standard errors: what words are ranked by.
    pub fn z(self) -> f64 {
        self.log_odds / self.variance.sqrt()
    }
}

/// Weighs one word: its counts and all words of either side, its prior and the sum of all.
pub fn marking((a, words_a): (u64, u64), (b, words_b): (u64, u64), prior: f64, all: f64) -> Marking {
    let odds = |count: u64, words: u64| {
        let own = count as f64 + prior;
        (own / (words as f64 + all - own)).ln()
    };
    Marking {
        log_odds: odds(a, words_a) - odds(b, words_b),
        variance: 1.0 / (a as f64 + prior) + 1.0 / (b as f64 + prior),
    }
}

/// Priors in proportion to a background, which add up to [`PRIOR_WORDS`].
pub fn informative(background: &[u64]) -> Vec<f64> {
    let all: f64 = background.iter().map(|&n| n as f64 + PRIOR_FLOOR).sum();
    background.iter().map(|&n| PRIOR_WORDS * (n as f64 + PRIOR_FLOOR) / all).collect()
}

/// The prior, as reports name it.
pub fn prior_name() -> String {
    format!("informative Dirichlet, {PRIOR_WORDS:.0} words in the shares of all speech in the results")
}
