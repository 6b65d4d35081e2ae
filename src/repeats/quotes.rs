//! Finds the quote that another one prints again.
//!
//! Three look-ups, each by the speaker: the same words; in an article that repeats another,
//! the same or a cut of what stands there; and words that mostly stand in earlier quotes.
//! For the last a quote is known by a few of its runs of five words, its *anchors*: those
//! whose number is smaller than all before it, or than all behind. The smallest of a text
//! cut at its end is smaller than all before it in the whole too, and likewise at the start,
//! so that a quote cut at one end is always found again, with two or three anchors in each
//! direction. (Winnowing, Schleimer, Wilkerson & Aiken 2003, keeps one in every window
//! instead, several times as many.)

use super::First;
use super::articles::Known;
use super::overlap::{SEED, cover};
use super::rules::{self, Apart, is_reprint, kept};
use super::table::Table;
use super::words::{join, mix};

/// Words of a quote by which it is compared; of a longer one the rest is only counted.
const MOST_WORDS: usize = 1000;
/// Earlier quotes with which one is compared.
const MOST_COMPARED: usize = 16;

/// What is remembered of a quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Print {
    /// Of the speaker and all words in order.
    key: u64,
    speaker: u32,
    /// How many words there are.
    pub(super) n: u32,
    /// Each word in 16 bits.
    words: Vec<u16>,
    /// Runs of words to be found by, with the place where they begin.
    anchors: Vec<(u32, u16)>,
}

impl Print {
    /// The print of what a speaker says; of a whole document only its key.
    pub(super) fn new(speaker: u64, words: &[u64], whole: bool) -> Self {
        let n = words.len() as u32;
        let key = words.iter().fold(speaker, |hash, word| join(hash, *word));
        let speaker_kept = (speaker >> 32) as u32;
        if whole || n < rules::CUT {
            return Self { key, speaker: speaker_kept, n, words: Vec::new(), anchors: Vec::new() };
        }
        let compared = &words[..words.len().min(MOST_WORDS)];
        let anchors = if n < rules::MIDDLE { Vec::new() } else { anchors(speaker, compared) };
        Self { key, speaker: speaker_kept, n, words: compared.iter().map(|w| kept(*w)).collect(), anchors }
    }
}

impl Print {
    /// The print of a whole document, as another process took it.
    pub(super) fn of_document(speaker: u64, key: u64, n: u32) -> Self {
        Self { key, n, ..Self::new(speaker, &[], true) }
    }

    pub(super) fn key(&self) -> u64 {
        self.key
    }
}

/// The runs whose number is smaller than all before it, or than all behind it.
fn anchors(speaker: u64, words: &[u64]) -> Vec<(u32, u16)> {
    let of = |run: &[u64]| run.iter().fold(speaker, |hash, word| join(hash, *word));
    let runs: Vec<u64> = words.windows(SEED).map(of).collect();
    let mut found = Vec::new();
    let mut least = u64::MAX;
    for (at, &run) in runs.iter().enumerate() {
        if run < least {
            least = run;
            found.push(at);
        }
    }
    least = u64::MAX;
    for (at, &run) in runs.iter().enumerate().rev() {
        if run < least {
            least = run;
            found.push(at);
        }
    }
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|at| (mix(runs[at]) as u32, at as u16)).collect()
}

/// A quote that was not printed before.
#[derive(Clone, Copy, Debug)]
struct Entry {
    article: u32,
    seq: u32,
    speaker: u32,
    n: u32,
    /// The lower half of its key.
    key: u32,
    /// Where its words begin; they end where the next one's do.
    at: u32,
}

/// The article in which a quote stands.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) article: u32,
    /// All articles so far, this one included.
    pub(super) articles: &'a [Known],
    /// It is the same record, text and all, as an earlier one.
    pub(super) again: bool,
    /// It is scored whole, and stands nearly all in the article that it repeats.
    pub(super) whole: bool,
}

impl Here<'_> {
    fn own(&self) -> &Known {
        &self.articles[self.article as usize]
    }

    /// The first of the articles that repeat each other; this one, where it repeats none.
    fn root(&self) -> u32 {
        self.own().root
    }

    /// Whether a quote of that article stands in what this article repeats.
    fn repeats(&self, article: u32) -> bool {
        article != self.article && self.articles[article as usize].root == self.root()
    }

    fn apart(&self, article: u32) -> Apart {
        if article == self.article {
            return Apart::SameArticle;
        }
        match (self.own().day, self.articles[article as usize].day) {
            (Some(here), Some(there)) => Apart::Days(here.abs_diff(there)),
            _ => Apart::Unknown,
        }
    }
}

/// The quotes that were not printed before, of one kind of speech.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotes {
    entries: Vec<Entry>,
    words: Vec<u16>,
    /// By speaker and words: the last that counts.
    same: Table,
    /// By speaker, words and the first of the articles that repeat each other.
    within: Table,
    /// By anchor: the last that counts.
    anchors: Table,
}

impl Quotes {
    /// The quote that this one prints again; one that is new is remembered.
    pub(super) fn take(&mut self, print: &Print, seq: u32, here: Here<'_>) -> Option<First> {
        if print.n == 0 {
            return None;
        }
        let found = self
            .same_words(print, here)
            .or_else(|| self.in_the_repeated_article(print, here))
            .or_else(|| self.mostly_printed(print, here));
        if found.is_none() {
            self.remember(print, seq, here);
        }
        found.map(|number| {
            let Entry { article, seq, .. } = self.entries[number as usize];
            First { article, seq }
        })
    }

