//! Fits the chain's weights to annotated articles.
//!
//! The log-likelihood of the annotated tags is climbed sentence by sentence with
//! `FTRL`-proximal steps (`McMahan` and others 2013), whose L1 part leaves rare features at nothing.
//! The order is shuffled by a fixed generator: the same numbers on every run.

use super::Tag;
use super::chain::{Chain, Places, Row, Steps, power};
use super::features::{self, Around, REACH};
use super::items::{self, Item, Words};
use super::model::Model;
use crate::attribution::Scene;
use crate::text::Span;

/// What an annotator says of one report: bytes of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What is said, in marks or not.
    pub content: Vec<Span>,
    /// The words of saying.
    pub cue: Vec<Span>,
    /// The words that name whose saying it is.
    pub source: Vec<Span>,
}

/// One sentence: the features of its items and their tags.
#[derive(Clone, Debug)]
pub struct Sample {
    features: Vec<Vec<u32>>,
    steps: Vec<Places>,
    tags: Vec<Tag>,
}

/// The sentences of an article with the annotator's tags.
pub fn samples(scene: &Scene<'_>, reports: &[Report]) -> Vec<Sample> {
    let tags = tags(scene, reports);
    let mut samples = Vec::new();
    let mut around = Around::default();
    items::sentences(scene, &mut Words::default(), |items, words| {
        around.look(items);
        samples.push(Sample {
            features: (0..items.len()).map(|at| all_features((items, words), at, &around)).collect(),
            steps: (0..items.len()).map(|at| features::steps(items, at)).collect(),
            tags: items.iter().map(|item| tag_of(item, &tags)).collect(),
        });
    });
    samples
}

fn all_features((items, words): (&[Item], &Words), at: usize, around: &Around) -> Vec<u32> {
    let mut list = features::of(items, at, around).to_vec();
    let reach = REACH as isize;
    for offset in -reach..=reach {
        let item = at.checked_add_signed(offset).and_then(|i| items.get(i));
        let word = item.and_then(|item| words.get(item.place));
        list.extend(features::by_word(word, offset).into_iter().filter(|&f| f > 0));
    }
    list
}

/// A quotation is content where at least half of it is.
fn tag_of(item: &Item, tags: &[Tag]) -> Tag {
    let of = &tags[item.tokens.range()];
    if item.quote.is_none() {
        return of[0];
    }
    let inside = of.iter().filter(|t| matches!(t, Tag::Begin | Tag::Inside)).count();
    match () {
        () if 2 * inside < of.len() => Tag::Outside,
        () if of.contains(&Tag::Begin) => Tag::Begin,
        () => Tag::Inside,
    }
}

/// Tokens between the parts of one report, if it is longer, are none of its own.
const LONGEST: usize = 80;

/// One tag for each token. Content goes before cue and source, an earlier report before a later.
fn tags(scene: &Scene<'_>, reports: &[Report]) -> Vec<Tag> {
    let parsed = scene.reading.parsed;
    let tokens =
        |spans: &[Span]| -> Vec<usize> { spans.iter().flat_map(|&s| parsed.tokens_in(s).range()).collect() };
    let mut tags = vec![Tag::Outside; parsed.tokens.len()];
    for report in reports {
        let content = tokens(&report.content);
        let Some(&start) = content.iter().min() else { continue };
        let (mut first, mut last) = (start, content.iter().copied().max().unwrap_or(start));
        let parts = [
            (&report.cue, Tag::CueAhead, Tag::CueBehind),
            (&report.source, Tag::SourceAhead, Tag::SourceBehind),
        ];
        for (spans, ahead, behind) in parts {
            for token in tokens(spans) {
                (first, last) = (first.min(token), last.max(token));
                if matches!(tags[token], Tag::Outside | Tag::Between) {
                    tags[token] = if token < start { ahead } else { behind };
                }
            }
        }
        if last - first < LONGEST {
            tags[first..last].iter_mut().filter(|t| **t == Tag::Outside).for_each(|t| *t = Tag::Between);
        }
    }
    for report in reports {
        for (at, token) in tokens(&report.content).into_iter().enumerate() {
            tags[token] = if at == 0 { Tag::Begin } else { Tag::Inside };
        }
    }
    tags
}

/// How the fit is done.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The table of tags gets `2^bits` rows.
    pub bits: u32,
    /// Times that every sentence is seen.
    pub epochs: usize,
    /// L1 penalty.
    pub l1: f32,
    /// L2 penalty.
    pub l2: f32,
    /// Step size of the weights of tags.
    pub rate: f32,
    /// Step size of the weights of steps.
    pub step_rate: f32,
}

impl Default for Options {
    /// Chosen on a fifth of the training articles held out.
    fn default() -> Self {
        Self { bits: 16, epochs: 7, l1: 1.0, l2: 2.0, rate: 0.008, step_rate: 0.06 }
    }
}

/// Weights: of tags by feature row, and of steps from tag to tag.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) bits: u32,
    pub(super) states: Vec<Row>,
    /// Of every step, and by what the two items are.
    pub(super) any_step: Steps,
    pub(super) steps: Vec<Steps>,
}

impl Table {
    fn empty(Options { bits, .. }: Options) -> Self {
        let (states, steps) = (vec![Row::default(); 1 << bits], vec![Steps::default(); features::STEPS]);
        Self { bits, states, any_step: Steps::default(), steps }
    }

    fn state(&self, features: &[u32]) -> Row {
        let mut sums = Row::default();
        for &feature in features {
            add(&mut sums, &self.states[features::place(feature, self.bits)]);
        }
        sums
    }

