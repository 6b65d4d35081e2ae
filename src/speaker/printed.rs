//! The words of a mention as reports print them.

use super::Mention;
use crate::lexicon::Reading;
use crate::lexicon::facts::Flags;

/// One line, single spaces.
pub(super) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    // The stop of "Jr." and "U.S." is theirs; any other is the sentence's.
    if line.ends_with('.') {
        let stem = line.trim_end_matches('.');
        if !(line.ends_with("Jr.") || line.ends_with("Sr.") || stem.contains('.')) {
            line.truncate(stem.len());
        }
    }
    line
}

/// The words of a description as a report prints them.
pub(super) fn description(reading: &Reading<'_>, mention: &Mention) -> String {
    let mut text = clean(&reading.parsed.on_one_line(mention.tokens, reading.vocabulary));
    // A label: "THE PRESIDENT".
    if mention.headline && !text.contains(char::is_lowercase) {
        text = text.to_lowercase();
    }
    if reading.flags(mention.tokens.start).any(Flags::DETERMINER)
        && let Some(first) = text.get_mut(..1)
    {
        first.make_ascii_lowercase();
    }
    text
}
