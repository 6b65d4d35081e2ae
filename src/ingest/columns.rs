//! Which field of a record holds what: as the user says, as a preset says, or as the names
//! of the fields tell.

use super::Reading;
use crate::error::Kind;
use std::sync::Arc;

/// What a field can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Text,
    Id,
    Date,
    Source,
    Title,
    Author,
    Url,
    Language,
    Speaker,
}

const ROLES: usize = 9;

/// The columns that the user names, by what they hold. In JSON a point leads into an
/// object: `article.body`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "they are called what they hold")]
pub struct Columns {
    pub text: Option<String>,
    pub id: Option<String>,
    pub date: Option<String>,
    pub source: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
}

impl Columns {
    fn by_role(&self) -> [Option<&String>; 8] {
        let Self { text, id, date, source, title, author, url, language } = self;
        [text, id, date, source, title, author, url, language].map(Option::as_ref)
    }
}

/// The columns of a program or a collection.
#[derive(Debug)]
pub struct Preset {
    /// As `--preset` takes it.
    pub name: &'static str,
    /// What it is of.
    pub about: &'static str,
    /// Sets of columns; a file that has all of one is taken for this preset.
    signs: &'static [&'static [&'static str]],
    /// Columns for text, id, date, source, title, author, url and language, those that are
    /// asked first standing first.
    names: [&'static [&'static str]; 8],
}

/// All presets, in the order in which they are recognised.
pub const PRESETS: &[Preset] = &[
    Preset {
        name: "news-please",
        about: "articles of the crawler news-please: maintext, date_publish, source_domain",
        signs: &[&["maintext"]],
        names: [
            &["maintext"],
            &["id"],
            &["date_publish"],
            &["source_domain"],
            &["title"],
            &["authors"],
            &["url"],
            &["language"],
        ],
    },
    Preset {
        name: "fundus",
        about: "articles of the crawler fundus: plaintext or body, publishing_date, authors",
        signs: &[&["plaintext", "publishing_date"], &["body", "publishing_date"]],
        names: [
            &["plaintext", "body"],
            &["id"],
            &["publishing_date"],
            &["publisher"],
            &["title"],
            &["authors"],
            &["url", "requested_url"],
            &["lang", "language"],
        ],
    },
    Preset {
        name: "trafilatura",
        about: "pages read by trafilatura: text, source-hostname or hostname, source for the url",
        signs: &[&["text", "source-hostname"], &["text", "hostname", "fingerprint"]],
        names: [
            &["text", "raw_text"],
            &["id"],
            &["date"],
            &["source-hostname", "hostname"],
            &["title"],
            &["author"],
            &["url", "source"],
            &["language"],
        ],
    },
    Preset {
        name: "all-the-news",
        about: "All the News: content or article, publication, date, author",
        signs: &[&["content", "publication"], &["article", "publication"]],
        names: [
            &["content", "article"],
            &["id"],
            &["date"],
            &["publication"],
            &["title"],
            &["author"],
            &["url"],
            &["language"],
        ],
    },
    Preset {
        name: "newsapi",
        about: "answers of NewsAPI and GNews: content, publishedAt, source.name",
        signs: &[&["content", "publishedAt"]],
        names: [
            &["content"],
            &["id"],
            &["publishedAt"],
            &["source.name", "source"],
            &["title"],
            &["author"],
            &["url"],
            &["language", "lang"],
        ],
    },
    Preset {
        name: "huggingface",
        about: "datasets of Hugging Face: content, article or text, and what is usual beside it",
        signs: &[&["content"], &["article"]],
        names: [
            &["content", "article", "text", "document"],
            &["id"],
            &["date", "published", "published_at", "publish_date", "timestamp"],
            &["source", "domain", "publisher", "outlet"],
            &["title", "headline"],
            &["author", "authors"],
            &["url", "link"],
            &["language", "lang"],
        ],
    },
];

