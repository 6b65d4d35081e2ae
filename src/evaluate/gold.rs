//! An annotated article, made ready to be compared with.

use super::names::{self, is_apostrophe, is_word};
use super::{Range, overlaps, trim};
use crate::quote;
use crate::text::{Characters, Parsed, Vocabulary};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// An annotated article as it is written in a file, one JSON object a line.
#[derive(Clone, Debug, Deserialize)]
pub struct Record {
    /// The article's own id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// What stands in quotation marks, one range a paragraph; found where it is not given.
    pub stretches: Option<Vec<Range>>,
    /// Who says what.
    #[serde(default)]
    pub attributions: Vec<Attribution>,
    /// Ranges of which the annotators did not decide whether they are speech.
    #[serde(default)]
    pub ignore: Vec<Range>,
    /// Whether reported speech without marks was left unannotated.
    #[serde(default)]
    pub no_indirect: bool,
}

/// One act of speech.
#[derive(Clone, Debug, Deserialize)]
pub struct Attribution {
    /// `direct`, `mixed` or `indirect`; told from the ranges where it is not given.
    pub kind: Option<String>,
    /// Everything that is said, marked or not.
    #[serde(default)]
    pub content: Vec<Range>,
    /// The stretches in quotation marks that it owns; those that its content covers by half
    /// where it is not given.
    pub quoted: Option<Vec<Range>>,
    /// The words that name the speaker there.
    #[serde(default)]
    pub source: Vec<Range>,
    /// The same as text; read from the ranges where it is not given.
    pub source_text: Option<String>,
    /// `named`, `nominal` or `pronoun`.
    pub source_type: Option<String>,
    /// Whether it stands inside another one.
    #[serde(default)]
    pub embedded: bool,
}

/// One stretch in quotation marks that is somebody's speech.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Without marks at its ends.
    pub(super) span: Range,
    /// The words that name the speaker; empty where nobody is named.
    pub(super) sources: Vec<Range>,
    /// Every word of the sources.
    pub(super) names: BTreeSet<String>,
    /// `named`, `nominal`, `pronoun` or whatever the file says.
    pub(super) source_type: String,
    pub(super) direct: bool,
    /// The attributions that own it, by number.
    pub(super) owners: Vec<usize>,
}

/// One act of reported speech without marks.
#[derive(Clone, Debug)]
pub(super) struct Indirect {
    pub(super) words: BTreeSet<usize>,
    pub(super) sources: Vec<Range>,
    pub(super) names: BTreeSet<String>,
    pub(super) span: Range,
}

/// An annotated article, ready to be compared with.
#[derive(Clone, Debug)]
pub struct Gold {
    /// The article's own id.
    pub id: String,
    /// Whether the stretches in quotation marks were found by this library.
    pub found: bool,
    pub(super) text: Vec<char>,
    pub(super) stretches: Vec<Range>,
    pub(super) units: Vec<Unit>,
    /// Stretches that are nobody's speech, though the annotators did not decide.
    pub(super) neutral: BTreeSet<Range>,
    words: Vec<Range>,
    /// Words inside any marks.
    pub(super) quoted: BTreeSet<usize>,
    /// Words outside all marks that somebody says.
    pub(super) content: BTreeSet<usize>,
    /// Words of attributions with marks, and of embedded ones.
    pub(super) mixed: BTreeSet<usize>,
    /// Words of which the annotators did not decide.
    pub(super) ignored: BTreeSet<usize>,
    pub(super) indirect: Vec<Indirect>,
    /// Whether reported speech without marks was annotated.
    pub(super) has_indirect: bool,
}

/// Why a line is no annotated article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BadGold {
    /// The parser's words.
    NotJson(String),
    /// A range that ends before it begins or after the text does; the characters there are.
    OutsideText(Range, usize),
}

impl Gold {
    /// Reads one line.
    ///
    /// # Errors
    /// Where it is no annotated article.
    pub fn from_json(line: &str) -> Result<(Self, String), BadGold> {
        let record: Record = serde_json::from_str(line).map_err(|e| BadGold::NotJson(e.to_string()))?;
        let text = record.text.clone();
        Self::new(&record).map(|gold| (gold, text))
    }

