//! What was left out, how it was done, how to read and how to cite it.

use super::escape::Safe;
use super::frame;
use super::model::Page;
use super::numbers::{count, counted};
use crate::report::FEW;
use std::io::{self, Write};

/// What the numbers do not cover.
pub(super) fn left_out(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let left = &page.left_out;
    writeln!(
        out,
        "<section id=\"left-out\" aria-labelledby=\"h-left-out\">\n<h2 id=\"h-left-out\">What was left out</h2>"
    )?;
    let (some, none): (Vec<_>, Vec<_>) = left.counts.iter().copied().partition(|(_, n, _)| *n > 0);
    if some.is_empty() {
        writeln!(out, "<p>Nothing.</p>")?;
    } else {
        writeln!(
            out,
            "<table>\n<caption class=\"vh\">What was left out, and what became of it</caption>\n<thead><tr><th scope=\"col\" class=\"r\">How many</th><th scope=\"col\">What</th><th scope=\"col\">What became of it</th></tr></thead>\n<tbody>"
        )?;
        for (what, n, then) in some {
            writeln!(
                out,
                "<tr><td class=\"r\">{}</td><th scope=\"row\">{what}</th><td>{then}</td></tr>",
                count(n)
            )?;
        }
        writeln!(out, "</tbody></table>")?;
    }
    if !none.is_empty() {
        let none: Vec<&str> = none.iter().map(|(what, _, _)| *what).collect();
        writeln!(out, "<p class=\"note\">None: {}.</p>", none.join("; "))?;
    }
    if left.n_problems > 0 {
        writeln!(out, "<details><summary>{}</summary>", counted(left.n_problems, "problem"))?;
        if left.n_problems > left.problems.len() as u64 {
            writeln!(
                out,
                "<p class=\"note\">The first {} of {}; {}.</p>",
                left.problems.len(),
                count(left.n_problems),
                page.all_in("problems")
            )?;
        }
        writeln!(out, "<ul class=\"problems\">")?;
        for (place, what) in &left.problems {
            writeln!(out, "<li><code><bdi>{}</bdi></code>: <bdi>{}</bdi></li>", Safe(place), Safe(what))?;
        }
        writeln!(out, "</ul></details>")?;
    }
    writeln!(out, "</section>")
}

/// How it was done.
pub(super) fn method(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<section id=\"method\" aria-labelledby=\"h-method\">\n<h2 id=\"h-method\">Method</h2>\n<h3>How to read the numbers</h3>\n<ul>"
    )?;
    for line in reading(page) {
        writeln!(out, "<li>{line}</li>")?;
    }
    writeln!(out, "</ul>")?;
    if !page.colophon.method.is_empty() {
        writeln!(out, "<h3>How it was done</h3>")?;
        for paragraph in &page.colophon.method {
            writeln!(out, "<p>{}</p>", Safe(paragraph))?;
        }
        writeln!(out, "<ul class=\"references\">")?;
        for reference in &page.colophon.references {
            writeln!(out, "<li>{}</li>", Safe(reference))?;
        }
        writeln!(out, "</ul>")?;
    }
    lexicons(page, out)?;
    cite(page, out)?;
    writeln!(out, "</section>")
}

fn reading(page: &Page) -> Vec<String> {
    let unit = if page.documents { "document" } else { "article" };
    let per = page.per_cell;
    vec![
        format!("<b>Rate</b>: hits of a word list per 1,000 words that the speaker is quoted with. A hit is a word or phrase of the list in a quote."),
        format!("<b>95\u{a0}% interval</b>: how far the rate may be off for no other reason than which {unit}s happen to be in the collection. Where two intervals overlap much, do not say that one speaker is ahead."),
        format!("<b>Thin data</b>: fewer than {FEW} {unit}s or {} words. <b>Few hits</b>: fewer than {FEW}. <b>Articles alike</b>: all have one rate, as copies of one story have, and the interval has no width. Such rates are shown so that nothing is hidden; do not compare them.", count(page.min_words)),
        "<b>Stance</b>: how the term stands in its sentence. It is said behind the term unless the speaker plainly asserts it: <i>accuses</i> (laid at another’s door), <i>rejects</i>, <i>denies</i>, <i>negated</i>, <i>conditional</i>, <i>historical</i>. A rate counts them all.".into(),
        "<b>Speaker … sure</b>: the probability, from annotated news, that the named speaker is the right one.".into(),
        format!("<b>Quotes shown</b>: at most {per} for each number, drawn by lot (smallest hash of the quote’s id), by date; {}.", page.all_in("evidence")),
    ]
}

/// The word lists, with what tells one version from another.
fn lexicons(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<h3>Word lists</h3>\n<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-labelledby=\"c-lists\"><table>\n<caption id=\"c-lists\">The word lists that were used; the hash tells one version from another</caption>"
    )?;
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">List</th><th scope=\"col\" class=\"r\">Rows</th><th scope=\"col\">Licence</th><th scope=\"col\">SHA-256</th></tr></thead>\n<tbody>"
    )?;
    for (title, rows, licence, hash) in &page.colophon.lexicons {
        writeln!(
            out,
            "<tr><th scope=\"row\"><bdi>{}</bdi></th><td class=\"r\">{}</td><td><bdi>{}</bdi></td><td><code>{}</code></td></tr>",
            Safe(title),
            count(*rows),
            Safe(licence),
            Safe(hash)
        )?;
    }
    writeln!(out, "</tbody></table></div>")
}

fn cite(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<h3>How to cite</h3>")?;
    writeln!(
        out,
        "<p class=\"cite\">{}. Computed with rhetor {} from {}, with the word lists above.</p>",
        Safe(&frame::title(page)),
        Safe(&page.colophon.version),
        counted(page.totals.articles, if page.documents { "document" } else { "article" })
    )
}
