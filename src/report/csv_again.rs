//! The tables of a results folder in another dialect.

use super::Cell;
use super::columns;
use super::csv::{Dialect, Files};
use super::folder::whole;
use super::saved::Saved;
use crate::error::Error;
use crate::pipeline::Threads;
use std::path::Path;

pub(super) fn write(saved: &Saved, folder: &Path, dialect: Dialect) -> Result<(), Error> {
    let failed = |e: std::io::Error| Error::io(folder.display().to_string(), &e);
    for name in columns::TABLES.iter().flat_map(|table| table.names) {
        if saved.files(name)?.is_empty() {
            continue;
        }
        let mut rows = saved.named(name)?;
        let header: Vec<String> = rows.columns.iter().map(|column| column.name.clone()).collect();
        let mut files = Files::new(folder, name, header, dialect).map_err(failed)?;
        while let Some(row) = rows.next_row()? {
            let cells: Vec<Cell> = row.cells()?;
            files.row(&cells).map_err(failed)?;
        }
        files.end().map_err(failed)?;
    }
    let mut manifest = saved.manifest.clone();
    if let Some(of) = manifest.get_mut("dialect") {
        *of = dialect.name().into();
    }
    // The tables are other files than those that the manifest listed.
    if let Some(of) = manifest.get_mut("formats") {
        *of = vec!["csv"].into();
    }
    if let Some(of) = manifest.get_mut("files") {
        *of =
            serde_json::to_value(whole::listed(folder, &Threads::one()).map_err(failed)?).unwrap_or_default();
    }
    let mut text = serde_json::to_string_pretty(&manifest).unwrap_or_default();
    text.push('\n');
    std::fs::write(folder.join("manifest.json"), text).map_err(failed)
}
