//! A comparison in 80 columns.

use anstyle::Style;
use rhetor::compare::contrast::{Contrast, Pair, Scale, Which};
use rhetor::compare::marking;
use rhetor::compare::permutation::Labelings;
use rhetor::report::Speech;
use rhetor::report::compared::{Comparison, Mark, Marks, Question};
use rhetor::report::kwic::{WIDTH, fit};
use rhetor::report::saved::Saved;
use rhetor::report::terminal::many;
use unicode_width::UnicodeWidthStr;

const CATEGORY: usize = 15;
const RATE: usize = 7;
const RATIO: usize = 20;
const CHANCE: usize = 7;
/// What is left of a line for a name.
const NAME: usize = WIDTH - CATEGORY - 2 * RATE - RATIO - 2 * CHANCE - 5;

/// The adjusted p below which a difference is set in bold and starred.
const SURE: f64 = 0.05;

/// What is compared beside rates.
const SCALES: [(&str, &str); 2] = [
    ("valence", "mean sentiment of the sentences, from -1 to 1"),
    ("balance", "hits of friendship less those of war, by both together: from -1 to 1"),
];

pub(super) fn terminal(saved: &Saved, question: &Question, comparison: &Comparison, top: usize) -> String {
    let mut out = String::new();
    let (mut thin, mut starred) = (false, false);
    for (at, pair) in comparison.pairs.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        head(&mut out, pair);
        push(
            &mut out,
            &line("category", ["A", "B"].map(String::from), "A / B [95 %]", ["p", "adj. p"], "higher in"),
        );
        for contrast in &pair.contrasts {
            thin |= contrast.low_data;
            starred |= contrast.p_adjusted.is_some_and(|p| p < SURE);
            out.push_str(&of_category(saved, pair, contrast));
        }
        if !pair.scales.is_empty() {
            push(&mut out, &line("", ["A", "B"].map(String::from), "A - B [95 %]", ["p", "adj. p"], ""));
        }
        for scale in &pair.scales {
            thin |= scale.low_data;
            starred |= scale.p_adjusted.is_some_and(|p| p < SURE);
            out.push_str(&of_scale(pair, scale));
        }
        if let Some(marks) = comparison.marks.get(at) {
            words(&mut out, marks, pair, top);
        }
    }
    notes(&mut out, question, comparison, (thin, starred));
    out
}

fn head(out: &mut String, pair: &Pair) {
    for (at, letter) in ["A", "B"].iter().enumerate() {
        let volume = format!(": {}, {}", many(pair.articles[at], "article"), many(pair.words[at], "word"));
        let name = fit(&pair.names[at], WIDTH - 3 - volume.width());
        push(out, &format!("{letter}  {name}{volume}"));
    }
    if pair.shared > 0 {
        push(out, &format!("   both in {}; there their parts are swapped", many(pair.shared, "article")));
    }
    out.push('\n');
}

/// One line of the table: numbers to the right, words to the left.
fn line(category: &str, rates: [String; 2], ratio: &str, chances: [&str; 2], name: &str) -> String {
    let category = fit(category, CATEGORY);
    let fill = " ".repeat(CATEGORY - category.width());
    let [a, b] = rates;
    let [p, adjusted] = chances;
    format!(
        "{category}{fill}{a:>RATE$}{b:>RATE$}  {ratio:<RATIO$}{p:>CHANCE$}{adjusted:>width$}  {}",
        fit(name, NAME),
        width = CHANCE + 1
    )
}

fn of_category(saved: &Saved, pair: &Pair, contrast: &Contrast) -> String {
    let category = &saved.categories[contrast.column];
    let name = if category.part.is_empty() { category.name.clone() } else { format!("  {}", category.part) };
    let thin = if contrast.low_data { " ~" } else { "" };
    let name = format!("{}{thin}", fit(&name, CATEGORY - 3));
    let rate = |at: usize| contrast.rates[at].map_or_else(String::new, |r| format!("{:.1}", r.per_1000));
    let ratio = contrast
        .ratio
        .map_or_else(String::new, |r| format!("{} [{}, {}]", short(r.value), short(r.low), short(r.high)));
    let who = match (contrast.p, contrast.higher) {
        (None, _) => "no evidence",
        (_, Some(Which::A)) => &*pair.names[0],
        (_, Some(Which::B)) => &*pair.names[1],
        (_, None) => "equal",
    };
    let chances = [contrast.p, contrast.p_adjusted].map(chance);
    let sure = contrast.p_adjusted.is_some_and(|p| p < SURE);
    let chances = [chances[0].as_str(), &format!("{}{}", chances[1], if sure { "*" } else { "" })];
    bold(&line(&name, [rate(0), rate(1)], &ratio, chances, who), sure)
}

fn of_scale(pair: &Pair, scale: &Scale) -> String {
    let name = format!("{}{}", scale.name, if scale.low_data { " ~" } else { "" });
    let mean = |at: usize| scale.means[at].map_or_else(String::new, |m| format!("{:+.2}", m.value));
    let apart = scale.means[0].zip(scale.means[1]).map(|(a, b)| a.value - b.value);
    let apart = apart.map_or_else(String::new, |apart| {
        let interval = scale.difference.map(rhetor::compare::difference::Means::interval);
        let interval = interval.map_or_else(String::new, |(l, h)| format!(" [{l:+.2}, {h:+.2}]"));
        format!("{apart:+.2}{interval}")
    });
    let who = match (scale.p, scale.higher) {
        (None, _) => "no evidence",
        (_, Some(Which::A)) => &*pair.names[0],
        (_, Some(Which::B)) => &*pair.names[1],
        (_, None) => "equal",
    };
    let chances = [scale.p, scale.p_adjusted].map(chance);
    let sure = scale.p_adjusted.is_some_and(|p| p < SURE);
    let chances = [chances[0].as_str(), &format!("{}{}", chances[1], if sure { "*" } else { "" })];
    bold(&line(&name, [mean(0), mean(1)], &apart, chances, who), sure)
}

