//! Which files an input stands for, and their records one after another.

use super::{FORMATS, Format, Head, Made, Origin, Reading, Record, Shape};
use crate::error::{Effect, Error, Kind, Place, Problem};
use crate::lexicon::load::hex;
use sha2::{Digest, Sha256};
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One file that was read, for the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// As the user gave it, or under the folder that the user gave.
    pub path: Arc<str>,
    /// Name of the format.
    pub format: &'static str,
    /// Size.
    pub bytes: u64,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
}

/// Walks inputs and yields their records, or what was wrong with them, in order.
pub struct Reader<'a> {
    paths: std::vec::IntoIter<PathBuf>,
    stdin: Option<Box<dyn BufRead + Send + 'a>>,
    waiting: std::collections::VecDeque<Problem>,
    open: Option<Open<'a>>,
    read: Vec<Input>,
    /// Where results go, in canonical form: not read back as articles.
    results: HashSet<PathBuf>,
    reading: Arc<Reading>,
    /// Bytes of all files, where the file system tells.
    pub total_bytes: u64,
}

struct Open<'a> {
    file: Arc<str>,
    format: &'static Format,
    reading: Arc<Reading>,
    reader: Box<dyn BufRead + Send + 'a>,
    hash: Sha256,
    bytes: u64,
    line: u64,
}

impl<'a> Reader<'a> {
    /// Lists the inputs: files, folders (searched in depth, in order of their names) and
    /// `-` for standard input.
    pub fn new(inputs: &[PathBuf], stdin: Box<dyn BufRead + Send + 'a>) -> Self {
        Self::apart_from(inputs, stdin, &[])
    }

    /// As [`Self::new`], but files and folders that are results are passed over where the
    /// search through a folder meets them, and said to be. What is named itself is read.
    pub fn apart_from(inputs: &[PathBuf], stdin: Box<dyn BufRead + Send + 'a>, results: &[PathBuf]) -> Self {
        let mut reader = Self {
            paths: Vec::new().into_iter(),
            stdin: Some(stdin),
            waiting: std::collections::VecDeque::new(),
            open: None,
            read: Vec::new(),
            results: results.iter().filter_map(|path| path.canonicalize().ok()).collect(),
            reading: Arc::default(),
            total_bytes: 0,
        };
        let mut paths = Vec::new();
        for input in inputs {
            if input.is_dir() {
                let before = (paths.len(), reader.waiting.len());
                reader.list(input, &mut paths);
                let explains = |p: &Problem| p.effect == Effect::Rejected || p.kind == Kind::OwnResults;
                let said = reader.waiting.iter().skip(before.1).any(explains);
                if paths.len() == before.0 && !said {
                    reader.waiting.push_back(Problem::rejected(place(input), Kind::NoArticles));
                }
            } else {
                paths.push(input.clone());
            }
        }
        let mut seen = HashSet::new();
        paths.retain(|path| {
            let first = path.canonicalize().map_or(true, |whole| seen.insert(whole));
            if !first {
                reader.waiting.push_back(Problem::kept(place(path), Kind::NamedTwice));
            }
            first
        });
        reader.total_bytes = paths.iter().filter_map(|p| p.metadata().ok()).map(|m| m.len()).sum();
        reader.paths = paths.into_iter();
        reader
    }

    /// Says how inputs are to be read.
    #[must_use]
    pub fn reading(mut self, reading: Reading) -> Self {
        self.reading = Arc::new(reading);
        self
    }

