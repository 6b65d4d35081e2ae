//! A term of another tool as a pattern of ours, or why there is none.
//!
//! Nothing is bent to fit: a term whose pattern would match other words than were meant is
//! left out, with the reason. What is changed without changing what is matched is said.

use crate::lexicon::Pattern;
use crate::text::{Kind, Parsed, Vocabulary};
use unicode_normalization::UnicodeNormalization;

/// How the other tool writes its terms.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spelling {
    /// Case must match.
    pub(super) exact: bool,
    /// `_` joins the words of a phrase there, which is not worth a word.
    pub(super) underscores: bool,
    /// `?` stands for one character there.
    pub(super) globs: bool,
}

/// A term that can be matched.
#[derive(Debug)]
pub(super) struct Term {
    pub(super) pattern: Pattern,
    /// What was changed.
    pub(super) changes: Vec<String>,
}

/// Reads a term.
///
/// # Errors
/// Why it cannot be matched.
pub(super) fn translate(raw: &str, spelling: Spelling) -> Result<Term, String> {
    let mut changes = Vec::new();
    let mut text: String = raw.trim().nfc().collect();
    if text.contains(char::is_control) {
        text = text.replace(char::is_control, " ");
        changes.push("a control character is a space".to_string());
    }
    if text.contains('_') {
        text = text.replace('_', " ");
        if !spelling.underscores {
            changes.push("_ is a space".to_string());
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.join(" ") != text.trim() {
        changes.push("several spaces are one".to_string());
    }
    let mut kept = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let edges = (at == 0, at + 1 == words.len());
        part(word, edges, spelling, &mut kept, &mut changes)?;
    }
    if !kept.iter().any(|word| word.contains(char::is_alphanumeric)) {
        return Err("it has no letter or digit, and marks alone cannot be matched".into());
    }
    let mut exact = spelling.exact;
    if exact && kept.iter().any(|word| word.len() > 1 && word.ends_with('*')) {
        exact = false;
        changes.push("it matches in any case: a word with * cannot be matched by case".to_string());
    }
    let pattern = Pattern::parse(&kept.join(" "), exact).map_err(|why| format!("it {why}"))?;
    changes.dedup();
    Ok(Term { pattern, changes })
}

/// One part between spaces; `first` and `last` tell whether it stands at an edge of the term.
fn part(
    part: &str,
    (first, last): (bool, bool),
    spelling: Spelling,
    kept: &mut Vec<String>,
    changes: &mut Vec<String>,
) -> Result<(), String> {
    let stem = part.trim_end_matches('*');
    if stem.is_empty() {
        kept.push("*".into());
        return Ok(());
    }
    let open = stem.len() < part.len();
    if spelling.globs && stem.contains('?') {
        return Err("its ? stands for one character, which patterns cannot say".into());
    }
    // "anti-*" is anti and any word: as a word that begins with "anti" it would match antique.
    let (stem, follows) =
        if open && stem.ends_with('-') { (stem.trim_end_matches('-'), true) } else { (stem, false) };
    let (stem, leads) = stem.strip_prefix("*-").map_or((stem, false), |rest| (rest, true));
    if stem.contains('*') {
        return Err("its * stands before or inside a word; a pattern can only end a word in *".into());
    }
    let mut vocabulary = Vocabulary::default();
    let parsed = Parsed::new(stem, &mut vocabulary);
    let tokens = &parsed.tokens;
    let is_mark = |at: usize| tokens[at].kind == Kind::Mark;
    let words = (0..tokens.len()).find(|&at| !is_mark(at)).zip((0..tokens.len()).rfind(|&at| !is_mark(at)));
    let Some((from, to)) = words else {
        if open || leads || !(first || last) {
            return Err(format!("a phrase does not run across \"{stem}\""));
        }
        changes.push(format!("\"{stem}\" is not matched"));
        return Ok(());
    };
    let hyphen = |at: &usize| matches!(parsed.str(*at), "-" | "\u{2010}" | "\u{2011}");
    let before = if first && !leads { from } else { 0 };
    let behind = if last && !open { to } else { tokens.len() };
    if let Some(mark) = (before..behind).find(|at| is_mark(*at) && !hyphen(at)) {
        return Err(format!("a phrase does not run across \"{}\"", parsed.str(mark)));
    }
    if tokens[to].kind == Kind::Clitic && last {
        let word = &stem[..tokens[to].start as usize];
        return Err(format!(
            "its {} is no part of a word here: it would match every \"{word}\"",
            parsed.str(to)
        ));
    }
    let inside = &stem[tokens[from].start as usize..tokens[to].end as usize];
    if inside != stem {
        let marks = stem.replacen(inside, " ", 1);
        changes.push(format!("\"{}\" is not matched", marks.trim().replace(' ', "…")));
    }
    if leads {
        kept.push("*".into());
    }
    kept.push(if open && !follows { format!("{inside}*") } else { inside.into() });
    if follows {
        kept.push("*".into());
    }
    if leads || follows {
        changes.push("the * beside a hyphen is a word of its own".to_string());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The pattern and what was changed, or why there is none.
    fn read(raw: &str, spelling: Spelling) -> String {
        match translate(raw, spelling) {
            Ok(term) if term.changes.is_empty() => term.pattern.text.into(),
            Ok(term) => format!("{} ({})", term.pattern.text, term.changes.join("; ")),
            Err(why) => format!("- {why}"),
        }
    }

    fn plain(raw: &str) -> String {
        read(raw, Spelling::default())
    }

    #[test]
    fn what_patterns_can_say_stays_as_it_is() {
        for same in
            ["plum", "plum*", "ripe plum*", "ripe * jam", "well-kept", "don't", "U.S.", "U.S. jam", "3"]
        {
            assert_eq!(plain(same), same);
        }
        assert_eq!(plain("  plum\t"), "plum");
    }

    #[test]
    fn what_is_changed_is_said() {
        assert_eq!(plain("ripe_plum"), "ripe plum (_ is a space)");
        assert_eq!(read("ripe_plum", Spelling { underscores: true, ..Spelling::default() }), "ripe plum");
        assert_eq!(plain("ripe   plum"), "ripe plum (several spaces are one)");
        assert_eq!(plain("(ripe plum)"), "ripe plum (\"(\" is not matched; \")\" is not matched)");
        assert_eq!(plain("#plums"), "plums (\"#\" is not matched)");
        assert_eq!(plain("\"plum\""), "plum (\"\"…\"\" is not matched)");
        assert_eq!(plain("plum !"), "plum (\"!\" is not matched)");
        assert_eq!(plain("anti-*"), "anti * (the * beside a hyphen is a word of its own)");
        assert_eq!(plain("*-stone"), "* stone (the * beside a hyphen is a word of its own)");
        let exact = Spelling { exact: true, ..Spelling::default() };
        assert!(read("Plum*", exact).starts_with("Plum* (it matches in any case"));
    }

    #[test]
    fn what_would_match_other_words_is_left_out() {
        assert_eq!(plain(":)"), "- it has no letter or digit, and marks alone cannot be matched");
        assert_eq!(
            plain("*stone"),
            "- its * stands before or inside a word; a pattern can only end a word in *"
        );
        assert_eq!(plain("pl*m"), plain("*stone"));
        assert_eq!(plain("jam & bread"), "- a phrase does not run across \"&\"");
        assert_eq!(plain("jam/bread"), "- a phrase does not run across \"/\"");
        assert_eq!(plain("jam, bread"), "- a phrase does not run across \",\"");
        assert_eq!(plain("jam.*"), "- a phrase does not run across \".\"");
        assert_eq!(plain("plum's"), "- its 's is no part of a word here: it would match every \"plum\"");
        assert_eq!(plain("baker's bread"), "baker's bread");
        assert_eq!(plain("* *"), "- it has no letter or digit, and marks alone cannot be matched");
        let globs = Spelling { globs: true, ..Spelling::default() };
        assert_eq!(read("pl?m", globs), "- its ? stands for one character, which patterns cannot say");
        assert_eq!(plain("plum?"), "plum (\"?\" is not matched)");
    }
}
