//! JSONL from whoever feeds it line by line: every line is a record as soon as it has come.
//!
//! Nothing is guessed, since a guess could be another one in every part of a collection: it is
//! UTF-8 and not packed. What is else is a record that is rejected.

use super::cut::{LONGEST, Piece};
use super::open::{Headed, Heading, headed};
use super::record::Record;
use super::{FORMATS, Origin, Reading};
use crate::error::{Kind, Place, Problem};
use std::collections::VecDeque;
use std::io::{BufRead, Read};
use std::sync::Arc;

/// Yields the records of a stream of lines, or what was wrong with them, in order.
pub struct Piped<R> {
    inner: R,
    label: Arc<str>,
    reading: Arc<Reading>,
    heading: Heading,
    waiting: VecDeque<Result<Record, Problem>>,
    lines: u64,
    open: bool,
    over: bool,
}

impl<R: BufRead> Piped<R> {
    /// Of standard input, or whatever stands for it.
    pub fn new(inner: R, reading: Reading) -> Self {
        let (reading, heading) = (Arc::new(reading), Heading::Objects(None));
        let label = "standard input".into();
        Self { inner, label, reading, heading, waiting: VecDeque::new(), lines: 0, open: false, over: false }
    }

    /// How many lines came so far, blank ones included.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// Whether the last line that came has no end.
    pub fn is_open(&self) -> bool {
        self.open
    }

    /// The next line, without its end; nothing where there is none.
    fn line(&mut self) -> Result<Option<Vec<u8>>, Problem> {
        let mut line = Vec::new();
        let place = Place::line(self.label.clone(), self.lines + 1);
        let read = self.inner.by_ref().take(LONGEST as u64 + 1).read_until(b'\n', &mut line);
        let count = read.map_err(|e| {
            self.over = true;
            Problem::rejected(place.clone(), Kind::Io(e.to_string()))
        })?;
        self.over = count == 0;
        if self.over {
            return Ok(None);
        }
        self.lines += 1;
        self.open = line.pop_if(|last| *last == b'\n').is_none();
        if line.len() > LONGEST {
            // The rest of it says nothing.
            self.open = self.inner.skip_until(b'\n').is_ok_and(|skipped| skipped == 0);
            return Err(Problem::rejected(place, Kind::TooLarge));
        }
        if self.lines == 1 && line.starts_with("\u{feff}".as_bytes()) {
            line.drain(..3);
        }
        Ok(Some(line))
    }

    fn record(&mut self, bytes: Vec<u8>) {
        let Some(format) = FORMATS.iter().find(|format| format.name == "jsonl") else { return };
        let piece = Piece { bytes, line: self.lines, literal: false, replaced: 0 };
        let whole = Place::file(self.label.clone());
        match headed(&mut self.heading, &piece, &self.reading) {
            Ok(Headed { how, kinds }) => {
                let said = kinds.into_iter().map(|kind| Err(Problem::kept(whole.clone(), kind)));
                self.waiting.extend(said);
                let origin = Origin { file: self.label.clone(), line: Some(piece.line) };
                let reading = self.reading.clone();
                let record =
                    how.map(|how| Record { origin, format, reading, how, bytes: piece.bytes, replaced: 0 });
                self.waiting.extend(record.map(Ok));
            }
            Err(kind) => {
                self.over = true;
                self.waiting.push_back(Err(Problem::rejected(whole, kind)));
            }
        }
    }
}

impl<R: BufRead> Iterator for Piped<R> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.waiting.pop_front() {
                return Some(item);
            }
            if self.over {
                return None;
            }
            match self.line() {
                Ok(Some(line)) if line.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Some(line)) => self.record(line),
                Ok(None) => return None,
                Err(problem) => return Some(Err(problem)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_a_record_and_an_open_one_is_known() {
        let text =
            "\u{feff}{\"id\": \"a\", \"text\": \"We wait.\"}\r\n\n{\"id\": 7, \"text\": \"No.\"}\nbroken {";
        let mut piped = Piped::new(text.as_bytes(), Reading::default());
        let made: Vec<String> = piped
            .by_ref()
            .flat_map(|record| record.expect("a line").documents())
            .map(|made| made.map_or_else(|p| format!("{}: {}", p.place, p.kind), |(d, _)| d.id.to_string()))
            .collect();
        let broken = "standard input:4:1: is not a JSON object: expected value";
        assert_eq!(made, ["a", "7", broken]);
        assert_eq!((piped.lines(), piped.is_open()), (4, true));
    }

    #[test]
    fn a_whole_input_of_another_kind_is_refused() {
        let text = "{\"quote_id\": \"q_1\", \"article_id\": \"a_1\", \"text\": \"We wait.\"}\n";
        let mut piped = Piped::new(text.as_bytes(), Reading::default());
        let refused: Vec<_> = piped.by_ref().filter_map(Result::err).collect();
        assert!(refused.iter().all(|p| p.kind == Kind::OwnResults && p.place.line.is_none()), "{refused:?}");
    }
}
