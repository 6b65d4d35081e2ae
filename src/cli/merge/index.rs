//! What parts hold: seen once from end to end, with some bytes kept of each article.

use super::order::{self, Keys};
use super::{Order, is_stdin};
use rhetor::error::{Effect, Error, Kind, Place};
use rhetor::ingest::{Input, Unpacking};
use rhetor::lexicon::load::hex;
use rhetor::report::stream::{Counts, End, Head, Line, Settings, differs};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

const BUFFER: usize = 1 << 18;

/// All parts.
pub(super) struct Index {
    /// In the order of files, then as they stand.
    pub(super) segments: Vec<Segment>,
    pub(super) entries: Vec<Entry>,
    files: Vec<PartFile>,
    keys: Keys,
    /// What cannot be read twice, unpacked.
    pub(super) spool: File,
}

/// One file of parts.
struct PartFile {
    label: Arc<str>,
    from: From,
    input: Input,
}

/// Where the lines of a file can be read again.
#[derive(Clone, Debug)]
pub(super) enum From {
    Path(PathBuf),
    /// In the spool, from this byte.
    Spool(u64),
}

/// What one process wrote.
pub(super) struct Segment {
    file: usize,
    /// For messages and problems.
    name: Arc<str>,
    pub(super) end: End,
    /// Lines of standard input that the processes before it read.
    before: Option<u64>,
}

/// An article with its quotations, or what there is in place of one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) segment: u32,
    /// Bytes, line ends included.
    pub(super) len: u32,
    /// From where in its file.
    pub(super) at: u64,
    /// The line in its file, from 1.
    pub(super) line: u32,
    pub(super) key: order::Key,
}

impl Segment {
    /// For messages.
    pub(super) fn name(&self) -> Place {
        Place::file(self.name.clone())
    }

    /// The line of a record as it is known to the whole.
    pub(super) fn line(&self, order: Order, line: Option<u64>) -> Option<u64> {
        match order {
            Order::Id => None,
            Order::Parts => Some(line? + self.before?),
        }
    }

    /// The place of a problem likewise; where lines are known to the process only, it is named.
    pub(super) fn place(&self, order: Order, place: &mut Place) {
        if place.line.is_none() || !is_stdin(&place.file) {
            return;
        }
        match self.line(order, place.line) {
            Some(line) => place.line = Some(line),
            None => place.file = format!("{}: {}", self.name, place.file).into(),
        }
    }
}

impl Index {
    /// Reads all files; each must hold whole parts.
    pub(super) fn new(paths: &[PathBuf]) -> Result<Self, Error> {
        let failed = |e: io::Error| Error::io("a temporary file", &e);
        let spool = tempfile::tempfile().map_err(failed)?;
        let (segments, entries, files) = (Vec::new(), Vec::new(), Vec::new());
        let mut index = Self { segments, entries, files, keys: Keys::default(), spool };
        for path in paths {
            index.file(path)?;
        }
        let mut before = Some(0);
        for segment in &mut index.segments {
            segment.before = before;
            before = before.zip(segment.end.counts.lines).map(|(before, lines)| before + lines);
        }
        Ok(index)
    }

