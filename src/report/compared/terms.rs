//! The words and lexicon rows that mark each side.

use super::Question;
use super::load::Loaded;
use super::who::Said;
use crate::compare::marking::{self, Marking};
use crate::error::Error;
use crate::lexicon::facts::{Facts, Flags};
use crate::report::Speech;
use crate::report::saved::{Quote, Saved};
use crate::text::{Parsed, Vocabulary};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One word or lexicon row of a pair.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Of a lexicon row; nothing for a word.
    pub category: Option<Arc<str>>,
    /// The word as it is compared, or the row's pattern.
    pub term: Arc<str>,
    /// How often either side has it.
    pub counts: [u64; 2],
    /// A word that has more grammar than meaning.
    pub function_word: bool,
    /// How much more the first prefers it.
    pub marking: Marking,
}

/// What marks a pair: the first's own first, then the second's, each by weight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// All words of either side, as counted for the ranking.
    pub words: [u64; 2],
    /// Words.
    pub of_words: Vec<Mark>,
    /// Lexicon rows.
    pub of_rows: Vec<Mark>,
}

/// Counts by side, and over all speech.
#[derive(Default)]
struct Count {
    sides: Vec<i64>,
    all: i64,
    function: bool,
}

/// All counts of a question.
pub(super) struct Counts {
    words: BTreeMap<Box<str>, Count>,
    totals: Count,
    rows: BTreeMap<(Arc<str>, Arc<str>), Count>,
    /// Words by side and in all, as the tables count them.
    spoken: Vec<u64>,
    everything: u64,
    pub(super) cut: u64,
}

pub(super) fn count(
    saved: &Saved,
    question: &Question,
    loaded: &Loaded,
    sides: usize,
) -> Result<Counts, Error> {
    let mut counts = Counts {
        words: BTreeMap::new(),
        totals: Count { sides: vec![0; sides], ..Count::default() },
        rows: BTreeMap::new(),
        spoken: loaded.sides.iter().map(|side| side.together.words).collect(),
        everything: 0,
        cut: 0,
    };
    if question.speech != Speech::Whole {
        counts.count_words(saved, question, loaded)?;
    }
    counts.count_rows(saved, question, loaded)?;
    Ok(counts)
}

/// Words of one run, numbered as they are compared.
#[derive(Default)]
struct Numbered {
    vocabulary: Vocabulary,
    /// By number of the spelling.
    folded: Vec<u32>,
    numbers: HashMap<Box<str>, u32, foldhash::fast::FixedState>,
    /// By number.
    words: Vec<Box<str>>,
}

impl Numbered {
    /// The words of a text.
    fn of(&mut self, text: &str) -> Vec<u32> {
        let parsed = Parsed::new(text, &mut self.vocabulary);
        for id in self.folded.len()..self.vocabulary.len() {
            let folded = self.vocabulary.word(id as u32).folded.clone();
            let next = self.words.len() as u32;
            let number = *self.numbers.entry(folded.clone()).or_insert(next);
            if number == next {
                self.words.push(folded);
            }
            self.folded.push(number);
        }
        parsed.tokens.iter().filter(|t| t.is_word()).map(|t| self.folded[t.word as usize]).collect()
    }
}

impl Counts {
    /// Every word is counted once, for whoever said it: what is quoted within a quotation is
    /// taken off the outer one.
    fn count_words(&mut self, saved: &Saved, question: &Question, loaded: &Loaded) -> Result<(), Error> {
        let facts = Facts::builtin()?;
        let sides = self.totals.sides.len();
        let mut numbered = Numbered::default();
        let mut counted: Vec<Count> = Vec::new();
        let mut outer: HashMap<Arc<str>, Vec<usize>, foldhash::fast::FixedState> = HashMap::default();
        let mut article: Arc<str> = "".into();
        for quote in saved.quotes(question.speech)? {
            let quote: Quote = quote?;
            if quote.article_id != article {
                outer.clear();
                article = quote.article_id.clone();
            }
            self.cut += u64::from(quote.text_cut);
            let on = if quote.counts { on(question, loaded, &quote).to_vec() } else { Vec::new() };
            let words = numbered.of(&quote.text);
            counted
                .resize_with(numbered.numbers.len(), || Count { sides: vec![0; sides], ..Count::default() });
            let once = i64::from(quote.counts);
            for &word in &words {
                let count = &mut counted[word as usize];
                for &at in &on {
                    count.sides[at] += 1;
                }
                count.all += once;
                if let Some(outer) = quote.within.as_ref().and_then(|id| outer.get(id)) {
                    for &at in outer {
                        count.sides[at] -= 1;
                    }
                    count.all -= 1;
                }
            }
            if quote.counts {
                outer.insert(quote.quote_id, on);
            }
        }
        for (number, word) in numbered.words.into_iter().enumerate() {
            let function = facts.word(&word).any(Flags::FUNCTION.or(Flags::NUMBER));
            let count = Count { function, ..std::mem::take(&mut counted[number]) };
            self.totals.all += count.all;
            for (sum, n) in self.totals.sides.iter_mut().zip(&count.sides) {
                *sum += n;
            }
            self.words.insert(word, count);
        }
        Ok(())
    }

