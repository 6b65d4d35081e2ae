//! One JSON object a quotation, or a document that was scored whole, with every hit: the
//! machine's view.
//!
//! Offsets are in characters of the article's text as read.

use super::tables::said;
use super::{Article, Run, Speech};
use crate::analysis::Finding;
use crate::attribution::{Attribution, Rule};
use crate::tally::{Duplicates, UNATTRIBUTED};
use crate::text::{Characters, Span};
use serde::Serialize;
use serde_json::Value;
use std::io;
use std::sync::Arc;

#[derive(Serialize)]
struct Quote<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    quote_id: String,
    article_id: &'a str,
    article: &'a str,
    seq: usize,
    form: &'static str,
    within: Option<String>,
    start: usize,
    end: usize,
    pieces: Vec<[usize; 2]>,
    text: String,
    speaker: Option<&'a str>,
    speaker_id: Option<String>,
    speaker_type: Option<&'static str>,
    /// By column of the speakers file.
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<serde_json::Map<String, Value>>,
    mention: Option<Words<'a>>,
    cue: Option<Words<'a>>,
    rule: &'static str,
    confidence: f64,
    n_words: u64,
    /// Where valence was scored.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    valence: Option<Valence>,
    hits: Vec<Hit<'a>>,
    duplicate_of: Option<&'a str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    carried: Option<Carried<'a>>,
}

/// What only those need who merge what several processes found: see `stream`.
#[derive(Serialize)]
struct Carried<'a> {
    /// Of the speaker.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    /// What others say in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    without: Vec<[usize; 2]>,
    /// Of the compounds, in ten-thousandths.
    #[serde(skip_serializing_if = "Option::is_none")]
    valence_sum: Option<i64>,
}

/// Its text stands in the input, so that a report is not as long as what was read.
#[derive(Serialize)]
struct Whole<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    document: &'a str,
    article_id: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    title: Option<&'a str>,
    speaker: Option<&'a str>,
    speaker_id: Option<String>,
    speaker_type: Option<&'static str>,
    /// By column of the speakers file.
    #[serde(skip_serializing_if = "Option::is_none")]
    attributes: Option<serde_json::Map<String, Value>>,
    n_words: u64,
    /// Where valence was scored.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    valence: Option<Valence>,
    hits: Vec<Hit<'a>>,
    duplicate_of: Option<&'a str>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    carried: Option<Carried<'a>>,
}

#[derive(Serialize)]
struct Valence {
    valence: Option<f64>,
    valence_terms: u64,
    n_sentences: u64,
}

#[derive(Serialize)]
struct Words<'a> {
    start: usize,
    end: usize,
    text: &'a str,
}

#[derive(Serialize)]
struct Hit<'a> {
    lexicon: &'a str,
    category: &'a str,
    subcategory: Option<&'a str>,
    entry: &'a str,
    entry_line: u64,
    start: usize,
    end: usize,
    stance: &'static str,
    /// The words that decide the stance.
    stance_cue: Option<Words<'a>>,
    counted: bool,
    /// Of ambiguous rows.
    #[serde(skip_serializing_if = "Option::is_none")]
    company: Option<Words<'a>>,
    weight: f64,
    /// Numbers of the lexicon and its entry, for those who merge.
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<[usize; 2]>,
}

/// Writes the quotations of one article, a line each; behind them what is reported without
/// marks. Of a document that was scored whole, its one line.
///
/// # Errors
/// What the output says.
pub fn write(run: &Run, article: &Article, out: &mut dyn io::Write) -> io::Result<()> {
    lines(run, article, false, out)
}

/// The same; with what those need who merge, if `carries`.
pub(super) fn lines(run: &Run, article: &Article, carries: bool, out: &mut dyn io::Write) -> io::Result<()> {
    let characters = Characters::new(&article.analysis.document.text);
    for &speech in run.speech() {
        for (at, finding) in article.findings(speech).iter().enumerate() {
            if !article.is_listed(run, speech, at) {
                continue;
            }
            let first = article.repeats(speech, at).map(|id| &**id);
            if speech == Speech::Whole {
                let line = whole(run, article, (finding, first), &characters, carries);
                serde_json::to_writer(&mut *out, &line)?;
            } else {
                let id = article.quote_id(speech, at + 1);
                let line = quote(run, article, (finding, first), (id, at + 1), &characters, carries);
                serde_json::to_writer(&mut *out, &line)?;
            }
            out.write_all(b"\n")?;
        }
    }
    Ok(())
}

fn attributes(run: &Run, finding: &Finding) -> serde_json::Map<String, Value> {
    let values = run.roster.attributes(finding.speaker().map_or(UNATTRIBUTED, |s| &s.key));
    let value = |v: Option<&Arc<str>>| v.map_or(Value::Null, |v| Value::from(&**v));
    run.roster.columns.iter().cloned().zip(values.map(value)).collect()
}

