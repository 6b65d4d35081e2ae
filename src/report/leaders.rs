//! Who uses a category most, among speakers of whom enough was quoted: what a report says first.
//!
//! It reads `speakers.csv` and computes nothing: rates and intervals are those of the table.
//! Whether a difference is real it does not decide; see `compare`.

use super::FEW;
use super::saved::{Category, Saved, Speaker, SpeakerCategory};
use super::terminal::many;
use crate::error::Error;
use crate::speaker::Type;
use std::sync::Arc;

/// Speakers shown in each ranking.
pub const SHOWN: usize = 10;

/// The speakers of one category: those who can be ranked, highest rate first, then the others,
/// most words first.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranking {
    /// Name of the category, as columns have it.
    pub category: String,
    /// As people call it: *War talk*.
    pub title: String,
    /// Whether these are speakers of whom enough was quoted; if not, those with most words.
    pub enough: bool,
    /// At most [`SHOWN`].
    pub rows: Vec<Ranked>,
    /// Speakers of whom these are the first.
    pub of: u64,
    /// The highest upper end of an interval of the others.
    pub beyond: f64,
}

/// One speaker in a ranking; rates per 1,000 words.
#[derive(Clone, Debug, PartialEq)]
pub struct Ranked {
    /// Name.
    pub speaker: Arc<str>,
    /// Too little to compare.
    pub low_data: bool,
    /// Articles with a quotation.
    pub articles: u64,
    /// Quoted words.
    pub words: u64,
    /// Occurrences.
    pub hits: u64,
    /// 1000 · hits / words.
    pub per_1000: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
    /// The commonest rows of the lexicon.
    pub top_terms: Option<Arc<str>>,
}

/// One ranking for each whole category, in the order of the run.
///
/// # Errors
/// Where the table of speakers cannot be read.
pub fn rankings(saved: &Saved) -> Result<Vec<Ranking>, Error> {
    let categories: Vec<Category> = saved.wholes().map(|(_, category)| category.clone()).collect();
    let mut comparable: Vec<Vec<Ranked>> = vec![Vec::new(); categories.len()];
    let mut largest = comparable.clone();
    let mut beyond = vec![f64::NEG_INFINITY; categories.len()];
    let (mut n_comparable, mut n_all) = (0, 0);
    for speaker in saved.speakers(saved.speech())? {
        let speaker = speaker?;
        let Some(kind) = speaker.speaker_type else { continue };
        // A description in two articles is one row and not one person.
        let one = matches!(kind, Type::Person | Type::Organisation | Type::Place) && !speaker.low_data;
        n_comparable += u64::from(one);
        n_all += 1;
        for (at, of) in speaker.categories.iter().enumerate() {
            let Some(ranked) = ranked(&speaker, of) else { continue };
            if one {
                comparable[at].push(ranked.clone());
                if let Some(other) = keep_highest(&mut comparable[at]) {
                    beyond[at] = other.interval.1.max(beyond[at]);
                }
            }
            // The table has those with most words first.
            if largest[at].len() < SHOWN {
                largest[at].push(ranked);
            }
        }
    }
    let enough = n_comparable >= 2;
    let chosen = if enough { comparable } else { largest };
    let ranking = |((category, rows), beyond): ((Category, Vec<Ranked>), f64)| Ranking {
        title: title(saved, &category),
        category: category.name,
        enough,
        rows,
        of: if enough { n_comparable } else { n_all },
        beyond,
    };
    Ok(categories.into_iter().zip(chosen).zip(beyond).map(ranking).collect())
}

fn ranked(speaker: &Speaker, of: &SpeakerCategory) -> Option<Ranked> {
    Some(Ranked {
        speaker: speaker.speaker.clone(),
        low_data: speaker.low_data,
        articles: speaker.n_articles,
        words: speaker.n_words,
        hits: of.hits,
        per_1000: of.per_1000?,
        interval: of.interval?,
        top_terms: of.top_terms.clone(),
    })
}

/// Takes out the lowest of one too many; of equals the one with fewer words, who came later.
/// A rate of few hits leads by accident: it stands behind the others, and by words.
fn keep_highest(rows: &mut Vec<Ranked>) -> Option<Ranked> {
    let rate = |row: &Ranked| if row.hits < FEW { f64::NEG_INFINITY } else { row.per_1000 };
    rows.sort_by(|a, b| rate(b).total_cmp(&rate(a)));
    if rows.len() > SHOWN { rows.pop() } else { None }
}

/// What people call a category: the title of its lexicon where that is its name too.
fn title(saved: &Saved, category: &Category) -> String {
    let lexicons = saved.manifest.get("lexicons").and_then(serde_json::Value::as_array);
    let text = |of: &serde_json::Value, field: &str| {
        of.get(field).and_then(serde_json::Value::as_str).map(str::to_string)
    };
    let own = lexicons.into_iter().flatten().find(|l| text(l, "name").as_ref() == Some(&category.lexicon));
    let titled = own.filter(|_| category.name == category.lexicon).and_then(|l| text(l, "title"));
    titled.filter(|title| !title.is_empty()).unwrap_or_else(|| category.name.clone())
}

