//! Who speaks in the turns of a script: the label says so.
//!
//! A name or an office is its own mention. *A* is the person whom the introduction presents,
//! *Q* the interviewer, where the article names one. The confidences are set, not fitted: a
//! label leaves no choice but whose name it abbreviates.

use super::candidates::Scene;
use super::{Attribution, Rule, Silence};
use crate::lexicon::facts::Flags;
use crate::quote::{Label, Quote, Role};
use crate::speaker::{Make, Mention, Type};
use crate::text::{Kind, fold};
use std::sync::Arc;

/// That the label's name is the speaker's.
const NAMED: f64 = 0.99;
/// That the only person of an introduction is the one who answers.
const ONLY: f64 = 0.95;
/// That the likeliest of several is.
const LIKELIEST: f64 = 0.8;
/// That nobody is told.
const NOT_TOLD: f64 = 0.9;

/// A speaker and a mention that names him or her.
type Person = (usize, usize);

/// Who speaks in a turn, and the mention that names the speaker.
pub(super) fn attribute(scene: &Scene<'_>, label: Label, cast: &Cast) -> (Attribution, Option<Person>) {
    let told = match label.role {
        Role::Named => named(scene, label, cast).map(|person| (person, NAMED)),
        Role::Asks => cast.asks,
        Role::Answers => cast.answers,
    };
    match told {
        Some(((speaker, mention), confidence)) => {
            let rule = Rule::Label;
            let said_by =
                Attribution::To { speaker, mention: label.span, cue: None, confidence, rule, identity: None };
            (said_by, Some((speaker, mention)))
        }
        None => (Attribution::Nobody { why: Silence::NotNamed, confidence: NOT_TOLD }, None),
    }
}

fn named(scene: &Scene<'_>, label: Label, cast: &Cast) -> Option<Person> {
    let start = scene.reading.parsed.token_from(label.span.start);
    let first = scene.mentions.partition_point(|m| m.tokens.start < start);
    let mention = scene.mentions.get(first).filter(|m| m.tokens.start == start)?;
    by_initials(scene, mention, cast.introduction).or_else(|| mention.speaker.map(|speaker| (speaker, first)))
}

/// *MH* for Mira Holt, *HG* for the Harbour Gazette: the only one whose initials they are, in the
/// introduction, where the letters name nobody else.
fn by_initials(scene: &Scene<'_>, label: &Mention, end: usize) -> Option<Person> {
    let letters = &*scene.reading.word(label.head).plain;
    let open = label.make == Make::Name && label.doubtful && label.kind == Type::Organisation;
    if !open || label.core.end - label.core.start > 1 || letters.chars().count() > 3 {
        return None;
    }
    let parsed = scene.reading.parsed;
    let spelled = |m: &Mention| {
        let words = m.core.range().filter(|&t| parsed.tokens[t].kind == Kind::Word);
        let initials = words.filter_map(|t| scene.reading.word(t).plain.chars().next());
        m.core.end - m.core.start > 1 && initials.eq(letters.chars())
    };
    let named = scene.mentions.iter().enumerate().take_while(|(_, m)| m.tokens.start < end);
    let mut found = named
        .filter(|(_, m)| m.make == Make::Name && !m.quoted && spelled(m))
        .filter_map(|(at, m)| m.speaker.map(|s| (s, at)));
    let first = found.next()?;
    found.all(|(speaker, _)| speaker == first.0).then_some(first)
}

/// Who asks and who answers in an interview, with the confidence of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cast {
    /// Where the introduction ends.
    introduction: usize,
    asks: Option<(Person, f64)>,
    answers: Option<(Person, f64)>,
}

/// One person of an introduction.
#[derive(Clone, Copy, Debug)]
struct Presented {
    person: Person,
    /// How often it is spoken of; a headline counts double.
    times: usize,
    journalist: bool,
    /// Beside a verb of conversation.
    converses: bool,
}

