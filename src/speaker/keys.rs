//! The key under which a speaker is one and the same in every article.
//!
//! The key comes from the name and the type alone, never from what else a collection holds,
//! so that any split of the articles over machines gives the same speakers. It merges what
//! is safe: case, accents, typography, spacing and stops of initials, hyphens, courtesy
//! words. What two names have in common beyond that is for a person to judge: see `suggest`.

use super::Type;
use crate::text::fold;
use std::fmt::Write;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a name: words of plain letters and digits with single spaces, or the name itself
/// where it has no letters; and behind an underscore what it is, where it is no person. No word holds an underscore, so two types
/// never share a key.
pub fn of(name: &str, kind: Type) -> String {
    let mut key = words(name, kind).join(" ");
    // Of a name without letters the signs are all that tells it from others: 1+1, 1/1.
    if !name.chars().any(char::is_alphabetic) {
        key = fold::written(name).split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if kind != Type::Person {
        key.push('_');
        key.push_str(kind.name());
    }
    key
}

/// The id that goes with a key: begins with a letter, holds only letters, digits, hyphens
/// and underscores, and belongs to no other key.
pub fn id_of(key: &str) -> String {
    let (name, kind) = split(key);
    let mut id = String::with_capacity(key.len() + 2);
    id.push_str("s_");
    if !name.is_empty() && name.bytes().all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b' ')) {
        for (at, word) in name.split(' ').enumerate() {
            id.push_str(if at > 0 { "-" } else { "" });
            id.push_str(word);
        }
    } else {
        // Another script: the numbers of its letters, so that the id stays plain.
        id.push_str("u_");
        for (at, c) in name.chars().enumerate() {
            let _ = write!(id, "{}{:x}", if at > 0 { "-" } else { "" }, c as u32);
        }
    }
    if let Some(kind) = kind {
        id.push('_');
        id.push_str(kind.name());
    }
    id
}

/// The words of a key, and its type where it says one.
fn split(key: &str) -> (&str, Option<Type>) {
    let named = |name: &str| Type::ALL.into_iter().find(|t| *t != Type::Person && t.name() == name);
    match key.rsplit_once('_').map(|(name, kind)| (name, named(kind))) {
        Some((name, Some(kind))) => (name, Some(kind)),
        _ => (key, None),
    }
}

/// The words of a name as keys compare them.
pub(super) fn words(name: &str, kind: Type) -> Vec<String> {
    let mut pieces = pieces(name);
    if kind == Type::Person {
        without_degrees(&mut pieces);
    }
    let mut words = Vec::with_capacity(pieces.len());
    for (at, piece) in pieces.iter().enumerate() {
        if kind == Type::Person && at + 1 < pieces.len() && is_initials(piece) {
            words.extend(piece.chars().map(|c| fold::plain(c.encode_utf8(&mut [0; 4]))));
        } else {
            words.push(plain(piece));
        }
    }
    words.retain(|w| !w.is_empty());
    if kind == Type::Person {
        without_courtesy(&mut words);
        if words.len() > 1 && words.iter().all(|w| w.chars().count() == 1) {
            words = vec![words.concat()];
        }
    } else {
        words = joined_initials(words);
        if matches!(kind, Type::Organisation | Type::Place) && words.len() > 1 && words[0] == "the" {
            words.remove(0);
        }
    }
    words
}

/// Runs of letters and digits. Apostrophes stand for nothing; every other mark separates.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for c in fold::written(name).chars() {
        match c {
            c if c.is_alphanumeric() || is_combining_mark(c) => {
                if let Some(piece) = pieces.last_mut() {
                    piece.push(c);
                }
            }
            '\'' | '`' | '´' | 'ʻ' | 'ʿ' | 'ʾ' => {}
            '&' => pieces.extend(["and".into(), String::new()]),
            _ => pieces.push(String::new()),
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}

/// *JK* of *JK Rowling*. What could be said as a syllable stays a name: *AL GORE*, *XI Jinping*.
fn is_initials(piece: &str) -> bool {
    let upper = (2..=3).contains(&piece.len()) && piece.bytes().all(|b| b.is_ascii_uppercase());
    upper && piece != "NG" && (piece.ends_with('J') || !piece.contains(['A', 'E', 'I', 'O', 'U', 'Y']))
}

/// Small letters without accents; letters of other scripts keep theirs, where an accent
/// makes another letter.
fn plain(piece: &str) -> String {
    let mut out = String::with_capacity(piece.len());
    let mut western = true;
    for c in fold::word(piece).chars() {
        if is_combining_mark(c) {
            if !western {
                out.push(c);
            }
            continue;
        }
        let base = c.nfd().next().unwrap_or(c);
        western = (base as u32) < 0x400;
        match base {
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' | 'ð' => out.push('d'),
            'þ' => out.push_str("th"),
            'ı' => out.push('i'),
            'ħ' => out.push('h'),
            'ς' => out.push('σ'),
            // Russian prints leave the dots out.
            'е' if c == 'ё' => out.push('е'),
            _ if western => out.push(base),
            _ => out.push(c),
        }
    }
    out
}

/// Forms of address in front; titles of office and nobility never reach a speaker's name.
const COURTESY: [&str; 9] = ["mr", "mrs", "ms", "mx", "miss", "dr", "prof", "sir", "dame"];
/// Degrees and honours behind, as written: *Mba* is a family name.
const DEGREES: [&str; 20] = [
    "CBE", "DDS", "DPhil", "EdD", "Esq", "FRS", "JD", "KBE", "MBA", "MBE", "MD", "MEP", "MP", "MSP", "OBE",
    "PHD", "PhD", "PsyD", "QC", "RN",
];

