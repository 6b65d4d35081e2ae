//! How many copies are found, and how many merges are wrong.

use super::wire::{Chance, Edits, STRENGTHS, copy};
use super::{analysis, article};
use rhetor::document::Document;
use rhetor::report::{Article, Printed, Run, Speech};
use std::collections::{BTreeMap, BTreeSet};

/// What became of copies.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Figures {
    pub(super) copies: u64,
    pub(super) found: u64,
    /// Marked as a copy of another than the original.
    pub(super) wrong: u64,
    pub(super) quotes: u64,
    pub(super) quotes_found: u64,
    pub(super) quotes_wrong: u64,
}

/// The paragraph of a byte, and the text of it.
fn paragraph_of(document: &Document, byte: usize) -> usize {
    document.text[document.body..byte].matches("\n\n").count()
}

/// Whose words they are, and which of that speaker's in the paragraph.
type Key = (usize, String, usize);

fn keys(article: &Article, from: impl Fn(usize) -> Option<usize>) -> BTreeMap<Key, usize> {
    let (mut keys, mut seen) = (BTreeMap::new(), BTreeMap::<(usize, String), usize>::new());
    for (at, finding) in article.findings(Speech::Quoted).iter().enumerate() {
        let document = &article.analysis.document;
        let Some(paragraph) = from(paragraph_of(document, finding.quote.span.start)) else { continue };
        if finding.quote.form == rhetor::quote::Form::Scare {
            continue;
        }
        let speaker = finding.speaker().map_or(String::new(), |s| s.key.to_string());
        let order = seen.entry((paragraph, speaker.clone())).or_default();
        keys.insert((paragraph, speaker, *order), at);
        *order += 1;
    }
    keys
}

/// Takes all originals, then one copy of each. A quote of a copy counts where the original
/// has one by the same speaker in the same paragraph.
pub(super) fn measure(originals: &[Document], edits: Edits, run: &Run) -> Figures {
    let mut printed = Printed::default();
    let mut chance = Chance(7);
    let mut figures = Figures::default();
    let settled = |document: &Document, printed: &mut Printed| {
        let mut article = article(document, run);
        printed.settle(&mut article, run);
        article
    };
    let firsts: Vec<Article> = originals.iter().map(|d| settled(d, &mut printed)).collect();
    for (document, first) in originals.iter().zip(&firsts) {
        let (document, from) = copy(document, edits, &mut chance);
        let article = settled(&document, &mut printed);
        let root = |a: &Article| a.duplicate_of().map_or_else(|| a.id.to_string(), |(id, _)| id.to_string());
        figures.copies += 1;
        figures.found += u64::from(root(&article) == root(first));
        if article.duplicate_of().is_some() && root(&article) != root(first) {
            figures.wrong += 1;
        }
        let there = keys(first, Some);
        for (key, at) in keys(&article, |p| from[p]) {
            let Some(&original) = there.get(&key) else { continue };
            let id = first.quote_id(Speech::Quoted, original + 1);
            let right = first.repeats(Speech::Quoted, original).map_or(id, ToString::to_string);
            figures.quotes += 1;
            match article.repeats(Speech::Quoted, at) {
                Some(id) if **id == right => figures.quotes_found += 1,
                // The original has the same words twice.
                Some(id) if id[..18] == right[..18] => figures.quotes_found += 1,
                Some(_) => figures.quotes_wrong += 1,
                None => {}
            }
        }
    }
    figures
}

fn share(part: u64, whole: u64) -> f64 {
    100.0 * part as f64 / whole.max(1) as f64
}

/// Articles of a file of JSON lines with `id` and `text`, and a date where they have one.
fn from_lines(path: &str, most: usize) -> Vec<Document> {
    let text = std::fs::read_to_string(path).expect("a file of JSON lines");
    let document = |line: &str| {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON");
        let field = |name: &str| value[name].as_str().unwrap_or_default().to_string();
        let mut document = Document::new(field("id"), field("text"));
        document.meta.date = field("date").parse().ok();
        document
    };
    text.lines().take(most).map(document).collect()
}

/// `RHETOR_ARTICLES=FILE cargo test --release --test main figures -- --ignored --nocapture`
/// prints what the README quotes; without the variable, of our own articles.
#[test]
#[ignore = "prints figures; give it articles"]
#[expect(clippy::print_stdout, reason = "figures are for reading")]
fn print_figures() {
    let run = Run::new(super::tools().lexicons.clone());
    let originals = match std::env::var("RHETOR_ARTICLES") {
        Ok(path) => from_lines(&path, 1000),
        Err(_) => super::golden(),
    };
    println!("{} articles\nedits | articles found | wrong | quotes found | wrong", originals.len());
    for edits in STRENGTHS {
        let f = measure(&originals, edits, &run);
        println!(
            "{} | {:.1} % of {} | {} | {:.1} % of {} | {}",
            edits.name,
            share(f.found, f.copies),
            f.copies,
            f.wrong,
            share(f.quotes_found, f.quotes),
            f.quotes,
            f.quotes_wrong
        );
    }
    let mut printed = Printed::default();
    let mut texts = BTreeMap::new();
    let (mut articles, mut quotes, mut all, mut shown) = (0, 0, 0, BTreeSet::new());
    for document in &originals {
        let mut article = Article::new(analysis(document), &run.layout);
        printed.settle(&mut article, &run);
        if let Some((first, share)) = article.duplicate_of() {
            articles += 1;
            println!("article {} repeats {first} ({share:.2})", document.id);
        }
        for (at, finding) in article.findings(Speech::Quoted).iter().enumerate() {
            let said = finding.quote.said().of(&document.text);
            all += u64::from(finding.quote.form != rhetor::quote::Form::Scare);
            texts.insert(article.quote_id(Speech::Quoted, at + 1), said.replace('\n', " "));
            if let Some(first) = article.repeats(Speech::Quoted, at) {
                quotes += 1;
                shown.insert(format!(
                    "  {}\n    {said}\n    {}",
                    finding.speaker().map_or("-", |s| &s.name),
                    texts[&**first]
                ));
            }
        }
    }
    println!("among the originals: {articles} articles, {quotes} of {all} quotes");
    for line in &shown {
        println!("{line}");
    }
}
