//! The promises of `lib.rs`, one test each.

use proptest::prelude::*;
use rhetor::analysis::{Analysis, Tools, analyze};
use rhetor::attribution::Attribution;
use rhetor::document::Document;
use rhetor::report::{Article, Cell, Run, Speech, csv, tables};
use rhetor::speaker::{Type, keys};
use rhetor::tally::{self, Layout, Tally};
use rhetor::text::{Parsed, Range, Vocabulary};
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

fn tools() -> &'static Tools {
    static TOOLS: OnceLock<Tools> = OnceLock::new();
    TOOLS.get_or_init(|| Tools::builtin().expect("built-in files parse"))
}

fn sample() -> Vec<Document> {
    let mut paths: Vec<_> = std::fs::read_dir("tests/sample")
        .expect("tests/sample")
        .filter_map(Result::ok)
        .map(|e| e.path())
        .collect();
    paths.sort();
    let text = |p: &std::path::PathBuf| std::fs::read_to_string(p).expect("readable");
    let texts = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt"));
    texts.map(|p| Document::new(p.display().to_string(), text(p))).collect()
}

fn read(text: &str) -> Analysis {
    analyze(&Document::new("a", text), tools(), &mut tools().desk())
}

/// Everything that an analysis points at lies in the text, on character boundaries.
fn points_into_its_text(analysis: &Analysis) {
    let text = &*analysis.document.text;
    let holds =
        |span: rhetor::text::Span| assert!(text.get(span.start..span.end).is_some(), "{span:?} in {text:?}");
    for finding in &analysis.findings {
        holds(finding.quote.span);
        finding.quote.pieces.iter().for_each(|p| holds(*p));
        for hit in &finding.score.hits {
            holds(hit.span);
            hit.cue.into_iter().for_each(holds);
            assert!(finding.quote.pieces.iter().any(|p| p.contains(hit.span)), "a hit outside what is said");
            assert!(!finding.without.iter().any(|o| o.overlaps(hit.span)), "a hit in what another said");
        }
        if let Attribution::To { mention, cue, confidence, .. } = finding.attribution {
            holds(mention);
            cue.into_iter().for_each(holds);
            assert!((0.0..=1.0 + 1e-9).contains(&confidence));
            assert!(finding.speaker().is_some());
        }
    }
}

/// What stands alone does not overlap; what stands within another lies in it and is taken out.
fn every_word_counts_once(analysis: &Analysis) {
    let alone: Vec<_> = analysis.findings.iter().filter(|f| f.within.is_none()).collect();
    for pair in alone.windows(2) {
        assert!(pair[0].quote.span.end <= pair[1].quote.span.start, "{pair:?}");
    }
    for inner in &analysis.findings {
        let Some(outer) = inner.within.map(|at| &analysis.findings[at]) else { continue };
        assert!(outer.within.is_none() && outer.quote.span.contains(inner.quote.span));
        assert!(outer.without.contains(&inner.quote.span));
    }
}

/// Words, names and marks in any order: more quotations than random characters would give.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "''",
        "``",
        "「",
        "」",
        ".",
        ",",
        "?",
        ":",
        "—",
        "-",
        "(",
        ")",
        "\n",
        "\n\n",
        " ",
        " ",
        " ",
        " said ",
        " told ",
        " according to ",
        "Holt",
        "Kim Jong Un",
        "Mr. Vale",
        "the Russian leader",
        "he",
        "she",
        "who",
        "war",
        "our army",
        "not",
        "friendship",
        "U.S.",
        "O'Brien's",
        "习近平",
        "é\u{301}",
        "\u{ad}",
        "🙂",
        "6'2\"",
        "’90s",
        "Jr.",
        "\nHOLT: ",
        "\nVALE:\n",
        "\n>> SEN. MIRA HOLT (R-Ost): ",
        "\nQ. ",
        "\nA: ",
        "\n[00:12] ",
        "(Laughter.)",
        "We wait. ",
        " told me, ‘",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Short runs of what a word may be made of, accents above all.
fn accented() -> impl Strategy<Value = String> {
    let pieces = vec![
        "é", "É", "ñ", "ǘ", "가", "각", "Ω", "a", "s", "S", "'", "’", ".", ",", "-", " ", "19", "1",
        "\u{301}", "\u{ad}", "\u{200b}", "\n", "≠",
    ];
    prop::collection::vec(prop::sample::select(pieces), 0..12).prop_map(|pieces| pieces.concat())
}

