//! What is said of a candidate: one answer each to a list of [`questions`](super::questions).
//!
//! The questions are about grammar and place, never about words of a corpus.

use super::Rule;
use super::candidates::{Candidate, Choice, Features, Scene};
use super::cues::Class;
use super::questions::{Q, id};
use super::surroundings::LONGEST_TERM;
use crate::lexicon::facts::Flags;
use crate::quote::Form;
use crate::speaker::{Gender, Make, Type};

/// What was decided about the quotations before this one.
#[derive(Clone, Debug, Default)]
pub struct Past {
    /// Quotations so far.
    pub quotes: usize,
    /// The latest of them with a speaker: its number, the speaker and the mention chosen.
    pub latest: Option<(usize, usize, usize)>,
    /// How often each speaker has spoken.
    pub spoke: Vec<u32>,
    /// How often each speaker is mentioned.
    pub mentioned: Vec<u32>,
}

impl Past {
    /// Before the first quotation.
    pub fn new(scene: &Scene<'_>, speakers: usize) -> Self {
        let mut past =
            Self { quotes: 0, latest: None, mentioned: vec![0; speakers], spoke: vec![0; speakers] };
        for speaker in scene.mentions.iter().filter_map(|m| m.speaker) {
            past.mentioned[speaker] += 1;
        }
        past
    }

    /// Remembers the next quotation's speaker and mention.
    pub fn push(&mut self, chosen: Option<(usize, usize)>) {
        if let Some((speaker, mention)) = chosen {
            self.spoke[speaker] += 1;
            self.latest = Some((self.quotes, speaker, mention));
        }
        self.quotes += 1;
    }
}

/// All candidates of a quotation with their features.
pub fn candidates(scene: &Scene<'_>, quote: usize, past: &Past) -> Vec<Candidate> {
    let view = View::new(scene, quote, past);
    if view.is_plainly_a_term() {
        return vec![view.silence(Choice::NotSpeech, 0)];
    }
    let owner = view.owner_of_term();
    let owned = |i: &usize| owner.is_none_or(|o| o == view.near[*i]);
    let mut all: Vec<Candidate> = (0..view.near.len()).filter(owned).map(|i| view.mention(i)).collect();
    // Titles and terms are short; what is longer is speech, if nobody's.
    if view.said_words() <= LONGEST_TERM {
        all.push(view.silence(Choice::NotSpeech, 0));
    }
    all.push(view.silence(Choice::Nobody, 1));
    all
}

/// Cues looked at for each quotation, so that a paragraph of thousands costs what it should.
const MOST_CUES: usize = 64;

/// A cue that ties a mention to the quotation.
#[derive(Clone, Copy)]
pub(super) struct Link {
    cue: usize,
    pub(super) after: bool,
    pub(super) gap: usize,
    pub(super) sentence: bool,
    paragraph: bool,
}

pub(super) struct View<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) quote: usize,
    past: &'a Past,
    near: Vec<usize>,
    before: usize,
    pub(super) links: Vec<Option<Link>>,
    /// Candidates that a cue of the quotation's own sentence ties to it closely: behind it?
    close: Vec<(usize, bool)>,
    tail_end: usize,
    lead_sentence: usize,
    pub(super) alone: bool,
    previous: Option<(usize, usize, usize)>,
    lead_ends: usize,
    /// The last cue with a subject before the quotation in its sentence.
    last_cue: Option<usize>,
}

pub(super) fn bucket(value: usize, limits: &[usize]) -> usize {
    limits.iter().position(|&l| value <= l).unwrap_or(limits.len())
}

impl<'a> View<'a> {
    fn new(scene: &'a Scene<'a>, quote: usize, past: &'a Past) -> Self {
        let parsed = scene.reading.parsed;
        let extent = scene.extents[quote];
        let near = scene.near(quote);
        let before = near.iter().filter(|&&m| scene.mentions[m].tokens.start < extent.start).count();
        let lead = scene.lead(quote);
        let lead_sentence = if lead.start < lead.end {
            parsed.sentences[parsed.sentence_of(extent.start)].start.min(extent.start)
        } else {
            extent.start
        };
        let (first, last) = scene.paragraphs_of(quote);
        let whole = parsed.paragraphs[first].start..parsed.paragraphs[last].end;
        let alone = scene.words_between(whole.start, whole.end) == 0;
        let mut view = Self {
            scene,
            quote,
            past,
            near,
            before,
            links: Vec::new(),
            close: Vec::new(),
            tail_end: scene.tail_sentence_end(quote),
            lead_sentence,
            alone,
            previous: past.latest,
            lead_ends: 0,
            last_cue: None,
        };
        view.links = view.near.iter().map(|&m| view.link(m)).collect();
        let close = |l: &Link| l.sentence && l.gap <= 4;
        view.close = (view.links.iter().enumerate())
            .filter_map(|(i, l)| l.as_ref().filter(|l| close(l)).map(|l| (i, l.after)))
            .collect();
        view.lead_ends = view.ending_of_lead();
        let high = scene.cues.partition_point(|c| c.token < extent.start);
        let own = |&c: &usize| scene.cues[c].token >= view.lead_sentence && scene.cues[c].subject.is_some();
        view.last_cue = (0..high).rev().take(6).find(own);
        view
    }

