//! `rhetor sample`: a random sample of quotations, as a sheet for people to fill in.

use super::results::{self, Quoted};
use super::{Failure, color, file, tell};
use anstream::eprintln;
use rhetor::error::{Error, Kind, Place};
use rhetor::evaluate::resample::Random;
use rhetor::ingest::{Reader, Reading};
use rhetor::report::Cell;
use rhetor::report::csv::{CELL, Dialect};
use rhetor::report::terminal::many;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Draw quotations at random, as a sheet for people to fill in
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_SAMPLE)]
pub(crate) struct Args {
    /// Results of `rhetor score -o`
    results: PathBuf,
    /// How many quotations
    #[arg(short, default_value_t = 200, value_name = "N")]
    n: usize,
    /// The sheet; without it, standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Another seed draws another sample
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Draw from each speaker in proportion to the speaker's quotations
    #[arg(long, value_enum)]
    by: Option<Strata>,
    /// Leave out what the tool says
    #[arg(long)]
    blind: bool,
    /// How CSV is written [default: spreadsheet; plain on standard output]
    #[arg(long, value_enum)]
    dialect: Option<super::making::DialectName>,
    /// Replace the sheet
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    reading: super::reading::Options,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Strata {
    /// Speakers
    Speaker,
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    if let Some(path) = &args.output {
        file::check(path, args.force)?;
    }
    let mut problems = Vec::new();
    let mut quotes = results::quotes(&args.results, &mut problems)?;
    problems.iter().for_each(tell);
    let all = quotes.len();
    quotes.retain(|q| q.form != "scare");
    let (speech, scare) = (quotes.len(), all - quotes.len());
    if speech == 0 {
        return Err(
            Error::at(Place::file(args.results.display().to_string()), Kind::NothingToEvaluate).into()
        );
    }
    let twice = without_copies(&mut quotes);
    let distinct = quotes.len();
    let drawn = draw(quotes, args.n, args.seed, args.by.is_some());
    let contexts = contexts(&drawn, &results::inputs(&args.results), args.reading.reading(None));
    let rows: Vec<Vec<Cell>> =
        drawn.iter().zip(&contexts).map(|(q, c)| row(q, c.as_ref(), args.blind)).collect();
    let dialect = match (args.dialect, &args.output) {
        (Some(name), _) => name.into(),
        (None, Some(_)) => Dialect::Spreadsheet,
        (None, None) => Dialect::Plain,
    };
    let header: Vec<&str> = COLUMNS.into_iter().filter(|c| !(args.blind && TELLING.contains(c))).collect();
    file::table(args.output.as_deref(), dialect, &header, &rows)?;
    let bare = contexts.iter().filter(|c| c.is_none()).count();
    eprintln!(
        "{} of {} drawn{}; {} left out as nobody's speech",
        many(drawn.len() as u64, "quotation"),
        distinct,
        if args.by.is_some() { " in proportion by speaker" } else { "" },
        many(scare as u64, "scare quote")
    );
    if twice > 0 {
        eprintln!("{} left out: the same article was scored twice", many(twice as u64, "repeated quotation"));
    }
    if bare > 0 {
        eprintln!(
            "{} without context: the article's file is gone or has changed",
            many(bare as u64, "quotation")
        );
    }
    eprintln!("{}", if args.blind { CODEBOOK_BLIND } else { CODEBOOK });
    Ok(problems.is_empty())
}

/// Leaves out quotations whose id has been met; says how many.
fn without_copies(quotes: &mut Vec<Quoted>) -> usize {
    let (before, mut seen) = (quotes.len(), BTreeSet::new());
    quotes.retain(|q| seen.insert(q.quote_id.clone()));
    before - quotes.len()
}

/// A sample in random order, so that its first rows are a sample too. It depends on the
/// quotations' ids and the seed, not on the order of the quotations.
fn draw(mut quotes: Vec<Quoted>, n: usize, seed: u64, by_speaker: bool) -> Vec<Quoted> {
    quotes.sort_by_cached_key(|q| (lot(seed, &q.quote_id), q.quote_id.clone()));
    if !by_speaker || n >= quotes.len() {
        quotes.truncate(n);
        return quotes;
    }
    let mut left = shares(&quotes, n);
    quotes.retain(|q| {
        let of = left.get_mut(&q.speaker);
        of.is_some_and(|k| std::mem::replace(k, k.saturating_sub(1)) > 0)
    });
    quotes
}

/// How many of each speaker: in proportion, the largest remainders rounded up. Of equal
/// remainders that of the speaker whose quotation was drawn first.
fn shares(quotes: &[Quoted], n: usize) -> BTreeMap<String, usize> {
    let mut sizes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, quote) in quotes.iter().enumerate() {
        sizes.entry(&quote.speaker).or_insert((0, at)).0 += 1;
    }
    let mut shares: BTreeMap<String, usize> =
        sizes.iter().map(|(s, (k, _))| ((*s).to_string(), k * n / quotes.len())).collect();
    let mut remainders: Vec<(std::cmp::Reverse<usize>, usize, &str)> =
        sizes.iter().map(|(s, (k, first))| (std::cmp::Reverse(k * n % quotes.len()), *first, *s)).collect();
    remainders.sort_unstable();
    let given: usize = shares.values().sum();
    for (_, _, speaker) in remainders.into_iter().take(n - given) {
        *shares.entry(speaker.to_string()).or_default() += 1;
    }
    shares
}

