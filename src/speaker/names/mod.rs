//! Finds names: runs of capitalised words, with titles, particles, initials and suffixes.
//!
//! It does not know who is who: see `aliases`. Sentences in title case are read with care,
//! because there every word looks like a name.

mod chunk;

use super::Mention;
use super::headlines::{Words, capitals_inside, is_dateline, is_headline, is_seat};
use crate::lexicon::Reading;
use crate::lexicon::facts::{Flags, Phrase};
use crate::text::{Kind, Range, Shape};
use chunk::Chunk;

pub(super) fn find(reading: &Reading<'_>) -> Vec<Mention> {
    let headlines: Vec<bool> = reading.parsed.sentences.iter().map(|&s| is_headline(reading, s)).collect();
    let seen_inside = capitals_inside(reading, &headlines);
    let mut found = Vec::new();
    let mut phrase = 0;
    for (&sentence, &headline) in reading.parsed.sentences.iter().zip(&headlines) {
        let mut at = sentence.start;
        while at < sentence.end {
            if !begins_name(reading, at, sentence, headline, &seen_inside) {
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
            let within = phrases[phrase..].iter().take_while(|p| p.tokens.start < end).count();
            let phrases = &phrases[phrase..phrase + within];
            let chunk = Chunk { reading, range: Range::new(at, end), phrases, sentence, headline };
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

fn begins_name(
    reading: &Reading<'_>,
    at: usize,
    sentence: Range,
    headline: bool,
    seen_inside: &Words,
) -> bool {
    if !is_capital(reading, at) {
        return false;
    }
    let flags = reading.flags(at);
    if flags.any(Flags::TIME) && !flags.any(Flags::GIVEN) {
        return false;
    }
    let named = |t: usize| t < sentence.end && is_capital(reading, t) && !is_function(reading, t);
    let next_capital = named(at + 1);
    if is_function(reading, at) {
        // "International" opens many sentences, and many names of bodies.
        let opens_body = flags.any(Flags::ORGANISATION_WORD) && !flags.any(Flags::CLOSED);
        // "the Free Press", "in New Ostend": behind another word a capital says that it is a name's.
        let inside = !headline
            && at > sentence.start
            && reading.parsed.tokens[at - 1].is_word()
            && !flags.any(Flags::CLOSED.or(Flags::ADVERB).or(Flags::CUE))
            && !reading.flags(at + 1).any(Flags::GIVEN);
        return (flags.any(Flags::GIVEN) || opens_body || inside) && next_capital
            || begins_place(reading, at);
    }
    let word = reading.word(at);
    let opens = at == sentence.start
        || !reading.parsed.tokens[at - 1].is_word() && !reading.is_mark(at - 1, &[",", "-", "."]);
    let links = at + 2 < sentence.end && may_take_for(reading, at) && is_link(reading, at + 1);
    let linked = links && named(at + 2);
    // "J. Gerald Holt"; "Q." and "A." open questions and answers.
    let initial = word.shape == Shape::Initial && !matches!(&*word.folded, "a" | "q");
    let initials = initial && reading.is_mark(at + 1, &["."]) && named(at + 2);
    if !opens
        || flags.any(Flags::GIVEN.or(Flags::TITLE).or(Flags::NATION))
        || next_capital
        || linked
        || initials
        || is_double(reading, at)
        || at > 0 && reading.is_quoted(at - 1) && opens_apposition(reading, at + 1)
    {
        return true;
    }
    // A lone capitalised word at a sentence's start is a name only where something says so.
    matches!(word.shape, Shape::Upper | Shape::Mixed)
        || seen_inside.contains(&reading.parsed.tokens[at].word)
        || (!flags.any(Flags::HEAD.or(Flags::CUE).or(Flags::NUMBER))
            && precedes_cue(reading, at, sentence.end))
}

/// *“…,” Xinhua, the state news agency, wrote*: behind a quotation.
fn opens_apposition(reading: &Reading<'_>, comma: usize) -> bool {
    reading.is_mark(comma, &[","])
        && comma + 1 < reading.parsed.tokens.len()
        && matches!(reading.str(comma + 1), "the" | "a" | "an")
}

/// *Holt-Marsh* and no *Anti-Holt*: a family name of two.
fn is_double(reading: &Reading<'_>, at: usize) -> bool {
    let tokens = &reading.parsed.tokens;
    let glued = |t: usize| t < tokens.len() && tokens[t].start == tokens[t - 1].end;
    let fronts = [
        "anti", "pro", "non", "post", "pre", "ex", "mid", "pan", "neo", "ultra", "trans", "inter", "sub",
        "co",
    ];
    glued(at + 1)
        && reading.is_mark(at + 1, &["-", "‐", "‑"])
        && glued(at + 2)
        && is_capital(reading, at + 2)
        && !is_function(reading, at + 2)
        && !reading.flags(at + 2).any(Flags::NATION)
        && !fronts.contains(&&*reading.word(at).folded)
}

/// *New York*, *Ivory Coast*: a place of several words.
fn begins_place(reading: &Reading<'_>, at: usize) -> bool {
    let place =
        |p: &&Phrase| p.fact.flags.any(Flags::PLACE) && p.tokens.range().all(|t| is_capital(reading, t));
    reading.phrases_at(at).any(|p| place(&p) && p.tokens.end > at + 1)
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
        Kind::Word if is_capital(reading, at) => {
            usize::from(joins(reading, at, headline) || !headline && is_odd_family_name(reading, start, at))
        }
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
            if (is_link(reading, at) || reading.str(at) == "on" && is_panel(reading, at - 1))
                && may_take_for(reading, at - 1)
                && next_is(at + 1)
            {
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
            "“" | "\"" | "‘" | "'" if !headline && !glued(at) => nickname(reading, at, limit),
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

/// *Dana “Dee” Holt*: how many tokens the nickname and the name behind it take; 0 for no such.
fn nickname(reading: &Reading<'_>, open: usize, limit: usize) -> usize {
    let part = |t: usize| t < limit && is_capital(reading, t) && joins(reading, t, false);
    let close = open + 1 + (open + 1..open + 3).take_while(|&t| part(t)).count();
    let closed = close > open + 1
        && close < limit
        && reading.is_mark(close, &["”", "\"", "’", "'"])
        && reading.parsed.tokens[close].start == reading.parsed.tokens[close - 1].end;
    let named = closed
        && part(close + 1)
        && reading.parsed.tokens[close + 1].start > reading.parsed.tokens[close].end;
    if named { close + 2 - open } else { 0 }
}

/// *said Al From, who*: a small word behind a given name, where no sentence goes on with it.
fn is_odd_family_name(reading: &Reading<'_>, start: usize, at: usize) -> bool {
    let word = reading.word(at);
    let next = at + 1;
    at == start + 1
        && reading.flags(start).any(Flags::GIVEN)
        && word.shape == Shape::Capital
        && !reading.flags(at).any(Flags::PRONOUN.or(Flags::DETERMINER).or(Flags::AUXILIARY))
        && (reading.is_mark(next, &[","])
            || next < reading.parsed.tokens.len() && reading.flags(next).any(Flags::CUE))
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
    let flags = reading.flags(token);
    // "Barbara Boxer of Ost" has a family name.
    let named = token > 0 && is_capital(reading, token - 1) && {
        let before = reading.flags(token - 1);
        before.any(Flags::GIVEN) && !before.any(Flags::ANY_COURTESY.or(Flags::OFFICE))
    };
    (flags.any(Flags::ORGANISATION_WORD) || flags.any(Flags::OFFICE) && !named) && is_capital(reading, token)
}

fn is_link(reading: &Reading<'_>, token: usize) -> bool {
    matches!(reading.str(token), "for" | "without" | "against" | "Without" | "Against")
}

/// *Commission on Human Rights*.
fn is_panel(reading: &Reading<'_>, token: usize) -> bool {
    matches!(
        &*reading.word(token).folded,
        "commission" | "council" | "committee" | "conference" | "panel" | "center" | "centre" | "institute"
    )
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

#[cfg(test)]
mod tests {
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;
    use crate::speaker::check;

    #[test]
    fn a_word_for_an_office_is_a_family_name_behind_a_form_of_address() {
        check("Dana Boxer waited. “We lost it,” Ms. Boxer said.", "Dana Boxer");
        check("Lena King waited. “We lost it,” Sen. King said.", "Lena King");
        check("“We lost it, Mr. President,” said Mira Holt.", "Mira Holt");
    }

    #[test]
    fn initials_nicknames_and_double_names_are_kept_whole() {
        check("They ruled. J. Gerald Orth, a judge, said: “The winds have changed.”", "J. Gerald Orth");
        check("Jon “Chip” Manrique sat. “I cried the whole day,” he said.", "Jon “Chip” Manrique");
        check("“We won it by a mile,” said Al From, who was there.", "Al From");
        check("It failed. “We will fight on,” Okas-Cortina said.", "Okas-Cortina");
        check("“We will fight on,” Smith-Orth told reporters.", "Smith-Orth");
        check("“It is late,” Anti-Holt campaigner Mira Renn said.", "Mira Renn");
        check("The Commission on Harbour Rights said: “It is late.”", "Commission on Harbour Rights");
    }

    #[test]
    fn a_place_or_body_that_begins_with_new_or_free_keeps_its_first_word() {
        check("“It is late,” New Zealand said.", "New Zealand");
        check(
            "She heard it in New Zealand. “It is late,” said Mira Holt of New Zealand, who was there.",
            "Mira Holt",
        );
        check("He asked the Weather Bureau. “It is late,” the Weather Bureau said.", "Weather Bureau");
    }

    #[test]
    fn a_name_behind_a_body_or_a_title_in_small_letters_is_a_person() {
        check("“It is late,” New Zealand Harbour Agency Mira Holt said.", "Mira Holt");
        check("Democratic presidential candidate Mira Holt said: “It is late.”", "Mira Holt");
        check("“It is late,” said Lake Louise Inn.", "Lake Louise Inn");
    }

    #[test]
    fn what_describes_a_name_or_completes_it_does_not_speak() {
        check("“It is late,” said White House press secretary Dan Carrow.", "Dan Carrow");
        check("“It is late,” said Florida-based lawyer Mira Holt.", "Mira Holt");
        check("“It is late,” said Dan Carrow. President Mira Holt left.", "Dan Carrow");
        check("“It is late,” said Mira Holt of Derry, N.H., who had come by boat.", "Mira Holt");
        check("“It is late,” said Mira Holt, a founder of the Harbour Institute.", "Mira Holt");
    }

    #[test]
    fn words_that_are_said_to_be_somebodys_are_theirs() {
        check("“Let it go,” was the verdict of President Dan Carrow.", "Dan Carrow");
        check("A letter from Mira Holt said: “It is late.”", "Mira Holt");
        check(
            "The minister accused Karsovia of “coercion by patrol boat.” “It seeks waters,” Renn argued.",
            "Renn",
        );
    }

    #[test]
    fn a_mayor_called_guardian_is_no_newspaper() {
        let text = "“We lost it,” said Harbour City Mayor Dan Guardian.";
        let tools = Tools::builtin().expect("built-in files parse");
        let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
        let kinds: Vec<_> = analysis.findings.iter().filter_map(|f| f.speaker().map(|s| s.kind)).collect();
        assert_eq!(kinds, [crate::speaker::Type::Person]);
    }
}
