//! Turns of a script: direct speech whose only mark is the label before it.
//!
//! A text is read as a script only on good evidence: labels that come again, or a question
//! and its answer; paragraphs that end as sentences do; and somebody who says *I*, *we* or
//! *you*, or asks. A list of *key: value* lines, a note, a caption or a fact check has none of
//! it. A turn runs to the next label, over paragraphs; what stands in brackets as a stage
//! direction is nobody's speech. A turn that is wholly in quotation marks stays a quotation
//! in marks, with a label.

use super::label_words::DIRECTIONS;
use super::labels::{self, Opening, Role};
use super::{Form, Quote};
use crate::text::{Kind, Parsed, Range, Shape, Span, Token, Vocabulary, Word};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Adds the turns of a text to its quotations in marks, in order. A quotation within a turn
/// is part of it.
pub(super) fn add(parsed: &Parsed<'_>, vocabulary: &Vocabulary, quotes: &mut Vec<Quote>) {
    let opening = |&p: &Range| labels::opening(parsed, vocabulary, p);
    let openings: Vec<Option<Opening>> = parsed.paragraphs.iter().map(opening).collect();
    let named = openings.iter().flatten().filter(|o| o.label.role == Role::Named);
    let names = named.map(|o| o.key.clone()).collect();
    let mut script = Script { parsed, vocabulary, openings, names, quotes };
    script.forget_headline();
    if !script.is_one() {
        return;
    }
    let turns = script.turns();
    merge(quotes, turns);
}

/// Puts turns among the quotations in marks; both are in order.
fn merge(quotes: &mut Vec<Quote>, turns: Vec<Quote>) {
    let mut marked: VecDeque<Quote> = std::mem::take(quotes).into();
    for mut turn in turns {
        while let Some(quote) = next_if(&mut marked, |q| q.span.end <= turn.span.start) {
            quotes.push(quote);
        }
        let mut rest = Vec::new();
        while let Some(mut quote) = next_if(&mut marked, |q| q.span.start < turn.span.end) {
            if turn.is_in_marks(&quote) {
                turn = Quote { label: turn.label, form: Form::Direct, ..quote };
                continue;
            }
            // A mark left open before the turn ends where the turn begins.
            quote.pieces.retain(|p| !p.overlaps(turn.span));
            quote.span = quote.said();
            if quote.pieces.is_empty() {
                continue;
            }
            if quote.span.start < turn.span.start {
                quotes.push(quote);
            } else {
                rest.push(quote);
            }
        }
        rest.into_iter().rev().for_each(|q| marked.push_front(q));
        quotes.push(turn);
    }
    quotes.extend(marked);
}

fn next_if(quotes: &mut VecDeque<Quote>, is: impl Fn(&Quote) -> bool) -> Option<Quote> {
    quotes.front().is_some_and(is).then(|| quotes.pop_front()).flatten()
}

impl Quote {
    /// Whether all that this turn says is said in the marks of that quotation.
    fn is_in_marks(&self, quote: &Quote) -> bool {
        let [first, .., last] = &quote.pieces[..] else {
            return quote.pieces.first().is_some_and(|p| self.is_covered(quote.span, *p));
        };
        self.is_covered(quote.span, Span::new(first.start, last.end))
    }

    /// The turn begins with the mark and ends with the other one or a stop behind it; marks that
    /// reach into the next turn are not its own.
    fn is_covered(&self, marks: Span, said: Span) -> bool {
        let ends = marks.end <= self.span.end && marks.end + 1 >= self.span.end;
        marks.start == self.span.start && marks.start < said.start && ends
    }
}

/// Tokens in the longest stage direction within a paragraph.
const LONGEST_DIRECTION: usize = 40;

struct Script<'a> {
    parsed: &'a Parsed<'a>,
    vocabulary: &'a Vocabulary,
    /// The label of each paragraph that has one.
    openings: Vec<Option<Opening>>,
    /// Last words of the labels that are names.
    names: BTreeSet<String>,
    quotes: &'a [Quote],
}

