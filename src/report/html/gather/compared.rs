//! What the page says of pairs of speakers: how sure the leads are, and which words set a
//! speaker apart. The estimators are those of `rhetor compare`.

use super::super::model::{Asked, Compared, Contrast, Marking, Page};
use super::super::{comparison, summary};
use crate::compare::multiplicity;
use crate::error::Error;
use crate::report::compared::{self, By, Mark, Pick, Question};
use crate::report::saved::Saved;

/// Words that are listed for a speaker.
const WORDS: usize = 12;
/// Of how many that rank highest those are taken which are no function words.
const AMONG: usize = 80;
/// Occurrences of a word below which it sets nobody apart.
const FEWEST: u64 = 3;

/// Reads both.
pub(super) fn read(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    leads(saved, page)?;
    asked(saved, page)?;
    marking(saved, page)
}

/// Rows of an asked comparison that are shown.
const ROWS: u64 = 60;

/// The table that `rhetor compare` left, where there is one.
fn asked(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    if saved.files("compare")?.is_empty() {
        return Ok(());
    }
    let mut rows = saved.named("compare")?;
    while let Some(row) = rows.next_row()? {
        if page.asked.len() as u64 == ROWS {
            page.asked_more += 1;
            continue;
        }
        let text = |column: &str| row.text(column).unwrap_or_default().to_string();
        let three = |[middle, low, high]: [&str; 3]| -> Result<Option<(f64, f64, f64)>, Error> {
            let (middle, ends) = (row.number(middle)?, row.number(low)?.zip(row.number(high)?));
            Ok(middle.zip(ends).map(|(middle, (low, high))| (middle, low, high)))
        };
        let side = |which: char| -> Result<Compared, Error> {
            let [rate, low, high, hits, group] =
                ["per_1000_", "low_", "high_", "hits_", "group_"].map(|column| format!("{column}{which}"));
            let hits = row.count(&hits)?.unwrap_or_default();
            Ok(Compared { name: text(&group), hits, rate: three([&rate, &low, &high])? })
        };
        let name = text("category");
        let label = page.categories.iter().find(|c| c.name == name).map_or(name.clone(), |c| c.label.clone());
        let part = row.text("subcategory").map(|part| format!(", {}", part.replace('_', " ")));
        page.asked.push(Asked {
            first: side('a')?,
            second: side('b')?,
            category: label + &part.unwrap_or_default(),
            ratio: three(["ratio", "ratio_low", "ratio_high"])?,
            p: row.number("p_adjusted")?.or(row.number("p")?),
            higher_in: row.text("higher_in").map(str::to_string),
            thin: row.flag("low_data")?.unwrap_or_default(),
        });
    }
    Ok(())
}

/// Tests the first of each category against the next.
fn leads(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    let categories = 0..page.categories.len();
    let pairs: Vec<Option<(usize, usize)>> = categories
        .map(|category| {
            let (first, second) = summary::leaders(page, category);
            first.zip(second)
        })
        .collect();
    let mut once: Vec<(usize, usize)> = pairs.iter().flatten().copied().collect();
    once.sort_unstable();
    once.dedup();
    if once.is_empty() {
        return Ok(());
    }
    let is = |person: usize| Pick::Is(page.people[person].id.as_str().into());
    let asked = once.iter().map(|&(first, second)| (is(first), is(second))).collect();
    let question = Question { scales: false, terms: 0, ..Question::new(saved, By::Speaker, asked) };
    let answers = compared::of(saved, &question)?.pairs;
    let columns: Vec<usize> = saved.wholes().map(|(at, _)| at).collect();
    let contrast = |(category, pair): (usize, &Option<(usize, usize)>)| {
        let (first, second) = (*pair)?;
        let answer = &answers[once.binary_search(&(first, second)).ok()?];
        let of = answer.contrasts.iter().find(|c| c.column == columns[category])?;
        let ratio = of.ratio;
        Some(Contrast {
            first,
            second,
            ratio: ratio.map(|r| r.value),
            low: ratio.map(|r| r.low),
            high: ratio.map(|r| r.high),
            p: of.p,
            p_adjusted: None,
        })
    };
    let mut contrasts: Vec<Option<Contrast>> = pairs.iter().enumerate().map(contrast).collect();
    let p: Vec<Option<f64>> = contrasts.iter().map(|c| c.as_ref().and_then(|c| c.p)).collect();
    for (contrast, adjusted) in contrasts.iter_mut().zip(multiplicity::benjamini_hochberg(&p)) {
        if let Some(contrast) = contrast {
            contrast.p_adjusted = adjusted;
        }
    }
    page.contrasts = contrasts;
    Ok(())
}

/// Ranks the words of each speaker of the plots against those of all others.
fn marking(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    let chosen = comparison::chosen(page);
    let against = |&person: &usize| {
        let id = || page.people[person].id.as_str().into();
        (Pick::Is(id()), Pick::Rest(id()))
    };
    if page.documents || chosen.is_empty() {
        return Ok(());
    }
    let pairs = chosen.iter().map(against).collect();
    let question = Question {
        scales: false,
        columns: Vec::new(),
        terms: AMONG,
        ..Question::new(saved, By::Speaker, pairs)
    };
    let marks = compared::of(saved, &question)?.marks;
    let telling = |m: &&Mark| !m.function_word && m.counts[0] >= FEWEST && m.marking.log_odds > 0.0;
    let words = |of: &[Mark]| {
        let best = of.iter().filter(telling).take(WORDS);
        best.map(|m| (m.term.to_string(), m.counts[0])).collect::<Vec<_>>()
    };
    let all = chosen.iter().zip(&marks);
    let all = all.map(|(&person, marks)| Marking { person, words: words(&marks.of_words) });
    page.marking = all.filter(|m| !m.words.is_empty()).collect();
    Ok(())
}
