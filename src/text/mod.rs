//! A document's text as tokens, sentences and paragraphs.
//!
//! The text itself is never rewritten: everything here is an offset into it. Two spellings
//! of a word are compared by their folded form ([`fold`]), never stored in place of it.

pub mod characters;
pub mod entities;
pub mod fold;
pub mod layout;
pub mod mojibake;
mod sentences;
mod vocabulary;
mod words;

pub use characters::Characters;
pub use vocabulary::{Shape, Vocabulary, Word, WordId};

/// A half-open range of bytes in a document's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// A span from its two ends.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The words themselves.
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether the other lies within this one.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, with inner apostrophes; may hold digits (`G20`, `1990s`).
    Word,
    /// Digits with inner points and commas.
    Number,
    /// A possessive or contracted `'s`, cut from its word; not counted as a word.
    Clitic,
    /// One character of punctuation or a symbol.
    Mark,
}

/// One token of a text.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
    /// The word's number in the [`Vocabulary`] that parsed it.
    pub word: WordId,
    /// What it is.
    pub kind: Kind,
    /// Whether only white space or hyphens stand between it and the word before: a phrase
    /// of a lexicon may run across.
    pub joined: bool,
}

impl Token {
    /// Where it stands.
    pub fn span(&self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }

    /// Whether it counts in `n_words`.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Number)
    }
}

/// A half-open range of tokens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// First token.
    pub start: usize,
    /// The token after the last.
    pub end: usize,
}

impl Range {
    /// A range from its two ends.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// As a standard range, for slicing.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start..self.end
    }

    /// Whether the token is inside.
    pub fn contains(self, token: usize) -> bool {
        self.start <= token && token < self.end
    }
}

/// A text read once: its tokens, and where its sentences and paragraphs are.
#[derive(Clone, Debug)]
pub struct Parsed<'a> {
    /// The text, untouched.
    pub text: &'a str,
    /// Every token, in order.
    pub tokens: Vec<Token>,
    /// Token ranges of the sentences; they tile the tokens.
    pub sentences: Vec<Range>,
    /// Token ranges of the paragraphs; they tile the tokens.
    pub paragraphs: Vec<Range>,
    /// Compounds that a line end divides (*well-*, *known*) and that may be one word all the
    /// same: the first half's token, with its hyphen and the second half behind it, and the
    /// word that they make.
    pub broken: Vec<(usize, WordId)>,
}

impl<'a> Parsed<'a> {
    /// Reads a text. Words get their numbers from the vocabulary, which grows.
    pub fn new(text: &'a str, vocabulary: &mut Vocabulary) -> Self {
        Self::from_byte(text, 0, vocabulary)
    }

    /// Reads a text from a byte on; offsets still count from the text's start.
    pub fn from_byte(text: &'a str, start: usize, vocabulary: &mut Vocabulary) -> Self {
        Self::of(text, &layout::paragraphs(text, start), vocabulary)
    }

    /// Reads some paragraphs of a text, and nothing else of it.
    pub fn of(text: &'a str, read: &[Span], vocabulary: &mut Vocabulary) -> Self {
        let words::Tokens { tokens, paragraphs, broken } = words::tokenize(text, read, vocabulary);
        let sentences = sentences::split(&tokens, &paragraphs, text, vocabulary);
        Self { text, tokens, sentences, paragraphs, broken }
    }

    /// The same text without some stretches of it, in order.
    #[must_use]
    pub fn without(&self, aside: &[Span], vocabulary: &mut Vocabulary) -> Self {
        let mut read = Vec::with_capacity(self.paragraphs.len());
        let mut aside = aside.iter().peekable();
        for &paragraph in &self.paragraphs {
            let Span { mut start, end } = self.span(paragraph);
            while let Some(next) = aside.next_if(|a| a.start < end) {
                if start < next.start {
                    read.push(Span::new(start, next.start));
                }
                start = next.end;
            }
            if start < end {
                read.push(Span::new(start, end));
            }
        }
        Self::of(self.text, &read, vocabulary)
    }

    /// The words of a range on one line: a word that a line end breaks is whole, and what
    /// cannot be seen is left out.
    pub fn on_one_line(&self, range: Range, vocabulary: &Vocabulary) -> String {
        let tokens = &self.tokens[range.range()];
        let length = |(first, last): (&Token, &Token)| (last.end - first.start) as usize;
        let mut line = String::with_capacity(tokens.first().zip(tokens.last()).map_or(0, length));
        let mut end = None;
        for token in tokens {
            let between = end.map_or("", |end: usize| &self.text[end..token.start as usize]);
            let hyphen = line.ends_with(fold::is_hyphen) && between.contains(['\n', '\r']);
            if between.contains(char::is_whitespace) && !hyphen {
                line.push(' ');
            }
            let whole = token.span().of(self.text);
            let broken = whole.contains(['\n', '\r']);
            let shown = if broken { &*vocabulary.word(token.word).raw } else { whole };
            if shown.is_ascii() {
                line.push_str(shown);
            } else {
                line.extend(fold::seen(shown));
            }
            end = Some(token.end as usize);
        }
        line
    }

