//! What stands beside a mention, and what a quotation itself says against being speech.

use super::Rule;
use super::candidates::{Candidate, Choice, Features};
use super::features::{View, bucket};
use super::questions::{Q, id};
use crate::lexicon::facts::Flags;
use crate::speaker::{Make, Mention, Type};
use crate::text::fold::is_invisible;
use crate::text::{Kind, Range, Shape};

/// Words in the longest title or term that could be taken for speech.
pub(super) const LONGEST_TERM: u64 = 8;

/// Words that may stand between a name that describes and the name that it describes.
const MOST_DESCRIBING: usize = 7;

/// Mentions looked at on either side for a name beside.
const MOST_BEHIND: usize = 4;

/// Places that may stand behind one another: *Ostend, Westmark*.
const MOST_COMPLEMENTS: usize = 2;

/// Mentions or quotations looked back at.
const MOST_EARLIER: usize = 100;

/// Works whose titles stand in marks.
const WORKS: [&str; 11] =
    ["film", "movie", "book", "novel", "song", "album", "series", "play", "documentary", "musical", "memoir"];

/// The same, of words that speech follows too: a title is told by its capitals.
const MORE_WORKS: [&str; 11] = [
    "paper",
    "essay",
    "poem",
    "show",
    "opera",
    "painting",
    "exhibition",
    "podcast",
    "titled",
    "entitled",
    "subtitled",
];

/// Words without blanks and characters of no width around them.
fn shown(said: &str) -> &str {
    said.trim_matches(|c: char| c.is_whitespace() || is_invisible(c))
}

