//! Factiva's HTML export: one `<div class="article …Article">` an article, its head in lines
//! without names, or a table with codes (`HD`, `BY`, `WC`, `PD`, `SN`, `LP`, `TD`, …).

use super::dates::{Day, day};
use super::exports::{self, Draft, is_copyright};
use super::found::Found;
use super::html::{check, paragraphs};
use crate::error::Kind;
use dom_query::{Document, NodeRef, Selection};

/// Whether a page begins like an export of Factiva.
pub(super) fn looks_like(head: &str) -> bool {
    let small = head.to_ascii_lowercase();
    let page = small.contains("<html") || small.contains("<!doctype html") || small.contains("<div");
    let is_article =
        ["class=\"article enarticle", "class='article enarticle"].iter().any(|class| small.contains(class));
    page && (is_article
        || (small.contains("enheadline") && small.contains("class=\"article"))
        || has_codes(&small))
        && !small.contains("<article")
}

/// Whether a table of codes is in sight.
fn has_codes(small: &str) -> bool {
    let has = |code: &str| small.contains(&format!("<b>{code}</b>"));
    has("hd") && has("wc") && has("pd") && has("sn")
}

/// All articles of an export, in its order.
///
/// # Errors
/// Where it is built to do harm, or holds no article.
pub(super) fn read(page: &str) -> Result<Vec<Found>, Kind> {
    check(page)?;
    let tree = Document::from(page);
    let found: Vec<Found> = tree
        .select("div.article")
        .nodes()
        .iter()
        .filter(|node| !has_outer(node))
        .map(|node| coded(node).unwrap_or_else(|| plain(node)).finish())
        .collect();
    if found.is_empty() {
        return Err(Kind::NoMainText("it is like a Factiva export and has no element of the class article"));
    }
    Ok(found)
}

fn has_outer(node: &NodeRef<'_>) -> bool {
    node.ancestors_it(None).any(|outer| outer.has_class("article"))
}

/// The layout with a table: a code in one cell, what it stands for in the next.
fn coded(article: &NodeRef<'_>) -> Option<Draft> {
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for row in Selection::from(*article).select("tr").nodes() {
        let cells: Vec<NodeRef<'_>> = row
            .element_children()
            .into_iter()
            .filter(|cell| cell.has_name("td") || cell.has_name("th"))
            .collect();
        if let [code, value] = cells.as_slice() {
            let code = code.text().trim().to_string();
            if (2..=3).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_uppercase()) {
                rows.push((code, paragraphs(value).into_iter().map(|p| p.text).collect()));
            }
        }
    }
    let has = |wanted: &str| rows.iter().any(|(code, _)| code == wanted);
    if !has("HD") || !(has("LP") || has("TD") || has("WC")) {
        return None;
    }
    let mut draft = Draft::default();
    let mut text: Vec<String> = Vec::new();
    for (code, value) in rows {
        let line = value.join(" ");
        match code.as_str() {
            "HD" => draft.found.title = Some(line),
            "BY" => draft.found.author = Some(exports::author(&line)),
            "WC" => draft.words = exports::length(&line),
            "PD" => draft.found.date = Some(line),
            "SN" => draft.found.source = Some(line),
            "LA" => draft.found.language = Some(exports::language(&line)),
            "LP" | "TD" => text.extend(value),
            "AN" => draft.found.id = accession(&line),
            _ => {}
        }
    }
    draft.found.text = text.join("\n\n");
    Some(draft)
}

/// The layout without: the lines of the head tell by their form what they are.
fn plain(article: &NodeRef<'_>) -> Draft {
    let mut draft = Draft::default();
    let (mut head, mut text): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for block in blocks(article) {
        let is_text = block.has_name("p");
        let lines = paragraphs(&block).into_iter().map(|p| p.text);
        if block.has_class("enHeadline") || is_headline(&block) {
            let title = lines.collect::<Vec<_>>().join(" ");
            draft.found.title.get_or_insert(title);
        } else if is_text {
            text.extend(lines);
        } else {
            head.extend(lines);
        }
    }
    if let Some(at) = text.iter().rposition(|line| line.starts_with("Document ") && accession(line).is_some())
    {
        draft.found.id = accession(&text[at]);
        text.truncate(at);
    } else if let Some(at) = head.iter().rposition(|line| accession(line).is_some()) {
        draft.found.id = accession(&head.remove(at));
    }
    draft.found.text = text.join("\n\n");
    read_head(&head, &mut draft);
    draft
}

/// The innermost blocks of an article's head, and its paragraphs.
fn blocks<'a>(article: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut blocks = Vec::new();
    let mut steps: Vec<NodeRef<'a>> = article.children_it(true).collect();
    while let Some(node) = steps.pop() {
        let is_group = node.has_name("div")
            && node.element_children().iter().any(|c| c.has_name("div") || c.has_name("p"));
        if is_group {
            steps.extend(node.children_it(true));
        } else if node.is_element() && !node.has_name("br") {
            blocks.push(node);
        }
    }
    blocks
}

