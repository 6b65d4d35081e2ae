//! Sentences of our own with the stance that a reader gives the words in braces.

use super::*;
use crate::lexicon::facts::{FactCache, Facts};
use crate::lexicon::{Use, builtin};
use crate::text::Parsed;

struct Row {
    stance: String,
    charge: Option<Charge>,
    sentence: String,
}

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.records().map(|record| {
        let record = record.expect("a row");
        let charge = match &record[1] {
            "word" => Some(Charge::Word),
            "deed" => Some(Charge::Deed),
            other => {
                assert_eq!(other, "");
                None
            }
        };
        Row { stance: record[0].into(), charge, sentence: record[2].into() }
    });
    rows.collect()
}

/// The stance of the words in braces, and the words that decide it.
fn found(row: &Row, facts: &Facts, cues: &Cues) -> (&'static str, String) {
    let (before, rest) = row.sentence.split_once('{').expect("a brace");
    let (hit, after) = rest.split_once('}').expect("a closing brace");
    let text = format!("{before}{hit}{after}");
    let mut vocabulary = facts.vocabulary();
    let parsed = Parsed::new(&text, &mut vocabulary);
    let mut cache = FactCache::default();
    facts.resolve(&vocabulary, &mut cache);
    let phrases = facts.phrases(&parsed, &vocabulary, &mut cache);
    let reading = Reading::new(&parsed, &vocabulary, &cache, &phrases, &[], true);
    let tokens = parsed.tokens_in(Span::new(before.len(), before.len() + hit.len()));
    let mut scratch = Scratch::default();
    let range = parsed.sentences[parsed.sentence_of(tokens.start)];
    cues.find(&reading, range, &mut scratch.cache, &mut scratch.found, &mut scratch.cues);
    let sentence = Sentence::new(&reading, range, &scratch.cues);
    let (stance, cue) = sentence.stance(tokens, row.charge);
    (stance.name(), cue.map_or("-", |c| c.of(&text)).to_string())
}

/// Shows what is not as written; how many are, of how many.
fn read(text: &str) -> (usize, usize, String) {
    compare(&rows(text))
}

fn compare(rows: &[Row]) -> (usize, usize, String) {
    let resources = builtin::NAMES.iter().filter_map(|name| builtin::get(name)).filter_map(Result::ok);
    let facts = Facts::new(resources.filter(|l| l.kind == Use::Resource));
    let cues = Cues::new(builtin::get("stance-en").expect("listed").expect("readable"));
    let (mut right, mut shown) = (0, String::new());
    for row in rows {
        let (stance, cue) = found(row, &facts, &cues);
        if stance == row.stance {
            right += 1;
        } else {
            shown += &format!("{}\n  expected {}, found {stance} by {cue}\n", row.sentence, row.stance);
        }
    }
    (right, rows.len(), shown)
}

#[test]
fn every_sentence_has_the_stance_that_a_reader_gives_it() {
    let (right, of, shown) = read(include_str!("sentences.csv"));
    assert!(right == of, "{right} of {of}\n{shown}");
}

/// Written before the rules and not looked at while they were made; on the first run 34 of
/// the 35 were right.
#[test]
fn sentences_kept_aside_have_the_stance_that_a_reader_gives_them() {
    let (right, of, shown) = read(include_str!("aside.csv"));
    assert!(right == of, "{right} of {of}\n{shown}");
}

/// Sentences with one stance and one way to be charged, if any.
fn all_are(stance: &str, charge: Option<Charge>, sentences: &[&str]) {
    let row = |s: &&str| Row { stance: stance.into(), charge, sentence: s.to_string() };
    let (_, _, shown) = compare(&sentences.iter().map(row).collect::<Vec<_>>());
    assert!(shown.is_empty(), "{shown}");
}

const DEED: Option<Charge> = Some(Charge::Deed);
const WORD: Option<Charge> = Some(Charge::Word);

#[test]
fn a_phrase_between_a_negated_subject_and_its_verb_hides_no_negator() {
    all_are(
        "negated",
        None,
        &[
            "Nobody in the valley is a {friend} of theirs.",
            "None of our neighbours to the south is our {ally}.",
            "Nobody who sells arms to our enemy can be called an {ally}.",
            "Nobody who betrays his neighbours will be our {ally}.",
            "No promise that they have made has brought us {friends}.",
            "No one at that table was ever a {partner} of ours.",
        ],
    );
    all_are("negated", WORD, &["No country that signed this treaty is an {enemy}."]);
    all_are("asserts", None, &["No, we are {allies}, and allies argue."]);
}

