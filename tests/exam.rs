//! How well the built-in lexicons tell a true use from a misleading one, and how well
//! stances are told, on sentences written from the definitions alone by somebody who had
//! not seen a row or a rule.
//!
//! The floors may only rise. Traps of odd number were read when rows were repaired later;
//! those of even number were only measured.

use rhetor::analysis::{Tools, analyze};
use rhetor::document::Document;
use rhetor::score::Hit;
use std::collections::BTreeMap;

/// A hit in a sentence that somebody says.
struct Found {
    lexicon: String,
    words: String,
    stance: &'static str,
    counted: bool,
}

fn hits(tools: &Tools, sentence: &str) -> Vec<Found> {
    let said = sentence.replace(['“', '"'], "‘").replace('”', "’");
    let document = Document::new("exam", format!("Mira Holt said: “{said}”"));
    let analysis = analyze(&document, tools, &mut tools.desk());
    let all = analysis.findings.iter().flat_map(|f| &f.score.hits);
    let found = |h: &Hit| Found {
        lexicon: tools.lexicons[h.lexicon].name.clone(),
        words: h.span.of(&document.text).to_lowercase(),
        stance: h.stance.name(),
        counted: h.counted,
    };
    all.map(found).collect()
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|r| r.expect("a row").iter().map(str::to_string).collect()).collect()
}

#[test]
#[expect(clippy::print_stdout, reason = "the README quotes these figures")]
fn misleading_uses_are_resisted_and_true_ones_hit() {
    let tools = Tools::builtin().expect("built-in files parse");
    // By what is asked of and wanted answer: right, all.
    let mut shares: BTreeMap<(String, &str), (u32, u32)> = BTreeMap::new();
    let mut wrong = String::new();
    for row in rows(include_str!("exam/traps.csv")) {
        let [id, lexicon, want, word, sentence, _] = &row[..] else { panic!("{row:?}") };
        let number: u32 = id.split('-').nth(1).and_then(|n| n.parse().ok()).expect("a number");
        let half = if number % 2 == 1 { "read" } else { "kept" };
        let counts = |h: &Found| h.counted && h.lexicon == *lexicon;
        let is_right = hits(&tools, sentence).iter().any(counts) == (want == "1");
        for of in ["all", half, lexicon] {
            let share = shares.entry((of.into(), if want == "1" { "hit" } else { "resisted" })).or_default();
            *share = (share.0 + u32::from(is_right), share.1 + 1);
        }
        if !is_right {
            wrong.push_str(&format!("{id} wants {want} of {lexicon} for “{word}”: {sentence}\n"));
        }
    }
    let percent = |(right, all): (u32, u32)| 100.0 * f64::from(right) / f64::from(all);
    for ((of, answer), share) in &shares {
        println!("{of}, {answer}: {} of {}, {:.1} %", share.0, share.1, percent(*share));
    }
    let found = |half: &str, answer| shares.get(&(half.to_string(), answer)).copied().map(percent);
    let holds = |&(half, answer, floor)| found(half, answer).is_some_and(|found| found >= floor);
    assert!(TRAPS.iter().all(holds), "{shares:?}\n{wrong}");
}

/// Two hundred pairs more, written by two others. Before anybody had read them 89 of the first
/// hundred misleading uses were resisted and 93 true ones hit, and 83 and 92 of the second, after
/// what the first had shown was mended; now both have been read.
#[test]
fn pairs_of_a_word_misleading_and_true_are_told_apart() {
    let tools = Tools::builtin().expect("built-in files parse");
    let (mut right, mut wrong) = ([0, 0], String::new());
    for row in rows(include_str!("exam/pairs.csv")) {
        let [id, lexicon, want, word, sentence, _] = &row[..] else { panic!("{row:?}") };
        let counts = |h: &Found| h.counted && h.lexicon == *lexicon;
        if hits(&tools, sentence).iter().any(counts) == (want == "1") {
            right[usize::from(want == "1")] += 1;
        } else {
            wrong.push_str(&format!("{id} wants {want} of {lexicon} for “{word}”: {sentence}\n"));
        }
    }
    assert!(right[0] >= 186 && right[1] >= 198, "{right:?} of 200 each\n{wrong}");
}

/// Half, answer, least percentage.
const TRAPS: [(&str, &str, f64); 4] =
    [("read", "resisted", 97.0), ("read", "hit", 98.8), ("kept", "resisted", 88.1), ("kept", "hit", 83.7)];

#[test]
#[expect(clippy::print_stdout, reason = "the README quotes these figures")]
fn stances_are_told_from_one_another() {
    let tools = Tools::builtin().expect("built-in files parse");
    let (mut right, mut all, mut wrong) = (0, 0, String::new());
    for row in rows(include_str!("exam/stances.csv")) {
        let [id, lexicon, word, stance, sentence, _] = &row[..] else { panic!("{row:?}") };
        let word = word.to_lowercase();
        let found = hits(&tools, sentence);
        let about =
            |h: &&Found| h.lexicon == *lexicon && (h.words.contains(&word) || word.contains(&h.words));
        // Whether the lexicon has the word is asked elsewhere.
        let Some(hit) = found.iter().find(about) else { continue };
        all += 1;
        if hit.stance == stance {
            right += 1;
        } else {
            wrong.push_str(&format!("{id} is {stance}, found {}: {sentence}\n", hit.stance));
        }
    }
    println!("stances: {right} of {all} right");
    assert!(right >= STANCES, "{right} of {all} right\n{wrong}");
}

const STANCES: u32 = 108;
