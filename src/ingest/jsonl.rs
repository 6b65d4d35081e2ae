//! JSON: an object an article, one a line or one behind the other. Other fields than those
//! that are asked for are passed over.

use super::columns::{self, Fields, Role};
use super::found::Found;
use super::{Reading, Wrong};
use crate::error::Kind;
use serde_json::{Map, Value};

/// The articles of an object: it is one, or the answer of a service that lists some.
pub(super) fn read(fields: &Fields, line: &str) -> Result<Vec<Found>, Wrong> {
    let mut record = match serde_json::from_str::<Value>(line.trim_end()) {
        Ok(Value::Object(record)) => record,
        Ok(other) => return Err(Kind::NotJson(format!("the line holds {}", name(&other))).into()),
        Err(error) => return Err(broken(line, &error)),
    };
    let kind = match article(fields, &mut record) {
        Ok(found) => return Ok(vec![found]),
        Err(kind) => kind,
    };
    let Some(list) = listed(&mut record) else { return Err(kind.into()) };
    let each = list.into_iter().map(|value| match value {
        Value::Object(mut record) => article(fields, &mut record),
        other => Err(Kind::NotJson(format!("the list holds {}", name(&other)))),
    });
    let wrong = |kind| Found { wrong: Some(kind), ..Found::default() };
    Ok(each.map(|found| found.unwrap_or_else(wrong)).collect())
}

/// Where the answers of services keep their articles: `articles` of `NewsAPI`,
/// `response.docs`, `articles.results`, and so on.
const LISTS: [&str; 11] = [
    "articles",
    "data",
    "docs",
    "documents",
    "items",
    "news",
    "posts",
    "response",
    "results",
    "stories",
    "value",
];

/// The list of objects in an answer. It is taken out.
fn listed(record: &mut Map<String, Value>) -> Option<Vec<Value>> {
    LISTS.iter().find_map(|name| match record.get_mut(*name)? {
        Value::Array(list) if list.iter().any(Value::is_object) => Some(std::mem::take(list)),
        Value::Object(inner) => listed(inner),
        _ => None,
    })
}

fn article(fields: &Fields, record: &mut Map<String, Value>) -> Result<Found, Kind> {
    let Some(text) = text(fields, record) else {
        return Err(Kind::NoText(fields.text().into(), record.keys().cloned().collect()));
    };
    let mut found = Found { text, ..Found::default() };
    if is_cut(&found.text) {
        found.problems.push(Kind::BeginningOnly);
    }
    let problems = &mut found.problems;
    let mut field = |role: Role| {
        let here = fields.of(role).iter().filter_map(|name| Some((name, at(record, name)?)));
        let (name, value) = here.into_iter().find(|(_, value)| !value.is_null())?;
        scalar(value).unwrap_or_else(|read| {
            let right = "it must be text or a number; it was left empty".into();
            problems.push(Kind::BadField(name.to_string(), read.into(), right));
            None
        })
    };
    found.id = field(Role::Id);
    found.date = field(Role::Date);
    found.source = field(Role::Source);
    found.title = field(Role::Title);
    found.author = field(Role::Author);
    found.speaker = field(Role::Speaker);
    found.url = field(Role::Url);
    found.language = field(Role::Language);
    Ok(found)
}

/// `… [+2131 chars]`: how `NewsAPI` says that it gives the beginning only.
fn is_cut(text: &str) -> bool {
    let count = text.trim_end().strip_suffix(" chars]").and_then(|text| text.rsplit_once("[+"));
    count.is_some_and(|(_, count)| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()))
}

/// The fields of a file whose first object this is; none where it is no object.
pub(super) fn fields(reading: &Reading, line: &str) -> Option<Result<Fields, Kind>> {
    let Ok(Value::Object(mut record)) = serde_json::from_str::<Value>(line.trim_end()) else { return None };
    let of = |record: &Map<String, Value>| {
        let keys: Vec<&str> = record.keys().map(String::as_str).collect();
        columns::chosen(reading, &keys, false)
    };
    let own = of(&record);
    if !matches!(own, Err(Kind::NoTextColumn(..))) {
        return Some(own);
    }
    let list = listed(&mut record);
    let first = list.iter().flatten().find_map(Value::as_object);
    Some(first.map_or(own, of))
}

fn broken(line: &str, error: &serde_json::Error) -> Wrong {
    // The parser's own words end in its place; it is told apart.
    let what = error.to_string();
    let what = what.split(" at line ").next().unwrap_or_default().to_string();
    // Its column counts bytes.
    let before = error.column().saturating_sub(1);
    let lines = error.line().saturating_sub(1);
    let there = line.split('\n').nth(lines).unwrap_or(line);
    let characters = there.char_indices().take_while(|&(byte, _)| byte < before).count();
    Wrong { kind: Kind::NotJson(what), lines: lines as u64, column: Some(characters as u64 + 1) }
}

/// The text: of several fields the first that has any. It is taken out, not copied.
fn text(fields: &Fields, record: &mut Map<String, Value>) -> Option<String> {
    let mut empty = None;
    for name in fields.of(Role::Text) {
        let Some(value) = at_mut(record, name) else { continue };
        match prose(value.take()) {
            Some(text) if !text.trim().is_empty() => return Some(text),
            Some(text) => empty = Some(text),
            None => {}
        }
    }
    empty
}