/// *I*, *we'll*, *our*; not *US*.
fn is_first_person(word: &Word) -> bool {
    let stem = word.folded.split('\'').next().unwrap_or(&word.folded);
    match stem {
        "us" => word.shape != Shape::Upper,
        _ => matches!(stem, "i" | "me" | "my" | "mine" | "myself" | "we" | "our" | "ours" | "ourselves"),
    }
}

/// *I*, *we*, *you*.
fn is_first_or_second_person(word: &Word) -> bool {
    let stem = word.folded.split('\'').next().unwrap_or(&word.folded);
    is_first_person(word) || matches!(stem, "you" | "your" | "yours" | "yourself")
}

impl Script<'_> {
    fn labelled(&self) -> impl Iterator<Item = (usize, &Opening)> {
        self.openings.iter().enumerate().filter_map(|(at, o)| o.as_ref().map(|o| (at, o)))
    }

    /// The words said in the paragraph of a label; in the one below, where the label has a
    /// line of its own.
    fn first_said(&self, paragraph: usize, opening: &Opening) -> Range {
        let own = Range::new(opening.speech, self.parsed.paragraphs[paragraph].end);
        match self.parsed.paragraphs.get(paragraph + 1) {
            Some(&next) if own.start == own.end && self.openings[paragraph + 1].is_none() => next,
            _ => own,
        }
    }

    fn any_word(&self, range: Range, is: impl Fn(&Word) -> bool) -> bool {
        let words = self.parsed.tokens[range.range()].iter().filter(|t| t.kind == Kind::Word);
        words.map(|t| self.vocabulary.word(t.word)).any(is)
    }

    /// The words of a paragraph that stand outside quotation marks.
    fn outside_marks(&self, paragraph: Range) -> impl Iterator<Item = &Word> {
        let tokens = self.parsed.tokens[paragraph.range()].iter().filter(|t| t.kind == Kind::Word);
        let quoted = |t: &Token| {
            let at = self.quotes.partition_point(|q| q.span.end <= t.start as usize);
            self.quotes.get(at).is_some_and(|q| q.span.contains(t.span()))
        };
        tokens.filter(move |t| !quoted(t)).map(|t| self.vocabulary.word(t.word))
    }

    fn is_asked(&self, range: Range) -> bool {
        range.range().any(|t| self.parsed.tokens[t].kind == Kind::Mark && self.parsed.str(t) == "?")
    }

    fn ends_as_sentences_do(&self, range: Range) -> bool {
        let text = self.parsed.span(range).of(self.parsed.text);
        text.ends_with(['.', '?', '!', '…', '”', '"', '’', '\'', ')', ']', '—', '–', '-', '»', '」'])
    }

    /// *Holt: We Will Not Wait* above an article is a headline: in title case, or without a stop.
    fn forget_headline(&mut self) {
        let [Some(first), ..] = &self.openings[..] else { return };
        let said = Range::new(first.speech, self.parsed.paragraphs[0].end);
        let words = || {
            let words = self.parsed.tokens[said.range()].iter().filter(|t| t.kind == Kind::Word);
            words.map(|t| self.vocabulary.word(t.word)).filter(|w| w.raw.chars().count() >= 4)
        };
        let small = words().filter(|w| !w.shape.is_capitalised()).count();
        let title_case = words().count() >= 2 && 4 * small <= words().count();
        if said.start < said.end && (title_case || !self.ends_as_sentences_do(said)) {
            self.openings[0] = None;
        }
    }

    /// Whether the labels of the text are those of a script.
    fn is_one(&self) -> bool {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for (_, opening) in self.labelled() {
            *counts.entry(&opening.key).or_default() += 1;
        }
        let labelled: Vec<_> = self.labelled().collect();
        let (asks, answers) = (counts.contains_key("q"), counts.contains_key("a"));
        // "MR. HOLT" and "MS. HOLT" are two, "MIRA HOLT" and "HOLT" one.
        let text = |o: &Opening| o.label.span.of(self.parsed.text).to_uppercase();
        let one = |a: &str, b: &str| a.ends_with(b) || b.ends_with(a);
        let first = labelled.first().map(|(_, o)| text(o)).unwrap_or_default();
        let several = labelled.iter().any(|(_, o)| !one(&text(o), &first));
        let again = labelled.len() >= 3 && several && counts.values().any(|&n| n >= 2);
        let exchange = labelled.windows(2).any(|pair| self.is_exchange(pair[0], pair[1]));
        if !(again || exchange) || answers && !asks {
            return false;
        }
        let (mut spoken, mut whole, mut answered, mut own) = (0, 0, 0, 0);
        for &(paragraph, opening) in &labelled {
            let said = self.first_said(paragraph, opening);
            let spoken_here = self.any_word(said, is_first_or_second_person) || self.is_asked(said);
            spoken += usize::from(spoken_here);
            whole += usize::from(self.ends_as_sentences_do(said));
            let answer = opening.label.role == Role::Answers;
            answered += usize::from(answer);
            own += usize::from(answer && self.any_word(said, is_first_person));
        }
        // An explainer in questions and answers is a reporter's: nobody says "I" in it.
        3 * spoken >= labelled.len() && 3 * whole >= 2 * labelled.len() && 4 * own >= answered
    }

    /// A question and the next paragraph's answer, under two labels.
    fn is_exchange(&self, asks: (usize, &Opening), answers: (usize, &Opening)) -> bool {
        let said = self.first_said(asks.0, asks.1);
        let asked = said.start < said.end && self.parsed.str(said.end - 1) == "?";
        let roles = (asks.1.label.role, answers.1.label.role) == (Role::Asks, Role::Answers);
        let adjacent = answers.0 <= self.parsed.paragraph_of(said.end.max(1) - 1) + 1;
        adjacent && asks.1.key != answers.1.key && (roles || asked)
    }

    fn turns(&self) -> Vec<Quote> {
        let labelled: Vec<_> = self.labelled().collect();
        let mut turns = Vec::with_capacity(labelled.len());
        for (at, &(paragraph, opening)) in labelled.iter().enumerate() {
            let next = labelled.get(at + 1).map(|(next, _)| *next);
            let last = self.last_paragraph(paragraph, opening, next);
            let mut pieces = Vec::new();
            for p in paragraph..=last {
                let whole = self.parsed.paragraphs[p];
                let start = if p == paragraph { opening.speech } else { whole.start };
                self.pieces(Range::new(start, whole.end), &mut pieces);
            }
            let (Some(first), Some(end)) = (pieces.first(), pieces.last()) else { continue };
            let span = Span::new(first.start, end.end);
            turns.push(Quote {
                span,
                pieces,
                form: Form::Direct,
                label: Some(opening.label),
                inner: Vec::new(),
            });
        }
        turns
    }

    /// The last paragraph of a turn. Up to the next label all is said, but for what the
    /// reporter says of the speaker; behind the last label only what says *I* or *we*.
    fn last_paragraph(&self, first: usize, opening: &Opening, next: Option<usize>) -> usize {
        let end = next.unwrap_or(self.openings.len());
        let mut own_line = opening.speech == self.parsed.paragraphs[first].end;
        let mut last = first;
        let own = |p: usize| self.outside_marks(self.parsed.paragraphs[p]).any(is_first_person);
        let spoken = |p: usize| {
            let whole = self.parsed.paragraphs[p];
            self.outside_marks(whole).any(is_first_or_second_person) || self.is_asked(whole)
        };
        let any_spoken = (first + 1..end).any(spoken);
        for p in first + 1..end {
            let whole = self.parsed.paragraphs[p];
            if self.direction(whole.start, whole.end) == Some(whole.end) {
                continue;
            }
            if own_line {
                (own_line, last) = (false, p);
                continue;
            }
            let goes_on = match next {
                Some(_) => any_spoken || end - first <= 2,
                None => own(p),
            };
            // ">>" without a label: another speaker, of whom nothing is told.
            let other = self.parsed.str(whole.start) == ">";
            if other || !goes_on || !self.ends_as_sentences_do(whole) || self.is_reporters(whole, opening) {
                break;
            }
            last = p;
        }
        last
    }

    /// The reporter's words: they say *I* only in marks and name the speaker, or hold a
    /// quotation beside any speaker of the script; or they are only a line between two parts.
    fn is_reporters(&self, paragraph: Range, opening: &Opening) -> bool {
        let words = || self.outside_marks(paragraph);
        if words().any(is_first_person) {
            return false;
        }
        let capital = || words().filter(|w| w.shape.is_capitalised());
        let this = opening.label.role == Role::Named && capital().any(|w| *w.folded == *opening.key);
        let any = || capital().any(|w| self.names.contains(&*w.folded));
        let span = self.parsed.span(paragraph);
        let at = self.quotes.partition_point(|q| q.span.end <= span.start);
        let quotes = self.quotes.get(at).is_some_and(|q| q.span.start < span.end);
        let line = words().next().is_none() && !quotes;
        line || this || quotes && any()
    }

    /// What is said in a paragraph: all but stage directions.
    fn pieces(&self, said: Range, pieces: &mut Vec<Span>) {
        let (mut at, mut start) = (said.start, said.start);
        let mut piece = |from: usize, to: usize| {
            let range = Range::new(from, to);
            if self.parsed.tokens[range.range()].iter().any(Token::is_word) {
                pieces.push(self.parsed.span(range));
            }
        };
        while at < said.end {
            match self.direction(at, said.end) {
                Some(end) => {
                    piece(start, at);
                    (at, start) = (end, end);
                }
                None => at += 1,
            }
        }
        piece(start, said.end);
    }

    /// Where a stage direction that opens here ends: `(laughter)`, `[APPLAUSE]`, `[00:12]`;
    /// brackets that are a paragraph of their own hold one whatever they say.
    fn direction(&self, open: usize, limit: usize) -> Option<usize> {
        let bracket = self.parsed.str(open);
        let close = match bracket {
            "(" => ")",
            "[" => "]",
            _ => return None,
        };
        let paragraph = self.parsed.paragraphs[self.parsed.paragraph_of(open)];
        let far = if open == paragraph.start { limit } else { limit.min(open + LONGEST_DIRECTION) };
        let end = (open + 1..far).find(|&t| self.parsed.str(t) == close)?;
        let inside = &self.parsed.tokens[open + 1..end];
        let words: Vec<&Word> =
            inside.iter().filter(|t| t.kind == Kind::Word).map(|t| self.vocabulary.word(t.word)).collect();
        let upper = |w: &&Word| matches!(w.shape, Shape::Upper | Shape::Initial);
        let listed = inside.len() <= 8 && words.iter().any(|w| DIRECTIONS.contains(&&*w.folded));
        let told = listed || words.len() > 1 && words.iter().all(upper);
        let timed = words.is_empty() && inside.len() > 2;
        let alone = paragraph.start == open && end + 2 >= paragraph.end;
        (told || timed || alone).then(|| end + 1 + usize::from(alone && end + 1 < limit))
    }
}

