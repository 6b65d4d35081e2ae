//! The HTML page: one file that is inert, whole, the same every time, and never too large.

use dom_query::Document;
use rhetor::report::html::{self, Event, Options};
use rhetor::report::saved::Saved;
use std::collections::BTreeSet;
use std::path::Path;

/// The page of what `score` finds with these arguments.
fn page(args: &[&str], options: &Options) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .arg("score")
        .args(args)
        .args(["-q", "-o"])
        .arg(folder.path())
        .status()
        .expect("runs");
    assert!(status.code().is_some_and(|code| code == 0 || code == 3), "{args:?}");
    let saved = Saved::open(folder.path()).expect("results");
    let mut out = Vec::new();
    html::write_to(&saved, options, &mut out).expect("written");
    String::from_utf8(out).expect("UTF-8")
}

fn sample() -> String {
    page(&["tests/sample"], &Options::default())
}

/// The text of each element that a selector finds, in single spaces.
fn texts(page: &Document, selector: &str) -> Vec<String> {
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    page.select(selector).iter().map(|found| squeezed(&found.text())).collect()
}

#[test]
fn the_page_says_who_used_most_war_words_how_sure_that_is_and_shows_a_sentence() {
    let page = Document::from(sample());
    assert_eq!(
        texts(&page, ".lead"),
        [
            "Goran Vetrak used most war words: 108.6 per 1,000 (95 % interval 62.3–154.8), 38 hits in 8 articles. \
          No other speaker is quoted enough to be ranked (at least 5 articles and 300 words); the 15 others are \
          listed and marked, and a higher rate there would mean little."
        ]
    );
    let marked = texts(&page, ".pull mark:not(.o)");
    assert!(marked.contains(&"artillery".to_string()) && marked.len() > 4, "{marked:?}");
    let first =
        texts(&page, ".k0 table.rank tbody:first-of-type th, .k0 table.rank tbody:first-of-type td.r");
    assert_eq!(first[..6], ["1", "Goran Vetrak", "108.6 62.3–154.8", "38", "350", "8"]);
    let quotes = texts(&page, "#e0-0 li blockquote");
    assert_eq!(quotes.len(), 12, "{quotes:#?}");
    assert!(quotes.iter().any(|q| q.contains("We did not lose nine thousand soldiers")), "{quotes:#?}");
    assert_eq!(
        texts(&page, "#e0-0 > .note"),
        ["12 of 14 quotes shown, drawn by lot; all are in evidence.csv."]
    );
}

#[test]
fn events_that_no_timeline_shows_are_said_to_be_missing() {
    let day = jiff::civil::date(2024, 3, 4);
    let events = vec![Event { date: day, label: "Summit".into() }];
    let undated = ["tests/golden/addressees-told-that.txt"];
    let page = Document::from(page(&undated, &Options { events, ..Options::default() }));
    let said = ["No timeline, and 1 event not drawn: the quotes have dates in too few periods for one."];
    assert_eq!(texts(&page, "#time .note"), said);
    assert!(texts(&page, "nav a").contains(&"Over time".to_string()));
    assert!(texts(&Document::from(self::page(&undated, &Options::default())), "#time").is_empty());
}

#[test]
fn who_has_too_little_data_is_never_ranked_first_and_says_so() {
    let inputs = ["tests/sample", "tests/golden/wire-family-name-first-summit.txt"];
    let page = Document::from(page(&inputs, &Options::default()));
    let rows = texts(&page, ".k0 table.rank tbody tr:not(.ev) th[scope=row]");
    assert_eq!(rows[0], "Goran Vetrak");
    let higher = "Tran Bao Ngoc thin data".to_string();
    assert!(rows.contains(&higher), "111.1 per 1,000 words, of nine words: {rows:?}");
    let headings = texts(&page, ".k0 .sep");
    assert_eq!(headings.len(), 2, "{headings:?}");
    assert!(headings.iter().all(|h| h.starts_with("Not ranked.")), "{headings:?}");
    let kinds = texts(&page, ".k0 tbody.u th[scope=row]");
    assert_eq!(kinds.len() + 1, rows.len(), "all but one are marked");
}

