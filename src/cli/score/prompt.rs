//! Records as they come: where the next lets itself be waited for, those before it go on.
//!
//! Whoever feeds a process and waits for its answers would otherwise wait for ever, since
//! records are worked on in batches.

use rhetor::error::{Place, Problem, caught};
use rhetor::ingest::{Piped, Reader, Record};
use std::io::{BufReader, Stdin};
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

/// Where records come from.
pub(super) enum Source {
    /// Lines, each as soon as it has come.
    Lines(Piped<BufReader<Stdin>>),
    /// Files, or standard input of another format or packing.
    Files(Box<Reader<'static>>),
}

/// What was read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ended {
    /// Lines of standard input, where they can be counted.
    pub(super) lines: Option<u64>,
    /// The last of them has no end.
    pub(super) open: bool,
    /// The reader itself failed.
    pub(super) failed: bool,
}

impl Source {
    fn next(&mut self) -> Option<Item> {
        match self {
            Self::Lines(lines) => lines.next(),
            Self::Files(files) => files.next(),
        }
    }

    /// Reads all, for a thread of its own.
    pub(super) fn read(mut self, to: &SyncSender<Item>) -> Ended {
        let mut behind = Place::file("the first input");
        let mut ended = Ended::default();
        loop {
            let item = caught(|| self.next()).unwrap_or_else(|kind| {
                ended.failed = true;
                Some(Err(Problem::rejected(behind.clone(), kind)))
            });
            let Some(item) = item else { break };
            behind = item.as_ref().map_or_else(|problem| problem.place.clone(), Record::place);
            if to.send(item).is_err() || ended.failed {
                break;
            }
        }
        if let Self::Lines(lines) = &self {
            ended = Ended { lines: Some(lines.lines()), open: lines.is_open(), ..ended };
        }
        ended
    }
}
