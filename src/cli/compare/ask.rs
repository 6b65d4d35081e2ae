//! What the command line asks, in terms of the results: whom, in what, by which groups.

use super::super::{Failure, near};
use super::{Against, Args};
use rhetor::compare::timeline::Period;
use rhetor::error::{Error, Kind, Place};
use rhetor::report::compared::{By, Census, Pick, Question, Value};
use rhetor::report::saved::Saved;
use rhetor::report::terminal::many;
use rhetor::score::Stance;
use rhetor::text::fold;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Groups compared where none are named.
const GROUPS: usize = 6;
/// The same, each against the rest.
const GROUPS_AGAINST: usize = 40;

pub(super) struct Asked {
    pub(super) question: Question,
    /// What was decided for the user, to be said.
    pub(super) notes: Vec<String>,
}

pub(super) fn question(saved: &Saved, args: &Args, top: usize) -> Result<Asked, Failure> {
    let speech = args.speech.of(saved)?;
    let place = Place::file(saved.folder.display().to_string());
    let mut notes = Vec::new();
    let nobody = BTreeSet::new();
    let (by, among, pairs) = match &args.by {
        None => {
            let census = Census::read(saved, speech, By::Speaker, &nobody)?;
            let chosen = chosen(&place, "speaker", &args.speakers, &census)?;
            let pairs = match (args.against, &chosen[..]) {
                (_, []) => return Err(nobody_named(place, &census)),
                (Some(Against::Rest), all) => against_rest(all),
                (None, [one]) => return Err(nobody_else(place, &census, one)),
                (None, all) => every_pair(all),
            };
            (By::Speaker, nobody, pairs)
        }
        Some(column) => {
            let by = by(saved, &place, column, args.period.into())?;
            let speakers = Census::read(saved, speech, By::Speaker, &nobody)?;
            let among = chosen(&place, "speaker", &args.speakers, &speakers)?;
            let among: BTreeSet<Arc<str>> = among.into_iter().collect();
            let census = Census::read(saved, speech, by, &among)?;
            if census.without > 0 {
                notes.push(format!("{} without a {column} left out", many(census.without, "word")));
            }
            let pairs = groups(args, &place, by, column, &census, &mut notes)?;
            (by, among, pairs)
        }
    };
    let mut question = Question::new(saved, by, pairs);
    question.speech = speech;
    question.among = among;
    question.columns = columns(saved, &place, args)?;
    question.stances =
        Stance::ALL.into_iter().filter(|s| args.stance.iter().any(|a| a == s.name())).collect();
    question.terms = top;
    question.seed = args.seed;
    question.min_words = args.min_words.unwrap_or(question.min_words);
    Ok(Asked { question, notes })
}

/// Keys of the names that were given.
fn chosen(
    place: &Place,
    what: &'static str,
    asked: &[String],
    census: &Census,
) -> Result<Vec<Arc<str>>, Failure> {
    let mut keys: Vec<Arc<str>> = Vec::new();
    for asked in asked {
        // A name may have a comma in it.
        let whole = find(census, asked);
        let parts: Vec<&str> =
            if whole.is_empty() { asked.split(',').map(str::trim).collect() } else { vec![asked] };
        for part in parts.into_iter().filter(|part| !part.is_empty()) {
            let found = find(census, part);
            let [one] = found[..] else {
                let near = if found.is_empty() {
                    near::names(part, census.values.iter().map(|v| &*v.name))
                } else {
                    found.iter().map(|v| v.key.to_string()).collect()
                };
                let near = if near.is_empty() { most(census) } else { near };
                let kind = Kind::NotInResults(what, part.into(), near);
                return Err(Failure::Usage(Error::at(place.clone(), kind)));
            };
            if !keys.contains(&one.key) {
                keys.push(one.key.clone());
            }
        }
    }
    Ok(keys)
}

/// Id and name.
pub(crate) type Named = (Arc<str>, Arc<str>);

/// The speakers that were given.
pub(crate) fn speakers_of(
    saved: &Saved,
    speech: rhetor::report::Speech,
    place: &Place,
    asked: &[String],
) -> Result<Vec<Named>, Failure> {
    let census = Census::read(saved, speech, By::Speaker, &BTreeSet::new())?;
    let keys = chosen(place, "speaker", asked, &census)?;
    Ok(keys.into_iter().map(|key| (key.clone(), census.name(&key))).collect())
}

/// Those of that name or id; of one name there may be several.
fn find<'a>(census: &'a Census, asked: &str) -> Vec<&'a Value> {
    let asked = fold::plain(asked.trim());
    let by_key: Vec<&Value> = census.values.iter().filter(|v| fold::plain(&v.key) == asked).collect();
    if !by_key.is_empty() {
        return by_key;
    }
    let is = |v: &&Value| {
        let bare = v.name.strip_suffix(&*format!(" ({})", v.key)).unwrap_or(&v.name);
        fold::plain(&v.name) == asked || fold::plain(bare) == asked
    };
    census.values.iter().filter(is).collect()
}

/// The names with most words.
fn most(census: &Census) -> Vec<String> {
    census.values.iter().take(5).map(|v| v.name.to_string()).collect()
}

