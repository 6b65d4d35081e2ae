//! Labels of a script: what opens a paragraph and names who speaks in it.
//!
//! *HOLT:*, *Mira Holt:*, *SEN. MIRA HOLT (R-Ost):*, *THE PRESIDENT:*, *Q.*, *Answer:*, with
//! `>>`, bold markers or a time code about them. One label proves nothing: whether a text is
//! a script is decided in `turns`.

use super::label_words::{NO_SPEAKERS, OPENERS, ROLES, SMALL};
use crate::text::{Kind, Parsed, Range, Shape, Span, Vocabulary};

/// What a label says of its speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A name or an office: *HOLT*, *THE PRESIDENT*, *AP*.
    Named,
    /// *Q*, *Question*: whoever asks.
    Asks,
    /// *A*, *Answer*: whoever is asked.
    Answers,
}

/// The label of a turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The words that name the speaker; without seat, party and affiliation.
    pub span: Span,
    /// What they say.
    pub role: Role,
}

/// A label that opens a paragraph.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) label: Label,
    /// The first token of what is said.
    pub(super) speech: usize,
    /// The label's last word, folded: the same for *JAKE TAPPER* and *TAPPER*.
    pub(super) key: String,
}

/// Tokens in the longest label; titles have stops.
const LONGEST: usize = 14;

/// The label that opens a paragraph, if one does.
pub(super) fn opening(parsed: &Parsed<'_>, vocabulary: &Vocabulary, paragraph: Range) -> Option<Opening> {
    let text = Tokens { parsed, vocabulary, paragraph };
    let (start, timed) = text.decoration(paragraph.start);
    let asked = text.question_or_answer(start).or_else(|| text.name(start, timed))?;
    let (speech, _) = text.decoration(asked.speech);
    Some(Opening { speech, ..asked })
}

struct Tokens<'a> {
    parsed: &'a Parsed<'a>,
    vocabulary: &'a Vocabulary,
    paragraph: Range,
}

