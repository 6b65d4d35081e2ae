//! What is wrong with a text as its export left it: entities that nobody decoded, UTF-8
//! that was read as something else, characters that were lost.
//!
//! Entities are decoded and counted. Garbled text is named, and turned back only where that
//! is asked for and all of it turns back. Everything else about a text is left as it is:
//! see `text::layout` and `furniture` for what is read around.

use super::Reading;
use super::found::Found;
use crate::error::Kind;
use crate::text::entities::{self, Decoded};
use crate::text::mojibake::{self, Mojibake};

/// Settles it, and says what was done. Of the replacement characters so many were put in
/// when the file was read, and are said of the file.
pub(super) fn settled(mut found: Found, reading: &Reading, replaced: &mut u64) -> Found {
    let Some(prose) = found.text.get(found.body..) else { return found };
    let mut changed = None;
    if let Some(Mojibake { count, first }) = mojibake::of(prose) {
        let whole = mojibake::repaired(prose);
        let kind = if whole.is_some() && reading.fix_encoding {
            Kind::Ungarbled(count, first)
        } else {
            Kind::Garbled(count, first, whole.is_some())
        };
        found.problems.push(kind);
        changed = whole.filter(|_| reading.fix_encoding);
    }
    if let Some(Decoded { text, count, first }) = entities::decoded(changed.as_deref().unwrap_or(prose)) {
        found.problems.push(Kind::Entities(count, first));
        changed = Some(text);
    }
    let lost = mojibake::lost(changed.as_deref().unwrap_or(prose));
    let before = lost.saturating_sub(*replaced);
    *replaced -= lost - before;
    if before > 0 {
        found.problems.push(Kind::Lost(before));
    }
    if let Some(prose) = changed {
        found.text.truncate(found.body);
        found.text.push_str(&prose);
    }
    for field in [&mut found.title, &mut found.source, &mut found.author].into_iter().flatten() {
        if field.contains('&') {
            *field = entities::plain(field).into_owned();
        }
    }
    found
}
