//! Reads the built-in lexicons when the program is built, so that no run needs to.
//!
//! It is made of the modules of the program that read lexicons, so that there is one grammar;
//! what it writes stands in `lexicon::table`.
#![allow(dead_code, unused_imports, unreachable_pub, reason = "the program uses more of them than this")]

mod error;
mod text;

mod lexicon {
    //! Those parts of the program's module that reading takes.

    pub(crate) mod compile;
    mod entries;
    pub(crate) mod folder;
    mod list;
    pub(crate) mod names;
    mod pattern;
    mod records;
    mod rows;
    mod spelling;
    mod table;

    pub use entries::{Entries, Examples, List, Row};
    pub use list::{Category, Charge, Entry, Example, Lexicon, Negation, Sense, Source, Use};
    pub use pattern::{Pattern, Piece};
    pub use spelling::Spelling;
}

use lexicon::folder::{Files, from_files};
use lexicon::{compile::compile, names::NAMES};
use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let from = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default().join("lexicons");
    let to = env::var_os("OUT_DIR").map(PathBuf::from).unwrap_or_default();
    println!("cargo::rerun-if-changed={}", from.display());
    let mut files = String::from("const FILES: &[Files<'static>] = &[\n");
    let mut lexicons = Vec::new();
    for name in NAMES {
        let read = |file: &str| fs::read_to_string(from.join(name).join(file));
        let [toml, terms, examples] = [read("lexicon.toml")?, read("terms.csv")?, read("examples.csv")?];
        let folder = format!("lexicons/{name}");
        let (lexicon, problems) =
            from_files(Files { name, folder: &folder, toml: &toml, terms: &terms, examples: &examples });
        for problem in problems {
            println!("cargo::warning={}: {}", problem.place, problem.kind);
        }
        lexicons.push(lexicon.map_err(|error| io::Error::other(error.to_string()))?);
        list(&mut files, name);
    }
    let (numbers, text) = compile(&lexicons);
    fs::write(to.join("lexicons.bin"), numbers)?;
    fs::write(to.join("lexicons.txt"), text)?;
    fs::write(to.join("files.rs"), files + "];\n")
}

/// The files of a lexicon, as the program includes them.
fn list(files: &mut String, name: &str) {
    let include = |file: &str| {
        format!("include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/lexicons/{name}/{file}\"))")
    };
    let [toml, terms, examples] = ["lexicon.toml", "terms.csv", "examples.csv"].map(include);
    let _ = writeln!(
        files,
        "Files {{ name: {name:?}, folder: \"lexicons/{name}\", toml: {toml}, terms: {terms}, examples: {examples} }},"
    );
}
