//! Which mentions of an article are one speaker, and under which name.
//!
//! Names come together by family name, or by first name where that is how the article goes
//! on (*Kim Jong Un* … *Kim*); two people of one surname stay apart. Descriptions are
//! resolved by what the article said of a name before, pronouns by gender and nearness.
//! Whatever stays open keeps its own words as its name.

mod bodies;
mod descriptions;
mod pronouns;
#[cfg(test)]
mod tests;

use super::full_names::{Name, same_person};
use super::known::{Known, MOST};
use super::printed::{clean, description};
use super::roles::{self, Roles};
use super::salience::{self, Place};
use super::surnames::Given;
use super::{Gender, Identity, Make, Mention, Speaker, Type, keys};
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Range, Shape};
use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

/// One somebody of the article, while it is being put together.
#[derive(Clone, Debug)]
struct Entity<'a> {
    kind: Type,
    doubtful: bool,
    gender: Gender,
    /// Distinct names.
    names: Vec<Name<'a>>,
    /// The mention with the fullest name.
    fullest: usize,
    roles: Roles<'a>,
    mentions: usize,
}

impl Entity<'_> {
    /// Somebody of whom only this mention is known.
    fn new(m: usize, mention: &Mention) -> Self {
        Self {
            kind: mention.kind,
            doubtful: mention.doubtful,
            gender: mention.gender,
            names: Vec::new(),
            fullest: m,
            roles: Roles::default(),
            mentions: 0,
        }
    }
}

