//! Whom a pronoun means: by gender and nearness.

use super::{Entity, MOST, People};
use crate::lexicon::facts::Flags;
use crate::speaker::{Gender, Make, Mention, Type};

/// Tokens between what stands in front of a clause and its subject.
const FRONTED: usize = 30;

impl People<'_> {
    /// *he*, *she*: the nearest person of that gender, one who already speaks first; *they*
    /// and *it*: the nearest group or body; *who*: what stands right before.
    pub(super) fn pronoun(&mut self, m: usize, mentions: &[Mention]) {
        let mention = &mentions[m];
        if mention.quoted {
            return;
        }
        let flags = self.reading.flags(mention.head);
        let found = match () {
            () if flags.any(Flags::HE_SHE) => self.antecedent(m, mention.gender, mentions, |e, o| {
                matches!(e.kind, Type::Person | Type::Unnamed) && !o.plural
            }),
            () if flags.any(Flags::THEY) => {
                self.antecedent(m, mention.gender, mentions, |e, o| o.plural || e.kind == Type::Group)
            }
            () if flags.any(Flags::IT) => self.antecedent(m, mention.gender, mentions, |e, o| {
                let body_like = e.doubtful && e.names.iter().any(|n| n.words.len() > 1);
                (body_like || matches!(e.kind, Type::Organisation | Type::Document | Type::Place))
                    && !o.plural
                    && !self.is_fronted(o, mention)
            }),
            () if flags.any(Flags::WHO) => self.relative(m, mentions).map(|entity| (entity, i32::MAX)),
            () if flags.any(Flags::I.or(Flags::WE)) => Some((self.author(m, mentions), i32::MAX)),
            () => None,
        };
        if let Some((entity, lead)) = found {
            self.leads[m] = lead;
            if self.entities[entity].gender == Gender::Unknown {
                self.entities[entity].gender = mention.gender;
            }
            self.of[m] = Some(entity);
        }
    }

    /// *In a statement, it said*: the statement is where, and not who.
    fn is_fronted(&self, document: &Mention, pronoun: &Mention) -> bool {
        let (start, end) = (document.tokens.start, document.tokens.end);
        document.kind == Type::Document
            && start > 0
            && pronoun.head - end.min(pronoun.head) <= FRONTED
            && self.reading.flags(start - 1).any(Flags::PREPOSITION)
            && self.reading.parsed.sentence_of(start) == self.reading.parsed.sentence_of(pronoun.head)
            && (end..pronoun.head).all(|t| !self.reading.flags(t).any(Flags::CUE.or(Flags::AUXILIARY)))
    }

    /// *I*, *we* outside quotation marks: whoever writes.
    fn author(&mut self, m: usize, mentions: &[Mention]) -> usize {
        *self.author.get_or_insert_with(|| {
            self.entities.push(Entity { kind: Type::Unnamed, ..Entity::new(m, &mentions[m]) });
            self.entities.len() - 1
        })
    }

    fn relative(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let start = mentions[m].tokens.start;
        let before = |n: &usize| {
            let end = mentions[*n].tokens.end;
            end == start || end + 1 == start && self.reading.is_mark(end, &[",", "-", "–", "—"])
        };
        let n = (0..m).rev().take(6).find(before)?;
        self.of[self.completed_by(n, mentions).unwrap_or(n)]
    }

    /// *Mira Holt of Ost*, *of Ost, Westmark*: what such a place completes; it is never the one
    /// *who* stands for.
    fn completed_by(&self, n: usize, mentions: &[Mention]) -> Option<usize> {
        let ends_before = |token: usize, back: usize| {
            (0..n).rev().take(back).find(|&h| {
                let end = mentions[h].tokens.end;
                end == token || end + 1 == token && self.reading.is_mark(end, &["."])
            })
        };
        let person = |m: &Mention| m.kind == Type::Person && !m.doubtful;
        let last = &mentions[n];
        let mut place = last;
        if person(place) || place.make != Make::Name {
            return None;
        }
        let comma = place.tokens.start.checked_sub(1)?;
        if self.reading.is_mark(comma, &[","])
            && let Some(town) = ends_before(comma, 3)
        {
            place = &mentions[town];
        }
        let of = place.tokens.start.checked_sub(1)?;
        let sure = place.kind == Type::Place || mentions[n].kind == Type::Place;
        let of_place = self.reading.parsed.tokens[of].is_word()
            && matches!(self.reading.str(of), "of" | "from" | "in")
            && (place.head != last.head || !person(place));
        // "a friend of Carrow, who": of two that could be meant, the nearer.
        let whole = ends_before(of, 4).filter(|_| of_place)?;
        (mentions[whole].make == Make::Name || sure || self.reading.str(of) == "from").then_some(whole)
    }

    pub(super) fn antecedent(
        &self,
        m: usize,
        gender: Gender,
        mentions: &[Mention],
        fits: impl Fn(&Entity<'_>, &Mention) -> bool,
    ) -> Option<(usize, i32)> {
        let here = &self.places[m];
        let mut best: Option<(i32, usize)> = None;
        let mut rival: Option<i32> = None;
        for n in (0..m).rev().take(MOST) {
            let other = &mentions[n];
            let Some(entity) = self.of[n] else { continue };
            let there = &self.places[n];
            if here.is_beyond(there) {
                break;
            }
            let known = &self.entities[entity];
            if other.quoted || known.gender.clashes(gender) || !fits(known, other) {
                continue;
            }
            let mut score = here.nearness(there, other);
            score += 4 * i32::from(known.gender == gender);
            score -= 4 * i32::from(known.doubtful);
            score -= 6 * i32::from(known.kind == Type::Unnamed);
            score += (known.mentions.min(4)) as i32;
            match best {
                Some((top, who)) if score <= top => {
                    if who != entity {
                        rival = rival.max(Some(score));
                    }
                }
                Some((top, who)) => {
                    if who != entity {
                        rival = Some(top);
                    }
                    best = Some((score, entity));
                }
                None => best = Some((score, entity)),
            }
        }
        let lead = |top: i32| rival.map_or(i32::MAX, |r| top - r);
        best.map(|(top, entity)| (entity, lead(top)))
    }
}
