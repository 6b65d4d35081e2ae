//! Where results go: tables in a folder, or one of them on standard output.

mod growing;

use self::growing::{Growing, Spelled};
use super::Failure;
use rhetor::analysis::Unit;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::pipeline::Threads;
use rhetor::report::csv::{Dialect, Files, Writer};
use rhetor::report::folder::{Folder, MANIFEST, Sweep, whole};
use rhetor::report::formats::Options;
use rhetor::report::manifest::{self, Facts};
use rhetor::report::saved::Saved;
use rhetor::report::{Article, Format, Run, Speech, Table, groups, tables};
use rhetor::tally::Tally;
use rhetor::tally::groups::Groups;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// What was written in the end.
pub(crate) enum Written {
    /// Tables in this folder.
    Folder(PathBuf),
    /// One table, or JSON lines.
    Stdout,
    /// Nothing: the table for people is still to be printed.
    Nothing,
}

/// The formats of a run and where they go.
pub(crate) struct Output {
    formats: Vec<String>,
    dialect: Dialect,
    run: Run,
    to: To,
}

enum To {
    Folder {
        target: PathBuf,
        folder: Folder,
        tables: Vec<Growing>,
        articles: Option<Box<Files>>,
        /// Where the tables are meanwhile, if only other formats are made of them.
        apart: Option<tempfile::TempDir>,
        lines: Option<BufWriter<std::fs::File>>,
        /// As they are met, since there may be more of them than memory holds.
        problems: Box<Files>,
    },
    Stdout {
        csv: bool,
        lines: Option<BufWriter<io::StdoutLock<'static>>>,
    },
}

/// What was counted over all articles.
pub(crate) struct Sums<'a> {
    /// What stands in quotation marks, or in whole documents.
    pub(crate) tally: &'a Tally,
    /// What is reported without, where it was looked for.
    pub(crate) reported: Option<&'a Tally>,
    pub(crate) groups: &'a Groups,
}

impl Output {
    pub(crate) fn new(
        output: Option<&Path>,
        formats: &[String],
        dialect: Dialect,
        force: bool,
        run: &Run,
    ) -> Result<Self, Failure> {
        let has = |name: &str| formats.iter().any(|f| f == name);
        let mut formats: Vec<String> = formats.to_vec();
        formats.dedup();
        let rendered: Vec<&'static Format> = rendered(&formats).collect();
        let to = match output {
            None if !rendered.is_empty() => {
                let what = format!("{} goes into a folder; add --output DIR", rendered[0].name);
                return Err(Failure::Usage(Error::at(Place::file("--format"), Kind::Unclear(what))));
            }
            None if has("csv") && has("jsonl") => {
                return Err(Failure::Usage(Error::at(Place::file("--format"), Kind::TwoFormats)));
            }
            None => {
                let lines = has("jsonl").then(|| BufWriter::new(io::stdout().lock()));
                To::Stdout { csv: has("csv"), lines }
            }
            Some(target) if target.as_os_str() == "-" => {
                let what = "results go into a folder; without --output one format is printed";
                return Err(Failure::Usage(Error::at(Place::file("--output"), Kind::Unclear(what.into()))));
            }
            Some(target) if Format::of_file(target).is_some() && !target.is_dir() => {
                let what = format!("{} is called like a file; results go into a folder", target.display());
                return Err(Failure::Usage(Error::at(Place::file("--output"), Kind::Unclear(what))));
            }
            Some(target) => {
                if formats.is_empty() {
                    formats.push("csv".into());
                }
                let folder = Folder::new(target, force)?;
                let path = folder.path().to_path_buf();
                let failed = |e: io::Error| folder.error(&e);
                let mut tables = Vec::new();
                let mut articles = None;
                let csv = formats.iter().any(|f| f == "csv");
                let apart = (!csv && !rendered.is_empty()).then(|| tempfile::tempdir_in(&path));
                let apart = apart.transpose().map_err(failed)?;
                let in_tables = apart.as_ref().map_or(&*path, tempfile::TempDir::path);
                if csv || apart.is_some() {
                    for &speech in run.speech() {
                        tables.push(Growing::new(in_tables, speech, run, dialect).map_err(failed)?);
                    }
                    if run.unit == Unit::Quote {
                        let header = tables::articles_header();
                        articles = Some(Box::new(
                            Files::new(in_tables, "articles", header, dialect).map_err(failed)?,
                        ));
                    }
                }
                let lines = if formats.iter().any(|f| f == "jsonl") {
                    let name = format!("{}.jsonl", Table::Quotes.name(run.speech()[0]));
                    Some(BufWriter::new(std::fs::File::create(path.join(name)).map_err(failed)?))
                } else {
                    None
                };
                let problems =
                    Files::new(in_tables, "problems", tables::problems_header(), dialect).map_err(failed)?;
                let problems = Box::new(problems);
                To::Folder { target: target.into(), folder, tables, articles, apart, lines, problems }
            }
        };
        Ok(Self { formats, dialect, run: run.clone(), to })
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.dialect
    }

    pub(crate) fn formats(&self) -> &[String] {
        &self.formats
    }

    /// What must go where the run ends at once.
    pub(crate) fn sweep(&self) -> Option<Sweep> {
        match &self.to {
            To::Folder { folder, .. } => Some(folder.sweep()),
            To::Stdout { .. } => None,
        }
    }

    /// What runs that were killed had left in the folder.
    pub(crate) fn left_over(&self) -> &[PathBuf] {
        match &self.to {
            To::Folder { folder, .. } => folder.left_over(),
            To::Stdout { .. } => &[],
        }
    }

