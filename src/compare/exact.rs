//! Exact tests of counts against one another, as if every word were independent.
//!
//! They stand in where an estimate by article has nothing to go by (no hits on one side, one
//! article) and describe; they are never the p of a comparison.

use super::distributions::beta_quantile;

/// Outcomes as likely as the observed one, up to rounding, count as at most as likely.
const SLACK: f64 = 1.0 + 1e-7;

/// The share of outcomes at most as likely as the observed one, for weights that rise to one
/// peak and fall. Each is the one before times a ratio, from the peak outwards, so that no
/// factorial is ever taken.
fn at_most_as_likely(first: u64, last: u64, peak: u64, observed: u64, up: impl Fn(u64) -> f64) -> f64 {
    let mut weights = vec![0.0; (last - first + 1) as usize];
    weights[(peak - first) as usize] = 1.0;
    for k in peak..last {
        weights[(k + 1 - first) as usize] = weights[(k - first) as usize] * up(k);
    }
    for k in (first..peak).rev() {
        weights[(k - first) as usize] = weights[(k + 1 - first) as usize] / up(k);
    }
    let limit = weights[(observed - first) as usize] * SLACK;
    let (mut all, mut rare) = (0.0, 0.0);
    // The smallest first, so that no digit of the tails is lost.
    weights.sort_unstable_by(f64::total_cmp);
    for weight in weights {
        all += weight;
        if weight <= limit {
            rare += weight;
        }
    }
    (rare / all).min(1.0)
}

/// Two-sided p of two Poisson rates being one: given all hits, those of one side are binomial.
/// Nothing without a hit, or without words on a side.
pub fn poisson_p((a, words_a): (u64, u64), (b, words_b): (u64, u64)) -> Option<f64> {
    let n = a + b;
    if n == 0 || words_a == 0 || words_b == 0 {
        return None;
    }
    let odds = words_a as f64 / words_b as f64;
    let share = words_a as f64 / (words_a + words_b) as f64;
    let peak = (((n + 1) as f64 * share) as u64).min(n);
    let up = |k: u64| (n - k) as f64 / (k + 1) as f64 * odds;
    Some(at_most_as_likely(0, n, peak, a, up))
}

/// The 95 % interval of a ratio of rates: Clopper and Pearson's for the binomial share, turned
/// into a ratio. It begins at 0 without hits of `a` and is open above without hits of `b`.
pub fn ratio_interval((a, words_a): (u64, u64), (b, words_b): (u64, u64)) -> Option<(f64, f64)> {
    const TAIL: f64 = 0.025;
    if a + b == 0 || words_a == 0 || words_b == 0 {
        return None;
    }
    let (n, [hits, others]) = ((a + b) as f64, [a, b].map(|count| count as f64));
    let ratio = |share: f64| share / (1.0 - share) * words_b as f64 / words_a as f64;
    let low = match (a, b) {
        (0, _) => 0.0,
        // All of n: the share's lower end is TAIL^(1/n).
        (_, 0) => ratio(TAIL.powf(1.0 / n)),
        _ => ratio(beta_quantile(TAIL, hits, others + 1.0)),
    };
    let high = match (a, b) {
        (_, 0) => f64::INFINITY,
        (0, _) => {
            let other = TAIL.powf(1.0 / n);
            (1.0 - other) / other * words_b as f64 / words_a as f64
        }
        _ => ratio(beta_quantile(1.0 - TAIL, hits + 1.0, others)),
    };
    Some((low, high))
}

/// Fisher's exact p of the table of hits and other words.
pub fn fisher_p((a, words_a): (u64, u64), (b, words_b): (u64, u64)) -> Option<f64> {
    if words_a == 0 || words_b == 0 || a > words_a || b > words_b {
        return None;
    }
    let n = a + b;
    let (first, last) = (n.saturating_sub(words_b), n.min(words_a));
    let peak = ((n + 1) as f64 * (words_a + 1) as f64 / (words_a + words_b + 2) as f64) as u64;
    let up = |k: u64| {
        let (k1, rest) = ((k + 1) as f64, words_b as f64 - (n as f64 - (k + 1) as f64));
        (words_a - k) as f64 / k1 * (n - k) as f64 / rest
    };
    Some(at_most_as_likely(first, last, peak.clamp(first, last), a, up))
}
