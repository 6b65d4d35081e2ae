//! What the name of a file tells: its day, and by a pattern its outlet and more.

use super::dates::{self, DateOrder};
use super::found::{Found, settled};

/// How names of files are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NamePattern {
    /// The parts of the pattern; none where a day anywhere in the name is looked for.
    parts: Vec<Part>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Literal(String),
    Field(Field),
    /// Anything, also nothing.
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Date,
    Source,
    Title,
    Author,
    Id,
    Language,
}

const FIELDS: [(&str, Field); 6] = [
    ("date", Field::Date),
    ("source", Field::Source),
    ("title", Field::Title),
    ("author", Field::Author),
    ("id", Field::Id),
    ("language", Field::Language),
];

impl NamePattern {
    /// Reads a pattern such as `{date}_{source}_*`; an empty one, or `auto`, looks for
    /// `YYYY-MM-DD` or `YYYYMMDD` anywhere in the name.
    ///
    /// # Errors
    /// Where a field is unknown, or two stand side by side.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let mut parts = Vec::new();
        let mut rest = pattern;
        if matches!(pattern, "" | "auto") {
            return Ok(Self::default());
        }
        while !rest.is_empty() {
            if let Some(behind) = rest.strip_prefix('*') {
                parts.push(Part::Any);
                rest = behind;
            } else if let Some(behind) = rest.strip_prefix('{') {
                let (name, behind) = behind.split_once('}').ok_or("a { is not closed")?;
                let known = FIELDS.iter().find(|(known, _)| *known == name);
                let names = FIELDS.map(|(name, _)| name).join(", ");
                let (_, field) = known.ok_or_else(|| format!("no field {{{name}}}; there are {names}"))?;
                if matches!(parts.last(), Some(Part::Field(_) | Part::Any)) {
                    return Err("two fields need something between them".into());
                }
                parts.push(Part::Field(*field));
                rest = behind;
            } else {
                let end = rest.find(['*', '{']).unwrap_or(rest.len());
                parts.push(Part::Literal(rest[..end].into()));
                rest = &rest[end..];
            }
        }
        Ok(Self { parts })
    }

    /// Fills what an article does not say itself; whether the name fits.
    pub(super) fn fill(&self, path: &str, order: Option<DateOrder>, found: &mut Found) -> bool {
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
        if self.parts.is_empty() {
            let day = dates::in_name(name);
            if !given(found.date.as_ref()) {
                found.date = day.map(|day| day.to_string());
            }
            return day.is_some();
        }
        // The end of the name is no part of it, unless the pattern has one too.
        let dotted = self.parts.iter().any(|part| matches!(part, Part::Literal(text) if text.contains('.')));
        let stem = super::detect::without_packing(name);
        let stem = if dotted { stem } else { stem.rsplit_once('.').map_or(stem, |(stem, _)| stem) };
        let Some(fields) = fits(&self.parts, stem) else { return false };
        let mut right = true;
        for (field, text) in fields {
            let into = match field {
                Field::Date => &mut found.date,
                Field::Source => &mut found.source,
                Field::Title => &mut found.title,
                Field::Author => &mut found.author,
                Field::Id => &mut found.id,
                Field::Language => &mut found.language,
            };
            let plain = if field == Field::Date { day(text, order) } else { Some(text.into()) };
            right &= plain.is_some();
            if !given(into.as_ref()) {
                *into = plain;
            }
        }
        right
    }
}

fn given(field: Option<&String>) -> bool {
    field.is_some_and(|text| !text.trim().is_empty())
}

/// A day in a name, where `_` may stand between its parts.
fn day(text: &str, order: Option<DateOrder>) -> Option<String> {
    settled(&text.replace('_', "-"), order).ok().map(|day| day.to_string())
}

/// The fields of a name that fits; each is as short as it can be.
fn fits<'a>(parts: &[Part], text: &'a str) -> Option<Vec<(Field, &'a str)>> {
    let Some((part, rest)) = parts.split_first() else {
        return text.is_empty().then(Vec::new);
    };
    match part {
        Part::Literal(literal) => fits(rest, text.strip_prefix(literal.as_str())?),
        Part::Any => ends(text).find_map(|at| fits(rest, &text[at..])),
        Part::Field(field) => ends(text).skip(1).find_map(|at| {
            let mut fields = fits(rest, &text[at..])?;
            fields.insert(0, (*field, &text[..at]));
            Some(fields)
        }),
    }
}

fn ends(text: &str) -> impl Iterator<Item = usize> + '_ {
    text.char_indices().map(|(at, _)| at).chain([text.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pattern: &str, path: &str) -> Option<(Option<String>, Option<String>)> {
        ordered(pattern, path, None)
    }

    fn ordered(
        pattern: &str,
        path: &str,
        order: Option<DateOrder>,
    ) -> Option<(Option<String>, Option<String>)> {
        let mut found = Found::default();
        let fits = NamePattern::new(pattern).expect("a pattern").fill(path, order, &mut found);
        fits.then_some((found.date, found.source))
    }

    #[test]
    fn a_pattern_names_what_stands_where() {
        let both = Some((Some("2024-03-04".into()), Some("Gazette".into())));
        assert_eq!(read("{date}_{source}_*", "dir_x/2024-03-04_Gazette_17.txt"), both);
        assert_eq!(read("{source}-{date}", "Gazette-20240304.txt.gz"), both);
        assert_eq!(read("{source}.{date}.txt", "Gazette.2024_03_04.txt"), both);
        assert_eq!(read("{date}_{source}_*", "2024-03-04.txt"), None);
        assert_eq!(read("{date}_{source}", "03-04-2024_Gazette.txt"), None, "it could be two days");
        let order = Some(DateOrder::MonthFirst);
        assert_eq!(ordered("{date}_{source}", "03-04-2024_Gazette.txt", order), both);
        assert_eq!(read("{date}_{source}", "4.3.2024_Gazette.txt.gz"), both);
    }

    #[test]
    fn without_a_pattern_a_day_anywhere_is_taken() {
        assert_eq!(read("auto", "a/post-20240304-x.txt"), Some((Some("2024-03-04".into()), None)));
        assert_eq!(read("", "a/2024-03-04/x.txt"), None, "folders are no names");
    }

    #[test]
    fn a_pattern_that_cannot_be_read_says_why() {
        assert!(NamePattern::new("{day}").expect_err("unknown").contains("there are date, source"));
        assert!(NamePattern::new("{date").is_err() && NamePattern::new("{date}{source}").is_err());
    }

    #[test]
    fn what_an_article_says_itself_comes_first() {
        let mut found = Found { date: Some("2020-01-01".into()), ..Found::default() };
        NamePattern::default().fill("2024-03-04.txt", None, &mut found);
        assert_eq!(found.date.as_deref(), Some("2020-01-01"));
    }
}
