//! Keeps the ids in the tables apart where an input repeats itself.
//!
//! It works in input order, on articles that are already analysed, so that the ids do not
//! depend on threads. It does not decide whether a repeated article counts: all are scored.

use super::Article;
use crate::error::{Kind, Place, Problem};
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// The ids of a run so far. Per article it holds hashes and a line number, no text.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// By hash of the input's own id: the file and line that used it first.
    firsts: HashMap<u64, (u32, Option<u64>)>,
    /// By hash of the article's id in the tables: how many have it.
    used: HashMap<u64, u32>,
    /// The file of an article comes in runs: the last is nearly always the one.
    files: Vec<Arc<str>>,
}

impl Ids {
    /// Gives the article an id of its own where an earlier one has the same (its number of
    /// times is appended: `a_…-2`), and says where the input's own id was used before.
    pub fn settle(&mut self, article: &mut Article) -> Option<Problem> {
        let used = self.used.entry(hash(&article.id)).or_default();
        *used += 1;
        if *used > 1 {
            article.id = format!("{}-{used}", article.id).into();
        }
        let document = &article.analysis.document;
        let place = |file: &Arc<str>, line| Place { file: file.clone(), line, column: None };
        if self.files.last() != Some(&document.file) {
            self.files.push(document.file.clone());
        }
        let here = (self.files.len() as u32 - 1, document.line);
        match self.firsts.entry(hash(&document.id)) {
            Entry::Vacant(new) => {
                new.insert(here);
                None
            }
            // By place they could not be told apart: others may have read them, from anywhere.
            Entry::Occupied(known) => {
                let (file, line) = *known.get();
                let first = place(&self.files[file as usize], line).to_string();
                let kind = Kind::RepeatedId(document.id.to_string(), first);
                Some(Problem::kept(place(&document.file, document.line), kind))
            }
        }
    }
}

/// The same in every run: ids must not depend on the process.
fn hash(id: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::document::Document;
    use crate::report::Speech;
    use crate::tally::Layout;

    /// Settles records of one file, given as id and text; says what became of their ids.
    fn settled(records: &[(&str, &str)]) -> Vec<String> {
        let mut ids = Ids::default();
        let mut lines = Vec::new();
        for (at, (id, text)) in records.iter().enumerate() {
            let document =
                Document { file: "in.jsonl".into(), line: Some(at as u64 + 1), ..Document::new(*id, *text) };
            let analysis =
                Analysis { document, findings: Vec::new(), reported: Vec::new(), furniture: Vec::new() };
            let mut article = Article::new(analysis, &Layout::new(&[]));
            let hashed = article.id.to_string();
            let problem = ids.settle(&mut article);
            let quote = article.quote_id(Speech::Quoted, 3);
            let suffix = article.id.strip_prefix(&*hashed).expect("the hash stays").to_string();
            assert_eq!(quote, format!("q_{}{suffix}_3", &hashed[2..]));
            lines.push(format!(
                "{}{suffix}{}",
                article.analysis.document.id,
                problem.map(|p| format!(" ({}: {})", p.place, p.kind)).unwrap_or_default()
            ));
        }
        lines
    }

    #[test]
    fn a_record_that_stands_twice_has_two_ids() {
        assert_eq!(
            settled(&[("x", "One."), ("y", "One."), ("x", "One."), ("x", "One.")]),
            [
                "x",
                "y",
                "x-2 (in.jsonl:3: id \"x\" was used before, at in.jsonl:1)",
                "x-3 (in.jsonl:4: id \"x\" was used before, at in.jsonl:1)",
            ]
        );
    }

    #[test]
    fn two_texts_with_one_id_are_told_apart_by_their_texts_and_reported() {
        assert_eq!(
            settled(&[("x", "One."), ("x", "Two.")]),
            ["x", "x (in.jsonl:2: id \"x\" was used before, at in.jsonl:1)"]
        );
    }
}
