//! Text that was UTF-8 and was read as windows-1252, once or twice: *â€œNoâ€*, *cafÃ©*.
//!
//! It is recognised by runs of characters that are, as bytes of windows-1252, one character
//! of UTF-8 that is common in print. Nothing is repaired here unasked: see [`repaired`].

use encoding_rs::WINDOWS_1252;

/// What was recognised.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mojibake {
    /// Characters that were misread.
    pub count: u64,
    /// The first, as it stands in the text.
    pub first: String,
}

/// The byte that in UTF-8 begins the letters from *À* to *ÿ*; those from *Â* to *ô* begin what was
/// misread.
const LEAD_OF_LETTERS: u8 = 0xc3;

/// Recognises misread characters. One of a pair that good text could hold too (`É»`) is not
/// enough; three are.
pub fn of(text: &str) -> Option<Mojibake> {
    if text.is_ascii() {
        return None;
    }
    let (mut sure, mut likely, mut first) = (0, 0, None);
    let mut rest = text;
    while let Some(start) = memchr::memchr(LEAD_OF_LETTERS, rest.as_bytes()) {
        let from = &rest[start..];
        match misread(from) {
            Some((length, is_sure)) => {
                *(if is_sure { &mut sure } else { &mut likely }) += 1;
                first.get_or_insert_with(|| from[..length].to_string());
                rest = &from[length..];
            }
            None => rest = &from[from.chars().next().map_or(1, char::len_utf8)..],
        }
    }
    let count = sure + likely;
    (sure > 0 || likely > 2).then(|| Mojibake { count, first: first.unwrap_or_default() })
}

/// How long the misread character at the start is, and whether it can be nothing else.
fn misread(text: &str) -> Option<(usize, bool)> {
    let mut bytes = [0_u8; 4];
    let mut chars = text.char_indices();
    let lead = byte(chars.next()?.1)?;
    let count = match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return None,
    };
    bytes[0] = lead;
    for (at, slot) in bytes.iter_mut().enumerate().take(count).skip(1) {
        match chars.next().and_then(|(_, c)| byte(c)).filter(|b| matches!(b, 0x80..=0xbf)) {
            Some(b) => *slot = b,
            // The last byte of ” has no letter in windows-1252, and is often lost.
            None if at == 2 && bytes[..2] == [0xe2, 0x80] => return Some(("â€".len(), true)),
            None => return None,
        }
    }
    let end = chars.next().map_or(text.len(), |(at, _)| at);
    let c = std::str::from_utf8(&bytes[..count]).ok()?.chars().next()?;
    let sure = matches!(lead, 0xc2 | 0xc3 | 0xe2 | 0xef | 0xf0) && printed(c);
    (sure || common(c)).then_some((end, sure))
}

/// What stands in print: Latin with accents, marks of punctuation, signs, joined letters.
fn printed(c: char) -> bool {
    matches!(c, '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{22ff}' | '\u{fb00}'..='\u{fb06}' | '\u{fe0f}' | '\u{fffd}' | '\u{feff}')
        || c >= '\u{1f000}'
}

/// Letters of other alphabets.
fn common(c: char) -> bool {
    matches!(c, '\u{100}'..='\u{17f}' | '\u{391}'..='\u{3c9}' | '\u{400}'..='\u{45f}')
}

/// The byte that windows-1252 has for a character.
fn byte(c: char) -> Option<u8> {
    if c.is_ascii() {
        return None;
    }
    if ('\u{a0}'..='\u{ff}').contains(&c) || matches!(c, '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}')
    {
        return Some(c as u32 as u8);
    }
    let mut one = [0; 4];
    let (bytes, _, failed) = WINDOWS_1252.encode(c.encode_utf8(&mut one));
    (!failed && bytes.len() == 1).then(|| bytes[0])
}

/// Times that a text may have been misread.
const MOST: usize = 3;

/// The text as it was, where all of it turns back: each character has a byte in
/// windows-1252, and the bytes are UTF-8. Nothing where that is not so.
pub fn repaired(text: &str) -> Option<String> {
    let mut text = std::borrow::Cow::Borrowed(text);
    for round in 0..MOST {
        if of(&text).is_none() {
            return (round > 0).then(|| text.into_owned());
        }
        let (bytes, _, failed) = WINDOWS_1252.encode(&text);
        let bytes = if failed { return None } else { bytes.into_owned() };
        text = String::from_utf8(bytes).ok()?.into();
    }
    of(&text).is_none().then(|| text.into_owned())
}

/// How many characters are U+FFFD: what stood there was lost when the text was made.
pub fn lost(text: &str) -> u64 {
    memchr::memmem::find_iter(text.as_bytes(), "\u{fffd}".as_bytes()).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// UTF-8 read as windows-1252.
    fn garble(text: &str) -> String {
        WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    const GOOD: &str = "“Nous irons à l’école — ça coûte 5 €,” said José Núñez. “Don’t wait…”";

    #[test]
    fn garbled_text_is_recognised_and_turned_back_whole() {
        let once = garble(GOOD);
        let found = of(&once).expect("recognised");
        assert_eq!((found.count, &*found.first), (16, "â€œ"));
        assert_eq!(repaired(&once).as_deref(), Some(GOOD));
        assert_eq!(repaired(&garble(&once)).as_deref(), Some(GOOD));
        assert!(of(&garble("Привет, мир")).is_some() && of("He said ï¿½ twice").is_some());
        assert!(of("â€œNo,â€ she said").is_some());
    }

    #[test]
    fn good_text_is_left_alone() {
        for good in [
            GOOD,
            "„Gruß“, sagte er. „Spaß“ und „Ä“.",
            "NÃO, DISSE ELA. São João, Ângela, Ârea",
            "« À la mer » «É» și Âștia “â”",
            "Đà Nẵng, Ñandú, Ð, ðe â „ê“",
            "Привет Ελλάδα 日本",
        ] {
            assert_eq!(of(good), None, "{good}");
            assert_eq!(repaired(good), None, "{good}");
        }
    }

    #[test]
    fn what_does_not_turn_back_whole_is_not_repaired() {
        assert_eq!(repaired(&format!("{} 日本", garble(GOOD))), None);
        assert_eq!(repaired(&format!("{} “good”", garble(GOOD))), None);
        assert_eq!(repaired("â€œNo,â€ she said"), None, "a byte is lost");
        assert_eq!(lost("a\u{fffd}b\u{fffd}"), 2);
    }
}
