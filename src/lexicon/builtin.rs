//! The lexicons that come with the program.
//!
//! The build script reads their files and writes what they say as a table (see `compile`);
//! a run finds its rows there and reads no file of theirs.

pub use super::names::{NAMES, VALENCE};

use super::load::{self, Files};
use super::names::SPELLING;
use super::spelling::Spelling;
use super::table::Table;
use super::{Lexicon, Use};
use crate::error::{Error, Kind, Place, Problem};
use std::sync::LazyLock;

// `FILES`: the three files of each lexicon, in the order of `NAMES`.
include!(concat!(env!("OUT_DIR"), "/files.rs"));

static ALL: LazyLock<Vec<Lexicon>> =
    LazyLock::new(|| (0..NAMES.len()).map(|at| table().lexicon(at)).collect());

fn table() -> Table {
    let numbers = include_bytes!(concat!(env!("OUT_DIR"), "/lexicons.bin"));
    Table::new(numbers, include_str!(concat!(env!("OUT_DIR"), "/lexicons.txt")))
}

/// All of one use, in order.
///
/// # Errors
/// As [`get`].
pub fn of(kind: Use) -> Result<Vec<&'static Lexicon>, Error> {
    // That of valence is large and read where it is asked for.
    let names = NAMES.iter().filter(|name| **name != VALENCE);
    let all: Result<Vec<_>, _> = names.filter_map(|name| get(name)).collect();
    Ok(all?.into_iter().filter(|l| l.kind == kind).collect())
}

/// A built-in lexicon by name; `None` where there is none of that name.
///
/// # Errors
/// None: its files were read when the program was built.
pub fn get(name: &str) -> Option<Result<&'static Lexicon, Error>> {
    let at = NAMES.iter().position(|known| *known == name)?;
    Some(Ok(&ALL[at]))
}

/// British and American spellings of one another.
pub fn spelling() -> &'static Spelling {
    static CELL: LazyLock<Spelling> =
        LazyLock::new(|| get(SPELLING).and_then(Result::ok).map(Spelling::new).unwrap_or_default());
    &CELL
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
    let files = FILES.iter().find(|files| files.name == name);
    files.map(|files| load::from_files(*files).1).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Matcher;
    use crate::lexicon::check::check;
    use crate::lexicon::compile::compile;
    use crate::lexicon::facts::{Facts, Flags};

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
    fn what_the_build_script_wrote_is_what_the_files_say() {
        for (name, files) in NAMES.iter().zip(FILES) {
            let (read, compiled) = (load::from_files(*files).0.expect("readable"), get(name));
            let compiled = compiled.expect("listed").expect("readable");
            assert_eq!(*name, files.name);
            assert!(read == *compiled, "{name}: touch src/build.rs and build again");
            let mut rows = read.entries.rows().zip(compiled.entries.rows());
            assert!(rows.all(|(read, compiled)| read == compiled), "{name}");
        }
    }

    #[test]
    fn rows_of_every_make_come_back_as_they_were_compiled() {
        let csv = "pattern,category,weight,case,sense,value,source,note\ncease-fire,war,-2.5,,,v,s,\"a \"\"b\"\"\"\n\
            win * war*,war,1e-300,,ambiguous,,,\nNATO Two,none,,exact,,,,né\n*,x,,,,,,\ntroops,company,,,,,,\n";
        let lexicon = load::from_csv("mine", csv, "lexicons/mine/lexicon.toml").0.expect("a lexicon");
        let (numbers, text) = compile(std::slice::from_ref(&lexicon));
        let table = Table::new(numbers.leak(), text.leak());
        assert_eq!(table.lexicon(0), lexicon);
    }

    #[test]
    fn a_run_makes_no_row_of_a_builtin_lexicon() {
        let lexicons: Vec<Lexicon> = (0..NAMES.len()).map(|at| table().lexicon(at)).collect();
        let (facts, matcher) = (Facts::new(&lexicons), Matcher::new(&lexicons));
        assert!(facts.word("said") != Flags::NONE && format!("{matcher:?}").contains("warlord"));
        for lexicon in &lexicons {
            assert_eq!(lexicon.entries.row(0).line, 2, "{}", lexicon.name);
            assert!(!lexicon.entries.is_made() && !lexicon.examples.is_made(), "{}", lexicon.name);
        }
    }

    #[test]
    fn every_folder_of_lexicons_is_listed() {
        let folders = std::fs::read_dir("lexicons").expect("lexicons/");
        for entry in folders.filter_map(Result::ok).filter(|e| e.path().is_dir()) {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(NAMES.contains(&name.as_str()), "lexicons/{name} is not in names.rs");
        }
    }
}
