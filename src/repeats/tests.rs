use super::*;
use crate::analysis::{Tools, Unit, analyze};
use crate::document::{Document, Meta};
use std::sync::OnceLock;

fn tools(unit: Unit) -> &'static Tools {
    static TOOLS: OnceLock<[Tools; 2]> = OnceLock::new();
    let both = TOOLS.get_or_init(|| {
        let quotes = Tools::builtin().expect("built-in files parse");
        let documents = Tools { unit: Unit::Document, ..quotes.clone() };
        [quotes, documents]
    });
    &both[usize::from(unit == Unit::Document)]
}

/// Takes articles in order, each with its day in March; says of each what it repeats.
fn taken(articles: &[(i8, &str)]) -> Vec<Repeats> {
    let tools = tools(Unit::Quote);
    let mut index = Index::default();
    let take = |&(day, text): &(i8, &str)| {
        let document = Document::new("a", text);
        let prints = Prints::of(&analyze(&document, tools, &mut tools.desk()));
        index.take(&prints, (day > 0).then(|| jiff::civil::date(2024, 3, day)), false)
    };
    articles.iter().map(take).collect()
}

/// Whether the second article's last quote prints the first article's again.
#[track_caller]
fn check(first: (i8, &str), second: (i8, &str), expected: bool) {
    let repeats = taken(&[first, second]).pop().expect("two");
    assert_eq!(repeats.quoted.last().is_some_and(Option::is_some), expected, "{first:?} {second:?}");
}

const LONG: &str = "“We will keep the harbour open for every ship that brings bread to this town, and nobody in the capital will tell us otherwise,” said Mira Holt.";

#[test]
fn a_long_quote_is_one_whenever_and_however_it_is_printed() {
    check((1, LONG), (28, LONG), true);
    let other = "Years ago Mira Holt said: \"We will keep the harbour open for every ship that brings bread to this town, and nobody in the capital will tell us otherwise\".";
    check((1, LONG), (0, other), true);
}

#[test]
fn the_same_words_of_another_speaker_are_another_quote() {
    check((1, LONG), (1, &LONG.replace("Mira Holt", "Bram Vale")), false);
    check((1, LONG), (1, &LONG.replace("said Mira Holt", "read the sign")), false);
}

#[test]
fn a_cut_at_either_end_is_found_in_either_order() {
    let head = "“We will keep the harbour open for every ship that brings bread,” said Mira Holt.";
    let tail = "“Nobody in the capital will tell us otherwise,” said Mira Holt.";
    check((1, LONG), (2, head), true);
    check((1, LONG), (2, tail), true);
    check((1, LONG), (20, tail), false);
    // Most of the longer one is new.
    check((1, head), (2, LONG), false);
}

#[test]
fn a_quote_of_which_both_halves_were_printed_is_not_new() {
    let halves = "“We will keep the harbour open for every ship that brings bread to this town,” said Mira Holt. “And nobody in the capital will tell us otherwise.”";
    check((1, halves), (2, LONG), true);
}

#[test]
fn one_word_in_ten_may_be_another_but_for_numbers_and_negations() {
    check((1, LONG), (1, &LONG.replace("every ship", "any ship")), true);
    check((1, LONG), (1, &LONG.replace("every ship", "2 ships")), false);
    check((1, LONG), (1, &LONG.replace("will keep", "will not keep")), false);
    check(
        (1, LONG),
        (
            1,
            &LONG
                .replace("harbour", "port")
                .replace("every", "any")
                .replace("town", "city")
                .replace("capital", "ministry"),
        ),
        false,
    );
}

#[test]
fn what_is_said_often_is_said_again() {
    let short = "“We will win,” said Mira Holt.";
    check((1, short), (1, "On the quay there was rain. “We will win,” said Mira Holt."), false);
    let wish = "“Our thoughts are with the families of all those who died,” said Mira Holt.";
    check((1, wish), (3, &format!("It rained. {wish}")), true);
    check((1, wish), (20, &format!("It rained. {wish}")), false);
    check((0, wish), (0, &format!("It rained. {wish}")), false);
    let twice = format!("{wish} There was applause, and it rained on. {wish}");
    assert_eq!(taken(&[(1, &twice)])[0].quoted, [None, None], "she said it twice");
}

