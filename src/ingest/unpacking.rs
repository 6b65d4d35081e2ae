//! A stream that holds no articles, such as a partial result: only its packing comes off.

use super::unpack::{self, Budget, Seen, Source, Watched};
use super::{Encoded, Input};
use crate::error::{Error, Kind, Place};
use crate::lexicon::load::hex;
use sha2::Digest;
use std::io::{self, Read};
use std::sync::{Arc, Mutex};

/// A stream as it was before it was packed.
pub struct Unpacking<'a> {
    label: Arc<str>,
    rest: Source<'a>,
    packings: Vec<&'static str>,
    seen: Arc<Mutex<Seen>>,
}

impl<'a> Unpacking<'a> {
    /// Looks at a stream, which errors call by its label.
    ///
    /// # Errors
    /// Where it cannot be read or is packed with what is not read.
    pub fn new(label: impl Into<Arc<str>>, stream: Box<dyn Read + Send + 'a>) -> Result<Self, Error> {
        let (label, budget) = (label.into(), Arc::new(Budget::default()));
        let (watched, seen) = Watched::new(stream, Some(budget.clone()));
        let unpacked = unpack::unpack(Box::new(watched), &budget, 0);
        let unpacked = unpacked.map_err(|e| Error::at(Place::file(label.clone()), unpack::kind_of(&e)))?;
        let unpack::Unpacked { head: _, rest, packings } = unpacked;
        Ok(Self { label, rest, packings, seen })
    }

    /// Whether there is a packing that comes off.
    pub fn is_packed(&self) -> bool {
        !self.packings.is_empty()
    }

    /// What an error of reading it says.
    pub fn kind_of(error: &io::Error) -> Kind {
        unpack::kind_of(error)
    }

    /// What the manifest says of it, when it was read to its end.
    pub fn input(self, format: &'static str) -> Input {
        let Self { label: path, rest: _, packings, seen } = self;
        let Seen { bytes, hash } = seen.lock().map(|seen| seen.clone()).unwrap_or_default();
        let encoding = Encoded::default();
        Input { path, format, packings, encoding, bytes, sha256: hex(&hash.finalize()) }
    }
}

impl Read for Unpacking<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.rest.read(into)
    }
}