    /// The token's own letters.
    pub fn str(&self, token: usize) -> &'a str {
        self.tokens[token].span().of(self.text)
    }

    /// The bytes that a range of tokens covers; empty where the range is.
    pub fn span(&self, range: Range) -> Span {
        match self.tokens.get(range.range()) {
            Some([first, .., last]) => Span::new(first.start as usize, last.end as usize),
            Some([only]) => only.span(),
            _ => Span::default(),
        }
    }

    /// The first token that starts at or after a byte.
    pub fn token_from(&self, byte: usize) -> usize {
        self.tokens.partition_point(|t| (t.start as usize) < byte)
    }

    /// The tokens that start within a span.
    pub fn tokens_in(&self, span: Span) -> Range {
        Range::new(self.token_from(span.start), self.token_from(span.end))
    }

    /// The number of the paragraph that holds a token.
    pub fn paragraph_of(&self, token: usize) -> usize {
        self.paragraphs.partition_point(|p| p.end <= token)
    }

    /// The number of the sentence that holds a token.
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= token)
    }

    /// How many words a range of tokens holds; possessive endings and marks are none.
    pub fn count_words(&self, range: Range) -> u64 {
        self.tokens[range.range()].iter().filter(|t| t.is_word()).count() as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    fn tokens(text: &str) -> Vec<&str> {
        let mut vocabulary = Vocabulary::default();
        let parsed = Parsed::new(text, &mut vocabulary);
        (0..parsed.tokens.len()).map(|t| parsed.str(t)).collect()
    }

    #[test]
    fn a_possessive_is_cut_and_an_inner_apostrophe_stays() {
        assert_eq!(tokens("Korea's don’t O'Brien’s"), ["Korea", "'s", "don’t", "O'Brien", "’s"]);
    }

    #[test]
    fn an_apostrophe_joins_what_stands_behind_an_accent_or_a_digit() {
        assert_eq!(tokens("José's José’s"), ["José", "'s", "José", "’s"]);
        assert_eq!(tokens("Jose\u{301}'s d\u{ad}'or"), ["Jose\u{301}", "'s", "d\u{ad}'or"]);
        assert_eq!(
            tokens("the 1990's, the G20's and 6'2\""),
            ["the", "1990", "'s", ",", "the", "G20", "'s", "and", "6", "'", "2", "\""]
        );
    }

    #[test]
    fn an_abbreviation_of_single_letters_is_one_word() {
        assert_eq!(tokens("the U.S. at 10 a.m. today"), ["the", "U.S.", "at", "10", "a.m.", "today"]);
        assert_eq!(tokens("l’E\u{301}.-U. E\u{301}.U."), ["l’E\u{301}", ".", "-", "U", ".", "E\u{301}.U."]);
    }

    #[test]
    fn a_number_keeps_its_points_and_a_hyphen_splits() {
        assert_eq!(tokens("1,000.5 well-being 1990s."), ["1,000.5", "well", "-", "being", "1990s", "."]);
    }

    #[test]
    fn sentences_do_not_end_at_initials_or_abbreviations() {
        let mut vocabulary = Vocabulary::new(["mr", "sen"]);
        let parsed = Parsed::new("Mr. J. R. Holt met Sen. Vale. He left.\n\nNew paragraph", &mut vocabulary);
        let found: Vec<_> = parsed.sentences.iter().map(|&s| parsed.span(s).of(parsed.text)).collect();
        assert_eq!(found, ["Mr. J. R. Holt met Sen. Vale.", "He left.", "New paragraph"]);
    }

    #[test]
    fn lines_wrapped_at_a_width_are_one_paragraph() {
        let wrapped = "The minister said on Monday that the harbour would be\nopen again by the end of the week and that no further\ndelay was to be expected by any of the firms.\n\nNext.";
        let mut vocabulary = Vocabulary::default();
        assert_eq!(Parsed::new(wrapped, &mut vocabulary).paragraphs.len(), 2);
        assert_eq!(Parsed::new("Head\nFirst.\nSecond.", &mut vocabulary).paragraphs.len(), 3);
        let accented = "Les élèves de l’école fermée à Évreux ont été reçus par la déléguée, mandatée par le comité\nrégionale.";
        assert_eq!(Parsed::new(accented, &mut vocabulary).paragraphs.len(), 1);
        let decomposed: String = accented.nfd().collect();
        assert_eq!(Parsed::new(&decomposed, &mut vocabulary).paragraphs.len(), 1);
    }
}
