//! Comparisons and timelines from a results folder, written by hand so that every number is known.

use rhetor::compare::contrast::Which;
use rhetor::compare::timeline::Period;
use rhetor::report::compared::{self, By, Census, Comparison, Pick, Question};
use rhetor::report::saved::Saved;
use rhetor::report::{Speech, timed};
use rhetor::score::Stance;
use std::collections::BTreeSet;

const ARTICLES: &str = "\
speaker,speaker_id,speaker_type,article_id,article,date,source,n_quotes,n_quotes_unique,n_words,war_hits,war_negated,war_quotes
Holt,s_holt,person,a_1,1,2024-01-03,Post,2,2,6,2,0,2
Vale,s_vale,person,a_1,1,2024-01-03,Post,1,1,4,0,0,0
Holt,s_holt,person,a_2,2,2024-03-09,Wire,1,0,0,0,0,0
Mira Vale,s_vale,person,a_3,3,2024-03-10,Wire,1,1,5,1,1,1
Holt,s_holt,person,a_4,4,,Wire,1,1,3,0,0,0
(unattributed),,,a_4,4,,Wire,1,1,9,1,0,1
";
const QUOTES: &str = "\
quote_id,article_id,article,speaker,speaker_id,form,within,n_words,duplicate_of,text
q_1_1,a_1,1,Holt,s_holt,direct,,3,,He told me: no more war for us
q_1_2,a_1,1,Vale,s_vale,direct,q_1_1,4,,no more war for
q_1_3,a_1,1,Holt,s_holt,direct,,3,,war and war
q_1_4,a_1,1,Holt,s_holt,scare,,1,,peace
q_2_1,a_2,2,Holt,s_holt,direct,,3,q_1_3,war and war
q_3_1,a_3,3,Mira Vale,s_vale,direct,,5,,there was not a war
q_4_1,a_4,4,Holt,s_holt,direct,,3,,we are tired
q_4_2,a_4,4,(unattributed),,direct,,9,,war and nothing but war they said of us all
";
const EVIDENCE: &str = "\
article_id,date,source,speaker,speaker_id,form,lexicon,category,subcategory,entry,stance,counted,duplicate_of
a_1,2024-01-03,Post,Holt,s_holt,direct,war,war,,war,asserts,1,
a_1,2024-01-03,Post,Holt,s_holt,direct,war,war,,war*,accuses,1,
a_1,2024-01-03,Post,Holt,s_holt,scare,war,war,,peace,asserts,0,
a_2,2024-03-09,Wire,Holt,s_holt,direct,war,war,,war,asserts,0,q_1_3
a_3,2024-03-10,Wire,Mira Vale,s_vale,direct,war,war,,war,negated,1,
a_4,,Wire,(unattributed),,direct,war,war,,war,asserts,1,
";

