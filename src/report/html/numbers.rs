//! How numbers and days are spelled on the page.

use super::model::Measured;
use jiff::civil::Date;

/// `1,234`.
pub(super) fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut spelled = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            spelled.push(',');
        }
        spelled.push(digit);
    }
    spelled
}

/// `1 quote`, `2 quotes`.
pub(super) fn counted(n: u64, one: &str) -> String {
    format!("{} {one}{}", count(n), if n == 1 { "" } else { "s" })
}

/// A rate per 1,000 words: `104.7`, two decimals below 1 where one would say little.
pub(super) fn rate(value: f64) -> String {
    let places = if value > 0.0 && value < 0.95 { 2 } else { 1 };
    let spelled = format!("{value:.places$}");
    let (whole, decimals) = spelled.split_once('.').unwrap_or((&spelled, "0"));
    format!("{}.{decimals}", count(whole.parse().unwrap_or_default()))
}

/// `61.6–147.7`.
pub(super) fn interval(measured: &Measured) -> String {
    format!("{}–{}", rate(measured.low), rate(measured.high))
}

/// `p = 0.031`, `p < 0.001`.
pub(super) fn p(value: f64) -> String {
    if value < 0.001 { "p < 0.001".into() } else { format!("p = {value:.3}") }
}

/// `98 %` with a space that does not break; what is not quite certain is never 100.
pub(super) fn percent(share: f64) -> String {
    let rounded = (100.0 * share).round();
    if rounded >= 100.0 && share < 1.0 { "99\u{a0}%".into() } else { format!("{rounded:.0}\u{a0}%") }
}

/// `4 March 2024`.
pub(super) fn day(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// `March`.
pub(super) fn month(month: i8) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_spelled_for_people() {
        assert_eq!([count(0), count(999), count(1_234_567)], ["0", "999", "1,234,567"]);
        assert_eq!(
            [rate(0.0), rate(0.321), rate(0.96), rate(104.65), rate(1333.33)],
            ["0.0", "0.32", "1.0", "104.7", "1,333.3"]
        );
        assert_eq!([p(0.0004), p(0.0312), percent(0.9991)], ["p < 0.001", "p = 0.031", "99\u{a0}%"]);
        assert_eq!(day(jiff::civil::date(2024, 3, 4)), "4 March 2024");
    }
}
