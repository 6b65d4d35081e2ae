//! `rhetor report`: renders results again, in other formats, without scoring.

use super::making::DialectName;
use super::{Failure, color, print};
use anstream::eprintln;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::csv::Dialect;
use rhetor::report::folder::Folder;
use rhetor::report::formats::{How, Options};
use rhetor::report::saved::Saved;
use rhetor::report::{FORMATS, Format, methods};
use std::path::{Path, PathBuf};

/// Render results again in other formats, without scoring
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_REPORT)]
pub(crate) struct Args {
    /// Results of `rhetor score -o`
    results: PathBuf,
    /// What to make; may be repeated [default: by the name of the output, else xlsx]
    #[arg(short, long, value_delimiter = ',', value_parser = formats())]
    format: Vec<String>,
    /// Folder or file to write; - is standard output [default: into the results folder]
    #[arg(short, long, value_name = "DIR|FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    page: super::page::Page,
    /// Print what a paper says of how the numbers were made, and nothing else
    #[arg(long, conflicts_with = "format")]
    methods: bool,
    /// How CSV is written
    #[arg(long, value_enum, default_value_t = DialectName::Spreadsheet)]
    dialect: DialectName,
    /// Replace what is already there
    #[arg(long)]
    force: bool,
    /// Say nothing but errors
    #[arg(short, long)]
    quiet: bool,
}

fn formats() -> clap::builder::PossibleValuesParser {
    let rendered = FORMATS.iter().filter(|format| format.is_rendered());
    let value = |f: &Format| clap::builder::PossibleValue::new(f.name).help(f.about);
    rendered.map(value).collect::<Vec<_>>().into()
}

/// Columns of a line of the methods paragraph.
const WIDTH: usize = 80;

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let saved = Saved::open(&args.results)?;
    saved.incomplete.iter().for_each(super::tell);
    let output = args.output.as_deref();
    let to_stdout = output == Some(Path::new("-"));
    if args.methods {
        let text = methods::wrapped(methods::Run::of(&saved), WIDTH);
        return match output.filter(|_| !to_stdout) {
            None => print(&text),
            Some(path) => {
                super::file::check(path, args.force)?;
                super::file::write(path, text.as_bytes())
            }
        };
    }
    let chosen = chosen(args, output)?;
    let options = args.page.of(&chosen)?;
    if to_stdout {
        return on_stdout(&saved, &chosen, &options);
    }
    let dialect = Dialect::from(args.dialect);
    let file = output.filter(|path| chosen.len() == 1 && Format::of_file(path).is_some() && !path.is_dir());
    if let Some(path) = file {
        super::file::check(path, args.force)?;
        into_file(&saved, chosen[0], path, &options)?;
        tell(args, path);
        return Ok(());
    }
    if let Some(path) = output.filter(|path| Format::of_file(path).is_some() && !path.is_dir()) {
        let what = format!("{} is called like a file, and several formats need a folder", path.display());
        return Err(usage("--output", Kind::Unclear(what)));
    }
    let folder = output.unwrap_or(&args.results);
    into_folder((&saved, &options), &chosen, folder, args, dialect)
}

/// The formats that are asked for, each once.
fn chosen(args: &Args, output: Option<&Path>) -> Result<Vec<&'static Format>, Failure> {
    let mut chosen: Vec<&'static Format> = Vec::new();
    for format in args.format.iter().filter_map(|name| Format::named(name)) {
        if !chosen.iter().any(|other| other.name == format.name) {
            chosen.push(format);
        }
    }
    let named = output.and_then(Format::of_file);
    if let (Some(named), [one]) = (named, &*chosen)
        && named.name != one.name
        && !output.is_some_and(Path::is_dir)
    {
        let what = format!("{} is asked for, and the name ends as that of {}", one.name, named.name);
        return Err(usage("--output", Kind::Unclear(what)));
    }
    // "out.pdf" is not meant to be a folder; "out.v2" may be.
    let ending = output.filter(|path| !path.is_dir()).and_then(Path::extension).and_then(|e| e.to_str());
    if let (Some(ending), None, true) = (ending, named, chosen.is_empty())
        && ending.bytes().all(|b| b.is_ascii_alphabetic())
    {
        let known: Vec<&str> = FORMATS.iter().filter(|f| f.is_rendered()).map(|f| f.name).collect();
        let what = format!("no report is written as .{ending}; there are {}", known.join(", "));
        return Err(usage("--output", Kind::Unclear(what)));
    }
    if chosen.is_empty() {
        chosen.extend(named.or_else(|| Format::named("xlsx")));
    }
    Ok(chosen)
}

