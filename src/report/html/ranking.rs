//! A table for each category: who used most of its words, and the quotes behind each rate.
//!
//! Speakers with too little data, and descriptions that are hardly one person, stand below
//! the ranked ones, say so, and have no rank however the table is sorted.

use super::cards;
use super::escape::Safe;
use super::frame::of_all;
use super::model::{Measured, Page, Person, Standing};
use super::numbers::{count, interval, rate};
use super::plot::{self, Scale};
use crate::report::FEW;
use std::io::{self, Write};

/// The section.
pub(super) fn write(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section id=\"ranking\" aria-labelledby=\"h-ranking\">\n<h2 id=\"h-ranking\">Ranking</h2>"
    )?;
    writeln!(out, "<p class=\"intro\">{}</p>", Safe(&shown(page)))?;
    controls(page, out)?;
    for category in 0..page.categories.len() {
        table(page, category, out)?;
    }
    writeln!(out, "</section>")
}

/// Which speakers are here, and where the others are.
fn shown(page: &Page) -> String {
    let (all, here) = (page.totals.speakers, page.people.len());
    let (unit, words) = (if page.documents { "document" } else { "article" }, count(page.min_words));
    let few = format!("Ranked are speakers with at least {FEW} {unit}s, {words} words and {FEW} hits.");
    let line = format!(
        "The line is the 95\u{a0}% interval: how far the rate may be off by the luck of which {unit}s were collected. \
         A long line means that little is known."
    );
    if here as u64 == all {
        return format!("{few} {line}");
    }
    let here = of_all(here, all, "speaker");
    format!(
        "{few} {line} Shown are {here}: those with most words, and the highest rates of each category; {}.",
        page.all_in("speakers")
    )
}

/// Search and filters; they need the script, which shows them.
fn controls(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let mut kinds: Vec<&str> = page.people.iter().map(|p| &*p.kind).filter(|k| !k.is_empty()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    writeln!(out, "<form class=\"controls\" id=\"controls\" hidden>")?;
    writeln!(
        out,
        "<label for=\"find\">Find a speaker</label><input type=\"search\" id=\"find\" autocomplete=\"off\">"
    )?;
    writeln!(
        out,
        "<label for=\"kind\">Type</label><select id=\"kind\" autocomplete=\"off\"><option value=\"\">all</option>"
    )?;
    for kind in kinds {
        writeln!(out, "<option value=\"{0}\">{0}</option>", Safe(kind))?;
    }
    writeln!(out, "</select>")?;
    writeln!(
        out,
        "<label class=\"check\"><input type=\"checkbox\" id=\"thin\" autocomplete=\"off\"> only ranked</label>"
    )?;
    writeln!(out, "<output id=\"found\" for=\"find kind thin\"></output>\n</form>")
}

fn table(page: &Page, category: usize, out: &mut dyn Write) -> io::Result<()> {
    let label = Safe(&page.categories[category].label).to_string();
    let scale = scale(page, category);
    writeln!(out, "<div class=\"k k{category}\">\n<h3>{label}</h3>")?;
    if let Some(about) = &page.categories[category].about {
        writeln!(out, "<p class=\"about\">{}</p>", Safe(about))?;
    }
    writeln!(
        out,
        "<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"c{category}\">\n<table class=\"rank\">"
    )?;
    writeln!(out, "<caption id=\"c{category}\">{label} words per 1,000 words, by speaker</caption>")?;
    head(scale, out)?;
    let mut rank = 0;
    let mut last = Group::Ranked;
    for (group, person) in order(page, category) {
        if group != last {
            last = group;
            divider(page, group, out)?;
        }
        rank += u32::from(group == Group::Ranked);
        row(page, (person, category), (group == Group::Ranked).then_some(rank), scale, out)?;
    }
    writeln!(out, "</table>\n</div>\n</div>")
}

/// Where a speaker stands in the table of a category.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// By rate.
    Ranked,
    /// Enough words and articles, but too few hits for a rate that can be ranked.
    FewHits,
    Thin,
    Description,
}

/// Ranked speakers by rate; then those who are not ranked, by words.
pub(super) fn order(page: &Page, category: usize) -> Vec<(Group, usize)> {
    let place = |(at, person): (usize, &Person)| {
        let measured = person.rates[category].as_ref()?;
        let group = match person.standing {
            Standing::Ranked if measured.hits < FEW => Group::FewHits,
            Standing::Ranked => Group::Ranked,
            Standing::Thin => Group::Thin,
            Standing::Description => Group::Description,
        };
        Some((group, if group == Group::Ranked { measured.per_1000 } else { 0.0 }, at))
    };
    let mut order: Vec<(Group, f64, usize)> = page.people.iter().enumerate().filter_map(place).collect();
    order.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)).then(a.2.cmp(&b.2)));
    order.into_iter().map(|(group, _, at)| (group, at)).collect()
}

