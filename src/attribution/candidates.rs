//! The candidates for each quotation, and where they stand to it.

use super::cues::{self, Cue};
use crate::document::Meta;
use crate::lexicon::Reading;
use crate::quote::Quote;
use crate::speaker::{Make, Mention};
use crate::text::{Kind, Range};

/// One possible answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// This mention names the speaker.
    Mention(usize),
    /// The marks hold no speech.
    NotSpeech,
    /// The article does not name the speaker.
    Nobody,
}

/// A possible answer with its features.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The answer.
    pub choice: Choice,
    /// Numbers of the features that hold.
    pub features: Features,
    /// The cue that ties the mention to the quotation, where one does.
    pub cue: Option<usize>,
    /// Its rule, were it to win.
    pub rule: super::Rule,
}

/// Numbers of features, in place: there are two dozen candidates to a quotation, and a list
/// on the heap for each was a good part of attribution's time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Features {
    numbers: [u16; MOST_FEATURES],
    count: usize,
}

/// A candidate answers each question once, but *shape* up to six times.
const MOST_FEATURES: usize = 32;

impl Features {
    pub(super) fn push(&mut self, feature: u16) {
        self.numbers[self.count] = feature;
        self.count += 1;
    }

    pub(super) fn extend(&mut self, features: impl Iterator<Item = u16>) {
        features.for_each(|f| self.push(f));
    }
}

impl std::ops::Deref for Features {
    type Target = [u16];

    fn deref(&self) -> &[u16] {
        &self.numbers[..self.count]
    }
}

/// An article as attribution sees it.
#[derive(Debug)]
pub struct Scene<'a> {
    /// The text and what is known of its words.
    pub reading: &'a Reading<'a>,
    /// Everybody mentioned.
    pub mentions: &'a [Mention],
    /// The quotations, in order.
    pub quotes: &'a [Quote],
    /// Tokens of each quotation, marks included.
    pub extents: Vec<Range>,
    /// The cues near quotations.
    pub cues: Vec<Cue>,
    /// Headline and author, where the input tells them beside the text.
    pub meta: Option<&'a Meta>,
    /// First and last paragraph of each quotation.
    spread: Vec<(usize, usize)>,
    /// Words outside quotation marks before each token.
    outside: Vec<u32>,
    /// Paragraph of each mention.
    pub(super) paragraphs: Vec<usize>,
    /// The mentions outside quotation marks that stand for themselves.
    free: Vec<usize>,
    /// Those of them that may name a speaker two paragraphs on: no labels, no pronouns.
    far: Vec<usize>,
}

/// How many paragraphs back a speaker may be named.
const REACH: usize = 3;
/// How many mentions before the quotation are looked at.
const MOST_BEFORE: usize = 24;
const MOST_AFTER: usize = 8;

impl<'a> Scene<'a> {
    /// Looks at an article once for all its quotations; `whole` also finds the cues that are
    /// near none of them.
    pub fn new(reading: &'a Reading<'a>, mentions: &'a [Mention], quotes: &'a [Quote], whole: bool) -> Self {
        let parsed = reading.parsed;
        let extents: Vec<Range> = quotes.iter().map(|q| parsed.tokens_in(q.span)).collect();
        let mut wanted = vec![whole; parsed.paragraphs.len()];
        let spread = |e: &Range| {
            let last = e.end.saturating_sub(1).max(e.start);
            (parsed.paragraph_of(e.start), parsed.paragraph_of(last))
        };
        let spread: Vec<_> = extents.iter().map(spread).collect();
        for &(first, last) in &spread {
            for paragraph in first.saturating_sub(1)..=last {
                if let Some(wanted) = wanted.get_mut(paragraph) {
                    *wanted = true;
                }
            }
        }
        let cues = cues::find(reading, mentions, &wanted);
        let mut outside = Vec::with_capacity(parsed.tokens.len() + 1);
        let (mut count, mut quote) = (0, 0);
        outside.push(0);
        for (at, token) in parsed.tokens.iter().enumerate() {
            while quote < extents.len() && extents[quote].end <= at {
                quote += 1;
            }
            let inside = extents.get(quote).is_some_and(|e| e.contains(at));
            count += u32::from(!inside && token.kind != Kind::Clitic && token.is_word());
            outside.push(count);
        }
        let paragraphs = mentions.iter().map(|m| parsed.paragraph_of(m.head)).collect();
        let free = |&m: &usize| !mentions[m].quoted && !mentions[m].modifier;
        let free: Vec<usize> = (0..mentions.len()).filter(free).collect();
        let far = |&m: &usize| !mentions[m].headline && mentions[m].make != Make::Pronoun;
        let far = free.iter().copied().filter(far).collect();
        Self { reading, mentions, quotes, extents, cues, meta: None, spread, outside, paragraphs, free, far }
    }