/// A quotation's place in the draw.
fn lot(seed: u64, id: &str) -> u64 {
    let mut lot = Random::new(seed).number();
    for byte in id.bytes() {
        lot = Random::new(lot ^ u64::from(byte)).number();
    }
    lot
}

/// Characters on either side.
const REACH: usize = 300;

/// Letters at either end from which a quotation is known again.
const SURE: usize = 24;

/// What stands before and behind a quotation.
type Context = (String, String);

/// The context of each quotation, read again from the articles' files; none where the file
/// is gone, or the words no longer stand there.
fn contexts(drawn: &[Quoted], inputs: &[PathBuf], reading: Reading) -> Vec<Option<Context>> {
    let mut found: Vec<Option<Context>> = vec![None; drawn.len()];
    let mut wanted: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, quote) in drawn.iter().enumerate() {
        wanted.entry(&quote.article).or_default().push(at);
    }
    let named: BTreeSet<PathBuf> = drawn.iter().filter_map(|q| q.file.clone()).collect();
    let all = drawn.iter().all(|q| q.file.is_some());
    let files: Vec<PathBuf> = if all { named.into_iter().collect() } else { inputs.to_vec() };
    // Of a file in an archive the archive is read.
    let stored = |f: &PathBuf| PathBuf::from(f.to_string_lossy().split("!/").next().unwrap_or_default());
    let files: BTreeSet<PathBuf> = files.iter().map(stored).filter(|f| f.is_file()).collect();
    let files: Vec<PathBuf> = files.into_iter().collect();
    for made in Reader::new(&files, Box::new(std::io::empty())).reading(reading).articles() {
        let Ok((document, _)) = made else { continue };
        let Some(quotes) = wanted.get(&*document.id) else { continue };
        let text: Vec<char> = document.text.chars().collect();
        for &at in quotes {
            if found[at].is_none() {
                found[at] = context(&text, &drawn[at]);
            }
        }
    }
    found
}

fn context(text: &[char], quote: &Quoted) -> Option<Context> {
    let (start, end) = quote.span?;
    let letters = |c: &char| c.is_alphanumeric();
    let there: Vec<char> = text.get(start..end)?.iter().copied().filter(letters).collect();
    let said: Vec<char> = quote.text.chars().filter(letters).collect();
    // What is said in pieces has other words between them; what is long is cut in the table.
    let n = SURE.min(there.len()).min(said.len());
    let same_head = there[..n] == said[..n];
    let same_tail = quote.text.chars().count() >= CELL || there[there.len() - n..] == said[said.len() - n..];
    if !same_head || !same_tail {
        return None;
    }
    let from = start.saturating_sub(REACH);
    let to = text.len().min(end + REACH);
    let line =
        |part: &[char]| part.iter().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
    // No words in halves at the far ends.
    let is_space = |c: &char| c.is_whitespace();
    let head = if from == 0 { 0 } else { text[from..start].iter().position(is_space).unwrap_or(0) };
    let tail = if to == text.len() {
        to
    } else {
        end + text[end..to].iter().rposition(is_space).unwrap_or(to - end)
    };
    Some((line(&text[from + head..start]), line(&text[end..tail])))
}

