//! Which quotes the page shows under each number, and where the terms stand in them.
//!
//! Of the quotes of a speaker with a hit of a category that counts, so many are drawn by lot:
//! those whose id has the smallest hash, which is the same on every machine and favours
//! nobody's loudest words. They are shown in the order of their dates.

use super::super::excerpt;
use super::super::model::{Evidence, Found, Page, Quote};
use super::terms;
use crate::error::Error;
use crate::report::saved::{self, Saved};
use crate::report::{Speech, Table};
use sha2::{Digest, Sha256};
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// Quotes shown of a speaker and category at most.
const MOST: usize = 12;
/// Quotes shown on the whole page, about; where there would be more, each number has fewer.
const BUDGET: usize = 3_000;

/// Bytes that the page may spend on all of the quotes that are shown in part.
const IN_FULL: usize = 1_500_000;
/// Bytes that a marked term adds, about.
const MARK: usize = 120;

/// By a text; only ever looked up, never walked.
type By<T> = HashMap<Arc<str>, T, foldhash::fast::FixedState>;

/// The quotes of one speaker and category.
#[derive(Clone, Debug, Default)]
struct Lot {
    all: u64,
    kept: BTreeSet<(u64, Arc<str>)>,
    last: Option<Arc<str>>,
}

/// Reads them in two passes over the evidence and one over the quotes.
pub(super) fn read(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    let mut lots = draw(saved, page)?;
    page.per_cell = thin_out(&mut lots);
    let mut places: By<usize> = By::default();
    for (_, id) in lots.iter().flatten().flat_map(|lot| &lot.kept) {
        let next = places.len();
        places.entry(id.clone()).or_insert(next);
    }
    page.quotes = vec![Quote::default(); places.len()];
    let hits = hits(saved, page, &places)?;
    if saved.speech() == Speech::Whole {
        sources(saved, page)?;
    } else {
        texts(saved, page, &places)?;
    }
    for (quote, hits) in page.quotes.iter_mut().zip(hits) {
        terms::mark(quote, hits);
    }
    let of =
        |lot: &Lot| Evidence { quotes: lot.all, shown: lot.kept.iter().map(|(_, id)| places[id]).collect() };
    for (person, lots) in page.people.iter_mut().zip(&lots) {
        person.evidence = lots.iter().map(of).collect();
        for evidence in &mut person.evidence {
            evidence.shown.sort_by_key(|&at| (page.quotes[at].date, &page.quotes[at].id));
        }
    }
    find_room(page);
    Ok(())
}

/// Says which of the long quotes the page has room for in full, the first speakers' first.
fn find_room(page: &mut Page) {
    let mut left = IN_FULL;
    let shown = page.people.iter().flat_map(|person| &person.evidence).flat_map(|evidence| &evidence.shown);
    let mut uses = vec![0; page.quotes.len()];
    shown.for_each(|&at| uses[at] += 1);
    for (quote, uses) in page.quotes.iter_mut().zip(uses) {
        let needed = uses * (quote.text.len() + MARK * quote.marks.len());
        if excerpt::is_long(quote) && needed <= left {
            left -= needed;
            quote.in_full = true;
        }
    }
}

/// Counts and draws by speaker, then category.
fn draw(saved: &Saved, page: &Page) -> Result<Vec<Vec<Lot>>, Error> {
    let people: By<usize> = page.people.iter().enumerate().map(|(at, p)| (Arc::from(&*p.id), at)).collect();
    let categories = categories(page);
    let mut lots = vec![vec![Lot::default(); page.categories.len()]; page.people.len()];
    for row in saved.evidence(saved.speech())? {
        let row = row?;
        let person = row.speaker_id.as_ref().and_then(|id| people.get(id));
        let (Some(&person), Some(&category)) = (person, categories.get(&row.category)) else { continue };
        if !row.counted {
            continue;
        }
        let (lot, id) = (&mut lots[person][category], id(&row));
        // The hits of a quote stand together.
        if lot.last.as_ref() != Some(&id) {
            lot.all += 1;
            lot.kept.insert((by_lot(&id), id.clone()));
            lot.last = Some(id);
            if lot.kept.len() > MOST {
                lot.kept.pop_last();
            }
        }
    }
    Ok(lots)
}

fn categories(page: &Page) -> By<usize> {
    page.categories.iter().enumerate().map(|(at, c)| (Arc::from(&*c.name), at)).collect()
}

