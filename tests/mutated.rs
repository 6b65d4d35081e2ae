//! Files that nobody wrote: our own articles with bytes flipped, cut, joined and repeated.
//!
//! Nothing panics, nothing hangs, and every file is in the manifest or in `problems.csv`.

use rhetor::evaluate::resample::Random;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Seconds that a megabyte may take.
const SECONDS_A_MEGABYTE: f64 = 10.0;
/// Seconds besides: starting, and what else the machine does. More in a build for tests.
const SECONDS_BESIDES: f64 = if cfg!(debug_assertions) { 120.0 } else { 20.0 };

/// Every file of ours that some reader could take for articles.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let (mut folders, mut found) = (vec![PathBuf::from("tests")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("readable").filter_map(Result::ok) {
            let path = entry.path();
            let extension = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if rhetor::ingest::FORMATS.iter().any(|f| f.extensions.contains(&&*extension)) {
                found.push((path.display().to_string(), std::fs::read(&path).expect("readable")));
            }
        }
    }
    found.sort();
    found.into_iter().filter(|(_, bytes)| bytes.len() < 20_000).collect()
}

fn below(random: &mut Random, most: usize) -> usize {
    (random.number() % most.max(1) as u64) as usize
}

/// What readers stumble over, in among the rest.
const STUMBLES: [&[u8]; 16] = [
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\"",
    b"{\"text\":\"",
    b"\\ud800",
    b"\n\n",
    b"\r",
    b"<![CDATA[",
    b"&#x110000;",
    b"\xe2\x80\x9c",
    b"\xe2\x80\x9d",
    b"\xe2\x80\x98",
    b",\",\"\"",
    b"[[[[[[[[",
    b"\xef\xbb\xbf",
];

/// One of the seeds, changed in one to six places.
fn mutated(seeds: &[(String, Vec<u8>)], random: &mut Random) -> (String, Vec<u8>) {
    let (name, bytes) = &seeds[below(random, seeds.len())];
    let mut bytes = bytes.clone();
    for _ in 0..=below(random, 6) {
        let at = below(random, bytes.len() + 1);
        let end = (at + below(random, 200)).min(bytes.len());
        match below(random, 7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << below(random, 8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..end)),
            3 => {
                let other = &seeds[below(random, seeds.len())].1;
                let from = below(random, other.len() + 1);
                bytes.extend_from_slice(&other[from..]);
            }
            4 => {
                let piece = bytes[at..end].repeat(1 + below(random, 40));
                bytes.splice(at..at, piece);
            }
            5 => drop(bytes.splice(at..at, STUMBLES[below(random, STUMBLES.len())].iter().copied())),
            _ => {
                for byte in &mut bytes[at..end] {
                    *byte = random.number() as u8;
                }
            }
        }
    }
    let extension = name.rsplit('.').next().unwrap_or("txt");
    // Now and then what it is called is not what it is.
    let extension = if below(random, 20) == 0 { "txt" } else { extension };
    (extension.to_string(), bytes)
}

/// Runs over a folder of files, and finds each of them again.
fn survives(place: &Path, folder: &str) {
    let (mut files, mut bytes) = (BTreeSet::new(), 0);
    for entry in std::fs::read_dir(place.join(folder)).expect("readable").filter_map(Result::ok) {
        bytes += entry.metadata().expect("a file").len();
        files.insert(format!("{folder}/{}", entry.file_name().to_string_lossy()));
    }
    let said = std::fs::File::create(place.join("said")).expect("written");
    let mut child = Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(["score", folder, "--quotes", "all", "--force", "-o", "out", "--dialect", "plain"])
        .current_dir(place)
        .stdout(Stdio::null())
        .stderr(said)
        .spawn()
        .expect("runs");
    let most = SECONDS_BESIDES + SECONDS_A_MEGABYTE * bytes as f64 / 1e6;
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        if began.elapsed().as_secs_f64() > most {
            let _ = child.kill();
            panic!("{bytes} bytes took longer than {most:.0} s; they are kept in {}", kept(place, folder));
        }
        std::thread::sleep(Duration::from_millis(5));
    };
    let said = std::fs::read_to_string(place.join("said")).expect("written");
    let fine = matches!(status.code(), Some(0 | 3)) && !said.contains("panicked");
    assert!(fine, "{status}: {said}; the files are kept in {}", kept(place, folder));
    let problems = std::fs::read_to_string(place.join("out/problems.csv")).expect("written");
    let fine = !problems.contains("rhetor itself failed");
    assert!(fine, "{problems}; the files are kept in {}", kept(place, folder));
    let manifest = std::fs::read_to_string(place.join("out/manifest.json")).expect("written");
    let manifest: serde_json::Value = serde_json::from_str(&manifest).expect("JSON");
    let inputs = manifest["inputs"].as_array().expect("a list");
    let read: BTreeSet<&str> = inputs.iter().filter_map(|i| i["path"].as_str()).collect();
    for file in files {
        let known = read.contains(&*file) || problems.contains(&format!("\"{file}\""));
        assert!(known, "{file} is nowhere; it is kept in {}", kept(place, folder));
    }
}

/// Keeps the files of a failed run for whoever looks into it.
fn kept(place: &Path, folder: &str) -> String {
    let to = std::env::temp_dir().join("rhetor-mutated");
    let _ = std::fs::remove_dir_all(&to);
    std::fs::create_dir_all(&to).expect("made");
    for entry in std::fs::read_dir(place.join(folder)).expect("readable").filter_map(Result::ok) {
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
    to.display().to_string()
}

fn survive(files: usize, batch: usize, seed: u64) {
    let place = tempfile::tempdir().expect("a folder");
    let seeds = seeds();
    assert!(seeds.len() > 50, "{}", seeds.len());
    let mut random = Random::new(seed);
    for first in (0..files).step_by(batch) {
        let folder = place.path().join("in");
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir(&folder).expect("made");
        std::fs::write(folder.join("sound.txt"), "“We wait,” said Mira Holt.").expect("written");
        for nth in first..(first + batch).min(files) {
            let (extension, bytes) = mutated(&seeds, &mut random);
            std::fs::write(folder.join(format!("{nth}.{extension}")), bytes).expect("written");
        }
        survives(place.path(), "in");
    }
}

#[test]
fn mutated_files_are_read_or_rejected_and_none_is_lost() {
    survive(80, 80, 1);
}

#[test]
#[ignore = "takes long: RHETOR_MUTATED=100000 cargo test --release --locked mutated -- --ignored"]
fn very_many_mutated_files_are_read_or_rejected_and_none_is_lost() {
    let number = |name: &str| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let seed = number("RHETOR_SEED").unwrap_or(2);
    survive(number("RHETOR_MUTATED").unwrap_or(100_000) as usize, 1000, seed);
}

#[test]
fn nasty_files_are_read_or_rejected_and_none_is_lost() {
    let place = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(place.path().join("in")).expect("made");
    for entry in std::fs::read_dir("tests/nasty").expect("readable").filter_map(Result::ok) {
        std::fs::copy(entry.path(), place.path().join("in").join(entry.file_name())).expect("copied");
    }
    survives(place.path(), "in");
}
