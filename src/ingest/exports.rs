//! What the exports of article databases share: bylines, lengths and names of languages.

use super::found::Found;
use crate::error::Kind;

/// An article as an export gives it, with the length that the export says it has.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) found: Found,
    pub(super) words: Option<u64>,
}

impl Draft {
    /// The article; a length that is far from its text's is reported, as then the export was
    /// cut or its layout was misread.
    pub(super) fn finish(mut self) -> Found {
        let counted = self.found.text.split_whitespace().count() as u64;
        if let Some(said) = self.words.filter(|_| counted > 0) {
            let far = said.abs_diff(counted);
            if far > 50 && far > said.max(counted) / 4 {
                self.found.problems.push(Kind::OtherLength(said, counted));
            }
        }
        self.found
    }
}

/// The words that a field such as `1,234 words` says.
pub(super) fn length(field: &str) -> Option<u64> {
    let (number, rest) = field.trim().split_once(char::is_whitespace)?;
    let unit = rest.trim().to_lowercase();
    let words = ["word", "wörter", "mots", "palabras", "woorden", "parole", "palavras"];
    let number: String = number.chars().filter(|c| !matches!(c, ',' | '.' | '\u{a0}' | '\u{202f}')).collect();
    words.iter().any(|word| unit.starts_with(word)).then(|| number.parse().ok()).flatten()
}

/// Who wrote it, without the word before the name.
pub(super) fn author(byline: &str) -> String {
    let name = byline.trim();
    let by = name.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by "));
    name[if by { 3 } else { 0 }..].trim_matches([' ', ';', ',', '\u{a0}']).to_string()
}

/// Whether a line says whose the text is.
pub(super) fn is_copyright(line: &str) -> bool {
    let line = line.trim();
    let begins = |with: &str| line.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    begins("copyright ")
        || line.starts_with('©')
        || begins("(c) ")
        || (line.len() < 40 && begins("all rights reserved"))
}

/// The code of a language that is named in English or in itself; another name as it is.
pub(super) fn language(name: &str) -> String {
    let name = name.trim();
    let small = name.to_lowercase();
    LANGUAGES
        .iter()
        .find(|(_, names)| names.contains(&small.as_str()))
        .map_or(name, |(code, _)| code)
        .to_string()
}

const LANGUAGES: &[(&str, &[&str])] = &[
    ("ar", &["arabic"]),
    ("cs", &["czech", "čeština"]),
    ("da", &["danish", "dansk"]),
    ("de", &["german", "deutsch"]),
    ("el", &["greek"]),
    ("en", &["english", "englisch", "anglais", "inglés", "inglese", "engels"]),
    ("es", &["spanish", "español"]),
    ("fi", &["finnish", "suomi"]),
    ("fr", &["french", "français"]),
    ("he", &["hebrew"]),
    ("hu", &["hungarian", "magyar"]),
    ("it", &["italian", "italiano"]),
    ("ja", &["japanese"]),
    ("ko", &["korean"]),
    ("nl", &["dutch", "nederlands"]),
    ("no", &["norwegian", "norsk"]),
    ("pl", &["polish", "polski"]),
    ("pt", &["portuguese", "português"]),
    ("ro", &["romanian", "română"]),
    ("ru", &["russian", "русский"]),
    ("sv", &["swedish", "svenska"]),
    ("tr", &["turkish", "türkçe"]),
    ("uk", &["ukrainian", "українська"]),
    ("zh", &["chinese", "simplified chinese", "traditional chinese", "chinese - simplified"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_a_number_of_words() {
        assert_eq!(length("1,234 words"), Some(1234));
        assert_eq!(length("812 Wörter"), Some(812));
        assert_eq!(length("12 pages"), None);
        assert_eq!(length("words"), None);
    }

    #[test]
    fn a_byline_is_a_name() {
        assert_eq!(author("By ANNA PRESTON; "), "ANNA PRESTON");
        assert_eq!(author("Byron Lake"), "Byron Lake");
        assert_eq!(author("é"), "é");
    }

    #[test]
    fn a_language_has_a_code_where_its_name_is_known() {
        assert_eq!((language("ENGLISH").as_str(), language("Lower Volgan").as_str()), ("en", "Lower Volgan"));
    }

    #[test]
    fn a_length_far_from_the_texts_is_reported() {
        let of = |said| {
            let found = Found { text: "word ".repeat(200), ..Found::default() };
            Draft { found, words: Some(said) }.finish().problems
        };
        assert_eq!(of(210), []);
        assert_eq!(of(900), [Kind::OtherLength(900, 200)]);
    }
}
