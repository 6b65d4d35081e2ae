//! Names like one that nobody has.

use rhetor::text::fold;

/// Names told at most.
const MOST: usize = 5;

/// The names that hold the one asked for, or differ from it (or in one of their words) by a
/// few letters; the nearest first.
pub(crate) fn names<'a>(asked: &str, known: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let asked = fold::plain(asked);
    let most = (asked.chars().count() / 3).max(1);
    let mut near: Vec<(usize, &str)> =
        known.into_iter().filter_map(|n| Some((far(&asked, n, most)?, n))).collect();
    near.sort_unstable();
    near.into_iter().map(|(_, name)| name.to_string()).take(MOST).collect()
}

fn far(asked: &str, name: &str, most: usize) -> Option<usize> {
    let name = fold::plain(name);
    if !asked.is_empty() && name.contains(asked) {
        return Some(0);
    }
    let whole = std::iter::once(&*name).chain(name.split_whitespace());
    whole.map(|part| letters_between(asked, part)).min().filter(|&far| far <= most)
}

/// Letters to add, leave out or change.
fn letters_between(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let changed = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = changed.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_near_is_a_part_of_the_name_or_a_few_letters_off() {
        let known = ["Goran Vetrak", "Selin Amaro", "the prime minister"];
        assert_eq!(names("vetrak", known), ["Goran Vetrak"]);
        assert_eq!(names("Vetrok", known), ["Goran Vetrak"]);
        assert_eq!(names("Selín Amarro", known), ["Selin Amaro"]);
        assert_eq!(names("Holt", known), [""; 0]);
    }

    #[test]
    fn letters_are_counted_as_they_are_typed() {
        assert_eq!((letters_between("war", "wars"), letters_between("", "ab")), (1, 2));
        assert_eq!((letters_between("kitten", "sitting"), letters_between("é", "e")), (3, 1));
    }
}