    fn file(&mut self, path: &Path) -> Result<(), Error> {
        let is_stdin = path == Path::new("-");
        let label: Arc<str> =
            if is_stdin { "standard input".into() } else { path.display().to_string().into() };
        let stream: Box<dyn io::Read + Send> = if is_stdin {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).map_err(|e| Error::io(label.clone(), &e))?)
        };
        let stream = Unpacking::new(label.clone(), stream)?;
        let spools = is_stdin || stream.is_packed();
        let start = self.spool.stream_position().map_err(|e| Error::io("a temporary file", &e))?;
        let from = if spools { From::Spool(start) } else { From::Path(path.into()) };
        let mut lines = BufReader::with_capacity(BUFFER, stream);
        Pass { index: self, label: &label, spools }.read(&mut lines)?;
        let input = lines.into_inner().input("part");
        self.files.push(PartFile { label, from, input });
        Ok(())
    }

    /// What all parts were scored with.
    pub(super) fn settings(&self) -> Option<&Settings> {
        self.segments.first().map(|segment| &segment.end.settings)
    }

    /// Whether the parts fit together.
    pub(super) fn check(&self, allow_equal: bool) -> Result<(), Error> {
        let Some(first) = self.segments.first() else { return Ok(()) };
        let mut known: HashMap<&str, &Segment> = HashMap::new();
        for segment in &self.segments {
            let at = |kind| Err(Error::at(Place::file(segment.name.clone()), kind));
            let own = env!("CARGO_PKG_VERSION");
            if segment.end.version != own {
                return at(Kind::OtherVersion(segment.end.version.clone(), own.into()));
            }
            if let Some((name, one, other)) = differs(&segment.end.settings, &first.end.settings) {
                return at(Kind::OtherSettings(name, one, first.name.to_string(), other));
            }
            if segment.end.lexicon_sha256 != first.end.lexicon_sha256 {
                let [one, other] = [segment, first].map(|s| s.end.lexicon_sha256.clone());
                return at(Kind::OtherSettings("lexicons".into(), one, first.name.to_string(), other));
            }
            let empty = segment.end.counts.out + segment.end.counts.rejects == 0;
            if empty || allow_equal {
                continue;
            }
            if let Some(other) = known.insert(&segment.end.records_sha256, segment) {
                return at(Kind::SamePart(other.name.to_string()));
            }
        }
        Ok(())
    }

    /// Puts articles into their order.
    pub(super) fn settle(&mut self, order: Order) {
        let Self { entries, keys, .. } = self;
        if order == Order::Id {
            entries
                .sort_by(|a, b| keys.compare(&a.key, &b.key).then((a.segment, a.at).cmp(&(b.segment, b.at))));
        }
        *keys = Keys::default();
    }

    /// The file of a part, for messages.
    pub(super) fn label(&self, segment: &Segment) -> Arc<str> {
        self.files[segment.file].label.clone()
    }

    /// Number of the file of an entry, and where it can be read.
    pub(super) fn from(&self, entry: &Entry) -> (usize, &From, &Arc<str>) {
        let file = self.segments[entry.segment as usize].file;
        (file, &self.files[file].from, &self.files[file].label)
    }

    /// Bytes of all articles.
    pub(super) fn bytes(&self) -> u64 {
        self.entries.iter().map(|entry| u64::from(entry.len)).sum()
    }

    /// For the manifest.
    pub(super) fn inputs(&self) -> Vec<Input> {
        self.files.iter().map(|file| file.input.clone()).collect()
    }
}

/// One file on its way through.
struct Pass<'a> {
    index: &'a mut Index,
    label: &'a Arc<str>,
    spools: bool,
}

/// What was seen of a part so far.
#[derive(Default)]
struct Seen {
    hash: Sha256,
    counts: Counts,
    any: bool,
    /// Whether quotations may follow.
    open: bool,
}

