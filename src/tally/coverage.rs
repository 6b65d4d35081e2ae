//! What lexicons find in a corpus, and the words that they leave: which rows do the work.
//!
//! Integers that add up, like all of [`crate::tally`]; shares are derived where they are printed.

use crate::analysis::{Desk, Tools, analyze, with_scene};
use crate::document::Document;
use crate::lexicon::facts::{Facts, Flags};
use crate::quote::Form;
use crate::score::{self, Hit};
use crate::text::{Kind, Parsed, Span, Vocabulary};
use std::collections::BTreeMap;
use std::ops::AddAssign;

/// Words that are scored as one: a quotation, or a whole article.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Where they stand.
    pub pieces: Vec<Span>,
    /// What of it is somebody else's.
    pub without: Vec<Span>,
    /// What was found; only those that count.
    pub hits: Vec<Hit>,
}

/// The units of an article with its words: its quotations as `score` counts them, or, where
/// the tools read articles whole, the article as one.
pub fn units<T>(
    document: &Document,
    tools: &Tools,
    desk: &mut Desk,
    with: impl FnOnce(&Parsed<'_>, &Vocabulary, &[Unit]) -> T,
) -> T {
    if tools.whole {
        // A vocabulary of its own, since what is known of words is thrown away behind it.
        return with_scene(document, tools, &mut tools.desk(), |scene, _| {
            let pieces = vec![Span::new(document.body, document.text.len())];
            let mut scratch = score::Scratch::default();
            let score =
                score::of(scene.reading, &pieces, &tools.lexicons, &tools.matcher, &tools.cues, &mut scratch);
            let hits = score.hits.into_iter().filter(|hit| hit.counted).collect();
            let unit = Unit { pieces, without: Vec::new(), hits };
            with(scene.reading.parsed, scene.reading.vocabulary, &[unit])
        });
    }
    let analysis = analyze(document, tools, desk);
    let spoken = analysis.findings.into_iter().filter(|f| f.quote.form != Form::Scare);
    let units: Vec<Unit> = spoken
        .map(|f| Unit {
            pieces: f.quote.pieces,
            without: f.without,
            hits: f.score.hits.into_iter().filter(|hit| hit.counted).collect(),
        })
        .collect();
    let mut vocabulary = tools.facts.vocabulary();
    let (parsed, _) = tools.parse(document, &mut vocabulary);
    with(&parsed, &vocabulary, &units)
}

/// What was found in some units.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Units.
    pub units: u64,
    /// Words in them.
    pub words: u64,
    /// By lexicon, in the order of the run.
    pub lexicons: Vec<Found>,
    /// Words that no row of any lexicon covers, as they are compared; function words and
    /// numbers are left out.
    pub others: BTreeMap<Box<str>, u64>,
}

/// What one lexicon found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Hits by entry; entries without any are not here.
    pub rows: BTreeMap<usize, u64>,
    /// Words inside a hit, each once.
    pub words: u64,
    /// Units with a hit.
    pub units: u64,
}

impl Coverage {
    /// Counts the units of one text.
    pub fn of(
        parsed: &Parsed<'_>,
        vocabulary: &Vocabulary,
        units: &[Unit],
        lexicons: usize,
        facts: &Facts,
    ) -> Self {
        let mut coverage = Self { lexicons: vec![Found::default(); lexicons], ..Self::default() };
        for unit in units {
            coverage.add(unit, parsed, vocabulary, facts);
        }
        coverage
    }

    fn add(&mut self, unit: &Unit, parsed: &Parsed<'_>, vocabulary: &Vocabulary, facts: &Facts) {
        self.units += 1;
        let mut has_hit = vec![false; self.lexicons.len()];
        for hit in &unit.hits {
            *self.lexicons[hit.lexicon].rows.entry(hit.entry).or_default() += 1;
            has_hit[hit.lexicon] = true;
        }
        for (found, has_hit) in self.lexicons.iter_mut().zip(has_hit) {
            found.units += u64::from(has_hit);
        }
        let mut hits = &unit.hits[..];
        for &piece in &unit.pieces {
            for token in &parsed.tokens[parsed.tokens_in(piece).range()] {
                let span = token.span();
                if !token.is_word() || unit.without.iter().any(|w| w.contains(span)) {
                    continue;
                }
                self.words += 1;
                // Hits are in order: those that ended before are done with.
                while hits.first().is_some_and(|hit| hit.span.end <= span.start) {
                    hits = &hits[1..];
                }
                let mut by = vec![false; self.lexicons.len()];
                for hit in hits.iter().take_while(|hit| hit.span.start < span.end) {
                    by[hit.lexicon] |= hit.span.overlaps(span);
                }
                for (found, by) in self.lexicons.iter_mut().zip(&by) {
                    found.words += u64::from(*by);
                }
                let folded = &vocabulary.word(token.word).folded;
                if token.kind == Kind::Word
                    && !by.contains(&true)
                    && !facts.word(folded).any(Flags::FUNCTION.or(Flags::NUMBER))
                {
                    *self.others.entry(folded.clone()).or_default() += 1;
                }
            }
        }
    }
}

impl AddAssign<&Self> for Coverage {
    fn add_assign(&mut self, other: &Self) {
        let Self { units, words, lexicons, others } = other;
        self.units += units;
        self.words += words;
        self.lexicons.resize(self.lexicons.len().max(lexicons.len()), Found::default());
        for (sum, found) in self.lexicons.iter_mut().zip(lexicons) {
            let Found { rows, words, units } = found;
            sum.words += words;
            sum.units += units;
            for (row, count) in rows {
                *sum.rows.entry(*row).or_default() += count;
            }
        }
        for (word, count) in others {
            *self.others.entry(word.clone()).or_default() += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::load;

    fn coverage(text: &str, whole: bool) -> Coverage {
        let csv = "term,category\nwar,war\nwar crime*,crime\ntrade war,none\n";
        let lexicon = load::from_csv("mine", csv, "mine.csv").0.expect("a lexicon");
        let tools = Tools { whole, ..Tools::with(vec![lexicon]).expect("built-in files parse") };
        units(&Document::new("a", text), &tools, &mut tools.desk(), |parsed, vocabulary, units| {
            Coverage::of(parsed, vocabulary, units, 1, &tools.facts)
        })
    }

    #[test]
    fn words_are_covered_once_and_function_words_are_not_missed() {
        let found = coverage("“The war, the war crimes of the trade war,” said Mira Holt.", false);
        assert_eq!((found.units, found.words), (1, 9));
        let war = &found.lexicons[0];
        assert_eq!((war.words, war.units, war.rows.clone()), (3, 1, BTreeMap::from([(0, 2), (1, 1)])));
        let others: Vec<_> = found.others.iter().map(|(word, n)| format!("{word} {n}")).collect();
        assert_eq!(others, ["trade 1", "war 1"]);
    }

    #[test]
    fn a_whole_text_is_one_unit_whoever_says_it() {
        let text = "The war went on. “No war,” said Mira Holt.";
        let (whole, quoted) = (coverage(text, true), coverage(text, false));
        assert_eq!((whole.units, whole.words, whole.lexicons[0].rows[&0]), (1, 9, 2));
        assert_eq!((quoted.units, quoted.words, quoted.lexicons[0].rows[&0]), (1, 2, 1));
        let mut sum = whole.clone();
        sum += &quoted;
        assert_eq!((sum.units, sum.words, sum.lexicons[0].rows[&0]), (2, 11, 3));
    }
}