/// Whether a block is a headline: it holds one, or is a heading.
fn is_headline(block: &NodeRef<'_>) -> bool {
    let is = |node: &NodeRef<'_>| {
        node.has_name("h1")
            || node.has_name("h2")
            || node.class().is_some_and(|c| c.ends_with("Headline") && !c.contains(' '))
    };
    is(block) || block.element_children().iter().any(is)
}

/// Length, date, source and language, in the order in which Factiva prints them.
fn read_head(lines: &[String], draft: &mut Draft) {
    let counted = lines.iter().position(|line| exports::length(line).is_some());
    if let Some(at) = counted {
        draft.words = exports::length(&lines[at]);
        // What stands before the length is a section, and whoever wrote it.
        draft.found.author =
            lines[..at].iter().rev().find(|line| is_byline(line)).map(|line| exports::author(line));
    }
    let from = counted.map_or(0, |at| at + 1);
    let Some(dated) = (from..lines.len()).find(|&at| matches!(day(&lines[at], None), Day::Is(_))) else {
        return;
    };
    draft.found.date = Some(lines[dated].clone());
    let mut rest = lines[dated + 1..].iter().filter(|line| !is_time(line));
    draft.found.source = rest.next().filter(|line| !is_copyright(line)).cloned();
    let mut behind = rest.take_while(|line| !is_copyright(line));
    // A code, perhaps a volume and a page, then the language.
    draft.found.language =
        behind.find(|line| exports::language(line) != line.trim()).map(|line| exports::language(line));
}

fn is_byline(line: &str) -> bool {
    line.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "))
        || (line.len() < 60 && line.split(' ').count() <= 4)
}

fn is_time(line: &str) -> bool {
    let bare = line.trim_end_matches(" GMT");
    bare.len() <= 8
        && bare.contains(':')
        && bare.bytes().all(|b| b.is_ascii_digit() || b == b':' || b == b' ')
}

/// The number under which Factiva keeps an article: `Document HARBT00020240304ek3400001`.
fn accession(line: &str) -> Option<String> {
    let number = line.trim().strip_prefix("Document ").unwrap_or(line.trim());
    let is = number.len() >= 15
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 8
        && number.starts_with(|c: char| c.is_ascii_uppercase());
    is.then(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two articles in the lines of an export, and one in its table of codes.
    const EXPORT: &str = include_str!("../../tests/exports/factiva.html");

    #[test]
    fn an_export_gives_each_of_its_articles() {
        assert!(looks_like(EXPORT));
        let found = read(EXPORT).expect("articles");
        assert_eq!(found.len(), 3);
        let first = &found[0];
        assert_eq!(first.title.as_deref(), Some("Ministers clash over harbour dues"));
        assert_eq!(first.author.as_deref(), Some("Anna Preston"));
        assert_eq!(first.date.as_deref(), Some("4 March 2024"));
        assert_eq!(first.source.as_deref(), Some("The Harbour Times"));
        assert_eq!(first.language.as_deref(), Some("en"));
        assert_eq!(first.id.as_deref(), Some("HARBT00020240304ek3400001"));
        assert_eq!(
            first.text,
            "The dues would rise, the minister said on Sunday.\n\n\
             \u{201c}That is no answer,\u{201d} said Ida Holm of the islands\u{2019} council."
        );
        assert_eq!(first.problems, []);
        let second = &found[1];
        assert_eq!((second.language.as_deref(), second.source.as_deref()), (Some("de"), Some("Lesker Bote")));
        assert_eq!((second.title.as_deref(), second.author.as_deref()), (Some("Streit um Gebühren"), None));
        assert_eq!(second.text, "Die Gebühren steigen.");
    }

    #[test]
    fn a_table_of_codes_is_read_as_well() {
        let third = &read(EXPORT).expect("articles")[2];
        assert_eq!(third.text, "The ferry is late.\n\nNobody knows why.\n\nIt sails at nine.");
        assert_eq!(
            (third.date.as_deref(), third.source.as_deref()),
            (Some("6 March 2024"), Some("The Island Post"))
        );
        assert_eq!((third.author.as_deref(), third.language.as_deref()), (Some("Per Lund"), Some("en")));
        assert_eq!(third.id.as_deref(), Some("ISLPO00020240306ek3600003"));
        assert_eq!(third.problems, [Kind::OtherLength(900, 11)]);
    }

    #[test]
    fn other_pages_are_none_of_factivas() {
        for page in
            ["<html><div class=\"article\"><p>x</p></div>", "<html><article class=\"article enArticle\">", ""]
        {
            assert!(!looks_like(page), "{page}");
        }
        assert!(matches!(read("<html><p>x"), Err(Kind::NoMainText(_))));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_stop_the_reader(at in 0usize..3000, cut in 0usize..90, with in "\\PC{0,6}|</?[a-z]{1,5}>|&[#a-z0-9]{0,4};") {
            let floor = |at: usize| (0..=at.min(EXPORT.len())).rev().find(|&at| EXPORT.is_char_boundary(at)).unwrap_or(0);
            let (from, to) = (floor(at), floor(at + cut));
            let mutated = format!("{}{with}{}", &EXPORT[..from], &EXPORT[to..]);
            looks_like(&mutated);
            let _ = read(&mutated);
        }
    }
}
