//! The folder that results go to: they appear whole, or not at all.
//!
//! A run writes into a hidden folder inside, and a lock beside it lives as long as the run:
//! so a hidden folder without a living lock is known to be dead. In the end the old manifest
//! goes first and the new one comes last. Where a run is killed between the two there is no
//! manifest, and nothing that reads results ([`whole`]) takes such a folder for one.

mod lock;
pub mod whole;

use super::{FORMATS, Format, Speech, Table};
use crate::error::{Error, Kind, Place};
use lock::Lock;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The file without which a folder holds no results.
pub const MANIFEST: &str = "manifest.json";
/// Names of everything else that a run may write, without numbers and extension.
const NAMES: [&str; 8] =
    ["articles", "groups", "problems", "manifest", "compare", "compare_valence", "compare_terms", "timeline"];
const EXTENSIONS: [&str; 4] = ["csv", "jsonl", "json", "parquet"];
/// How hidden folders of runs begin.
const HIDDEN: &str = ".rhetor-";
/// In such a folder: where older results wait until the new ones are in their place.
const OLDER: &str = "older";

/// Results on their way into a folder.
#[derive(Debug)]
pub struct Folder {
    target: PathBuf,
    /// Made by this run: to be taken away again where nothing comes of it.
    made: bool,
    work: Option<TempDir>,
    lock: Option<Lock>,
    left_over: Vec<PathBuf>,
}

/// What must go where a run ends at once.
#[derive(Clone, Debug)]
pub struct Sweep {
    work: PathBuf,
    lock: PathBuf,
    made: Option<PathBuf>,
}

impl Sweep {
    /// Takes it away, though somebody may be writing there still.
    pub fn away(&self) {
        for _ in 0..20 {
            if std::fs::remove_dir_all(&self.work).is_ok() || !self.work.exists() {
                break;
            }
        }
        let _ = std::fs::remove_file(&self.lock);
        if let Some(target) = &self.made {
            // Only an empty folder goes, so nothing of the user's can.
            let _ = std::fs::remove_dir(target);
        }
    }
}

impl Folder {
    /// Prepares a folder; nothing in it changes before [`Self::finish`], but that what a run
    /// that was killed has left there is taken away.
    ///
    /// # Errors
    /// Where it holds results and `force` is not set, another run writes to it, or it cannot
    /// be written to.
    pub fn new(target: &Path, force: bool) -> Result<Self, Error> {
        let shown = || target.display().to_string();
        if target.exists() && !target.is_dir() {
            return Err(Error::at(Place::file(shown()), Kind::NotAFolder));
        }
        let made = !target.exists();
        std::fs::create_dir_all(target).map_err(|e| Error::io(shown(), &e))?;
        let lock = Lock::take(target)?;
        // Without a lock nothing tells the dead from the living.
        let left_over = if lock.is_some() { dead(target) } else { Vec::new() };
        if !force && !results(target).is_empty() {
            return Err(Error::at(Place::file(shown()), Kind::HoldsResults));
        }
        let work =
            tempfile::Builder::new().prefix(HIDDEN).tempdir_in(target).map_err(|e| Error::io(shown(), &e))?;
        Ok(Self { target: target.into(), made, work: Some(work), lock, left_over })
    }

    /// Where to write meanwhile.
    pub fn path(&self) -> &Path {
        self.work.as_ref().map_or(&self.target, TempDir::path)
    }

    /// What runs that were killed had left; it was taken away.
    pub fn left_over(&self) -> &[PathBuf] {
        &self.left_over
    }

    /// Whether there are older results, which [`Self::finish`] would replace.
    pub fn replaces(&self) -> bool {
        !results(&self.target).is_empty()
    }

    /// What must go where this run ends at once.
    pub fn sweep(&self) -> Sweep {
        Sweep {
            work: self.path().into(),
            lock: self.target.join(lock::NAME),
            made: self.made.then(|| self.target.clone()),
        }
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
    /// What the file system says. The older results are then where they were.
    pub fn finish(mut self) -> Result<(), Error> {
        let Some(work) = self.work.take() else { return Ok(()) };
        let failed = |e: std::io::Error| Error::io(self.target.display().to_string(), &e);
        let mut moves = Moves::default();
        if let Err(error) = moves.all(work.path(), &self.target) {
            moves.undo();
            return Err(failed(error));
        }
        self.made = false;
        work.close().map_err(failed)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        drop(self.work.take());
        drop(self.lock.take());
        if self.made {
            // Only an empty folder goes, so nothing of the user's can.
            let _ = std::fs::remove_dir(&self.target);
        }
    }
}

/// What was moved so far: from where, to where.
#[derive(Default)]
struct Moves(Vec<(PathBuf, PathBuf)>);

impl Moves {
    /// The old manifest first, the new one last: between the two there is none.
    fn all(&mut self, work: &Path, target: &Path) -> std::io::Result<()> {
        let is_manifest = |path: &PathBuf| path.file_name().is_some_and(|name| name == MANIFEST);
        let mut new: Vec<PathBuf> =
            std::fs::read_dir(work)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
        new.sort_by_key(|path| (is_manifest(path), path.clone()));
        let mut old = results(target);
        old.sort_by_key(|path| (!is_manifest(path), path.clone()));
        let older = work.join(OLDER);
        std::fs::create_dir(&older)?;
        for path in old {
            self.one(path, &older)?;
        }
        for path in new {
            if is_manifest(&path) {
                // Should the power fail, no manifest may stand without its tables.
                sync(&path)?;
                sync(target)?;
            }
            self.one(path, target)?;
        }
        Ok(())
    }

