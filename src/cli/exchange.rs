//! `rhetor lexicon import` and `export`: dictionaries of other tools.

use super::{Failure, file, lexicons, print, tell};
use anstream::eprintln;
use clap::ValueEnum;
use clap::builder::{PossibleValue, PossibleValuesParser};
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::lexicon::Lexicon;
use rhetor::lexicon::exchange::{self, FORMATS, Format, How, Imported, folder};
use rhetor::report::terminal::many;
use std::path::{Path, PathBuf};

/// Read a dictionary of another tool into a lexicon's folder
#[derive(clap::Args, Debug)]
#[command(after_help = super::color::EXAMPLES_IMPORT)]
pub(crate) struct Import {
    /// The dictionary
    file: PathBuf,
    /// Folder of the new lexicon, which is called like it [default: the file's name]
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Format of the dictionary [default: by what stands in it]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    from: Option<String>,
    /// Name of the lexicon, where --output does not say it
    #[arg(long, conflicts_with = "output")]
    name: Option<String>,
    /// Terms under which you may use its words
    #[arg(long, value_name = "TEXT")]
    licence: Option<String>,
    /// Whether terms match in any case or as they are written
    #[arg(long, value_enum, default_value_t = Case::Fold)]
    case: Case,
    /// Tell every change, not only the first of each kind
    #[arg(long)]
    all: bool,
    /// Replace a lexicon that is already there
    #[arg(long)]
    force: bool,
}

/// Write a lexicon in the format of another tool, or as a folder to edit
#[derive(clap::Args, Debug)]
pub(crate) struct Export {
    /// A name, a folder or a file
    lexicon: String,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = written())]
    to: String,
    /// Where to write it: a file, or for `folder` the new lexicon's folder, which is called
    /// like it [default: standard output]
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Replace what is already there
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Case {
    /// In any case
    Fold,
    /// As written
    Exact,
}

fn possible() -> Vec<PossibleValue> {
    let value = |f: &Format| PossibleValue::new(f.name).help(format!("{}: {}", f.title, f.about));
    FORMATS.iter().map(value).collect()
}

fn formats() -> PossibleValuesParser {
    possible().into()
}

/// What `export --to` writes besides: a lexicon's own folder, of which nothing is lost.
const FOLDER: &str = "folder";

fn written() -> PossibleValuesParser {
    let folder =
        PossibleValue::new(FOLDER).help("rhetor, a folder: lexicon.toml, terms.csv and examples.csv");
    possible().into_iter().chain([folder]).collect::<Vec<_>>().into()
}

/// Problems of one kind that are told one by one, unless all are asked for.
const MOST_TOLD: usize = 10;

/// Tells problems of a dictionary, of each effect only the first few.
pub(crate) fn tell_some(problems: &[Problem], all: bool) {
    for (effect, what) in [(Effect::Rejected, "left out"), (Effect::Kept, "changed or guessed")] {
        let of_it: Vec<&Problem> = problems.iter().filter(|p| p.effect == effect).collect();
        let most = if all { of_it.len() } else { MOST_TOLD };
        of_it.iter().take(most).for_each(|problem| tell(problem));
        if of_it.len() > most {
            eprintln!("  and {} more {what}", of_it.len() - most);
        }
    }
}

