//! Which mentions of an article are one speaker, and under which name.
//!
//! Names come together by family name, or by first name where that is how the article goes
//! on (*Kim Jong Un* … *Kim*); two people of one surname stay apart. Descriptions are
//! resolved by what the article said of a name before, pronouns by gender and nearness.
//! Whatever stays open keeps its own words as its name.

use super::roles::{self, Roles};
use super::{Gender, Make, Mention, Speaker, Type};
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, fold};
use std::collections::HashMap;
use std::sync::Arc;

/// One somebody of the article, while it is being put together.
#[derive(Clone, Debug)]
struct Entity {
    kind: Type,
    doubtful: bool,
    gender: Gender,
    /// Distinct names, folded into words.
    names: Vec<Vec<Box<str>>>,
    /// The mention with the fullest name.
    fullest: usize,
    roles: Roles,
    mentions: usize,
    last: usize,
}

impl Entity {
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
            last: m,
        }
    }
}

/// Puts the mentions together and gives each its speaker.
pub fn resolve(reading: &Reading<'_>, mentions: &mut [Mention]) -> Vec<Speaker> {
    let mut people = People { reading, entities: Vec::new(), of: HashMap::default() };
    let names: Vec<usize> = (0..mentions.len()).filter(|&m| mentions[m].make == Make::Name).collect();
    let words: HashMap<usize, Vec<Box<str>>> =
        names.iter().map(|&m| (m, name_words(reading, &mentions[m]))).collect();
    // Full names first, so that a surname in the headline finds the name that comes later;
    // and prose before headlines, where names run together with verbs.
    // Longer names before their shorter forms.
    let mut order = names;
    order.sort_by_key(|m| (mentions[*m].headline, std::cmp::Reverse(words[m].len()), *m));
    for m in order {
        people.name(m, mentions, &words[&m]);
    }
    for m in 0..mentions.len() {
        match mentions[m].make {
            Make::Name => {}
            Make::Nominal => people.nominal(m, mentions),
            Make::Pronoun => people.pronoun(m, mentions),
        }
        if let Some(&entity) = people.of.get(&m) {
            people.entities[entity].last = m;
        }
    }
    for (m, mention) in mentions.iter_mut().enumerate() {
        mention.speaker = people.of.get(&m).copied();
    }
    people.entities.iter().map(|e| people.speaker(e, mentions)).collect()
}

/// The words of a name as they are compared: folded, hyphens split, stops gone.
fn name_words(reading: &Reading<'_>, mention: &Mention) -> Vec<Box<str>> {
    let words = mention.core.range().filter(|&t| reading.parsed.tokens[t].kind == Kind::Word);
    words.map(|t| fold::plain(reading.str(t)).replace('.', "").into()).collect()
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// The family name as Western order has it: the last word that is no suffix.
fn last_word(words: &[Box<str>]) -> &str {
    words.iter().rev().find(|w| !is_suffix(w)).map_or("", |w| w)
}

struct People<'a> {
    reading: &'a Reading<'a>,
    entities: Vec<Entity>,
    of: HashMap<usize, usize, foldhash::fast::FixedState>,
}

