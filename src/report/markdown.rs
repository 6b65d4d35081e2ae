//! One page in Markdown, as forges and editors show it: rankings, comparison, method.
//!
//! It is a summary: all speakers, quotes and hits stand in the tables.

use super::formats::Options;
use super::leaders::{Ranking, rankings};
use super::saved::Saved;
use super::terminal::many;
use super::{Cell, FEW, alike, methods};
use crate::error::Error;
use std::io;
use std::path::Path;

/// Stands for a rank.
const NOT_RANKED: &str = "–";

/// Rows of a comparison or timeline that are shown.
const ROWS: usize = 60;

pub(super) fn write(saved: &Saved, path: &Path, options: &Options) -> Result<(), Error> {
    let failed = |e: io::Error| Error::io(path.display().to_string(), &e);
    std::fs::write(path, page(saved, options)?).map_err(failed)
}

fn page(saved: &Saved, options: &Options) -> Result<String, Error> {
    let title = options.title.as_deref().unwrap_or("Who says what, and how");
    let mut page = format!("# {}\n\n", escaped(title));
    page.push_str(
        "Hits per 1,000 quoted words, with 95 % intervals that take the article as the unit: where two \
         intervals overlap, the order of two speakers is not sure.\n",
    );
    if let Some(caveat) = alike::caveat(&alike::of(saved)?, "`rhetor speakers suggest`", escaped) {
        page.push_str(&format!("\n{caveat}\n"));
    }
    for ranking in rankings(saved)? {
        push_ranking(&mut page, &ranking);
    }
    for (name, title, leave_out) in [
        ("compare", "Comparison", &["words_a", "words_b", "method"][..]),
        ("timeline", "Timeline", &["period_start"][..]),
    ] {
        if !saved.files(name)?.is_empty() {
            push_table(&mut page, saved, (name, title), leave_out)?;
        }
    }
    page.push_str("\n## Method\n");
    for paragraph in methods::paragraphs(methods::Run::of(saved)) {
        page.push_str(&format!("\n{}\n", escaped(&paragraph)));
    }
    page.push('\n');
    for reference in methods::references(methods::Run::of(saved)) {
        page.push_str(&format!("- {}\n", escaped(reference)));
    }
    Ok(page)
}

fn push_ranking(page: &mut String, ranking: &Ranking) {
    page.push_str(&format!("\n## {}\n\n{}\n\n", escaped(&ranking.title), escaped(&ranking.sentence())));
    if ranking.rows.iter().all(|row| row.hits == 0) {
        return;
    }
    page.push_str("| # | speaker | per 1,000 | 95 % interval | hits | words | articles | commonest |\n");
    page.push_str("|--:|---|--:|--:|--:|--:|--:|---|\n");
    let ranked = ranking.ranked();
    for (at, row) in ranking.rows.iter().enumerate() {
        let rank = if at < ranked { (at + 1).to_string() } else { NOT_RANKED.into() };
        page.push_str(&format!(
            "| {rank} | {}{} | {:.1} | {} | {} | {} | {} | {} |\n",
            escaped(&row.speaker),
            if row.low_data { " ~" } else { "" },
            row.per_1000,
            row.range(),
            row.hits,
            row.words,
            row.articles,
            escaped(row.top_terms.as_deref().unwrap_or_default()),
        ));
    }
    if ranked < ranking.rows.len() {
        let why =
            if ranking.enough { format!("fewer than {FEW} hits") } else { "too little was quoted".into() };
        page.push_str(&format!("\n{NOT_RANKED} not ranked, in order of words: {why}\n"));
    }
    if ranking.rows.iter().any(|row| row.low_data) {
        page.push_str("\n~ too little to compare\n");
    }
    if let Some(shown) = ranking.shown() {
        page.push_str(&format!("\n{shown}\n"));
    }
}

