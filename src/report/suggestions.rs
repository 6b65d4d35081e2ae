//! Reads back who was quoted where, and writes which names could be one speaker.
//!
//! What it writes is a speakers file: `name` and `alias` come first, and the columns that
//! say why are passed over when it is read. A row of low certainty is declined until somebody
//! changes that.

use super::Cell;
use crate::error::{Error, Kind, Place};
use crate::speaker::Type;
use crate::speaker::roster::SUGGESTED;
use crate::speaker::suggest::{Known, Suggestion, Sure};
use crate::table::Rows;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Who was quoted in which articles, from `speaker_articles.csv`.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The input's own ids of the articles, by number.
    articles: Vec<Arc<str>>,
    numbers: BTreeMap<String, u32>,
    /// By id.
    speakers: BTreeMap<String, Speaker>,
}

#[derive(Clone, Debug, Default)]
struct Speaker {
    names: BTreeMap<Arc<str>, u64>,
    kinds: BTreeMap<Type, u64>,
    articles: BTreeSet<u32>,
    quotes: u64,
}

impl Seen {
    /// Adds the rows of one file.
    ///
    /// # Errors
    /// Where a column is missing or a cell holds what it cannot.
    pub fn read(&mut self, text: &str, file: &str) -> Result<(), Error> {
        let mut rows = Rows::new(text, file)?;
        let (name, id, kind) =
            (rows.needed("speaker")?, rows.needed("speaker_id")?, rows.needed("speaker_type")?);
        let (article_id, article) = (rows.needed("article_id")?, rows.needed("article")?);
        let quotes = rows.needed("n_quotes")?;
        while let Some(row) = rows.next_row()? {
            let cell = |column: usize| row.cell(Some(column));
            let bad = |column: &str, read: Option<&str>, right: &str| {
                let read = read.map_or_else(|| "empty".into(), |read| format!("\"{read}\""));
                Error::at(Place::line(file, row.line), Kind::BadField(column.into(), read, right.into()))
            };
            // Nobody has no id.
            let (Some(id), Some(name)) = (cell(id), cell(name)) else { continue };
            let known = Type::ALL.into_iter().find(|t| Some(t.name()) == cell(kind));
            let kind =
                known.ok_or_else(|| bad("speaker_type", cell(kind), "it is person, place and so on"))?;
            let count = cell(quotes).and_then(|n| n.parse::<u64>().ok());
            let count = count.ok_or_else(|| bad("n_quotes", cell(quotes), "it is a whole number"))?;
            let number = self.number(cell(article_id).unwrap_or(""), cell(article).unwrap_or(""));
            let speaker = self.speakers.entry(id.into()).or_default();
            *speaker.names.entry(name.into()).or_default() += 1;
            *speaker.kinds.entry(kind).or_default() += 1;
            speaker.articles.insert(number);
            speaker.quotes += count;
        }
        Ok(())
    }

    fn number(&mut self, id: &str, article: &str) -> u32 {
        if let Some(&number) = self.numbers.get(id) {
            return number;
        }
        let number = self.articles.len() as u32;
        self.articles.push(article.into());
        self.numbers.insert(id.into(), number);
        number
    }

    /// The speakers in order of their ids, each under the name that most articles use.
    pub fn known(&self) -> Vec<Known> {
        let known = |speaker: &Speaker| {
            let Speaker { names, kinds, articles, quotes } = speaker;
            let name = names.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse(*name)));
            let kind = kinds.iter().max_by_key(|(kind, n)| (**n, std::cmp::Reverse(**kind)));
            let (name, kind) = name.zip(kind).map(|((name, _), (kind, _))| (name.clone(), *kind))?;
            Some(Known { name, kind, articles: articles.clone(), quotes: *quotes })
        };
        self.speakers.values().filter_map(known).collect()
    }

    /// The first article of a speaker.
    fn first(&self, known: &Known) -> Cell {
        let article = known.articles.first().and_then(|&number| self.articles.get(number as usize));
        Cell::maybe(article)
    }
}

/// Columns of a file of suggestions.
pub fn header() -> Vec<String> {
    let said = [
        "sure",
        "why",
        "articles_with_both",
        "alias_articles",
        "alias_quotes",
        "alias_first_in",
        "name_articles",
        "name_quotes",
        "name_first_in",
    ];
    let own = ["name", "alias", "decision"].map(String::from).into_iter();
    own.chain(said.map(|column| format!("{SUGGESTED}{column}"))).collect()
}

/// One row a suggestion, the surest first.
///
/// # Errors
/// What `row` says.
pub fn rows(
    seen: &Seen,
    known: &[Known],
    suggestions: &[Suggestion],
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    for Suggestion { name, alias, why, sure, both } in suggestions {
        let (name, alias) = (&known[*name], &known[*alias]);
        row(&[
            Cell::Text(name.name.clone()),
            Cell::Text(alias.name.clone()),
            // What is more often wrong than right must be wanted.
            if *sure == Sure::Low { Cell::Fixed("no") } else { Cell::Missing },
            Cell::Fixed(sure.name()),
            Cell::text(why.as_str()),
            Cell::Count(*both),
            Cell::Count(alias.articles.len() as u64),
            Cell::Count(alias.quotes),
            seen.first(alias),
            Cell::Count(name.articles.len() as u64),
            Cell::Count(name.quotes),
            seen.first(name),
        ])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "speaker,speaker_id,speaker_type,article_id,article,n_quotes\n";

    #[test]
    fn who_was_quoted_where_is_read_from_several_files() {
        let mut seen = Seen::default();
        let first = "JK Vale,s_j-k-vale,person,a_1,one,2\n(unattributed),,,a_1,one,1\n";
        let second = "J.K. Vale,s_j-k-vale,person,a_2,two,1\nJ.K. Vale,s_j-k-vale,person,a_3,three,1\n";
        for (rows, file) in [(first, "1.csv"), (second, "2.csv")] {
            seen.read(&format!("{HEAD}{rows}"), file).expect("readable");
        }
        let known = seen.known();
        let [vale] = &known[..] else { panic!("{known:?}") };
        assert_eq!((&*vale.name, vale.articles.len(), vale.quotes), ("J.K. Vale", 3, 4));
        assert_eq!(seen.first(vale), Cell::text("one"));
    }

    #[test]
    fn a_cell_that_cannot_be_is_named_with_its_line() {
        let read = |row: &str| Seen::default().read(&format!("{HEAD}{row}"), "t.csv").expect_err("wrong");
        assert_eq!(
            read("Vale,s_vale,person,a_1,one,two\n").to_string(),
            "t.csv:2: field \"n_quotes\" is \"two\"; it is a whole number"
        );
        assert_eq!(
            Seen::default().read("speaker\nVale\n", "t.csv").expect_err("columns").to_string(),
            "t.csv:1: has no column \"speaker_id\"; columns found: speaker"
        );
    }
}
