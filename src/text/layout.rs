//! Where the paragraphs of a text are, as its lines tell.
//!
//! In most texts a line is a paragraph. In others lines end where a column was full: then
//! blank lines, indents and lines that end early tell the paragraphs apart, and a text may
//! be set with a blank line behind each line. What a paragraph says is not looked at.

use super::{Span, fold};
use unicode_normalization::char::is_combining_mark;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Without the white space about it.
    span: Span,
    /// Columns of white space in front.
    indent: usize,
    /// Line ends between it and the line before.
    gap: usize,
}

/// Lines that are looked at to tell how a text is set.
const LOOKED_AT: usize = 400;
/// Columns of lines that were full.
const FULL: std::ops::RangeInclusive<usize> = 40..=110;

/// The paragraphs of a text from a byte on, without the white space about them.
pub fn paragraphs(text: &str, start: usize) -> Vec<Span> {
    let lines = lines(text, start);
    let setting = Setting::of(text, &lines);
    let mut paragraphs: Vec<Span> = Vec::with_capacity(lines.len());
    let mut before: Option<Line> = None;
    for line in lines {
        match (before, paragraphs.last_mut()) {
            (Some(before), Some(last)) if setting.goes_on(text, before, line) => last.end = line.span.end,
            _ => paragraphs.push(line.span),
        }
        before = Some(line);
    }
    paragraphs
}

/// Cuts a text at its line ends: LF, CRLF, a lone CR, and the three of Unicode.
fn lines(text: &str, start: usize) -> Vec<Line> {
    let wide = ['\u{85}', '\u{2028}', '\u{2029}'];
    let has_wide = !text.is_ascii() && wide.iter().any(|c| text.contains(*c));
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(text.len() / 200 + 1);
    let (mut at, mut gap) = (start, 0);
    while at < text.len() {
        let end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(text.len(), |n| at + n);
        let end = if has_wide { text[at..end].find(wide).map_or(end, |n| at + n) } else { end };
        let whole = &text[at..end];
        let said = whole.trim_start_matches(is_blank);
        if !said.is_empty() {
            let from = end - said.len();
            let span = Span::new(from, from + said.trim_end_matches(is_blank).len());
            lines.push(Line { span, indent: columns(&text[at..from]), gap });
            gap = 0;
        }
        gap += 1;
        let ended = text[end..].chars().next().map_or(0, char::len_utf8);
        at = end + if bytes[end..].starts_with(b"\r\n") { 2 } else { ended };
    }
    lines
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || fold::is_invisible(c)
}

/// How wide white space is; a tab goes to the next column of eight.
fn columns(space: &str) -> usize {
    space.chars().fold(0, |at, c| match c {
        '\t' => (at / 8 + 1) * 8,
        c if fold::is_invisible(c) => at,
        _ => at + 1,
    })
}

/// How many characters of a line can be seen.
fn width(shown: &str) -> usize {
    if shown.is_ascii() {
        return shown.len();
    }
    shown.chars().filter(|&c| !fold::is_invisible(c) && !is_combining_mark(c)).count()
}

/// How a text is set.
#[derive(Clone, Copy, Debug, Default)]
struct Setting {
    /// Line ends between two lines of one paragraph; nothing where each line is one.
    gap: Option<usize>,
    /// Columns of the widest full line.
    full: usize,
    /// Whether lines are as full as they can be, so that a line which is not ends early.
    filled: bool,
    /// Columns before the first line of a paragraph, where those are indented and others not.
    indent: Option<usize>,
}

impl Setting {
    /// In wrapped text most line ends stand in the middle of a sentence and the lines of a
    /// block are of like width; in text with one paragraph a line, neither holds.
    fn of(text: &str, lines: &[Line]) -> Self {
        let lines = &lines[..lines.len().min(LOOKED_AT)];
        let pairs = |gap: usize| lines.windows(2).filter(move |pair| pair[1].gap == gap);
        let cut = |gap: usize| pairs(gap).filter(|pair| is_cut_short(text, pair[0], pair[1])).count();
        let (single, double) = (cut(1), cut(2));
        let gap = if single > 0 && 3 * single >= pairs(1).count() {
            1
        } else if double > 1 && 3 * double >= pairs(2).count() {
            2
        } else {
            return Self::default();
        };
        let broken: Vec<&[Line]> = pairs(gap).filter(|pair| is_cut_short(text, pair[0], pair[1])).collect();
        let full = broken.iter().map(|pair| width_of(text, pair[0])).max().unwrap_or(0);
        let early = broken.iter().filter(|pair| fits(text, pair[0], pair[1], full)).count();
        Self {
            gap: Some(gap),
            full,
            filled: broken.len() > 1 && 20 * early <= broken.len(),
            indent: indent(lines),
        }
    }

