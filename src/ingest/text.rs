//! Plain text: one article a file. A leading `date YYYY-MM-DD` is metadata, with or without
//! space before it and with or without text behind it. So is a line `speaker NAME` before or
//! behind it, where the speaker of a whole text is asked for.

use super::Reading;
use super::dates::{Day, day};
use super::found::Found;
use crate::error::Kind;

#[expect(clippy::unnecessary_wraps, reason = "every format reads with one signature; plain text cannot fail")]
pub(super) fn read(reading: &Reading, text: String) -> Result<Vec<Found>, Kind> {
    let mut found = Found::default();
    let speaker = |at: usize| reading.speaker.as_ref().and_then(|_| speaker_line(&text, at));
    let before = speaker(0);
    found.body = before.map_or(0, |(_, end)| end);
    if let Some((word, end)) = date_line(&text, found.body) {
        found.date = Some(word.into());
        // What is no day may be prose; the year comes first in what is one.
        if matches!(day(word, None), Day::Is(_)) {
            found.body = end;
        }
    }
    if let Some((name, end)) = before.or_else(|| speaker(found.body)) {
        found.speaker = Some(name.into());
        found.body = found.body.max(end);
    }
    Ok(vec![Found { text, ..found }])
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
    use super::super::{Made, Origin};
    use super::*;

    fn made(reading: &Reading, text: &str) -> Made {
        let origin = Origin { file: "a.txt".into(), line: None };
        read(reading, text.into()).expect("readable").remove(0).document(&origin, None)
    }

    fn read_text(text: &str) -> (Option<String>, String, usize) {
        let (document, problems) = made(&Reading::default(), text).expect("an article");
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
        let reading = Reading { speaker: Some("president".into()), ..Reading::default() };
        for (text, date, speaker, body) in [
            ("speaker Mira Holt\n\nWe wait.", None, Some("Mira Holt"), "\n\nWe wait."),
            ("date 2024-03-04\r\nspeaker: Mira Holt\r\nWe", Some("2024-03-04"), Some("Mira Holt"), "\r\nWe"),
            ("\nspeaker Mira Holt \ndate: 2024-03-04 We", Some("2024-03-04"), Some("Mira Holt"), " We"),
            ("date 2024-03-04 speaker after speaker", Some("2024-03-04"), None, " speaker after speaker"),
            ("speakers spoke", None, None, "speakers spoke"),
            ("speaker \nWe wait.", None, None, "speaker \nWe wait."),
        ] {
            let (document, problems) = made(&reading, text).expect("an article");
            assert_eq!(document.meta.date.map(|d| d.to_string()).as_deref(), date, "{text}");
            assert_eq!(document.meta.speaker.as_deref(), speaker, "{text}");
            assert_eq!((&document.text[document.body..], problems.len()), (body, 0), "{text}");
        }
        let unasked = made(&Reading::default(), "speaker Mira Holt\nWe wait.");
        let (unasked, _) = unasked.expect("an article");
        assert_eq!((unasked.meta.speaker, unasked.body), (None, 0));
    }

    #[test]
    fn a_day_that_is_none_is_reported_and_the_text_kept() {
        assert_eq!(read_text("date 2023-02-31\nText."), (None, "date 2023-02-31\nText.".into(), 1));
        assert_eq!(read_text("date palms grow here."), (None, "date palms grow here.".into(), 0));
    }
}
