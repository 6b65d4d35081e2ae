//! Lines that are no part of an article's prose: bylines, photo credits, copyright, links
//! to other articles, calls to subscribe, advertisements, times of a live blog.
//!
//! They are set aside before anything is looked for, so that nobody in them speaks, nothing
//! in them is quoted and no word of them is counted. The words that tell them are the
//! lexicon `furniture-en`; here stands how the rest of such a line must look. A wrong
//! removal is worse than a miss: what could be a sentence of the article stays.

mod credit;
mod line;

use crate::lexicon::{Lexicon, Piece};
use crate::text::{Parsed, Span, Vocabulary};
use line::Line;
use std::collections::{HashMap, HashSet};

type Hasher = foldhash::fast::FixedState;

/// The words that tell furniture, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    /// Rows by their first word.
    rows: HashMap<Box<str>, Vec<Row>, Hasher>,
    /// Rows that any word may begin.
    open: Vec<Row>,
    /// Small words that may stand between the names of a byline.
    byline: HashSet<Box<str>, Hasher>,
    /// Words that make a bracket at a line's end a credit.
    credit: HashSet<Box<str>, Hasher>,
    /// Words that with an address make a line of contact.
    contact: HashSet<Box<str>, Hasher>,
}

#[derive(Clone, Debug)]
struct Row {
    pieces: Vec<Piece>,
    rest: Rest,
}

/// How a line must go on behind the words of its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rest {
    /// It is nothing else.
    Nothing,
    /// Behind a colon or a dash whatever it likes, or nothing.
    Label,
    /// As a label, but no sentence without quotation marks: that tells who is who.
    Caption,
    /// As a label, and where it is nothing else, links follow it line by line.
    Links,
    /// Whatever it likes.
    Anything,
    /// Names.
    Names,
    /// A year or the sign ©.
    Year,
    /// A date or a time.
    Date,
}

/// Words in the longest line of each make; a longer one is prose.
const LONGEST: usize = 60;
const LONGEST_BYLINE: usize = 16;
const LONGEST_STAMP: usize = 14;
const LONGEST_LINK: usize = 25;

