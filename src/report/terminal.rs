//! The ranked table for people at a terminal: at most 80 columns, bars to scale.

use super::{FEW, Run};
use crate::analysis::Unit;
use crate::compare::rates;
use crate::lexicon::{Lexicon, builtin};
use crate::tally::{Column, Tally};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Speakers in the table.
pub const ROWS: usize = 12;
const NAME: usize = 20;
const BAR: usize = 5;
/// Categories that fit into 80 columns.
const MOST: usize = 3;

/// The table with its heading and footnotes; ends with a line break.
pub fn table(run: &Run, tally: &Tally) -> String {
    let ranked: Vec<_> = tally.ranked().into_iter().filter(|(_, s)| s.kind().is_some()).collect();
    let mut columns: Vec<(usize, &Column)> = run.layout.wholes().collect();
    let categories = columns.len();
    // One's own stand before the built-in ones.
    columns.sort_by_key(|(_, column)| is_built_in(&run.lexicons[column.lexicon]));
    columns.truncate(MOST);
    let shown = &ranked[..ranked.len().min(ROWS)];
    let rate = |speaker: &crate::tally::Speaker, column: usize| {
        rates::rate(speaker, &speaker.columns[column]).map(|r| r.per_1000)
    };
    let is_thin = |s: &crate::tally::Speaker| s.articles < FEW || s.words < run.min_words;
    // A speaker of seven words would set the scale for everybody else.
    let longest = shown.iter().map(|(_, s)| s.words).max().unwrap_or(0);
    let sets_scale = |s: &crate::tally::Speaker| s.words * 10 >= longest;
    let most = |column: usize| {
        let rates = shown.iter().filter(|(_, s)| sets_scale(s)).filter_map(|(_, s)| rate(s, column));
        rates.fold(0.0_f64, f64::max)
    };
    let mut out = String::new();
    let volume = match run.unit {
        Unit::Quote => "articles quotes",
        Unit::Document => "      documents",
    };
    let mut line = format!("{} {volume}  words", pad("speaker", NAME));
    for (_, column) in &columns {
        line.push_str(&format!(" {}", pad(&column.name, 5 + 1 + BAR)));
    }
    push(&mut out, &line);
    let mut thin = false;
    for (_, speaker) in shown {
        let few = is_thin(speaker);
        thin |= few;
        let mark = if few { "~" } else { " " };
        let name = pad(&speaker.name(), NAME - 1);
        let volume = match run.unit {
            Unit::Quote => format!("{:>8} {:>6}", speaker.articles, speaker.counted),
            Unit::Document => format!("{:>15}", speaker.counted),
        };
        let mut line = format!("{name}{mark} {volume} {:>6}", speaker.words);
        for &(column, _) in &columns {
            match rate(speaker, column) {
                Some(rate) => line.push_str(&format!(" {rate:>5.1} {}", pad(&bar(rate, most(column)), BAR))),
                None => line.push_str(&format!(" {:>5} {}", "", pad("", BAR))),
            }
        }
        push(&mut out, &line);
    }
    if ranked.is_empty() {
        out.push_str(match run.unit {
            Unit::Quote => "nobody is quoted in these articles\n",
            Unit::Document => "no speaker is named with these documents\n",
        });
    } else {
        let words = if run.unit == Unit::Quote { "quoted words" } else { "words" };
        out.push_str(&format!("\nHits per 1,000 {words}; a full bar is the highest rate of its column\namong speakers with at least a tenth of the words of the first.\n"));
    }
    for (all, shown, [one, many]) in [
        (ranked.len(), ROWS, ["speaker is", "speakers are"]),
        (categories, MOST, ["category is", "categories are"]),
    ] {
        let more = all.saturating_sub(shown);
        if more > 0 {
            let are = if more == 1 { one } else { many };
            out.push_str(&format!("{more} more {are} in speakers.csv (--output DIR).\n"));
        }
    }
    if thin {
        out.push_str(&format!(
            "~ fewer than {FEW} {} or {} words: too little to compare.\n",
            if run.unit == Unit::Quote { "articles" } else { "documents" },
            run.min_words
        ));
    }
    out
}

