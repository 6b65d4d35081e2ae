//! How positive or negative words are, by the rules of VADER.
//!
//! Hutto, C.J. & Gilbert, E.E. (2014): *VADER: A Parsimonious Rule-based Model for Sentiment
//! Analysis of Social Media Text*, ICWSM-14. In [`Mode::Strict`] every text gets the four
//! numbers that the Python package vaderSentiment 3.3.2 gives it; the rules are in `rules`,
//! one function each, oddities included, the words in `lexicons/vader-en`.
//!
//! It does not know rhetoric lexicons, nor they it: valence stands beside their hits and
//! never changes them.

mod model;
mod plain;
mod polarity;
mod rules;
mod words;

pub use model::Model;
pub use polarity::{Polarity, compound};

use crate::text::{Parsed, Span};

/// Which spelling is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// Typography is folded to what a typewriter has, then as the reference does; a text of
    /// ASCII characters gets the same numbers in both modes.
    Vader,
    /// As the reference does: *isn’t* with a curly apostrophe negates nothing.
    Strict,
}

impl Mode {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Vader, Self::Strict];

    /// As `--valence` takes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Vader => "vader",
            Self::Strict => "vader-strict",
        }
    }
}

/// Compounds of some sentences, added up: integers, so that any order gives the same sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Valence {
    /// Sum of the compounds of the sentences, in ten-thousandths.
    pub sum: i64,
    /// Sentences with at least one word.
    pub sentences: u64,
    /// Words and emoticons that are in the list.
    pub terms: u64,
}

impl Valence {
    /// Mean compound, −1 to 1; nothing without a sentence.
    pub fn mean(self) -> Option<f64> {
        (self.sentences > 0).then(|| self.sum as f64 / (10_000 * self.sentences) as f64)
    }
}

impl std::ops::AddAssign for Valence {
    fn add_assign(&mut self, Self { sum, sentences, terms }: Self) {
        self.sum += sum;
        self.sentences += sentences;
        self.terms += terms;
    }
}

/// What one worker keeps between sentences.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    plain: String,
    lower: String,
    words: Vec<words::Word>,
    valences: Vec<f64>,
    sentence: String,
}

/// The valence of some pieces of a text, sentence by sentence. What is left of a sentence
/// that is interrupted (by a reporter, by another's words) is one sentence.
pub fn of(parsed: &Parsed<'_>, pieces: &[Span], model: &Model, scratch: &mut Scratch) -> Valence {
    let mut total = Valence::default();
    let mut parts: Vec<Span> = Vec::new();
    let mut open = None;
    for &piece in pieces {
        let mut tokens = parsed.tokens_in(piece);
        while tokens.start < tokens.end {
            let sentence = parsed.sentence_of(tokens.start);
            if open != Some(sentence) {
                total += of_sentence(parsed, &parts, model, scratch);
                parts.clear();
                open = Some(sentence);
            }
            let end = parsed.sentences[sentence].end.min(tokens.end);
            parts.push(parsed.span(crate::text::Range::new(tokens.start, end)));
            tokens.start = end;
        }
    }
    total += of_sentence(parsed, &parts, model, scratch);
    total
}

/// One sentence; nothing where it has no words.
fn of_sentence(parsed: &Parsed<'_>, parts: &[Span], model: &Model, scratch: &mut Scratch) -> Valence {
    if parts.iter().all(|&part| parsed.count_words(parsed.tokens_in(part)) == 0) {
        return Valence::default();
    }
    let polarity = if let [whole] = parts {
        model.polarity(whole.of(parsed.text), scratch)
    } else {
        let mut sentence = std::mem::take(&mut scratch.sentence);
        sentence.clear();
        for part in parts {
            sentence.push_str(part.of(parsed.text));
            sentence.push(' ');
        }
        let polarity = model.polarity(&sentence, scratch);
        scratch.sentence = sentence;
        polarity
    };
    Valence { sum: polarity.compound.into(), sentences: 1, terms: polarity.terms.into() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;
    use std::sync::Arc;

    /// Each quotation's compounds added up, its sentences and its terms.
    fn of_quotes(text: &str) -> Vec<(i64, u64, u64)> {
        let model = Model::builtin(Mode::Vader).expect("built-in files parse");
        let tools =
            Tools { valence: Some(Arc::new(model)), ..Tools::builtin().expect("built-in files parse") };
        let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
        let scores = analysis.findings.iter().filter_map(|f| f.score.valence);
        scores.map(|Valence { sum, sentences, terms }| (sum, sentences, terms)).collect()
    }

    #[test]
    fn a_quotation_is_scored_sentence_by_sentence() {
        // Alone the first sentence has 0.5859, the second -0.4588.
        assert_eq!(
            of_quotes("“The harbour is lovely. The guard is rude,” said Mira Holt."),
            [(5859 - 4588, 2, 2)]
        );
        assert_eq!(of_quotes("“The ferry left at noon,” said Mira Holt."), [(0, 1, 0)]);
    }

    #[test]
    fn words_of_another_are_the_others_and_leave_one_sentence_behind() {
        let text = "“My father told me, ‘The harbour is lovely,’ and I was happy,” said Mira Holt.";
        assert_eq!(of_quotes(text), [(5719, 1, 1), (5859, 1, 1)]);
    }

    #[test]
    fn a_mean_needs_a_sentence() {
        assert_eq!(Valence::default().mean(), None);
        assert_eq!(Valence { sum: -4588, sentences: 2, terms: 1 }.mean(), Some(-0.2294));
    }
}
