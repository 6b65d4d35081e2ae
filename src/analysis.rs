//! One article from end to end.

mod whole;

use crate::attribution::{Attribution, InnerSpeech, Model, Scene, Silence, inner_speech};
use crate::document::Document;
use crate::error::Error;
use crate::furniture::Furniture;
use crate::lexicon::facts::{FactCache, Facts};
use crate::lexicon::{Lexicon, Matcher, Reading, Use, builtin};
use crate::quote::{self, Quote};
use crate::reported;
use crate::score::{self, Cues, Hit, Score, valence};
use crate::speaker::roster::Roster;
use crate::speaker::{self, Cast, Speaker, aliases};
use crate::text::{Parsed, Span, Vocabulary};
use std::sync::Arc;

/// What is scored as one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// Each quotation, whose speaker is looked for.
    #[default]
    Quote,
    /// Each document, whose speaker its record names; no quotations are looked for.
    Document,
}

impl Unit {
    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Document => "document",
        }
    }
}

/// What every article is read with; shared by all workers, never changed.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The lexicons that are scored, in the order of reports.
    pub lexicons: Vec<Lexicon>,
    /// Their rows, ready to be found.
    pub matcher: Matcher,
    /// The resource lexicons.
    pub facts: Facts,
    /// What tells lines that are no part of an article's prose.
    pub furniture: Furniture,
    /// The words from which stances are read.
    pub cues: Cues,
    /// The weights of attribution.
    pub model: Model,
    /// The speakers whom the user knows.
    pub roster: Arc<Roster>,
    /// The weights of reported speech, where it is wanted.
    pub reported: Option<Arc<reported::Model>>,
    /// Words with a valence, where that is wanted.
    pub valence: Option<Arc<valence::Model>>,
    /// What is scored as one.
    pub unit: Unit,
    /// Whether articles are read where nothing is quoted, too.
    pub whole: bool,
    /// Below this confidence nobody is credited.
    pub least_confidence: f64,
}

/// What one worker keeps between articles.
#[derive(Clone, Debug)]
pub struct Desk {
    vocabulary: Vocabulary,
    facts: FactCache,
    scratch: score::Scratch,
    reported: reported::Scratch,
    /// Distinct words that it remembers before it starts afresh.
    most_words: usize,
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
    /// Where it is told by somebody else: the place of that outer quotation in its article.
    pub within: Option<usize>,
    /// What others say within it: findings of their own, and no part of its score.
    pub without: Vec<Span>,
    /// Words and hits.
    pub score: Score,
}

/// An article with everything found in it.
#[derive(Clone, Debug)]
pub struct Analysis {
    /// The article.
    pub document: Document,
    /// Its quotations, in order; or the document itself, where that is the unit.
    pub findings: Vec<Finding>,
    /// What is reported without quotation marks, in order; where that is wanted.
    pub reported: Vec<Finding>,
    /// Lines and credits that were set aside, in order: see `furniture`.
    pub furniture: Vec<Span>,
}

impl Tools {
    /// The built-in lexicons and weights.
    ///
    /// # Errors
    /// Where a built-in file does not parse, which a test rules out.
    pub fn builtin() -> Result<Self, Error> {
        let scored = builtin::of(Use::Rhetoric)?;
        Self::with(scored.into_iter().cloned().collect())
    }

    /// These lexicons for scoring, and the built-in resources.
    ///
    /// # Errors
    /// As [`Self::builtin`].
    pub fn with(lexicons: Vec<Lexicon>) -> Result<Self, Error> {
        let own = || Ok(Self { model: Model::builtin()?.clone(), whole: false, ..Self::untrained()? });
        let (own, matcher) = beside(own, || Matcher::new(&lexicons));
        Ok(Self { lexicons, matcher, ..own? })
    }

    /// Without weights: for fitting them.
    ///
    /// # Errors
    /// As [`Self::builtin`].
    pub fn untrained() -> Result<Self, Error> {
        let facts = Facts::builtin()?;
        Ok(Self {
            lexicons: Vec::new(),
            matcher: Matcher::default(),
            facts,
            furniture: furniture()?,
            cues: cues()?,
            model: Model::default(),
            roster: Arc::default(),
            reported: None,
            valence: None,
            unit: Unit::Quote,
            whole: true,
            least_confidence: 0.0,
        })
    }

    /// Reads an article's words without its furniture, and says where that stands. A document
    /// that is scored whole has none: all of it is its speaker's.
    pub fn parse<'a>(&self, document: &'a Document, vocabulary: &mut Vocabulary) -> (Parsed<'a>, Vec<Span>) {
        let parsed = Parsed::from_byte(&document.text, document.body, vocabulary);
        if self.unit == Unit::Document {
            return (parsed, Vec::new());
        }
        let aside = self.furniture.find(&parsed, vocabulary);
        if aside.is_empty() {
            return (parsed, aside);
        }
        (parsed.without(&aside, vocabulary), aside)
    }

    /// A worker's own place.
    pub fn desk(&self) -> Desk {
        Desk {
            vocabulary: self.facts.vocabulary(),
            facts: FactCache::default(),
            scratch: score::Scratch::default(),
            reported: reported::Scratch::default(),
            most_words: MOST_WORDS,
        }
    }
}