/// Where nothing is recognised.
const PLAIN: Preset = Preset {
    name: "plain",
    about: "",
    signs: &[],
    names: [
        &["text"],
        &["id"],
        &["date", "date_publish", "publish_date", "published_at", "published", "publication_date"],
        &["source", "outlet", "publisher", "publication", "newspaper", "source_domain", "domain"],
        &["title", "headline"],
        &["author", "authors", "byline"],
        &["url", "link"],
        &["language", "lang"],
    ],
};

/// Columns that no article has: what has all of one set is a list of that name.
const WITHOUT_TEXT: [(&str, &[&str]); 4] = [
    ("Media Cloud", &["stories_id", "media_name"]),
    ("Media Cloud", &["media_name", "publish_date", "title", "url"]),
    ("Media Cloud", &["media_name", "indexed_date"]),
    ("GDELT", &["GKGRECORDID"]),
];

/// Columns of our own results.
const OWN: [&[&str]; 7] = [
    &["quote_id", "article_id"],
    &["speaker", "speaker_id", "n_words", "low_data"],
    &["article_id", "speaker_id", "n_words"],
    &["n_speakers", "n_quotes", "low_data"],
    &["file", "effect", "problem"],
    &["type", "article_id", "hits"],
    &["program", "lexicons", "counts"],
];

/// The fields of a file by role, those that are asked first standing first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    names: [Vec<Arc<str>>; ROLES],
    /// What is to be said of the choice.
    pub(super) said: Vec<Kind>,
}

impl Fields {
    pub(super) fn of(&self, role: Role) -> &[Arc<str>] {
        &self.names[role as usize]
    }

    /// The field that text is looked for in first.
    pub(super) fn text(&self) -> &str {
        self.of(Role::Text).first().map_or("text", |name| name)
    }
}

/// Chooses fields for a file with these columns; they are a header, or else the keys of its
/// first object, of which others may have more.
///
/// # Errors
/// Where no column holds text, or the file is one of our own results.
pub(super) fn chosen(reading: &Reading, columns: &[&str], in_header: bool) -> Result<Fields, Kind> {
    if reading.columns.text.is_none() && OWN.iter().any(|set| has_all(columns, set)) {
        return Err(Kind::OwnResults);
    }
    let mut fields = usual(reading, columns);
    let there = fields.of(Role::Text).iter().find(|name| here(columns, name).is_some());
    // A path into an object is no name of a column.
    let path = || fields.of(Role::Text).iter().find(|name| !in_header && name.contains('.'));
    let Some(there) = there.or_else(path).cloned() else {
        return Err(no_text(fields.text(), columns));
    };
    let preset = preset(reading, columns);
    if reading.preset.is_none() && preset.name != PLAIN.name {
        fields.said.push(Kind::TextFrom(there.to_string(), preset.name));
    } else if only_text(reading, columns) == Some(&there) {
        fields.said.push(Kind::TextColumn(there.to_string()));
    }
    if in_header {
        let asked = reading.columns.by_role().into_iter().skip(1).flatten();
        let missing = asked.filter(|name| here(columns, name).is_none());
        let found = || columns.iter().map(|&c| c.into()).collect();
        fields.said.extend(missing.map(|name| Kind::NoColumn(name.clone(), found())));
    }
    Ok(fields)
}

/// The fields that are looked for, in the spelling of these columns where they are there.
pub(super) fn usual(reading: &Reading, columns: &[&str]) -> Fields {
    let mut fields = Fields::default();
    let spelled = |name: &str| here(columns, name).map_or_else(|| name.into(), Arc::from);
    let names = preset(reading, columns).names;
    for ((into, asked), usual) in fields.names.iter_mut().zip(reading.columns.by_role()).zip(names) {
        match asked {
            Some(name) => into.push(spelled(name)),
            None => into.extend(usual.iter().map(|name| spelled(name))),
        }
    }
    // Behind `text`, which other records of a file may have.
    fields.names[Role::Text as usize].extend(only_text(reading, columns).map(Arc::from));
    fields.names[Role::Speaker as usize].extend(reading.speaker.iter().cloned());
    fields
}

