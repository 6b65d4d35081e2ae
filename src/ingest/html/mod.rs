//! Web pages: the main text of each, and what the page says about it.
//!
//! Which part of a page is the article is decided by `dom_smoothie`, after the way of the
//! reading view of a browser; what is around it is taken out before (`noise`) and paragraphs
//! are made of the rest (`prose`). A page that shows no article is rejected with the reason.
//! No page is fetched, no script is run.

pub(super) mod charset;
mod guard;
mod meta;
mod noise;
mod prose;

use super::dates::{DateOrder, Day, day};
use super::found::Found;
use crate::error::Kind;
use dom_query::Document;
use dom_smoothie::{CandidateSelectMode, Config, Readability};
use meta::Ld;
use prose::Paragraph;

pub(super) use guard::check;
pub(super) use prose::{joined, paragraphs};

/// Whether a file begins like a web page.
pub(super) fn looks_like(head: &str) -> bool {
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let head: String = head.chars().take(LOOKED_AT).collect::<String>().to_ascii_lowercase();
    // A page may begin with comments and an XML declaration.
    let begins = ["<!doctype html", "<html", "<head", "<body", "<?xml", "<!--"]
        .iter()
        .any(|tag| head.starts_with(tag));
    begins && ["<html", "<head", "<body", "<!doctype html"].iter().any(|tag| head.contains(tag))
}

/// Characters of a file that are looked at.
const LOOKED_AT: usize = 4096;

/// The article of a page; the order is what the user says of dates that could be two days.
///
/// # Errors
/// Where it is built to do harm, or shows no article.
pub(super) fn read(page: &str, order: Option<DateOrder>) -> Result<Vec<Found>, Kind> {
    guard::check(page)?;
    let tree = Document::from(page);
    let mut found = Found::default();
    let ld = Ld::of(&tree);
    meta::read(&tree, &ld, order, &mut found);
    let verdict = Shown::of(&tree, &ld);
    noise::remove(&tree);
    let Chosen { mut text, all } = main_text(&tree);
    drop_head(&mut text, found.title.as_deref(), order);
    let shown = prose_words(&text);
    let told = ld.body.as_deref().map_or(0, words);
    if told > 2 * shown && told >= FEWEST {
        found.text = ld.body.unwrap_or_default();
        if told > 150 && !found.text.contains("\n\n") {
            found.problems.push(Kind::OneParagraph);
        }
    } else {
        verdict.check(&text, shown)?;
        found.text = joined(&text);
        if is_little(shown, all) {
            found.problems.push(Kind::MuchLeftOut(shown, all));
        }
    }
    if ld.paid && shown.max(told) < 200 {
        found.problems.push(Kind::PartOnly);
    }
    Ok(vec![found])
}

/// Words that make an article; less is a notice.
const FEWEST: usize = 20;

/// What was seen of a page before its surroundings were taken out.
struct Shown {
    is_list: bool,
    asks_for_login: bool,
}

impl Shown {
    fn of(page: &Document, ld: &Ld) -> Self {
        let is_article = ld.is_article || meta::is_article(page);
        let teasers =
            page.select("article h1 a[href], article h2 a[href], article h3 a[href], article h4 a[href]");
        Self {
            is_list: !is_article && teasers.nodes().len() >= 4,
            asks_for_login: page.select_single("input[type=password]").exists(),
        }
    }

    /// # Errors
    /// Where the page shows no article.
    fn check(&self, text: &[Paragraph], words: usize) -> Result<(), Kind> {
        let (linked, all) = text.iter().fold((0, 0), |(l, a), p| (l + p.linked, a + p.text.chars().count()));
        let why = if self.asks_for_login && words < 3 * FEWEST {
            "it asks to log in"
        } else if words < FEWEST {
            "it has too few sentences"
        } else if linked * 2 > all {
            "most of its text is links"
        } else if self.is_list {
            "it lists several articles"
        } else {
            return Ok(());
        };
        Err(Kind::NoMainText(why))
    }
}

/// What was found on a page, and how many words of sentences there were to choose from.
struct Chosen {
    text: Vec<Paragraph>,
    all: usize,
}

/// The paragraphs of the article, without those that are only links.
fn main_text(page: &Document) -> Chosen {
    let whole: Vec<Paragraph> = page.body().map(|body| paragraphs(&body)).unwrap_or_default();
    let whole: Vec<Paragraph> = whole.into_iter().filter(is_text).collect();
    let all = prose_words(&whole);
    let text = match searched(page, CandidateSelectMode::Readability) {
        None => whole,
        Some(text) if !is_little(prose_words(&text), all) => text,
        // An article in many sections: the other way joins more of them.
        Some(text) => match searched(page, CandidateSelectMode::DomSmoothie) {
            Some(other) if prose_words(&other) > prose_words(&text) => other,
            _ => text,
        },
    };
    Chosen { text, all }
}

/// Whether much of a page's sentences was not taken for the article.
fn is_little(chosen: usize, all: usize) -> bool {
    chosen * 2 < all && all - chosen > 200
}

/// What the search of `dom_smoothie` takes for the article.
fn searched(page: &Document, candidate_select_mode: CandidateSelectMode) -> Option<Vec<Paragraph>> {
    let config = Config { disable_json_ld: true, candidate_select_mode, ..Config::default() };
    let page = page.clone();
    // The search unwraps what it takes for certain; a page that breaks it does not stop the run.
    let article = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        Readability::with_document(page, None, Some(config)).and_then(|mut search| search.parse())
    }));
    let content = Document::fragment(article.ok()?.ok()?.content);
    Some(paragraphs(&content.root()).into_iter().filter(is_text).collect())
}

/// Whether a paragraph is more than links to elsewhere.
fn is_text(paragraph: &Paragraph) -> bool {
    let all = paragraph.text.chars().count();
    paragraph.linked * 10 < all * 8 || (ends_sentence(&paragraph.text) && words(&paragraph.text) > 12)
}

/// Headline and day stand at the head of many texts; they are metadata.
fn drop_head(text: &mut Vec<Paragraph>, title: Option<&str>, order: Option<DateOrder>) {
    let mut at = 0;
    text.retain(|paragraph| {
        at += 1;
        let line = meta::collapsed(&paragraph.text);
        let is_title = title.is_some_and(|title| line.eq_ignore_ascii_case(title));
        at > 4 || !(is_title || matches!(day(&line, order), Day::Is(_)))
    });
}

/// Words in paragraphs that read as sentences.
fn prose_words(text: &[Paragraph]) -> usize {
    let is_prose = |p: &&Paragraph| {
        let count = words(&p.text);
        !p.heading
            && p.linked * 2 <= p.text.chars().count()
            && (count >= 12 || (count >= 4 && ends_sentence(&p.text)))
    };
    text.iter().filter(is_prose).map(|p| words(&p.text)).sum()
}

/// Words, and in scripts that do not part them half of the letters.
fn words(text: &str) -> usize {
    let solid = text.chars().filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}')).count();
    text.split_whitespace().count() + solid / 2
}

fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', '\u{bb}', ')', ']']);
    bare.ends_with(['.', '!', '?', '\u{2026}', '\u{3002}', '\u{964}', '\u{61f}', ':'])
}

#[cfg(test)]
mod tests;
