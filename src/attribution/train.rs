//! Fits the weights to annotated articles.
//!
//! The log-likelihood of the right candidates under the softmax, with an L2 penalty, is
//! climbed by full-batch gradient steps (Adam): the same numbers on every run.

use super::adam::Adam;
use super::candidates::{Candidate, Choice, Scene};
use super::features::{self, Past};
use super::model::{Model, UNITS};
use super::questions;
use super::turns::{self, Cast};
use crate::speaker::{Make, Type};
use crate::text::Span;

/// What an annotator said of one quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gold {
    /// The words that name the speaker, in one or several places.
    Source(Vec<Span>),
    /// Speech without a named source.
    NoSource,
    /// Not speech.
    NotSpeech,
}

/// One quotation with its candidates, as numbers only.
#[derive(Clone, Debug)]
pub struct Sample {
    candidates: Vec<Vec<u16>>,
    right: Vec<usize>,
}

/// The samples of one article; quotations whose speaker is no candidate are left out and
/// counted in the second value.
pub fn samples(scene: &Scene<'_>, speakers: usize, gold: &[Option<Gold>]) -> (Vec<Sample>, usize) {
    let mut past = Past::new(scene, speakers);
    let (mut samples, mut unreachable) = (Vec::new(), 0);
    let cast = Cast::of(scene);
    for (quote, answer) in gold.iter().enumerate() {
        if let Some(label) = scene.quotes[quote].label {
            // A label leaves nothing to learn.
            past.push(turns::attribute(scene, label, &cast).1);
            continue;
        }
        let candidates = features::candidates(scene, quote, &past);
        let right: Vec<usize> = match answer {
            None => Vec::new(),
            Some(answer) => {
                // A long stretch is never offered as "not speech": then nobody is right.
                let offered = candidates.iter().any(|c| c.choice == Choice::NotSpeech);
                let answer = if *answer == Gold::NotSpeech && !offered { &Gold::NoSource } else { answer };
                let right = |&c: &usize| is_right(scene, &candidates[c], answer);
                heads(scene, &candidates, (0..candidates.len()).filter(right).collect(), answer)
            }
        };
        // The past that later quotations see is the annotator's.
        let chosen = right.iter().rev().find_map(|&c| match candidates[c].choice {
            Choice::Mention(m) => scene.mentions[m].speaker.map(|s| (s, m)),
            _ => None,
        });
        past.push(chosen);
        if right.is_empty() {
            unreachable += usize::from(answer.is_some());
            continue;
        }
        samples.push(Sample { candidates: candidates.iter().map(|c| c.features.to_vec()).collect(), right });
    }
    (samples, unreachable)
}

fn is_right(scene: &Scene<'_>, candidate: &Candidate, gold: &Gold) -> bool {
    match (candidate.choice, gold) {
        (Choice::Mention(m), Gold::Source(spans)) => {
            let mention = scene.reading.parsed.span(scene.mentions[m].tokens);
            spans.iter().any(|s| s.overlaps(mention))
        }
        (Choice::NotSpeech, Gold::NotSpeech) | (Choice::Nobody, Gold::NoSource) => true,
        _ => false,
    }
}