/// Whether it came with the program, and as it came.
fn is_built_in(lexicon: &Lexicon) -> bool {
    let built_in = builtin::get(&lexicon.name).and_then(Result::ok);
    built_in.is_some_and(|built_in| built_in.sha256 == lexicon.sha256)
}

/// What was read, in one line.
pub fn summary(unit: Unit, tally: &Tally) -> String {
    let speakers = tally.speakers.values().filter(|s| s.kind().is_some()).count();
    let speech = tally.quotes - tally.scare;
    let nobody = (speech > 0).then(|| 100.0 * tally.unattributed as f64 / speech as f64);
    let repeated = (tally.repeated > 0).then(|| format!("{} printed before", count(tally.repeated)));
    let nobody = nobody.map(|share| format!("{share:.1} % unattributed"));
    let of_units: Vec<String> = repeated.into_iter().chain(nobody).collect();
    let of_units = if of_units.is_empty() { String::new() } else { format!(" ({})", of_units.join(", ")) };
    let copies = match tally.repeated_articles {
        0 => String::new(),
        n => format!(" ({})", many(n, "duplicate")),
    };
    let units = match unit {
        Unit::Quote => format!("{}{copies}, {}", many(tally.articles, "article"), many(speech, "quote")),
        Unit::Document => many(speech, "document"),
    };
    format!("{units}{of_units}, {}", many(speakers as u64, "speaker"))
}

/// *1 article*, *2 articles*, *1,000 articles*.
pub fn many(number: u64, thing: &str) -> String {
    format!("{} {thing}{}", count(number), if number == 1 { "" } else { "s" })
}

/// *1*, *1,000*.
fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn push(out: &mut String, line: &str) {
    out.push_str(line.trim_end());
    out.push('\n');
}

/// Eighths of a block, so that small differences show.
fn bar(rate: f64, most: f64) -> String {
    if most <= 0.0 {
        return String::new();
    }
    let eighths = ((rate / most * (BAR * 8) as f64).round() as usize).min(BAR * 8);
    let mut bar = "█".repeat(eighths / 8);
    if !eighths.is_multiple_of(8) {
        bar.push(['▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8 - 1]);
    }
    bar
}

/// Pads or cuts to a width in columns, in which a CJK character takes two.
fn pad(text: &str, width: usize) -> String {
    let mut out = String::new();
    let mut used = 0;
    let fits = text.width() <= width;
    for c in text.chars().filter(|c| !c.is_control()) {
        let wide = c.width().unwrap_or(0);
        if used + wide > if fits { width } else { width - 1 } {
            break;
        }
        out.push(c);
        used += wide;
    }
    if !fits {
        out.push('…');
        used += 1;
    }
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        assert_eq!(pad("习近平", 8), "习近平  ");
        assert_eq!(pad("A very long name", 8), "A very …");
        assert_eq!(pad("习近平习近平", 8), "习近平… ");
    }

    #[test]
    fn a_share_of_no_quotes_is_not_told() {
        let mut tally = Tally { articles: 1, ..Tally::default() };
        assert_eq!(summary(Unit::Quote, &tally), "1 article, 0 quotes, 0 speakers");
        (tally.quotes, tally.scare, tally.unattributed) = (5, 1, 1);
        assert_eq!(summary(Unit::Quote, &tally), "1 article, 4 quotes (25.0 % unattributed), 0 speakers");
        assert_eq!(summary(Unit::Document, &tally), "4 documents (25.0 % unattributed), 0 speakers");
        (tally.repeated, tally.repeated_articles) = (2, 1);
        let told = "1 article (1 duplicate), 4 quotes (2 printed before, 25.0 % unattributed), 0 speakers";
        assert_eq!(summary(Unit::Quote, &tally), told);
    }

    #[test]
    fn counts_read_as_people_write_them() {
        assert_eq!(many(1, "article"), "1 article");
        assert_eq!(many(1_234_567, "quote"), "1,234,567 quotes");
    }
}
