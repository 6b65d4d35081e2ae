//! `rhetor speakers`: who could be whom; and the speakers file of a run.

use super::Failure;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::report::{Run, identity};
use rhetor::speaker::roster::Roster;
use rhetor::tally::Tally;
use std::path::Path;
use std::sync::Arc;

/// Reads the speakers file, where there is one.
pub(crate) fn roster(file: Option<&Path>) -> Result<Arc<Roster>, Failure> {
    let Some(file) = file else { return Ok(Arc::default()) };
    let shown = file.display().to_string();
    Ok(Arc::new(Roster::read(&text(file)?, &shown).map_err(Failure::Usage)?))
}

/// The text of a table.
fn text(file: &Path) -> Result<String, Failure> {
    let shown = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|e| Failure::Usage(Error::io(shown.as_str(), &e)))?;
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        Failure::Usage(Error::at(Place::file(shown), Kind::NotUtf8(at)))
    })
}

/// Refuses a speakers file with a column that a table has already.
pub(crate) fn columns_are_free(run: &Run) -> Result<(), Failure> {
    identity::taken_column(run).map_or(Ok(()), |taken| {
        let place = Place::line(run.roster.file.clone(), 1);
        Err(Failure::Usage(Error::at(place, Kind::TakenColumn(taken.into()))))
    })
}

/// The names of the speakers file under which nobody was quoted.
pub(crate) fn never_quoted(run: &Run, tally: &Tally) -> Vec<Problem> {
    let absent = run.roster.people.iter().filter(|listed| !tally.speakers.contains_key(&listed.key));
    let problem = |listed: &rhetor::speaker::roster::Listed| {
        let place = Place::line(run.roster.file.clone(), listed.line);
        Problem::kept(place, Kind::NeverQuoted(listed.name.to_string()))
    };
    absent.map(problem).collect()
}
