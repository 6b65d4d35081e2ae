//! What a page says of its article in JSON-LD, in the words of schema.org.

use super::super::prose;
use super::collapsed;
use dom_query::Document;
use serde_json::Value;

/// The article of a page's JSON-LD.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Ld {
    /// Whether there is one.
    pub(in super::super) is_article: bool,
    pub(in super::super) headline: Option<String>,
    pub(in super::super) date: Option<String>,
    pub(in super::super) author: Option<String>,
    pub(in super::super) publisher: Option<String>,
    pub(in super::super) language: Option<String>,
    pub(in super::super) url: Option<String>,
    /// The text, in paragraphs where it has any.
    pub(in super::super) body: Option<String>,
    /// Whether it says that it is not free to read.
    pub(in super::super) paid: bool,
}

impl Ld {
    /// The first article of a page.
    pub(in super::super) fn of(page: &Document) -> Self {
        for script in page.select("script[type=\"application/ld+json\"]").nodes() {
            let text = without_raw_ends(&script.text());
            let text = text.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[");
            let text = text.trim_end_matches("-->").trim_end_matches("//]]>").trim().trim_end_matches(';');
            let Ok(value) = serde_json::from_str::<Value>(text) else { continue };
            if let Some(article) = article(&value) {
                return Self::read(article);
            }
        }
        Self::default()
    }

    fn read(article: &Value) -> Self {
        let text =
            |name: &str| article.get(name).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty());
        Self {
            is_article: true,
            headline: text("headline").or_else(|| text("name")),
            date: text("datePublished").or_else(|| text("dateCreated")),
            author: article.get("author").or_else(|| article.get("creator")).and_then(names),
            publisher: article.get("publisher").and_then(names),
            language: article.get("inLanguage").and_then(names),
            url: text("url").or_else(|| address(article.get("mainEntityOfPage")?)),
            body: article
                .get("articleBody")
                .and_then(Value::as_str)
                .map(body)
                .filter(|body| !body.is_empty()),
            paid: match article.get("isAccessibleForFree") {
                Some(Value::Bool(free)) => !free,
                Some(Value::String(free)) => free.trim().eq_ignore_ascii_case("false"),
                _ => false,
            },
        }
    }
}

/// Line ends inside of strings are common, and no JSON; they are escaped.
fn without_raw_ends(text: &str) -> String {
    let (mut within, mut escaped) = (false, false);
    let mut json = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' if within => json.push_str("\\n"),
            c if c.is_control() => json.push(' '),
            c => json.push(c),
        }
        within ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
    }
    json
}

/// The first value that is an article, also inside lists and graphs.
fn article(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(values) => values.iter().find_map(article),
        Value::Object(fields) => {
            let kind = fields.get("@type").or_else(|| fields.get("type"));
            let is = match kind {
                Some(Value::String(kind)) => is_article(kind),
                Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_article),
                _ => false,
            };
            if is {
                return Some(value);
            }
            ["@graph", "mainEntity", "mainEntityOfPage"].iter().find_map(|name| article(fields.get(*name)?))
        }
        _ => None,
    }
}

fn is_article(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
    kind.ends_with("Article")
        || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
}

/// A name, the name of a thing, or those of several.
fn names(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(name) => plain(name),
        Value::Object(thing) => names(thing.get("name").or_else(|| thing.get("alternateName"))?)?,
        Value::Array(several) => several.iter().filter_map(names).collect::<Vec<_>>().join(", "),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

fn address(value: &Value) -> Option<String> {
    value.as_str().or_else(|| value.get("@id")?.as_str()).map(str::to_string)
}

/// Text in which entities of the page's language are written out.
fn plain(text: &str) -> String {
    if text.contains('&') {
        return collapsed(&Document::fragment(text.replace('<', "&lt;")).text());
    }
    collapsed(text)
}

/// The text of an article: its tags or its line ends tell paragraphs.
fn body(text: &str) -> String {
    if text.contains("</") || text.contains("<br") || text.contains("<p>") {
        if super::super::guard::check(text).is_err() {
            return String::new();
        }
        return prose::joined(&prose::paragraphs(&Document::fragment(text).root()));
    }
    let lines = text.lines().map(|line| if line.contains('&') { plain(line) } else { collapsed(line) });
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n\n")
}
