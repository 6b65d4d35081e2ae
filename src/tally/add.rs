//! Tallies of parts of a collection, added up to that of the whole.
//!
//! Every sum is a whole number, and sets and counts by name do not depend on the order: any
//! split of the articles over threads or machines adds up to the same tally. What was printed
//! before ([`crate::repeats`]) is known within each part only; `rhetor merge` looks at all.

use super::{Columns, Sorted, Speaker, Sums, Tally, ValenceSums};
use std::ops::AddAssign;

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        let Self {
            speakers,
            articles,
            repeated_articles,
            articles_with_quotes,
            quotes,
            scare,
            repeated,
            unattributed,
            unsure,
        } = other;
        for (key, speaker) in speakers {
            *self.speakers.entry(key.clone()).or_default() += speaker;
        }
        self.articles += articles;
        self.repeated_articles += repeated_articles;
        self.articles_with_quotes += articles_with_quotes;
        self.quotes += quotes;
        self.scare += scare;
        self.repeated += repeated;
        self.unattributed += unattributed;
        self.unsure += unsure;
    }
}

impl AddAssign<&Self> for Speaker {
    fn add_assign(&mut self, other: &Self) {
        let Self {
            names,
            kinds,
            articles,
            sources,
            quotes,
            unique,
            counted,
            words,
            words_squared,
            dates,
            columns,
            valence,
            confidence,
            terms,
        } = other;
        add_counts(&mut self.names, names);
        add_counts(&mut self.kinds, kinds);
        self.articles += articles;
        add_counts(&mut self.sources, sources);
        self.quotes += quotes;
        self.unique += unique;
        self.counted += counted;
        self.words += words;
        self.words_squared += words_squared;
        if let Some((first, last)) = *dates {
            let (own_first, own_last) = self.dates.unwrap_or((first, last));
            self.dates = Some((own_first.min(first), own_last.max(last)));
        }
        self.columns += columns;
        self.valence += valence;
        self.confidence += confidence;
        add_counts(&mut self.terms, terms);
    }
}

impl AddAssign<&Self> for Columns<Sums> {
    fn add_assign(&mut self, other: &Self) {
        for (column, sums) in other.iter() {
            *self.at(column) += sums;
        }
    }
}

impl AddAssign<&Self> for Sums {
    fn add_assign(&mut self, other: &Self) {
        let Self { counts, hits_squared, hits_words, articles } = other;
        self.counts.add(counts);
        self.hits_squared += hits_squared;
        self.hits_words += hits_words;
        add_counts(&mut self.articles, articles);
    }
}

impl AddAssign<&Self> for ValenceSums {
    fn add_assign(&mut self, other: &Self) {
        let Self { all, articles, sum_squared, sum_sentences, sentences_squared } = other;
        self.all += *all;
        self.articles += articles;
        self.sum_squared += sum_squared;
        self.sum_sentences += sum_sentences;
        self.sentences_squared += sentences_squared;
    }
}

fn add_counts<K: Ord + Clone, N: Copy + Default + AddAssign>(into: &mut Sorted<K, N>, from: &Sorted<K, N>) {
    for (key, count) in from.iter() {
        *into.at(key.clone()) += *count;
    }
}
