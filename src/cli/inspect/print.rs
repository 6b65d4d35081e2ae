//! What a look at the inputs found, in words.

use super::Sampled;
use super::seen::{Many, Seen};
use crate::cli::progress::size;
use rhetor::analysis::Unit;
use rhetor::error::{Effect, Kind};
use rhetor::ingest::{Input, Known};
use rhetor::report::Run;
use rhetor::report::terminal::many;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

pub(super) fn all(seen: &Seen, run: &Run, bytes: u64, sampled: Sampled, inputs: &[PathBuf]) -> String {
    let mut out = Lines::default();
    files(seen, bytes, sampled, &mut out);
    articles(seen, &mut out);
    said(seen, run, &mut out);
    problems(seen, &mut out);
    next(seen, run, inputs, &mut out);
    out.0
}

/// Lines with a word in front that says what they are about.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn add(&mut self, about: &str, what: &str) {
        self.0.push_str(&format!("{about:<12}{what}\n"));
    }

    /// The first line says what it is about.
    fn list(&mut self, about: &str, lines: impl IntoIterator<Item = String>) {
        for (at, line) in lines.into_iter().enumerate() {
            self.add(if at == 0 { about } else { "" }, &line);
        }
    }
}

fn files(seen: &Seen, bytes: u64, sampled: Sampled, out: &mut Lines) {
    let Sampled { of_files, files, cut } = sampled;
    let mut alike: BTreeMap<String, u64> = BTreeMap::new();
    for input in &seen.inputs {
        *alike.entry(how(input)).or_default() += 1;
    }
    let mut alike: Vec<_> = alike.into_iter().collect();
    alike.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let kinds = alike.len();
    let shown = alike.into_iter().take(8).map(|(how, count)| format!("{} as {how}", many(count, "file")));
    out.list("read", shown);
    if kinds > 8 {
        out.add("", &format!("and in {} other ways", kinds - 8));
    }
    // What is packed is larger than it lies on the disk.
    let plain = bytes > seen.bytes && seen.inputs.iter().all(|input| input.packings.is_empty());
    let all = if plain { format!(" of {}", size(bytes)) } else { String::new() };
    if files < of_files {
        let line = format!("{files} of {of_files} files, at equal distances: --all looks into each");
        out.add("sample", &line);
    }
    if cut > 0 {
        let line = format!(
            "of {} the beginning only, together {}{all}: --all reads the rest",
            many(cut as u64, "file"),
            size(seen.bytes)
        );
        out.add("sample", &line);
    }
}

/// *jsonl in gzip, UTF-8*; how an encoding is known where its bytes alone do not say so.
fn how(input: &Input) -> String {
    let Input { path: _, format, packings, encoding, bytes: _, sha256: _ } = input;
    if *format == "zip" {
        return "an archive".into();
    }
    let packed = packings.iter().rev().map(|packing| format!(" in {packing}"));
    let by = match encoding.known {
        Known::Valid => String::new(),
        known => format!(" by {}", known.name()),
    };
    let replaced = match encoding.replaced {
        0 => String::new(),
        n => format!(", {}", many(n, "replacement character")),
    };
    format!("{format}{}, {}{by}{replaced}", packed.collect::<String>(), encoding.name)
}

fn articles(seen: &Seen, out: &mut Lines) {
    let count = seen.tally.articles;
    let copies = match seen.copies {
        0 => String::new(),
        n => format!("; {n} with a text that was read before"),
    };
    out.add("articles", &format!("{}, {}{copies}", grouped(count), size(seen.bytes)));
    let with = |field: &str| seen.fields.get(field).copied().unwrap_or(0);
    let dated = with("date");
    let without = if dated < count { format!("; {} without", grouped(count - dated)) } else { String::new() };
    let dates = seen.dates.map_or("none".into(), |(first, last)| format!("{first} to {last}{without}"));
    out.add("dates", &dates);
    let others = seen.fields.iter().filter(|(field, n)| **field != "date" && **n > 0);
    let fields: Vec<String> = others.map(|(field, n)| format!("{field} {}", percent(*n, count))).collect();
    let fields = if fields.is_empty() { "no source, title, author or url".into() } else { fields.join(", ") };
    out.add("fields", &fields);
    if !seen.sources.is_empty() {
        out.add("sources", &grouped(seen.sources.len() as u64));
    }
    let mut languages: Vec<_> = seen.languages.iter().collect();
    languages.sort_by_key(|(name, n)| (std::cmp::Reverse(**n), (*name).clone()));
    let shown = languages.iter().take(5).map(|(name, n)| format!("{name} {}", percent(**n, count)));
    out.add("languages", &shown.collect::<Vec<_>>().join(", "));
}

fn said(seen: &Seen, run: &Run, out: &mut Lines) {
    let tally = &seen.tally;
    if run.unit == Unit::Document {
        let line = format!("{} of {} without one", grouped(tally.unattributed), grouped(tally.articles));
        out.add("speakers", &line);
        return;
    }
    let speech = tally.quotes - tally.scare;
    let line = format!(
        "{}, in {} of {} articles; {} unattributed",
        grouped(speech),
        grouped(tally.articles_with_quotes),
        grouped(tally.articles),
        percent(tally.unattributed, speech)
    );
    out.add("quotes", &line);
}

fn problems(seen: &Seen, out: &mut Lines) {
    let lines = seen.problems.iter().take(12).map(|many| {
        let Many { first, count, .. } = many;
        let times = if *count > 1 { format!(" (and {} like it)", grouped(count - 1)) } else { String::new() };
        format!("{}: {}: {}{times}", first.effect.name(), first.place, first.kind)
    });
    let none = seen.problems.is_empty().then(|| "none".to_string());
    out.list("problems", lines.chain(none));
    if seen.problems.len() > 12 {
        out.add("", &format!("and {} more kinds", seen.problems.len() - 12));
    }
}

fn next(seen: &Seen, run: &Run, inputs: &[PathBuf], out: &mut Lines) {
    let told = seen.problems.iter().filter(|many| many.first.effect != Effect::Ignored);
    let mut advice: BTreeSet<String> = told.filter_map(|many| many.first.kind.help()).collect();
    let passed = seen.problems.iter().find(|many| many.first.kind == Kind::NotAnArticle);
    if let Some(Many { first, .. }) = passed {
        let file = first.place.to_string();
        advice.insert(format!(
            "a text under another name is read where it is named itself: rhetor score {file}"
        ));
    }
    let tally = &seen.tally;
    if run.unit == Unit::Quote && tally.quotes * 10 < tally.articles {
        advice
            .insert("few quotes: where each text is one person's, --unit document --speaker-col NAME".into());
    }
    if run.unit == Unit::Quote && tally.quotes >= 20 && tally.unattributed * 3 > tally.quotes {
        advice.insert("many quotes of nobody: look at one article with rhetor explain FILE".into());
    }
    if seen.dates.is_none() {
        advice.insert("no dates: there will be no rates over time".into());
    }
    out.list("advice", advice);
    let inputs: Vec<String> = inputs.iter().map(|input| input.display().to_string()).collect();
    let unit = if run.unit == Unit::Document { " --unit document" } else { "" };
    out.add("next", &format!("rhetor score {}{unit} -o results", inputs.join(" ")));
}

fn percent(part: u64, of: u64) -> String {
    if of == 0 { "none".into() } else { format!("{:.1} %", 100.0 * part as f64 / of as f64) }
}

/// With commas between thousands.
fn grouped(count: u64) -> String {
    many(count, "").trim_end_matches(['s', ' ']).to_string()
}