/// Does two things at once, for whose start a run waits; one after the other where there is
/// no other thread to be had.
fn beside<A: Send, B>(one: impl Fn() -> A + Sync, other: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().spawn_scoped(scope, &one);
        let other = other();
        let one = thread.map_or_else(
            |_| one(),
            |thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        );
        (one, other)
    })
}

fn furniture() -> Result<Furniture, Error> {
    Ok(builtin::get("furniture-en").transpose()?.map(Furniture::new).unwrap_or_default())
}

fn cues() -> Result<Cues, Error> {
    Ok(builtin::get("stance-en").transpose()?.map(Cues::new).unwrap_or_default())
}

/// Distinct words that a desk remembers before it starts afresh.
const MOST_WORDS: usize = 400_000;

impl Desk {
    fn tidy(&mut self) {
        if self.vocabulary.len() > self.most_words {
            self.vocabulary.clear();
            self.facts.clear();
            self.scratch.clear();
            self.reported.clear();
        }
    }
}

impl Finding {
    /// Who said it, if anybody is credited.
    pub fn speaker(&self) -> Option<&Speaker> {
        self.speaker.as_ref()
    }

    /// What is scored: its pieces without what others say in them.
    pub fn own(&self) -> Vec<Span> {
        own_words(&self.quote.pieces, &self.without)
    }

    /// Whether a hit of this finding enters its speaker's counts: those in scare quotes do
    /// not, and negated ones only where their lexicon keeps them.
    pub fn counts(&self, hit: &Hit) -> bool {
        self.quote.form != quote::Form::Scare && hit.counted
    }

    /// What another process found and says.
    pub fn told(
        quote: Quote,
        attribution: Attribution,
        speaker: Option<Speaker>,
        (within, without): (Option<usize>, Vec<Span>),
        score: Score,
    ) -> Self {
        Self { quote, attribution, speaker, within, without, score }
    }

    /// A quotation with its speaker; nobody is credited below the least confidence.
    fn new(
        mut quote: Quote,
        said_by: Attribution,
        speaker: impl Fn(usize) -> Option<Speaker>,
        least: f64,
    ) -> Self {
        let attribution = match said_by {
            Attribution::To { confidence, .. } if confidence < least => {
                Attribution::Nobody { why: Silence::Unsure, confidence }
            }
            said_by => said_by,
        };
        let speaker = match attribution {
            Attribution::To { speaker: at, .. } | Attribution::Given { speaker: at } => speaker(at),
            Attribution::Nobody { why, .. } => {
                if why == Silence::NotSpeech {
                    quote.form = quote::Form::Scare;
                }
                None
            }
        };
        Self { quote, attribution, speaker, within: None, without: Vec::new(), score: Score::default() }
    }

    fn placed(self, within: Option<usize>, without: Vec<Span>) -> Self {
        Self { within, without, ..self }
    }

    fn scored(mut self, scene: &Scene<'_>, tools: &Tools, scratch: &mut score::Scratch) -> Self {
        self.score = score_of(scene, &self.quote, &self.without, tools, scratch);
        self
    }
}

/// Words, hits and valence of a quotation without what others say in it.
pub fn score_of(
    scene: &Scene<'_>,
    quote: &Quote,
    without: &[Span],
    tools: &Tools,
    scratch: &mut score::Scratch,
) -> Score {
    let own = own_words(&quote.pieces, without);
    let mut score = score::of(scene.reading, &own, &tools.lexicons, &tools.matcher, &tools.cues, scratch);
    let of = |model| valence::of(scene.reading.parsed, &own, model, &mut scratch.valence);
    score.valence = tools.valence.as_deref().map(of);
    score
}

/// Lexicon, entry and place of the ambiguous rows of a quotation that are no hits, for want of
/// company.
pub fn alone_in(
    scene: &Scene<'_>,
    quote: &Quote,
    without: &[Span],
    tools: &Tools,
    scratch: &mut score::Scratch,
) -> Vec<(usize, usize, Span)> {
    score::alone(scene.reading, &own_words(&quote.pieces, without), &tools.matcher, scratch)
}

/// The pieces without what others say in them: every word counts once.
fn own_words(pieces: &[Span], without: &[Span]) -> Vec<Span> {
    let mut own = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut start = piece.start;
        for other in without.iter().filter(|o| piece.contains(**o)) {
            own.push(Span::new(start, other.start));
            start = other.end;
        }
        own.push(Span::new(start, piece.end));
    }
    own
}