    /// Makes a record ready.
    ///
    /// # Errors
    /// Where a range lies outside the text.
    pub fn new(record: &Record) -> Result<Self, BadGold> {
        let text: Vec<char> = record.text.chars().collect();
        check(record, text.len())?;
        let words = words_of(&text);
        let found = record.stretches.is_none();
        let stretches = stretches(record);
        let quoted_of = |a: &Attribution| a.quoted.clone().unwrap_or_else(|| covered(&stretches, &a.content));
        let quoted: Vec<Vec<Range>> = record.attributions.iter().map(quoted_of).collect();
        let units = units(record, &text, &quoted);
        let taken: BTreeSet<Range> = quoted.iter().flatten().copied().collect();
        let undecided = |s: &&Range| !taken.contains(s) && overlaps(&record.ignore, **s);
        let neutral = stretches.iter().filter(undecided).copied().collect();
        let mut gold = Self {
            id: record.id.clone(),
            found,
            text,
            stretches,
            units,
            neutral,
            words,
            quoted: BTreeSet::new(),
            content: BTreeSet::new(),
            mixed: BTreeSet::new(),
            ignored: BTreeSet::new(),
            indirect: Vec::new(),
            has_indirect: !record.no_indirect,
        };
        gold.quoted = gold.stretches.iter().flat_map(|&s| gold.word_ids(&[s])).collect();
        gold.unquoted(record, &quoted);
        Ok(gold)
    }

    /// Fills in what is said outside the marks.
    fn unquoted(&mut self, record: &Record, quoted: &[Vec<Range>]) {
        for (attribution, quoted) in record.attributions.iter().zip(quoted) {
            let words = self.word_ids(&attribution.content);
            let free: BTreeSet<usize> = words.difference(&self.quoted).copied().collect();
            self.content.extend(&free);
            let indirect = match attribution.kind.as_deref() {
                Some(kind) => kind == "indirect",
                None => quoted.is_empty(),
            };
            if !indirect || attribution.embedded {
                self.mixed.extend(words);
                continue;
            }
            if !free.is_empty() {
                let ends = |pick: fn(&Range) -> usize| attribution.content.iter().map(pick);
                let span = (ends(|r| r.0).min().unwrap_or(0), ends(|r| r.1).max().unwrap_or(0));
                let names = names::tokens(&source_text(attribution, &self.text)).into_iter().collect();
                let sources = attribution.source.clone();
                self.indirect.push(Indirect { words: free, sources, names, span });
            }
        }
        self.ignored = self.word_ids(&record.ignore).difference(&self.content).copied().collect();
    }

