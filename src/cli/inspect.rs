//! `rhetor inspect`: what would be read, and why, before it is scored. Writes nothing.

mod print;
mod seen;

use super::outcome;
use super::progress::Progress;
use super::stop::{Stdin, Stop};
use super::{Failure, color, reading, tell, unit};
use rhetor::analysis::Tools;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::ingest::{Reader, Record};
use rhetor::pipeline;
use rhetor::report::Run;
use seen::Seen;
use std::path::PathBuf;

/// Say what would be read and how, what is wrong with it, and which options may help
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_INSPECT)]
pub(crate) struct Args {
    /// Files, folders (searched in depth) or - for standard input
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    unit: unit::Options,
    #[command(flatten)]
    reading: reading::Options,
    /// Read all of it, however long that takes, not a sample
    #[arg(long)]
    all: bool,
    /// Threads [default: one for each core]
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

/// Files that are looked into; of more, so many at equal distances.
const MOST_FILES: usize = 2000;
/// Bytes of text that are looked at.
const MOST_BYTES: u64 = 6_000_000;
/// Bytes of one file, at least, before the rest of it is left unread.
const LEAST_BYTES: u64 = 100_000;

/// How much of the inputs was looked at.
#[derive(Clone, Copy, Debug, Default)]
struct Sampled {
    /// Files that there are.
    of_files: usize,
    /// Files that were looked into.
    files: usize,
    /// Of these, files of which the rest was left unread.
    cut: usize,
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let stop = Stop::listen("rhetor inspect", false);
    args.unit.check(&[])?;
    let tools = Tools { unit: args.unit.unit.into(), ..Tools::with(Vec::new())? };
    let run = Run { unit: tools.unit, ..Run::new(Vec::new()) };
    let mut progress = Progress::new(false);
    stop.begin(&progress);
    let stdin = Box::new(Stdin::new(stop.clone()));
    let mut reader = Reader::new(&args.inputs, stdin).reading(args.reading.reading(args.unit.speaker()));
    let bytes = reader.total_bytes;
    let mut sampled = Sampled { of_files: reader.files(), ..Sampled::default() };
    if !args.all {
        reader.thin(MOST_FILES);
    }
    sampled.files = reader.files();
    let quota = if args.all { u64::MAX } else { (MOST_BYTES / sampled.files.max(1) as u64).max(LEAST_BYTES) };
    let mut some = Sampler { reader: &mut reader, quota, here: None, left: 0, stop: &stop };
    let mut seen = Seen::default();
    pipeline::run(
        &mut some,
        |record| record.as_ref().map_or(0, Record::len),
        args.jobs,
        || tools.desk(),
        |record, desk| {
            let size = record.as_ref().map_or(0, Record::len);
            (outcome::of(record, &[], &tools, &run, desk), size)
        },
        |(outcomes, size)| -> Result<(), Failure> {
            seen.bytes += size as u64;
            for outcome in outcomes {
                seen.take(outcome, run.speech()[0]);
            }
            progress.step(size as u64, &seen.tally);
            Ok(())
        },
    )?;
    progress.end();
    sampled.cut = some.left;
    seen.inputs = reader.inputs();
    if stop.asked() {
        return Err(Failure::Stopped(None));
    }
    if seen.tally.articles == 0 {
        seen.first_problems().for_each(tell);
        return Err(Error::at(Place::file("rhetor inspect"), Kind::NothingToScore).into());
    }
    super::print(&print::all(&seen, &run, bytes, sampled, &args.inputs))?;
    Ok(seen.rejected == 0)
}

/// Records of a reader, of each file only as many as its quota holds.
struct Sampler<'a, 'r> {
    reader: &'a mut Reader<'r>,
    quota: u64,
    /// The file that is being read, and the bytes taken from it.
    here: Option<(std::sync::Arc<str>, u64)>,
    left: usize,
    stop: &'a Stop,
}

impl Iterator for Sampler<'_, '_> {
    type Item = Result<Record, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.stop.asked() {
            return None;
        }
        if self.here.as_ref().is_some_and(|(_, bytes)| *bytes >= self.quota) && self.reader.leave() {
            self.here = None;
            self.left += 1;
        }
        let record = self.reader.next()?;
        if let Ok(record) = &record {
            let file = record.place().file;
            match &mut self.here {
                Some((here, bytes)) if *here == file => *bytes += record.len() as u64,
                here => *here = Some((file, record.len() as u64)),
            }
        }
        Some(record)
    }
}
