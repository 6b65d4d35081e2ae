//! The order of articles, which must not depend on the parts that they are in.
//!
//! It is that of the inputs' own ids, with numbers in them by value (`a9` before `a10`). Of
//! articles that share one the id in tables decides, which is made of the text, then what the
//! input says of them. What is then equal is the same record, and its order is no matter.

use rhetor::error::Effect;
use rhetor::report::stream::{Head, Line};
use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The ids of all articles.
#[derive(Default)]
pub(super) struct Keys {
    ids: String,
}

/// What decides about the place of one.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Key {
    /// What is said of whole inputs, articles, what was left out.
    class: u8,
    len: u32,
    at: u64,
    /// Of the id in tables.
    text: u64,
    /// Of what the input says.
    rest: u64,
}

const ARTICLE: u8 = 1;

impl Key {
    /// Of what is no article.
    pub(super) fn of_said(kind: Line) -> Self {
        let of_input = matches!(kind, Line::Said(Effect::Kept | Effect::Ignored));
        Self { class: if of_input { 0 } else { 2 }, ..Self::default() }
    }
}

impl Keys {
    pub(super) fn article(&mut self, head: &Head) -> Key {
        let at = self.ids.len() as u64;
        self.ids.push_str(&head.article);
        let mut rest = DefaultHasher::new();
        let line = head.line.filter(|_| !super::is_stdin(&head.file));
        Head { line, ..head.clone() }.hash(&mut rest);
        Key {
            class: ARTICLE,
            len: head.article.len() as u32,
            at,
            text: u64::from_str_radix(head.article_id.get(2..).unwrap_or_default(), 16).unwrap_or(0),
            rest: rest.finish(),
        }
    }

    fn id(&self, key: &Key) -> &str {
        &self.ids[key.at as usize..][..key.len as usize]
    }

    pub(super) fn compare(&self, a: &Key, b: &Key) -> Ordering {
        let by_id = || natural(self.id(a), self.id(b));
        a.class.cmp(&b.class).then_with(by_id).then((a.text, a.rest).cmp(&(b.text, b.rest)))
    }
}

/// Numbers by value, all else by its bytes; of `a1` and `a01` the bytes decide.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        match (left, right) {
            ([x, ..], [y, ..]) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let (one, behind_one) = number(left);
                let (other, behind_other) = number(right);
                let order = one.len().cmp(&other.len()).then_with(|| one.cmp(other));
                if order != Ordering::Equal {
                    return order;
                }
                (left, right) = (behind_one, behind_other);
            }
            ([x, behind_one @ ..], [y, behind_other @ ..]) if x == y => {
                (left, right) = (behind_one, behind_other);
            }
            _ => return left.cmp(right).then_with(|| a.cmp(b)),
        }
    }
}

/// The digits that a text begins with, without leading zeros, and what stands behind.
fn number(text: &[u8]) -> (&[u8], &[u8]) {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let zeros = text[..end].iter().take_while(|b| **b == b'0').count();
    (&text[zeros..end], &text[end..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_ids_are_ordered_by_their_value() {
        let mut ids = ["b1", "a10", "a9", "a", "a010", "a9b", "10", "9", "", "a9-2", "a9-11"];
        ids.sort_by(|a, b| natural(a, b));
        assert_eq!(ids, ["", "9", "10", "a", "a9", "a9-2", "a9-11", "a9b", "a010", "a10", "b1"]);
    }
}
