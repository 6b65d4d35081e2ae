//! Why two full names of one family could be one person's, if they could.

use super::Sure;
use super::nicknames::Nicknames;

/// A person's name in parts.
#[derive(Clone, Debug)]
pub(super) struct Parts<'a> {
    pub(super) words: &'a [String],
    pub(super) suffix: Option<&'a str>,
}

impl<'a> Parts<'a> {
    pub(super) fn of(words: &'a [String]) -> Self {
        match words {
            [rest @ .., last] if !rest.is_empty() && is_suffix(last) => {
                Self { words: rest, suffix: Some(last) }
            }
            _ => Self { words, suffix: None },
        }
    }

    fn given(&self) -> &'a str {
        &self.words[0]
    }

    fn middle(&self) -> &'a [String] {
        &self.words[1..self.words.len() - 1]
    }
}

fn is_suffix(word: &str) -> bool {
    matches!(word, "jr" | "sr" | "ii" | "iii" | "iv")
}

/// Two names of at least two words that end in one family name.
pub(super) fn of(a: &Parts<'_>, b: &Parts<'_>, nicknames: &Nicknames) -> Option<(Sure, String)> {
    let (given_a, given_b) = (a.given(), b.given());
    let middle = middle(a.middle(), b.middle())?;
    let initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x) && x != y;
    let (sure, why) = if given_a == given_b {
        (Sure::High, middle.to_string())
    } else if nicknames.alike(given_a, given_b) {
        let full_b = given_b.len() >= given_a.len();
        let (short, full) = if full_b { (given_a, given_b) } else { (given_b, given_a) };
        (Sure::High, format!("{} can be short for {}", capital(short), capital(full)))
    } else if initial(given_a, given_b) || initial(given_b, given_a) {
        // "J. D. Vale" and "James David Vale" agree twice.
        let twice = !a.middle().is_empty() && !b.middle().is_empty();
        (if twice { Sure::High } else { Sure::Medium }, "an initial for the first name".into())
    } else {
        return None;
    };
    match (a.suffix, b.suffix) {
        (x, y) if x == y => (!why.is_empty()).then_some((sure, why)),
        (Some(suffix), None) | (None, Some(suffix)) => {
            let called = format!("one of them is called {}", written(suffix));
            Some((Sure::Low, if why.is_empty() { called } else { format!("{why}; {called}") }))
        }
        _ => None,
    }
}

/// What the middle names say: nothing where one contradicts the other.
fn middle(a: &[String], b: &[String]) -> Option<&'static str> {
    if a == b {
        return Some("");
    }
    if a.is_empty() || b.is_empty() {
        return Some("with and without a middle name");
    }
    let agrees = |(x, y): (&String, &String)| {
        x == y || x.len() == 1 && y.starts_with(&**x) || y.len() == 1 && x.starts_with(&**y)
    };
    (a.len() == b.len() && a.iter().zip(b).all(agrees)).then_some("an initial for a middle name")
}

fn written(suffix: &str) -> String {
    match suffix {
        "jr" => "Jr.".into(),
        "sr" => "Sr.".into(),
        roman => roman.to_uppercase(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
