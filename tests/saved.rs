//! Results read back: the same numbers, whatever the dialect, and no damage in silence.

use rhetor::compare::rates;
use rhetor::error::Error;
use rhetor::report::saved::{Row, Saved};
use rhetor::report::{Cell, Speech, Table};
use rhetor::tally::{Speaker, UNATTRIBUTED};
use std::collections::BTreeMap;
use std::path::Path;

fn score(dialect: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(["score", "tests/sample", "tests/golden", "--speakers", "tests/cmd/who.csv", "--quotes", "all"])
        .args(["-l", "tests/quay", "-q", "--dialect", dialect, "-o"])
        .arg(folder.path())
        .status();
    assert!(status.expect("runs").code().is_some_and(|code| code == 0 || code == 3));
    folder
}

/// Speakers by id, counted again from `speaker_articles.csv`.
fn counted(saved: &Saved, speech: Speech) -> BTreeMap<String, Speaker> {
    let mut speakers: BTreeMap<String, Speaker> = BTreeMap::new();
    for row in saved.speaker_articles(speech).expect("a table") {
        let row = row.expect("a row");
        let part = row.part();
        speakers.entry(part.key.to_string()).or_default().add(&part, row.date, row.source.as_ref());
    }
    speakers
}

fn printed(value: Option<f64>) -> Option<String> {
    value.map(|v| format!("{v:.4}"))
}

#[test]
fn parts_read_back_give_the_rates_and_intervals_that_score_printed() {
    for dialect in ["plain", "spreadsheet", "excel-eu"] {
        let folder = score(dialect);
        let saved = Saved::open(folder.path()).expect("results");
        assert_eq!(saved.text("dialect"), dialect);
        assert_eq!(saved.speeches(), [Speech::Quoted, Speech::Reported]);
        for &speech in saved.speeches() {
            let speakers = counted(&saved, speech);
            let mut rows = saved.rows(Table::SpeakersLong, speech).expect("a table");
            let mut seen = 0;
            while let Some(row) = rows.next_row().expect("readable") {
                seen += 1;
                same_rate(&saved, &speakers, row);
            }
            assert!(seen > 100, "{seen}");
            same_speakers(&saved, &speakers, speech);
        }
    }
}

/// One row of `speakers_long.csv` against what its articles give.
fn same_rate(saved: &Saved, speakers: &BTreeMap<String, Speaker>, row: Row<'_>) {
    let speaker = &speakers[row.text("speaker_id").unwrap_or(UNATTRIBUTED)];
    let (name, part) = (row.text("category"), row.text("subcategory").unwrap_or_default());
    let category = saved.categories.iter().position(|c| Some(&*c.name) == name && c.part == part);
    let sums = &speaker.columns[category.expect("a category")];
    assert_eq!(row.text("speaker"), Some(&*speaker.name()));
    assert_eq!(row.count("hits"), Ok(Some(sums.counts.hits)));
    assert_eq!(row.count("n_words"), Ok(Some(speaker.words)));
    let rate = rates::rate(speaker, sums);
    let number = |column: &str| printed(row.number(column).expect("a number"));
    assert_eq!(number("per_1000"), printed(rate.map(|r| r.per_1000)), "{}", row.place());
    assert_eq!(number("low"), printed(rate.map(|r| r.low)), "{}", row.place());
    assert_eq!(number("high"), printed(rate.map(|r| r.high)), "{}", row.place());
    assert_eq!(number("dispersion"), printed(rate.and_then(|r| r.dispersion)), "{}", row.place());
    assert_eq!(row.text("interval"), rate.map(|r| r.method.name()));
}

fn same_speakers(saved: &Saved, speakers: &BTreeMap<String, Speaker>, speech: Speech) {
    let rows: Vec<_> = saved.speakers(speech).expect("a table").map(|r| r.expect("a row")).collect();
    assert_eq!(rows.len(), speakers.len());
    for row in rows {
        let speaker = &speakers[row.speaker_id.as_deref().unwrap_or(UNATTRIBUTED)];
        assert_eq!(row.n_articles, speaker.articles);
        assert_eq!(row.dates, speaker.dates);
        assert_eq!(printed(row.valence_mean), printed(speaker.valence.all.mean()), "{}", row.speaker);
        assert_eq!(row.categories.len(), saved.wholes().count());
    }
}

#[test]
fn every_table_reads_back_alike_in_every_dialect() {
    let folders = ["plain", "spreadsheet", "excel-eu"].map(score);
    let saved = folders.each_ref().map(|f| Saved::open(f.path()).expect("results"));
    let read = |saved: &Saved, name: &str| {
        let (mut rows, mut found) = (saved.named(name).expect("a table"), Vec::new());
        while let Some(row) = rows.next_row().expect("readable") {
            found.push(row.cells().expect("of their kinds"));
        }
        (rows.columns.clone(), found)
    };
    let mut names: Vec<&str> = Speech::ALL[..2].iter().flat_map(|&s| Table::ALL.map(|t| t.name(s))).collect();
    names.extend(["groups", "problems"]);
    for name in names {
        let plain = read(&saved[0], name);
        assert!(!plain.1.is_empty(), "{name}");
        assert_eq!(plain, read(&saved[1], name), "{name}");
        assert_eq!(plain, read(&saved[2], name), "{name}");
    }
    for &speech in saved[0].speeches() {
        let quotes: Vec<_> =
            saved[2].quotes(speech).expect("a table").map(|q| q.expect("a quotation")).collect();
        let words: u64 = quotes.iter().filter(|q| q.counts).map(|q| q.n_words).sum();
        assert_eq!(words, counted(&saved[0], speech).values().map(|s| s.words).sum::<u64>());
        let evidence = saved[1].evidence(speech).expect("a table").map(|e| e.expect("a hit"));
        let counted_hits = evidence.filter(|e| e.counted && &*e.form != "scare").count() as u64;
        let wholes: Vec<usize> = saved[0].wholes().map(|(at, _)| at).collect();
        let all = counted(&saved[0], speech);
        let hits = all.values().flat_map(|s| wholes.iter().map(|&c| s.columns[c].counts.hits));
        assert_eq!(counted_hits, hits.sum::<u64>());
    }
}

