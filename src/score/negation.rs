//! Which occurrences a negation reaches.
//!
//! The rule that a person can check: a negator at most three words before the occurrence,
//! in the same clause. "Not only" and "no doubt" negate nothing: they are exceptions in
//! the lexicon `negators-en`.

use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;
use crate::text::{Kind, Range};

const REACH: usize = 3;
const CLAUSE: [&str; 11] = [".", ",", ";", ":", "!", "?", "—", "–", "…", "(", ")"];

/// The negator that reaches an occurrence, if any.
pub(super) fn before(reading: &Reading<'_>, within: Range, hit: Range) -> Option<usize> {
    let mut words = 0;
    for token in (within.start..hit.start).rev() {
        match reading.parsed.tokens[token].kind {
            Kind::Mark if reading.is_mark(token, &CLAUSE) => return None,
            Kind::Mark | Kind::Clitic => continue,
            Kind::Word | Kind::Number => {}
        }
        if negates(reading, token) {
            return Some(token);
        }
        words += 1;
        if words == REACH {
            return None;
        }
    }
    None
}

/// A negator, of one word or several (*anything but*), that is not inside a row of category
/// `none` (*not only*, *no doubt*).
fn negates(reading: &Reading<'_>, token: usize) -> bool {
    let within = |flag: Flags| reading.phrases_at(token).any(|p| p.fact.flags.any(flag));
    (reading.flags(token).any(Flags::NEGATOR) || within(Flags::NEGATOR)) && !within(Flags::NEGATION_TRAP)
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;

    /// The word that negates each hit, or `-`.
    fn negated_by(said: &str) -> Vec<String> {
        let tools = Tools::builtin().expect("built-in files parse");
        let document = Document::new("a", format!("“{said}” said Mira Holt."));
        let analysis = analyze(&document, &tools, &mut tools.desk());
        let hits = analysis.findings.iter().flat_map(|f| &f.score.hits);
        hits.map(|h| h.negated_by.map_or("-", |n| n.of(&document.text)).to_string()).collect()
    }

    #[test]
    fn a_negator_reaches_three_words_in_its_clause() {
        assert_eq!(negated_by("We do not want hegemony,"), ["not"]);
        assert_eq!(negated_by("We do not say it, hegemony is theirs,"), ["-"]);
        assert_eq!(negated_by("We do not ask for any such hegemony,"), ["-"]);
    }

    #[test]
    fn traps_negate_nothing_and_several_words_negate_together() {
        assert_eq!(negated_by("It is not only hegemony,"), ["-"]);
        assert_eq!(negated_by("It is anything but hegemony,"), ["but"]);
    }
}
