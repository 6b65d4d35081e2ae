//! Makes the ranker's probability that a mention is right into the probability that the
//! *name* in the reports is right, which is what `confidence` means there.
//!
//! A name can be had from a mention more or less surely ([`Identity`]): a full name is
//! nearly always right, *she* where two women are near often is not. The numbers are a
//! logistic regression on quotations that are credited to somebody, those that are no speech
//! counted as wrong, with an L2 penalty towards leaving the probability as it is.

use super::adam::Adam;
use crate::error::{Error, Kind, Place};
use crate::speaker::Identity;
use once_cell::sync::OnceCell;

/// What is added to the log-odds of each identity, and how much of the ranker's counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// How much of the ranker's log-odds counts.
    pub slope: f64,
    /// By [`Identity::ALL`]: what is added.
    pub bias: [f64; Identity::ALL.len()],
}

/// One quotation that was credited to somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// The ranker's probability, 0 to 1.
    pub probability: f64,
    /// What the name was had from.
    pub identity: Identity,
    /// Whether the name is right.
    pub right: bool,
}

const SLOPE: &str = "slope";
const STEPS: usize = 3000;
const RATE: f64 = 0.02;
/// L2 penalty, in quotations.
const PENALTY: f64 = 1.0;

impl Calibration {
    /// The text of the one that comes with the program, as [`Self::to_csv`] writes it.
    pub const BUILTIN: &str = include_str!("calibration.csv");

    /// The one that comes with the program, fitted to `PolNeAR` dev with its built-in weights.
    ///
    /// # Errors
    /// Where the table does not parse, which a test rules out.
    pub fn builtin() -> Result<&'static Self, Error> {
        static CELL: OnceCell<Calibration> = OnceCell::new();
        CELL.get_or_try_init(|| Self::from_csv(Self::BUILTIN, "attribution/calibration.csv"))
    }

    /// Leaves every probability as it is, but for the outermost ones.
    pub fn none() -> Self {
        Self { slope: 1.0, bias: [0.0; Identity::ALL.len()] }
    }

    /// Reads `of,log_odds`: a row `slope` and one for each identity.
    ///
    /// # Errors
    /// A row that is neither, or a value that is no number.
    pub fn from_csv(text: &str, shown: &str) -> Result<Self, Error> {
        let mut calibration = Self::none();
        for (at, line) in text.lines().enumerate().skip(1) {
            let bad = |what: String| Error::at(Place::line(shown, at as u64 + 1), Kind::BadRow(what));
            let (of, value) = line.split_once(',').ok_or_else(|| bad("needs of,log_odds".into()))?;
            let value: f64 = value.parse().map_err(|_| bad(format!("\"{value}\" is not a number")))?;
            match Identity::ALL.iter().position(|i| i.name() == of) {
                Some(identity) => calibration.bias[identity] = value,
                None if of == SLOPE => calibration.slope = value,
                None => return Err(bad(format!("no way to know a name is called \"{of}\""))),
            }
        }
        Ok(calibration)
    }

    /// Writes `of,log_odds`.
    pub fn to_csv(&self) -> String {
        let mut out = format!("of,log_odds\n{SLOPE},{:.3}\n", self.slope);
        for (identity, bias) in Identity::ALL.iter().zip(self.bias) {
            out.push_str(&format!("{},{bias:.3}\n", identity.name()));
        }
        out
    }

    /// Probability, 0 to 1, that the name is right.
    pub fn confidence(&self, probability: f64, identity: Identity) -> f64 {
        let odds = self.slope * log_odds(probability) + self.bias[place(identity)];
        1.0 / (1.0 + (-odds).exp())
    }

    /// Fits one to quotations of which it is known whether the name is right; the same
    /// numbers on every run.
    pub fn fit(outcomes: &[Outcome]) -> Self {
        const ALL: usize = Identity::ALL.len() + 1;
        let start = Self::none();
        let mut values = [0.0; ALL];
        values[0] = start.slope;
        let mut adam = Adam::new(ALL, STEPS, RATE);
        let n = outcomes.len().max(1) as f64;
        for step in 1..=STEPS {
            let mut gradient = values.map(|v| -PENALTY * v / n);
            gradient[0] = -PENALTY * (values[0] - start.slope) / n;
            for outcome in outcomes {
                let odds = log_odds(outcome.probability);
                let at = place(outcome.identity) + 1;
                let p = 1.0 / (1.0 + (-(values[0] * odds + values[at])).exp());
                let push = (f64::from(u8::from(outcome.right)) - p) / n;
                gradient[0] += push * odds;
                gradient[at] += push;
            }
            adam.step(step, &mut values, &gradient);
        }
        Self { slope: values[0], bias: std::array::from_fn(|i| values[i + 1]) }
    }
}

fn place(identity: Identity) -> usize {
    Identity::ALL.iter().position(|i| *i == identity).unwrap_or(0)
}

/// Kept within what so few quotations can tell.
fn log_odds(probability: f64) -> f64 {
    let p = probability.clamp(0.01, 0.995);
    (p / (1.0 - p)).ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_surer_than_a_pronoun_with_rivals_and_more_is_never_less() {
        let builtin = Calibration::builtin().expect("parses");
        let of = |p| builtin.confidence(p, Identity::Name);
        assert!(of(0.99) > 0.95 && of(0.9) > of(0.8));
        assert!(builtin.confidence(0.99, Identity::RivalledPronoun) < of(0.99) - 0.05);
    }

    #[test]
    fn a_fit_finds_how_often_each_identity_is_right() {
        let outcome = |identity, right| Outcome { probability: 0.5, identity, right };
        let mut outcomes = vec![outcome(Identity::Name, true); 900];
        outcomes.extend(vec![outcome(Identity::Name, false); 100]);
        outcomes.extend(vec![outcome(Identity::Description, true); 300]);
        outcomes.extend(vec![outcome(Identity::Description, false); 700]);
        let fitted = Calibration::fit(&outcomes);
        assert!((fitted.confidence(0.5, Identity::Name) - 0.9).abs() < 0.01, "{fitted:?}");
        assert!((fitted.confidence(0.5, Identity::Description) - 0.3).abs() < 0.01, "{fitted:?}");
        assert_eq!(Calibration::fit(&[]), Calibration::none());
    }

    #[test]
    fn a_table_reads_back_and_an_unknown_row_is_named() {
        let builtin = Calibration::builtin().expect("parses");
        assert_eq!(builtin.to_csv(), Calibration::BUILTIN);
        assert_eq!(Calibration::from_csv(&builtin.to_csv(), "again").expect("reads"), *builtin);
        let error = Calibration::from_csv("of,log_odds\nhunch,1\n", "c.csv").expect_err("unknown");
        assert_eq!(
            error.to_string(),
            "c.csv:2: row cannot be read: no way to know a name is called \"hunch\""
        );
    }
}
