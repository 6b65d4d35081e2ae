//! Every count of the reports, added up again from the rows of `evidence.csv` alone.

use std::collections::BTreeMap;
use std::path::Path;

/// A table of a run: its rows by the names of its columns.
fn table(folder: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_path(folder.join(name)).expect("a table");
    reader.deserialize().map(|row| row.expect("a row")).collect()
}

/// Hits by speaker, category and part; those of a part count for its whole too.
fn added_up(evidence: &[BTreeMap<String, String>]) -> BTreeMap<[String; 3], u64> {
    let mut hits = BTreeMap::new();
    for row in evidence.iter().filter(|row| row["counted"] == "1") {
        assert_ne!(row["form"], "scare", "{row:?}");
        let key = |part: &str| [row["speaker_id"].clone(), row["category"].clone(), part.into()];
        *hits.entry(key("")).or_default() += 1;
        if !row["subcategory"].is_empty() {
            *hits.entry(key(&row["subcategory"])).or_default() += 1;
        }
    }
    hits
}

#[test]
fn evidence_alone_gives_every_hit_and_every_rate_of_a_speaker() {
    let folder = tempfile::tempdir().expect("a folder");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args([
            "score",
            "tests/sample",
            "--quotes",
            "all",
            "--dialect",
            "plain",
            "-q",
            "-l",
            "tests/quay",
            "-o",
        ])
        .arg(folder.path())
        .status();
    assert!(status.expect("runs").code().is_some_and(|code| code == 0 || code == 3));
    let (mut rows, mut company, mut removed) = (0, 0, 0);
    for (long, evidence) in
        [("speakers_long.csv", "evidence.csv"), ("reported_speakers_long.csv", "reported_evidence.csv")]
    {
        let evidence = table(folder.path(), evidence);
        company += evidence.iter().filter(|row| !row["company"].is_empty()).count();
        removed += evidence.iter().filter(|row| row["form"] != "scare" && row["counted"] == "0").count();
        let mut hits = added_up(&evidence);
        for row in table(folder.path(), long) {
            let key = ["speaker_id", "category", "subcategory"].map(|column| row[column].clone());
            let own = hits.remove(&key).unwrap_or(0);
            assert_eq!(row["hits"], own.to_string(), "{key:?}");
            let words: u64 = row["n_words"].parse().expect("a number");
            let rate =
                if words == 0 { String::new() } else { format!("{:.4}", 1000.0 * own as f64 / words as f64) };
            assert_eq!(row["per_1000"], rate, "{key:?}");
            rows += 1;
        }
        assert!(hits.is_empty(), "hits of nobody's row: {hits:?}");
    }
    assert!(rows > 50 && company > 0 && removed > 0, "{rows} rows, {company} in company, {removed} removed");
}
