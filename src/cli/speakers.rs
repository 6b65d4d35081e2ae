//! `rhetor speakers`: who could be whom; and the speakers file of a run.

use super::making::DialectName;
use super::{Failure, color};
use anstream::eprintln;
use rhetor::analysis::Unit;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::lexicon::facts::Facts;
use rhetor::report::csv::{Dialect, Writer};
use rhetor::report::terminal::many;
use rhetor::report::{Run, identity, suggestions};
use rhetor::speaker::roster::{Listed, Roster};
use rhetor::speaker::suggest::{self, Sure};
use rhetor::tally::Tally;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Find names that could be one speaker; write a speakers file to decide in
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand, Debug)]
enum Command {
    /// Propose names that could be one speaker, for you to decide
    #[command(after_help = color::EXAMPLES_SUGGEST)]
    Suggest {
        /// A folder that `rhetor score -o DIR` wrote
        results: PathBuf,
        /// File for the proposals; without it they are printed
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
        /// How CSV is written [default: spreadsheet; plain on standard output]
        #[arg(long, value_enum)]
        dialect: Option<DialectName>,
        /// Replace the file if it is there, with whatever was decided in it
        #[arg(long)]
        force: bool,
    },
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let Command::Suggest { results, output, dialect, force } = &args.command;
    if let Some(file) = output.as_deref().filter(|file| file.exists() && !force) {
        return Err(Error::at(Place::file(file.display().to_string()), Kind::Exists).into());
    }
    let mut seen = suggestions::Seen::default();
    super::results::whole(results)?;
    let tables = tables(results)?;
    for table in &tables {
        seen.read(&text(table)?, &table.display().to_string())?;
    }
    let known = seen.known();
    let found = suggest::suggest(&known, &Facts::builtin()?);
    let default = if output.is_some() { Dialect::Spreadsheet } else { Dialect::Plain };
    let dialect = dialect.map_or(default, Dialect::from);
    let write = |out: &mut dyn Write| -> std::io::Result<()> {
        let mut writer = Writer::new(out, dialect, &suggestions::header())?;
        suggestions::rows(&seen, &known, &found, |cells| writer.row(cells))?;
        writer.end()?.flush()
    };
    match output {
        None => write(&mut std::io::BufWriter::new(std::io::stdout().lock())).map_err(Failure::stdout)?,
        Some(file) => save(file, write)?,
    }
    let count = |sure| found.iter().filter(|s| s.sure == sure).count();
    eprintln!(
        "{}, {}: {} high, {} medium, {} low",
        many(known.len() as u64, "name"),
        many(found.len() as u64, "suggestion"),
        count(Sure::High),
        count(Sure::Medium),
        count(Sure::Low)
    );
    if let Some(file) = output {
        let shown = file.display();
        eprintln!(
            "  next: delete or change the rows of {shown} that are wrong, then rhetor score … --speakers {shown}"
        );
    }
    Ok(())
}

/// The file appears whole, or not at all.
fn save(file: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<(), Failure> {
    let folder = file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let save = || -> std::io::Result<()> {
        let mut part = tempfile::Builder::new().prefix(".rhetor-").tempfile_in(folder)?;
        write(&mut part)?;
        part.persist(file).map(drop).map_err(|e| e.error)
    };
    save().map_err(|e| Error::io(file.display().to_string(), &e).into())
}

/// `speaker_articles.csv` and its numbered parts, in order.
fn tables(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let name = |number: usize| match number {
        1 => folder.join("speaker_articles.csv"),
        n => folder.join(format!("speaker_articles_{n}.csv")),
    };
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(next) = Some(name(found.len() + 1)).filter(|path| path.exists()) {
        found.push(next);
    }
    if found.is_empty() {
        let place = Place::file(folder.display().to_string());
        return Err(Error::at(place, Kind::NoTable("speaker_articles.csv".into())).into());
    }
    Ok(found)
}

/// Reads the speakers file, where there is one.
pub(crate) fn roster(file: Option<&Path>) -> Result<Arc<Roster>, Failure> {
    let Some(file) = file else { return Ok(Arc::default()) };
    let shown = file.display().to_string();
    Ok(Arc::new(Roster::read(&text(file)?, &shown).map_err(Failure::Usage)?))
}

/// The text of a table.
fn text(file: &Path) -> Result<String, Failure> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|e| Failure::Usage(Error::io(shown.as_str(), &e)))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Failure::Usage(Error::at(Place::file(shown), Kind::NotUtf8(at)))
    })
}

/// Refuses a speakers file with a column that a table has already.
pub(crate) fn columns_are_free(run: &Run) -> Result<(), Failure> {
    identity::taken_column(run).map_or(Ok(()), |taken| {
        let place = Place::line(run.roster.file.clone(), 1);
        Err(Failure::Usage(Error::at(place, Kind::TakenColumn(taken.into()))))
    })
}

/// The names of the speakers file under which nobody was quoted, or no document is.
pub(crate) fn never_quoted(run: &Run, tally: &Tally) -> Vec<Problem> {
    let quoted = run.unit == Unit::Quote;
    let absent = run.roster.people.iter().filter(|listed| !tally.speakers.contains_key(&listed.key));
    let problem = |listed: &Listed| {
        let place = Place::line(run.roster.file.clone(), listed.line);
        let name = listed.name.to_string();
        Problem::kept(place, if quoted { Kind::NeverQuoted(name) } else { Kind::NoDocumentOf(name) })
    };
    absent.map(problem).collect()
}
