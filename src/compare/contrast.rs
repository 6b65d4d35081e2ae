//! Two sides: how far apart their rates are, and whether a lot would put them so.

use super::clusters::LogRatio;
use super::difference::{Means, Ranks};
use super::distributions::t_quantile;
use super::exact;
use super::keyness::Keyness;
use super::permutation::{self, Labelings, Statistic};
use super::rates::{self, Method, Rate};
use super::sides::{Measures, Side, articles};

/// Hits, or articles, below which a rate is marked as thin.
pub const FEW: u64 = 5;

/// Which side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The first.
    A,
    /// The second.
    B,
}

/// A ratio of two rates, the first over the second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ratio {
    /// 0 or infinite where one side has no hits.
    pub value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end, which may be infinite.
    pub high: f64,
    /// How the interval was computed.
    pub method: Method,
    /// Natural logarithm; where a side has no hits, with half added to hits and words of both (Haldane).
    pub log: f64,
}

/// One category of two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrast {
    /// Its column.
    pub column: usize,
    /// Hits of either side.
    pub hits: [u64; 2],
    /// Rates of either side; nothing without words.
    pub rates: [Option<Rate>; 2],
    /// Nothing without hits or without words.
    pub ratio: Option<Ratio>,
    /// By permutation of whole articles; nothing where there is no evidence either way.
    pub p: Option<f64>,
    /// The same, over all tests of the table.
    pub p_adjusted: Option<f64>,
    /// Who has the higher rate; nothing where they are alike.
    pub higher: Option<Which>,
    /// Fewer than five hits or articles, or too few words, on a side.
    pub low_data: bool,
    /// Descriptions, no evidence.
    pub keyness: Keyness,
}

/// What has a mean in place of a rate: valence, balance.
#[derive(Clone, Debug, PartialEq)]
pub struct Scale {
    /// `valence` or `balance`.
    pub name: &'static str,
    /// Sentences, or hits, of either side.
    pub n: [u64; 2],
    /// Articles that have any.
    pub articles: [u64; 2],
    /// Mean of either side with its 95 % interval by article.
    pub means: [Option<Estimate>; 2],
    /// The first less the second, by article.
    pub difference: Option<Means>,
    /// By permutation of whole articles.
    pub p: Option<f64>,
    /// The same, over all tests of the table.
    pub p_adjusted: Option<f64>,
    /// Who has the higher mean.
    pub higher: Option<Which>,
    /// Fewer than five articles on a side.
    pub low_data: bool,
    /// Articles' means by Welch's t, every article weighing alike: a description.
    pub welch: Option<Means>,
    /// Articles' means by rank: a description.
    pub ranks: Option<Ranks>,
}

/// A mean with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// The mean.
    pub value: f64,
    /// Its 95 % interval; nothing under two articles.
    pub interval: Option<(f64, f64)>,
    /// Its standard error.
    pub error: Option<f64>,
}

/// Everything of two sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair {
    /// Names of the sides.
    pub names: [std::sync::Arc<str>; 2],
    /// Articles in which either speaks.
    pub articles: [u64; 2],
    /// Those in which both do.
    pub shared: u64,
    /// Words of either.
    pub words: [u64; 2],
    /// By column, those that were asked for.
    pub contrasts: Vec<Contrast>,
    /// Valence and balance, where they were asked for.
    pub scales: Vec<Scale>,
    /// How labels were permuted.
    pub by: Labelings,
}

