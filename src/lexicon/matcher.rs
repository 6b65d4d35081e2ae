//! Finds the rows of many lexicons in the tokens of a text.
//!
//! Each distinct word is resolved once to the edges it can take in a trie of words (the
//! type cache); most words can take none from the root, and cost one look. All matches are
//! collected first, then each lexicon's precedence law decides: leftmost-longest search
//! would lose rows that a longer neighbour only touches.

use super::builder::{Builder, Few};
use super::{Lexicon, Sense};
use crate::text::{Kind, Parsed, Range, Token, Vocabulary, WordId, fold};
use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;

pub(super) type Hasher = foldhash::fast::FixedState;
pub(super) type Node = u32;
pub(super) type Symbol = u32;
pub(super) type Symbols = HashMap<Cow<'static, str>, Few, Hasher>;

/// A row found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which lexicon, in the order given to [`Matcher::new`].
    pub lexicon: usize,
    /// Which of its entries.
    pub entry: usize,
    /// First word to last.
    pub tokens: Range,
    /// The words that let an ambiguous row count; see [`Matcher::find_hits`].
    pub company: Option<Range>,
}

/// How far a longer row silences the shorter ones inside it. Exceptions silence within their
/// own lexicon either way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nested {
    /// All that is found counts: it silences within its class only, so that a word counts
    /// once in a class and may count in several.
    #[default]
    All,
    /// A word counts in one lexicon: it also silences rows inside it of other lexicons.
    Lexicon,
}

/// The rows of some lexicons, ready to be found.
#[derive(Clone, Debug, Default)]
pub struct Matcher {
    /// By word, what it can be: itself, and what it is another spelling of.
    pub(super) folded: Symbols,
    pub(super) exact: Symbols,
    pub(super) prefixes: Symbols,
    pub(super) longest_prefix: usize,
    pub(super) any: Option<Symbol>,
    pub(super) edges: HashMap<(Node, Symbol), Node, Hasher>,
    pub(super) nodes: Vec<Behind>,
    pub(super) rows: Vec<Row>,
    /// By lexicon: where its rows begin.
    pub(super) first_rows: Vec<u32>,
    /// By lexicon: how many classes its rows have.
    pub(super) classes: Vec<usize>,
    /// By lexicon: which of its categories stand without a deed.
    pub(super) standing: Vec<Vec<bool>>,
    /// How far a longer row silences.
    pub nested: Nested,
}

/// What lies behind a node.
#[derive(Clone, Debug, Default)]
pub(super) struct Behind {
    /// The rows that end here.
    pub(super) rows: Few,
    /// The symbols by which edges leave, each as one of 64 bits: most words that follow are
    /// told to lead nowhere without a look at the edges.
    pub(super) leaving: u64,
}

impl Behind {
    pub(super) fn bit(symbol: Symbol) -> u64 {
        1 << (symbol % 64)
    }
}

/// A row. There are tens of thousands at the start of every run, so it is kept small.
#[derive(Clone, Debug)]
pub(super) struct Row {
    lexicon: u32,
    entry: u32,
    /// Place in the order of specificity over all rows: smaller wins.
    pub(super) rank: u32,
    /// One more than the class within its lexicon; nothing silences every class, or lends
    /// company.
    top: Option<NonZeroU32>,
    /// One more than its own category.
    part: Option<NonZeroU32>,
    sense: Sense,
}

impl Row {
    /// A row of a lexicon, with its class and its own category; its rank is not known yet.
    pub(super) fn new(lexicon: usize, entry: usize, category: Option<(usize, usize)>, sense: Sense) -> Self {
        let above = |number: usize| NonZeroU32::new(number as u32 + 1);
        let (top, part) = category.unzip();
        let (top, part) = (top.and_then(above), part.and_then(above));
        Self { lexicon: lexicon as u32, entry: entry as u32, rank: 0, top, part, sense }
    }

    fn top(&self) -> Option<usize> {
        self.top.map(|above| above.get() as usize - 1)
    }

    fn part(&self) -> Option<usize> {
        self.part.map(|above| above.get() as usize - 1)
    }
}

/// What one worker has worked out about the words of its vocabulary.
#[derive(Clone, Debug, Default)]
pub struct Cache {
    words: Vec<Known>,
    symbols: Vec<Symbol>,
    roots: Vec<Node>,
    matches: Vec<(u32, Range)>,
}

/// Where a word's symbols stand in [`Cache::symbols`], and in [`Cache::roots`] the nodes to
/// which they lead from the root: those of rows that begin with it.
#[derive(Clone, Copy, Debug)]
struct Known {
    symbols: u32,
    roots: u32,
    count: u16,
    root_count: u16,
}

impl Known {
    fn symbols(self) -> std::ops::Range<usize> {
        self.symbols as usize..self.symbols as usize + usize::from(self.count)
    }

    fn roots(self) -> std::ops::Range<usize> {
        self.roots as usize..self.roots as usize + usize::from(self.root_count)
    }
}

