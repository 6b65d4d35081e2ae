//! Many processes and one merge are one process, to the byte.

mod carried;
mod refused;

use proptest::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// Articles to draw from: agency copies, cuts, quotes within quotes, quotes of several
/// paragraphs, speech without marks, letters of more than one byte, bad dates.
const TEXTS: [(&str, &str, &str); 12] = [
    (
        "Coast Wire",
        "2024-03-04",
        "“We will keep fighting for every berth until the last crane stands again, and nobody will tell us \
         otherwise,” said Mira Holt, the mayor. “It is a war of nerves,” Holt said. The ferry came at noon and \
         left again with nobody on board, as it had done on each of the nine days before that one.",
    ),
    (
        "Harbour Post",
        "2024-03-05",
        "“We will keep fighting for every berth until the last crane stands again, and nobody will tell us \
         otherwise,” mayor Mira Holt said. “It is a war of nerves,” she added. The ferry came at noon and \
         left again with nobody on board, as it had done on each of the nine days before that one.",
    ),
    (
        "Harbour Post",
        "",
        "“We will keep fighting for every berth until the last crane stands again,” Mira Holt said.",
    ),
    (
        "Żółw",
        "2024-02-30",
        "„Żaden okręt“, said Zoë Müller. “Our friends in Łódź — allies, if you like — are no enemies;\n\nthey \
         never wanted an empire,” she told reporters in Łódź. “ We wait. ” The “war room” was a café.",
    ),
    (
        "Coast Wire",
        "2024-03-06",
        "“She told me, ‘We shall destroy the invaders,’ and I believed her,” Bram Vale said of the minister.",
    ),
    (
        "Ledger",
        "2024-03-07",
        "Bram Vale said that the army would never leave the city. Ana Ortiz denied that there was any threat of \
         an invasion. According to Selin Amaro, the two countries are friends and will make peace.",
    ),
    (
        "Ledger",
        "2024-03-07",
        "“We wait for peace.\n\n“We wait for our soldiers.\n\n“We wait,” said Goran Vetrak.\n\n“No,” a guard said.",
    ),
    (
        "",
        "2024-03-08",
        "Nothing is quoted here. The bridge was closed on Monday and opened again on Tuesday.",
    ),
    (
        "Ledger",
        "2024-03-09",
        "HOLT: We will not surrender the harbour.\n\nVALE: You are the enemy of this town.\n\nHOLT: War it is.\n\n\
         VALE: Victory will be ours, and the enemy knows it.\n\nHOLT: We shall see.",
    ),
    (
        "Le Quai",
        "2024-03-10",
        "Le port est resté fermé toute la semaine et les ouvriers attendent encore une réponse du maire, qui \
         n’a rien dit depuis lundi. « Nous attendons la paix », a déclaré le syndicat devant la presse réunie.",
    ),
    (
        "Ledger",
        "2024-03-11",
        "“Sacred soil,” “evil empire” and “total victory” were the words of the day, Holt said.",
    ),
    (
        "Coast Wire",
        "2024-03-12",
        "“If they attack us, we will strike back with missiles,” General Oto Brezan said.",
    ),
];

/// Lines of JSON, each with an id; what stands in the list twice has two.
fn lines(chosen: &[usize]) -> Vec<String> {
    let line = |(at, text): (usize, &usize)| {
        let (source, date, text) = TEXTS[text % TEXTS.len()];
        let record = serde_json::json!({"id": format!("n{at}"), "source": source, "date": date, "text": text,
                                        "title": format!("No. {at}"), "speaker": "Mira  Holt"});
        format!("{record}\n")
    };
    chosen.iter().enumerate().map(line).collect()
}

