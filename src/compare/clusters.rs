//! Rates of hits over words whose unit is a whole article, from its counts alone.

use super::distributions::{Z, normal_tails, t_quantile, t_tails};
use super::random::Random;

/// Hits and words of each article.
#[derive(Clone, Copy, Debug)]
pub struct Clusters<'a> {
    /// Hits, by article.
    pub hits: &'a [u64],
    /// Words, by article.
    pub words: &'a [u64],
}

impl Clusters<'_> {
    fn each(&self) -> impl Iterator<Item = (f64, f64)> {
        self.hits.iter().zip(self.words).map(|(&h, &t)| (h as f64, t as f64))
    }

    fn sums(&self) -> (f64, f64) {
        self.each().fold((0.0, 0.0), |(h, t), (hits, words)| (h + hits, t + words))
    }

    /// Hits per word; nothing without words.
    pub fn rate(&self) -> Option<f64> {
        let (hits, words) = self.sums();
        (words > 0.0).then(|| hits / words)
    }

    /// √(k/(k−1) · Σ(hᵢ − r·tᵢ)²) / Σt; nothing under two articles.
    pub fn standard_error(&self) -> Option<f64> {
        let (r, k) = (self.rate()?, self.hits.len() as f64);
        let squares: f64 = self.each().map(|(h, t)| (h - r * t) * (h - r * t)).sum();
        (k >= 2.0).then(|| (k / (k - 1.0) * squares).sqrt() / self.sums().1)
    }

    /// The delete-one jackknife's, a check on the linearised one.
    pub fn jackknife_error(&self) -> Option<f64> {
        let ((hits, words), k) = (self.sums(), self.hits.len() as f64);
        let without: Vec<f64> = self.each().map(|(h, t)| (hits - h) / (words - t)).collect();
        let mean = without.iter().sum::<f64>() / k;
        let squares: f64 = without.iter().map(|r| (r - mean) * (r - mean)).sum();
        Some(((k - 1.0) / k * squares).sqrt()).filter(|error| k >= 2.0 && error.is_finite())
    }

    /// √y / n.
    pub fn poisson_error(&self) -> Option<f64> {
        let (hits, words) = self.sums();
        (words > 0.0).then(|| hits.sqrt() / words)
    }

    /// (standard error by article / Poisson standard error)²; nothing without hits.
    pub fn design_effect(&self) -> Option<f64> {
        let poisson = self.poisson_error().filter(|e| *e > 0.0)?;
        Some((self.standard_error()? / poisson).powi(2))
    }

    /// Gries's DP = ½ · Σ |tᵢ/T − hᵢ/H|; nothing without hits.
    pub fn dispersion(&self) -> Option<f64> {
        let (hits, words) = self.sums();
        (hits > 0.0).then(|| 0.5 * self.each().map(|(h, t)| (t / words - h / hits).abs()).sum::<f64>())
    }

    /// DP over the most it can be here, 1 − the smallest share of the words.
    pub fn dispersion_normed(&self) -> Option<f64> {
        let words = self.sums().1;
        let least = self.words.iter().min().copied()? as f64;
        Some(self.dispersion()? / (1.0 - least / words)).filter(|dp| dp.is_finite())
    }

    /// Rates per 1,000 words of samples of these articles, drawn with replacement.
    pub fn resampled(&self, samples: usize, seed: u64) -> Vec<f64> {
        let (mut random, k) = (Random::new(seed), self.hits.len());
        let mut sample = || {
            let (mut hits, mut words) = (0, 0);
            for _ in 0..k {
                let drawn = random.below(k);
                hits += self.hits[drawn];
                words += self.words[drawn];
            }
            1000.0 * hits as f64 / words as f64
        };
        (0..samples).map(|_| sample()).collect()
    }
}

/// The logarithm of a ratio of two rates, with its standard error by the delta method.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LogRatio {
    /// ln(rₐ / rᵦ).
    pub log: f64,
    /// √((SEₐ/rₐ)² + (SEᵦ/rᵦ)²).
    pub error: f64,
    /// Welch and Satterthwaite's degrees of freedom.
    pub freedom: f64,
}

impl LogRatio {
    /// From rate, standard error and articles of either side; nothing where one has no hits,
    /// or fewer than two articles.
    pub fn of(a: (f64, f64, u64), b: (f64, f64, u64)) -> Option<Self> {
        let ((rate_a, error_a, k_a), (rate_b, error_b, k_b)) = (a, b);
        if rate_a <= 0.0 || rate_b <= 0.0 || k_a < 2 || k_b < 2 {
            return None;
        }
        let (v, w) = ((error_a / rate_a).powi(2), (error_b / rate_b).powi(2));
        let freedom = (v + w).powi(2) / (v * v / (k_a as f64 - 1.0) + w * w / (k_b as f64 - 1.0));
        let ratio = Self { log: (rate_a / rate_b).ln(), error: (v + w).sqrt(), freedom };
        (freedom.is_finite() && freedom > 0.0).then_some(ratio)
    }

    /// The 95 % interval of the ratio, by t.
    pub fn interval(self) -> (f64, f64) {
        self.within(t_quantile(0.975, self.freedom))
    }

    /// The same by the normal distribution, as for many articles.
    pub fn normal_interval(self) -> (f64, f64) {
        self.within(Z)
    }

    fn within(self, quantile: f64) -> (f64, f64) {
        ((self.log - quantile * self.error).exp(), (self.log + quantile * self.error).exp())
    }

    /// p by t. A comparison's p is that of a permutation; this one is a check on it.
    pub fn p(self) -> f64 {
        t_tails(self.log / self.error, self.freedom)
    }

    /// p by the normal distribution.
    pub fn normal_p(self) -> f64 {
        normal_tails(self.log / self.error)
    }
}
