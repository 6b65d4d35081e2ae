//! A slow input, for tests of what reads in pieces.

use std::io::{self, Read};

/// Gives so many bytes at a time at most.
pub(super) struct Drips<'a>(pub(super) &'a [u8], pub(super) usize);

impl Read for Drips<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.0.len().min(into.len()).min(self.1);
        into[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}
