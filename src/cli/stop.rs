//! Ctrl-C: the first ends reading and has what was read so far finished and written, the
//! second ends the program and leaves nothing.
//!
//! Before anything is read the first ends the program too, and says that nothing is left.
//! `SIGTERM` and `SIGHUP` count as Ctrl-C. Where the shell has had any of them ignored
//! (`nohup`, a job in the background of a script), all three are left as they are.

use super::fail;
use super::progress::Progress;
use anstream::eprintln;
use rhetor::error::{Error, Kind, Place, Problem, caught};
use rhetor::ingest::{Input, Reader, Record};
use rhetor::report::folder::Sweep;
use rhetor::report::folder::whole::Stopped;
use std::io::{self, BufRead, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Exit code of a run that was stopped: what shells report of Ctrl-C.
pub(crate) const EXIT: u8 = 130;

/// Whether the user wants the run to end.
#[derive(Default)]
pub(crate) struct Stop {
    asked: AtomicBool,
    /// Whether standard input was ended for that.
    cut: AtomicBool,
    /// What goes at the second Ctrl-C; nothing from the moment when results are put into place.
    sweep: Mutex<Option<Sweep>>,
    /// Beside which line it is said; none before reading begins.
    beside: Mutex<Option<Progress>>,
}

impl Stop {
    /// Listens from now on, on behalf of a command that prepares to read.
    pub(crate) fn listen(command: &'static str, quiet: bool) -> Arc<Self> {
        let stop = Arc::new(Self::default());
        let mine = stop.clone();
        // Refused where signals are ignored: then they stay so.
        let _ = ctrlc::try_set_handler(move || {
            let again = mine.asked.swap(true, Ordering::SeqCst);
            let beside = mine.beside.lock().ok().and_then(|beside| beside.clone());
            if again || beside.is_none() {
                mine.away();
                if !again {
                    fail(&Error::at(Place::file(command), Kind::StoppedEarly), EXIT);
                }
                std::process::exit(EXIT.into());
            }
            if let Some(progress) = beside.filter(|_| !quiet) {
                let said = "stopping: what was read is finished; once more to leave nothing";
                progress.aside(|| eprintln!("{said}"));
            }
        });
        stop
    }

    /// What goes where the program ends before its time.
    pub(crate) fn sweeps(&self, sweep: Option<Sweep>) {
        if let Ok(mut mine) = self.sweep.lock() {
            *mine = sweep;
        }
    }

    /// Reading begins: from now on what was read is finished.
    pub(crate) fn begin(&self, progress: &Progress) {
        if let Ok(mut beside) = self.beside.lock() {
            *beside = Some(progress.clone());
        }
    }

    pub(crate) fn asked(&self) -> bool {
        self.asked.load(Ordering::SeqCst)
    }

    /// Ends reading for another reason.
    pub(crate) fn ask(&self) {
        self.asked.store(true, Ordering::SeqCst);
    }

    fn away(&self) {
        // Waits while results are put into place.
        if let Ok(mut sweep) = self.sweep.lock()
            && let Some(sweep) = sweep.take()
        {
            sweep.away();
        }
    }

    /// Does what must be done whole: a second Ctrl-C waits for it.
    pub(crate) fn whole<T>(&self, work: impl FnOnce() -> T) -> T {
        let mut sweep = self.sweep.lock().ok();
        let done = work();
        if let Some(sweep) = &mut sweep {
            **sweep = None;
        }
        done
    }
}

/// The records of a reader until the user stops it.
pub(crate) struct Until<'a, 'r> {
    reader: &'a mut Reader<'r>,
    stop: &'a Stop,
    /// Where the last record came from.
    behind: Option<Place>,
    /// The last of standard input waits for the next, since it may be cut in the middle.
    held: Option<Item>,
    /// What came behind the last of standard input.
    next: Option<Item>,
    cut: bool,
}

type Item = Result<Record, Problem>;

/// As readers call it.
const STDIN: &str = "standard input";

fn place(item: &Item) -> Place {
    item.as_ref().map_or_else(|problem| problem.place.clone(), Record::place)
}

impl<'a, 'r> Until<'a, 'r> {
    pub(crate) fn new(reader: &'a mut Reader<'r>, stop: &'a Stop) -> Self {
        Self { reader, stop, behind: None, held: None, next: None, cut: false }
    }

    /// The files that were read to their end, and where reading was stopped before its time.
    pub(crate) fn end(self) -> (Vec<Input>, Option<Stopped>) {
        let mut inputs = self.reader.inputs();
        if self.stop.cut.load(Ordering::SeqCst) {
            inputs.retain(|input| !input.path.starts_with(STDIN));
        }
        let behind = self.behind.as_ref().map_or_else(|| "the beginning".into(), Place::to_string);
        let stopped = Stopped { behind, inputs_read: inputs.len() as u64 };
        (inputs, self.cut.then_some(stopped))
    }

    fn read(&mut self) -> Option<Item> {
        if let Some(item) = self.next.take() {
            return Some(item);
        }
        match caught(|| self.reader.next()) {
            Ok(item) => item,
            Err(kind) => {
                // A reader that failed is in no known state.
                self.cut = true;
                let place = self.behind.clone().unwrap_or_else(|| Place::file("the first input"));
                Some(Err(Problem::rejected(place, kind)))
            }
        }
    }

    fn whole(&mut self) -> Option<Item> {
        loop {
            if self.stop.asked() && self.held.is_none() {
                self.cut = true;
                return None;
            }
            let item = self.read();
            match item {
                Some(item) if place(&item).file.starts_with(STDIN) && !self.cut => {
                    if let Some(held) = self.held.replace(item) {
                        return Some(held);
                    }
                }
                other => {
                    if self.stop.cut.load(Ordering::SeqCst) {
                        self.cut = true;
                        return None;
                    }
                    let Some(held) = self.held.take() else { return other };
                    self.next = other;
                    return Some(held);
                }
            }
        }
    }
}

impl Iterator for Until<'_, '_> {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.cut {
            return self.next.take();
        }
        let item = self.whole()?;
        self.behind = Some(place(&item));
        Some(item)
    }
}

