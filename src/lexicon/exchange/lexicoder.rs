//! Lexicoder `.lc3`: `+category`, then its terms, one a line; a weight may follow a tab.

use super::draft::Draft;
use super::outgoing::Outgoing;
use crate::error::Error;

#[expect(clippy::unnecessary_wraps, reason = "one of the readers of FORMATS, of which some can fail")]
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    draft.explicit = true;
    let mut terms: Vec<(u64, &str, &str, usize)> = Vec::new();
    let mut open = None;
    for (line, raw) in (1..).zip(text.lines()) {
        let raw = raw.trim();
        if let Some(name) = raw.strip_prefix('+') {
            open = Some(draft.group(name, None, "", line));
        } else if raw.starts_with('~') {
            draft.note(line, "a line that begins with ~ is a comment");
        } else if !raw.is_empty() {
            let group = open.unwrap_or_else(|| {
                let name = draft.name;
                draft.note(line, format!("terms before the first + are in the category \"{name}\""));
                draft.only_group(line)
            });
            open = Some(group);
            let (term, weight) = raw.split_once('\t').unwrap_or((raw, ""));
            terms.push((line, term, weight.trim(), group));
        }
    }
    draft.dotted();
    for (line, term, weight, group) in terms {
        let weight = if weight.is_empty() { Some(1.0) } else { draft.weight(line, term, weight) };
        if let Some(weight) = weight {
            draft.term(line, term, &[(group, weight)], "");
        }
    }
    Ok(())
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let mut text = String::new();
    for &(category, _) in &out.tree {
        text.push_str(&format!("+{}\n", out.path(category)));
        for row in &out.rows {
            if out.listed(row).iter().any(|(at, _)| *at == category) {
                text.push_str(&format!("{}\n", row.text));
            }
        }
    }
    text
}
