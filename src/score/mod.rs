//! What was said: lexicon rows in a span of text, with their stance.
//!
//! It names no quotations: any span can be scored, so that an article's own prose is a free
//! baseline.

mod stance;
pub mod valence;

pub use stance::{Cues, Stance};

use crate::lexicon::{Cache, Found, Lexicon, Matcher, Negation, Reading};
use crate::text::{Range, Span};

/// One occurrence of a lexicon row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which lexicon, in the order of the run.
    pub lexicon: usize,
    /// Which of its entries.
    pub entry: usize,
    /// Where.
    pub span: Span,
    /// How it stands in its clause.
    pub stance: Stance,
    /// The words that decide the stance; nothing for what is said plainly.
    pub cue: Option<Span>,
    /// The words that let an ambiguous row count; nothing for a strict one. They may stand
    /// outside what was scored.
    pub company: Option<Span>,
    /// Whether it enters counts and rates.
    pub counted: bool,
}

/// What was counted in a span of text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Words, numbers included; marks and possessive endings not.
    pub words: u64,
    /// Occurrences, in order of their place.
    pub hits: Vec<Hit>,
    /// How positive or negative the words are, where that is wanted.
    pub valence: Option<valence::Valence>,
}

/// What one worker keeps between texts.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    cache: Cache,
    /// What sentences are taken apart in.
    pub valence: valence::Scratch,
    found: Vec<Found>,
    stance: stance::Scratch,
}

impl Scratch {
    /// Forgets what it knows of words: the vocabulary was cleared.
    pub fn clear(&mut self) {
        self.cache.clear();
        self.stance.clear();
    }
}

/// Whether a hit enters counts and rates: where a lexicon says that negation removes, a
/// negated or denied one is only recorded.
pub fn counts(lexicon: &Lexicon, stance: Stance) -> bool {
    lexicon.negation == Negation::Keeps || !matches!(stance, Stance::Negated | Stance::Denies)
}

/// Scores some pieces of a text as one.
pub fn of(
    reading: &Reading<'_>,
    pieces: &[Span],
    lexicons: &[Lexicon],
    matcher: &Matcher,
    cues: &Cues,
    scratch: &mut Scratch,
) -> Score {
    let parsed = reading.parsed;
    let pieces: Vec<Range> = pieces.iter().map(|&piece| parsed.tokens_in(piece)).collect();
    let words = pieces.iter().map(|&piece| parsed.count_words(piece)).sum();
    let Scratch { cache, found, stance, valence: _ } = scratch;
    matcher.find_hits(parsed, &pieces, reading.vocabulary, cache, found);
    let hit = |found: &Found| Hit {
        lexicon: found.lexicon,
        entry: found.entry,
        span: parsed.span(found.tokens),
        stance: Stance::Asserts,
        cue: None,
        company: found.company.map(|tokens| parsed.span(tokens)),
        counted: true,
    };
    let mut hits: Vec<Hit> = found.iter().map(hit).collect();
    let mut rest = &mut hits[..];
    for &piece in &pieces {
        let count =
            found[found.len() - rest.len()..].iter().take_while(|f| f.tokens.start < piece.end).count();
        let (here, behind) = rest.split_at_mut(count);
        stance::judge(reading, piece, lexicons, cues, stance, here);
        rest = behind;
    }
    for hit in &mut hits {
        hit.counted = counts(&lexicons[hit.lexicon], hit.stance);
    }
    Score { words, hits, valence: None }
}

/// Lexicon, entry and place of the ambiguous rows in some pieces of a text that are no hits,
/// for want of company.
pub fn alone(
    reading: &Reading<'_>,
    pieces: &[Span],
    matcher: &Matcher,
    scratch: &mut Scratch,
) -> Vec<(usize, usize, Span)> {
    let parsed = reading.parsed;
    let pieces: Vec<Range> = pieces.iter().map(|&piece| parsed.tokens_in(piece)).collect();
    let Scratch { cache, found, .. } = scratch;
    matcher.find_alone(parsed, &pieces, reading.vocabulary, cache, found);
    found.iter().map(|f| (f.lexicon, f.entry, parsed.span(f.tokens))).collect()
}

#[cfg(test)]
mod tests {
    use super::Stance;
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;
    use crate::lexicon::{Negation, load};
    use crate::tally;

    #[test]
    fn where_negation_removes_a_negated_hit_is_recorded_and_not_counted() {
        let (lexicon, _) = load::from_csv("mine", "term,category\nfriend*,friends\n", "mine.csv");
        let mut lexicon = lexicon.expect("a lexicon");
        lexicon.negation = Negation::Removes;
        let tools = Tools::with(vec![lexicon]).expect("built-in files parse");
        let text =
            "“They are not friends. We are friends,” said Mira Holt. “No friend of ours,” said Bram Vale.";
        let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
        let hits = analysis.findings.iter().flat_map(|f| &f.score.hits);
        let shown: Vec<_> = hits.map(|h| (h.span.of(text), h.stance, h.counted)).collect();
        let (negated, asserts) = (Stance::Negated, Stance::Asserts);
        assert_eq!(
            shown,
            [("friends", negated, false), ("friends", asserts, true), ("friend", negated, false)]
        );
        let parts = tally::parts(&analysis.findings, &tally::Layout::new(&tools.lexicons));
        let counts: Vec<_> = parts.iter().map(|p| (&*p.name, p.columns[0], p.terms.len())).collect();
        let of = |hits, asserts, negated, quotes| tally::Counts {
            hits,
            stances: [asserts, 0, 0, 0, negated, 0, 0],
            quotes,
        };
        assert_eq!(counts, [("Bram Vale", of(0, 0, 1, 0), 0), ("Mira Holt", of(1, 1, 1, 1), 1)]);
    }

    #[test]
    fn where_negation_removes_a_denied_hit_is_not_counted_either() {
        let tools = Tools::builtin().expect("built-in files parse");
        let text = "“We deny any friendship with them,” said Mira Holt.";
        let analysis = analyze(&Document::new("a", text), &tools, &mut tools.desk());
        let hits = analysis.findings.iter().flat_map(|f| &f.score.hits);
        let shown: Vec<_> = hits.map(|h| (h.span.of(text), h.stance, h.counted)).collect();
        assert_eq!(shown, [("friendship", Stance::Denies, false)]);
    }
}
