//! Which format a dictionary is in, by what stands in it; its name decides only where that
//! leaves a doubt.

use super::super::records::separator;
use super::table::has_header;
use super::{Format, by_name};

/// The format, where there is one.
pub(super) fn guess(text: &str, extension: &str) -> Option<&'static Format> {
    by_name(name(text, extension)?)
}

fn name(text: &str, extension: &str) -> Option<&'static str> {
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).take(500).collect();
    let first = lines.first()?.trim();
    // Most lines; a few may be odd.
    let most = |test: &dyn Fn(&str) -> bool| lines.iter().filter(|l| test(l)).count() * 5 >= lines.len() * 4;
    let is_number = |cell: &str| cell.trim().parse::<f64>().is_ok();
    let cell = |line: &str, at: usize| line.split('\t').nth(at).map(str::to_string);
    if first.starts_with("<?xml") || first.starts_with("<dictionary") {
        return Some("yoshikoder");
    }
    if first == "%" {
        return Some("liwc");
    }
    if extension == "lc3" && lines.iter().any(|line| line.starts_with('+')) {
        return Some("lexicoder");
    }
    if lines.iter().find(|line| !line.trim().starts_with('~'))?.trim().starts_with('+') {
        return Some("lexicoder");
    }
    if has_header(text) {
        return Some("csv");
    }
    if first.to_ascii_lowercase().starts_with("dicterm") || is_matrix(&lines, separator(text)) {
        return Some("dicx");
    }
    if most(&|line| cell(line, 1).is_some_and(|weight| is_number(&weight))) {
        return Some("vader");
    }
    let yaml = matches!(extension, "yml" | "yaml");
    if yaml || first == "---" || lines.iter().any(|line| is_key(line)) {
        return Some("quanteda");
    }
    if lines.iter().any(|line| ends_in_weight(line)) && lines.iter().any(|line| !ends_in_weight(line)) {
        return Some("wordstat");
    }
    if most(&|line| (2..=3).contains(&line.split('\t').count())) {
        return Some("tsv");
    }
    if extension == "csv" {
        return Some("csv");
    }
    if most(&|line| line.contains([',', ';', '\t'])) {
        return None;
    }
    let words: usize = lines.iter().map(|line| line.split_whitespace().count()).sum();
    (words <= lines.len() * 4).then_some("words")
}

/// `key:` with terms below or in brackets behind it.
fn is_key(line: &str) -> bool {
    line.trim_end().ends_with(':') || line.contains(": [") || line.contains(":[")
}

fn ends_in_weight(line: &str) -> bool {
    let inside = line.trim().strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    inside.is_some_and(|(_, weight)| weight.trim().parse::<f64>().is_ok())
}

/// Two columns or more, and in all but the first nothing but X, numbers and gaps.
fn is_matrix(lines: &[&str], separator: u8) -> bool {
    let separator = char::from(separator);
    let marked = |cell: &str| {
        let cell = cell.trim().trim_matches('"');
        cell.is_empty() || cell.eq_ignore_ascii_case("x") || cell.parse::<f64>().is_ok()
    };
    let columns = lines[0].split(separator).skip(1).count();
    let named = lines[0].split(separator).skip(1).all(|name| name.trim().parse::<f64>().is_err());
    let rows = &lines[1..];
    columns > 0
        && named
        && !rows.is_empty()
        && rows.iter().all(|row| row.contains(separator) && row.split(separator).skip(1).all(marked))
}
