//! The most quoted speakers side by side in every category, and how far its first two differ.

use super::asked;
use super::escape::Safe;
use super::model::{Measured, Page, Person, Standing};
use super::numbers::{interval, p, rate};
use super::plot::{self, Scale};
use crate::report::FEW;
use std::io::{self, Write};

/// Speakers in each plot.
const SPEAKERS: usize = 6;
/// With fewer who have enough data, thin ones are shown too.
const FEWEST: usize = 4;
/// Pixels of a row: a line of text and a line of dots.
const ROW: u32 = 40;

/// The section.
pub(super) fn write(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section id=\"compare\" aria-labelledby=\"h-compare\">\n<h2 id=\"h-compare\">Side by side</h2>"
    )?;
    let chosen = chosen(page);
    if chosen.is_empty() {
        return writeln!(out, "<p class=\"intro\">There are no speakers to compare.</p>\n</section>");
    }
    let thin = chosen.iter().any(|&p| page.people[p].standing != Standing::Ranked);
    let marked = if thin {
        " Hollow dots on dashed lines are speakers with thin data: do not compare them."
    } else {
        ""
    };
    writeln!(
        out,
        "<p class=\"intro\">The speakers with most words in every category: hits per 1,000 words with 95\u{a0}% intervals. Each plot has a scale of its own.{marked}</p>\n<div class=\"plots\">"
    )?;
    for category in 0..page.categories.len() {
        plot(page, category, &chosen, out)?;
    }
    writeln!(out, "</div>")?;
    table(page, &chosen, out)?;
    contrasts(page, out)?;
    asked::write(page, out)?;
    writeln!(out, "</section>")
}

/// The speakers with most words who have enough data; with others, where these are too few.
pub(super) fn chosen(page: &Page) -> Vec<usize> {
    let of =
        |standing: Standing| (0..page.people.len()).filter(move |&p| page.people[p].standing == standing);
    let mut chosen: Vec<usize> = of(Standing::Ranked).take(SPEAKERS).collect();
    let more = FEWEST.saturating_sub(chosen.len());
    chosen.extend(of(Standing::Thin).take(more));
    chosen
}

fn plot(page: &Page, category: usize, chosen: &[usize], out: &mut dyn Write) -> io::Result<()> {
    let label = &page.categories[category].label;
    let people: Vec<&Person> = chosen.iter().map(|&p| &page.people[p]).collect();
    let scale = scale(&people, category);
    let height = ROW * people.len() as u32 + 18;
    writeln!(out, "<figure><figcaption>{}</figcaption>", Safe(label))?;
    write!(
        out,
        "<svg class=\"plot\" width=\"100%\" height=\"{height}\" role=\"img\" aria-labelledby=\"t{category} d{category}\"><title id=\"t{category}\">{} words per 1,000 words</title><desc id=\"d{category}\">{}</desc>",
        Safe(label),
        Safe(&described(&people, category))
    )?;
    for (at, person) in people.iter().enumerate() {
        let top = ROW * at as u32;
        let measured = person.rates[category].as_ref();
        let number = measured.map(|m| rate(m.per_1000)).unwrap_or_default();
        write!(
            out,
            "<text class=\"nm\" x=\"1%\" y=\"{0}\">{1}</text><text class=\"nr\" x=\"99%\" y=\"{0}\" text-anchor=\"end\">{number}</text>",
            top + 16,
            Safe(&short(&person.name))
        )?;
        if let Some(measured) = measured {
            let thin = person.standing != Standing::Ranked;
            write!(
                out,
                "{}{}",
                plot::grid(scale, top + 21, top + 35),
                plot::dot(scale, measured, thin, top + 28)
            )?;
        }
    }
    writeln!(out, "{}</svg></figure>", plot::labels(scale, height - 4))
}

/// A scale that holds every rate, and the intervals of those who are ranked if anybody is.
fn scale(people: &[&Person], category: usize) -> Scale {
    let any = people.iter().any(|p| p.standing == Standing::Ranked);
    let held: Vec<Measured> = people
        .iter()
        .filter_map(|person| {
            let measured = person.rates[category].clone()?;
            let whole = !any || person.standing == Standing::Ranked;
            let high = if whole { measured.high } else { measured.per_1000 };
            Some(Measured { high, ..measured })
        })
        .collect();
    Scale::holding(held.iter())
}

