//! What the law of precedence makes of a list: rows that never win, exceptions that cover
//! no row.
//!
//! Rows are tried out rather than reasoned about: each is written down in every way that it
//! matches, and the matcher says who takes the words.

use super::{Cache, Entry, Found, Lexicon, Matcher, Piece, Sense, Spelling, Use, builtin};
use crate::text::{Parsed, Range, Vocabulary, fold};
use std::collections::BTreeSet;

/// Ways of writing a row that are tried at most.
const MOST: usize = 64;
/// An ending, and a word, that no list has.
const UNHEARD: &str = "qzx";

/// Rows that never win, each with the row that takes its words. Resource lexicons are read
/// by other laws and have none.
pub(super) fn beaten(lexicon: &Lexicon) -> Vec<(usize, usize)> {
    if lexicon.kind != Use::Rhetoric {
        return Vec::new();
    }
    let mut trial = Trial {
        lexicon,
        matcher: Matcher::new([lexicon]),
        vocabulary: Vocabulary::default(),
        cache: Cache::default(),
    };
    let rows = 0..lexicon.entries.len();
    rows.filter_map(|row| trial.beats(row).map(|other| (row, other))).collect()
}

struct Trial<'a> {
    lexicon: &'a Lexicon,
    matcher: Matcher,
    vocabulary: Vocabulary,
    cache: Cache,
}

impl Trial<'_> {
    /// The row that takes the words of this one, however they are written; none where it
    /// wins somewhere.
    fn beats(&mut self, row: usize) -> Option<usize> {
        let mut found = Vec::new();
        let mut by = None;
        for text in texts(self.lexicon, &self.lexicon.entries[row]) {
            let parsed = Parsed::new(&text, &mut self.vocabulary);
            let all = Range::new(0, parsed.tokens.len());
            self.matcher.find(&parsed, all, &self.vocabulary, &mut self.cache, &mut found);
            if found.iter().any(|f| f.entry == row) {
                return None;
            }
            by = by.or_else(|| found.iter().find(|f| self.silences(f, row)).map(|f| f.entry));
        }
        by
    }

    /// Whether the winner leaves nothing of its words to the row.
    fn silences(&self, winner: &Found, row: usize) -> bool {
        let top = |entry: &Entry| entry.category.map(|c| self.lexicon.top(c));
        let (winner, row) = (&self.lexicon.entries[winner.entry], &self.lexicon.entries[row]);
        let same = top(winner).is_none() || top(row).is_none() || top(winner) == top(row);
        winner.sense != Sense::Company && same
    }
}

/// The row as texts: open and closed at its hyphens, in each of its spellings.
fn texts(lexicon: &Lexicon, entry: &Entry) -> Vec<String> {
    let mut texts = Vec::new();
    for form in forms(lexicon, entry) {
        let mut ways = vec![String::new()];
        for pieces in form {
            let words: Vec<String> = pieces.iter().flat_map(written).collect();
            let longer = |way: &String| words.iter().map(|w| format!("{way} {w}")).collect::<Vec<_>>();
            ways = ways.iter().flat_map(longer).take(MOST).collect();
        }
        texts.extend(ways);
    }
    texts
}

fn written(piece: &Piece) -> Vec<String> {
    match piece {
        Piece::Folded(word) | Piece::Exact(word) => vec![word.to_string()],
        Piece::Prefix(stem) => vec![stem.to_string(), format!("{stem}{UNHEARD}")],
        Piece::Any => vec![UNHEARD.into()],
    }
}

/// The words of a row, each with its other spellings: as written, and without hyphens.
fn forms(lexicon: &Lexicon, entry: &Entry) -> Vec<Vec<BTreeSet<Piece>>> {
    let spelling: Option<&Spelling> = (lexicon.language == "en").then(builtin::spelling);
    let spelled = |piece: &Piece| {
        let mut all = spelling.map(|s| s.others(piece)).unwrap_or_default();
        all.insert(piece.clone());
        all
    };
    let forms = std::iter::once(&entry.pattern.pieces).chain(&entry.pattern.closed);
    forms.map(|pieces| pieces.iter().map(spelled).collect()).collect()
}

