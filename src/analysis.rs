//! One article from end to end.

use crate::attribution::{Attribution, Model, Scene};
use crate::document::Document;
use crate::error::Error;
use crate::lexicon::facts::{FactCache, Facts};
use crate::lexicon::{Lexicon, Matcher, Reading, Use, builtin};
use crate::quote::{self, Quote};
use crate::score::{self, Score};
use crate::speaker::{self, Mention, Speaker, aliases};
use crate::text::{Parsed, Span, Vocabulary};

/// What every article is read with; shared by all workers, never changed.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The lexicons that are scored, in the order of reports.
    pub lexicons: Vec<Lexicon>,
    /// Their rows, ready to be found.
    pub matcher: Matcher,
    /// The resource lexicons.
    pub facts: Facts,
    /// The weights of attribution.
    pub model: Model,
}

/// What one worker keeps between articles.
#[derive(Clone, Debug)]
pub struct Desk {
    vocabulary: Vocabulary,
    facts: FactCache,
    scratch: score::Scratch,
}

/// One quotation: who said it, and what is in it.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The quotation.
    pub quote: Quote,
    /// Who said it.
    pub attribution: Attribution,
    /// The speaker's identity, where there is one.
    speaker: Option<Speaker>,
    /// Words and hits.
    pub score: Score,
}

/// An article with everything found in it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The article.
    pub document: Document,
    /// Its quotations, in order.
    pub findings: Vec<Finding>,
}

impl Tools {
    /// The built-in lexicons and weights.
    ///
    /// # Errors
    /// Where a built-in file does not parse, which a test rules out.
    pub fn builtin() -> Result<Self, Error> {
        let scored = builtin_of(Use::Rhetoric)?;
        Self::with(scored.into_iter().cloned().collect())
    }

    /// These lexicons for scoring, and the built-in resources.
    ///
    /// # Errors
    /// As [`Self::builtin`].
    pub fn with(lexicons: Vec<Lexicon>) -> Result<Self, Error> {
        let facts = Facts::new(builtin_of(Use::Resource)?);
        let matcher = Matcher::new(&lexicons);
        Ok(Self { lexicons, matcher, facts, model: Model::builtin()?.clone() })
    }

    /// Without weights: for fitting them.
    ///
    /// # Errors
    /// As [`Self::builtin`].
    pub fn untrained() -> Result<Self, Error> {
        let facts = Facts::new(builtin_of(Use::Resource)?);
        Ok(Self { lexicons: Vec::new(), matcher: Matcher::default(), facts, model: Model::default() })
    }

    /// A worker's own place.
    pub fn desk(&self) -> Desk {
        Desk {
            vocabulary: self.facts.vocabulary(),
            facts: FactCache::default(),
            scratch: score::Scratch::default(),
        }
    }
}

fn builtin_of(kind: Use) -> Result<Vec<&'static Lexicon>, Error> {
    let all: Result<Vec<_>, _> = builtin::NAMES.iter().filter_map(|name| builtin::get(name)).collect();
    Ok(all?.into_iter().filter(|l| l.kind == kind).collect())
}

/// Distinct words that a desk remembers before it starts afresh.
const MOST_WORDS: usize = 400_000;

impl Desk {
    fn tidy(&mut self) {
        if self.vocabulary.len() > MOST_WORDS {
            self.vocabulary.clear();
            self.facts.clear();
            self.scratch.cache.clear();
        }
    }
}

impl Finding {
    /// Who said it, if anybody is credited.
    pub fn speaker(&self) -> Option<&Speaker> {
        self.speaker.as_ref()
    }
}

/// The one-document story.
pub fn analyze(document: &Document, tools: &Tools, desk: &mut Desk) -> Analysis {
    desk.tidy();
    let parsed = Parsed::from_byte(&document.text, document.body, &mut desk.vocabulary);
    let mut quotes = quote::find(&parsed, &desk.vocabulary);
    if quotes.is_empty() {
        return Analysis { document: document.clone(), findings: Vec::new() };
    }
    let quoted: Vec<Span> = quotes.iter().map(|q| q.span).collect();
    tools.facts.resolve(&desk.vocabulary, &mut desk.facts);
    let phrases = tools.facts.phrases(&parsed, &desk.vocabulary, &mut desk.facts);
    let reading = Reading {
        parsed: &parsed,
        vocabulary: &desk.vocabulary,
        cache: &desk.facts,
        phrases: &phrases,
        quoted: &quoted,
    };
    let (speakers, attributions) = attribute(&reading, &quotes, &tools.model);
    let mut findings = Vec::with_capacity(quotes.len());
    for (mut quote, attribution) in quotes.drain(..).zip(attributions) {
        if matches!(attribution, Attribution::Nobody { why: crate::attribution::Silence::NotSpeech, .. }) {
            quote.form = quote::Form::Scare;
        }
        let speaker = match attribution {
            Attribution::To { speaker, .. } => Some(speakers[speaker].clone()),
            Attribution::Nobody { .. } => None,
        };
        let score = score::of(&reading, &quote.pieces, &tools.lexicons, &tools.matcher, &mut desk.scratch);
        findings.push(Finding { quote, attribution, speaker, score });
    }
    Analysis { document: document.clone(), findings }
}

fn attribute(reading: &Reading<'_>, quotes: &[Quote], model: &Model) -> (Vec<Speaker>, Vec<Attribution>) {
    let mut mentions: Vec<Mention> = speaker::mentions(reading);
    let speakers = aliases::resolve(reading, &mut mentions);
    let scene = Scene::new(*reading, &mentions, quotes);
    let attributions = model.attribute(&scene, speakers.len());
    (speakers, attributions)
}

/// Runs `with` on the attribution scene of an article: for training and explanation.
pub fn with_scene<T>(
    document: &Document,
    tools: &Tools,
    desk: &mut Desk,
    with: impl FnOnce(&Scene<'_>, &[Speaker]) -> T,
) -> T {
    desk.tidy();
    let parsed = Parsed::from_byte(&document.text, document.body, &mut desk.vocabulary);
    let quotes = quote::find(&parsed, &desk.vocabulary);
    let quoted: Vec<Span> = quotes.iter().map(|q| q.span).collect();
    tools.facts.resolve(&desk.vocabulary, &mut desk.facts);
    let phrases = tools.facts.phrases(&parsed, &desk.vocabulary, &mut desk.facts);
    let reading = Reading {
        parsed: &parsed,
        vocabulary: &desk.vocabulary,
        cache: &desk.facts,
        phrases: &phrases,
        quoted: &quoted,
    };
    let mut mentions = speaker::mentions(&reading);
    let speakers = aliases::resolve(&reading, &mut mentions);
    let scene = Scene::new(reading, &mentions, &quotes);
    with(&scene, &speakers)
}
