//! The interval of a mean valence, with the article as the unit, as for rates.

use super::distributions::t_quantile;
use crate::tally::ValenceSums;

/// The 95 % interval of a mean compound, within −1 and 1: a ratio estimator (sum of an
/// article's compounds over its sentences), t with k − 1 degrees of freedom. `None` under
/// two articles.
pub fn interval(sums: &ValenceSums) -> Option<(f64, f64)> {
    let mean = sums.all.mean()?;
    let reach = t_quantile(0.975, sums.articles.checked_sub(1)? as f64) * standard_error(sums)?;
    Some(((mean - reach).max(-1.0), (mean + reach).min(1.0)))
}

/// √(k/(k−1) · Σ(vᵢ − r·sᵢ)²) / Σs for sums vᵢ and sentences sᵢ of the articles; `None`
/// under two.
pub fn standard_error(sums: &ValenceSums) -> Option<f64> {
    let (k, sentences) = (sums.articles as f64, sums.all.sentences as f64);
    if sums.articles < 2 {
        return None;
    }
    let r = sums.all.sum as f64 / sentences;
    let squares =
        sums.sum_squared as f64 - 2.0 * r * sums.sum_sentences as f64 + r * r * sums.sentences_squared as f64;
    Some((k / (k - 1.0) * squares.max(0.0)).sqrt() / sentences / 10_000.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::score::valence::Valence;
    use crate::tally::{Columns, Part, Sorted, Speaker};

    fn sums(articles: &[(i64, u64)]) -> ValenceSums {
        let mut speaker = Speaker::default();
        for &(sum, sentences) in articles {
            let part = Part {
                key: "holt".into(),
                name: "Holt".into(),
                kind: None,
                quotes: 1,
                unique: 1,
                counted: 1,
                words: 5,
                columns: Columns::default(),
                valence: Valence { sum, sentences, terms: 0 },
                confidence: 0,
                terms: Sorted::new(),
            };
            speaker.add(&part, None, None);
        }
        speaker.valence
    }

    #[test]
    fn the_interval_is_that_of_a_ratio_estimator_over_articles() {
        // Sums 1.2, -0.5, 0.3 over 4, 2, 3 sentences: the mean is 1/9, the residuals
        // 0.755556, -0.722222 and -0.033333; t(2) at 0.975 is 4.30265272974946.
        let sums = sums(&[(12_000, 4), (-5000, 2), (3000, 3), (0, 0)]);
        let squares: f64 = 0.755_555_555_555_555_6_f64.powi(2)
            + 0.722_222_222_222_222_2_f64.powi(2)
            + 0.033_333_333_333_333_33_f64.powi(2);
        let error = (1.5 * squares).sqrt() / 9.0;
        assert!((standard_error(&sums).expect("three articles") - error).abs() < 1e-12);
        let (low, high) = interval(&sums).expect("three articles");
        assert!((low - (1.0 / 9.0 - 4.302_652_729_749_46 * error)).abs() < 1e-9, "{low}");
        assert!((high - (1.0 / 9.0 + 4.302_652_729_749_46 * error)).abs() < 1e-9, "{high}");
    }

    #[test]
    fn one_article_has_a_mean_and_no_interval_and_none_has_neither() {
        let one = sums(&[(12_000, 4)]);
        assert_eq!((one.all.mean(), interval(&one)), (Some(0.3), None));
        let silent = sums(&[(0, 0), (0, 0)]);
        assert_eq!((silent.all.mean(), interval(&silent)), (None, None));
    }

    #[test]
    fn an_interval_ends_where_compounds_do() {
        let (low, high) = interval(&sums(&[(9000, 1), (-9000, 1)])).expect("two articles");
        assert!((low + 1.0).abs() < 1e-12 && (high - 1.0).abs() < 1e-12, "{low} {high}");
    }
}
