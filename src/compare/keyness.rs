//! Measures of keyness: descriptions of two counts, never evidence.
//!
//! Words of one article are not independent: on two groups of articles drawn at random, G²
//! is "significant" three to nine times as often as it should be. So these stand beside a
//! comparison, labelled as descriptions, and its p comes from whole articles.

use super::distributions::{Z, chi_squared_tail};

/// What describes two counts of hits and words. Each is nothing where it has no value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Keyness {
    /// Log-likelihood of the table of hits and other words.
    pub g2: Option<f64>,
    /// Rayson and Garside's, of the two counts of hits alone.
    pub g2_two_cells: Option<f64>,
    /// The tail of χ² above G²: not the p of a comparison.
    pub g2_p: Option<f64>,
    /// Pearson's χ².
    pub chi_squared: Option<f64>,
    /// Its tail.
    pub chi_squared_p: Option<f64>,
    /// With Yates's correction.
    pub yates: Option<f64>,
    /// Its tail.
    pub yates_p: Option<f64>,
    /// The least expected count of the four cells.
    pub least_expected: Option<f64>,
    /// Natural logarithm of the ratio, half added to the hits and words of both (Haldane).
    pub log_haldane: Option<f64>,
    /// Its standard error, as if words were independent.
    pub log_haldane_error: Option<f64>,
    /// Hardie's log ratio, to base 2; half a hit in place of none.
    pub log_ratio: Option<f64>,
    /// Gabrielatos's %DIFF.
    pub percent_difference: Option<f64>,
    /// Johnston's effect size of log-likelihood, 0 to 1.
    pub ell: Option<f64>,
    /// Wilson's BIC: above 2 some, above 10 very strong, if words were independent.
    pub bic: Option<f64>,
}

impl Keyness {
    /// Of hits and words of two sides; empty where a side has no words, or more hits than words.
    pub fn of(one: (u64, u64), other: (u64, u64)) -> Self {
        let ((hits_a, words_a), (hits_b, words_b)) = (one, other);
        if words_a == 0 || words_b == 0 || hits_a > words_a || hits_b > words_b {
            return Self::default();
        }
        let (x, y, m, n) = (hits_a as f64, hits_b as f64, words_a as f64, words_b as f64);
        let all = m + n;
        let share = (x + y) / all;
        let cells = [(x, m * share), (y, n * share), (m - x, m * (1.0 - share)), (n - y, n * (1.0 - share))];
        let likelihood = |cells: &[(f64, f64)]| {
            let term = |&(o, e): &(f64, f64)| if o > 0.0 { o * (o / e).ln() } else { 0.0 };
            (2.0 * cells.iter().map(term).sum::<f64>()).max(0.0)
        };
        let (g2, two) = (likelihood(&cells), likelihood(&cells[..2]));
        let some = hits_a + hits_b > 0;
        let pearson = |shift: f64| {
            let full = hits_a + hits_b < words_a + words_b;
            let term = |(o, e): (f64, f64)| {
                let off = (o - e).abs();
                let off = off - shift.min(off);
                off * off / e
            };
            (some && full).then(|| cells.into_iter().map(term).sum::<f64>())
        };
        let (chi_squared, yates) = (pearson(0.0), pearson(0.5));
        let least = cells.iter().map(|c| c.1).fold(f64::INFINITY, f64::min);
        let instead = |count: f64| if count > 0.0 { count } else { 0.5 };
        Self {
            g2: Some(g2),
            g2_two_cells: Some(two),
            g2_p: some.then(|| chi_squared_tail(g2)),
            chi_squared,
            chi_squared_p: chi_squared.map(chi_squared_tail),
            yates,
            yates_p: yates.map(chi_squared_tail),
            least_expected: some.then_some(least),
            log_haldane: Some((((x + 0.5) / (m + 0.5)) / ((y + 0.5) / (n + 0.5))).ln()),
            log_haldane_error: some.then(|| {
                let [x, y, m, n] = [x, y, m, n].map(|count| 1.0 / (count + 0.5));
                (x - m + y - n).sqrt()
            }),
            log_ratio: some.then(|| ((instead(x) / m) / (instead(y) / n)).log2()),
            percent_difference: (hits_b > 0).then(|| 100.0 * (x / m - y / n) / (y / n)),
            ell: (least > 1.0).then(|| two / (all * least.ln())),
            bic: some.then(|| two - all.ln()),
        }
    }

    /// The 95 % interval of Haldane's ratio, if words were independent.
    pub fn haldane_interval(&self) -> Option<(f64, f64)> {
        let (log, error) = self.log_haldane.zip(self.log_haldane_error)?;
        Some(((log - Z * error).exp(), (log + Z * error).exp()))
    }
}
