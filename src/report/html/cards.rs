//! The quotes under a number, with the terms that were counted.

use super::escape::{Safe, language, link};
use super::excerpt::{self, Excerpt};
use super::model::{Mark, Page, Quote};
use super::numbers::{counted, day, percent};
use crate::score::Stance;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// The quotes of a speaker and category, folded; nothing where there are none.
pub(super) fn evidence(page: &Page, person: usize, category: usize, out: &mut dyn Write) -> io::Result<()> {
    let of = &page.people[person].evidence[category];
    if of.shown.is_empty() {
        return Ok(());
    }
    let label = page.categories[category].label.to_lowercase();
    let (shown, unit) = (of.shown.len() as u64, if page.documents { "passage" } else { "quote" });
    let all = counted(of.quotes, unit);
    let what = match (of.quotes, shown) {
        (1, _) => format!("Read the {unit}"),
        (n, s) if n == s => format!("Read the {all}"),
        (_, s) => format!("Read {s} of the {all}"),
    };
    writeln!(
        out,
        "<details id=\"e{person}-{category}\"><summary>{what} with {} words</summary>",
        Safe(&label)
    )?;
    if of.quotes > shown {
        writeln!(
            out,
            "<p class=\"note\">{shown} of {} shown, drawn by lot; {}.</p>",
            counted(of.quotes, unit),
            page.all_in("evidence")
        )?;
    }
    writeln!(out, "<ol class=\"said\">")?;
    for &quote in &of.shown {
        let quote = &page.quotes[quote];
        let (spoken, whole) = (spoken(page, quote, category), whole(page, quote, category));
        writeln!(out, "<li>{spoken}{whole}{}</li>", source(quote))?;
    }
    writeln!(out, "</ol>\n</details>")
}

/// What is said, in quotation marks, with its terms marked, and below it what the marks of
/// other categories are. Of a long quote it is what stands around the category's terms.
pub(super) fn spoken(page: &Page, quote: &Quote, category: usize) -> String {
    let shown = excerpt::of(quote, category);
    format!("{}{}", block(page, quote, &shown, category), others(page, &shown, category))
}

/// The way from an excerpt to all of it; nothing where it is all.
pub(super) fn whole(page: &Page, quote: &Quote, category: usize) -> String {
    if !excerpt::is_long(quote) {
        return String::new();
    }
    let words = counted(quote.text.split_whitespace().count() as u64, "word");
    if !quote.in_full {
        return format!(
            "<p class=\"note\">Shortened; all {words} of it stand under <code>{}</code> in the tables.</p>",
            Safe(&quote.id)
        );
    }
    let ends = if quote.text_cut { " that the table holds, its first 32,000 characters" } else { "" };
    format!(
        "<details class=\"whole\"><summary>Shortened: read all {words}{ends}</summary>{}</details>",
        block(page, quote, &excerpt::whole(quote), category)
    )
}

fn block(page: &Page, quote: &Quote, shown: &Excerpt<'_>, category: usize) -> String {
    let tag = quote.language.as_deref().and_then(language);
    let lang = tag.map(|tag| format!(" lang=\"{tag}\"")).unwrap_or_default();
    let marks = if page.documents { ("", "") } else { ("“", "”") };
    let text = marked(page, shown, category);
    format!("<blockquote{lang}><p><bdi>{}{text}{}</bdi></p></blockquote>", marks.0, marks.1)
}

/// The text with the terms of one category marked, and those of others underlined where they
/// stand apart from these.
fn marked(page: &Page, quote: &Excerpt<'_>, category: usize) -> String {
    let mut shown: Vec<&Mark> = quote.marks.iter().filter(|m| m.found.category == category).collect();
    shown.extend(quote.marks.iter().filter(|m| m.found.category != category));
    let mut apart: BTreeMap<usize, &Mark> = BTreeMap::new();
    for mark in shown {
        let before = apart.range(..mark.end).next_back();
        if before.is_none_or(|(_, before)| before.end <= mark.start) {
            apart.insert(mark.start, mark);
        }
    }
    let (mut html, mut at) = (String::new(), 0);
    for mark in apart.into_values() {
        let (before, term) = (&quote.text[at..mark.start], &quote.text[mark.start..mark.end]);
        html += &format!("{}{}", Safe(before), term_of(page, mark, term, category));
        at = mark.end;
    }
    html + &Safe(&quote.text[at..]).to_string()
}

fn term_of(page: &Page, mark: &Mark, term: &str, category: usize) -> String {
    let found = &mark.found;
    let label = &page.categories[found.category].label;
    let part =
        if found.part.is_empty() { String::new() } else { format!(", {}", found.part.replace('_', " ")) };
    let title = format!("{label}{part}: row “{}”, {}", found.entry, stance(mark));
    if found.category != category {
        return format!("<mark class=\"o\" title=\"{}\">{}</mark>", Safe(&title), Safe(term));
    }
    let (class, note) = match (found.counted, found.stance) {
        (false, _) => (" class=\"n\"", format!("<i>{}</i>", Safe(&stance(mark)))),
        (true, Stance::Asserts) => ("", String::new()),
        (true, stance) => ("", format!("<i>{}</i>", stance.name())),
    };
    format!("<mark{class} title=\"{}\">{}{note}</mark>", Safe(&title), Safe(term))
}

/// `conditional by “if”`, `negated by “no”, not counted`.
fn stance(mark: &Mark) -> String {
    let found = &mark.found;
    let cue = found.cue.as_ref().map(|cue| format!(" by “{cue}”")).unwrap_or_default();
    format!("{}{cue}{}", found.stance.name(), if found.counted { "" } else { ", not counted" })
}

/// The terms of other categories, by category, each once: `Also friendship: partners, allies`.
fn others(page: &Page, quote: &Excerpt<'_>, category: usize) -> String {
    let mut also: Vec<String> = Vec::new();
    for (at, other) in page.categories.iter().enumerate().filter(|(at, _)| *at != category) {
        let mut terms: Vec<&str> = Vec::new();
        for mark in quote.marks.iter().filter(|m| m.found.category == at) {
            let term = &quote.text[mark.start..mark.end];
            if !terms.contains(&term) {
                terms.push(term);
            }
        }
        if !terms.is_empty() {
            also.push(format!(
                "{}: <bdi>{}</bdi>",
                Safe(&other.label.to_lowercase()),
                Safe(&terms.join(", "))
            ));
        }
    }
    if also.is_empty() { String::new() } else { format!("<p class=\"also\">Also {}</p>", also.join("; ")) }
}

/// Where it was said, and how sure it is who said it.
pub(super) fn source(quote: &Quote) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(quote.source.as_ref().map(|source| format!("<bdi>{}</bdi>", Safe(source))));
    parts.extend(quote.date.map(|date| format!("<time datetime=\"{date}\">{}</time>", day(date))));
    let title = quote.title.as_deref().unwrap_or(&quote.article);
    let address = quote.url.as_deref().and_then(link);
    parts.push(match address {
        Some(url) => {
            format!("<a href=\"{}\" rel=\"noopener nofollow\"><bdi>{}</bdi></a>", Safe(url), Safe(title))
        }
        None => format!("<bdi>{}</bdi>", Safe(title)),
    });
    let named = quote.mention.as_ref().map(|m| format!(", named as “<bdi>{}</bdi>”", Safe(m)));
    if let Some(sure) = quote.confidence {
        parts.push(format!("speaker {} sure{}", percent(sure), named.unwrap_or_default()));
    }
    format!("<p class=\"src\">{}</p>", parts.join(" · "))
}