    /// The cue nearest to the quotation of which the mention is the subject.
    fn link(&self, mention: usize) -> Option<Link> {
        let scene = self.scene;
        let extent = scene.extents[self.quote];
        let (first, _) = scene.paragraphs_of(self.quote);
        let low = scene
            .cues
            .partition_point(|c| c.token < scene.reading.parsed.paragraphs[first.saturating_sub(1)].start);
        let high = scene.cues.partition_point(|c| c.token < self.tail_end);
        let mine = (low.max(high.saturating_sub(MOST_CUES))..high)
            .filter(|&c| scene.cues[c].subject == Some(mention));
        let link = |c: usize| {
            let token = scene.cues[c].token;
            let after = token >= extent.end;
            let own = &scene.mentions[mention];
            let gap = if after {
                scene.words_between(extent.end, token.min(own.tokens.start.max(extent.end)))
            } else {
                scene.words_between(
                    (token + 1).max(own.tokens.end.min(extent.start)).min(extent.start),
                    extent.start,
                )
            };
            let paragraph = after || scene.reading.parsed.paragraph_of(token) == first;
            Link { cue: c, after, gap, sentence: after || token >= self.lead_sentence, paragraph }
        };
        mine.map(link).min_by_key(|l| (!l.paragraph, !l.sentence, l.gap, !l.after))
    }

    fn ending_of_lead(&self) -> usize {
        let scene = self.scene;
        let lead = scene.lead(self.quote);
        if lead.start == lead.end {
            return 8;
        }
        let last = lead.end - 1;
        let flags = scene.reading.flags(last);
        match scene.reading.str(last) {
            ":" => 0,
            "," => 1,
            "that" => 2,
            "—" | "–" | "-" | "…" => 6,
            "." | "!" | "?" => 7,
            _ if flags.any(Flags::CUE) => 3,
            _ if self.near.iter().any(|&m| scene.mentions[m].tokens.end == lead.end) => 4,
            _ => 5,
        }
    }

    fn mention(&self, i: usize) -> Candidate {
        let scene = self.scene;
        let m = self.near[i];
        let mut f = Features::default();
        let make = self.make(m);
        let is_before = i < self.before;
        let place = self.place(m, is_before);
        f.push(id(Q::Make, make));
        f.push(id(Q::Where, place));
        f.push(id(Q::Distance, self.distance(m, is_before)));
        f.push(id(Q::Rank, self.rank(i, is_before)));
        let link = self.links[i];
        self.link_features(link, make, &mut f);
        self.rivals(i, &mut f);
        f.push(id(Q::LeadEnds, self.lead_ends));
        let linked_before = link.is_some_and(|l| !l.after && l.sentence);
        if linked_before {
            f.push(id(Q::LeadEndsLink, self.lead_ends));
        }
        let mention = &scene.mentions[m];
        f.push(id(Q::Before, self.context_before(mention.tokens.start)));
        f.push(id(Q::Behind, self.context_behind(mention.tokens.end)));
        self.standing(m, &mut f);
        self.continuity(m, &mut f);
        if is_before || place >= 5 {
            let direct = scene.quotes[self.quote].form == Form::Direct;
            f.push(id(Q::Form, usize::from(!direct) * 2 + usize::from(!is_before)));
        }
        if let Some(speaker) = mention.speaker {
            let count = |of: &[u32]| of.get(speaker).copied().unwrap_or(0) as usize;
            f.push(id(Q::Mentions, bucket(count(&self.past.mentioned), &[1, 2, 4, 8])));
            f.push(id(Q::Spoke, bucket(count(&self.past.spoke), &[0, 1, 3, 6])));
        }
        let label = self.label(m, is_before);
        if let Some(label) = label {
            f.push(id(Q::Label, label));
        }
        f.push(id(Q::Gender, usize::from(mention.gender == Gender::Unknown)));
        let rule = self.rule(m, place, link, label);
        Candidate {
            choice: Choice::Mention(m),
            features: f,
            cue: link.filter(|l| l.paragraph).map(|l| l.cue),
            rule,
        }
    }

