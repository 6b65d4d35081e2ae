//! Who spoke, by name: a table beside the annotations, one row an attribution.

use super::names::folded;
use std::collections::{BTreeMap, BTreeSet};

/// Who made one attribution.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// `person`, `organisation`, `group`, `unnamed`, `document` …
    pub kind: String,
    /// The fullest name that the article gives.
    pub name: String,
    /// Other names that are right in this article.
    pub aliases: Vec<String>,
}

impl Label {
    /// Whether the label counts as a person's.
    pub fn is_person(&self) -> bool {
        self.kind == "person"
    }

    /// Whether a report that prints this name for the speaker is right. Nobody is right
    /// where the article names nobody.
    pub fn is_right(&self, speaker: Option<&str>) -> bool {
        let said = folded(speaker.unwrap_or(""));
        if said.is_empty() {
            return self.kind == "unnamed";
        }
        let one_of_two = self.name.split(" & ");
        let right: BTreeSet<String> = self
            .aliases
            .iter()
            .map(String::as_str)
            .chain([&*self.name])
            .chain(one_of_two)
            .map(folded)
            .collect();
        right.contains(&said)
    }

    /// Whether the name is the fullest.
    pub fn is_full(&self, speaker: Option<&str>) -> bool {
        let said = folded(speaker.unwrap_or(""));
        !said.is_empty() && said == folded(&self.name)
    }
}

/// The labels of all articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    of: BTreeMap<(String, usize), Label>,
}

/// The type of a speaker that the annotators could not name: left out of every measure.
const UNCLEAR: &str = "unclear";

impl Labels {
    /// Adds a row: article, number of the attribution from 0, type, name, aliases joined by
    /// `|`, and a note that is not read.
    ///
    /// # Errors
    /// In words, what is wrong with the row.
    pub fn add<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) -> Result<(), String> {
        let fields: Vec<&str> = fields.into_iter().collect();
        let [article, number, kind, name, rest @ ..] = &fields[..] else {
            return Err(format!("it has {} fields instead of at least 4", fields.len()));
        };
        let number: usize =
            number.trim().parse().map_err(|_| format!("\"{number}\" is not a whole number"))?;
        let aliases = rest.first().unwrap_or(&"").split('|').filter(|a| !a.is_empty());
        let label = Label {
            kind: (*kind).into(),
            name: (*name).into(),
            aliases: aliases.map(str::to_string).collect(),
        };
        self.of.insert(((*article).into(), number), label);
        Ok(())
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// The articles that have labels.
    pub fn articles(&self) -> BTreeSet<&str> {
        self.of.keys().map(|(article, _)| &**article).collect()
    }

    /// The label of a quotation that these attributions own: that of the last one labelled,
    /// unless the annotators found it unclear.
    pub(super) fn of(&self, article: &str, owners: &[usize]) -> Option<&Label> {
        let label = |&at: &usize| self.of.get(&(article.to_string(), at));
        owners.iter().rev().find_map(label).filter(|l| l.kind != UNCLEAR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_of_the_names_is_right_and_only_the_first_is_full() {
        let mut labels = Labels::default();
        labels.add(["a", "0", "person", "Ana Ortiz", "Ortiz|the mayor", "a note"]).expect("a row");
        labels.add(["a", "1", "unnamed", "an aide", ""]).expect("a row");
        labels.add(["a", "2", "unclear", "", ""]).expect("a row");
        let ortiz = labels.of("a", &[0]).expect("labelled");
        assert!(
            ortiz.is_right(Some("Mayor Ortiz")) && ortiz.is_right(Some("Mayor")) && !ortiz.is_right(None)
        );
        assert!(ortiz.is_full(Some("ana ortiz")) && !ortiz.is_full(Some("Ortiz")));
        assert!(labels.of("a", &[0, 1]).expect("labelled").is_right(None), "nobody is named");
        assert_eq!(labels.of("a", &[2]), None);
        assert!(labels.add(["a", "first", "person", "x"]).is_err());
    }
}
