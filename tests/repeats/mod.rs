//! What is printed again counts once: laws, and how well copies are found.

mod figures;
mod wire;

use figures::measure;
use rhetor::analysis::{Analysis, Tools, analyze};
use rhetor::document::Document;
use rhetor::report::{Article, Run};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| Tools::builtin().expect("built-in files parse"))
}

fn analysis(document: &Document) -> Analysis {
    analyze(document, tools(), &mut tools().desk())
}

fn article(document: &Document, run: &Run) -> Article {
    Article::new(analysis(document), &run.layout)
}

/// Our own articles, without the marks of their annotation.
fn golden() -> Vec<Document> {
    let mut paths: Vec<_> = std::fs::read_dir("tests/golden")
        .expect("tests/golden")
        .filter_map(|entry| entry.ok().map(|e| e.path()))
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let marked = std::fs::read_to_string(path).expect("readable");
        let (_, body) = marked.split_once("---\n").expect("a head");
        Document::new(path.display().to_string(), unmarked(body))
    };
    paths.iter().map(read).collect()
}

/// `{1 “We wait,”} said {1= Mira Holt}` without braces and their labels.
fn unmarked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        out.push_str(&rest[..at]);
        let label = if rest[at..].starts_with('{') { rest[at..].find(' ').map_or(1, |l| l + 1) } else { 1 };
        rest = &rest[at + label..];
    }
    out + rest
}

#[test]
fn copies_of_our_own_articles_are_found_and_no_merge_is_wrong() {
    let run = Run::new(tools().lexicons.clone());
    let originals = golden();
    let figures = wire::STRENGTHS.map(|edits| measure(&originals, edits, &run));
    for (edits, f) in wire::STRENGTHS.iter().zip(&figures) {
        assert_eq!((f.wrong, f.quotes_wrong), (0, 0), "{edits:?}: {f:?}");
    }
    let [again, lead, ..] = figures;
    assert_eq!(again.found, again.copies);
    assert!(again.quotes_found * 1000 >= again.quotes * 995, "{again:?}");
    assert!(lead.found * 100 >= lead.copies * 95 && lead.quotes_found * 100 >= lead.quotes * 95, "{lead:?}");
}

/// A table of a run: its rows by the names of its columns.
fn table(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(name)).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Scores a file of JSON lines into a folder.
fn score(lines: &[String], options: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("in.jsonl");
    std::fs::write(&input, lines.join("\n")).expect("written");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(["score", "-q", "--dialect", "plain", "--force", "--quotes", "all"])
        .args(options)
        .arg(&input)
        .arg("-o")
        .arg(folder.path().join("out"))
        .status();
    assert!(status.expect("runs").code().is_some_and(|code| code == 0 || code == 3));
    folder
}

fn line(id: usize, document: &Document) -> String {
    serde_json::json!({"id": format!("n{id}"), "text": &*document.text, "date": "2024-03-04"}).to_string()
}

/// Articles of ours, and each again with edits.
fn lines(copied: bool) -> Vec<String> {
    let originals: Vec<Document> = golden().into_iter().take(25).collect();
    let mut lines: Vec<String> = originals.iter().enumerate().map(|(n, d)| line(n, d)).collect();
    if copied {
        let mut chance = wire::Chance(3);
        for (n, original) in originals.iter().enumerate() {
            lines.push(line(100 + n, &wire::copy(original, wire::STRENGTHS[n % 3], &mut chance).0));
        }
    }
    lines
}

const COUNTED: [(&str, &str); 2] =
    [("quotes.csv", "speakers_long.csv"), ("reported.csv", "reported_speakers_long.csv")];

/// What a row of a speaker says without how often quotes were printed.
fn without_prints(mut row: BTreeMap<String, String>) -> BTreeMap<String, String> {
    row.remove("n_quotes");
    row
}