/// Text as such, as a list of paragraphs, or in the sections of an object.
fn prose(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        // A field that is there and empty is an empty article, not a missing column.
        Value::Null => Some(String::new()),
        Value::Array(parts) => joined(parts.into_iter().map(prose)),
        Value::Object(mut object) if object.contains_key("sections") || object.contains_key("paragraphs") => {
            let parts = ["summary", "headline", "paragraphs", "sections"].map(|key| object.remove(key));
            joined(parts.into_iter().flatten().map(prose))
        }
        _ => None,
    }
}

fn joined(parts: impl Iterator<Item = Option<String>>) -> Option<String> {
    let parts: Option<Vec<String>> = parts.collect();
    let parts: Vec<String> = parts?.into_iter().filter(|part| !part.trim().is_empty()).collect();
    Some(parts.join("\n\n"))
}

/// The field of that name, or the one that points lead to.
fn at<'a>(record: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if let Some(value) = record.get(name) {
        return Some(value);
    }
    let (first, rest) = name.split_once('.')?;
    at(record.get(first)?.as_object()?, rest)
}

fn at_mut<'a>(record: &'a mut Map<String, Value>, name: &str) -> Option<&'a mut Value> {
    if record.contains_key(name) {
        return record.get_mut(name);
    }
    let (first, rest) = name.split_once('.')?;
    at_mut(record.get_mut(first)?.as_object_mut()?, rest)
}

/// A field as text; of a list its texts behind each other.
fn scalar(value: &Value) -> Result<Option<String>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Array(parts) => {
            let parts: Option<Vec<&str>> = parts.iter().map(Value::as_str).collect();
            parts.map(|parts| Some(parts.join(", "))).ok_or("a list")
        }
        other => Err(name(other)),
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
    use super::super::columns::Columns;
    use super::*;

    fn read_as(reading: &Reading, line: &str) -> Result<Found, Wrong> {
        let fields = fields(reading, line).and_then(Result::ok).unwrap_or_default();
        read(&fields, line).map(|mut found| found.pop().expect("an article"))
    }

    #[test]
    fn an_error_names_the_character_and_not_the_byte() {
        let place = |line: &str| {
            let wrong = read_as(&Reading::default(), line).expect_err("no JSON");
            (wrong.lines, wrong.column)
        };
        assert_eq!(place("{\"id\": \"e\" x}"), (0, Some(12)));
        assert_eq!(place("{\"id\": \"é\" x}"), (0, Some(12)));
        assert_eq!(place("{\n\"id\": \"é\" x}"), (1, Some(11)));
    }

    #[test]
    fn points_lead_into_objects_and_lists_are_joined() {
        let columns =
            Columns { text: Some("article.body".into()), id: Some("meta.id".into()), ..Columns::default() };
        let reading = Reading { columns, ..Reading::default() };
        let line = "{\"article\": {\"body\": [\"We wait.\", \"We vote.\"]}, \"meta\": {\"id\": 7}, \"author\": [\"Holt\", \"Vale\"]}";
        let found = read_as(&reading, line).expect("an article");
        assert_eq!((&*found.text, found.id.as_deref()), ("We wait.\n\nWe vote.", Some("7")));
        assert_eq!(found.author.as_deref(), Some("Holt, Vale"));
    }

    #[test]
    fn the_sections_of_an_article_are_its_text() {
        let line = "{\"title\": \"T\", \"publishing_date\": \"2024-03-04\", \"body\": {\"summary\": [\"Short.\"], \
            \"sections\": [{\"headline\": [], \"paragraphs\": [\"One.\", \"Two.\"]}, \
            {\"headline\": [\"Head\"], \"paragraphs\": [\"Three.\"]}]}}";
        let found = read_as(&Reading::default(), line).expect("an article");
        assert_eq!(found.text, "Short.\n\nOne.\n\nTwo.\n\nHead\n\nThree.");
    }

    #[test]
    fn the_answer_of_a_service_is_the_articles_that_it_lists() {
        let read = |line: &str| {
            let fields = fields(&Reading::default(), line).and_then(Result::ok).unwrap_or_default();
            read(&fields, line)
        };
        let item = "{\"source\": {\"id\": null, \"name\": \"The Quay\"}, \"title\": \"T\", \
            \"publishedAt\": \"2024-03-04T05:06:07Z\", \"content\": \"We wait. [+12 chars]\"}";
        let answer = format!("{{\"status\": \"ok\", \"articles\": [{item}, {{\"title\": \"No text\"}}, 3]}}");
        let found = read(&answer).expect("articles");
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].source.as_deref(), found[0].title.as_deref()), (Some("The Quay"), Some("T")));
        assert_eq!(found[0].date.as_deref(), Some("2024-03-04T05:06:07Z"));
        assert_eq!(found[0].problems, [Kind::BeginningOnly]);
        assert!(matches!(found[1].wrong, Some(Kind::NoText(..))), "{:?}", found[1].wrong);
        assert!(matches!(found[2].wrong, Some(Kind::NotJson(_))), "{:?}", found[2].wrong);
        let nested = "{\"response\": {\"docs\": [{\"text\": \"We wait.\"}, {\"text\": \"We vote.\"}]}}";
        assert_eq!(read(nested).expect("articles").len(), 2);
        // What has a text of its own is an article, whatever else it lists.
        let own = "{\"text\": \"We wait.\", \"items\": [{\"text\": \"A comment.\"}]}";
        assert_eq!(read(own).expect("an article").len(), 1);
        assert!(read("{\"status\": \"ok\", \"articles\": []}").is_err());
        assert!(read("{\"title\": \"T\", \"comments\": [{\"text\": \"A comment.\"}]}").is_err());
    }
}