const COLUMNS: [&str; 13] = [
    "quote_id",
    "article_id",
    "article",
    "left",
    "quote",
    "right",
    "speaker",
    "form",
    "confidence",
    "is_speech",
    "speaker_right",
    "true_speaker",
    "note",
];
/// Columns that a blind sheet leaves out.
const TELLING: [&str; 4] = ["speaker", "form", "confidence", "speaker_right"];

fn row(quote: &Quoted, context: Option<&Context>, blind: bool) -> Vec<Cell> {
    let side = |text: Option<&String>| text.map_or(Cell::Missing, |t| Cell::text(&**t));
    let mut cells = vec![
        Cell::text(&*quote.quote_id),
        Cell::text(&*quote.article_id),
        Cell::text(&*quote.article),
        side(context.map(|c| &c.0)),
        Cell::text(&*quote.text),
        side(context.map(|c| &c.1)),
    ];
    if !blind {
        cells.extend([Cell::text(&*quote.speaker), Cell::text(&*quote.form), Cell::number(quote.confidence)]);
    }
    cells.extend(vec![Cell::Missing; if blind { 3 } else { 4 }]);
    cells
}

const CODEBOOK: &str = "How to fill it in:
  is_speech      y  somebody's words, spoken or written
                 n  a title, a nickname, a term, a word held at a distance
  speaker_right  y  the speaker is who said it; for (unattributed): the article does not say who
                 n  somebody else is, or nobody is said to be
  true_speaker      where speaker_right is n: the fullest name that the article gives,
                    (nobody) where it does not say who
  left blank        not decided: counted, and left out of the shares
Then: rhetor evaluate --annotated SHEET [SHEET of a second coder …]";

const CODEBOOK_BLIND: &str = "How to fill it in:
  is_speech      y  somebody's words, spoken or written
                 n  a title, a nickname, a term, a word held at a distance
  true_speaker      where it is speech: the fullest name that the article gives, other names
                    that would be right behind a |; (nobody) where it does not say who
  left blank        not decided: counted, and left out of the shares
Then: rhetor evaluate --annotated SHEET [SHEET of a second coder …] --results DIR";

#[cfg(test)]
mod tests {
    use super::*;

    fn quotes() -> Vec<Quoted> {
        let quote = |n: usize| Quoted {
            quote_id: format!("q_{n}"),
            article_id: "a_1".into(),
            article: "one".into(),
            speaker: if n < 60 { "Ana Ortiz" } else { "Bram Vale" }.into(),
            form: "direct".into(),
            confidence: None,
            file: None,
            span: None,
            text: String::new(),
        };
        (0..80).map(quote).collect()
    }

    fn ids(drawn: &[Quoted]) -> Vec<&str> {
        drawn.iter().map(|q| &*q.quote_id).collect()
    }

    #[test]
    fn a_sample_does_not_depend_on_the_order_and_a_larger_one_begins_with_it() {
        let backward: Vec<Quoted> = quotes().into_iter().rev().collect();
        let (drawn, larger) = (draw(quotes(), 10, 1, false), draw(backward, 20, 1, false));
        assert_eq!(ids(&drawn), ids(&larger)[..10]);
        assert_ne!(ids(&drawn), ids(&draw(quotes(), 10, 2, false)));
    }

    #[test]
    fn by_speaker_each_has_a_share_in_proportion() {
        let drawn = draw(quotes(), 10, 1, true);
        // 60 and 20 of 80: 7.5 and 2.5 of ten, the half given to one of them.
        let vale = drawn.iter().filter(|q| q.speaker == "Bram Vale").count();
        assert!(drawn.len() == 10 && (vale == 2 || vale == 3), "{vale}");
    }

    #[test]
    fn context_stands_only_where_the_words_still_stand() {
        let text: Vec<char> = "Ana said: “We wait.” Then she left.".chars().collect();
        let mut quote = Quoted { span: Some((11, 19)), text: "We wait.".into(), ..quotes()[0].clone() };
        assert_eq!(context(&text, &quote), Some(("Ana said: “".into(), "” Then she left.".into())));
        quote.text = "We vote.".into();
        assert_eq!(context(&text, &quote), None);
    }
}
