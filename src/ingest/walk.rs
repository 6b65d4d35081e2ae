//! Which files the inputs stand for, in the order in which they are read.

use super::detect;
use crate::error::{Effect, Error, Kind, Place, Problem};
use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};

/// How names of what this program keeps for itself begin, in a folder of results: no input
/// of anybody's.
const WORK: &str = ".rhetor";

/// Searches folders.
#[derive(Default)]
pub(super) struct Walk {
    /// Where results go, in canonical form: not read back as articles.
    results: HashSet<PathBuf>,
    /// Folders that were searched, in canonical form: links may lead in circles.
    searched: HashSet<PathBuf>,
    pub(super) files: Vec<PathBuf>,
    pub(super) problems: VecDeque<Problem>,
}

impl Walk {
    pub(super) fn new(inputs: &[PathBuf], results: &[PathBuf]) -> Self {
        let results = results.iter().filter_map(|path| path.canonicalize().ok()).collect();
        let mut walk = Self { results, ..Self::default() };
        for input in inputs {
            if input.is_dir() {
                walk.input(input);
            } else {
                walk.files.push(input.clone());
            }
        }
        walk.once();
        walk
    }

    /// A folder that the user named.
    fn input(&mut self, folder: &Path) {
        let (files, problems) = (self.files.len(), self.problems.len());
        self.search(folder);
        let explains = |p: &Problem| {
            p.effect == Effect::Rejected || matches!(p.kind, Kind::OwnResults | Kind::FolderTwice)
        };
        let said = self.problems.iter().skip(problems).any(explains);
        if self.files.len() == files && !said {
            self.problems.push_back(Problem::rejected(place(folder), Kind::NoArticles));
        }
    }

    fn search(&mut self, folder: &Path) {
        if folder.canonicalize().is_ok_and(|whole| !self.searched.insert(whole)) {
            self.problems.push_back(Problem::ignored(place(folder), Kind::FolderTwice));
            return;
        }
        let entries = match std::fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                self.problems.push_back(Error::io(folder.display().to_string(), &error).into());
                return;
            }
        };
        let mut inside = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) => inside.push(entry.path()),
                Err(error) => {
                    self.problems.push_back(Error::io(folder.display().to_string(), &error).into());
                }
            }
        }
        inside.sort();
        for path in inside {
            self.meet(path);
        }
    }

    fn meet(&mut self, path: PathBuf) {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let hidden = name.starts_with('.');
        if self.is_result(&path) {
            self.problems.push_back(Problem::ignored(place(&path), Kind::OwnResults));
        } else if path.is_dir() && !hidden {
            self.search(&path);
        } else if detect::may_hold_articles(&name) && path.is_file() {
            self.files.push(path);
        } else if !name.starts_with(WORK) {
            let kind = if hidden { Kind::Hidden } else { Kind::NotAnArticle };
            self.problems.push_back(Problem::ignored(place(&path), kind));
        }
    }

    fn is_result(&self, path: &Path) -> bool {
        !self.results.is_empty() && path.canonicalize().is_ok_and(|whole| self.results.contains(&whole))
    }

    /// What is named twice is read once.
    fn once(&mut self) {
        let Self { files, problems, .. } = self;
        let mut seen = HashSet::new();
        files.retain(|path| {
            let first = path.canonicalize().map_or(true, |whole| seen.insert(whole));
            if !first {
                problems.push_back(Problem::kept(place(path), Kind::NamedTwice));
            }
            first
        });
    }
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}
