//! Articles of lines.

use super::super::{Article, Run, Speech, printed};
use super::excerpts::Patchwork;
use super::{Head, Line, Rest, Say, words_of};
use crate::analysis::{Analysis, Finding};
use crate::attribution::{Attribution, Rule, Silence};
use crate::document::{Document, Language, Meta};
use crate::error::{Effect, Problem};
use crate::quote::{Form, Quote};
use crate::repeats::Prints;
use crate::score::valence::Valence;
use crate::score::{self, Hit, Score, Stance};
use crate::speaker::{Speaker, Type};
use crate::tally;
use crate::text::Span;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

/// What some lines of a part tell.
#[derive(Debug)]
pub enum Told {
    /// An article, with what was wrong though it could be kept.
    Article(Box<Article>, Vec<Problem>),
    /// What there is in place of one.
    Problem(Problem),
}

#[derive(Deserialize)]
struct Found<'a> {
    #[serde(borrow)]
    article_id: Cow<'a, str>,
    quote_id: Option<String>,
    form: Option<String>,
    within: Option<String>,
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
    #[serde(default)]
    pieces: Vec<[usize; 2]>,
    #[serde(default, borrow)]
    text: Cow<'a, str>,
    speaker: Option<String>,
    key: Option<String>,
    speaker_type: Option<String>,
    #[serde(borrow)]
    mention: Option<Words<'a>>,
    #[serde(borrow)]
    cue: Option<Words<'a>>,
    rule: Option<String>,
    confidence: Option<f64>,
    n_words: u64,
    valence_sum: Option<i64>,
    #[serde(default)]
    valence_terms: u64,
    #[serde(default)]
    n_sentences: u64,
    #[serde(default)]
    without: Vec<[usize; 2]>,
    #[serde(borrow)]
    hits: Vec<Row<'a>>,
}

#[derive(Deserialize)]
struct Words<'a> {
    start: usize,
    end: usize,
    #[serde(borrow)]
    text: Cow<'a, str>,
}

#[derive(Deserialize)]
struct Row<'a> {
    row: [usize; 2],
    start: usize,
    end: usize,
    #[serde(borrow)]
    stance: Cow<'a, str>,
    #[serde(borrow)]
    stance_cue: Option<Words<'a>>,
    #[serde(borrow)]
    company: Option<Words<'a>>,
}

/// Makes an article of its lines, or a problem of its one. The run must be that of the
/// process that wrote them.
///
/// # Errors
/// Which of the lines, from 0, is none that [`super::write`] writes, and why.
pub fn read(run: &Run, lines: &[u8]) -> Result<Told, (u64, String)> {
    let mut each = lines.split(|b| *b == b'\n').filter(|line| !line.is_empty());
    let first = each.next().unwrap_or_default();
    match Line::of(first) {
        Some(Line::Article) => {
            let head = Head::of(first).map_err(|why| (0, why))?;
            let rest: Rest<'_> = serde_json::from_slice(first).map_err(|e| (0, words_of(&e)))?;
            let mut found = Vec::new();
            for (at, line) in (1..).zip(each) {
                let quote: Found<'_> = serde_json::from_slice(line).map_err(|e| (at, words_of(&e)))?;
                if quote.article_id != head.article_id {
                    return Err((at, "it belongs to another article than the lines before it".into()));
                }
                found.push(quote);
            }
            article(run, head, rest, &found)
        }
        Some(Line::Said(effect)) => {
            let said: Say = serde_json::from_slice(first).map_err(|e| (0, words_of(&e)))?;
            Ok(Told::Problem(said.problem(effect)))
        }
        Some(Line::Quote | Line::End) | None => Err((0, "it begins no article".into())),
    }
}

fn article(run: &Run, head: Head, rest: Rest<'_>, found: &[Found<'_>]) -> Result<Told, (u64, String)> {
    let Rest { lang, furniture, prints, excerpts, problems } = rest;
    let none = |what: &str| (0, format!("{what} is none"));
    let mut known: Vec<(usize, &str)> = excerpts.iter().map(|(start, words)| (*start, &**words)).collect();
    let mut reach = 0;
    for quote in found {
        reach = reach.max(place(quote, &mut known));
    }
    let patchwork = Patchwork::new(known, reach).ok_or_else(|| none("a place"))?;
    let (mut findings, mut reported) = (Vec::new(), Vec::new());
    for (at, quote) in (1..).zip(found) {
        let speech = quote.speech(run).ok_or_else(|| (at, "its kind of speech was not looked for".into()))?;
        let to = if speech == Speech::Reported { &mut reported } else { &mut findings };
        let finding = quote.finding(run, &patchwork, to.len());
        to.push(finding.ok_or_else(|| (at, "what it says of its words cannot be".to_string()))?);
    }
    let (id, document) = document(head, lang, patchwork.text).ok_or_else(|| none("its date"))?;
    let furniture = vec![Span::default(); furniture as usize];
    let analysis = Analysis { document, findings, reported, furniture };
    let prints = Prints::again(&prints, &analysis).ok_or_else(|| none("a fingerprint"))?;
    let parts = tally::parts(&analysis.findings, &run.layout);
    let reported_parts = tally::parts(&analysis.reported, &run.layout);
    let marks = printed::Marks::default();
    let article = Article { id, analysis, prints, marks, parts, reported_parts };
    let problems = problems.into_iter().map(|say| say.problem(Effect::Kept)).collect();
    Ok(Told::Article(Box::new(article), problems))
}

