//! Worked statistics, computed elsewhere: `tests/statistics/vectors.json`, which
//! `tests/statistics/make_vectors.py` writes with scipy and statsmodels.
//!
//! Any file of the same form can be tested: `RHETOR_VECTORS=FILE cargo test vectors`.

use rhetor::compare::clusters::{Clusters, LogRatio};
use rhetor::compare::difference::{Means, Ranks};
use rhetor::compare::distributions::normal_tails;
use rhetor::compare::keyness::Keyness;
use rhetor::compare::marking::{informative, marking};
use rhetor::compare::models::{NegativeBinomial, Poisson};
use rhetor::compare::multiplicity::{benjamini_hochberg, holm};
use rhetor::compare::permutation::{Article, Labelings, Statistic, test};
use rhetor::compare::random::Random;
use rhetor::compare::{exact, rates};
use rhetor::evaluate::resample::wilson;
use rhetor::score::valence;
use serde_json::Value;

/// A file of vectors, and what in it was looked at.
struct Vectors {
    all: Value,
    /// Differences, one a line.
    wrong: Vec<String>,
    checked: usize,
}

impl Vectors {
    fn near(&mut self, place: &str, found: Option<f64>, wanted: &Value, tolerance: f64) {
        self.checked += 1;
        let wanted_number = match wanted {
            Value::String(s) if s == "inf" => Some(f64::INFINITY),
            other => other.as_f64(),
        };
        let same = match (found, wanted_number) {
            (None, None) => wanted.is_null() || wanted == "null",
            (Some(f), Some(w)) if w.is_finite() && f.is_finite() => {
                // A difference that is 0 on paper is rounding here.
                (f - w).abs() <= (tolerance * w.abs()).max(1e-13)
            }
            (f, w) => f == w,
        };
        if !same {
            self.wrong.push(format!("{place}: found {found:?}, wanted {wanted}"));
        }
    }

    /// A field of an object, where it has one.
    fn field(&mut self, place: &str, row: &Value, name: &str, found: Option<f64>) {
        if let Some(wanted) = row.get(name) {
            self.near(&format!("{place}.{name}"), found, wanted, 1e-9);
        }
    }

    fn pair(&mut self, place: &str, row: &Value, name: &str, found: Option<(f64, f64)>) {
        let Some(wanted) = row.get(name) else { return };
        for (at, end) in [found.map(|f| f.0), found.map(|f| f.1)].into_iter().enumerate() {
            let wanted = if wanted.is_null() { wanted } else { &wanted[at] };
            self.near(&format!("{place}.{name}[{at}]"), end, wanted, 1e-9);
        }
    }

    fn list(&mut self, place: &str, found: &[f64], wanted: &Value) {
        let wanted = numbers(wanted);
        assert_eq!(found.len(), wanted.len(), "{place}");
        for (at, (f, w)) in found.iter().zip(wanted).enumerate() {
            self.near(&format!("{place}[{at}]"), Some(*f), &Value::from(w), 1e-9);
        }
    }
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().expect("a list").iter().map(|v| v.as_f64().expect("a number")).collect()
}

fn counts(value: &Value) -> Vec<u64> {
    value.as_array().expect("a list").iter().map(|v| v.as_u64().expect("a count")).collect()
}

fn rows<'a>(all: &'a Value, block: &str) -> &'a [Value] {
    all[block]["rows"].as_array().expect("rows")
}

fn per_1000((low, high): (f64, f64)) -> (f64, f64) {
    (1000.0 * low, 1000.0 * high)
}

fn rate_intervals(v: &mut Vectors) {
    for (at, row) in rows(&v.all.clone(), "rate_per_1000").iter().enumerate() {
        let (y, n) = (row["y"].as_u64().expect("hits"), row["n"].as_u64().expect("words"));
        let place = format!("rate_per_1000[{at}]");
        let some = |interval: (f64, f64)| (n > 0).then(|| per_1000(interval));
        v.field(&place, row, "per1000", (n > 0).then(|| 1000.0 * y as f64 / n as f64));
        v.pair(&place, row, "garwood95", some(rates::garwood(y, n)));
        v.pair(&place, row, "jeffreys95", some(rates::jeffreys(y, n)));
        v.pair(&place, row, "wilson95", wilson(y, n).map(per_1000));
    }
}

