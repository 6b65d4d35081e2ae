//! Texts as a cell of a workbook can hold them.

use std::borrow::Cow;

/// What a cell holds, in UTF-16 units.
const CELL: usize = 32_767;

/// A text without characters that XML cannot hold, each replaced by one that can be seen.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| replaced(c).is_some()) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| replaced(c).unwrap_or(c)).collect())
}

fn replaced(c: char) -> Option<char> {
    match c {
        '\t' | '\n' => None,
        // Unicode has a picture of each control character.
        '\0'..='\u{1f}' => char::from_u32(0x2400 + c as u32),
        '\u{7f}' => Some('\u{2421}'),
        '\u{fffe}' | '\u{ffff}' => Some(char::REPLACEMENT_CHARACTER),
        _ => None,
    }
}

/// As much of a text as a cell holds, and whether something is missing.
pub(super) fn cut(text: &str) -> (&str, bool) {
    // A character has at most as many units as bytes.
    if text.len() <= CELL {
        return (text, false);
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > CELL {
            return (&text[..at], true);
        }
    }
    (text, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_hold_is_shown() {
        assert_eq!(visible("a\0b\u{1}\r\u{fffe}"), "a␀b␁␍\u{fffd}");
        assert!(matches!(visible("=1+1\t\u{202e}é"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_cell_is_cut_where_workbooks_would_and_never_within_a_character() {
        assert_eq!(cut(&"é".repeat(CELL)), (&*"é".repeat(CELL), false));
        assert_eq!(cut(&"é".repeat(CELL + 1)), (&*"é".repeat(CELL), true));
        assert_eq!(cut(&"😀".repeat(16_384)), (&*"😀".repeat(16_383), true));
    }
}
