//! Takes the packing off: gzip and Zstandard, known by their first bytes, within limits.
//!
//! What a stream unpacks to is counted as it comes, so that a small file that unpacks to
//! terabytes is refused before it fills a memory or a disk. ZIP archives have many files
//! and are `archive`'s.

use crate::error::Kind;
use sha2::{Digest, Sha256};
use std::io::{self, BufReader, Cursor, Read};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Unpacked bytes for each packed one, beyond [`FREE`]: real text packs to a tenth, rarely
/// to a fiftieth.
pub(super) const MOST_RATIO: u64 = 200;
/// Unpacked bytes of which no ratio is asked.
pub(super) const FREE: u64 = 16 << 20;
/// Unpacked bytes of one input.
pub(super) const MOST_UNPACKED: u64 = 1 << 40;
/// Packings inside one another.
pub(super) const MOST_DEEP: usize = 4;

/// Bytes looked at to tell what a stream is.
pub(super) const HEAD: usize = 1 << 16;
const BUFFER: usize = 1 << 17;

pub(super) type Source<'a> = Box<dyn Read + Send + 'a>;

/// What was read of an input and what it unpacked to, over all layers of packing.
#[derive(Debug, Default)]
pub(super) struct Budget {
    read: AtomicU64,
    made: AtomicU64,
}

impl Budget {
    /// Counts what was unpacked, and refuses what no text unpacks to.
    fn made(&self, bytes: u64) -> io::Result<()> {
        let made = self.made.fetch_add(bytes, Ordering::Relaxed) + bytes;
        let most = FREE + MOST_RATIO.saturating_mul(self.read.load(Ordering::Relaxed));
        if made > most.min(MOST_UNPACKED) { Err(refused(Kind::Bomb)) } else { Ok(()) }
    }
}

/// A refusal on its way through readers that know errors of the operating system only.
#[derive(Debug)]
struct Refused(Kind);

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refused {}

pub(super) fn refused(kind: Kind) -> io::Error {
    io::Error::other(Refused(kind))
}

/// Why it was refused, if it was.
pub(super) fn refusal(error: &io::Error) -> Option<Kind> {
    error.get_ref()?.downcast_ref::<Refused>().map(|Refused(kind)| kind.clone())
}

/// What an error of reading says.
pub(super) fn kind_of(error: &io::Error) -> Kind {
    match refusal(error) {
        Some(kind) => kind,
        None if error.kind() == io::ErrorKind::NotFound => Kind::Missing,
        None if error.kind() == io::ErrorKind::UnexpectedEof => Kind::CutShort,
        None => Kind::Io(error.to_string()),
    }
}

/// Size and hash of what was read so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    pub(super) bytes: u64,
    pub(super) hash: Sha256,
}

/// Counts and hashes what goes through.
pub(super) struct Watched<'a> {
    inner: Source<'a>,
    seen: Arc<Mutex<Seen>>,
    /// Of what is not itself unpacked from something.
    budget: Option<Arc<Budget>>,
}

impl<'a> Watched<'a> {
    pub(super) fn new(inner: Source<'a>, budget: Option<Arc<Budget>>) -> (Self, Arc<Mutex<Seen>>) {
        let seen = Arc::new(Mutex::new(Seen::default()));
        (Self { inner, seen: seen.clone(), budget }, seen)
    }
}

impl Read for Watched<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        if let Ok(mut seen) = self.seen.lock() {
            seen.hash.update(&into[..count]);
            seen.bytes += count as u64;
        }
        if let Some(budget) = &self.budget {
            budget.read.fetch_add(count as u64, Ordering::Relaxed);
        }
        Ok(count)
    }
}

/// Counts what comes out of a packing.
struct Limited<R> {
    inner: R,
    budget: Arc<Budget>,
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(into)?;
        self.budget.made(count as u64)?;
        Ok(count)
    }
}

/// The same for the entries of an archive.
pub(super) fn limited<'a>(inner: impl Read + Send + 'a, budget: Arc<Budget>) -> Source<'a> {
    Box::new(Limited { inner, budget })
}

/// A stream whose packings are off, or are an archive.
pub(super) struct Unpacked<'a> {
    /// Its first bytes, which `rest` begins with too.
    pub(super) head: Vec<u8>,
    pub(super) rest: Source<'a>,
    /// Packings that were taken off, the outermost first.
    pub(super) packings: Vec<&'static str>,
}

impl Unpacked<'_> {
    /// Whether it is a ZIP archive, which may be a document or hold files.
    pub(super) fn is_zip(&self) -> bool {
        self.head.starts_with(b"PK\x03\x04") || self.head.starts_with(b"PK\x05\x06")
    }
}

/// Takes off what is around a stream that is `deep` packings down already.
pub(super) fn unpack<'a>(stream: Source<'a>, budget: &Arc<Budget>, deep: usize) -> io::Result<Unpacked<'a>> {
    let mut packings = Vec::new();
    let (mut head, mut rest) = peeked(stream)?;
    while let Some(packing) = packing(&head) {
        if deep + packings.len() >= MOST_DEEP {
            return Err(refused(Kind::TooDeep));
        }
        let whole = BufReader::with_capacity(BUFFER, rest);
        let inner: Source<'a> = match packing {
            Packing::Gzip => limited(flate2::bufread::MultiGzDecoder::new(whole), budget.clone()),
            Packing::Zstd => limited(zstd::stream::read::Decoder::with_buffer(whole)?, budget.clone()),
            Packing::Other(name) => return Err(refused(Kind::Packed(name))),
        };
        packings.push(packing.name());
        (head, rest) = peeked(inner)?;
    }
    Ok(Unpacked { head, rest, packings })
}

