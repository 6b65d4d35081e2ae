//! Pairs quotation marks, paragraph by paragraph.
//!
//! A mark that never closes ends at its paragraph; the rest of the document is read as if
//! it had closed. A quote may run over paragraphs: each opens with a mark, only the last
//! closes. An apostrophe is never a mark: a single mark opens only where a later one can
//! close it.

use super::closers::Closers;
use super::marks::{self, Family, Lean, Mark};
use super::{Form, Quote};
use crate::text::{Kind, Parsed, Range, Shape, Span, Vocabulary};

/// One quotation within one paragraph.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// Marks included.
    pub(super) span: Span,
    pub(super) said: Span,
    family: Family,
    pub(super) closed: bool,
    /// Opened by the paragraph before and closed here, without a mark of its own.
    resumed: bool,
}

/// The quotations of a text, in order. Their forms are direct or mixed.
pub(super) fn find(parsed: &Parsed<'_>, vocabulary: &Vocabulary) -> Vec<Quote> {
    let mut quotes: Vec<Quote> = Vec::new();
    let mut marks = Vec::new();
    let mut open: Option<Part> = None;
    for &paragraph in &parsed.paragraphs {
        marks::collect(parsed, paragraph, &mut marks);
        if marks.is_empty() {
            open = None;
            continue;
        }
        let extent = parsed.span(paragraph);
        let parts = pair(parsed, extent, &marks, open);
        for part in &parts {
            let continues = open.is_some_and(|o| o.family == part.family)
                && (part.resumed || part.span.start == extent.start);
            match quotes.last_mut().filter(|_| continues) {
                Some(quote) => {
                    quote.span.end = part.span.end;
                    quote.pieces.push(part.said);
                }
                None => quotes.push(Quote {
                    span: part.span,
                    pieces: vec![part.said],
                    form: form(parsed, vocabulary, part, paragraph),
                    label: None,
                    inner: Vec::new(),
                }),
            }
            open = None;
        }
        open = parts.last().copied().filter(|p| !p.closed && p.span.end == extent.end);
    }
    quotes.retain(|q| q.pieces.iter().any(|p| p.of(parsed.text).chars().any(char::is_alphanumeric)));
    quotes
}

/// Pairs the marks of one paragraph. `before` is the quote that the paragraph before left open.
pub(super) fn pair(parsed: &Parsed<'_>, extent: Span, marks: &[Mark], before: Option<Part>) -> Vec<Part> {
    let text = parsed.text;
    let closers = Closers::new(text, marks);
    let mut parts = Vec::new();
    let mut at = 0;
    // The paragraph before was left open and this one closes it without opening again.
    if let Some(open) = before.filter(|o| o.family == Family::Double) {
        let first = marks.iter().position(|m| m.family == Family::Double);
        let inch = |m: &Mark| text[..m.start].ends_with(|c: char| c.is_ascii_digit());
        if let Some(first) = first.filter(|&f| marks[f].lean == Lean::Close && !inch(&marks[f])) {
            let mark = marks[first];
            let said = Span::new(extent.start, mark.start);
            let span = Span::new(extent.start, mark.end);
            parts.push(Part { span, said, closed: true, resumed: true, ..open });
            at = first + 1;
        }
    }
    while at < marks.len() {
        let mark = marks[at];
        if !opens(text, &marks[at..]) {
            at += 1;
            continue;
        }
        let close = closer(text, marks, &closers, at);
        let (end, said_end, next) = match close {
            Some(close) => (marks[close].end, marks[close].start, close + 1),
            // A single mark without a partner is an apostrophe, unless it opens the paragraph.
            None if mark.family == Family::Single => {
                if mark.glyph != '‘' || mark.start != extent.start {
                    at += 1;
                    continue;
                }
                (extent.end, extent.end, marks.len())
            }
            None => {
                let next = reopening(marks, at);
                let end = next.map_or(extent.end, |n| trimmed(text, marks[n].start));
                (end, end, next.unwrap_or(marks.len()))
            }
        };
        if said_end > mark.end {
            parts.push(Part {
                span: Span::new(mark.start, end),
                said: Span::new(mark.end, said_end),
                family: mark.family,
                closed: close.is_some(),
                resumed: false,
            });
        }
        at = next;
    }
    parts
}

