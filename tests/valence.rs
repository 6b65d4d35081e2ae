//! Sentiment is VADER's: `valence/rules.csv` has our own sentences, one a rule, with the numbers
//! that the Python package vaderSentiment 3.3.2 prints for them.

use proptest::prelude::*;
use rhetor::score::valence::{Mode, Model, Polarity, Scratch};
use std::sync::OnceLock;

fn model(mode: Mode) -> &'static Model {
    static MODELS: [OnceLock<Model>; 2] = [OnceLock::new(), OnceLock::new()];
    MODELS[usize::from(mode == Mode::Strict)]
        .get_or_init(|| Model::builtin(mode).expect("built-in files parse"))
}

fn polarity(mode: Mode, text: &str) -> Polarity {
    model(mode).polarity(text, &mut Scratch::default())
}

fn printed(polarity: Polarity) -> String {
    let Polarity { neg, neu, pos, compound, terms: _ } = polarity;
    let share = |thousandths: u16| f64::from(thousandths) / 1000.0;
    format!("{:.3} {:.3} {:.3} {:.4}", share(neg), share(neu), share(pos), f64::from(compound) / 10_000.0)
}

#[test]
fn every_rule_gives_the_four_numbers_of_the_reference() {
    let mut rows = csv::Reader::from_path("tests/valence/rules.csv").expect("tests/valence/rules.csv");
    let (mut seen, mut wrong) = (0, Vec::new());
    for row in rows.records() {
        let row = row.expect("readable");
        let wanted = format!("{} {} {} {}", &row[2], &row[3], &row[4], &row[5]);
        let found = printed(polarity(Mode::Strict, &row[1]));
        seen += 1;
        if found != wanted {
            wrong.push(format!("{}: {}\n  found  {found}\n  wanted {wanted}", &row[0], &row[1]));
        }
    }
    assert!(seen >= 100, "{seen} rows");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn typography_is_read_as_what_a_typewriter_has() {
    for (text, typed) in [
        ("The deal isn’t good.", "The deal isn't good."),
        ("The deal isnʼt good, isn＇t good.", "The deal isn't good, isn't good."),
        ("“Great” news, «great» and ‘lovely’ news", "\"Great\" news, \"great\" and 'lovely' news"),
        ("The peace—finally good—came – slowly", "The peace finally good came   slowly"),
        ("We were kind‑of happy", "We were kind-of happy"),
        ("It was good… and great…", "It was good... and great..."),
        ("An eﬀective, beneﬁcial oﬃcer", "An effective, beneficial officer"),
        ("ＧＲＥＡＴ news！！", "GREAT news!!"),
        ("won\u{ad}der\u{200b}ful\u{feff} news", "wonderful news"),
        ("We ❤️ the harbour", "We ❤ the harbour"),
    ] {
        assert_eq!(polarity(Mode::Vader, text), polarity(Mode::Strict, typed), "{text}");
        assert_ne!(polarity(Mode::Strict, text), polarity(Mode::Strict, typed), "{text}");
    }
}

#[test]
fn a_text_without_a_word_of_the_list_has_no_terms() {
    let terms = |text| polarity(Mode::Vader, text).terms;
    assert_eq!(terms("The ferry left at noon."), 0);
    assert_eq!(terms("A brave pilot, a very kind one."), 2);
    assert_eq!(terms("There is no hope."), 1, "no only negates here");
    assert_eq!(terms("They said no to us :("), 2);
}

/// What the rules look for, in any order.
fn salad() -> impl Strategy<Value = String> {
    let words = vec![
        "no", "NOT", "never", "so", "this", "without", "doubt", "least", "at", "very", "but", "or", "kind",
        "of", "the", "bomb", "good", "BAD", "isn't", ":)", "😀", "!", "?", "'t", "n't", "n'té", "’", "ǅ",
        "é", "İ", "\u{a0}", "\u{1c}",
    ];
    let word = (prop::sample::select(words), prop::sample::select(vec!["", " ", "  "]));
    prop::collection::vec(word.prop_map(|(word, space)| format!("{word}{space}")), 0..20)
        .prop_map(|words| words.concat())
}

fn holds(text: &str) {
    for mode in Mode::ALL {
        let Polarity { neg, neu, pos, compound, terms } = polarity(mode, text);
        let all = neg + neu + pos;
        assert!(all == 0 || (999..=1001).contains(&all), "{text:?}: {neg} {neu} {pos}");
        assert!(compound.abs() <= 10_000, "{text:?}: {compound}");
        assert!(terms > 0 || compound == 0, "{text:?}: {compound} without a term");
    }
    if text.is_ascii() {
        assert_eq!(polarity(Mode::Vader, text), polarity(Mode::Strict, text), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_panics_and_shares_add_up_to_one(text in salad()) {
        holds(&text);
    }

    #[test]
    fn no_string_panics_either(text in any::<String>()) {
        holds(&text);
    }
}
