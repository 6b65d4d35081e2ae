//! When two written names can be one person's.
//!
//! It does not know the article's people: see `aliases`.

use super::Mention;
use crate::lexicon::Reading;
use crate::text::Kind;

/// A name as it is compared: folded into words, hyphens split, stops gone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name<'a> {
    pub(super) words: Vec<&'a str>,
    /// The family name as Western order has it: the last word that is no suffix.
    pub(super) last: &'a str,
}

impl<'a> Name<'a> {
    pub(super) fn of(reading: &Reading<'a>, mention: &Mention) -> Self {
        let tokens = mention.core.range().filter(|&t| reading.parsed.tokens[t].kind == Kind::Word);
        let words: Vec<&str> = tokens.map(|t| &*reading.word(t).plain).collect();
        let last = words.iter().rev().find(|w| !is_suffix(w)).map_or("", |w| w);
        Self { words, last }
    }
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Two full names of one person: equal, or one leaves out or abbreviates what the other says.
pub(super) fn same_person(a: &Name<'_>, b: &Name<'_>) -> bool {
    let (x, y) = (&a.words[..], &b.words[..]);
    if x.last() != y.last() && a.last != b.last {
        return false;
    }
    if a == b {
        return true;
    }
    if suffix(x) != suffix(y) {
        return false;
    }
    // "de la Cruz Moya" after "Inés de la Cruz Moya".
    if x.len() > 1 && y.ends_with(x) || y.len() > 1 && x.ends_with(y) {
        return true;
    }
    if x.len() < 2 || y.len() < 2 || a.last != b.last {
        return false;
    }
    let initial = |x: &str, y: &str| x.len() == 1 && y.starts_with(x);
    let first = x[0] == y[0] || initial(x[0], y[0]) || initial(y[0], x[0]);
    // "Donald Trump" in "Donald John Trump"; "Jong Un" is no "Kim Jong Un" of another family.
    first && middle_agrees(x, y)
}

fn suffix<'a>(name: &[&'a str]) -> Option<&'a str> {
    name.iter().find(|w| is_suffix(w)).copied()
}

fn middle_agrees(a: &[&str], b: &[&str]) -> bool {
    fn middle<'a>(n: &'a [&'a str]) -> impl Iterator<Item = char> + 'a {
        // In "Robert Holt Jr." the family name is no middle name.
        let family = n.iter().rposition(|w| !is_suffix(w)).unwrap_or(0);
        n[..family].iter().skip(1).filter_map(|w| w.chars().next())
    }
    middle(a).next().is_none() || middle(b).next().is_none() || middle(a).eq(middle(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name<'_> {
        let words: Vec<&str> = text.split(' ').collect();
        let last = words.iter().rev().find(|w| !is_suffix(w)).map_or("", |w| w);
        Name { words, last }
    }

    #[test]
    fn a_middle_name_may_be_left_out_before_a_suffix_too() {
        for (a, b, same) in [
            ("robert holt jr", "robert f holt jr", true),
            ("robert holt", "robert f holt", true),
            ("robert f holt jr", "robert g holt jr", false),
            ("robert holt jr", "robert f holt", false),
            ("holt jr", "robert f holt jr", true),
            ("jr sr", "robert jr sr", true),
        ] {
            assert_eq!(same_person(&name(a), &name(b)), same, "{a} / {b}");
            assert_eq!(same_person(&name(b), &name(a)), same, "{b} / {a}");
        }
    }
}
