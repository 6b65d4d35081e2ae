//! p by permuting whole articles: would labels drawn by lot put the two sides as far apart?
//!
//! An article goes to one side or the other with all its words. In one where both sides
//! speak, their parts are swapped or not. All statistics are looked at under the same
//! labelings. Sums are of integers, and lots are drawn over articles in an order of their
//! own, so that neither the order of articles nor who is named first changes a digit.

use super::random::Random;

/// Labelings up to which all are looked at.
pub const MOST_EXACT: u64 = 20_000;
/// Labelings that are drawn where there are more.
pub const DRAWS: u64 = 9_999;
/// Differences smaller than this are rounding.
const SLACK: f64 = 1e-12;

/// Numbers of one side in one article, by slot; slots that are not there are 0.
pub type Row = Vec<(usize, i64)>;

/// What two sides say in one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Nothing where the first does not speak in it.
    pub a: Option<Row>,
    /// Nothing where the second does not.
    pub b: Option<Row>,
}

/// A rate: the sum of one slot over the sum of another. Compared is the difference of the two
/// sides' rates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statistic {
    /// Slot above the line.
    pub over: usize,
    /// Slot below.
    pub under: usize,
}

/// How labelings were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Labelings {
    /// All of them, so many.
    All(u64),
    /// So many by lot.
    Drawn(u64),
}

impl Labelings {
    /// As reports print it.
    pub fn name(self) -> &'static str {
        match self {
            Self::All(_) => "permutation_exact",
            Self::Drawn(_) => "permutation_drawn",
        }
    }

    /// How many.
    pub fn count(self) -> u64 {
        match self {
            Self::All(n) | Self::Drawn(n) => n,
        }
    }
}

/// p of each statistic, by position; nothing where it has no value as observed.
#[derive(Clone, Debug, PartialEq)]
pub struct Permuted {
    /// Two-sided.
    pub p: Vec<Option<f64>>,
    /// By what labelings.
    pub by: Labelings,
}

/// Tests statistics over `slots` slots.
pub fn test(articles: &[Article], slots: usize, statistics: &[Statistic], seed: u64) -> Permuted {
    let mut bench = Bench::new(articles, slots, statistics);
    let by = match bench.labelings() {
        Some(n) if n <= MOST_EXACT => Labelings::All(n),
        _ => Labelings::Drawn(DRAWS),
    };
    let beyond = match by {
        Labelings::All(_) => bench.all(),
        Labelings::Drawn(n) => bench.drawn(n, seed),
    };
    let p = beyond.iter().zip(&bench.observed).map(|(&beyond, observed)| {
        observed.map(|_| match by {
            Labelings::All(n) => beyond as f64 / n as f64,
            Labelings::Drawn(n) => (1 + beyond) as f64 / (n + 1) as f64,
        })
    });
    Permuted { p: p.collect(), by }
}

/// What labelings are tried on.
struct Bench<'a> {
    /// Articles of one side only.
    singles: Vec<&'a Row>,
    /// How many of them the side that is summed up has: the one with fewer.
    few: usize,
    /// Of articles of both, the two parts of each.
    shared: Vec<(&'a Row, &'a Row)>,
    /// Over both sides.
    total: Vec<i64>,
    statistics: &'a [Statistic],
    observed: Vec<Option<f64>>,
}

impl<'a> Bench<'a> {
    fn new(articles: &'a [Article], slots: usize, statistics: &'a [Statistic]) -> Self {
        let only_a = articles.iter().filter(|x| x.b.is_none()).filter_map(|x| x.a.as_ref());
        let only_b = articles.iter().filter(|x| x.a.is_none()).filter_map(|x| x.b.as_ref());
        let (a, b): (Vec<&Row>, Vec<&Row>) = (only_a.collect(), only_b.collect());
        let shared: Vec<_> = articles.iter().filter_map(|x| Some((x.a.as_ref()?, x.b.as_ref()?))).collect();
        let first = a.len() <= b.len();
        let (few, many) = if first { (a, b) } else { (b, a) };
        let mut total = vec![0; slots];
        let every = few.iter().chain(&many).copied();
        every.chain(shared.iter().flat_map(|(a, b)| [*a, *b])).for_each(|row| add(&mut total, row));
        let mut side = vec![0; slots];
        for row in &few {
            add(&mut side, row);
        }
        for (a, b) in &shared {
            add(&mut side, if first { a } else { b });
        }
        let mut shared: Vec<_> =
            shared.into_iter().map(|(a, b)| if a <= b { (a, b) } else { (b, a) }).collect();
        shared.sort_unstable();
        let (few, mut singles) = (few.len(), [few, many].concat());
        singles.sort_unstable();
        let mut bench = Self { singles, few, shared, total, statistics, observed: Vec::new() };
        bench.observed = statistics.iter().map(|s| bench.apart(&side, *s)).collect();
        bench
    }

    /// How far apart the sides are, where one has these sums and the other the rest.
    fn apart(&self, side: &[i64], Statistic { over, under }: Statistic) -> Option<f64> {
        let (own, all) = (side[under], self.total[under]);
        if own == 0 || own == all {
            return None;
        }
        let rate = |over: i64, under: i64| over as f64 / under as f64;
        Some((rate(side[over], own) - rate(self.total[over] - side[over], all - own)).abs())
    }

    /// How many labelings there are; nothing where they are more than can be counted.
    fn labelings(&self) -> Option<u64> {
        let (n, k) = (self.singles.len() as u64, self.few as u64);
        let mut count: u64 = 1;
        for at in 0..k {
            // A product of so many neighbours is divisible by so much.
            count = count.checked_mul(n - at)? / (at + 1);
        }
        count.checked_mul(1_u64.checked_shl(u32::try_from(self.shared.len()).ok()?)?)
    }

