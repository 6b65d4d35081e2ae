//! Whether a confidence of 90 % is right nine times in ten.

use super::errors::is_right;
use super::gold::Gold;
use super::labels::Labels;
use super::matching::Matching;
use super::predicted::Predicted;

/// Lower ends of the bins; the last one holds 1 too.
pub const BINS: [f64; 6] = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95];

/// The bin of a confidence.
pub fn bin_of(confidence: f64) -> usize {
    BINS.iter().rposition(|&low| low <= confidence).unwrap_or(0)
}

/// The name of each bin: `0.95–1`.
pub fn bins() -> Vec<String> {
    let highs = BINS.iter().skip(1).chain([&1.0]);
    BINS.iter().zip(highs).map(|(low, high)| format!("{low}–{high}")).collect()
}

/// One bin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bin {
    /// Quotations.
    pub n: u64,
    /// Those of them that are right.
    pub right: u64,
    /// Sum of their confidences.
    pub confidence: f64,
}

impl Bin {
    /// Mean confidence.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.confidence / self.n as f64)
    }

    /// Share that is right.
    pub fn share_right(&self) -> Option<f64> {
        (self.n > 0).then(|| self.right as f64 / self.n as f64)
    }

    fn add(&mut self, confidence: f64, right: bool) {
        self.n += 1;
        self.right += u64::from(right);
        self.confidence += confidence;
    }
}

/// Confidences beside what came true.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reliability {
    /// As [`BINS`].
    pub bins: [Bin; BINS.len()],
    /// Everything.
    pub all: Bin,
    /// Quotations that cannot be judged: the annotators did not decide, or gave no name.
    pub undecided: u64,
    /// Quotations without a confidence.
    pub without: u64,
}

impl Reliability {
    /// Adds a quotation as [`judged`] gives it.
    pub fn add_judged(&mut self, prediction: &Predicted, right: Option<bool>) {
        match (right, prediction.confidence) {
            (None, _) => self.undecided += 1,
            (_, None) => self.without += 1,
            (Some(right), Some(confidence)) => self.add(confidence, right),
        }
    }

    /// Adds one quotation.
    pub fn add(&mut self, confidence: f64, right: bool) {
        self.bins[bin_of(confidence)].add(confidence, right);
        self.all.add(confidence, right);
    }

    /// What has at least the confidence of a bin's lower end.
    pub fn from(&self, low: f64) -> Bin {
        let mut sum = Bin::default();
        for bin in &self.bins[bin_of(low)..] {
            sum.n += bin.n;
            sum.right += bin.right;
            sum.confidence += bin.confidence;
        }
        sum
    }

    /// The mean distance of confidence from the share right, bins weighted by their size.
    pub fn error(&self) -> Option<f64> {
        let distance = |b: &Bin| Some(b.n as f64 * (b.mean()? - b.share_right()?).abs());
        (self.all.n > 0).then(|| self.bins.iter().filter_map(distance).sum::<f64>() / self.all.n as f64)
    }
}

/// Judges every predicted quotation in marks of an article: right is an annotated quotation
/// under a right name (with labels) or with the right mention (without); speech that is
/// nobody's is wrong. `None` where the annotators did not decide, or gave no name.
pub fn judged(
    gold: &Gold,
    predicted: &[Predicted],
    matching: &Matching,
    labels: Option<&Labels>,
    mut each: impl FnMut(&Predicted, Option<bool>),
) {
    for (at, cut) in matching.cuts.iter().enumerate() {
        let prediction = &predicted[cut.of];
        let right = match matching.unit_of[at] {
            Some(unit) => is_right(gold, unit, prediction, labels),
            None => (!matching.is_neutral(gold, at)).then_some(false),
        };
        each(prediction, right);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_confidence_at_an_edge_belongs_to_the_bin_above() {
        assert_eq!([0.0, 0.4999, 0.5, 0.9, 0.95, 1.0].map(bin_of), [0, 0, 1, 4, 5, 5]);
        assert_eq!(bins()[5], "0.95–1");
    }

    #[test]
    fn the_calibration_error_weighs_each_bin_by_its_size() {
        let mut found = Reliability::default();
        // Four at 0.75, of which two are right; one at 0.95, right.
        for right in [true, true, false, false] {
            found.add(0.75, right);
        }
        found.add(0.95, true);
        // (4 · |0.75 − 0.5| + 1 · |0.95 − 1|) / 5
        assert!((found.error().expect("quotations") - 0.21).abs() < 1e-12);
        assert_eq!((found.from(0.9).n, found.from(0.9).right, found.from(0.7).n), (1, 1, 5));
        assert_eq!(Reliability::default().error(), None);
    }
}
