//! Lines of a text in any encoding, packed or not, as articles are read; what they mean it does
//! not know.

use super::Reading;
use super::detect::{self, Head};
use super::encoding::{Decoded, Known};
use super::unpack::{self, Budget};
use crate::error::{Error, Kind, Place};
use encoding_rs::Encoding;
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// The lines of one text.
pub struct Lines<'a> {
    source: Decoded<'a>,
    given: Option<&'static Encoding>,
}

impl<'a> Lines<'a> {
    /// Lines of these bytes; `given` is what the user says of that which is not UTF-8.
    ///
    /// # Errors
    /// What the operating system says, and why it is no text; see [`Self::error`].
    pub fn new(bytes: impl Read + Send + 'a, given: Option<&'static Encoding>) -> io::Result<Self> {
        let unpacked = unpack::unpack(Box::new(bytes), &Arc::new(Budget::default()), 0)?;
        if unpacked.is_zip() {
            return Err(unpack::refused(Kind::NotText("a ZIP archive")));
        }
        let reading = Reading { encoding: given, ..Reading::default() };
        if let Some(what) = detect::no_text(&Head::new(&unpacked.head, &reading)) {
            return Err(unpack::refused(Kind::NotText(what)));
        }
        Ok(Self { source: Decoded::new(unpacked.rest, given), given })
    }

    /// An error of reading these lines, with the name of what is read.
    pub fn error(shown: &str, error: &io::Error) -> Error {
        match unpack::refusal(error) {
            Some(kind) => Error::at(Place::file(shown), kind),
            None => Error::io(shown, error),
        }
    }

    /// The next line, without its line feed; nothing behind the last.
    ///
    /// # Errors
    /// What the operating system says.
    pub fn next_line(&mut self) -> io::Result<Option<String>> {
        let mut line = String::new();
        if self.source.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        if line.ends_with('\n') {
            line.pop();
        }
        Ok(Some(line))
    }

    /// What is to be said of the encoding, when all lines are read.
    pub fn told(&self) -> Option<Kind> {
        let encoded = self.source.encoded();
        let despite = self.given.filter(|_| encoded.known == Known::Despite);
        despite.map(|given| Kind::StaysUtf8(given.name(), 0)).or_else(|| encoded.told())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8], given: Option<&'static Encoding>) -> (Vec<String>, Option<String>) {
        let mut lines = Lines::new(bytes, given).expect("text");
        let mut found = Vec::new();
        while let Some(line) = lines.next_line().expect("readable") {
            found.push(line);
        }
        (found, lines.told().map(|kind| kind.to_string()))
    }

    #[test]
    fn what_is_packed_is_unpacked_and_what_is_no_text_is_refused() {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut gzip, b"good\nbad\n").expect("memory");
        assert_eq!(read(&gzip.finish().expect("memory"), None).0, ["good", "bad"]);
        let refused = |bytes: &'static [u8]| match Lines::new(bytes, None) {
            Ok(_) => "read".to_string(),
            Err(error) => Lines::error("v", &error).to_string(),
        };
        assert_eq!(refused(b"%PDF-1.7"), "v: is a PDF, which is not read");
        assert!(refused(b"PK\x03\x04").starts_with("v: is a ZIP archive"));
        assert_eq!(refused(b"plain"), "read");
    }

    #[test]
    fn lines_are_what_the_user_says_only_where_they_are_not_utf_8() {
        let windows = Some(encoding_rs::WINDOWS_1252);
        assert_eq!(
            read(b"caf\xe9 \x93ok\x94\n\nend", windows).0,
            ["caf\u{e9} \u{201c}ok\u{201d}", "", "end"]
        );
        let (lines, told) = read("caf\u{e9}\n".as_bytes(), windows);
        assert_eq!(lines, ["caf\u{e9}"]);
        assert_eq!(told.as_deref(), Some("is UTF-8; read as that and not as windows-1252"));
        let (lines, told) = read(b"\xff\xfea\0\n\0", None);
        assert_eq!((lines, told.is_some()), (vec!["a".to_string()], true));
        assert_eq!(read(b"plain\r\n", None), (vec!["plain\r".to_string()], None));
    }
}
