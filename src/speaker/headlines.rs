//! Where capitals say nothing: headlines, datelines, party seats; and where they say something.

use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range, Shape, WordId};
use std::collections::HashSet;

/// Words, by their numbers.
pub(super) type Words = HashSet<WordId, foldhash::fast::FixedState>;

/// Words that are capitalised where no sentence begins: names, as far as this text tells.
pub(super) fn capitals_inside(reading: &Reading<'_>, headlines: &[bool]) -> Words {
    let mut seen = HashSet::default();
    for (&sentence, &headline) in reading.parsed.sentences.iter().zip(headlines) {
        if headline {
            continue;
        }
        let mut first = true;
        for token in sentence.range() {
            let t = &reading.parsed.tokens[token];
            match t.kind {
                Kind::Word => {
                    if !first && reading.fact(token).capital {
                        seen.insert(t.word);
                    }
                    first = false;
                }
                // What follows an opening mark or a colon may be capitalised for that reason.
                Kind::Mark if !matches!(reading.str(token), "," | "." | "-" | ")") => first = true,
                _ => {}
            }
        }
    }
    seen
}

/// Most words of four letters or more are capitalised, there are several, and one of them
/// is no name: a list of names is not a headline.
pub(super) fn is_headline(reading: &Reading<'_>, sentence: Range) -> bool {
    let (mut capital, mut small, mut plain) = (0, 0, false);
    let no_name = Flags::CLOSED.or(Flags::CUE).or(Flags::ADVERB);
    let name = Flags::GIVEN.or(Flags::TITLE).or(Flags::ORGANISATION_WORD).or(Flags::PARTICLE);
    for token in sentence.range() {
        let t = &reading.parsed.tokens[token];
        if t.kind != Kind::Word {
            continue;
        }
        let flags = reading.flags(token);
        let upper = reading.fact(token).capital;
        plain |=
            upper && token > sentence.start && flags.any(no_name) && !flags.any(name) && t.end - t.start > 1;
        if t.end - t.start >= 4 {
            if upper {
                capital += 1;
            } else {
                small += 1;
            }
        }
    }
    capital >= 4 && small * 4 <= capital && plain
}

/// `OSTEND, March 3 (Wire) —`: capitals at a paragraph's start, before a comma, bracket or dash.
pub(super) fn is_dateline(reading: &Reading<'_>, chunk: Range) -> bool {
    let parsed = reading.parsed;
    let paragraph = parsed.paragraphs[parsed.paragraph_of(chunk.start)];
    let upper = |t: usize| parsed.tokens[t].kind != Kind::Word || reading.word(t).shape == Shape::Upper;
    let limit = paragraph.end.min(chunk.end + 12);
    let dash = (chunk.end..limit).any(|t| reading.is_mark(t, &["—", "–", "-", "("]));
    chunk.start == paragraph.start && chunk.range().all(upper) && dash && !reading.is_mark(chunk.end, &[":"])
}

/// *(R-Calif.)*: party and state behind a name.
pub(super) fn is_seat(reading: &Reading<'_>, at: usize) -> bool {
    let party = |t: usize| reading.parsed.tokens[t].end - reading.parsed.tokens[t].start == 1;
    let behind = |t: usize| t > 0 && reading.is_mark(t - 1, &["("]);
    let hyphen = reading.is_mark(at + 1, &["-", "–"]);
    (behind(at) && party(at) && hyphen)
        || (at > 1 && reading.is_mark(at - 1, &["-", "–"]) && party(at - 2) && behind(at - 2))
}