impl View<'_> {
    pub(super) fn context_before(&self, start: usize) -> usize {
        let reading = &self.scene.reading;
        let sentence = reading.parsed.sentences[reading.parsed.sentence_of(start)];
        if start == sentence.start {
            return 0;
        }
        self.context(start - 1)
    }

    pub(super) fn context_behind(&self, end: usize) -> usize {
        if end >= self.scene.reading.parsed.tokens.len() { 3 } else { self.context(end) }
    }

    fn context(&self, token: usize) -> usize {
        let reading = &self.scene.reading;
        if reading.is_quoted(token) {
            return 1;
        }
        let flags = reading.flags(token);
        match reading.parsed.tokens[token].kind {
            Kind::Clitic => 19,
            Kind::Mark => match reading.str(token) {
                "," => 2,
                "." | "!" | "?" | ":" | ";" => 3,
                _ => 4,
            },
            _ => match reading.str(token) {
                "of" => 5,
                "by" => 6,
                "to" => 7,
                "with" => 8,
                _ if flags.any(Flags::SAY) => 15,
                _ if flags.any(Flags::TELL) => 16,
                _ if flags.any(Flags::CALL) => 17,
                _ if flags.any(Flags::AUXILIARY) => 13,
                _ if flags.any(Flags::WHO) => 20,
                _ if flags.any(Flags::CUE) => 18,
                _ if flags.any(Flags::SUBORDINATOR) => 12,
                _ if flags.any(Flags::PREPOSITION) => 9,
                _ if flags.any(Flags::DETERMINER) => 10,
                _ if flags.any(Flags::CONJUNCTION) => 11,
                _ if flags.any(Flags::NEGATOR) => 23,
                _ if flags.any(Flags::ADVERB) => 14,
                _ if reading.word(token).shape != Shape::Lower => 21,
                _ => 22,
            },
        }
    }

    pub(super) fn standing(&self, m: usize, f: &mut Features) {
        let scene = self.scene;
        let mention = &scene.mentions[m];
        let parsed = scene.reading.parsed;
        let sentence = parsed.sentences[parsed.sentence_of(mention.head)];
        let first = scene
            .mentions
            .partition_point(|o| o.tokens.start < sentence.start)
            .max(m.saturating_sub(MOST_EARLIER));
        let earlier = || {
            scene.mentions[first..m]
                .iter()
                .filter(|o| !o.modifier && !o.quoted && o.tokens.end <= mention.tokens.start)
        };
        let after_preposition = mention.tokens.start > sentence.start
            && scene.reading.flags(mention.tokens.start - 1).any(Flags::PREPOSITION);
        f.push(id(
            Q::Place,
            match (
                mention.tokens.start == parsed.paragraphs[scene.paragraphs[m]].start,
                earlier().take(1).count(),
                after_preposition,
            ) {
                (true, _, _) => 3,
                (_, 0, false) => 2,
                (_, 0, true) => 0,
                _ => 1,
            },
        ));
        let bracketed = mention.tokens.start > 0 && scene.reading.is_mark(mention.tokens.start - 1, &["("]);
        let apposed = earlier().any(|o| {
            o.tokens.end + 1 == mention.tokens.start
                && scene.reading.is_mark(o.tokens.end, &[","])
                && o.make == Make::Name
                && mention.make == Make::Nominal
        });
        let name = mention.make == Make::Name;
        let (describes, complement) =
            (name && self.describes(m), name && self.complements(m, MOST_COMPLEMENTS));
        let flags =
            [mention.possessor, mention.headline, bracketed, mention.plural, apposed, describes, complement];
        f.extend(flags.iter().enumerate().filter(|(_, holds)| **holds).map(|(at, _)| id(Q::Shape, at)));
    }

    /// *Ost Post columnist Mira Holt*, *Ostend-based lawyer Dan Carrow*: small words that end in
    /// one for a person, and a name behind them.
    fn describes(&self, m: usize) -> bool {
        let scene = self.scene;
        let reading = &scene.reading;
        let end = scene.mentions[m].tokens.end;
        let named = |o: &&Mention| o.make == Make::Name && o.core.start > end && o.tokens.start >= end;
        let sentence = reading.parsed.sentences[reading.parsed.sentence_of(scene.mentions[m].head)];
        let behind = scene.mentions[m + 1..].iter().take(MOST_BEHIND).find(named);
        let behind = behind.filter(|o| o.core.start < sentence.end);
        let Some(name) = behind.filter(|o| o.core.start - end <= MOST_DESCRIBING) else { return false };
        let describing = |t: usize| {
            let (token, flags) = (&reading.parsed.tokens[t], reading.flags(t));
            match token.kind {
                Kind::Mark => {
                    reading.is_mark(t, &["-", "–", "."]) && token.start == reading.parsed.tokens[t - 1].end
                }
                Kind::Clitic | Kind::Number => true,
                Kind::Word => !flags.any(Flags::CLOSED) && (!flags.any(Flags::CUE) || flags.any(Flags::HEAD)),
            }
        };
        let last = name.core.start - 1;
        let titled = |t: usize| reading.flags(t).any(Flags::PERSON.or(Flags::TITLE));
        let person = titled(last) || reading.is_mark(last, &["."]) && titled(last - 1);
        let owned = reading.parsed.tokens[last].kind == Kind::Clitic && last == end;
        (person || owned) && (end..name.core.start).all(describing)
    }

    /// *Mira Holt of Ostend, Westmark*, *a founder of the Harbour Trust*: behind a preposition
    /// that a name or a word for a person governs.
    fn complements(&self, m: usize, depth: usize) -> bool {
        let scene = self.scene;
        let reading = &scene.reading;
        let start = scene.mentions[m].tokens.start;
        let Some(before) = start.checked_sub(1) else { return false };
        let named = |end: usize| {
            let earlier = scene.mentions[..m].iter().rev().take(MOST_BEHIND);
            let mut names = earlier.filter(|o| o.make == Make::Name);
            names.find(|o| o.tokens.end == end)
        };
        if reading.is_mark(before, &[","]) {
            let place =
                scene.mentions[m].kind == Type::Place || reading.word(scene.mentions[m].head).abbreviation;
            let inner =
                |&o: &usize| scene.mentions[o].tokens.end == before && scene.mentions[o].kind == Type::Place;
            let inner = || (m.saturating_sub(MOST_BEHIND)..m).rev().find(inner);
            return place && depth > 0 && inner().is_some_and(|o| self.complements(o, depth - 1));
        }
        let determined = reading.flags(before).any(Flags::DETERMINER);
        let Some(preposition) = before.checked_sub(usize::from(determined)) else { return false };
        preposition > 0
            && matches!(reading.str(preposition), "of" | "for" | "at" | "from" | "in" | "with")
            && (reading.flags(preposition - 1).any(Flags::PERSON.or(Flags::OFFICE))
                || named(preposition).is_some())
    }

    /// "This is not speech" (`n_`) and "nobody is named" (`s_`), from the quotation itself.
    pub(super) fn silence(&self, choice: Choice, which: usize) -> Candidate {
        let scene = self.scene;
        let reading = &scene.reading;
        let quote = &scene.quotes[self.quote];
        let tokens = reading.parsed.tokens_in(quote.said());
        let words: Vec<usize> = tokens.range().filter(|&t| reading.parsed.tokens[t].is_word()).collect();
        let mut f = Features::default();
        f.push(id(Q::SilenceWords, which * 6 + bucket(words.len(), &[1, 2, 4, 8, 16])));
        let capital = |&&t: &&usize| reading.word(t).shape.is_capitalised();
        let content: Vec<usize> =
            words.iter().copied().filter(|&t| !reading.flags(t).any(Flags::CLOSED)).collect();
        let first_capital = words.first().is_some_and(|t| capital(&t));
        let title =
            first_capital && words.len() > 1 && content.iter().filter(capital).count() == content.len();
        f.push(id(Q::SilenceCase, which * 3 + if title { 0 } else { 1 + usize::from(first_capital) }));
        let said = shown(quote.said().of(reading.parsed.text));
        let end = match said.chars().next_back() {
            Some('.' | '!' | '?' | '…' | '—') => 0,
            Some(',') => 1,
            _ => 2,
        };
        f.push(id(Q::SilenceEnd, which * 3 + end));
        f.push(id(Q::SilenceBefore, which * 10 + self.silence_context()));
        let linked =
            |after: bool| self.links.iter().flatten().any(|l| l.sentence && l.after == after && l.gap <= 8);
        let cue = match (linked(true), linked(false)) {
            (false, false) => 0,
            (true, false) => 1,
            (false, true) => 2,
            (true, true) => 3,
        };
        f.push(id(Q::SilenceCue, which * 4 + cue));
        let extent = scene.extents[self.quote];
        let sentence = reading.parsed.sentences[reading.parsed.sentence_of(extent.start)];
        let headline = extent.start < 60
            && reading.parsed.paragraph_of(extent.start) == 0
            && !reading.is_mark(sentence.end - 1, &["."]);
        let place = match (self.alone, headline) {
            (true, _) => 1,
            (_, true) => 0,
            _ => 2,
        };
        f.push(id(Q::SilencePlace, which * 4 + place));
        if self.said_before(said) {
            f.push(id(Q::SilencePlace, which * 4 + 3));
        }
        Candidate { choice, features: f, cue: None, rule: Rule::SameSentence }
    }

    /// *the so-called “river tax”*, *Frank “Bulldog” Harmon*, *the film “Low Tide”*: grammar
    /// says that the marks hold no speech.
    pub(super) fn is_plainly_a_term(&self) -> bool {
        let reading = &self.scene.reading;
        let extent = self.scene.extents[self.quote];
        let words = self.said_words();
        let lead = self.scene.lead(self.quote);
        if words > LONGEST_TERM || lead.start == lead.end {
            return false;
        }
        let last = extent.start - 1;
        let folded = |t: usize| &*reading.word(t).folded;
        if folded(last) == "called"
            && last > lead.start + 1
            && folded(last - 1) == "-"
            && folded(last - 2) == "so"
        {
            return true;
        }
        let said = reading.parsed.tokens_in(self.scene.quotes[self.quote].said());
        let capital =
            |t: usize| reading.parsed.tokens[t].kind == Kind::Word && reading.word(t).shape != Shape::Lower;
        // "the film “Low tide”"; and with the capitals of a title "his memoir, “Low Tides”".
        let comma = last > lead.start && reading.is_mark(last, &[","]);
        let noun = folded(if comma { last - 1 } else { last });
        let is_work = WORKS.contains(&noun);
        if is_work && !comma && capital(said.start)
            || (is_work || MORE_WORKS.contains(&noun)) && self.is_title_case(said)
        {
            return true;
        }
        let given = reading.flags(last).any(Flags::GIVEN) && capital(last);
        words <= 3
            && given
            && reading.parsed.tokens.get(extent.end).is_some_and(|t| t.kind == Kind::Word)
            && capital(extent.end)
    }

    /// *The Sea and the Wide Wind*: every word but the small ones is capitalised.
    fn is_title_case(&self, said: Range) -> bool {
        let reading = &self.scene.reading;
        let small = |t: usize| {
            let length = reading.parsed.tokens[t].end - reading.parsed.tokens[t].start;
            length <= 3 || reading.flags(t).any(Flags::CLOSED)
        };
        let words = || said.range().filter(|&t| reading.parsed.tokens[t].kind == Kind::Word);
        let capital = |t: usize| reading.word(t).shape.is_capitalised();
        words().next().is_some_and(capital) && words().all(|t| capital(t) || small(t))
    }

    /// How many words are said.
    pub(super) fn said_words(&self) -> u64 {
        let pieces = &self.scene.quotes[self.quote].pieces;
        let parsed = self.scene.reading.parsed;
        pieces.iter().map(|&p| parsed.count_words(parsed.tokens_in(p))).sum()
    }

    fn said_before(&self, said: &str) -> bool {
        let text = self.scene.reading.parsed.text;
        said.len() < 40
            && self.scene.quotes[self.quote.saturating_sub(MOST_EARLIER)..self.quote]
                .iter()
                .any(|q| shown(q.said().of(text)).eq_ignore_ascii_case(said))
    }

    fn silence_context(&self) -> usize {
        let start = self.scene.extents[self.quote].start;
        let lead = self.scene.lead(self.quote);
        if lead.start == lead.end {
            return 0;
        }
        let reading = &self.scene.reading;
        let flags = reading.flags(start - 1);
        match reading.parsed.tokens[start - 1].kind {
            Kind::Mark => 1,
            Kind::Clitic => 3,
            _ if flags.any(Flags::SAY.or(Flags::TELL)) => 5,
            _ if flags.any(Flags::CALL) => 6,
            _ if flags.any(Flags::CUE) => 7,
            _ if flags.any(Flags::DETERMINER) || flags.any(Flags::POSSESSIVE) => 3,
            _ if flags.any(Flags::PREPOSITION) => 2,
            _ if flags.any(Flags::AUXILIARY) => 4,
            _ if reading.word(start - 1).shape.is_capitalised() => 8,
            _ => 9,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;

    #[test]
    fn a_title_behind_its_work_is_nobodys_speech() {
        let tools = Tools::builtin().expect("built-in files parse");
        let spoken = |text: &str| {
            let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
            analysis.findings.iter().filter(|f| f.speaker().is_some()).count()
        };
        assert_eq!(
            spoken("At sixteen Nora Holt wrote her memoir, “Low Notes and High Tides,” in a cellar."),
            0
        );
        assert_eq!(spoken("Mira Holt gave a talk titled “The Wide Sea” on Monday."), 0);
        assert_eq!(spoken("Mira Holt said of the essay: “It is a wide sea.”"), 1);
    }
}