impl Cast {
    /// Reads the introduction of a script; nobody asks or answers where no label is a letter.
    pub(super) fn of(scene: &Scene<'_>) -> Self {
        let Some(first) = scene.quotes.iter().position(|q| q.label.is_some()) else {
            return Self::default();
        };
        let end = scene.extents[first].start;
        let letter = |q: &Quote| q.label.is_some_and(|l| l.role != Role::Named);
        if !scene.quotes.iter().any(letter) {
            return Self { introduction: end, ..Self::default() };
        }
        let people = presented(scene, end);
        let guest = guest(&people);
        let answers = guest.map(|(g, confidence)| (g.person, confidence));
        let guest = guest.map(|(g, _)| g.person);
        let hosts: Vec<&Presented> = people.iter().filter(|p| p.journalist).collect();
        let others = || people.iter().filter(|p| Some(p.person) != guest && p.converses);
        let asks = match hosts[..] {
            [host] => Some((host.person, ONLY)),
            [] if others().count() == 1 => others().next().map(|p| (p.person, LIKELIEST)),
            [] => outlet(scene, end).map(|p| (p, LIKELIEST)),
            _ => None,
        };
        Self { introduction: end, asks, answers }
    }
}

/// Whom the introduction presents: whoever it says talked, else whom it speaks of most; nobody
/// where two are level, for an interview may be about somebody else than the one who answers.
fn guest(people: &[Presented]) -> Option<(&Presented, f64)> {
    let talked = people.iter().any(|p| !p.journalist && p.converses);
    let mut guests: Vec<&Presented> =
        people.iter().filter(|p| !p.journalist && (p.converses || !talked)).collect();
    guests.sort_by_key(|p| std::cmp::Reverse(p.times));
    match guests[..] {
        [only] => Some((only, ONLY)),
        [first, second, ..] if first.times > 2 * second.times => Some((first, ONLY)),
        [first, second, ..] if first.times > second.times => Some((first, LIKELIEST)),
        _ => None,
    }
}

/// The persons named before the first turn, in order.
fn presented(scene: &Scene<'_>, end: usize) -> Vec<Presented> {
    let mut people: Vec<Presented> = Vec::new();
    let before = scene.mentions.iter().enumerate().take_while(|(_, m)| m.tokens.start < end);
    for (m, mention) in before.filter(|(_, m)| !m.quoted && !m.modifier) {
        let Some(speaker) = mention.speaker else { continue };
        // A single word of which nothing is known may be a place.
        let sure = !mention.doubtful || mention.core.end - mention.core.start > 1;
        let named = mention.make == Make::Name && mention.kind == Type::Person && sure;
        let told = |of: Option<&Arc<str>>| named && of.is_some_and(|of| names(scene, mention, of));
        let title = told(scene.meta.and_then(|m| m.title.as_ref()));
        let times = 1 + usize::from(scene.paragraphs[m] == 0 && named) + usize::from(title);
        let author = told(scene.meta.and_then(|m| m.author.as_ref()));
        let journalist = author || named && is_journalist(scene, mention);
        let converses = converses(scene, mention);
        match people.iter_mut().find(|p| p.person.0 == speaker) {
            Some(known) => {
                known.times += times;
                known.journalist |= journalist;
                known.converses |= converses;
            }
            None if named => {
                people.push(Presented { person: (speaker, m), times, journalist, converses });
            }
            None => {}
        }
    }
    people
}

/// Whether a headline or a byline holds the last word of a name.
fn names(scene: &Scene<'_>, mention: &Mention, line: &str) -> bool {
    let name = &*scene.reading.word(mention.head).plain;
    line.split(|c: char| !c.is_alphanumeric()).any(|word| fold::plain(word) == name)
}

/// A word near a mention, folded.
fn word<'a>(scene: &Scene<'a>, token: usize) -> &'a str {
    match scene.reading.parsed.tokens.get(token) {
        Some(t) if t.kind == Kind::Word => &scene.reading.word(token).folded,
        _ => "",
    }
}