/// Standard input that ends when the run is stopped, though nothing comes from it.
pub(crate) struct Stdin {
    stop: Arc<Stop>,
    chunks: Option<Receiver<io::Result<Vec<u8>>>>,
    chunk: Vec<u8>,
    at: usize,
}

const CHUNK: usize = 1 << 17;

impl Stdin {
    pub(crate) fn new(stop: Arc<Stop>) -> Self {
        Self { stop, chunks: None, chunk: Vec::new(), at: 0 }
    }

    /// Begins to read, on a thread of its own that nobody waits for.
    fn begin() -> Receiver<io::Result<Vec<u8>>> {
        let (send, chunks) = sync_channel(2);
        std::thread::spawn(move || {
            let mut stdin = io::stdin().lock();
            loop {
                let mut chunk = vec![0; CHUNK];
                let read = match stdin.read(&mut chunk) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    read => read,
                };
                let last = matches!(read, Ok(0) | Err(_));
                let chunk = read.map(|count| {
                    chunk.truncate(count);
                    chunk
                });
                if send.send(chunk).is_err() || last {
                    return;
                }
            }
        });
        chunks
    }

    fn next_chunk(&mut self) -> io::Result<Vec<u8>> {
        let chunks = self.chunks.get_or_insert_with(Self::begin);
        loop {
            if self.stop.asked() {
                self.stop.cut.store(true, Ordering::SeqCst);
                return Ok(Vec::new());
            }
            match chunks.recv_timeout(Duration::from_millis(50)) {
                Ok(chunk) => return chunk,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
            }
        }
    }
}

impl BufRead for Stdin {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.chunk.len() {
            self.chunk = self.next_chunk()?;
            self.at = 0;
        }
        Ok(&self.chunk[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.chunk.len());
    }
}

impl Read for Stdin {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let from = self.fill_buf()?;
        let count = from.len().min(into.len());
        into[..count].copy_from_slice(&from[..count]);
        self.consume(count);
        Ok(count)
    }
}
