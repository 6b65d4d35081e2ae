//! Finds names: runs of capitalised words, with titles, particles, initials and suffixes.
//!
//! It does not know who is who: see `aliases`. Sentences in title case are read with care,
//! because there every word looks like a name.

use super::headlines::{Words, capitals_inside, is_dateline, is_headline, is_seat};
use super::{Gender, Identity, Make, Mention, Type};
use crate::lexicon::Reading;
use crate::lexicon::facts::{Flags, Phrase};
use crate::text::{Kind, Range, Shape};

pub(super) fn find(reading: &Reading<'_>) -> Vec<Mention> {
    let headlines: Vec<bool> = reading.parsed.sentences.iter().map(|&s| is_headline(reading, s)).collect();
    let seen_inside = capitals_inside(reading, &headlines);
    let mut found = Vec::new();
    let mut phrase = 0;
    for (&sentence, &headline) in reading.parsed.sentences.iter().zip(&headlines) {
        let mut at = sentence.start;
        while at < sentence.end {
            if !begins_name(reading, at, sentence, &seen_inside) {
                at += 1;
                continue;
            }
            let end = chunk_end(reading, at, sentence.end, headline);
            if is_dateline(reading, Range::new(at, end)) || is_seat(reading, at) {
                at = end;
                continue;
            }
            at = with_particles(reading, at, sentence.start);
            let phrases = reading.phrases;
            while phrase < phrases.len() && phrases[phrase].tokens.end <= at {
                phrase += 1;
            }
            let within: Vec<&Phrase> =
                phrases[phrase..].iter().take_while(|p| p.tokens.start < end).collect();
            let chunk = Chunk { reading, range: Range::new(at, end), phrases: &within, sentence, headline };
            found.extend(chunk.mention());
            at = end.max(at + 1);
        }
    }
    found
}

/// *van der Horst*: small particles in front belong to the name.
fn with_particles(reading: &Reading<'_>, start: usize, limit: usize) -> usize {
    let mut at = start;
    while at > limit {
        let flags = reading.flags(at - 1);
        let particle =
            flags.any(Flags::PARTICLE) && !flags.any(Flags::FUNCTION.or(Flags::TITLE).or(Flags::GIVEN));
        if !particle || reading.is_quoted(at - 1) != reading.is_quoted(start) {
            break;
        }
        at -= 1;
    }
    at
}

fn is_capital(reading: &Reading<'_>, token: usize) -> bool {
    reading.fact(token).capital
}

fn begins_name(reading: &Reading<'_>, at: usize, sentence: Range, seen_inside: &Words) -> bool {
    if !is_capital(reading, at) {
        return false;
    }
    let flags = reading.flags(at);
    if flags.any(Flags::TIME) && !flags.any(Flags::GIVEN) {
        return false;
    }
    let next_capital = at + 1 < sentence.end && is_capital(reading, at + 1) && !is_function(reading, at + 1);
    if is_function(reading, at) {
        // "International" opens many sentences, and many names of bodies.
        let opens_body = flags.any(Flags::ORGANISATION_WORD) && !flags.any(Flags::CLOSED);
        return (flags.any(Flags::GIVEN) || opens_body) && next_capital;
    }
    let word = reading.word(at);
    let opens = at == sentence.start
        || !reading.parsed.tokens[at - 1].is_word() && !reading.is_mark(at - 1, &[",", "-", "."]);
    let links = at + 2 < sentence.end && may_take_for(reading, at) && is_link(reading, at + 1);
    let linked = links && is_capital(reading, at + 2) && !is_function(reading, at + 2);
    if !opens || flags.any(Flags::GIVEN.or(Flags::TITLE).or(Flags::NATION)) || next_capital || linked {
        return true;
    }
    // A lone capitalised word at a sentence's start is a name only where something says so.
    matches!(word.shape, Shape::Upper | Shape::Mixed)
        || seen_inside.contains(&reading.parsed.tokens[at].word)
        || (!flags.any(Flags::HEAD.or(Flags::CUE).or(Flags::NUMBER))
            && precedes_cue(reading, at, sentence.end))
}

