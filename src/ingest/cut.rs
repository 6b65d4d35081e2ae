//! Cuts a stream of UTF-8 into records: lines, rows of a table, values of JSON.
//!
//! A record is as long as it must be, up to a limit; what is longer is passed over and
//! said, and what stands behind it is read. Nothing is looked at beyond where a record ends.

use super::encoding::Decoded;
use memchr::{memchr, memchr2, memchr3};
use std::io::{self, BufRead};

/// Bytes of one record, and of one file that is read whole.
pub(super) const LONGEST: usize = 512 << 20;

/// One record as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) bytes: Vec<u8>,
    /// The line on which it begins.
    pub(super) line: u64,
    /// Marks in it are part of its text: they do not pair.
    pub(super) literal: bool,
    /// Replacement characters in it that stand for bytes which mean nothing.
    pub(super) replaced: u64,
}

/// What stands in the way of the next record.
#[derive(Debug)]
pub(super) enum Stop {
    /// It begins on this line and is too long.
    TooLong(u64),
    /// Reading failed on this line.
    Io(u64, io::Error),
}

/// How records are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum By {
    Lines,
    /// The byte between the cells.
    Rows(u8),
    Values,
}

/// A place in a stream of records.
pub(super) struct Cutter<'a> {
    pub(super) source: Decoded<'a>,
    by: By,
    /// What ends a line.
    newline: u8,
    /// The line on which the next byte stands.
    line: u64,
    longest: usize,
    /// Rows that are to be cut again, from where, and how many bytes may still be.
    again: Vec<u8>,
    again_at: usize,
    patience: usize,
}

/// Bytes of a table that are cut twice because a mark was not closed.
const PATIENCE: usize = 256 << 20;

/// How lines end: as the first one does that is not inside marks; those of old Macs end in a
/// carriage return alone, and cells of their tables may hold line feeds.
fn line_end(head: &str) -> u8 {
    let mut marked = false;
    let mut bytes = head.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => marked = !marked,
            b'\n' if !marked => return b'\n',
            b'\r' if !marked => return if bytes.peek() == Some(&b'\n') { b'\n' } else { b'\r' },
            _ => {}
        }
    }
    // A mark that is alone, as in 5".
    if !head.contains('\n') && head.contains('\r') { b'\r' } else { b'\n' }
}

impl<'a> Cutter<'a> {
    pub(super) fn new(source: Decoded<'a>, by: By, head: &str) -> Self {
        let newline = line_end(head);
        Self {
            source,
            by,
            newline,
            line: 1,
            longest: LONGEST,
            again: Vec::new(),
            again_at: 0,
            patience: PATIENCE,
        }
    }

    /// The next record that is not blank.
    pub(super) fn next(&mut self) -> Result<Option<Piece>, Stop> {
        loop {
            let line = self.line;
            let mut bytes = Vec::new();
            let end = match self.by {
                By::Lines => self.take(&mut bytes, &mut Lines),
                By::Rows(separator) => {
                    self.take(&mut bytes, &mut Rows { separator, state: Cell::Start, torn: false })
                }
                By::Values => self.take(&mut bytes, &mut Values::default()),
            };
            let (end, fresh) = end.map_err(|error| Stop::Io(line, error))?;
            let line = line + if self.by == By::Values { self.bare(&mut bytes) } else { 0 };
            match end {
                End::Long => return Err(Stop::TooLong(line)),
                End::None if bytes.is_empty() => return Ok(None),
                End::Torn if self.patience >= bytes.len() => {
                    self.first_line_only(&mut bytes, line, fresh);
                    if !blank(&bytes) {
                        let replaced = self.source.passed();
                        return Ok(Some(Piece { bytes, line, literal: true, replaced }));
                    }
                }
                end if !blank(&bytes) => {
                    let (literal, replaced) = (matches!(end, End::Torn), self.source.passed());
                    return Ok(Some(Piece { bytes, line, literal, replaced }));
                }
                _ => {}
            }
        }
    }

