//! Plain text: one article a file. A leading `date YYYY-MM-DD` is metadata, with or without
//! space before it and with or without text behind it.

use super::{Made, Origin, day};
use crate::document::Document;
use crate::error::{Kind, Problem};

#[expect(clippy::unnecessary_wraps, reason = "every format reads with one signature; plain text cannot fail")]
pub(super) fn read(origin: &Origin, text: &str) -> Made {
    let mut document = Document { file: origin.file.clone(), ..Document::new(origin.id(), text) };
    let mut problems = Vec::new();
    if let Some((word, end)) = date_line(text) {
        match day(word) {
            Some(date) => {
                document.meta.date = Some(date);
                document.body = end;
            }
            None => problems.push(Problem::kept(origin.place(), Kind::BadDate(word.into()))),
        }
    }
    Ok((document, problems))
}

/// The word behind a leading `date`, where it begins with four digits and a hyphen, and its end.
fn date_line(text: &str) -> Option<(&str, usize)> {
    let rest = text.trim_start();
    let rest = rest.strip_prefix("date ").or_else(|| rest.strip_prefix("date: "))?.trim_start_matches(' ');
    let word = rest.split_whitespace().next()?;
    let like =
        word.len() >= 8 && word.as_bytes()[..4].iter().all(u8::is_ascii_digit) && word.as_bytes()[4] == b'-';
    let start = text.len() - rest.len();
    like.then_some((word, start + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    fn read_text(text: &str) -> (Option<String>, String, usize) {
        let origin = Origin { file: Arc::from("a.txt"), line: None };
        let (document, problems) = read(&origin, text).expect("readable");
        (
            document.meta.date.map(|d| d.to_string()),
            document.text[document.body..].to_string(),
            problems.len(),
        )
    }

    #[test]
    fn a_leading_date_is_metadata_and_not_text() {
        assert_eq!(
            read_text(" date 2023-09-13 The leader spoke."),
            (Some("2023-09-13".into()), " The leader spoke.".into(), 0)
        );
        assert_eq!(read_text("date 2023-09-13\nText."), (Some("2023-09-13".into()), "\nText.".into(), 0));
    }

    #[test]
    fn a_day_that_is_none_is_reported_and_the_text_kept() {
        assert_eq!(read_text("date 2023-02-31\nText."), (None, "date 2023-02-31\nText.".into(), 1));
        assert_eq!(read_text("date palms grow here."), (None, "date palms grow here.".into(), 0));
    }
}