    /// The words of which more than half lies in one of the ranges.
    pub(super) fn word_ids(&self, ranges: &[Range]) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for &(start, end) in ranges {
            let first = self.words.partition_point(|w| w.1 <= start);
            for (at, &(from, to)) in self.words.iter().enumerate().skip(first) {
                if from >= end {
                    break;
                }
                if 2 * to.min(end).saturating_sub(from.max(start)) > to - from {
                    found.insert(at);
                }
            }
        }
        found
    }

    /// The words of a range, in one line.
    pub fn words(&self, (start, end): Range) -> String {
        let end = end.min(self.text.len());
        let words: String = self.text[start.min(end)..end].iter().collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether the ranges hold these words: compared by letters and digits.
    pub fn has_words(&self, ranges: &[Range], words: &str) -> bool {
        let there = ranges.iter().flat_map(|&(s, e)| self.text.get(s..e).unwrap_or(&[]));
        there.filter(|c| c.is_alphanumeric()).copied().eq(words.chars().filter(|c| c.is_alphanumeric()))
    }

    /// How many characters the text has.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

fn check(record: &Record, length: usize) -> Result<(), BadGold> {
    let of = |a: &Attribution| {
        let quoted = a.quoted.iter().flatten();
        a.content.iter().chain(quoted).chain(&a.source).copied().collect::<Vec<_>>()
    };
    let inside = record.attributions.iter().flat_map(of);
    let outer = record.stretches.iter().flatten().chain(&record.ignore).copied();
    match inside.chain(outer).find(|&(start, end)| start > end || end > length) {
        Some(range) => Err(BadGold::OutsideText(range, length)),
        None => Ok(()),
    }
}

/// What stands in quotation marks, in order: as annotated; else what the annotators quote,
/// and what this library finds besides.
fn stretches(record: &Record) -> Vec<Range> {
    let mut all = if let Some(given) = &record.stretches {
        given.clone()
    } else {
        let quoted = record.attributions.iter().filter_map(|a| a.quoted.as_ref());
        let mut all: Vec<Range> = quoted.flatten().copied().collect();
        let besides: Vec<Range> = found(&record.text).into_iter().filter(|&s| !overlaps(&all, s)).collect();
        all.extend(besides);
        all
    };
    all.sort_unstable();
    all.dedup();
    all
}

fn found(text: &str) -> Vec<Range> {
    let mut vocabulary = Vocabulary::default();
    let parsed = Parsed::new(text, &mut vocabulary);
    let characters = Characters::new(text);
    let quotes = quote::find(&parsed, &vocabulary);
    let pieces = quotes.iter().flat_map(|q| &q.pieces);
    pieces.map(|p| (characters.before(p.start), characters.before(p.end))).collect()
}

/// The stretches of which the content covers at least half.
fn covered(stretches: &[Range], content: &[Range]) -> Vec<Range> {
    let shared =
        |s: &Range| -> usize { content.iter().map(|c| c.1.min(s.1).saturating_sub(c.0.max(s.0))).sum() };
    stretches.iter().filter(|s| s.1 > s.0 && 2 * shared(s) >= s.1 - s.0).copied().collect()
}

fn source_text(attribution: &Attribution, text: &[char]) -> String {
    attribution.source_text.clone().unwrap_or_else(|| {
        let words = attribution.source.iter().map(|&(s, e)| text[s..e].iter().collect::<String>());
        words.collect::<Vec<_>>().join(" ")
    })
}

fn units(record: &Record, text: &[char], quoted: &[Vec<Range>]) -> Vec<Unit> {
    let mut owners: BTreeMap<Range, Vec<usize>> = BTreeMap::new();
    for (at, ranges) in quoted.iter().enumerate() {
        for &range in ranges {
            owners.entry(range).or_default().push(at);
        }
    }
    let unit = |(range, owners): (Range, Vec<usize>)| {
        let all: Vec<&Attribution> = owners.iter().map(|&at| &record.attributions[at]).collect();
        let names = all.iter().flat_map(|a| names::tokens(&source_text(a, text))).collect();
        let named = all.iter().find(|a| !a.source.is_empty());
        let is_direct = |a: &&Attribution| match &a.kind {
            Some(kind) => kind == "direct",
            // All that is said stands in the marks, but for the marks themselves.
            None => a.content.iter().all(|c| all_quoted(*c, quoted, text)),
        };
        Unit {
            span: trim(text, range),
            sources: all.iter().flat_map(|a| &a.source).copied().collect(),
            names,
            source_type: named.and_then(|a| a.source_type.clone()).unwrap_or_default(),
            direct: all.iter().any(is_direct),
            owners,
        }
    };
    owners.into_iter().map(unit).collect()
}

/// Whether no letter of a range stands outside the quoted stretches.
fn all_quoted((start, end): Range, quoted: &[Vec<Range>], text: &[char]) -> bool {
    let inside = |at: usize| quoted.iter().flatten().any(|r| r.0 <= at && at < r.1);
    (start..end).all(|at| !text[at].is_alphanumeric() || inside(at))
}

/// Runs of letters, digits and underscores, with inner apostrophes.
fn words_of(text: &[char]) -> Vec<Range> {
    let is = |at: usize| text.get(at).is_some_and(|&c| is_word(c));
    let (mut words, mut at) = (Vec::new(), 0);
    while at < text.len() {
        if !is(at) {
            at += 1;
            continue;
        }
        let start = at;
        while is(at) || (text.get(at).is_some_and(|&c| is_apostrophe(c)) && is(at + 1)) {
            at += 1;
        }
        words.push((start, at));
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "“We wait,” Ana Ortiz said. Bram Vale wanted “one more” boat, and it rained.";

    fn read(attributions: &str) -> Gold {
        let line = format!("{{\"id\":\"a\",\"text\":\"{TEXT}\",\"attributions\":[{attributions}]}}");
        Gold::from_json(&line).expect("annotated").0
    }

    #[test]
    fn what_is_not_given_is_told_from_the_ranges() {
        let gold = read(
            "{\"content\":[[0,10]],\"source\":[[11,20]]},{\"content\":[[44,59]],\"source\":[[27,36]]},{\"content\":[[61,74]]}",
        );
        assert!(gold.found);
        let units: Vec<(String, bool)> = gold.units.iter().map(|u| (gold.words(u.span), u.direct)).collect();
        assert_eq!(units, [("We wait".into(), true), ("one more".into(), false)]);
        assert!(gold.units[0].names.contains("ortiz") && gold.units[1].names.contains("vale"));
        // The third has no marks: reported speech of three words.
        assert_eq!((gold.indirect.len(), gold.indirect[0].words.len()), (1, 3));
    }

    #[test]
    fn a_range_outside_the_text_is_refused() {
        let line = "{\"id\":\"a\",\"text\":\"short\",\"attributions\":[{\"quoted\":[[2,9]]}]}";
        assert_eq!(Gold::from_json(line).err(), Some(BadGold::OutsideText((2, 9), 5)));
        assert!(matches!(Gold::from_json("{}"), Err(BadGold::NotJson(_))));
    }

    #[test]
    fn what_the_annotators_left_open_is_neither_right_nor_wrong() {
        let line = format!(
            "{{\"id\":\"a\",\"text\":\"{TEXT}\",\"attributions\":[],\"ignore\":[[0,10]],\"stretches\":[[1,9],[45,53]]}}"
        );
        let (gold, _) = Gold::from_json(&line).expect("annotated");
        assert_eq!((gold.found, gold.neutral), (false, BTreeSet::from([(1, 9)])));
    }
}
