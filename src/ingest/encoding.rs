//! Turns bytes into UTF-8 as they come: by a byte order mark, by what the user says, as
//! UTF-8, or as what they look like.
//!
//! Plain UTF-8 goes through as it is. The first byte that is not UTF-8 decides: where text
//! that is UTF-8 stands around it, it is a slip and a replacement character stands for it;
//! else the rest of the file is read as what a good share of it looks like.

use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// Bytes read at a time.
const CHUNK: usize = 1 << 17;
/// Bytes looked at for a guess.
const LOOK: usize = 1 << 20;
/// Characters of UTF-8 for each byte that is not, where the file is UTF-8 with slips.
const SLIPS: usize = 2;

/// How it is known what a file is encoded in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Known {
    /// Every byte of it is UTF-8, or all but a few.
    #[default]
    Valid,
    /// A byte order mark stands at its head.
    Mark,
    /// The user says so.
    Given,
    /// The file says so itself, as web pages do.
    Declared,
    /// It looks like it.
    Guessed,
}

impl Known {
    /// As the manifest prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid => "content",
            Self::Mark => "byte order mark",
            Self::Given => "option",
            Self::Declared => "declared",
            Self::Guessed => "guess",
        }
    }
}

/// What a file turned out to be encoded in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoded {
    /// Its name, as `--encoding` takes it.
    pub name: &'static str,
    /// How that is known.
    pub known: Known,
    /// Replacement characters that stand for bytes which mean nothing in it.
    pub replaced: u64,
}

impl Default for Encoded {
    fn default() -> Self {
        Self { name: "UTF-8", known: Known::Valid, replaced: 0 }
    }
}

enum State {
    /// Nothing is read yet; the encoding that is told, and by whom.
    Start(Option<(&'static Encoding, Known)>),
    /// UTF-8 so far; characters beyond ASCII that were met.
    Utf8(usize),
    /// Something else, or UTF-8 with slips.
    Other(encoding_rs::Decoder),
    /// UTF-32; whether its high bytes come first.
    Wide(bool),
}

/// A stream of UTF-8.
pub(super) struct Decoded<'a> {
    inner: Box<dyn Read + Send + 'a>,
    raw: Vec<u8>,
    /// In `raw`: from where it is not handed on, to where it is known to be UTF-8, and its end.
    at: usize,
    good: usize,
    end: usize,
    /// Nothing more will be read; perhaps because reading failed.
    ended: bool,
    failed: Option<io::Error>,
    out: Vec<u8>,
    out_at: usize,
    state: State,
    encoded: Encoded,
}

impl<'a> Decoded<'a> {
    pub(super) fn new(inner: Box<dyn Read + Send + 'a>, given: Option<&'static Encoding>) -> Self {
        Self {
            inner,
            raw: Vec::new(),
            at: 0,
            good: 0,
            end: 0,
            ended: false,
            failed: None,
            out: Vec::new(),
            out_at: 0,
            state: State::Start(given.map(|encoding| (encoding, Known::Given))),
            encoded: Encoded::default(),
        }
    }

    /// The same, where the file itself may say what it is; the user knows better.
    pub(super) fn or_declared(mut self, declared: Option<&'static Encoding>) -> Self {
        if let State::Start(told) = &mut self.state {
            *told = told.or(declared.map(|encoding| (encoding, Known::Declared)));
        }
        self
    }

    /// What it turned out to be so far.
    pub(super) fn encoded(&self) -> Encoded {
        self.encoded
    }

    /// Reads once, where there is room. A failure is kept until all that was read before it
    /// is handed on.
    fn read_some(&mut self, room: usize) {
        if self.raw.len() < room {
            self.raw.resize(room, 0);
        }
        if self.ended || self.end == self.raw.len() {
            return;
        }
        match self.inner.read(&mut self.raw[self.end..]) {
            Ok(0) => self.ended = true,
            Ok(count) => self.end += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => (self.failed, self.ended) = (Some(error), true),
        }
    }

