//! Verbs of saying outside quotation marks, and who their subject is.
//!
//! No parser: from the verb the search goes left over adverbs, auxiliaries and appositions,
//! or right where the verb stands behind a quotation (*said Holt*).

use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::speaker::{Make, Mention};
use crate::text::{Kind, Range};

/// What kind of cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// say, write, add …
    Say,
    /// tell, ask …: the object is the addressee.
    Tell,
    /// call, describe, accuse …: the quotation is a fragment.
    Call,
    /// pledge, demand, joke …
    Act,
    /// believe, hope …
    Think,
    /// show, find, reveal …
    Show,
    /// according to
    According,
}

/// One cue.
#[derive(Clone, Copy, Debug)]
pub struct Cue {
    /// The verb, or *according*.
    pub token: usize,
    /// Its kind.
    pub class: Class,
    /// Whose saying it is: a mention's number.
    pub subject: Option<usize>,
    /// The subject stands behind the verb.
    pub inverted: bool,
    /// *saying*, *adding*: its subject is the sentence's.
    pub participle: bool,
}

/// The cues of a text, in order.
pub(super) fn find(reading: &Reading<'_>, mentions: &[Mention], wanted: &[bool]) -> Vec<Cue> {
    let mut cues: Vec<Cue> = Vec::new();
    let mut ends = vec![false; reading.parsed.tokens.len() + 1];
    for mention in mentions.iter().filter(|m| !m.quoted) {
        ends[mention.tokens.end] = true;
    }
    let mut paragraph = 0;
    for &sentence in &reading.parsed.sentences {
        while reading.parsed.paragraphs[paragraph].end <= sentence.start {
            paragraph += 1;
        }
        if !wanted[paragraph] {
            continue;
        }
        for token in sentence.range() {
            let Some(class) = class(reading, token) else { continue };
            if reading.is_quoted(token) || is_noun(reading, token) {
                continue;
            }
            let clause = Clause { reading, mentions, sentence, cues: &cues, ends: &ends };
            cues.push(clause.cue(token, class));
        }
    }
    cues
}

fn class(reading: &Reading<'_>, token: usize) -> Option<Class> {
    let flags = reading.flags(token);
    Some(match () {
        () if flags.any(Flags::SAY) => Class::Say,
        () if flags.any(Flags::TELL) => Class::Tell,
        () if flags.any(Flags::CALL) => Class::Call,
        () if flags.any(Flags::ACT) => Class::Act,
        () if flags.any(Flags::THINK) => Class::Think,
        () if flags.any(Flags::SHOW) => Class::Show,
        () if reading.parsed.tokens[token].kind == Kind::Word
            && &*reading.word(token).folded == "according" =>
        {
            Class::According
        }
        () => return None,
    })
}

/// A verb form that is a noun here: it follows a determiner, a possessor or an adjective's place.
fn is_noun(reading: &Reading<'_>, token: usize) -> bool {
    if token == 0 {
        return false;
    }
    let before = reading.flags(token - 1);
    let her = reading.parsed.tokens[token - 1].is_word() && &*reading.word(token - 1).folded == "her";
    let that = reading.parsed.tokens[token - 1].is_word()
        && matches!(
            &*reading.word(token - 1).folded,
            "that" | "this" | "some" | "many" | "all" | "both" | "others" | "one"
        );
    let determined = (before.any(Flags::DETERMINER) && !that)
        || (before.any(Flags::POSSESSIVE) && before.any(Flags::PRONOUN))
        || her;
    let after = &*reading.word(token).folded;
    let past_or_third = after.ends_with("ed") || after == "said" || after == "told";
    let possessor = reading.parsed.tokens[token - 1].kind == Kind::Clitic;
    (determined || possessor) && !past_or_third
}

struct Clause<'a> {
    reading: &'a Reading<'a>,
    mentions: &'a [Mention],
    sentence: Range,
    cues: &'a [Cue],
    /// Where mentions outside quotation marks end.
    ends: &'a [bool],
}

