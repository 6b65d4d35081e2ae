//! A text as the rules read it: typography folded where that is wanted, emoji in words.

use super::Mode;
use super::model::Model;
use crate::text::fold;

/// The text with its emoji in words, and in [`Mode::Vader`] with its typography folded;
/// ASCII text is not copied.
pub(super) fn written<'a>(text: &'a str, model: &Model, out: &'a mut String) -> &'a str {
    if text.is_ascii() {
        return text;
    }
    out.clear();
    let mut spaced = true;
    for c in text.chars() {
        match read(c, model) {
            Read::As(c) => {
                out.push(c);
                spaced = c == ' ';
            }
            Read::Typed("") => {}
            Read::Typed(typed) => {
                out.push_str(typed);
                spaced = typed == " ";
            }
            // The name is set off from what stands before it, and not from what follows: so
            // the reference does.
            Read::Called(name) => {
                if !spaced {
                    out.push(' ');
                }
                out.push_str(name);
                spaced = false;
            }
        }
    }
    out
}

/// What one character is read as.
enum Read<'a> {
    As(char),
    Typed(&'static str),
    Called(&'a str),
}

fn read(c: char, model: &Model) -> Read<'_> {
    if c.is_ascii() {
        return Read::As(c);
    }
    if model.mode == Mode::Vader {
        if let Some(typed) = typed(c) {
            return Read::Typed(typed);
        }
        if let Some(narrow) = narrow(c) {
            return Read::As(narrow);
        }
    }
    model.called(c).map_or(Read::As(c), Read::Called)
}

/// What somebody without typographic characters would have typed; `None` for what stays.
///
/// A dash becomes a space: the reference would take *peace—finally* for one unknown word.
/// Invisible characters and the selectors of emoji and text style disappear.
fn typed(c: char) -> Option<&'static str> {
    Some(match c {
        c if fold::is_apostrophe(c) => "'",
        '\u{201a}' | '\u{201b}' => "'",
        '“' | '”' | '„' | '\u{201f}' | '«' | '»' | '‹' | '›' => "\"",
        '–' | '—' | '―' => " ",
        '\u{2010}' | '\u{2011}' => "-",
        '…' => "...",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬃ' => "ffi",
        'ﬄ' => "ffl",
        'ﬅ' | 'ﬆ' => "st",
        '\u{fe0e}' | '\u{fe0f}' => "",
        c if fold::is_invisible(c) => "",
        _ => return None,
    })
}

/// The ASCII character that a full-width one repeats.
fn narrow(c: char) -> Option<char> {
    let is_wide = ('\u{ff01}'..='\u{ff5e}').contains(&c);
    is_wide.then(|| char::from_u32(c as u32 - 0xfee0)).flatten()
}
