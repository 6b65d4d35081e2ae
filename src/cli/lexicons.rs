//! `rhetor lexicon`: the word lists; and which of them a run scores with.

mod check;
mod diff;
mod stats;

use super::{Failure, exchange, print};
use clap::Subcommand;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::lexicon::load::{self, Loaded};
use rhetor::lexicon::{Entry, Lexicon, Negation, Sense, Use, builtin};
use rhetor::report::terminal::many;
use rhetor::tally::Layout;
use std::fmt::Write;
use std::path::Path;

/// List, show, check, import and export word lists
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand, Debug)]
enum Command {
    /// The built-in lexicons, one a line
    List,
    /// Categories and rows of a lexicon
    Show {
        /// A name, a folder or a file
        lexicon: String,
        /// Only this category
        #[arg(short, long)]
        category: Option<String>,
    },
    Check(check::Args),
    Stats(stats::Args),
    Import(exchange::Import),
    Export(exchange::Export),
    Diff(diff::Args),
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    match &args.command {
        Command::List => list().map(|()| true),
        Command::Show { lexicon, category } => show(lexicon, category.as_deref()).map(|()| true),
        Command::Check(args) => check::run(args),
        Command::Stats(args) => stats::run(args),
        Command::Import(args) => exchange::import(args),
        Command::Export(args) => exchange::export(args).map(|()| true),
        Command::Diff(args) => diff::run(args),
    }
}

/// A lexicon by name, folder or file.
pub(crate) fn find(name: &str) -> Loaded {
    if let Some(found) = builtin::get(name) {
        return (found.cloned(), builtin::problems(name));
    }
    let path = Path::new(name);
    if path.exists() {
        return load::from_path(path);
    }
    let known = builtin::NAMES.iter().map(|n| (*n).to_string()).collect();
    (Err(Error::at(Place::file("--lexicon"), Kind::UnknownLexicon(name.into(), known))), Vec::new())
}

/// The lexicons of a run: the built-in ones that are for scoring, and those asked for.
pub(crate) fn chosen(
    asked: &[String],
    no_builtin: bool,
    problems: &mut Vec<Problem>,
) -> Result<Vec<Lexicon>, Failure> {
    let mut chosen: Vec<Lexicon> = Vec::new();
    if !no_builtin {
        for name in builtin::NAMES.iter().filter(|name| **name != builtin::VALENCE) {
            if let Some(lexicon) = builtin::get(name) {
                let lexicon = lexicon?;
                if lexicon.kind == Use::Rhetoric {
                    chosen.push(lexicon.clone());
                }
            }
        }
    }
    for name in asked {
        let (lexicon, said) = find(name);
        problems.extend(said);
        let lexicon = lexicon.map_err(Failure::Usage)?;
        if lexicon.kind == Use::Valence {
            return Err(Failure::Usage(Error::at(lexicon.place, Kind::NotScored(lexicon.name))));
        }
        match chosen.iter().find(|l| l.name == lexicon.name) {
            None => chosen.push(lexicon),
            Some(same) if same.sha256 == lexicon.sha256 => {}
            // Their columns could not be told apart.
            Some(other) => {
                let kind = Kind::SameName(lexicon.name, other.place.to_string());
                return Err(Failure::Usage(Error::at(lexicon.place, kind)));
            }
        }
    }
    problems.extend(shared(&chosen));
    Ok(chosen)
}

/// Categories whose columns have the name of their lexicon in front, since another lexicon has
/// a category of that name.
pub(crate) fn shared(lexicons: &[Lexicon]) -> Vec<Problem> {
    let layout = Layout::new(lexicons);
    let told = layout.wholes().filter_map(|(_, column)| {
        let (lexicon, other) = (&lexicons[column.lexicon], &lexicons[column.told_from?]);
        let name = lexicon.categories[column.category].name.clone();
        let kind = Kind::SharedCategory(name, other.name.clone(), column.name.clone());
        Some(Problem::kept(lexicon.place.clone(), kind))
    });
    told.collect()
}

fn list() -> Result<(), Failure> {
    let mut out = String::new();
    let _ = writeln!(out, "{:<14} {:<9} {:>6}  title", "name", "use", "rows");
    for name in builtin::NAMES {
        if let Some(lexicon) = builtin::get(name) {
            let lexicon = lexicon?;
            let _ = writeln!(
                out,
                "{:<14} {:<9} {:>6}  {}",
                lexicon.name,
                lexicon.kind.name(),
                lexicon.entries.len(),
                lexicon.title
            );
        }
    }
    print(&out)
}

fn show(name: &str, only: Option<&str>) -> Result<(), Failure> {
    let (lexicon, problems) = find(name);
    let lexicon = lexicon.map_err(Failure::Usage)?;
    exchange::tell_some(&problems, false);
    let reserved = |name: &str| matches!(name, "none" | "company");
    if let Some(only) = only.filter(|o| !reserved(o) && lexicon.category(o).is_none()) {
        let known = lexicon.categories.iter().map(|c| c.name.clone()).collect();
        let place = Place::file(lexicon.name.as_str());
        return Err(Failure::Usage(Error::at(place, Kind::UnknownCategory(only.into(), known))));
    }
    let rows = many(lexicon.entries.len() as u64, "row");
    let mut out = format!("{} ({}, {rows}, {})\n", lexicon.title, lexicon.name, lexicon.licence);
    if !lexicon.about.trim().is_empty() {
        let _ = writeln!(out, "{}", lexicon.about.trim());
    }
    if lexicon.negation == Negation::Removes {
        out.push_str("A negated hit is recorded and not counted.\n");
    }
    for category in &lexicon.categories {
        if only.is_some_and(|o| o != category.name) {
            continue;
        }
        let rows = of(&lexicon, &category.name, None);
        let definition = match category.definition.trim() {
            "" => String::new(),
            definition => format!(": {definition}"),
        };
        let _ = writeln!(out, "\n{} ({}){}", category.name, many(rows.len() as u64, "row"), definition);
        let strict = of(&lexicon, &category.name, Some(Sense::Strict));
        if !strict.is_empty() || rows.is_empty() {
            let _ = writeln!(out, "  {}", strict.join(", "));
        }
        let ambiguous = of(&lexicon, &category.name, Some(Sense::Ambiguous));
        if !ambiguous.is_empty() {
            let _ = writeln!(out, "  in company only: {}", ambiguous.join(", "));
        }
    }
    for (name, what) in [
        ("company", "never counted; near one of these an ambiguous row counts"),
        ("none", "exceptions, which silence shorter rows inside them"),
    ] {
        let rows = of(&lexicon, name, None);
        if !rows.is_empty() && only.is_none_or(|o| o == name) {
            let _ = writeln!(out, "\n{name} ({}): {what}", many(rows.len() as u64, "row"));
            let _ = writeln!(out, "  {}", rows.join(", "));
        }
    }
    print(&out)
}

fn of<'a>(lexicon: &'a Lexicon, category: &str, sense: Option<Sense>) -> Vec<&'a str> {
    let here = |e: &&Entry| lexicon.category_name(e) == category && sense.is_none_or(|s| s == e.sense);
    lexicon.entries.iter().filter(here).map(|e| &*e.pattern.text).collect()
}
