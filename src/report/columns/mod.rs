//! What each column of the tables means, what kind of value it holds, and when it is empty.
//!
//! The one source of these words: the Read me sheet of a workbook prints them, and tests
//! compare them with the README and with the headers of the tables. A column that is not
//! listed here is one of the user's own speakers file, and holds text.

mod list;
mod list_compare;

pub use list::TABLES;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words: never a number, whatever they look like.
    Text,
    /// How many.
    Count,
    /// A place, such as a line or a character; a number that nobody adds up.
    Place,
    /// Yes as 1, no as 0.
    Flag,
    /// Hits per 1,000 words, or an end of its interval.
    Rate,
    /// Any other number with a fraction.
    Number,
    /// A day.
    Date,
}

/// Columns of one meaning.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Their names; `{c}` stands for a category, and for a part as `{c}_{part}`.
    pub names: &'static [&'static str],
    /// What they hold.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
    /// When a cell is empty.
    pub empty: &'static str,
}

/// A table, or several with the same columns.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Names of the files, without number and extension.
    pub names: &'static [&'static str],
    /// What a row is.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
}

const fn column(
    names: &'static [&'static str],
    kind: Kind,
    about: &'static str,
    empty: &'static str,
) -> Column {
    Column { names, kind, about, empty }
}

/// The table of that name.
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.names.contains(&name))
}

impl Table {
    /// The column of that name, under one of these categories where it repeats by category.
    pub fn column(&self, name: &str, categories: &[String]) -> Option<&'static Column> {
        let exact = self.columns.iter().find(|column| column.names.contains(&name));
        exact.or_else(|| {
            // The longest category is the one meant: of `us` and `us_them` it is `us_them`.
            let begins = |category: &&String| name.strip_prefix(category.as_str()).is_some();
            let mut heads: Vec<&String> = categories.iter().filter(begins).collect();
            heads.sort_by_key(|category| std::cmp::Reverse(category.len()));
            heads.iter().find_map(|category| {
                let rest = &name[category.len()..];
                let under = |pattern: &str| {
                    let Some(ending) = pattern.strip_prefix("{c}") else { return false };
                    // A part has its own name between: `war_weapons_hits`.
                    rest == ending || (self.has_parts() && rest.starts_with('_') && rest.ends_with(ending))
                };
                self.columns.iter().find(|column| column.names.iter().any(|name| under(name)))
            })
        })
    }

    fn has_parts(&self) -> bool {
        self.names.contains(&"speaker_articles")
    }
}

impl Kind {
    /// Whether cells are numbers.
    pub fn is_number(self) -> bool {
        !matches!(self, Self::Text | Self::Date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Tools, Unit};
    use crate::report::{Run, compared, groups, tables, timed};
    use crate::score::valence::Mode;

    #[test]
    fn every_column_of_every_table_is_explained() {
        let lexicons = Tools::builtin().expect("built in").lexicons;
        let run = Run { valence: Some(Mode::Vader), ..Run::new(lexicons) };
        let whole = Run { unit: Unit::Document, ..run.clone() };
        let categories: Vec<String> = run.layout.wholes().map(|(_, column)| column.name.clone()).collect();
        for (name, header) in [
            ("speakers", tables::speakers_header(&run)),
            ("speakers_long", tables::speakers_long_header(&run)),
            ("speaker_articles", tables::speaker_articles_header(&run)),
            ("quotes", tables::quotes_header(&run)),
            ("documents", tables::documents_header(&whole)),
            ("evidence", tables::evidence_header()),
            ("groups", groups::header(&run)),
            ("problems", tables::problems_header()),
            ("articles", tables::articles_header()),
            ("compare", compared::compare_header()),
            ("compare_valence", compared::scales_header()),
            ("compare_terms", compared::terms_header()),
            ("timeline", timed::header()),
        ] {
            let table = table(name).unwrap_or_else(|| panic!("{name} is not listed"));
            for column in header {
                assert!(table.column(&column, &categories).is_some(), "{name}.{column} is not explained");
            }
        }
    }

    #[test]
    fn the_readme_says_of_the_columns_what_reports_say() {
        let readme = include_str!("../../../README.md");
        let behind = readme.split("**`speakers.csv`**, one row a speaker").nth(1).expect("its table");
        let rows: Vec<&str> = behind
            .lines()
            .skip_while(|l| !l.starts_with("|---"))
            .skip(1)
            .take_while(|l| l.starts_with('|'))
            .collect();
        let spelled = |column: &Column| {
            let names: Vec<String> =
                column.names.iter().map(|name| format!("`{}`", name.replace("{c}", "war"))).collect();
            format!("| {} | {} | {} |", names.join(", "), column.about, column.empty)
        };
        let listed: Vec<String> = table("speakers").expect("listed").columns.iter().map(spelled).collect();
        for (readme, listed) in rows.iter().zip(&listed) {
            assert_eq!(readme, listed);
        }
        assert_eq!(rows.len(), listed.len(), "{rows:#?}");
    }

    #[test]
    fn a_column_of_the_speakers_file_is_not_taken_for_a_number() {
        let speakers = table("speakers").expect("listed");
        let categories = ["us".to_string(), "us_them".to_string()];
        assert!(speakers.column("party", &categories).is_none());
        assert!(speakers.column("home_hits", &categories).is_none());
        assert!(speakers.column("us_office_hits", &categories).is_none(), "no table of speakers has parts");
        assert_eq!(speakers.column("us_them_low", &categories).map(|c| c.kind), Some(Kind::Rate));
        let articles = table("speaker_articles").expect("listed");
        assert_eq!(articles.column("us_them_in_group_hits", &categories).map(|c| c.kind), Some(Kind::Count));
    }
}
