//! Which rows and columns each table has.

use super::identity::{attributes, speaker_id, type_cell, with_attributes};
use super::{Article, Cell, FEW, Run, Speech, csv};
use crate::analysis::Finding;
use crate::attribution::Attribution;
use crate::compare::rates::{self, Rate};
use crate::error::{Place, Problem};
use crate::tally::{Counts, Part, Speaker, Sums, Tally, UNATTRIBUTED};
use crate::text::{Characters, Span};
use std::sync::Arc;

fn header(names: &[&str]) -> Vec<String> {
    names.iter().map(|n| (*n).to_string()).collect()
}

fn per_1000(hits: u64, words: u64) -> Option<f64> {
    (words > 0).then(|| 1000.0 * hits as f64 / words as f64)
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Columns of `quotes.csv`.
pub fn quotes_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "quote_id",
        "article_id",
        "article",
        "seq",
        "date",
        "source",
        "title",
        "url",
        "speaker",
        "speaker_id",
        "speaker_type",
        "speaker_mention",
        "rule",
        "confidence",
        "form",
        "within",
        "n_words",
    ]);
    with_attributes(run, &mut columns);
    for (_, column) in run.layout.wholes() {
        columns.extend([format!("{}_hits", column.name), format!("{}_per_1000", column.name)]);
    }
    columns.extend(header(&["file", "char_start", "char_end", "text_cut", "text"]));
    columns
}

/// What is said, the pieces of several paragraphs joined by a space.
pub(super) fn said(article: &Article, finding: &Finding) -> String {
    let pieces = finding.quote.pieces.iter().map(|p| p.of(&article.analysis.document.text).trim());
    pieces.collect::<Vec<_>>().join(" ")
}

/// One row a quotation, scare quotes included.
///
/// # Errors
/// What `row` says.
pub fn quotes(
    run: &Run,
    (article, speech): (&Article, Speech),
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let document = &article.analysis.document;
    let characters = Characters::new(&document.text);
    for (at, finding) in article.findings(speech).iter().enumerate() {
        let Attributed { speaker, id, mention, rule, confidence } = attributed(run, article, finding);
        let text = said(article, finding);
        let span = finding.quote.said();
        let mut cells = vec![
            Cell::text(article.quote_id(speech, at + 1)),
            Cell::Text(article.id.clone()),
            Cell::Text(document.id.clone()),
            Cell::Count(at as u64 + 1),
            Cell::date(document.meta.date),
            Cell::maybe(document.meta.source.as_ref()),
            Cell::maybe(document.meta.title.as_ref()),
            Cell::maybe(document.meta.url.as_ref()),
            speaker,
            id,
            type_cell(finding.speaker().map(|s| s.kind)),
        ];
        cells.extend(attributes(run, finding.speaker().map_or(UNATTRIBUTED, |s| &s.key)));
        cells.extend([
            mention,
            Cell::Fixed(rule),
            Cell::Number(confidence),
            Cell::Fixed(finding.quote.form.name()),
            finding.within.map_or(Cell::Missing, |outer| Cell::text(article.quote_id(speech, outer + 1))),
            Cell::Count(finding.score.words),
        ]);
        for (column, _) in run.layout.wholes() {
            let counts = |h: &&crate::score::Hit| run.layout.of(h.lexicon, h.entry).contains(&column);
            let hits = finding.score.hits.iter().filter(counts).count() as u64;
            cells.extend([Cell::Count(hits), Cell::number(per_1000(hits, finding.score.words))]);
        }
        cells.extend([
            Cell::Text(document.file.clone()),
            Cell::Count(characters.before(span.start) as u64),
            Cell::Count(characters.before(span.end) as u64),
            Cell::flag(csv::is_cut(&text)),
            Cell::text(text),
        ]);
        row(&cells)?;
    }
    Ok(())
}

struct Attributed {
    speaker: Cell,
    id: Cell,
    mention: Cell,
    rule: &'static str,
    confidence: f64,
}