/// Columns that hold the text where no other does.
const ONLY_TEXT: [&str; 4] = ["body", "fulltext", "full_text", "article_text"];

/// The one column of [`ONLY_TEXT`], where neither the user nor another column says what is read.
fn only_text<'a>(reading: &Reading, columns: &[&'a str]) -> Option<&'a str> {
    let told = reading.columns.text.is_some() || here(columns, "text").is_some();
    if told || preset(reading, columns).name != PLAIN.name {
        return None;
    }
    let is_one = |column: &&&str| ONLY_TEXT.iter().any(|name| column.trim().eq_ignore_ascii_case(name));
    let mut there = columns.iter().filter(is_one);
    there.next().filter(|_| there.next().is_none()).copied()
}

/// The preset that the user names, or that the columns tell.
fn preset(reading: &Reading, columns: &[&str]) -> &'static Preset {
    let recognised = PRESETS.iter().find(|p| p.signs.iter().any(|set| has_all(columns, set)));
    let plain = reading.columns.text.is_some() || here(columns, "text").is_some();
    let recognised = recognised.filter(|preset| !plain || is_surer(preset));
    reading.preset.or(recognised.filter(|_| reading.columns.text.is_none())).unwrap_or(&PLAIN)
}

/// The column of that name, in any case.
fn here<'a>(columns: &[&'a str], name: &str) -> Option<&'a str> {
    let exact = columns.iter().find(|c| **c == name);
    exact.or_else(|| columns.iter().find(|c| c.trim().eq_ignore_ascii_case(name))).copied()
}

fn has_all(columns: &[&str], set: &[&str]) -> bool {
    set.iter().all(|name| here(columns, name).is_some())
}

/// Whether its signs say more than a column `text` does.
fn is_surer(preset: &Preset) -> bool {
    matches!(preset.name, "news-please" | "trafilatura")
}

/// Why there is no text, and where it may be.
pub(super) fn no_text(wanted: &str, columns: &[&str]) -> Kind {
    let found: Vec<String> = columns.iter().map(|&c| c.into()).collect();
    if let Some((name, _)) = WITHOUT_TEXT.iter().find(|(_, set)| has_all(columns, set)) {
        return Kind::NoArticleText((*name).into(), found);
    }
    let near = likely(wanted, columns).map(String::from);
    Kind::NoTextColumn(wanted.into(), found, near)
}

/// What columns of text are often called, the surest first.
const LIKE_TEXT: [&str; 14] = [
    "text",
    "content",
    "maintext",
    "plaintext",
    "body",
    "article",
    "full_text",
    "fulltext",
    "article_text",
    "story",
    "plain_text",
    "paragraphs",
    "speech",
    "transcript",
];

/// The column that may be meant.
pub(super) fn likely<'a>(wanted: &str, columns: &[&'a str]) -> Option<&'a str> {
    let holds = |name: &&str| columns.iter().find(|c| c.to_ascii_lowercase().contains(*name)).copied();
    let near = |c: &&&str| close(wanted, c);
    let like = LIKE_TEXT.iter().find_map(|name| here(columns, name));
    let like = columns.iter().find(near).copied().or(like);
    like.or_else(|| ["text", "content", "body"].iter().find_map(holds)).map(str::trim)
}

/// One letter more, less or other, or another case.
fn close(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim().to_lowercase(), b.trim().to_lowercase());
    let head = a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let tail = a.bytes().rev().zip(b.bytes().rev()).take_while(|(x, y)| x == y).count();
    let longer = a.len().max(b.len());
    longer > 2 && longer - a.len().min(b.len()) <= 1 && (head + tail).min(longer) + 1 >= longer
}

#[cfg(test)]
mod tests {
    use super::super::Reading;
    use super::*;

