//! Puts the rows of lexicons into a [`Matcher`].
//!
//! This is most of what the start of a run costs, so nothing is made twice: the words of
//! built-in rows are numbers already, and their letters stay where the program has them.

use super::entries::Words;
use super::matcher::{Behind, Hasher, Node, Row, Symbol};
use super::table::{EXACT, FOLDED, PREFIX, Table};
use super::{Lexicon, Matcher, Piece, Sense, Use, builtin};
use std::borrow::Cow;
use std::collections::HashMap;

/// A list of numbers that nearly always is one.
#[derive(Clone, Debug)]
pub(super) enum Few {
    One([u32; 1]),
    More(Box<[u32]>),
}

/// A matcher to which rows are added.
#[derive(Default)]
pub(super) struct Builder {
    matcher: Matcher,
    /// By word of a pattern, and whether its other spellings are meant too.
    read: HashMap<(Piece, bool), Symbol, Hasher>,
    /// The same for words of built-in rows, by their number: one more, and 0 for none.
    compiled: Vec<[Symbol; 2]>,
    /// How many there are.
    symbols: Symbol,
    /// By row: how specific it is, and in the last 32 bits its number.
    specificity: Vec<u128>,
}

impl Builder {
    /// Adds a list.
    pub(super) fn lexicon(&mut self, list: &Lexicon) {
        let tops: Vec<usize> = (0..list.categories.len()).map(|c| list.top(c)).collect();
        let (spelled, compounds) = (list.is_spelled(), list.kind == Use::Rhetoric);
        self.begin();
        let standing = self.matcher.standing.last_mut().expect("a list that was begun");
        standing.extend(list.categories.iter().map(|c| c.standing));
        for at in 0..list.entries.len() {
            let (words, closed) = list.entries.words(at);
            let (part, sense, exact) = list.entries.class(at);
            let row = self.row(&words, exact, part.map(|part| (tops[part], part)), sense, spelled);
            if let Some(closed) = closed.filter(|_| compounds) {
                self.insert(&closed, row, spelled);
            }
        }
    }

    /// For so many rows: tables that grow are made several times.
    pub(super) fn with_capacity(count: usize) -> Self {
        let mut builder = Self::default();
        let Matcher { rows, edges, nodes, folded, .. } = &mut builder.matcher;
        nodes.reserve(2 * count);
        edges.reserve(2 * count);
        folded.reserve(count / 2);
        rows.reserve(count);
        builder.specificity.reserve(count);
        nodes.push(Behind::default());
        builder
    }

    /// Begins a list.
    pub(super) fn begin(&mut self) {
        self.matcher.first_rows.push(self.matcher.rows.len() as u32);
        self.matcher.classes.push(0);
        self.matcher.standing.push(Vec::new());
    }

    /// Adds a row to the list that was begun last: its class and its own category.
    pub(super) fn row(
        &mut self,
        words: &Words<'_>,
        exact: bool,
        category: Option<(usize, usize)>,
        sense: Sense,
        spelled: bool,
    ) -> u32 {
        let Matcher { rows, first_rows, classes, .. } = &mut self.matcher;
        let (row, lexicon) = (rows.len(), classes.len() - 1);
        let entry = row - first_rows[lexicon] as usize;
        classes[lexicon] = classes[lexicon].max(category.map_or(0, |(top, _)| top + 1));
        rows.push(Row::new(lexicon, entry, category, sense));
        let row = row as u32;
        self.specificity.push(words.specificity(exact) << 32 | u128::from(row));
        self.insert(words, row, spelled);
        row
    }

    /// The matcher of all rows that were added.
    pub(super) fn finish(self) -> Matcher {
        let Self { mut matcher, mut specificity, .. } = self;
        specificity.sort_unstable();
        for (rank, row) in specificity.into_iter().enumerate() {
            matcher.rows[row as u32 as usize].rank = rank as u32;
        }
        matcher
    }

