//! Rows and columns of `compare.csv`, `compare_valence.csv` and `compare_terms.csv`.

use super::Comparison;
use crate::compare::contrast::{Contrast, Pair, Scale, Which};
use crate::compare::marking;
use crate::report::Cell;
use crate::report::saved::Category;

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_string()).collect()
}

/// Columns of `compare.csv`.
pub fn compare_header() -> Vec<String> {
    header(&[
        "group_a",
        "group_b",
        "category",
        "subcategory",
        "n_articles_a",
        "n_articles_b",
        "n_articles_both",
        "words_a",
        "words_b",
        "hits_a",
        "hits_b",
        "per_1000_a",
        "low_a",
        "high_a",
        "per_1000_b",
        "low_b",
        "high_b",
        "ratio",
        "ratio_low",
        "ratio_high",
        "ratio_interval",
        "log_ratio",
        "p",
        "p_adjusted",
        "method",
        "n_labelings",
        "higher_in",
        "evidence",
        "low_data",
        "descriptive_g2",
        "descriptive_log2_ratio",
        "descriptive_percent_difference",
        "descriptive_ell",
        "descriptive_bic",
        "dispersion_a",
        "dispersion_b",
        "design_effect_a",
        "design_effect_b",
    ])
}

/// A number that may be infinite.
fn number(value: Option<f64>) -> Cell {
    value.filter(|v| !v.is_nan()).map_or(Cell::Missing, Cell::Number)
}

/// A p: that of a permutation is never so small that four decimals make 0 of it.
fn chance(value: Option<f64>) -> Cell {
    Cell::number(value)
}

fn name(pair: &Pair, which: Option<Which>) -> Cell {
    match which {
        Some(Which::A) => Cell::Text(pair.names[0].clone()),
        Some(Which::B) => Cell::Text(pair.names[1].clone()),
        None => Cell::Missing,
    }
}

/// What the p rests on, in words.
fn verdict(hits: [u64; 2], p: Option<f64>) -> Cell {
    match p {
        Some(_) => Cell::Fixed("tested"),
        None if hits == [0, 0] => Cell::Fixed("no evidence: no hits"),
        None => Cell::Fixed("no evidence: no words"),
    }
}

/// One row a pair and category.
pub fn compare(comparison: &Comparison, categories: &[Category]) -> Vec<Vec<Cell>> {
    let rows = comparison.pairs.iter().flat_map(|pair| {
        pair.contrasts.iter().map(|contrast| compare_row(pair, contrast, &categories[contrast.column]))
    });
    rows.collect()
}

fn compare_row(pair: &Pair, contrast: &Contrast, category: &Category) -> Vec<Cell> {
    let Contrast { column: _, hits, rates, ratio, p, p_adjusted, higher, low_data, keyness } = contrast;
    let mut row = vec![
        Cell::Text(pair.names[0].clone()),
        Cell::Text(pair.names[1].clone()),
        Cell::text(&*category.name),
        if category.part.is_empty() { Cell::Missing } else { Cell::text(&*category.part) },
        Cell::Count(pair.articles[0]),
        Cell::Count(pair.articles[1]),
        Cell::Count(pair.shared),
        Cell::Count(pair.words[0]),
        Cell::Count(pair.words[1]),
        Cell::Count(hits[0]),
        Cell::Count(hits[1]),
    ];
    for rate in rates {
        row.extend([
            number(rate.map(|r| r.per_1000)),
            number(rate.map(|r| r.low)),
            number(rate.map(|r| r.high)),
        ]);
    }
    row.extend([
        number(ratio.map(|r| r.value)),
        number(ratio.map(|r| r.low)),
        number(ratio.map(|r| r.high)),
        ratio.map_or(Cell::Missing, |r| Cell::Fixed(r.method.name())),
        number(ratio.map(|r| r.log)),
        chance(*p),
        chance(*p_adjusted),
        p.map_or(Cell::Missing, |_| Cell::Fixed(pair.by.name())),
        p.map_or(Cell::Missing, |_| Cell::Count(pair.by.count())),
        name(pair, *higher),
        verdict(*hits, *p),
        Cell::flag(*low_data),
        number(keyness.g2),
        number(keyness.log_ratio),
        number(keyness.percent_difference),
        number(keyness.ell),
        number(keyness.bic),
        number(rates[0].and_then(|r| r.dispersion)),
        number(rates[1].and_then(|r| r.dispersion)),
        number(rates[0].and_then(|r| r.design_effect)),
        number(rates[1].and_then(|r| r.design_effect)),
    ]);
    row
}