#[test]
fn the_sections_stand_in_order_and_every_link_and_picture_has_what_it_needs() {
    let page = Document::from(sample());
    let headings = texts(&page, "h1, h2");
    assert_eq!(
        headings,
        [
            "Who talks of war, friendship and hegemony",
            "In short",
            "Ranking",
            "Side by side",
            "Over time",
            "The words",
            "What was left out",
            "Method"
        ]
    );
    let mut level = 0;
    for heading in page.select("h1, h2, h3, h4").nodes() {
        let next = heading.node_name().map_or(0, |name| u32::from(name.as_bytes()[1] - b'0'));
        assert!(next <= level + 1, "a level is passed over before {}", heading.text());
        level = next;
    }
    let ids: Vec<String> =
        page.select("[id]").iter().filter_map(|e| e.attr("id")).map(|id| id.to_string()).collect();
    let known: BTreeSet<&String> = ids.iter().collect();
    assert_eq!(known.len(), ids.len(), "an id stands twice");
    for link in &page.select("a[href^='#']") {
        let to = link.attr("href").expect("has one").trim_start_matches('#').to_string();
        assert!(known.contains(&to), "#{to} leads nowhere");
    }
    for picture in page.select("svg[role=img]").nodes() {
        let inside: Vec<String> = picture
            .children()
            .iter()
            .filter_map(dom_query::NodeRef::node_name)
            .map(|n| n.to_string())
            .collect();
        assert_eq!(inside[..2], ["title", "desc"]);
    }
    assert_eq!(page.select("table").length(), page.select("table > caption").length());
    for external in ["src=", "http-equiv=\"refresh\"", "@import", "url(", "<link"] {
        assert!(!page.html().contains(external), "{external}");
    }
}

#[test]
fn the_same_results_give_the_same_bytes() {
    let of = |jobs: &str| page(&["tests/sample", "tests/golden", "-j", jobs], &Options::default());
    assert_eq!(of("1"), of("3"));
}

/// What hostile articles say of themselves, and who is said to speak.
const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "'><svg onload=alert(1)>",
    "</title></style><b onclick=alert(1)>",
    "a \u{202e}desrever\u{202c} b",
    "NUL \0 and CR \r end",
    "=HYPERLINK(\"http://evil.example\")",
    "<!-- -->]]><![CDATA[",
];

fn hostile(folder: &Path) -> String {
    let (mut articles, mut names) = (String::new(), String::from("name,alias\n"));
    for (at, text) in HOSTILE.iter().enumerate() {
        let who = [
            "Mira Holt",
            "Bram Vale",
            "Selin Amaro",
            "Oskar Lind",
            "Ada Torre",
            "Goran Dorsk",
            "Hana Renn",
            "Ivo Lesk",
        ][at];
        let urls =
            ["javascript:alert(1)", "https://example.org/?a=\"><script>", "https://example.org/a?b=1&c=2"];
        for copy in 0..6 {
            let article = serde_json::json!({
                "id": format!("{text}{copy}"),
                "text": format!("“We will fight the invaders {text} with our army and our soldiers,” {who} said on day {copy}."),
                "title": text,
                "source": text,
                "date": format!("2024-0{}-11", copy + 1),
                "url": urls[copy % 3],
            });
            articles += &format!("{article}\n");
        }
        if !text.contains(['\0', '\r']) {
            names += &format!("\"{}\",{who}\n", text.replace('"', "\"\""));
        }
    }
    std::fs::write(folder.join("articles.jsonl"), articles).expect("written");
    std::fs::write(folder.join("who.csv"), names).expect("written");
    let input = folder.join("articles.jsonl").display().to_string();
    let who = folder.join("who.csv").display().to_string();
    let event = Event { date: jiff::civil::date(2024, 3, 1), label: HOSTILE[1].into() };
    let options = Options { title: Some(HOSTILE[0].into()), events: vec![event] };
    page(&[&input, "--speakers", &who, "--min-words", "20"], &options)
}