impl Cache {
    /// Forgets everything: the vocabulary was cleared.
    pub fn clear(&mut self) {
        self.words.clear();
        self.symbols.clear();
        self.roots.clear();
    }
}

impl Matcher {
    /// Compiles lexicons; `Found::lexicon` counts in this order.
    pub fn new<'a>(lexicons: impl IntoIterator<Item = &'a Lexicon>) -> Self {
        let lexicons: Vec<_> = lexicons.into_iter().collect();
        let mut builder = Builder::with_capacity(lexicons.iter().map(|l| l.entries.len()).sum());
        for lexicon in lexicons {
            builder.lexicon(lexicon);
        }
        builder.finish()
    }

    fn row(&self, found: &Found) -> &Row {
        &self.rows[self.first_rows[found.lexicon] as usize + found.entry]
    }

    pub(super) fn sense(&self, found: &Found) -> Sense {
        self.row(found).sense
    }

    /// The row's own category.
    pub(super) fn part(&self, found: &Found) -> Option<usize> {
        self.row(found).part()
    }

    /// Whether the row's category holds what is there without a deed.
    pub(super) fn stands(&self, found: &Found) -> bool {
        let standing = &self.standing[found.lexicon];
        self.part(found).is_some_and(|part| standing.get(part) == Some(&true))
    }

    /// Whether the row has a category: exceptions and lenders of company have none.
    pub(super) fn counts(&self, found: &Found) -> bool {
        self.row(found).top.is_some()
    }

    /// Finds the rows that win in a range of tokens, in order of their place; exceptions and
    /// lenders of company are among them. `found` is overwritten.
    pub fn find(
        &self,
        parsed: &Parsed<'_>,
        range: Range,
        vocabulary: &Vocabulary,
        cache: &mut Cache,
        found: &mut Vec<Found>,
    ) {
        found.clear();
        self.find_more(parsed, range, vocabulary, cache, found);
    }

    /// As [`Self::find`], behind what was found before.
    pub(super) fn find_more(
        &self,
        parsed: &Parsed<'_>,
        range: Range,
        vocabulary: &Vocabulary,
        cache: &mut Cache,
        found: &mut Vec<Found>,
    ) {
        cache.matches.clear();
        self.resolve(vocabulary, cache);
        for at in range.range() {
            let token = &parsed.tokens[at];
            if token.is_word() && cache.words[token.word as usize].root_count > 0 {
                self.begin(parsed, Range::new(at, range.end), (token.word, at), cache);
            }
        }
        let first = parsed.broken.partition_point(|&(at, _)| at < range.start);
        for &(at, word) in parsed.broken[first..].iter().take_while(|(at, _)| at + 2 < range.end) {
            self.begin(parsed, Range::new(at, range.end), (word, at + 2), cache);
        }
        self.settle(&mut cache.matches, found);
    }

    /// Works out the symbols of the words that are new since the last call.
    fn resolve(&self, vocabulary: &Vocabulary, cache: &mut Cache) {
        for id in cache.words.len()..vocabulary.len() {
            let word = vocabulary.word(id as WordId);
            let start = cache.symbols.len();
            cache.symbols.extend(self.folded.get(&*word.folded).into_iter().flatten());
            if !self.exact.is_empty() {
                cache.symbols.extend(self.exact.get(&*fold::written(&word.raw)).into_iter().flatten());
            }
            for (end, c) in word.folded.char_indices() {
                let end = end + c.len_utf8();
                if end > self.longest_prefix {
                    break;
                }
                cache.symbols.extend(self.prefixes.get(&word.folded[..end]).into_iter().flatten());
            }
            cache.symbols.extend(self.any);
            let root = cache.roots.len();
            cache.roots.extend(cache.symbols[start..].iter().filter_map(|&s| self.edges.get(&(0, s))));
            cache.words.push(Known {
                symbols: start as u32,
                roots: root as u32,
                count: (cache.symbols.len() - start) as u16,
                root_count: (cache.roots.len() - root) as u16,
            });
        }
    }

    /// Follows the rows that begin with a word that ends at token `last`.
    fn begin(&self, parsed: &Parsed<'_>, range: Range, (word, last): (WordId, usize), cache: &mut Cache) {
        for at in cache.words[word as usize].roots() {
            self.arrive(parsed, range, cache.roots[at], last, cache);
        }
    }

    /// Follows the rows that go on from a node, with the word at a token; or with the whole
    /// word, where the token is its first half.
    fn walk(&self, parsed: &Parsed<'_>, range: Range, node: Node, at: usize, cache: &mut Cache) {
        self.step(parsed, range, node, (parsed.tokens[at].word, at), cache);
        if let Ok(broken) = parsed.broken.binary_search_by_key(&at, |&(at, _)| at)
            && at + 2 < range.end
        {
            self.step(parsed, range, node, (parsed.broken[broken].1, at + 2), cache);
        }
    }

    /// Follows the rows that go on from a node, with a word that ends at token `last`.
    fn step(
        &self,
        parsed: &Parsed<'_>,
        range: Range,
        node: Node,
        (word, last): (WordId, usize),
        cache: &mut Cache,
    ) {
        let leaving = self.nodes[node as usize].leaving;
        for at in cache.words[word as usize].symbols() {
            let symbol = cache.symbols[at];
            if leaving & Behind::bit(symbol) != 0
                && let Some(&next) = self.edges.get(&(node, symbol))
            {
                self.arrive(parsed, range, next, last, cache);
            }
        }
    }

    /// Takes the rows that end at a node, behind token `last`, and follows those that go on.
    fn arrive(&self, parsed: &Parsed<'_>, range: Range, node: Node, last: usize, cache: &mut Cache) {
        let behind = &self.nodes[node as usize];
        for &row in &behind.rows {
            cache.matches.push((row, Range::new(range.start, last + 1)));
        }
        if behind.leaving != 0
            && let Some(following) = next_joined(parsed, last, range.end)
        {
            self.walk(parsed, range, node, following, cache);
        }
    }

    /// Takes out, of rows that count, those inside a longer one of another lexicon.
    pub(super) fn silence_across(found: &mut Vec<Found>) {
        found.sort_by_key(|f| (f.tokens.start, Reverse(f.tokens.end)));
        let mut around: Vec<Found> = Vec::new();
        found.retain(|hit| {
            around.retain(|a| a.tokens.end > hit.tokens.start);
            let covers = |a: &Found| {
                a.lexicon != hit.lexicon && a.tokens != hit.tokens && a.tokens.end >= hit.tokens.end
            };
            let counts = !around.iter().any(covers);
            if counts {
                around.push(*hit);
            }
            counts
        });
        found.sort_by_key(|f| (f.tokens.start, f.tokens.end));
    }

    /// The precedence law: within a lexicon the more specific row wins, and a word counts
    /// once for each class; an exception silences every class, a lender of company none.
    ///
    /// Only rows that share a word can silence one another, and few do: each knot of such rows
    /// is settled apart.
    fn settle(&self, mut matches: &mut [(u32, Range)], found: &mut Vec<Found>) {
        matches.sort_by_key(|(_, range)| range.start);
        while let Some(&(_, Range { mut end, .. })) = matches.first() {
            let mut knot = 1;
            while let Some((_, next)) = matches.get(knot).filter(|(_, next)| next.start < end) {
                end = end.max(next.end);
                knot += 1;
            }
            let (first, rest) = std::mem::take(&mut matches).split_at_mut(knot);
            match first {
                [(row, range)] => found.push(self.found(*row, *range)),
                _ => self.settle_knot(first, found),
            }
            matches = rest;
        }
    }

    fn settle_knot(&self, matches: &mut [(u32, Range)], found: &mut Vec<Found>) {
        matches.sort_by_key(|&(row, range)| (self.rows[row as usize].rank, range.start));
        let mut won: Vec<(u32, Range)> = Vec::with_capacity(matches.len());
        // What is taken, by lexicon and class: within these, winners do not overlap, so that
        // only the last to begin before a row's end can reach into it.
        let mut taken: BTreeMap<(usize, Option<usize>, usize), usize> = BTreeMap::new();
        for &(row, range) in matches.iter() {
            let of = &self.rows[row as usize];
            let (lexicon, top, sense) = (of.lexicon as usize, of.top(), of.sense);
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
                if sense == Sense::Company {
                    continue;
                }
                taken.insert((lexicon, top, range.start), range.end);
            }
        }
        won.sort_by_key(|&(row, range)| (range.start, range.end, row));
        found.extend(won.iter().map(|&(row, tokens)| self.found(row, tokens)));
    }

    fn found(&self, row: u32, tokens: Range) -> Found {
        let row = &self.rows[row as usize];
        Found { lexicon: row.lexicon as usize, entry: row.entry as usize, tokens, company: None }
    }
}

/// The next word, where only spaces, hyphens or a possessive ending stand between.
fn next_joined(parsed: &Parsed<'_>, at: usize, end: usize) -> Option<usize> {
    let next = (at + 1..end).find(|&t| parsed.tokens[t].is_word())?;
    let between = &parsed.tokens[at + 1..next];
    if let [mark] = between
        && ends_a_plural(parsed, at, mark)
    {
        let space = &parsed.text[mark.end as usize..parsed.tokens[next].start as usize];
        return (space.matches('\n').count() <= 1 && !space.is_empty()).then_some(next);
    }
    let passable = between.iter().all(|t| t.kind == Kind::Clitic || is_hyphen(parsed, t));
    (passable && parsed.tokens[next].joined).then_some(next)
}

fn is_hyphen(parsed: &Parsed<'_>, token: &Token) -> bool {
    token.span().of(parsed.text).chars().all(fold::is_hyphen)
}

/// Whether a mark is the apostrophe of *workers'*.
fn ends_a_plural(parsed: &Parsed<'_>, word: usize, mark: &Token) -> bool {
    parsed.tokens[word].end == mark.start
        && parsed.str(word).ends_with(['s', 'S'])
        && mark.span().of(parsed.text).chars().all(fold::is_apostrophe)
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
