//! How far a run is, for whoever sits before it: on a terminal only.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rhetor::report::terminal;
use rhetor::tally::Tally;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// One line of a terminal that is written over and over.
#[derive(Clone)]
pub(crate) struct Progress {
    bar: ProgressBar,
    began: Instant,
    shown: Instant,
    far: Far,
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default)]
struct Far {
    bytes: u64,
    /// Bytes in all; 0 where nobody knows.
    of: u64,
    articles: u64,
    quotes: u64,
}

/// Between two lines.
const PAUSE: Duration = Duration::from_millis(100);
/// Characters of the bar.
const BAR: u64 = 14;

impl Progress {
    /// Shows nothing where it is not wanted or nobody sits there.
    pub(crate) fn new(quiet: bool) -> Self {
        let seen = !quiet && std::io::stderr().is_terminal();
        let target = if seen { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(None, target);
        // It cuts the line at the width of the terminal.
        if let Ok(style) = ProgressStyle::with_template("{wide_msg}") {
            bar.set_style(style);
        }
        let now = Instant::now();
        Self { bar, began: now, shown: now, far: Far::default() }
    }

    /// Says how many bytes there are in all.
    pub(crate) fn of(&mut self, bytes: u64) {
        self.far.of = bytes;
    }

    /// So many bytes further, with what was counted in all.
    pub(crate) fn step(&mut self, bytes: u64, tally: &Tally) {
        let quotes = tally.quotes - tally.scare;
        self.far = Far { bytes: self.far.bytes + bytes, articles: tally.articles, quotes, ..self.far };
        if !self.bar.is_hidden() && self.shown.elapsed() >= PAUSE {
            self.shown = Instant::now();
            self.bar.set_message(line(self.far, self.began.elapsed()));
            self.bar.tick();
        }
    }

    /// Prints something else meanwhile.
    pub(crate) fn aside(&self, print: impl FnOnce()) {
        self.bar.suspend(print);
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// What counts most comes first: a narrow terminal cuts the end.
fn line(far: Far, passed: Duration) -> String {
    let Far { bytes, of, articles, quotes } = far;
    let rate = bytes as f64 / passed.as_secs_f64().max(0.001);
    // Of what is packed more is read than lies on the disk.
    let mut line = if of >= bytes.max(1) {
        let done = bytes * BAR / of;
        let (done, left) = ("█".repeat(done as usize), "░".repeat((BAR - done) as usize));
        let seconds = (of - bytes) as f64 / rate.max(1.0);
        // The first articles say little about the rest.
        let time = if bytes >= of / 100 { format!(", {} left", time(seconds)) } else { String::new() };
        format!("{done}{left} {} of {}{time}", size(bytes), size(of))
    } else {
        size(bytes)
    };
    for more in [
        terminal::many(articles, "article"),
        terminal::many(quotes, "quote"),
        format!("{}/s", size(rate as u64)),
    ] {
        line.push_str(", ");
        line.push_str(&more);
    }
    line
}

/// *50.5 MB*.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{:.0} kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.2} GB", bytes as f64 / 1e9),
    }
}

fn time(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds / 60 % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_says_how_far_how_long_and_what_was_found() {
        let far = Far { bytes: 50_500_000, of: 206_100_619, articles: 12_345, quotes: 104_000 };
        let said = line(far, Duration::from_secs(4));
        assert_eq!(
            said,
            "███░░░░░░░░░░░ 50.5 MB of 206.1 MB, 12 s left, 12,345 articles, 104,000 quotes, 12.6 MB/s"
        );
    }

    #[test]
    fn of_standard_input_and_of_packed_files_nobody_knows_the_end() {
        for of in [0, 2_000] {
            let far = Far { bytes: 7_000, of, articles: 1, quotes: 2 };
            assert_eq!(line(far, Duration::from_secs(1)), "7 kB, 1 article, 2 quotes, 7 kB/s");
        }
    }
}
