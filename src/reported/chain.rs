//! Sums over chains of tags: the best chain, and the probabilities of all.

use super::Tag;

/// One number for each tag.
pub(super) type Row = [f32; Tag::COUNT];

/// One number for each tag and the tag before it: `[from][to]`.
pub(super) type Steps = [Row; Tag::COUNT];

/// What a sentence's chain is scored with.
pub(super) struct Chain<'a> {
    /// By item.
    pub(super) states: &'a [Row],
    /// To each item from the one before; the first is not used.
    pub(super) steps: &'a [Steps],
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
    /// Sums from the left and from the right, scaled, and powers of the steps: what
    /// [`Marginals::pairs`] is made of.
    left: Vec<Row>,
    right: Vec<Row>,
    powers: Vec<Steps>,
}

/// `e^x` to six digits for scores of any size; the same on every machine, and fit for
/// vectors, which the library's is not.
fn power(x: f32) -> f32 {
    let twos = (x * std::f32::consts::LOG2_E).clamp(-126.0, 126.0);
    let whole = (twos + 127.5) as i32 - 127;
    let rest = (twos - whole as f32) * std::f32::consts::LN_2;
    let near =
        1.0 + rest * (1.0 + rest * (0.5 + rest * (1.0 / 6.0 + rest * (1.0 / 24.0 + rest * (1.0 / 120.0)))));
    near * f32::from_bits(((whole + 127) as u32) << 23)
}

/// Divides by the sum; returns its logarithm.
fn scale(row: &mut Row) -> f32 {
    let sum: f32 = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    for value in row.iter_mut() {
        *value /= sum;
    }
    sum.ln()
}

impl Chain<'_> {
    /// What the sums over all chains say of each item.
    pub(super) fn marginals(&self) -> Marginals {
        let n = self.states.len();
        let powers: Vec<Steps> = self.steps.iter().map(|grid| grid.map(|row| row.map(power))).collect();
        let mut total = 0.0;
        // Each state's scores relative to its best, so that no power overflows.
        let states: Vec<Row> = self
            .states
            .iter()
            .map(|row| {
                let top = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
                total += top;
                row.map(|s| power(s - top))
            })
            .collect();
        let mut left: Vec<Row> = Vec::with_capacity(n);
        for at in 0..n {
            let mut row = match at.checked_sub(1) {
                None => self.first.map(power),
                Some(before) => {
                    let mut sums = Row::default();
                    for (from, steps) in left[before].iter().zip(&powers[at]) {
                        sums.iter_mut().zip(steps).for_each(|(sum, step)| *sum += from * step);
                    }
                    sums
                }
            };
            row.iter_mut().zip(&states[at]).for_each(|(v, s)| *v *= s);
            total += scale(&mut row);
            left.push(row);
        }
        let mut right = vec![self.last.map(power); n];
        for at in (1..n).rev() {
            let mut ahead = right[at];
            ahead.iter_mut().zip(&states[at]).for_each(|(v, s)| *v *= s);
            let mut row = powers[at].map(|steps| steps.iter().zip(&ahead).map(|(s, a)| s * a).sum());
            scale(&mut row);
            right[at - 1] = row;
        }
        let mut rows = left.clone();
        for (row, right) in rows.iter_mut().zip(&right) {
            row.iter_mut().zip(right).for_each(|(v, r)| *v *= r);
            scale(row);
        }
        if let Some(end) = left.last() {
            let sum: f32 = end.iter().zip(self.last).map(|(v, l)| v * power(*l)).sum();
            total += sum.max(f32::MIN_POSITIVE).ln();
        }
        // What a pair needs of its second item.
        let right = right
            .into_iter()
            .zip(&states)
            .map(|(mut row, s)| {
                row.iter_mut().zip(s).for_each(|(v, s)| *v *= s);
                row
            })
            .collect();
        Marginals { total, rows, left, right, powers }
    }

    /// The likeliest chain.
    pub(super) fn best(&self) -> Vec<usize> {
        let mut origins: Vec<[u8; Tag::COUNT]> = Vec::with_capacity(self.states.len());
        let mut row = Row::default();
        for (at, (state, steps)) in self.states.iter().zip(self.steps).enumerate() {
            let mut best = if at == 0 { *self.first } else { [f32::NEG_INFINITY; Tag::COUNT] };
            let mut origin = [0u8; Tag::COUNT];
            for (from, (before, steps)) in row.iter().zip(steps).enumerate().filter(|_| at > 0) {
                for (to, step) in steps.iter().enumerate() {
                    let sum = before + step;
                    let better = sum > best[to];
                    best[to] = if better { sum } else { best[to] };
                    origin[to] = if better { from as u8 } else { origin[to] };
                }
            }
            best.iter_mut().zip(state).for_each(|(b, s)| *b += s);
            row = best;
            origins.push(origin);
        }
        let ends = |tag: &usize| row[*tag] + self.last[*tag];
        let mut tag = (0..Tag::COUNT).max_by(|a, b| ends(a).total_cmp(&ends(b))).unwrap_or(0);
        let mut tags: Vec<usize> = origins
            .iter()
            .rev()
            .map(|origin| {
                let before = usize::from(origin[tag]);
                std::mem::replace(&mut tag, before)
            })
            .collect();
        tags.reverse();
        tags
    }
}

impl Marginals {
    /// The probability of each tag at an item together with each at the item before.
    pub(super) fn pairs(&self, at: usize) -> Steps {
        let mut pairs = self.powers[at];
        let mut total = 0.0;
        for (row, from) in pairs.iter_mut().zip(&self.left[at - 1]) {
            for (pair, to) in row.iter_mut().zip(&self.right[at]) {
                *pair *= from * to;
                total += *pair;
            }
        }
        let total = total.max(f32::MIN_POSITIVE);
        pairs.map(|row| row.map(|p| p / total))
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
                    score += if at > 0 { f64::from(chain.steps[at][tags[at - 1]][tags[at]]) } else { 0.0 };
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
        let steps: Vec<Steps> = (0..4).map(|i| std::array::from_fn(|f| row(40 + i * 8 + f))).collect();
        let (first, last) = (row(91), row(92));
        let chain = Chain { states: &states, steps: &steps, first: &first, last: &last };
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
                    let pair = marginals.pairs(at)[3][tag];
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
