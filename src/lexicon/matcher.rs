//! Finds the rows of many lexicons in the tokens of a text.
//!
//! Each distinct word is resolved once to the edges it can take in a trie of words (the
//! type cache); most words can take none from the root, and cost one look. All matches are
//! collected first, then each lexicon's precedence law decides: leftmost-longest search
//! would lose rows that a longer neighbour only touches.

use super::pattern::Piece;
use super::{Entry, Lexicon};
use crate::text::{Kind, Parsed, Range, Vocabulary, WordId, fold};
use std::collections::{BTreeMap, HashMap};

type Hasher = foldhash::fast::FixedState;
type Node = u32;
type Symbol = u32;

/// A row found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which lexicon, in the order given to [`Matcher::new`].
    pub lexicon: usize,
    /// Which of its entries.
    pub entry: usize,
    /// First word to last.
    pub tokens: Range,
}

/// The rows of some lexicons, ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    folded: HashMap<Box<str>, Symbol, Hasher>,
    exact: HashMap<Box<str>, Symbol, Hasher>,
    prefixes: HashMap<Box<str>, Symbol, Hasher>,
    longest_prefix: usize,
    any: Option<Symbol>,
    symbols: Symbol,
    edges: HashMap<(Node, Symbol), Node, Hasher>,
    ends: Vec<Vec<u32>>,
    /// By node: whether any edge leaves it.
    goes_on: Vec<bool>,
    rows: Vec<Row>,
    /// By lexicon: how many classes its rows have.
    classes: Vec<usize>,
}

#[derive(Clone, Debug)]
struct Row {
    lexicon: usize,
    entry: usize,
    /// Place in the order of specificity over all rows: smaller wins.
    rank: u32,
    /// The class within its lexicon; `None` silences every class.
    top: Option<usize>,
}

/// What one worker has worked out about the words of its vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    /// By word: where its symbols begin in `symbols`, how many, and whether any may begin a row.
    words: Vec<(u32, u16, bool)>,
    symbols: Vec<Symbol>,
    matches: Vec<(u32, Range)>,
}

impl Cache {
    /// Forgets everything: the vocabulary was cleared.
    pub fn clear(&mut self) {
        self.words.clear();
        self.symbols.clear();
    }
}

impl Matcher {
    /// Compiles lexicons; `Found::lexicon` counts in this order.
    pub fn new<'a>(lexicons: impl IntoIterator<Item = &'a Lexicon>) -> Self {
        let mut matcher = Self { ends: vec![Vec::new()], goes_on: vec![false], ..Self::default() };
        let mut specificity = Vec::new();
        for (lexicon, list) in lexicons.into_iter().enumerate() {
            let mut classes = 0;
            for (at, entry) in list.entries.iter().enumerate() {
                let row = matcher.rows.len() as u32;
                matcher.insert(entry, row);
                let top = entry.category.map(|c| list.top(c));
                classes = classes.max(top.map_or(0, |top| top + 1));
                matcher.rows.push(Row { lexicon, entry: at, rank: 0, top });
                specificity.push((entry.pattern.specificity(), row));
            }
            matcher.classes.push(classes);
        }
        specificity.sort();
        for (rank, (_, row)) in specificity.iter().enumerate() {
            matcher.rows[*row as usize].rank = rank as u32;
        }
        matcher
    }

    fn insert(&mut self, entry: &Entry, row: u32) {
        // A token of a valence list has no words to be found by.
        if entry.pattern.pieces.is_empty() {
            return;
        }
        let mut node = 0;
        for piece in &entry.pattern.pieces {
            let symbol = self.symbol(piece);
            let next = self.ends.len() as Node;
            self.goes_on[node as usize] = true;
            node = *self.edges.entry((node, symbol)).or_insert(next);
            if node == next {
                self.ends.push(Vec::new());
                self.goes_on.push(false);
            }
        }
        self.ends[node as usize].push(row);
    }

    fn symbol(&mut self, piece: &Piece) -> Symbol {
        let fresh = self.symbols;
        let symbol = match piece {
            Piece::Folded(word) => *self.folded.entry(word.clone()).or_insert(fresh),
            Piece::Exact(word) => *self.exact.entry(word.clone()).or_insert(fresh),
            Piece::Prefix(stem) => {
                self.longest_prefix = self.longest_prefix.max(stem.len());
                *self.prefixes.entry(stem.clone()).or_insert(fresh)
            }
            Piece::Any => *self.any.get_or_insert(fresh),
        };
        if symbol == fresh {
            self.symbols += 1;
        }
        symbol
    }

    /// Finds the rows that win in a range of tokens, in order of their place; rows of
    /// category `none` are among them. `found` is overwritten.
    pub fn find(
        &self,
        parsed: &Parsed<'_>,
        range: Range,
        vocabulary: &Vocabulary,
        cache: &mut Cache,
        found: &mut Vec<Found>,
    ) {
        found.clear();
        cache.matches.clear();
        self.resolve(vocabulary, cache);
        for at in range.range() {
            let token = &parsed.tokens[at];
            if token.is_word() && cache.words[token.word as usize].2 {
                self.walk(parsed, Range::new(at, range.end), 0, at, cache);
            }
        }
        self.settle(&mut cache.matches, found);
    }

    /// Works out the symbols of the words that are new since the last call.
    fn resolve(&self, vocabulary: &Vocabulary, cache: &mut Cache) {
        for id in cache.words.len()..vocabulary.len() {
            let word = vocabulary.word(id as WordId);
            let start = cache.symbols.len();
            cache.symbols.extend(self.folded.get(&*word.folded));
            if !self.exact.is_empty() {
                cache.symbols.extend(self.exact.get(&*fold::written(&word.raw)));
            }
            for (end, c) in word.folded.char_indices() {
                let end = end + c.len_utf8();
                if end > self.longest_prefix {
                    break;
                }
                cache.symbols.extend(self.prefixes.get(&word.folded[..end]));
            }
            cache.symbols.extend(self.any);
            let begins = cache.symbols[start..].iter().any(|&s| self.edges.contains_key(&(0, s)));
            cache.words.push((start as u32, (cache.symbols.len() - start) as u16, begins));
        }
    }

    fn walk(&self, parsed: &Parsed<'_>, range: Range, node: Node, at: usize, cache: &mut Cache) {
        let (start, count, _) = cache.words[parsed.tokens[at].word as usize];
        for i in start..start + u32::from(count) {
            let Some(&next) = self.edges.get(&(node, cache.symbols[i as usize])) else { continue };
            for &row in &self.ends[next as usize] {
                cache.matches.push((row, Range::new(range.start, at + 1)));
            }
            if self.goes_on[next as usize]
                && let Some(following) = next_joined(parsed, at, range.end)
            {
                self.walk(parsed, range, next, following, cache);
            }
        }
    }

    /// The precedence law: within a lexicon the more specific row wins, and a word counts
    /// once for each class; an exception silences every class.
    fn settle(&self, matches: &mut [(u32, Range)], found: &mut Vec<Found>) {
        matches.sort_by_key(|&(row, range)| (self.rows[row as usize].rank, range.start));
        let mut won: Vec<(u32, Range)> = Vec::with_capacity(matches.len());
        // What is taken, by lexicon and class: within these, winners do not overlap, so that
        // only the last to begin before a row's end can reach into it.
        let mut taken: BTreeMap<(usize, Option<usize>, usize), usize> = BTreeMap::new();
        for &(row, range) in matches.iter() {
            let &Row { lexicon, top, .. } = &self.rows[row as usize];
            let is_taken = |top: Option<usize>| {
                let before = taken.range((lexicon, top, 0)..(lexicon, top, range.end)).next_back();
                before.is_some_and(|(_, &end)| end > range.start)
            };
            let silenced = is_taken(None)
                || match top {
                    Some(_) => is_taken(top),
                    None => (0..self.classes[lexicon]).any(|top| is_taken(Some(top))),
                };
            if !silenced {
                won.push((row, range));
                taken.insert((lexicon, top, range.start), range.end);
            }
        }
        won.sort_by_key(|&(row, range)| (range.start, range.end, row));
        found.extend(won.iter().map(|&(row, tokens)| {
            let row = &self.rows[row as usize];
            Found { lexicon: row.lexicon, entry: row.entry, tokens }
        }));
    }
}

