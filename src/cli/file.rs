//! One file that is written whole or not at all, and never over another unasked.

use super::Failure;
use anstream::stdout;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::Cell;
use rhetor::report::csv::{Dialect, Writer};
use std::io::Write;
use std::path::Path;

/// Refuses a file that exists, before the work is done.
pub(crate) fn check(path: &Path, force: bool) -> Result<(), Failure> {
    if path.exists() && !force {
        return Err(Error::at(Place::file(path.display().to_string()), Kind::Exists).into());
    }
    Ok(())
}

/// Writes a table into a file, or to standard output.
pub(crate) fn table(
    path: Option<&Path>,
    dialect: Dialect,
    header: &[&str],
    rows: &[Vec<Cell>],
) -> Result<(), Failure> {
    let header: Vec<String> = header.iter().map(|h| (*h).to_string()).collect();
    let write = || {
        let mut writer = Writer::new(Vec::new(), dialect, &header)?;
        rows.iter().try_for_each(|row| writer.row(row))?;
        writer.end()
    };
    let bytes = write().map_err(Failure::stdout)?;
    let Some(path) = path else {
        let mut out = stdout().lock();
        return out.write_all(&bytes).and_then(|()| out.flush()).map_err(Failure::stdout);
    };
    self::write(path, &bytes)
}

/// Writes a file whole or not at all.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Error::io(path.display().to_string(), &e);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let work = tempfile::Builder::new().prefix(".rhetor-").tempdir_in(folder).map_err(failed)?;
    let whole = work.path().join("file");
    std::fs::write(&whole, bytes).and_then(|()| std::fs::rename(&whole, path)).map_err(failed)?;
    Ok(())
}
