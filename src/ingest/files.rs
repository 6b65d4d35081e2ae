//! The records of all inputs, one after another.

use super::archive::{self, Archive};
use super::encoding::Known;
use super::open::{Coming, Input, Next, Open, Opened, Packed};
use super::unpack::{Budget, MOST_DEEP, Source, kind_of};
use super::walk::Walk;
use super::{FORMATS, Made, Reading, Record};
use crate::error::{Error, Kind, Place, Problem};
use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Walks inputs and yields their records, or what was wrong with them, in order.
pub struct Reader<'a> {
    paths: std::vec::IntoIter<PathBuf>,
    stdin: Option<Source<'a>>,
    waiting: VecDeque<Problem>,
    /// Archives that are being read, the innermost last.
    archives: Vec<Archive>,
    open: Option<Box<Open<'a>>>,
    read: Vec<Input>,
    /// The first file that is UTF-8 though the user says otherwise, and how many others are.
    despite: Option<(Arc<str>, u64)>,
    reading: Arc<Reading>,
    /// Bytes of all files, where the file system tells.
    pub total_bytes: u64,
}

impl<'a> Reader<'a> {
    /// Lists the inputs: files, folders (searched in depth, in order of their names) and
    /// `-` for standard input.
    pub fn new(inputs: &[PathBuf], stdin: Box<dyn io::BufRead + Send + 'a>) -> Self {
        Self::apart_from(inputs, stdin, &[])
    }

    /// As [`Self::new`], but files and folders that are results are passed over where the
    /// search through a folder meets them, and said to be. What is named itself is read.
    pub fn apart_from(
        inputs: &[PathBuf],
        stdin: Box<dyn io::BufRead + Send + 'a>,
        results: &[PathBuf],
    ) -> Self {
        let Walk { files, problems, .. } = Walk::new(inputs, results);
        let total_bytes = files.iter().filter_map(|p| p.metadata().ok()).map(|m| m.len()).sum();
        Self {
            paths: files.into_iter(),
            stdin: Some(Box::new(stdin)),
            waiting: problems,
            archives: Vec::new(),
            open: None,
            read: Vec::new(),
            despite: None,
            reading: Arc::default(),
            total_bytes,
        }
    }

    /// Says how inputs are to be read.
    #[must_use]
    pub fn reading(mut self, reading: Reading) -> Self {
        self.reading = Arc::new(reading);
        self
    }

    /// Files that are still to be read.
    pub fn files(&self) -> usize {
        self.paths.len()
    }

    /// Of more than so many files keeps so many, at equal distances.
    pub fn thin(&mut self, most: usize) {
        let all = self.paths.len();
        if all > most {
            let kept =
                (0..all).zip(self.paths.by_ref()).filter(|(at, _)| at * most / all != (at + 1) * most / all);
            self.paths = kept.map(|(_, path)| path).collect::<Vec<_>>().into_iter();
        }
    }

    /// Leaves the rest of the file that is being read; says whether there was one.
    pub fn leave(&mut self) -> bool {
        let Some(open) = self.open.take() else { return false };
        let mut said = Vec::new();
        self.end(*open, &mut said);
        self.waiting.extend(said);
        true
    }

    /// What is to be said of a file and its manifest, when all of it that is wanted is read.
    fn end(&mut self, open: Open<'a>, said: &mut Vec<Problem>) {
        let input = open.end(said);
        if input.encoding.known == Known::Despite {
            match &mut self.despite {
                Some((_, others)) => *others += 1,
                none => *none = Some((input.path.clone(), 0)),
            }
        }
        self.read.push(input);
    }

    /// That files are UTF-8 though the user says otherwise, once for all: of a folder in which
    /// a few are not, most may be.
    fn told_despite(&mut self) -> Option<Problem> {
        let (first, others) = self.despite.take()?;
        let told = self.reading.encoding?.name();
        Some(Problem::kept(Place::file(first), Kind::StaysUtf8(told, others)))
    }

    /// The files read to their end so far.
    pub fn inputs(&mut self) -> Vec<Input> {
        std::mem::take(&mut self.read)
    }

