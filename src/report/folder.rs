//! The folder that results go to: they appear whole, or not at all.

use super::{FORMATS, Format, Speech, Table};
use crate::error::{Error, Kind, Place};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// Names of everything else that a run may write, without numbers and extension.
const NAMES: [&str; 3] = ["groups", "problems", "manifest"];
const EXTENSIONS: [&str; 4] = ["csv", "jsonl", "json", "parquet"];

/// Results on their way into a folder.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    /// Made by this run: to be taken away again where nothing comes of it.
    made: bool,
    work: Option<TempDir>,
}

impl Folder {
    /// Prepares a folder; nothing in it changes before [`Self::finish`].
    ///
    /// # Errors
    /// Where it holds results and `force` is not set, or cannot be written to.
    pub fn new(target: &Path, force: bool) -> Result<Self, Error> {
        let shown = || target.display().to_string();
        if target.exists() && !target.is_dir() {
            return Err(Error::at(Place::file(shown()), Kind::NotAFolder));
        }
        if !force && !results(target).is_empty() {
            return Err(Error::at(Place::file(shown()), Kind::HoldsResults));
        }
        let made = !target.exists();
        std::fs::create_dir_all(target).map_err(|e| Error::io(shown(), &e))?;
        let work = tempfile::Builder::new()
            .prefix(".rhetor-")
            .tempdir_in(target)
            .map_err(|e| Error::io(shown(), &e))?;
        Ok(Self { target: target.into(), made, work: Some(work) })
    }

    /// Where to write meanwhile.
    pub fn path(&self) -> &Path {
        self.work.as_ref().map_or(&self.target, TempDir::path)
    }

    /// What must not be read as input: the folder, and in it what an earlier run wrote.
    pub fn own(target: &Path) -> Vec<PathBuf> {
        let mut own = results(target);
        own.push(target.into());
        own
    }

    /// An error of the file system while writing results.
    pub fn error(&self, error: &std::io::Error) -> Error {
        Error::io(self.target.display().to_string(), error)
    }

    /// Puts everything written into its place and takes older results away.
    ///
    /// # Errors
    /// What the file system says.
    pub fn finish(mut self) -> Result<(), Error> {
        let Some(work) = self.work.take() else { return Ok(()) };
        let failed = |e: std::io::Error| Error::io(self.target.display().to_string(), &e);
        let entries: Vec<_> =
            std::fs::read_dir(work.path()).map_err(failed)?.filter_map(Result::ok).collect();
        for old in results(&self.target) {
            if !entries.iter().any(|e| Some(&*e.file_name()) == old.file_name()) {
                std::fs::remove_file(&old).map_err(failed)?;
            }
        }
        for entry in &entries {
            std::fs::rename(entry.path(), self.target.join(entry.file_name())).map_err(failed)?;
        }
        self.made = false;
        work.close().map_err(failed)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if self.work.take().is_some() && self.made {
            // Only an empty folder goes, so nothing of the user's can.
            let _ = std::fs::remove_dir(&self.target);
        }
    }
}

/// The files in a folder that an earlier run may have written.
fn results(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let ours = |path: &PathBuf| {
        let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
        let base = stem.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches('_');
        let extension = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        let is = |name: &str| stem == name || base == name;
        let table = || Table::ALL.iter().any(|t| Speech::ALL.iter().any(|&s| is(t.name(s))));
        let report = || FORMATS.iter().filter_map(Format::file_name).any(|name| path.ends_with(name));
        let listed = NAMES.iter().any(|name| is(name)) || table();
        (listed && EXTENSIONS.contains(&extension.as_str())) || report()
    };
    let mut found: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).filter(ours).collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_never_overwritten_unasked() {
        let target = tempfile::tempdir().expect("a folder");
        std::fs::write(target.path().join("quotes_2.csv"), "old").expect("written");
        let refused = Folder::new(target.path(), false).expect_err("holds results");
        assert_eq!(refused.kind, Kind::HoldsResults);
        let folder = Folder::new(target.path(), true).expect("forced");
        std::fs::write(folder.path().join("quotes.csv"), "new").expect("written");
        folder.finish().expect("in place");
        assert!(!target.path().join("quotes_2.csv").exists(), "an older part would mix with the new results");
    }

    #[test]
    fn a_run_that_fails_leaves_nothing() {
        let parent = tempfile::tempdir().expect("a folder");
        let target = parent.path().join("out");
        let folder = Folder::new(&target, false).expect("new");
        std::fs::write(folder.path().join("quotes.csv"), "half").expect("written");
        drop(folder);
        assert!(!target.exists());
    }
}
