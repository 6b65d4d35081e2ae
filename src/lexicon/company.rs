//! Which ambiguous rows stand in company: near a strict row of their lexicon, near one that
//! only lends company, or in one sentence with an ambiguous row of another category.
//!
//! Near is the same sentence, or the one before or after among those that hold the scored
//! words. A row of a standing category (an army, which peace keeps too) takes company from
//! rows of the other categories only. The scored words themselves are asked first, then the rest of those sentences:
//! its words lend company and are never counted.

use super::{Cache, Found, Matcher, Nested, Sense};
use crate::text::{Parsed, Range, Vocabulary};

/// Tokens of its own that a sentence lends on either side of a scored piece, so that one
/// sentence of a thousand quotations costs no more than a thousand sentences.
const REACH: usize = 100;

/// Lenders asked on either side of a hit: a sentence may say one word ten thousand times.
const MOST: usize = 64;

/// The scored pieces of a text.
struct Scored<'a> {
    parsed: &'a Parsed<'a>,
    pieces: &'a [Range],
    /// Numbers of the sentences that hold a piece, in order.
    sentences: Vec<usize>,
}

/// What lends company: by lexicon, then place.
struct Lenders(Vec<Lender>);

struct Lender {
    lexicon: usize,
    tokens: Range,
    /// The part of an ambiguous row: it lends company within its sentence, to rows of others.
    part: Option<usize>,
    /// Whether it tells of a deed: it has a category, and none that stands without one.
    deed: bool,
}

impl Matcher {
    /// Finds the rows that count in some pieces of a text, taken as one: winners that are no
    /// exceptions, and ambiguous ones only where they stand in company. `found` is overwritten.
    pub fn find_hits(
        &self,
        parsed: &Parsed<'_>,
        pieces: &[Range],
        vocabulary: &Vocabulary,
        cache: &mut Cache,
        found: &mut Vec<Found>,
    ) {
        self.find_winners(parsed, pieces, vocabulary, cache, found);
        found.retain(|f| self.counts(f) && !self.is_alone(f));
        if self.nested == Nested::Lexicon {
            Self::silence_across(found);
        }
    }

    /// Finds the ambiguous rows that do not count, because nothing lends them company.
    /// `found` is overwritten.
    pub fn find_alone(
        &self,
        parsed: &Parsed<'_>,
        pieces: &[Range],
        vocabulary: &Vocabulary,
        cache: &mut Cache,
        found: &mut Vec<Found>,
    ) {
        self.find_winners(parsed, pieces, vocabulary, cache, found);
        found.retain(|f| self.is_alone(f));
    }

    /// Rows that win, ambiguous ones with their company where they have some.
    fn find_winners(
        &self,
        parsed: &Parsed<'_>,
        pieces: &[Range],
        vocabulary: &Vocabulary,
        cache: &mut Cache,
        found: &mut Vec<Found>,
    ) {
        found.clear();
        for &piece in pieces {
            self.find_more(parsed, piece, vocabulary, cache, found);
        }
        if found.iter().any(|f| self.sense(f) == Sense::Ambiguous) {
            let scored = Scored::new(parsed, pieces);
            let within = Lenders::new(self, found);
            self.accompany(found, &within, &scored);
            if found.iter().any(|f| self.is_alone(f)) {
                let mut around = Vec::new();
                for gap in scored.gaps() {
                    self.find_more(parsed, gap, vocabulary, cache, &mut around);
                }
                self.accompany(found, &Lenders::new(self, &around), &scored);
            }
        }
    }

    fn is_alone(&self, found: &Found) -> bool {
        self.sense(found) == Sense::Ambiguous && found.company.is_none()
    }

    /// Gives company to those rows that need some and have none.
    fn accompany(&self, found: &mut [Found], lenders: &Lenders, scored: &Scored<'_>) {
        for hit in found {
            if self.is_alone(hit) {
                hit.company = lenders.nearest(hit, self.part(hit), self.stands(hit), scored);
            }
        }
    }
}

impl Lenders {
    fn new(matcher: &Matcher, found: &[Found]) -> Self {
        let lends = |f: &&Found| match matcher.sense(f) {
            Sense::Strict => matcher.counts(f),
            Sense::Company | Sense::Ambiguous => true,
        };
        let lender = |f: &Found| Lender {
            lexicon: f.lexicon,
            tokens: f.tokens,
            deed: matcher.counts(f) && !matcher.stands(f),
            part: (matcher.sense(f) == Sense::Ambiguous).then(|| matcher.part(f)).flatten(),
        };
        let mut lenders: Vec<_> = found.iter().filter(lends).map(lender).collect();
        lenders.sort_by_key(|l| (l.lexicon, l.tokens.start, l.tokens.end));
        Self(lenders)
    }