fn folder(duplicates: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let manifest = format!(
        r#"{{"program":"rhetor","dialect":"plain","files":[],"unit":"quote","duplicates":"{duplicates}",
            "categories":[{{"name":"war","lexicon":"war"}}]}}"#
    );
    for (name, text) in [
        ("manifest.json", &*manifest),
        ("speaker_articles.csv", ARTICLES),
        ("quotes.csv", QUOTES),
        ("evidence.csv", EVIDENCE),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

fn is(key: &str) -> Pick {
    Pick::Is(key.into())
}

fn compared(change: impl FnOnce(&mut Question)) -> Comparison {
    let folder = folder("mark");
    let saved = Saved::open(folder.path()).expect("results");
    let mut question = Question::new(&saved, By::Speaker, vec![(is("s_holt"), is("s_vale"))]);
    change(&mut question);
    compared::of(&saved, &question).expect("an answer")
}

#[test]
fn what_was_printed_before_is_no_article_of_a_side() {
    let pair = &compared(|_| ()).pairs[0];
    assert_eq!((&*pair.names[0], &*pair.names[1]), ("Holt", "Mira Vale"));
    assert_eq!((pair.articles, pair.shared, pair.words), ([2, 2], 1, [9, 9]));
    assert_eq!(pair.contrasts[0].hits, [2, 1]);
    assert_eq!(pair.contrasts[0].higher, Some(Which::A));
    assert_eq!(pair.by.count(), 4, "one article each to deal out, one to swap in");
}

#[test]
fn stances_are_counted_whether_or_not_their_hits_count_and_copies_never() {
    let hits = |stance| compared(|q| q.stances = vec![stance]).pairs[0].contrasts[0].hits;
    assert_eq!(hits(Stance::Asserts), [1, 0]);
    assert_eq!(hits(Stance::Accuses), [1, 0]);
    assert_eq!(hits(Stance::Negated), [0, 1]);
}

#[test]
fn every_word_is_counted_once_for_whoever_said_it() {
    let answer = compared(|q| q.terms = 50);
    let marks = &answer.marks[0];
    // Holt: he told me us, war and war, we are tired; Vale: no more war for, there was not a war.
    assert_eq!(marks.words, [10, 9]);
    let counts = |word: &str| marks.of_words.iter().find(|m| &*m.term == word).map(|m| m.counts);
    assert_eq!(counts("war"), Some([2, 2]));
    assert_eq!(counts("more"), Some([0, 1]));
    assert_eq!(counts("tired"), Some([1, 0]));
    assert_eq!(counts("peace"), None, "a scare quote is nobody's speech");
    let rows: Vec<_> = marks.of_rows.iter().map(|m| (&*m.term, m.counts)).collect();
    assert_eq!(rows, [("war*", [1, 0])], "a row that both have alike marks nobody");
}

#[test]
fn groups_are_what_a_column_says_and_the_rest_is_everybody_but_nobody() {
    let folder = folder("mark");
    let saved = Saved::open(folder.path()).expect("results");
    let census = Census::read(&saved, Speech::Quoted, By::Source, &BTreeSet::new()).expect("read");
    let values: Vec<_> = census.values.iter().map(|v| (&*v.name, v.words)).collect();
    assert_eq!(values, [("Post", 10), ("Wire", 8)]);
    let by = By::Period(Period::Month);
    let census = Census::read(&saved, Speech::Quoted, by, &BTreeSet::new()).expect("read");
    let values: Vec<_> = census.values.iter().map(|v| (&*v.name, v.words)).collect();
    assert_eq!((values, census.without), (vec![("2024-01", 10), ("2024-03", 5)], 3));
    let rest = compared(|q| q.pairs = vec![(is("s_holt"), Pick::Rest("s_holt".into()))]);
    assert_eq!((&*rest.pairs[0].names[1], rest.pairs[0].words), ("all but Holt", [9, 9]));
}

#[test]
fn duplicates_count_where_the_run_kept_them() {
    let folder = folder("keep");
    let saved = Saved::open(folder.path()).expect("results");
    let question = Question::new(&saved, By::Speaker, vec![(is("s_holt"), is("s_vale"))]);
    let answer = compared::of(&saved, &question).expect("an answer");
    assert_eq!((answer.pairs[0].articles, answer.marks[0].words), ([3, 2], [13, 9]));
}

#[test]
fn a_month_in_which_nothing_was_said_is_a_point_without_a_rate() {
    let folder = folder("mark");
    let saved = Saved::open(folder.path()).expect("results");
    let question = timed::Question {
        speech: Speech::Quoted,
        period: Period::Month,
        speakers: vec![("s_holt".into(), "Holt".into()), ("s_vale".into(), "Vale".into())],
        columns: vec![0],
    };
    let timed = timed::of(&saved, &question).expect("lines");
    let line = |at: usize| {
        let points = timed.lines[at].points.iter();
        points.map(|p| (&*p.label, p.words, p.hits, p.rate.map(|r| r.per_1000))).collect::<Vec<_>>()
    };
    let gap = ("2024-02", 0, 0, None);
    assert_eq!(line(0), [("2024-01", 6, 2, Some(1000.0 / 3.0)), gap, ("2024-03", 0, 0, None)]);
    assert_eq!(line(1), [("2024-01", 4, 0, Some(0.0)), gap, ("2024-03", 5, 1, Some(200.0))]);
    assert_eq!(timed.undated, 3);
    let together = timed::of(&saved, &timed::Question { speakers: Vec::new(), ..question }).expect("lines");
    let words: Vec<_> = together.lines[0].points.iter().map(|p| (p.articles, p.words)).collect();
    assert_eq!(words, [(1, 10), (0, 0), (1, 5)]);
}
