//! What travels as lines is what would have been counted and printed at once.

use super::TEXTS;
use proptest::prelude::*;
use rhetor::analysis::{Tools, Unit, analyze};
use rhetor::document::{Document, Meta};
use rhetor::report::stream::{self, Told};
use rhetor::report::{Article, Cell, Ids, Printed, Run, jsonl, tables};
use rhetor::reported;
use rhetor::score::valence::{self, Mode};
use std::sync::{Arc, OnceLock};

fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| Tools {
        reported: Some(Arc::new(reported::Model::builtin().expect("reads").clone())),
        valence: Some(Arc::new(valence::Model::builtin(Mode::Vader).expect("reads"))),
        ..Tools::builtin().expect("built-in files parse")
    })
}

fn run(tools: &Tools) -> Run {
    let reported = tools.unit == Unit::Quote;
    Run { reported, valence: Some(Mode::Vader), unit: tools.unit, ..Run::new(tools.lexicons.clone()) }
}

/// All rows that an article adds to any table.
fn rows(run: &Run, article: &Article) -> Vec<Vec<Cell>> {
    let mut rows = vec![tables::article(run, article)];
    for &speech in run.speech() {
        let mut row = |cells: &[Cell]| {
            rows.push(cells.to_vec());
            Ok(())
        };
        match run.unit {
            Unit::Quote => tables::quotes(run, (article, speech), &mut row).expect("kept"),
            Unit::Document => tables::documents(run, article, &mut row).expect("kept"),
        }
        tables::evidence(run, (article, speech), &mut row).expect("kept");
        tables::speaker_articles(run, (article, speech), &mut row).expect("kept");
    }
    rows
}

/// The articles of some texts, settled one after another: as they are, and as they travelled.
fn check(tools: &Tools, texts: &[String]) {
    let run = run(tools);
    let mut courses = [(); 2].map(|()| (Ids::default(), Printed::default()));
    for (at, text) in texts.iter().enumerate() {
        let meta = Meta { title: Some("“Quoted”".into()), ..Meta::default() };
        let document = Document { meta, ..Document::new(format!("n{at}"), text.as_str()) };
        let mut own = Article::new(analyze(&document, tools, &mut tools.desk()), &run.layout);
        let mut lines = Vec::new();
        stream::write(&run, &own, &[], &mut lines).expect("written");
        let shown = String::from_utf8_lossy(&lines).into_owned();
        let told = stream::read(&run, &lines).unwrap_or_else(|(line, why)| panic!("{line}: {why}\n{shown}"));
        let Told::Article(mut other, _) = told else { panic!("no article: {shown}") };
        for (article, (ids, printed)) in [&mut own, &mut *other].into_iter().zip(&mut courses) {
            ids.settle(article);
            printed.settle(article, &run);
        }
        for &speech in run.speech() {
            assert_eq!(own.parts(speech), other.parts(speech), "{shown}");
        }
        assert_eq!(rows(&run, &own), rows(&run, &other), "{text:?}\n{shown}");
        let json = |article: &Article| {
            let mut lines = Vec::new();
            jsonl::write(&run, article, &mut lines).expect("written");
            String::from_utf8(lines).expect("UTF-8")
        };
        assert_eq!(json(&own), json(&other));
    }
}

/// Words, marks and breaks in any order, hits near the ends of paragraphs and far from them.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "‘",
        "’",
        "„",
        "— ",
        "\n\n",
        "\n",
        "  ",
        " said Mira Holt. ",
        " according to Żółw. ",
        "war ",
        "the enemy’s ",
        "peace",
        "friends, ",
        "empire\u{a0}",
        "we will destroy ",
        "no invasion ",
        "习近平在会见外国领导人时表示我们不要战争",
        "é",
        "a ",
        "the harbour ",
        "of ",
        "it was ",
        "🙂",
        ". ",
        "? ",
        "Bram Vale told the paper that they would never surrender. ",
        "HOLT: ",
        "Antidisestablishmentarianism",
    ]);
    prop::collection::vec(piece, 0..90).prop_map(|pieces| pieces.concat())
}

#[test]
fn an_article_that_travelled_has_the_rows_of_one_that_did_not() {
    let mut texts: Vec<String> = TEXTS.iter().map(|(_, _, text)| (*text).into()).collect();
    texts.extend(TEXTS.iter().rev().map(|(_, _, text)| (*text).into()));
    check(tools(), &texts);
    check(&Tools { unit: Unit::Document, reported: None, ..tools().clone() }, &texts);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_an_article_travels(texts in prop::collection::vec(prose(), 1..4), whole in any::<bool>()) {
        if whole {
            check(&Tools { unit: Unit::Document, reported: None, ..tools().clone() }, &texts);
        } else {
            check(tools(), &texts);
        }
    }
}
