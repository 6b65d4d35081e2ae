//! What `manifest.json` says of the tables beside it.

use crate::error::{Error, Kind, Place};
use serde_json::Value;
use std::path::Path;

/// One column of a run: a category, or a part of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Name of its lexicon.
    pub lexicon: String,
    /// `war`, also for a part of it.
    pub name: String,
    /// `weapons`, for a part; empty for a whole.
    pub part: String,
    /// Where the whole stands among the columns; its own place for a whole.
    pub whole: usize,
    /// Where the next larger one stands: of a part the whole, or the part that it is part of.
    pub within: Option<usize>,
}

impl Category {
    /// As it heads columns: `war`, `war_weapons`.
    pub fn label(&self) -> String {
        if self.part.is_empty() { self.name.clone() } else { format!("{}_{}", self.name, self.part) }
    }
}

pub(super) fn read(folder: &Path) -> Result<Value, Error> {
    let shown = folder.display().to_string();
    if !folder.exists() {
        return Err(Error::at(Place::file(shown), Kind::Missing));
    }
    if !folder.is_dir() {
        return Err(Error::at(Place::file(shown), Kind::NotAFolder));
    }
    let path = folder.join("manifest.json");
    if !path.is_file() {
        return Err(Error::at(Place::file(shown), Kind::NotResults("it holds no manifest.json".into())));
    }
    let file = path.display().to_string();
    let text = std::fs::read_to_string(&path).map_err(|e| Error::io(file.clone(), &e))?;
    let manifest: Value = serde_json::from_str(&text)
        .map_err(|e| Error::at(Place::file(file.clone()), Kind::NotJson(e.to_string())))?;
    if manifest.get("program").and_then(Value::as_str) != Some(env!("CARGO_PKG_NAME")) {
        return Err(Error::at(Place::file(file), Kind::NotResults("another program wrote it".into())));
    }
    Ok(manifest)
}

/// The columns of the run.
pub(super) fn categories(folder: &Path, manifest: &Value) -> Result<Vec<Category>, Error> {
    let text = |of: &Value, field: &str| of.get(field).and_then(Value::as_str).map(str::to_string);
    let mut found: Vec<Category> = Vec::new();
    let listed = manifest.get("categories").and_then(Value::as_array);
    let old = || {
        let place = Place::file(folder.join("manifest.json").display().to_string());
        Error::at(place, Kind::NotResults("it does not list the categories of the run".into()))
    };
    for category in listed.ok_or_else(old)? {
        let (Some(lexicon), Some(name)) = (text(category, "lexicon"), text(category, "name")) else {
            return Err(old());
        };
        let whole = found.len();
        let column = |part: &str| Category {
            lexicon: lexicon.clone(),
            name: name.clone(),
            part: part.into(),
            whole,
            within: (!part.is_empty()).then_some(whole),
        };
        found.push(column(""));
        let parts = category.get("parts").and_then(Value::as_array);
        found.extend(parts.into_iter().flatten().filter_map(Value::as_str).map(column));
        let nested = category.get("nested").and_then(Value::as_object);
        for (part, within) in nested.into_iter().flatten() {
            let at = |part: &str| (whole..found.len()).find(|&at| found[at].part == part);
            if let (Some(at), Some(within)) = (at(part), within.as_str().and_then(at)) {
                found[at].within = Some(within);
            }
        }
    }
    Ok(found)
}

/// Columns of the speakers file.
pub(super) fn attributes(manifest: &Value) -> Vec<String> {
    let columns = manifest.pointer("/speakers_file/columns").and_then(Value::as_array);
    columns.into_iter().flatten().filter_map(Value::as_str).map(str::to_string).collect()
}
