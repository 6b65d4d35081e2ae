//! Who is writing to a results folder: a lock that the system lets go when its holder ends,
//! however it ends.

use crate::error::{Error, Kind, Place};
use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

/// The file that is locked.
pub(super) const NAME: &str = ".rhetor.lock";

/// Held while a run writes.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    /// Dropped last, when its name is gone.
    _file: File,
}

impl Lock {
    /// Takes the lock of a folder; nothing where the file system has no locks.
    pub(super) fn take(folder: &Path) -> Result<Option<Self>, Error> {
        let path = folder.join(NAME);
        loop {
            let file = OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(false)
                .open(&path)
                .map_err(|e| Error::io(path.display().to_string(), &e))?;
            match file.try_lock() {
                // Its last holder may have removed it between the two calls.
                Ok(()) if !path.exists() => {}
                Ok(()) => return Ok(Some(Self { path, _file: file })),
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::at(Place::file(folder.display().to_string()), Kind::InUse));
                }
                Err(TryLockError::Error(_)) => {
                    let _ = std::fs::remove_file(&path);
                    return Ok(None);
                }
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.path);
    }
}
