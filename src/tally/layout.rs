//! Which columns a run has: one for each category of its lexicons, parts behind their whole.

use crate::lexicon::{Entries, Lexicon};

/// One category as reports name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Which lexicon.
    pub lexicon: usize,
    /// Which of its categories.
    pub category: usize,
    /// `war`; where another lexicon has a category of that name, `mine.war`, but for a category
    /// that is called like its own lexicon.
    pub name: String,
    /// `weapons`, for a part; empty for a whole.
    pub part: String,
    /// The column of the whole; its own for a whole.
    pub whole: usize,
    /// Another lexicon that has a category of that name, where the column's name tells them apart.
    pub told_from: Option<usize>,
}

/// The columns of a run, and those that each lexicon row counts in.
#[derive(Clone, Debug, Default)]
pub struct Layout {
    /// In the order of reports.
    pub columns: Vec<Column>,
    /// Which of them are wholes.
    wholes: Vec<usize>,
    /// By lexicon: its rows, and by category the columns that they count in.
    of: Vec<(Entries, Vec<Vec<usize>>)>,
}

impl Layout {
    /// The columns of some lexicons.
    pub fn new(lexicons: &[Lexicon]) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        let has = |lexicon: &Lexicon, name: &str| lexicon.tops().any(|c| lexicon.categories[c].name == name);
        let other =
            |name: &str, not: usize| (0..lexicons.len()).find(|&l| l != not && has(&lexicons[l], name));
        for (l, lexicon) in lexicons.iter().enumerate() {
            for top in lexicon.tops() {
                let own = &lexicon.categories[top].name;
                // No two lexicons have one name.
                let told_from = other(own, l).filter(|_| *own != lexicon.name);
                let name = told_from.map_or_else(|| own.clone(), |_| format!("{}.{own}", lexicon.name));
                let whole = columns.len();
                columns.push(Column {
                    lexicon: l,
                    category: top,
                    name: name.clone(),
                    part: String::new(),
                    whole,
                    told_from,
                });
                for (category, part) in lexicon.categories.iter().enumerate() {
                    if category != top && lexicon.top(category) == top {
                        let (name, part) = (name.clone(), part.name.clone());
                        columns.push(Column { lexicon: l, category, name, part, whole, told_from });
                    }
                }
            }
        }
        let of = lexicons.iter().enumerate().map(|(l, lexicon)| {
            let of_category = |category| counts_in(l, lexicon, &columns, category);
            (lexicon.entries.clone(), (0..lexicon.categories.len()).map(of_category).collect())
        });
        let of = of.collect();
        let wholes = (0..columns.len()).filter(|&at| columns[at].whole == at).collect();
        Self { columns, wholes, of }
    }

    /// The columns in which a lexicon row counts.
    pub fn of(&self, lexicon: usize, entry: usize) -> &[usize] {
        let (entries, of_category) = &self.of[lexicon];
        entries.category(entry).map_or(&[], |category| &of_category[category])
    }

    /// Columns of wholes only.
    pub fn wholes(&self) -> impl Iterator<Item = (usize, &Column)> {
        self.wholes.iter().map(|&at| (at, &self.columns[at]))
    }

    /// The whole and the part that a row belongs to.
    pub fn names(&self, lexicon: usize, entry: usize) -> (&str, &str) {
        match self.of(lexicon, entry) {
            [whole] => (&self.columns[*whole].name, ""),
            [whole, .., part] => (&self.columns[*whole].name, &self.columns[*part].part),
            [] => ("", ""),
        }
    }
}

/// The columns of a category and of those that it is part of, from the whole down.
fn counts_in(l: usize, lexicon: &Lexicon, columns: &[Column], category: usize) -> Vec<usize> {
    let column = |category: usize| columns.iter().position(|c| c.lexicon == l && c.category == category);
    let parent = |category: &usize| lexicon.categories[*category].parent;
    let mut found: Vec<usize> = std::iter::successors(Some(category), parent).filter_map(column).collect();
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::load::from_csv;

    fn columns(lexicons: &[(&str, &[&str])]) -> Vec<String> {
        let lexicons: Vec<Lexicon> = lexicons
            .iter()
            .map(|(name, categories)| {
                let rows: Vec<String> = categories.iter().map(|c| format!("a {c},{c}")).collect();
                let csv = format!("term,category\n{}\n", rows.join("\n"));
                from_csv(name, &csv, "mine.csv").0.expect("a lexicon")
            })
            .collect();
        Layout::new(&lexicons).columns.into_iter().map(|column| column.name).collect()
    }

    #[test]
    fn a_category_called_like_its_lexicon_keeps_its_name_and_others_of_that_name_do_not() {
        assert_eq!(
            columns(&[("war", &["war"]), ("peace", &["peace"]), ("mine", &["war", "bread"])]),
            ["war", "peace", "mine.war", "bread"]
        );
        assert_eq!(columns(&[("a", &["war"]), ("b", &["war"])]), ["a.war", "b.war"]);
    }
}
