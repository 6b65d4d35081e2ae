//! Exports of our own wording in the layouts of `LexisNexis`.

use super::*;

/// Two documents as the classic layout prints them.
const CLASSIC: &str = include_str!("../../../tests/exports/nexis-classic.txt");

#[test]
fn a_classic_export_is_cut_into_its_documents() {
    assert!(looks_like(CLASSIC));
    let found = read(CLASSIC);
    assert_eq!(found.len(), 2);
    let first = &found[0];
    assert_eq!(first.line, Some(4));
    assert_eq!(first.source.as_deref(), Some("The Harbour Times"));
    assert_eq!(first.date.as_deref(), Some("March 4 2024"));
    let title = "Ministers Clash Over Harbour Dues; Islanders Say They Were Never Asked About the New Tariff";
    assert_eq!(first.title.as_deref(), Some(title));
    assert_eq!(first.author.as_deref(), Some("ANNA PRESTON; Tom Reed contributed reporting"));
    assert_eq!(first.url.as_deref(), Some("http://harbour.example/dues"));
    assert_eq!(first.language.as_deref(), Some("en"));
    assert_eq!(first.problems, []);
    let second = &found[1];
    assert_eq!(second.source.as_deref(), Some("The Island Post (Holm)"));
    assert_eq!(second.date.as_deref(), Some("4 March 2004"));
    assert_eq!(second.title.as_deref(), Some("Ferry is late"));
    assert_eq!(second.author.as_deref(), Some("Byron Lake"));
    assert_eq!(second.text, "The ferry is late.");
    assert_eq!(second.problems, [Kind::DocumentsMissing(2, 2)]);
}

#[test]
fn a_wrapped_body_is_made_of_paragraphs_again() {
    let expected = "\
The minister of ports said on Sunday that the dues would rise. \"We have waited for ten years, and the well-known \
gap in the budget will not close itself,\" he told reporters at the two- and three-storey customs house.

\"That is no answer,\" said Ida Holm of the islands' council.

She left the room. The department did not reply; the department is closed on Sundays.

NOTE: This is a sentence of the article.";
    assert_eq!(read(CLASSIC)[0].text, expected);
}

#[test]
fn a_short_line_that_ends_a_sentence_ends_its_paragraph() {
    let body = "\
ANNA PRESTON, HOST: Good evening. The harbour dues are going up, and here to talk
about it are two guests, one for and one against the new tariff, from the islands.

HOLM: No.
REED: Yes, and I will tell you why in the ten minutes that we have been given for
it tonight.
HOLM: I doubt it.
";
    let found = read(&format!(
        "1 of 1 DOCUMENTS\n\nRadio Lesk\n\nMarch 4, 2024\n\nDues\n\nLENGTH: 60 words\n\n{body}"
    ));
    let paragraphs: Vec<&str> = found[0].text.split("\n\n").map(|p| &p[..8]).collect();
    assert_eq!(paragraphs, ["ANNA PRE", "HOLM: No", "REED: Ye", "HOLM: I "]);
}

#[test]
fn a_document_without_a_body_or_cut_short_is_told() {
    let found =
        read("1 of 9 DOCUMENTS\n\nThe Post\n\nMarch 4, 2024\n\nTitle\n\nLENGTH: 900 words\n\nLOAD-DATE: x\n");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].text, "");
    assert_eq!(found[0].problems, [Kind::DocumentsMissing(2, 9)]);
    let found =
        read("1 of 1 DOCUMENTS\n\nThe Post\n\nMarch 4, 2024\n\nTitle\n\nLENGTH: 900 words\n\nOnly this.\n");
    assert_eq!(found[0].problems, [Kind::OtherLength(900, 2)]);
}

#[test]
fn separators_are_lines_of_their_own_in_several_languages() {
    for (line, numbers) in [
        ("    3 of 52 DOCUMENTS", Some((3, 52))),
        ("Document 3 of 52", Some((3, 52))),
        ("Dokument 3 von 52", Some((3, 52))),
        ("FOCUS - 1 of 2 DOCUMENTS", Some((1, 2))),
        ("3 of 52", None),
        ("He signed 3 of 52 documents.", None),
        ("3 of 52 documents were signed", None),
    ] {
        assert_eq!(separator(line), numbers, "{line}");
    }
}

/// What Nexis Uni writes as text.
const UNI: &str = include_str!("../../../tests/exports/nexis-uni.txt");

#[test]
fn nexis_uni_is_read_up_to_each_end_of_document() {
    assert!(looks_like(UNI));
    let found = read(UNI);
    assert_eq!(found.len(), 2);
    let first = &found[0];
    assert_eq!(first.line, Some(2));
    assert_eq!(first.title.as_deref(), Some("Ministers Clash Over Harbour Dues"));
    assert_eq!(first.source.as_deref(), Some("The Harbour Times"));
    assert_eq!(first.date.as_deref(), Some("March 4 2024"));
    assert_eq!(first.author.as_deref(), Some("Anna Preston"));
    assert_eq!(first.language.as_deref(), Some("en"));
    assert_eq!(
        first.text,
        "The minister said the dues would rise.\n\n\
         \u{201c}That is no answer,\u{201d} said Ida Holm of the islands\u{2019} council."
    );
    assert_eq!((found[1].text.as_str(), found[1].line), ("The ferry is late.", Some(35)));
}

#[test]
fn prose_does_not_look_like_an_export() {
    for text in
        ["The committee read 3 of 52 documents.\n", "Body\n\nIt was found.\n", "", "1 of 2 DOCUMENTS\n"]
    {
        assert!(!looks_like(text), "{text}");
    }
}

#[test]
fn a_file_twice_as_long_takes_about_twice_as_long() {
    // Words at the ends of lines are looked up once a document, not once a line.
    let document = |lines: usize| {
        let body = "a well-\nknown line of some words that is long enough to be wrapped here\n".repeat(lines);
        format!("1 of 1 DOCUMENTS\n\nThe Post\n\nMarch 4, 2024\n\nTitle\n\nLENGTH: 9 words\n\n{body}")
    };
    let time = |lines: usize| {
        let text = document(lines);
        let start = std::time::Instant::now();
        assert_eq!(read(&text).len(), 1);
        start.elapsed().as_secs_f64()
    };
    time(1_000);
    let (once, twice) = (time(8_000), time(16_000));
    assert!(twice < once * 4.0 + 0.05, "{once} s, then {twice} s");
}

proptest::proptest! {
    #[test]
    fn no_bytes_stop_the_reader(at in 0usize..3000, cut in 0usize..80, with in "\\PC{0,6}|[A-Z-]{0,9}:|\n \n") {
        for text in [CLASSIC, UNI] {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let (from, to) = (floor(at), floor(at + cut));
            let mutated = format!("{}{with}{}", &text[..from], &text[to..]);
            looks_like(&mutated);
            read(&mutated);
        }
    }
}
