//! The head of an article: its labelled fields, and the lines that only their order names.

use super::super::dates::{Day, day};

/// Labels before the text.
const FIRST: &[&str] = &[
    "BYLINE",
    "SECTION",
    "LENGTH",
    "DATELINE",
    "HIGHLIGHT",
    "HEADLINE",
    "SHOW",
    "GUESTS",
    "REPORTERS",
    "ANCHORS",
    "SOURCE",
    "AUTHOR",
    "TITLE",
    "RUBRIK",
    "AUTOR",
    "BODY",
];

/// Labels behind the text that no prose has.
const LAST: &[&str] = &[
    "LOAD-DATE",
    "LANGUAGE",
    "GRAPHIC",
    "PUBLICATION-TYPE",
    "DOCUMENT-TYPE",
    "JOURNAL-CODE",
    "ISSN",
    "ACC-NO",
    "URL",
    "DOCTYPE",
    "PUB-TYPE",
    "CORRECTION-DATE",
    "UPDATE",
    "JOURNAL-SUBJECT",
];

/// Labels behind the text that prose in capitals could have too.
const PERHAPS: &[&str] = &[
    "SUBJECT",
    "COMPANY",
    "ORGANIZATION",
    "TICKER",
    "INDUSTRY",
    "PERSON",
    "CITY",
    "STATE",
    "COUNTRY",
    "GEOGRAPHIC",
    "SERIES",
    "CORRECTION",
    "TYPE",
    "NOTES",
    "CATEGORY",
    "DISTRIBUTION",
    "NAME",
    "CONTACT",
];

/// Where a label stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    First,
    Last,
    Perhaps,
}

/// The label of a line that begins with one, its name and what stands behind it.
pub(super) fn label(line: &str) -> Option<(Label, &str, &str)> {
    let (name, rest) = line.split_once(':')?;
    let of = |list: &[&str]| list.contains(&name);
    let label = if of(FIRST) {
        Label::First
    } else if of(LAST) {
        Label::Last
    } else if of(PERHAPS) {
        Label::Perhaps
    } else {
        return None;
    };
    Some((label, name, rest.trim()))
}

const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];

/// The day that a line begins with, as written: `March 4, 2024 Monday 10:15 AM GMT`. What
/// stands behind it is the time and the edition.
pub(super) fn date(line: &str) -> Option<String> {
    let line = line.trim();
    if line.len() > 100 || !line.bytes().filter(u8::is_ascii_digit).count().ge(&4) {
        return None;
    }
    let bare = |word: &str| word.trim_matches([',', '.', '(', ')']).to_lowercase();
    let mut words = line.split_whitespace().peekable();
    words.next_if(|word| WEEKDAYS.contains(&bare(word).as_str()));
    let mut read: Vec<&str> = Vec::new();
    for word in words.take(3) {
        read.push(in_english(word.trim_end_matches([',', ';'])));
        // `4 March 2024` and `4. März 2024` have three words, as has `March 4 2024`.
        if matches!(day(&read.join(" "), None), Day::Is(_)) {
            return Some(read.join(" "));
        }
    }
    magazine(line)
}

/// The English name of a month that is named in another language of exports.
fn in_english(word: &str) -> &str {
    let small = word.to_lowercase();
    OTHER_MONTHS
        .iter()
        .find(|(_, names)| names.contains(&small.as_str()))
        .map_or(word, |(english, _)| english)
}

const OTHER_MONTHS: &[(&str, &[&str])] = &[
    ("January", &["januar", "jänner", "janvier", "enero", "gennaio", "januari"]),
    ("February", &["februar", "février", "febrero", "febbraio", "februari"]),
    ("March", &["märz", "mars", "marzo", "maart"]),
    ("April", &["avril", "abril", "aprile"]),
    ("May", &["mai", "mayo", "maggio", "mei"]),
    ("June", &["juni", "juin", "junio", "giugno"]),
    ("July", &["juli", "juillet", "julio", "luglio"]),
    ("August", &["août", "agosto", "augustus"]),
    ("September", &["septembre", "septiembre", "settembre"]),
    ("October", &["oktober", "octobre", "octubre", "ottobre"]),
    ("November", &["novembre", "noviembre"]),
    ("December", &["dezember", "décembre", "diciembre", "dicembre"]),
];

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "spring",
    "summer",
    "fall",
    "autumn",
    "winter",
];

/// `March 2024` or `Summer 2024`, where that is the whole line: no day, but a date.
fn magazine(line: &str) -> Option<String> {
    let (month, year) = line.split_once(' ')?;
    let year = year.trim();
    let is = MONTHS.contains(&month.trim_end_matches(',').to_lowercase().as_str())
        && year.len() == 4
        && year.bytes().all(|b| b.is_ascii_digit());
    is.then(|| line.to_string())
}
