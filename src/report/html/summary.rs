//! What was found, in words, with how sure it is, and one quote to hear it in.

use super::cards;
use super::escape::Safe;
use super::model::{Contrast, Measured, Page, Person};
use super::numbers::{count, counted, interval, p, rate};
use super::ranking::{self, Group};
use crate::report::{FEW, alike};
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
    writeln!(out, "<p class=\"caveat\">{}</p>", caveat(page))?;
    let name = |name: &str| format!("<bdi>{}</bdi>", Safe(name));
    if let Some(caveat) = alike::caveat(&page.alike, "<code>rhetor speakers suggest</code>", name) {
        writeln!(out, "<p class=\"caveat\">{caveat}</p>")?;
    }
    writeln!(out, "</section>")
}

/// A speaker and what was measured.
type Place<'a> = (usize, &'a Person, &'a Measured);

/// The speakers of one group of a category's table, in its order.
fn of_group(page: &Page, category: usize, wanted: Group) -> Vec<Place<'_>> {
    let order = ranking::order(page, category).into_iter().filter(|(group, _)| *group == wanted);
    order
        .filter_map(|(_, at)| Some((at, &page.people[at], page.people[at].rates[category].as_ref()?)))
        .collect()
}

/// The two that a category's finding is about: the highest rate of those who are ranked, and
/// the next. A rate from few hits is neither: who comes next by it comes next by accident.
pub(super) fn leaders(page: &Page, category: usize) -> (Option<usize>, Option<usize>) {
    let ranked = of_group(page, category, Group::Ranked);
    let Some(first) = ranked.first() else { return (None, None) };
    (Some(first.0), ranked.get(1).map(|p| p.0))
}

fn highest<'a>(places: impl Iterator<Item = Place<'a>>) -> Option<Place<'a>> {
    places.max_by(|a, b| a.2.per_1000.total_cmp(&b.2.per_1000).then(b.0.cmp(&a.0)))
}

/// The main finding of a category as a sentence or two: as sure as the data are, not more.
pub(super) fn finding(page: &Page, category: usize) -> String {
    let label = Safe(&page.categories[category].label.to_lowercase()).to_string();
    let place = |at: usize| page.people[at].rates[category].as_ref().map(|m| (at, &page.people[at], m));
    let (first, second) = leaders(page, category);
    let Some(first) = first.and_then(place) else { return nobody(page, category, &label) };
    let few = of_group(page, category, Group::FewHits).into_iter();
    let above = highest(few.filter(|p| p.2.per_1000 > first.2.per_1000));
    let gap = match second.and_then(place) {
        Some(second) => gap(page, category, &first, &second),
        None => alone(page, category, &first),
    };
    let (name, numbers) = (name(first.1), numbers(page, category, &first));
    let Some(above) = above else {
        if gap.clear {
            return format!("<b>{name} used most {label} words</b>: {numbers}. {}", gap.why);
        }
        return format!(
            "<b>It is not clear who used most {label} words.</b> {name} has the highest rate: {numbers}. {}",
            gap.why
        );
    };
    format!(
        "<b>It is not clear who used most {label} words.</b> Of those with at least {FEW} hits {name} has the highest \
         rate: {numbers}. {} A higher rate, {}’s {} ({}), is from {} only.",
        gap.why,
        self::name(above.1),
        linked(&above, category),
        interval(above.2),
        counted(above.2.hits, "hit")
    )
}

/// `104.7 per 1,000 (95 % interval 61.6–147.7), 36 hits in 8 articles`.
fn numbers(page: &Page, category: usize, place: &Place<'_>) -> String {
    format!(
        "{} per 1,000 (95\u{a0}% interval {}), {} in {}",
        linked(place, category),
        interval(place.2),
        counted(place.2.hits, "hit"),
        counted(place.1.articles, if page.documents { "document" } else { "article" })
    )
}

