//! Clean and dirty twins: the same quotations, speakers, words and hits come out of both.
//!
//! `tests/dirt/*.txt`: a line behind `+ ` stands in the dirty twin only, one behind `- ` in
//! the clean one only, any other in both; `\t`, `\r` and `\u{…}` stand for themselves in what
//! is only dirty. Of a file without such lines nothing may be set aside. Besides, articles of
//! the sample are made dirty by rule: wrapped, indented, spaced, with other line ends.

use rhetor::analysis::{Tools, analyze};
use rhetor::document::Document;
use rhetor::ingest::Reader;
use std::path::{Path, PathBuf};

/// A text as a file is read, decoding included.
fn read(text: &str) -> Document {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("article.txt");
    std::fs::write(&path, text).expect("written");
    let mut reader = Reader::new(&[path], Box::new(std::io::empty()));
    let record = reader.next().expect("one file").expect("readable");
    let (document, _) = record.documents().remove(0).expect("an article");
    document
}

/// Letters only: what is compared of words that line ends, hyphens and spaces divide.
fn bare(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// One line a quotation: its speaker, its words and how many, its hits; and what is set aside.
fn found(text: &str, tools: &Tools) -> (Vec<String>, usize) {
    let document = read(text);
    let analysis = analyze(&document, tools, &mut tools.desk());
    let shown = analysis.findings.iter().map(|f| {
        let said: String = f.quote.pieces.iter().map(|p| bare(p.of(&document.text))).collect();
        let speaker = f.speaker().map_or("nobody", |s| &s.name);
        let hits = f.score.hits.iter().map(|h| {
            let lexicon = &tools.lexicons[h.lexicon];
            format!("{}/{} {}", lexicon.name, lexicon.entries[h.entry].pattern.text, h.stance.name())
        });
        let hits = hits.collect::<Vec<_>>().join(", ");
        format!("{speaker} ({}, {}): {said} [{hits}]", f.score.words, f.quote.form.name())
    });
    (shown.collect(), analysis.furniture.len())
}

/// The characters that an escape stands for.
fn unescaped(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let escape = &rest[at + 1..];
        let (c, length) = match escape.chars().next() {
            Some('t') => ('\t', 1),
            Some('r') => ('\r', 1),
            _ => {
                let end = escape.find('}').expect("an escape ends");
                let code = u32::from_str_radix(&escape[2..end], 16).expect("a number");
                (char::from_u32(code).expect("a character"), end + 1)
            }
        };
        out.push(c);
        rest = &escape[length..];
    }
    out + rest
}

fn twins(file: &str) -> (String, String) {
    let (mut clean, mut dirty) = (Vec::new(), Vec::new());
    for line in file.lines() {
        let only =
            |mark: &str| (line == mark).then_some("").or_else(|| line.strip_prefix(mark)?.strip_prefix(' '));
        match (only("+"), only("-")) {
            (Some(line), _) => dirty.push(unescaped(line)),
            (_, Some(line)) => clean.push(line.to_string()),
            _ => {
                clean.push(line.to_string());
                dirty.push(line.to_string());
            }
        }
    }
    (clean.join("\n"), dirty.join("\n"))
}

