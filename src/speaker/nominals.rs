//! Finds descriptions of people: noun phrases such as *the Russian leader* or *aides*.
//!
//! A description right before a name belongs to the name and is no mention of its own.

use super::headlines::is_dateline;
use super::{Gender, Identity, Make, Mention, Type};
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range, Shape};

const LONGEST: usize = 9;

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Mention>) {
    let names = found.len();
    for head in 0..reading.parsed.tokens.len() {
        let flags = reading.flags(head);
        if !flags.any(Flags::HEAD.or(Flags::OFFICE)) || flags.any(Flags::PRONOUN) {
            continue;
        }
        let inside_name = |m: &Mention| m.tokens.contains(head);
        let near = found[..names].partition_point(|m| m.tokens.end <= head);
        if found[..names].get(near).is_some_and(inside_name) || compound_goes_on(reading, head) {
            continue;
        }
        // "The Ost Times reports that …": a verb behind its subject.
        let after_name = near > 0 && found[near - 1].tokens.end == head && !found[near - 1].modifier;
        if after_name && flags.any(Flags::CUE) && reports_something(reading, head) {
            continue;
        }
        // "The minister accused …", "Holt accused …": a past form behind the noun that does it.
        let inside = head > reading.parsed.sentences[reading.parsed.sentence_of(head)].start;
        let noun = |t: usize| reading.flags(t).any(Flags::HEAD.or(Flags::OFFICE));
        let subject = after_name || inside && noun(head - 1);
        if flags.any(Flags::CUE) && reading.word(head).folded.ends_with("ed") && subject {
            continue;
        }
        let dateline =
            |m: &Mention| reading.word(m.head).shape == Shape::Upper && is_dateline(reading, m.tokens);
        if let Some(mention) = phrase(reading, head, flags).filter(|m| !dateline(m)) {
            let first = found[..names].partition_point(|m| m.tokens.end <= mention.tokens.start);
            let names = found[first..names].iter_mut().take_while(|n| n.tokens.start < mention.tokens.end);
            for name in names.filter(|n| within(n.core, mention.tokens)) {
                name.modifier = true;
            }
            found.push(mention);
        }
    }
}

/// A form in *-s* with what it reports behind it.
fn reports_something(reading: &Reading<'_>, verb: usize) -> bool {
    let next = verb + 1;
    let that = reading.parsed.tokens.get(next).is_some_and(crate::text::Token::is_word)
        && reading.str(next) == "that";
    reading.word(verb).folded.ends_with('s')
        && (that || reading.is_quoted(next) || reading.is_mark(next, &[":", ",", "."]))
}

/// *which notes*, *another reports*: behind a word for one thing, a form in *-s* is a verb.
fn is_verb_of_one(reading: &Reading<'_>, start: usize, head: usize) -> bool {
    let one = ["another", "which", "who", "this", "that", "each", "every", "one", "a", "an"];
    start + 1 == head
        && one.contains(&&*reading.word(start).folded)
        && reading.word(head).folded.ends_with('s')
        && reading.flags(head).any(Flags::DOCUMENT)
}

fn within(inner: Range, outer: Range) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// *campaign* in *campaign manager*: another noun follows and is the head.
fn compound_goes_on(reading: &Reading<'_>, head: usize) -> bool {
    let next = head + 1;
    // "the chief medical officer", "the official news agency": what kind stands between.
    if reading.parsed.tokens[head].is_word() && matches!(&*reading.word(head).folded, "chief" | "official") {
        let kind = |t: &usize| {
            let plain = !reading.flags(*t).any(Flags::CLOSED.or(Flags::CUE).or(Flags::HEAD));
            reading.parsed.tokens[*t].is_word() && plain && !reading.word(*t).shape.is_capitalised()
        };
        let last = reading.parsed.tokens.len().min(next + 3);
        let end = next + (next..last).take_while(kind).count();
        if end > next
            && end < last
            && reading.parsed.tokens[end].is_word()
            && reading.flags(end).any(Flags::PERSON.or(Flags::ORGANISATION))
        {
            return true;
        }
    }
    if next >= reading.parsed.tokens.len() || !reading.parsed.tokens[next].joined {
        return false;
    }
    let flags = reading.flags(next);
    let noun = flags.any(Flags::HEAD) && !flags.any(Flags::CUE.or(Flags::PREPOSITION));
    noun || (reading.is_mark(next, &["-"]) && reading.flags(next + 1).any(Flags::HEAD))
}

