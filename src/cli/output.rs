//! Where results go: tables in a folder, or one of them on standard output.

use super::Failure;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::report::csv::{Dialect, Files, Writer};
use rhetor::report::folder::Folder;
use rhetor::report::manifest::{self, Facts};
use rhetor::report::{Article, Run, groups, jsonl, tables};
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
        tables: Option<Box<Tables>>,
        lines: Option<BufWriter<std::fs::File>>,
    },
    Stdout {
        csv: bool,
        lines: Option<BufWriter<io::StdoutLock<'static>>>,
    },
}

/// The tables that grow with every article.
struct Tables {
    quotes: Files,
    evidence: Files,
    speaker_articles: Files,
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
        let to = match output {
            None if has("csv") && has("jsonl") => {
                return Err(Failure::Usage(Error::at(Place::file("--format"), Kind::TwoFormats)));
            }
            None => {
                let lines = has("jsonl").then(|| BufWriter::new(io::stdout().lock()));
                To::Stdout { csv: has("csv"), lines }
            }
            Some(target) => {
                if formats.is_empty() {
                    formats.push("csv".into());
                }
                let folder = Folder::new(target, force)?;
                let path = folder.path().to_path_buf();
                let failed = |e: io::Error| folder.error(&e);
                let files = |name, header| Files::new(&path, name, header, dialect).map_err(failed);
                let tables = if formats.iter().any(|f| f == "csv") {
                    Some(Box::new(Tables {
                        quotes: files("quotes", tables::quotes_header(run))?,
                        evidence: files("evidence", tables::evidence_header())?,
                        speaker_articles: files("speaker_articles", tables::speaker_articles_header(run))?,
                    }))
                } else {
                    None
                };
                let lines = if formats.iter().any(|f| f == "jsonl") {
                    Some(BufWriter::new(std::fs::File::create(path.join("quotes.jsonl")).map_err(failed)?))
                } else {
                    None
                };
                To::Folder { target: target.into(), folder, tables, lines }
            }
        };
        Ok(Self { formats, dialect, run: run.clone(), to })
    }

    pub(crate) fn formats(&self) -> &[String] {
        &self.formats
    }

    /// Writes what one article adds.
    pub(crate) fn article(&mut self, article: &Article) -> Result<(), Failure> {
        let run = &self.run;
        match &mut self.to {
            To::Folder { folder, tables, lines, .. } => {
                let failed = |e: io::Error| Failure::from(folder.error(&e));
                if let Some(tables) = tables {
                    let Tables { quotes, evidence, speaker_articles } = &mut **tables;
                    tables::quotes(run, article, |cells| quotes.row(cells)).map_err(failed)?;
                    tables::evidence(run, article, |cells| evidence.row(cells)).map_err(failed)?;
                    tables::speaker_articles(run, article, |cells| speaker_articles.row(cells))
                        .map_err(failed)?;
                }
                if let Some(lines) = lines {
                    jsonl::write(run, article, lines).map_err(failed)?;
                }
                Ok(())
            }
            To::Stdout { lines: Some(lines), .. } => {
                jsonl::write(run, article, lines).map_err(Failure::stdout)
            }
            To::Stdout { .. } => Ok(()),
        }
    }

    /// Writes what is known only at the end, and puts everything into its place.
    pub(crate) fn finish(
        self,
        run: &Run,
        tally: &Tally,
        groups: &Groups,
        problems: &[Problem],
        facts: &Facts,
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
                    tables::speakers(run, tally, |cells| writer.row(cells))?;
                    writer.end()?.flush()
                };
                write().map_err(Failure::stdout)?;
                Ok(Written::Stdout)
            }
            To::Folder { target, folder, tables, lines } => {
                let path = folder.path().to_path_buf();
                let failed = |e: io::Error| Error::io(target.display().to_string(), &e);
                if let Some(tables) = tables {
                    small_tables(&path, self.dialect, run, (tally, groups), problems, *tables)
                        .map_err(failed)?;
                }
                if let Some(mut lines) = lines {
                    lines.flush().map_err(failed)?;
                }
                std::fs::write(path.join("manifest.json"), manifest::text(run, tally, facts))
                    .map_err(failed)?;
                folder.finish()?;
                Ok(Written::Folder(target))
            }
        }
    }
}

fn small_tables(
    path: &Path,
    dialect: Dialect,
    run: &Run,
    (tally, groups): (&Tally, &Groups),
    problems: &[Problem],
    growing: Tables,
) -> io::Result<()> {
    growing.quotes.end()?;
    growing.evidence.end()?;
    growing.speaker_articles.end()?;
    let mut speakers = Files::new(path, "speakers", tables::speakers_header(run), dialect)?;
    tables::speakers(run, tally, |cells| speakers.row(cells))?;
    speakers.end()?;
    let mut long = Files::new(path, "speakers_long", tables::speakers_long_header(run), dialect)?;
    tables::speakers_long(run, tally, |cells| long.row(cells))?;
    long.end()?;
    if !run.roster.columns.is_empty() {
        let mut table = Files::new(path, "groups", groups::header(run), dialect)?;
        groups::rows(run, groups, |cells| table.row(cells))?;
        table.end()?;
    }
    let mut table = Files::new(path, "problems", tables::problems_header(), dialect)?;
    for problem in problems {
        table.row(&tables::problem(problem))?;
    }
    table.end()
}
