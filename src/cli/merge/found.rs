//! Which files are parts.

use super::Order;
use crate::cli::Failure;
use rhetor::error::{Error, Kind, Place};
use std::collections::HashMap;
use std::path::{Path, PathBuf};

/// Where engines write before they are done.
const UNFINISHED: [&str; 2] = ["_temporary", "_SUCCESS.tmp"];

/// All files: those that are named, and those in folders that are, in order of their names.
/// Names that begin with `.` or `_` are an engine's own notes.
pub(super) fn files(named: &[PathBuf], order: Order) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in named {
        if path.is_dir() {
            let before = files.len();
            search(path, &mut files)?;
            if files.len() == before {
                return Err(Error::at(place(path), Kind::NotAPart("it holds no file".into())).into());
            }
        } else {
            files.push(path.clone());
        }
    }
    let mut seen: HashMap<PathBuf, &Path> = HashMap::new();
    for file in &files {
        let whole = file.canonicalize().unwrap_or_else(|_| file.clone());
        if let Some(other) = seen.insert(whole, file) {
            return Err(Error::at(place(file), Kind::SamePart(other.display().to_string())).into());
        }
    }
    drop(seen);
    if order == Order::Id {
        files.sort();
    }
    Ok(files)
}

fn search(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let failed = |e: std::io::Error| Error::io(folder.display().to_string(), &e);
    let mut inside = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        inside.push(entry.map_err(failed)?.path());
    }
    inside.sort();
    for path in inside {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if UNFINISHED.contains(&&*name) {
            return Err(Error::at(place(folder), Kind::Unfinished(name)));
        }
        if name.starts_with(['.', '_']) {
            continue;
        }
        if path.is_dir() {
            search(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn place(path: &Path) -> Place {
    Place::file(path.display().to_string())
}