fn two_speakers(v: &mut Vectors) {
    for (at, row) in rows(&v.all.clone(), "two_speakers").iter().enumerate() {
        let count = |name: &str| row[name].as_u64().expect("a count");
        let (a, b) = ((count("a"), count("tokens_a")), (count("b"), count("tokens_b")));
        let k = Keyness::of(a, b);
        let place = format!("two_speakers[{at}]");
        if row["all_null"] == true {
            assert_eq!(k, Keyness::default(), "{place}");
            assert_eq!((exact::poisson_p(a, b), exact::ratio_interval(a, b)), (None, None), "{place}");
            assert_eq!(exact::fisher_p(a, b), None, "{place}");
            v.checked += 4;
            continue;
        }
        let ratio = (a.0 + b.0 > 0).then(|| (a.0 as f64 / a.1 as f64) / (b.0 as f64 / b.1 as f64));
        for (name, found) in [
            ("rate_ratio", ratio),
            ("g2_4cell", k.g2),
            ("g2_2cell_rayson", k.g2_two_cells),
            ("g2_p", k.g2_p),
            ("chi2", k.chi_squared),
            ("chi2_p", k.chi_squared_p),
            ("chi2_yates", k.yates),
            ("chi2_yates_p", k.yates_p),
            ("min_expected", k.least_expected),
            ("fisher_p", exact::fisher_p(a, b)),
            ("poisson_exact_cond_p", exact::poisson_p(a, b)),
            ("log_rr_haldane", k.log_haldane),
            ("log_rr_haldane_se", k.log_haldane_error),
            ("log_ratio_hardie_log2", k.log_ratio),
            ("pct_diff_gabrielatos", k.percent_difference),
            ("ell_johnston", k.ell),
            ("bic_wilson", k.bic),
        ] {
            v.field(&place, row, name, found);
        }
        v.pair(&place, row, "rate_ratio_ci95_exact_cond", exact::ratio_interval(a, b));
        v.pair(&place, row, "rr_haldane_ci95", k.haldane_interval());
    }
}

fn fightin_words(v: &mut Vectors) {
    let block = v.all["fightin_words"].clone();
    let (a, b) = (counts(&block["y_a"]), counts(&block["y_b"]));
    let (all_a, all_b) = (a.iter().sum::<u64>(), b.iter().sum::<u64>());
    let prior = informative(&counts(&block["background"]));
    v.list("fightin_words.alpha", &prior, &block["alpha"]);
    let weigh = |prior: &[f64]| -> Vec<_> {
        let all = prior.iter().sum();
        let each = a.iter().zip(&b).zip(prior);
        each.map(|((&a, &b), &own)| marking((a, all_a), (b, all_b), own, all)).collect()
    };
    let found = weigh(&prior);
    let of = |f: fn(&rhetor::compare::marking::Marking) -> f64| found.iter().map(f).collect::<Vec<_>>();
    v.list("fightin_words.delta", &of(|m| m.log_odds), &block["delta"]);
    v.list("fightin_words.variance", &of(|m| m.variance), &block["variance"]);
    v.list("fightin_words.z", &of(|m| m.z()), &block["z"]);
    v.list("fightin_words.p_two_sided", &of(|m| normal_tails(m.z())), &block["p_two_sided"]);
    let flat = weigh(&vec![block["flat_alpha"].as_f64().expect("a prior"); a.len()]);
    v.list("flat_delta", &flat.iter().map(|m| m.log_odds).collect::<Vec<_>>(), &block["flat_delta"]);
    v.list("flat_z", &flat.iter().map(|m| m.z()).collect::<Vec<_>>(), &block["flat_z"]);
}

type Adjust = fn(&[Option<f64>]) -> Vec<Option<f64>>;

fn multiplicity(v: &mut Vectors) {
    let block = v.all["multiplicity"].clone();
    let cases: [(&str, &str, Adjust); 3] =
        [("p", "bh", benjamini_hochberg), ("p", "holm", holm), ("ties_p", "ties_bh", benjamini_hochberg)];
    for (from, to, adjust) in cases {
        let p: Vec<Option<f64>> = numbers(&block[from]).into_iter().map(Some).collect();
        let found: Vec<f64> = adjust(&p).into_iter().flatten().collect();
        v.list(to, &found, &block[to]);
        // What cannot be tested is left out of m and stays empty.
        let mut gappy = vec![None];
        gappy.extend(p);
        gappy.push(None);
        let gappy = adjust(&gappy);
        assert_eq!((gappy[0], gappy[gappy.len() - 1]), (None, None));
        v.list(to, &gappy.into_iter().flatten().collect::<Vec<_>>(), &block[to]);
    }
}

