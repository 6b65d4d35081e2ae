//! Key words in context: one line each, the key words under one another.
//!
//! It lays out columns and knows no colours: those are the command line's.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a terminal for which lines are laid out.
pub const WIDTH: usize = 80;
/// Columns before the key word.
const LEFT: usize = 34;

/// One line in three parts, which together take at most [`WIDTH`] columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// What stands before, filled up to the column of the key word.
    pub left: String,
    /// The key word.
    pub keyword: String,
    /// What stands behind, its space included.
    pub right: String,
}

impl Line {
    /// Lays out a line, whose parts may be longer than it.
    pub fn new(left: &str, keyword: &str, right: &str) -> Self {
        let left = clean(left);
        let opens = left.ends_with(['“', '"', '‘', '\'', '(', '[', '-', '«', '„', '/']);
        let gap = if opens || left.is_empty() { "" } else { " " };
        let left = fit_end(&format!("{left}{gap}"), LEFT);
        let keyword = fit(&clean(keyword), WIDTH - LEFT);
        let right = clean(right);
        let apart = right.starts_with(|c: char| c.is_alphanumeric() || "“‘(«„—–…[$€£".contains(c));
        let room = WIDTH - LEFT - keyword.width();
        let right = fit(&format!("{}{right}", if apart { " " } else { "" }), room);
        let fill = " ".repeat(LEFT.saturating_sub(left.width()));
        Self { left: format!("{fill}{left}"), keyword, right: right.trim_end().into() }
    }
}

/// One line of text without what a terminal would obey.
fn clean(text: &str) -> String {
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As much of a text as fits into so many columns, its head; a cut is marked.
pub fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.into();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    let head: String = text.chars().take_while(fits).collect();
    if width == 0 { String::new() } else { format!("{head}…") }
}

/// The same of its end.
pub fn fit_end(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.into();
    }
    let mut used = 1;
    let mut from = text.len();
    for (at, c) in text.char_indices().rev() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        from = at;
    }
    if width == 0 { String::new() } else { format!("…{}", &text[from..]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_words_stand_under_one_another_whatever_the_width_of_their_neighbours() {
        for (left, keyword, right) in [
            ("we lost nine thousand", "soldiers", "to be offered a cup of tea"),
            (
                "习近平在会见外国领导人时表示我们不要战争",
                "战争",
                ", he said 习近平在会见外国领导人时表示我们不要战争",
            ),
            ("", "war", ""),
            ("“", "enemy".repeat(20).as_str(), "’s guns\u{1b}[31m"),
        ] {
            let line = Line::new(left, keyword, right);
            assert_eq!(line.left.width(), LEFT, "{line:?}");
            assert!((line.left + &line.keyword + &line.right).width() <= WIDTH, "{keyword}");
            assert!(!line.right.contains('\u{1b}'));
        }
    }

    #[test]
    fn what_sticks_to_the_key_word_has_no_space() {
        let line = Line::new("said: “", "War", ", war and “peace”");
        assert_eq!((line.left.trim_start(), &*line.right), ("said: “", ", war and “peace”"));
        assert_eq!(Line::new("no", "war", "now").right, " now");
    }

    #[test]
    fn a_cut_is_marked_and_fits() {
        assert_eq!((fit("abcdef", 4), fit_end("abcdef", 4)), ("abc…".into(), "…def".into()));
        assert_eq!((fit("战争战争", 4), fit_end("战争战争", 4)), ("战…".into(), "…争".into()));
    }
}