    /// Counts the statistics that are as far apart under this labeling as observed. One that
    /// has no value under it counts too, so that p is not too small.
    fn count(&self, side: &[i64], beyond: &mut [u64]) {
        for ((statistic, observed), beyond) in self.statistics.iter().zip(&self.observed).zip(beyond) {
            let Some(observed) = observed else { continue };
            let is = self.apart(side, *statistic).is_none_or(|apart| apart >= observed - SLACK);
            *beyond += u64::from(is);
        }
    }

    /// Every choice of articles, with every way to swap in the shared ones.
    fn all(&mut self) -> Vec<u64> {
        let mut beyond = vec![0; self.statistics.len()];
        let n = self.singles.len();
        let mut chosen: Vec<usize> = (0..self.few).collect();
        loop {
            for swaps in 0..1_u64 << self.shared.len() {
                let mut side = vec![0; self.total.len()];
                for &at in &chosen {
                    add(&mut side, self.singles[at]);
                }
                for (at, (a, b)) in self.shared.iter().enumerate() {
                    add(&mut side, if swaps >> at & 1 == 0 { a } else { b });
                }
                self.count(&side, &mut beyond);
            }
            // The next choice in order: the last that can move up does, those behind follow.
            let Some(at) = (0..self.few).rfind(|&at| chosen[at] < n - self.few + at) else { break };
            chosen[at] += 1;
            for behind in at + 1..self.few {
                chosen[behind] = chosen[behind - 1] + 1;
            }
        }
        beyond
    }

    /// Labelings by lot: the first places of a shuffle that goes on from draw to draw, and a
    /// bit for each shared article.
    fn drawn(&mut self, draws: u64, seed: u64) -> Vec<u64> {
        let mut random = Random::new(seed);
        let mut beyond = vec![0; self.statistics.len()];
        let mut side = vec![0; self.total.len()];
        for _ in 0..draws {
            side.fill(0);
            for at in 0..self.few {
                let other = at + random.below(self.singles.len() - at);
                self.singles.swap(at, other);
                add(&mut side, self.singles[at]);
            }
            let mut bits = 0;
            for (at, (a, b)) in self.shared.iter().enumerate() {
                if at % 64 == 0 {
                    bits = random.number();
                }
                add(&mut side, if bits >> (at % 64) & 1 == 0 { a } else { b });
            }
            self.count(&side, &mut beyond);
        }
        beyond
    }
}

fn add(side: &mut [i64], row: &Row) {
    for &(slot, value) in row {
        side[slot] += value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Statistic = Statistic { over: 1, under: 0 };

    fn row((words, hits): (i64, i64)) -> Row {
        vec![(0, words), (1, hits)]
    }

    /// Articles of one side, of the other, and of both.
    fn articles(a: &[(i64, i64)], b: &[(i64, i64)], both: &[[(i64, i64); 2]]) -> Vec<Article> {
        let mut all: Vec<Article> = a.iter().map(|&x| Article { a: Some(row(x)), b: None }).collect();
        all.extend(b.iter().map(|&x| Article { a: None, b: Some(row(x)) }));
        all.extend(both.iter().map(|&[a, b]| Article { a: Some(row(a)), b: Some(row(b)) }));
        all
    }

    #[test]
    fn in_an_article_of_both_their_parts_are_swapped_and_nothing_else_moves() {
        // Of the 8 ways to swap only none and all put them so far apart.
        let both = [[(10, 3), (10, 0)], [(10, 2), (10, 1)], [(10, 4), (10, 1)]];
        let found = test(&articles(&[], &[], &both), 2, &[RATE], 1);
        assert_eq!((found.by, found.p[0]), (Labelings::All(8), Some(0.25)));
    }

    #[test]
    fn articles_of_one_side_are_dealt_out_and_shared_ones_swapped() {
        let both = [[(10, 1), (10, 1)]];
        let found = test(&articles(&[(10, 5)], &[(10, 0), (10, 0)], &both), 2, &[RATE], 1);
        // Three ways to deal, each twice; one of the three is as far apart.
        assert_eq!(found.by, Labelings::All(6));
        assert!((found.p[0].expect("a value") - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn lots_do_not_depend_on_who_is_first_or_on_the_order_of_articles() {
        let mut random = Random::new(3);
        let mut some = |n: usize| -> Vec<(i64, i64)> {
            (0..n).map(|_| (10 + random.below(90) as i64, random.below(6) as i64)).collect()
        };
        let (a, b, ours, theirs) = (some(25), some(40), some(9), some(9));
        let both: Vec<_> = ours.iter().zip(&theirs).map(|(&x, &y)| [x, y]).collect();
        let found = test(&articles(&a, &b, &both), 2, &[RATE], 20);
        assert_eq!(found.by, Labelings::Drawn(DRAWS));
        let turned: Vec<_> = both.iter().rev().map(|&[x, y]| [y, x]).collect();
        let mut back = articles(&b, &a, &turned);
        back.reverse();
        assert_eq!(found, test(&back, 2, &[RATE], 20));
        assert_ne!(found, test(&back, 2, &[RATE], 21), "another seed draws other lots");
        let chance = found.p[0].expect("a value");
        assert!((1e-4..=1.0).contains(&chance), "{chance}");
    }

    #[test]
    fn a_side_without_words_has_no_p() {
        let found = test(&articles(&[], &[(10, 1), (10, 0)], &[]), 2, &[RATE], 1);
        assert_eq!(found.p, [None]);
    }
}
