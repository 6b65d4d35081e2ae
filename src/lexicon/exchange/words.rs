//! A plain list: one term a line, all in one category; lines that begin with `;` or `# ` are
//! comments.

use super::draft::Draft;
use super::outgoing::Outgoing;
use crate::error::Error;

#[expect(clippy::unnecessary_wraps, reason = "one of the readers of FORMATS, of which some can fail")]
pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    let group = draft.only_group(1);
    let mut comments = 0;
    for (line, raw) in (1..).zip(text.lines()).filter(|(_, raw)| !raw.trim().is_empty()) {
        if raw.starts_with(';') || raw.trim() == "#" || raw.starts_with("# ") {
            comments += 1;
        } else {
            draft.term(line, raw, &[(group, 1.0)], "");
        }
    }
    if comments > 0 {
        draft.note(1, format!("{comments} lines that begin with ; or # are comments"));
    }
    Ok(())
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    out.rows.iter().flat_map(|row| [row.text, "\n"]).collect()
}