/// That nobody can be ranked, and who comes nearest.
fn nobody(page: &Page, category: usize, label: &str) -> String {
    let units = if page.documents { "documents" } else { "articles" };
    let why = if page.totals.ranked == 0 {
        format!("no speaker is quoted in {FEW} {units} and with {} words", count(page.min_words))
    } else {
        format!("no speaker who is quoted enough has {FEW} hits")
    };
    let nearest = nearest(page, category).map(|place| {
        let numbers = numbers(page, category, &place);
        format!(" Of those with too little data {} has most: {numbers}.", name(place.1))
    });
    format!("<b>Nobody can be ranked by {label} words</b>: {why}.{}", nearest.unwrap_or_default())
}

/// Of those with thin data the one with most hits, if these are not few.
fn nearest(page: &Page, category: usize) -> Option<Place<'_>> {
    let thin = of_group(page, category, Group::Thin).into_iter().filter(|p| p.2.hits >= FEW);
    thin.max_by_key(|p| (p.2.hits, std::cmp::Reverse(p.0)))
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
    if [first, second].iter().any(|p| p.2.alike()) {
        let why =
            "an interval without width means that all articles have one rate, as copies of one story do";
        return Gap { clear: false, why: format!("{next}; {why}, so that nothing is sure.") };
    }
    let of_these = |c: &&Contrast| (c.first, c.second) == (first.0, second.0);
    match tested.filter(of_these).and_then(|c| c.p_adjusted.or(c.p)) {
        Some(value) if value < 0.05 => Gap {
            clear: true,
            why: format!("{next}; a gap like this is rarely chance (adjusted {}).", p(value)),
        },
        Some(value) => {
            Gap { clear: false, why: format!("{next}; the gap may well be chance (adjusted {}).", p(value)) }
        }
        None if second.2.high < first.2.low => {
            Gap { clear: true, why: format!("{next}; the two intervals do not overlap.") }
        }
        None => Gap { clear: false, why: format!("{next}; the two intervals overlap.") },
    }
}

/// Where there is nobody to compare the first with.
fn alone(page: &Page, category: usize, first: &Place<'_>) -> Gap {
    let units = if page.documents { "documents" } else { "articles" };
    let others = page.totals.thin + page.totals.descriptions;
    let hits = |p: &Person| p.rates[category].as_ref().map_or(0, |m| m.hits);
    let clear = page.people.iter().all(|p| hits(p) <= first.2.hits);
    let why = if page.totals.ranked > 1 {
        format!("Every other speaker who is quoted enough has fewer than {FEW} hits.")
    } else if others == 0 {
        "There is no other speaker.".into()
    } else {
        let are = if others == 1 { "other is" } else { "others are" };
        format!(
            "No other speaker is quoted enough to be ranked (at least {FEW} {units} and {} words); the {} {are} listed \
             and marked, and a higher rate there would mean little.",
            count(page.min_words),
            count(others)
        )
    };
    Gap { clear, why }
}

/// A quote of the leading speaker: of those shown, the one with most of the words.
fn example(page: &Page, category: usize, out: &mut dyn Write) -> io::Result<()> {
    let (first, _) = leaders(page, category);
    let Some(person) = first.or_else(|| nearest(page, category).map(|p| p.0)) else { return Ok(()) };
    let person = &page.people[person];
    let hits = |quote: usize| {
        let marks = &page.quotes[quote].marks;
        marks.iter().filter(|m| m.found.category == category && m.found.counted).count()
    };
    let shown = &person.evidence[category].shown;
    let Some(&quote) = shown.iter().max_by_key(|&&q| (hits(q), std::cmp::Reverse(q))) else { return Ok(()) };
    let quote = &page.quotes[quote];
    let (spoken, whole) = (cards::spoken(page, quote, category), cards::whole(page, quote, category));
    writeln!(out, "<figure class=\"pull\">{spoken}{whole}")?;
    writeln!(
        out,
        "<figcaption>{}, in the quote with most {} words of those shown{}</figcaption></figure>",
        name(person),
        Safe(&page.categories[category].label.to_lowercase()),
        cards::source(quote)
    )
}

fn caveat(page: &Page) -> String {
    let unit = if page.documents { "document" } else { "article" };
    format!(
        "A rate counts words, not opinions: a plea for a ceasefire is war talk too. Intervals and tests take the {unit} as the unit. <a href=\"#method\">How to read the numbers</a>"
    )
}