fn push_table(
    page: &mut String,
    saved: &Saved,
    (name, title): (&str, &str),
    leave_out: &[&str],
) -> Result<(), Error> {
    let mut rows = saved.named(name)?;
    let shown: Vec<usize> =
        (0..rows.columns.len()).filter(|&at| !leave_out.contains(&&*rows.columns[at].name)).collect();
    head(page, title, &shown, |at| &rows.columns[at].name);
    let mut n = 0;
    while let Some(row) = rows.next_row()? {
        n += 1;
        if n <= ROWS {
            self::row(page, &shown, &row.cells()?);
        }
    }
    if n > ROWS {
        page.push_str(&format!("\n{} more in {name}.csv\n", many((n - ROWS) as u64, "row")));
    }
    Ok(())
}

/// Heading and head of a table.
pub(super) fn head<'a>(page: &mut String, title: &str, columns: &[usize], name: impl Fn(usize) -> &'a str) {
    let names: Vec<String> = columns.iter().map(|&at| escaped(&name(at).replace('_', " "))).collect();
    page.push_str(&format!("\n## {title}\n\n| {} |\n", names.join(" | ")));
    page.push_str(&format!("|{}\n", "---|".repeat(columns.len())));
}

/// A row of it.
pub(super) fn row(page: &mut String, columns: &[usize], cells: &[Cell]) {
    let spelled: Vec<String> = columns.iter().map(|&at| spelled(&cells[at])).collect();
    page.push_str(&format!("| {} |\n", spelled.join(" | ")));
}

fn spelled(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => escaped(text),
        Cell::Fixed(text) => escaped(text),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => format!("{number:.3}"),
        Cell::Date(date) => date.to_string(),
        Cell::Missing => String::new(),
    }
}

/// A text that means nothing to Markdown or HTML, on one line, without marks that turn the
/// direction of what follows.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' | '@' => {
                // An @ would call somebody on a forge; a backslash does not stop that.
                out.push_str(&if c == '@' { "&#64;".into() } else { format!("\\{c}") });
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            // An address would become a link, and :word: a picture.
            ':' if characters.peek().is_some_and(|next| !next.is_whitespace()) => out.push_str("&#58;"),
            '.' if out.to_ascii_lowercase().ends_with("www") => out.push_str("&#46;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\\[U+{:04X}\\]", c as u32));
            }
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::leaders::Ranked;
    use super::*;

    #[test]
    fn only_who_can_be_ranked_has_a_number() {
        let row = |speaker: &str, hits, per_1000, words| Ranked {
            speaker: speaker.into(),
            low_data: false,
            articles: 8,
            words,
            hits,
            per_1000,
            interval: (0.0, 9.0),
            top_terms: None,
        };
        let rows = vec![row("Mira Holt", 6, 3.0, 2_000), row("Ida Lind", 0, 0.0, 4_000)];
        let page = |enough| {
            let ranking = Ranking {
                category: "war".into(),
                title: "War".into(),
                enough,
                rows: rows.clone(),
                of: 2,
                beyond: 0.0,
            };
            let mut page = String::new();
            push_ranking(&mut page, &ranking);
            page
        };
        let both = page(true);
        assert!(both.contains("\n| 1 | Mira Holt |") && both.contains("\n| – | Ida Lind |"), "{both}");
        assert!(both.ends_with("\n\n– not ranked, in order of words: fewer than 5 hits\n"), "{both}");
        let neither = page(false);
        assert!(
            neither.contains("\n| – | Mira Holt |") && neither.contains("\n| – | Ida Lind |"),
            "{neither}"
        );
        assert!(
            neither.ends_with("\n\n– not ranked, in order of words: too little was quoted\n"),
            "{neither}"
        );
    }

    #[test]
    fn hostile_names_are_words_and_nothing_else() {
        for (text, wanted) in [
            ("a|b\nc", "a\\|b c"),
            ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
            ("[x](javascript:y)", "\\[x\\](javascript&#58;y)"),
            ("\u{202e}drow", "\\[U+202E\\]drow"),
            ("@all: https://x.example www.x.example", "&#64;all: https&#58;//x.example www&#46;x.example"),
            ("*war* `rm`", "\\*war\\* \\`rm\\`"),
        ] {
            assert_eq!(escaped(text), wanted);
        }
    }
}
