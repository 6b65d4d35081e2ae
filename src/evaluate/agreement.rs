//! How far several coders agree: share, Cohen's kappa, Krippendorff's alpha (nominal).
//!
//! Cohen (1960), Educational and Psychological Measurement 20; Krippendorff (2004),
//! *Content Analysis*, chapter 11. A unit that fewer than two coded says nothing.

use super::resample;
use std::collections::BTreeMap;

/// What each coder said of one unit, as the number of a category; `None` where left blank.
pub type Unit = Vec<Option<usize>>;

/// How far coders agree.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// Units that at least two coders coded.
    pub units: usize,
    /// Share of pairs of codes of one unit that are the same.
    pub share: Option<f64>,
    /// Cohen's kappa; only with two coders, and only where chance alone would not agree.
    pub kappa: Option<f64>,
    /// Krippendorff's alpha; only where more than one category occurs.
    pub alpha: Option<f64>,
}

/// The agreement over these units.
pub fn of<'a>(units: impl IntoIterator<Item = &'a Unit>) -> Agreement {
    let coded: Vec<(&Unit, Vec<usize>)> = units
        .into_iter()
        .map(|u| (u, u.iter().flatten().copied().collect::<Vec<usize>>()))
        .filter(|(_, codes)| codes.len() >= 2)
        .collect();
    let pairs: Vec<(usize, usize)> =
        coded.iter().filter_map(|(u, _)| if let [a, b] = u[..] { a.zip(b) } else { None }).collect();
    let (mut same, mut all) = (0u64, 0u64);
    for (_, codes) in &coded {
        for (at, code) in codes.iter().enumerate() {
            all += (codes.len() - at - 1) as u64;
            same += codes[at + 1..].iter().filter(|other| *other == code).count() as u64;
        }
    }
    Agreement {
        units: coded.len(),
        share: (all > 0).then(|| same as f64 / all as f64),
        kappa: kappa(&pairs),
        alpha: alpha(&coded.into_iter().map(|c| c.1).collect::<Vec<_>>()),
    }
}

fn kappa(pairs: &[(usize, usize)]) -> Option<f64> {
    let n = pairs.len() as f64;
    let (mut first, mut second) = (BTreeMap::new(), BTreeMap::new());
    for &(a, b) in pairs {
        *first.entry(a).or_insert(0.0) += 1.0;
        *second.entry(b).or_insert(0.0) += 1.0;
    }
    let observed = pairs.iter().filter(|(a, b)| a == b).count() as f64 / n;
    let chance: f64 =
        first.iter().map(|(c, k): (_, &f64)| k * second.get(c).unwrap_or(&0.0)).sum::<f64>() / (n * n);
    (!pairs.is_empty() && chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
}

fn alpha(units: &[Vec<usize>]) -> Option<f64> {
    let mut totals: BTreeMap<usize, f64> = BTreeMap::new();
    let mut disagreeing = 0.0;
    for codes in units {
        let m = codes.len() as f64;
        let mut of: BTreeMap<usize, f64> = BTreeMap::new();
        for &code in codes {
            *of.entry(code).or_default() += 1.0;
            *totals.entry(code).or_default() += 1.0;
        }
        let same: f64 = of.values().map(|k| k * k).sum();
        disagreeing += (m * m - same) / (m - 1.0);
    }
    let n: f64 = totals.values().sum();
    let same: f64 = totals.values().map(|k| k * k).sum();
    let by_chance = n * n - same;
    (by_chance > 0.0).then(|| 1.0 - (n - 1.0) * disagreeing / by_chance)
}

/// The 95 % intervals of share, kappa and alpha by resampling articles; `articles[i]` holds
/// the units of one article.
pub fn intervals(articles: &[Vec<Unit>], resamples: usize) -> [Option<(f64, f64)>; 3] {
    let statistics = |picked: &[usize]| {
        let found = of(picked.iter().flat_map(|&p| &articles[p]));
        vec![found.share, found.kappa, found.alpha]
    };
    let ends = resample::intervals(articles.len(), resamples, statistics);
    [0, 1, 2].map(|at| ends.get(at).copied().flatten())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, wanted: f64) {
        assert!(found.is_some_and(|f| (f - wanted).abs() < 1e-12), "{found:?}, wanted {wanted}");
    }

    #[test]
    fn kappa_of_a_table_worked_by_hand() {
        // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, by chance 0.5, kappa 0.4.
        let cell = |a, b, n| std::iter::repeat_n(vec![Some(a), Some(b)], n);
        let units: Vec<Unit> =
            cell(1, 1, 20).chain(cell(1, 0, 5)).chain(cell(0, 1, 10)).chain(cell(0, 0, 15)).collect();
        let found = of(&units);
        close(found.share, 0.7);
        close(found.kappa, 0.4);
        // Alpha: 30 ordered pairs disagree; 55 yes, 45 no: 1 − 99 · 30 / (2 · 55 · 45) = 0.4.
        close(found.alpha, 0.4);
    }

    #[test]
    fn alpha_of_three_coders_with_blanks_worked_by_hand() {
        // Units (1,1,1), (1,2,–), (2,2,1), (3,–,–): the last says nothing.
        let units = vec![
            vec![Some(1), Some(1), Some(1)],
            vec![Some(1), Some(2), None],
            vec![Some(2), Some(2), Some(1)],
            vec![Some(3), None, None],
        ];
        let found = of(&units);
        assert_eq!((found.units, found.kappa), (3, None));
        // Pairs: 3 of 3, 0 of 1, 1 of 3.
        close(found.share, 4.0 / 7.0);
        // Disagreeing: 0 + (4 − 2)/1 + (9 − 5)/2 = 4; five 1s, three 2s: 64 − 34 = 30.
        close(found.alpha, 1.0 - 7.0 * 4.0 / 30.0);
    }

    #[test]
    fn one_category_alone_measures_no_agreement() {
        let found = of(&vec![vec![Some(1), Some(1)]; 5]);
        assert_eq!((found.share, found.kappa, found.alpha), (Some(1.0), None, None));
        assert_eq!(of(&Vec::<Unit>::new()), Agreement::default());
    }
}