#[cfg(test)]
mod tests {
    use crate::text::{Parsed, Vocabulary};

    /// Each labelled quotation: its label and its pieces.
    fn turns(text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::new(["mr", "sen"]);
        let parsed = Parsed::new(text, &mut vocabulary);
        let quotes = crate::quote::find(&parsed, &vocabulary);
        let shown = |q: &crate::quote::Quote| {
            let label = q.label.map_or("-", |l| l.span.of(text));
            let pieces: Vec<&str> = q.pieces.iter().map(|p| p.of(text)).collect();
            format!("{label}: {}", pieces.join(" / "))
        };
        quotes.iter().map(shown).collect()
    }

    #[test]
    fn a_turn_runs_to_the_next_label_over_paragraphs() {
        assert_eq!(
            turns("HOLT: We wait.\n\nWe have waited before.\n\nVALE: Do you?\n\nHOLT: Yes."),
            ["HOLT: We wait. / We have waited before.", "VALE: Do you?", "HOLT: Yes."]
        );
        assert_eq!(
            turns("HOLT:\nWe wait.\nVALE:\nDo you?\nHOLT:\nYes."),
            ["HOLT: We wait.", "VALE: Do you?", "HOLT: Yes."]
        );
    }

    #[test]
    fn stage_directions_are_nobodys_speech() {
        assert_eq!(
            turns(
                "HOLT: We wait (laughter) for you.\n\n[Applause.]\n\nVALE: (pauses) Do you (still) wait?\n\nHOLT: Yes."
            ),
            ["HOLT: We wait / for you.", "VALE: Do you (still) wait?", "HOLT: Yes."]
        );
    }