fn document(head: Head, lang: Option<String>, text: String) -> Option<(Arc<str>, Document)> {
    let Head { article_id, article, date, source, title, url, file, line } = head;
    let shared = |text: Option<String>| text.map(Arc::from);
    let date = match date {
        Some(date) => Some(date.parse().ok()?),
        None => None,
    };
    let (source, title, url) = (shared(source), shared(title), shared(url));
    let meta = Meta { date, source, title, url, ..Meta::default() };
    let language = lang.map(|code| Language { code: code.into(), guessed: None });
    let id = article.into();
    Some((
        article_id.into(),
        Document { id, text: text.into(), body: 0, meta, language, file: file.into(), line },
    ))
}

/// Puts what a line says of the text where it stands; says how far the text reaches.
fn place<'a>(quote: &'a Found<'_>, known: &mut Vec<(usize, &'a str)>) -> usize {
    let Found { end, pieces, text, mention, cue, without, hits, .. } = quote;
    let rows = hits.iter().flat_map(|row| [row.stance_cue.as_ref(), row.company.as_ref()]);
    for words in [mention.as_ref(), cue.as_ref()].into_iter().chain(rows).flatten() {
        known.push((words.start, &words.text));
    }
    let long: usize = pieces.iter().map(|[start, end]| end.saturating_sub(*start) + 1).sum();
    // Where white space was cut off, the pieces are among the excerpts.
    if text.chars().count() + 1 == long {
        let mut rest = &**text;
        for [start, end] in pieces {
            let (piece, behind) = split(rest, end - start);
            known.push((*start, piece));
            rest = split(behind, 1).1;
        }
    }
    let ends = pieces.iter().chain(without).map(|[_, end]| *end).chain(hits.iter().map(|row| row.end));
    ends.chain([*end]).max().unwrap_or(0)
}

/// The first characters of a text, and the rest.
fn split(text: &str, characters: usize) -> (&str, &str) {
    text.split_at(text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at))
}

impl Found<'_> {
    fn speech(&self, run: &Run) -> Option<Speech> {
        let speech = match self.quote_id.as_deref().map(|id| id.get(..2)) {
            None => Speech::Whole,
            Some(Some("q_")) => Speech::Quoted,
            Some(Some("r_")) => Speech::Reported,
            Some(_) => return None,
        };
        run.speech().contains(&speech).then_some(speech)
    }

    /// `before` is how many findings there are before it.
    fn finding(&self, run: &Run, text: &Patchwork, before: usize) -> Option<Finding> {
        let span = text.span([self.start, self.end])?;
        let spans = |places: &[[usize; 2]]| places.iter().map(|p| text.span(*p)).collect::<Option<Vec<_>>>();
        let form = match &self.form {
            Some(name) => Form::ALL.into_iter().find(|form| form.name() == name)?,
            None => Form::Whole,
        };
        let quote = Quote { span, pieces: spans(&self.pieces)?, form, label: None, inner: Vec::new() };
        let within = match &self.within {
            Some(id) => Some(id.rsplit('_').next()?.parse::<usize>().ok()?.checked_sub(1)?),
            None => None,
        };
        if within.is_some_and(|outer| outer >= before) {
            return None;
        }
        let placed = (within, spans(&self.without)?);
        let hits = self.hits.iter().map(|row| row.hit(run, text)).collect::<Option<Vec<_>>>()?;
        let Self { n_words, valence_sum, valence_terms, n_sentences, .. } = *self;
        let valence = valence_sum.map(|sum| Valence { sum, sentences: n_sentences, terms: valence_terms });
        let score = Score { words: n_words, hits, valence };
        let speaker = match &self.speaker {
            Some(name) => Some(self.called(name)?),
            None => None,
        };
        Some(Finding::told(quote, self.attribution(text)?, speaker, placed, score))
    }

    fn called(&self, name: &str) -> Option<Speaker> {
        let kind = self.speaker_type.as_deref()?;
        let kind = Type::ALL.into_iter().find(|of| of.name() == kind)?;
        Some(Speaker { key: self.key.as_deref()?.into(), name: name.into(), kind })
    }

    fn attribution(&self, text: &Patchwork) -> Option<Attribution> {
        let confidence = self.confidence.unwrap_or(1.0);
        let place = |words: &Words<'_>| text.span([words.start, words.end]);
        let Some(rule) = &self.rule else {
            let nobody = Attribution::Nobody { why: Silence::NotGiven, confidence };
            return Some(if self.speaker.is_some() { Attribution::Given { speaker: 0 } } else { nobody });
        };
        if let Some(why) = Silence::ALL.into_iter().find(|why| why.name() == rule) {
            return Some(Attribution::Nobody { why, confidence });
        }
        let rule = Rule::ALL.into_iter().find(|known| known.name() == rule)?;
        let mention = place(self.mention.as_ref()?)?;
        let cue = match &self.cue {
            Some(cue) => Some(place(cue)?),
            None => None,
        };
        Some(Attribution::To { speaker: 0, mention, cue, confidence, rule, identity: None })
    }
}

impl Row<'_> {
    fn hit(&self, run: &Run, text: &Patchwork) -> Option<Hit> {
        let [lexicon, entry] = self.row;
        let of = run.lexicons.get(lexicon)?;
        of.entries.get(entry)?;
        let stance = Stance::ALL.into_iter().find(|stance| stance.name() == self.stance)?;
        let place = |words: &Option<Words<'_>>| match words {
            Some(words) => text.span([words.start, words.end]).map(Some),
            None => Some(None),
        };
        Some(Hit {
            lexicon,
            entry,
            span: text.span([self.start, self.end])?,
            stance,
            cue: place(&self.stance_cue)?,
            company: place(&self.company)?,
            counted: score::counts(of, stance),
        })
    }
}