fn attributed(run: &Run, article: &Article, finding: &Finding) -> Attributed {
    match (finding.attribution, finding.speaker()) {
        (Attribution::To { mention, confidence, rule, .. }, Some(speaker)) => Attributed {
            speaker: Cell::Text(speaker.name.clone()),
            id: speaker_id(run, &speaker.key),
            mention: Cell::text(mention.of(&article.analysis.document.text)),
            rule: rule.name(),
            confidence,
        },
        (Attribution::To { confidence, .. }, None) => nobody("not_named", confidence),
        (Attribution::Nobody { why, confidence }, _) => nobody(why.name(), confidence),
    }
}

fn nobody(rule: &'static str, confidence: f64) -> Attributed {
    Attributed {
        speaker: Cell::Fixed(UNATTRIBUTED),
        id: Cell::Missing,
        mention: Cell::Missing,
        rule,
        confidence,
    }
}

/// Columns of `evidence.csv`.
pub fn evidence_header() -> Vec<String> {
    header(&[
        "quote_id",
        "article_id",
        "date",
        "source",
        "speaker",
        "speaker_id",
        "form",
        "lexicon",
        "category",
        "subcategory",
        "entry",
        "entry_line",
        "matched",
        "weight",
        "stance",
        "negated_by",
        "char_start",
        "char_end",
        "left",
        "keyword",
        "right",
    ])
}

/// One row a hit, those in scare quotes included.
///
/// # Errors
/// What `row` says.
pub fn evidence(
    run: &Run,
    (article, speech): (&Article, Speech),
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let document = &article.analysis.document;
    let text = &document.text;
    let characters = Characters::new(text);
    for (at, finding) in article.findings(speech).iter().enumerate() {
        let speaker = finding.speaker().map_or_else(|| UNATTRIBUTED.into(), |s| s.name.clone());
        let id = finding.speaker().map_or(Cell::Missing, |s| speaker_id(run, &s.key));
        for hit in &finding.score.hits {
            let lexicon = &run.lexicons[hit.lexicon];
            let entry = &lexicon.entries[hit.entry];
            let (category, part) = run.layout.names(hit.lexicon, hit.entry);
            let matched = hit.span.of(text);
            row(&[
                Cell::text(article.quote_id(speech, at + 1)),
                Cell::Text(article.id.clone()),
                Cell::date(document.meta.date),
                Cell::maybe(document.meta.source.as_ref()),
                Cell::Text(Arc::clone(&speaker)),
                id.clone(),
                Cell::Fixed(finding.quote.form.name()),
                Cell::text(lexicon.name.as_str()),
                Cell::text(category),
                if part.is_empty() { Cell::Missing } else { Cell::text(part) },
                Cell::text(&*entry.pattern.text),
                Cell::Count(entry.line),
                Cell::text(matched),
                Cell::Number(entry.weight),
                Cell::Fixed(hit.stance.name()),
                hit.negated_by.map_or(Cell::Missing, |span| Cell::text(span.of(text))),
                Cell::Count(characters.before(hit.span.start) as u64),
                Cell::Count(characters.before(hit.span.end) as u64),
                Cell::text(left_of(text, hit.span)),
                Cell::text(matched),
                Cell::text(right_of(text, hit.span)),
            ])?;
        }
    }
    Ok(())
}

/// Words of context on either side.
const CONTEXT: usize = 8;
/// Bytes in which they are looked for, so that a long paragraph costs no more than a short one.
const REACH: usize = 400;

/// The character boundary at or before a byte.
fn boundary(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0)
}

fn left_of(text: &str, span: Span) -> String {
    let from = boundary(text, span.start.saturating_sub(REACH));
    let before = text[from..span.start].rsplit("\n\n").next().unwrap_or("");
    let mut words: Vec<&str> = before.split_whitespace().rev().take(CONTEXT).collect();
    words.reverse();
    words.join(" ")
}

fn right_of(text: &str, span: Span) -> String {
    let to = boundary(text, text.len().min(span.end + REACH));
    let after = text[span.end..to].split("\n\n").next().unwrap_or("");
    let joined: Vec<&str> = after.split_whitespace().take(CONTEXT + 1).collect();
    // What sticks to the keyword ("," or "'s") is no word of its own.
    let sticks = after.starts_with(|c: char| !c.is_whitespace());
    joined[..joined.len().min(CONTEXT + usize::from(sticks))].join(" ")
}