fn clusters(v: &mut Vectors) {
    let block = v.all["clusters"].clone();
    let side = |name: &str| (counts(&block[name]["hits"]), counts(&block[name]["tokens"]));
    let (a, b) = (side("a"), side("b"));
    let of = |side: &'static str, (hits, words): &(Vec<u64>, Vec<u64>), v: &mut Vectors| {
        let c = Clusters { hits, words };
        let row = &block[side];
        v.field(side, row, "rate", c.rate());
        v.field(side, row, "se_cluster", c.standard_error());
        v.field(side, row, "se_jackknife", c.jackknife_error());
        v.field(side, row, "se_poisson", c.poisson_error());
        v.field(side, row, "design_effect", c.design_effect());
        (c.rate().expect("words"), c.standard_error().expect("articles"), hits.len() as u64)
    };
    let (one, other) = (of("a", &a, v), of("b", &b, v));
    let log = LogRatio::of(one, other).expect("hits");
    let (delta, welch) = (&block["log_rr_cluster_delta"], &block["log_rr_cluster_welch"]);
    v.field("delta", delta, "log_rr", Some(log.log));
    v.field("delta", delta, "se", Some(log.error));
    v.field("delta", delta, "p", Some(log.normal_p()));
    v.pair("delta", delta, "ci95", Some(log.normal_interval()));
    v.field("welch", welch, "df", Some(log.freedom));
    v.field("welch", welch, "p", Some(log.p()));
    v.pair("welch", welch, "ci95", Some(log.interval()));
    let (a, b) = (Clusters { hits: &a.0, words: &a.1 }, Clusters { hits: &b.0, words: &b.1 });
    let poisson = Poisson::of(a, b).expect("hits");
    v.field("clusters", &block, "log_rate_ratio", Some(poisson.log_ratio));
    v.field("clusters", &block, "se_poisson", Some(poisson.error));
    v.field("clusters", &block, "p_poisson", Some(poisson.p()));
    v.field("clusters", &block, "dispersion_pearson", Some(poisson.dispersion));
    v.field("clusters", &block, "se_quasipoisson", Some(poisson.quasi_error));
    v.field("clusters", &block, "p_quasipoisson_z", Some(poisson.quasi_p()));
    v.field("clusters", &block, "se_hc0", Some(poisson.robust_error));
    let nb = NegativeBinomial::of(a, b).expect("hits that vary");
    let tolerance = block["nb_tolerance"].as_f64().expect("a tolerance");
    for (name, found) in
        [("nb_alpha", nb.alpha), ("nb_log_rate_ratio", nb.log_ratio), ("nb_se", nb.error), ("nb_p", nb.p())]
    {
        v.near(name, Some(found), &block[name], tolerance);
    }
}

fn permutation(v: &mut Vectors) {
    let block = v.all["permutation_by_cluster"].clone();
    let rows = |side: &str| {
        let (hits, words) = (counts(&block[side]["hits"]), counts(&block[side]["tokens"]));
        let row = |(h, t): (u64, u64)| vec![(0, h as i64), (1, t as i64)];
        hits.into_iter().zip(words).map(row).collect::<Vec<_>>()
    };
    let rate = |side: &str| {
        let sum = |of: &str| counts(&block[side][of]).iter().sum::<u64>() as f64;
        sum("hits") / sum("tokens")
    };
    let mut articles: Vec<Article> = rows("a").into_iter().map(|r| Article { a: Some(r), b: None }).collect();
    articles.extend(rows("b").into_iter().map(|r| Article { a: None, b: Some(r) }));
    let found = test(&articles, 2, &[Statistic { over: 0, under: 1 }], 1);
    assert_eq!(found.by, Labelings::All(block["n"].as_u64().expect("a count")));
    v.near("permutation.observed", Some(rate("a") - rate("b")), &block["observed"], 1e-9);
    v.near("permutation.p_abs", found.p[0], &block["p_abs"], 1e-9);
}

