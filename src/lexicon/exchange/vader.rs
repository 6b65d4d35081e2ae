//! VADER's weights: term, mean, standard deviation and single ratings, with tabs between.

use super::draft::Draft;
use super::folder;
use super::outgoing::Outgoing;
use crate::error::Error;

#[expect(clippy::unnecessary_wraps, reason = "one of the readers of FORMATS, of which some can fail")]
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    let mut terms: Vec<(u64, &str, f64, String)> = Vec::new();
    for (line, raw) in (1..).zip(text.lines()).filter(|(_, raw)| !raw.trim().is_empty()) {
        let mut cells = raw.trim_end().split('\t');
        let term = cells.next().unwrap_or("");
        let Some(weight) = cells.next() else {
            draft.left_out(line, term, "no weight follows it behind a tab");
            continue;
        };
        let Some(weight) = draft.weight(line, term, weight) else { continue };
        let rest: Vec<&str> = cells.map(str::trim).filter(|cell| !cell.is_empty()).collect();
        let note = if rest.is_empty() { String::new() } else { format!("{SD}{}", rest.join("; ")) };
        terms.push((line, term, weight, note));
    }
    // Counts are unweighted: words of both signs in one category would only add up.
    let both = terms.iter().any(|t| t.2 > 0.0) && terms.iter().any(|t| t.2 < 0.0);
    let whole = draft.only_group(1);
    let name = draft.name;
    for (line, term, weight, note) in terms {
        let group = if !both || weight == 0.0 {
            whole
        } else {
            let part = if weight > 0.0 { "positive" } else { "negative" };
            let part = format!("{name}_{part}");
            let known = draft.groups.iter().position(|g| g.name == part);
            known.unwrap_or_else(|| draft.group(&part, Some(whole), "By the sign of the weight.", line))
        };
        draft.term(line, term, &[(group, weight)], &note);
    }
    if both {
        draft.note(1, "terms are in two parts by the sign of their weight, as counts are unweighted");
    }
    Ok(())
}

/// How the note of a row begins that keeps what VADER has beside the mean.
const SD: &str = "sd ";

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let mut text = String::new();
    for row in &out.rows {
        let weight = row.groups.first().map_or(1.0, |g| g.1);
        let number = folder::weight(weight);
        text.push_str(&format!("{}\t{}", row.text, if number.is_empty() { "1" } else { &number }));
        if let Some(rest) = row.note.strip_prefix(SD) {
            text.push('\t');
            text.push_str(&rest.replacen("; ", "\t", 1));
        }
        text.push('\n');
    }
    text
}