impl Pass<'_> {
    fn read(self, lines: &mut impl BufRead) -> Result<(), Error> {
        let Pass { index, label, spools } = self;
        let file = index.files.len();
        let mut spool = BufWriter::with_capacity(BUFFER, &mut index.spool);
        let (mut seen, mut line, mut number, mut at) = (Seen::default(), Vec::new(), 0_u64, 0_u64);
        let mut parts = 0;
        loop {
            line.clear();
            let here = |number| Place::line(label.clone(), number);
            let count = lines.read_until(b'\n', &mut line);
            let count = count.map_err(|e| Error::at(here(number + 1), Unpacking::kind_of(&e)))? as u64;
            if count == 0 {
                break;
            }
            number += 1;
            if spools {
                spool.write_all(&line).map_err(|e| Error::io("a temporary file", &e))?;
            }
            let text = line.strip_suffix(b"\n").unwrap_or(&line);
            let text = text.strip_suffix(b"\r").unwrap_or(text);
            let whole = line.ends_with(b"\n");
            // The last line of what was cut.
            let wrong =
                |why: String| Error::at(here(number), if whole { Kind::NotAPart(why) } else { Kind::NoEnd });
            let entry = Entry {
                segment: index.segments.len() as u32,
                len: u32::try_from(count).map_err(|_| wrong("it is too long".into()))?,
                at,
                line: u32::try_from(number).unwrap_or(u32::MAX),
                key: order::Key::default(),
            };
            at += count;
            let kind = if text.is_empty() { None } else { Some(Line::of(text)) };
            match kind {
                // It says nothing, and is no line that a process writes.
                None => {
                    if let Some(last) = index.entries.last_mut().filter(|_| seen.open) {
                        last.len = u32::try_from(u64::from(last.len) + count).unwrap_or(u32::MAX);
                    }
                }
                Some(None) => return Err(wrong("it has no type that is known".into())),
                Some(Some(Line::End)) => {
                    let end = End::of(text).map_err(wrong)?;
                    let name = match parts {
                        0 => label.clone(),
                        n => format!("{label} (part {})", n + 1).into(),
                    };
                    std::mem::take(&mut seen)
                        .check(&end)
                        .map_err(|kind| Error::at(Place::file(&*name), kind))?;
                    index.segments.push(Segment { file, name, end, before: None });
                    parts += 1;
                }
                Some(Some(kind)) => {
                    seen.take(kind, text);
                    if kind != Line::Quote {
                        let key = match kind {
                            Line::Article => index.keys.article(&Head::of(text).map_err(wrong)?),
                            _ => order::Key::of_said(kind),
                        };
                        index.entries.push(Entry { key, ..entry });
                    } else if let Some(last) = index.entries.last_mut().filter(|_| seen.open) {
                        let len = u64::from(last.len) + count;
                        last.len = u32::try_from(len).map_err(|_| wrong("its article is too long".into()))?;
                    } else {
                        return Err(wrong("no article stands before it".into()));
                    }
                }
            }
        }
        spool.flush().map_err(|e| Error::io("a temporary file", &e))?;
        if seen.any || parts == 0 { Err(Error::at(Place::file(label.clone()), Kind::NoEnd)) } else { Ok(()) }
    }
}

impl Seen {
    fn take(&mut self, kind: Line, text: &[u8]) {
        self.hash.update(text);
        self.hash.update(b"\n");
        self.any = true;
        let counts = &mut self.counts;
        match kind {
            Line::Article => {
                counts.out += 1;
                self.open = true;
                return;
            }
            Line::Quote => {
                counts.quotes += 1;
                return;
            }
            Line::Said(Effect::Rejected) => counts.rejects += 1,
            Line::Said(Effect::LeftOut) => counts.left_out += 1,
            Line::Said(Effect::Ignored) => counts.ignored += 1,
            Line::Said(Effect::Kept) | Line::End => {}
        }
        self.open = false;
    }

    /// Whether this is what its process says it wrote.
    fn check(self, end: &End) -> Result<(), Kind> {
        let (own, said) = (&self.counts, &end.counts);
        let counts = [
            ("articles", own.out, said.out),
            ("quotes", own.quotes, said.quotes),
            ("rejects", own.rejects, said.rejects),
            ("articles left out", own.left_out, said.left_out),
            ("inputs ignored", own.ignored, said.ignored),
        ];
        if let Some((what, own, said)) = counts.into_iter().find(|(_, own, said)| own != said) {
            return Err(Kind::PartCounts(what, own, said));
        }
        let same = hex(&self.hash.finalize()) == end.records_sha256;
        if same { Ok(()) } else { Err(Kind::PartChanged) }
    }
}