#[test]
fn hostile_names_titles_and_quotes_are_text_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let (hostile, plain) = (hostile(folder.path()), sample());
    assert!(hostile.contains("[U+202E]desrever"), "shown, not obeyed");
    for control in ['\0', '\r', '\u{202e}'] {
        assert!(!hostile.contains(control), "{control:?}");
    }
    let (page, plain) = (Document::from(hostile), Document::from(plain));
    let kinds = |page: &Document| -> BTreeSet<String> {
        let nodes = page.select("*");
        let attributes = |node: &dom_query::NodeRef| {
            let name = node.node_name().map(|n| n.to_string()).unwrap_or_default();
            let of: Vec<String> = node.attrs().iter().map(|a| format!("{name} {}", a.name.local)).collect();
            of.into_iter().chain([name])
        };
        nodes.nodes().iter().flat_map(attributes).collect()
    };
    // What a harmless page has, and what only links and events add.
    let mut ours = kinds(&plain);
    ours.extend(["a rel", "ol class", "text class", "li", "bdi"].map(String::from));
    let strange: Vec<String> = kinds(&page).difference(&ours).cloned().collect();
    assert!(strange.is_empty(), "{strange:?}");
    assert_eq!((page.select("script").length(), page.select("style").length()), (1, 1));
    assert_eq!(page.select("script").text(), plain.select("script").text());
    for link in &page.select("a[href]") {
        let to = link.attr("href").expect("has one").to_string();
        let ours = to.starts_with('#') || to == "https://example.org/a?b=1&c=2";
        assert!(ours, "{to}");
        assert!(to.starts_with('#') || link.attr("rel").as_deref() == Some("noopener nofollow"));
    }
    assert_eq!(texts(&page, "h1"), [HOSTILE[0]]);
    let names = texts(&page, ".k0 table.rank th[scope=row] bdi");
    assert!(names.iter().any(|n| n == HOSTILE[1]), "{names:?}");
    assert!(page.select(".en").length() > 0, "the event is drawn");
}

/// An article with a quote of some 40,000 characters, and others that give its speaker a rank.
fn endless(folder: &Path) -> String {
    let speech = "We will fight the war for our neighbours and the peace treaty. ".repeat(640);
    let mut articles = String::new();
    for copy in 0..6 {
        let more = if copy == 3 { format!("\n\n“{speech}” Mira Holt said.") } else { String::new() };
        let text =
            format!("“We will attack the enemy in week {copy}, and our army marches,” Mira Holt said.{more}");
        let article = serde_json::json!({
            "id": format!("session {copy}"), "text": text, "by": "Mira Holt", "title": format!("Day {copy}"),
            "date": format!("2024-0{}-11", copy + 1), "url": format!("https://example.org/{copy}"),
        });
        articles += &format!("{article}\n");
    }
    let path = folder.join("articles.jsonl");
    std::fs::write(&path, articles).expect("written");
    path.display().to_string()
}

#[test]
fn a_quote_of_forty_thousand_characters_is_shortened_and_unfolds_to_all_of_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = Document::from(page(&[&endless(folder.path())], &Options::default()));
    let head = texts(&page, ".pull > blockquote");
    assert!(head.len() == 1 && head[0].len() < 1_500, "{} characters", head[0].len());
    let unfolds = texts(&page, ".pull > details.whole > summary");
    assert!(unfolds[0].starts_with("Shortened: read all 6,"), "{unfolds:?}");
    let whole = texts(&page, ".pull > details.whole > blockquote");
    assert!(whole[0].len() > 31_000, "{} characters", whole[0].len());
    assert!(page.select(".k0 details.whole").length() > 0, "and where it is listed");
    assert!(
        unfolds[0].contains("its first 32,000 characters"),
        "a cell of the table ends before the quote: {unfolds:?}"
    );
}

#[test]
fn a_passage_of_a_document_names_the_document_as_the_input_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = endless(folder.path());
    let page =
        Document::from(page(&[&input, "--unit", "document", "--speaker-col", "by"], &Options::default()));
    let named = texts(&page, "#e0-0 .src a");
    assert!(!named.is_empty() && named.iter().all(|name| name.starts_with("Day ")), "{named:?}");
    assert!(!page.html().contains("a_"), "no id of this program's own");
}

#[test]
fn a_page_without_tables_beside_it_sends_nobody_to_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = large(folder.path(), 60);
    let run = |arguments: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"));
        let status = command.args(arguments).current_dir(folder.path()).status().expect("runs");
        assert!(status.success(), "{arguments:?}");
    };
    run(&["score", &input, "-q", "-f", "html", "-o", "alone", "--title", "Who wants war?"]);
    let page = std::fs::read_to_string(folder.path().join("alone/report.html")).expect("a page");
    assert!(!page.contains("are in evidence.csv"), "it is not there");
    assert!(page.contains("a run with the format csv writes all to evidence.csv"));
    assert_eq!(texts(&Document::from(page), "h1"), ["Who wants war?"]);
}