    /// Whether it would replace the results of an earlier run.
    pub(crate) fn replaces(&self) -> bool {
        matches!(&self.to, To::Folder { folder, .. } if folder.replaces())
    }

    /// Writes what was wrong with an input; not where there is no folder for it.
    pub(crate) fn problem(&mut self, problem: &Problem) -> Result<(), Failure> {
        match &mut self.to {
            To::Folder { folder, problems, .. } => {
                let written = problems.row(&tables::problem(problem));
                written.map_err(|e| folder.error(&e).into())
            }
            To::Stdout { .. } => Ok(()),
        }
    }

    /// Writes what articles add, in their order; it is spelled on all threads.
    pub(crate) fn articles(&mut self, articles: Vec<Article>, threads: &Threads) -> Result<(), Failure> {
        let (run, dialect) = (&self.run, self.dialect);
        match &mut self.to {
            To::Folder { folder, tables, articles: index, lines, .. } => {
                let wanted = (!tables.is_empty(), index.is_some(), lines.is_some());
                let spelled = threads.map(articles, |article| Spelled::of(run, &article, dialect, wanted));
                let mut write = |spelled: &Spelled| -> io::Result<()> {
                    for (growing, rows) in tables.iter_mut().zip(&spelled.of_speech) {
                        growing.rows(rows)?;
                    }
                    if let Some(index) = index {
                        index.rows(&spelled.article)?;
                    }
                    lines.as_mut().map_or(Ok(()), |lines| lines.write_all(&spelled.lines))
                };
                spelled.iter().try_for_each(&mut write).map_err(|e| folder.error(&e).into())
            }
            To::Stdout { lines: Some(lines), .. } => {
                let spelled = threads.map(articles, |article| growing::lines(run, &article));
                spelled.iter().try_for_each(|text| lines.write_all(text)).map_err(Failure::stdout)
            }
            To::Stdout { .. } => Ok(()),
        }
    }

    /// Writes what is known only at the end, and puts everything into its place.
    pub(crate) fn finish(
        self,
        run: &Run,
        sums: &Sums<'_>,
        (facts, page): (&Facts, &Options),
        threads: &Threads,
        place: impl FnOnce(Folder) -> Result<(), Error>,
    ) -> Result<Written, Failure> {
        match self.to {
            To::Stdout { csv: false, lines: None } => Ok(Written::Nothing),
            To::Stdout { lines: Some(mut lines), .. } => {
                lines.flush().map_err(Failure::stdout)?;
                Ok(Written::Stdout)
            }
            To::Stdout { .. } => {
                let out = BufWriter::new(io::stdout().lock());
                let write = || -> io::Result<()> {
                    let mut writer = Writer::new(out, self.dialect, &tables::speakers_header(run))?;
                    tables::speakers(run, &sums.tally.ranked(), |cells| writer.row(cells))?;
                    writer.end()?.flush()
                };
                write().map_err(Failure::stdout)?;
                Ok(Written::Stdout)
            }
            To::Folder { target, folder, tables, articles, apart, lines, problems } => {
                let path = folder.path().to_path_buf();
                let failed = |e: io::Error| Error::io(target.display().to_string(), &e);
                let in_tables = apart.as_ref().map_or(&*path, tempfile::TempDir::path);
                if !tables.is_empty() {
                    last_tables((in_tables, self.dialect), run, sums, tables, threads).map_err(failed)?;
                }
                problems.end().map_err(failed)?;
                if let Some(articles) = articles {
                    articles.end().map_err(failed)?;
                }
                if let Some(mut lines) = lines {
                    lines.flush().map_err(failed)?;
                }
                let before = whole::listed(in_tables, threads).map_err(failed)?;
                let manifest = |of: &Path| -> io::Result<()> {
                    let files = whole::listed_again(of, &before, threads)?;
                    let text = manifest::text(run, sums.tally, sums.reported, facts, &files);
                    std::fs::write(of.join(MANIFEST), text)
                };
                if rendered(&self.formats).next().is_some() {
                    manifest(in_tables).map_err(failed)?;
                }
                if rendered(&self.formats).next().is_some() {
                    let saved = Saved::open(in_tables)?;
                    for format in rendered(&self.formats) {
                        format.render_with(&saved, &path, self.dialect, page)?;
                    }
                }
                apart.map_or(Ok(()), tempfile::TempDir::close).map_err(failed)?;
                manifest(&path).map_err(failed)?;
                place(folder)?;
                Ok(Written::Folder(target))
            }
        }
    }
}

/// The formats that are made of the tables when these are there.
fn rendered(formats: &[String]) -> impl Iterator<Item = &'static Format> {
    formats
        .iter()
        .filter(|name| *name != "csv")
        .filter_map(|name| Format::named(name))
        .filter(|f| f.is_rendered())
}

fn last_tables(
    (path, dialect): (&Path, Dialect),
    run: &Run,
    sums: &Sums<'_>,
    growing: Vec<Growing>,
    threads: &Threads,
) -> io::Result<()> {
    for tables in growing {
        let tally = match tables.speech {
            Speech::Quoted | Speech::Whole => Some(sums.tally),
            Speech::Reported => sums.reported,
        };
        if let Some(tally) = tally {
            tables.end((path, dialect), run, tally, threads)?;
        }
    }
    if !run.roster.columns.is_empty() {
        let mut table = Files::new(path, "groups", groups::header(run), dialect)?;
        groups::rows(run, sums.groups, |cells| table.row(cells))?;
        table.end()?;
    }
    Ok(())
}
