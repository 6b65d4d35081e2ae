//! The form in which two spellings of a word are the same word.
//!
//! Case, typographic apostrophes, composed and decomposed accents, soft hyphens,
//! zero-width and full-width characters and joined letters (ﬁ) are folded. Accents stay: *exposé* is not *expose*.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Folds one word. Borrows where nothing has to change.
pub fn word(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() {
        if raw.bytes().any(|b| b.is_ascii_uppercase()) {
            return Cow::Owned(raw.to_ascii_lowercase());
        }
        return Cow::Borrowed(raw);
    }
    Cow::Owned(written(raw).chars().flat_map(char::to_lowercase).collect())
}

/// Folds typography only, keeping case: for rows that must match as written.
pub fn written(raw: &str) -> Cow<'_, str> {
    if raw.is_ascii() {
        return Cow::Borrowed(raw);
    }
    let mut seen = String::with_capacity(raw.len());
    for c in raw.chars().filter(|&c| !is_invisible(c)) {
        match c {
            // Letters that a printer joined: ﬁ, ﬂ.
            '\u{fb00}'..='\u{fb06}' => seen.extend(std::iter::once(c).nfkc()),
            c => seen.push(narrow(c)),
        }
    }
    Cow::Owned(seen.nfc().collect())
}

/// Characters that readers do not see and writers did not mean.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// The characters of a name that readers see. A joiner within letters of other scripts than
/// ours is seen: it changes their shape.
pub fn seen(raw: &str) -> impl Iterator<Item = char> + use<'_> {
    let mut before = ' ';
    raw.chars().filter(move |&c| {
        let joiner = matches!(c, '\u{200c}' | '\u{200d}') && before >= '\u{590}';
        let shown = joiner || !is_invisible(c);
        before = c;
        shown
    })
}

/// Whether the character joins two parts of a word: an apostrophe of any make.
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '\u{201b}' | '\u{2bc}' | '\u{ff07}' | '\u{b4}' | '\u{2032}')
}

/// Whether the character splits a word and lets a phrase run on.
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ff0d}')
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        c if is_apostrophe(c) => '\'',
        c => c,
    }
}

/// The plain letters of a name, for keys and sorting: folded, without accents.
pub fn plain(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    word(text).nfd().filter(|&c| !unicode_normalization::char::is_combining_mark(c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typography_is_folded_and_accents_stay() {
        assert_eq!(word("Isn’t"), "isn't");
        assert_eq!(word("co\u{ad}operate"), "cooperate");
        assert_eq!(word("ＷＡＲ"), "war");
        assert_eq!(word("cafe\u{301}"), "café");
        assert_eq!(plain("Ségolène"), "segolene");
    }
}