fn precedes_cue(reading: &Reading<'_>, at: usize, end: usize) -> bool {
    at + 1 < end && reading.flags(at + 1).any(Flags::SAY.or(Flags::TELL).or(Flags::AUXILIARY))
}

fn is_function(reading: &Reading<'_>, token: usize) -> bool {
    let flags = reading.flags(token);
    // "J." is an initial, "I" is not.
    let initial = reading.word(token).shape == Shape::Initial && !flags.any(Flags::I);
    flags.any(Flags::FUNCTION) && !initial && !is_acronym(reading, token)
}

fn is_acronym(reading: &Reading<'_>, token: usize) -> bool {
    let word = reading.word(token);
    word.shape == Shape::Upper && word.raw.len() > 1 && !reading.flags(token).any(Flags::PRONOUN)
}

/// Where the run of name words that begins here ends.
fn chunk_end(reading: &Reading<'_>, start: usize, limit: usize, headline: bool) -> usize {
    let mut end = start + 1;
    while end < limit {
        let step = continuation(reading, start, end, limit, headline);
        if step == 0 {
            break;
        }
        end += step;
    }
    // "Jr." keeps its stop.
    let stop = end < limit && reading.is_mark(end, &["."]) && reading.flags(end - 1).any(Flags::SUFFIX);
    end + usize::from(stop && reading.word(end - 1).abbreviation)
}

/// How many tokens at `at` go on with the name; 0 where it ends.
fn continuation(reading: &Reading<'_>, start: usize, at: usize, limit: usize, headline: bool) -> usize {
    let next_is = |i: usize| i < limit && is_capital(reading, i) && joins(reading, i, headline);
    let glued = |i: usize| reading.parsed.tokens[i].start == reading.parsed.tokens[i - 1].end;
    match reading.parsed.tokens[at].kind {
        Kind::Word if is_capital(reading, at) => usize::from(joins(reading, at, headline)),
        Kind::Word => {
            let flags = reading.flags(at);
            if flags.any(Flags::PARTICLE) {
                let mut i = at + 1;
                while i < limit && (reading.is_mark(i, &["-"]) || reading.flags(i).any(Flags::PARTICLE)) {
                    i += 1;
                }
                return if next_is(i) { i + 1 - at } else { 0 };
            }
            if reading.str(at) == "of" && may_take_of(reading, at - 1) {
                let i = at + 1 + usize::from(at + 1 < limit && reading.str(at + 1) == "the");
                return if next_is(i) { i + 1 - at } else { 0 };
            }
            if is_link(reading, at) && may_take_for(reading, at - 1) && next_is(at + 1) {
                return 2;
            }
            0
        }
        Kind::Mark => match reading.str(at) {
            "." if glued(at) && takes_stop(reading, at - 1) && next_is(at + 1) => 2,
            "-" | "‑" if glued(at) && at + 1 < limit && glued(at + 1) => {
                let word = reading.parsed.tokens[at + 1].kind == Kind::Word;
                let known =
                    is_capital(reading, at + 1) || !reading.flags(at + 1).any(Flags::HEAD.or(Flags::CUE));
                if word
                    && known
                    && reading.parsed.tokens[at + 1].end - reading.parsed.tokens[at + 1].start <= 12
                    && lower_part_ok(reading, at + 1)
                {
                    2
                } else {
                    0
                }
            }
            "&" if at > start && next_is(at + 1) => 2,
            "," if at + 1 < limit
                && reading.flags(at + 1).any(Flags::SUFFIX)
                && is_capital(reading, at + 1) =>
            {
                2 + usize::from(
                    at + 2 < limit && reading.is_mark(at + 2, &["."]) && glued(at + 2) && at + 3 < limit,
                )
            }
            _ => 0,
        },
        _ => 0,
    }
}