    /// Words outside quotation marks between two places.
    pub fn words_between(&self, from: usize, to: usize) -> usize {
        self.outside[to].saturating_sub(self.outside[from]) as usize
    }

    /// The paragraph in which a quotation begins, and that in which it ends.
    pub fn paragraphs_of(&self, quote: usize) -> (usize, usize) {
        self.spread[quote]
    }

    /// The unquoted stretch before a quotation in its paragraph, back to the quotation before.
    pub fn lead(&self, quote: usize) -> Range {
        let (paragraph, _) = self.paragraphs_of(quote);
        let mut start = self.reading.parsed.paragraphs[paragraph].start;
        if quote > 0 {
            start = start.max(self.extents[quote - 1].end);
        }
        Range::new(start.min(self.extents[quote].start), self.extents[quote].start)
    }

    /// The unquoted stretch behind a quotation in its paragraph, up to the next quotation.
    pub fn tail(&self, quote: usize) -> Range {
        let (_, paragraph) = self.paragraphs_of(quote);
        let mut end = self.reading.parsed.paragraphs[paragraph].end;
        if let Some(next) = self.extents.get(quote + 1) {
            end = end.min(next.start);
        }
        Range::new(self.extents[quote].end, end.max(self.extents[quote].end))
    }

    /// The end of the sentence that goes on behind a quotation.
    pub fn tail_sentence_end(&self, quote: usize) -> usize {
        let tail = self.tail(quote);
        let first = tail.range().find(|&t| self.reading.parsed.tokens[t].is_word());
        let Some(first) = first else { return tail.start };
        let sentence = self.reading.parsed.sentences[self.reading.parsed.sentence_of(first)];
        sentence.end.min(tail.end)
    }

    /// Mentions that may name the speaker, in order of their place.
    pub fn near(&self, quote: usize) -> Vec<usize> {
        let extent = self.extents[quote];
        let (first, last) = self.paragraphs_of(quote);
        let outside = |&m: &usize| !extent.contains(self.mentions[m].head);
        // Only those that may be wanted are walked over: a paragraph may mention thousands.
        let before = |token: usize| self.free.partition_point(|&m| self.mentions[m].tokens.start < token);
        let above = |of: &[usize]| of.partition_point(|&m| self.paragraphs[m] + 1 < first);
        let middle = before(extent.start);
        let beside = self.free[above(&self.free).min(middle)..middle].iter();
        let back = beside.rev().chain(self.far[..above(&self.far)].iter().rev()).copied();
        let reached = |&m: &usize| self.paragraphs[m] + REACH >= first;
        let mut near: Vec<usize> = back.take_while(reached).filter(outside).take(MOST_BEFORE).collect();
        near.reverse();
        let behind = self.free[before(extent.end)..].iter().copied();
        let follows = |&m: &usize| self.paragraphs[m] <= last;
        near.extend(behind.take_while(follows).filter(outside).take(MOST_AFTER));
        near
    }
}