pub(crate) fn import(args: &Import) -> Result<bool, Failure> {
    let shown = args.file.display().to_string();
    let usage = |kind: Kind| Failure::Usage(Error::at(Place::file(shown.as_str()), kind));
    let stem = args.file.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let name = match (&args.output, &args.name) {
        (Some(folder), _) => folder.file_name().map(|name| name.to_string_lossy().into_owned()),
        (None, Some(name)) => Some(name.clone()),
        (None, None) => stem,
    };
    let Some(name) = name.filter(|name| !name.is_empty() && !name.contains(['/', '\\'])) else {
        return Err(usage(Kind::Noted("gives the lexicon no name; use --name".into())));
    };
    let target = args.output.clone().unwrap_or_else(|| PathBuf::from(&name));
    if args.file.is_dir() {
        return Err(usage(Kind::Noted("is a folder; name the dictionary's file".into())));
    }
    is_free(&target, args.force)?;
    let from = args.from.as_deref().and_then(exchange::by_name);
    let how = How { name: &name, from, exact: args.case == Case::Exact };
    let Imported { format, lexicon, problems } = exchange::from_path(&args.file, how);
    tell_some(&problems, args.all);
    let (mut lexicon, Some(format)) = (lexicon?, format) else {
        return Err(usage(Kind::NoFormat));
    };
    if lexicon.entries.is_empty() {
        let place = Place::file(shown);
        return Err(Error::at(place, Kind::Noted(format!("holds no term ({})", format.title))).into());
    }
    exchange::for_folder(&mut lexicon, &shown, format, args.licence.as_deref());
    keep(&target, &lexicon)?;
    let count = |effect: Effect| problems.iter().filter(|p| p.effect == effect).count() as u64;
    let tops = lexicon.categories.len() as u64;
    let categories = if tops == 1 { "1 category".into() } else { format!("{tops} categories") };
    let out = target.display();
    let rows = many(lexicon.entries.len() as u64, "row");
    let (rejected, kept) = (count(Effect::Rejected), count(Effect::Kept));
    print(&format!(
        "{out}: {rows} in {categories} ({}); {rejected} left out, {} of changes\n",
        format.title,
        many(kept, "note")
    ))?;
    if kept + rejected > 0 && !args.all {
        eprintln!("  --all tells every line");
    }
    Ok(rejected == 0)
}

/// Where a new lexicon may be written.
fn is_free(target: &Path, force: bool) -> Result<(), Failure> {
    if target.exists() && !force && !is_empty(target) {
        return Err(Error::at(Place::file(target.display().to_string()), Kind::Exists).into());
    }
    Ok(())
}

/// A lexicon under another name, to be edited.
fn copy(mut lexicon: Lexicon, args: &Export) -> Result<(), Failure> {
    let usage =
        |what: &str| Failure::Usage(Error::at(Place::file(args.lexicon.as_str()), Kind::Noted(what.into())));
    let Some(target) = &args.output else {
        return Err(usage("a folder needs a place; name it with --output"));
    };
    let Some(name) = target.file_name().map(|name| name.to_string_lossy().into_owned()) else {
        return Err(usage("the folder has no name; the lexicon is called like it"));
    };
    is_free(target, args.force)?;
    lexicon.name = name;
    // A plain table has no head: its folder needs a source for each row, and a licence.
    if let Some(csv) = exchange::by_name("csv").filter(|_| lexicon.sources.is_empty()) {
        exchange::for_folder(&mut lexicon, &args.lexicon, csv, None);
    }
    keep(target, &lexicon)?;
    print(&format!("{}: {}\n", target.display(), many(lexicon.entries.len() as u64, "row")))?;
    Ok(())
}

fn is_empty(folder: &Path) -> bool {
    std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none())
}

/// Writes a lexicon's folder: all three files, or none.
fn keep(target: &Path, lexicon: &Lexicon) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Failure::from(Error::io(target.display().to_string(), &e));
    let parent = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(parent).map_err(failed)?;
    let work = tempfile::Builder::new().prefix(".rhetor-").tempdir_in(parent).map_err(failed)?;
    let files = [
        ("lexicon.toml", folder::toml(lexicon)),
        ("terms.csv", folder::terms(lexicon)),
        ("examples.csv", folder::examples(lexicon)),
    ];
    for (name, text) in &files {
        std::fs::write(work.path().join(name), text).map_err(failed)?;
    }
    std::fs::create_dir_all(target).map_err(failed)?;
    for (name, _) in &files {
        std::fs::rename(work.path().join(name), target.join(name)).map_err(failed)?;
    }
    Ok(())
}

pub(crate) fn export(args: &Export) -> Result<(), Failure> {
    let (lexicon, problems) = lexicons::find(&args.lexicon);
    let lexicon = lexicon.map_err(Failure::Usage)?;
    tell_some(&problems, false);
    if args.to == FOLDER {
        return copy(lexicon, args);
    }
    let Some(format) = exchange::by_name(&args.to) else { return Ok(()) };
    if let Some(path) = &args.output {
        file::check(path, args.force)?;
    }
    let (text, losses) = exchange::write(&lexicon, format);
    for loss in losses {
        let place = Place::file(lexicon.name.as_str());
        tell(&Problem::kept(place, Kind::Noted(format!("{}: {loss}", format.name))));
    }
    match &args.output {
        Some(path) => file::write(path, text.as_bytes()),
        None => print(&text),
    }
}
