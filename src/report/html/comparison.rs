//! The most quoted speakers side by side in every category, and how far its first two differ.

use super::escape::Safe;
use super::model::{Page, Person, Standing};
use super::numbers::{interval, p, rate};
use super::plot::{self, Scale};
use std::io::{self, Write};

/// Speakers in each plot.
const SPEAKERS: usize = 6;
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
    let who = if page.people[chosen[0]].standing == Standing::Ranked {
        "The ranked speakers with most words"
    } else {
        "Nobody is ranked; these are the speakers with most words, all of them with too little data to compare"
    };
    writeln!(
        out,
        "<p class=\"intro\">{who}, in every category: hits per 1,000 words with 95 % intervals. Each plot has a scale of its own.</p>\n<div class=\"plots\">"
    )?;
    for category in 0..page.categories.len() {
        plot(page, category, &chosen, out)?;
    }
    writeln!(out, "</div>")?;
    table(page, &chosen, out)?;
    contrasts(page, out)?;
    writeln!(out, "</section>")
}

/// The ranked speakers with most words; where nobody is ranked, any.
pub(super) fn chosen(page: &Page) -> Vec<usize> {
    let of = |standing: Standing| {
        let with = (0..page.people.len()).filter(move |&p| page.people[p].standing == standing);
        with.take(SPEAKERS).collect::<Vec<_>>()
    };
    let ranked = of(Standing::Ranked);
    if ranked.is_empty() { of(Standing::Thin) } else { ranked }
}

fn plot(page: &Page, category: usize, chosen: &[usize], out: &mut dyn Write) -> io::Result<()> {
    let label = &page.categories[category].label;
    let people: Vec<&Person> = chosen.iter().map(|&p| &page.people[p]).collect();
    let scale = Scale::holding(people.iter().filter_map(|p| p.rates[category].as_ref()));
    let height = ROW * people.len() as u32 + 18;
    writeln!(out, "<figure><figcaption>{}</figcaption>", Safe(label))?;
    write!(
        out,
        "<svg class=\"plot\" width=\"100%\" height=\"{height}\" role=\"img\" aria-labelledby=\"t{category} d{category}\"><title id=\"t{category}\">{} words per 1,000 words</title><desc id=\"d{category}\">{}</desc>",
        Safe(label),
        Safe(&described(&people, category))
    )?;
    write!(out, "{}", plot::grid(scale, 4, height - 16))?;
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
            write!(out, "{}", plot::dot(scale, measured, person.standing, top + 28))?;
        }
    }
    writeln!(out, "{}</svg></figure>", plot::labels(scale, height - 4))
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
        "<caption>Hits per 1,000 words (95 % interval)</caption>\n<thead><tr><th scope=\"col\">Category</th>"
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
        "<caption id=\"c-leads\">The highest rate of each category and the next, among ranked speakers</caption>"
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
