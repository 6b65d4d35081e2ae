//! Intervals by resampling articles: the article is the unit, never the quotation.
//!
//! Percentile bootstrap with a fixed seed: the same numbers on every run and machine.

pub use crate::compare::random::Random;

const SEED: u64 = 1;

/// The 95 % interval of each statistic over `units` articles drawn with replacement.
///
/// A sample in which a statistic has no value is left out of its interval. There is no
/// interval with fewer than two articles or without resamples.
pub fn intervals(
    units: usize,
    resamples: usize,
    statistics: impl Fn(&[usize]) -> Vec<Option<f64>>,
) -> Vec<Option<(f64, f64)>> {
    if units < 2 || resamples == 0 {
        return Vec::new();
    }
    let mut random = Random::new(SEED);
    let mut values: Vec<Vec<f64>> = Vec::new();
    let mut picked = vec![0; units];
    for _ in 0..resamples {
        for pick in &mut picked {
            *pick = random.below(units);
        }
        let found = statistics(&picked);
        values.resize(found.len(), Vec::new());
        for (all, value) in values.iter_mut().zip(found) {
            all.extend(value);
        }
    }
    values.into_iter().map(ends).collect()
}

fn ends(mut values: Vec<f64>) -> Option<(f64, f64)> {
    values.sort_by(f64::total_cmp);
    let n = values.len();
    let at = |share: f64| values.get(((share * n as f64) as usize).min(n.saturating_sub(1))).copied();
    at(0.025).zip(at(0.975))
}

/// The normal quantile of 97.5 %.
const Z: f64 = 1.959_963_984_540_054;

/// Wilson's 95 % interval of a share, as if every observation were independent.
pub fn wilson(part: u64, whole: u64) -> Option<(f64, f64)> {
    if whole == 0 {
        return None;
    }
    let (n, p) = (whole as f64, part as f64 / whole as f64);
    let middle = (p + Z * Z / (2.0 * n)) / (1.0 + Z * Z / n);
    let reach = Z / (1.0 + Z * Z / n) * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    Some(((middle - reach).max(0.0), (middle + reach).min(1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interval_lies_around_the_mean_and_is_the_same_every_time() {
        let values: Vec<f64> = (0..100).map(f64::from).collect();
        let mean = |picked: &[usize]| {
            vec![Some(picked.iter().map(|&p| values[p]).sum::<f64>() / picked.len() as f64), None]
        };
        let found = intervals(values.len(), 1000, mean);
        assert_eq!(found, intervals(values.len(), 1000, mean));
        let (low, high) = found[0].expect("values");
        // The mean is 49.5, its standard error 2.887.
        assert!((low - 43.8).abs() < 0.6 && (high - 55.2).abs() < 0.6, "{low} {high}");
        assert_eq!(found[1], None);
        assert!(intervals(1, 1000, mean).is_empty());
    }

    #[test]
    fn wilsons_interval_is_the_published_one() {
        // Newcombe (1998), Statistics in Medicine 17, table I: 81/263, 15/148, 0/20, 1/29.
        for (part, whole, low, high) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let (l, h) = wilson(part, whole).expect("observations");
            assert!((l - low).abs() < 5e-5 && (h - high).abs() < 5e-5, "{part}/{whole}: {l} {h}");
        }
        assert_eq!(wilson(0, 0), None);
    }
}
