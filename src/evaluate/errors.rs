//! Every answer that is wrong, and what is wrong with it.

use super::Range;
use super::gold::{Gold, Unit};
use super::labels::Labels;
use super::matching::{Matching, names_source};
use super::predicted::Predicted;

/// One wrong answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    /// Where it stands: the annotated quotation, or the predicted one where there is none.
    pub span: Range,
    /// `direct`, `mixed` or `indirect`.
    pub form: String,
    /// The words that the annotators say name the speaker.
    pub source: Option<String>,
    /// The speaker's name in the table of speakers.
    pub name: Option<String>,
    /// The number of the prediction.
    pub predicted: Option<usize>,
    /// `missed`, `not_speech`, `nobody_named` (somebody is), `somebody_named` (nobody is),
    /// `mention`, `name`, `mention_and_name`.
    pub wrong: &'static str,
}

/// All wrong answers of an article: annotated quotations in order, then predictions of what
/// is nobody's speech. Reported speech without marks is left out where `indirect` is not set.
pub fn wrong(
    gold: &Gold,
    predicted: &[Predicted],
    matching: &Matching,
    labels: Option<&Labels>,
    indirect: bool,
) -> Vec<Wrong> {
    let mut found: Vec<Wrong> = Vec::new();
    for (unit, cut) in gold.units.iter().zip(&matching.cut_of) {
        let answer = cut.map(|c| matching.cuts[c].of);
        let label = labels.and_then(|l| l.of(&gold.id, &unit.owners));
        let name_wrong = |at: usize| label.is_some_and(|l| !l.is_right(predicted[at].speaker.as_deref()));
        let wrong = match answer {
            None => Some("missed"),
            Some(at) => verdict(mention(unit, &predicted[at]), name_wrong(at)),
        };
        found.extend(wrong.map(|wrong| Wrong {
            span: unit.span,
            form: if unit.direct { "direct" } else { "mixed" }.into(),
            source: sources(gold, &unit.sources),
            name: label.map(|l| l.name.clone()),
            predicted: answer,
            wrong,
        }));
    }
    for (at, cut) in matching.cuts.iter().enumerate() {
        if matching.unit_of[at].is_none() && !matching.is_neutral(gold, at) {
            found.push(not_speech(cut.span, predicted, cut.of));
        }
    }
    if indirect && gold.has_indirect {
        unmarked(gold, predicted, matching, &mut found);
    }
    found
}

fn unmarked(gold: &Gold, predicted: &[Predicted], matching: &Matching, found: &mut Vec<Wrong>) {
    for (act, at) in gold.indirect.iter().zip(&matching.unmarked_of) {
        let answer = at.map(|at| matching.unmarked[at].of);
        let wrong = match answer.map(|at| &predicted[at]) {
            None => Some("missed"),
            Some(p) if act.sources.is_empty() => p.names_somebody().then_some("somebody_named"),
            Some(p) if names_source(p, &act.sources, &act.names) => None,
            Some(p) => Some(if p.names_somebody() { "mention" } else { "nobody_named" }),
        };
        let (span, source) = (act.span, sources(gold, &act.sources));
        let form = "indirect".to_string();
        found.extend(wrong.map(|wrong| Wrong { span, form, source, name: None, predicted: answer, wrong }));
    }
    for (at, unmarked) in matching.unmarked.iter().enumerate() {
        if matching.indirect_of[at].is_none() {
            found.push(not_speech(predicted[unmarked.of].span, predicted, unmarked.of));
        }
    }
}

fn not_speech(span: Range, predicted: &[Predicted], of: usize) -> Wrong {
    let form = predicted[of].form.clone();
    Wrong { span, form, source: None, name: None, predicted: Some(of), wrong: "not_speech" }
}

fn sources(gold: &Gold, sources: &[Range]) -> Option<String> {
    let words: Vec<String> = sources.iter().map(|&s| gold.words(s)).collect();
    (!words.is_empty()).then(|| words.join(" … "))
}

/// What is wrong about the mention of a quotation that was found.
fn mention(unit: &Unit, predicted: &Predicted) -> Option<&'static str> {
    if unit.sources.is_empty() {
        return predicted.names_somebody().then_some("somebody_named");
    }
    if !predicted.names_somebody() {
        return Some("nobody_named");
    }
    (!names_source(predicted, &unit.sources, &unit.names)).then_some("mention")
}

fn verdict(mention: Option<&'static str>, name_wrong: bool) -> Option<&'static str> {
    match (mention, name_wrong) {
        (Some("mention"), true) => Some("mention_and_name"),
        (None, true) => Some("name"),
        (mention, _) => mention,
    }
}

/// Whether an annotated quotation's answer is right: by name where it is labelled, else by
/// mention.
pub(super) fn is_right(
    gold: &Gold,
    unit: usize,
    predicted: &Predicted,
    labels: Option<&Labels>,
) -> Option<bool> {
    let unit = &gold.units[unit];
    match labels {
        None => Some(mention(unit, predicted).is_none()),
        Some(labels) => labels.of(&gold.id, &unit.owners).map(|l| l.is_right(predicted.speaker.as_deref())),
    }
}
