//! What an article says its people are: titles before names and appositions after them.
//!
//! *Russian president Vladimir Putin*, *Mira Holt, the union's president,* and *The union's
//! president, Mira Holt,* each tie a noun and perhaps a nation to a name, so that a later
//! *the Russian leader* can be understood.

use super::known::MOST;
use super::{Make, Mention, Type};
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range};

/// Nouns and nations that an article ties to one name. Lists, not sets: a handful each.
#[derive(Clone, Debug, Default)]
pub(super) struct Roles<'a> {
    pub(super) nouns: Vec<&'a str>,
    pub(super) nations: Vec<u16>,
    /// Other words of the descriptions: *union*, *Florida*.
    pub(super) words: Vec<&'a str>,
    /// Whether one of the nouns is the head of a government or state by another word.
    pub(super) leads: bool,
}

impl Roles<'_> {
    pub(super) fn add(&mut self, other: &Self) {
        merge(&mut self.nouns, &other.nouns);
        merge(&mut self.nations, &other.nations);
        merge(&mut self.words, &other.words);
        self.leads |= other.leads;
    }
}

fn merge<T: Copy + PartialEq>(into: &mut Vec<T>, from: &[T]) {
    for &item in from {
        if into.len() < MOST && !into.contains(&item) {
            into.push(item);
        }
    }
}

/// The noun that an abbreviated title stands for.
pub(super) fn whole(noun: &str) -> &str {
    match noun {
        "sen" | "sens" => "senator",
        "gov" | "govs" => "governor",
        "rep" | "reps" => "representative",
        "gen" => "general",
        "col" => "colonel",
        "prof" => "professor",
        "dr" => "doctor",
        noun => noun,
    }
}

/// Words for which *leader* is another word.
pub(super) fn is_leader(noun: &str) -> bool {
    matches!(
        noun,
        "leader"
            | "president"
            | "premier"
            | "minister"
            | "chancellor"
            | "chairman"
            | "chairwoman"
            | "king"
            | "queen"
            | "emir"
            | "sultan"
            | "ruler"
            | "chief"
            | "head"
            | "dictator"
            | "strongman"
            | "monarch"
    )
}

/// What a stretch of words says: the role nouns, nations and other words in it.
pub(super) fn described<'a>(reading: &Reading<'a>, range: Range) -> Roles<'a> {
    let mut roles = Roles::default();
    for token in range.range() {
        let fact = reading.fact(token);
        if fact.flags.any(Flags::HEAD.or(Flags::OFFICE)) {
            let noun = whole(&reading.word(token).folded);
            merge(&mut roles.nouns, &[noun]);
            roles.leads |= is_leader(noun);
        } else if reading.parsed.tokens[token].is_word() && !fact.flags.any(Flags::CLOSED) {
            merge(&mut roles.words, &[&*reading.word(token).folded]);
        }
        if fact.nation > 0 && fact.flags.any(Flags::NATION) {
            merge(&mut roles.nations, &[fact.nation]);
        }
    }
    let first = reading.phrases.partition_point(|p| p.tokens.end <= range.start);
    for phrase in reading.phrases[first..].iter().take_while(|p| p.tokens.start < range.end) {
        if phrase.fact.nation > 0 {
            // "North Korean" is not the Korean that its second word alone would be.
            for token in phrase.tokens.range() {
                let part = reading.fact(token).nation;
                roles.nations.retain(|&n| n != part);
            }
            merge(&mut roles.nations, &[phrase.fact.nation]);
        }
    }
    roles
}

/// What stands before the name, and in an apposition behind it.
pub(super) fn around<'a>(reading: &Reading<'a>, mentions: &[Mention], at: usize) -> Roles<'a> {
    let mention = &mentions[at];
    let mut roles = described(reading, Range::new(mention.tokens.start, mention.core.start));
    if let Some(range) = apposition_after(reading, mention) {
        roles.add(&described(reading, range));
    }
    if let Some(range) = of_what(reading, mention) {
        roles.add(&described(reading, range));
    }
    if let Some(before) = apposed_before(reading, mentions, at) {
        roles.add(&described(reading, mentions[before].tokens));
    }
    roles
}

/// *Prime Minister Amaro of Meradin*: the capitalised words behind "of".
fn of_what(reading: &Reading<'_>, mention: &Mention) -> Option<Range> {
    let of = mention.tokens.end;
    let tokens = reading.parsed.tokens.len();
    if of + 1 >= tokens || reading.str(of) != "of" {
        return None;
    }
    let first = of + 1 + usize::from(reading.str(of + 1) == "the");
    let name = |t: &usize| reading.parsed.tokens[*t].is_word() && reading.word(*t).shape.is_capitalised();
    let end = (first..tokens.min(first + 4)).take_while(name).last()?;
    Some(Range::new(first, end + 1))
}

