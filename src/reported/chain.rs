//! Sums over chains of tags: the best chain, and the probabilities of all.

use super::Tag;

/// One number for each tag.
pub(super) type Row = [f32; Tag::COUNT];

/// One number for each tag and the tag before it: `[from][to]`.
pub(super) type Steps = [Row; Tag::COUNT];

/// The two rows of a table of steps whose sum a step's score is.
pub(super) type Places = [u32; 2];

/// What a sentence's chain is scored with.
pub(super) struct Chain<'a> {
    /// By item.
    pub(super) states: &'a [Row],
    /// Of the step to each item from the one before; the first is not used.
    pub(super) places: &'a [Places],
    /// The table of steps, and `e` to the power of each of its numbers.
    pub(super) scores: &'a [Steps],
    pub(super) powers: &'a [Steps],
    /// Of the first tag.
    pub(super) first: &'a Row,
    /// Of the last.
    pub(super) last: &'a Row,
}

/// Probabilities of tags.
pub(super) struct Marginals {
    /// The logarithm of the sum over all chains.
    pub(super) total: f32,
    /// Of each tag at each item.
    pub(super) rows: Vec<Row>,
    /// Sums from the left and from the right, scaled: what [`Marginals::pairs`] is made of.
    left: Vec<Row>,
    right: Vec<Row>,
}

/// `e^x` to six digits for scores of any size; the same on every machine, and fit for
/// vectors, which the library's is not.
pub(super) fn power(x: f32) -> f32 {
    let twos = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = (twos + 127.5) as i32 - 127;
    let rest = (twos - whole as f32) * std::f32::consts::LN_2;
    let near =
        1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0)))));
    near * f32::from_bits(((whole + 127) as u32) << 23)
}

/// A product whose logarithm is wanted, without a logarithm for each factor.
struct Product {
    value: f32,
    logarithm: f32,
}

impl Product {
    fn push(&mut self, factor: f32) {
        self.value *= factor.max(f32::MIN_POSITIVE);
        if !(1e-18..1e18).contains(&self.value) {
            self.logarithm += self.value.max(f32::MIN_POSITIVE).ln();
            self.value = 1.0;
        }
    }

    fn ln(&self) -> f32 {
        self.logarithm + self.value.ln()
    }
}

/// Divides by the sum, which it returns.
fn scale(row: &mut Row) -> f32 {
    let sum = total(row);
    let part = 1.0 / sum.max(f32::MIN_POSITIVE);
    for value in row.iter_mut() {
        *value *= part;
    }
    sum
}

/// The sum, in an order that is fit for vectors.
fn total(row: &Row) -> f32 {
    let pairs: [f32; 4] = std::array::from_fn(|i| row[i] + row[i + 4]);
    (pairs[0] + pairs[2]) + (pairs[1] + pairs[3])
}

fn times(row: &Row, other: &Row) -> Row {
    std::array::from_fn(|tag| row[tag] * other[tag])
}

impl Chain<'_> {
    /// The two rows of a table that make the step to an item.
    fn step<'t>(&self, table: &'t [Steps], at: usize) -> [&'t Steps; 2] {
        self.places[at].map(|place| &table[place as usize])
    }

    /// What the sums over all chains say of each item.
    pub(super) fn marginals(&self) -> Marginals {
        let n = self.states.len();
        let mut product = Product { value: 1.0, logarithm: 0.0 };
        // Each state's scores relative to its best, so that no power overflows.
        let states: Vec<Row> = self
            .states
            .iter()
            .map(|row| {
                let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                product.logarithm += top;
                row.map(|s| power(s - top))
            })
            .collect();
        let mut left: Vec<Row> = Vec::with_capacity(n);
        for (at, state) in states.iter().enumerate() {
            let mut row = match at.checked_sub(1) {
                None => self.first.map(power),
                Some(before) => {
                    let [one, other] = self.step(self.powers, at);
                    let mut sums = Row::default();
                    for ((from, one), other) in left[before].iter().zip(one).zip(other) {
                        let ways = times(one, other);
                        sums.iter_mut().zip(ways).for_each(|(sum, way)| *sum += from * way);
                    }
                    sums
                }
            };
            row = times(&row, state);
            product.push(scale(&mut row));
            left.push(row);
        }
        let mut rows = left.clone();
        let mut right = vec![self.last.map(power); n];
        for at in (0..n).rev() {
            rows[at] = times(&left[at], &right[at]);
            scale(&mut rows[at]);
            // What a pair needs of its second item.
            right[at] = times(&right[at], &states[at]);
            let Some(before) = at.checked_sub(1) else { break };
            let [one, other] = self.step(self.powers, at);
            let mut row: Row =
                std::array::from_fn(|from| total(&times(&times(&one[from], &other[from]), &right[at])));
            scale(&mut row);
            right[before] = row;
        }
        if let Some(end) = left.last() {
            product.push(total(&times(end, &self.last.map(power))));
        }
        Marginals { total: product.ln(), rows, left, right }
    }

    /// The likeliest chain.
    pub(super) fn best(&self) -> Vec<usize> {
        let n = self.states.len();
        // Of the best chain that ends in each tag.
        let mut fronts: Vec<Row> = Vec::with_capacity(n);
        for (at, state) in self.states.iter().enumerate() {
            let mut row = match at.checked_sub(1) {
                None => *self.first,
                Some(before) => {
                    let [one, other] = self.step(self.scores, at);
                    let mut best = [f32::NEG_INFINITY; Tag::COUNT];
                    for ((from, one), other) in fronts[before].iter().zip(one).zip(other) {
                        for tag in 0..Tag::COUNT {
                            let sum = from + (one[tag] + other[tag]);
                            best[tag] = if sum > best[tag] { sum } else { best[tag] };
                        }
                    }
                    best
                }
            };
            row.iter_mut().zip(state).for_each(|(b, s)| *b += s);
            fronts.push(row);
        }
        let mut tags = vec![0; n];
        let Some(end) = fronts.last() else { return tags };
        let mut tag = highest(std::array::from_fn(|t| end[t] + self.last[t]));
        for at in (1..n).rev() {
            tags[at] = tag;
            let [one, other] = self.step(self.scores, at);
            let front = &fronts[at - 1];
            tag = highest(std::array::from_fn(|from| front[from] + (one[from][tag] + other[from][tag])));
        }
        tags[0] = tag;
        tags
    }
}