impl People<'_> {
    fn name(&mut self, m: usize, mentions: &[Mention], words: &[Box<str>]) {
        let mention = &mentions[m];
        if words.is_empty() {
            return;
        }
        let found = if words.len() > 1 {
            self.same_full_name(mention, words)
        } else {
            self.by_one_word(mention, &words[0])
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
        if !this.names.iter().any(|n| **n == *words) {
            this.names.push(words.to_vec());
        }
        let fullness = |m: &Mention| (!m.headline, m.core.end - m.core.start);
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
        this.mentions += 1;
        this.roles.add(&roles);
        self.of.insert(m, entity);
    }

    fn same_full_name(&self, mention: &Mention, words: &[Box<str>]) -> Option<usize> {
        let fits = |e: &Entity| {
            (e.kind == mention.kind || e.doubtful || mention.doubtful)
                && !e.gender.clashes(mention.gender)
                && e.names
                    .iter()
                    .any(|n| if mention.kind == Type::Person { same_person(n, words) } else { **n == *words })
        };
        self.entities.iter().position(fits)
    }

    /// A single word: the family name of somebody, or the first.
    fn by_one_word(&self, mention: &Mention, word: &str) -> Option<usize> {
        let best = |fits: &dyn Fn(&Entity) -> bool| {
            let fitting = self
                .entities
                .iter()
                .enumerate()
                .filter(|(_, e)| fits(e) && !e.gender.clashes(mention.gender));
            fitting.max_by_key(|(at, e)| (e.mentions, std::cmp::Reverse(*at))).map(|(at, _)| at)
        };
        let full = |e: &Entity, by: &dyn Fn(&[Box<str>]) -> bool| e.names.iter().any(|n| by(n));
        let person = |e: &Entity| e.kind == Type::Person;
        best(&|e| person(e) && full(e, &|n| n.len() > 1 && last_word(n) == word))
            .or_else(|| best(&|e| full(e, &|n| n.len() == 1 && *n[0] == *word)))
            .or_else(|| best(&|e| person(e) && full(e, &|n| n.len() > 1 && *n[0] == *word)))
            .or_else(|| self.by_acronym(word))
            .or_else(|| self.by_last_of_organisation(mention, word))
    }

    /// *IAEA* for the International Atomic Energy Agency.
    fn by_acronym(&self, word: &str) -> Option<usize> {
        let initials = |n: &Vec<Box<str>>| {
            let small = |w: &str| matches!(w, "of" | "the" | "for" | "and");
            n.iter().filter(|w| !small(w)).filter_map(|w| w.chars().next()).collect::<String>()
        };
        (word.len() > 2).then_some(())?;
        self.entities.iter().position(|e| {
            e.kind == Type::Organisation && e.names.iter().any(|n| n.len() > 1 && initials(n) == word)
        })
    }

    /// *the Post* after *The Washington Post*.
    fn by_last_of_organisation(&self, mention: &Mention, word: &str) -> Option<usize> {
        let organisation = self.reading.flags(mention.head).any(Flags::ORGANISATION_WORD);
        let ends = |e: &Entity| {
            e.kind == Type::Organisation && e.names.iter().any(|n| n.len() > 1 && last_word(n) == word)
        };
        organisation.then(|| self.entities.iter().position(ends)).flatten()
    }

    /// *the Russian leader*: somebody of whom the article said so, else its own words.
    fn nominal(&mut self, m: usize, mentions: &[Mention]) {
        let mention = &mentions[m];
        let apposed = (m + 1..mentions.len().min(m + 4)).find(|&n| {
            mentions[n].make == Make::Name && roles::apposed_before(self.reading, mentions, n) == Some(m)
        });
        let apposed = apposed.or_else(|| self.apposed_after(m, mentions));
        let first = self.reading.word(mention.tokens.start).folded.clone();
        let definite =
            matches!(&*first, "the" | "this" | "that") || self.reading.fact(mention.tokens.start).nation > 0;
        let found = match apposed {
            Some(name) => self.of.get(&name).copied(),
            None if definite && mention.kind == Type::Unnamed => self.described_as(m, mentions),
            None => None,
        };
        let found = found.or_else(|| self.same_description(mention, mentions));
        let entity = found.unwrap_or_else(|| {
            self.entities.push(Entity { doubtful: false, ..Entity::new(m, mention) });
            self.entities.len() - 1
        });
        self.entities[entity].mentions += 1;
        self.of.insert(m, entity);
    }

    /// *Holt, a farmer from Ost*: the name right before the comma.
    fn apposed_after(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let mention = &mentions[m];
        let start = mention.tokens.start;
        if start < 2
            || mention.plural
            || mention.kind != Type::Unnamed
            || !self.reading.is_mark(start - 1, &[","])
        {
            return None;
        }
        let person = |n: &usize| mentions[*n].make == Make::Name && mentions[*n].kind == Type::Person;
        (0..m).rev().take(4).find(|n| mentions[*n].tokens.end == start - 1 && person(n))
    }

    /// The latest person whose roles and nations agree with the description.
    fn described_as(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let mention = &mentions[m];
        let said = roles::described(self.reading, mention.tokens);
        let head = roles::whole(&self.reading.word(mention.head).folded);
        let gendered = matches!(head, "man" | "woman");
        let recent: Vec<usize> = (0..m).rev().filter_map(|n| self.of.get(&n).copied()).collect();
        let fits = |e: &Entity| {
            let noun = e.roles.nouns.contains(head) || (head == "leader" && e.roles.leads()) || gendered;
            let nation = said.nations.iter().all(|n| e.roles.nations.contains(n));
            // "the union president" of the one who leads the union, not of any president.
            let words = said.words.is_empty()
                || said.words.iter().any(|w| e.roles.words.contains(w))
                || !said.nations.is_empty();
            let known = e.roles.nouns.contains(head) || roles::is_leader(head) && e.roles.leads();
            e.kind == Type::Person
                && !e.gender.clashes(mention.gender)
                && noun
                && nation
                && words
                && (known || !gendered || e.gender == mention.gender)
        };
        // Roles may be told later in the article (a headline comes first), so nearness counts
        // among those met so far, and the rest follow in order.
        recent.iter().copied().chain(0..self.entities.len()).find(|&e| fits(&self.entities[e]))
    }

    /// The same words again; or *the official* after *a senior Sarrowan official*.
    fn same_description(&self, mention: &Mention, mentions: &[Mention]) -> Option<usize> {
        let text = |m: &Mention| description(self.reading, m);
        let this = text(mention);
        let short = mention.tokens.end - mention.tokens.start == 2
            && matches!(&*self.reading.word(mention.tokens.start).folded, "the" | "this" | "that");
        let head = |m: &Mention| &self.reading.word(m.head).folded;
        let nominal = |e: &Entity| {
            mentions[e.fullest].make == Make::Nominal && mentions[e.fullest].kind == mention.kind
        };
        let found = self.entities.iter().position(|e| nominal(e) && text(&mentions[e.fullest]) == this);
        found.or_else(|| {
            let alike = |e: &Entity| short && nominal(e) && head(&mentions[e.fullest]) == head(mention);
            self.entities.iter().rposition(alike)
        })
    }

    /// *he*, *she*: the nearest person of that gender, one who already speaks first; *they*
    /// and *it*: the nearest group or body; *who*: what stands right before.
    fn pronoun(&mut self, m: usize, mentions: &[Mention]) {
        let mention = &mentions[m];
        if mention.quoted {
            return;
        }
        let flags = self.reading.flags(mention.head);
        let found = match () {
            () if flags.any(Flags::HE_SHE) => self
                .antecedent(m, mentions, |e, o| matches!(e.kind, Type::Person | Type::Unnamed) && !o.plural),
            () if flags.any(Flags::THEY) => {
                self.antecedent(m, mentions, |e, o| o.plural || e.kind == Type::Group)
            }
            () if flags.any(Flags::IT) => self.antecedent(m, mentions, |e, _| {
                matches!(e.kind, Type::Organisation | Type::Document | Type::Place)
            }),
            () if flags.any(Flags::WHO) => self.relative(m, mentions),
            () if flags.any(Flags::I.or(Flags::WE)) => Some(self.author(m, mentions)),
            () => None,
        };
        if let Some(entity) = found {
            if self.entities[entity].gender == Gender::Unknown {
                self.entities[entity].gender = mention.gender;
            }
            self.of.insert(m, entity);
        }
    }

    /// *I*, *we* outside quotation marks: whoever writes.
    fn author(&mut self, m: usize, mentions: &[Mention]) -> usize {
        let known = self.entities.iter().position(|e| mentions[e.fullest].make == Make::Pronoun);
        known.unwrap_or_else(|| {
            self.entities.push(Entity { kind: Type::Unnamed, ..Entity::new(m, &mentions[m]) });
            self.entities.len() - 1
        })
    }

    fn relative(&self, m: usize, mentions: &[Mention]) -> Option<usize> {
        let start = mentions[m].tokens.start;
        let before = |n: &usize| {
            let end = mentions[*n].tokens.end;
            end == start || end + 1 == start && self.reading.is_mark(end, &[","])
        };
        (0..m).rev().take(6).find(before).and_then(|n| self.of.get(&n).copied())
    }

    fn antecedent(
        &self,
        m: usize,
        mentions: &[Mention],
        fits: impl Fn(&Entity, &Mention) -> bool,
    ) -> Option<usize> {
        let mention = &mentions[m];
        let parsed = self.reading.parsed;
        let sentence = parsed.sentence_of(mention.head);
        let paragraph = parsed.paragraph_of(mention.head);
        let mut best: Option<(i32, usize)> = None;
        for n in (0..m).rev() {
            let other = &mentions[n];
            let Some(&entity) = self.of.get(&n) else { continue };
            let away = sentence - parsed.sentence_of(other.head);
            if away > 12 {
                break;
            }
            let known = &self.entities[entity];
            if other.quoted || known.gender.clashes(mention.gender) || !fits(known, other) {
                continue;
            }
            let mut score = -3 * away as i32 - 4 * (paragraph - parsed.paragraph_of(other.head)) as i32;
            score += 6 * i32::from(is_subject(self.reading, other));
            score += 4 * i32::from(known.gender == mention.gender);
            score += 3 * i32::from(other.make == Make::Pronoun);
            score -= 5 * i32::from(other.possessor || other.modifier);
            score -= 4 * i32::from(known.doubtful);
            score -= 6 * i32::from(known.kind == Type::Unnamed);
            score += (known.mentions.min(4)) as i32;
            if best.is_none_or(|(top, _)| score > top) {
                best = Some((score, entity));
            }
        }
        best.map(|(_, entity)| entity)
    }

    fn speaker(&self, entity: &Entity, mentions: &[Mention]) -> Speaker {
        let mention = &mentions[entity.fullest];
        let name = match mention.make {
            Make::Name => clean(self.reading.parsed.span(mention.core).of(self.reading.parsed.text)),
            Make::Pronoun => "the author".into(),
            Make::Nominal => description(self.reading, mention),
        };
        let key = match mention.make {
            Make::Name => name_words(self.reading, mention).join(" "),
            _ => fold::plain(&name),
        };
        Speaker { key: key.into(), name: Arc::from(name), kind: entity.kind }
    }
}