impl Ranking {
    /// The first rows, which have a rank; the others are shown without one.
    pub fn ranked(&self) -> usize {
        let few = self.rows.iter().position(|row| row.hits < FEW);
        if self.enough { few.unwrap_or(self.rows.len()) } else { 0 }
    }

    /// How many of how many speakers are shown, by what they were chosen, and where the rest is;
    /// nothing where all are.
    pub fn shown(&self) -> Option<String> {
        let shown = self.rows.len() as u64;
        let (of, which) = match (self.enough, self.ranked() as u64) {
            (false, _) => ("", "most words"),
            (true, 0) => ("of whom enough was quoted", "most words"),
            (true, ranked) if ranked == shown => ("of whom enough was quoted", "highest rates"),
            (true, _) => ("of whom enough was quoted", "highest rates, then those with the most words"),
        };
        let speakers = many(self.of, "speaker");
        let all = [&speakers, of].join(" ");
        (shown < self.of).then(|| format!("{shown} of {} are shown, those with the {which}.", all.trim()))
    }

    /// Who leads, by how much, and how sure that is, in words.
    pub fn sentence(&self) -> String {
        let Some(first) = self.rows.first() else { return "Nobody was quoted.".into() };
        if !self.enough {
            let most = self.most_hits().map(|row| {
                format!(" Of those with most words, {} has most hits: {}.", row.speaker, row.told())
            });
            return format!("Too little was quoted to rank speakers.{}", most.unwrap_or_default());
        }
        if first.hits < FEW {
            return format!(
                "Nobody of whom enough was quoted has {FEW} hits or more, too little to rank by."
            );
        }
        let (name, told) = (&first.speaker, first.told());
        let behind = &self.rows[1..];
        let near = |row: &Ranked| row.interval.1 >= first.interval.0;
        let unsure = behind.iter().any(near) || self.beyond >= first.interval.0;
        let of = if unsure {
            let as_high = behind
                .first()
                .filter(|row| row.hits >= FEW && row.per_1000.total_cmp(&first.per_1000).is_eq());
            let with = as_high.map_or(String::new(), |row| format!(", as {} has", row.speaker));
            format!(
                "It is not clear who has most. Of those with {FEW} hits or more, {name} has the highest \
                 rate{with}: {told}."
            )
        } else {
            format!("Most by {name}: {told}.")
        };
        let Some(next) = behind.first() else { return of };
        let few = next.hits < FEW;
        let said = if few {
            format!("Nobody else has as many as {FEW} hits.")
        } else {
            let apart = if near(next) { "the intervals overlap" } else { "the intervals do not overlap" };
            format!("Next is {} with {}; {apart}.", next.speaker, next.rate())
        };
        let others = unsure && (few || !near(next));
        format!("{of} {said}{}", if others { " Intervals of others overlap with this one." } else { "" })
    }

    /// The one with most hits, where these are not few and nobody has as many.
    fn most_hits(&self) -> Option<&Ranked> {
        let most = self.rows.iter().map(|row| row.hits).max().filter(|&hits| hits >= FEW)?;
        let mut with_most = self.rows.iter().filter(|row| row.hits == most);
        with_most.next().filter(|_| with_most.next().is_none())
    }
}

impl Ranked {
    /// The rate, and what it is made of.
    fn told(&self) -> String {
        format!(
            "{}, {} in {} of {}",
            self.rate(),
            many(self.hits, "hit"),
            many(self.words, "word"),
            many(self.articles, "article")
        )
    }

    /// `104.7 per 1,000 words (95 % interval 71.2 to 138.1)`.
    pub fn rate(&self) -> String {
        format!("{:.1} per 1,000 words (95 % interval {})", self.per_1000, self.range())
    }

