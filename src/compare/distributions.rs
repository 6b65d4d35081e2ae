//! Quantiles and tails of the distributions that intervals and p rest on.
//!
//! From `statrs`, refined where its inverses stop at about nine digits: every value agrees
//! with scipy to a relative 1e-9.

use statrs::distribution::{ChiSquared, ContinuousCDF, StudentsT};
use statrs::function::beta::{beta_reg, inv_beta_reg};
use statrs::function::erf::erfc;
use statrs::function::gamma::ln_gamma;
use std::cell::RefCell;
use std::collections::HashMap;

/// The normal quantile of 97.5 %.
pub const Z: f64 = 1.959_963_984_540_054;

/// Quantile of χ².
pub fn chi_squared_quantile(p: f64, freedom: f64) -> f64 {
    once("chi-squared", p, freedom, || {
        let Ok(distribution) = ChiSquared::new(freedom) else { return f64::NAN };
        refine(p, distribution.inverse_cdf(p), |x| distribution.cdf(x))
    })
}

/// Quantile of Student's t.
pub fn t_quantile(p: f64, freedom: f64) -> f64 {
    once("t", p, freedom, || {
        let Ok(distribution) = StudentsT::new(0.0, 1.0, freedom) else { return f64::NAN };
        refine(p, distribution.inverse_cdf(p), |x| distribution.cdf(x))
    })
}

/// Quantile of the beta distribution, by Newton steps on its density.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    let mut x = inv_beta_reg(a, b, p);
    let ln_beta = ln_gamma(a) + ln_gamma(b) - ln_gamma(a + b);
    for _ in 0..4 {
        let density = ((a - 1.0) * x.ln() + (b - 1.0) * (-x).ln_1p() - ln_beta).exp();
        let next = x - (beta_reg(a, b, x) - p) / density;
        if !(next > 0.0 && next < 1.0) {
            break;
        }
        x = next;
    }
    x
}

/// Share of χ² with one degree of freedom above a value.
pub fn chi_squared_tail(value: f64) -> f64 {
    erfc((value / 2.0).sqrt())
}

/// Share of the normal distribution beyond ±z.
pub fn normal_tails(z: f64) -> f64 {
    erfc(z.abs() / std::f64::consts::SQRT_2)
}

/// Share of Student's t beyond ±t.
pub fn t_tails(t: f64, freedom: f64) -> f64 {
    beta_reg(freedom / 2.0, 0.5, freedom / (freedom + t * t))
}

type Quantiles = HashMap<(&'static str, u64, u64), f64, foldhash::fast::FixedState>;

/// Most speakers have few hits and few articles: the same handful of quantiles, each of
/// which takes hundreds of logarithms.
fn once(of: &'static str, p: f64, freedom: f64, quantile: impl FnOnce() -> f64) -> f64 {
    thread_local! {
        static KNOWN: RefCell<Quantiles> = RefCell::default();
    }
    KNOWN.with_borrow_mut(|known| *known.entry((of, p.to_bits(), freedom.to_bits())).or_insert_with(quantile))
}

/// Secant steps: the library's inverse stops at about nine digits.
fn refine(p: f64, start: f64, cdf: impl Fn(f64) -> f64) -> f64 {
    let mut x = start;
    for _ in 0..4 {
        let step = (x.abs() * 1e-5).max(1e-7);
        let slope = (cdf(x + step) - cdf(x - step)) / (2.0 * step);
        if slope <= 0.0 {
            break;
        }
        x -= (cdf(x) - p) / slope;
    }
    if x.is_finite() { x } else { start }
}
