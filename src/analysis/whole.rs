//! A speech, transcript or tweet whose speaker is known: the whole text is one unit.
//!
//! Nobody is looked for in it: quotation marks, labels and names are words like all others,
//! so that what a speaker quotes counts for the speaker. Its pieces are its paragraphs, as
//! those of a quotation are; no term and no negation runs over the end of one.

use super::{Analysis, Desk, Finding, Tools};
use crate::attribution::{Attribution, Scene, Silence};
use crate::document::Document;
use crate::lexicon::Reading;
use crate::quote::{Form, Quote};
use crate::speaker::{Speaker, Type, keys};
use crate::text::{Parsed, Span};

/// Scores the document as what its record's speaker said.
pub(super) fn analyze(document: &Document, tools: &Tools, desk: &mut Desk) -> Analysis {
    let Desk { vocabulary, facts, scratch, .. } = desk;
    let parsed = Parsed::from_byte(&document.text, document.body, vocabulary);
    tools.facts.resolve(vocabulary, facts);
    let phrases = tools.facts.phrases(&parsed, vocabulary, facts);
    let reading = Reading::new(&parsed, vocabulary, facts, &phrases, &[], true);
    let mut speakers: Vec<Speaker> = speaker(document).into_iter().collect();
    tools.roster.rename(&mut speakers, document);
    let said_by = match speakers.len() {
        0 => Attribution::Nobody { why: Silence::NotGiven, confidence: 1.0 },
        _ => Attribution::Given { speaker: 0 },
    };
    // No quotations, no mentions: nothing around the text decides anything.
    let scene = Scene::new(&reading, &[], &[], false);
    let finding = Finding::new(all_of(&parsed, document), said_by, |at| speakers.get(at).cloned(), 0.0);
    let findings = vec![finding.scored(&scene, tools, scratch)];
    Analysis { document: document.clone(), findings, reported: Vec::new(), furniture: Vec::new() }
}

/// The text as one quotation of itself.
fn all_of(parsed: &Parsed<'_>, document: &Document) -> Quote {
    Quote {
        span: Span::new(document.body, document.text.len()),
        pieces: parsed.paragraphs.iter().map(|&paragraph| parsed.span(paragraph)).collect(),
        form: Form::Whole,
        label: None,
        inner: Vec::new(),
    }
}

/// Whom the record names, on one line. A record says nothing of what a speaker is; most are
/// persons, and a speakers file can say otherwise.
fn speaker(document: &Document) -> Option<Speaker> {
    let name = document.meta.speaker.as_deref()?.split_whitespace().collect::<Vec<_>>().join(" ");
    let kind = Type::Person;
    (!name.is_empty()).then(|| Speaker { key: keys::of(&name, kind).into(), name: name.into(), kind })
}

#[cfg(test)]
mod tests {
    use super::super::Unit;
    use super::*;
    use crate::document::Meta;
    use crate::score::Stance;
    use crate::speaker::roster::Roster;
    use std::sync::Arc;

    fn tools() -> Tools {
        Tools { unit: Unit::Document, ..Tools::builtin().expect("built-in files parse") }
    }

    fn by(speaker: Option<&str>, text: &str) -> Document {
        let meta = Meta { speaker: speaker.map(Arc::from), ..Meta::default() };
        Document { meta, ..Document::new("a", text) }
    }

    fn read(document: &Document, tools: &Tools) -> Finding {
        let mut analysis = analyze(document, tools, &mut tools.desk());
        assert_eq!(analysis.findings.len(), 1);
        analysis.findings.remove(0)
    }

    #[test]
    fn every_word_is_the_speakers_whoever_is_quoted_in_it() {
        let text = "“We will fight,” said Bram Vale. I said: “No bombing.”\n\nVALE: The war was long.";
        let finding = read(&by(Some("Mira Holt"), text), &tools());
        assert_eq!(finding.speaker().map(|s| &*s.name), Some("Mira Holt"));
        let hits: Vec<_> = finding.score.hits.iter().map(|h| h.span.of(text)).collect();
        assert_eq!((finding.score.words, hits), (15, vec!["fight", "bombing", "war"]));
    }

    #[test]
    fn a_leading_line_of_metadata_is_no_word() {
        let text = "date 2024-03-04\nNo army.";
        let document = Document { body: 15, ..by(None, text) };
        assert_eq!(read(&document, &tools()).score.words, 2);
    }

    #[test]
    fn a_document_without_a_speaker_is_nobodys_and_says_why() {
        let finding = read(&by(None, "The invasion waits."), &tools());
        assert!(finding.speaker().is_none());
        assert_eq!(finding.attribution, Attribution::Nobody { why: Silence::NotGiven, confidence: 1.0 });
        assert_eq!(finding.score.hits.len(), 1);
    }

    #[test]
    fn spellings_of_one_name_are_one_speaker_and_a_speakers_file_joins_more() {
        let mut tools = tools();
        let key = |name: &str, tools: &Tools| {
            read(&by(Some(name), "We wait."), tools)
                .speaker()
                .map(|s| (s.key.to_string(), s.name.to_string()))
        };
        let plain = |name| key(name, &tools).map(|(key, _)| key);
        assert_eq!(plain("J.K.  Brandt\n"), plain("JK Brandt"));
        assert_ne!(plain("Bram J. Vale"), plain("Bram Vale"));
        tools.roster = Arc::new(
            Roster::read("name,alias\nBram Vale,Bram J. Vale|Vale\n", "who.csv").expect("a speakers file"),
        );
        for alias in ["Bram J. Vale", "BRAM VALE", "Vale"] {
            assert_eq!(key(alias, &tools), Some(("bram vale".into(), "Bram Vale".into())), "{alias}");
        }
    }

    #[test]
    fn what_turns_a_term_round_ends_with_its_paragraph() {
        let (text, apart) = ("We saw no invasion.", "We saw no\n\nInvasion.");
        let asserts = |text| read(&by(None, text), &tools()).score.hits[0].stance == Stance::Asserts;
        assert!(!asserts(text) && asserts(apart));
    }
}
