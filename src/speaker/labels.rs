//! The labels of a script as mentions: *HOLT*, *SEN. MIRA HOLT*, *THE PRESIDENT*, *AP*.
//!
//! What stands in a label is known to name a speaker, so that capitals, datelines and
//! sentence starts need no care. Whose words follow is decided in `attribution`.

use super::{Gender, Identity, Make, Mention, Type};
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range, Shape, Span};
use std::collections::HashSet;

/// Adds a mention for each label, in place of what was found there.
pub(super) fn add(reading: &Reading<'_>, labels: &[Span], found: &mut Vec<Mention>) {
    let labels: Vec<Range> = labels.iter().map(|&l| reading.parsed.tokens_in(l)).collect();
    found.retain(|m| {
        let at = labels.partition_point(|l| l.end <= m.tokens.start);
        labels.get(at).is_none_or(|l| m.tokens.end <= l.start)
    });
    let full = |m: &&Mention| m.make == Make::Name && m.core.end - m.core.start > 1;
    let names: HashSet<&str> = found.iter().filter(full).map(|m| &*reading.word(m.head).plain).collect();
    let named: Vec<Mention> = labels.iter().filter_map(|&l| mention(reading, l, &names)).collect();
    found.extend(named);
}

/// A name behind its titles, or an office without one. Letters are neither: `Q`, `A`.
fn mention(reading: &Reading<'_>, label: Range, names: &HashSet<&str>) -> Option<Mention> {
    let tokens = &reading.parsed.tokens;
    let words: Vec<usize> = label.range().filter(|&t| tokens[t].kind == Kind::Word).collect();
    let &head = words.last()?;
    if words.iter().all(|&t| reading.word(t).shape == Shape::Initial) {
        return None;
    }
    let titles = Flags::TITLE.or(Flags::PERSON).or(Flags::DETERMINER).or(Flags::DEMONYM);
    let is_title = |t: usize| reading.flags(t).any(titles) && !reading.flags(t).any(Flags::GIVEN);
    let mut core = Range::new(label.start, label.end);
    while core.start < head
        && (tokens[core.start].kind != Kind::Word || is_title(core.start) || in_title(reading, core.start))
    {
        core.start += 1;
    }
    let mut flags = Flags::NONE;
    for token in label.start..core.start {
        flags = flags.or(reading.flags(token));
    }
    // "BAKER": an office's word, but somebody's name in this article.
    let nominal = is_office(reading, head) && !names.contains(&*reading.word(head).plain);
    let plural = nominal && reading.flags(head).any(Flags::PEOPLE);
    let (kind, doubtful) = kind(reading, core, &words, nominal, flags);
    let gender = match Gender::of(flags) {
        Gender::Unknown if nominal || core.start < head => {
            Gender::of(reading.flags(if nominal { head } else { core.start }))
        }
        known => known,
    };
    Some(Mention {
        tokens: label,
        core: if nominal { Range::new(head, head + 1) } else { core },
        head,
        make: if nominal { Make::Nominal } else { Make::Name },
        kind,
        doubtful,
        gender: if matches!(kind, Type::Person | Type::Unnamed) { gender } else { Gender::Unknown },
        plural,
        quoted: false,
        modifier: false,
        possessor: false,
        // An office in capitals is printed small.
        headline: nominal,
        speaker: None,
        identity: Identity::Name,
    })
}

/// *PRIME MINISTER HOLT*: a title of several words.
fn in_title(reading: &Reading<'_>, token: usize) -> bool {
    reading.phrases_at(token).any(|p| p.fact.flags.any(Flags::TITLE.or(Flags::PERSON)))
}

fn is_office(reading: &Reading<'_>, head: usize) -> bool {
    let flags = reading.flags(head);
    let office = flags.any(Flags::HEAD.or(Flags::OFFICE)) || in_title(reading, head);
    // "Reporter" ends a newspaper's name, too.
    let organisation = flags.any(Flags::ORGANISATION_WORD) && !flags.any(Flags::PERSON);
    office && !flags.any(Flags::GIVEN) && !organisation || is_sex(reading, head)
}

/// *UNIDENTIFIED MALE*.
fn is_sex(reading: &Reading<'_>, head: usize) -> bool {
    matches!(&*reading.word(head).folded, "male" | "female" | "voice")
}

/// Two or three capitals are an outlet's initials, unless they are a name: *AP*, *LEE*.
fn kind(reading: &Reading<'_>, core: Range, words: &[usize], nominal: bool, title: Flags) -> (Type, bool) {
    let head = core.end - 1;
    let flags = |t: usize| reading.flags(t);
    if nominal {
        let head = *words.last().unwrap_or(&head);
        let unnamed = flags(head).any(Flags::PERSON.or(Flags::OFFICE)) || !flags(head).any(Flags::HEAD);
        return match () {
            () if unnamed => (Type::Unnamed, false),
            () if flags(head).any(Flags::PEOPLE) => (Type::Group, false),
            () if flags(head).any(Flags::ORGANISATION) => (Type::Organisation, false),
            () => (Type::Unnamed, false),
        };
    }
    if core.range().any(|t| flags(t).any(Flags::ORGANISATION_WORD) && !flags(t).any(Flags::GIVEN)) {
        return (Type::Organisation, false);
    }
    let only = words.last().filter(|&&t| core.start == t);
    let initials = only.is_some_and(|&t| {
        let word = reading.word(t);
        word.shape == Shape::Upper && word.raw.chars().count() <= 3 && !flags(t).any(Flags::GIVEN)
    });
    let titled = title.any(Flags::TITLE.or(Flags::PERSON));
    match (initials, titled) {
        (true, false) => (Type::Organisation, true),
        (_, true) => (Type::Person, false),
        _ => (Type::Person, only.is_some()),
    }
}