    fn one(&mut self, from: PathBuf, folder: &Path) -> std::io::Result<()> {
        let to = folder.join(from.file_name().unwrap_or_default());
        std::fs::rename(&from, &to)?;
        self.0.push((from, to));
        Ok(())
    }

    fn undo(self) {
        for (from, to) in self.0.into_iter().rev() {
            let _ = std::fs::rename(to, from);
        }
    }
}

/// Has the file system keep what was written; where it cannot say so for folders, it need not.
fn sync(path: &Path) -> std::io::Result<()> {
    match std::fs::File::open(path).and_then(|file| file.sync_all()) {
        Err(error) if path.is_file() => Err(error),
        _ => Ok(()),
    }
}

/// Takes away the hidden folders of runs that are no more.
fn dead(target: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(target) else { return Vec::new() };
    let hidden = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.starts_with(HIDDEN) && path.is_dir() && !path.is_symlink()
    };
    let mut found: Vec<PathBuf> = entries.filter_map(Result::ok).map(|e| e.path()).filter(hidden).collect();
    found.sort();
    for path in &found {
        put_back(&path.join(OLDER), target);
    }
    found.retain(|path| std::fs::remove_dir_all(path).is_ok());
    found
}

/// Where a run was killed while it replaced older results, these are the last whole ones.
fn put_back(older: &Path, target: &Path) {
    let Some(listed) = whole::names(&older.join(MANIFEST)).filter(|_| !target.join(MANIFEST).exists()) else {
        return;
    };
    for path in results(target) {
        // New ones come only when all older ones are gone.
        let name = path.file_name().unwrap_or_default();
        let not_moved = listed.iter().any(|n| name == n.as_str()) && !older.join(name).exists();
        if !not_moved {
            let _ = std::fs::remove_file(&path);
        }
    }
    let mut back = results(older);
    back.sort_by_key(|path| (path.file_name().is_some_and(|name| name == MANIFEST), path.clone()));
    for path in back {
        let _ = std::fs::rename(&path, target.join(path.file_name().unwrap_or_default()));
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

    #[test]
    fn what_cannot_be_put_into_place_leaves_the_older_results() {
        let target = tempfile::tempdir().expect("a folder");
        for name in ["manifest.json", "quotes.csv", "quotes_2.csv"] {
            std::fs::write(target.path().join(name), "old").expect("written");
        }
        // A folder of that name is in the way, and it is not ours to remove.
        std::fs::create_dir_all(target.path().join("zzz.csv/theirs")).expect("made");
        let folder = Folder::new(target.path(), true).expect("forced");
        for name in ["manifest.json", "quotes.csv", "zzz.csv"] {
            std::fs::write(folder.path().join(name), "new").expect("written");
        }
        folder.finish().expect_err("in the way");
        for name in ["manifest.json", "quotes.csv", "quotes_2.csv"] {
            let text = std::fs::read_to_string(target.path().join(name)).expect("still there");
            assert_eq!(text, "old", "{name}");
        }
        assert_eq!(std::fs::read_dir(target.path()).expect("readable").count(), 4, "nothing hidden stays");
    }

    #[test]
    fn two_runs_do_not_write_to_one_folder() {
        let target = tempfile::tempdir().expect("a folder");
        let first = Folder::new(target.path(), false).expect("new");
        assert_eq!(Folder::new(target.path(), true).expect_err("in use").kind, Kind::InUse);
        assert!(first.path().exists(), "the work of the living is left alone");
        drop(first);
        assert!(Folder::new(target.path(), true).expect("free again").left_over().is_empty());
    }

    #[test]
    fn results_that_a_killed_run_was_replacing_are_put_back() {
        let target = tempfile::tempdir().expect("a folder");
        let older = target.path().join(".rhetor-dead").join(OLDER);
        std::fs::create_dir_all(&older).expect("made");
        let lists = |name| format!("{{\"name\": \"{name}\", \"bytes\": 3}}");
        let manifest = format!("{{\"files\": [{}, {}]}}", lists("quotes.csv"), lists("speakers.csv"));
        std::fs::write(older.join("manifest.json"), manifest).expect("written");
        std::fs::write(older.join("quotes.csv"), "old").expect("written");
        std::fs::write(target.path().join("speakers.csv"), "old").expect("written");
        for name in ["quotes.csv", "quotes_2.csv"] {
            std::fs::write(target.path().join(name), "new").expect("written");
        }
        assert_eq!(Folder::new(target.path(), false).expect_err("holds results").kind, Kind::HoldsResults);
        for name in ["quotes.csv", "speakers.csv"] {
            let text = std::fs::read_to_string(target.path().join(name)).expect("there again");
            assert_eq!(text, "old", "{name}");
        }
        assert_eq!(whole::check(target.path()), Ok(None));
        assert_eq!(std::fs::read_dir(target.path()).expect("readable").count(), 3);
    }

    #[test]
    fn what_a_killed_run_left_is_taken_away_and_said() {
        let target = tempfile::tempdir().expect("a folder");
        let dead = target.path().join(".rhetor-dead");
        std::fs::create_dir(&dead).expect("made");
        std::fs::write(dead.join("quotes.csv"), "half").expect("written");
        std::fs::write(target.path().join(".rhetor.lock"), "").expect("written");
        let folder = Folder::new(target.path(), false).expect("new");
        assert_eq!(folder.left_over(), [dead]);
        drop(folder);
        assert_eq!(std::fs::read_dir(target.path()).expect("readable").count(), 0);
    }
}
