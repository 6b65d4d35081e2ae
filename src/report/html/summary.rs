//! What was found, in words, with how sure it is, and one quote to hear it in.

use super::cards;
use super::escape::Safe;
use super::model::{Contrast, Measured, Page, Person, Standing};
use super::numbers::{counted, interval, p, rate};
use super::ranking;
use crate::report::FEW;
use std::io::{self, Write};

/// The section.
pub(super) fn write(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"short\" aria-labelledby=\"h-short\">\n<h2 id=\"h-short\">In short</h2>")?;
    if !page.categories.is_empty() {
        writeln!(out, "<p class=\"lead\">{}</p>", finding(page, 0))?;
        example(page, 0, out)?;
    }
    let more: Vec<String> = (1..page.categories.len().min(3)).map(|c| finding(page, c)).collect();
    if !more.is_empty() {
        writeln!(out, "<ul class=\"more\">")?;
        for finding in more {
            writeln!(out, "<li>{finding}</li>")?;
        }
        writeln!(out, "</ul>")?;
    }
    writeln!(out, "<p class=\"caveat\">{}</p>\n</section>", caveat(page))
}

/// A speaker and what was measured.
type Place<'a> = (usize, &'a Person, &'a Measured);

/// The ranked speakers of a category, highest rate first.
pub(super) fn ranked(page: &Page, category: usize) -> Vec<Place<'_>> {
    let person = |at: usize| Some((at, &page.people[at], page.people[at].rates[category].as_ref()?));
    let order = ranking::order(page, category).into_iter().filter_map(person);
    order.filter(|(_, person, _)| person.standing == Standing::Ranked).collect()
}

/// The main finding of a category as a sentence or two: as sure as the data are, not more.
pub(super) fn finding(page: &Page, category: usize) -> String {
    let label = Safe(&page.categories[category].label.to_lowercase()).to_string();
    let ranked = ranked(page, category);
    let [first, rest @ ..] = &*ranked else {
        return format!(
            "<b>Nobody is quoted enough to say who used most {label} words</b>: no speaker has {FEW} articles and {}.",
            counted(page.min_words, "word")
        );
    };
    let (name, measured) = (name(first.1), first.2);
    if measured.hits == 0 {
        return format!("<b>No ranked speaker used {label} words.</b>");
    }
    let numbers = format!(
        "{} per 1,000 (95 % interval {}), {} in {}",
        linked(first, category),
        interval(measured),
        counted(measured.hits, "hit"),
        counted(first.1.articles, if page.documents { "document" } else { "article" })
    );
    if measured.hits < FEW {
        return format!(
            "<b>Too few {label} words to rank anybody.</b> The highest rate, {name}’s, is {numbers}."
        );
    }
    let Some(second) = rest.first() else {
        return format!("<b>{name} used {label} words</b>: {numbers}. {}", alone(page));
    };
    let gap = gap(page, category, first, second);
    if gap.clear {
        format!("<b>{name} used most {label} words</b>: {numbers}. {}", gap.why)
    } else {
        format!(
            "<b>It is not clear who used most {label} words.</b> {name} has the highest rate: {numbers}. {}",
            gap.why
        )
    }
}

fn name(person: &Person) -> String {
    format!("<bdi>{}</bdi>", Safe(&person.name))
}

/// A rate that leads to its quotes.
fn linked((at, person, measured): &Place<'_>, category: usize) -> String {
    let number = rate(measured.per_1000);
    if person.evidence[category].shown.is_empty() {
        return number;
    }
    format!("<a href=\"#e{at}-{category}\">{number}</a>")
}

struct Gap {
    clear: bool,
    why: String,
}

/// Whether the first is really ahead of the second.
fn gap(page: &Page, category: usize, first: &Place<'_>, second: &Place<'_>) -> Gap {
    let next =
        format!("{} follows with {} ({})", name(second.1), linked(second, category), interval(second.2));
    let tested = page.contrasts.get(category).and_then(Option::as_ref);
    let of_these = |c: &&Contrast| (c.first, c.second) == (first.0, second.0);
    match tested.filter(of_these).and_then(|c| c.p) {
        Some(value) if value < 0.05 => {
            Gap { clear: true, why: format!("{next}; a gap like this is rarely chance ({}).", p(value)) }
        }
        Some(value) => {
            Gap { clear: false, why: format!("{next}; the gap may well be chance ({}).", p(value)) }
        }
        None if second.2.high < first.2.low => {
            Gap { clear: true, why: format!("{next}; the two intervals do not overlap.") }
        }
        None => Gap { clear: false, why: format!("{next}; the two intervals overlap.") },
    }
}

/// That there is nobody to compare a speaker with.
fn alone(page: &Page) -> String {
    let others = page.totals.thin + page.totals.descriptions;
    if others == 0 {
        return "There is no other speaker.".into();
    }
    let are = if others == 1 { "other is" } else { "others are" };
    format!(
        "No other speaker is quoted enough to be ranked (at least {FEW} articles and {} words), so whether anybody used more is open; the {} {are} listed, and marked.",
        page.min_words,
        super::numbers::count(others)
    )
}

/// A quote of the leading speaker: of those shown, the one with most of the words.
fn example(page: &Page, category: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some(&(_, person, _)) = ranked(page, category).first() else { return Ok(()) };
    let hits = |quote: usize| {
        let marks = &page.quotes[quote].marks;
        marks.iter().filter(|m| m.found.category == category && m.found.counted).count()
    };
    let shown = &person.evidence[category].shown;
    let Some(&quote) = shown.iter().max_by_key(|&&q| (hits(q), std::cmp::Reverse(q))) else { return Ok(()) };
    writeln!(out, "<figure class=\"pull\">{}", cards::spoken(page, &page.quotes[quote], category))?;
    writeln!(
        out,
        "<figcaption>{}, in the quote with most {} words of those shown{}</figcaption></figure>",
        name(person),
        Safe(&page.categories[category].label.to_lowercase()),
        cards::source(&page.quotes[quote])
    )
}

fn caveat(page: &Page) -> String {
    let unit = if page.documents { "document" } else { "article" };
    format!(
        "A rate counts words, not opinions: a plea for a ceasefire is war talk too. Intervals and tests take the {unit} as the unit. <a href=\"#method\">How to read the numbers</a>"
    )
}