#[derive(Clone, Copy)]
enum Packing {
    Gzip,
    Zstd,
    Other(&'static str),
}

impl Packing {
    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Zstd => "zstd",
            Self::Other(name) => name,
        }
    }
}

fn packing(head: &[u8]) -> Option<Packing> {
    let skippable = head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == [0x2a, 0x4d, 0x18];
    Some(match head {
        [0x1f, 0x8b, 8, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => Packing::Zstd,
        _ if skippable => Packing::Zstd,
        [0xfd, b'7', b'z', b'X', b'Z', 0, ..] => Packing::Other("xz"),
        [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, 0x59, 0x26, ..] => Packing::Other("bzip2"),
        [b'7', b'z', 0xbc, 0xaf, 0x27, 0x1c, ..] => Packing::Other("7-Zip"),
        [b'R', b'a', b'r', b'!', 0x1a, 0x07, ..] => Packing::Other("RAR"),
        [0x04, 0x22, 0x4d, 0x18, ..] => Packing::Other("LZ4"),
        _ if head.get(257..262) == Some(b"ustar") => Packing::Other("tar"),
        _ => return None,
    })
}

/// The first bytes, and a stream that still begins with them. Of a stream that breaks
/// within them the break comes when they are read again.
fn peeked(mut stream: Source<'_>) -> io::Result<(Vec<u8>, Source<'_>)> {
    let mut head = Vec::with_capacity(HEAD);
    match stream.by_ref().take(HEAD as u64).read_to_end(&mut head) {
        Err(error) if head.is_empty() => return Err(error),
        Err(error) => {
            let broken: Source<'_> = Box::new(Cursor::new(head.clone()).chain(Broken(Some(error))));
            return Ok((head, broken));
        }
        Ok(_) => {}
    }
    let again = Cursor::new(head.clone()).chain(stream);
    Ok((head, Box::new(again)))
}

/// Says an error when its turn comes.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// The ends of file names that tell a packing.
pub(super) const ENDS: [&str; 4] = ["gz", "gzip", "zst", "zstd"];

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        writer.write_all(bytes).expect("written");
        writer.finish().expect("packed")
    }

    fn read(bytes: Vec<u8>) -> Result<(Vec<u8>, Vec<&'static str>), Kind> {
        let budget = Arc::new(Budget::default());
        let (watched, _) = Watched::new(Box::new(Cursor::new(bytes)), Some(budget.clone()));
        let mut unpacked = unpack(Box::new(watched), &budget, 0).map_err(|e| kind_of(&e))?;
        let mut all = Vec::new();
        unpacked.rest.read_to_end(&mut all).map_err(|e| kind_of(&e))?;
        Ok((all, unpacked.packings))
    }

    #[test]
    fn packings_are_known_by_their_first_bytes_and_come_off_one_by_one() {
        let zst = zstd::encode_all(&b"We wait."[..], 1).expect("packed");
        let two_members = [gzip(b"We "), gzip(b"wait.")].concat();
        let text = b"We wait.".to_vec();
        assert_eq!(read(b"We wait.".to_vec()), Ok((text.clone(), vec![])));
        assert_eq!(read(zst.clone()), Ok((text.clone(), vec!["zstd"])));
        assert_eq!(read(two_members.clone()), Ok((text.clone(), vec!["gzip"])));
        assert_eq!(read(gzip(&zst)), Ok((text, vec!["gzip", "zstd"])));
        let deep = (0..5).fold(two_members, |inner, _| gzip(&inner));
        assert_eq!(read(deep), Err(Kind::TooDeep));
        assert_eq!(read(b"\xfd7zXZ\x00abc".to_vec()), Err(Kind::Packed("xz")));
    }

    #[test]
    fn a_bomb_is_refused_before_it_goes_off() {
        let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        writer.write_all(&vec![b' '; FREE as usize - 1]).expect("written");
        let packed = writer.finish().expect("packed");
        let unpacked = |bytes: &[u8]| {
            let budget = Arc::new(Budget::default());
            let (watched, _) = Watched::new(Box::new(bytes), Some(budget.clone()));
            let mut unpacked = unpack(Box::new(watched), &budget, 0).map_err(|e| kind_of(&e))?;
            io::copy(&mut unpacked.rest, &mut io::sink()).map_err(|e| kind_of(&e))
        };
        assert_eq!(unpacked(&packed), Ok(FREE - 1), "what is small may be as dull as it likes");
        assert_eq!(unpacked(&[&packed[..], &packed].concat()), Err(Kind::Bomb));
    }

    #[test]
    fn a_stream_that_is_cut_gives_what_there_was_and_then_the_failure() {
        // Noise, so that there is something to cut.
        let text: Vec<u8> = (0..600_000u64).map(|n| (n.wrapping_mul(0x9e37_79b9_7f4a) >> 33) as u8).collect();
        for packed in [gzip(&text), zstd::encode_all(&text[..], 1).expect("packed")] {
            let cut = packed[..packed.len() - 9].to_vec();
            let budget = Arc::new(Budget { read: u64::from(u32::MAX).into(), made: 0.into() });
            let mut unpacked = unpack(Box::new(Cursor::new(cut)), &budget, 0).expect("begins well");
            let mut all = Vec::new();
            let error = unpacked.rest.read_to_end(&mut all).expect_err("cut");
            assert!(kind_of(&error) == Kind::CutShort, "{error:?}");
            assert!(text.starts_with(&all), "{}", all.len());
        }
    }
}
