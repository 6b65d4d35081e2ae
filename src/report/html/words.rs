//! The words that mark each speaker: of a category, and against all other speakers.

use super::comparison;
use super::escape::Safe;
use super::model::Page;
use super::numbers::count;
use std::io::{self, Write};

/// The section.
pub(super) fn write(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"words\" aria-labelledby=\"h-words\">\n<h2 id=\"h-words\">The words</h2>")?;
    writeln!(
        out,
        "<p class=\"intro\">The entries of the word lists that each of these speakers used most. An asterisk ends a word of which every form counts.</p>"
    )?;
    let chosen = comparison::chosen(page);
    for (at, category) in page.categories.iter().enumerate() {
        writeln!(out, "<div class=\"k k{at}\">\n<h3>{}</h3>\n<dl class=\"terms\">", Safe(&category.label))?;
        for &person in &chosen {
            let person = &page.people[person];
            let terms = person.rates[at].as_ref().map_or("", |m| &*m.top_terms);
            let terms =
                if terms.is_empty() { "<span class=\"none\">none</span>".into() } else { listed(terms) };
            writeln!(out, "<div><dt><bdi>{}</bdi></dt><dd>{terms}</dd></div>", Safe(&person.name))?;
        }
        writeln!(out, "</dl>\n</div>")?;
    }
    marking(page, out)?;
    writeln!(out, "</section>")
}

/// `army 4; the enemy 4` as a list, each with its count.
fn listed(terms: &str) -> String {
    let one = |term: &str| match term.rsplit_once(' ') {
        Some((entry, n)) => format!("<bdi>{}</bdi> <span class=\"n\">{}</span>", Safe(entry), Safe(n)),
        None => Safe(term).to_string(),
    };
    terms.split("; ").map(one).collect::<Vec<_>>().join(", ")
}

/// All words, not those of the lists: which a speaker uses more than the others do.
fn marking(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    if page.marking.is_empty() {
        return Ok(());
    }
    writeln!(out, "<h3>Words that set a speaker apart</h3>")?;
    writeln!(
        out,
        "<p class=\"intro\">Of all words, those that a speaker uses more than the other speakers do, by log-odds with an informative prior (Monroe, Colaresi and Quinn 2008); behind each its count. A ranking, not a test.</p>\n<dl class=\"terms\">"
    )?;
    for marking in &page.marking {
        let word = |(word, n): &(String, u64)| {
            format!("<bdi>{}</bdi> <span class=\"n\">{}</span>", Safe(word), count(*n))
        };
        let words: Vec<String> = marking.words.iter().map(word).collect();
        writeln!(
            out,
            "<div><dt><bdi>{}</bdi></dt><dd>{}</dd></div>",
            Safe(&page.people[marking.person].name),
            words.join(", ")
        )?;
    }
    writeln!(out, "</dl>")
}
