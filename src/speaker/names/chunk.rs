//! Tells a run of name words apart into titles and a name, and says what kind of name it is.

use super::{is_acronym, is_link, may_take_for};
use crate::lexicon::Reading;
use crate::lexicon::facts::{Flags, Phrase};
use crate::speaker::{Gender, Identity, Make, Mention, Type};
use crate::text::{Kind, Range, Shape};

const NAME_FOLLOWS: [&str; 9] = ["mr", "mrs", "ms", "miss", "mx", "dr", "sen", "rep", "gov"];

/// A run of name words, to be told apart into titles and a name.
pub(super) struct Chunk<'a> {
    pub(super) reading: &'a Reading<'a>,
    pub(super) range: Range,
    pub(super) phrases: &'a [Phrase],
    pub(super) sentence: Range,
    pub(super) headline: bool,
}

impl Chunk<'_> {
    pub(super) fn mention(&self) -> Option<Mention> {
        let reading = self.reading;
        if self.opens_title() {
            return None;
        }
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
            } else if self.is_addressed() {
                core.start = self.range.end - 1;
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
            // "It drew Dana Holt here": what stands in front need not be a title.
            let flags = reading.flags(token);
            if token >= before || flags.any(Flags::TITLE.or(Flags::PERSON)) {
                title_flags = title_flags.or(flags);
            }
        }
        let (kind, doubtful) = self.kind(&words, title_flags, titled);
        if kind == Type::Place && words.len() == 1 && self.describes(last) {
            return None;
        }
        let gender = match Gender::of(Flags::NONE.or(title_flags)) {
            // A single word may be a family name that is also a given name.
            Gender::Unknown if words.len() > 1 && !self.is_double(first) => Gender::of(reading.flags(first)),
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

    /// *Mark-Viverito* is a family name, and no Mark.
    fn is_double(&self, first: usize) -> bool {
        let next = &self.reading.parsed.tokens[first + 1..];
        next.first().is_some_and(|t| t.start == self.reading.parsed.tokens[first].end)
            && self.reading.is_mark(first + 1, &["-", "‐", "‑"])
    }

    /// *Ms. Boxer*, *Sen. King*: a name follows these, though its word is a title elsewhere.
    /// "Mr. President" is said to somebody, within quotation marks.
    fn is_addressed(&self) -> bool {
        let reading = self.reading;
        let Range { start, end } = self.range;
        let last = reading.word(end - 1);
        let stop = usize::from(end > start + 1 && reading.is_mark(start + 1, &["."]));
        end - start == 2 + stop
            && NAME_FOLLOWS.contains(&&*reading.word(start).folded)
            && reading.parsed.tokens[end - 1].is_word()
            && !last.abbreviation
            && !reading.is_quoted(start)
    }

    /// *Democratic* in *Democratic presidential candidate Mira Holt*: a title that goes on small.
    fn opens_title(&self) -> bool {
        let longer = |p: &Phrase| p.tokens.start == self.range.start && p.tokens.end > self.range.end;
        self.phrases.iter().any(|p| p.fact.flags.any(Flags::TITLE) && longer(p))
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
        // "Senator Barbara Boxer": an office behind a given name is a family name.
        let before = token.checked_sub(1).filter(|&t| t >= self.range.start);
        let family = token + 1 == self.range.end
            && before.map(|t| self.reading.flags(t)).is_some_and(|f| {
                f.any(Flags::GIVEN)
                    && !f.any(Flags::ANY_COURTESY.or(Flags::OFFICE).or(Flags::ORGANISATION_WORD))
            });
        let organisation = |t: usize| {
            t != token
                && self.reading.flags(t).any(Flags::ORGANISATION_WORD)
                && !self.reading.flags(t).any(Flags::TITLE)
        };
        given || family || (closes && self.range.range().any(organisation))
    }

    /// Drops nationalities, parties and role nouns in front of a name.
    fn without_modifiers(&self, core: Range) -> usize {
        let reading = self.reading;
        let last = |of: Flags| core.range().rev().find(|&t| reading.flags(t).any(of));
        let (given, organisation) = (last(Flags::GIVEN), last(Flags::ORGANISATION_WORD));
        let mut start = core.start;
        while start + 1 < core.end {
            let flags = reading.flags(start);
            let opens = start == self.sentence.start && flags.any(Flags::OPENER);
            let modifier = (opens || flags.any(Flags::DEMONYM.or(Flags::PERSON).or(Flags::PEOPLE)))
                && !flags.any(Flags::GIVEN)
                && given > Some(start)
                && organisation <= Some(start);
            if !modifier || reading.str(start + 1) == "of" {
                break;
            }
            start += 1;
        }
        self.behind_body(Range::new(start, core.end)).unwrap_or(start)
    }

    /// *Harbour City Public Advocate Mira Holt*: where a person's name begins behind a body's
    /// or a place's. A family name of two words at most, and nothing of a body in it.
    fn behind_body(&self, core: Range) -> Option<usize> {
        // Two words of a body, a given name and a family name at least.
        if core.end - core.start < 4 {
            return None;
        }
        let reading = self.reading;
        let words: Vec<usize> =
            core.range().filter(|&t| reading.parsed.tokens[t].kind == Kind::Word).collect();
        let given = words.iter().rposition(|&t| {
            reading.flags(t).any(Flags::GIVEN) && !reading.flags(t).any(Flags::TITLE.or(Flags::PLACE))
        });
        let given = given.filter(|&at| at > 1 && (1..=2).contains(&(words.len() - 1 - at)))?;
        let (front, name) = words.split_at(given);
        let of_body = |t: &usize| reading.flags(*t).any(Flags::ORGANISATION_WORD.or(Flags::PLACE_WORD));
        let small = |t: &usize| !reading.word(*t).shape.is_capitalised();
        let place = |p: &Phrase| p.fact.flags.any(Flags::PLACE) && p.tokens.start == core.start;
        let long_place =
            self.phrases.iter().any(|p| place(p) && p.tokens.end > core.start + 1 && p.tokens.end <= name[0]);
        let last = front[front.len() - 1];
        // "Fort Wayne", "Hospital of Saint Agnes": what stands right in front belongs to it.
        let bound =
            small(&last) || reading.flags(last).any(Flags::PLACE_WORD) || reading.word(last).abbreviation;
        let body = front.iter().any(of_body) || long_place;
        (body && !bound && !name.iter().any(|t| of_body(t) || small(t))).then_some(name[0])
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
        // "the minister accused Karsovia", but "the accused Dan Carrow".
        let past = reading.flags(at - 1).any(Flags::CUE) && reading.word(at - 1).folded.ends_with("ed");
        let determined = at - 1 > self.sentence.start && reading.flags(at - 2).any(Flags::DETERMINER);
        if past && !determined {
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
        // "Mayor Don Guardian" is no newspaper.
        let officer = titled && given && words.len() == 2 && title.any(Flags::TITLE);
        let named_so = given && words.len() <= 3 && !is_organisation_end(reading, words);
        if organisation && !officer && !named_so {
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