/// *Holt, the union's president, …*: from the comma to the next comma or verb.
fn apposition_after(reading: &Reading<'_>, mention: &Mention) -> Option<Range> {
    let comma = mention.tokens.end;
    if !reading.is_mark(comma, &[","]) {
        return None;
    }
    let sentence = reading.parsed.sentences[reading.parsed.sentence_of(mention.head)];
    let first = comma + 1;
    if first >= sentence.end {
        return None;
    }
    let flags = reading.flags(first);
    let opens = flags.any(Flags::DETERMINER.or(Flags::HEAD).or(Flags::OFFICE).or(Flags::DEMONYM))
        || matches!(
            &*reading.word(first).folded,
            "former" | "his" | "her" | "their" | "deputy" | "senior" | "chief"
        );
    if !opens || reading.is_quoted(first) {
        return None;
    }
    let mut end = first;
    while end < sentence.end && end - first < 14 {
        let flags = reading.flags(end);
        if reading.is_mark(end, &[",", "—", ";", ":", "("]) || flags.any(Flags::WHO) {
            break;
        }
        // "Asked about Holt, the mayor said": a subject of its own, for no comma closes it.
        if flags.any(Flags::AUXILIARY) || flags.any(Flags::SAY) && !flags.any(Flags::HEAD) {
            return None;
        }
        end += 1;
    }
    Some(Range::new(first, end))
}

/// *The union's president, Mira Holt, …*: the description that ends right before the comma,
/// or whose complement does: *the leader of the union, Mira Holt, …*.
pub(super) fn apposed_before(reading: &Reading<'_>, mentions: &[Mention], at: usize) -> Option<usize> {
    let start = mentions[at].tokens.start;
    // "The bishop, the Right Rev. Mira Holt, …"
    let start = start - usize::from(start > 2 && reading.str(start - 1) == "the");
    if start < 2 || !reading.is_mark(start - 1, &[","]) {
        return None;
    }
    let end = start - 1;
    (0..at).rev().take(4).find(|&i| {
        let other = &mentions[i];
        let stretch = Range::new(other.tokens.end, end);
        other.make == Make::Nominal
            && (other.kind == Type::Unnamed || !closes_fronted(reading, end))
            && (!other.plural || is_one_of(reading, other))
            && (stretch.start == end || other.kind == Type::Unnamed && is_complement(reading, stretch))
            && closes(reading, mentions, at)
    })
}

/// *In a statement by the agency, Holt, a farmer, said*: the first comma behind a sentence's
/// opening preposition ends what stands in front.
fn closes_fronted(reading: &Reading<'_>, comma: usize) -> bool {
    let start = reading.parsed.sentences[reading.parsed.sentence_of(comma)].start;
    reading.flags(start).any(Flags::PREPOSITION) && !(start..comma).any(|t| reading.is_mark(t, &[","]))
}

/// *One of the union's leaders*.
fn is_one_of(reading: &Reading<'_>, mention: &Mention) -> bool {
    let start = mention.tokens.start;
    start >= 2 && reading.str(start - 1) == "of" && reading.str(start - 2).eq_ignore_ascii_case("one")
}

/// Tokens of a complement, at most.
pub(super) const COMPLEMENT: usize = 12;

/// *of the union*, *supporting Mr. Holt*: words that complete a description, without a verb of
/// their own.
pub(super) fn is_complement(reading: &Reading<'_>, range: Range) -> bool {
    if range.start >= range.end || range.end - range.start > COMPLEMENT {
        return false;
    }
    let tokens = &reading.parsed.tokens;
    let first = &*reading.word(range.start).folded;
    let opens = tokens[range.start].is_word()
        && (reading.flags(range.start).any(Flags::PREPOSITION) || first.len() > 4 && first.ends_with("ing"));
    let verb = Flags::AUXILIARY.or(Flags::WHO).or(Flags::SUBORDINATOR).or(Flags::SAY);
    let fits = |t: usize| {
        let mark = tokens[t].kind == Kind::Mark && !reading.is_mark(t, &[".", "-", "’", "'"]);
        !(mark || reading.is_quoted(t) || t > range.start && reading.flags(t).any(verb))
    };
    opens
        && range.range().all(fits)
        && reading.parsed.sentence_of(range.start) == reading.parsed.sentence_of(range.end)
}

/// An apposed name is closed by a comma or by its verb, not by "and" as in a list.
fn closes(reading: &Reading<'_>, mentions: &[Mention], at: usize) -> bool {
    let end = mentions[at].tokens.end;
    end >= reading.parsed.tokens.len()
        || reading.is_mark(end, &[",", ".", "”", "\"", ":"])
        || matches!(reading.str(end), "of" | "from")
        || reading.flags(end).any(Flags::CUE.or(Flags::AUXILIARY))
}
