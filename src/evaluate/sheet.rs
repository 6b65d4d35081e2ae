//! A sheet that a person has filled in: which quotations are speech, whose they are.

use super::agreement::Unit;
use super::confidence::{bin_of, bins};
use super::names::folded;
use super::resample;
use std::collections::BTreeMap;

/// What reports print for a speaker whom nobody knows; annotators may write the second.
const NOBODY: [&str; 2] = ["(unattributed)", "(nobody)"];

/// One row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The quotation's id.
    pub quote: String,
    /// The article's.
    pub article: String,
    /// What the tool says; not in a blind sheet.
    pub speaker: Option<String>,
    /// `direct`, `mixed` …
    pub form: Option<String>,
    /// Probability of the tool's answer.
    pub confidence: Option<f64>,
    /// Whether it is speech; `None` where left blank.
    pub is_speech: Option<bool>,
    /// Whether the tool's speaker is right.
    pub speaker_right: Option<bool>,
    /// The speaker; other names that are right behind a `|`.
    pub true_speaker: Option<String>,
}

impl Row {
    /// Whether the tool's speaker is right: as the annotator says, or as the names that the
    /// annotator wrote say. `None` where it is not speech or not said.
    pub fn right(&self) -> Option<bool> {
        if self.is_speech == Some(false) {
            return None;
        }
        self.speaker_right.or_else(|| self.by_name())
    }

    /// Whether the verdict comes from comparing names.
    pub fn is_by_name(&self) -> bool {
        self.is_speech != Some(false) && self.speaker_right.is_none() && self.by_name().is_some()
    }

    fn by_name(&self) -> Option<bool> {
        let (said, truth) = (self.speaker.as_deref()?, self.true_speaker.as_deref()?);
        Some(truth.split('|').any(|name| identity(name) == identity(said)))
    }
}

/// A name as two coders' names are compared.
fn identity(name: &str) -> String {
    let name = name.trim();
    if NOBODY.contains(&name.to_lowercase().as_str()) { String::new() } else { folded(name) }
}

/// A share with its intervals.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// What it is the share of: `speech`, `speaker_right`, `both`, or a form or bin.
    pub name: String,
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
    /// Wilson's 95 % interval, as if quotations were independent.
    pub wilson: Option<(f64, f64)>,
    /// The 95 % interval by resampling articles.
    pub by_article: Option<(f64, f64)>,
}

/// What is asked of the rows.
type Question = Box<dyn Fn(&Row) -> Option<bool>>;

/// Shares over all rows: speech; speaker right, of speech; both; then speaker right by form
/// and by confidence.
pub fn shares(rows: &[Row], resamples: usize) -> Vec<Share> {
    let mut questions: Vec<(String, Question)> = vec![
        ("speech".into(), Box::new(|r: &Row| r.is_speech)),
        ("speaker_right".into(), Box::new(Row::right)),
        ("both".into(), Box::new(|r: &Row| if r.is_speech == Some(false) { Some(false) } else { r.right() })),
    ];
    let forms: std::collections::BTreeSet<String> = rows.iter().filter_map(|r| r.form.clone()).collect();
    for form in forms {
        let of = form.clone();
        let question = move |r: &Row| r.right().filter(|_| r.form.as_ref() == Some(&of));
        questions.push((format!("form {form}"), Box::new(question)));
    }
    for (bin, name) in bins().into_iter().enumerate() {
        let question = move |r: &Row| r.right().filter(|_| r.confidence.map(bin_of) == Some(bin));
        questions.push((format!("confidence {name}"), Box::new(question)));
    }
    let articles = by_article(rows, |row| questions.iter().map(|q| (q.1)(row)).collect::<Vec<_>>());
    let count = |question: usize, picked: &[usize]| {
        let answers = picked.iter().flat_map(|&p| &articles[p]).filter_map(|a| a[question]);
        answers.fold((0u64, 0u64), |(part, whole), yes| (part + u64::from(yes), whole + 1))
    };
    let share = |(part, whole): (u64, u64)| (whole > 0).then(|| part as f64 / whole as f64);
    let statistics = |picked: &[usize]| (0..questions.len()).map(|q| share(count(q, picked))).collect();
    let intervals = resample::intervals(articles.len(), resamples, statistics);
    let all: Vec<usize> = (0..articles.len()).collect();
    let made = questions.iter().enumerate().map(|(at, (name, _))| {
        let (part, whole) = count(at, &all);
        Share {
            name: name.clone(),
            part,
            whole,
            wilson: resample::wilson(part, whole),
            by_article: intervals.get(at).copied().flatten(),
        }
    });
    made.collect()
}