    fn make(&self, m: usize) -> usize {
        let mention = &self.scene.mentions[m];
        let flags = self.scene.reading.flags(mention.head);
        match (mention.make, mention.kind) {
            (Make::Name, Type::Organisation) => 2,
            (Make::Name, Type::Place) => 3,
            (Make::Name, _) => usize::from(mention.doubtful),
            (Make::Nominal, Type::Unnamed | Type::Person) => 4,
            (Make::Nominal, Type::Group) => 5,
            (Make::Nominal, Type::Organisation | Type::Place) => 6,
            (Make::Nominal, Type::Document) => 7,
            (Make::Pronoun, _) if flags.any(Flags::HE_SHE) => 8,
            (Make::Pronoun, _) if flags.any(Flags::THEY) => 9,
            (Make::Pronoun, _) if flags.any(Flags::IT) => 10,
            (Make::Pronoun, _) if flags.any(Flags::I) => 11,
            (Make::Pronoun, _) if flags.any(Flags::WE) => 12,
            (Make::Pronoun, _) => 13,
        }
    }

    fn place(&self, m: usize, is_before: bool) -> usize {
        let scene = self.scene;
        let mention = &scene.mentions[m];
        let (first, last) = scene.paragraphs_of(self.quote);
        if is_before {
            return match first - scene.paragraphs[m].min(first) {
                0 if mention.head >= self.lead_sentence => 0,
                0 => 1,
                away => (1 + away).min(4),
            };
        }
        let parsed = scene.reading.parsed;
        if mention.tokens.start < self.tail_end {
            5
        } else if scene.paragraphs[m] == last
            && parsed.sentence_of(mention.head) <= parsed.sentence_of(self.tail_end.saturating_sub(1)) + 1
        {
            6
        } else {
            7
        }
    }

    fn distance(&self, m: usize, is_before: bool) -> usize {
        let scene = self.scene;
        let mention = &scene.mentions[m];
        let extent = scene.extents[self.quote];
        let limits = [0, 2, 5, 10, 20, 40];
        if is_before {
            bucket(scene.words_between(mention.tokens.end.min(extent.start), extent.start), &limits)
        } else {
            7 + bucket(scene.words_between(extent.end, mention.tokens.start.max(extent.end)), &limits)
        }
    }

    fn rank(&self, i: usize, is_before: bool) -> usize {
        if is_before {
            bucket(self.before - 1 - i, &[0, 1, 2, 3])
        } else {
            5 + bucket(i - self.before, &[0, 1, 2])
        }
    }

    fn link_features(&self, link: Option<Link>, make: usize, f: &mut Features) {
        let Some(link) = link else {
            f.push(id(Q::Link, 0));
            let form = if self.scene.quotes[self.quote].form == Form::Direct { 2 } else { 5 };
            f.push(id(Q::FormLink, form));
            return;
        };
        let cue = self.scene.cues[link.cue];
        f.push(id(Q::Link, link_kind(link, cue.class, cue.participle)));
        if link.sentence {
            f.push(id(Q::LinkMake, make + if link.after { 0 } else { 14 }));
        }
        let closer = |other: &&Link| other.after == link.after && other.sentence && other.gap < link.gap;
        let ahead = self.links.iter().flatten().filter(closer).count();
        let order = match (link.sentence, ahead, link.after) {
            (true, 0, true) if cue.inverted => 5,
            (true, 0, true) => 0,
            (true, 0, false) => 1,
            (true, 1, true) => 2,
            (true, 1, false) => 3,
            _ => 4,
        };
        f.push(id(Q::LinkOrder, order));
        let form = if self.scene.quotes[self.quote].form == Form::Direct { 0 } else { 3 };
        f.push(id(Q::FormLink, form + if link.sentence { usize::from(!link.after) } else { 2 }));
        if link.sentence
            && !link.after
            && let Some(last) = self.last_cue
        {
            let inner = self.scene.cues[last].class as usize;
            let own = last == link.cue;
            f.push(id(Q::Inner, inner + if own { 0 } else { 7 }));
        }
    }

    /// *in what Moscow calls its “operation”*: grammar leaves nobody else, whoever says the
    /// sentence around it.
    fn owner_of_term(&self) -> Option<usize> {
        let scene = self.scene;
        let cue = scene.cues[self.last_cue?];
        let subject = cue.subject?;
        let start = scene.mentions[subject].tokens.start;
        let what = start > 0 && scene.reading.str(start - 1).eq_ignore_ascii_case("what");
        let near = scene.words_between(cue.token + 1, scene.extents[self.quote].start) <= 2;
        (what && near && cue.class == Class::Call && self.near.contains(&subject)).then_some(subject)
    }

