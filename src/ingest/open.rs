//! One file that is being read: from the first look at it to what the manifest says of it.

use super::columns::{self, Fields};
use super::cut::{By, Cutter, LONGEST, Piece, Stop};
use super::detect::{self, Head};
use super::encoding::{Decoded, Encoded};
use super::record::{How, Record};
use super::sheet::{self, Sheet};
use super::unpack::{self, Budget, Seen, Source, Watched, kind_of};
use super::{Format, Origin, Reading, Shape, html, jsonl};
use crate::error::{Kind, Place, Problem};
use crate::lexicon::load::hex;
use sha2::Digest;
use std::io::Read;
use std::sync::{Arc, Mutex};

/// One file that was read, for the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As the user gave it, or under the folder or archive that the user gave.
    pub path: Arc<str>,
    /// Name of the format.
    pub format: &'static str,
    /// What it was packed in, the outermost first.
    pub packings: Vec<&'static str>,
    /// What its text was encoded in.
    pub encoding: Encoded,
    /// Size as it is stored; of a file in an archive its own.
    pub bytes: u64,
    /// SHA-256 of these bytes, in hexadecimal.
    pub sha256: String,
}

/// A stream on its way to be opened.
pub(super) struct Coming<'a> {
    /// What tables call it.
    pub(super) label: Arc<str>,
    pub(super) stream: Source<'a>,
    pub(super) budget: Arc<Budget>,
    /// Packings and archives around it.
    pub(super) deep: usize,
    /// Its size, where it is known and it is not packed.
    pub(super) bytes: Option<u64>,
    /// Its format is told by what it holds, and nothing is said of that.
    pub(super) nameless: bool,
}

/// What a stream turned out to be.
pub(super) enum Opened<'a> {
    File(Box<Open<'a>>),
    /// A ZIP archive, or a document that is one.
    Zip(Packed<'a>),
}

/// A stream whose packings are off.
pub(super) struct Packed<'a> {
    pub(super) label: Arc<str>,
    pub(super) stream: Source<'a>,
    pub(super) packings: Vec<&'static str>,
    pub(super) budget: Arc<Budget>,
    pub(super) deep: usize,
    pub(super) seen: Arc<Mutex<Seen>>,
}

impl Packed<'_> {
    /// What the manifest says of it.
    pub(super) fn input(&self, format: &'static str, encoding: Encoded) -> Input {
        input(&self.label, format, self.packings.clone(), encoding, &self.seen)
    }
}

pub(super) struct Open<'a> {
    label: Arc<str>,
    format: &'static Format,
    reading: Arc<Reading>,
    packings: Vec<&'static str>,
    seen: Arc<Mutex<Seen>>,
    from: Stage<'a>,
    /// Whether it held anything.
    any: bool,
}

