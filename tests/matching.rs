//! What a row of a lexicon finds, as a reader of the article expects.

use rhetor::analysis::{Tools, analyze};
use rhetor::document::Document;
use rhetor::lexicon::{Nested, load};
use rhetor::score::Hit;
use rhetor::text::{Parsed, Range, Vocabulary};
use unicode_normalization::UnicodeNormalization;

/// The words that a list of patterns finds, joined by `; `.
fn finds(patterns: &[&str], text: &str) -> String {
    let rows: Vec<String> = patterns.iter().map(|p| format!("{p},x\n")).collect();
    let (lexicon, problems) =
        load::from_csv("test", &format!("pattern,category\n{}", rows.concat()), "test.csv");
    assert_eq!(problems, []);
    lexicon.expect("a lexicon").hits_in(text).replace("=x", "")
}

fn words(text: &str) -> u64 {
    let parsed = Parsed::new(text, &mut Vocabulary::default());
    parsed.count_words(Range::new(0, parsed.tokens.len()))
}

#[test]
fn composed_and_decomposed_accents_are_one_letter() {
    let decomposed: String = "Émigrés and José's café".nfd().collect();
    let found: String = finds(&["émigrés", "josé", "café"], &decomposed).nfc().collect();
    assert_eq!(found, "Émigrés; José; café");
    let pattern: String = "café".nfd().collect();
    assert_eq!(finds(&[&pattern], "a café"), "café");
    assert_eq!(words(&decomposed), 4);
}

#[test]
fn an_accent_before_an_apostrophe_does_not_split_a_word() {
    assert_eq!(finds(&["josé"], "Jose\u{301}'s army, Jose\u{301}’s war"), "Jose\u{301}; Jose\u{301}");
}

#[test]
fn soft_hyphens_and_characters_of_no_width_are_not_seen() {
    for hidden in ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'] {
        let text = format!("the {hidden}mili{hidden}tary opera{hidden}tion{hidden} began");
        assert_eq!(
            finds(&["military operation"], &text).replace(hidden, ""),
            "military operation",
            "{hidden:?}"
        );
        assert_eq!(words(&text), 4, "{hidden:?}");
    }
}

#[test]
fn letters_of_full_width_and_joined_letters_are_letters() {
    assert_eq!(
        finds(&["war", "side by side"], "ＷＡＲ ｓｉｄｅ－ｂｙ－ｓｉｄｅ"),
        "ＷＡＲ; ｓｉｄｅ－ｂｙ－ｓｉｄｅ"
    );
    assert_eq!(finds(&["fight", "conflict"], "to ﬁght in a conﬂict"), "ﬁght; conﬂict");
}

#[test]
fn an_apostrophe_is_one_however_it_is_typed() {
    for mark in ['\'', '’', '‘', 'ʼ', '＇', '´', '′', '‛'] {
        let text = format!("We don{mark}t fear Korea{mark}s army.");
        let found = finds(&["don't", "korea", "army"], &text);
        assert_eq!(found, format!("don{mark}t; Korea; army"));
        assert_eq!(words(&text), 5, "{text}");
    }
}

#[test]
fn a_possessive_is_found_by_its_word() {
    assert_eq!(
        finds(&["army", "armies", "james"], "the army's, the armies’ and James's"),
        "army; armies; James"
    );
    assert_eq!(finds(&["people war"], "the people's war"), "people's war");
    assert_eq!(finds(&["workers party"], "the workers' party"), "workers' party");
    assert_eq!(finds(&["workers' party"], "the Workers’ Party"), "Workers’ Party");
}

#[test]
fn a_closing_mark_that_is_no_possessive_ends_a_phrase() {
    assert_eq!(finds(&["we act war"], "'we act' war"), "");
    assert_eq!(finds(&["our allies war"], "our allies'\n\nwar"), "");
}

#[test]
fn a_hyphen_in_a_pattern_finds_hyphen_space_and_nothing() {
    assert_eq!(
        finds(&["cease-fire*"], "Cease-fire, cease fire, ceasefires, cease\u{2011}fire"),
        "Cease-fire; cease fire; ceasefires; cease\u{2011}fire"
    );
    assert_eq!(finds(&["cease fire"], "Cease-fire, cease fire, ceasefire"), "Cease-fire; cease fire");
    assert_eq!(finds(&["ceasefire"], "Cease-fire, cease fire, ceasefire"), "ceasefire");
}

#[test]
fn a_word_broken_at_the_end_of_a_line_is_whole() {
    assert_eq!(finds(&["military"], "the mili-\ntary"), "mili-\ntary");
    assert_eq!(
        finds(&["special military operation"], "a special mili-\r\ntary opera-\n  tion"),
        "special mili-\r\ntary opera-\n  tion"
    );
    assert_eq!(finds(&["military", "war"], "the mili-\n\ntary and the pre-\nwar"), "war");
    assert_eq!(finds(&["side by side"], "side-by-\nside"), "side-by-\nside");
}