    /// Takes off what stands before a value, and says how many lines that was.
    fn bare(&self, bytes: &mut Vec<u8>) -> u64 {
        let between = |b: &u8| b.is_ascii_whitespace() || matches!(b, b'[' | b',' | b']');
        let before = bytes.iter().position(|b| !between(b)).unwrap_or(bytes.len());
        bytes.drain(..before).filter(|&b| b == self.newline).count() as u64
    }

    /// Of a row whose marks do not pair its first line is kept; the rest is cut again. Of
    /// the row some bytes may be fresh from the stream.
    fn first_line_only(&mut self, bytes: &mut Vec<u8>, line: u64, fresh: usize) {
        let first = memchr(self.newline, bytes).map_or(bytes.len(), |at| at + 1);
        let rest = bytes.split_off(first);
        self.patience -= rest.len();
        self.line = line + u64::from(bytes.last() == Some(&self.newline));
        if fresh == 0 {
            self.again_at -= rest.len();
        } else {
            (self.again, self.again_at) = (rest, 0);
        }
    }

    /// Takes bytes until `ends` says that a record is whole.
    /// Says how many bytes came from the stream.
    fn take(&mut self, into: &mut Vec<u8>, ends: &mut impl Ends) -> io::Result<(End, usize)> {
        let (mut long, mut fresh) = (false, 0);
        loop {
            let again = self.again_at < self.again.len();
            let chunk = if again { &self.again[self.again_at..] } else { self.source.fill_buf()? };
            if chunk.is_empty() {
                let end = if ends.torn_at_the_end() { End::Torn } else { End::None };
                return Ok((if long { End::Long } else { end }, fresh));
            }
            let found = ends.find(chunk, self.newline);
            let count = found.as_ref().map_or(chunk.len(), |(count, _)| *count);
            let taken = &chunk[..count];
            self.line += match self.by {
                By::Lines => u64::from(found.is_some()),
                By::Rows(_) | By::Values => memchr::memchr_iter(self.newline, taken).count() as u64,
            };
            long |= into.len() + count > self.longest;
            if long {
                // What is too long is not kept.
                *into = vec![b'x'];
            } else {
                into.extend_from_slice(taken);
            }
            if again {
                self.again_at += count;
            } else {
                fresh += count;
                self.source.consume(count);
            }
            if let Some((_, end)) = found {
                return Ok((if long { End::Long } else { end }, fresh));
            }
        }
    }
}

fn blank(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_whitespace)
}

/// How a record ended.
enum End {
    Whole,
    /// A mark in it is not closed, or not where a cell ends.
    Torn,
    Long,
    /// With the stream.
    None,
}

/// Knows where a record ends, over any number of chunks.
trait Ends {
    /// How many bytes of the chunk belong to the record, where it ends there.
    fn find(&mut self, chunk: &[u8], newline: u8) -> Option<(usize, End)>;

    fn torn_at_the_end(&self) -> bool {
        false
    }
}

struct Lines;

impl Ends for Lines {
    fn find(&mut self, chunk: &[u8], newline: u8) -> Option<(usize, End)> {
        memchr(newline, chunk).map(|at| (at + 1, End::Whole))
    }
}