    fn read(reading: &Reading, columns: &[&str]) -> String {
        match chosen(reading, columns, true) {
            Ok(fields) => {
                let first =
                    |role| fields.of(role).iter().find(|n| columns.contains(&&***n)).map_or("-", |n| n);
                let said = fields.said.iter().map(ToString::to_string);
                let said = said.fold(String::new(), |all, kind| all + "; " + &kind);
                format!("{} {} {}{said}", first(Role::Text), first(Role::Date), first(Role::Source))
            }
            Err(kind) => format!("{kind}; {}", kind.help().unwrap_or_default()),
        }
    }

    #[test]
    fn the_set_of_columns_is_recognised_and_said() {
        let plain = |columns: &[&str]| read(&Reading::default(), columns);
        assert_eq!(plain(&["id", "Text", "date", "outlet"]), "Text date outlet");
        assert_eq!(
            plain(&["authors", "date_publish", "maintext", "source_domain", "text"]),
            "maintext date_publish source_domain; text is read from column \"maintext\" (preset news-please)"
        );
        assert_eq!(
            plain(&["title", "text", "date", "source", "source-hostname"]),
            "text date source-hostname; text is read from column \"text\" (preset trafilatura)"
        );
        assert_eq!(
            plain(&["", "id", "title", "publication", "author", "date", "content"]),
            "content date publication; text is read from column \"content\" (preset all-the-news)"
        );
        assert_eq!(
            plain(&["content", "published", "domain"]),
            "content published domain; text is read from column \"content\" (preset huggingface)"
        );
        assert_eq!(plain(&["text", "content", "date"]), "text date -");
    }

    #[test]
    fn the_only_column_that_can_hold_the_text_holds_it_and_that_is_said() {
        let plain = |columns: &[&str]| read(&Reading::default(), columns);
        for name in ["body", "Body", "fulltext", "Full_Text", "article_text"] {
            assert_eq!(
                plain(&["id", name, "date"]),
                format!("{name} date -; has no column \"text\"; text is read from column \"{name}\"")
            );
        }
        assert_eq!(plain(&["text", "body"]), "text - -");
        assert!(plain(&["Content", "body"]).starts_with("Content - -; text is read from column \"Content\""));
        assert_eq!(
            plain(&["body", "fulltext"]),
            "has no column \"text\"; columns found: body, fulltext; did you mean --text-col body?"
        );
        let columns = Columns { text: Some("body".into()), ..Columns::default() };
        assert_eq!(read(&Reading { columns, ..Reading::default() }, &["body"]), "body - -");
    }

    #[test]
    fn what_the_user_names_is_what_is_read() {
        let columns = Columns { text: Some("Story".into()), date: Some("when".into()), ..Columns::default() };
        let reading = Reading { columns, ..Reading::default() };
        assert_eq!(read(&reading, &["story", "when", "content", "source"]), "story when source");
        assert!(
            read(&reading, &["story", "source"])
                .ends_with("; has no column \"when\"; columns found: story, source")
        );
        let preset = PRESETS.iter().find(|p| p.name == "all-the-news");
        let reading = Reading { preset, ..Reading::default() };
        assert_eq!(read(&reading, &["article", "publication"]), "article - publication");
    }

    #[test]
    fn a_file_without_text_says_what_it_has_and_what_may_be_meant() {
        let plain = |columns: &[&str]| read(&Reading::default(), columns);
        assert_eq!(
            plain(&["id", "title", "story", "date"]),
            "has no column \"text\"; columns found: id, title, story, date; did you mean --text-col story?"
        );
        assert_eq!(
            plain(&["id", "texte"]),
            "has no column \"text\"; columns found: id, texte; did you mean --text-col texte?"
        );
        let told = plain(&["stories_id", "publish_date", "title", "url", "media_name"]);
        assert!(told.starts_with("is a list of Media Cloud, which holds no text of articles"), "{told}");
        assert!(plain(&["quote_id", "article_id", "text"]).starts_with("holds results"));
    }
}