fn trimmed(text: &str, end: usize) -> usize {
    text[..end].trim_end().len()
}

/// Whether the first of these marks can begin a quotation.
fn opens(text: &str, marks: &[Mark]) -> bool {
    let mark = marks[0];
    match mark.family {
        Family::Single => mark.lean == Lean::Open && !is_elision(text, mark),
        Family::Guillemet | Family::SingleGuillemet => true,
        // An inch sign or a close that lost its opening stands behind what it belongs to.
        _ => mark.lean == Lean::Open || (mark.lean == Lean::Either && marks.len() > 1),
    }
}

/// `’90s`, `'em`, `'tis`: the mark stands for missing letters.
pub(super) fn is_elision(text: &str, mark: Mark) -> bool {
    let rest = &text[mark.end..];
    let word = &rest[..rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len())];
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit());
    let decade = word.len() >= 3 && word.strip_suffix('s').is_some_and(digits);
    let year = word.len() == 2 && digits(word) && mark.glyph != '‘';
    let lost = ["em", "tis", "twas", "til", "till", "cause", "cuz", "n", "bout", "round", "neath", "nuff"];
    decade || year || lost.iter().any(|lost| word.eq_ignore_ascii_case(lost))
}

/// The mark that closes `marks[at]`.
fn closer(text: &str, marks: &[Mark], closers: &Closers, at: usize) -> Option<usize> {
    match marks[at].family {
        Family::Single => closers.single(at),
        Family::Double => double_closer(text, marks, at),
        _ => closers.partner(at),
    }
}

/// Walks over inner pairs: a mark of another make that leans open begins one, and so does
/// one of the same make where enough closing marks follow for both.
fn double_closer(text: &str, marks: &[Mark], at: usize) -> Option<usize> {
    let outer = marks[at];
    let mut depth = 0;
    for i in at + 1..marks.len() {
        let mark = marks[i];
        if mark.family != Family::Double {
            continue;
        }
        let low = outer.glyph == '„' && matches!(mark.glyph, '“' | '”' | '"');
        match mark.lean {
            Lean::Open if low && depth == 0 && mark.glyph == '“' => return Some(i),
            Lean::Open => {
                let other_make = is_straight(mark.glyph) != is_straight(outer.glyph);
                if !other_make && !both_close(marks, i, depth) {
                    return None;
                }
                depth += 1;
            }
            Lean::Close if is_inch(text, marks, i) => {}
            Lean::Close | Lean::Either => {
                if depth == 0 {
                    return Some(i);
                }
                depth -= 1;
            }
        }
    }
    None
}

fn is_straight(glyph: char) -> bool {
    matches!(glyph, '"' | '\'' | '`' | '\u{ff02}')
}

/// Whether at least two more closing marks than opening ones follow an inner opening one.
fn both_close(marks: &[Mark], at: usize, depth: usize) -> bool {
    let mut need = depth + 2;
    for mark in marks[at + 1..].iter().filter(|m| m.family == Family::Double) {
        match mark.lean {
            Lean::Open => return false,
            _ => need -= 1,
        }
        if need == 0 {
            return true;
        }
    }
    false
}

/// `6'2" tall`: a digit in front, lower case behind, and a real closing mark still to come.
fn is_inch(text: &str, marks: &[Mark], at: usize) -> bool {
    let mark = marks[at];
    if mark.glyph != '"' || !text[..mark.start].ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let goes_on = text[mark.end..].trim_start().starts_with(|c: char| c.is_lowercase());
    let later = marks[at + 1..].iter().find(|m| m.family == Family::Double);
    goes_on && later.is_some_and(|m| m.lean == Lean::Close)
}

/// The next mark of the family that opens again.
fn reopening(marks: &[Mark], at: usize) -> Option<usize> {
    (at + 1..marks.len()).find(|&i| marks[i].family == marks[at].family && marks[i].lean == Lean::Open)
}