/// *By Kari Sunde*; *reporter Kari Sunde*; *Kari Sunde of the Gazette*; *the Gazette's Kari Sunde*.
fn is_journalist(scene: &Scene<'_>, mention: &Mention) -> bool {
    let parsed = scene.reading.parsed;
    let (start, core, end) = (mention.tokens.start, mention.core.start, mention.core.end);
    let sentence = parsed.sentences[parsed.sentence_of(mention.head)];
    let trade = |word: &str| {
        matches!(
            word,
            "reporter"
                | "correspondent"
                | "editor"
                | "journalist"
                | "host"
                | "presenter"
                | "interviewer"
                | "anchor"
                | "columnist"
                | "writer"
                | "colleague"
        )
    };
    let trades = |t: usize| trade(word(scene, t).trim_end_matches('s'));
    let before = (core.saturating_sub(3).max(sentence.start)..core).any(trades);
    let apposed = scene.reading.is_mark(end, &[","])
        && (end + 1..sentence.end.min(end + 7)).any(|t| trade(word(scene, t)));
    let byline = |t: usize| {
        t == sentence.start
            || matches!(word(scene, t - 1), "interview" | "interviewed" | "asked" | "moderated")
    };
    let by = start > sentence.start && word(scene, start - 1) == "by" && byline(start - 1);
    let organisation = |from: usize, to: usize| {
        let first = scene.mentions.partition_point(|m| m.tokens.start < from);
        scene.mentions[first..].iter().take_while(|m| m.tokens.start < to).any(is_outlet)
    };
    let of = matches!(word(scene, end), "of" | "from")
        && organisation(end + 1, sentence.end.min(end + 3))
        && follows_talk(scene, start);
    let possessed = start > sentence.start
        && parsed.tokens[start - 1].kind == Kind::Clitic
        && organisation(start.saturating_sub(6).max(sentence.start), start);
    before || apposed || by || of || possessed
}

fn is_outlet(mention: &Mention) -> bool {
    mention.make == Make::Name && mention.kind == Type::Organisation
}

/// *spoke to*, *sat down with*, *told*, *interview with* right before.
fn follows_talk(scene: &Scene<'_>, start: usize) -> bool {
    let mut at = start;
    while at > 0 && scene.reading.flags(at - 1).any(Flags::DETERMINER) {
        at -= 1;
    }
    if at == 0 {
        return false;
    }
    let is_talk = |t: usize| {
        matches!(
            word(scene, t),
            "spoke"
                | "speaks"
                | "spoken"
                | "talked"
                | "talks"
                | "interview"
                | "conversation"
                | "down"
                | "met"
        )
    };
    matches!(word(scene, at - 1), "told" | "tells" | "interviewed")
        || at > 1 && matches!(word(scene, at - 1), "to" | "with" | "by") && is_talk(at - 2)
}

/// *The Gazette spoke to*, *Sunde interviewed* right behind.
fn precedes_talk(scene: &Scene<'_>, end: usize) -> bool {
    matches!(
        word(scene, end),
        "spoke"
            | "speaks"
            | "talked"
            | "talks"
            | "interviewed"
            | "sat"
            | "met"
            | "asked"
            | "answered"
            | "explains"
    )
}

fn converses(scene: &Scene<'_>, mention: &Mention) -> bool {
    follows_talk(scene, mention.tokens.start) || precedes_talk(scene, mention.tokens.end)
}

