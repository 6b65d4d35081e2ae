//! When two ways of writing a name are the same.

/// A letter, a digit or an underscore.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

fn without_possessive(word: &str) -> &str {
    let cut = |word: &'_ str| word.strip_suffix(is_apostrophe).map(str::len);
    match word.strip_suffix('s').and_then(cut).or_else(|| cut(word)) {
        Some(length) => &word[..length],
        None => word,
    }
}

/// The words of a name, lower case, without possessive endings, stops and apostrophes.
pub(super) fn tokens(text: &str) -> Vec<String> {
    let inner = |c: char| is_word(c) || is_apostrophe(c) || matches!(c, '.' | '-');
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(is_word) {
        rest = &rest[start..];
        let end = rest.find(|c| !inner(c)).unwrap_or(rest.len());
        let word = rest[..end].to_lowercase();
        found.push(without_possessive(&word).trim_matches(|c| is_apostrophe(c) || c == '.').to_string());
        rest = &rest[end..];
    }
    found
}

const SUFFIXES: [&str; 8] = ["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"];

/// The last word of a name before a comma that is no *Jr.* and the like.
pub(super) fn last_name(name: &str) -> Option<String> {
    let words = tokens(name.split(',').next().unwrap_or(""));
    words.into_iter().rev().find(|w| !w.is_empty() && !SUFFIXES.contains(&w.as_str()))
}

const ARTICLES: [&str; 6] = ["the", "a", "an", "his", "her", "their"];
const TITLES: [&str; 27] = [
    "mr",
    "mrs",
    "ms",
    "dr",
    "sen",
    "senator",
    "gov",
    "governor",
    "rep",
    "president",
    "former president",
    "secretary",
    "vice president",
    "prof",
    "professor",
    "sir",
    "lord",
    "lady",
    "sheriff",
    "judge",
    "justice",
    "gen",
    "general",
    "col",
    "mayor",
    "attorney general",
    "speaker",
];

/// A name as it is compared: lower case, without a leading article or titles, a possessive
/// ending and stops at its ends.
pub fn folded(name: &str) -> String {
    let straight = name.trim().replace(['\u{2018}', '\u{2019}'], "'");
    let spaced = straight.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = without_possessive(&spaced).to_lowercase();
    let mut rest = &*lower;
    if let Some(behind) = ARTICLES.iter().find_map(|a| rest.strip_prefix(a)?.strip_prefix(' ')) {
        rest = behind;
    }
    let behind_title = |rest: &'_ str| {
        TITLES.iter().find_map(|title| {
            let behind = rest.strip_prefix(title)?;
            Some(behind.strip_prefix('.').unwrap_or(behind).strip_prefix(' ')?.len())
        })
    };
    while let Some(left) = behind_title(rest) {
        rest = &rest[rest.len() - left..];
    }
    rest.trim_matches([' ', '.', ',']).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_compared_without_title_article_case_and_possessive() {
        for (written, compared) in [
            ("Former President Ana Ortiz’s", "ana ortiz"),
            ("The  Harbour\u{a0}Office.", "harbour office"),
            ("Sen. Gov. Bram Vale", "bram vale"),
            ("President", "president"),
            ("general store", "store"),
            ("O’Dowd", "o'dowd"),
        ] {
            assert_eq!(folded(written), compared, "{written}");
        }
    }

    #[test]
    fn the_last_name_is_no_suffix_and_stands_before_the_comma() {
        assert_eq!(last_name("Bram Vale Jr., of Lesk").as_deref(), Some("vale"));
        assert_eq!(last_name("the Orsk Times’").as_deref(), Some("times"));
        assert_eq!(last_name("…"), None);
        assert_eq!(tokens("Mr. O'Neil-Holt's U.S. plan"), ["mr", "o'neil-holt", "u.s", "plan"]);
    }
}