/// A name that fits a narrow plot; the table beside it has the whole.
fn short(name: &str) -> String {
    const LONGEST: usize = 26;
    if name.chars().count() <= LONGEST {
        return name.to_string();
    }
    name.chars().take(LONGEST - 1).chain(['…']).collect()
}

fn described(people: &[&Person], category: usize) -> String {
    let one = |person: &&Person| {
        let measured = person.rates[category].as_ref()?;
        Some(format!("{} {} ({})", person.name, rate(measured.per_1000), interval(measured)))
    };
    people.iter().filter_map(one).collect::<Vec<_>>().join("; ")
}

/// The plots as numbers.
fn table(page: &Page, chosen: &[usize], out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<details><summary>These plots as a table</summary>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"Rates as a table\"><table>"
    )?;
    writeln!(
        out,
        "<caption>Hits per 1,000 words (95\u{a0}% interval)</caption>\n<thead><tr><th scope=\"col\">Category</th>"
    )?;
    for &person in chosen {
        writeln!(out, "<th scope=\"col\" class=\"r\"><bdi>{}</bdi></th>", Safe(&page.people[person].name))?;
    }
    writeln!(out, "</tr></thead>\n<tbody>")?;
    for (at, category) in page.categories.iter().enumerate() {
        write!(out, "<tr><th scope=\"row\">{}</th>", Safe(&category.label))?;
        for &person in chosen {
            match &page.people[person].rates[at] {
                Some(m) => write!(
                    out,
                    "<td class=\"r\"><b>{}</b> <span class=\"ci\">{}</span></td>",
                    rate(m.per_1000),
                    interval(m)
                )?,
                None => write!(out, "<td class=\"r\"></td>")?,
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody></table></div></details>")
}

/// The two highest rates of each category, tested against each other.
fn contrasts(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    if page.contrasts.iter().all(Option::is_none) {
        return Ok(());
    }
    writeln!(
        out,
        "<h3>How sure are the leads?</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"c-leads\"><table>"
    )?;
    writeln!(
        out,
        "<caption id=\"c-leads\">The highest rate of each category and the next, among ranked speakers with at least {FEW} hits</caption>"
    )?;
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">Category</th><th scope=\"col\">Highest</th><th scope=\"col\">Next</th><th scope=\"col\" class=\"r\">Ratio</th><th scope=\"col\" class=\"r\"><i>p</i></th><th scope=\"col\">The lead is</th></tr></thead>\n<tbody>"
    )?;
    for (category, contrast) in page.categories.iter().zip(&page.contrasts) {
        let Some(contrast) = contrast else { continue };
        let name = |person: usize| format!("<bdi>{}</bdi>", Safe(&page.people[person].name));
        let ratio = match (contrast.ratio, contrast.low, contrast.high) {
            (Some(ratio), Some(low), Some(high)) if ratio.is_finite() => {
                let high = if high.is_finite() { rate(high) } else { "∞".into() };
                format!("<b>{}</b> <span class=\"ci\">{}–{high}</span>", rate(ratio), rate(low))
            }
            _ => String::new(),
        };
        let value = contrast.p_adjusted.or(contrast.p);
        writeln!(
            out,
            "<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td><td class=\"r\">{ratio}</td><td class=\"r\">{}</td><td>{}</td></tr>",
            Safe(&category.label),
            name(contrast.first),
            name(contrast.second),
            value
                .map(p)
                .map(|p| p.replace("p = ", "").replace("p ", ""))
                .map(|p| Safe(&p).to_string())
                .unwrap_or_default(),
            match value {
                Some(value) if value < 0.05 => "clear",
                Some(_) => "not clear",
                None => "not tested: no evidence",
            }
        )?;
    }
    writeln!(out, "</tbody></table></div>")?;
    writeln!(
        out,
        "<p class=\"note\"><i>p</i> by permuting whole articles, adjusted by Benjamini and Hochberg over this table. The two were picked because they lead, so a small <i>p</i> says rather too much than too little.</p>"
    )
}