fn without_degrees(pieces: &mut Vec<String>) {
    while pieces.len() > 2 && DEGREES.contains(&&*pieces[pieces.len() - 1]) {
        pieces.pop();
    }
    if let [_, _, .., first, second] = &pieces[..]
        && matches!((first.as_str(), second.as_str()), ("Ph" | "M", "D"))
    {
        pieces.truncate(pieces.len() - 2);
    }
}

fn without_courtesy(words: &mut Vec<String>) {
    while words.len() > 1 && COURTESY.contains(&&*words[0]) {
        words.remove(0);
    }
    if let [_, .., last] = &mut words[..] {
        match last.as_str() {
            "junior" | "jnr" => *last = "jr".into(),
            "senior" | "snr" => *last = "sr".into(),
            _ => {}
        }
    }
}

/// *U.S.* and *US* are one word.
fn joined_initials(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut inside = false;
    for word in words {
        let initial = word.len() == 1 && word.as_bytes()[0].is_ascii_alphabetic();
        match joined.last_mut() {
            Some(last) if initial && inside => last.push_str(&word),
            _ => joined.push(word),
        }
        inside = initial;
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> String {
        of(name, Type::Person)
    }

    #[test]
    fn spellings_of_one_name_are_one_key() {
        for same in [
            &["Ségolène Royal", "Segolene Royal", "SÉGOLÈNE ROYAL", "Se\u{301}gole\u{300}ne  Royal"][..],
            &["J.K. Rowling", "J. K. Rowling", "JK Rowling", "J K Rowling", "j.k. rowling"],
            &["Martin King Jr.", "Martin King, Jr", "Martin King junior", "Martin King Jnr"],
            &["Van der Bellen", "van der Bellen", "VAN DER BELLEN"],
            &["Kim Jong-un", "Kim Jong Un", "Kim Jong\u{2011}un", "KIM Jong Un"],
            &["Siobhan O'Brien", "Siobhán O’Brien", "Siobhan OBrien"],
            &["Lech Wałęsa", "Lech Walesa"],
            &[
                "Mr. Bram Vale",
                "Bram Vale",
                "Sir Bram Vale",
                "Bram Vale, PhD",
                "Bram Vale, Ph.D.",
                "Bram Vale MP",
                "Bram Vale, M.D.",
            ],
            &["George H.W. Bush", "George H. W. Bush", "George HW Bush"],
            &["XI Jinping", "Xi Jinping"],
            &["Пётр Сомов", "Петр Сомов"],
        ] {
            for name in same {
                assert_eq!(person(name), person(same[0]), "{name}");
            }
        }
        for same in [
            &["the Guardian", "Guardian", "The Guardian"][..],
            &["U.S. State Department", "US State Department", "the U. S. State Department"],
            &["Holt & Vale", "Holt and Vale"],
        ] {
            for name in same {
                assert_eq!(of(name, Type::Organisation), of(same[0], Type::Organisation), "{name}");
            }
        }
    }

    #[test]
    fn what_is_not_sure_stays_apart() {
        for (a, b) in [
            ("Bush", "George Bush"),
            ("George W. Bush", "George H.W. Bush"),
            ("Donald J. Trump", "Donald Trump"),
            ("Nakamura Reiji", "Reiji Nakamura"),
            ("Martin King Jr.", "Martin King"),
            ("Bill Holt", "William Holt"),
            ("Al Gore", "A. L. Gore"),
            ("Jo Smith", "J. O. Smith"),
            ("Йосиф Сом", "Иосиф Сом"),
            ("Jean Paul Mba", "Jean Paul"),
            ("=1+1", "11"),
            ("1/1", "1 1"),
            ("★", "☆"),
        ] {
            assert_ne!(person(a), person(b));
        }
        assert_ne!(of("the official", Type::Unnamed), of("official", Type::Unnamed));
    }

    #[test]
    fn a_person_and_a_place_of_one_name_are_two() {
        assert_eq!(person("Paris"), "paris");
        assert_eq!(of("Paris", Type::Place), "paris_place");
        assert_eq!(id_of("paris_place"), "s_paris_place");
    }

    #[test]
    fn an_id_begins_with_a_letter_and_survives_a_spreadsheet() {
        assert_eq!(id_of("kim jong un"), "s_kim-jong-un");
        assert_eq!(id_of(&person("习近平")), "s_u_4e60-8fd1-5e73");
        assert_eq!(id_of(&of("the U.S. official", Type::Unnamed)), "s_the-us-official_unnamed");
        assert_eq!(id_of("q"), "s_q");
    }

    #[test]
    fn different_keys_have_different_ids() {
        let names = [
            "O'Brien",
            "o brien",
            "习近平",
            "习 近平",
            "u 4e60",
            "u4e60",
            "Ed",
            "é d",
            "place",
            "Paris",
            "★",
            "=1+1",
            "+1+1",
            "1 1",
            "11",
            "--",
            "a_place",
            "_place",
            "s",
            "u",
        ];
        let keys = names.iter().flat_map(|n| Type::ALL.map(|kind| of(n, kind)));
        let keys: std::collections::BTreeSet<String> = keys.collect();
        let ids: std::collections::BTreeSet<String> = keys.iter().map(|k| id_of(k)).collect();
        assert_eq!(keys.len(), ids.len(), "{keys:?}\n{ids:?}");
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')));
    }
}