fn usage(option: &'static str, kind: Kind) -> Failure {
    Failure::Usage(Error::at(Place::file(option), kind))
}

/// One format of text, on standard output.
fn on_stdout(saved: &Saved, chosen: &[&'static Format], options: &Options) -> Result<(), Failure> {
    let [format] = chosen else { return Err(usage("--format", Kind::TwoFormats)) };
    let work = tempfile::tempdir().map_err(|e| Error::io("temporary folder", &e))?;
    let How::File(_) = format.how else {
        return Err(usage("--output", Kind::Unclear(format!("{} is several files", format.name))));
    };
    let path = format.render_with(saved, work.path(), Dialect::Plain, options)?;
    let mut file = std::fs::File::open(&path).map_err(|e| Error::io("temporary folder", &e))?;
    let mut out = std::io::stdout().lock();
    std::io::copy(&mut file, &mut out).map(|_| ()).map_err(Failure::stdout)
}

/// One format as a file of any name: whole, or not at all.
fn into_file(saved: &Saved, format: &Format, path: &Path, options: &Options) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Error::io(path.display().to_string(), &e);
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let work = tempfile::Builder::new().prefix(".rhetor-").tempdir_in(folder).map_err(failed)?;
    let made = format.render_with(saved, work.path(), Dialect::Plain, options)?;
    std::fs::rename(made, path).map_err(failed)?;
    Ok(())
}

/// Formats beside the tables, or in a folder of their own.
fn into_folder(
    (saved, options): (&Saved, &Options),
    chosen: &[&'static Format],
    folder: &Path,
    args: &Args,
    dialect: Dialect,
) -> Result<(), Failure> {
    let failed = |e: std::io::Error| Error::io(folder.display().to_string(), &e);
    let same = folder.canonicalize().is_ok_and(|to| saved.folder.canonicalize().is_ok_and(|from| from == to));
    if chosen.iter().any(|format| format.name == "csv") {
        if same {
            return Err(usage(
                "--output",
                Kind::Unclear("the tables would replace themselves; name another --output".into()),
            ));
        }
        // Tables in another dialect are a results folder of their own.
        let target = Folder::new(folder, args.force)?;
        for format in chosen {
            format.render_with(saved, target.path(), dialect, options)?;
        }
        target.finish()?;
        tell(args, folder);
        return Ok(());
    }
    std::fs::create_dir_all(folder).map_err(failed)?;
    let work = tempfile::Builder::new().prefix(".rhetor-").tempdir_in(folder).map_err(failed)?;
    for format in chosen {
        if let Some(name) = format.file_name() {
            super::file::check(&folder.join(name), args.force)?;
        }
    }
    let mut made = Vec::new();
    for format in chosen {
        format.render_with(saved, work.path(), dialect, options)?;
    }
    let entries = std::fs::read_dir(work.path()).map_err(failed)?.filter_map(Result::ok);
    let mut names: Vec<_> = entries.map(|entry| entry.file_name()).collect();
    names.sort();
    for name in &names {
        super::file::check(&folder.join(name), args.force)?;
    }
    for name in names {
        let path = folder.join(&name);
        std::fs::rename(work.path().join(&name), &path).map_err(failed)?;
        made.push(path);
    }
    for path in &made {
        tell(args, path);
    }
    Ok(())
}

fn tell(args: &Args, path: &Path) {
    if !args.quiet {
        eprintln!("{}", path.display());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rhetor::report::formats::STEM;

    #[test]
    fn every_file_beside_the_tables_has_a_name_of_its_own() {
        let mut names: Vec<String> = FORMATS.iter().filter_map(Format::file_name).collect();
        let n = names.len();
        names.dedup();
        assert!(names.len() == n && names.iter().all(|name| name.starts_with(STEM)), "{names:?}");
    }
}