/// The next word, where only spaces, hyphens or a possessive ending stand between.
fn next_joined(parsed: &Parsed<'_>, at: usize, end: usize) -> Option<usize> {
    let next = (at + 1..end).find(|&t| parsed.tokens[t].is_word())?;
    let between = &parsed.tokens[at + 1..next];
    let passable = between.iter().all(|t| t.kind == Kind::Clitic || is_hyphen(parsed, t));
    (passable && parsed.tokens[next].joined).then_some(next)
}

fn is_hyphen(parsed: &Parsed<'_>, token: &crate::text::Token) -> bool {
    matches!(token.span().of(parsed.text), "-" | "\u{2010}" | "\u{2011}")
}

#[cfg(test)]
mod tests {
    use crate::lexicon::load;

    fn hits(rows: &str, text: &str) -> String {
        let csv = format!("pattern,category\n{rows}");
        let (lexicon, problems) = load::from_csv("test", &csv, "test.csv");
        assert_eq!(problems, []);
        lexicon.expect("a lexicon").hits_in(text)
    }

    #[test]
    fn a_longer_row_silences_the_shorter_one_inside_it() {
        let rows = "war,war\ntrade war,none\nspecial military operation,war\nmilitary,war\n";
        assert_eq!(hits(rows, "A trade war is no war."), "war=war");
        assert_eq!(
            hits(rows, "The Special\nmilitary-operation; military."),
            "Special\nmilitary-operation=war; military=war"
        );
    }

    #[test]
    fn a_phrase_crosses_hyphens_and_lines_but_not_sentence_marks() {
        let rows = "side by side,friend\n";
        assert_eq!(hits(rows, "Side-by-side, side\nby side"), "Side-by-side=friend; side\nby side=friend");
        assert_eq!(hits(rows, "on one side. By side"), "");
    }

    #[test]
    fn a_word_counts_once_in_a_class_and_may_count_in_two() {
        assert_eq!(
            hits("attack,war\nattack,threat\nattack*,war\n", "They attack."),
            "attack=war; attack=threat"
        );
    }

    #[test]
    fn a_star_ends_a_word_or_stands_for_one() {
        let rows = "hegemon*,hegemony\nwin the * war,war\n";
        assert_eq!(
            hits(rows, "Hegemonic powers win the long war."),
            "Hegemonic=hegemony; win the long war=war"
        );
    }

    #[test]
    fn a_possessive_ending_is_invisible() {
        assert_eq!(
            hits("army,war\npeople war,war\n", "the army's people's war"),
            "army=war; people's war=war"
        );
    }

    #[test]
    fn two_rows_that_only_touch_do_not_both_take_the_word() {
        let rows = "war crimes,war\ncrimes against humanity,war\n";
        assert_eq!(hits(rows, "war crimes against humanity"), "crimes against humanity=war");
    }
}