    fn count_rows(&mut self, saved: &Saved, question: &Question, loaded: &Loaded) -> Result<(), Error> {
        for row in saved.speaker_articles(question.speech)? {
            self.everything += row?.n_words;
        }
        let sides = self.totals.sides.len();
        for hit in saved.evidence(question.speech)? {
            let hit = hit?;
            let asked = if question.stances.is_empty() {
                hit.counted
            } else {
                question.stances.contains(&hit.stance)
            };
            let column = saved.columns_of(&hit.category, &hit.part);
            if !asked || !hit.in_counted || !column.iter().any(|c| question.columns.contains(c)) {
                continue;
            }
            let said = Said { speaker: hit.speaker_id.as_ref(), date: hit.date, source: hit.source.as_ref() };
            let new = || Count { sides: vec![0; sides], ..Count::default() };
            let count = self.rows.entry((hit.category, hit.entry)).or_insert_with(new);
            count.all += 1;
            for &at in loaded.on(question, said) {
                count.sides[at] += 1;
            }
        }
        Ok(())
    }

    /// What marks a pair of sides, so many of each.
    pub(super) fn marks(&self, a: usize, b: usize, most: usize) -> Marks {
        let of = |count: &Count| [count.sides[a].max(0) as u64, count.sides[b].max(0) as u64];
        let words = of(&self.totals);
        let vocabulary = self.words.len() as f64;
        let background = self.totals.all as f64 + marking::PRIOR_FLOOR * vocabulary;
        let of_words = self.words.iter().map(|(word, count)| {
            let counts = of(count);
            let prior = marking::PRIOR_WORDS * (count.all as f64 + marking::PRIOR_FLOOR) / background;
            let (x, y) = ((counts[0], words[0]), (counts[1], words[1]));
            let marking = marking::marking(x, y, prior, marking::PRIOR_WORDS);
            Mark { category: None, term: (**word).into(), counts, function_word: count.function, marking }
        });
        let of_words = ranked(of_words.collect(), most);
        let (spoken, everything) = ([self.spoken[a], self.spoken[b]], self.everything.max(1) as f64);
        let of_rows = self.rows.iter().map(|((category, term), count)| {
            let counts = of(count);
            let prior = marking::PRIOR_WORDS * (count.all as f64 + marking::PRIOR_FLOOR) / everything;
            let (x, y) = ((counts[0], spoken[0]), (counts[1], spoken[1]));
            let marking = marking::marking(x, y, prior, marking::PRIOR_WORDS);
            let (category, term) = (Some(category.clone()), term.clone());
            Mark { category, term, counts, function_word: false, marking }
        });
        Marks { words, of_words, of_rows: ranked(of_rows.collect(), most) }
    }
}

fn on<'a>(question: &Question, loaded: &'a Loaded, quote: &Quote) -> &'a [usize] {
    let said = Said { speaker: quote.speaker_id.as_ref(), date: quote.date, source: quote.source.as_ref() };
    loaded.on(question, said)
}

/// The strongest of the first side, then those of the second, which do occur there.
fn ranked(mut marks: Vec<Mark>, most: usize) -> Vec<Mark> {
    marks.retain(|m| m.counts != [0, 0]);
    let by_weight = |a: &Mark, b: &Mark| {
        b.marking
            .z()
            .abs()
            .total_cmp(&a.marking.z().abs())
            .then_with(|| (&a.term, &a.category).cmp(&(&b.term, &b.category)))
    };
    let (mut first, mut second): (Vec<Mark>, Vec<Mark>) =
        marks.into_iter().filter(|m| m.marking.log_odds != 0.0).partition(|m| m.marking.log_odds > 0.0);
    for (side, marks) in [&mut first, &mut second].into_iter().enumerate() {
        marks.retain(|m| m.counts[side] > 0);
        marks.sort_by(by_weight);
        marks.truncate(most);
    }
    first.extend(second);
    first
}
