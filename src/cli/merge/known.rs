//! What parts were scored with, found again by whoever merges.

use super::Args;
use super::index::Index;
use crate::cli::{Failure, lexicons, score, speakers};
use rhetor::analysis::Unit;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::lexicon::{Lexicon, builtin};
use rhetor::report::Run;
use rhetor::report::stream::{Listed, Settings};
use rhetor::score::valence::Mode;
use rhetor::speaker::roster::Roster;
use std::sync::Arc;

/// What the reports of these parts are about.
pub(super) fn run(args: &Args, index: &Index, said: &mut Vec<Problem>) -> Result<Run, Failure> {
    let Some(first) = index.segments.first() else { return Ok(Run::new(Vec::new())) };
    let settings = &first.end.settings;
    let part = first.name();
    let lexicons = chosen(&args.lexicon, settings, &part, said)?;
    let roster = roster(args, settings, &part)?;
    let run = Run {
        roster,
        min_words: args.making.min_words,
        min_confidence: settings.min_confidence,
        reported: settings.quotes == "all",
        valence: Mode::ALL.into_iter().find(|mode| mode.name() == settings.valence),
        unit: if settings.unit == Unit::Document.name() { Unit::Document } else { Unit::Quote },
        duplicates: args.making.duplicates.into(),
        ..Run::new(lexicons)
    };
    let own = score::lexicon_sha256(&run)?;
    if own != first.end.lexicon_sha256 {
        let (theirs, this) = (first.end.lexicon_sha256.clone(), "this program".to_string());
        return Err(Error::at(part, Kind::OtherSettings("lexicons".into(), theirs, this, own)).into());
    }
    Ok(run)
}

/// The lexicons by name: those that are given, else those that are built in.
fn chosen(
    given: &[String],
    settings: &Settings,
    part: &Place,
    said: &mut Vec<Problem>,
) -> Result<Vec<Lexicon>, Failure> {
    let mut loaded = Vec::new();
    for name in given {
        let (lexicon, problems) = lexicons::find(name);
        said.extend(problems);
        let lexicon = lexicon.map_err(Failure::Usage)?;
        if !settings.lexicons.contains(&Listed::from(&lexicon)) {
            return Err(Error::at(lexicon.place, Kind::NotUsed("lexicon")).into());
        }
        loaded.push(lexicon);
    }
    let mut chosen = Vec::new();
    for Listed { name, sha256 } in &settings.lexicons {
        let own = loaded.iter().find(|lexicon| lexicon.name == *name);
        let built_in = builtin::get(name).and_then(Result::ok);
        let Some(lexicon) = own.or(built_in).filter(|lexicon| lexicon.sha256 == *sha256) else {
            let kind = Kind::NotGiven("lexicon", name.clone(), sha256.clone());
            return Err(Error::at(part.clone(), kind).into());
        };
        chosen.push(lexicon.clone());
    }
    said.extend(lexicons::shared(&chosen));
    Ok(chosen)
}

fn roster(args: &Args, settings: &Settings, part: &Place) -> Result<Arc<Roster>, Failure> {
    let roster = speakers::roster(args.speakers.as_deref())?;
    match (&settings.speakers, &args.speakers) {
        (Some(Listed { name, sha256 }), None) => {
            let kind = Kind::NotGiven("speakers file", name.clone(), sha256.clone());
            Err(Error::at(part.clone(), kind).into())
        }
        (Some(Listed { sha256, .. }), Some(_)) if *sha256 == roster.sha256 => Ok(roster),
        (None, None) => Ok(roster),
        (_, Some(file)) => {
            let place = Place::file(file.display().to_string());
            Err(Error::at(place, Kind::NotUsed("speakers file")).into())
        }
    }
}
