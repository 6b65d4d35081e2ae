//! Who can be compared: speakers, or groups of them by what a column says.

use crate::compare::timeline::Period;
use crate::error::Error;
use crate::report::Speech;
use crate::report::saved::Saved;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// What makes a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Each speaker alone.
    Speaker,
    /// The type of the speaker.
    Type,
    /// The outlet.
    Source,
    /// When it was said.
    Period(Period),
    /// A column of the user's speakers file, by its place there.
    Attribute(usize),
}

/// What a row must tell for its group to be known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    pub(super) speaker: Option<&'a Arc<str>>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<&'a Arc<str>>,
}

/// The type of a speaker, and what the user's file says by its columns.
type Described = (Option<Arc<str>>, Vec<Option<Arc<str>>>);

/// Speakers by id, with what `speakers.csv` says of each.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    of: HashMap<Arc<str>, Described, foldhash::fast::FixedState>,
}

impl Known {
    /// Reads them where groups depend on them.
    pub(super) fn read(saved: &Saved, speech: Speech, by: By) -> Result<Self, Error> {
        let mut known = Self::default();
        if matches!(by, By::Type | By::Attribute(_)) {
            for row in saved.speakers(speech)? {
                let row = row?;
                if let Some(id) = row.speaker_id {
                    let kind = row.speaker_type.map(|t| Arc::from(t.name()));
                    known.of.insert(id, (kind, row.attributes));
                }
            }
        }
        Ok(known)
    }

    /// The group that something belongs to. What nobody said belongs to none.
    pub(super) fn group(&self, by: By, said: Said<'_>) -> Option<Arc<str>> {
        let speaker = said.speaker?;
        match by {
            By::Speaker => Some(speaker.clone()),
            By::Source => said.source.cloned(),
            By::Period(period) => said.date.map(|date| period.label(date).into()),
            By::Type => self.of.get(speaker)?.0.clone(),
            By::Attribute(at) => self.of.get(speaker)?.1.get(at)?.clone(),
        }
    }
}

/// One group that there is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Value {
    /// What [`super::Pick`] takes.
    pub key: Arc<str>,
    /// As reports name it.
    pub name: Arc<str>,
    /// Articles in which it speaks, one for each of its speakers.
    pub parts: u64,
    /// Words.
    pub words: u64,
}

/// Everybody who can be compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Census {
    /// Most words first; periods in order of time.
    pub values: Vec<Value>,
    /// Words of attributed speech that belong to no group.
    pub without: u64,
}

impl Census {
    /// Counts them.
    ///
    /// # Errors
    /// Where a table is missing or damaged.
    pub fn read(
        saved: &Saved,
        speech: Speech,
        by: By,
        among: &std::collections::BTreeSet<Arc<str>>,
    ) -> Result<Self, Error> {
        let known = Known::read(saved, speech, by)?;
        let mut found: BTreeMap<Arc<str>, (Value, Names)> = BTreeMap::new();
        let mut without = 0;
        for row in saved.speaker_articles(speech)? {
            let row = row?;
            let said = Said { speaker: row.speaker_id.as_ref(), date: row.date, source: row.source.as_ref() };
            let asked = said.speaker.is_some_and(|id| among.is_empty() || among.contains(id));
            // What was printed before makes no article of its own.
            if !asked || row.n_quotes_counted == 0 {
                continue;
            }
            let Some(key) = known.group(by, said) else {
                without += row.n_words;
                continue;
            };
            let name = if by == By::Speaker { row.speaker } else { key.clone() };
            let (value, names) = found.entry(key.clone()).or_default();
            value.key = key;
            value.parts += 1;
            value.words += row.n_words;
            *names.entry(name).or_default() += 1;
        }
        let mut values: Vec<Value> = found.into_values().map(|(value, names)| named(value, &names)).collect();
        distinct(&mut values);
        match by {
            By::Period(_) => values.sort_by(|a, b| a.key.cmp(&b.key)),
            _ => values.sort_by(|a, b| b.words.cmp(&a.words).then_with(|| a.name.cmp(&b.name))),
        }
        Ok(Self { values, without })
    }

    /// The value of a key.
    pub fn name(&self, key: &str) -> Arc<str> {
        self.values.iter().find(|v| &*v.key == key).map_or_else(|| key.into(), |v| v.name.clone())
    }
}

/// Names that articles used, with how many did.
type Names = BTreeMap<Arc<str>, u64>;

/// The name that most articles used.
fn named(value: Value, names: &Names) -> Value {
    let most = names.iter().max_by_key(|(name, n)| (**n, std::cmp::Reverse((*name).clone())));
    Value { name: most.map_or_else(|| value.key.clone(), |(name, _)| name.clone()), ..value }
}

/// Two speakers of one name are told apart by their ids.
fn distinct(values: &mut [Value]) {
    let mut count: HashMap<Arc<str>, u64, foldhash::fast::FixedState> = HashMap::default();
    for value in values.iter() {
        *count.entry(value.name.clone()).or_default() += 1;
    }
    for value in values.iter_mut().filter(|v| count[&v.name] > 1) {
        value.name = format!("{} ({})", value.name, value.key).into();
    }
}