fn nobody_named(place: Place, census: &Census) -> Failure {
    Failure::Usage(Error::at(place, Kind::NobodyToCompare(most(census))))
}

fn nobody_else(place: Place, census: &Census, one: &str) -> Failure {
    let others = census.values.iter().filter(|v| &*v.key != one);
    let others = others.take(5).map(|v| v.name.to_string()).collect();
    Failure::Usage(Error::at(place, Kind::OneToCompare(census.name(one).to_string(), others)))
}

fn against_rest(keys: &[Arc<str>]) -> Vec<(Pick, Pick)> {
    keys.iter().map(|key| (Pick::Is(key.clone()), Pick::Rest(key.clone()))).collect()
}

fn every_pair(keys: &[Arc<str>]) -> Vec<(Pick, Pick)> {
    let is = |key: &Arc<str>| Pick::Is(key.clone());
    let behind = |at: usize| keys[at + 1..].iter().map(move |b| (is(&keys[at]), is(b)));
    (0..keys.len()).flat_map(behind).collect()
}

/// What makes a group, by the name of a column.
fn by(saved: &Saved, place: &Place, column: &str, period: Period) -> Result<By, Failure> {
    let plain = fold::plain(column);
    if let Some(at) = saved.attributes.iter().position(|a| fold::plain(a) == plain) {
        return Ok(By::Attribute(at));
    }
    let periods = Period::ALL.into_iter().find(|p| p.name() == plain);
    Ok(match (&*plain, periods) {
        ("source", _) => By::Source,
        ("type" | "speaker_type", _) => By::Type,
        ("period" | "date", _) => By::Period(period),
        (_, Some(period)) => By::Period(period),
        _ => {
            let fixed = ["source", "period", "type"].map(String::from);
            let known = saved.attributes.iter().cloned().chain(fixed).collect();
            let kind = Kind::NotInResults("column", column.into(), known);
            return Err(Failure::Usage(Error::at(place.clone(), kind)));
        }
    })
}

fn groups(
    args: &Args,
    place: &Place,
    by: By,
    column: &str,
    census: &Census,
    notes: &mut Vec<String>,
) -> Result<Vec<(Pick, Pick)>, Failure> {
    let mut keys = chosen(place, "group", &args.groups, census)?;
    let named = !keys.is_empty();
    let against = args.against.is_some();
    if !named {
        keys = census.values.iter().map(|v| v.key.clone()).collect();
        if matches!(by, By::Period(_)) && !against {
            // Each with the one before it.
            let pairs = keys.windows(2).map(|w| (Pick::Is(w[0].clone()), Pick::Is(w[1].clone())));
            return enough(pairs.collect(), place, column, census);
        }
        let most = if against { GROUPS_AGAINST } else { GROUPS };
        if keys.len() > most {
            let left = keys.len() - most;
            notes.push(format!(
                "the {most} with most words are compared, {left} more are not: name some with --groups{}",
                if against { "" } else { ", or add --against rest" }
            ));
            keys.truncate(most);
        }
    }
    let pairs = if against && census.values.len() > 1 { against_rest(&keys) } else { every_pair(&keys) };
    enough(pairs, place, column, census)
}

/// One group alone compares with nothing.
fn enough(
    pairs: Vec<(Pick, Pick)>,
    place: &Place,
    column: &str,
    census: &Census,
) -> Result<Vec<(Pick, Pick)>, Failure> {
    if pairs.is_empty() {
        let kind = Kind::OneGroup(column.into(), most(census));
        return Err(Failure::Usage(Error::at(place.clone(), kind)));
    }
    Ok(pairs)
}

/// Places of the categories that were asked for, parts behind their whole.
pub(crate) fn columns_of(
    saved: &Saved,
    place: &Place,
    asked: &[String],
    parts: bool,
) -> Result<Vec<usize>, Failure> {
    let names: BTreeSet<&str> = saved.categories.iter().flat_map(|c| [&*c.name, &*c.part]).collect();
    for asked in asked {
        if !names.iter().any(|n| !n.is_empty() && fold::plain(n) == fold::plain(asked)) {
            let known = names.iter().copied().filter(|n| !n.is_empty());
            let mut near = near::names(asked, known);
            if near.is_empty() {
                near = saved.wholes().map(|(_, c)| c.name.clone()).collect();
            }
            let kind = Kind::NotInResults("category", asked.clone(), near);
            return Err(Failure::Usage(Error::at(place.clone(), kind)));
        }
    }
    let is = |name: &str| asked.iter().any(|a| fold::plain(a) == fold::plain(name));
    let wanted = |at: &usize| {
        let category = &saved.categories[*at];
        match (asked.is_empty(), category.part.is_empty()) {
            (true, whole) => whole || parts,
            (false, true) => is(&category.name),
            (false, false) => is(&category.part) || (parts && is(&category.name)),
        }
    };
    Ok((0..saved.categories.len()).filter(wanted).collect())
}

fn columns(saved: &Saved, place: &Place, args: &Args) -> Result<Vec<usize>, Failure> {
    columns_of(saved, place, &args.category, args.parts)
}
