//! The table of weights, and the choice that it makes.

use super::calibration;
use super::candidates::{Candidate, Choice, Scene};
use super::features::{self, Past};
use super::questions;
use super::turns::{self, Cast};
use super::{Attribution, Silence};
use crate::error::{Error, Kind, Place};
use once_cell::sync::OnceCell;

/// One weight for each feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// By feature number.
    pub weights: Vec<f64>,
}

const BUILTIN: &str = include_str!("weights.csv");

impl Default for Model {
    fn default() -> Self {
        Self { weights: vec![0.0; questions::COUNT] }
    }
}

impl Model {
    /// The weights that come with the program.
    ///
    /// # Errors
    /// Where the table does not parse, which a test rules out.
    pub fn builtin() -> Result<&'static Self, Error> {
        static CELL: OnceCell<Model> = OnceCell::new();
        CELL.get_or_try_init(|| Self::from_csv(BUILTIN, "attribution/weights.csv"))
    }

    /// Reads `question,answer,weight`.
    ///
    /// # Errors
    /// A question or answer that this version does not ask, or a weight that is no number.
    pub fn from_csv(text: &str, shown: &str) -> Result<Self, Error> {
        let mut model = Self::default();
        for (at, line) in text.lines().enumerate().skip(1) {
            let bad = |what: String| Error::at(Place::line(shown, at as u64 + 1), Kind::BadRow(what));
            let fields: Vec<&str> = line.split(',').collect();
            let [question, answer, weight] = fields[..] else {
                return Err(bad("needs question,answer,weight".into()));
            };
            let feature = questions::number(question, answer)
                .ok_or_else(|| bad(format!("no question \"{question}\" with the answer \"{answer}\"")))?;
            model.weights[feature as usize] =
                weight.parse().map_err(|_| bad(format!("weight \"{weight}\" is not a number")))?;
        }
        Ok(model)
    }

    /// Writes `question,answer,weight`, leaving out weights of nothing.
    pub fn to_csv(&self) -> String {
        use std::fmt::Write;
        let mut out = String::from("question,answer,weight\n");
        for (feature, weight) in self.weights.iter().enumerate() {
            if weight.abs() >= 0.0005 {
                let (question, answer) = questions::name(feature as u16);
                let _ = writeln!(out, "{question},{answer},{weight:.3}");
            }
        }
        out
    }

    /// The sum of a candidate's weights.
    pub fn sum(&self, candidate: &Candidate) -> f64 {
        candidate.features.iter().map(|&f| self.weights[f as usize]).sum()
    }

    /// The probability of each candidate.
    pub fn probabilities(&self, candidates: &[Candidate]) -> Vec<f64> {
        let sums: Vec<f64> = candidates.iter().map(|c| self.sum(c)).collect();
        let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let powers: Vec<f64> = sums.iter().map(|s| (s - top).exp()).collect();
        let total: f64 = powers.iter().sum();
        powers.into_iter().map(|p| p / total).collect()
    }

    /// Attributes all quotations of an article, in order.
    pub fn attribute(&self, scene: &Scene<'_>, speakers: usize) -> Vec<Attribution> {
        self.walk(scene, speakers, |_, _, _, _| ())
    }

    /// Attributes all quotations, showing each one's candidates, their probabilities and
    /// the choice.
    pub fn walk(
        &self,
        scene: &Scene<'_>,
        speakers: usize,
        mut show: impl FnMut(usize, &[Candidate], &[f64], &Attribution),
    ) -> Vec<Attribution> {
        let mut past = Past::new(scene, speakers);
        let mut attributions = Vec::with_capacity(scene.quotes.len());
        let cast = Cast::of(scene);
        for quote in 0..scene.quotes.len() {
            if let Some(label) = scene.quotes[quote].label {
                let (attribution, person) = turns::attribute(scene, label, &cast);
                show(quote, &[], &[], &attribution);
                past.push(person);
                attributions.push(attribution);
                continue;
            }
            let candidates = features::candidates(scene, quote, &past);
            let probabilities = self.probabilities(&candidates);
            let (attribution, mention) = decide(scene, &candidates, &probabilities);
            show(quote, &candidates, &probabilities, &attribution);
            past.push(match attribution {
                Attribution::To { speaker, .. } => mention.map(|m| (speaker, m)),
                Attribution::Nobody { .. } => None,
            });
            attributions.push(attribution);
        }
        attributions
    }
}

/// The speaker whose mentions together are likeliest; among them the likeliest mention.
fn decide(
    scene: &Scene<'_>,
    candidates: &[Candidate],
    probabilities: &[f64],
) -> (Attribution, Option<usize>) {
    let speaker = |c: &Candidate| match c.choice {
        Choice::Mention(m) => scene.mentions[m].speaker,
        _ => None,
    };
    let mut best = (0, 0.0, 0.0);
    for (at, candidate) in candidates.iter().enumerate() {
        let of = speaker(candidate);
        let together: f64 = match of {
            Some(_) => {
                let same = |(c, _): &(&Candidate, &f64)| speaker(c) == of;
                candidates.iter().zip(probabilities).filter(same).map(|(_, p)| p).sum()
            }
            None => probabilities[at],
        };
        if together > best.1 + 1e-12 || (together > best.1 - 1e-12 && probabilities[at] > best.2) {
            best = (at, together, probabilities[at]);
        }
    }
    let (at, confidence, _) = best;
    let winner = &candidates[at];
    let nobody = |why| (Attribution::Nobody { why, confidence }, None);
    match winner.choice {
        Choice::NotSpeech => nobody(Silence::NotSpeech),
        Choice::Nobody if !candidates.iter().any(|c| matches!(c.choice, Choice::Mention(_))) => {
            nobody(Silence::NoCandidate)
        }
        Choice::Nobody => nobody(Silence::NotNamed),
        Choice::Mention(m) => match scene.mentions[m].speaker {
            None => nobody(Silence::NotNamed),
            Some(speaker) => {
                let parsed = scene.reading.parsed;
                let cue = winner.cue.map(|c| parsed.tokens[scene.cues[c].token].span());
                let mention = parsed.span(scene.mentions[m].tokens);
                let confidence = calibration::confidence(confidence, scene.mentions[m].identity);
                (Attribution::To { speaker, mention, cue, confidence, rule: winner.rule }, Some(m))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_reads_back_as_it_was_written() {
        let model = Model::builtin().expect("the table parses");
        let again = Model::from_csv(&model.to_csv(), "again").expect("reads back");
        assert_eq!(*model, again);
    }

    #[test]
    fn a_row_that_asks_nothing_is_named() {
        let error = Model::from_csv("question,answer,weight\nlink,none,1\nmood,sad,2\n", "w.csv")
            .expect_err("unknown");
        assert_eq!(
            error.to_string(),
            "w.csv:3: row cannot be read: no question \"mood\" with the answer \"sad\""
        );
    }
}
