//! What is left of a run that does not end by itself: whole tables, or none.
#![cfg(unix)]

use rhetor::report::folder::whole;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Articles, one a line; no two alike.
fn articles(count: usize) -> String {
    let names = ["Mira Holt", "Bram Vale", "Ana Ortiz", "Selin Amaro", "Goran Vetrak"];
    let things = ["harbour", "army", "bridge", "bread", "treaty", "enemy", "ferry"];
    let mut lines = String::new();
    for n in 0..count {
        let (name, thing, other) = (names[n % 5], things[n % 7], things[n / 7 % 7]);
        let text = format!(
            "“We will keep the {thing} and not the {other},” {name} said on day {n}. “Our friends know it.” \
             The {thing} was closed. “War is near,” a guard said."
        );
        writeln!(lines, "{{\"id\": \"n{n}\", \"text\": {}}}", serde_json::json!(text)).expect("a string");
    }
    lines
}

fn rhetor(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rhetor"));
    command.current_dir(folder).args(args).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn done(mut command: Command) -> Output {
    command.output().expect("runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).output();
    drop(sent.expect("kill is there"));
}

/// Everything visible in a results folder but the manifest.
fn tables(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    let name = |e: &std::fs::DirEntry| e.file_name().to_string_lossy().into_owned();
    let visible = entries.filter_map(Result::ok).filter(|e| !name(e).starts_with('.'));
    let tables = visible.filter(|e| name(e) != "manifest.json");
    tables.map(|e| (name(&e), std::fs::read(e.path()).expect("readable"))).collect()
}

fn hidden(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.filter(|e| e.file_name().to_string_lossy().starts_with('.')).count()
}

/// Signals are ignored where the tests run as a background job of some shells.
fn signals_arrive() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|l| l.strip_prefix("SigIgn:")).map(str::trim);
    let mask = ignored.and_then(|mask| u64::from_str_radix(mask, 16).ok()).unwrap_or(0);
    // Hang-up, interrupt and termination are signals 1, 2 and 15.
    mask & (1 | 1 << 1 | 1 << 14) == 0
}

/// Runs a command and stops it: how it ended, in which way and after which share of its time.
fn stopped(mut command: Command, whole_run: Duration, moment: u32) -> (Output, &'static str, f64) {
    let ways: &[&str] = if signals_arrive() { &["INT", "KILL", "TERM"] } else { &["KILL"] };
    let way = ways[moment as usize % ways.len()];
    let child = command.spawn().expect("runs");
    // By a golden ratio of the run's length, so that all its parts are met.
    let share = f64::from(moment + 1) * 0.618 % 1.0;
    std::thread::sleep(whole_run.mul_f64(share * 1.05));
    signal(&child, way);
    (child.wait_with_output().expect("ends"), way, share)
}

/// Runs, stops it at some moments in some ways, and looks at what it left.
fn moments(count: u32, lines: usize) {
    let place = tempfile::tempdir().expect("a folder");
    let place = place.path();
    let input = articles(lines);
    std::fs::write(place.join("in.jsonl"), &input).expect("written");
    let began = Instant::now();
    assert!(done(rhetor(place, &["score", "in.jsonl", "-q", "-o", "all"])).status.success());
    let whole_run = began.elapsed();
    let all = tables(&place.join("all"));
    assert!(all.len() >= 6, "{:?}", all.keys());
    for moment in 0..count {
        let out = format!("out{moment}");
        let folder = place.join(&out);
        let (ended, way, share) =
            stopped(rhetor(place, &["score", "in.jsonl", "-o", &out]), whole_run, moment);
        let found = tables(&folder);
        match whole::check(&folder) {
            Ok(None) => assert_eq!(found, all, "{way} in the end: {}", said(&ended)),
            Ok(Some(problem)) => {
                assert_eq!(ended.status.code(), Some(130), "{}", said(&ended));
                let read: usize = problem.kind.to_string().split("in.jsonl:").nth(1).map_or(0, |rest| {
                    rest.split(' ').next().and_then(|line| line.parse().ok()).expect("a line")
                });
                assert!(read > 0 && read < lines, "{}", problem.kind);
                is_what_a_run_over_so_many_lines_writes(place, &input, read, &found);
            }
            Err(error) => {
                // Before it listens, a signal ends it at once.
                let code = ended.status.code();
                assert!(code.is_none_or(|code| code == 130), "{way}: {error}; {}", said(&ended));
                assert!(found.is_empty(), "{way}: {error}: {:?}", found.keys());
            }
        }
        let again = done(rhetor(place, &["score", "in.jsonl", "--force", "-o", &out]));
        assert!(again.status.success(), "{}", said(&again));
        assert_eq!(tables(&folder), all, "after {way} at {share}");
        assert_eq!(hidden(&folder), 0, "after {way} at {share}");
    }
}