/// One line, single spaces.
fn clean(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // The stop of "Jr." and "U.S." is theirs; any other is the sentence's.
    let own = line.ends_with("Jr.") || line.ends_with("Sr.") || line.trim_end_matches('.').contains('.');
    if own { line } else { line.trim_end_matches('.').to_string() }
}

/// The words of a description as a report prints them.
fn description(reading: &Reading<'_>, mention: &Mention) -> String {
    let text = clean(reading.parsed.span(mention.tokens).of(reading.parsed.text));
    let mut letters = text.chars();
    let first = letters.next().map(|c| {
        if reading.flags(mention.tokens.start).any(Flags::DETERMINER) { c.to_ascii_lowercase() } else { c }
    });
    first.into_iter().chain(letters).collect()
}

/// Two full names of one person: equal, or one leaves out or abbreviates what the other says.
fn same_person(a: &[Box<str>], b: &[Box<str>]) -> bool {
    if a == b {
        return true;
    }
    let suffix = |n: &[Box<str>]| n.iter().find(|w| is_suffix(w)).cloned();
    if suffix(a).zip(suffix(b)).is_some_and(|(x, y)| x != y) || suffix(a).is_some() != suffix(b).is_some() {
        return false;
    }
    // "de la Cruz Moya" after "Inés de la Cruz Moya".
    if a.len() > 1 && b.ends_with(a) || b.len() > 1 && a.ends_with(b) {
        return true;
    }
    if a.len() < 2 || b.len() < 2 || last_word(a) != last_word(b) {
        return false;
    }
    let initial = |x: &str, y: &str| x.len() == 1 && y.starts_with(x);
    let first = *a[0] == *b[0] || initial(&a[0], &b[0]) || initial(&b[0], &a[0]);
    // "Donald Trump" in "Donald John Trump"; "Jong Un" is no "Kim Jong Un" of another family.
    first && middle_agrees(a, b)
}

fn middle_agrees(a: &[Box<str>], b: &[Box<str>]) -> bool {
    let middle = |n: &[Box<str>]| -> Vec<char> {
        let inner = &n[1..n.len() - 1];
        inner.iter().filter(|w| !is_suffix(w)).filter_map(|w| w.chars().next()).collect()
    };
    let (a, b) = (middle(a), middle(b));
    a.is_empty() || b.is_empty() || a == b
}

/// Whether the mention begins its clause: nothing but an opening or an adverb before it.
fn is_subject(reading: &Reading<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.start;
    if start == 0 {
        return true;
    }
    let sentence = reading.parsed.sentences[reading.parsed.sentence_of(start)];
    let before = start - 1;
    if start == sentence.start || reading.parsed.tokens[before].kind == Kind::Mark {
        return !reading.is_mark(before, &["(", "-"]);
    }
    let flags = reading.flags(before);
    let after_cue =
        flags.any(Flags::SAY) && before > sentence.start && !reading.parsed.tokens[before - 1].is_word();
    flags.any(Flags::SUBORDINATOR.or(Flags::CONJUNCTION).or(Flags::ADVERB)) || after_cue
}