/// A results folder with these tables and nothing else.
fn folder(dialect: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = format!(
        r#"{{"program":"rhetor","dialect":"{dialect}","files":[],"categories":[{{"name":"war","lexicon":"war"}}]}}"#
    );
    std::fs::write(folder.path().join("manifest.json"), manifest).expect("written");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn cells(folder: &Path, table: &str) -> Result<Vec<Vec<Cell>>, Error> {
    let mut rows = Saved::open(folder)?.named(table)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next_row()? {
        found.push(row.cells()?);
    }
    Ok(found)
}

#[test]
fn numbered_parts_are_one_table_and_a_gap_in_them_is_an_error() {
    let head = "quote_id,n_words,text\r\n";
    let part = |rows: &str| format!("\u{feff}{head}{rows}");
    let [one, two, three] = ["\"q_1\",2,\"a\"\r\n", "", "\"q_3\",,\"c, d\"\r\n"].map(part);
    let files = [("quotes.csv", &*one), ("quotes_2.csv", &*two), ("quotes_3.csv", &*three)];
    let whole = folder("spreadsheet", &files);
    let row = |id, count, text| vec![Cell::text(id), count, Cell::text(text)];
    let wanted = [row("q_1", Cell::Count(2), "a"), row("q_3", Cell::Missing, "c, d")];
    assert_eq!(cells(whole.path(), "quotes").expect("readable"), wanted);
    let gap = folder("spreadsheet", &[files[0], files[2]]);
    let error = cells(gap.path(), "quotes").expect_err("a part is missing").to_string();
    assert!(error.ends_with("holds no quotes_2.csv"), "{error}");
    let other = folder("spreadsheet", &[files[0], ("quotes_2.csv", "quote_id,text\r\n")]);
    let error = cells(other.path(), "quotes").expect_err("another header").to_string();
    assert!(error.contains("quotes_2.csv:1: row cannot be read: its header is not that of"), "{error}");
}

#[test]
fn a_guard_is_taken_off_where_guards_are_written_and_nowhere_else() {
    let text = "quote_id,text\n\"q_1\",\"'=1+1\"\n\"q_2\",\"'tis\"\n";
    let read = |dialect: &str| {
        let folder = folder(dialect, &[("quotes.csv", text)]);
        cells(folder.path(), "quotes")
            .expect("readable")
            .into_iter()
            .map(|r| r[1].clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(read("spreadsheet"), [Cell::text("=1+1"), Cell::text("'tis")]);
    assert_eq!(read("plain"), [Cell::text("'=1+1"), Cell::text("'tis")]);
}

#[test]
fn damage_is_named_with_its_file_and_line() {
    let head = "speaker,n_words,war_per_1000\n\"Holt\",5,1.2000\n";
    for (row, wanted) in [
        ("\"Vale\",5\n", "speakers.csv:3: row cannot be read: it has 2 cells and the header 3"),
        ("\"Vale\",5.5,1.2000\n", "speakers.csv:3: row cannot be read: n_words is \"5.5\""),
        ("\"Vale\",5,many\n", "speakers.csv:3: row cannot be read: war_per_1000 is \"many\""),
    ] {
        let folder = folder("plain", &[("speakers.csv", &format!("{head}{row}"))]);
        let error = cells(folder.path(), "speakers").expect_err("damaged").to_string();
        assert!(error.ends_with(wanted), "{error}");
    }
}

#[test]
fn what_is_no_results_folder_is_refused() {
    let empty = tempfile::tempdir().expect("a folder");
    let refused = |path: &Path| Saved::open(path).expect_err("no results").to_string();
    let error = refused(empty.path());
    assert!(error.ends_with("is not a results folder: it holds no manifest.json"), "{error}");
    assert!(refused(&empty.path().join("none")).ends_with("no such file or folder"));
    let manifest = empty.path().join("manifest.json");
    std::fs::write(&manifest, "{\"program\":\"other\"}").expect("written");
    assert!(refused(&manifest).ends_with("is not a folder"));
    let error = refused(empty.path());
    assert!(error.ends_with("is not a results folder: another program wrote it"), "{error}");
    std::fs::write(&manifest, "{\"program\":\"rhetor\"}").expect("written");
    assert!(refused(empty.path()).contains("is not a manifest of this version"));
    std::fs::write(&manifest, "{\"program\":\"rhetor\",\"files\":[]}").expect("written");
    let error = refused(empty.path());
    assert!(error.contains("it does not list the categories of the run"), "{error}");
    let bare = folder("plain", &[]);
    let error = cells(bare.path(), "quotes").expect_err("no table").to_string();
    assert!(error.ends_with("holds no quotes.csv"), "{error}");
}