/// Puts the mentions together and gives each the number of its speaker.
pub fn resolve<'a>(reading: &'a Reading<'a>, mentions: &mut [Mention]) -> People<'a> {
    let mut people = People::new(reading, mentions);
    let mut names: Vec<(usize, Name<'_>)> = (0..mentions.len())
        .filter(|&m| mentions[m].make == Make::Name)
        .map(|m| (m, Name::of(reading, &mentions[m])))
        .collect();
    // Full names first, so that a surname in the headline finds the name that comes later;
    // and prose before headlines, where names run together with verbs.
    // Longer names before their shorter forms.
    names.sort_by_key(|(m, name)| (mentions[*m].headline, Reverse(name.words.len()), *m));
    for (m, name) in names {
        people.name(m, mentions, name);
    }
    for m in 0..mentions.len() {
        match mentions[m].make {
            Make::Name => {}
            Make::Nominal => people.nominal(m, mentions),
            Make::Pronoun => people.pronoun(m, mentions),
        }
        if let Some(entity) = people.of[m] {
            people.met(entity);
        }
    }
    for (at, (mention, entity)) in mentions.iter_mut().zip(&people.of).enumerate() {
        mention.speaker = *entity;
        // "Hill" alone could be a place; after "Bo Hill" it is not.
        if let Some(entity) = entity.filter(|_| mention.make == Make::Name) {
            mention.kind = people.entities[entity].kind;
            mention.doubtful = people.entities[entity].doubtful;
        }
        mention.identity = people.identity(at, mention);
    }
    people
}

/// Somebody who is never called by more than one word.
fn is_family_name(entity: &Entity<'_>, mentions: &[Mention]) -> bool {
    let mention = &mentions[entity.fullest];
    let Range { start, end } = mention.core;
    entity.kind == Type::Person && mention.make == Make::Name && end - start == 1
}

/// A pronoun's antecedent that is so many points ahead of others is clear.
const CLEAR: i32 = 8;

/// Spellings of one name that are kept.
const MOST_NAMES: usize = 64;

type Hasher = foldhash::fast::FixedState;

/// Everybody whom an article mentions.
pub struct People<'a> {
    reading: &'a Reading<'a>,
    entities: Vec<Entity<'a>>,
    /// Where to look for an entity by its name.
    known: Known<'a>,
    /// Whoever writes, where *I* or *we* stands outside quotation marks.
    author: Option<usize>,
    /// The entity of each mention.
    of: Vec<Option<usize>>,
    /// The latest entities, in the order in which they were last met.
    recent: VecDeque<usize>,
    /// What stands in an entity's place by its description, and by the head noun alone.
    described: HashMap<(Type, String), usize, Hasher>,
    headed: HashMap<(Type, &'a str), usize, Hasher>,
    places: Vec<Place>,
    /// How far each pronoun's antecedent is ahead of the next likely, in points of nearness.
    leads: Vec<i32>,
    /// Full names of those whom the article calls by one word.
    given: OnceCell<Given>,
}

impl<'a> People<'a> {
    fn new(reading: &'a Reading<'a>, mentions: &[Mention]) -> Self {
        Self {
            reading,
            entities: Vec::new(),
            known: Known::default(),
            author: None,
            of: vec![None; mentions.len()],
            recent: VecDeque::new(),
            described: HashMap::default(),
            headed: HashMap::default(),
            places: salience::places(reading, mentions),
            leads: vec![i32::MAX; mentions.len()],
            given: OnceCell::new(),
        }
    }

    fn met(&mut self, entity: usize) {
        if let Some(at) = self.recent.iter().rposition(|&e| e == entity) {
            self.recent.remove(at);
        } else if self.recent.len() == MOST {
            self.recent.pop_front();
        }
        self.recent.push_back(entity);
    }

    fn name(&mut self, m: usize, mentions: &[Mention], name: Name<'a>) {
        let mention = &mentions[m];
        if name.words.is_empty() {
            return;
        }
        let found = if name.words.len() > 1 {
            self.same_full_name(mention, &name)
        } else {
            self.by_one_word(mention, name.words[0])
        };
        let roles = roles::around(self.reading, mentions, m);
        let entity = found.unwrap_or_else(|| {
            let mut entity = Entity::new(m, mention);
            if mention.kind == Type::Person && mention.gender == Gender::Unknown {
                entity.gender = Gender::of(self.reading.flags(mention.head));
            }
            self.entities.push(entity);
            self.entities.len() - 1
        });
        let this = &mut self.entities[entity];
        if this.names.len() < MOST_NAMES && !this.names.contains(&name) {
            self.known.add(entity, &name);
            this.names.push(name);
        }
        // A name in capitals throughout is printed so only where the article has no other.
        let small = |m: &Mention| self.reading.word(m.head).shape != Shape::Upper;
        let fullness = |m: &Mention| (!m.headline, m.core.end - m.core.start, small(m));
        if fullness(mention) > fullness(&mentions[this.fullest]) {
            this.fullest = m;
        }
        if this.gender == Gender::Unknown {
            this.gender = mention.gender;
        }
        if this.doubtful && !mention.doubtful {
            this.kind = mention.kind;
            this.doubtful = false;
        }
        // "The presiding judge, Anselm Torre": what has a role is somebody.
        this.doubtful &= mention.kind != Type::Person || roles.nouns.is_empty();
        this.mentions += 1;
        this.roles.add(&roles);
        self.of[m] = Some(entity);
    }

    fn same_full_name(&self, mention: &Mention, name: &Name<'_>) -> Option<usize> {
        let alike =
            |n: &Name<'_>| if mention.kind == Type::Person { same_person(n, name) } else { n == name };
        let fits = |e: &Entity<'_>| {
            (e.kind == mention.kind || e.doubtful || mention.doubtful)
                && !e.gender.clashes(mention.gender)
                && e.names.iter().any(alike)
        };
        let last = name.words.last().copied().unwrap_or_default();
        let first = |word: &str| self.known.by_word(word).find(|&e| fits(&self.entities[e]));
        let family = first(name.last);
        // "Holt Jr." may end as another does whose family name is another.
        let whole = if last == name.last { None } else { first(last) };
        family.into_iter().chain(whole).min()
    }

    /// A single word: the family name of somebody, or the first.
    fn by_one_word(&self, mention: &Mention, word: &str) -> Option<usize> {
        // Whoever is mentioned most, the first of them where several are.
        let (mut family, mut whole, mut given) = (None, None, None);
        for at in self.known.by_word(word) {
            let entity = &self.entities[at];
            if entity.gender.clashes(mention.gender) {
                continue;
            }
            let this = Some((entity.mentions, Reverse(entity.fullest), at));
            let keep = |best: &mut Option<_>| *best = this.max(*best);
            let person = entity.kind == Type::Person;
            for name in &entity.names {
                match name.words[..] {
                    [only] if only == word => keep(&mut whole),
                    [_] => {}
                    [first, ..] if person => {
                        if name.last == word {
                            keep(&mut family);
                        }
                        if first == word {
                            keep(&mut given);
                        }
                    }
                    _ => {}
                }
            }
        }
        let best = family.or(whole).or(given).map(|(.., at)| at);
        best.or_else(|| self.by_acronym(word)).or_else(|| self.by_last_of_organisation(mention, word))
    }

    /// *IAEA* for the International Atomic Energy Agency.
    fn by_acronym(&self, word: &str) -> Option<usize> {
        (word.len() > 2).then_some(())?;
        let organisation = |e: &usize| self.entities[*e].kind == Type::Organisation;
        self.known.by_initials(word).find(organisation)
    }

    /// *the Post* after *The Washington Post*.
    fn by_last_of_organisation(&self, mention: &Mention, word: &str) -> Option<usize> {
        let organisation = self.reading.flags(mention.head).any(Flags::ORGANISATION_WORD);
        let ends = |e: &Entity<'_>| {
            e.kind == Type::Organisation && e.names.iter().any(|n| n.words.len() > 1 && n.last == word)
        };
        organisation.then(|| self.known.by_word(word).find(|&e| ends(&self.entities[e]))).flatten()
    }

    /// *the Russian leader*: somebody of whom the article said so, else its own words.
    fn nominal(&mut self, m: usize, mentions: &[Mention]) {
        let mention = &mentions[m];
        let apposed = (m + 1..mentions.len().min(m + 4)).find(|&n| {
            mentions[n].make == Make::Name && roles::apposed_before(self.reading, mentions, n) == Some(m)
        });
        let apposed = apposed.or_else(|| self.apposed_after(m, mentions));
        let first = &*self.reading.word(mention.tokens.start).folded;
        let definite =
            matches!(first, "the" | "this" | "that") || self.reading.fact(mention.tokens.start).nation > 0;
        let found = match apposed {
            Some(name) => self.of[name],
            None if self.reading.flags(mention.head).any(Flags::OWN_WORDS) => self.owner(m, mentions),
            None if definite && mention.kind == Type::Unnamed => self.described_as(m, mentions),
            None if definite && mention.kind == Type::Organisation => self.body_described(m, mentions),
            None => None,
        };
        // "Xinhua, the state news agency": a word that could have been somebody's name.
        if let Some(body) = found.filter(|_| mention.kind == Type::Organisation) {
            let body = &mut self.entities[body];
            body.kind = if body.doubtful { Type::Organisation } else { body.kind };
            body.doubtful &= body.kind != Type::Organisation;
        }

        let (kind, head) = (mention.kind, &*self.reading.word(mention.head).folded);
        let mut words = (kind, String::new());
        let described = found.is_none() || apposed.is_some();
        if described {
            words.1 = description(self.reading, mention);
        }
        let found = found.or_else(|| self.same_description(mention, &words));
        // "her husband, Dan," is the one whom "her husband" means later.
        if let Some(entity) = found.filter(|_| apposed.is_some()) {
            self.headed.insert((kind, head), entity);
            self.described.insert((kind, std::mem::take(&mut words.1)), entity);
        }

        let entity = found.unwrap_or_else(|| {
            self.described.insert(words, self.entities.len());
            self.headed.insert((kind, head), self.entities.len());
            self.entities.push(Entity { doubtful: false, ..Entity::new(m, mention) });
            self.entities.len() - 1
        });
        // A label tells an office better than what it is called in speech: *Madam President*.
        if mention.headline && mentions[self.entities[entity].fullest].make == Make::Nominal {
            self.entities[entity].fullest = m;
        }
        self.entities[entity].mentions += 1;
        self.of[m] = Some(entity);
    }

    /// *Holt's letter*, *a letter from Holt*, *his reply*: what is said in them is said by whose
    /// they are.
    fn owner(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let tokens = mentions[m].tokens;
        let within = |n: &usize| {
            let other = &mentions[*n];
            *n != m && other.possessor && tokens.start <= other.tokens.start && other.tokens.end < tokens.end
        };
        let near = m.saturating_sub(4)..mentions.len().min(m + 4);
        if let Some(n) = near.rev().find(within) {
            return self.of[n];
        }
        let by = tokens.end < self.reading.parsed.tokens.len()
            && matches!(self.reading.str(tokens.end), "of" | "from" | "by");
        let next = |n: &usize| {
            let other = &mentions[*n];
            other.make == Make::Name && other.kind != Type::Place && other.tokens.start == tokens.end + 1
        };
        if let Some(n) = (m + 1..mentions.len().min(m + 3)).find(next).filter(|_| by) {
            return self.of[n];
        }
        let flags = self.reading.flags(tokens.start);
        let his = flags.any(Flags::HE) || flags.any(Flags::SHE);
        if !his || mentions[m].quoted {
            return None;
        }
        let gender = if flags.any(Flags::HE) { Gender::Male } else { Gender::Female };
        self.antecedent(m, gender, mentions, |e, o| e.kind == Type::Person && !o.plural).map(|found| found.0)
    }

    /// How surely the mention tells its entity.
    fn identity(&self, m: usize, mention: &Mention) -> Identity {
        let person = self.of[m].is_some_and(|e| self.entities[e].kind == Type::Person);
        match mention.make {
            Make::Nominal => Identity::Description,
            Make::Name if person && !mention.doubtful => Identity::Name,
            Make::Name => Identity::DoubtfulName,
            Make::Pronoun if !person => Identity::PronounOfThing,
            Make::Pronoun if self.leads[m] < CLEAR => Identity::RivalledPronoun,
            Make::Pronoun => Identity::ClearPronoun,
        }
    }

    /// Whether a description has a name in it.
    fn holds_name(&self, mention: &Mention) -> bool {
        let sentence = self.reading.parsed.sentences[self.reading.parsed.sentence_of(mention.head)];
        mention.tokens.range().any(|t| t > sentence.start && self.reading.fact(t).capital)
    }

    /// How many they are.
    pub fn count(&self) -> usize {
        self.entities.len()
    }

    fn given(&self, mentions: &[Mention]) -> &Given {
        self.given.get_or_init(|| {
            let alone = |e: &Entity<'_>| is_family_name(e, mentions).then(|| mentions[e.fullest].head);
            Given::before(self.reading, self.entities.iter().filter_map(alone))
        })
    }

    /// One of them, under the fullest name; `mentions` are those that were resolved.
    pub(super) fn speaker(&self, entity: usize, mentions: &[Mention]) -> Speaker {
        let entity = &self.entities[entity];
        let mention = &mentions[entity.fullest];
        let name = match mention.make {
            Make::Name => {
                let full = is_family_name(entity, mentions)
                    .then(|| self.given(mentions).full(self.reading, mention.head, entity.gender))
                    .flatten();
                let name = full.unwrap_or(mention.core);
                clean(&self.reading.parsed.on_one_line(name, self.reading.vocabulary))
            }
            Make::Pronoun => "the author".into(),
            Make::Nominal => description(self.reading, mention),
        };
        // "the company" is another one in every article; "the Holt campaign" says whose it is.
        let anybody = mention.make == Make::Nominal && !self.holds_name(mention);
        let kind = if anybody && entity.kind == Type::Organisation { Type::Group } else { entity.kind };
        Speaker { key: keys::of(&name, kind).into(), name: Arc::from(name), kind }
    }
}