    /// Whether a line goes on the paragraph of the line before.
    fn goes_on(&self, text: &str, before: Line, line: Line) -> bool {
        if line.gap == 1 && breaks_word(text, before, line) {
            return true;
        }
        let Some(gap) = self.gap else { return false };
        if line.gap > gap || self.indent.is_some_and(|indent| line.indent >= indent) {
            return false;
        }
        let words = line.span.of(text);
        let small = words.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit());
        let ended = before.span.of(text).ends_with(ENDS);
        let early = if self.filled {
            fits(text, before, line, self.full)
        } else {
            10 * width_of(text, before) < 7 * self.full
        };
        // A table or a verse ends its lines early without a stop, and so does a headline.
        !(early && !small && (ended || 10 * width_of(text, before) < 7 * self.full))
    }
}

/// What sentences end with, closing marks included.
const ENDS: [char; 11] = ['.', '!', '?', '…', '”', '’', '"', '\'', '»', ')', ':'];

fn width_of(text: &str, line: Line) -> usize {
    line.indent + width(line.span.of(text))
}

/// Whether the first word of a line would have had its place on the line before.
fn fits(text: &str, before: Line, line: Line, full: usize) -> bool {
    let first = line.span.of(text).split_whitespace().next().unwrap_or_default();
    width_of(text, before) + 1 + width(first) <= full
}

/// Whether the line ends in the middle of a sentence, about where a column would be full.
fn is_cut_short(text: &str, line: Line, next: Line) -> bool {
    let (words, next) = (line.span.of(text), next.span.of(text));
    let last = words.chars().rev().find(|&c| !is_combining_mark(c));
    last.is_some_and(|c| c.is_alphanumeric() || c == ',' || c == '-')
        && next.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
        && FULL.contains(&width(words))
}

/// Whether a hyphen at the end of a line stands in the middle of a word.
fn breaks_word(text: &str, line: Line, next: Line) -> bool {
    let mut last = line.span.of(text).chars().rev();
    last.next().is_some_and(fold::is_hyphen)
        && last.next().is_some_and(char::is_alphabetic)
        && next.span.of(text).starts_with(char::is_lowercase)
}

/// The indent of first lines, where some lines are indented alike and most are not.
fn indent(lines: &[Line]) -> Option<usize> {
    let least = lines.iter().map(|l| l.indent).min()?;
    let further = lines.iter().map(|l| l.indent).filter(|&i| i >= least + 2).min()?;
    let indented = lines.iter().filter(|l| l.indent >= further).count();
    (indented > 1 && 2 * indented < lines.len() + 1 || indented == 1 && lines.len() > 2).then_some(further)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<String> {
        let clean = |s: &Span| s.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
        paragraphs(text, 0).iter().map(clean).collect()
    }

    const FIRST: &str = "The minister said on Monday that the harbour would be\nopen again by the end of the week and that no further\ndelay was to be expected.";

    #[test]
    fn a_line_is_a_paragraph_where_lines_are_not_cut_short() {
        for end in ["\n", "\r\n", "\r", "\n\n", "\u{2028}", " \u{85}\t"] {
            assert_eq!(
                read(&["Head", "First.", "Second."].join(end)),
                ["Head", "First.", "Second."],
                "{end:?}"
            );
        }
    }

    #[test]
    fn full_lines_go_on_up_to_a_blank_one() {
        for end in ["\n", "\r\n", "\r"] {
            let text = format!("{FIRST}\n\nNext.").replace('\n', end);
            assert_eq!(read(&text), [FIRST.replace('\n', " "), "Next.".into()], "{end:?}");
        }
    }

    #[test]
    fn a_line_that_ends_early_ends_its_paragraph() {
        let text =
            format!("{FIRST}\nNobody had asked him about the date that he had named\nbefore the winter.");
        assert_eq!(read(&text).len(), 2);
        let full = "The minister said on Monday that it would all be well.\nThe harbour would be open again by the end of the week\nand no further delay was to be expected by the firms.";
        assert_eq!(read(full).len(), 1, "a full line may end with a stop");
    }

    #[test]
    fn an_indent_begins_a_paragraph_and_a_margin_does_not() {
        let indented = format!("   {FIRST}\n   Nobody had asked him.\n   Nobody would.");
        assert_eq!(read(&indented).len(), 3);
        let margin = format!("    {}\n\n    Next.", FIRST.replace('\n', "\n    "));
        assert_eq!(read(&margin).len(), 2);
    }

    #[test]
    fn double_spacing_is_seen() {
        let text = format!("{}\n\n\n\nNext one.", FIRST.replace('\n', "\n\n"));
        assert_eq!(read(&text), [FIRST.replace('\n', " "), "Next one.".into()]);
    }

    #[test]
    fn a_word_cut_by_a_hyphen_holds_two_lines_together() {
        assert_eq!(read("The mili-\ntary left.\nNext."), ["The mili- tary left.", "Next."]);
        assert_eq!(read("The mili-\n\ntary left.").len(), 2);
    }
}