const STORY: &str = "The harbour of Lesk stayed shut on Monday after a night of storms that broke two cranes.\n\n“Not today,” said Mira Holt.\n\nFishermen waited at the gate with their nets, and the mayor brought them coffee from the town hall.\n\nOfficials said that the cranes would be mended by the end of the week if the parts came in time from the capital.\n\n“Yes,” Holt said when she was asked whether the ferry would run again before the feast of the patron saint.";

#[test]
fn in_an_article_that_repeats_another_short_quotes_are_the_same_quotes() {
    let copy = STORY
        .replace(
            "The harbour of Lesk stayed shut on Monday after a night of storms that broke two cranes.",
            "Lesk has no ferries.",
        )
        .replace("from the town hall", "from a kiosk");
    let [first, second] = taken(&[(1, STORY), (0, &copy)]).try_into().expect("two");
    assert_eq!((first.article, first.quoted), (None, vec![None, None]));
    let (article, share) = second.article.expect("a copy");
    assert!(article == 0 && (0.6..1.0).contains(&share), "{share}");
    let firsts = [First { article: 0, seq: 1 }, First { article: 0, seq: 2 }];
    assert_eq!(second.quoted, firsts.map(Some));
}

#[test]
fn an_article_printed_three_times_repeats_the_first() {
    let repeats = taken(&[(1, STORY), (1, &STORY.to_uppercase()), (9, &STORY.replace('“', "\""))]);
    let of: Vec<_> = repeats.iter().map(|r| r.article).collect();
    assert_eq!(of, [None, Some((0, 1.0)), Some((0, 1.0))]);
    assert_eq!(taken(&[(1, ""), (1, " … ")])[1].article, None, "nothing is no article");
}

/// Documents with speaker and day, the last with the same record as the first or not; says
/// whether the last repeats.
#[track_caller]
fn documents(rows: &[(&str, i8, &str)], again: bool, expected: bool) {
    let tools = tools(Unit::Document);
    let mut index = Index::default();
    let mut last = Repeats::default();
    for (at, (speaker, day, text)) in rows.iter().enumerate() {
        let meta = Meta { speaker: Some((*speaker).into()), ..Meta::default() };
        let document = Document { meta, ..Document::new("a", *text) };
        let prints = Prints::of(&analyze(&document, tools, &mut tools.desk()));
        last = index.take(&prints, Some(jiff::civil::date(2024, 3, *day)), again && at + 1 == rows.len());
    }
    assert_eq!(last.quoted[0].is_some(), expected, "{rows:?}");
}

#[test]
fn a_speech_is_one_where_it_is_nearly_all_the_same_and_by_the_same_speaker() {
    let changed = STORY.replace("two cranes", "the cranes");
    documents(&[("Holt", 1, STORY), ("Holt", 28, STORY)], false, true);
    documents(&[("Holt", 1, STORY), ("Vale", 1, STORY)], false, false);
    documents(&[("Holt", 1, STORY), ("Holt", 28, &changed)], false, true);
    let half = &STORY[..STORY.len() / 2];
    let again = format!(
        "{half} but tonight I tell you something new about the river, the bridge and the long road home that our fathers built with their own hands, stone by stone, year by year."
    );
    documents(&[("Holt", 1, STORY), ("Holt", 28, &again)], false, false);
}

#[test]
fn thank_you_is_said_again_unless_the_record_is_the_same() {
    documents(&[("Holt", 1, "Thank you!"), ("Holt", 1, "Thank you!")], false, false);
    documents(&[("Holt", 1, "Thank you!"), ("Holt", 1, "Thank you!")], true, true);
    documents(
        &[("Holt", 1, "Thank you all for coming."), ("Holt", 2, "Thank you all for coming!")],
        false,
        true,
    );
}
