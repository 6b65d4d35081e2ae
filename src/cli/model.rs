//! Which weights a run uses: the built-in ones, or those that `rhetor train` wrote.

use rhetor::analysis::{Tools, Unit};
use rhetor::attribution;
use rhetor::attribution::calibration::Calibration;
use rhetor::error::{Error, Kind, Place};
use rhetor::lexicon::load::hex;
use rhetor::report::manifest::Weights;
use rhetor::reported;
use sha2::{Digest, Sha256};
use std::path::Path;
use std::sync::Arc;

/// Name of the weights of attribution in a folder of weights.
pub(super) const ATTRIBUTION: &str = "attribution.csv";
/// Name of the weights of reported speech.
pub(super) const REPORTED: &str = "reported.bin";
/// Name of what makes a ranker's probability a name's.
pub(super) const CALIBRATION: &str = "calibration.csv";

/// What is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Quotes {
    /// What stands in quotation marks
    Direct,
    /// That, and reported speech
    All,
}

/// Takes the weights of a folder where it has them, the built-in ones where not; a folder
/// without any is an error.
pub(super) fn choose(tools: &mut Tools, folder: Option<&Path>, reports: bool) -> Result<(), Error> {
    if reports {
        tools.reported = Some(Arc::new(reported::Model::builtin()?.clone()));
    }
    let Some(folder) = folder else { return Ok(()) };
    let (attribution, reported) = (folder.join(ATTRIBUTION), folder.join(REPORTED));
    if !attribution.exists() && !reported.exists() {
        return Err(Error::at(Place::file(folder.display().to_string()), Kind::NoWeights));
    }
    if attribution.exists() {
        tools.model = weights(&attribution)?;
    }
    let calibration = folder.join(CALIBRATION);
    if calibration.exists() {
        let shown = calibration.display().to_string();
        let text = std::fs::read_to_string(&calibration).map_err(|e| Error::io(shown.clone(), &e))?;
        tools.model.calibration = Calibration::from_csv(&text, &shown)?;
    }
    if reports && reported.exists() {
        let shown = reported.display().to_string();
        let bytes = std::fs::read(&reported).map_err(|e| Error::io(shown.clone(), &e))?;
        tools.reported = Some(Arc::new(reported::Model::from_bytes(&bytes, &shown)?));
    }
    Ok(())
}

/// Weights of attribution, with the built-in calibration.
pub(super) fn weights(path: &Path) -> Result<attribution::Model, Error> {
    let shown = path.display().to_string();
    let text = std::fs::read_to_string(path).map_err(|e| Error::io(shown.clone(), &e))?;
    let calibration = Calibration::builtin()?.clone();
    Ok(attribution::Model { calibration, ..attribution::Model::from_csv(&text, &shown)? })
}

/// What the manifest says of the weights of a run.
pub(super) fn used(tools: &Tools, folder: Option<&Path>) -> Vec<Weights> {
    if tools.unit == Unit::Document {
        return Vec::new();
    }
    // What is built in need not be written to know its bytes.
    let weights = |of: &'static str, name: &str, builtin: &[u8], own: &dyn Fn() -> Vec<u8>| {
        let folder = folder.filter(|folder| folder.join(name).exists());
        Weights {
            of: of.into(),
            folder: folder.map(|folder| folder.display().to_string()),
            about: None,
            sha256: hex(&folder.map_or_else(|| Sha256::digest(builtin), |_| Sha256::digest(own()))),
        }
    };
    let model = &tools.model;
    let (ranker, curve) = (|| model.to_csv().into_bytes(), || model.calibration.to_csv().into_bytes());
    let attribution = weights("attribution", ATTRIBUTION, attribution::Model::BUILTIN.as_bytes(), &ranker);
    let calibration = weights("calibration", CALIBRATION, Calibration::BUILTIN.as_bytes(), &curve);
    let reported = tools.reported.as_ref().map(|model| Weights {
        about: Some(model.about.clone()),
        ..weights("reported speech", REPORTED, reported::Model::BUILTIN, &|| model.to_bytes())
    });
    [attribution, calibration].into_iter().chain(reported).collect()
}
