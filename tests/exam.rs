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

/// The counted hits of a sentence, said by somebody: lexicon, words, stance.
fn hits(tools: &Tools, sentence: &str) -> Vec<(String, String, &'static str)> {
    let said = sentence.replace(['“', '"'], "‘").replace('”', "’");
    let document = Document::new("exam", format!("Mira Holt said: “{said}”"));
    let analysis = analyze(&document, tools, &mut tools.desk());
    let all = analysis.findings.iter().flat_map(|f| &f.score.hits);
    let shown = |h: &Hit| {
        let words = h.span.of(&document.text).to_lowercase();
        (tools.lexicons[h.lexicon].name.clone(), words, h.stance.name(), h.counted)
    };
    all.map(shown).map(|(lexicon, words, stance, _)| (lexicon, words, stance)).collect()
}

fn counted(tools: &Tools, sentence: &str, lexicon: &str) -> bool {
    let said = sentence.replace(['“', '"'], "‘").replace('”', "’");
    let document = Document::new("exam", format!("Mira Holt said: “{said}”"));
    let analysis = analyze(&document, tools, &mut tools.desk());
    let mut all = analysis.findings.iter().flat_map(|f| &f.score.hits);
    all.any(|h| h.counted && tools.lexicons[h.lexicon].name == lexicon)
}

fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|r| r.expect("a row").iter().map(str::to_string).collect()).collect()
}

#[test]
fn misleading_uses_are_resisted_and_true_ones_hit() {
    let tools = Tools::builtin().expect("built-in files parse");
    // By half and wanted answer: right, all.
    let mut shares: BTreeMap<(&str, &str), (u32, u32)> = BTreeMap::new();
    let mut wrong = String::new();
    for row in rows(include_str!("exam/traps.csv")) {
        let [id, lexicon, want, word, sentence, _] = &row[..] else { panic!("{row:?}") };
        let number: u32 = id.split('-').nth(1).and_then(|n| n.parse().ok()).expect("a number");
        let half = if number % 2 == 1 { "read" } else { "kept" };
        let is_right = counted(&tools, sentence, lexicon) == (want == "1");
        let share = shares.entry((half, if want == "1" { "hit" } else { "resisted" })).or_default();
        *share = (share.0 + u32::from(is_right), share.1 + 1);
        if !is_right {
            wrong.push_str(&format!("{id} wants {want} of {lexicon} for “{word}”: {sentence}\n"));
        }
    }
    let percent = |of| shares.get(&of).map(|s| 100.0 * f64::from(s.0) / f64::from(s.1)).expect("asked");
    let floors = TRAPS.map(|(half, answer, floor)| (percent((half, answer)), floor));
    assert!(floors.iter().all(|(found, floor)| found >= floor), "{shares:?}\n{wrong}");
}

/// Half, answer, least percentage.
const TRAPS: [(&str, &str, f64); 4] =
    [("read", "resisted", 97.0), ("read", "hit", 98.8), ("kept", "resisted", 87.5), ("kept", "hit", 83.7)];

#[test]
fn stances_are_told_from_one_another() {
    let tools = Tools::builtin().expect("built-in files parse");
    let (mut right, mut all, mut wrong) = (0, 0, String::new());
    for row in rows(include_str!("exam/stances.csv")) {
        let [id, lexicon, word, stance, sentence, _] = &row[..] else { panic!("{row:?}") };
        let word = word.to_lowercase();
        let found = hits(&tools, sentence);
        let about =
            |h: &&(String, String, &str)| h.0 == *lexicon && (h.1.contains(&word) || word.contains(&h.1));
        // Whether the lexicon has the word is asked elsewhere.
        let Some(hit) = found.iter().find(about) else { continue };
        all += 1;
        if hit.2 == stance {
            right += 1;
        } else {
            wrong.push_str(&format!("{id} is {stance}, found {}: {sentence}\n", hit.2));
        }
    }
    assert!(right >= STANCES, "{right} of {all} right\n{wrong}");
}

const STANCES: u32 = 105;