impl Furniture {
    /// The rows of `furniture-en`.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut furniture = Self::default();
        for entry in lexicon.entries.iter() {
            let pieces = entry.pattern.pieces.clone();
            let rest = match lexicon.category_name(entry) {
                "whole" => Rest::Nothing,
                "label" => Rest::Label,
                "caption" => Rest::Caption,
                "links" => Rest::Links,
                "opener" => Rest::Anything,
                "by" => Rest::Names,
                "copyright" => Rest::Year,
                "stamp" => Rest::Date,
                set => {
                    let words = match set {
                        "byline_word" => &mut furniture.byline,
                        "credit" => &mut furniture.credit,
                        _ => &mut furniture.contact,
                    };
                    words.extend(pieces.into_iter().filter_map(|piece| match piece {
                        Piece::Folded(word) => Some(word),
                        _ => None,
                    }));
                    continue;
                }
            };
            match &pieces[0] {
                Piece::Folded(word) => {
                    furniture.rows.entry(word.clone()).or_default().push(Row { pieces, rest });
                }
                _ => furniture.open.push(Row { pieces, rest }),
            }
        }
        furniture
    }

    /// The stretches of a text that are furniture, in order: whole lines, and credits behind
    /// the words of a caption.
    pub fn find(&self, parsed: &Parsed<'_>, vocabulary: &Vocabulary) -> Vec<Span> {
        let mut aside = Vec::new();
        // Where the line before ended, while links are listed.
        let mut listed: Option<usize> = None;
        let line = |tokens| Line { parsed, vocabulary, tokens };
        // In an interview the byline says who asks.
        let interview = parsed.paragraphs.iter().any(|&paragraph| line(paragraph).is_asked());
        for &paragraph in &parsed.paragraphs {
            let line = line(paragraph);
            let span = parsed.span(paragraph);
            let next = |end: usize| parsed.text[end..span.start].lines().count() <= 2;
            if listed.is_some_and(next) && line.is_link() {
                aside.push(span);
                listed = Some(span.end);
                continue;
            }
            listed = None;
            match self.is_furniture(&line).filter(|rest| !(interview && *rest == Rest::Names)) {
                Some(rest) => {
                    aside.push(span);
                    listed = (rest == Rest::Links && line.is_alone()).then_some(span.end);
                }
                None => aside.extend(self.credit_of(&line)),
            }
        }
        aside
    }

    /// Whether a line is furniture, and by what rule.
    fn is_furniture(&self, line: &Line<'_>) -> Option<Rest> {
        if line.is_copyright() {
            return Some(Rest::Year);
        }
        if line.begins_quotation() {
            return None;
        }
        let first = line.first_word()?;
        if line.is_time(first) {
            return Some(Rest::Date);
        }
        if self.is_contact(line) {
            return Some(Rest::Anything);
        }
        let rows = self.rows.get(line.folded(first)).into_iter().flatten();
        let open = self.open.iter().filter(|row| line.has_only(row.pieces.len()));
        rows.chain(open).find(|row| self.fits(row, line, first)).map(|row| row.rest)
    }

    fn fits(&self, row: &Row, line: &Line<'_>, first: usize) -> bool {
        let Some(behind) = line.follow(&row.pieces, first) else { return false };
        let shorter = |most: usize| line.words().nth(most).is_none();
        match row.rest {
            Rest::Nothing => line.words_from(behind).next().is_none(),
            Rest::Label | Rest::Links => line.is_set_off(behind) && shorter(LONGEST),
            Rest::Caption => line.is_set_off(behind) && shorter(LONGEST) && !line.is_plain_sentence(),
            Rest::Anything => shorter(LONGEST),
            Rest::Names => shorter(LONGEST_BYLINE) && line.is_all_names(behind, &self.byline),
            Rest::Year => line.is_year(behind) && shorter(LONGEST),
            Rest::Date => shorter(LONGEST_STAMP) && line.is_dated(behind),
        }
    }

    /// *Contact him at lind@gazette.example*: an address, a word that offers it, no quotation.
    fn is_contact(&self, line: &Line<'_>) -> bool {
        line.has_address()
            && !line.holds_quotation()
            && line.words().nth(LONGEST).is_none()
            && line.words().any(|t| self.contact.contains(line.folded(t)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::builtin;

    fn aside(text: &str) -> Vec<&str> {
        let lexicon = builtin::get("furniture-en").expect("listed").expect("readable");
        let mut vocabulary = Vocabulary::new(["jr", "mr", "dr"]);
        let parsed = Parsed::new(text, &mut vocabulary);
        Furniture::new(lexicon).find(&parsed, &vocabulary).iter().map(|s| s.of(text)).collect()
    }

    #[track_caller]
    fn all_aside(lines: &[&str]) {
        for line in lines {
            assert_eq!(aside(line), [*line]);
        }
    }

    #[track_caller]
    fn none_aside(lines: &[&str]) {
        for line in lines {
            assert_eq!(aside(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn a_byline_is_a_line_of_names() {
        all_aside(&[
            "By Mira Holt",
            "BY MIRA HOLT AND BRAM VALE, HARBOUR GAZETTE",
            "By Mira van der Holt in Karsov",
            "Story by Odile Marsh",
            "By Martin Dorsk Jr.",
            "Photo by Odile Marsh/Newswire",
        ]);
        none_aside(&[
            "By Friday the army had left.",
            "By the harbour Mira Holt waited",
            "By Mira Holt’s count the army had left, and “nobody saw it.”",
            "By all means",
        ]);
    }

    #[test]
    fn links_calls_and_notes_are_told_by_their_first_words() {
        all_aside(&[
            "Read more: Leader says “no”",
            "READ ALSO | Leader says no",
            "Related",
            "Editor’s note: This story was updated.",
            "Subscribe to our newsletter “War and Peace”",
            "Follow us on Twitter",
            "Advertisement",
            "— ADVERTISEMENT —",
            "Story continues below advertisement",
            "[Advertisement]",
            "12 comments",
            "Photo: Mira Holt at the gate",
            "(Reporting by Odile Marsh; Editing by Bram Vale)",
            "Mira Holt is a staff writer. Contact her at holt@gazette.example",
        ]);
        none_aside(&[
            "Read more books, said Mira Holt.",
            "“Read more: it helps,” said Mira Holt.",
            "Related stories were told by the fire.",
            "Advertisement was never his trade.",
            "Subscribe to no creed, wrote the poet.",
            "Photo-finish wins are rare, Holt said.",
            "Follow the money, Vale said.",
            "Correction of the course took a year.",
            "Correction – a word that he hated – came late, Holt said.",
            "Print is dead, Holt said.",
            "Holt wrote to vale@harbour.example that “we fight.”",
        ]);
    }

    #[test]
    fn copyright_and_times_are_told_by_signs_and_numbers() {
        all_aside(&[
            "© 2024 Harbour Gazette",
            "Copyright 2024 Harbour Gazette. All rights reserved.",
            "(c) 2024 Vale Media",
            "14:32",
            "2.15pm",
            "2:15 p.m. GMT",
            "3 hours ago",
            "Updated March 5, 2024 at 9:10 a.m.",
        ]);
        none_aside(&[
            "Copyright law must change, said Holt.",
            "14:32 “We fight,” said Holt.",
            "2024 was a good year.",
            "Published in 2024, the book was read by all.",
            "12",
        ]);
    }

    #[test]
    fn a_credit_behind_a_caption_is_set_aside_and_the_caption_stays() {
        assert_eq!(
            aside("Holt waits at the gate. Photo: Odile Marsh/Newswire"),
            ["Photo: Odile Marsh/Newswire"]
        );
        assert_eq!(aside("Holt waits at the gate. (NW Photo/Odile Marsh)"), ["(NW Photo/Odile Marsh)"]);
        assert_eq!(aside("Holt waits at the gate (Odile Marsh/Newswire)"), ["(Odile Marsh/Newswire)"]);
        none_aside(&["Photo: Mira Holt waits at the gate."]);
        none_aside(&["Holt waits (and/or sleeps)", "Holt waits. (Newswire)", "Holt left her photo: a ship"]);
    }

    #[test]
    fn links_are_listed_behind_their_label_line_by_line() {
        let text = "He left.\n\nRELATED:\nVale: “We fight”\nHolt will not\n\nShe left.";
        assert_eq!(aside(text), ["RELATED:", "Vale: “We fight”", "Holt will not"]);
        assert_eq!(aside("RELATED:\nShe left the quay, he said."), ["RELATED:"]);
    }
}