    /// The articles of all records, one after another, for those who read on one thread.
    pub fn articles(self) -> impl Iterator<Item = Made> + use<'a> {
        self.flat_map(|record| match record {
            Ok(record) => record.documents(),
            Err(problem) => vec![Err(problem)],
        })
    }

    /// Looks at the next file.
    fn start(&mut self, path: &Path) -> Result<(), Problem> {
        if path == Path::new("-") {
            let Some(stream) = self.stdin.take() else { return Ok(()) };
            let (label, budget) = ("standard input".into(), Arc::new(Budget::default()));
            return self.come(Coming { label, stream, budget, deep: 0, bytes: None, nameless: true }, None);
        }
        let label: Arc<str> = path.display().to_string().into();
        let file = File::open(path).map_err(|e| Error::io(label.clone(), &e))?;
        let bytes = file.metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
        let (stream, budget) = (Box::new(file), Arc::new(Budget::default()));
        self.come(Coming { label, stream, budget, deep: 0, bytes, nameless: false }, Some(path))
    }

    /// Looks at a stream; `path` is that of the file that it is.
    fn come(&mut self, coming: Coming<'a>, path: Option<&Path>) -> Result<(), Problem> {
        let mut said = Vec::new();
        let opened = coming.open(&self.reading, &mut said);
        self.waiting.extend(said);
        match opened? {
            Opened::File(open) => self.open = Some(open),
            Opened::Zip(packed) => self.zip(packed, path)?,
        }
        Ok(())
    }

    /// An archive of files, or a document that is one.
    fn zip(&mut self, mut packed: Packed<'a>, path: Option<&Path>) -> Result<(), Problem> {
        let reject = |label: &Arc<str>, kind| Problem::rejected(Place::file(label.clone()), kind);
        let label = packed.label.clone();
        if packed.deep >= MOST_DEEP {
            return Err(reject(&label, Kind::TooDeep));
        }
        let failed = |e: io::Error| reject(&label, kind_of(&e));
        let file = match path.filter(|_| packed.packings.is_empty()) {
            // It is read once for its hash and then here and there.
            Some(path) => {
                io::copy(&mut packed.stream, &mut io::sink()).map_err(failed)?;
                File::open(path).map_err(failed)?
            }
            None => archive::spooled(&mut packed.stream).map_err(failed)?,
        };
        let again = file.try_clone().map_err(failed)?;
        let deep = packed.deep + 1;
        let budget = packed.budget.clone();
        let archive =
            Archive::open(label.clone(), again, budget, deep).map_err(|kind| reject(&label, kind))?;
        let document = [("docx", "word/document.xml")].into_iter().find(|(_, inside)| archive.holds(inside));
        let document = document.and_then(|(name, _)| FORMATS.iter().find(|f| f.name == name));
        if let Some(format) = document {
            let again = archive::from_start(file).map_err(failed)?;
            let packed = Packed { stream: Box::new(again), ..packed };
            self.open = Some(Box::new(Open::document(packed, format, &self.reading)));
            return Ok(());
        }
        if archive.holds("[Content_Types].xml") || archive.holds("mimetype") {
            return Err(reject(&label, Kind::NotText("an office document")));
        }
        if archive.is_empty() {
            self.waiting.push_back(reject(&label, Kind::NoArticles));
        }
        self.read.push(packed.input("zip", super::Encoded::default()));
        self.archives.push(archive);
        Ok(())
    }

    /// Looks at the next file of the innermost archive; none where it is read.
    fn entry(&mut self) -> Option<Result<(), Problem>> {
        let archive = self.archives.last_mut()?;
        let Some(found) = archive.next() else {
            self.archives.pop();
            return Some(Ok(()));
        };
        let (entry, said) = match found {
            Ok(found) => found,
            Err(problem) => return Some(Err(problem)),
        };
        let (label, budget, deep) = (archive.label_of(&entry.name), archive.budget.clone(), archive.deep);
        self.waiting.extend(said);
        let bytes = Some(entry.bytes);
        Some(self.come(Coming { label, stream: entry.stream, budget, deep, bytes, nameless: false }, None))
    }
}

impl Iterator for Reader<'_> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(problem) = self.waiting.pop_front() {
                return Some(Err(problem));
            }
            if let Some(open) = &mut self.open {
                let mut said = Vec::new();
                let next = open.next(&mut said);
                if let (Next::End, Some(open)) =
                    (&next, self.open.take_if(|_| matches!(next, Next::End | Next::Refused(_))))
                {
                    self.end(*open, &mut said);
                }
                self.waiting.extend(said);
                match next {
                    Next::Record(record) => return Some(Ok(record)),
                    Next::Left(problem) | Next::Refused(problem) => return Some(Err(problem)),
                    Next::End => {}
                }
                continue;
            }
            let looked = if let Some(looked) = self.entry() {
                looked
            } else if let Some(path) = self.paths.next() {
                self.start(&path)
            } else {
                return self.told_despite().map(Err);
            };
            if let Err(problem) = looked {
                return Some(Err(problem));
            }
        }
    }
}