    fn insert(&mut self, words: &Words<'_>, row: u32, spelled: bool) {
        let mut node = 0;
        match words {
            Words::Read(pieces) => {
                for piece in *pieces {
                    let symbol = self.read(piece, spelled);
                    node = self.follow(node, symbol);
                }
            }
            Words::Compiled(table, places) => {
                for place in places.clone() {
                    let symbol = self.compiled(*table, table.listed(place), spelled);
                    node = self.follow(node, symbol);
                }
            }
        }
        // A token of a valence list has no words to be found by.
        if node != 0 {
            self.matcher.nodes[node as usize].rows.push(row);
        }
    }

    /// The node behind another, by a symbol.
    fn follow(&mut self, node: Node, symbol: Symbol) -> Node {
        let Matcher { edges, nodes, .. } = &mut self.matcher;
        let next = nodes.len() as Node;
        nodes[node as usize].leaving |= Behind::bit(symbol);
        let node = *edges.entry((node, symbol)).or_insert(next);
        if node == next {
            nodes.push(Behind::default());
        }
        node
    }

    /// The symbol of a word of a row that was read, which its other spellings give too.
    fn read(&mut self, piece: &Piece, spelled: bool) -> Symbol {
        let fresh = self.symbols;
        let symbol = *self.read.entry((piece.clone(), spelled)).or_insert(fresh);
        if symbol != fresh {
            return symbol;
        }
        self.symbols += 1;
        self.gives(piece.clone(), symbol);
        if spelled {
            for other in builtin::spelling().others(piece) {
                self.gives(other, symbol);
            }
        }
        symbol
    }

    /// The same for a word of a built-in row.
    fn compiled(&mut self, table: Table, number: u32, spelled: bool) -> Symbol {
        if self.compiled.is_empty() {
            self.compiled = vec![[0; 2]; table.pieces()];
        }
        let known = &mut self.compiled[number as usize][usize::from(spelled)];
        if let Some(symbol) = known.checked_sub(1) {
            return symbol;
        }
        let symbol = self.symbols;
        self.symbols += 1;
        *known = self.symbols;
        self.gives_compiled(table, number, symbol);
        if spelled {
            for other in table.others(number) {
                self.gives_compiled(table, other, symbol);
            }
        }
        symbol
    }

    fn gives(&mut self, piece: Piece, symbol: Symbol) {
        match piece {
            Piece::Folded(word) => self.given(FOLDED, Cow::Owned(word.into()), symbol),
            Piece::Exact(word) => self.given(EXACT, Cow::Owned(word.into()), symbol),
            Piece::Prefix(stem) => self.given(PREFIX, Cow::Owned(stem.into()), symbol),
            Piece::Any => self.matcher.any = Some(symbol),
        }
    }

    fn gives_compiled(&mut self, table: Table, number: u32, symbol: Symbol) {
        let (matches, letters) = table.piece(number);
        self.given(matches, Cow::Borrowed(letters), symbol);
    }

    /// From now on such a word gives the symbol.
    fn given(&mut self, matches: u32, letters: Cow<'static, str>, symbol: Symbol) {
        let Matcher { folded, exact, prefixes, longest_prefix, any, .. } = &mut self.matcher;
        let symbols = match matches {
            FOLDED => folded,
            EXACT => exact,
            PREFIX => {
                *longest_prefix = (*longest_prefix).max(letters.len());
                prefixes
            }
            _ => {
                *any = Some(symbol);
                return;
            }
        };
        symbols.entry(letters).or_default().push(symbol);
    }
}

impl Few {
    fn push(&mut self, number: u32) {
        match self {
            Self::More(more) if more.is_empty() => *self = Self::One([number]),
            Self::More(more) => {
                let mut longer = std::mem::take(more).into_vec();
                longer.push(number);
                *more = longer.into();
            }
            Self::One([first]) => *self = Self::More([*first, number].into()),
        }
    }
}

impl Default for Few {
    fn default() -> Self {
        Self::More(Box::default())
    }
}

impl<'a> IntoIterator for &'a Few {
    type Item = &'a u32;
    type IntoIter = std::slice::Iter<'a, u32>;

    fn into_iter(self) -> Self::IntoIter {
        match self {
            Few::One(one) => one.iter(),
            Few::More(more) => more.iter(),
        }
    }
}
