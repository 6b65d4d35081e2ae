//! The whole of one article: quotes, speakers, attribution, reported speech, hits, valence,
//! and every table that is written of them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rhetor::analysis::{Desk, Tools, Unit, analyze};
use rhetor::document::Document;
use rhetor::report::{Article, Run, jsonl, tables};
use rhetor::score::valence;
use rhetor::tally::Tally;
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};

fn tools(unit: Unit) -> Tools {
    let reported = rhetor::reported::Model::builtin().expect("built in").clone();
    Tools {
        reported: Some(Arc::new(reported)),
        valence: valence::Model::builtin(valence::Mode::Vader).ok().map(Arc::new),
        unit,
        ..Tools::builtin().expect("built in")
    }
}

thread_local! {
    static DESKS: RefCell<Option<[Desk; 2]>> = const { RefCell::new(None) };
}

fuzz_target!(|data: &[u8]| {
    static BOTH: OnceLock<[Tools; 2]> = OnceLock::new();
    let both = BOTH.get_or_init(|| [tools(Unit::Quote), tools(Unit::Document)]);
    let document = Document::new("a", String::from_utf8_lossy(data).into_owned());
    DESKS.with_borrow_mut(|desks| {
        let desks = desks.get_or_insert_with(|| [both[0].desk(), both[1].desk()]);
        for (tools, desk) in both.iter().zip(desks) {
            let run = Run {
                reported: tools.unit == Unit::Quote,
                valence: tools.valence.as_ref().map(|m| m.mode),
                unit: tools.unit,
                ..Run::new(tools.lexicons.clone())
            };
            let article = Article::new(analyze(&document, tools, desk), &run.layout);
            written(&run, &article);
        }
    });
});

fn written(run: &Run, article: &Article) {
    let mut tally = Tally::default();
    for &speech in run.speech() {
        for finding in article.findings(speech) {
            let span = finding.quote.span;
            assert!(article.analysis.document.text.get(span.start..span.end).is_some(), "{span:?}");
        }
        tables::evidence(run, (article, speech), |_| Ok(())).expect("memory");
        tables::speaker_articles(run, (article, speech), |_| Ok(())).expect("memory");
        tally.add(&article.analysis.document.meta, article.findings(speech), article.parts(speech));
    }
    jsonl::write(run, article, &mut std::io::sink()).expect("memory");
    tables::speakers(run, &tally.ranked(), |_| Ok(())).expect("memory");
}