    #[test]
    fn marks_within_a_turn_are_part_of_it_and_a_turn_in_marks_stays_as_it_is() {
        assert_eq!(
            turns("HOLT: “No,” I said, “no.”\n\nVALE: Why?\n\nHOLT: “My ship.”"),
            ["HOLT: “No,” I said, “no.”", "VALE: Why?", "HOLT: My ship."]
        );
    }

    #[test]
    fn the_reporters_paragraphs_end_a_turn() {
        let script = "The talk.\n\nHOLT: We wait.\n\nVALE: Do you?\n\nHOLT: Yes.\n\n";
        let found = turns(&format!("{script}Holt left. “We won,” she said.\n\nShe flew home."));
        assert_eq!(found[2..], ["HOLT: Yes.", "-: We won,"]);
        assert_eq!(
            turns(&format!("{script}I’ll wait.\n\nThe harbour closed."))[2],
            "HOLT: Yes. / I’ll wait."
        );
        let captions = "HOLT: We wait.\n\n>> Who are you?\n\nVALE: Do you?\n\nHOLT: Yes.";
        assert_eq!(turns(captions), ["HOLT: We wait.", "VALE: Do you?", "HOLT: Yes."]);
    }

    #[test]
    fn labels_without_speech_make_no_script() {
        let lists = [
            "Name: Ana\nAge: 27\nName: Bo\nAge: 31\nName: Cy",
            "Holt: 46.\n\nVale: 12.\n\nHolt: 51.\n\nVale: 13.",
            "HOLT: “We pay.”\n\nTHE FACTS: The town pays.\n\nTHE FACTS: The town paid.",
            "Q: What is a levy?\n\nA: A charge on boats.\n\nQ: Who pays?\n\nA: The owner does.",
            "WASHINGTON: We waited.\n\nPhoto: Ana Ortiz.",
            "MYTH: You need no pilot.\n\nFACT: You do.\n\nMYTH: We all swim.\n\nFACT: We do not.",
            "Dear Abby: I am lost.\n\nDear Lost: You are found.\n\nDear Abby: I am cold.",
            "From: Ana\nTo: Bo\nWe wait.\nFrom: Bo\nTo: Ana\nWhy do you?",
            "Vale: Win in a walk.\n\nHolt: Keep it close.\n\nHill: Hang on.",
        ];
        for list in lists {
            let labelled: Vec<String> = turns(list).into_iter().filter(|t| !t.starts_with('-')).collect();
            assert_eq!(labelled, [""; 0], "{list}");
        }
    }

    #[test]
    fn a_headline_with_a_colon_is_no_turn() {
        let text = "Holt: We Will Not Wait.\n\nThey met.\n\nHOLT: We wait.\n\nVALE: Do you?\n\nHOLT: Yes.";
        assert_eq!(turns(text).len(), 3);
    }
}
