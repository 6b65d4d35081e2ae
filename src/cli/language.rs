//! Which languages are scored: `--lang`.

use rhetor::document::Document;
use rhetor::document::language;
use rhetor::error::{Effect, Kind, Place, Problem};
use std::sync::Arc;

/// The option as given.
#[derive(clap::Args, Debug)]
pub(crate) struct Languages {
    /// Languages that are scored, as codes (en,fr); any for all. Articles of which it is not sure are kept
    #[arg(long, value_name = "CODES", value_delimiter = ',', default_value = "en")]
    lang: Vec<String>,
}

impl Languages {
    /// The languages asked for, as codes; none where any will do.
    pub(crate) fn wanted(&self) -> Vec<Arc<str>> {
        let any = self.lang.iter().any(|lang| lang.eq_ignore_ascii_case("any"));
        if any { Vec::new() } else { self.lang.iter().map(|lang| language::code(lang)).collect() }
    }
}

/// Why an article is left out, if its language is none of these; `problems` are what was said
/// of it.
pub(crate) fn left_out(document: &Document, problems: &[Problem], wanted: &[Arc<str>]) -> Option<Problem> {
    let language = document.language.as_ref()?;
    if wanted.is_empty() || wanted.contains(&language.code) {
        return None;
    }
    let reads = problems.iter().find_map(|p| match &p.kind {
        Kind::TwoLanguages(_, reads) => Some(reads.clone()),
        _ => None,
    });
    let (id, code) = (document.id.to_string(), language.code.to_string());
    let kind = Kind::OtherLanguage(id, code, language.guessed, reads);
    let place = Place { file: document.file.clone(), line: document.line, column: None };
    Some(Problem { place, kind, effect: Effect::LeftOut })
}
