//! The lexicons that come with the program, read when first asked for.

use super::Lexicon;
use super::load::{self, Files};
use super::spelling::Spelling;
use crate::error::{Error, Kind, Place, Problem};
use once_cell::sync::OnceCell;

/// One line a lexicon: its name, and the cell that keeps it once read.
macro_rules! builtin {
    ($($name:literal),* $(,)?) => {
        /// Names of the built-in lexicons, rhetoric first, in the order of reports.
        pub const NAMES: &[&str] = &[$($name),*];

        fn files(name: &str) -> Option<(Files<'static>, &'static OnceCell<Lexicon>)> {
            match name {
                $($name => {
                    static CELL: OnceCell<Lexicon> = OnceCell::new();
                    let files = Files {
                        name: $name,
                        folder: concat!("lexicons/", $name),
                        toml: include_str!(concat!("../../lexicons/", $name, "/lexicon.toml")),
                        terms: include_str!(concat!("../../lexicons/", $name, "/terms.csv")),
                        examples: include_str!(concat!("../../lexicons/", $name, "/examples.csv")),
                    };
                    Some((files, &CELL))
                })*
                _ => None,
            }
        }
    };
}

builtin![
    "war",
    "friendship",
    "hegemony",
    "victory",
    "threat",
    "peace",
    "denunciation",
    "sovereignty",
    "moral",
    "sacred",
    "memory",
    "us_them",
    "nuclear",
    "reporting-en",
    "negators-en",
    "stance-en",
    "titles-en",
    "people-en",
    "nations-en",
    "given-names",
    "grammar-en",
    "spelling-en",
    "furniture-en",
    "hyphens-en",
    "vader-en",
];

/// The list of words with a valence; it is read when valence is asked for, not before.
pub const VALENCE: &str = "vader-en";

/// A built-in lexicon by name; `None` where there is none of that name.
///
/// # Errors
/// Where its files do not parse, which a test of this crate rules out.
pub fn get(name: &str) -> Option<Result<&'static Lexicon, Error>> {
    let (files, cell) = files(name)?;
    Some(cell.get_or_try_init(|| load::from_files(files).0))
}

/// British and American spellings of one another.
pub fn spelling() -> &'static Spelling {
    static CELL: OnceCell<Spelling> = OnceCell::new();
    // A list that does not parse stops the run elsewhere; a test rules it out.
    let read = || get("spelling-en").and_then(Result::ok).map(Spelling::new).unwrap_or_default();
    CELL.get_or_init(read)
}

/// The list of words with a valence.
///
/// # Errors
/// As [`get`].
pub fn valence() -> Result<&'static Lexicon, Error> {
    let missing = || Error::at(Place::file(VALENCE), Kind::BadLexicon("is not built in".into()));
    get(VALENCE).unwrap_or_else(|| Err(missing()))
}

/// What is wrong with the rows of a built-in lexicon; empty in a released version.
pub fn problems(name: &str) -> Vec<Problem> {
    files(name).map(|(files, _)| load::from_files(files).1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::check::check;

    #[test]
    fn every_builtin_row_reads_and_every_example_scores_as_written() {
        for name in NAMES {
            let lexicon = get(name).expect("listed").expect("readable");
            let mut problems = problems(name);
            problems.extend(check(lexicon));
            let said: Vec<_> = problems.iter().map(|p| format!("{}: {}", p.place, p.kind)).collect();
            assert!(said.is_empty(), "{}", said.join("\n"));
        }
    }

    #[test]
    fn every_folder_of_lexicons_is_listed() {
        let folders = std::fs::read_dir("lexicons").expect("lexicons/");
        for entry in folders.filter_map(Result::ok).filter(|e| e.path().is_dir()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(NAMES.contains(&name.as_str()), "lexicons/{name} is not in builtin.rs");
        }
    }
}