fn rhetor(args: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    // It may refuse before it has read all.
    drop(child.stdin.take().map(|mut stdin| stdin.write_all(input.as_bytes())));
    child.wait_with_output().expect("ends")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What one process of many writes.
fn part(options: &[&str], input: &str) -> String {
    let output = rhetor(&[&["score", "--stream", "-q"], options].concat(), input);
    assert!(output.status.success(), "{}", said(&output));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// All files of a results folder but the manifest.
fn tables(folder: &Path) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(folder).expect("results").filter_map(Result::ok);
    let read = |e: std::fs::DirEntry| {
        (e.file_name().to_string_lossy().into_owned(), std::fs::read_to_string(e.path()).expect("UTF-8"))
    };
    entries.filter(|e| e.file_name() != "manifest.json").map(read).collect()
}

/// The tables of one process that reads all of it.
fn whole(place: &Path, options: &[&str], input: &str) -> BTreeMap<String, String> {
    let folder = place.join("whole");
    let out = folder.to_str().expect("UTF-8");
    // As processes of many take it, whatever the first line looks like.
    let jsonl = ["--input-format", "jsonl"];
    let args = ["score", "-", "-q", "--force", "-f", "csv,jsonl", "--dialect", "plain", "-o", out];
    let output = rhetor(&[&args, &jsonl[..], options].concat(), input);
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    tables(&folder)
}

/// The tables that are made of parts, written as files in this order.
fn merged(place: &Path, options: &[&str], parts: &[String]) -> BTreeMap<String, String> {
    let (folder, from) = (place.join("merged"), place.join("parts"));
    let _ = std::fs::remove_dir_all(&from);
    std::fs::create_dir_all(&from).expect("a folder");
    let mut paths: Vec<PathBuf> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        paths.push(from.join(format!("part-{at:05}")));
        std::fs::write(&paths[at], part).expect("written");
    }
    let paths: Vec<&str> = paths.iter().map(|p| p.to_str().expect("UTF-8")).collect();
    let out = folder.to_str().expect("UTF-8");
    let args =
        ["merge", "-q", "--force", "-f", "csv,jsonl", "--dialect", "plain", "-o", out, "--allow-equal"];
    let output = rhetor(&[&args, options, &paths].concat(), "");
    assert!(matches!(output.status.code(), Some(0 | 3)), "{}", said(&output));
    tables(&folder)
}

/// A table of articles without the lines in which its records stood: its last column.
fn without_lines(mut tables: BTreeMap<String, String>) -> BTreeMap<String, String> {
    for name in ["articles.csv", "documents.csv"] {
        if let Some(table) = tables.get_mut(name) {
            let cut = |line: &str| line.rsplit_once(',').map_or(line, |(rest, _)| rest).to_string() + "\n";
            *table = table.lines().map(cut).collect();
        }
    }
    tables.remove("problems.csv");
    tables
}

const FLAVOURS: [&[&str]; 4] = [
    &["--lang", "any"],
    &["--quotes", "all"],
    &["--quotes", "all", "--speakers", "tests/cmd/who.csv", "--valence", "vader-strict"],
    &["--unit", "document", "--speakers", "tests/cmd/who.csv"],
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn articles_dealt_out_in_any_way_and_merged_in_any_order_are_the_whole(
        dealt in prop::collection::vec((0..TEXTS.len(), 0..3_usize), 4..14),
        flavour in 0..FLAVOURS.len(),
        backwards in any::<bool>(),
        jobs in prop::sample::select(vec!["1", "2", "5"]),
    ) {
        let place = tempfile::tempdir().expect("a folder");
        let chosen: Vec<usize> = dealt.iter().map(|(text, _)| *text).collect();
        let lines = lines(&chosen);
        let options = FLAVOURS[flavour];
        let all = whole(place.path(), options, &lines.concat());
        let of = |n: usize| -> String {
            lines.iter().zip(&dealt).filter(|(_, (_, to))| *to == n).map(|(line, _)| &**line).collect()
        };
        let mut parts: Vec<String> = (0..3).map(|n| part(&[options, &["-j", jobs]].concat(), &of(n))).collect();
        if backwards {
            parts.reverse();
        }
        let speakers: &[&str] =
            if options.contains(&"--speakers") { &["--speakers", "tests/cmd/who.csv"] } else { &[] };
        let merged = merged(place.path(), &[speakers, &["-j", jobs]].concat(), &parts);
        prop_assert_eq!(without_lines(all), without_lines(merged));
    }

    #[test]
    fn the_pieces_of_one_file_in_its_order_are_the_file_with_all_its_problems(
        texts in prop::collection::vec(0..TEXTS.len() + 3, 3..12),
        cuts in prop::collection::vec(0..12_usize, 0..3),
        flavour in 0..2_usize,
    ) {
        let place = tempfile::tempdir().expect("a folder");
        let mut lines = lines(&texts);
        for (line, text) in lines.iter_mut().zip(&texts) {
            match text.checked_sub(TEXTS.len()) {
                Some(0) => *line = "no { JSON\n".into(),
                Some(1) => *line = "\n".into(),
                // An id that others have too.
                Some(_) => *line = line.replacen("{\"id\":\"n", "{\"id\":\"n1", 1),
                None => {}
            }
        }
        let options = FLAVOURS[flavour];
        let mut all = lines.concat();
        // Something must be scored.
        writeln!(all, "{{\"id\": \"last\", \"text\": {}}}", serde_json::json!(TEXTS[0].2)).expect("a string");
        let whole = whole(place.path(), options, &all);
        let lines: Vec<&str> = all.split_inclusive('\n').collect();
        let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (lines.len() + 1)).collect();
        cuts.extend([0, lines.len()]);
        cuts.sort_unstable();
        let parts: Vec<String> =
            cuts.windows(2).map(|ends| part(options, &lines[ends[0]..ends[1]].concat())).collect();
        let merged = merged(place.path(), &["--order", "parts"], &parts);
        prop_assert_eq!(whole, merged);
    }
}