/// Columns of `speaker_articles.csv`.
pub fn speaker_articles_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "speaker",
        "speaker_id",
        "speaker_type",
        "article_id",
        "article",
        "date",
        "source",
        "n_quotes",
        "n_words",
    ]);
    for column in &run.layout.columns {
        let name = if column.part.is_empty() {
            column.name.clone()
        } else {
            format!("{}_{}", column.name, column.part)
        };
        columns.extend([format!("{name}_hits"), format!("{name}_negated"), format!("{name}_quotes")]);
    }
    columns
}

/// One row a speaker and article: the counts that everything else is computed from.
///
/// # Errors
/// What `row` says.
pub fn speaker_articles(
    run: &Run,
    (article, speech): (&Article, Speech),
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    let document = &article.analysis.document;
    for Part { key, name, kind, quotes, words, columns, confidence: _, terms: _ } in article.parts(speech) {
        let mut cells = vec![
            Cell::Text(name.clone()),
            speaker_id(run, key),
            type_cell(*kind),
            Cell::Text(article.id.clone()),
            Cell::Text(document.id.clone()),
            Cell::date(document.meta.date),
            Cell::maybe(document.meta.source.as_ref()),
            Cell::Count(*quotes),
            Cell::Count(*words),
        ];
        for Counts { hits, negated, quotes } in columns {
            cells.extend([Cell::Count(*hits), Cell::Count(*negated), Cell::Count(*quotes)]);
        }
        row(&cells)?;
    }
    Ok(())
}

/// Columns of `speakers.csv`.
pub fn speakers_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "speaker",
        "speaker_id",
        "speaker_type",
        "n_articles",
        "n_sources",
        "n_quotes",
        "n_words",
        "first_date",
        "last_date",
    ]);
    with_attributes(run, &mut columns);
    for (_, column) in run.layout.wholes() {
        let c = &column.name;
        columns.extend(
            ["hits", "per_1000", "low", "high", "quote_share", "top_terms"].map(|of| format!("{c}_{of}")),
        );
    }
    if balance_columns(run).is_some() {
        columns.push("balance".into());
    }
    columns.extend(header(&["low_data", "attribution_confidence"]));
    columns
}

/// One row a speaker, most words first.
///
/// # Errors
/// What `row` says.
pub fn speakers(
    run: &Run,
    tally: &Tally,
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    for (key, speaker) in tally.ranked() {
        let mut cells = vec![Cell::Text(speaker.name()), speaker_id(run, key), type_cell(speaker.kind())];
        cells.extend(attributes(run, key));
        cells.extend([
            Cell::Count(speaker.articles),
            Cell::Count(speaker.sources.len() as u64),
            Cell::Count(speaker.quotes),
            Cell::Count(speaker.words),
            Cell::date(speaker.dates.map(|d| d.0)),
            Cell::date(speaker.dates.map(|d| d.1)),
        ]);
        for (column, _) in run.layout.wholes() {
            let sums = &speaker.columns[column];
            let rate = rates::rate(speaker, sums);
            cells.extend([
                Cell::Count(sums.counts.hits),
                Cell::number(rate.map(|r| r.per_1000)),
                Cell::number(rate.map(|r| r.low)),
                Cell::number(rate.map(|r| r.high)),
                Cell::number(share(sums.counts.quotes, speaker.quotes)),
                top_terms(run, speaker, column),
            ]);
        }
        if let Some((war, friendship)) = balance_columns(run) {
            cells.push(Cell::number(balance(speaker, war, friendship)));
        }
        cells.push(Cell::flag(speaker.articles < FEW || speaker.words < run.min_words));
        cells.push(Cell::number(share(speaker.confidence, speaker.quotes * 1_000_000)));
        row(&cells)?;
    }
    Ok(())
}

fn balance_columns(run: &Run) -> Option<(usize, usize)> {
    let column = |name: &str| run.layout.wholes().find(|(_, c)| c.name == name).map(|(at, _)| at);
    Some((column("war")?, column("friendship")?))
}

