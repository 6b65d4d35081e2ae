//! Plain text: one article a file. A leading `date YYYY-MM-DD` is metadata, with or without
//! space before it and with or without text behind it. So is a line `speaker NAME` before or
//! behind it, where the speaker of a whole text is asked for.

use super::{Columns, Made, Origin, day};
use crate::document::Document;
use crate::error::{Kind, Problem};

#[expect(clippy::unnecessary_wraps, reason = "every format reads with one signature; plain text cannot fail")]
pub(super) fn read(origin: &Origin, columns: &Columns, text: &str) -> Made {
    let mut document = Document { file: origin.file.clone(), ..Document::new(origin.id(), text) };
    let mut problems = Vec::new();
    let speaker = |at: usize| columns.speaker.as_ref().and_then(|_| speaker_line(text, at));
    let before = speaker(0);
    document.body = before.map_or(0, |(_, end)| end);
    if let Some((word, end)) = date_line(text, document.body) {
        match day(word) {
            Some(date) => {
                document.meta.date = Some(date);
                document.body = end;
            }
            None => problems.push(Problem::kept(origin.place(), Kind::BadDate(word.into()))),
        }
    }
    if let Some((name, end)) = before.or_else(|| speaker(document.body)) {
        document.meta.speaker = Some(name.into());
        document.body = document.body.max(end);
    }
    Ok((document, problems))
}

/// Characters of a line that could be a name.
const LONGEST_NAME: usize = 100;

/// The name on a line `speaker NAME` that begins at a byte, blank lines aside, and its end.
fn speaker_line(text: &str, from: usize) -> Option<(&str, usize)> {
    let rest = text[from..].trim_start();
    let start = text.len() - rest.len();
    // Behind a date the line is one of its own.
    let own = from == 0 || text[from..start].contains('\n');
    let line = rest.lines().next().filter(|_| own)?;
    let name = line.strip_prefix("speaker ").or_else(|| line.strip_prefix("speaker: "))?.trim();
    let like = !name.is_empty() && name.chars().count() <= LONGEST_NAME;
    like.then_some((name, start + line.len()))
}

/// The word behind `date` at or behind a byte, where it begins with four digits and a hyphen,
/// and its end.
fn date_line(text: &str, from: usize) -> Option<(&str, usize)> {
    let rest = text[from..].trim_start();
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
        let (document, problems) = read(&origin, &Columns::default(), text).expect("readable");
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
    fn a_leading_line_names_the_speaker_where_one_is_asked_for() {
        let origin = Origin { file: Arc::from("a.txt"), line: None };
        let columns = Columns { speaker: Some("president".into()) };
        for (text, date, speaker, body) in [
            ("speaker Mira Holt\n\nWe wait.", None, Some("Mira Holt"), "\n\nWe wait."),
            ("date 2024-03-04\r\nspeaker: Mira Holt\r\nWe", Some("2024-03-04"), Some("Mira Holt"), "\r\nWe"),
            ("\nspeaker Mira Holt \ndate: 2024-03-04 We", Some("2024-03-04"), Some("Mira Holt"), " We"),
            ("date 2024-03-04 speaker after speaker", Some("2024-03-04"), None, " speaker after speaker"),
            ("speakers spoke", None, None, "speakers spoke"),
            ("speaker \nWe wait.", None, None, "speaker \nWe wait."),
        ] {
            let (document, problems) = read(&origin, &columns, text).expect("readable");
            assert_eq!(document.meta.date.map(|d| d.to_string()).as_deref(), date, "{text}");
            assert_eq!(document.meta.speaker.as_deref(), speaker, "{text}");
            assert_eq!((&document.text[document.body..], problems.len()), (body, 0), "{text}");
        }
        let (unasked, _) =
            read(&origin, &Columns::default(), "speaker Mira Holt\nWe wait.").expect("readable");
        assert_eq!((unasked.meta.speaker, unasked.body), (None, 0));
    }

    #[test]
    fn a_day_that_is_none_is_reported_and_the_text_kept() {
        assert_eq!(read_text("date 2023-02-31\nText."), (None, "date 2023-02-31\nText.".into(), 1));
        assert_eq!(read_text("date palms grow here."), (None, "date palms grow here.".into(), 0));
    }
}