    fn same_words(&self, print: &Print, here: Here<'_>) -> Option<u32> {
        let number = self.same.get(half(print.key)).filter(|&e| self.is_of(e, print))?;
        let article = self.entries[number as usize].article;
        (is_reprint(print.n, here.apart(article)) || here.again).then_some(number)
    }

    fn in_the_repeated_article(&self, print: &Print, here: Here<'_>) -> Option<u32> {
        let root = here.root();
        if root == here.article {
            return None;
        }
        if here.whole {
            // Nearly all of the text stands there: it need not be word for word.
            return self.of(root).find(|&e| self.entries[e as usize].speaker == print.speaker);
        }
        let known = self.within.get(half(join(print.key, root.into())));
        let stands_there = |&e: &u32| self.is_of(e, print) && here.repeats(self.entries[e as usize].article);
        if let Some(number) = known.filter(stands_there) {
            return Some(number);
        }
        let is_cut_of = |&number: &u32| {
            let same = self.entries[number as usize].speaker == print.speaker;
            same && self.words_of(number).windows(print.words.len()).any(|run| run == print.words)
        };
        if print.words.is_empty() { None } else { self.of(root).find(is_cut_of) }
    }

    /// Whether an entry has the speaker and the words of a print.
    fn is_of(&self, number: u32, print: &Print) -> bool {
        let entry = self.entries[number as usize];
        entry.key == print.key as u32 && entry.speaker == print.speaker && entry.n == print.n
    }

    /// The quotes of an article that were not printed before.
    fn of(&self, article: u32) -> impl Iterator<Item = u32> + use<> {
        let from = self.entries.partition_point(|e| e.article < article);
        let to = self.entries.partition_point(|e| e.article <= article);
        from as u32..to as u32
    }

    fn words_of(&self, number: u32) -> &[u16] {
        let at = |entry: &Entry| entry.at as usize;
        let end = self.entries.get(number as usize + 1).map_or(self.words.len(), at);
        &self.words[at(&self.entries[number as usize])..end]
    }

    /// The earlier quote that has most of these words, where earlier ones together have
    /// nearly all of them.
    fn mostly_printed(&self, print: &Print, here: Here<'_>) -> Option<u32> {
        let mut compared: Vec<u32> = Vec::new();
        let mut covered = vec![false; print.words.len()];
        let mut best: Option<(usize, u32)> = None;
        for &(anchor, _) in &print.anchors {
            let Some(number) = self.anchors.get(anchor) else { continue };
            if compared.contains(&number) || compared.len() == MOST_COMPARED {
                continue;
            }
            compared.push(number);
            let has = self.covered_by(number, print, here);
            let count = has.iter().filter(|c| **c).count();
            if count < rules::MIDDLE as usize {
                continue;
            }
            covered.iter_mut().zip(&has).for_each(|(all, one)| *all |= one);
            if best.is_none_or(|(most, first)| count > most || (count == most && number < first)) {
                best = Some((count, number));
            }
        }
        let missing = || print.words.iter().zip(&covered).filter(|(_, covered)| !**covered);
        let few = missing().count() <= print.words.len() / rules::WORDS_FOR_A_CHANGE;
        best.filter(|_| few && !missing().any(|(word, _)| rules::decides(*word))).map(|(_, number)| number)
    }

    /// Which words stand in that quote; none where the two may not be one.
    fn covered_by(&self, number: u32, print: &Print, here: Here<'_>) -> Vec<bool> {
        let entry = self.entries[number as usize];
        let mut covered = vec![false; print.words.len()];
        let may = is_reprint(print.n, here.apart(entry.article)) || here.repeats(entry.article);
        // What stands behind the words that are compared is taken to be alike only where the
        // lengths are.
        let longer = print.n as usize > MOST_WORDS && print.n > entry.n + entry.n / 10;
        if may && !longer && entry.speaker == print.speaker {
            let old = self.words_of(number);
            for &(anchor, place) in &print.anchors {
                if self.anchors.get(anchor) == Some(number) && !covered[place as usize] {
                    cover(&print.words, old, place as usize, &mut covered);
                }
            }
        }
        covered
    }

    fn remember(&mut self, print: &Print, seq: u32, here: Here<'_>) {
        let Print { key, speaker, n, words, anchors } = print;
        let number = self.entries.len() as u32;
        let at = self.words.len() as u32;
        make_room(&mut self.entries, 1);
        self.entries.push(Entry {
            article: here.article,
            seq,
            speaker: *speaker,
            n: *n,
            key: *key as u32,
            at,
        });
        if *n >= rules::MIDDLE {
            make_room(&mut self.words, words.len());
            self.words.extend_from_slice(words);
        }
        if *n >= rules::SHORT || here.whole {
            self.same.set(half(*key), number);
        }
        if *n < rules::LONG && !here.whole {
            self.within.set_first(half(join(*key, here.root().into())), number);
        }
        for (anchor, _) in anchors {
            self.anchors.set(*anchor, number);
        }
    }
}

/// The half of a key by which it is found.
fn half(key: u64) -> u32 {
    (key >> 32) as u32
}

/// Grows by an eighth: twice the room would be half empty.
fn make_room<T>(list: &mut Vec<T>, more: usize) {
    if list.capacity() - list.len() < more {
        list.reserve_exact(more + list.len() / 8 + 64);
    }
}