impl Clause<'_> {
    fn cue(&self, token: usize, class: Class) -> Cue {
        let participle = self.reading.word(token).folded.ends_with("ing") && class != Class::According;
        let mut cue = Cue { token, class, subject: None, inverted: false, participle };
        if class == Class::According {
            cue.subject = self.starting_near(token + 2, 3);
            cue.inverted = true;
            return cue;
        }
        if let Some(agent) = self.agent(token) {
            cue.subject = Some(agent);
            return cue;
        }
        if self.follows_quote(token)
            && !self.has_subject_before(token)
            && let Some(subject) = self.starting_near(token + 1, 2)
        {
            cue.subject = Some(subject);
            cue.inverted = true;
            return cue;
        }
        cue.subject = if participle { self.main_subject(token) } else { self.left_subject(token) };
        cue
    }

    /// The mention that starts at a token or a few behind it.
    fn starting_near(&self, token: usize, reach: usize) -> Option<usize> {
        let first = self.mentions.partition_point(|m| m.tokens.start < token);
        let near = |m: &Mention| m.tokens.start < token + reach && m.tokens.start < self.sentence.end;
        let end = first + self.mentions[first..].iter().take_while(|m| near(m)).count();
        let gap_ok = |m: &Mention| {
            (token..m.tokens.start).all(|t| self.reading.flags(t).any(Flags::ADVERB.or(Flags::DETERMINER)))
        };
        (first..end).filter(|&m| gap_ok(&self.mentions[m])).max_by_key(|&m| {
            let mention = &self.mentions[m];
            (!mention.modifier, mention.tokens.end - mention.tokens.start)
        })
    }

    /// *was told by Holt*: the agent of a passive.
    fn agent(&self, token: usize) -> Option<usize> {
        let be = |t: usize| {
            matches!(&*self.reading.word(t).folded, "was" | "were" | "been" | "is" | "are" | "being" | "be")
        };
        let aux = (self.sentence.start..token)
            .rev()
            .take(2)
            .any(|t| self.reading.parsed.tokens[t].is_word() && be(t));
        let past = self.reading.word(token).folded.ends_with("ed")
            || matches!(&*self.reading.word(token).folded, "told" | "written" | "quoted");
        if !past {
            return None;
        }
        let by = (token + 1..self.sentence.end.min(token + 9))
            .find(|&t| self.reading.str(t) == "by" && !self.reading.is_quoted(t))?;
        (aux || by == token + 1).then(|| self.starting_near(by + 1, 2)).flatten()
    }

    /// Nothing but marks between a quotation's end and the verb.
    fn follows_quote(&self, token: usize) -> bool {
        let mut at = token;
        let passable = |t: usize| {
            self.reading.parsed.tokens[t].kind == Kind::Mark || self.reading.flags(t).any(Flags::ADVERB)
        };
        while at > 0 && passable(at - 1) {
            at -= 1;
            if self.reading.is_quoted(at) {
                return true;
            }
        }
        at > 0 && self.reading.is_quoted(at - 1)
    }

    fn has_subject_before(&self, token: usize) -> bool {
        self.ends[token]
    }

    fn ending_at(&self, end: usize) -> Option<usize> {
        if !self.ends[end] {
            return None;
        }
        let ends = |m: &Mention| m.tokens.end == end && !m.quoted && m.tokens.start >= self.sentence.start;
        let near = self.mentions.partition_point(|m| m.tokens.start < end);
        (0..near).rev().take(8).filter(|&m| ends(&self.mentions[m])).max_by_key(|&m| {
            let mention = &self.mentions[m];
            (!mention.modifier, mention.tokens.end - mention.tokens.start)
        })
    }

    fn left_subject(&self, token: usize) -> Option<usize> {
        let reading = self.reading;
        let mut at = token;
        let mut steps = 0;
        while at > self.sentence.start && steps < 40 {
            steps += 1;
            if let Some(found) = self.ending_at(at) {
                let who = self.mentions[found].doubtful && self.mentions[found].make == Make::Pronoun;
                return if who { self.before_relative(found).or(Some(found)) } else { Some(found) };
            }
            let before = at - 1;
            let flags = reading.flags(before);
            match reading.parsed.tokens[before].kind {
                Kind::Mark if reading.is_mark(before, &[","]) && before > self.sentence.start => {
                    match self.comma_before(before) {
                        Some(comma) => at = comma,
                        None => return self.main_subject(token),
                    }
                }
                Kind::Mark if reading.is_mark(before, &[")"]) => {
                    let open = (self.sentence.start..before).rev().find(|&t| reading.is_mark(t, &["("]));
                    match open {
                        Some(open) => at = open,
                        None => at = before,
                    }
                }
                Kind::Mark if reading.is_quoted(before) => return self.main_subject(token),
                Kind::Mark | Kind::Number | Kind::Clitic => at = before,
                Kind::Word if flags.any(Flags::ADVERB.or(Flags::AUXILIARY).or(Flags::NEGATOR)) => at = before,
                Kind::Word if flags.any(Flags::CONJUNCTION) => return self.main_subject(token),
                Kind::Word => return self.main_subject(token),
            }
        }
        None
    }

    /// The comma that opens what the comma at `close` closes: *Holt, a farmer from Ost, said*.
    fn comma_before(&self, close: usize) -> Option<usize> {
        let from = self.sentence.start.max(close.saturating_sub(30));
        (from..close).rev().find(|&t| {
            self.reading.is_mark(t, &[","]) && !self.reading.is_quoted(t) && self.ending_at(t).is_some()
        })
    }

    /// *Holt, who said …*, *the man who said …*.
    fn before_relative(&self, who: usize) -> Option<usize> {
        let start = self.mentions[who].tokens.start;
        let end = if start > 0 && self.reading.is_mark(start - 1, &[","]) { start - 1 } else { start };
        self.ending_at(end)
    }

    /// The subject of the cue before in this sentence, else the first mention that stands
    /// where subjects do.
    fn main_subject(&self, token: usize) -> Option<usize> {
        let mut within = self.cues.iter().rev().take_while(|c| c.token >= self.sentence.start);
        let earlier = within.find(|c| c.class != Class::According);
        if let Some(subject) = earlier.and_then(|c| c.subject) {
            return Some(subject);
        }
        let first = self.mentions.partition_point(|m| m.tokens.start < self.sentence.start);
        let end = self.mentions.partition_point(|m| m.tokens.start < token);
        let candidates = || (first..end).filter(|&m| !self.mentions[m].quoted && !self.mentions[m].modifier);
        let free = |&m: &usize| {
            let start = self.mentions[m].tokens.start;
            start == self.sentence.start || !self.reading.flags(start - 1).any(Flags::PREPOSITION)
        };
        candidates()
            .find(|m| free(m) && !self.mentions[*m].possessor)
            .or_else(|| candidates().next())
            .or_else(|| {
                // "Before proposing a toast, Kim said": the subject follows.
                let comma = (token..self.sentence.end)
                    .find(|&t| self.reading.is_mark(t, &[","]) && !self.reading.is_quoted(t))?;
                self.starting_near(comma + 1, 2)
            })
    }
}