/// What `of` says of each row, in one list an article, articles in the order of their ids.
fn by_article<T>(rows: &[Row], of: impl Fn(&Row) -> T) -> Vec<Vec<T>> {
    let mut articles: BTreeMap<&str, Vec<T>> = BTreeMap::new();
    for row in rows {
        articles.entry(&row.article).or_default().push(of(row));
    }
    articles.into_values().collect()
}

/// The codes that several sheets give to the same quotations, by article: whether it is
/// speech, whether the speaker is right, and who the speaker is.
pub fn codes(sheets: &[Vec<Row>]) -> [Vec<Vec<Unit>>; 3] {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut name = |row: &Row| {
        let first = row.true_speaker.as_deref()?.split('|').next()?;
        let next = names.len();
        Some(*names.entry(identity(first)).or_insert(next))
    };
    let mut articles: BTreeMap<&str, BTreeMap<&str, [Unit; 3]>> = BTreeMap::new();
    for (coder, rows) in sheets.iter().enumerate() {
        for row in rows {
            let blank = || [(); 3].map(|()| vec![None; sheets.len()]);
            let units = articles.entry(&row.article).or_default().entry(&row.quote).or_insert_with(blank);
            units[0][coder] = row.is_speech.map(usize::from);
            units[1][coder] = row.right().map(usize::from);
            units[2][coder] = name(row);
        }
    }
    [0, 1, 2].map(|question| {
        let units =
            |quotes: &BTreeMap<&str, [Unit; 3]>| quotes.values().map(|u| u[question].clone()).collect();
        articles.values().map(units).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(quote: &str, article: &str, speech: Option<bool>, right: Option<bool>, truth: &str) -> Row {
        Row {
            quote: quote.into(),
            article: article.into(),
            speaker: Some("Ana Ortiz".into()),
            form: Some("direct".into()),
            confidence: Some(0.97),
            is_speech: speech,
            speaker_right: right,
            true_speaker: (!truth.is_empty()).then(|| truth.into()),
        }
    }

    #[test]
    fn a_verdict_is_the_annotators_or_follows_from_the_names() {
        assert_eq!(row("q", "a", Some(true), Some(false), "Ana Ortiz").right(), Some(false));
        assert_eq!(row("q", "a", Some(true), None, "the mayor|ANA ORTIZ").right(), Some(true));
        assert_eq!(row("q", "a", Some(true), None, "Ortiz").right(), Some(false));
        assert_eq!(
            row("q", "a", Some(false), Some(true), "").right(),
            None,
            "nobody's speech has no speaker"
        );
        let nobody = Row { speaker: Some("(unattributed)".into()), ..row("q", "a", None, None, "(nobody)") };
        assert_eq!((nobody.right(), nobody.is_by_name()), (Some(true), true));
    }

    #[test]
    fn shares_leave_blanks_out_and_say_of_how_many() {
        let rows = [
            row("q1", "a", Some(true), Some(true), ""),
            row("q2", "a", Some(true), Some(false), ""),
            row("q3", "b", Some(false), None, ""),
            row("q4", "b", None, None, ""),
        ];
        let found: Vec<(String, u64, u64)> =
            shares(&rows, 0).into_iter().map(|s| (s.name, s.part, s.whole)).filter(|s| s.2 > 0).collect();
        let wanted = [("speech", 2, 3), ("speaker_right", 1, 2), ("both", 1, 3), ("form direct", 1, 2)];
        for (found, wanted) in found.iter().zip(wanted) {
            assert_eq!((&*found.0, found.1, found.2), wanted);
        }
        assert_eq!(found[4], ("confidence 0.95–1".into(), 1, 2));
    }

    #[test]
    fn sheets_in_another_order_are_joined_by_quote() {
        let first =
            vec![row("q1", "a", Some(true), None, "Bram Vale"), row("q2", "b", Some(false), None, "")];
        let second =
            vec![row("q2", "b", Some(true), None, ""), row("q1", "a", Some(true), None, "Mr. Vale|x")];
        let [speech, _, names] = codes(&[first, second]);
        assert_eq!(speech, [[[Some(1), Some(1)]], [[Some(0), Some(1)]]]);
        assert_eq!(names, [[[Some(0), Some(1)]], [[None, None]]]);
    }
}