    fn list(&mut self, folder: &Path, paths: &mut Vec<PathBuf>) {
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.waiting.push_back(Error::io(folder.display().to_string(), &error).into());
                return;
            }
        };
        let mut inside: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
        inside.sort();
        for path in inside {
            let hidden = path.file_name().is_some_and(|n| n.to_string_lossy().starts_with('.'));
            if self.is_result(&path) {
                self.waiting.push_back(Problem::ignored(place(&path), Kind::OwnResults));
                continue;
            }
            // A link to a folder could lead back here.
            if path.is_dir() && !path.is_symlink() && !hidden {
                self.list(&path, paths);
            } else if by_extension(&path).is_some() && path.is_file() {
                paths.push(path);
            } else if !hidden {
                self.waiting.push_back(Problem::ignored(place(&path), Kind::NotAnArticle));
            }
        }
    }

    fn is_result(&self, path: &Path) -> bool {
        !self.results.is_empty() && path.canonicalize().is_ok_and(|whole| self.results.contains(&whole))
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

    fn start(&mut self, path: &Path) -> Result<Option<Record>, Problem> {
        let is_stdin = path == Path::new("-");
        let shown: Arc<str> =
            if is_stdin { "standard input".into() } else { path.display().to_string().into() };
        let reader: Box<dyn BufRead + Send + 'a> = if is_stdin {
            match self.stdin.take() {
                Some(stdin) => stdin,
                None => return Ok(None),
            }
        } else {
            let file = File::open(path).map_err(|e| Error::io(shown.clone(), &e))?;
            Box::new(BufReader::with_capacity(1 << 17, file))
        };
        self.begin(shown, path, reader)
    }

    fn begin(
        &mut self,
        file: Arc<str>,
        path: &Path,
        mut reader: Box<dyn BufRead + Send + 'a>,
    ) -> Result<Option<Record>, Problem> {
        let format = if let Some(format) = by_extension(path) {
            format
        } else {
            let format = sniffed(reader.fill_buf().map_err(|e| Error::io(file.clone(), &e))?);
            if path != Path::new("-") {
                self.waiting.push_back(Problem::kept(Place::file(file.clone()), Kind::ReadAs(format.name)));
            }
            format
        };
        let reading = self.reading.clone();
        let mut open = Open { file, format, reading, reader, hash: Sha256::new(), bytes: 0, line: 0 };
        if matches!(format.shape, Shape::Line(_)) {
            self.open = Some(open);
            return Ok(None);
        }
        let mut bytes = Vec::new();
        open.reader.read_to_end(&mut bytes).map_err(|e| Error::io(open.file.clone(), &e))?;
        open.hash.update(&bytes);
        open.bytes = bytes.len() as u64;
        let origin = Origin { file: open.file.clone(), line: None };
        let reading = open.reading.clone();
        self.read.push(open.input());
        if bytes.is_empty() {
            return Err(Problem::rejected(origin.place(), Kind::Empty));
        }
        Ok(Some(Record { origin, format, reading, bytes }))
    }
}

impl Open<'_> {
    fn input(self) -> Input {
        Input {
            path: self.file,
            format: self.format.name,
            bytes: self.bytes,
            sha256: hex(&self.hash.finalize()),
        }
    }

    /// The next line that is not blank.
    fn next(&mut self) -> Result<Option<Record>, Problem> {
        loop {
            let mut bytes = Vec::new();
            self.line += 1;
            let count = self.reader.read_until(b'\n', &mut bytes).map_err(|e| {
                Problem::rejected(Place::line(self.file.clone(), self.line), Kind::Io(e.to_string()))
            })?;
            if count == 0 {
                return Ok(None);
            }
            self.hash.update(&bytes);
            self.bytes += count as u64;
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let origin = Origin { file: self.file.clone(), line: Some(self.line) };
            return Ok(Some(Record { origin, format: self.format, reading: self.reading.clone(), bytes }));
        }
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
                match open.next() {
                    Ok(Some(record)) => return Some(Ok(record)),
                    Ok(None) => {
                        let open = self.open.take()?;
                        let (file, empty) = (open.file.clone(), open.bytes == 0);
                        self.read.push(open.input());
                        if empty {
                            return Some(Err(Problem::rejected(Place::file(file), Kind::Empty)));
                        }
                    }
                    Err(problem) => {
                        self.open = None;
                        return Some(Err(problem));
                    }
                }
                continue;
            }
            let path = self.paths.next()?;
            match self.start(&path) {
                Ok(Some(record)) => return Some(Ok(record)),
                Ok(None) => {}
                Err(problem) => return Some(Err(problem)),
            }
        }
    }
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}

fn by_extension(path: &Path) -> Option<&'static Format> {
    let extension = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMATS.iter().find(|f| f.extensions.contains(&extension.as_str()))
}

/// The first format that a head looks like.
fn sniffed(head: &[u8]) -> &'static Format {
    let text = String::from_utf8_lossy(head);
    let head = Head { bytes: head, text: text.trim_start_matches('\u{feff}') };
    FORMATS.iter().find(|f| (f.looks)(&head)).unwrap_or(&FORMATS[FORMATS.len() - 1])
}