#[test]
fn what_was_compared_and_drawn_on_request_is_on_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let results = folder.path().join("results").display().to_string();
    let events = folder.path().join("events.csv");
    std::fs::write(&events, "date,label\n2024-05-10,A <b>treaty</b>\n").expect("written");
    let run = |arguments: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_rhetor")).args(arguments).output().expect("runs");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    };
    run(&["score", "tests/sample", "-q", "-o", &results]);
    let who = "Goran Vetrak,Selin Amaro";
    run(&["compare", &results, "-s", who, "-c", "war", "-o", &results]);
    run(&["timeline", &results, "-s", who, "-c", "war", "--by", "month", "-o", &results]);
    run(&["report", &results, "-q", "-f", "html", "--events", &events.display().to_string()]);
    let page = std::fs::read_to_string(folder.path().join("results/report.html")).expect("a page");
    let page = Document::from(page);
    let pairs = texts(&page, "table.pairs tbody tr");
    assert!(pairs.len() == 1 && pairs[0].starts_with("War"), "{pairs:?}");
    assert!(texts(&page, "#time .intro")[0].contains("as asked of rhetor timeline"));
    let drawn = texts(&page, "#time .k0 figcaption bdi");
    assert_eq!(drawn, ["Goran Vetrak", "Selin Amaro"]);
    assert_eq!(texts(&page, "#time .k1"), ["Friendship Not among what was asked for."]);
    assert_eq!(texts(&page, "ol.events li"), ["10 May 2024: A <b>treaty</b>"]);
}

#[test]
fn what_was_printed_before_is_among_what_was_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let input = large(folder.path(), 6);
    let twice = format!("{0}{0}", std::fs::read_to_string(&input).expect("written"));
    std::fs::write(&input, twice).expect("written");
    let rows = texts(&Document::from(page(&[&input], &Options::default())), "#left-out tbody tr");
    assert!(rows.iter().any(|row| row.contains("articles that repeat an earlier one")), "{rows:?}");
    assert!(
        rows.iter()
            .any(|row| row.contains("printed before") && row.ends_with("marked and not counted again")),
        "{rows:?}"
    );
}

/// A collection of so many articles, each with two quotes full of war.
fn large(folder: &Path, articles: usize) -> String {
    let line = |at: usize| {
        let text = format!(
            "“We will fight the invaders in year {at} with our army and our soldiers,” Mira Holt said.\n\n\
             “The enemy attacked convoy {at} with rockets and with tanks,” Bram Vale said."
        );
        format!("{}\n", serde_json::json!({"id": at.to_string(), "text": text}))
    };
    let path = folder.join(format!("{articles}.jsonl"));
    std::fs::write(&path, (0..articles).map(line).collect::<String>()).expect("written");
    path.display().to_string()
}

#[test]
fn a_larger_collection_does_not_make_a_larger_page() {
    let folder = tempfile::tempdir().expect("a folder");
    let [small, large] = [60, 600].map(|n| page(&[&large(folder.path(), n)], &Options::default()));
    let shown = Document::from(&*large);
    assert_eq!(texts(&shown, "#e0-0 > summary"), ["Read 12 of the 600 quotes with war words"]);
    assert_eq!(shown.select("#e0-0 li").length(), 12);
    let lead = texts(&shown, ".lead").join(" ");
    assert!(lead.starts_with("It is not clear") && lead.contains("copies of one story"), "{lead}");
    assert!(large.len() < small.len() + small.len() / 20, "{} bytes, then {}", small.len(), large.len());
}

#[test]
fn whole_documents_show_their_terms_in_context() {
    let args = ["tests/documents", "--unit", "document", "--no-builtin", "-l", "tests/cmd/speeches.csv"];
    let page = Document::from(page(&args, &Options::default()));
    let shown = texts(&page, "#e0-0 li blockquote");
    assert!(!shown.is_empty() && page.select("#e0-0 mark").length() >= shown.len(), "{shown:?}");
    assert!(
        texts(&page, ".stand")[0].starts_with("3 speakers in 4 documents"),
        "{:?}",
        texts(&page, ".stand")
    );
}