/// Those of the right candidates that head what the annotator marked: of *Ost Post columnist
/// Mira Holt, a friend of Dan Carrow* it is Holt. All of them where none does.
fn heads(scene: &Scene<'_>, candidates: &[Candidate], right: Vec<usize>, gold: &Gold) -> Vec<usize> {
    let Gold::Source(spans) = gold else { return right };
    let parsed = scene.reading.parsed;
    let aside = ["describes", "complement"].map(|answer| questions::number("shape", answer));
    let mention = |c: usize| match candidates[c].choice {
        Choice::Mention(m) => Some(&scene.mentions[m]),
        Choice::NotSpeech | Choice::Nobody => None,
    };
    let parts = [",", "—", "–", "--", "("];
    let mut heads = Vec::new();
    for &span in spans {
        let inside = |&&c: &&usize| mention(c).is_some_and(|m| parsed.span(m.tokens).overlaps(span));
        let is_aside = |&&c: &&usize| candidates[c].features.iter().any(|&f| aside.contains(&Some(f)));
        let inside: Vec<usize> = right.iter().filter(inside).copied().collect();
        let Some(first) = inside.iter().filter_map(|&c| mention(c)).map(|m| m.tokens.end).min() else {
            continue;
        };
        let mut ends = (first..parsed.tokens_in(span).end).filter(|&t| scene.reading.is_mark(t, &parts));
        let end = ends.next().unwrap_or(usize::MAX);
        let main = |&&c: &&usize| mention(c).is_some_and(|m| m.tokens.start < end);
        let is_name = |c: usize| mention(c).is_some_and(|m| m.make == Make::Name);
        let own: Vec<usize> = inside.iter().filter(main).filter(|&c| !is_aside(&c)).copied().collect();
        // "A rival of old, Mira Holt": the name says who it is.
        let apposed = inside.iter().find(|c| !main(c)).copied().filter(|&c| is_name(c));
        if !own.iter().any(|&c| is_name(c)) {
            heads.extend(apposed);
        }
        // "A letter from Mira Holt": its author is as right as the letter.
        let written = |&c: &usize| mention(c).is_some_and(|m| m.kind == Type::Document);
        if own.iter().all(written) {
            heads.extend(inside.iter().filter(main).filter(|c| is_aside(c)));
        }
        heads.extend(own);
    }
    heads.sort_unstable();
    heads.dedup();
    if heads.is_empty() { right } else { heads }
}

/// How training went.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit {
    /// Quotations learned from.
    pub samples: usize,
    /// Share of them that the weights get right.
    pub right: f64,
    /// Mean log-likelihood.
    pub likelihood: f64,
}

const STEPS: usize = 400;
const RATE: f64 = 0.03;
const TEACHERS: usize = 6;

/// All numbers of a model in one row: for each feature its weight and its inputs, then the
/// units' bias, then their outputs.
struct Numbers(Vec<f64>);

const STRIDE: usize = UNITS + 1;
const BIAS: usize = questions::COUNT * STRIDE;
const OUTPUTS: usize = BIAS + UNITS;
const ALL: usize = OUTPUTS + UNITS;

impl Numbers {
    /// Weights and bias of nothing, small inputs and outputs that differ: from equal ones
    /// every unit would learn the same.
    fn new(start: usize) -> Self {
        let small = |at: usize| {
            let inside = !at.is_multiple_of(STRIDE) && at < BIAS;
            if inside || at >= OUTPUTS { 0.2 * scattered((start * ALL + at) as u64) - 0.1 } else { 0.0 }
        };
        Self((0..ALL).map(small).collect())
    }

    /// The score of a candidate; what its units come to is left in `units`.
    fn score(&self, features: &[u16], units: &mut [f64; UNITS]) -> f64 {
        units.copy_from_slice(&self.0[BIAS..OUTPUTS]);
        let mut score = 0.0;
        for &feature in features {
            let row = &self.0[feature as usize * STRIDE..][..STRIDE];
            score += row[0];
            units.iter_mut().zip(&row[1..]).for_each(|(unit, input)| *unit += input);
        }
        score + units.iter().zip(&self.0[OUTPUTS..]).map(|(unit, output)| output * bend(*unit).0).sum::<f64>()
    }

    fn model(&self) -> Model {
        let mut model = Model::default();
        let units = |from: usize| std::array::from_fn(|u| self.0[from + u] as f32);
        for feature in 0..questions::COUNT {
            model.weights[feature] = self.0[feature * STRIDE] as f32;
            model.inputs[feature] = units(feature * STRIDE + 1);
        }
        model.bias = units(BIAS);
        model.outputs = units(OUTPUTS);
        model
    }
}

