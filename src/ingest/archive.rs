//! Files in ZIP archives, in the order of their names.
//!
//! The names are labels: nothing is ever written under them. An archive inside another is
//! read from a nameless temporary file.

use super::unpack::{Budget, Source, limited, refused};
use crate::error::{Kind, Place, Problem};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::sync::Arc;
use zip::{CompressionMethod, ZipArchive};

/// Entries of one archive.
const MOST_ENTRIES: usize = 10_000_000;

/// An archive and what is still to be read of it.
pub(super) struct Archive {
    pub(super) label: Arc<str>,
    file: File,
    zip: ZipArchive<BufReader<File>>,
    left: std::vec::IntoIter<usize>,
    pub(super) budget: Arc<Budget>,
    /// Archives and packings around its entries.
    pub(super) deep: usize,
    /// What macOS added was passed over and said.
    macos: bool,
}

/// A file of an archive.
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) stream: Source<'static>,
}

impl Archive {
    /// Opens an archive in a file.
    pub(super) fn open(label: Arc<str>, file: File, budget: Arc<Budget>, deep: usize) -> Result<Self, Kind> {
        let broken = |e: &dyn std::fmt::Display| Kind::BadArchive(e.to_string());
        let again = file.try_clone().map_err(|e| broken(&e))?;
        let mut zip = ZipArchive::new(BufReader::new(again)).map_err(|e| broken(&e))?;
        if zip.len() > MOST_ENTRIES {
            return Err(Kind::BadArchive(format!("it has {} entries", zip.len())));
        }
        let mut named: Vec<(Vec<u8>, usize)> = Vec::with_capacity(zip.len());
        for at in 0..zip.len() {
            named.push((zip.by_index_raw(at).map_err(|e| broken(&e))?.name_raw().to_vec(), at));
        }
        named.sort();
        let order: Vec<usize> = named.into_iter().map(|(_, at)| at).collect();
        Ok(Self { label, file, zip, left: order.into_iter(), budget, deep, macos: false })
    }

    /// Whether it holds nothing at all.
    pub(super) fn is_empty(&self) -> bool {
        self.zip.is_empty()
    }

    /// Whether it holds a file of that name.
    pub(super) fn holds(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// The next file, or why it cannot be read. What is no file at all is passed over.
    pub(super) fn next(&mut self) -> Option<Result<(Entry, Option<Problem>), Problem>> {
        loop {
            let at = self.left.next()?;
            match self.entry(at) {
                Ok(None) => {}
                Ok(Some(entry)) => {
                    let place = Place::file(self.label_of(&entry.name));
                    let said = outside(&entry.name).then(|| Problem::kept(place, Kind::OutsideName));
                    return Some(Ok((entry, said)));
                }
                Err((name, kind)) if kind == Kind::NotAnArticle => {
                    return Some(Err(Problem::ignored(Place::file(self.label_of(&name)), kind)));
                }
                Err((name, kind)) => {
                    return Some(Err(Problem::rejected(Place::file(self.label_of(&name)), kind)));
                }
            }
        }
    }

    /// What an entry is called in tables.
    pub(super) fn label_of(&self, name: &str) -> Arc<str> {
        format!("{}!/{name}", self.label).into()
    }

    fn entry(&mut self, at: usize) -> Result<Option<Entry>, (String, Kind)> {
        let nameless = |e: &dyn std::fmt::Display| (format!("#{}", at + 1), Kind::BadArchive(e.to_string()));
        let found = self.zip.by_index_raw(at).map_err(|e| nameless(&e))?;
        let name = match found.name() {
            Ok(name) => shown(&name),
            Err(_) => shown(&String::from_utf8_lossy(found.name_raw())),
        };
        let last = name.rsplit('/').next().unwrap_or_default();
        if found.is_dir() || last.is_empty() {
            return Ok(None);
        }
        if name.starts_with("__MACOSX/") {
            let said = std::mem::replace(&mut self.macos, true);
            return if said { Ok(None) } else { Err(("__MACOSX".into(), Kind::NotAnArticle)) };
        }
        if last.starts_with('.') {
            return Ok(None);
        }
        if found.encrypted() {
            return Err((name, Kind::Encrypted));
        }
        if !super::detect::may_hold_articles(last) {
            return Err((name, Kind::NotAnArticle));
        }
        let (method, start) = (found.compression(), found.header_start());
        let (packed, bytes, crc) = (found.compressed_size(), found.size(), found.crc32());
        drop(found);
        let stream = self.stream(method, start, packed, bytes, crc).map_err(|e| match e {
            Ok(kind) => (name.clone(), kind),
            Err(error) => (name.clone(), Kind::BadArchive(error.to_string())),
        })?;
        Ok(Some(Entry { name, bytes, stream }))
    }

    fn stream(
        &mut self,
        method: CompressionMethod,
        start: u64,
        packed: u64,
        bytes: u64,
        crc: u32,
    ) -> Result<Source<'static>, Result<Kind, io::Error>> {
        self.file.seek(SeekFrom::Start(start)).map_err(Err)?;
        let mut head = [0; 30];
        self.file.read_exact(&mut head).map_err(Err)?;
        if !head.starts_with(b"PK\x03\x04") {
            return Err(Ok(Kind::BadArchive("an entry is not where the directory says".into())));
        }
        let two = |at: usize| i64::from(u16::from_le_bytes([head[at], head[at + 1]]));
        self.file.seek(SeekFrom::Current(two(26) + two(28))).map_err(Err)?;
        // One entry is read at a time, so that they may share the file and its position.
        let stream = BufReader::new(self.file.try_clone().map_err(Err)?.take(packed));
        let inner: Source<'static> = match method {
            CompressionMethod::Stored => Box::new(stream),
            CompressionMethod::Deflated => Box::new(flate2::bufread::DeflateDecoder::new(stream)),
            _ => return Err(Ok(Kind::Packed("a method other than deflate"))),
        };
        let checked = Checked { inner, crc: flate2::Crc::new(), right: crc, left: bytes };
        Ok(limited(checked, self.budget.clone()))
    }
}

/// A name in one line, with the separators of this format.
fn shown(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect::<String>().replace('\\', "/")
}

/// Whether a name leads out of the archive.
fn outside(name: &str) -> bool {
    let drive = name.get(1..2) == Some(":");
    name.starts_with('/') || drive || name.split('/').any(|part| part == "..")
}

/// Compares what is read with what the directory says.
struct Checked {
    inner: Source<'static>,
    crc: flate2::Crc,
    right: u32,
    left: u64,
}

impl Read for Checked {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.crc.update(&into[..count]);
        let wrong =
            || refused(Kind::BadArchive("an entry does not have the size or checksum it should".into()));
        self.left = self.left.checked_sub(count as u64).ok_or_else(wrong)?;
        if count == 0 && !into.is_empty() && (self.left > 0 || self.crc.sum() != self.right) {
            return Err(wrong());
        }
        Ok(count)
    }
}

/// A file, to be read again from its start.
pub(super) fn from_start(mut file: File) -> io::Result<File> {
    file.rewind()?;
    Ok(file)
}

/// A nameless file with all of a stream, to be read anywhere.
pub(super) fn spooled(stream: &mut Source<'_>) -> io::Result<File> {
    let mut file = tempfile::tempfile()?;
    io::copy(stream, &mut file)?;
    file.rewind()?;
    Ok(file)
}