    /// The nearest lender that is near enough: in the same sentence where there is one, and
    /// of two the one before.
    fn nearest(
        &self,
        hit: &Found,
        own_part: Option<usize>,
        stands: bool,
        scored: &Scored<'_>,
    ) -> Option<Range> {
        let split = self.0.partition_point(|l| (l.lexicon, l.tokens.start) < (hit.lexicon, hit.tokens.start));
        let (before, after) = self.0.split_at(split);
        let place = scored.place(hit.tokens.start)?;
        let near = |l: &&Lender| {
            let apart = scored.place(l.tokens.start).map_or(usize::MAX, |p| p.abs_diff(place));
            // What shares a word with the hit, in another class, is no company.
            let disjoint = l.tokens.end <= hit.tokens.start || l.tokens.start >= hit.tokens.end;
            let near = l.part.map_or(apart <= 1, |part| apart == 0 && Some(part) != own_part);
            disjoint && near && (l.deed || !stands)
        };
        let own = |l: &&Lender| l.lexicon == hit.lexicon;
        let reach =
            |l: &&Lender| own(l) && scored.place(l.tokens.start).is_some_and(|p| p.abs_diff(place) <= 1);
        let before = before.iter().rev().take(MOST).take_while(reach).find(near);
        let after = after.iter().take(MOST).take_while(reach).find(near);
        let key = |l: &&Lender| {
            let apart = scored.place(l.tokens.start).map_or(usize::MAX, |p| p.abs_diff(place));
            let words =
                hit.tokens.start.saturating_sub(l.tokens.end) + l.tokens.start.saturating_sub(hit.tokens.end);
            (apart, words)
        };
        before.into_iter().chain(after).min_by_key(key).map(|l| l.tokens)
    }
}

impl<'a> Scored<'a> {
    fn new(parsed: &'a Parsed<'a>, pieces: &'a [Range]) -> Self {
        let mut sentences = Vec::new();
        for piece in pieces.iter().filter(|p| p.start < p.end) {
            sentences.extend(parsed.sentence_of(piece.start)..=parsed.sentence_of(piece.end - 1));
        }
        sentences.dedup();
        Self { parsed, pieces, sentences }
    }

    /// Which of the sentences that hold a piece a token stands in, counted from the first.
    fn place(&self, token: usize) -> Option<usize> {
        self.sentences.binary_search(&self.parsed.sentence_of(token)).ok()
    }