    /// Reads until there are so many bytes, or all that there are.
    fn read_up_to(&mut self, want: usize) {
        while !self.ended && self.end < want {
            self.read_some(want);
        }
    }

    /// Forgets what was handed on.
    fn take_off(&mut self, count: usize) {
        self.raw.copy_within(count..self.end, 0);
        self.end -= count;
        (self.at, self.good) = (0, 0);
    }

    /// Makes more to hand on, or finds the end.
    fn fill(&mut self) -> io::Result<()> {
        if let State::Start(given) = self.state {
            self.read_up_to(CHUNK);
            self.start(given);
        }
        self.take_off(self.good);
        self.out.clear();
        self.out_at = 0;
        loop {
            self.read_some(CHUNK);
            if self.ended && self.end == 0 {
                self.flush();
                return if self.out.is_empty() { self.failed.take().map_or(Ok(()), Err) } else { Ok(()) };
            }
            if let State::Utf8(seen) = &mut self.state {
                let valid = match std::str::from_utf8(&self.raw[..self.end]) {
                    Ok(text) => text.len(),
                    Err(error) if error.valid_up_to() > 0 => error.valid_up_to(),
                    // The head of a character.
                    Err(error) if error.error_len().is_none() && !self.ended => continue,
                    Err(_) => {
                        self.decide();
                        continue;
                    }
                };
                *seen = seen.saturating_add(beyond_ascii(&self.raw[..valid]));
                self.good = valid;
                return Ok(());
            }
            self.decode();
            if !self.out.is_empty() {
                return Ok(());
            }
        }
    }

    fn start(&mut self, told: Option<(&'static Encoding, Known)>) {
        let head = &self.raw[..self.end];
        let mark = match head {
            [0xff, 0xfe, 0, 0, ..] => Some((4, None, false)),
            [0, 0, 0xfe, 0xff, ..] => Some((4, None, true)),
            [0xef, 0xbb, 0xbf, ..] => Some((3, Some(UTF_8), false)),
            [0xff, 0xfe, ..] => Some((2, Some(UTF_16LE), false)),
            [0xfe, 0xff, ..] => Some((2, Some(UTF_16BE), false)),
            _ => None,
        };
        let guess = zeros(head);
        match (mark, told) {
            (Some((length, encoding, big)), _) => {
                self.take_off(length);
                if let Some(encoding) = encoding {
                    return self.be(encoding, Known::Mark);
                }
                self.state = State::Wide(big);
                let name = if big { "UTF-32BE" } else { "UTF-32LE" };
                self.encoded = Encoded { name, known: Known::Mark, replaced: 0 };
            }
            (None, Some((encoding, known))) => self.be(encoding, known),
            (None, None) => match guess {
                Some(encoding) => self.be(encoding, Known::Guessed),
                None => self.state = State::Utf8(0),
            },
        }
    }

    fn be(&mut self, encoding: &'static Encoding, known: Known) {
        self.encoded = Encoded { name: encoding.name(), known, replaced: 0 };
        self.state = if encoding == UTF_8 {
            // A slip in it is a slip, whatever stands around it.
            State::Utf8(usize::MAX)
        } else {
            State::Other(encoding.new_decoder_without_bom_handling())
        };
    }

    /// What is read begins with a byte that is not UTF-8.
    fn decide(&mut self) {
        let State::Utf8(seen) = self.state else { return };
        self.read_up_to(LOOK);
        let look = &self.raw[..self.end];
        let (characters, slips) = slips(look, self.ended);
        if seen.saturating_add(characters) >= SLIPS * slips {
            self.state = State::Other(UTF_8.new_decoder_without_bom_handling());
            return;
        }
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(look, self.ended);
        let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
        self.be(guess, Known::Guessed);
    }

    /// Decodes all that was read.
    fn decode(&mut self) {
        let Self { raw, end, out, state, encoded, ended, .. } = self;
        match state {
            State::Other(decoder) => {
                encoded.replaced += decode(decoder, &raw[..*end], *ended, out);
                if *ended {
                    // A decoder that was told of the end can do no more.
                    *state = State::Utf8(0);
                }
                self.take_off(self.end);
            }
            State::Wide(big) => {
                let whole = if *ended { *end } else { *end / 4 * 4 };
                encoded.replaced += widen(&raw[..whole], *big, out);
                self.take_off(whole);
            }
            State::Start(_) | State::Utf8(_) => {}
        }
    }

    /// What a decoder still holds at the end.
    fn flush(&mut self) {
        if let State::Other(_) = self.state {
            self.decode();
        }
    }
}

/// Decodes bytes, and says how many replacement characters that took.
fn decode(decoder: &mut encoding_rs::Decoder, bytes: &[u8], last: bool, out: &mut Vec<u8>) -> u64 {
    let (mut from, mut replaced) = (0, 0);
    loop {
        let left = bytes.len() - from;
        let room = decoder.max_utf8_buffer_length_without_replacement(left).unwrap_or(4 * left + 16);
        let had = out.len();
        out.resize(had + room, 0);
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(&bytes[from..], &mut out[had..], last);
        out.truncate(had + written);
        from += read;
        match result {
            DecoderResult::InputEmpty => return replaced,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                out.extend("\u{fffd}".as_bytes());
                replaced += 1;
            }
        }
    }
}

/// The same for UTF-32.
fn widen(bytes: &[u8], big: bool, out: &mut Vec<u8>) -> u64 {
    let mut replaced = 0;
    for four in bytes.chunks(4) {
        let number = <[u8; 4]>::try_from(four).ok();
        let number = number.map(|n| if big { u32::from_be_bytes(n) } else { u32::from_le_bytes(n) });
        let character = number.and_then(char::from_u32);
        replaced += u64::from(character.is_none());
        out.extend(character.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]).as_bytes());
    }
    replaced
}

