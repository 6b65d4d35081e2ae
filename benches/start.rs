//! What a user waits for who has one article: the program from start to finish.
//!
//! Each sample is a process of its own, with everything it reads in the machine's cache.
//! `cargo bench --bench start` prints the fastest, the median and the slowest of a hundred.

use divan::{Bencher, Divan};
use std::process::{Command, Stdio};

const ARTICLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sample/01-harbour-summit.txt");

fn main() {
    Divan::default().sample_count(100).sample_size(1).config_with_args().main();
}

/// Times a run of the program, whatever it prints.
fn time(bencher: Bencher, arguments: &[&str]) {
    bencher.bench_local(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_rhetor"));
        let silent = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
        assert!(silent.status().expect("the program starts").success(), "{arguments:?}");
    });
}

/// What any program costs: nothing is read.
#[divan::bench]
fn version(bencher: Bencher) {
    time(bencher, &["--version"]);
}

#[divan::bench]
fn score_one_article(bencher: Bencher) {
    time(bencher, &["score", ARTICLE]);
}

#[divan::bench]
fn score_one_article_into_a_folder(bencher: Bencher) {
    let folder = tempfile::tempdir().expect("a folder");
    let output = folder.path().join("results").display().to_string();
    time(bencher, &["score", ARTICLE, "--output", &output, "--force"]);
}

#[divan::bench]
fn explain_one_article(bencher: Bencher) {
    time(bencher, &["explain", ARTICLE]);
}
