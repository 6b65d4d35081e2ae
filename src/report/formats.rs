//! The list of formats, and how a results folder becomes each.

use super::csv::Dialect;
use super::saved::Saved;
use super::timed::Event;
use super::{csv_again, html, json, markdown, xlsx};
use crate::error::Error;
use std::path::{Path, PathBuf};

/// A way of writing results.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// As `--format` takes it.
    pub name: &'static str,
    /// What it holds, for `--help`.
    pub about: &'static str,
    /// How names of its files end, without the stop.
    pub extension: &'static str,
    /// How it is written.
    pub how: How,
}

/// How a format is written.
#[derive(Clone, Copy, Debug)]
pub enum How {
    /// While articles are read: the tables do not hold all that it says.
    Reading,
    /// As one file, from the tables of a results folder.
    File(fn(&Saved, &Path, &Options) -> Result<(), Error>),
    /// As a file a table, from the same, into a folder.
    Tables(fn(&Saved, &Path, Dialect) -> Result<(), Error>),
}

/// What a user may add to a page; what a format cannot show it leaves out.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// In place of a title made from the categories.
    pub title: Option<String>,
    /// Drawn into timelines.
    pub events: Vec<Event>,
}

/// All formats. To add one: a file here, a line there.
pub const FORMATS: &[Format] = &[
    Format {
        name: "csv",
        about: "tables for spreadsheets, R and pandas",
        extension: "csv",
        how: How::Tables(csv_again::write),
    },
    Format {
        name: "xlsx",
        about: "one workbook: charts, filters, links from speakers to evidence",
        extension: "xlsx",
        how: How::File(xlsx::write),
    },
    Format {
        name: "html",
        about: "one page to publish: rankings, plots, the quotes under every number",
        extension: "html",
        how: How::File(html::write),
    },
    Format {
        name: "md",
        about: "Markdown: rankings, comparison and method on one page",
        extension: "md",
        how: How::File(markdown::write),
    },
    Format {
        name: "json",
        about: "one JSON document: speakers with their categories, for web pages",
        extension: "json",
        how: How::File(|saved, path, _| json::write(saved, path)),
    },
    Format {
        name: "jsonl",
        about: "one JSON object a quote or document, with every hit",
        extension: "jsonl",
        how: How::Reading,
    },
    #[cfg(feature = "parquet")]
    Format {
        name: "parquet",
        about: "typed tables for DuckDB, R and pandas; needs the feature `parquet`",
        extension: "parquet",
        how: How::Tables(super::parquet::write),
    },
];

impl Format {
    /// The format of that name.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The one-file format that a file's name ends in.
    pub fn of_file(path: &Path) -> Option<&'static Self> {
        let extension = path.extension()?.to_str()?;
        let ends = |f: &&Self| matches!(f.how, How::File(_)) && f.extension.eq_ignore_ascii_case(extension);
        FORMATS.iter().find(ends)
    }

    /// Whether it can be made of the tables of a results folder.
    pub fn is_rendered(&self) -> bool {
        !matches!(self.how, How::Reading)
    }

    /// Name of its file beside the tables; nothing where it has one for each table.
    pub fn file_name(&self) -> Option<String> {
        matches!(self.how, How::File(_)).then(|| format!("{STEM}.{}", self.extension))
    }

    /// Makes it of the tables, in a folder that exists; says where.
    ///
    /// # Errors
    /// Where a table cannot be read or a file cannot be written.
    pub fn render(&self, saved: &Saved, folder: &Path, dialect: Dialect) -> Result<PathBuf, Error> {
        self.render_with(saved, folder, dialect, &Options::default())
    }

    /// The same with what the user adds.
    ///
    /// # Errors
    /// Where a table cannot be read or a file cannot be written.
    pub fn render_with(
        &self,
        saved: &Saved,
        folder: &Path,
        dialect: Dialect,
        options: &Options,
    ) -> Result<PathBuf, Error> {
        match self.how {
            How::Reading => Ok(folder.into()),
            How::Tables(write) => write(saved, folder, dialect).map(|()| folder.into()),
            How::File(write) => {
                let path = folder.join(format!("{STEM}.{}", self.extension));
                write(saved, &path, options).map(|()| path)
            }
        }
    }
}

/// How the file of a format is called, without its extension.
pub const STEM: &str = "report";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_lists_every_format() {
        let readme = include_str!("../../README.md");
        for format in FORMATS {
            let file = match format.how {
                How::Reading => format!("`quotes.{}`", format.extension),
                How::Tables(_) => format!("`speakers.{}` and so on", format.extension),
                How::File(_) => format!("`{STEM}.{}`", format.extension),
            };
            let row = format!("| `{}` | {file} | {} |", format.name, format.about);
            assert!(readme.contains(&row), "the README lacks: {row}");
        }
    }
}