fn paths(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("readable").filter_map(Result::ok);
    let mut paths: Vec<_> =
        entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

#[test]
fn clean_and_dirty_twins_read_alike() {
    let tools = Tools::builtin().expect("built-in files parse");
    let (mut wrong, mut count) = (String::new(), 0);
    for path in paths("tests/dirt") {
        let file = std::fs::read_to_string(&path).expect("readable");
        let (clean, dirty) = twins(&file);
        let (wanted, _) = found(&clean, &tools);
        let (seen, aside) = found(&dirty, &tools);
        assert!(!wanted.is_empty(), "{}: nothing is quoted", name(&path));
        if wanted != seen {
            wrong += &format!("{}\n  clean {wanted:#?}\n  dirty {seen:#?}\n", name(&path));
        }
        if clean == dirty && aside > 0 {
            wrong += &format!("{}: {aside} set aside\n", name(&path));
        }
        count += 1;
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 30, "{count} twins");
}

/// Fills lines up to a width, as wire services and old databases do.
fn wrapped(paragraph: &str, width: usize, first: &str, hyphens: bool) -> String {
    let (mut lines, mut line) = (Vec::new(), String::from(first));
    let mut at_start = true;
    for word in paragraph.split(' ') {
        let space = usize::from(!at_start);
        let (have, need) = (line.chars().count() + space, word.chars().count());
        if have + need > width && !at_start {
            // Break a long plain word where there is room for some of it.
            let room = width.saturating_sub(have + 1);
            let plain = word.chars().all(|c| c.is_ascii_lowercase());
            if hyphens && plain && need >= 8 && (3..need - 2).contains(&room) {
                lines.push(format!("{line} {}-", &word[..room]));
                line = word[room..].to_string();
            } else {
                lines.push(std::mem::take(&mut line));
                line.push_str(word);
            }
        } else {
            if !at_start {
                line.push(' ');
            }
            line.push_str(word);
        }
        at_start = false;
    }
    lines.push(line);
    lines.join("\n")
}

type Soil = fn(&str) -> String;

fn each(text: &str, between: &str, make: impl Fn(&str) -> String) -> String {
    text.split("\n\n").map(make).collect::<Vec<_>>().join(between)
}

const SOILS: [(&str, Soil); 14] = [
    ("CRLF", |t| t.replace('\n', "\r\n")),
    ("lone CR", |t| t.replace('\n', "\r")),
    ("line separators", |t| t.replace('\n', "\u{2028}")),
    ("no blank lines", |t| t.replace("\n\n", "\n")),
    ("tabs in front", |t| each(t, "\n", |p| format!("\t{p}"))),
    ("no-break spaces", |t| t.replace(' ', "\u{a0}")),
    ("thin spaces", |t| t.replace(' ', "\u{2009}")),
    ("wrapped at 60", |t| each(t, "\n\n", |p| wrapped(p, 60, "", false))),
    ("wrapped at 78, CRLF", |t| each(t, "\n\n", |p| wrapped(p, 78, "", false)).replace('\n', "\r\n")),
    ("wrapped at 66 with hyphens", |t| each(t, "\n\n", |p| wrapped(p, 66, "", true))),
    ("wrapped at 72, a margin", |t| each(t, "\n\n", |p| wrapped(p, 72, "", false)).replace('\n', "\n     ")),
    ("wrapped at 70, first lines indented", |t| each(t, "\n", |p| wrapped(p, 70, "    ", false))),
    ("double-spaced", |t| each(t, "\n\n\n\n", |p| wrapped(p, 64, "", false).replace('\n', "\n\n"))),
    ("characters of no width", |t| {
        t.replace('“', "\u{200b}“\u{feff}").replace('”', "\u{200b}”").replace(" the ", " th\u{ad}e\u{feff} ")
    }),
];

#[test]
fn an_article_reads_alike_however_its_lines_are_set() {
    let tools = Tools::builtin().expect("built-in files parse");
    let mut wrong = String::new();
    for path in paths("tests/sample") {
        let file = std::fs::read_to_string(&path).expect("readable");
        let body = file
            .split_once('\n')
            .map_or(&*file, |(first, rest)| if first.starts_with("date") { rest } else { &file });
        let text = body.trim().to_string();
        let (wanted, _) = found(&text, &tools);
        for (soil, make) in SOILS {
            let dirty = make(&text);
            let (seen, _) = found(&dirty, &tools);
            if wanted != seen {
                let differs = wanted.iter().zip(&seen).find(|(a, b)| a != b);
                wrong +=
                    &format!("{} {soil}: {} and {}: {differs:#?}\n", name(&path), wanted.len(), seen.len());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
