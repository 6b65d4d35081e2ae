//! Fits the weights to annotated articles.
//!
//! The log-likelihood of the right candidates under the softmax, with an L2 penalty, is
//! climbed by full-batch gradient steps (Adam): a convex problem but for quotations with
//! several right mentions, and the same numbers on every run.

use super::candidates::{Candidate, Choice, Scene};
use super::features::{self, Past};
use super::model::Model;
use super::questions;
use super::turns::{self, Cast};
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
                (0..candidates.len()).filter(|&c| is_right(scene, &candidates[c], answer)).collect()
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
const RATE: f64 = 0.1;

/// Fits a model; `penalty` is the L2 weight for each sample (0.0005 is a good start).
pub fn fit(samples: &[Sample], penalty: f64) -> (Model, Fit) {
    let mut model = Model::default();
    let (mut mean, mut square) = (vec![0.0; questions::COUNT], vec![0.0; questions::COUNT]);
    let n = samples.len().max(1) as f64;
    for step in 1..=STEPS {
        let mut gradient: Vec<f64> = model.weights.iter().map(|w| -penalty * w).collect();
        for sample in samples {
            climb(&model, sample, &mut gradient, 1.0 / n);
        }
        let rate = RATE * (1.0 - step as f64 / (STEPS + 1) as f64);
        for f in 0..questions::COUNT {
            mean[f] = 0.9 * mean[f] + 0.1 * gradient[f];
            square[f] = 0.999 * square[f] + 0.001 * gradient[f] * gradient[f];
            let (m, s) = (
                mean[f] / (1.0 - 0.9_f64.powi(step as i32)),
                square[f] / (1.0 - 0.999_f64.powi(step as i32)),
            );
            model.weights[f] += rate * m / (s.sqrt() + 1e-9);
        }
    }
    let (mut right, mut likelihood) = (0usize, 0.0);
    for sample in samples {
        let p = probabilities(&model, sample);
        let best = (0..p.len()).max_by(|&a, &b| p[a].total_cmp(&p[b])).unwrap_or(0);
        right += usize::from(sample.right.contains(&best));
        likelihood += sample.right.iter().map(|&r| p[r]).sum::<f64>().max(1e-300).ln();
    }
    (model, Fit { samples: samples.len(), right: right as f64 / n, likelihood: likelihood / n })
}

fn probabilities(model: &Model, sample: &Sample) -> Vec<f64> {
    let sum = |f: &Vec<u16>| f.iter().map(|&f| model.weights[f as usize]).sum::<f64>();
    let sums: Vec<f64> = sample.candidates.iter().map(sum).collect();
    let top = sums.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let powers: Vec<f64> = sums.iter().map(|s| (s - top).exp()).collect();
    let total: f64 = powers.iter().sum();
    powers.into_iter().map(|p| p / total).collect()
}

fn climb(model: &Model, sample: &Sample, gradient: &mut [f64], scale: f64) {
    let p = probabilities(model, sample);
    let mass: f64 = sample.right.iter().map(|&r| p[r]).sum::<f64>().max(1e-300);
    for (at, candidate) in sample.candidates.iter().enumerate() {
        let wanted = if sample.right.contains(&at) { p[at] / mass } else { 0.0 };
        let push = (wanted - p[at]) * scale;
        for &f in candidate {
            gradient[f as usize] += push;
        }
    }
}