/// *Ki-moon*, *Jong-un*: a small second part is a name's when it is short and no English compound.
fn lower_part_ok(reading: &Reading<'_>, token: usize) -> bool {
    if is_capital(reading, token) {
        return true;
    }
    let len = reading.parsed.tokens[token].end - reading.parsed.tokens[token].start;
    let ends = [
        "led", "era", "born", "style", "like", "wide", "run", "based", "elect", "area", "time", "old",
        "free", "made", "owned", "aged",
    ];
    let english = Flags::HEAD.or(Flags::CUE).or(Flags::CLOSED).or(Flags::ADVERB).or(Flags::NUMBER);
    len <= 5 && !reading.flags(token).any(english) && !ends.contains(&reading.str(token))
}

/// Whether a capitalised word can go on a name rather than begin something else.
fn joins(reading: &Reading<'_>, token: usize, headline: bool) -> bool {
    let flags = reading.flags(token);
    if flags.any(Flags::TIME) && !flags.any(Flags::GIVEN) {
        return false;
    }
    if flags.any(Flags::PARTICLE.or(Flags::GIVEN)) && !flags.any(Flags::PRONOUN) {
        return true;
    }
    if headline {
        return !is_function(reading, token)
            && (!flags.any(Flags::CUE) || flags.any(Flags::ORGANISATION_WORD));
    }
    // Inside a sentence only the closed classes break a name: "Grace Long", "Neil Young".
    !flags.any(Flags::CLOSED) || reading.word(token).shape == Shape::Initial || is_acronym(reading, token)
}

fn may_take_of(reading: &Reading<'_>, token: usize) -> bool {
    reading.flags(token).any(Flags::ORGANISATION_WORD.or(Flags::OFFICE)) && is_capital(reading, token)
}

fn is_link(reading: &Reading<'_>, token: usize) -> bool {
    matches!(reading.str(token), "for" | "without" | "against" | "Without" | "Against")
}

/// *Citizens for Clean Harbours*, *Clinics Without Walls*: after people or a body.
fn may_take_for(reading: &Reading<'_>, token: usize) -> bool {
    let flags = reading.flags(token);
    is_capital(reading, token)
        && flags.any(Flags::PEOPLE.or(Flags::ORGANISATION_WORD))
        && !flags.any(Flags::NATION.or(Flags::GIVEN))
}

fn takes_stop(reading: &Reading<'_>, token: usize) -> bool {
    let word = reading.word(token);
    word.shape == Shape::Initial
        || word.abbreviation
        || reading.flags(token).any(Flags::TITLE.or(Flags::SUFFIX))
}

/// A run of name words, to be told apart into titles and a name.
struct Chunk<'a> {
    reading: &'a Reading<'a>,
    range: Range,
    phrases: &'a [&'a Phrase],
    sentence: Range,
    headline: bool,
}