    /// `71.2 to 138.1`.
    pub fn range(&self) -> String {
        format!("{:.1} to {:.1}", self.interval.0, self.interval.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ranked(name: &str, per_1000: f64, interval: (f64, f64)) -> Ranked {
        let hits = u64::from(per_1000 > 0.0) * 12;
        let (articles, words) = (8, 1_344);
        let top_terms = None;
        Ranked { speaker: name.into(), low_data: false, articles, words, hits, per_1000, interval, top_terms }
    }

    fn said(enough: bool, rows: Vec<Ranked>) -> String {
        let of = rows.len() as u64;
        Ranking {
            category: "war".into(),
            title: "War talk".into(),
            enough,
            rows,
            of,
            beyond: f64::NEG_INFINITY,
        }
        .sentence()
    }

    #[test]
    fn the_first_is_named_with_interval_and_the_next_with_how_sure_the_order_is() {
        let apart = vec![ranked("Mira Holt", 9.0, (5.0, 13.0)), ranked("Bram Vale", 2.0, (0.0, 4.0))];
        assert_eq!(
            said(true, apart),
            "Most by Mira Holt: 9.0 per 1,000 words (95 % interval 5.0 to 13.0), 12 hits in 1,344 words of \
             8 articles. Next is Bram Vale with 2.0 per 1,000 words (95 % interval 0.0 to 4.0); the \
             intervals do not overlap."
        );
        let close = vec![ranked("Mira Holt", 9.0, (5.0, 13.0)), ranked("Bram Vale", 9.0, (2.0, 14.0))];
        assert_eq!(
            said(true, close),
            "It is not clear who has most. Of those with 5 hits or more, Mira Holt has the highest rate, \
             as Bram Vale has: 9.0 per 1,000 words (95 % interval 5.0 to 13.0), 12 hits in 1,344 words of 8 articles. Next is Bram Vale \
             with 9.0 per 1,000 words (95 % interval 2.0 to 14.0); the intervals overlap."
        );
        let few = |high| Ranked { hits: FEW - 1, ..ranked("Bram Vale", 2.0, (0.0, high)) };
        let alone = said(true, vec![ranked("Mira Holt", 9.0, (5.0, 13.0)), few(4.0)]);
        assert!(alone.starts_with("Most by Mira Holt: "), "{alone}");
        assert!(alone.ends_with("8 articles. Nobody else has as many as 5 hits."), "{alone}");
        let accident = said(true, vec![ranked("Mira Holt", 9.0, (5.0, 13.0)), few(30.0)]);
        assert!(accident.starts_with("It is not clear who has most. "), "{accident}");
        assert!(accident.ends_with("5 hits. Intervals of others overlap with this one."), "{accident}");
    }

    #[test]
    fn those_who_are_not_shown_may_have_more_too() {
        let mut rows = Vec::new();
        let mut beyond = f64::NEG_INFINITY;
        for at in 0..SHOWN + 2 {
            let (rate, high) = if at == 3 { (1.0, 70.0) } else { (50.0 - at as f64, 52.0 - at as f64) };
            rows.push(ranked("Mira Holt", rate, (rate - 0.1, high)));
            beyond = keep_highest(&mut rows).map_or(beyond, |other| beyond.max(other.interval.1));
        }
        assert_eq!((rows.len(), beyond), (SHOWN, 70.0));
        rows.iter_mut().skip(1).for_each(|row| row.interval.1 = row.per_1000);
        let of = rows.len() as u64;
        let ranking = |beyond| Ranking {
            category: "war".into(),
            title: "War talk".into(),
            enough: true,
            rows: rows.clone(),
            of,
            beyond,
        };
        assert!(ranking(beyond).sentence().starts_with("It is not clear who has most."));
        assert!(ranking(beyond).sentence().ends_with("Intervals of others overlap with this one."));
        assert!(ranking(0.0).sentence().starts_with("Most by Mira Holt: "));
    }

    #[test]
    fn who_cannot_be_ranked_stands_behind_by_words() {
        let few = |name: &str, per_1000| Ranked { hits: FEW - 1, ..ranked(name, per_1000, (0.0, 30.0)) };
        let mut rows = Vec::new();
        // As the table has them: most words first.
        for row in [few("Ida Lind", 1.0), ranked("Mira Holt", 2.0, (0.0, 4.0)), few("Bram Vale", 11.0)] {
            rows.push(row);
            assert_eq!(keep_highest(&mut rows), None);
        }
        let names: Vec<&str> = rows.iter().map(|row| &*row.speaker).collect();
        assert_eq!(names, ["Mira Holt", "Ida Lind", "Bram Vale"]);
        let of = |enough, of| Ranking {
            category: "war".into(),
            title: "War talk".into(),
            enough,
            rows: rows.clone(),
            of,
            beyond: f64::NEG_INFINITY,
        };
        assert_eq!((of(true, 3).ranked(), of(false, 3).ranked()), (1, 0));
        assert_eq!(
            of(true, 9).shown().as_deref(),
            Some(
                "3 of 9 speakers of whom enough was quoted are shown, those with the highest rates, then \
                 those with the most words."
            )
        );
        assert_eq!(of(true, 3).shown(), None);
    }

    #[test]
    fn nothing_is_made_of_too_little() {
        assert_eq!(
            said(true, vec![ranked("Mira Holt", 0.0, (0.0, 3.0))]),
            "Nobody of whom enough was quoted has 5 hits or more, too little to rank by."
        );
        assert_eq!(
            said(false, vec![ranked("Mira Holt", 9.0, (5.0, 13.0))]),
            "Too little was quoted to rank speakers. Of those with most words, Mira Holt has most hits: 9.0 per \
             1,000 words (95 % interval 5.0 to 13.0), 12 hits in 1,344 words of 8 articles."
        );
        let none = vec![ranked("Ida Lind", 0.0, (0.0, 3.0)), ranked("Mira Holt", 9.0, (5.0, 13.0))];
        assert!(said(false, none).contains(", Mira Holt has most hits: "));
        let tie = vec![ranked("Ida Lind", 9.0, (5.0, 13.0)), ranked("Mira Holt", 9.0, (5.0, 13.0))];
        assert_eq!(said(false, tie), "Too little was quoted to rank speakers.");
        assert_eq!(said(true, Vec::new()), "Nobody was quoted.");
    }
}
