//! Reads contents off the best chain, and credits each to its source.

use super::Tag;
use super::chain::Row;
use super::items::{self, Item, Words};
use super::model::{Model, Rows, Scratch};
use crate::attribution::{Attribution, Cue, Rule, Scene, Silence};
use crate::lexicon::facts::Flags;
use crate::quote::{Form, Quote};
use crate::speaker::{Speaker, Type, keys};
use crate::text::{Range, Span};

/// One reported content in its sentence, with what ties it to its source.
#[derive(Clone, Debug, PartialEq)]
struct Content {
    /// Tokens of the content outside quotation marks, in pieces.
    pieces: Vec<Range>,
    /// Quotations that stand inside the content.
    quotes: Vec<usize>,
    /// Tokens of the cue, where the chain has one.
    cue: Option<Range>,
    /// Tokens of the source, where the chain has one.
    source: Option<Range>,
    /// Of each of its items: where it begins, and the probability that it is content.
    sure: Vec<(usize, f64)>,
}

impl Content {
    /// Probability that its least certain item is content.
    fn confidence(&self) -> f64 {
        self.sure.iter().map(|&(_, sure)| sure).fold(1.0, f64::min)
    }
}

/// Added to the score of every content's beginning: the likeliest chain finds too few, since
/// each of several readings of a sentence may be less likely than "nothing". Chosen on
/// articles of the training set held out for it.
const LEAN: f32 = 1.2;

/// Added to the score of a sentence's first item as a beginning where the sentence ends in words
/// of saying with their subject. Wire news outside the United States puts whoever speaks there
/// in apposition (*…, the minister, Bram Vale, told reporters*), which the training articles
/// seldom do: on those held out it changes next to nothing.
const TOLD: f32 = 2.0;

/// Those whom reports name and no mention does; they are numbered behind the article's cast.
#[derive(Clone, Debug)]
pub struct Sources {
    cast: usize,
    /// In the order in which they are named.
    pub own: Vec<Speaker>,
}

impl Sources {
    /// None yet, behind so many others.
    pub fn behind(cast: usize) -> Self {
        Self { cast, own: Vec::new() }
    }

    /// One of them by number.
    pub fn get(&self, at: usize) -> Option<&Speaker> {
        self.own.get(at.checked_sub(self.cast)?)
    }

    fn add(&mut self, speaker: Speaker) -> usize {
        self.own.push(speaker);
        self.cast + self.own.len() - 1
    }
}

/// The reported contents of an article outside quotation marks, as quotations of form
/// indirect, each with its attribution; `quoted` are the attributions of the scene's quotations.
/// A source whom no mention names is added to the sources.
pub fn find(
    scene: &Scene<'_>,
    model: &Model,
    quoted: &[Attribution],
    sources: &mut Sources,
    scratch: &mut Scratch,
) -> Vec<(Quote, Attribution)> {
    let mut found = Vec::new();
    let Scratch { words, chain } = scratch;
    items::sentences(scene, words, |sentence, words| {
        for mut content in contents(model, (sentence, words), chain) {
            leave_out_subject(scene, &mut content);
            if let Some(quote) = quote(scene, &content) {
                found.push((quote, attribute(scene, &content, quoted, sources)));
            }
        }
    });
    found
}

/// The reported contents of one sentence.
fn contents(model: &Model, (items, words): (&[Item], &Words), rows: &mut Rows) -> Vec<Content> {
    model.score(items, words, rows);
    for row in &mut rows.states {
        row[Tag::Begin as usize] += LEAN;
    }
    if rows.told_at_end()
        && let Some(first) = rows.states.first_mut()
    {
        first[Tag::Begin as usize] += TOLD;
    }
    let chain = model.chain(rows);
    let tags = chain.best();
    if !tags.iter().any(|&t| is_content(t)) {
        return Vec::new();
    }
    gather(items, &tags, &chain.marginals().rows)
}

/// The verb of saying among a content's words of saying.
fn verb<'a>(scene: &'a Scene<'_>, content: &Content) -> Option<&'a Cue> {
    let words = content.cue?;
    let first = scene.cues.partition_point(|cue| cue.token < words.start);
    scene.cues.get(first).filter(|cue| words.contains(cue.token))
}

/// *The rain would stop, a forecaster, Lena Aro, said*: whoever does the saying is no part of
/// what is said.
fn leave_out_subject(scene: &Scene<'_>, content: &mut Content) {
    let subject = verb(scene, content).and_then(|verb| Some((verb.token, &scene.mentions[verb.subject?])));
    if let (Some((verb, subject)), Some(piece)) = (subject, content.pieces.last_mut()) {
        let comma = subject.tokens.start.saturating_sub(1);
        if piece.end <= verb
            && piece.contains(subject.head)
            && piece.start < comma
            && scene.reading.is_mark(comma, &[",", "–", "—"])
        {
            piece.end = comma;
            content.sure.retain(|&(token, _)| token < comma);
        }
    }
}

/// What the marks leave: words only, or nothing.
fn quote(scene: &Scene<'_>, content: &Content) -> Option<Quote> {
    let parsed = scene.reading.parsed;
    let has_word = |r: &&Range| r.range().any(|t| parsed.tokens[t].is_word());
    let pieces: Vec<Span> = content.pieces.iter().filter(has_word).map(|&r| parsed.span(r)).collect();
    let (first, last) = (pieces.first()?, pieces.last()?);
    Some(Quote {
        span: Span::new(first.start, last.end),
        pieces,
        form: Form::Indirect,
        label: None,
        inner: Vec::new(),
    })
}

