//! HTML entities that were left in a text: `&quot;`, `&#8220;`, `&amp;quot;`.
//!
//! An entity is markup that whoever exported the text forgot; no reader ever saw it. It is
//! decoded while an article is read, so that a mark is a mark; what is not the name or the
//! number of a character stays as it is.

mod names;

use std::borrow::Cow;

/// A text with its entities decoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// As it is read from here on.
    pub text: String,
    /// How many there were.
    pub count: u64,
    /// The first of them, as written.
    pub first: String,
}

/// Characters between `&` and `;` in the longest name or number.
const LONGEST: usize = 10;

/// Decodes the entities of a text; nothing where it has none. What was escaped twice is
/// decoded twice.
pub fn decoded(text: &str) -> Option<Decoded> {
    memchr::memchr(b'&', text.as_bytes())?;
    let (mut out, mut count, mut first) = (String::with_capacity(text.len()), 0, "");
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'&', rest.as_bytes()) {
        out.push_str(&rest[..at]);
        let (c, length) = twice(&rest[at..]).unwrap_or(('&', 1));
        if length > 1 {
            count += 1;
            if first.is_empty() {
                first = &rest[at..at + length];
            }
        }
        out.push(c);
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    (count > 0).then(|| Decoded { text: out, count, first: first.into() })
}

/// The same for a field that is not scored; nothing is said of it.
pub fn plain(text: &str) -> Cow<'_, str> {
    decoded(text).map_or(Cow::Borrowed(text), |decoded| Cow::Owned(decoded.text))
}

/// The character that an entity at the start stands for, and its length. `&amp;quot;` was
/// escaped twice: what it holds is an entity again.
fn twice(text: &str) -> Option<(char, usize)> {
    let (c, length) = once(text)?;
    if c == '&' {
        let inner: String = std::iter::once('&').chain(text[length..].chars().take(LONGEST + 1)).collect();
        if let Some((c, inside)) = once(&inner) {
            return Some((c, length + inside - 1));
        }
    }
    Some((c, length))
}

fn once(text: &str) -> Option<(char, usize)> {
    let end = text.bytes().take(LONGEST + 2).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let c = if let Some(number) = name.strip_prefix('#') {
        numbered(number)?
    } else {
        let at = names::NAMES.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
        names::NAMES[at].1
    };
    Some((c, end + 1))
}

/// By number; those that windows-1252 has where Unicode has control characters are meant so,
/// as browsers read them.
fn numbered(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) if digits.bytes().all(|b| b.is_ascii_hexdigit()) => u32::from_str_radix(digits, 16),
        None if number.bytes().all(|b| b.is_ascii_digit()) => number.parse(),
        _ => return None,
    };
    let c = char::from_u32(code.ok()?)?;
    if ('\u{80}'..='\u{9f}').contains(&c) {
        let byte = [c as u8];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        return text.chars().next().filter(|c| !c.is_control());
    }
    (!c.is_control() || matches!(c, '\n' | '\t' | '\r')).then_some(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        decoded(text).map_or_else(|| "-".into(), |d| format!("{} ({})", d.text, d.count))
    }

    #[test]
    fn names_and_numbers_are_characters() {
        assert_eq!(read("&quot;Yes,&quot; they&#x27;d say &amp; did"), "\"Yes,\" they'd say & did (4)");
        assert_eq!(read("&ldquo;Ja&rdquo; &#8220;no&#8221; caf&eacute;"), "“Ja” “no” café (5)");
        assert_eq!(read("it&#146;s &nbsp;"), "it’s \u{a0} (2)");
    }

    #[test]
    fn what_was_escaped_twice_is_decoded_twice() {
        assert_eq!(read("&amp;quot;Yes&amp;#34; &amp;amp; no"), "\"Yes\" & no (3)");
    }

    #[test]
    fn what_is_no_entity_stays() {
        for text in ["AT&T; R&D", "Holt & Sons; Vale", "&bogus; &#xzz; &#; &;", "&#0; &#1114112;", "a&"] {
            assert_eq!(read(text), "-", "{text}");
        }
        assert_eq!(read("AT&T &amp; Vale & Sons;"), "AT&T & Vale & Sons; (1)");
    }

    #[test]
    fn the_names_are_in_order() {
        assert!(names::NAMES.is_sorted_by_key(|(name, _)| *name));
    }
}