#[test]
fn parts_may_stand_in_one_file_be_packed_and_lie_as_an_engine_leaves_them() {
    let place = tempfile::tempdir().expect("a folder");
    let lines = lines(&[0, 1, 4, 5, 6]);
    let parts = [part(&[], &lines[..2].concat()), part(&[], ""), part(&[], &lines[2..].concat())];
    let all = without_lines(merged(place.path(), &[], &parts));
    let folder = place.path().join("spark");
    std::fs::create_dir_all(folder.join("more")).expect("a folder");
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(parts[0].as_bytes()).expect("packed");
    std::fs::write(folder.join("part-00000.gz"), packed.finish().expect("packed")).expect("written");
    let packed = zstd::encode_all(parts[2].as_bytes(), 1).expect("packed");
    std::fs::write(folder.join("more/part-00001.zst"), packed).expect("written");
    for note in ["_SUCCESS", ".part-00000.gz.crc"] {
        std::fs::write(folder.join(note), "x").expect("written");
    }
    let out = place.path().join("out");
    let [from, to] = [&folder, &out].map(|p| p.to_str().expect("UTF-8"));
    let options = ["-q", "-f", "csv,jsonl", "--dialect", "plain", "--force", "-o", to];
    let output = rhetor(&[&["merge", from, "--parts-expected", "2"], &options[..]].concat(), "");
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(without_lines(tables(&out)), all);
    let output = rhetor(&[&["merge", "-", "--parts-expected", "3"], &options[..]].concat(), &parts.concat());
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(without_lines(tables(&out)), all);
}

#[test]
fn whoever_waits_for_an_answer_gets_one() {
    use std::io::{BufRead, BufReader};
    let mut child = Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(["score", "--stream", "-q"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("runs");
    let mut stdin = child.stdin.take().expect("piped");
    let mut answers = BufReader::new(child.stdout.take().expect("piped")).lines().map_while(Result::ok);
    for n in 0..3 {
        writeln!(stdin, "{{\"id\": \"n{n}\", \"text\": \"“War is near,” said Mira Holt.\"}}")
            .expect("written");
        let answer = [answers.next(), answers.next()].map(Option::unwrap_or_default);
        assert!(answer[0].contains(&format!("\"article\":\"n{n}\"")), "{answer:?}");
        assert!(answer[1].contains("\"speaker\":\"Mira Holt\""), "{answer:?}");
    }
    drop(stdin);
    assert!(answers.next().is_some_and(|end| end.starts_with("{\"type\":\"end\",\"in\":3,\"out\":3,")));
    assert!(child.wait().expect("ends").success());
}

#[test]
fn what_is_left_out_is_counted_in_the_whole() {
    let place = tempfile::tempdir().expect("a folder");
    let lines = lines(&[0, 2, 4, 9]);
    let options = ["--since", "2024-03-05"];
    let parts = [part(&options, &lines[..2].concat()), part(&options, &lines[2..].concat())];
    let merged = merged(place.path(), &[], &parts);
    let manifest = std::fs::read_to_string(place.path().join("merged/manifest.json")).expect("written");
    for count in [
        "\"articles\": 1",
        "\"records\": 4",
        "\"out_of_dates\": 1",
        "\"undated\": 1",
        "\"other_language\": 1",
    ] {
        assert!(manifest.contains(count), "{count}: {manifest}");
    }
    let problems = &merged["problems.csv"];
    assert!(problems.contains("part-00001: standard input\",2,,\"left_out\""), "{problems}");
}

#[test]
fn an_article_without_an_id_has_one_of_its_text() {
    let line = |text: &str| format!("{{\"text\": {}}}\n", serde_json::json!(text));
    let id = |input: &str| {
        let part = part(&[], input);
        let first =
            part.lines().find(|l| l.contains(TEXTS[4].1) || l.contains("\"type\":\"article\"")).expect("one");
        let record: serde_json::Value = serde_json::from_str(first).expect("JSON");
        record["article"].as_str().expect("an id").to_string()
    };
    let (one, other) = (line(TEXTS[4].2), line(TEXTS[6].2));
    assert!(id(&one).starts_with("text-"), "{}", id(&one));
    assert_eq!(id(&one), id(&format!("\n\n{one}{other}")));
    assert_ne!(id(&one), id(&other));
}
