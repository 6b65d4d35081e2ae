//! Whether p and intervals keep what they promise on real articles. Run by hand, on results
//! of your own:
//!
//! ```sh
//! rhetor score articles/ -o results
//! RHETOR_RESULTS=results cargo test --release calibration -- --ignored --nocapture
//! ```
//!
//! `RHETOR_SPLITS` is how many random splits are made of each size, 500 where it is not set.

#![expect(clippy::print_stdout, reason = "its figures are what it is run for")]

use rhetor::compare::contrast::{Pair, pair};
use rhetor::compare::random::Random;
use rhetor::compare::sides::{Measures, Side};
use rhetor::report::compared::measures;
use rhetor::report::saved::Saved;
use rhetor::tally::Part;
use std::collections::BTreeMap;
use std::sync::Arc;

const SAMPLES: u64 = 2000;
const CATEGORIES: [&str; 3] = ["war", "friendship", "hegemony"];

/// All that is said in each article, by whomever.
fn articles(saved: &Saved) -> Vec<Part> {
    let mut articles: BTreeMap<Arc<str>, Part> = BTreeMap::new();
    for row in saved.speaker_articles(saved.speech()).expect("a table") {
        let row = row.expect("a row");
        match articles.get_mut(&row.article_id) {
            Some(part) => part.join(&row.part()),
            None => drop(articles.insert(row.article_id.clone(), row.part())),
        }
    }
    articles.into_values().filter(|part| part.words > 0).collect()
}

/// Sides of the articles that a number names; one that stands twice counts as two articles.
fn sides(articles: &[Part], measures: Measures, chosen: [&[usize]; 2]) -> [Side; 2] {
    let mut number = 0;
    chosen.map(|chosen| {
        let mut side = Side::named("");
        for &at in chosen {
            side.add(number, &measures.row(&articles[at], |counts| counts.hits));
            number += 1;
        }
        side.close(measures);
        side
    })
}

fn compared(sides: &[Side; 2], measures: Measures, columns: &[usize], seed: u64) -> Pair {
    pair(&sides[0], &sides[1], measures, columns, (true, false), (seed, 0))
}

/// The first `n` of a shuffle.
fn drawn(random: &mut Random, of: usize, n: usize) -> Vec<usize> {
    let mut all: Vec<usize> = (0..of).collect();
    for at in 0..n {
        let other = at + random.below(of - at);
        all.swap(at, other);
    }
    all.truncate(n);
    all
}

fn percent(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / whole as f64
}

/// Random halves of `size` articles, between which no difference exists.
fn splits(articles: &[Part], measures: Measures, columns: &[usize], size: usize) {
    let splits = std::env::var("RHETOR_SPLITS").map_or(500, |n| n.parse().expect("a number of splits"));
    let (mut below, mut tested, mut keyness) = ([0; 4], [0; 4], [0; 4]);
    for split in 0..splits {
        let mut random = Random::new(1_000 + split);
        let chosen = drawn(&mut random, articles.len(), size);
        let (a, b) = chosen.split_at(size / 2);
        let found = compared(&sides(articles, measures, [a, b]), measures, columns, split);
        for (at, contrast) in found.contrasts.iter().enumerate() {
            keyness[at] += u64::from(contrast.keyness.g2_p.is_some_and(|p| p < 0.05));
        }
        let p = found.contrasts.iter().map(|c| c.p).chain(found.scales.iter().map(|s| s.p));
        for (at, p) in p.enumerate() {
            tested[at] += u64::from(p.is_some());
            below[at] += u64::from(p.is_some_and(|p| p < 0.05));
        }
    }
    println!("{splits} random splits of {size} articles into halves: share of p < 0.05");
    for (at, name) in CATEGORIES.iter().chain(&["valence"]).enumerate() {
        if tested[at] > 0 {
            let g2 = if at < 3 {
                format!("; of G²: {:.1} %", percent(keyness[at], splits))
            } else {
                String::new()
            };
            println!("  {name:<12} {:.1} % of {}{g2}", percent(below[at], tested[at]), tested[at]);
        }
    }
}

/// Samples of `k` articles, drawn with replacement from all: how often the interval of the
/// sample's rate has the rate of all in it, and that of the ratio of two samples 1.
fn coverage(articles: &[Part], measures: Measures, columns: &[usize], k: usize) {
    let words: u64 = articles.iter().map(|a| a.words).sum();
    let truth = |column: usize| {
        let hits: u64 = articles.iter().map(|a| a.columns[column].hits).sum();
        1000.0 * hits as f64 / words as f64
    };
    let (mut rates, mut ratios, mut tested) = ([0; 3], [0; 3], [0; 3]);
    let mut random = Random::new(7);
    for _ in 0..SAMPLES {
        let mut sample = || (0..k).map(|_| random.below(articles.len())).collect::<Vec<usize>>();
        let (a, b) = (sample(), sample());
        let both = sides(articles, measures, [&a, &b]);
        for (at, &column) in columns.iter().enumerate() {
            let contrast = rhetor::compare::contrast::contrast(&both[0], &both[1], column, None, 0);
            for rate in contrast.rates.into_iter().flatten() {
                rates[at] += u64::from(rate.low <= truth(column) && truth(column) <= rate.high);
            }
            if let Some(ratio) = contrast.ratio {
                tested[at] += 1;
                ratios[at] += u64::from(ratio.low <= 1.0 && 1.0 <= ratio.high);
            }
        }
    }
    println!("{SAMPLES} pairs of samples of {k} articles: 95 % intervals that hold the truth");
    for (at, name) in CATEGORIES.iter().enumerate() {
        let (rate, ratio) = (percent(rates[at], 2 * SAMPLES), percent(ratios[at], tested[at]));
        println!("  {name:<12} rate {rate:.1} %, ratio {ratio:.1} % of {}", tested[at]);
    }
}

#[test]
#[ignore = "needs RHETOR_RESULTS, and minutes"]
fn p_and_intervals_keep_what_they_promise_on_real_articles() {
    let folder = std::env::var("RHETOR_RESULTS").expect("RHETOR_RESULTS names a results folder");
    let saved = Saved::open(folder.as_ref()).expect("results");
    let (articles, measures) = (articles(&saved), measures(&saved));
    let column = |name: &&str| saved.wholes().find(|(_, c)| c.name == *name).map(|(at, _)| at);
    let columns: Vec<usize> = CATEGORIES.iter().filter_map(column).collect();
    assert_eq!(columns.len(), CATEGORIES.len(), "scored with the built-in lexicons");
    let words: u64 = articles.iter().map(|a| a.words).sum();
    println!("{} articles with speech, {words} words", articles.len());
    for size in [articles.len(), articles.len() / 4, 60] {
        splits(&articles, measures, &columns, size);
    }
    for k in [30, 100, 300, articles.len()] {
        coverage(&articles, measures, &columns, k);
    }
}
