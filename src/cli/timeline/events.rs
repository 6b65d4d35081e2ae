//! A table of what happened when: `date,label`.

use rhetor::error::{Error, Kind, Place};
use rhetor::report::timed::Event;
use rhetor::table::Rows;
use std::path::Path;

pub(crate) fn read(path: &Path) -> Result<Vec<Event>, Error> {
    let file = path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| Error::io(file.clone(), &e))?;
    let bad = |e: std::str::Utf8Error| Error::at(Place::file(file.clone()), Kind::NotUtf8(e.valid_up_to()));
    let text = std::str::from_utf8(&bytes).map_err(bad)?;
    let mut rows = Rows::new(text, &file)?;
    let (date, label) = (rows.needed("date")?, rows.needed("label")?);
    let mut events = Vec::new();
    while let Some(row) = rows.next_row()? {
        let read = row.cell(Some(date)).unwrap_or_default();
        let place = || Place::line(file.clone(), row.line);
        let day = read.parse().map_err(|_| Error::at(place(), Kind::BadEventDate(read.into())))?;
        let label = row.cell(Some(label)).unwrap_or_default();
        events.push(Event { date: day, label: label.into() });
    }
    Ok(events)
}