fn quote<'a>(
    run: &'a Run,
    article: &'a Article,
    (finding, duplicate_of): (&'a Finding, Option<&'a str>),
    (quote_id, seq): (String, usize),
    characters: &Characters<'_>,
    carries: bool,
) -> Quote<'a> {
    let text: &str = &article.analysis.document.text;
    let at = |span: Span| [characters.before(span.start), characters.before(span.end)];
    let words = |span: Span| {
        let [start, end] = at(span);
        Words { start, end, text: span.of(text) }
    };
    let [start, end] = at(finding.quote.said());
    let (mention, cue, rule, confidence) = match finding.attribution {
        Attribution::To { mention, cue, confidence, rule, .. } => {
            (Some(words(mention)), cue.map(words), rule.name(), confidence)
        }
        Attribution::Given { .. } => (None, None, Rule::Given.name(), 1.0),
        Attribution::Nobody { why, confidence } => (None, None, why.name(), confidence),
    };
    Quote {
        kind: "quote",
        quote_id,
        article_id: &article.id,
        article: &article.analysis.document.id,
        seq,
        form: finding.quote.form.name(),
        within: finding.within.map(|outer| article.quote_id(Speech::Quoted, outer + 1)),
        start,
        end,
        pieces: finding.quote.pieces.iter().map(|&p| at(p)).collect(),
        text: said(article, finding),
        speaker: finding.speaker().map(|s| &*s.name),
        speaker_id: finding.speaker().map(|s| run.roster.id(&s.key).to_string()),
        speaker_type: finding.speaker().map(|s| s.kind.name()),
        attributes: (!run.roster.columns.is_empty()).then(|| attributes(run, finding)),
        mention,
        cue,
        rule,
        // What is added up later is not rounded before.
        confidence: if carries { confidence } else { four_decimals(confidence) },
        n_words: finding.score.words,
        valence: valence(finding),
        hits: hits(
            run,
            article,
            finding,
            (characters, carries),
            duplicate_of.is_none() || run.duplicates == Duplicates::Keep,
        ),
        duplicate_of,
        carried: carries.then(|| carried(finding, characters)),
    }
}

fn carried<'a>(finding: &'a Finding, characters: &Characters<'_>) -> Carried<'a> {
    let at = |span: &Span| [characters.before(span.start), characters.before(span.end)];
    Carried {
        key: finding.speaker().map(|s| &*s.key),
        without: finding.without.iter().map(at).collect(),
        valence_sum: finding.score.valence.map(|valence| valence.sum),
    }
}

fn whole<'a>(
    run: &'a Run,
    article: &'a Article,
    (finding, duplicate_of): (&'a Finding, Option<&'a str>),
    characters: &Characters<'_>,
    carries: bool,
) -> Whole<'a> {
    let document = &article.analysis.document;
    Whole {
        kind: "document",
        document: &document.id,
        article_id: &article.id,
        date: document.meta.date.map(|d| d.to_string()),
        source: document.meta.source.as_deref(),
        title: document.meta.title.as_deref(),
        speaker: finding.speaker().map(|s| &*s.name),
        speaker_id: finding.speaker().map(|s| run.roster.id(&s.key).to_string()),
        speaker_type: finding.speaker().map(|s| s.kind.name()),
        attributes: (!run.roster.columns.is_empty()).then(|| attributes(run, finding)),
        n_words: finding.score.words,
        valence: valence(finding),
        hits: hits(
            run,
            article,
            finding,
            (characters, carries),
            duplicate_of.is_none() || run.duplicates == Duplicates::Keep,
        ),
        duplicate_of,
        carried: carries.then(|| carried(finding, characters)),
    }
}

fn hits<'a>(
    run: &'a Run,
    article: &'a Article,
    finding: &'a Finding,
    (characters, carries): (&Characters<'_>, bool),
    counts: bool,
) -> Vec<Hit<'a>> {
    let text: &str = &article.analysis.document.text;
    let at = |span: Span| [characters.before(span.start), characters.before(span.end)];
    let words = |span: Span| {
        let [start, end] = at(span);
        Words { start, end, text: span.of(text) }
    };
    let hits = finding.score.hits.iter().map(|hit| {
        let lexicon = &run.lexicons[hit.lexicon];
        let row = lexicon.entries.row(hit.entry);
        let (category, part) = run.layout.names(hit.lexicon, hit.entry);
        let [start, end] = at(hit.span);
        Hit {
            lexicon: &lexicon.name,
            category,
            subcategory: (!part.is_empty()).then_some(part),
            entry: row.text,
            entry_line: row.line,
            start,
            end,
            stance: hit.stance.name(),
            stance_cue: hit.cue.map(words),
            counted: counts && finding.counts(hit),
            company: hit.company.map(words),
            weight: row.weight,
            row: carries.then_some([hit.lexicon, hit.entry]),
        }
    });
    hits.collect()
}

fn valence(finding: &Finding) -> Option<Valence> {
    finding.score.valence.map(|valence| Valence {
        valence: valence.mean().map(four_decimals),
        valence_terms: valence.terms,
        n_sentences: valence.sentences,
    })
}

fn four_decimals(value: f64) -> f64 {
    // Rounded as the tables write it, so that both say the same of a half. Adding 0 takes the
    // sign from a 0 that was rounded from below.
    format!("{value:.4}").parse().unwrap_or(value) + 0.0
}