/// Columns of `compare_valence.csv`.
pub fn scales_header() -> Vec<String> {
    header(&[
        "group_a",
        "group_b",
        "measure",
        "n_articles_a",
        "n_articles_b",
        "n_a",
        "n_b",
        "mean_a",
        "low_a",
        "high_a",
        "mean_b",
        "low_b",
        "high_b",
        "difference",
        "difference_low",
        "difference_high",
        "p",
        "p_adjusted",
        "method",
        "n_labelings",
        "higher_in",
        "low_data",
        "descriptive_welch_t",
        "descriptive_welch_df",
        "descriptive_welch_p",
        "descriptive_mann_whitney_u",
        "descriptive_mann_whitney_p",
        "descriptive_cliffs_delta",
    ])
}

/// One row a pair and scale: valence, balance.
pub fn scales(comparison: &Comparison) -> Vec<Vec<Cell>> {
    let rows =
        comparison.pairs.iter().flat_map(|pair| pair.scales.iter().map(|scale| scale_row(pair, scale)));
    rows.collect()
}

fn scale_row(pair: &Pair, scale: &Scale) -> Vec<Cell> {
    let Scale {
        name: measure,
        n,
        articles,
        means,
        difference,
        p,
        p_adjusted,
        higher,
        low_data,
        welch,
        ranks,
    } = scale;
    let mut row = vec![
        Cell::Text(pair.names[0].clone()),
        Cell::Text(pair.names[1].clone()),
        Cell::Fixed(measure),
        Cell::Count(articles[0]),
        Cell::Count(articles[1]),
        Cell::Count(n[0]),
        Cell::Count(n[1]),
    ];
    for mean in means {
        let interval = mean.and_then(|m| m.interval);
        row.extend([
            number(mean.map(|m| m.value)),
            number(interval.map(|i| i.0)),
            number(interval.map(|i| i.1)),
        ]);
    }
    let apart = means[0].zip(means[1]).map(|(a, b)| a.value - b.value);
    let interval = difference.map(crate::compare::difference::Means::interval);
    row.extend([
        number(apart),
        number(interval.map(|i| i.0)),
        number(interval.map(|i| i.1)),
        chance(*p),
        chance(*p_adjusted),
        p.map_or(Cell::Missing, |_| Cell::Fixed(pair.by.name())),
        p.map_or(Cell::Missing, |_| Cell::Count(pair.by.count())),
        name(pair, *higher),
        Cell::flag(*low_data),
        number(welch.map(crate::compare::difference::Means::t)),
        number(welch.map(|w| w.freedom)),
        chance(welch.map(crate::compare::difference::Means::p)),
        number(ranks.map(|r| r.u)),
        chance(ranks.and_then(|r| r.p)),
        number(ranks.map(|r| r.delta)),
    ]);
    row
}

/// Columns of `compare_terms.csv`.
pub fn terms_header() -> Vec<String> {
    header(&[
        "group_a",
        "group_b",
        "category",
        "term",
        "count_a",
        "count_b",
        "words_a",
        "words_b",
        "log_odds",
        "z",
        "higher_in",
        "function_word",
        "prior",
    ])
}

/// One row a pair and term: words, whose category is empty, then lexicon rows.
pub fn terms(comparison: &Comparison) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (pair, marks) in comparison.pairs.iter().zip(&comparison.marks) {
        for mark in marks.of_words.iter().chain(&marks.of_rows) {
            let words = if mark.category.is_some() { pair.words } else { marks.words };
            let which = if mark.marking.log_odds > 0.0 { Which::A } else { Which::B };
            rows.push(vec![
                Cell::Text(pair.names[0].clone()),
                Cell::Text(pair.names[1].clone()),
                Cell::maybe(mark.category.as_ref()),
                Cell::Text(mark.term.clone()),
                Cell::Count(mark.counts[0]),
                Cell::Count(mark.counts[1]),
                Cell::Count(words[0]),
                Cell::Count(words[1]),
                Cell::Number(mark.marking.log_odds),
                Cell::Number(mark.marking.z()),
                name(pair, Some(which)),
                Cell::flag(mark.function_word),
                Cell::text(marking::prior_name()),
            ]);
        }
    }
    rows
}