/// A row: marks at the head of a cell open it, two in it stand for one.
struct Rows {
    separator: u8,
    state: Cell,
    /// Text stands behind a mark that closed a cell.
    torn: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cell {
    Start,
    Plain,
    Marked,
    /// Behind a mark in a marked cell: it closes, or is one of two.
    Closing,
}

impl Ends for Rows {
    fn find(&mut self, chunk: &[u8], newline: u8) -> Option<(usize, End)> {
        let mut at = 0;
        while at < chunk.len() {
            let byte = chunk[at];
            match self.state {
                Cell::Marked => {
                    at += memchr(b'"', &chunk[at..]).unwrap_or(chunk.len() - at);
                    if at < chunk.len() {
                        self.state = Cell::Closing;
                        at += 1;
                    }
                    continue;
                }
                Cell::Plain => {
                    at += memchr2(self.separator, newline, &chunk[at..]).unwrap_or(chunk.len() - at);
                    if at == chunk.len() {
                        break;
                    }
                }
                Cell::Start if byte == b'"' => {
                    self.state = Cell::Marked;
                    at += 1;
                    continue;
                }
                Cell::Closing if byte == b'"' => {
                    self.state = Cell::Marked;
                    at += 1;
                    continue;
                }
                Cell::Start | Cell::Closing => {}
            }
            let byte = chunk[at];
            at += 1;
            if byte == newline {
                return Some((at, if self.torn { End::Torn } else { End::Whole }));
            }
            // Space and the first half of a line end may stand behind a mark.
            self.torn |=
                self.state == Cell::Closing && byte != self.separator && !matches!(byte, b' ' | b'\r');
            self.state = match self.state {
                _ if byte == self.separator => Cell::Start,
                Cell::Closing if matches!(byte, b' ' | b'\r') => Cell::Closing,
                _ => Cell::Plain,
            };
        }
        None
    }

