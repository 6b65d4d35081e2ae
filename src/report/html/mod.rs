//! One HTML page that can be published as it is: no network, no script needed to read it.
//!
//! A results folder is read back ([`gather`]) into what the page shows ([`model`]), and each
//! section writes itself. Everything that comes from articles or lexicons passes through
//! [`escape`]; no style or script is inline in an element, so that the page's own security
//! policy can forbid both. Nothing here computes a statistic.

mod asked;
mod cards;
mod colophon;
mod comparison;
mod escape;
mod excerpt;
mod frame;
mod gather;
mod model;
mod numbers;
mod plot;
mod ranking;
mod summary;
mod timeline;
mod words;

pub use super::formats::Options;
pub use super::timed::Event;

use super::saved::Saved;
use crate::error::Error;
use model::Page;
use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

/// Writes the page of a results folder as a file.
///
/// # Errors
/// Where a table cannot be read, or the file not be written.
pub fn write(saved: &Saved, path: &Path, options: &Options) -> Result<(), Error> {
    let failed = |e: io::Error| Error::io(path.display().to_string(), &e);
    let page = gather::page(saved, options)?;
    let mut out = BufWriter::new(File::create(path).map_err(failed)?);
    render(&page, &mut out).and_then(|()| out.flush()).map_err(failed)
}

/// Writes it anywhere, with what the user adds.
///
/// # Errors
/// Where a table cannot be read; what the output says.
pub fn write_to(saved: &Saved, options: &Options, out: &mut dyn Write) -> Result<(), Error> {
    let page = gather::page(saved, options)?;
    render(&page, out).map_err(|e| Error::io("HTML", &e))
}

/// The sections in the order of the page.
fn render(page: &Page, out: &mut dyn Write) -> io::Result<()> {
    frame::begin(page, out)?;
    summary::write(page, out)?;
    frame::choice(page, out)?;
    ranking::write(page, out)?;
    comparison::write(page, out)?;
    timeline::write(page, out)?;
    words::write(page, out)?;
    colophon::left_out(page, out)?;
    colophon::method(page, out)?;
    frame::end(page, out)
}