/// A quotation is direct where it stands as a clause of its own: it begins its sentence, or
/// a comma, colon or dash sets it off and it begins with a capital or ends as clauses do.
fn form(parsed: &Parsed<'_>, vocabulary: &Vocabulary, part: &Part, paragraph: Range) -> Form {
    let tokens = parsed.tokens_in(part.said);
    let words = parsed.count_words(tokens);
    let first = parsed.tokens[tokens.range()].iter().find(|t| t.is_word());
    let capital = first.is_some_and(|t| vocabulary.word(t.word).shape != Shape::Lower);
    let said = part.said.of(parsed.text).trim_end();
    let ended = said.ends_with([',', '.', '!', '?', '…', '—', '-']);
    let opening = parsed.token_from(part.span.start);
    let before = (opening > paragraph.start).then(|| opening - 1);
    let set_off = match before {
        None => true,
        Some(token) => {
            let mark = parsed.tokens[token].kind == Kind::Mark;
            mark && matches!(
                parsed.str(token),
                "," | ":" | "." | "!" | "?" | "—" | "–" | "…" | "”" | "\"" | "»" | "-"
            )
        }
    };
    match (set_off, capital, ended) {
        (true, true, _) | (true, _, true) => Form::Direct,
        (false, true, true) if words > 3 => Form::Direct,
        (true, false, false) if words > 8 => Form::Direct,
        _ => Form::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes(text: &str) -> Vec<String> {
        let mut vocabulary = Vocabulary::default();
        let parsed = Parsed::new(text, &mut vocabulary);
        let said = |q: &Quote| q.pieces.iter().map(|p| p.of(text)).collect::<Vec<_>>().join(" / ");
        find(&parsed, &vocabulary).iter().map(said).collect()
    }

    #[test]
    fn a_quote_split_by_its_speaker_is_two_quotes() {
        assert_eq!(quotes("“We wait,” Ortiz said, “and we vote.”"), ["We wait,", "and we vote."]);
    }

    #[test]
    fn straight_marks_lean_away_from_spaces() {
        assert_eq!(quotes("\"We wait,\" she said. \"Now.\""), ["We wait,", "Now."]);
        assert_eq!(quotes("He calls its \"operation\" a \"war\"."), ["operation", "war"]);
    }

    #[test]
    fn doubled_single_marks_are_double_marks() {
        assert_eq!(quotes("''We wait,'' he said. ``Not now.''"), ["We wait,", "Not now."]);
    }

    #[test]
    fn single_marks_quote_and_apostrophes_do_not() {
        assert_eq!(quotes("‘Korea’s workers’ rights,’ he said in the ’90s."), ["Korea’s workers’ rights,"]);
        assert_eq!(quotes("'We won't go,' said Holt of the workers' club."), ["We won't go,"]);
        assert_eq!(quotes("The workers' rights and the '90s and Korea's fight"), [""; 0]);
    }

    #[test]
    fn guillemets_low_marks_and_corner_brackets_quote() {
        assert_eq!(quotes("« Nous irons », dit-il. »Wir gehen«, sagt sie."), [" Nous irons ", "Wir gehen"]);
        assert_eq!(quotes("„Wir gehen“, sagte er. „No,” she said."), ["Wir gehen", "No,"]);
        assert_eq!(quotes("He said 「我们走」 and left."), ["我们走"]);
    }

    #[test]
    fn a_quote_over_paragraphs_is_one() {
        assert_eq!(quotes("Holt said: “One.\n\n“Two.\n\n“Three,” and left."), ["One. / Two. / Three,"]);
    }

    #[test]
    fn a_mark_that_never_closes_ends_at_its_paragraph() {
        assert_eq!(quotes("“We wait, he said.\n\n“No,” she said. “Go.”"), ["We wait, he said. / No,", "Go."]);
        assert_eq!(quotes("\"We wait, he said.\n\nShe said \"no\"."), ["We wait, he said.", "no"]);
    }

    #[test]
    fn a_quote_in_a_quote_stays_inside() {
        assert_eq!(
            quotes("“She told me, ‘Leave,’ and I did,” he said."),
            ["She told me, ‘Leave,’ and I did,"]
        );
        assert_eq!(quotes("\"He asked: “Why?” I left,\" she said."), ["He asked: “Why?” I left,"]);
    }

    #[test]
    fn inches_do_not_close() {
        assert_eq!(quotes("\"He is 6'2\" tall,\" she said."), ["He is 6'2\" tall,"]);
    }
}
