//! The lines of one article after another, in the order of the whole.

use super::index::{Entry, From, Index};
use rhetor::error::Error;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};

/// Files that are open at once.
const MOST_OPEN: usize = 64;
const BUFFER: usize = 1 << 16;

/// An article with its quotations, as they were written.
pub(super) struct Group {
    pub(super) bytes: Vec<u8>,
    pub(super) segment: usize,
    /// The line of its file in which it begins.
    pub(super) line: u64,
}

/// Reads groups.
pub(super) struct Groups<'a> {
    index: &'a Index,
    next: usize,
    open: HashMap<usize, Open>,
}

struct Open {
    file: BufReader<File>,
    at: u64,
}

impl<'a> Groups<'a> {
    pub(super) fn new(index: &'a Index) -> Self {
        Self { index, next: 0, open: HashMap::new() }
    }

    fn read(&mut self, entry: &Entry) -> Result<Group, Error> {
        let (number, from, label) = self.index.from(entry);
        let failed = |e: std::io::Error| Error::io(label.clone(), &e);
        let at = match from {
            From::Path(_) => entry.at,
            From::Spool(start) => start + entry.at,
        };
        // All that is spooled is one file.
        let number = if matches!(from, From::Spool(_)) { usize::MAX } else { number };
        if self.open.len() >= MOST_OPEN && !self.open.contains_key(&number) {
            self.open.clear();
        }
        let open = match self.open.entry(number) {
            std::collections::hash_map::Entry::Occupied(open) => open.into_mut(),
            std::collections::hash_map::Entry::Vacant(new) => {
                let mut file = match from {
                    From::Path(path) => File::open(path),
                    From::Spool(_) => self.index.spool.try_clone(),
                }
                .map_err(failed)?;
                file.seek(SeekFrom::Start(at)).map_err(failed)?;
                new.insert(Open { file: BufReader::with_capacity(BUFFER, file), at })
            }
        };
        open.file.seek_relative(at as i64 - open.at as i64).map_err(failed)?;
        let mut bytes = vec![0; entry.len as usize];
        open.file.read_exact(&mut bytes).map_err(failed)?;
        open.at = at + u64::from(entry.len);
        Ok(Group { bytes, segment: entry.segment as usize, line: entry.line.into() })
    }
}

impl Iterator for Groups<'_> {
    type Item = Result<Group, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let entry = *self.index.entries.get(self.next)?;
        self.next += 1;
        Some(self.read(&entry))
    }
}