impl Tokens<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        (at < self.paragraph.end).then(|| self.parsed.tokens[at].kind)
    }

    fn is_mark(&self, at: usize, marks: &[&str]) -> bool {
        self.kind(at) == Some(Kind::Mark) && marks.contains(&self.parsed.str(at))
    }

    fn folded(&self, at: usize) -> &str {
        &self.vocabulary.word(self.parsed.tokens[at].word).folded
    }

    fn shape(&self, at: usize) -> Shape {
        self.vocabulary.word(self.parsed.tokens[at].word).shape
    }

    /// Behind `>>`, bold markers and a time code; whether there was a time code.
    fn decoration(&self, mut at: usize) -> (usize, bool) {
        let mut timed = false;
        loop {
            if let Some(end) = self.time_code(at) {
                (at, timed) = (end, true);
            } else if self.is_mark(at, &[">", "*", "_", "#", "•"]) {
                at += 1;
            } else {
                return (at, timed);
            }
        }
    }

    /// `[00:12]`, `(1:02:33)`, `00:12`.
    fn time_code(&self, at: usize) -> Option<usize> {
        let bracket = self.is_mark(at, &["[", "("]);
        let mut end = at + usize::from(bracket);
        let number = |t: usize| self.kind(t) == Some(Kind::Number);
        if !(number(end) && self.is_mark(end + 1, &[":"]) && number(end + 2)) {
            return None;
        }
        end += 3;
        while self.is_mark(end, &[":"]) && number(end + 1) {
            end += 2;
        }
        (!bracket || self.is_mark(end, &["]", ")"])).then(|| end + usize::from(bracket))
    }

    /// `Q.`, `A:`, `Question:`; a lone `Q` too, as the transcripts of one house have it.
    fn question_or_answer(&self, at: usize) -> Option<Opening> {
        if self.kind(at) != Some(Kind::Word) || !self.shape(at).is_capitalised() {
            return None;
        }
        let (role, short) = match self.folded(at) {
            "q" => (Role::Asks, true),
            "a" => (Role::Answers, true),
            "question" | "interviewer" => (Role::Asks, false),
            "answer" => (Role::Answers, false),
            _ => return None,
        };
        let mut speech = at + 1;
        while self.is_mark(speech, &["*", "_"]) {
            speech += 1;
        }
        if self.is_mark(speech, &[":"]) || short && self.is_mark(speech, &["."]) {
            speech += 1;
        } else if !(short && role == Role::Asks && self.kind(speech) == Some(Kind::Word)) {
            return None;
        }
        let span = self.parsed.tokens[at].span();
        let key = if role == Role::Asks { "q" } else { "a" };
        Some(Opening { label: Label { span, role }, speech, key: key.into() })
    }

    /// A run of name words up to a colon; in a line of its own a time code will do.
    fn name(&self, start: usize, mut timed: bool) -> Option<Opening> {
        let (mut at, mut end, mut affiliated) = (start, start, false);
        let mut key = "";
        let colon = loop {
            if let Some(behind) = self.time_code(at).filter(|_| at > start) {
                (at, timed) = (behind, true);
                continue;
            }
            match self.kind(at) {
                None if at > start && timed => break at,
                None => return None,
                _ if at - start > LONGEST => return None,
                Some(Kind::Word) if !affiliated && !self.is_label_word(at, start) => return None,
                Some(Kind::Number) if at == start => return None,
                Some(Kind::Word | Kind::Number | Kind::Clitic) => {
                    if !affiliated {
                        end = at + 1;
                        if self.kind(at) == Some(Kind::Word) {
                            key = self.folded(at);
                        }
                    }
                }
                Some(Kind::Mark) => {
                    if self.is_mark(at, &[":"]) && !self.is_glued(at + 1) {
                        break at;
                    } else if at == start {
                        return None;
                    } else if let Some(close) = self.bracket(at) {
                        affiliated = true;
                        at = close;
                    } else if self.is_mark(at, &[","]) && self.shape(at - 1) == Shape::Upper {
                        // "WANDA BLITZ, ANCHOR:": the affiliation is no part of the name.
                        affiliated = true;
                    } else if affiliated {
                        if self.is_mark(at, &["?", "!", ";", "“", "”", "\""]) {
                            return None;
                        }
                    } else if !(self.is_mark(at, &["-", "‑", "*", "_"])
                        || self.is_mark(at, &["."]) && self.takes_stop(at - 1))
                    {
                        return None;
                    }
                }
            }
            at += 1;
        };
        if key.is_empty() || NO_SPEAKERS.contains(&key) {
            return None;
        }
        let stop = end < colon && self.is_mark(end, &["."]) && !affiliated;
        let span = self.parsed.span(Range::new(start, end + usize::from(stop)));
        let speech = (colon + 1).min(self.paragraph.end);
        let key = key.to_string();
        Some(Opening { label: Label { span, role: Role::Named }, speech, key })
    }

    /// *10:15*, *http://*: no colon of a label.
    fn is_glued(&self, at: usize) -> bool {
        let touches = |t: usize| self.parsed.tokens[t].start == self.parsed.tokens[t - 1].end;
        self.kind(at).is_some() && touches(at) && !self.is_mark(at, &["*", "_", "“", "\"", "‘", "'"])
    }

    /// Where a bracket that opens here closes.
    fn bracket(&self, at: usize) -> Option<usize> {
        self.is_mark(at, &["(", "["])
            .then(|| (at + 1..at + LONGEST).find(|&t| self.is_mark(t, &[")", "]"])))
            .flatten()
    }

    fn takes_stop(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Word) && {
            let word = self.vocabulary.word(self.parsed.tokens[at].word);
            word.abbreviation || word.shape == Shape::Initial || word.raw.chars().count() <= 4
        }
    }

    fn is_label_word(&self, at: usize, start: usize) -> bool {
        if self.shape(at).is_capitalised() {
            return at > start || !OPENERS.contains(&self.folded(at));
        }
        at > start && (SMALL.contains(&self.folded(at)) || ROLES.contains(&self.folded(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Option<(&str, &str)> {
        let mut vocabulary = Vocabulary::new(["sen", "mr", "dr"]);
        let parsed = Parsed::new(text, &mut vocabulary);
        let found = opening(&parsed, &vocabulary, parsed.paragraphs[0])?;
        let rest = parsed.tokens.get(found.speech).map_or("", |t| &text[t.start as usize..]);
        Some((found.label.span.of(text), rest))
    }

    #[test]
    fn labels_are_names_offices_and_initials_before_a_colon() {
        assert_eq!(label("HOLT: We wait."), Some(("HOLT", "We wait.")));
        assert_eq!(label("SEN. MIRA HOLT (R-Ost): We wait."), Some(("SEN. MIRA HOLT", "We wait.")));
        assert_eq!(label("MIRA HOLT, NEWS ANCHOR: We wait."), Some(("MIRA HOLT", "We wait.")));
        assert_eq!(label("Bram van der Vale: No."), Some(("Bram van der Vale", "No.")));
        assert_eq!(label("THE PRESIDENT: No."), Some(("THE PRESIDENT", "No.")));
        assert_eq!(label("Audience member: No."), Some(("Audience member", "No.")));
    }

    #[test]
    fn time_codes_arrows_and_bold_markers_stand_about_a_label() {
        assert_eq!(label("[00:12] >> HOLT: No."), Some(("HOLT", "No.")));
        assert_eq!(label("**Holt:** No."), Some(("Holt", "No.")));
        assert_eq!(label("**Holt**: No."), Some(("Holt", "No.")));
        assert_eq!(label("Mira Holt (00:12): No."), Some(("Mira Holt", "No.")));
        assert_eq!(label("HOLT:"), Some(("HOLT", "")));
        assert_eq!(label("Mira Holt  01:02:33"), Some(("Mira Holt", "")));
        assert_eq!(label("Mira Holt"), None);
    }

    #[test]
    fn questions_and_answers_have_letters() {
        assert_eq!(label("Q. Why?"), Some(("Q", "Why?")));
        assert_eq!(label("A: Because."), Some(("A", "Because.")));
        assert_eq!(label("**Q:** Why?"), Some(("Q", "Why?")));
        assert_eq!(label("A man came."), None);
    }

    #[test]
    fn prose_before_a_colon_is_no_label() {
        assert_eq!(label("He says: no."), None);
        assert_eq!(label("Holt continued: “No.”"), None);
        assert_eq!(label("Photo: a harbour."), None);
        assert_eq!(label("Editor’s Note: it rained."), None);
        assert_eq!(label("At 10:15 it rained."), None);
    }
}