/// Exceptions inside which no row stands that they could silence.
pub(super) fn idle(lexicon: &Lexicon) -> Vec<usize> {
    if lexicon.kind != Use::Rhetoric {
        return Vec::new();
    }
    let entries = &lexicon.entries;
    let is_exception = |entry: &Entry| entry.category.is_none() && entry.sense != Sense::Company;
    let all: Vec<_> = entries.iter().map(|e| forms(lexicon, e)).collect();
    let rank = |at: usize| (entries[at].pattern.specificity(), at);
    let silences = |exception: usize, row: usize| {
        !is_exception(&entries[row])
            && all[exception].iter().any(|e| all[row].iter().any(|r| stands_in(r, e)))
            && rank(exception) < rank(row)
    };
    let exceptions = (0..entries.len()).filter(|&at| is_exception(&entries[at]));
    exceptions.filter(|&e| !(0..entries.len()).any(|row| silences(e, row))).collect()
}

/// Whether some words could be read as the one row and, around it, as the other. Where both
/// end in words of their own (*cold war*, *war chest*) the more specific one wins too, so a
/// row that only reaches in is enough.
fn stands_in(row: &[BTreeSet<Piece>], around: &[BTreeSet<Piece>]) -> bool {
    (1..row.len() + around.len()).any(|end| {
        let first = end.saturating_sub(row.len());
        (first..end.min(around.len())).all(|at| {
            let own = &row[at + row.len() - end];
            around[at].iter().any(|a| own.iter().any(|b| meets(a, b)))
        })
    })
}

/// Whether a word can be both.
fn meets(one: &Piece, other: &Piece) -> bool {
    let (a, b) = match (one, other) {
        (Piece::Any, _) | (_, Piece::Any) => return true,
        (Piece::Exact(a), Piece::Exact(b)) => return a == b,
        (a, b) => (letters(a), letters(b)),
    };
    let open = |piece: &Piece| matches!(piece, Piece::Prefix(_));
    a == b || open(one) && b.starts_with(&a) || open(other) && a.starts_with(&b)
}

fn letters(piece: &Piece) -> String {
    match piece {
        Piece::Folded(word) | Piece::Prefix(word) => word.to_string(),
        Piece::Exact(word) => fold::word(word).into_owned(),
        Piece::Any => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Lexicon, load};

    fn lexicon(rows: &str) -> Lexicon {
        let (lexicon, problems) =
            load::from_csv("test", &format!("pattern,category,case,sense\n{rows}"), "test.csv");
        assert_eq!(problems, []);
        lexicon.expect("a lexicon")
    }

    fn beaten(rows: &str) -> String {
        let lexicon = lexicon(rows);
        let text = |at: usize| &*lexicon.entries[at].pattern.text;
        let found = super::beaten(&lexicon);
        found.iter().map(|&(a, b)| format!("{} by {}", text(a), text(b))).collect::<Vec<_>>().join(", ")
    }

    fn idle(rows: &str) -> String {
        let lexicon = lexicon(rows);
        let found = super::idle(&lexicon);
        found.iter().map(|&at| &*lexicon.entries[at].pattern.text).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn a_row_that_another_matches_in_every_spelling_never_wins() {
        assert_eq!(beaten("defence,war\ndefense,war\n"), "defense by defence");
        assert_eq!(beaten("cease-fire,peace\nceasefire,peace\n"), "ceasefire by cease-fire");
        assert_eq!(beaten("ceasefire,peace\ncease-fire,peace\n"), "ceasefire by cease-fire");
        assert_eq!(beaten("trade war,none\nTrade War,trade\n"), "Trade War by trade war");
        assert_eq!(beaten("troops,war,,ambiguous\nwar,war\ntroops,company\n"), "troops by troops");
    }

    #[test]
    fn a_row_that_wins_somewhere_is_none_of_them() {
        assert_eq!(beaten("war,war\nwar*,war\ntrade war,none\n* war,war\n"), "");
        assert_eq!(beaten("attack,war\nattack,threat\nShell,none,exact\nshell,war\n"), "");
        // The hyphen also stands for nothing.
        assert_eq!(beaten("cease fire,war\ncease-fire,war\n"), "");
    }

    #[test]
    fn an_exception_silences_a_row_inside_it_or_nothing() {
        assert_eq!(idle("war,war\ntrade war,none\ntrade fair,none\n"), "trade fair");
        assert_eq!(idle("war*,war\nwarm,none\nworm,none\n"), "worm");
        assert_eq!(idle("defense,war\nself defence,none\nSelf,none,exact\n"), "Self");
        assert_eq!(idle("fire at,war\nfriendly fire,none\n"), "");
    }
}