/// A number from 0 to 1 for each place, without order among neighbours: the finaliser of
/// `SplitMix64` (Steele, Lea & Flood 2014).
fn scattered(place: u64) -> f64 {
    let mut z = (place + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// What a unit makes of its sum, as [`Model::sum`] does, and its slope there.
fn bend(x: f64) -> (f64, f64) {
    if x.abs() >= 3.0 {
        return (x.signum(), 0.0);
    }
    let square = x * x;
    let slope = (9.0 - square) / (3.0 * (3.0 + square));
    (x * (27.0 + square) / (27.0 + 9.0 * square), slope * slope)
}

/// Fits a model; `penalty` is the L2 weight for each sample (0.0004 is a good start).
///
/// Where units end up depends on where they start, by some tenths of a percent of the answers.
/// So several models are fitted from different starts, and the one that is kept learns from
/// their mean opinion as much as from the annotators (distillation: Hinton, Vinyals & Dean 2015).
pub fn fit(samples: &[Sample], penalty: f64) -> (Model, Fit) {
    let mut opinions: Vec<Vec<f64>> = samples.iter().map(|s| vec![0.0; s.candidates.len()]).collect();
    for start in 1..=TEACHERS {
        let teacher = ascend(samples, None, penalty, start);
        for (sample, opinion) in samples.iter().zip(&mut opinions) {
            let (p, _) = probabilities(&teacher, sample);
            opinion.iter_mut().zip(p).for_each(|(mean, p)| *mean += p / TEACHERS as f64);
        }
    }
    let numbers = ascend(samples, Some(&opinions), penalty, 0);
    let n = samples.len().max(1) as f64;
    let (mut right, mut likelihood) = (0usize, 0.0);
    for sample in samples {
        let (p, _) = probabilities(&numbers, sample);
        let best = (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap_or(0);
        right += usize::from(sample.right.contains(&best));
        likelihood += sample.right.iter().map(|&r| p[r]).sum::<f64>().max(1e-300).ln();
    }
    (numbers.model(), Fit { samples: samples.len(), right: right as f64 / n, likelihood: likelihood / n })
}

/// Climbs from one start; with opinions, half of what is wanted is theirs.
fn ascend(samples: &[Sample], opinions: Option<&[Vec<f64>]>, penalty: f64, start: usize) -> Numbers {
    let mut numbers = Numbers::new(start);
    let mut adam = Adam::new(ALL, STEPS, RATE);
    let n = samples.len().max(1) as f64;
    for step in 1..=STEPS {
        let mut gradient: Vec<f64> = numbers.0.iter().map(|w| -penalty * w).collect();
        gradient[BIAS..OUTPUTS].fill(0.0);
        for (at, sample) in samples.iter().enumerate() {
            let opinion = opinions.map(|o| &o[at][..]);
            climb(&numbers, sample, opinion, &mut gradient, 1.0 / n);
        }
        adam.step(step, &mut numbers.0, &gradient);
    }
    numbers
}

/// The probability of each candidate, and what its units come to.
fn probabilities(numbers: &Numbers, sample: &Sample) -> (Vec<f64>, Vec<[f64; UNITS]>) {
    let mut units = vec![[0.0; UNITS]; sample.candidates.len()];
    let sum = |(f, units): (&Vec<u16>, &mut [f64; UNITS])| numbers.score(f, units);
    let sums: Vec<f64> = sample.candidates.iter().zip(&mut units).map(sum).collect();
    let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = sums.iter().map(|s| (s - top).exp()).collect();
    let total: f64 = powers.iter().sum();
    (powers.into_iter().map(|p| p / total).collect(), units)
}

fn climb(numbers: &Numbers, sample: &Sample, opinion: Option<&[f64]>, gradient: &mut [f64], scale: f64) {
    let (p, units) = probabilities(numbers, sample);
    let mass: f64 = sample.right.iter().map(|&r| p[r]).sum::<f64>().max(1e-300);
    for (at, candidate) in sample.candidates.iter().enumerate() {
        let wanted = if sample.right.contains(&at) { p[at] / mass } else { 0.0 };
        let wanted = opinion.map_or(wanted, |opinion| f64::midpoint(wanted, opinion[at]));
        let push = (wanted - p[at]) * scale;
        let mut pushed = [0.0; UNITS];
        for unit in 0..UNITS {
            let (value, slope) = bend(units[at][unit]);
            gradient[OUTPUTS + unit] += push * value;
            pushed[unit] = push * numbers.0[OUTPUTS + unit] * slope;
            gradient[BIAS + unit] += pushed[unit];
        }
        for &feature in candidate {
            let row = &mut gradient[feature as usize * STRIDE..][..STRIDE];
            row[0] += push;
            row[1..].iter_mut().zip(&pushed).for_each(|(g, p)| *g += p);
        }
    }
}