fn is_what_a_run_over_so_many_lines_writes(
    place: &Path,
    input: &str,
    lines: usize,
    found: &BTreeMap<String, Vec<u8>>,
) {
    let end = input.match_indices('\n').nth(lines - 1).map_or(input.len(), |(at, _)| at + 1);
    let part = place.join("part");
    std::fs::create_dir_all(&part).expect("made");
    std::fs::write(part.join("in.jsonl"), &input[..end]).expect("written");
    assert!(done(rhetor(&part, &["score", "in.jsonl", "-q", "--force", "-o", "out"])).status.success());
    assert_eq!(*found, tables(&part.join("out")), "the first {lines} lines");
}

#[test]
fn a_run_that_is_stopped_or_killed_leaves_whole_tables_or_none() {
    moments(3, 300);
}

#[test]
#[ignore = "takes minutes: cargo test --release --locked interrupted -- --ignored"]
fn a_run_that_is_stopped_or_killed_at_twenty_moments_leaves_whole_tables_or_none() {
    moments(20, 20_000);
}

/// Merges parts, stops it at some moments in some ways: all or nothing, and the same once more.
fn moments_of_merge(count: u32, lines: usize) {
    let place = tempfile::tempdir().expect("a folder");
    let place = place.path();
    std::fs::write(place.join("in.jsonl"), articles(lines)).expect("written");
    let part = done(rhetor(place, &["score", "in.jsonl", "--stream", "-q"]));
    assert!(part.status.success(), "{}", said(&part));
    std::fs::write(place.join("part"), part.stdout).expect("written");
    let began = Instant::now();
    let merged = done(rhetor(place, &["merge", "part", "-o", "all"]));
    assert!(merged.status.success(), "{}", said(&merged));
    let whole_run = began.elapsed();
    let all = tables(&place.join("all"));
    assert!(all.len() >= 6, "{:?}", all.keys());
    for moment in 0..count {
        let out = format!("out{moment}");
        let folder = place.join(&out);
        let (ended, way, share) = stopped(rhetor(place, &["merge", "part", "-o", &out]), whole_run, moment);
        let found = tables(&folder);
        if whole::check(&folder).is_ok() {
            assert_eq!(found, all, "{way} in the end: {}", said(&ended));
        } else {
            let code = ended.status.code();
            assert!(code.is_none_or(|code| code == 130), "{way}: {}", said(&ended));
            assert!(found.is_empty(), "{way}: {:?}", found.keys());
        }
        let again = done(rhetor(place, &["merge", "part", "--force", "-o", &out]));
        assert!(again.status.success(), "{}", said(&again));
        assert_eq!(tables(&folder), all, "after {way} at {share}");
        assert_eq!(hidden(&folder), 0, "after {way} at {share}");
    }
}

#[test]
fn a_merge_that_is_stopped_or_killed_leaves_whole_tables_or_none() {
    moments_of_merge(3, 300);
}

#[test]
#[ignore = "takes minutes: cargo test --release --locked interrupted -- --ignored"]
fn a_merge_that_is_stopped_or_killed_at_twenty_moments_leaves_whole_tables_or_none() {
    moments_of_merge(20, 20_000);
}

/// A run that waits for more on standard input, with some articles read.
fn waiting(place: &Path, out: &str, more: &[&str]) -> Child {
    let args = [&["score", "-", "-o", out][..], more].concat();
    let mut child = rhetor(place, &args).stdin(Stdio::piped()).spawn().expect("runs");
    let pipe = child.stdin.as_mut().expect("a pipe");
    pipe.write_all(articles(3).as_bytes()).expect("written");
    pipe.write_all(b"{\"id\": \"half\", \"te").expect("written");
    pipe.flush().expect("written");
    until(|| place.join(out).join(".rhetor.lock").exists());
    // And until it listens, reads and waits.
    std::thread::sleep(Duration::from_millis(1500));
    child
}