fn phrase(reading: &Reading<'_>, head: usize, flags: Flags) -> Option<Mention> {
    let sentence = reading.parsed.sentences[reading.parsed.sentence_of(head)];
    let (start, anchored) = left_edge(reading, head, sentence.start);
    let plural = flags.any(Flags::PEOPLE);
    let title = reading.phrases_at(head).any(|p| p.fact.flags.any(Flags::OFFICE));
    let verb_like = flags.any(Flags::CUE) && (!anchored || is_verb_of_one(reading, start, head));
    let bare_allowed = plural || (start == sentence.start && start < head) || title;
    if verb_like
        || !(anchored || bare_allowed)
        || (flags.any(Flags::OFFICE) && !flags.any(Flags::HEAD) && !anchored)
    {
        return None;
    }
    let kind = match () {
        () if flags.any(Flags::PERSON.or(Flags::OFFICE)) => Type::Unnamed,
        () if plural => Type::Group,
        () if flags.any(Flags::ORGANISATION) => Type::Organisation,
        () => Type::Document,
    };
    // "the former secretary of state": the title goes on behind its head.
    let titles = reading.phrases_at(head).filter(|p| p.fact.flags.any(Flags::OFFICE.or(Flags::PERSON)));
    let end = titles.map(|p| p.tokens.end).fold(head + 1, usize::max);
    Some(Mention {
        tokens: Range::new(start, end),
        core: Range::new(head, head + 1),
        head,
        make: Make::Nominal,
        kind,
        doubtful: false,
        gender: Gender::of(flags),
        plural,
        quoted: reading.is_quoted(head),
        modifier: false,
        possessor: reading.parsed.tokens.get(head + 1).is_some_and(|t| t.kind == Kind::Clitic),
        headline: false,
        speaker: None,
        identity: Identity::Description,
    })
}

/// Where the noun phrase begins, and whether a determiner, possessor or nationality says so.
fn left_edge(reading: &Reading<'_>, head: usize, limit: usize) -> (usize, bool) {
    let mut at = head;
    let quoted = reading.is_quoted(head);
    while at > limit && head - at < LONGEST {
        let token = &reading.parsed.tokens[at - 1];
        let flags = reading.flags(at - 1);
        match token.kind {
            Kind::Clitic | Kind::Number => {}
            Kind::Mark if reading.is_mark(at - 1, &["-", "–"]) => {}
            Kind::Mark if reading.is_mark(at - 1, &["."]) && at >= 2 && reading.word(at - 2).abbreviation => {
            }
            Kind::Word => {
                if flags.any(Flags::DETERMINER) || (flags.any(Flags::POSSESSIVE) && flags.any(Flags::PRONOUN))
                {
                    return (at - 1, true);
                }
                if &*reading.word(at - 1).folded == "her" {
                    return (at - 1, true);
                }
                let stop = Flags::PREPOSITION.or(Flags::SUBORDINATOR).or(Flags::AUXILIARY).or(Flags::PRONOUN);
                let verb = flags.any(Flags::CUE) && !flags.any(Flags::HEAD);
                if flags.any(stop.or(Flags::CONJUNCTION)) || verb || reading.is_quoted(at - 1) != quoted {
                    break;
                }
            }
            Kind::Mark => break,
        }
        at -= 1;
    }
    // No determiner: take only nationalities and names that stand directly in front.
    let mut start = head;
    let mut anchored = false;
    while start > at {
        let capital = reading.parsed.tokens[start - 1].kind == Kind::Word
            && reading.word(start - 1).shape.is_capitalised();
        let clitic = reading.parsed.tokens[start - 1].kind == Kind::Clitic;
        let noun = reading.flags(start - 1).any(Flags::HEAD) && start - 1 > limit;
        if !(capital || clitic || noun || reading.is_mark(start - 1, &["-"])) {
            break;
        }
        anchored |= (capital && start - 1 > limit) || clitic || reading.flags(start - 1).any(Flags::NATION);
        start -= 1;
    }
    (start, anchored)
}