/// What is left of a file.
enum Stage<'a> {
    Cut(Cutter<'a>, Heading),
    Text(Decoded<'a>, Option<u64>),
    Bytes(Source<'a>, Option<u64>),
    Over(Encoded),
}

/// What is known of all records of a file, once its head is read.
pub(super) enum Heading {
    Objects(Option<Arc<Fields>>),
    /// The separator, and the first row.
    Rows(u8, Option<Arc<Sheet>>),
}

/// What comes next from a file.
pub(super) enum Next {
    Record(Record),
    /// This was left out; more may come.
    Left(Problem),
    /// Nothing of it is wanted.
    Refused(Problem),
    End,
}

impl<'a> Coming<'a> {
    /// Takes packings off and tells the format; what is to be said goes to `said`.
    pub(super) fn open(self, reading: &Arc<Reading>, said: &mut Vec<Problem>) -> Result<Opened<'a>, Problem> {
        let Self { label, stream, budget, deep, bytes, nameless } = self;
        let place = Place::file(label.clone());
        let reject = |kind| Problem::rejected(place.clone(), kind);
        let (watched, seen) = Watched::new(stream, (deep == 0).then(|| budget.clone()));
        let unpacked = unpack::unpack(Box::new(watched), &budget, deep).map_err(|e| reject(kind_of(&e)))?;
        let zip = unpacked.is_zip();
        let unpack::Unpacked { head, rest, packings } = unpacked;
        let named = detect::without_packing(&label) != &*label;
        if !nameless && named == packings.is_empty() {
            let kind = packings.first().map_or(Kind::NotPacked, |packing| Kind::PackedInside(packing));
            said.push(Problem::kept(place.clone(), kind));
        }
        if zip {
            let deep = deep + packings.len();
            return Ok(Opened::Zip(Packed { label, stream: rest, packings, budget, deep, seen }));
        }
        let looked = Head::new(&head, reading);
        let (format, kind) = detect::format(reading, &label, &looked, nameless).map_err(reject)?;
        said.extend(kind.map(|kind| Problem::kept(place, kind)));
        let text = looked.text;
        let decoded = |rest| Decoded::new(rest, reading.encoding);
        let size = bytes.filter(|_| packings.is_empty());
        let cutter = |rest, by| Cutter::new(decoded(rest), by, &text);
        let from = match format.shape {
            Shape::Lines => Stage::Cut(cutter(rest, By::Lines), Heading::Objects(None)),
            Shape::Values => Stage::Cut(cutter(rest, By::Values), Heading::Objects(None)),
            Shape::Rows => {
                let separator = sheet::separator(&text);
                Stage::Cut(cutter(rest, By::Rows(separator)), Heading::Rows(separator, None))
            }
            Shape::Text(_) => {
                let declared = format.is_page().then(|| html::charset::declared(&head)).flatten();
                Stage::Text(decoded(rest).or_declared(declared), size)
            }
            Shape::Bytes(_) => Stage::Bytes(rest, size),
        };
        let reading = reading.clone();
        Ok(Opened::File(Box::new(Open { label, format, reading, packings, seen, from, any: false })))
    }
}

impl<'a> Open<'a> {
    /// A document that is an archive.
    pub(super) fn document(packed: Packed<'a>, format: &'static Format, reading: &Arc<Reading>) -> Self {
        let Packed { label, stream, packings, seen, .. } = packed;
        let from = Stage::Bytes(stream, None);
        Self { label, format, reading: reading.clone(), packings, seen, from, any: false }
    }

    /// The next record; what is to be said besides goes to `said`.
    pub(super) fn next(&mut self, said: &mut Vec<Problem>) -> Next {
        let (read, encoded) = match &mut self.from {
            Stage::Over(_) => return Next::End,
            Stage::Cut(..) => return self.piece(said),
            Stage::Text(stream, size) => {
                let read = whole(stream, *size);
                (read, stream.encoded())
            }
            Stage::Bytes(stream, size) => (whole(stream, *size), Encoded::default()),
        };
        self.from = Stage::Over(encoded);
        self.any = true;
        let place = Place::file(self.label.clone());
        match read {
            Ok(bytes) if bytes.is_empty() => Next::Left(Problem::rejected(place, Kind::Empty)),
            Ok(bytes) => Next::Record(self.record(None, How::Whole, bytes, encoded.replaced)),
            Err(kind) => Next::Left(Problem::rejected(place, kind)),
        }
    }

    fn record(&self, line: Option<u64>, how: How, bytes: Vec<u8>, replaced: u64) -> Record {
        let origin = Origin { file: self.label.clone(), line };
        Record { origin, format: self.format, reading: self.reading.clone(), how, bytes, replaced }
    }

    fn piece(&mut self, said: &mut Vec<Problem>) -> Next {
        let place = |line| Place::line(self.label.clone(), line);
        loop {
            let Stage::Cut(cutter, heading) = &mut self.from else { return Next::End };
            let piece = match cutter.next() {
                Ok(Some(piece)) => piece,
                Ok(None) => {
                    self.from = Stage::Over(cutter.source.encoded());
                    return Next::End;
                }
                Err(Stop::TooLong(line)) => {
                    self.any = true;
                    return Next::Left(Problem::rejected(place(line), Kind::TooLarge));
                }
                Err(Stop::Io(line, error)) => {
                    self.any = true;
                    self.from = Stage::Over(cutter.source.encoded());
                    return Next::Left(Problem::rejected(place(line), kind_of(&error)));
                }
            };
            let whole = Place::file(self.label.clone());
            match headed(heading, &piece, &self.reading) {
                Ok(Headed { how, kinds }) => {
                    said.extend(kinds.into_iter().map(|kind| Problem::kept(whole.clone(), kind)));
                    let Some(how) = how else { continue };
                    self.any = true;
                    return Next::Record(self.record(Some(piece.line), how, piece.bytes, piece.replaced));
                }
                Err(kind @ Kind::OwnResults) => return Next::Refused(Problem::ignored(whole, kind)),
                Err(kind) => return Next::Refused(Problem::rejected(whole, kind)),
            }
        }
    }

    /// What the manifest says of it, when all of it is read.
    pub(super) fn end(self, said: &mut Vec<Problem>) -> Input {
        let encoded = match &self.from {
            Stage::Cut(cutter, _) => cutter.source.encoded(),
            Stage::Text(stream, _) => stream.encoded(),
            Stage::Bytes(..) => Encoded::default(),
            Stage::Over(encoded) => *encoded,
        };
        let place = Place::file(self.label.clone());
        if !self.any {
            said.push(Problem::rejected(place.clone(), Kind::Empty));
        }
        said.extend(encoded.told().map(|kind| Problem::kept(place, kind)));
        input(&self.label, self.format.name, self.packings, encoded, &self.seen)
    }
}

/// How a record is to be read (none where it is the header), and what is to be said.
pub(super) struct Headed {
    pub(super) how: Option<How>,
    pub(super) kinds: Vec<Kind>,
}

pub(super) fn headed(heading: &mut Heading, piece: &Piece, reading: &Reading) -> Result<Headed, Kind> {
    let quiet = |how| Headed { how: Some(how), kinds: Vec::new() };
    match heading {
        Heading::Objects(Some(fields)) => Ok(quiet(How::Object(fields.clone()))),
        Heading::Rows(_, Some(sheet)) => Ok(quiet(How::Row(sheet.clone(), piece.literal))),
        Heading::Objects(none) => {
            let line = String::from_utf8_lossy(&piece.bytes);
            match jsonl::fields(reading, &line) {
                Some(Ok(mut fields)) => {
                    let kinds = std::mem::take(&mut fields.said);
                    let fields = none.insert(Arc::new(fields)).clone();
                    Ok(Headed { how: Some(How::Object(fields)), kinds })
                }
                Some(Err(kind @ (Kind::OwnResults | Kind::NoArticleText(..)))) => Err(kind),
                // Perhaps the next object has text.
                _ => Ok(quiet(How::Object(Arc::new(columns::usual(reading, &[]))))),
            }
        }
        Heading::Rows(separator, none) => {
            let mut sheet = Sheet::new(reading, piece, *separator)?;
            let kinds = std::mem::take(&mut sheet.said);
            *none = Some(Arc::new(sheet));
            Ok(Headed { how: None, kinds })
        }
    }
}

/// All of a stream.
fn whole(stream: &mut dyn Read, size: Option<u64>) -> Result<Vec<u8>, Kind> {
    // One more than there is, so that finding the end needs no more room.
    let room = size.map_or(0, |size| (size as usize).min(LONGEST) + 1);
    let mut bytes = Vec::with_capacity(room);
    stream.take(LONGEST as u64 + 1).read_to_end(&mut bytes).map_err(|e| kind_of(&e))?;
    if bytes.len() > LONGEST { Err(Kind::TooLarge) } else { Ok(bytes) }
}

fn input(
    label: &Arc<str>,
    format: &'static str,
    packings: Vec<&'static str>,
    encoding: Encoded,
    seen: &Arc<Mutex<Seen>>,
) -> Input {
    let Seen { bytes, hash } = seen.lock().map(|seen| seen.clone()).unwrap_or_default();
    Input { path: label.clone(), format, packings, encoding, bytes, sha256: hex(&hash.finalize()) }
}