/// The star says the same where there is no colour.
fn bold(line: &str, sure: bool) -> String {
    let style = if sure { Style::new().bold() } else { Style::new() };
    format!("{}{}{}\n", style.render(), line.trim_end(), style.render_reset())
}

fn chance(p: Option<f64>) -> String {
    p.map_or_else(String::new, |p| format!("{p:.4}"))
}

/// Two or three digits that tell something.
fn short(value: f64) -> String {
    match value {
        v if v.is_infinite() => "inf".into(),
        0.0 => "0".into(),
        v if v < 0.995 => format!("{v:.2}"),
        v if v < 99.95 => format!("{v:.1}"),
        v => format!("{v:.0}"),
    }
}

fn words(out: &mut String, marks: &Marks, pair: &Pair, top: usize) {
    for (side, letter) in ["A", "B"].iter().enumerate() {
        let of = |mark: &&Mark| (mark.marking.log_odds > 0.0) == (side == 0) && !mark.function_word;
        let word = |mark: &Mark| format!("{} {}:{}", mark.term, mark.counts[0], mark.counts[1]);
        let row = |mark: &Mark| {
            let category = mark.category.as_deref().unwrap_or_default();
            format!("{} ({category}) {}:{}", mark.term, mark.counts[0], mark.counts[1])
        };
        let words: Vec<String> = marks.of_words.iter().filter(of).take(top).map(word).collect();
        let rows: Vec<String> = marks.of_rows.iter().filter(of).take(top).map(row).collect();
        let name = fit(&pair.names[side], 30);
        for (what, list) in [("words", words), ("lexicon rows", rows)] {
            if !list.is_empty() {
                wrapped(out, &format!("\n{what} that mark {letter}, {name}"), &list);
            }
        }
    }
}

/// A list under its title, in as many lines as it takes.
fn wrapped(out: &mut String, title: &str, list: &[String]) {
    out.push_str(&format!("{title}:\n"));
    let mut line = String::new();
    for (at, item) in list.iter().enumerate() {
        let item = format!("{}{}", fit(item, WIDTH - 4), if at + 1 < list.len() { ";" } else { "" });
        if !line.is_empty() && 2 + line.width() + 1 + item.width() > WIDTH {
            push(out, &format!("  {line}"));
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(&item);
    }
    push(out, &format!("  {line}"));
}

fn notes(out: &mut String, question: &Question, comparison: &Comparison, (thin, starred): (bool, bool)) {
    out.push('\n');
    let words = match question.speech {
        Speech::Quoted => "quoted words",
        Speech::Reported => "reported words",
        Speech::Whole => "words",
    };
    note(
        out,
        &format!("A and B: hits per 1,000 {words}. A / B: the ratio with its 95 % interval by article."),
    );
    let drawn = comparison.pairs.iter().any(|pair| matches!(pair.by, Labelings::Drawn(_)));
    let lots = if drawn {
        format!("9,999 lots, seed {}; all of them where they are at most 20,000", question.seed)
    } else {
        "all ways to deal them out".into()
    };
    note(out, &format!("p: how often articles dealt out by lot put the two at least as far apart ({lots})."));
    let tests = comparison.pairs.iter().flat_map(|p| &p.contrasts).filter(|c| c.p.is_some()).count();
    if tests > 0 {
        let tests = many(tests as u64, "test");
        note(out, &format!("adj. p: p for {tests} of rates at once (Benjamini-Hochberg)."));
    }
    let scales = || comparison.pairs.iter().flat_map(|p| &p.scales);
    for (name, meaning) in SCALES {
        if scales().any(|scale| scale.name == name) {
            note(out, &format!("{name}: {meaning}."));
        }
    }
    let tests = scales().filter(|scale| scale.p.is_some()).count() as u64;
    if tests > 1 {
        note(out, &format!("Their adj. p: likewise, for these {tests} tests at once."));
    }
    if starred {
        note(out, "* adj. p below 0.05.");
    }
    if thin {
        note(
            out,
            &format!(
                "~ fewer than 5 hits, 5 articles or {} words on a side: too little to compare.",
                question.min_words
            ),
        );
    }
    if comparison.marks.iter().any(|m| !m.of_words.is_empty() || !m.of_rows.is_empty()) {
        let prior = marking::prior_name();
        note(
            out,
            &format!(
                "Marking words are ranked, not tested; A:B are counts, function words are left out here. Prior: {prior}."
            ),
        );
    }
    if !comparison.has_texts && question.terms > 0 {
        note(out, "Of documents no texts are kept, so only lexicon rows are ranked.");
    }
    if comparison.cut > 0 {
        let texts = many(comparison.cut, "text");
        note(out, &format!("{texts} cut in the table: words behind the cut are not ranked."));
    }
}

/// A sentence in as many lines as it takes.
fn note(out: &mut String, text: &str) {
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && line.width() + 1 + word.width() > WIDTH {
            push(out, &line);
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    push(out, &line);
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}
