//! JSONL: one JSON object a line with `id` and `text`; `date`, `source`, `title`, `author`,
//! `url` and `language` where known; and the speaker's name, where one is asked for. Other
//! fields are passed over.

use super::found::Found;
use super::{Reading, Wrong};
use crate::error::Kind;
use serde_json::{Map, Value};

pub(super) fn read(reading: &Reading, line: &str) -> Result<Found, Wrong> {
    let mut record = match serde_json::from_str::<Value>(line.trim_end()) {
        Ok(Value::Object(record)) => record,
        Ok(other) => return Err(Kind::NotJson(format!("the line holds {}", name(&other))).into()),
        Err(error) => {
            // The parser counts lines of its own; the column is worth keeping.
            let what = error.to_string();
            let what = what.split(" at line ").next().unwrap_or_default().to_string();
            // Its column counts bytes.
            let before = error.column().saturating_sub(1);
            let characters = line.char_indices().take_while(|&(byte, _)| byte < before).count();
            return Err(Wrong { kind: Kind::NotJson(what), column: Some(characters as u64 + 1) });
        }
    };
    let Some(Value::String(text)) = record.get_mut("text").map(Value::take) else {
        return Err(Kind::NoText(record.keys().cloned().collect()).into());
    };
    let mut found = Found { text, ..Found::default() };
    let problems = &mut found.problems;
    let mut field = |name: &str| match scalar(&mut record, name) {
        Ok(value) => value,
        Err(read) => {
            let right = "it must be text or a number; it was left empty".into();
            problems.push(Kind::BadField(name.into(), read.into(), right));
            None
        }
    };
    found.id = field("id");
    found.date = field("date");
    found.source = field("source");
    found.title = field("title");
    found.author = field("author");
    found.speaker = reading.speaker.as_deref().and_then(&mut field);
    found.url = field("url");
    found.language = field("language");
    Ok(found)
}

/// A field as text; absent, null and "" are all absent.
fn scalar(record: &mut Map<String, Value>, field: &str) -> Result<Option<String>, &'static str> {
    match record.get(field) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
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
        let column = |line: &str| read(&Reading::default(), line).expect_err("no JSON").column;
        assert_eq!(column("{\"id\": \"e\" x}"), Some(12));
        assert_eq!(column("{\"id\": \"é\" x}"), Some(12));
    }
}
