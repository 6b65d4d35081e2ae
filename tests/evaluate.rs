//! What `rhetor evaluate` and `rhetor sample` promise, from the outside.

use std::path::Path;
use std::process::{Command, Output};

fn rhetor(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_rhetor")).args(args).output().expect("runs")
}

fn stdout(args: &[&str]) -> String {
    let out = rhetor(args);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).expect("UTF-8")
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

const GOLD: &str = "tests/annotated/gold.jsonl";
const SPEAKERS: &str = "tests/annotated/speakers.tsv";

#[test]
fn texts_scored_now_and_results_read_back_measure_alike() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = shown(folder.path());
    stdout(&["score", GOLD, "-q", "-f", "jsonl", "-o", out]);
    let measured = stdout(&["evaluate", GOLD, out, "--speakers", SPEAKERS]);
    assert_eq!(measured, stdout(&["evaluate", GOLD, "--speakers", SPEAKERS, "-j", "1"]));
    assert_eq!(measured, stdout(&["evaluate", GOLD, "--speakers", SPEAKERS, "-j", "3"]));
    assert!(measured.lines().all(|line| line.chars().count() <= 80), "{measured}");
}

#[test]
fn every_wrong_answer_has_a_row_that_says_what_is_wrong() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("wrong.csv");
    stdout(&[
        "evaluate",
        GOLD,
        "tests/annotated/quotes.jsonl",
        "--speakers",
        SPEAKERS,
        "--errors",
        shown(&path),
    ]);
    let text = std::fs::read_to_string(&path).expect("written");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let field = |row: &csv::StringRecord, at: usize| row.get(at).unwrap_or("").to_string();
    let rows: Vec<[String; 5]> = reader
        .records()
        .filter_map(Result::ok)
        .map(|r| [field(&r, 2), field(&r, 3), field(&r, 4), field(&r, 5), field(&r, 11)])
        .collect();
    assert_eq!(
        rows,
        [
            ["mention_and_name", "he", "Bram Vale", "Mira Holt", "I read it twice"],
            ["not_speech", "", "", "Bram Vale", "Queen of Lesk"],
            ["nobody_named", "Ana Ortiz", "Ana Ortiz", "", "Until spring"],
            ["missed", "Ivo Marek", "Ivo Marek", "", "Nobody slept"],
        ]
    );
}

#[test]
fn a_blind_sheet_is_judged_with_the_results_that_it_was_drawn_from() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("blind.csv");
    let results = "tests/annotated/results";
    stdout(&["sample", results, "--blind", "-o", shown(&path)]);
    let sheet = std::fs::read_to_string(&path).expect("written");
    assert!(!sheet.contains("Bram Vale") && !sheet.contains("0.97"), "{sheet}");
    // The last three cells are is_speech, true_speaker and note.
    let filled = sheet.replace(",,,\r\n", ",y,Ana Ortiz,\r\n");
    std::fs::write(&path, filled).expect("written");
    let measured = stdout(&["evaluate", "--annotated", shown(&path), "--results", results, "-f", "csv"]);
    // Two of the three are Ana Ortiz's; of the third the tool knows nobody.
    assert!(measured.contains("\"speaker_right\",0.6667"), "{measured}");
    assert!(measured.contains("\"form direct\",0.6667"), "{measured}");
}
