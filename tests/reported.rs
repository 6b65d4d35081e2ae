//! Speech without quotation marks: what is found in sentences of our own, and for whom.

use rhetor::analysis::{Analysis, Tools, analyze};
use rhetor::document::Document;
use rhetor::quote::Form;
use rhetor::reported::Model;
use std::sync::{Arc, LazyLock};

static TOOLS: LazyLock<Tools> = LazyLock::new(|| {
    let model = Model::builtin().expect("the built-in weights read");
    Tools { reported: Some(Arc::new(model.clone())), ..Tools::builtin().expect("built-in files parse") }
});

fn read(text: &str) -> Analysis {
    analyze(&Document::new("a", text), &TOOLS, &mut TOOLS.desk())
}

fn shown(analysis: &Analysis) -> String {
    let text = &analysis.document.text;
    let line = |f: &rhetor::analysis::Finding| {
        let pieces: Vec<&str> = f.quote.pieces.iter().map(|p| p.of(text)).collect();
        format!("{}: {}", f.speaker().map_or("(nobody)", |s| &*s.name), pieces.join(" … "))
    };
    analysis.reported.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn check(text: &str, expected: &str) {
    let expected: Vec<&str> = expected.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    assert_eq!(shown(&read(text)), expected.join("\n"), "{text}");
}

#[test]
fn content_stands_behind_its_words_of_saying_or_before_them() {
    check(
        "Mira Holt, the union's president, said on Monday that the port would stay closed until May.",
        "Mira Holt: that the port would stay closed until May",
    );
    check(
        "The ferry will not sail before June, the minister, Bram Vale, told reporters.",
        "Bram Vale: The ferry will not sail before June",
    );
    check(
        "Jill Stean, a spokeswoman for Mayor Erik Hallen, said the bridge would stay closed.",
        "Jill Stean: the bridge would stay closed",
    );
    check(
        "The rain would stop by Friday, a forecaster, Lena Aro, said.",
        "Lena Aro: The rain would stop by Friday",
    );
    check(
        "Two of the cranes were damaged in the storm, according to the harbour authority.",
        "the harbour authority: Two of the cranes were damaged in the storm",
    );
}

#[test]
fn a_pronoun_is_whom_it_stands_for() {
    check(
        "Ana Ortiz arrived late. She said that the council had lied to the city.",
        "Ana Ortiz: that the council had lied to the city",
    );
}

#[test]
fn prose_without_reports_has_none() {
    check("The bridge was built in 1931. It has four arches and a tower.", "");
}

#[test]
fn words_around_a_quotation_are_reported_and_those_in_marks_are_not() {
    let analysis =
        read("Mira Holt said that the company had “lied to every one of us” about the sale of the port.");
    assert_eq!(analysis.findings.len(), 1);
    assert_eq!(analysis.findings[0].speaker().map(|s| &*s.name), Some("Mira Holt"));
    assert_eq!(shown(&analysis), "Mira Holt: that the company had … about the sale of the port");
    for reported in &analysis.reported {
        assert_eq!(reported.quote.form, Form::Indirect);
        let quoted = |p: &rhetor::text::Span| analysis.findings.iter().any(|f| f.quote.span.overlaps(*p));
        assert!(!reported.quote.pieces.iter().any(quoted), "a word would count twice");
    }
}

#[test]
fn quotations_are_the_same_with_and_without_a_look_at_reports() {
    let plain = Tools::builtin().expect("built-in files parse");
    for path in std::fs::read_dir("tests/golden").expect("tests/golden").filter_map(Result::ok) {
        let text = std::fs::read_to_string(path.path()).expect("readable");
        let document = Document::new("a", text);
        let without = analyze(&document, &plain, &mut plain.desk());
        let with = analyze(&document, &TOOLS, &mut TOOLS.desk());
        assert!(without.reported.is_empty());
        assert_eq!(format!("{:?}", without.findings), format!("{:?}", with.findings), "{:?}", path.path());
    }
}

#[test]
fn a_worker_that_has_read_other_articles_reports_alike() {
    let mut busy = TOOLS.desk();
    for path in ["wire-dateline-summit", "council-two-pasks", "obituary-last-partisan"] {
        let text = std::fs::read_to_string(format!("tests/golden/{path}.txt")).expect("readable");
        let document = Document::new("a", text);
        let used = analyze(&document, &TOOLS, &mut busy);
        assert_eq!(format!("{:?}", read(&document.text).reported), format!("{:?}", used.reported));
    }
}