/// Compares two sides in some columns, and in valence and balance where these are wanted.
pub fn pair(
    a: &Side,
    b: &Side,
    measures: Measures,
    columns: &[usize],
    (valence, balance): (bool, bool),
    (seed, min_words): (u64, u64),
) -> Pair {
    let articles = articles(a, b);
    let mut statistics: Vec<Statistic> = columns.iter().map(|&c| measures.rate(c)).collect();
    let mut scales: Vec<(&'static str, Statistic, f64)> = Vec::new();
    if valence {
        // Compounds are kept in ten-thousandths.
        scales.push(("valence", measures.valence(), 10_000.0));
    }
    if balance && measures.balance.is_some() {
        scales.push(("balance", measures.balance(), 1.0));
    }
    statistics.extend(scales.iter().map(|s| s.1));
    let permuted = permutation::test(&articles, measures.slots(), &statistics, seed);
    let mut p = permuted.p.into_iter();
    let of_column = |&column: &usize| contrast(a, b, column, p.next().flatten(), min_words);
    let contrasts = columns.iter().map(of_column).collect();
    let of_scale = |(name, statistic, unit)| scale(a, b, name, statistic, unit, p.next().flatten());
    Pair {
        names: [a.name.clone(), b.name.clone()],
        articles: [a.together.articles, b.together.articles],
        shared: articles.iter().filter(|x| x.a.is_some() && x.b.is_some()).count() as u64,
        words: [a.together.words, b.together.words],
        contrasts,
        scales: scales.into_iter().map(of_scale).collect(),
        by: permuted.by,
    }
}

/// One column of two sides, with the p that a permutation gave.
pub fn contrast(a: &Side, b: &Side, column: usize, p: Option<f64>, min_words: u64) -> Contrast {
    let sides = [&a.together, &b.together];
    let hits = sides.map(|s| s.columns[column].counts.hits);
    let rates = sides.map(|s| rates::rate(s, &s.columns[column]));
    let ratio = ratio(a, b, column);
    let thin = |at: usize| hits[at] < FEW || sides[at].articles < FEW || sides[at].words < min_words;
    Contrast {
        column,
        hits,
        rates,
        ratio,
        p: p.filter(|_| hits[0] + hits[1] > 0),
        p_adjusted: None,
        higher: higher(rates[0].map(|r| r.per_1000), rates[1].map(|r| r.per_1000)),
        low_data: thin(0) || thin(1),
        keyness: Keyness::of((hits[0], sides[0].words), (hits[1], sides[1].words)),
    }
}

fn higher(a: Option<f64>, b: Option<f64>) -> Option<Which> {
    let (a, b) = a.zip(b)?;
    if (a - b).abs() <= 1e-12 * a.abs().max(b.abs()) {
        return None;
    }
    Some(if a > b { Which::A } else { Which::B })
}

/// By article where both sides have hits in two articles at least, else exact.
fn ratio(a: &Side, b: &Side, column: usize) -> Option<Ratio> {
    let of = |side: &Side| {
        let (s, sums) = (&side.together, &side.together.columns[column]);
        let rate = (s.words > 0).then(|| sums.counts.hits as f64 / s.words as f64)?;
        Some((rate, rates::standard_error(s, sums), s.articles, (sums.counts.hits, s.words)))
    };
    let ((rate_a, error_a, k_a, a), (rate_b, error_b, k_b, b)) = (of(a)?, of(b)?);
    if a.0 + b.0 == 0 {
        return None;
    }
    let (value, haldane) = (rate_a / rate_b, Keyness::of(a, b).log_haldane);
    let log = if a.0 > 0 && b.0 > 0 { value.ln() } else { haldane? };
    let by_article = error_a.zip(error_b).and_then(|(x, y)| LogRatio::of((rate_a, x, k_a), (rate_b, y, k_b)));
    let (interval, method) = match by_article {
        Some(ratio) => (ratio.interval(), Method::ByArticle),
        None => (exact::ratio_interval(a, b)?, Method::Exact),
    };
    Some(Ratio { value, low: interval.0, high: interval.1, method, log })
}

fn scale(a: &Side, b: &Side, name: &'static str, statistic: Statistic, unit: f64, p: Option<f64>) -> Scale {
    let fractions = [a, b].map(|side| side.fractions(statistic));
    let n = fractions.each_ref().map(|f| f.iter().map(|x| x.1).sum::<i64>().max(0) as u64);
    let articles = fractions.each_ref().map(|f| f.len() as u64);
    // Under five hits a balance is a coin or two.
    let enough = |at: usize| name != "balance" || n[at] >= FEW;
    let estimates = fractions.each_ref().map(|f| estimate(f, unit));
    let means = [0, 1].map(|at| estimates[at].filter(|_| enough(at)));
    let squared = |at: usize| {
        let mean = means[at]?;
        Some((mean.value, mean.error?.powi(2), articles[at]))
    };
    let by_article = fractions.each_ref().map(|f| {
        let mean = |&(over, under): &(i64, i64)| over as f64 / under as f64 / unit;
        f.iter().map(mean).collect::<Vec<f64>>()
    });
    let both = means[0].is_some() && means[1].is_some();
    Scale {
        name,
        n,
        articles,
        means,
        difference: squared(0).zip(squared(1)).and_then(|(x, y)| Means::of(x, y)),
        p: p.filter(|_| both),
        p_adjusted: None,
        higher: higher(means[0].map(|m| m.value), means[1].map(|m| m.value)),
        low_data: articles.iter().any(|&k| k < FEW),
        welch: Means::welch(&by_article[0], &by_article[1]),
        ranks: Ranks::of(&by_article[0], &by_article[1]),
    }
}

/// The ratio estimator of fractions by article, within −1 and 1.
fn estimate(fractions: &[(i64, i64)], unit: f64) -> Option<Estimate> {
    let (over, under) = fractions.iter().fold((0, 0), |(x, y), (over, under)| (x + over, y + under));
    if under == 0 {
        return None;
    }
    let (r, k) = (over as f64 / under as f64, fractions.len() as f64);
    let squares: f64 = fractions.iter().map(|&(o, u)| (o as f64 - r * u as f64).powi(2)).sum();
    let error = (k >= 2.0).then(|| (k / (k - 1.0) * squares).sqrt() / under as f64 / unit);
    let value = r / unit;
    let interval = error.map(|error| {
        let reach = t_quantile(0.975, k - 1.0) * error;
        ((value - reach).max(-1.0), (value + reach).min(1.0))
    });
    Some(Estimate { value, interval, error })
}

/// Adjusts all p of a table, those of rates and those of scales each among themselves.
pub fn adjust(pairs: &mut [Pair]) {
    let p: Vec<Option<f64>> = pairs.iter().flat_map(|pair| pair.contrasts.iter().map(|c| c.p)).collect();
    let mut adjusted = super::multiplicity::benjamini_hochberg(&p).into_iter();
    for contrast in pairs.iter_mut().flat_map(|pair| &mut pair.contrasts) {
        contrast.p_adjusted = adjusted.next().flatten();
    }
    let p: Vec<Option<f64>> = pairs.iter().flat_map(|pair| pair.scales.iter().map(|s| s.p)).collect();
    let mut adjusted = super::multiplicity::benjamini_hochberg(&p).into_iter();
    for scale in pairs.iter_mut().flat_map(|pair| &mut pair.scales) {
        scale.p_adjusted = adjusted.next().flatten();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::valence::Valence;
    use crate::tally::{Counts, Part, Sorted};

    const MEASURES: Measures = Measures { columns: 2, balance: Some((0, 1)) };

    /// Articles as words, hits of war and of friendship, numbered from some number on.
    fn side(from: u32, articles: &[(u64, u64, u64)]) -> Side {
        let mut side = Side::named(format!("from {from}"));
        for (at, &(words, war, friendship)) in articles.iter().enumerate() {
            let hits = |hits| Counts { hits, ..Counts::default() };
            let part = Part {
                key: "".into(),
                name: "".into(),
                kind: None,
                quotes: 1,
                unique: 1,
                counted: 1,
                words,
                columns: [hits(war), hits(friendship)].into_iter().collect(),
                valence: Valence { sum: 1000 * war as i64, sentences: 1, terms: 1 },
                confidence: 0,
                terms: Sorted::new(),
            };
            side.add(from + at as u32, &MEASURES.row(&part, |counts| counts.hits));
        }
        side.close(MEASURES);
        side
    }

    fn compared(a: &Side, b: &Side) -> Pair {
        pair(a, b, MEASURES, &[0, 1], (true, true), (1, 0))
    }

    #[test]
    fn without_hits_on_one_side_the_ratio_is_zero_or_infinite_with_an_exact_interval() {
        let a = side(0, &[(1000, 0, 0), (1000, 0, 0), (1000, 0, 0)]);
        let b = side(9, &[(2000, 4, 0), (2000, 5, 0)]);
        let found = compared(&a, &b);
        let war = found.contrasts[0].ratio.expect("hits");
        assert_eq!((war.value, war.low, war.method), (0.0, 0.0, Method::Exact));
        assert!((war.log - ((0.5_f64 / 3000.5) / (9.5 / 4000.5)).ln()).abs() < 1e-12);
        assert_eq!(found.contrasts[0].higher, Some(Which::B));
        let back = compared(&b, &a).contrasts[0].ratio.expect("hits");
        assert!(back.value.is_infinite() && back.high.is_infinite());
        assert!((back.low * war.high - 1.0).abs() < 1e-9, "{back:?} {war:?}");
    }

    #[test]
    fn without_hits_on_either_side_there_is_no_evidence_and_no_test_to_adjust_for() {
        let (a, b) = (side(0, &[(100, 3, 0), (90, 1, 0)]), side(5, &[(80, 0, 0), (70, 1, 0)]));
        let mut pairs = [compared(&a, &b)];
        adjust(&mut pairs);
        let [war, friendship] = &pairs[0].contrasts[..] else { panic!("two columns") };
        assert_eq!((friendship.p, friendship.p_adjusted, friendship.ratio), (None, None, None));
        assert_eq!(friendship.higher, None);
        assert!(war.p.is_some());
        assert_eq!(war.p_adjusted, war.p, "the only test of its table");
    }

    #[test]
    fn the_interval_of_a_ratio_is_by_article_where_both_have_two_with_hits() {
        let (a, b) = (side(0, &[(100, 3, 0), (90, 1, 0)]), side(5, &[(80, 2, 0), (70, 1, 0)]));
        let ratio = compared(&a, &b).contrasts[0].ratio.expect("hits");
        assert_eq!(ratio.method, Method::ByArticle);
        assert!(ratio.low < ratio.value && ratio.value < ratio.high);
        let one = side(9, &[(100, 7, 0)]);
        assert_eq!(compared(&a, &one).contrasts[0].ratio.map(|r| r.method), Some(Method::Exact));
    }

    #[test]
    fn what_two_members_say_in_one_article_is_one_article() {
        let mut a = Side::named("group");
        let (x, y) = (side(0, &[(10, 2, 0)]), side(0, &[(30, 1, 4)]));
        for row in x.rows.values().chain(y.rows.values()) {
            let own: Vec<_> = row.iter().copied().filter(|(slot, _)| *slot != 5 && *slot != 6).collect();
            a.add(0, &own);
        }
        a.close(MEASURES);
        assert_eq!((a.together.articles, a.together.words, a.together.columns[0].counts.hits), (1, 40, 3));
        assert_eq!(a.fractions(MEASURES.balance()), [(1, 7)]);
    }

    #[test]
    fn balance_and_valence_are_means_by_article_with_an_interval_of_their_difference() {
        let (a, b) = (side(0, &[(50, 4, 1), (50, 3, 2)]), side(5, &[(50, 1, 4), (50, 0, 6), (50, 1, 3)]));
        let found = compared(&a, &b);
        let [valence, balance] = &found.scales[..] else { panic!("two scales") };
        assert_eq!((valence.name, balance.name), ("valence", "balance"));
        let mean = |scale: &Scale, at: usize| scale.means[at].expect("a mean").value;
        assert!((mean(balance, 0) + 0.4).abs() < 1e-12 && (mean(balance, 1) - 11.0 / 15.0).abs() < 1e-12);
        assert!((mean(valence, 0) - 0.35).abs() < 1e-12);
        assert_eq!((balance.higher, valence.higher), (Some(Which::B), Some(Which::A)));
        let (low, high) = balance.difference.expect("articles").interval();
        assert!(low < -0.4 - 11.0 / 15.0 && -0.4 - 11.0 / 15.0 < high);
    }

    #[test]
    fn too_few_hits_or_articles_or_words_are_marked() {
        let a = side(0, &[(100, 5, 0); 5]);
        let b = side(9, &[(100, 1, 0); 5]);
        let low = |a: &Side, b: &Side, words| {
            pair(a, b, MEASURES, &[0], (false, false), (1, words)).contrasts[0].low_data
        };
        assert!(!low(&a, &b, 300));
        assert!(low(&a, &b, 501));
        assert!(low(&a, &side(9, &[(100, 3, 0); 4]), 300));
        assert!(low(&a, &side(9, &[(100, 0, 0); 9]), 300));
    }
}