/// The one outlet that the introduction says had the conversation.
fn outlet(scene: &Scene<'_>, end: usize) -> Option<Person> {
    let before = scene.mentions.iter().enumerate().take_while(|(_, m)| m.tokens.start < end);
    let mut found = before
        .filter(|(_, m)| is_outlet(m) && !m.quoted && !m.modifier && converses(scene, m))
        .filter_map(|(at, m)| m.speaker.map(|s| (s, at)));
    let first = found.next()?;
    found.all(|(speaker, _)| speaker == first.0).then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;

    /// The speaker of each turn, `-` for nobody.
    fn speakers(text: &str) -> Vec<String> {
        let tools = Tools::builtin().expect("built-in files parse");
        let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
        let turns = analysis.findings.iter().filter(|f| f.quote.label.is_some());
        turns.map(|f| f.speaker().map_or("-".into(), |s| s.name.to_string())).collect()
    }

    #[test]
    fn a_label_is_the_person_whom_the_article_names_in_full() {
        assert_eq!(
            speakers(
                "Mira Holt met Bram Vale of the union on Monday.\n\nMODERATOR: Will you wait?\n\nSEN. HOLT (R-Ost): We will not.\n\nVALE: You will.\n\nHOLT: Is that a threat?"
            ),
            ["moderator", "Mira Holt", "Bram Vale", "Mira Holt"]
        );
    }

    #[test]
    fn titles_tell_two_people_of_one_name_apart() {
        assert_eq!(
            speakers(
                "Mr. Jonas Holt and Ms. Mira Holt debated on Monday.\n\nMR. HOLT: Will you wait?\n\nMS. HOLT: No, you will.\n\nMR. HOLT: We shall see."
            ),
            ["Jonas Holt", "Mira Holt", "Jonas Holt"]
        );
    }

    #[test]
    fn initials_are_the_one_whose_they_are() {
        let talk = "MH: We will not wait.\n\nHG: Why not?\n\nMH: You know why.\n\nXY: I do not.";
        assert_eq!(
            speakers(&format!("Mira Holt spoke to the Harbour Gazette.\n\n{talk}")),
            ["Mira Holt", "Harbour Gazette", "Mira Holt", "XY"]
        );
    }

    const TALK: &str = "Q. Why do you stay?\n\nA. I like the noise.\n\nQ. Will you go?\n\nA. No.";

    #[test]
    fn an_answer_is_the_guests_and_a_question_the_interviewers() {
        let of = |introduction: &str| speakers(&format!("{introduction}\n\n{TALK}"))[..2].to_vec();
        assert_eq!(
            of("Mira Holt keeps a lighthouse. She spoke to Ana Ortiz of the Harbour Gazette."),
            ["Ana Ortiz", "Mira Holt"]
        );
        assert_eq!(
            of("Mira Holt keeps a lighthouse. She spoke to the Harbour Gazette."),
            ["Harbour Gazette", "Mira Holt"]
        );
        assert_eq!(of("Mira Holt keeps a lighthouse. We met her there."), ["-", "Mira Holt"]);
        assert_eq!(
            of(
                "Bram Vale closed the light. Vale is a miser. Vale was asked. Mira Holt talked to us about Vale."
            ),
            ["-", "Mira Holt"]
        );
        assert_eq!(of("Bram Vale and Mira Holt live by the light."), ["-", "-"]);
        assert_eq!(of("The lighthouse is loud."), ["-", "-"]);
    }

    #[test]
    fn headline_and_byline_beside_the_text_tell_guest_from_interviewer() {
        let tools = Tools::builtin().expect("built-in files parse");
        let text = format!("Ana Ortiz and Mira Holt met at the lighthouse.\n\n{TALK}");
        let mut article = Document::new("a", text);
        article.meta.title = Some("Holt: a life in the noise".into());
        article.meta.author = Some("Ana Ortiz".into());
        let analysis = analyze(&article, &tools, &mut tools.desk());
        let name = |at: usize| analysis.findings[at].speaker().map(|s| &*s.name);
        assert_eq!((name(0), name(1)), (Some("Ana Ortiz"), Some("Mira Holt")));
    }

    #[test]
    fn of_two_interviewers_nobody_is_told() {
        let text = format!(
            "Mira Holt keeps a lighthouse. She spoke with reporters Ana Ortiz and journalist Bo Hill.\n\n{TALK}"
        );
        assert_eq!(speakers(&text)[..2], ["-", "Mira Holt"]);
    }
}
