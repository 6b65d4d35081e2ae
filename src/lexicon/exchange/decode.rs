//! Bytes of a dictionary as text, whatever program wrote them.

use crate::error::{Kind, Place, Problem};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// The text, with line ends as `\n`: by its byte order mark, else UTF-8, else Windows-1252,
/// which is a guess and said so.
pub(super) fn decode(bytes: &[u8], file: &str, problems: &mut Vec<Problem>) -> String {
    let noted = |what: String| Problem::kept(Place::file(file), Kind::Noted(what));
    let (encoding, skip) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let (text, broken) = encoding.decode_without_bom_handling(&bytes[skip..]);
    let text = if !broken {
        text
    } else if skip > 0 {
        let replaced = text.matches('\u{fffd}').count();
        problems.push(noted(format!("is broken {}: {replaced} characters were replaced", encoding.name())));
        text
    } else {
        problems.push(noted("is not UTF-8; read as windows-1252 (guessed)".into()));
        WINDOWS_1252.decode_without_bom_handling(bytes).0
    };
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_and_line_end_gives_the_same_text() {
        let mut problems = Vec::new();
        let mut read = |bytes: &[u8]| decode(bytes, "a.dic", &mut problems);
        assert_eq!(read("é\r\nb\rc\n".as_bytes()), "é\nb\nc\n");
        assert_eq!(read(b"\xef\xbb\xbf\xc3\xa9\n"), "é\n");
        assert_eq!(read(b"\xff\xfe\xe9\x00\n\x00"), "é\n");
        assert!(problems.is_empty());
    }

    #[test]
    fn a_guess_is_said() {
        let mut problems = Vec::new();
        assert_eq!(decode(b"caf\xe9 \x93a\x94", "a.dic", &mut problems), "café “a”");
        assert_eq!(problems[0].kind.to_string(), "is not UTF-8; read as windows-1252 (guessed)");
    }
}
