//! No text of ordinary size takes for ever: what is looked at for a word does not grow with
//! the article. The limit is generous, for slow machines; texts of which each word was
//! compared with all before it took several times as long.

use rhetor::analysis::{Tools, Unit, analyze};
use rhetor::document::Document;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// Analyses some 200 kB, made of one piece over and over, with a number in it in letters.
fn long(opening: &str, piece: &str) -> Duration {
    let tools = Tools::builtin().expect("built-in files parse");
    let mut text = format!("“We will fight,” said Mira Holt. {opening}");
    let mut number = 0;
    while text.len() < 200_000 {
        number += 1;
        let name: String = format!("{number:06}").bytes().map(|b| char::from(b - b'0' + b'a')).collect();
        write!(text, "{} ", piece.replace('#', &name)).expect("a string takes everything");
    }
    let start = Instant::now();
    let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
    assert!(!analysis.findings.is_empty());
    start.elapsed()
}

#[test]
fn a_long_speech_is_looked_at_once() {
    let tools = Tools { unit: Unit::Document, ..Tools::builtin().expect("built-in files parse") };
    let taken = |bytes: usize| {
        let mut text = String::new();
        while text.len() < bytes {
            text.push_str("no war, and the troops fire\n\nNever “our army, not peace” ");
        }
        let start = Instant::now();
        let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
        assert!(analysis.findings[0].score.hits.len() > bytes / 100);
        start.elapsed()
    };
    let long = taken(300_000);
    assert!(long < Duration::from_secs(12), "{long:?}");
}

#[track_caller]
fn check(opening: &str, piece: &str) {
    let taken = long(opening, piece);
    assert!(taken < Duration::from_secs(12), "{taken:?} for \"{piece}\" over and over");
}

#[test]
fn marks_that_never_close_are_looked_at_once() {
    check("", "he took ‘word");
    check("", "he took 'word");
    check("", "he said «we wait and");
    check("", "he said 「we wait and");
}

#[test]
fn many_quotations_of_nobody_are_not_all_looked_back_at() {
    check("", "\"a\"");
    check("\"He went. ", "he said «we wait» and");
}

#[test]
fn many_speakers_are_not_all_compared() {
    check("", "\n\n“We wait,” said John X#.");
    check("", "\n\n“We wait,” said X# Holt.");
}

#[test]
fn many_names_and_pronouns_without_a_full_stop_are_not_all_compared() {
    check("", "and he said Bram Vale left and she told him so");
    check("", "and so to X#");
    check("", "and John X# Smith spoke");
}

#[test]
fn many_hits_in_one_quotation_are_not_all_compared() {
    check("“Our", "war");
    // An ambiguous word again and again, which nothing keeps company.
    check("“Our", "cats fight and");
}
