//! What stands around the sections: head, security policy, heading, choice of a category, end.

use super::escape::Safe;
use super::model::Page;
use super::numbers::{count, counted, day};
use sha2::{Digest, Sha256};
use std::io::{self, Write};

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Everything before the first section.
pub(super) fn begin(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let title = title(page);
    let style = format!("{STYLE}{}{}", of_categories(page.categories.len()), of_paper(&title));
    writeln!(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">")?;
    writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy(&style))?;
    writeln!(out, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")?;
    writeln!(out, "<meta name=\"color-scheme\" content=\"light dark\">")?;
    writeln!(out, "<meta name=\"referrer\" content=\"no-referrer\">")?;
    writeln!(out, "<meta name=\"generator\" content=\"rhetor {}\">", Safe(&page.colophon.version))?;
    writeln!(out, "<title>{}</title>\n<style>{style}</style>\n</head>\n<body>", Safe(&title))?;
    writeln!(out, "<a class=\"skip\" href=\"#main\">Skip to the findings</a>")?;
    writeln!(out, "<header>\n<p class=\"kicker\">Who says what, and how</p>\n<h1>{}</h1>", Safe(&title))?;
    writeln!(out, "<p class=\"stand\">{}</p>", Safe(&standfirst(page)))?;
    writeln!(out, "<nav aria-label=\"Sections\"><ul>")?;
    for (id, label) in sections(page) {
        writeln!(out, "<li><a href=\"#{id}\">{label}</a></li>")?;
    }
    writeln!(out, "</ul></nav>\n</header>\n<main id=\"main\">")
}

fn sections(page: &Page) -> Vec<(&'static str, &'static str)> {
    let all = [
        ("short", "In short", true),
        ("ranking", "Ranking", true),
        ("compare", "Side by side", true),
        ("time", "Over time", page.timeline.is_some() || page.events_without > 0),
        ("words", "Words", true),
        ("left-out", "Left out", true),
        ("method", "Method", true),
    ];
    all.into_iter().filter(|(_, _, shown)| *shown).map(|(id, label, _)| (id, label)).collect()
}

/// The user's title, or one made of the first categories.
pub(super) fn title(page: &Page) -> String {
    let labels: Vec<String> = page.categories.iter().take(3).map(|c| c.label.to_lowercase()).collect();
    match (&page.title, &*labels) {
        (Some(title), _) => title.clone(),
        (None, []) => "Who said what".into(),
        (None, [one]) => format!("Who talks of {one}"),
        (None, [most @ .., last]) => format!("Who talks of {} and {last}", most.join(", ")),
    }
}

fn standfirst(page: &Page) -> String {
    let totals = &page.totals;
    let (speakers, articles) = (counted(totals.speakers, "speaker"), counted(totals.articles, "article"));
    let mut text = if page.documents {
        format!("{speakers} in {}", counted(totals.articles, "document"))
    } else {
        format!("{} by {speakers} in {articles}", counted(totals.counted, "quote"))
    };
    if !page.documents && totals.counted < totals.quotes {
        text += &format!(" ({} more were printed before)", count(totals.quotes - totals.counted));
    }
    match (totals.first, totals.last) {
        (Some(first), Some(last)) if first == last => text += &format!(", {}", day(first)),
        (Some(first), Some(last)) => text += &format!(", {} to {}", day(first), day(last)),
        _ => {}
    }
    text + &format!(". Rates are hits per 1,000 {} words.", if page.documents { "" } else { "quoted" })
        .replace("  ", " ")
}

/// The buttons that choose which category the sections below show. They work without a
/// script; where a browser cannot, all categories are shown one below the other.
pub(super) fn choice(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    if page.categories.len() < 2 {
        return Ok(());
    }
    writeln!(out, "<fieldset class=\"bar\">\n<legend>Show words of</legend>\n<div>")?;
    for (at, category) in page.categories.iter().enumerate() {
        let checked = if at == 0 { " checked" } else { "" };
        writeln!(
            out,
            "<label><input type=\"radio\" name=\"category\" id=\"k{at}\" autocomplete=\"off\"{checked}><span>{}</span></label>",
            Safe(&category.label)
        )?;
    }
    writeln!(out, "</div>\n</fieldset>")
}

/// Which parts of the page a chosen category leaves standing.
fn of_categories(n: usize) -> String {
    let rule = |k: usize| format!("main:has(#k{k}:checked) .k:not(.k{k}){{display:none}}\n");
    let rules: String = (0..n).map(rule).collect();
    format!("@supports selector(:has(a)){{\n{rules}}}\n")
}

/// What stands at the foot of each printed page.
fn of_paper(title: &str) -> String {
    // A style sheet ends at markup whatever quotes stand around it: only plain letters are bare.
    let spelled = |c: char| match c {
        c if c.is_ascii_alphanumeric() => c.to_string(),
        c => format!("\\{:x} ", u32::from(c)),
    };
    let shown = Safe::plain(title);
    let title: String =
        shown.chars().take(LONGEST_TITLE).flat_map(|c| spelled(c).chars().collect::<Vec<_>>()).collect();
    format!(
        "@page{{@bottom-left{{content:\"{title}\";font-size:8pt}}@bottom-right{{content:counter(page) \" / \" counter(pages);font-size:8pt}}}}\n"
    )
}

/// Characters of a title that fit one line of paper.
const LONGEST_TITLE: usize = 90;

/// Everything behind the last section.
pub(super) fn end(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    let made =
        format!("Made with rhetor {} from {}.", page.colophon.version, counted(page.colophon.inputs, "file"));
    writeln!(out, "</main>\n<footer><p>{}</p></footer>", Safe(&made))?;
    writeln!(out, "<script>{SCRIPT}</script>\n</body>\n</html>")
}

/// Nothing may be loaded, and nothing may run or paint but what is written here.
fn policy(style: &str) -> String {
    let hash = |text: &str| base64(&Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(SCRIPT)
    )
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut spelled = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, &b| (bits << 8) | u32::from(b)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let digit = DIGITS[((bits >> (18 - 6 * at)) & 63) as usize];
            spelled.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    spelled
}

/// `12 of 340 speakers`, or `all 12 speakers`.
pub(super) fn of_all(shown: usize, all: u64, what: &str) -> String {
    if shown as u64 == all {
        format!("all {}", counted(all, what))
    } else {
        format!("{} of {}", count(shown as u64), counted(all, what))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_spelled_in_base_64() {
        assert_eq!(
            [&b""[..], b"f", b"fo", b"foo", b"foob"].map(base64),
            ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg=="]
        );
    }
}