#[test]
fn quotes_printed_before_left_out_by_hand_give_the_same_counts() {
    let folder = score(&lines(true), &[]);
    let out = folder.path().join("out");
    let mut repeated = 0;
    for (quotes, long) in COUNTED {
        let mut by_hand: BTreeMap<(String, String), [u64; 3]> = BTreeMap::new();
        for row in table(&out, quotes).iter().filter(|row| row["form"] != "scare") {
            if !row["duplicate_of"].is_empty() {
                repeated += 1;
                continue;
            }
            for category in ["war", "hegemony"] {
                let sums = by_hand.entry((row["speaker_id"].clone(), category.into())).or_default();
                let number = |column: &str| row[column].parse::<u64>().expect("a number");
                sums[0] += 1;
                sums[1] += number("n_words");
                sums[2] += number(&format!("{category}_hits"));
            }
        }
        for row in table(&out, long).iter().filter(|row| row["subcategory"].is_empty()) {
            let key = (row["speaker_id"].clone(), row["category"].clone());
            if let Some(sums) = by_hand.remove(&key) {
                let printed = [&row["n_quotes_unique"], &row["n_words"], &row["hits"]];
                assert_eq!(sums.map(|n| n.to_string()).each_ref(), printed, "{key:?}");
            }
        }
        assert!(by_hand.is_empty(), "{by_hand:?}");
    }
    assert!(repeated > 50, "{repeated} repeated");
}

#[test]
fn articles_that_stand_twice_give_the_rates_of_once_whether_marked_or_dropped() {
    let once = lines(false);
    let twice: Vec<String> =
        once.iter().cloned().chain(once.iter().map(|l| l.replace("\"n", "\"m"))).collect();
    let [once, marked, dropped, kept] = [
        score(&once, &[]),
        score(&twice, &[]),
        score(&twice, &["--duplicates", "drop"]),
        score(&twice, &["--duplicates", "keep"]),
    ];
    for (_, long) in COUNTED {
        let of = |folder: &tempfile::TempDir| -> Vec<_> {
            table(&folder.path().join("out"), long).into_iter().map(without_prints).collect()
        };
        let (one, kept) = (of(&once), of(&kept));
        assert_eq!(one, of(&marked));
        assert_eq!(one, of(&dropped));
        let twice =
            |row: &BTreeMap<String, String>, column: &str| 2 * row[column].parse::<u64>().expect("a number");
        for (one, kept) in one.iter().zip(&kept) {
            for column in ["n_words", "hits", "n_articles"] {
                assert_eq!(twice(one, column).to_string(), kept[column], "{one:?}");
            }
            assert_eq!(one["n_quotes_unique"], kept["n_quotes_unique"]);
        }
    }
    let rows = |folder: &tempfile::TempDir| table(&folder.path().join("out"), "quotes.csv").len();
    let speech = |folder: &tempfile::TempDir| {
        let rows = table(&folder.path().join("out"), "quotes.csv");
        rows.iter().filter(|row| row["form"] != "scare").count()
    };
    assert_eq!((rows(&marked), rows(&kept)), (2 * rows(&once), 2 * rows(&once)));
    assert_eq!(speech(&dropped), speech(&once));
    let articles = table(&marked.path().join("out"), "articles.csv");
    assert_eq!(articles.iter().filter(|row| !row["duplicate_of"].is_empty()).count() * 2, articles.len());
}

#[test]
fn what_repeats_what_does_not_depend_on_threads() {
    let lines = lines(true);
    let [one, four] = ["1", "4"].map(|jobs| score(&lines, &["-j", jobs]));
    for name in ["articles.csv", "quotes.csv", "speakers.csv", "reported.csv", "evidence.csv"] {
        let read = |folder: &tempfile::TempDir| {
            let text = std::fs::read_to_string(folder.path().join("out").join(name)).expect("a table");
            text.replace(&folder.path().display().to_string(), "")
        };
        assert_eq!(read(&one), read(&four), "{name}");
    }
}