#[test]
fn a_decade_may_have_an_apostrophe() {
    assert_eq!(finds(&["1990"], "in the 1990's"), "1990");
    assert_eq!(words("in the 1990's"), 3);
}

#[test]
fn capitals_are_letters_too() {
    assert_eq!(finds(&["war", "straße"], "WAR and War in der Straße"), "WAR; War; Straße");
}

#[test]
fn a_row_finds_its_word_in_british_and_in_american_spelling() {
    let both = [
        ("defence", "defense"),
        ("honour", "honor"),
        ("organised", "organized"),
        ("demilitarisation", "demilitarization"),
        ("centre", "center"),
        ("travelled", "traveled"),
        ("programme", "program"),
        ("neighbourly", "neighborly"),
        ("labour", "labor"),
        ("dialogue", "dialog"),
        ("manoeuvres", "maneuvers"),
        ("judgement", "judgment"),
        ("offences", "offenses"),
        ("paralyse", "paralyze"),
        ("grey", "gray"),
        ("sceptical", "skeptical"),
        ("fulfil", "fulfill"),
        ("anaemic", "anemic"),
    ];
    for (british, american) in both {
        assert_eq!(finds(&[british], &format!("so {american} it is")), american);
        assert_eq!(finds(&[american], &format!("so {british} it is")), british);
    }
    assert_eq!(finds(&["defence ministry"], "the Defense Ministry"), "Defense Ministry");
    assert_eq!(finds(&["self-defence"], "in self defense and in self-defense"), "self defense; self-defense");
}

#[test]
fn a_row_with_a_star_finds_both_spellings() {
    assert_eq!(finds(&["organise*"], "organize, organised"), "organize; organised");
    assert_eq!(finds(&["demilitari*"], "demilitarised, demilitarized"), "demilitarised; demilitarized");
    assert_eq!(finds(&["militaris*"], "militarized, militarism"), "militarized; militarism");
    assert_eq!(finds(&["honour*"], "an honorable man of honor"), "honorable; honor");
    assert_eq!(finds(&["harbor*", "centre*"], "harbour, centers"), "harbour; centers");
}

#[test]
fn another_word_is_no_spelling_of_a_row() {
    assert_eq!(finds(&["organiz*"], "an organism, organised"), "organised");
    assert_eq!(finds(&["terroriz*"], "terrorism, terrorised"), "terrorised");
    assert_eq!(finds(&["labour*"], "laboratory, laborious, laborers"), "laborers");
    assert_eq!(finds(&["colour*"], "Colorado, colored"), "colored");
    assert_eq!(finds(&["centr*", "center"], "the central center, centres"), "central; center; centres");
    assert_eq!(finds(&["center", "centr*"], "the central center, centres"), "central; center; centres");
    assert_eq!(finds(&["center"], "the central center, centres"), "center");
    assert_eq!(finds(&["program*"], "programme, programmes"), "programme; programmes");
}

#[test]
fn a_word_in_two_spellings_counts_once_for_its_class() {
    assert_eq!(finds(&["defence", "defense", "defen*"], "the defense"), "defense");
}

#[test]
fn exact_case_is_exact_spelling() {
    let (lexicon, _) = load::from_csv("test", "pattern,category,case\nLabour,x,exact\n", "test.csv");
    assert_eq!(lexicon.expect("a lexicon").hits_in("Labor and Labour and labour"), "Labour=x");
}

#[test]
fn a_longer_row_of_another_lexicon_silences_only_where_that_is_asked_for() {
    let csv = |rows: &str| load::from_csv("one", &format!("pattern,category\n{rows}"), "one.csv").0;
    let war = csv("war,war\ncold war,war\nwar memorial,none\n").expect("a lexicon");
    let other =
        csv("peace war,past\nwar,past\nend of the cold war,past\nmemorial,past\n").expect("a lexicon");
    let tools = Tools::with(vec![war, other]).expect("built-in files parse");
    let hits = |nested: Nested| {
        let mut tools = tools.clone();
        tools.matcher.nested = nested;
        let text = "“The end of the cold war; the war memorial; a cold war,” said Mira Holt.";
        let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
        let shown = |h: &Hit| format!("{} {}", h.lexicon, h.span.of(text));
        analysis.findings[0].score.hits.iter().map(shown).collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        hits(Nested::All),
        "1 end of the cold war, 0 cold war, 1 war, 1 memorial, 0 cold war, 1 war",
        "an exception silences in its own lexicon"
    );
    assert_eq!(hits(Nested::Lexicon), "1 end of the cold war, 1 war, 1 memorial, 0 cold war");
}
