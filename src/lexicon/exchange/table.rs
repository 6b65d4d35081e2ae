//! Tables: how ours, with the columns of `terms.csv` and any separator, are known; and lists
//! of term, category and perhaps a weight with tabs between and no header.

use super::super::records::{Records, separator};
use super::draft::Draft;
use super::folder::weight;
use super::outgoing::Outgoing;
use crate::error::Error;

/// Whether the first line names our columns.
pub(super) fn has_header(text: &str) -> bool {
    let Ok(header) = Records::new(text, separator(text)).header() else { return false };
    let has = |names: &[&str]| header.iter().any(|h| names.contains(&h.trim().to_ascii_lowercase().as_str()));
    has(&["category"]) && has(&["pattern", "term", "word", "phrase"])
}

#[expect(clippy::unnecessary_wraps, reason = "one of the readers of FORMATS, of which some can fail")]
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    draft.explicit = true;
    let mut terms: Vec<(u64, String, usize, String)> = Vec::new();
    let mut zeros = 0;
    for (line, raw) in (1..).zip(text.lines()).filter(|(_, raw)| !raw.trim().is_empty()) {
        let cells: Vec<&str> = raw.split('\t').map(str::trim).collect();
        let category = cells.get(1).copied().unwrap_or("");
        let known = draft.groups.iter().position(|g| g.name == category);
        if category.is_empty() {
            draft.left_out(line, cells[0], "no category follows it behind a tab");
            continue;
        }
        let group = known.unwrap_or_else(|| draft.group(category, None, "", line));
        if let Some(more) = cells.get(3..).filter(|more| more.iter().any(|cell| !cell.is_empty())) {
            draft.note(line, format!("\"{}\" behind the weight is not read", more.join(" ")));
        }
        match cells.get(2).copied().unwrap_or("") {
            "0" => zeros += 1,
            weight => terms.push((line, cells[0].into(), group, weight.into())),
        }
    }
    draft.dotted();
    for (line, term, group, raw) in terms {
        let weight = if raw.is_empty() { Some(1.0) } else { draft.weight(line, &term, &raw) };
        if let Some(weight) = weight {
            draft.term(line, &term, &[(group, weight)], "");
        }
    }
    if zeros > 0 {
        draft.note(1, format!("{zeros} rows of weight 0 are not read: the term is not in that category"));
    }
    Ok(())
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let mut text = String::new();
    for row in &out.rows {
        for (category, number) in out.listed(row) {
            let number = weight(number);
            let weight = if number.is_empty() { number } else { format!("\t{number}") };
            text.push_str(&format!("{}\t{}{weight}\n", row.text, out.path(category)));
        }
    }
    text
}
