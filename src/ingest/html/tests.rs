//! Pages of our own wording in the shapes of real ones: `tests/pages/*.html`, and beside
//! each what is to be read of it. Delete a `.txt` there and run the tests to have it
//! written anew; then read it.

use super::*;
use std::path::Path;

fn read(page: &str) -> Result<Vec<Found>, Kind> {
    super::read(page, None)
}

/// What was read of a page, as the `.txt` beside it shows it.
fn shown(page: &str) -> String {
    let found = match read(page) {
        Err(kind) => return format!("rejected: {kind}\n"),
        Ok(mut found) => found.remove(0),
    };
    let Found { text, date, source, title, author, url, language, problems, .. } = found;
    let mut shown = String::new();
    for (name, value) in [
        ("date", date),
        ("source", source),
        ("title", title),
        ("author", author),
        ("url", url),
        ("language", language),
    ] {
        shown.push_str(&format!("{name}: {}\n", value.unwrap_or_default()));
    }
    for kind in problems {
        shown.push_str(&format!("problem: {kind}\n"));
    }
    shown + "\n" + &text + "\n"
}

#[test]
fn each_page_gives_its_article_and_nothing_else() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<_> =
        std::fs::read_dir(&folder).expect("pages").map(|e| e.expect("entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|e| e == "html"));
    pages.sort();
    assert!(pages.len() >= 12, "{pages:?}");
    let mut differs = String::new();
    for path in pages {
        let page = std::fs::read_to_string(&path).expect("readable");
        assert!(looks_like(&page), "{}", path.display());
        let read = shown(&page);
        let beside = path.with_extension("txt");
        match std::fs::read_to_string(&beside) {
            Ok(expected) if expected == read => {}
            Ok(expected) => {
                differs.push_str(&format!("{}\nexpected\n{expected}\nread\n{read}\n", path.display()));
            }
            Err(_) => {
                std::fs::write(&beside, &read).expect("writable");
                differs.push_str(&format!("{} was missing and is written; read it\n", beside.display()));
            }
        }
    }
    assert!(differs.is_empty(), "{differs}");
}

/// The same bytes again and again.
fn page(piece: &str, times: usize, tail: &str) -> String {
    format!("<html><body>{}{tail}</body></html>", piece.repeat(times))
}

/// Pieces that differ by a number, each as often as any other.
fn numbered(times: usize, before: &str, after: &str) -> String {
    let pieces: Vec<String> = (0..times).map(|n| format!("{before}{n}{after}")).collect();
    pieces.concat()
}

#[test]
fn pages_that_are_built_to_do_harm_are_refused_and_quickly() {
    let attributes = numbered(90_000, " a", "=1");
    let fonts = numbered(400, "<font color=c", ">");
    let paragraphs = "<p>x".repeat(20_000);
    for (name, page) in [
        ("deep", page("<div>", 200_000, "text")),
        ("deep lists", page("<ul><li>", 90_000, "text")),
        ("attributes", format!("<html><body><p{attributes}>text")),
        ("formats", page(&(fonts + "<p>x</p></div>"), 1, &paragraphs)),
        ("tags", page("<br/>", 2_000_000, "")),
        ("large", page("text ", 8 << 20, "")),
    ] {
        let start = std::time::Instant::now();
        assert!(matches!(read(&page), Err(Kind::Hostile(_))), "{name}");
        assert!(start.elapsed().as_secs() < 5, "{name}: {:?}", start.elapsed());
    }
}

#[test]
fn odd_pages_are_read_or_rejected_within_their_time() {
    for (name, page) in [
        ("line breaks", page("<br>", 100_000, "")),
        ("line breaks and words", page("word <br><br> ", 60_000, "")),
        ("words", page("<p>A word, and another one, and a third one.</p>", 20_000, "")),
        ("inline", page("<span>word, </span>", 60_000, "")),
        ("nested", page(&("<div>".repeat(200) + "word." + &"</div>".repeat(200)), 40, "")),
        ("divs", page("<div class=related><div>word</div>", 400, &"<div>word, word.</div>".repeat(20_000))),
        ("never closed comment", "<html><!-- <p>".to_string() + &"<p>x".repeat(100_000)),
        ("never closed tag", "<html><p a=\"".to_string() + &"<p>x".repeat(100_000)),
        ("never closed script", "<html><script>".to_string() + &"</scrip".repeat(100_000)),
        ("links", page("<a href=x>word</a> ", 60_000, "")),
        ("quotes", page("<q>", 400, "word")),
        ("table", page("<table><tr><td>word, word", 100, "")),
    ] {
        let start = std::time::Instant::now();
        let _ = read(&page);
        let seconds = start.elapsed().as_secs_f64();
        assert!(seconds < 20.0, "{name}: {seconds} s");
    }
}

#[test]
fn a_page_twice_as_long_takes_about_twice_as_long() {
    let time = |times: usize| {
        let text = page(
            "<div class=x><p>“We wait,” said Holt, and <a href=y>waited</a>.<br><br>So did we.</p></div>",
            times,
            "",
        );
        let start = std::time::Instant::now();
        let found = read(&text).expect("an article");
        assert!(found[0].text.len() > times * 20, "{times}");
        start.elapsed().as_secs_f64()
    };
    time(500);
    let (once, twice) = (time(4_000), time(8_000));
    assert!(twice < once * 4.0 + 0.3, "{once} s, then {twice} s");
}

#[test]
fn prose_does_not_look_like_a_page() {
    for text in
        ["The tag <html> begins a page.", "", "{\"text\": \"<html>\"}", "<?xml version=\"1.0\"?><TEI>"]
    {
        assert!(!looks_like(text), "{text}");
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn no_bytes_stop_the_reader(at in 0usize..5000, cut in 0usize..200, with in "\\PC{0,6}|</?[a-z]{1,5}>|<!--|\"|&[#a-z0-9]{0,4};") {
        for text in [
            include_str!("../../../tests/pages/news-site.html"),
            include_str!("../../../tests/pages/amp.html"),
            include_str!("../../../tests/pages/blog.html"),
            include_str!("../../../tests/pages/table-layout.html"),
        ] {
            let floor = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
            let (from, to) = (floor(at), floor(at + cut));
            let _ = read(&format!("{}{with}{}", &text[..from], &text[to..]));
        }
    }
}
