//! Two groups of numbers: how far apart their means and their ranks are.

use super::distributions::{normal_tails, t_quantile, t_tails};

/// Two means, by Welch's t.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Means {
    /// Mean of the one less mean of the other.
    pub difference: f64,
    /// Its standard error.
    pub error: f64,
    /// Welch and Satterthwaite's degrees of freedom.
    pub freedom: f64,
}

impl Means {
    /// From two means with their squared standard errors and numbers of observations.
    pub fn of((mean_a, v, n_a): (f64, f64, u64), (mean_b, w, n_b): (f64, f64, u64)) -> Option<Self> {
        if n_a < 2 || n_b < 2 || v + w <= 0.0 {
            return None;
        }
        let freedom = (v + w).powi(2) / (v * v / (n_a as f64 - 1.0) + w * w / (n_b as f64 - 1.0));
        Some(Self { difference: mean_a - mean_b, error: (v + w).sqrt(), freedom })
    }

    /// Of observations.
    pub fn welch(a: &[f64], b: &[f64]) -> Option<Self> {
        let of = |values: &[f64]| {
            let n = values.len() as f64;
            let mean = values.iter().sum::<f64>() / n;
            let squares: f64 = values.iter().map(|v| (v - mean) * (v - mean)).sum();
            (mean, squares / (n - 1.0) / n, values.len() as u64)
        };
        if a.len() < 2 || b.len() < 2 {
            return None;
        }
        Self::of(of(a), of(b))
    }

    /// Difference over standard error.
    pub fn t(self) -> f64 {
        self.difference / self.error
    }

    /// Two-sided p of t.
    pub fn p(self) -> f64 {
        t_tails(self.t(), self.freedom)
    }

    /// The 95 % interval of the difference.
    pub fn interval(self) -> (f64, f64) {
        let reach = t_quantile(0.975, self.freedom) * self.error;
        (self.difference - reach, self.difference + reach)
    }
}

/// Two groups by rank.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ranks {
    /// Mann and Whitney's U of the first: pairs in which it is higher, ties by half.
    pub u: f64,
    /// Two-sided, by the normal distribution with corrections for ties and continuity.
    pub p: Option<f64>,
    /// Cliff's delta: the share of pairs in which the first is higher less that in which it
    /// is lower, −1 to 1.
    pub delta: f64,
}

impl Ranks {
    /// Of observations; nothing where a group has none.
    pub fn of(a: &[f64], b: &[f64]) -> Option<Self> {
        if a.is_empty() || b.is_empty() {
            return None;
        }
        // Zero has one rank, whatever its sign.
        let mut all: Vec<(f64, bool)> = a.iter().map(|&v| (v + 0.0, true)).collect();
        all.extend(b.iter().map(|&v| (v + 0.0, false)));
        all.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (mut ranks, mut ties, mut at) = (0.0, 0.0, 0);
        while at < all.len() {
            let same = all[at..].iter().take_while(|one| one.0.total_cmp(&all[at].0).is_eq()).count();
            let rank = at as f64 + f64::midpoint(same as f64, 1.0);
            ranks += rank * all[at..at + same].iter().filter(|one| one.1).count() as f64;
            ties += (same as f64).powi(3) - same as f64;
            at += same;
        }
        let (of_a, of_b) = (a.len() as f64, b.len() as f64);
        let (all, pairs) = (of_a + of_b, of_a * of_b);
        let won = ranks - of_a * (of_a + 1.0) / 2.0;
        let spread = (pairs / 12.0 * (all + 1.0 - ties / (all * (all - 1.0)))).sqrt();
        let off = ((won - pairs / 2.0).abs() - 0.5).max(0.0);
        let chance = (spread > 0.0).then(|| normal_tails(off / spread));
        Some(Self { u: won, p: chance, delta: 2.0 * won / pairs - 1.0 })
    }
}
