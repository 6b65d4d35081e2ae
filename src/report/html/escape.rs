//! Makes any text harmless and visible in HTML: in elements, in attributes and in SVG.
//!
//! What a text says is never changed, only spelled so that it is neither markup nor able to
//! reorder what stands around it: control characters and those that turn the direction of
//! writing are shown by their number.

use std::fmt::{self, Display, Formatter, Write};

/// A text as element content or as a quoted attribute.
#[derive(Clone, Copy, Debug)]
pub(super) struct Safe<'a>(pub(super) &'a str);

impl Display for Safe<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let special = |c: char| is_markup(c) || is_hidden(c) || is_break(c);
        let mut rest = self.0;
        while let Some(at) = rest.find(special) {
            f.write_str(&rest[..at])?;
            let Some(c) = rest[at..].chars().next() else { break };
            spell(c, f)?;
            rest = &rest[at + c.len_utf8()..];
        }
        f.write_str(rest)
    }
}

impl Safe<'_> {
    /// A text for where there is no markup, without what turns or hides it.
    pub(super) fn plain(text: &str) -> String {
        text.chars().map(|c| if is_hidden(c) || is_break(c) { ' ' } else { c }).collect()
    }
}

fn spell(c: char, f: &mut Formatter<'_>) -> fmt::Result {
    match c {
        '<' => f.write_str("&lt;"),
        '>' => f.write_str("&gt;"),
        '&' => f.write_str("&amp;"),
        '"' => f.write_str("&quot;"),
        '\'' => f.write_str("&#39;"),
        c if is_break(c) => f.write_char(' '),
        c => write!(f, "[U+{:04X}]", u32::from(c)),
    }
}

fn is_markup(c: char) -> bool {
    matches!(c, '<' | '>' | '&' | '"' | '\'')
}

/// Line ends of any kind, also a lone carriage return, are spaces in running text.
fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Controls, embeddings, overrides and isolates of direction, and what is no character at all.
fn is_hidden(c: char) -> bool {
    let number = u32::from(c);
    c.is_control()
        || matches!(number, 0x202A..=0x202E | 0x2066..=0x2069 | 0xFDD0..=0xFDEF)
        || number & 0xFFFE == 0xFFFE
}

/// The address, if it is one that a reader may safely be sent to: http or https, no spaces.
pub(super) fn link(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let plain =
        !url.contains(|c: char| c.is_whitespace() || is_hidden(c) || matches!(c, '"' | '<' | '>' | '\\'));
    (web && plain && !rest.is_empty() && url.len() <= LONGEST_LINK).then_some(url)
}

/// Bytes of an address beyond which it is not linked.
const LONGEST_LINK: usize = 2_000;

/// A language tag that may stand in a `lang` attribute.
pub(super) fn language(tag: &str) -> Option<&str> {
    let part = |p: &str| (1..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric());
    (tag.len() <= 35 && tag.split('-').all(part)).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_what_turns_or_hides_text_is_shown_by_its_number() {
        let shown = |text: &str| Safe(text).to_string();
        assert_eq!(shown("\"><img onerror='x'>&"), "&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;&amp;");
        assert_eq!(shown("a\u{202e}b\0c\rd\u{2067}e"), "a[U+202E]b[U+0000]c d[U+2067]e");
        assert_eq!(shown("“Łódź” 😀 שלום"), "“Łódź” 😀 שלום");
    }

    #[test]
    fn only_web_addresses_are_links() {
        assert_eq!(link(" https://example.org/a?b=1&c "), Some("https://example.org/a?b=1&c"));
        assert_eq!(link("HTTP://example.org"), Some("HTTP://example.org"));
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https://a b",
            "//example.org",
            "https://x\"y",
        ] {
            assert_eq!(link(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_language_is_a_tag_or_nothing() {
        assert_eq!(language("pt-BR"), Some("pt-BR"));
        assert_eq!(language("en\" onclick"), None);
        assert_eq!(language(""), None);
    }
}
