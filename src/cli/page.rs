//! What a user adds to the pages that are made of results: a title, events.

use super::{Failure, timeline};
use rhetor::error::{Error, Kind, Place};
use rhetor::report::formats::{self, Format};
use std::path::PathBuf;

/// Formats that show a title, and those that draw events.
const TITLED: &[&str] = &["html", "md", "xlsx"];
const DRAWN: &[&str] = &["html"];

#[derive(clap::Args, Debug)]
pub(crate) struct Page {
    /// Title of the page (html, md, xlsx) [default: made from the categories]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What happened when, to be drawn into the timeline (html): a table with the columns date,label
    #[arg(long, value_name = "FILE")]
    events: Option<PathBuf>,
}

impl Page {
    /// As [`Self::of`], by the names of the formats.
    pub(crate) fn of_names(&self, formats: &[String]) -> Result<formats::Options, Failure> {
        let formats: Vec<&Format> = formats.iter().filter_map(|name| Format::named(name)).collect();
        self.of(&formats)
    }

    /// Whether anything was given.
    pub(crate) fn is_given(&self) -> bool {
        self.title.is_some() || self.events.is_some()
    }

    /// Read and checked against the formats that are asked for: an option that none of them
    /// heeds is refused.
    pub(crate) fn of(&self, formats: &[&Format]) -> Result<formats::Options, Failure> {
        for (option, given, heeded) in
            [("--title", self.title.is_some(), TITLED), ("--events", self.events.is_some(), DRAWN)]
        {
            if given && !formats.iter().any(|format| heeded.contains(&format.name)) {
                let what = format!("none of the formats asked for shows it; {} would", heeded.join(", "));
                return Err(Failure::Usage(Error::at(Place::file(option), Kind::Unclear(what))));
            }
        }
        let events = self
            .events
            .as_deref()
            .map_or_else(|| Ok(Vec::new()), timeline::events)
            .map_err(Failure::Usage)?;
        Ok(formats::Options { title: self.title.clone(), events })
    }
}
