//! Many tests at once: what p would have to be if one looked at all of them.

/// Benjamini and Hochberg's adjusted p, which bounds the share of false discoveries. A test
/// without p is not one of the tests, and stays without.
pub fn benjamini_hochberg(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let m = p.iter().flatten().count() as f64;
    let mut least = 1.0_f64;
    let step = |rank: usize, p: f64| {
        least = least.min(p * m / (rank + 1) as f64);
        least
    };
    adjusted(p, true, step)
}

/// Holm's adjusted p, which bounds the chance of any false discovery.
pub fn holm(p: &[Option<f64>]) -> Vec<Option<f64>> {
    let m = p.iter().flatten().count();
    let mut most = 0.0_f64;
    let step = |rank: usize, p: f64| {
        most = most.max(p * (m - rank) as f64).min(1.0);
        most
    };
    adjusted(p, false, step)
}

/// Steps through the values by size, the largest first where `down`; ranks are from 0, from
/// the smallest.
fn adjusted(p: &[Option<f64>], down: bool, mut step: impl FnMut(usize, f64) -> f64) -> Vec<Option<f64>> {
    let mut order: Vec<(f64, usize)> = p.iter().enumerate().filter_map(|(at, p)| Some(((*p)?, at))).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut out = vec![None; p.len()];
    let mut ranks: Vec<usize> = (0..order.len()).collect();
    if down {
        ranks.reverse();
    }
    for rank in ranks {
        let (value, at) = order[rank];
        out[at] = Some(step(rank, value));
    }
    out
}
