//! Articles of our own with their quotations marked up: floors that may only rise.
//!
//! `tests/golden/*.txt`: a head of `key = Name | type` lines, `---`, and prose in which
//! `{key “…”}` wraps a quotation or a turn of a script, `{? …}` what is no speech, `{- …}` speech
//! of nobody named. Within another, braces wrap what somebody else is told to have said.

use rhetor::analysis::{Analysis, Finding, Tools, analyze};
use rhetor::document::Document;
use rhetor::quote::Form;
use rhetor::text::Span;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What a reader marked.
struct Marked {
    start: usize,
    end: usize,
    key: String,
    /// Wrapped within another.
    inner: bool,
}

struct Article {
    name: String,
    speakers: BTreeMap<String, String>,
    text: String,
    marked: Vec<Marked>,
}

fn articles() -> Vec<Article> {
    let mut paths: Vec<_> = std::fs::read_dir("tests/golden")
        .expect("tests/golden")
        .filter_map(Result::ok)
        .map(|e| e.path())
        .collect();
    paths.sort();
    paths.iter().map(|path| read(path)).collect()
}

fn read(path: &std::path::Path) -> Article {
    let file = std::fs::read_to_string(path).expect("readable");
    let (head, body) = file.split_once("---\n").expect("a head");
    let pair = |line: &str| {
        let (key, rest) = line.split_once(" = ")?;
        let (name, _) = rest.split_once(" | ")?;
        Some((key.trim().to_string(), name.trim().to_string()))
    };
    let (mut text, mut marked, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut rest = body;
    while let Some(at) = rest.find(['{', '}']) {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('{') {
            let (key, after) = rest[at + 1..].split_once(' ').expect("a key");
            open.push((text.len(), key.to_string()));
            rest = after;
        } else {
            let (start, key) = open.pop().expect("opened");
            marked.push(Marked { start, end: text.len(), key, inner: !open.is_empty() });
            rest = &rest[at + 1..];
        }
    }
    text.push_str(rest);
    let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
    Article { name, speakers: head.lines().filter_map(pair).collect(), text, marked }
}

/// The name without what reports and readers may or may not put in front.
fn bare(name: &str) -> String {
    let folded = rhetor::text::fold::word(name).into_owned();
    let articles = ["the ", "a ", "an ", "his ", "her ", "their "];
    articles.iter().find_map(|a| folded.strip_prefix(a)).unwrap_or(&folded).to_string()
}

#[derive(Default)]
struct Counts {
    marked: u32,
    found: u32,
    speech: u32,
    right: u32,
    scare: u32,
    scare_right: u32,
    inner: u32,
    inner_right: u32,
    extra: u32,
    misses: String,
}

/// The pieces of the findings that stand alone, or of those within others.
fn pieces(analysis: &Analysis, inner: bool) -> Vec<(Span, &Finding)> {
    let findings = analysis.findings.iter().filter(|f| f.within.is_some() == inner);
    findings.flat_map(|f| f.quote.pieces.iter().map(move |p| (*p, f))).collect()
}

fn judge(article: &Article, tools: &Tools, counts: &mut Counts) {
    let document = Document::new(article.name.as_str(), article.text.as_str());
    let analysis = analyze(&document, tools, &mut tools.desk());
    for inner in [false, true] {
        let marked: Vec<&Marked> = article.marked.iter().filter(|m| m.inner == inner).collect();
        let pieces = pieces(&analysis, inner);
        for (piece, _) in &pieces {
            if !marked.iter().any(|m| m.start <= piece.start && piece.end <= m.end) {
                counts.extra += 1;
                let said = piece.of(&article.text);
                let _ = writeln!(counts.misses, "{}: found what nobody marked: {said}", article.name);
            }
        }
        for marked in marked {
            compare(article, marked, &pieces, counts);
        }
    }
}

fn compare(article: &Article, marked: &Marked, pieces: &[(Span, &Finding)], counts: &mut Counts) {
    let Marked { start, end, key, inner } = marked;
    let said = &article.text[*start..*end];
    counts.marked += u32::from(!inner);
    counts.inner += u32::from(*inner);
    let Some((_, finding)) = pieces
        .iter()
        .find(|(p, _)| *start <= p.start && p.end <= *end && p.start - start <= 6 && end - p.end <= 6)
    else {
        let _ = writeln!(counts.misses, "{}: did not find {said}", article.name);
        return;
    };
    let name = finding.speaker().map_or("(nobody)", |s| &s.name);
    let right = match key.as_str() {
        "?" => finding.quote.form == Form::Scare,
        "-" => finding.speaker().is_none() && finding.quote.form != Form::Scare,
        key => bare(name) == bare(&article.speakers[key]),
    };
    match (inner, key.as_str()) {
        (true, _) => counts.inner_right += u32::from(right),
        (_, "?") => {
            counts.found += 1;
            counts.scare += 1;
            counts.scare_right += u32::from(right);
        }
        _ => {
            counts.found += 1;
            counts.speech += 1;
            counts.right += u32::from(right);
        }
    }
    if !right {
        let wanted = article.speakers.get(key).map_or(key.as_str(), |s| s.as_str());
        let _ = writeln!(
            counts.misses,
            "{}: {said}\n    expected {wanted}, found {name} ({})",
            article.name,
            finding.quote.form.name()
        );
    }
}

#[test]
fn articles_of_our_own_are_read_as_a_person_reads_them() {
    let tools = Tools::builtin().expect("built-in files parse");
    let mut counts = Counts::default();
    for article in articles() {
        judge(&article, &tools, &mut counts);
    }
    let share = |part: u32, whole: u32| 100.0 * f64::from(part) / f64::from(whole.max(1));
    let Counts { marked, found, speech, right, scare, scare_right, inner, inner_right, extra, misses } =
        counts;
    let summary = format!(
        "{found} of {marked} quotations found; {right} of {speech} speakers right ({:.1} %); \
         {scare_right} of {scare} known as no speech; {inner_right} of {inner} within others right",
        share(right, speech)
    );
    // Floors: raise them when they can be raised.
    assert!(share(found, marked) >= FOUND, "{summary}\n{misses}");
    assert!(share(right, speech) >= RIGHT, "{summary}\n{misses}");
    assert!(scare_right >= SCARE, "{summary}\n{misses}");
    assert!(share(inner_right, inner) >= INNER, "{summary}\n{misses}");
    assert_eq!(extra, 0, "quotations that nobody marked:\n{misses}");
}

const FOUND: f64 = 100.0;
const RIGHT: f64 = 89.3;
const SCARE: u32 = 8;
const INNER: f64 = 93.7;
