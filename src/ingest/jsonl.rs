//! JSONL: one JSON object a line with `id` and `text`; `date`, `source`, `title`, `author`,
//! `url` and `language` where known; and the speaker's name, where one is asked for. Other
//! fields are passed over.

use super::{Columns, Made, Origin, day};
use crate::document::{Document, Meta};
use crate::error::{Kind, Problem};
use serde_json::{Map, Value};
use std::sync::Arc;

pub(super) fn read(origin: &Origin, columns: &Columns, line: &str) -> Made {
    let mut problems = Vec::new();
    let reject = |kind| Problem::rejected(origin.place(), kind);
    let mut record = match serde_json::from_str::<Value>(line.trim_end()) {
        Ok(Value::Object(record)) => record,
        Ok(other) => return Err(reject(Kind::NotJson(format!("the line holds {}", name(&other))))),
        Err(error) => {
            // The parser counts lines of its own; the column is worth keeping.
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default().to_string();
            // Its column counts bytes.
            let before = error.column().saturating_sub(1);
            let characters = line.char_indices().take_while(|&(byte, _)| byte < before).count();
            let place = origin.place().column(characters as u64 + 1);
            return Err(Problem::rejected(place, Kind::NotJson(what)));
        }
    };
    let Some(Value::String(text)) = record.get_mut("text").map(Value::take) else {
        return Err(reject(Kind::NoText(record.keys().cloned().collect())));
    };
    let mut field = |name: &str| match scalar(&record, name) {
        Ok(value) => value,
        Err(found) => {
            let right = "it must be text or a number; it was left empty".into();
            problems.push(Problem::kept(origin.place(), Kind::BadField(name.into(), found.into(), right)));
            None
        }
    };
    let id = field("id").unwrap_or_else(|| origin.id());
    let date = field("date");
    let meta = Meta {
        date: date.as_deref().and_then(day),
        source: field("source"),
        title: field("title"),
        author: field("author"),
        speaker: columns.speaker.as_deref().and_then(&mut field),
        url: field("url"),
        language: field("language"),
    };
    if let Some(read) = date.filter(|_| meta.date.is_none()) {
        problems.push(Problem::kept(origin.place(), Kind::BadDate(read.to_string())));
    }
    Ok((
        Document { id, text: text.into(), body: 0, meta, file: origin.file.clone(), line: origin.line },
        problems,
    ))
}

/// A field as text; absent, null and "" are all absent.
fn scalar(record: &Map<String, Value>, field: &str) -> Result<Option<Arc<str>>, &'static str> {
    match record.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.as_str().into())),
        Some(Value::Number(number)) => Ok(Some(number.to_string().into())),
        Some(other) => Err(name(other)),
    }
}

fn name(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_character_and_not_the_byte() {
        let origin = Origin { file: "in.jsonl".into(), line: Some(7) };
        let place =
            |line: &str| read(&origin, &Columns::default(), line).expect_err("no JSON").place.to_string();
        assert_eq!(place("{\"id\": \"e\" x}"), "in.jsonl:7:12");
        assert_eq!(place("{\"id\": \"é\" x}"), "in.jsonl:7:12");
    }
}