    /// Whether somebody else is tied to the quotation by a cue of its own sentence.
    fn rivals(&self, i: usize, f: &mut Features) {
        let speaker = |j: usize| self.scene.mentions[self.near[j]].speaker;
        let other = |after: bool| {
            self.close.iter().any(|&(j, behind)| {
                behind == after && j != i && !(speaker(j).is_some() && speaker(j) == speaker(i))
            })
        };
        f.push(id(
            Q::Rival,
            match (other(true), other(false)) {
                (true, false) => 0,
                (false, true) => 1,
                (true, true) => 2,
                (false, false) => 3,
            },
        ));
    }

    /// How the candidate stands to the speaker of the quotation before.
    fn continuity(&self, m: usize, f: &mut Features) {
        let scene = self.scene;
        let Some((quote, speaker, mention)) = self.previous else {
            f.push(id(Q::Again, 8));
            return;
        };
        let (_, before) = scene.paragraphs_of(quote);
        let (this, _) = scene.paragraphs_of(self.quote);
        let parsed = scene.reading.parsed;
        let relation = match this - before.min(this) {
            0 if scene.lead(self.quote).start >= scene.extents[quote].end
                && parsed.sentence_of(scene.extents[self.quote].start)
                    == parsed.sentence_of(scene.extents[quote].end) =>
            {
                0
            }
            0 => 1,
            1 => 2,
            _ => 3,
        };
        let same = m == mention || scene.mentions[m].speaker == Some(speaker);
        f.push(id(Q::Again, relation + if same { 0 } else { 4 }));
        let make = match scene.mentions[m].make {
            Make::Name => 0,
            Make::Pronoun => 2,
            Make::Nominal => 4,
        };
        f.push(id(Q::AgainMake, make + usize::from(!same)));
        if self.alone {
            let (first, _) = scene.paragraphs_of(self.quote);
            f.push(id(
                Q::Alone,
                match (same, scene.paragraphs[m] == first) {
                    (_, true) => 2,
                    (true, _) => 0,
                    (false, _) if relation <= 2 => 1,
                    _ => 3,
                },
            ));
        }
    }

    /// `HOLT: “…”`, or a set-up sentence that ends in a colon.
    fn label(&self, m: usize, is_before: bool) -> Option<usize> {
        if !is_before || self.lead_ends != 0 {
            return None;
        }
        let scene = self.scene;
        let mention = &scene.mentions[m];
        let colon = scene.lead(self.quote).end - 1;
        let paragraph = scene.reading.parsed.paragraphs[scene.paragraphs[m]];
        if mention.tokens.end == colon && mention.tokens.start == paragraph.start {
            return Some(0);
        }
        if mention.head < self.lead_sentence {
            return None;
        }
        let first = scene.mentions.partition_point(|o| o.tokens.start < self.lead_sentence);
        Some(if m == first { 1 } else { 2 })
    }

    fn rule(&self, m: usize, place: usize, link: Option<Link>, label: Option<usize>) -> Rule {
        if label == Some(0) {
            return Rule::Label;
        }
        if let Some(link) = link.filter(|l| l.sentence) {
            let cue = self.scene.cues[link.cue];
            return match (cue.class, cue.inverted, link.after) {
                (Class::According, _, _) => Rule::According,
                (_, true, _) => Rule::CueInverted,
                (_, _, true) => Rule::CueAfter,
                (_, _, false) => Rule::CueBefore,
            };
        }
        let speaker = self.scene.mentions[m].speaker;
        if self.previous.is_some_and(|(_, s, mention)| mention == m || Some(s) == speaker) {
            return Rule::Continuation;
        }
        match place {
            0 | 5 => Rule::SameSentence,
            1 | 6 | 7 => Rule::SameParagraph,
            _ => Rule::EarlierParagraph,
        }
    }
}

fn link_kind(link: Link, class: Class, participle: bool) -> usize {
    let say = matches!(class, Class::Say);
    if link.after {
        return match (link.gap, class) {
            (0..=1, Class::According) => 7,
            (_, Class::According) => 10,
            _ if participle => 12,
            (0..=1, _) => 1 + class as usize,
            (2..=8, _) => {
                if say {
                    8
                } else {
                    9
                }
            }
            _ => 11,
        };
    }
    match (link.gap, class) {
        _ if !link.paragraph => 30,
        _ if !link.sentence => 29,
        (0..=2, Class::According) => 19,
        (_, Class::According) => 25,
        _ if participle => 28,
        (0..=2, _) => 13 + class as usize,
        (3..=10, Class::Say) => 20,
        (3..=10, Class::Tell) => 21,
        (3..=10, Class::Call) => 22,
        (3..=10, Class::Act) => 23,
        (3..=10, _) => 24,
        _ if say => 26,
        _ => 27,
    }
}