fn until(so: impl Fn() -> bool) {
    let began = Instant::now();
    while !so() && began.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Whether a run has begun to write its tables.
fn written(folder: &Path) -> bool {
    let entries = |folder: &Path| std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut works = entries(folder).filter(|e| e.path().is_dir());
    works.any(|work| entries(&work.path()).any(|e| e.metadata().is_ok_and(|m| m.len() > 0)))
}

#[test]
fn a_run_that_is_stopped_before_it_reads_says_so() {
    if !signals_arrive() {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join("in.jsonl"), articles(3)).expect("written");
    // A list of words that never comes.
    assert!(Command::new("mkfifo").arg(place.path().join("words.csv")).status().expect("runs").success());
    let child =
        rhetor(place.path(), &["score", "in.jsonl", "-l", "words.csv", "-o", "out"]).spawn().expect("runs");
    std::thread::sleep(Duration::from_secs(3));
    signal(&child, "INT");
    let ended = child.wait_with_output().expect("ends");
    assert_eq!(ended.status.code(), Some(130), "{}", said(&ended));
    assert!(said(&ended).contains("stopped before the first article was done"), "{}", said(&ended));
    assert!(!place.path().join("out").exists());
}

#[test]
fn a_run_that_waits_for_standard_input_stops_too_and_says_where() {
    if !signals_arrive() {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    let child = waiting(place.path(), "out", &[]);
    // Meanwhile the folder is taken.
    std::fs::write(place.path().join("a.txt"), "“We wait,” said Mira Holt.").expect("written");
    let other = done(rhetor(place.path(), &["score", "a.txt", "-o", "out"]));
    assert_eq!(other.status.code(), Some(1));
    assert!(said(&other).contains("out: is being written to by another run"), "{}", said(&other));
    signal(&child, "INT");
    let mut child = child;
    let pipe = child.stdin.take();
    let ended = child.wait_with_output().expect("ends");
    drop(pipe);
    let said = said(&ended);
    assert_eq!(ended.status.code(), Some(130), "{said}");
    assert!(
        said.contains("stopped behind standard input:3; of what was read until there: 3 articles"),
        "{said}"
    );
    let manifest = std::fs::read_to_string(place.path().join("out/manifest.json")).expect("written");
    assert!(manifest.contains("\"complete\": false"), "{manifest}");
    // Whoever reads them is told.
    let evidence = done(rhetor(place.path(), &["evidence", "out"]));
    let warned = String::from_utf8_lossy(&evidence.stderr).into_owned();
    assert!(warned.contains("nothing behind standard input:3 is in them"), "{warned}");
}

#[test]
fn what_is_stopped_does_not_replace_what_was_finished() {
    if !signals_arrive() {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join("a.txt"), "“We wait,” said Mira Holt.").expect("written");
    assert!(done(rhetor(place.path(), &["score", "a.txt", "-o", "out"])).status.success());
    let before = tables(&place.path().join("out"));
    let mut child = waiting(place.path(), "out", &["--force"]);
    signal(&child, "TERM");
    let pipe = child.stdin.take();
    let ended = child.wait_with_output().expect("ends");
    drop(pipe);
    assert_eq!(ended.status.code(), Some(130));
    assert!(said(&ended).contains("still holds the results of an earlier run"), "{}", said(&ended));
    assert_eq!(tables(&place.path().join("out")), before);
    assert!(whole::check(&place.path().join("out")).expect("whole").is_none());
}

#[test]
fn a_second_interruption_leaves_nothing() {
    if !signals_arrive() {
        return;
    }
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join("in.jsonl"), articles(4000)).expect("written");
    let child = rhetor(place.path(), &["score", "in.jsonl", "-o", "out", "-j", "1"]).spawn().expect("runs");
    until(|| written(&place.path().join("out")));
    signal(&child, "INT");
    std::thread::sleep(Duration::from_millis(100));
    signal(&child, "INT");
    let ended = child.wait_with_output().expect("ends");
    // A fast machine may have finished between the two.
    if said(&ended).contains("results in out") || ended.status.success() {
        whole::check(&place.path().join("out")).expect("whole");
    } else {
        assert_eq!(ended.status.code(), Some(130), "{}", said(&ended));
        assert!(!place.path().join("out").exists(), "{}", said(&ended));
    }
}

#[test]
fn a_full_disk_is_named_and_the_older_results_stay() {
    let place = tempfile::tempdir().expect("a folder");
    std::fs::write(place.path().join("a.txt"), "“We wait,” said Mira Holt.").expect("written");
    assert!(done(rhetor(place.path(), &["score", "a.txt", "-o", "out"])).status.success());
    let before = tables(&place.path().join("out"));
    std::fs::write(place.path().join("in.jsonl"), articles(700)).expect("written");
    // A limit on the size of files stands for the disk: it is met in the middle too.
    let script = "trap '' XFSZ; ulimit -f 64; exec \"$0\" score in.jsonl --force -o out";
    let ended = Command::new("sh")
        .args(["-c", script, env!("CARGO_BIN_EXE_rhetor")])
        .current_dir(place.path())
        .output()
        .expect("runs");
    assert_eq!(ended.status.code(), Some(1));
    let said = said(&ended);
    assert!(said.contains("error: out: ") && said.contains(".csv: File too large"), "{said}");
    assert_eq!(tables(&place.path().join("out")), before);
    assert_eq!(hidden(&place.path().join("out")), 0);
    assert!(whole::check(&place.path().join("out")).expect("whole").is_none());
}

/// Gives two lines and then an error, as a disk does that dies.
struct Dying(std::io::Cursor<String>);

impl Read for Dying {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        match self.0.read(into)? {
            0 => Err(std::io::Error::other("the disk died")),
            count => Ok(count),
        }
    }
}

impl BufRead for Dying {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        match self.0.fill_buf()? {
            [] => Err(std::io::Error::other("the disk died")),
            some => Ok(some),
        }
    }

    fn consume(&mut self, count: usize) {
        self.0.consume(count);
    }
}

#[test]
fn a_read_error_in_the_middle_keeps_what_was_read_and_names_the_line() {
    let dying = Box::new(Dying(std::io::Cursor::new(articles(2))));
    let said: Vec<String> = rhetor::ingest::Reader::new(&["-".into()], dying)
        .articles()
        .map(|made| match made {
            Ok((document, _)) => document.id.to_string(),
            Err(problem) => format!("{}: {}: {}", problem.effect.name(), problem.place, problem.kind),
        })
        .collect();
    assert_eq!(said, ["n0", "n1", "rejected: standard input:3: the disk died"]);
}