    /// What those sentences hold besides the pieces.
    fn gaps(&self) -> Vec<Range> {
        let mut gaps: Vec<Range> = Vec::new();
        let mut pieces = self.pieces.iter().filter(|p| p.start < p.end).peekable();
        for &sentence in &self.sentences {
            let Range { mut start, end } = self.parsed.sentences[sentence];
            let mut first = true;
            while let Some(piece) = pieces.peek().filter(|p| p.start < end) {
                if piece.start > start {
                    // Before the first piece its nearest words, between two those near either.
                    let from = if first { start.max(piece.start.saturating_sub(REACH)) } else { start };
                    gaps.push(Range::new(from, piece.start));
                }
                first = false;
                start = piece.end;
                if piece.end > end {
                    break;
                }
                pieces.next();
            }
            if start < end {
                gaps.push(Range::new(start, end.min(start + REACH)));
            }
        }
        gaps
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::{Tools, analyze};
    use crate::document::Document;
    use crate::lexicon::{Lexicon, load};

    const ROWS: &str = "pattern,category,sense\nfire,war,ambiguous\nstrike,war,ambiguous\n\
        fire sale,none,\ndrug troops,none,\nwar chest,war,ambiguous\ntroops,company,\nshell*,war,\n\
        war,war,\ngenerals,forces,ambiguous\nbattle,fight,\nbattle,war,ambiguous\n";

    fn lexicon() -> Lexicon {
        let (lexicon, problems) = load::from_csv("test", ROWS, "test.csv");
        assert_eq!(problems, []);
        lexicon.expect("a lexicon")
    }

    fn hits(text: &str) -> String {
        lexicon().hits_in(text)
    }

    #[test]
    fn an_ambiguous_row_counts_beside_a_strict_one_and_not_alone() {
        assert_eq!(hits("The fire was out."), "");
        assert_eq!(hits("Fire and shelling."), "Fire=war; shelling=war");
    }

    #[test]
    fn an_institution_counts_beside_a_deed_and_not_beside_another_or_a_place() {
        let mut lexicon = lexicon();
        let forces = lexicon.categories.iter_mut().find(|c| c.name == "forces").expect("the category");
        forces.standing = true;
        assert_eq!(lexicon.hits_in("The generals met the troops."), "");
        assert_eq!(
            lexicon.hits_in("The generals met at the battle."),
            "generals=forces; battle=fight; battle=war"
        );
        assert_eq!(lexicon.hits_in("The generals met, then fire."), "generals=forces; fire=war");
    }

    #[test]
    fn ambiguous_rows_of_two_categories_in_one_sentence_keep_each_other_company() {
        assert_eq!(hits("The generals met, then fire."), "generals=forces; fire=war");
        assert_eq!(hits("The generals met. Then fire."), "");
        assert_eq!(hits("A strike, then fire."), "");
    }

    #[test]
    fn a_row_of_category_company_lends_it_and_is_never_counted() {
        assert_eq!(hits("The troops opened fire."), "fire=war");
        assert_eq!(hits("The troops had a fire sale."), "");
    }

    #[test]
    fn what_an_exception_covers_lends_no_company() {
        assert_eq!(hits("The drug troops set fire to it."), "");
    }

    #[test]
    fn company_stands_in_the_same_sentence_or_in_the_next() {
        assert_eq!(hits("The troops wait. They fire."), "fire=war");
        assert_eq!(hits("They fire. The troops wait."), "fire=war");
        assert_eq!(hits("The troops wait. We wait. They fire."), "");
    }

    #[test]
    fn an_ambiguous_row_covers_what_is_inside_it_whether_it_counts_or_not() {
        assert_eq!(hits("Their war chest is full."), "");
        assert_eq!(hits("Their war chest pays for troops."), "war chest=war");
    }

    #[test]
    fn the_same_word_in_another_class_is_no_company() {
        assert_eq!(hits("The battle is long."), "battle=fight");
        assert_eq!(hits("The battle is a war."), "battle=fight; battle=war; war=war");
    }

    /// The hits of an article's quotations, each with the words that keep it company.
    fn company(text: &str) -> Vec<String> {
        let tools = Tools::with(vec![lexicon()]).expect("built-in files parse");
        let document = Document::new("a", text);
        let analysis = analyze(&document, &tools, &mut tools.desk());
        let shown =
            |h: &crate::score::Hit| format!("{}: {}", h.span.of(text), h.company.map_or("-", |c| c.of(text)));
        analysis.findings.iter().flat_map(|f| &f.score.hits).map(shown).collect()
    }

    #[test]
    fn the_nearest_company_in_the_same_sentence_is_named() {
        assert_eq!(
            company("“We saw troops. They held fire near the troops, for war,” said Mira Holt."),
            ["fire: troops", "war: -"]
        );
        let text = "“The war is here. Fire, said the sergeant, at the shells,” said Mira Holt.";
        assert_eq!(company(text), ["war: -", "Fire: shells", "shells: -"]);
    }

    #[test]
    fn the_sentence_around_a_quotation_lends_company_and_is_not_counted() {
        assert_eq!(company("“We will fire,” said Mira Holt to the troops."), ["fire: troops"]);
        assert_eq!(company("“We will fire,” said Mira Holt of the war."), ["fire: war"]);
        assert_eq!(company("“We will fire,” said Mira Holt. The troops were tired."), Vec::<String>::new());
    }

    #[test]
    fn the_words_between_two_parts_of_a_quotation_lend_company() {
        let text = "“We will not wait,” Mira Holt told the troops, “and we will fire.”";
        assert_eq!(company(text), ["fire: troops"]);
    }

    #[test]
    fn a_sentence_lends_a_hundred_words_on_either_side() {
        let text = |n: usize| {
            format!("“We will fire,” said Mira Holt{} to the troops.", ", she of them all".repeat(n))
        };
        assert_eq!(company(&text(10)), ["fire: troops"]);
        assert_eq!(company(&text(40)), Vec::<String>::new());
    }
}
