//! The sides of all pairs, read in one pass over `speaker_articles.csv`.

use super::who::{Known, Said};
use super::{Census, Pick, Question};
use crate::compare::sides::{Measures, Side};
use crate::error::Error;
use crate::report::saved::Saved;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Sides, and how to tell on which of them something is.
pub(super) struct Loaded {
    pub(super) sides: Vec<Side>,
    known: Known,
    on: BTreeMap<Arc<str>, Vec<usize>>,
    /// Of a group that no side is named after.
    others: Vec<usize>,
}

impl Loaded {
    /// The sides that something is said on.
    pub(super) fn on(&self, question: &Question, said: Said<'_>) -> &[usize] {
        let Some(id) = said.speaker else { return &[] };
        if !question.among.is_empty() && !question.among.contains(id) {
            return &[];
        }
        let Some(group) = self.known.group(question.by, said) else { return &[] };
        self.on.get(&group).unwrap_or(&self.others)
    }
}

type Numbers = HashMap<Arc<str>, u32, foldhash::fast::FixedState>;

pub(super) fn sides(
    saved: &Saved,
    question: &Question,
    measures: Measures,
    names: &[Pick],
) -> Result<Loaded, Error> {
    let census = Census::read(saved, question.speech, question.by, &question.among)?;
    let named = |pick: &Pick| match pick {
        Pick::Is(key) => Side::named(census.name(key)),
        Pick::Rest(key) => Side::named(format!("all but {}", census.name(key))),
    };
    let mut on: BTreeMap<Arc<str>, Vec<usize>> = BTreeMap::new();
    let others: Vec<usize> = (0..names.len()).filter(|&at| matches!(names[at], Pick::Rest(_))).collect();
    for pick in names {
        let (Pick::Is(key) | Pick::Rest(key)) = pick;
        let holds = |&at: &usize| match &names[at] {
            Pick::Is(other) => other == key,
            Pick::Rest(other) => other != key,
        };
        on.insert(key.clone(), (0..names.len()).filter(holds).collect());
    }
    let known = Known::read(saved, question.speech, question.by)?;
    let mut loaded = Loaded { sides: names.iter().map(named).collect(), known, on, others };
    let mut numbers = Numbers::default();
    for row in saved.speaker_articles(question.speech)? {
        let row = row?;
        // What was printed before makes no article of its own.
        if row.n_quotes_counted == 0 {
            continue;
        }
        let said = Said { speaker: row.speaker_id.as_ref(), date: row.date, source: row.source.as_ref() };
        let on = loaded.on(question, said).to_vec();
        let next = numbers.len() as u32;
        let article = *numbers.entry(row.article_id.clone()).or_insert(next);
        let counted = |hits: u64| if question.stances.is_empty() { hits } else { 0 };
        let slots = measures.row(&row.part(), |counts| counted(counts.hits));
        for at in on {
            loaded.sides[at].add(article, &slots);
        }
    }
    if !question.stances.is_empty() {
        by_stance(saved, question, measures, &numbers, &mut loaded)?;
    }
    loaded.sides.iter_mut().for_each(|side| side.close(measures));
    Ok(loaded)
}

/// Hits of some stances, from the rows of `evidence.csv`: the other table adds them all up.
fn by_stance(
    saved: &Saved,
    question: &Question,
    measures: Measures,
    numbers: &Numbers,
    loaded: &mut Loaded,
) -> Result<(), Error> {
    for hit in saved.evidence(question.speech)? {
        let hit = hit?;
        if !hit.in_counted || !question.stances.contains(&hit.stance) {
            continue;
        }
        let said = Said { speaker: hit.speaker_id.as_ref(), date: hit.date, source: hit.source.as_ref() };
        let on = loaded.on(question, said).to_vec();
        let Some(&article) = numbers.get(&hit.article_id) else { continue };
        for column in saved.columns_of(&hit.category, &hit.part) {
            for &at in &on {
                loaded.sides[at].add(article, &measures.hit(column));
            }
        }
    }
    Ok(())
}
