//! The table of quotation marks, and which way each one in a text leans.

use crate::text::{Kind, Parsed, Range, fold};

/// Marks that close one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// `"`, `“ ”`, `„ “`, `''`, ``` `` ```.
    Double,
    /// `'`, `‘ ’`, `‚ ‘`.
    Single,
    /// `« »`, `» «`.
    Guillemet,
    /// `‹ ›`.
    SingleGuillemet,
    /// `「 」`.
    Corner,
    /// `『 』`.
    WhiteCorner,
}

/// Which way a mark leans, from its shape and what stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lean {
    Open,
    Close,
    /// Its neighbours do not tell.
    Either,
}

/// One quotation mark in a text; `''` is one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// First byte.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// First character: tells nested marks of one family apart.
    pub(super) glyph: char,
    pub(super) family: Family,
    pub(super) lean: Lean,
}

/// The quotation marks of a paragraph, apostrophes inside words left out.
pub(super) fn collect(parsed: &Parsed<'_>, paragraph: Range, marks: &mut Vec<Mark>) {
    marks.clear();
    let mut at = paragraph.start;
    while at < paragraph.end {
        let token = parsed.tokens[at];
        at += 1;
        if token.kind != Kind::Mark {
            continue;
        }
        let glyph = parsed.text[token.start as usize..].chars().next().unwrap_or(' ');
        let Some((family, shape)) = table(glyph) else { continue };
        let (start, mut end) = (token.start as usize, token.end as usize);
        let mut family = family;
        let mut shape = shape;
        // '' and `` and ‘‘ stand for one double mark.
        if family == Family::Single && at < paragraph.end {
            let next = parsed.tokens[at];
            if next.kind == Kind::Mark && next.start as usize == end && parsed.str(at) == parsed.str(at - 1) {
                end = next.end as usize;
                family = Family::Double;
                at += 1;
            } else if glyph == '`' {
                continue;
            }
        }
        let (before, after) = neighbours(parsed.text, start, end);
        if shape == Lean::Either || family == Family::Double || family == Family::Single {
            shape = lean(glyph, shape, before, after);
        }
        marks.push(Mark { start, end, glyph, family, lean: shape });
    }
}

fn table(glyph: char) -> Option<(Family, Lean)> {
    Some(match glyph {
        '"' | '\u{ff02}' => (Family::Double, Lean::Either),
        '“' => (Family::Double, Lean::Open),
        '”' => (Family::Double, Lean::Close),
        '„' | '‟' | '〝' => (Family::Double, Lean::Open),
        '〞' | '〟' => (Family::Double, Lean::Close),
        '\'' => (Family::Single, Lean::Either),
        '‘' | '‚' | '`' => (Family::Single, Lean::Open),
        '’' => (Family::Single, Lean::Close),
        '«' | '»' => (Family::Guillemet, Lean::Either),
        '‹' | '›' => (Family::SingleGuillemet, Lean::Either),
        '「' => (Family::Corner, Lean::Open),
        '」' => (Family::Corner, Lean::Close),
        '『' => (Family::WhiteCorner, Lean::Open),
        '』' => (Family::WhiteCorner, Lean::Close),
        _ => return None,
    })
}

fn neighbours(text: &str, start: usize, end: usize) -> (Option<char>, Option<char>) {
    let shown = |c: &char| !fold::is_invisible(*c);
    (text[..start].chars().rev().find(shown), text[end..].chars().find(shown))
}

/// Whether nothing that is said stands here: an edge, a space, a bracket, a dash.
pub(super) fn is_left_edge(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'' | '«' | '¿')
    })
}

pub(super) fn is_right_edge(c: Option<char>) -> bool {
    c.is_none_or(|c| {
        c.is_whitespace()
            || matches!(
                c,
                ')' | ']'
                    | '}'
                    | '—'
                    | '–'
                    | '-'
                    | '/'
                    | '”'
                    | '’'
                    | '"'
                    | '\''
                    | '»'
                    | ','
                    | '.'
                    | ';'
                    | ':'
                    | '?'
                    | '!'
                    | '…'
            )
    })
}

/// A curly mark is taken at its word unless both sides contradict it; a straight one leans
/// away from the space beside it.
fn lean(glyph: char, shape: Lean, before: Option<char>, after: Option<char>) -> Lean {
    let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let (left, right) = (is_left_edge(before), is_right_edge(after));
    match shape {
        Lean::Open if matches!(glyph, '“' | '‘') && !space(before) && space(after) => Lean::Close,
        Lean::Close if matches!(glyph, '”' | '’') && space(before) && !space(after) && !right => {
            Lean::Open
        }
        Lean::Either => match (left, right) {
            (true, false) => Lean::Open,
            (false, true) => Lean::Close,
            _ => match (space(before), space(after)) {
                (true, false) => Lean::Open,
                (false, true) => Lean::Close,
                _ => Lean::Either,
            },
        },
        shape => shape,
    }
}