impl BufRead for Decoded<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.out_at == self.out.len() && self.at == self.good {
            self.fill()?;
        }
        if self.out_at < self.out.len() {
            return Ok(&self.out[self.out_at..]);
        }
        Ok(&self.raw[self.at..self.good])
    }

    fn consume(&mut self, count: usize) {
        if self.out_at < self.out.len() {
            self.out_at += count;
        } else {
            self.at += count;
        }
    }
}

impl Read for Decoded<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}

/// The UTF-16 that the zero bytes of mostly Latin text tell.
fn zeros(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(4096) / 2 * 2];
    let count = |from: usize| head.iter().skip(from).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd, half) = (count(0), count(1), head.len() / 2);
    let mostly = |many: usize, few: usize| half > 1 && many * 10 > half * 4 && few * 20 < half;
    match () {
        () if mostly(odd, even) => Some(UTF_16LE),
        () if mostly(even, odd) => Some(UTF_16BE),
        () => None,
    }
}

fn beyond_ascii(bytes: &[u8]) -> usize {
    if bytes.is_ascii() { 0 } else { bytes.iter().filter(|&&b| b >= 0xc0).count() }
}

/// Characters beyond ASCII that are UTF-8, and stretches that are not.
fn slips(bytes: &[u8], ended: bool) -> (usize, usize) {
    let (mut characters, mut slips) = (0, 0);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        characters += beyond_ascii(chunk.valid().as_bytes());
        let last = chunks.peek().is_none() && !ended;
        slips += usize::from(!chunk.invalid().is_empty() && !last);
    }
    (characters, slips)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Gives a few bytes at a time.
    struct Drips<'a>(&'a [u8], usize);

    impl Read for Drips<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.0.len().min(into.len()).min(self.1);
            into[..count].copy_from_slice(&self.0[..count]);
            self.0 = &self.0[count..];
            Ok(count)
        }
    }

    fn decoded(bytes: &[u8], given: Option<&'static Encoding>, drip: usize) -> (String, Encoded) {
        let mut decoded = Decoded::new(Box::new(Drips(bytes, drip)), given);
        let mut text = String::new();
        decoded.read_to_string(&mut text).expect("UTF-8");
        (text, decoded.encoded())
    }

    fn read(bytes: &[u8]) -> (String, String) {
        let (text, encoded) = decoded(bytes, None, usize::MAX);
        (text, format!("{} {:?} {}", encoded.name, encoded.known, encoded.replaced))
    }

    const TEXT: &str = "“We wait,” said Zoë Müller at the café. Ça suffit, à bientôt; that is naïve.";

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    }

    #[test]
    fn a_mark_tells_the_encoding() {
        let little: Vec<u8> = TEXT.chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
        let marked = [
            ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "UTF-8 Mark 0"),
            ([&b"\xff\xfe"[..], &utf16(TEXT, false)].concat(), "UTF-16LE Mark 0"),
            ([&b"\xfe\xff"[..], &utf16(TEXT, true)].concat(), "UTF-16BE Mark 0"),
            ([&b"\xff\xfe\0\0"[..], &little].concat(), "UTF-32LE Mark 0"),
        ];
        for (bytes, encoded) in marked {
            assert_eq!(read(&bytes), (TEXT.to_string(), encoded.to_string()));
        }
    }

    #[test]
    fn without_a_mark_it_is_what_it_looks_like() {
        let (windows, ..) = encoding_rs::WINDOWS_1252.encode(TEXT);
        assert_eq!(read(&windows), (TEXT.into(), "windows-1252 Guessed 0".into()));
        assert_eq!(read(&utf16(TEXT, false)), (TEXT.into(), "UTF-16LE Guessed 0".into()));
        assert_eq!(read(&utf16(TEXT, true)), (TEXT.into(), "UTF-16BE Guessed 0".into()));
        let japanese = "港は閉鎖されたままです。大臣は昨日そう述べた。";
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(japanese);
        assert_eq!(read(&bytes), (japanese.into(), "Shift_JIS Guessed 0".into()));
        let russian = "Порт останется закрытым, сказал вчера министр обороны.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(read(&bytes), (russian.into(), "windows-1251 Guessed 0".into()));
        assert_eq!(read(TEXT.as_bytes()), (TEXT.into(), "UTF-8 Valid 0".into()));
    }

    #[test]
    fn utf_8_with_a_few_slips_stays_utf_8() {
        let mut bytes = TEXT.as_bytes().to_vec();
        bytes.extend(b" A slip: \xe9! And at the end \xe2\x80");
        let (text, encoded) = read(&bytes);
        assert_eq!(encoded, "UTF-8 Valid 2");
        assert_eq!(text, format!("{TEXT} A slip: \u{fffd}! And at the end \u{fffd}"));
        let first = [b"A slip: \xe9! ".as_slice(), TEXT.as_bytes()].concat();
        assert_eq!(read(&first).1, "UTF-8 Valid 1");
    }

    #[test]
    fn what_the_user_says_holds() {
        let text = |bytes: &[u8], given| decoded(bytes, Some(given), usize::MAX);
        let (read, encoded) = text(b"\xe9t\xe9", encoding_rs::WINDOWS_1251);
        assert_eq!((&*read, encoded.known), ("йtй", Known::Given));
        let (read, encoded) = text(b"caf\xe9", UTF_8);
        assert_eq!((&*read, encoded.replaced), ("caf\u{fffd}", 1));
    }

    #[test]
    fn a_legacy_file_whose_first_accent_comes_late_is_read_right() {
        let text = format!("{}{TEXT}", "The ferry left at noon. ".repeat(20_000));
        let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&text);
        assert_eq!(read(&bytes), (text, "windows-1252 Guessed 0".into()));
    }

    proptest! {
        #[test]
        fn any_split_into_reads_gives_the_same_text(bytes in prop::collection::vec(any::<u8>(), 0..200), drip in 1usize..9) {
            prop_assert_eq!(decoded(&bytes, None, drip), decoded(&bytes, None, usize::MAX));
        }

        #[test]
        fn what_is_utf_8_is_never_changed(text in "\\PC*", drip in 1usize..9) {
            let marked = text.starts_with('\u{feff}');
            prop_assume!(!marked && zeros(text.as_bytes()).is_none());
            prop_assert_eq!(decoded(text.as_bytes(), None, drip).0, text);
        }
    }
}
