//! Regressions of hits on the side, with words as exposure: how much of a ratio's certainty
//! rests on articles being alike.
//!
//! They are here to be compared with; the p of a comparison is that of a permutation.

use super::clusters::Clusters;
use super::distributions::normal_tails;
use statrs::function::gamma::ln_gamma;

/// Poisson regression of two sides, and what its standard error becomes where counts vary
/// more than Poisson's do.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Poisson {
    /// ln(rₐ / rᵦ).
    pub log_ratio: f64,
    /// As if every word were independent.
    pub error: f64,
    /// Pearson's χ² over its degrees of freedom.
    pub dispersion: f64,
    /// Quasi-Poisson: the error times the root of the dispersion.
    pub quasi_error: f64,
    /// White's, from the residuals (HC0).
    pub robust_error: f64,
}

impl Poisson {
    /// Of two sides; nothing without hits on both, or under three articles.
    pub fn of(a: Clusters<'_>, b: Clusters<'_>) -> Option<Self> {
        let (rate_a, rate_b) = (a.rate()?, b.rate()?);
        let (y, z) = (a.hits.iter().sum::<u64>() as f64, b.hits.iter().sum::<u64>() as f64);
        let freedom = (a.hits.len() + b.hits.len()).checked_sub(2).filter(|f| *f > 0)? as f64;
        if y <= 0.0 || z <= 0.0 {
            return None;
        }
        let residuals = |side: Clusters<'_>, rate: f64| -> (f64, f64) {
            let each = side.hits.iter().zip(side.words).map(|(&h, &t)| (h as f64, rate * t as f64));
            each.filter(|(_, expected)| *expected > 0.0).fold((0.0, 0.0), |(pearson, raw), (h, e)| {
                let square = (h - e) * (h - e);
                (pearson + square / e, raw + square)
            })
        };
        let ((pearson_a, raw_a), (pearson_b, raw_b)) = (residuals(a, rate_a), residuals(b, rate_b));
        let dispersion = (pearson_a + pearson_b) / freedom;
        let error = (1.0 / y + 1.0 / z).sqrt();
        Some(Self {
            log_ratio: (rate_a / rate_b).ln(),
            error,
            dispersion,
            quasi_error: error * dispersion.sqrt(),
            robust_error: (raw_a / (y * y) + raw_b / (z * z)).sqrt(),
        })
    }

    /// Two-sided, by the Poisson error.
    pub fn p(self) -> f64 {
        normal_tails(self.log_ratio / self.error)
    }

    /// Two-sided, by the quasi-Poisson error.
    pub fn quasi_p(self) -> f64 {
        normal_tails(self.log_ratio / self.quasi_error)
    }
}

/// Negative binomial regression (NB2) of two sides, by maximum likelihood.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NegativeBinomial {
    /// Variance is μ + α·μ².
    pub alpha: f64,
    /// ln(λₐ / λᵦ).
    pub log_ratio: f64,
    /// From the observed information of all three parameters.
    pub error: f64,
}

impl NegativeBinomial {
    /// Of two sides; nothing without hits on both, or where counts vary no more than Poisson's.
    pub fn of(a: Clusters<'_>, b: Clusters<'_>) -> Option<Self> {
        let some = |side: Clusters<'_>| side.hits.iter().any(|&h| h > 0);
        if !some(a) || !some(b) {
            return None;
        }
        let best = |alpha: f64| [best_rate(a, alpha), best_rate(b, alpha)];
        let profile = |log_alpha: f64| {
            let [x, y] = best(log_alpha.exp());
            likelihood(a, x, log_alpha.exp()) + likelihood(b, y, log_alpha.exp())
        };
        let (low, high) = (-14.0, 7.0);
        let log_alpha = highest(low, high, profile);
        if log_alpha - low < 0.1 || high - log_alpha < 0.1 {
            return None;
        }
        let alpha = log_alpha.exp();
        let [x, y] = best(alpha);
        let at = [y.ln(), (x / y).ln(), alpha];
        let of = |[base, ratio, alpha]: [f64; 3]| {
            likelihood(a, (base + ratio).exp(), alpha) + likelihood(b, base.exp(), alpha)
        };
        let variance = second_of_inverse(information(at, of))?;
        (variance > 0.0).then(|| Self { alpha, log_ratio: at[1], error: variance.sqrt() })
    }

    /// Two-sided.
    pub fn p(self) -> f64 {
        normal_tails(self.log_ratio / self.error)
    }
}

fn likelihood(side: Clusters<'_>, rate: f64, alpha: f64) -> f64 {
    let shape = 1.0 / alpha;
    let each = side.hits.iter().zip(side.words).filter(|(_, t)| **t > 0).map(|(&h, &t)| {
        let (y, mean) = (h as f64, rate * t as f64);
        ln_gamma(y + shape) - ln_gamma(shape) - ln_gamma(y + 1.0) + y * (alpha * mean).ln()
            - (y + shape) * (alpha * mean).ln_1p()
    });
    each.sum()
}

/// The rate at which Σ (y − μ) / (1 + αμ) is 0: halving, on a sum that only falls.
fn best_rate(side: Clusters<'_>, alpha: f64) -> f64 {
    let slope = |rate: f64| -> f64 {
        let each = side.hits.iter().zip(side.words);
        each.map(|(&h, &t)| (h as f64 - rate * t as f64) / (1.0 + alpha * rate * t as f64)).sum()
    };
    let (mut low, mut high) = (-40.0_f64, 5.0_f64);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if slope(middle.exp()) > 0.0 { low = middle } else { high = middle }
    }
    f64::midpoint(low, high).exp()
}

/// Where a function of one peak is highest: golden sections.
fn highest(mut low: f64, mut high: f64, of: impl Fn(f64) -> f64) -> f64 {
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    for _ in 0..60 {
        let (x, y) = (high - golden * (high - low), low + golden * (high - low));
        if of(x) < of(y) { low = x } else { high = y }
    }
    f64::midpoint(low, high)
}

/// The negative second derivatives, by differences.
fn information(at: [f64; 3], of: impl Fn([f64; 3]) -> f64) -> [[f64; 3]; 3] {
    let step = at.map(|x| 1e-4 * x.abs().max(0.1));
    let moved = |i: usize, s: f64, j: usize, t: f64| {
        let mut to = at;
        to[i] += s * step[i];
        to[j] += t * step[j];
        of(to)
    };
    let mut out = [[0.0; 3]; 3];
    for i in 0..3 {
        for j in 0..3 {
            let four = moved(i, 1.0, j, 1.0) - moved(i, 1.0, j, -1.0) - moved(i, -1.0, j, 1.0)
                + moved(i, -1.0, j, -1.0);
            out[i][j] = -four / (4.0 * step[i] * step[j]);
        }
    }
    out
}

/// The middle of the inverse of a symmetric matrix.
fn second_of_inverse(m: [[f64; 3]; 3]) -> Option<f64> {
    let minor = |a: usize, b: usize, c: usize, d: usize| m[a][c] * m[b][d] - m[a][d] * m[b][c];
    let all = m[0][0] * minor(1, 2, 1, 2) - m[0][1] * minor(1, 2, 0, 2) + m[0][2] * minor(1, 2, 0, 1);
    Some(minor(0, 2, 0, 2) / all).filter(|v| v.is_finite())
}
