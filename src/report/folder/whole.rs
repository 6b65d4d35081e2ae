//! Whether a folder holds the results of one run, as that run wrote them.
//!
//! Whatever reads results asks here first: tables of two runs side by side, a table that was
//! edited, or half of what a killed run wrote would give numbers that nobody can trace.

use super::MANIFEST;
use crate::error::{Error, Kind, Place, Problem};
use crate::lexicon::load::hex;
use crate::pipeline::Threads;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::Read;
use std::path::{Path, PathBuf};

/// One file of the results, as the manifest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its name in the folder.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// Of its bytes; only for tables that are read again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<String>,
}

/// Whether numbers are computed from a file of that name later. What is made for people may be
/// made again, edited or taken away, and the results are the same.
fn is_read_again(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "csv" || ending == "jsonl")
}

/// Tables have a hash too: one that was edited may be as long as before. The lines for machines
/// are many times as large, and no command computes a rate from them.
fn is_hashed(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|ending| ending == "csv")
}

fn sha256(path: &Path) -> std::io::Result<String> {
    let (mut file, mut hash) = (std::fs::File::open(path)?, Sha256::new());
    let mut piece = vec![0; 1 << 18];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hex(&hash.finalize())),
            read => hash.update(&piece[..read]),
        }
    }
}

/// Where a run was stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// The last file and line that were read.
    pub behind: String,
    /// Files that were read to their end before.
    pub inputs_read: u64,
}

#[derive(Deserialize)]
struct Manifest {
    /// Whether all inputs are in the tables.
    #[serde(default = "yes")]
    complete: bool,
    stopped: Option<Stopped>,
    files: Vec<Listed>,
}

fn yes() -> bool {
    true
}

/// What was written into a folder, in the order of names.
///
/// # Errors
/// What the file system says.
pub fn listed(folder: &Path, threads: &Threads) -> std::io::Result<Vec<Listed>> {
    listed_again(folder, &[], threads)
}

/// The same where some of it was listed before and has not changed.
///
/// # Errors
/// What the file system says.
pub fn listed_again(folder: &Path, before: &[Listed], threads: &Threads) -> std::io::Result<Vec<Listed>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        // It cannot say its own size.
        if entry.file_name() != MANIFEST {
            let name = entry.file_name().to_string_lossy().into_owned();
            found.push((name, entry.metadata()?.len(), entry.path()));
        }
    }
    // The largest first, so that no thread begins with it when the others have ended.
    found.sort_by_key(|(.., bytes, _)| std::cmp::Reverse(*bytes));
    let list = |(name, bytes, path): (String, u64, PathBuf)| {
        if let Some(known) = before.iter().find(|known| known.name == name && known.bytes == bytes) {
            return Ok(known.clone());
        }
        let sha256 = is_hashed(&name).then(|| sha256(&path)).transpose()?;
        Ok(Listed { name, bytes, sha256 })
    };
    let mut files = threads.map(found, list).into_iter().collect::<std::io::Result<Vec<_>>>()?;
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// The names that a manifest lists; nothing where it is none.
pub(super) fn names(manifest: &Path) -> Option<Vec<String>> {
    let text = std::fs::read_to_string(manifest).ok()?;
    let manifest: Manifest = serde_json::from_str(&text).ok()?;
    Some(manifest.files.into_iter().map(|file| file.name).collect())
}