    fn torn_at_the_end(&self) -> bool {
        self.torn || self.state == Cell::Marked
    }
}

/// An object, alone or in a list.
#[derive(Default)]
struct Values {
    deep: usize,
    in_text: bool,
    escaped: bool,
    begun: bool,
}

impl Ends for Values {
    fn find(&mut self, chunk: &[u8], _: u8) -> Option<(usize, End)> {
        let mut at = 0;
        while at < chunk.len() {
            if self.escaped {
                self.escaped = false;
                at += 1;
                continue;
            }
            if self.in_text {
                at += memchr2(b'"', b'\\', &chunk[at..]).unwrap_or(chunk.len() - at);
                match chunk.get(at) {
                    Some(b'"') => self.in_text = false,
                    Some(_) => self.escaped = true,
                    None => break,
                }
                at += 1;
                continue;
            }
            if self.begun {
                at += next_in_value(&chunk[at..]);
            }
            let Some(&byte) = chunk.get(at) else { break };
            at += 1;
            match byte {
                b'"' => (self.in_text, self.begun) = (true, true),
                b'{' => (self.deep, self.begun) = (self.deep + 1, true),
                b'}' => {
                    self.deep = self.deep.saturating_sub(1);
                    if self.deep == 0 {
                        return Some((at, End::Whole));
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// The next byte that opens or closes an object or a text.
fn next_in_value(chunk: &[u8]) -> usize {
    memchr3(b'"', b'{', b'}', chunk).unwrap_or(chunk.len())
}

#[cfg(test)]
mod tests {
    use super::super::drips::Drips;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_end_as_the_first_that_is_not_inside_marks() {
        for (head, end) in [
            ("a,b\n1,2", b'\n'),
            ("a,b\r\n1,2", b'\n'),
            ("a,b\r1,\"two\nlines\"\r", b'\r'),
            ("\"a\nb\",c\r\n", b'\n'),
            ("5\" wide\rnext", b'\r'),
            ("", b'\n'),
        ] {
            assert_eq!(line_end(head), end, "{head:?}");
        }
    }

    fn cutter(text: &str, by: By, drip: usize) -> Cutter<'_> {
        Cutter::new(Decoded::new(Box::new(Drips(text.as_bytes(), drip)), None), by, text)
    }

    fn cut(text: &str, by: By, longest: usize, drip: usize) -> Vec<String> {
        let mut cutter = Cutter { longest, ..cutter(text, by, drip) };
        let mut shown = Vec::new();
        loop {
            match cutter.next() {
                Ok(None) => return shown,
                Ok(Some(Piece { bytes, line, literal, .. })) => {
                    let text = String::from_utf8(bytes).expect("UTF-8");
                    shown.push(format!("{line}{} {text}", if literal { "!" } else { "" }));
                }
                Err(Stop::TooLong(line)) => shown.push(format!("{line} too long")),
                Err(Stop::Io(line, error)) => panic!("{line}: {error}"),
            }
        }
    }

    fn all(text: &str, by: By) -> Vec<String> {
        cut(text, by, LONGEST, usize::MAX)
    }

    const CSV: By = By::Rows(b',');

    #[test]
    fn lines_end_in_lf_crlf_or_cr_alone_and_blank_ones_are_none() {
        assert_eq!(all("a\n\n \nb\r\nc", By::Lines), ["1 a\n", "4 b\r\n", "5 c"]);
        assert_eq!(all("a\r\rb\rc", By::Lines), ["1 a\r", "3 b\r", "4 c"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_is_read() {
        let text = format!("a\n{}\nb\n", "x".repeat(400_000));
        assert_eq!(cut(&text, By::Lines, 1000, 7000), ["1 a\n", "2 too long", "3 b\n"]);
        assert_eq!(cut(&text[..text.len() - 3], By::Lines, 1000, 7000), ["1 a\n", "2 too long"]);
    }

    #[test]
    fn a_row_goes_on_over_lines_within_marks() {
        let text = "id,text\n1,\"We \"\"wait\"\",\nhe said\"\n2,5\" high\n\"3\",x\r\n";
        let rows = ["1 id,text\n", "2 1,\"We \"\"wait\"\",\nhe said\"\n", "4 2,5\" high\n", "5 \"3\",x\r\n"];
        assert_eq!(all(text, CSV), rows);
    }

    #[test]
    fn a_mark_that_is_not_closed_takes_its_own_line_only() {
        let text = "id,text\n1,\"We wait\n2,x\n3,\"y\"\n";
        assert_eq!(all(text, CSV), ["1 id,text\n", "2! 1,\"We wait\n", "3 2,x\n", "4 3,\"y\"\n"]);
        let text = "1,\"We wait,\" said Holt\n2,\"x";
        assert_eq!(all(text, CSV), ["1! 1,\"We wait,\" said Holt\n", "2! 2,\"x"]);
    }

    #[test]
    fn values_are_cut_out_of_lists_and_from_behind_each_other() {
        let list = "[\n  {\"text\": \"a } b \\\" {\",\n \"more\": {\"x\": [1]}},\n  {\"text\": \"c\"}\n]\n";
        assert_eq!(
            all(list, By::Values),
            ["2 {\"text\": \"a } b \\\" {\",\n \"more\": {\"x\": [1]}}", "4 {\"text\": \"c\"}"]
        );
        assert_eq!(all("{\n\"a\": 1\n}\n{}", By::Values), ["1 {\n\"a\": 1\n}", "4 {}"]);
    }

    proptest! {
        #[test]
        fn any_split_into_reads_gives_the_same_records(text in "[ab,\"{}\\\\\n\r]{0,60}", drip in 1usize..9) {
            for by in [By::Lines, CSV, By::Values] {
                prop_assert_eq!(cut(&text, by, LONGEST, drip), cut(&text, by, LONGEST, usize::MAX));
            }
        }

        #[test]
        fn no_byte_is_lost(text in "[ab,\"{}\n]{0,60}") {
            for by in [By::Lines, CSV, By::Values] {
                let mut cutter = cutter(&text, by, 5);
                let mut whole = String::new();
                while let Some(piece) = cutter.next().expect("readable") {
                    whole.push_str(std::str::from_utf8(&piece.bytes).expect("UTF-8"));
                }
                let shown = |text: &str| text.chars().filter(|c| !c.is_whitespace() && !"[,]".contains(*c)).collect::<String>();
                prop_assert_eq!(shown(&whole), shown(&text));
            }
        }
    }
}