/// What once failed of the laws below.
#[test]
fn marks_that_reach_into_the_next_turn_are_counted_once() {
    let analysis = read("\nHOLT: “Jr.\nHOLT:  said ”\nVALE:\n?");
    points_into_its_text(&analysis);
    every_word_counts_once(&analysis);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_panics_and_every_span_lies_on_character_boundaries(text in prose()) {
        let analysis = read(&text);
        points_into_its_text(&analysis);
        every_word_counts_once(&analysis);
    }

    #[test]
    fn composed_and_decomposed_accents_count_as_many_words(text in accented()) {
        let count = |text: &str| {
            let parsed = Parsed::new(text, &mut Vocabulary::default());
            parsed.count_words(Range::new(0, parsed.tokens.len()))
        };
        let (composed, decomposed): (String, String) = (text.nfc().collect(), text.nfd().collect());
        assert_eq!(count(&composed), count(&decomposed), "{composed:?} {decomposed:?}");
    }

    #[test]
    fn no_string_panics(text in any::<String>()) {
        points_into_its_text(&read(&text));
    }

    #[test]
    fn two_speakers_have_one_id_exactly_where_they_have_one_key(
        a in "[ab_ .'é習-]{0,5}", b in "[ab_ .'é習-]{0,5}", i in 0..6usize, j in 0..6usize,
    ) {
        let (a, b) = (keys::of(&a, Type::ALL[i]), keys::of(&b, Type::ALL[j]));
        prop_assert_eq!(keys::id_of(&a) == keys::id_of(&b), a == b, "{:?} {:?}", a, b);
    }

    #[test]
    fn every_name_has_an_id_that_begins_with_a_letter_and_stays_plain(name in any::<String>()) {
        let id = keys::id_of(&keys::of(&name, Type::Person));
        prop_assert!(id.starts_with("s_"), "{}", id);
        prop_assert!(id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-'), "{}", id);
    }

    #[test]
    fn a_written_table_reads_back_equal(fields in prop::collection::vec(any::<String>(), 1..6)) {
        let cells: Vec<Cell> = fields.iter().map(|f| Cell::text(f.as_str())).collect();
        let header: Vec<String> = (0..cells.len()).map(|n| format!("c{n}")).collect();
        let mut writer = csv::Writer::new(Vec::new(), csv::Dialect::Plain, &header).expect("memory");
        writer.row(&cells).expect("memory");
        let written = writer.end().expect("memory");
        let mut reader = ::csv::Reader::from_reader(&written[..]);
        let row = reader.records().next().expect("a row").expect("readable");
        let flat = |f: &String| f.replace(['\n', '\r', '\0'], " ");
        prop_assert_eq!(row.iter().map(str::to_string).collect::<Vec<_>>(), fields.iter().map(flat).collect::<Vec<_>>());
    }
}

fn add(tally: &mut Tally, analysis: &Analysis, layout: &Layout) {
    let findings = &analysis.findings;
    tally.add(&analysis.document.meta, findings, &tally::parts(findings, layout));
}

#[test]
fn any_split_of_the_articles_tallies_to_the_same_counts() {
    let layout = Layout::new(&tools().lexicons);
    let analyses: Vec<Analysis> = sample().iter().map(|d| analyze(d, tools(), &mut tools().desk())).collect();
    let tally = |order: &[&Analysis]| {
        let mut tally = Tally::default();
        for analysis in order {
            add(&mut tally, analysis, &layout);
        }
        tally
    };
    let forward: Vec<&Analysis> = analyses.iter().collect();
    let backward: Vec<&Analysis> = analyses.iter().rev().collect();
    assert!(!forward.is_empty());
    let whole = tally(&forward);
    assert_eq!(whole, tally(&backward));
    for at in 0..=forward.len() {
        let (first, rest) = forward.split_at(at);
        let mut sum = tally(rest);
        sum += &tally(first);
        assert_eq!(sum, whole, "split behind {at}");
    }
    let rows = |tally: &Tally| {
        let mut rows = Vec::new();
        let keep = |cells: &[Cell], _| {
            rows.push(format!("{cells:?}"));
            Ok(())
        };
        tables::speakers_long(&Run::new(tools().lexicons.clone()), &tally.ranked(), keep).expect("memory");
        rows
    };
    assert_eq!(rows(&whole), rows(&tally(&backward)));
}

#[test]
fn what_workers_share_or_send_may_cross_threads() {
    fn shared<T: Send + Sync>() {}
    fn sent<T: Send>() {}
    shared::<rhetor::analysis::Tools>();
    shared::<Analysis>();
    shared::<Tally>();
    shared::<rhetor::report::Article>();
    shared::<rhetor::error::Error>();
    sent::<rhetor::analysis::Desk>();
    sent::<rhetor::ingest::Record>();
}

#[test]
fn a_worker_that_has_read_other_articles_reads_this_one_alike() {
    let mut busy = tools().desk();
    for document in sample() {
        let fresh = analyze(&document, tools(), &mut tools().desk());
        let used = analyze(&document, tools(), &mut busy);
        assert_eq!(format!("{:?}", fresh.findings), format!("{:?}", used.findings));
    }
}

#[test]
fn no_number_is_without_its_rows() {
    let run = Run::new(tools().lexicons.clone());
    for document in sample() {
        let analysis = analyze(&document, tools(), &mut tools().desk());
        let article = Article::new(analysis, &run.layout);
        for speech in Speech::ALL {
            let counted: u64 =
                article.parts(speech).iter().flat_map(|p| p.terms.iter().map(|(_, n)| *n)).sum();
            let mut rows = 0;
            let flag = tables::evidence_header().iter().position(|c| c == "counted").expect("a column");
            tables::evidence(&run, (&article, speech), |cells| {
                rows += u64::from(cells[flag] == Cell::flag(true));
                Ok(())
            })
            .expect("memory");
            assert_eq!(rows, counted, "{}", article.analysis.document.id);
        }
    }
}

#[test]
fn what_another_said_is_that_others_and_every_word_counts_once() {
    let outer = "“My father told me, ‘We will fight the war to the end,’ and I want bread,” said Mira Holt.";
    let analysis = read(outer);
    every_word_counts_once(&analysis);
    let shown: Vec<_> = analysis
        .findings
        .iter()
        .map(|f| (f.speaker().map(|s| &*s.name), f.score.words, f.score.hits.len()))
        .collect();
    assert_eq!(shown, [(Some("Mira Holt"), 8, 0), (Some("my father"), 8, 2)], "{analysis:?}");
    let own = read("“I told him, ‘We will fight the war to the end,’ and I want bread,” said Mira Holt.");
    assert_eq!(own.findings.len(), 1, "what a speaker says of herself stays hers");
    let distanced = read("“Their so-called ‘reform’ failed,” said Mira Holt.");
    assert_eq!(distanced.findings.len(), 1);
}

#[test]
fn absent_is_not_zero() {
    let analysis = read("“…,” said Mira Holt. “We wait,” said Bram Vale.");
    let run = Run::new(tools().lexicons.clone());
    let mut tally = Tally::default();
    add(&mut tally, &analysis, &run.layout);
    let speaker = tally::Speaker::default();
    assert_eq!(rhetor::compare::rates::rate(&speaker, &speaker.columns[0]), None, "no words, no rate");
    for speaker in tally.speakers.values() {
        assert!(
            rhetor::compare::rates::rate(speaker, &speaker.columns[0])
                .is_some_and(|r| r.per_1000 == 0.0 && r.high > 0.0)
        );
    }
}

#[test]
fn one_person_is_one_row_however_the_articles_spell_the_name() {
    let layout = Layout::new(&tools().lexicons);
    let mut tally = Tally::default();
    for name in [
        "J.K. Brandt",
        "J. K. Brandt",
        "JK Brandt",
        "Ségolène Marchand",
        "Segolene Marchand",
        "Pak Dong-un",
        "Pak Dong Un",
        "Anton van der Bruck",
        "Anton Van der Bruck",
        "Dr. Mira Holt",
        "Martin Dorsk, Jr.",
        "Martin Dorsk Jr.",
        "Martin Dorsk",
        "George W. Marsh",
        "George H.W. Marsh",
    ] {
        let text = format!("The talks went on.\n\n“We wait for the ships,” said {name}. “Nobody leaves.”\n");
        let analysis = analyze(&Document::new(name, text), tools(), &mut tools().desk());
        add(&mut tally, &analysis, &layout);
    }
    let rows: Vec<String> =
        tally.speakers.iter().map(|(key, speaker)| format!("{key}: {}", speaker.articles)).collect();
    assert_eq!(
        rows,
        [
            "anton van der bruck: 2",
            "george h w marsh: 1",
            "george w marsh: 1",
            "j k brandt: 3",
            "martin dorsk: 1",
            "martin dorsk jr: 2",
            "mira holt: 1",
            "pak dong un: 2",
            "segolene marchand: 2",
        ]
    );
}
