//! What a reader has found in a dictionary so far: categories, terms, and what was wrong.

use super::term::{self, Spelling};
use crate::error::{Kind, Place, Problem};
use crate::lexicon::Piece;
use std::collections::HashMap;

/// A category as the file names it.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) parent: Option<usize>,
    /// What the file says of it.
    pub(super) about: String,
    pub(super) line: u64,
}

/// A term and the categories that it stands in.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) exact: bool,
    /// Category and weight, in the order of the file.
    pub(super) groups: Vec<(usize, f64)>,
    pub(super) note: String,
    pub(super) line: u64,
}

/// A dictionary while it is read.
#[derive(Debug)]
pub(super) struct Draft<'a> {
    /// What messages call the file.
    pub(super) file: &'a str,
    /// The lexicon's name: the category of lists that name none.
    pub(super) name: &'a str,
    pub(super) spelling: Spelling,
    pub(super) groups: Vec<Group>,
    pub(super) rows: Vec<Row>,
    /// Whether a term of a part is listed under the whole too, where it is meant to count there.
    pub(super) explicit: bool,
    pub(super) problems: Vec<Problem>,
    known: HashMap<(Vec<Piece>, bool), usize>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(file: &'a str, name: &'a str, exact: bool) -> Self {
        Self {
            file,
            name,
            spelling: Spelling { exact, ..Spelling::default() },
            groups: Vec::new(),
            rows: Vec::new(),
            explicit: false,
            problems: Vec::new(),
            known: HashMap::new(),
        }
    }

    /// The category of this name in this whole; one that stands twice is one.
    pub(super) fn group(&mut self, name: &str, parent: Option<usize>, about: &str, line: u64) -> usize {
        let (name, about) = (name.trim(), about.trim());
        let same = |group: &Group| group.name == name && group.parent == parent;
        if let Some(at) = self.groups.iter().position(same) {
            let first = self.groups[at].line;
            self.note(line, format!("category \"{name}\" stands in line {first} too; the two are one"));
            return at;
        }
        self.groups.push(Group { name: name.into(), parent, about: about.into(), line });
        self.groups.len() - 1
    }

    /// The one category of a list that names none.
    pub(super) fn only_group(&mut self, line: u64) -> usize {
        let same = |group: &Group| group.name == self.name && group.parent.is_none();
        self.groups.iter().position(same).unwrap_or_else(|| self.group(self.name, None, "", line))
    }

    /// A term in some categories, each with its weight.
    pub(super) fn term(&mut self, line: u64, raw: &str, groups: &[(usize, f64)], note: &str) {
        if raw.trim().is_empty() {
            return self.left_out(line, raw, "it is empty");
        }
        if groups.is_empty() {
            return self.left_out(line, raw, "it stands in no category");
        }
        let read = match term::translate(raw, self.spelling) {
            Ok(read) => read,
            Err(why) => return self.left_out(line, raw, &why),
        };
        if !read.changes.is_empty() {
            let kind =
                Kind::Changed(raw.trim().into(), read.pattern.text.to_string(), read.changes.join("; "));
            self.problems.push(Problem::kept(self.at(line), kind));
        }
        let key = (read.pattern.pieces, read.pattern.exact);
        let next = self.rows.len();
        let at = *self.known.entry(key).or_insert(next);
        if at == next {
            let (text, exact) = (read.pattern.text.into(), read.pattern.exact);
            self.rows.push(Row { text, exact, groups: Vec::new(), note: note.into(), line });
        }
        for &(group, weight) in groups {
            let place = self.at(line);
            let row = &mut self.rows[at];
            match row.groups.iter().find(|(known, _)| *known == group) {
                None => row.groups.push((group, weight)),
                #[expect(clippy::float_cmp, reason = "both were read from text")]
                Some(&(_, known)) if known == weight => {
                    let kind = Kind::RepeatedRow(raw.trim().into(), row.line);
                    self.problems.push(Problem::kept(place, kind));
                }
                Some(&(_, known)) => {
                    let first = row.line;
                    let why =
                        format!("its weight is {weight} here and {known} in line {first}, which stands");
                    self.left_out(line, raw, &why);
                }
            }
        }
    }

    /// A weight, where it is a number; otherwise the term is left out and said so.
    pub(super) fn weight(&mut self, line: u64, term: &str, raw: &str) -> Option<f64> {
        let weight = raw.trim().parse().ok().filter(|w: &f64| w.is_finite());
        if weight.is_none() {
            self.left_out(line, term, &Kind::BadWeight(raw.trim().into()).to_string());
        }
        weight
    }

    pub(super) fn at(&self, line: u64) -> Place {
        Place::line(self.file, line)
    }

    /// A term that is not in the lexicon.
    pub(super) fn left_out(&mut self, line: u64, term: &str, why: &str) {
        let kind = Kind::LeftOut(term.trim().into(), why.into());
        self.problems.push(Problem::rejected(self.at(line), kind));
    }

    /// Something about the file that is no single term.
    pub(super) fn note(&mut self, line: u64, what: impl Into<String>) {
        self.problems.push(Problem::kept(self.at(line), Kind::Noted(what.into())));
    }

    /// Makes `war.weapons` a part of `war`, where both are categories.
    pub(super) fn dotted(&mut self) {
        for at in 0..self.groups.len() {
            let name = &self.groups[at].name;
            let wholes = name.match_indices('.').map(|(dot, _)| &name[..dot]);
            let whole = wholes.filter_map(|w| self.groups.iter().position(|g| g.name == w)).next_back();
            self.groups[at].parent = whole;
        }
    }
}
