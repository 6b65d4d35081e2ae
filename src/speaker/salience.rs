//! Where mentions stand, and how likely a pronoun means each: by nearness, grammar, and who
//! is speaking.
//!
//! After Lappin and Leass (1994): subjects before objects, main clauses before others, what
//! only describes a noun last. In news the one who has the word keeps it: *he said* is
//! mostly the one who *said* before. Sentences within quotation marks do not make a
//! mention more distant.

use super::{Make, Mention, Type};
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::Kind;

/// What nearness asks of a mention.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Sentences outside quotation marks before it.
    sentence: usize,
    /// Paragraphs with words outside quotation marks before it.
    paragraph: usize,
    subject: Subject,
    /// It is the subject of a verb of saying.
    speaks: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Subject {
    None,
    /// Of a clause within another.
    Embedded,
    Main,
}

/// Sentences beyond which nobody is looked for.
const FAR: usize = 12;

/// Each mention's place.
pub(super) fn places(reading: &Reading<'_>, mentions: &[Mention]) -> Vec<Place> {
    let parsed = reading.parsed;
    let free = |tokens: std::ops::Range<usize>| {
        tokens.into_iter().any(|t| parsed.tokens[t].is_word() && !reading.is_quoted(t))
    };
    // How many sentences, and paragraphs, with free words there are up to each.
    let running = |ranges: &[crate::text::Range]| -> Vec<usize> {
        let mut count = 0;
        ranges
            .iter()
            .map(|range| {
                count += usize::from(free(range.range()));
                count
            })
            .collect()
    };
    let (sentences, paragraphs) = (running(&parsed.sentences), running(&parsed.paragraphs));
    let place = |mention: &Mention| Place {
        sentence: sentences[parsed.sentence_of(mention.head)],
        paragraph: paragraphs[parsed.paragraph_of(mention.head)],
        subject: subject(reading, mention),
        // A paper or a body is rarely the one who said something before: *it wrote*.
        speaks: mention.kind != Type::Organisation
            && !is_apposed(reading, mention)
            && speaks(reading, mention),
    };
    mentions.iter().map(place).collect()
}

impl Place {
    /// Whether a mention at the other place is too far back to be meant.
    pub(super) fn is_beyond(&self, other: &Self) -> bool {
        self.sentence - other.sentence > FAR
    }

    /// Sentences outside quotation marks between the two.
    pub(super) fn sentences_from(&self, there: &Self) -> usize {
        self.sentence - there.sentence
    }

    /// Whether the mention is the subject of a main clause.
    pub(super) fn is_main_subject(&self) -> bool {
        self.subject == Subject::Main
    }

    /// How likely a pronoun here means the mention there.
    pub(super) fn nearness(&self, there: &Self, other: &Mention) -> i32 {
        let sentences = (self.sentence - there.sentence) as i32;
        let paragraphs = (self.paragraph - there.paragraph) as i32;
        let mut score = -3 * sentences - 6 * paragraphs;
        score += match there.subject {
            Subject::None => 0,
            Subject::Embedded => 3,
            Subject::Main => 6,
        };
        score += 5 * i32::from(self.speaks && there.speaks);
        // "The minister, who was at a school, said that she": whoever speaks in this sentence.
        score += 8 * i32::from(sentences == 0 && there.subject == Subject::Main && there.speaks);
        score += 3 * i32::from(other.make == Make::Pronoun);
        score - 5 * i32::from(other.possessor || other.modifier)
    }
}

/// Whether the mention begins its clause: nothing but an opening or an adverb before it.
fn subject(reading: &Reading<'_>, mention: &Mention) -> Subject {
    let start = mention.tokens.start;
    if start == 0 {
        return Subject::Main;
    }
    let sentence = reading.parsed.sentences[reading.parsed.sentence_of(start)];
    // "The Ost Times": the article is no part of the name.
    let article = start > sentence.start && reading.str(start - 1).eq_ignore_ascii_case("the");
    let joined = |t: usize| reading.flags(t).any(Flags::CONJUNCTION.or(Flags::ADVERB).or(Flags::PREPOSITION));
    let clear = start < sentence.start + 2 || !joined(start - 2);
    let start = start - usize::from(article && clear);
    if start == sentence.start {
        return Subject::Main;
    }
    let before = start - 1;
    if is_apposed(reading, mention) {
        return Subject::None;
    }
    if reading.parsed.tokens[before].kind == Kind::Mark {
        return if reading.is_mark(before, &["(", "-"]) { Subject::None } else { Subject::Main };
    }
    let flags = reading.flags(before);
    let after_cue =
        flags.any(Flags::SAY) && before > sentence.start && !reading.parsed.tokens[before - 1].is_word();
    match () {
        () if after_cue => Subject::Main,
        () if flags.any(Flags::SUBORDINATOR.or(Flags::WHO)) => Subject::Embedded,
        // "was rejected by Holt": whoever does it.
        () if reading.str(before) == "by" => Subject::Embedded,
        // "for" joins clauses too, and seldom does.
        () if reading.str(before) == "for" => Subject::None,
        () if flags.any(Flags::CONJUNCTION.or(Flags::ADVERB)) => Subject::Main,
        () => Subject::None,
    }
}

/// *Holt, a farmer from Ost, said*: not the farmer's own clause.
fn is_apposed(reading: &Reading<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.start;
    let first = &*reading.word(start).folded;
    mention.make == Make::Nominal
        && matches!(first, "a" | "an")
        && reading.is_mark(start.wrapping_sub(1), &[","])
}

/// Tokens of an apposition between a subject and its verb.
const APPOSITION: usize = 20;

/// *Holt said*, *Holt, a farmer, said*, *“…,” said Holt*.
fn speaks(reading: &Reading<'_>, mention: &Mention) -> bool {
    let parsed = reading.parsed;
    let (start, mut at) = (mention.tokens.start, mention.tokens.end);
    let sentence = parsed.sentences[parsed.sentence_of(start)];
    if start > sentence.start && reading.flags(start - 1).any(Flags::SAY) {
        return true;
    }
    if reading.is_mark(at, &[","]) {
        let end = sentence.end.min(at + APPOSITION);
        match (at + 1..end).find(|&t| reading.is_mark(t, &[","]) && !reading.is_quoted(t)) {
            Some(close) => at = close + 1,
            None => return false,
        }
    }
    let passable = |t: &usize| {
        reading.flags(*t).any(Flags::ADVERB.or(Flags::AUXILIARY)) && !reading.flags(*t).any(Flags::CUE)
    };
    let verb = at + (at..sentence.end).take_while(passable).count();
    verb < sentence.end && reading.flags(verb).any(Flags::CUE) && !reading.is_quoted(verb)
}