impl Chunk<'_> {
    fn mention(&self) -> Option<Mention> {
        let reading = self.reading;
        let title_end = self.title_end();
        let mut core = Range::new(title_end, self.range.end);
        if core.start == core.end {
            // "Howard Dean": a title word closes a name. "the President": no name at all.
            let first = reading.flags(self.range.start);
            if first.any(Flags::GIVEN)
                && self.range.end - self.range.start > 1
                && !first.any(Flags::ANY_COURTESY)
            {
                core = self.range;
            } else {
                return None;
            }
        }
        // "Senator Maria Ortega, Democrat of New Mexico": a title's place is nobody.
        if reading.str(core.start) == "of" {
            return None;
        }
        core.start = self.without_modifiers(core);
        let words: Vec<usize> =
            core.range().filter(|&t| reading.parsed.tokens[t].kind == Kind::Word).collect();
        let (&first, &last) = (words.first()?, words.last()?);
        // "Q." and "A." are labels, "J." alone is nobody.
        if words.iter().all(|&t| reading.word(t).shape == Shape::Initial) {
            return None;
        }
        let before = self.before(self.range.start);
        let titled = core.start > self.range.start || before < self.range.start;
        let mut title_flags = Flags::NONE;
        for token in (before..core.start).chain(core.start.saturating_sub(1)..core.start) {
            title_flags = title_flags.or(reading.flags(token));
        }
        let (kind, doubtful) = self.kind(&words, title_flags, titled);
        if kind == Type::Place && words.len() == 1 && self.describes(last) {
            return None;
        }
        let gender = match Gender::of(Flags::NONE.or(title_flags)) {
            // A single word may be a family name that is also a given name.
            Gender::Unknown if words.len() > 1 => Gender::of(reading.flags(first)),
            known => known,
        };
        Some(Mention {
            tokens: Range::new(before, core.end),
            core,
            head: last,
            make: Make::Name,
            kind,
            doubtful,
            gender: if kind == Type::Person { gender } else { Gender::Unknown },
            plural: false,
            quoted: reading.is_quoted(first),
            modifier: false,
            possessor: reading.parsed.tokens.get(core.end).is_some_and(|t| t.kind == Kind::Clitic),
            headline: self.headline,
            speaker: None,
            identity: Identity::Name,
        })
    }

    /// Where the last title inside the run ends; the run's start where there is none.
    fn title_end(&self) -> usize {
        let reading = self.reading;
        let mut end = self.range.start;
        for token in self.range.range() {
            if reading.flags(token).any(Flags::TITLE) && !self.is_part_of_name(token) {
                end = token + 1;
            }
        }
        for phrase in self.phrases.iter().filter(|p| p.fact.flags.any(Flags::TITLE)) {
            if phrase.tokens.start >= self.range.start && phrase.tokens.end <= self.range.end {
                end = end.max(phrase.tokens.end);
            }
        }
        while end < self.range.end && end > self.range.start && !self.reading.parsed.tokens[end].is_word() {
            end += 1;
        }
        end
    }

    /// "Dean Smith", "Judge Reinhold" begin with names that are also titles; "Department of
    /// Justice" and "Justice Department" hold a title word that is none.
    fn is_part_of_name(&self, token: usize) -> bool {
        let flags = self.reading.flags(token);
        let given = flags.any(Flags::GIVEN) && !flags.any(Flags::ANY_COURTESY);
        let closes = token + 1 >= self.range.end.saturating_sub(1);
        let organisation = |t: usize| {
            t != token
                && self.reading.flags(t).any(Flags::ORGANISATION_WORD)
                && !self.reading.flags(t).any(Flags::TITLE)
        };
        given || (closes && self.range.range().any(organisation))
    }

    /// Drops nationalities, parties and role nouns in front of a name.
    fn without_modifiers(&self, core: Range) -> usize {
        let reading = self.reading;
        let last = |of: Flags| core.range().rev().find(|&t| reading.flags(t).any(of));
        let (given, organisation) = (last(Flags::GIVEN), last(Flags::ORGANISATION_WORD));
        let mut start = core.start;
        while start + 1 < core.end {
            let flags = reading.flags(start);
            let modifier = flags.any(Flags::DEMONYM.or(Flags::PERSON).or(Flags::PEOPLE).or(Flags::OPENER))
                && !flags.any(Flags::GIVEN)
                && given > Some(start)
                && organisation <= Some(start);
            if !modifier || reading.str(start + 1) == "of" {
                break;
            }
            start += 1;
        }
        start
    }

    /// Where the small words in front that say what the named one is begin: *Russian president*.
    fn before(&self, start: usize) -> usize {
        let reading = self.reading;
        let mut at = start;
        let is_role = |t: usize| {
            let flags = reading.flags(t);
            flags.any(Flags::PERSON.or(Flags::OFFICE).or(Flags::ORGANISATION))
                && !reading.word(t).shape.is_capitalised()
        };
        if at <= self.sentence.start
            || !is_role(at - 1)
            || reading.parsed.tokens[at - 1].end == reading.parsed.tokens[at].start
        {
            return start;
        }
        while at > self.sentence.start && start - at < 8 {
            let flags = reading.flags(at - 1);
            let token = &reading.parsed.tokens[at - 1];
            let hyphen = reading.is_mark(at - 1, &["-"]);
            if !(token.kind == Kind::Word || token.kind == Kind::Clitic || hyphen) {
                break;
            }
            let stop = Flags::PREPOSITION.or(Flags::SUBORDINATOR).or(Flags::CONJUNCTION).or(Flags::AUXILIARY);
            let verb = flags.any(Flags::CUE) && !flags.any(Flags::HEAD.or(Flags::OFFICE));
            if flags.any(stop.or(Flags::PRONOUN))
                || verb
                || reading.is_quoted(at - 1) != reading.is_quoted(start)
            {
                break;
            }
            at -= 1;
            if flags.any(Flags::DETERMINER) {
                return at;
            }
        }
        // Without a determiner only what surely belongs is taken: role nouns and capitals.
        let mut sure = start;
        while sure > at {
            let flags = reading.flags(sure - 1);
            let taken = is_role(sure - 1)
                || reading.word(sure - 1).shape.is_capitalised()
                || reading.is_mark(sure - 1, &["-"])
                || matches!(
                    &*reading.word(sure - 1).folded,
                    "former"
                        | "senior"
                        | "deputy"
                        | "top"
                        | "chief"
                        | "presidential"
                        | "vice"
                        | "acting"
                        | "longtime"
                );
            if !taken || flags.any(Flags::DETERMINER) {
                break;
            }
            sure -= 1;
        }
        sure
    }

    fn kind(&self, words: &[usize], title: Flags, titled: bool) -> (Type, bool) {
        let reading = self.reading;
        let flags = |t: &usize| reading.flags(*t);
        let given = flags(&words[0]).any(Flags::GIVEN);
        if words.windows(2).any(|pair| is_link(reading, pair[1]) && may_take_for(reading, pair[0])) {
            return (Type::Organisation, false);
        }
        let organisation =
            words.iter().skip(usize::from(given)).any(|t| flags(t).any(Flags::ORGANISATION_WORD));
        if organisation && !(given && words.len() <= 3 && !is_organisation_end(reading, words)) {
            return (Type::Organisation, false);
        }
        if titled && title.any(Flags::TITLE.or(Flags::PERSON)) {
            return (Type::Person, false);
        }
        if given && words.len() > 1 {
            return (Type::Person, false);
        }
        let place = self.phrases.iter().any(|p| {
            p.fact.flags.any(Flags::PLACE)
                && p.tokens.start <= words[0]
                && p.tokens.end > *words.last().unwrap_or(&0)
        });
        if place
            || words.iter().all(|t| flags(t).any(Flags::NATION))
            || words.iter().any(|t| flags(t).any(Flags::PLACE_WORD))
        {
            return (Type::Place, false);
        }
        if words.len() == 1 && is_acronym(reading, words[0]) {
            return (Type::Organisation, true);
        }
        (Type::Person, !given)
    }

    /// A nationality right before a small noun is an adjective.
    fn describes(&self, token: usize) -> bool {
        let reading = self.reading;
        let next = token + 1;
        reading.flags(token).any(Flags::DEMONYM)
            && next < self.sentence.end
            && reading.parsed.tokens[next].kind == Kind::Word
            && !reading.flags(next).any(Flags::CUE.or(Flags::AUXILIARY).or(Flags::FUNCTION))
    }
}

fn is_organisation_end(reading: &Reading<'_>, words: &[usize]) -> bool {
    words.last().is_some_and(|&t| {
        let flags = reading.flags(t);
        flags.any(Flags::ORGANISATION_WORD) && !flags.any(Flags::GIVEN)
    })
}