/// What is shown as one: a quote, or a hit of a document with the words around it.
fn id(row: &saved::Evidence) -> Arc<str> {
    let of_document = || format!("{} {}", row.article_id, row.span.unwrap_or_default().0).into();
    row.quote_id.clone().unwrap_or_else(of_document)
}

fn by_lot(id: &str) -> u64 {
    let hash = Sha256::digest(id.as_bytes());
    hash.iter().take(8).fold(0, |number, &byte| (number << 8) | u64::from(byte))
}

/// Takes out quotes until the page holds no more than it may, the same number everywhere.
fn thin_out(lots: &mut [Vec<Lot>]) -> usize {
    let shown = |most: usize| lots.iter().flatten().map(|lot| lot.kept.len().min(most)).sum::<usize>();
    let most = (1..=MOST).rev().find(|&most| shown(most) <= BUDGET).unwrap_or(1);
    for lot in lots.iter_mut().flatten() {
        while lot.kept.len() > most {
            lot.kept.pop_last();
        }
    }
    most
}

/// A hit, and where in the article it stands.
pub(super) type Placed = (Option<(u64, u64)>, Arc<str>, Found);

/// The hits of the quotes that are shown, those included that do not count.
fn hits(saved: &Saved, page: &mut Page, places: &By<usize>) -> Result<Vec<Vec<Placed>>, Error> {
    let categories = categories(page);
    let mut hits = vec![Vec::new(); places.len()];
    for row in saved.evidence(saved.speech())? {
        let row = row?;
        let (Some(&place), Some(&category)) = (places.get(&id(&row)), categories.get(&row.category)) else {
            continue;
        };
        if row.quote_id.is_none() && page.quotes[place].text.is_empty() {
            page.quotes[place] = in_context(&row);
        }
        hits[place].push((row.span, row.matched.clone(), found(&row, category)));
    }
    Ok(hits)
}

fn found(row: &saved::Evidence, category: usize) -> Found {
    Found {
        category,
        part: row.part.to_string(),
        entry: row.entry.to_string(),
        stance: row.stance,
        cue: row.stance_cue.as_ref().map(ToString::to_string),
        counted: row.counted,
    }
}

/// A hit of a document, whose whole text no table has.
fn in_context(row: &saved::Evidence) -> Quote {
    let left = if row.left.is_empty() { String::new() } else { format!("… {} ", row.left) };
    let start = row.span.map_or(0, |(start, _)| start);
    Quote {
        id: id(row).to_string(),
        article: row.article_id.to_string(),
        date: row.date,
        source: row.source.as_ref().map(ToString::to_string),
        start: Some(start.saturating_sub(left.chars().count() as u64)),
        text: format!("{left}{} {} …", row.matched, row.right),
        ..Quote::default()
    }
}

/// Where the documents are from whose passages are shown: their own ids, titles, addresses.
fn sources(saved: &Saved, page: &mut Page) -> Result<(), Error> {
    let mut of: By<Vec<usize>> = By::default();
    for (at, quote) in page.quotes.iter().enumerate() {
        of.entry(quote.article.as_str().into()).or_default().push(at);
    }
    let mut rows = saved.rows(Table::Quotes, Speech::Whole)?;
    while let Some(row) = rows.next_row()? {
        let Some(passages) = row.text("article_id").and_then(|id| of.get(id)) else { continue };
        let text = |column: &str| row.text(column).map(str::to_string);
        for &at in passages {
            let quote = &mut page.quotes[at];
            quote.article = text("document").unwrap_or_default();
            (quote.title, quote.url, quote.language) = (text("title"), text("url"), text("lang"));
        }
    }
    Ok(())
}

/// The texts of the quotes that are shown.
fn texts(saved: &Saved, page: &mut Page, places: &By<usize>) -> Result<(), Error> {
    let mut rows = saved.rows(Table::Quotes, saved.speech())?;
    rows.needed("text")?;
    while let Some(row) = rows.next_row()? {
        let Some(&place) = row.text("quote_id").and_then(|id| places.get(id)) else { continue };
        let text = |column: &str| row.text(column).map(str::to_string);
        page.quotes[place] = Quote {
            id: text("quote_id").unwrap_or_default(),
            article: text("article").unwrap_or_default(),
            date: row.date("date")?,
            source: text("source"),
            title: text("title"),
            url: text("url"),
            language: text("lang"),
            start: row.count("char_start")?,
            text: text("text").unwrap_or_default(),
            text_cut: row.flag("text_cut")?.unwrap_or_default(),
            in_full: false,
            confidence: row.number("confidence")?,
            mention: text("speaker_mention"),
            marks: Vec::new(),
        };
    }
    Ok(())
}
