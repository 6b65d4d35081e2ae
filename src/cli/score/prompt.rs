//! Records as they come: where the next lets itself be waited for, those before it go on.
//!
//! Whoever feeds a process and waits for its answers would otherwise wait for ever, since
//! records are worked on in batches.

use rhetor::error::{Place, Problem, caught};
use rhetor::ingest::{Input, Reader, Record};
use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender};
use std::time::Duration;

/// What a reader gives.
pub(super) type Item = Result<Record, Problem>;

/// How long the next record is waited for before those that are there go on.
const PAUSE: Duration = Duration::from_millis(5);
/// Records that may wait.
pub(super) const WAITING: usize = 64;

/// Yields records, and whether the next is late.
pub(super) struct Prompt {
    from: Receiver<Item>,
    next: Option<Item>,
}

impl Prompt {
    pub(super) fn new(from: Receiver<Item>) -> Self {
        Self { from, next: None }
    }
}

impl Iterator for Prompt {
    type Item = (Item, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let item = self.next.take().or_else(|| self.from.recv().ok())?;
        self.next = self.from.recv_timeout(PAUSE).ok();
        Some((item, self.next.is_none()))
    }
}

/// Reads all, on a thread of its own; the files that were read. A reader that fails is said
/// to have.
pub(super) fn read(mut reader: Reader<'_>, to: &SyncSender<Item>, failed: &AtomicBool) -> Vec<Input> {
    let mut behind = Place::file("the first input");
    loop {
        let item = caught(|| reader.next()).unwrap_or_else(|kind| {
            failed.store(true, Ordering::SeqCst);
            Some(Err(Problem::rejected(behind.clone(), kind)))
        });
        let Some(item) = item else { return reader.inputs() };
        behind = item.as_ref().map_or_else(|problem| problem.place.clone(), Record::place);
        if to.send(item).is_err() || failed.load(Ordering::SeqCst) {
            return Vec::new();
        }
    }
}

/// What went through a stream.
#[derive(Debug, Default)]
pub(super) struct Lines {
    ends: AtomicU64,
    last: AtomicU8,
}

impl Lines {
    /// Whether the last line has no end.
    pub(super) fn is_open(&self) -> bool {
        !matches!(self.last.load(Ordering::SeqCst), 0 | b'\n')
    }

    /// How many lines there were.
    pub(super) fn count(&self) -> u64 {
        self.ends.load(Ordering::SeqCst) + u64::from(self.is_open())
    }
}

/// Counts lines as they are read.
pub(super) struct Counted<R> {
    inner: R,
    lines: Arc<Lines>,
}

impl<R> Counted<R> {
    pub(super) fn new(inner: R, lines: Arc<Lines>) -> Self {
        Self { inner, lines }
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.inner.consume(count);
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        if let Some(last) = into[..count].last() {
            let ends = memchr::memchr_iter(b'\n', &into[..count]).count();
            self.lines.ends.fetch_add(ends as u64, Ordering::SeqCst);
            self.lines.last.store(*last, Ordering::SeqCst);
        }
        Ok(count)
    }
}
