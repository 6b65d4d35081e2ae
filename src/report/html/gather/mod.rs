//! Reads what the page shows out of a results folder.
//!
//! Every table is read as a stream, some twice; what is kept is bounded by what is shown:
//! speakers by [`people`], quotes by [`evidence`].

mod compared;
mod evidence;
mod people;
mod rest;
mod terms;
mod time;

use super::model::{Category, Page};
use crate::error::Error;
use crate::lexicon::builtin;
use crate::report::Speech;
use crate::report::formats::Options;
use crate::report::saved::{self, Saved};
use serde_json::Value;

/// The whole page.
pub(super) fn page(saved: &Saved, options: &Options) -> Result<Page, Error> {
    let categories: Vec<Category> = saved.wholes().map(|(_, whole)| category(saved, whole)).collect();
    let mut page = Page {
        title: options.title.clone(),
        documents: saved.speech() == Speech::Whole,
        tables_kept: saved.keeps_tables(),
        min_words: saved.min_words(),
        contrasts: vec![None; categories.len()],
        categories,
        ..Page::default()
    };
    people::read(saved, &mut page)?;
    evidence::read(saved, &mut page)?;
    time::read(saved, options, &mut page)?;
    compared::read(saved, &mut page)?;
    rest::read(saved, &mut page)?;
    Ok(page)
}

/// A category as people call it: by its lexicon's title, where that is named like it.
fn category(saved: &Saved, whole: &saved::Category) -> Category {
    let text =
        |of: &Value, field: &str| of.get(field).and_then(Value::as_str).unwrap_or_default().to_string();
    let lexicons = saved.manifest.get("lexicons").and_then(Value::as_array);
    let own = lexicons.into_iter().flatten().find(|l| text(l, "name") == whole.lexicon);
    let title = own.filter(|_| whole.lexicon == whole.name).map(|l| text(l, "title")).unwrap_or_default();
    let label = if title.is_empty() { whole.name.replace('_', " ") } else { title };
    let label = label.strip_suffix(" talk").unwrap_or(&label).to_string();
    let hash = own.map(|l| text(l, "sha256")).unwrap_or_default();
    Category { name: whole.name.clone(), label: capital(&label), about: about(whole, &hash) }
}

/// How a built-in lexicon defines the category, if the run used the lexicon as it is now.
fn about(whole: &saved::Category, hash: &str) -> Option<String> {
    let lexicon = builtin::get(&whole.lexicon)?.ok().filter(|l| l.sha256 == hash)?;
    lexicon.categories.iter().find(|c| c.name == whole.name).map(|c| c.definition.clone())
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