/// The one-document story.
pub fn analyze(document: &Document, tools: &Tools, desk: &mut Desk) -> Analysis {
    desk.tidy();
    if tools.unit == Unit::Document {
        return whole::analyze(document, tools, desk);
    }
    let Desk { vocabulary, facts, scratch, reported: chains, .. } = desk;
    let ((findings, reported), furniture) = at_scene(document, tools, vocabulary, facts, |scene, cast| {
        let attributions = tools.model.attribute(scene, cast.len());
        let mut sources = reported::Sources::behind(cast.len());
        let reports = match &tools.reported {
            Some(model) => reported::find(scene, model, &attributions, &mut sources, chains),
            None => Vec::new(),
        };
        tools.roster.rename(&mut sources.own, document);
        let speaker = |at| cast.get(at).or_else(|| sources.get(at)).cloned();
        let mut found = |quote, said_by, within, without| {
            Finding::new(quote, said_by, speaker, tools.least_confidence)
                .placed(within, without)
                .scored(scene, tools, scratch)
        };
        let mut findings = Vec::with_capacity(attributions.len());
        for (quote, said_by) in attributions.into_iter().enumerate() {
            let inner = inner_speech(scene, quote, &said_by);
            let outer = findings.len();
            let without: Vec<Span> = inner.iter().map(|i| i.inner.span).collect();
            findings.push(found(scene.quotes[quote].clone(), said_by, None, without));
            for InnerSpeech { inner, said_by } in inner {
                findings.push(found(inner.quote(), said_by, Some(outer), Vec::new()));
            }
        }
        let reported = reports.into_iter().map(|(quote, by)| found(quote, by, None, Vec::new()));
        (findings, reported.collect())
    });
    Analysis { document: document.clone(), findings, reported, furniture }
}

/// Reads an article up to the point where its quotations can be attributed, and hands that
/// on: to attribution, to training, to explanation. An article without quotations has a
/// scene without mentions.
pub fn with_scene<T>(
    document: &Document,
    tools: &Tools,
    desk: &mut Desk,
    with: impl FnOnce(&Scene<'_>, &Cast<'_>) -> T,
) -> T {
    desk.tidy();
    at_scene(document, tools, &mut desk.vocabulary, &mut desk.facts, with).0
}

fn at_scene<T>(
    document: &Document,
    tools: &Tools,
    vocabulary: &mut Vocabulary,
    facts: &mut FactCache,
    with: impl FnOnce(&Scene<'_>, &Cast<'_>) -> T,
) -> (T, Vec<Span>) {
    let (parsed, furniture) = tools.parse(document, vocabulary);
    let quotes = quote::find(&parsed, vocabulary);
    let quoted: Vec<Span> = quotes.iter().map(|q| q.span).collect();
    let (mut mentions, mut people, mut phrases) = (Vec::new(), None, Vec::new());
    let whole = tools.whole || tools.reported.is_some();
    if whole || !quotes.is_empty() {
        tools.facts.resolve(vocabulary, facts);
        phrases = tools.facts.phrases(&parsed, vocabulary, facts);
    }
    let reading = Reading::new(&parsed, vocabulary, facts, &phrases, &quoted, whole);
    if whole || !quotes.is_empty() {
        let labels: Vec<Span> = quotes.iter().filter_map(|q| q.label).map(|l| l.span).collect();
        mentions = speaker::mentions(&reading, &labels);
        people = Some(aliases::resolve(&reading, &mut mentions));
    }
    let cast = people.map(|people| Cast::new(people, &mentions, &tools.roster, document));
    let mut scene = Scene::new(&reading, &mentions, &quotes, whole);
    scene.meta = Some(&document.meta);
    (with(&scene, &cast.unwrap_or_default()), furniture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desk_that_starts_afresh_finds_the_same_hits() {
        let reported = reported::Model::builtin().expect("the built-in weights read");
        let tools = Tools {
            reported: Some(Arc::new(reported.clone())),
            ..Tools::builtin().expect("built-in files parse")
        };
        let texts = [
            "“The harbour opens at nine with tea and bread for everybody,” said Mira Holt.",
            "“Our army will fight the enemy,” said Bram Vale. “We are friends and allies.”",
            "“They want hegemony, an empire of soldiers,” said Ana Ortiz.",
            "Ana Ortiz said that the harbour would stay closed until the army had left the city.",
        ];
        let mut small = Desk { most_words: 5, ..tools.desk() };
        let mut reports = 0;
        for text in texts.iter().cycle().take(12) {
            let document = Document::new("a", *text);
            let fresh = analyze(&document, &tools, &mut tools.desk());
            let used = analyze(&document, &tools, &mut small);
            assert_eq!(format!("{:?}", fresh.findings), format!("{:?}", used.findings), "{text}");
            assert_eq!(format!("{:?}", fresh.reported), format!("{:?}", used.reported), "{text}");
            reports += fresh.reported.len();
        }
        assert!(reports > 0, "no report was compared");
    }
}