/// The place of the highest, the first of equals.
fn highest(row: Row) -> usize {
    let first = |best: usize, at: usize| if row[at] > row[best] { at } else { best };
    (1..row.len()).fold(0, first)
}

impl Marginals {
    /// The probability of each tag at an item together with each at the item before.
    pub(super) fn pairs(&self, chain: &Chain<'_>, at: usize) -> Steps {
        let [one, other] = chain.step(chain.powers, at);
        let ahead = &self.right[at];
        let mut pairs: Steps = std::array::from_fn(|from| {
            let from_here = self.left[at - 1][from];
            times(&times(&one[from], &other[from]), ahead).map(|way| from_here * way)
        });
        let part = 1.0 / pairs.iter().map(total).sum::<f32>().max(f32::MIN_POSITIVE);
        pairs.as_flattened_mut().iter_mut().for_each(|pair| *pair *= part);
        pairs
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every chain, one after another, with its score.
    fn all(chain: &Chain<'_>) -> Vec<(Vec<usize>, f64)> {
        let n = chain.states.len();
        (0..Tag::COUNT.pow(n as u32))
            .map(|number| {
                let tags: Vec<usize> =
                    (0..n).map(|i| number / Tag::COUNT.pow(i as u32) % Tag::COUNT).collect();
                let mut score = f64::from(chain.first[tags[0]] + chain.last[tags[n - 1]]);
                for at in 0..n {
                    score += f64::from(chain.states[at][tags[at]]);
                    let [one, other] = chain.step(chain.scores, at);
                    let step = one[tags[at.max(1) - 1]][tags[at]] + other[tags[at.max(1) - 1]][tags[at]];
                    score += if at > 0 { f64::from(step) } else { 0.0 };
                }
                (tags, score)
            })
            .collect()
    }

    #[test]
    fn sums_and_the_best_chain_agree_with_counting_every_chain() {
        let wave = |seed: usize| ((seed * 37 % 101) as f32 / 101.0 - 0.5) * 8.0;
        let row = |seed: usize| std::array::from_fn(|t| wave(seed * 8 + t));
        let states: Vec<Row> = (0..4).map(row).collect();
        let scores: Vec<Steps> = (0..8).map(|i| std::array::from_fn(|f| row(40 + i * 8 + f))).collect();
        let powers: Vec<Steps> = scores.iter().map(|grid| grid.map(|row| row.map(power))).collect();
        let places: Vec<Places> = (0..4).map(|at| [at, at + 4]).collect();
        let (first, last) = (row(91), row(92));
        let chain = Chain {
            states: &states,
            places: &places,
            scores: &scores,
            powers: &powers,
            first: &first,
            last: &last,
        };
        let every = all(&chain);
        let total: f64 = every.iter().map(|(_, s)| s.exp()).sum();
        let marginals = chain.marginals();
        assert!((f64::from(marginals.total) - total.ln()).abs() < 1e-3);
        for at in 0..4 {
            for tag in 0..Tag::COUNT {
                let of = |of: &dyn Fn(&[usize]) -> bool| -> f64 {
                    every.iter().filter(|(t, _)| of(t)).map(|(_, s)| s.exp()).sum::<f64>() / total
                };
                assert!((f64::from(marginals.rows[at][tag]) - of(&|t| t[at] == tag)).abs() < 1e-4);
                if at > 0 {
                    let pair = marginals.pairs(&chain, at)[3][tag];
                    assert!((f64::from(pair) - of(&|t| t[at - 1] == 3 && t[at] == tag)).abs() < 1e-4);
                }
            }
        }
        let best = every.iter().max_by(|a, b| a.1.total_cmp(&b.1)).expect("some").0.clone();
        assert_eq!(chain.best(), best);
    }

    #[test]
    fn powers_are_right_to_six_digits() {
        for x in [-30.0_f32, -3.3, -0.5, 0.0, 0.7, 4.2, 20.0] {
            assert!((power(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {} and {}", power(x), x.exp());
        }
    }
}
