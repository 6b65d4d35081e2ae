//! A rate per 1,000 words, its interval, and how unevenly articles contribute.

use super::distributions::{chi_squared_quantile, t_quantile};
use crate::tally::{Speaker, Sums};

/// How an interval was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Linearised ratio estimator over articles, t with k − 1 degrees of freedom.
    ByArticle,
    /// Garwood's exact Poisson interval: fewer than two articles, or no hits.
    Exact,
}

impl Method {
    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::ByArticle => "by_article",
            Self::Exact => "exact_poisson",
        }
    }
}

/// A rate with its uncertainty; rates per 1,000 words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// 1000 · hits / words.
    pub per_1000: f64,
    /// Lower end of the 95 % interval, not below 0.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// How the interval was computed.
    pub method: Method,
    /// (standard error by article / Poisson standard error)²; needs two articles and a hit.
    pub design_effect: Option<f64>,
    /// Gries's DP: 0 where hits fall as words do, towards 1 where one article has them all.
    pub dispersion: Option<f64>,
}

const ALPHA: f64 = 0.05;

/// The rate of one column of a speaker; `None` where the speaker has no words.
pub fn rate(speaker: &Speaker, sums: &Sums) -> Option<Rate> {
    let (hits, words) = (sums.counts.hits, speaker.words);
    if words == 0 {
        return None;
    }
    let per_word = hits as f64 / words as f64;
    let error = standard_error(speaker, sums);
    let (low, high, method) = if let Some(error) = error {
        let reach = t_quantile(1.0 - ALPHA / 2.0, speaker.articles as f64 - 1.0) * error;
        ((per_word - reach).max(0.0), per_word + reach, Method::ByArticle)
    } else {
        let (low, high) = garwood(hits, words);
        (low, high, Method::Exact)
    };
    let poisson = (hits as f64).sqrt() / words as f64;
    Some(Rate {
        per_1000: 1000.0 * per_word,
        low: 1000.0 * low,
        high: 1000.0 * high,
        method,
        design_effect: error.map(|e| (e / poisson) * (e / poisson)),
        dispersion: dispersion(speaker, sums),
    })
}

/// √(k/(k−1) · Σ(hᵢ − r·tᵢ)²) / Σt, hits per word; `None` for one article or no hits.
pub fn standard_error(speaker: &Speaker, sums: &Sums) -> Option<f64> {
    let (k, hits, words) = (speaker.articles, sums.counts.hits, speaker.words);
    if k < 2 || hits == 0 || words == 0 {
        return None;
    }
    let r = hits as f64 / words as f64;
    let squares =
        sums.hits_squared as f64 - 2.0 * r * sums.hits_words as f64 + r * r * speaker.words_squared as f64;
    Some((k as f64 / (k as f64 - 1.0) * squares.max(0.0)).sqrt() / words as f64)
}

/// Garwood's exact interval of a Poisson rate, hits per word.
pub fn garwood(hits: u64, words: u64) -> (f64, f64) {
    let y = hits as f64;
    let n = 2.0 * words as f64;
    let low = if hits == 0 { 0.0 } else { chi_squared_quantile(ALPHA / 2.0, 2.0 * y) / n };
    (low, chi_squared_quantile(1.0 - ALPHA / 2.0, 2.0 * y + 2.0) / n)
}

/// Jeffreys's interval, hits per word: shorter than Garwood's, and begins at 0 without hits.
pub fn jeffreys(hits: u64, words: u64) -> (f64, f64) {
    let (y, n) = (hits as f64, 2.0 * words as f64);
    let low = if hits == 0 { 0.0 } else { chi_squared_quantile(ALPHA / 2.0, 2.0 * y + 1.0) / n };
    (low, chi_squared_quantile(1.0 - ALPHA / 2.0, 2.0 * y + 1.0) / n)
}

/// DP = ½ · Σ |tᵢ/T − hᵢ/H| over articles; `None` without hits.
fn dispersion(speaker: &Speaker, sums: &Sums) -> Option<f64> {
    let (hits, words) = (sums.counts.hits as f64, speaker.words as f64);
    if sums.counts.hits == 0 {
        return None;
    }
    // In order of words and hits, and not multiplied, so that the last digit is always the same.
    let articles = || sums.articles.iter().flat_map(|(pair, n)| std::iter::repeat_n(*pair, *n as usize));
    let with: f64 = articles().map(|(t, h)| (f64::from(t) / words - f64::from(h) / hits).abs()).sum();
    let covered: u64 = articles().map(|(t, _)| u64::from(t)).sum();
    // Articles without a hit differ by their whole share of the words.
    Some(0.5 * (with + (words - covered as f64) / words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Counts;

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-9 * wanted.abs().max(1e-9), "found {found}, wanted {wanted}");
    }

    /// Values by scipy and statsmodels.
    #[test]
    fn exact_intervals_agree_with_scipy() {
        for (y, n, low, high) in [
            (0, 500, 0.0, 7.377_758_908_227_871),
            (1, 12, 2.109_817_332_024_156_2, 464.303_615_911_574_8),
            (17, 4200, 2.357_887_254_668_403_6, 6.480_630_194_263_48),
            (250, 10_000, 21.996_799_563_093_73, 28.298_770_504_231_605),
        ] {
            let (found_low, found_high) = garwood(y, n);
            close(1000.0 * found_low, low);
            close(1000.0 * found_high, high);
        }
    }

    fn speaker(hits: &[u64], words: &[u64]) -> (Speaker, Sums) {
        let mut speaker = Speaker { articles: hits.len() as u64, ..Speaker::default() };
        let mut sums = Sums::default();
        for (&h, &t) in hits.iter().zip(words) {
            speaker.words += t;
            speaker.words_squared += u128::from(t * t);
            sums.counts = Counts { hits: sums.counts.hits + h, ..sums.counts };
            sums.hits_squared += u128::from(h * h);
            sums.hits_words += u128::from(h * t);
            if h > 0 {
                *sums.articles.at((t as u32, h as u32)) += 1;
            }
        }
        (speaker, sums)
    }

    #[test]
    fn intervals_by_article_agree_with_a_linearised_ratio_estimator() {
        let (speaker, sums) =
            speaker(&[0, 0, 1, 0, 7, 0, 0, 2, 0, 1, 0, 5], &[22, 31, 40, 12, 55, 18, 27, 33, 9, 41, 16, 60]);
        let found = rate(&speaker, &sums).expect("words");
        close(standard_error(&speaker, &sums).expect("hits"), 0.016_696_126_489_751_835);
        close(found.design_effect.expect("hits"), 2.308_416_857_867_406_7);
        close(found.dispersion.expect("hits"), 0.468_406_593_406_593_4);
        assert_eq!(found.method, Method::ByArticle);
        // t(11) at 0.975 is 2.20098516009164.
        close(
            found.high,
            1000.0 * (0.043_956_043_956_043_96 + 2.200_985_160_091_64 * 0.016_696_126_489_751_835),
        );
    }

    #[test]
    fn no_words_have_no_rate_and_one_article_has_an_exact_interval() {
        let (nobody, sums) = speaker(&[], &[]);
        assert_eq!(rate(&nobody, &sums), None);
        let (one, sums) = speaker(&[3], &[250]);
        let found = rate(&one, &sums).expect("words");
        assert_eq!((found.method, found.design_effect), (Method::Exact, None));
        close(found.low, 2.474_688_491_582_405_4);
    }
}
