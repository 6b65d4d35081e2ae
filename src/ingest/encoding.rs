//! Turns bytes into UTF-8 as they come: by a byte order mark, by what the user says, as
//! UTF-8, or as what they look like.
//!
//! Plain UTF-8 goes through as it is. The first byte that is not UTF-8 decides: where text
//! that is UTF-8 stands around it, it is a slip and a replacement character stands for it;
//! else the rest of the file is read as what a good share of it looks like. ISO-2022-JP has
//! no such byte; its escapes tell it.
//!
//! What the user says holds for many files, of which most may be UTF-8: it takes the place of
//! the guess, and of nothing else, where ASCII is ASCII in it. That is decided at the first
//! character beyond ASCII and before anything of it is handed on, since what is something else
//! may begin like UTF-8.

use crate::error::Kind;
use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use std::io::{self, BufRead, Read};

/// Bytes read at a time.
const CHUNK: usize = 1 << 17;
/// Bytes decoded at a time.
const PIECE: usize = 1 << 10;
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
    /// It is UTF-8, though the user says something else.
    Despite,
    /// The file says so itself, as web pages do.
    Declared,
    /// It looks like it.
    Guessed,
}

impl Known {
    /// As the manifest prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Valid | Self::Despite => "content",
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

impl Encoded {
    /// What is to be said of it: that it is not UTF-8, or not all of it.
    pub fn told(self) -> Option<Kind> {
        let Self { name, known, replaced } = self;
        let how = match known {
            Known::Mark if name != "UTF-8" => Some("byte order mark"),
            Known::Declared if name != "UTF-8" => Some("declared"),
            Known::Guessed => Some("guessed"),
            _ => None,
        };
        match how {
            Some(how) => Some(Kind::ReadAsEncoding(name, how, replaced)),
            None => (replaced > 0).then_some(Kind::Replaced(name, replaced)),
        }
    }
}

impl Default for Encoded {
    fn default() -> Self {
        Self { name: "UTF-8", known: Known::Valid, replaced: 0 }
    }
}

enum State {
    /// Nothing is read yet; the encoding that is told, and by whom.
    Start(Option<(&'static Encoding, Known)>),
    /// ASCII so far; what comes may be UTF-8, and is what the user says where it is not.
    Ascii,
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
    /// Where in `out` replacement characters stand, and how many of them were handed on.
    replaced_at: Vec<usize>,
    passed: u64,
    state: State,
    /// What the user says of that which is not UTF-8.
    told: Option<&'static Encoding>,
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
            replaced_at: Vec::new(),
            passed: 0,
            state: State::Start(given.map(|encoding| (encoding, Known::Given))),
            told: None,
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

    /// Replacement characters among what was handed on since this was asked last.
    pub(super) fn passed(&mut self) -> u64 {
        std::mem::take(&mut self.passed)
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
        self.replaced_at.clear();
        loop {
            self.read_some(CHUNK);
            if self.ended && self.end == 0 {
                self.flush();
                return if self.out.is_empty() { self.failed.take().map_or(Ok(()), Err) } else { Ok(()) };
            }
            if matches!(self.state, State::Ascii) {
                self.good = Encoding::ascii_valid_up_to(&self.raw[..self.end]);
                match self.good {
                    0 if self.end > 0 => self.decide(),
                    0 => {}
                    _ => return Ok(()),
                }
                continue;
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
                let valid = if *seen == 0 { before_escape(&self.raw[..valid], self.ended) } else { valid };
                if valid == 0 {
                    // A piece of an escape waits for the rest of it.
                    if self.end > 2 {
                        self.be(ISO_2022_JP, Known::Guessed);
                    }
                    continue;
                }
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
            (None, Some((encoding, Known::Given))) if encoding != UTF_8 && encoding.is_ascii_compatible() => {
                self.told = Some(encoding);
                self.be(encoding, Known::Given);
                self.state = State::Ascii;
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

    /// What is read begins with a byte that is not UTF-8, or, where the user says what that is,
    /// with the first that is not ASCII.
    fn decide(&mut self) {
        let seen = if let State::Utf8(seen) = self.state { seen } else { 0 };
        self.read_up_to(LOOK);
        let look = &self.raw[..self.end];
        let (characters, slips) = slips(look, self.ended);
        if seen.saturating_add(characters) >= SLIPS * slips {
            self.state = if matches!(self.state, State::Ascii) {
                self.encoded = Encoded { known: Known::Despite, ..Encoded::default() };
                State::Utf8(1)
            } else {
                State::Other(UTF_8.new_decoder_without_bom_handling())
            };
            return;
        }
        if let Some(told) = self.told {
            return self.be(told, Known::Given);
        }
        let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
        detector.feed(look, self.ended);
        let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
        self.be(guess, Known::Guessed);
    }

    /// Decodes all that was read.
    fn decode(&mut self) {
        let Self { raw, end, out, replaced_at, state, encoded, ended, .. } = self;
        let had = replaced_at.len();
        match state {
            State::Other(decoder) => {
                decode(decoder, &raw[..*end], *ended, out, replaced_at);
                encoded.replaced += (replaced_at.len() - had) as u64;
                if *ended {
                    // A decoder that was told of the end can do no more.
                    *state = State::Utf8(0);
                }
                self.take_off(self.end);
            }
            State::Wide(big) => {
                let whole = if *ended { *end } else { *end / 4 * 4 };
                widen(&raw[..whole], *big, out, replaced_at);
                encoded.replaced += (replaced_at.len() - had) as u64;
                self.take_off(whole);
            }
            State::Start(_) | State::Ascii | State::Utf8(_) => {}
        }
    }

    /// What a decoder still holds at the end.
    fn flush(&mut self) {
        if let State::Other(_) = self.state {
            self.decode();
        }
    }
}

/// Decodes bytes, and says where replacement characters stand for some.
fn decode(
    decoder: &mut encoding_rs::Decoder,
    bytes: &[u8],
    last: bool,
    out: &mut Vec<u8>,
    replaced_at: &mut Vec<usize>,
) {
    let mut from = 0;
    loop {
        // The room is cleared anew behind each slip, and there may be one in every few bytes.
        let to = bytes.len().min(from + PIECE);
        let left = to - from;
        let room = decoder.max_utf8_buffer_length_without_replacement(left).unwrap_or(4 * left + 16);
        let had = out.len();
        out.resize(had + room, 0);
        let ends = to == bytes.len();
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(&bytes[from..to], &mut out[had..], last && ends);
        out.truncate(had + written);
        from += read;
        match result {
            DecoderResult::InputEmpty if ends => return,
            DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => {
                replaced_at.push(out.len());
                out.extend("\u{fffd}".as_bytes());
            }
        }
    }
}

/// The same for UTF-32.
fn widen(bytes: &[u8], big: bool, out: &mut Vec<u8>, replaced_at: &mut Vec<usize>) {
    for four in bytes.chunks(4) {
        let number = <[u8; 4]>::try_from(four).ok();
        let number = number.map(|n| if big { u32::from_be_bytes(n) } else { u32::from_le_bytes(n) });
        let character = number.and_then(char::from_u32);
        if character.is_none() {
            replaced_at.push(out.len());
        }
        out.extend(character.unwrap_or('\u{fffd}').encode_utf8(&mut [0; 4]).as_bytes());
    }
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
            let from = self.replaced_at.partition_point(|&at| at < self.out_at);
            self.out_at += count;
            self.passed += self.replaced_at[from..].partition_point(|&at| at < self.out_at) as u64;
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

/// How much of a text that may be ISO-2022-JP stands before its first escape: to a set of
/// Japanese characters, or, where more is to come, to what may be the beginning of one.
fn before_escape(bytes: &[u8], ended: bool) -> usize {
    let escape = |at: &usize| match &bytes[at + 1..] {
        [b'$', b'B' | b'@', ..] | [b'(', b'J', ..] => true,
        [] | [b'$' | b'('] => !ended,
        _ => false,
    };
    memchr::memchr_iter(0x1b, bytes).find(escape).unwrap_or(bytes.len())
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
mod tests;