/// Refuses a folder that does not hold what its manifest says; warns of results that are
/// whole, but of a run that was stopped.
///
/// # Errors
/// Where there is no folder, no manifest, or a table is gone or has another size or other bytes.
pub fn check(folder: &Path) -> Result<Option<Problem>, Error> {
    let place = || Place::file(folder.display().to_string());
    if !folder.exists() {
        return Err(Error::at(place(), Kind::Missing));
    }
    if !folder.is_dir() {
        return Err(Error::at(place(), Kind::NotAFolder));
    }
    let path = folder.join(MANIFEST);
    let shown = || path.display().to_string();
    let text = match std::fs::read_to_string(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            return Err(Error::at(place(), Kind::NoManifest));
        }
        text => text.map_err(|e| Error::io(shown(), &e))?,
    };
    let manifest: Manifest = serde_json::from_str(&text)
        .map_err(|e| Error::at(Place::file(shown()), Kind::BadManifest(e.to_string())))?;
    for Listed { name, bytes, sha256: hash } in manifest.files.into_iter().filter(|f| is_read_again(&f.name))
    {
        let now = folder.join(&name).metadata().ok().filter(std::fs::Metadata::is_file).map(|m| m.len());
        if now != Some(bytes) {
            return Err(Error::at(place(), Kind::NotAsWritten(name, now, bytes)));
        }
        let path = folder.join(&name);
        let failed = |e: std::io::Error| Error::io(path.display().to_string(), &e);
        if let Some(hash) = hash
            && hash != sha256(&path).map_err(failed)?
        {
            return Err(Error::at(place(), Kind::Edited(name)));
        }
    }
    Ok(match (manifest.stopped, manifest.complete) {
        (Some(stopped), _) => Some(Problem::kept(place(), Kind::Incomplete(stopped.behind))),
        (None, false) => Some(Problem::kept(place(), Kind::NotComplete)),
        (None, true) => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said of a folder with one table of eight bytes and a manifest.
    fn said(table: Option<&str>, manifest: Option<&str>) -> String {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in [("quotes.csv", table), ("manifest.json", manifest)] {
            if let Some(text) = text {
                std::fs::write(folder.path().join(name), text).expect("written");
            }
        }
        match check(folder.path()) {
            Ok(None) => "whole".into(),
            Ok(Some(problem)) => problem.kind.to_string(),
            Err(error) => error.kind.to_string(),
        }
    }

    fn sha256_of(text: &str) -> String {
        hex(&Sha256::digest(text.as_bytes()))
    }

    #[test]
    fn a_folder_is_whole_when_its_tables_are_as_the_manifest_lists_them() {
        let lists = "{\"files\": [{\"name\": \"quotes.csv\", \"bytes\": 8}]}";
        let table = Some("a\n1\n2\n3\n");
        assert_eq!(said(table, Some(lists)), "whole");
        assert_eq!(said(table, None), "holds no manifest.json: no run has finished in it");
        assert_eq!(said(None, Some(lists)), "quotes.csv, which the manifest lists, is gone");
        assert_eq!(
            said(Some("a\n1\n"), Some(lists)),
            "quotes.csv is not as the run wrote it: 4 bytes now, 8 then"
        );
        let hashed = lists.replace("8}", &format!("8, \"sha256\": \"{}\"}}", sha256_of("a\n1\n2\n3\n")));
        assert_eq!(said(table, Some(&hashed)), "whole");
        assert_eq!(
            said(Some("a\n1\n2\n4\n"), Some(&hashed)),
            "quotes.csv was changed after the run wrote it"
        );
        assert!(said(table, Some("{}")).starts_with("is not a manifest of this version: missing field"));
        let stopped =
            lists.replacen('{', "{\"stopped\": {\"behind\": \"in.jsonl:7\", \"inputs_read\": 0}, ", 1);
        assert_eq!(
            said(table, Some(&stopped)),
            "holds results of a run that was stopped; nothing behind in.jsonl:7 is in them"
        );
        let unsaid = lists.replacen('{', "{\"complete\": false, ", 1);
        assert_eq!(
            said(table, Some(&unsaid)),
            "holds results of a run that did not read all of its inputs; its manifest does not say where it ended"
        );
    }

    #[test]
    fn what_is_made_for_people_may_be_made_again() {
        let lists = "{\"files\": [{\"name\": \"report.html\", \"bytes\": 8}]}";
        assert_eq!(said(None, Some(lists)), "whole");
    }
}
