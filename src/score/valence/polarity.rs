//! From the valences of words to the four numbers of a text.

/// What the reference prints for a text, in whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Polarity {
    /// Share of negative words, in thousandths.
    pub neg: u16,
    /// Share of neutral words, in thousandths.
    pub neu: u16,
    /// Share of positive words, in thousandths.
    pub pos: u16,
    /// The whole, from −1 to 1, in ten-thousandths.
    pub compound: i32,
    /// Words and emoticons that are in the list; without any, the compound is 0.
    pub terms: u32,
}

/// About the largest sum of valences that is expected: what the compound is scaled by.
const ALPHA: f64 = 15.0;
/// An exclamation mark adds this, up to four.
const EXCLAMATION: f64 = 0.292;
const EXCLAMATIONS: usize = 4;
/// A question mark adds this where there are two or three …
const QUESTION: f64 = 0.18;
/// … and four or more add this together.
const QUESTIONS: f64 = 0.96;

/// What exclamation and question marks, wherever they stand, add to the whole.
pub(super) fn emphasis(text: &str) -> f64 {
    let count = |mark: u8| memchr::memchr_iter(mark, text.as_bytes()).count();
    let exclamation = count(b'!').min(EXCLAMATIONS) as f64 * EXCLAMATION;
    let question = match count(b'?') {
        0 | 1 => 0.0,
        few @ (2 | 3) => few as f64 * QUESTION,
        _ => QUESTIONS,
    };
    exclamation + question
}

impl Polarity {
    /// Sums up words in their order, which the last digit depends on.
    pub(super) fn new(valences: &[f64], emphasis: f64, terms: u32) -> Self {
        if valences.is_empty() {
            return Self::default();
        }
        let sum = valences.iter().fold(0.0, |sum, valence| sum + valence);
        let sum = match sum {
            sum if sum > 0.0 => sum + emphasis,
            sum if sum < 0.0 => sum - emphasis,
            sum => sum,
        };
        // A neutral word counts 1 in the shares, so each other one counts 1 more than its valence.
        let (mut pos, mut neg, mut neutral) = (0.0, 0.0, 0_u64);
        for &valence in valences {
            if valence > 0.0 {
                pos += valence + 1.0;
            } else if valence < 0.0 {
                neg += valence - 1.0;
            } else {
                neutral += 1;
            }
        }
        let mut neg: f64 = -neg;
        if pos > neg {
            pos += emphasis;
        } else if pos < neg {
            neg += emphasis;
        }
        let total = pos + neg + neutral as f64;
        let share = |part: f64| rounded(part / total, 3) as u16;
        Self { neg: share(neg), neu: share(neutral as f64), pos: share(pos), compound: compound(sum), terms }
    }
}

/// The compound of a sum of valences, in ten-thousandths.
pub fn compound(sum: f64) -> i32 {
    rounded(normalised(sum), 4) as i32
}

/// The sum of valences, between −1 and 1.
fn normalised(sum: f64) -> f64 {
    (sum / (sum * sum + ALPHA).sqrt()).clamp(-1.0, 1.0)
}

/// A number in units of its last decimal, rounded as Python does: by its exact value, and
/// a tie to the even digit.
fn rounded(value: f64, places: usize) -> i64 {
    let unit = if places == 3 { 1000.0 } else { 10_000.0 };
    let scaled = value * unit;
    let tie = (scaled - scaled.floor() - 0.5).abs() < 1e-6;
    if tie {
        // The product was rounded itself; the digits of the number decide.
        let digits = format!("{value:.places$}").replace('.', "");
        return digits.parse().unwrap_or_default();
    }
    scaled.round() as i64
}
