//! The table of weights, and the choice that it makes.
//!
//! A candidate's score is the sum of its answers' weights, and of a few units that each
//! read all answers together: an answer can mean one thing beside a cue and another without
//! one. What an answer is worth in a place is the score with it less the score without.

use super::calibration::Calibration;
use super::candidates::{Candidate, Choice, Scene};
use super::features::{self, Past};
use super::questions;
use super::turns::{self, Cast};
use super::{Attribution, Silence};
use crate::error::{Error, Kind, Place};
use once_cell::sync::OnceCell;

/// How many units read the answers together.
pub const UNITS: usize = 16;

/// One number for each unit.
pub type Units = [f32; UNITS];

/// What was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// By feature number: what it adds to the score.
    pub weights: Vec<f32>,
    /// By feature number: what it adds to each unit.
    pub inputs: Vec<Units>,
    /// What each unit begins with.
    pub bias: Units,
    /// What each unit adds to the score, at most.
    pub outputs: Units,
    /// What the probability of a mention says of the name.
    pub calibration: Calibration,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            weights: vec![0.0; questions::COUNT],
            inputs: vec![[0.0; UNITS]; questions::COUNT],
            bias: [0.0; UNITS],
            outputs: [0.0; UNITS],
            calibration: Calibration::none(),
        }
    }
}

/// The question of the rows that belong to no question: `unit,bias` and `unit,output`.
const UNIT: &str = "unit";

impl Model {
    /// The text of the weights that come with the program, as [`Self::to_csv`] writes it.
    pub const BUILTIN: &str = include_str!("weights.csv");

    /// The weights that come with the program.
    ///
    /// # Errors
    /// Where the table does not parse, which a test rules out.
    pub fn builtin() -> Result<&'static Self, Error> {
        static CELL: OnceCell<Model> = OnceCell::new();
        CELL.get_or_try_init(|| {
            let weights = Self::from_csv(Self::BUILTIN, "attribution/weights.csv")?;
            Ok(Self { calibration: Calibration::builtin()?.clone(), ..weights })
        })
    }

    /// Reads `question,answer,weight` and a column for each unit; without those columns the
    /// score is the sum of the weights.
    ///
    /// # Errors
    /// A question or answer that this version does not ask, or a weight that is no number.
    pub fn from_csv(text: &str, shown: &str) -> Result<Self, Error> {
        let mut model = Self::default();
        for (at, line) in text.lines().enumerate().skip(1) {
            let bad = |what: String| Error::at(Place::line(shown, at as u64 + 1), Kind::BadRow(what));
            let mut fields = line.split(',');
            let (Some(question), Some(answer), Some(weight)) = (fields.next(), fields.next(), fields.next())
            else {
                return Err(bad("needs question,answer,weight".into()));
            };
            let number =
                |raw: &str| raw.parse().map_err(|_| bad(format!("weight \"{raw}\" is not a number")));
            let numbers: Vec<f32> = fields.map(number).collect::<Result<_, _>>()?;
            let units: Units = match numbers.len() {
                0 => [0.0; UNITS],
                _ => {
                    numbers.try_into().map_err(|_| bad(format!("needs {UNITS} numbers behind its weight")))?
                }
            };
            match (question, answer) {
                (UNIT, "bias") => model.bias = units,
                (UNIT, "output") => model.outputs = units,
                _ => {
                    let feature = questions::number(question, answer).ok_or_else(|| {
                        bad(format!("no question \"{question}\" with the answer \"{answer}\""))
                    })?;
                    model.weights[feature as usize] = number(weight)?;
                    model.inputs[feature as usize] = units;
                }
            }
        }
        Ok(model)
    }

    /// Writes `question,answer,weight` and the units, leaving out rows of nothing.
    pub fn to_csv(&self) -> String {
        use std::fmt::Write;
        let names: Vec<String> = (1..=UNITS).map(|u| format!("unit_{u}")).collect();
        let mut out = format!("question,answer,weight,{}\n", names.join(","));
        let mut row = |question: &str, answer: &str, weight: f32, units: &Units| {
            if weight.abs() >= 0.0005 || units.iter().any(|u| u.abs() >= 0.0005) {
                let _ = write!(out, "{question},{answer},{weight:.3}");
                for unit in units {
                    let _ = write!(out, ",{unit:.3}");
                }
                out.push('\n');
            }
        };
        for (feature, (weight, units)) in self.weights.iter().zip(&self.inputs).enumerate() {
            let (question, answer) = questions::name(feature as u16);
            row(question, answer, *weight, units);
        }
        row(UNIT, "bias", 0.0, &self.bias);
        row(UNIT, "output", 0.0, &self.outputs);
        out
    }

    /// The score of a candidate with these features.
    pub fn sum(&self, features: &[u16]) -> f64 {
        let mut sum = 0.0;
        let mut units = self.bias;
        for &feature in features {
            sum += self.weights[feature as usize];
            for (unit, input) in units.iter_mut().zip(&self.inputs[feature as usize]) {
                *unit += input;
            }
        }
        for (unit, output) in units.iter().zip(&self.outputs) {
            sum += output * bend(*unit);
        }
        f64::from(sum)
    }

    /// The probability of each candidate.
    pub fn probabilities(&self, candidates: &[Candidate]) -> Vec<f64> {
        let sums: Vec<f64> = candidates.iter().map(|c| self.sum(&c.features)).collect();
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
            let (attribution, chosen) = decide(scene, &candidates, &probabilities, &self.calibration);
            show(quote, &candidates, &probabilities, &attribution);
            past.push(chosen);
            attributions.push(attribution);
        }
        attributions
    }
}

/// From −1 to 1, nearly the hyperbolic tangent, and the same on every machine.
fn bend(x: f32) -> f32 {
    let x = x.clamp(-3.0, 3.0);
    x * (27.0 + x * x) / (27.0 + 9.0 * x * x)
}

/// The speaker whose mentions together are likeliest; among them the likeliest mention.
fn decide(
    scene: &Scene<'_>,
    candidates: &[Candidate],
    probabilities: &[f64],
    calibration: &Calibration,
) -> (Attribution, Option<(usize, usize)>) {
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
                let identity = scene.mentions[m].identity;
                let confidence = calibration.confidence(confidence, identity);
                let (rule, identity) = (winner.rule, Some(identity));
                (Attribution::To { speaker, mention, cue, confidence, rule, identity }, Some((speaker, m)))
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
        assert_eq!(model.to_csv(), Model::BUILTIN);
        let again = Model::from_csv(&model.to_csv(), "again").expect("reads back");
        assert_eq!(*model, Model { calibration: model.calibration.clone(), ..again });
    }

    #[test]
    fn a_table_without_units_is_a_sum_of_weights() {
        let model = Model::from_csv("question,answer,weight\nmake,person,1.5\nmake,place,-2\n", "w.csv");
        let model = model.expect("reads");
        let feature = |answer| questions::number("make", answer).expect("asked");
        assert!((model.sum(&[feature("person"), feature("place")]) + 0.5).abs() < 1e-6);
    }

    #[test]
    fn a_row_with_too_few_units_is_named() {
        let error = Model::from_csv("question,answer,weight\nmake,person,1,2,3\n", "w.csv");
        let error = error.expect_err("two units");
        assert_eq!(error.to_string(), "w.csv:2: row cannot be read: needs 16 numbers behind its weight");
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