/// The scale of a category: of the ranked, or of all where nobody is.
pub(super) fn scale(page: &Page, category: usize) -> Scale {
    let any = page.people.iter().any(|p| p.standing == Standing::Ranked);
    let on = page.people.iter().filter(|p| !any || p.standing == Standing::Ranked);
    Scale::holding(on.filter_map(|p| p.rates[category].as_ref()))
}

fn head(scale: Scale, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "<thead><tr><th scope=\"col\" class=\"r\"><abbr title=\"rank\">#</abbr></th>")?;
    write!(
        out,
        "<th scope=\"col\" data-s=\"t\">Speaker</th><th scope=\"col\" class=\"r\" data-s=\"n\" aria-sort=\"descending\">Rate</th>"
    )?;
    write!(
        out,
        "<th scope=\"col\" class=\"p\"><span class=\"vh\">Rate and 95\u{a0}% interval, drawn</span><svg class=\"ax\" width=\"100%\" height=\"16\" aria-hidden=\"true\">{}</svg></th>",
        plot::labels(scale, 12)
    )?;
    for (name, wide) in [("Hits", ""), ("Words", " w"), ("Articles", " w")] {
        write!(out, "<th scope=\"col\" class=\"r{wide}\" data-s=\"n\">{name}</th>")?;
    }
    writeln!(out, "</tr></thead>")
}

fn divider(page: &Page, group: Group, out: &mut dyn Write) -> io::Result<()> {
    let units = if page.documents { "documents" } else { "articles" };
    let why = match group {
        Group::Ranked => return Ok(()),
        Group::FewHits => format!(
            "Fewer than {FEW} hits: too few to rank. The end of a line says how high the rate may be."
        ),
        Group::Thin => {
            format!(
                "Thin data: fewer than {FEW} {units} or {} words. Do not compare these.",
                count(page.min_words)
            )
        }
        Group::Description => "Descriptions: hardly the same person or body in every article.".into(),
    };
    writeln!(
        out,
        "<tbody class=\"sep\"><tr><th colspan=\"7\" scope=\"rowgroup\">Not ranked. {}</th></tr></tbody>",
        Safe(&why)
    )
}

fn row(
    page: &Page,
    (person, category): (usize, usize),
    rank: Option<u32>,
    scale: Scale,
    out: &mut dyn Write,
) -> io::Result<()> {
    let of = &page.people[person];
    let Some(measured) = &of.rates[category] else { return Ok(()) };
    let class = if rank.is_some() { "" } else { " class=\"u\"" };
    write!(out, "<tbody{class} data-k=\"{}\"><tr><td class=\"r\">", Safe(&of.kind))?;
    match rank {
        Some(rank) => write!(out, "{rank}")?,
        None => write!(out, "<span class=\"vh\">not ranked</span>–")?,
    }
    write!(out, "</td><th scope=\"row\"><bdi>{}</bdi>{}</th>", Safe(&of.name), flags(of, measured))?;
    let number = rate(measured.per_1000);
    let number = if of.evidence[category].shown.is_empty() {
        number
    } else {
        format!("<a href=\"#e{person}-{category}\">{number}</a>")
    };
    write!(out, "<td class=\"r\"><b>{number}</b> <span class=\"ci\">{}</span></td>", interval(measured))?;
    write!(
        out,
        "<td class=\"p\"><svg width=\"100%\" height=\"24\" aria-hidden=\"true\">{}{}</svg></td>",
        plot::grid(scale, 0, 24),
        plot::dot(scale, measured, of.standing != Standing::Ranked, 12)
    )?;
    writeln!(
        out,
        "<td class=\"r\">{}</td><td class=\"r w\">{}</td><td class=\"r w\">{}</td></tr>",
        count(measured.hits),
        count(of.words),
        count(of.articles)
    )?;
    if !of.evidence[category].shown.is_empty() {
        write!(out, "<tr class=\"ev\"><td></td><td colspan=\"6\">")?;
        cards::evidence(page, person, category, out)?;
        writeln!(out, "</td></tr>")?;
    }
    writeln!(out, "</tbody>")
}

/// What makes a row doubtful, in words.
fn flags(of: &Person, measured: &Measured) -> String {
    let mut flags = String::new();
    if !of.kind.is_empty() && of.kind != "person" {
        flags += &format!(" <span class=\"kind\">{}</span>", Safe(&of.kind));
    }
    if of.standing == Standing::Thin {
        flags += " <span class=\"flag\">thin data</span>";
    } else if measured.alike() {
        flags += " <span class=\"flag\">articles alike</span>";
    } else if measured.hits > 0 && measured.hits < FEW {
        flags += " <span class=\"flag\">few hits</span>";
    }
    flags
}