    fn step(&self, places: Places) -> Steps {
        let mut sums = self.any_step;
        for place in places {
            let weights = &self.steps[place as usize];
            sums.iter_mut().zip(weights).for_each(|(sums, weights)| add(sums, weights));
        }
        sums
    }
}

fn add(sums: &mut Row, weights: &Row) {
    sums.iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
}

/// Sums of one weight's gradients.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    z: f32,
    n: f32,
}

impl Sums {
    fn push(&mut self, weight: &mut f32, gradient: f32, o: &Options) {
        let n = self.n + gradient * gradient;
        let sigma = (n.sqrt() - self.n.sqrt()) / o.rate;
        self.z += gradient - sigma * *weight;
        self.n = n;
        *weight = if self.z.abs() <= o.l1 {
            0.0
        } else {
            -(self.z - self.z.signum() * o.l1) / ((1.0 + n.sqrt()) / o.rate + o.l2)
        };
    }
}

/// Gradients below this change nothing that is kept.
const NOTHING: f32 = 1e-4;

type Grid = [[Sums; Tag::COUNT]; Tag::COUNT];

struct Learner {
    options: Options,
    table: Table,
    states: Vec<[Sums; Tag::COUNT]>,
    any_step: Grid,
    steps: Vec<Grid>,
    /// Of a sentence's first and last tag.
    ends: [Row; 2],
    end_sums: [[Sums; Tag::COUNT]; 2],
}

impl Learner {
    fn new(options: Options) -> Self {
        Self {
            options,
            table: Table::empty(options),
            states: vec![Default::default(); 1 << options.bits],
            any_step: Grid::default(),
            steps: vec![Grid::default(); features::STEPS],
            ends: Default::default(),
            end_sums: Default::default(),
        }
    }

    /// Learns from one sentence; returns its log-likelihood before.
    fn learn(&mut self, sample: &Sample) -> f64 {
        let states: Vec<Row> = sample.features.iter().map(|f| self.table.state(f)).collect();
        // A table of this sentence's own steps, and one of nothing.
        let n = sample.steps.len();
        let mut scores: Vec<Steps> = sample.steps.iter().map(|&places| self.table.step(places)).collect();
        scores.push(Steps::default());
        let powers: Vec<Steps> = scores.iter().map(|grid| grid.map(|row| row.map(power))).collect();
        let places: Vec<Places> = (0..n).map(|at| [at as u32, n as u32]).collect();
        let (scores, powers) = (&scores[..], &powers[..]);
        let [first, last] = self.ends;
        let chain = Chain { states: &states, places: &places, scores, powers, first: &first, last: &last };
        let mut sums = chain.marginals();
        let mut pairs: Vec<Steps> = vec![Steps::default()];
        pairs.extend((1..n).map(|at| sums.pairs(&chain, at)));
        let end = sample.tags.len() - 1;
        let mut right = first[sample.tags[0] as usize] + last[sample.tags[end] as usize];
        for (at, &tag) in sample.tags.iter().enumerate() {
            let tag = tag as usize;
            right += states[at][tag];
            sums.rows[at][tag] -= 1.0;
            if at > 0 {
                let before = sample.tags[at - 1] as usize;
                right += scores[at][before][tag];
                pairs[at][before][tag] -= 1.0;
            }
        }
        let likelihood = f64::from(right - sums.total);
        self.step(sample, &sums.rows, &pairs);
        likelihood
    }

    fn step(&mut self, sample: &Sample, rows: &[Row], pairs: &[Steps]) {
        let o = self.options;
        for (list, row) in sample.features.iter().zip(rows) {
            if row.iter().all(|g| g.abs() < NOTHING) {
                continue;
            }
            for &feature in list {
                let place = features::place(feature, o.bits);
                push(&mut self.states[place], &mut self.table.states[place], row, &o);
            }
        }
        let o = Options { rate: o.step_rate, ..o };
        for (&[one, other], grid) in sample.steps.iter().zip(pairs).skip(1) {
            push_grid(&mut self.any_step, &mut self.table.any_step, grid, &o);
            for place in [one as usize, other as usize] {
                push_grid(&mut self.steps[place], &mut self.table.steps[place], grid, &o);
            }
        }
        let edges = [&rows[0], &rows[rows.len() - 1]];
        for (end, row) in edges.into_iter().enumerate() {
            push(&mut self.end_sums[end], &mut self.ends[end], row, &o);
        }
    }
}

fn push(sums: &mut [Sums; Tag::COUNT], weights: &mut Row, gradients: &Row, o: &Options) {
    for ((sums, weight), &gradient) in sums.iter_mut().zip(weights).zip(gradients) {
        sums.push(weight, gradient, o);
    }
}

fn push_grid(sums: &mut Grid, weights: &mut Steps, gradients: &Steps, o: &Options) {
    for ((sums, weights), row) in sums.iter_mut().zip(weights).zip(gradients) {
        if row.iter().any(|g| g.abs() >= NOTHING) {
            push(sums, weights, row, o);
        }
    }
}

/// Fits a model; `told` hears the number of each pass and the mean log-likelihood of a
/// sentence in it. `about` says in words what the articles are.
pub fn fit(samples: &[Sample], options: Options, about: String, mut told: impl FnMut(usize, f64)) -> Model {
    let mut learner = Learner::new(options);
    let mut order: Vec<usize> = (0..samples.len()).collect();
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for epoch in 1..=options.epochs {
        for at in (1..order.len()).rev() {
            // xorshift64 (Marsaglia 2003).
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(at, (state % (at as u64 + 1)) as usize);
        }
        let likelihood: f64 = order.iter().map(|&s| learner.learn(&samples[s])).sum();
        told(epoch, likelihood / samples.len().max(1) as f64);
    }
    let [first, last] = learner.ends;
    Model::new(about, &learner.table, first, last)
}