fn bootstrap(v: &mut Vectors) {
    let (block, a) = (v.all["bootstrap_by_quote"].clone(), v.all["clusters"]["a"].clone());
    let mut random = Random::new(20_240_607);
    for wanted in block["first_eight_splitmix64"].as_array().expect("numbers") {
        assert_eq!(wanted, &Value::from(random.number().to_string()));
        v.checked += 1;
    }
    let (hits, words) = (counts(&a["hits"]), counts(&a["tokens"]));
    let mut values = Clusters { hits: &hits, words: &words }.resampled(2000, 20_240_607);
    v.list("first_five_per1000", &values[..5], &block["first_five_per1000"]);
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let squares: f64 = values.iter().map(|x| (x - mean) * (x - mean)).sum();
    v.field("bootstrap", &block, "mean", Some(mean));
    v.field("bootstrap", &block, "sd", Some((squares / (n - 1.0)).sqrt()));
    values.sort_by(f64::total_cmp);
    // numpy's linear quantile lies between two values.
    let quantile = |p: f64| {
        let at = p * (n - 1.0);
        let (low, part) = (at as usize, at.fract());
        values[low] + part * (values[(low + 1).min(values.len() - 1)] - values[low])
    };
    v.pair("bootstrap", &block, "pct95", Some((quantile(0.025), quantile(0.975))));
}

fn sentiment(v: &mut Vectors) {
    let block = v.all["sentiment_two_groups"].clone();
    let (a, b) = (numbers(&block["a"]), numbers(&block["b"]));
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (means, ranks) = (Means::welch(&a, &b).expect("values"), Ranks::of(&a, &b).expect("values"));
    for (name, found) in [
        ("mean_a", Some(mean(&a))),
        ("mean_b", Some(mean(&b))),
        ("welch_t", Some(means.t())),
        ("welch_df", Some(means.freedom)),
        ("welch_p", Some(means.p())),
        ("mannwhitney_u", Some(ranks.u)),
        ("mannwhitney_p", ranks.p),
        ("cliffs_delta", Some(ranks.delta)),
    ] {
        v.field("sentiment", &block, name, found);
    }
    v.pair("sentiment", &block, "welch_ci95", Some(means.interval()));
}

fn valence_and_dispersion(v: &mut Vectors) {
    for row in rows(&v.all.clone(), "vader_normalise") {
        let found = f64::from(valence::compound(row[0].as_f64().expect("a score"))) / 10_000.0;
        v.near("vader_normalise", Some(found), &row[1], 1e-9);
    }
    let block = v.all["gries_dp"].clone();
    let (hits, words) = (counts(&block["hits"]), counts(&block["tokens"]));
    let c = Clusters { hits: &hits, words: &words };
    v.field("gries_dp", &block, "dp", c.dispersion());
    v.field("gries_dp", &block, "dp_norm", c.dispersion_normed());
    let none = vec![0; hits.len()];
    v.field("gries_dp", &block, "all_zero_hits", Clusters { hits: &none, words: &words }.dispersion());
}

fn check(path: &str) {
    let text = std::fs::read_to_string(path).expect("a file of vectors");
    let all: Value = serde_json::from_str(&text).expect("JSON");
    let known = [
        "made_with",
        "tolerance",
        "rate_per_1000",
        "two_speakers",
        "fightin_words",
        "multiplicity",
        "clusters",
        "permutation_by_cluster",
        "bootstrap_by_quote",
        "sentiment_two_groups",
        "vader_normalise",
        "gries_dp",
    ];
    let blocks: Vec<&String> = all.as_object().expect("blocks").keys().collect();
    assert_eq!(blocks, known, "{path}: every block must be tested");
    let mut v = Vectors { all, wrong: Vec::new(), checked: 0 };
    rate_intervals(&mut v);
    two_speakers(&mut v);
    fightin_words(&mut v);
    multiplicity(&mut v);
    clusters(&mut v);
    permutation(&mut v);
    bootstrap(&mut v);
    sentiment(&mut v);
    valence_and_dispersion(&mut v);
    assert!(v.wrong.is_empty(), "{path}: {} of {} differ\n{}", v.wrong.len(), v.checked, v.wrong.join("\n"));
    assert!(v.checked > 250, "{path}: only {} numbers were looked at", v.checked);
}

#[test]
fn every_vector_that_scipy_and_statsmodels_computed_is_met() {
    check("tests/statistics/vectors.json");
}

#[test]
fn the_vectors_of_another_file_are_met_where_one_is_named() {
    if let Ok(path) = std::env::var("RHETOR_VECTORS") {
        check(&path);
    }
}
