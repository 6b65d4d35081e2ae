//! Which speakers the page shows, and what all of them together said.
//!
//! Shown are those with most words and, of each category, those with the highest rates among
//! speakers who have enough data; below them some of those who have not. How many depends on
//! the number of categories alone, since each speaker has a row in every category's table.

use super::super::model::{Measured, Page, Person, Standing, Totals};
use crate::error::Error;
use crate::lexicon::facts::Facts;
use crate::report::alike::{self, Summed};
use crate::report::saved::{Saved, Speaker};
use crate::speaker::Type;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// How many of each kind are shown.
struct Most {
    words: usize,
    leaders: usize,
    thin: usize,
    descriptions: usize,
}

impl Most {
    fn of(categories: usize) -> Self {
        let share = |rows: usize, least: usize, most: usize| (rows / categories.max(1)).clamp(least, most);
        Self {
            words: share(1_300, 15, 100),
            leaders: share(130, 1, 10),
            thin: share(400, 5, 30),
            descriptions: share(260, 5, 20),
        }
    }
}

/// Those who lead in one category, highest first, by rate and place in the table.
type Leaders = Vec<(f64, u64, Person)>;

/// Reads them in one pass over the table of speakers.
pub(super) fn read(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    let most = Most::of(page.categories.len());
    let mut chosen: BTreeMap<u64, Person> = BTreeMap::new();
    let mut leaders: Vec<Leaders> = vec![Vec::new(); page.categories.len()];
    let mut totals = Totals::default();
    let mut summed: Vec<Summed> = Vec::new();
    for (at, speaker) in saved.speakers(saved.speech())?.enumerate() {
        let speaker = speaker?;
        if speaker.speaker_id.is_none() {
            continue;
        }
        if let Some(kind) = speaker.speaker_type.filter(|_| summed.len() < alike::MOST) {
            summed.push(Summed { name: speaker.speaker.clone(), kind, articles: speaker.n_articles });
        }
        let person = person(&speaker, page.categories.len());
        let (so_far, shown) = match person.standing {
            Standing::Ranked => (&mut totals.ranked, most.words),
            Standing::Thin => (&mut totals.thin, most.thin),
            Standing::Description => (&mut totals.descriptions, most.descriptions),
        };
        *so_far += 1;
        // The table has most words first.
        if *so_far <= shown as u64 {
            chosen.insert(at as u64, person);
        } else if person.standing == Standing::Ranked {
            lead(&mut leaders, (at as u64, &person), most.leaders);
        }
        totals.quotes += speaker.n_quotes;
        totals.counted += speaker.n_quotes_counted;
        if let Some((first, last)) = speaker.dates {
            totals.first = Some(totals.first.map_or(first, |d: Date| d.min(first)));
            totals.last = Some(totals.last.map_or(last, |d: Date| d.max(last)));
        }
    }
    chosen.extend(leaders.into_iter().flatten().map(|(_, at, person)| (at, person)));
    let count =
        |name: &str| saved.manifest.pointer(&format!("/counts/{name}")).and_then(serde_json::Value::as_u64);
    totals.articles = count("articles").or_else(|| count("documents")).unwrap_or_default();
    totals.speakers = totals.ranked + totals.thin + totals.descriptions;
    page.totals = totals;
    page.alike = alike::pairs(&summed, &Facts::builtin()?);
    page.people = chosen.into_values().collect();
    Ok(())
}

/// Lets somebody in among the leaders of each category where the rate is high enough. Those
/// with most words are shown anyhow, so that these may be more than leaders, never fewer.
fn lead(leaders: &mut [Leaders], (at, person): (u64, &Person), most: usize) {
    for (of, measured) in leaders.iter_mut().zip(&person.rates) {
        let Some(rate) = measured.as_ref().filter(|m| m.hits > 0).map(|m| m.per_1000) else { continue };
        if of.len() < most || of.last().is_some_and(|(lowest, _, _)| rate > *lowest) {
            of.push((rate, at, person.clone()));
            of.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            of.truncate(most);
        }
    }
}

fn person(speaker: &Speaker, categories: usize) -> Person {
    let described = speaker.speaker_type.is_some_and(|t| matches!(t, Type::Unnamed | Type::Group));
    let standing = match (described, speaker.low_data) {
        (true, _) => Standing::Description,
        (false, true) => Standing::Thin,
        (false, false) => Standing::Ranked,
    };
    let measured = |of: &crate::report::saved::SpeakerCategory| {
        let (per_1000, (low, high)) = of.per_1000.zip(of.interval)?;
        let top_terms = of.top_terms.as_deref().unwrap_or_default().to_string();
        Some(Measured { hits: of.hits, per_1000, low, high, top_terms })
    };
    let mut rates: Vec<Option<Measured>> = speaker.categories.iter().map(measured).collect();
    rates.resize(categories, None);
    Person {
        name: speaker.speaker.to_string(),
        id: speaker.speaker_id.as_deref().unwrap_or_default().to_string(),
        kind: speaker.speaker_type.map(|t| t.name().to_string()).unwrap_or_default(),
        standing,
        articles: speaker.n_articles,
        words: speaker.n_words,
        rates,
        evidence: Vec::new(),
    }
}
