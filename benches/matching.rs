//! Our matcher against the plainest one: as many rows as several lexicons have together, over
//! articles of our own.
//!
//! The plain matcher lower-cases runs of letters and asks a map of words: no phrases, stars,
//! precedence or positions. Each reads the same text with the same rows in the same run.
//! `tokenize_and_match` is what a run pays for a text whose words it met before, and
//! `match_alone` what the matcher adds where the text is tokenized for other stages anyway.

use divan::{Bencher, Divan, counter::BytesCount};
use rhetor::lexicon::{Cache, Lexicon, Matcher, Use, builtin, load};
use rhetor::text::{Parsed, Range, Vocabulary};
use std::collections::{BTreeSet, HashMap};
use std::hint::black_box;
use std::sync::LazyLock;

/// Rows, all of one word.
const ROWS: usize = 5_000;
/// Articles are repeated up to this size.
const BYTES: usize = 1 << 20;

/// Rows of one word of the rhetoric lexicons, filled up with given names and nouns for people:
/// no function words, which no such list holds.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let lexicons = builtin::NAMES.iter().filter_map(|name| builtin::get(name));
    let lexicons: Vec<_> = lexicons.map(|lexicon| lexicon.expect("built-in lexicons parse")).collect();
    let words = |of: &dyn Fn(&Lexicon) -> bool| -> BTreeSet<String> {
        let entries = lexicons.iter().filter(|l| of(l)).flat_map(|lexicon| lexicon.entries.iter());
        let words = entries.map(|entry| entry.pattern.text.to_lowercase());
        words.filter(|w| w.chars().all(|c| c.is_ascii_lowercase())).collect()
    };
    let scored = words(&|l| l.kind == Use::Rhetoric);
    let others = words(&|l| matches!(&*l.name, "people-en" | "given-names"));
    let others: Vec<_> = others.difference(&scored).cloned().collect();
    let step = others.len() / ROWS.saturating_sub(scored.len()).max(1);
    scored.into_iter().chain(others.into_iter().step_by(step.max(1))).take(ROWS).collect()
});

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sample")).expect("a folder");
    let mut paths: Vec<_> = folder.map(|file| file.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let articles = paths.iter().map(|path| std::fs::read_to_string(path).expect("a readable article"));
    let once: Vec<_> = articles.collect();
    let times = BYTES.div_ceil(once.iter().map(String::len).sum());
    vec![once; times].concat()
});

fn main() {
    assert_eq!(WORDS.len(), ROWS);
    Divan::default().sample_count(30).config_with_args().main();
}

fn matcher() -> Matcher {
    let csv = format!("pattern,category\n{},x\n", WORDS.join(",x\n"));
    let (lexicon, _) = load::from_csv("bench", &csv, "bench.csv");
    Matcher::new(&[lexicon.expect("a lexicon")])
}

fn bytes() -> BytesCount {
    BytesCount::new(TEXTS.iter().map(String::len).sum::<usize>())
}

#[divan::bench]
fn plain_map_of_words(bencher: Bencher) {
    let map: HashMap<&str, usize> = WORDS.iter().enumerate().map(|(at, word)| (word.as_str(), at)).collect();
    let mut found: Vec<usize> = Vec::new();
    bencher.counter(bytes()).bench_local(|| {
        for text in black_box(&*TEXTS) {
            found.clear();
            let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
            found.extend(words.filter_map(|word| map.get(word.to_lowercase().as_str()).copied()));
            black_box(&found);
        }
    });
}

#[divan::bench]
fn tokenize_and_match(bencher: Bencher) {
    let matcher = matcher();
    let (mut vocabulary, mut cache, mut found) = (Vocabulary::default(), Cache::default(), Vec::new());
    bencher.counter(bytes()).bench_local(|| {
        for text in black_box(&*TEXTS) {
            let parsed = Parsed::new(text, &mut vocabulary);
            let all = Range::new(0, parsed.tokens.len());
            matcher.find_hits(&parsed, &[all], &vocabulary, &mut cache, &mut found);
            black_box(&found);
        }
    });
}

#[divan::bench]
fn match_alone(bencher: Bencher) {
    let matcher = matcher();
    let (mut vocabulary, mut cache, mut found) = (Vocabulary::default(), Cache::default(), Vec::new());
    let parsed: Vec<_> = TEXTS.iter().map(|text| Parsed::new(text, &mut vocabulary)).collect();
    bencher.counter(bytes()).bench_local(|| {
        for parsed in black_box(&parsed) {
            let all = Range::new(0, parsed.tokens.len());
            matcher.find_hits(parsed, &[all], &vocabulary, &mut cache, &mut found);
            black_box(&found);
        }
    });
}