#[test]
fn none_of_us_is_ones_own_side_and_none_of_our_neighbours_is_not() {
    all_are(
        "denies",
        WORD,
        &["None of us wants {war}.", "Nobody in my government ever planned an {attack}."],
    );
    all_are(
        "denies",
        WORD,
        &["Never has our country started a {war}.", "We are not the ones who started this {war}."],
    );
    all_are("negated", WORD, &["None of our neighbours wants {war}."]);
}

#[test]
fn an_act_that_takes_in_its_verb_accuses_as_a_bare_verb_does() {
    all_are(
        "accuses",
        DEED,
        &[
            "They {attacked our cities}.",
            "They {fired missiles} at our cities.",
            "The enemy {opened fire} on a market.",
            "Ruritania {fired rockets} at our villages last night.",
            "They have {burned our villages}.",
            "They {declared war} on our people.",
            "They declared {war} on our people.",
            "You sent {tanks} into our streets.",
            "This regime {bombs} its own cities.",
            "Russian {missiles} struck the market again.",
            "Our neighbour has massed {troops} on the border.",
            "It was Ruritania that {attacked} us.",
        ],
    );
    all_are(
        "asserts",
        DEED,
        &[
            "We {fired missiles} at their harbour.",
            "Our men {opened fire} when the boats came close.",
            "They sent {soldiers} to rescue the children.",
            "Their {soldiers} are tired and cold.",
        ],
    );
    all_are("denies", DEED, &["Our side has never {fired missiles} at a town."]);
}

#[test]
fn nothing_but_opens_no_clause() {
    all_are(
        "accuses",
        WORD,
        &["They are nothing but {puppets} of a foreign court.", "He wants nothing but {war}."],
    );
}

#[test]
fn fought_is_a_memory_by_whom_it_was_beside_what_it_was_for_or_when() {
    all_are(
        "historical",
        DEED,
        &[
            "We {fought} side by side against the invaders in 1943.",
            "We {fought} together against the invaders.",
            "They {fought} for our freedom and many never came home.",
            "In 1971 our {soldiers} fought for this city.",
        ],
    );
    all_are(
        "asserts",
        DEED,
        &[
            "We fought off the {attack} this morning.",
            "Our {soldiers} fought off two columns and hold the bridge.",
            "We {fought} together last week on the eastern ridge.",
        ],
    );
}

#[test]
fn leaving_and_breaking_under_a_negation_affirm() {
    all_are(
        "asserts",
        None,
        &[
            "We will never leave our {allies}.",
            "Nothing can shake our {alliance}.",
            "We could not have a better {ally}.",
            "I have never had a better {friend}.",
            "We could not ask for a more loyal {partner}.",
            "There is no better {friend} of this island.",
            "I will never turn my back on an {ally}.",
            "Never has our {alliance} been closer than today.",
            "There is nothing our two nations cannot do as {partners}.",
        ],
    );
    all_are(
        "negated",
        None,
        &[
            "We do not want closer {ties} with that government.",
            "We have not found a single {friend} in that hall.",
            "Nothing in this paper makes us {allies}.",
        ],
    );
}

#[test]
fn what_no_longer_exists_is_negated() {
    all_are(
        "negated",
        None,
        &["Our {alliance} no longer exists.", "They have stopped being our {partners}."],
    );
}

#[test]
fn what_nobody_has_a_right_to_is_turned_down() {
    all_are(
        "rejects",
        WORD,
        &[
            "Nobody has the right to {dominate} us.",
            "There can be no excuse for an {invasion}.",
            "My people will not live {under occupation}.",
            "This {shelling} must cease at once.",
            "We will not {bow to blackmail}.",
            "The days of {colonialism} are over.",
        ],
    );
    all_are("asserts", WORD, &["We have the right to {strike} back."]);
}

#[test]
fn should_with_a_name_and_those_who_with_will_are_a_condition() {
    all_are(
        "conditional",
        WORD,
        &[
            "Should Ruritania {attack}, we will answer within the hour.",
            "Were Ruritania to {attack}, we would answer.",
            "Had Europe listened, this {war} would not have come.",
        ],
    );
    all_are(
        "conditional",
        WORD,
        &["Those who {attack} us will be sorry.", "Every {attack} on our ships will have its price."],
    );
    all_are("accuses", WORD, &["Those who {attack} us are cowards."]);
    all_are("asserts", None, &["We can and should defend our {allies}."]);
}