/// Words around a quotation are its speaker's; else the chain's source, or the subject of
/// the verb of saying.
fn attribute(
    scene: &Scene<'_>,
    content: &Content,
    quoted: &[Attribution],
    sources: &mut Sources,
) -> Attribution {
    let confidence = content.confidence();
    let rule = Rule::Reported;
    for &quote in &content.quotes {
        if let Some(&Attribution::To { speaker, mention, cue, confidence: sure, .. }) = quoted.get(quote) {
            return Attribution::To {
                speaker,
                mention,
                cue,
                confidence: confidence * sure,
                rule,
                identity: None,
            };
        }
    }
    let parsed = scene.reading.parsed;
    let cue = content.cue.map(|c| parsed.span(c));
    let by_mention = |m: usize| {
        let mention = &scene.mentions[m];
        let speaker = mention.speaker?;
        Some(Attribution::To {
            speaker,
            mention: parsed.span(mention.tokens),
            cue,
            confidence,
            rule,
            identity: None,
        })
    };
    if let Some(source) = content.source {
        return named(scene, source).and_then(by_mention).unwrap_or_else(|| {
            let mention = parsed.span(source);
            let speaker = sources.add(described(mention.of(parsed.text)));
            Attribution::To { speaker, mention, cue, confidence, rule, identity: None }
        });
    }
    let subject = verb(scene, content).and_then(|cue| cue.subject).and_then(by_mention);
    subject.unwrap_or(Attribution::Nobody { why: Silence::NotNamed, confidence })
}

/// A source whom nothing else in the article names: known by these words only.
fn described(words: &str) -> Speaker {
    let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Speaker { key: keys::of(&name, Type::Unnamed).into(), name: name.into(), kind: Type::Unnamed }
}

/// The mention that a source's words are: one whose head stands in them, the widest of those
/// that complete no other (*Holt, a spokesman for Mayor Jan Ek*).
fn named(scene: &Scene<'_>, source: Range) -> Option<usize> {
    let end = scene.mentions.partition_point(|m| m.tokens.start < source.end);
    let inside = |&m: &usize| source.contains(scene.mentions[m].head) && !scene.mentions[m].quoted;
    (0..end).rev().take(12).filter(inside).max_by_key(|&m| {
        let mention = &scene.mentions[m];
        let tokens = mention.tokens;
        let free = !mention.modifier && !mention.possessor;
        let before = tokens.start.checked_sub(1).filter(|&t| source.contains(t));
        let completes = before.is_some_and(|t| scene.reading.flags(t).any(Flags::PREPOSITION));
        (free, !completes, tokens.end - tokens.start, usize::MAX - tokens.start)
    })
}

fn is_content(tag: usize) -> bool {
    tag == Tag::Begin as usize || tag == Tag::Inside as usize
}

/// Runs of items whose tags are of one kind; a beginning begins a run.
fn runs(tags: &[usize], is: impl Fn(usize) -> bool) -> Vec<Range> {
    let mut runs: Vec<Range> = Vec::new();
    for (at, &tag) in tags.iter().enumerate().filter(|(_, tag)| is(**tag)) {
        match runs.last_mut() {
            Some(run) if run.end == at && tag != Tag::Begin as usize => run.end = at + 1,
            _ => runs.push(Range::new(at, at + 1)),
        }
    }
    runs
}

/// The run next to another, the earlier of two. Runs do not overlap.
fn nearest(runs: &[Range], to: Range) -> Option<Range> {
    let behind = runs.partition_point(|r| r.start < to.start);
    let near = &runs[behind.saturating_sub(1)..runs.len().min(behind + 1)];
    let gap = |r: &&Range| {
        if r.end <= to.start { to.start - r.end } else { r.start.saturating_sub(to.end) }
    };
    near.iter().min_by_key(gap).copied()
}

fn gather(items: &[Item], tags: &[usize], rows: &[Row]) -> Vec<Content> {
    let one_of = |a: Tag, b: Tag| runs(tags, move |t| t == a as usize || t == b as usize);
    let cues = one_of(Tag::CueAhead, Tag::CueBehind);
    let sources = one_of(Tag::SourceAhead, Tag::SourceBehind);
    let tokens = |r: Range| Range::new(items[r.start].tokens.start, items[r.end - 1].tokens.end);
    let mut contents: Vec<Content> = Vec::new();
    for run in runs(tags, is_content) {
        let sure = |i: usize| {
            let sure = rows[i][Tag::Begin as usize] + rows[i][Tag::Inside as usize];
            (items[i].tokens.start, f64::from(sure))
        };
        let (mut pieces, mut quotes): (Vec<Range>, _) = (Vec::new(), Vec::new());
        for item in &items[run.range()] {
            match (item.quote, pieces.last_mut()) {
                (Some(quote), _) => quotes.push(quote),
                (None, Some(piece)) if piece.end == item.tokens.start => piece.end = item.tokens.end,
                (None, _) => pieces.push(item.tokens),
            }
        }
        // "The port, Holt said, is closed": one content in two pieces.
        let goes_on = tags[run.start] == Tag::Inside as usize;
        if let Some(before) = contents.last_mut().filter(|_| goes_on) {
            before.pieces.extend(pieces);
            before.quotes.extend(quotes);
            before.sure.extend(run.range().map(sure));
            continue;
        }
        let cue = nearest(&cues, run);
        let source = nearest(&sources, cue.unwrap_or(run));
        let (cue, source) = (cue.map(tokens), source.map(tokens));
        contents.push(Content { pieces, quotes, cue, source, sure: run.range().map(sure).collect() });
    }
    contents
}