/// (F − W) / (F + W); nothing under five hits.
fn balance(speaker: &Speaker, war: usize, friendship: usize) -> Option<f64> {
    let hits = |column: usize| speaker.columns[column].counts.hits;
    let (w, f) = (hits(war), hits(friendship));
    (w + f >= FEW).then(|| (f as f64 - w as f64) / (f + w) as f64)
}

/// The five commonest rows: `army 12; war* 3`.
fn top_terms(run: &Run, speaker: &Speaker, column: usize) -> Cell {
    let mut terms: Vec<(&str, u64)> = speaker
        .terms
        .iter()
        .filter(|((lexicon, entry), _)| run.layout.of(*lexicon, *entry).contains(&column))
        .map(|((lexicon, entry), count)| (&*run.lexicons[*lexicon].entries[*entry].pattern.text, *count))
        .collect();
    terms.sort_by_key(|&(term, count)| (std::cmp::Reverse(count), term));
    let listed: Vec<String> = terms.iter().take(5).map(|(term, count)| format!("{term} {count}")).collect();
    if listed.is_empty() { Cell::Missing } else { Cell::text(listed.join("; ")) }
}

/// Columns of `speakers_long.csv`.
pub fn speakers_long_header(run: &Run) -> Vec<String> {
    let mut columns = header(&[
        "speaker",
        "speaker_id",
        "speaker_type",
        "category",
        "subcategory",
        "n_articles",
        "n_quotes",
        "n_words",
        "hits",
        "hits_asserts",
        "hits_negated",
        "per_1000",
        "low",
        "high",
        "interval",
        "quote_share",
        "design_effect",
        "dispersion",
        "low_data",
    ]);
    with_attributes(run, &mut columns);
    columns
}

/// One row a speaker and category, parts behind their whole.
///
/// # Errors
/// What `row` says.
pub fn speakers_long(
    run: &Run,
    tally: &Tally,
    mut row: impl FnMut(&[Cell]) -> std::io::Result<()>,
) -> std::io::Result<()> {
    for (key, speaker) in tally.ranked() {
        let mut identity = vec![Cell::Text(speaker.name()), speaker_id(run, key), type_cell(speaker.kind())];
        identity.extend(attributes(run, key));
        for (at, column) in run.layout.columns.iter().enumerate() {
            let Sums { counts: Counts { hits, negated, quotes }, .. } = speaker.columns[at];
            let rate: Option<Rate> = rates::rate(speaker, &speaker.columns[at]);
            let mut cells = identity.clone();
            cells.extend([
                Cell::text(column.name.as_str()),
                if column.part.is_empty() { Cell::Missing } else { Cell::text(column.part.as_str()) },
                Cell::Count(speaker.articles),
                Cell::Count(speaker.quotes),
                Cell::Count(speaker.words),
                Cell::Count(hits),
                Cell::Count(hits - negated),
                Cell::Count(negated),
                Cell::number(rate.map(|r| r.per_1000)),
                Cell::number(rate.map(|r| r.low)),
                Cell::number(rate.map(|r| r.high)),
                rate.map_or(Cell::Missing, |r| Cell::Fixed(r.method.name())),
                Cell::number(share(quotes, speaker.quotes)),
                Cell::number(rate.and_then(|r| r.design_effect)),
                Cell::number(rate.and_then(|r| r.dispersion)),
                Cell::flag(speaker.articles < FEW || hits < FEW),
            ]);
            row(&cells)?;
        }
    }
    Ok(())
}

/// Columns of `problems.csv`.
pub fn problems_header() -> Vec<String> {
    header(&["file", "line", "column", "effect", "problem", "help"])
}

/// One row a problem, in the order in which they were met.
pub fn problem(problem: &Problem) -> Vec<Cell> {
    let Problem { place: Place { file, line, column }, kind, effect } = problem;
    let count = |n: &Option<u64>| n.map_or(Cell::Missing, Cell::Count);
    vec![
        Cell::Text(file.clone()),
        count(line),
        count(column),
        Cell::text(effect.name()),
        Cell::text(kind.to_string()),
        kind.help().map_or(Cell::Missing, Cell::text),
    ]
}
