//! `rhetor evidence`: the words behind a number, in context.

mod print;

use super::results::{parts, whole};
use super::sheet::{Row, Stream};
use super::{Failure, color, near, tell};
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::evaluate::resample::Random;
use rhetor::lexicon::builtin;
use rhetor::report::{Speech, Table};
use rhetor::text::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Show the words behind a number, in context
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_EVIDENCE)]
pub(crate) struct Args {
    /// Results of `rhetor score -o`
    results: PathBuf,
    /// Only of this speaker, by name or id; may be repeated, as the others below
    #[arg(short, long, value_name = "NAME")]
    speaker: Vec<String>,
    /// Only of this category, or part of one
    #[arg(short, long, value_name = "NAME")]
    category: Vec<String>,
    /// Only of this lexicon
    #[arg(short, long, value_name = "NAME")]
    lexicon: Vec<String>,
    /// Only with this stance
    #[arg(long, value_name = "STANCE", value_parser = STANCES)]
    stance: Vec<String>,
    /// Only of this row of a lexicon, by its pattern
    #[arg(short, long, value_name = "PATTERN")]
    entry: Vec<String>,
    /// Hits shown [default: 40; as CSV all]
    #[arg(short = 'n', long, value_name = "N")]
    limit: Option<usize>,
    /// In which order
    #[arg(long, value_enum, default_value_t = Sort::Order)]
    sort: Sort,
    /// Of speech that is reported without quotation marks (`score --quotes all`)
    #[arg(long)]
    reported: bool,
    /// Lines for people, or the rows as the table has them
    #[arg(short, long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// How CSV is written [default: plain]
    #[arg(long, value_enum)]
    dialect: Option<super::making::DialectName>,
}

pub(super) const STANCES: [&str; 7] =
    ["asserts", "accuses", "rejects", "denies", "negated", "conditional", "historical"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Sort {
    /// As the table has them
    Order,
    /// By the words before, the nearest first
    Left,
    /// By the words that matched
    Keyword,
    /// By the words behind
    Right,
    /// By speaker
    Speaker,
    /// By date
    Date,
    /// By lot: the first N are a sample, the same one each time
    Random,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Two lines a hit, in 80 columns
    Terminal,
    /// One row a hit
    Csv,
}

/// Hits shown in a terminal where nothing else is said.
const SHOWN: usize = 40;

/// One row of the table, by column.
type Hit = BTreeMap<String, String>;

/// What was read.
struct Read {
    names: Vec<String>,
    /// Those to show, in order.
    hits: Vec<Hit>,
    /// How many there are.
    all: u64,
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let speech = if args.reported { Speech::Reported } else { Speech::Quoted };
    let table = Table::Evidence.name(speech);
    whole(&args.results)?;
    let files = parts(&args.results, table);
    if files.is_empty() {
        let place = Place::file(args.results.display().to_string());
        return Err(Error::at(place, Kind::NoTable(format!("{table}.csv"))).into());
    }
    let mut filters = filters(args);
    let mut problems = Vec::new();
    let read = read(&files, args, &mut filters, &mut problems)?;
    for filter in &filters {
        filter.check(&args.results, speech)?;
    }
    problems.iter().for_each(tell);
    match args.format {
        Format::Csv => print::csv(&read, args.dialect)?,
        Format::Terminal => {
            let articles = articles(&args.results, speech, &read.hits, &mut problems)?;
            print::terminal(&read, &articles)?;
        }
    }
    Ok(problems.is_empty())
}

/// Keeps what is asked for, and no more of it than is shown.
fn read(
    files: &[PathBuf],
    args: &Args,
    filters: &mut [Filter],
    problems: &mut Vec<Problem>,
) -> Result<Read, Failure> {
    let most = match (args.limit, args.format) {
        (Some(limit), _) => limit,
        (None, Format::Terminal) => SHOWN,
        (None, Format::Csv) => usize::MAX,
    };
    let (mut names, mut all) = (Vec::new(), 0);
    let mut kept: Vec<((Vec<String>, u64), Hit)> = Vec::new();
    for file in files {
        let mut stream = Stream::open(file, &["speaker", "category", "entry", "left", "keyword", "right"])?;
        let columns = stream.names.clone();
        while let Some(row) = stream.next_row(problems) {
            // Every filter looks, so that each knows what there is.
            let mut takes = true;
            for filter in &mut *filters {
                takes &= filter.takes(&row);
            }
            if takes {
                all += 1;
                if args.sort != Sort::Order || kept.len() < most {
                    let cell = |name: &String| Some((name.clone(), row.cell(name)?.to_string()));
                    kept.push(((key(args.sort, &row), all), columns.iter().filter_map(cell).collect()));
                }
                if kept.len() > most.saturating_mul(2).saturating_add(1024) {
                    kept.sort_by(|a, b| a.0.cmp(&b.0));
                    kept.truncate(most);
                }
            }
        }
        if names.is_empty() {
            names = columns;
        }
    }
    kept.sort_by(|a, b| a.0.cmp(&b.0));
    kept.truncate(most);
    Ok(Read { names, hits: kept.into_iter().map(|(_, hit)| hit).collect(), all })
}

/// What a hit is sorted by; of equal ones the first in the table is the first.
fn key(sort: Sort, row: &Row<'_>) -> Vec<String> {
    let words = |column: &str| -> Vec<String> {
        let plain = |word: &str| fold::plain(word).trim_matches(|c: char| !c.is_alphanumeric()).to_string();
        row.cell(column).unwrap_or_default().split_whitespace().map(plain).collect()
    };
    match sort {
        Sort::Order => Vec::new(),
        Sort::Left => words("left").into_iter().rev().collect(),
        Sort::Keyword => words("keyword"),
        Sort::Right => words("right"),
        Sort::Speaker => words("speaker"),
        Sort::Date => words("date"),
        Sort::Random => {
            let place =
                ["quote_id", "char_start", "lexicon", "entry"].map(|c| row.cell(c).unwrap_or_default());
            let lot = place
                .iter()
                .flat_map(|p| p.bytes())
                .fold(Random::new(1).number(), |lot, byte| Random::new(lot ^ u64::from(byte)).number());
            vec![format!("{lot:020}")]
        }
    }
}

/// A name as it is compared, and as it was typed.
struct Asked {
    plain: String,
    typed: String,
}

impl Asked {
    fn new(typed: &str) -> Self {
        Self { plain: fold::plain(typed.trim()), typed: typed.trim().into() }
    }
}

/// What is asked of some columns.
struct Filter {
    what: &'static str,
    columns: &'static [&'static str],
    asked: Vec<Asked>,
    /// What there is, as written.
    seen: BTreeSet<String>,
}

fn filters(args: &Args) -> Vec<Filter> {
    let filter = |what, columns, asked: &Vec<String>| Filter {
        what,
        columns,
        asked: asked.iter().map(|a| Asked::new(a)).collect(),
        seen: BTreeSet::new(),
    };
    let all = [
        filter("speaker", &["speaker", "speaker_id"], &args.speaker),
        filter("category", &["category", "subcategory"], &args.category),
        filter("lexicon", &["lexicon"], &args.lexicon),
        filter("entry", &["entry"], &args.entry),
        filter("stance", &["stance"], &args.stance),
    ];
    all.into_iter().filter(|f| !f.asked.is_empty()).collect()
}

impl Filter {
    fn takes(&mut self, row: &Row<'_>) -> bool {
        let mut takes = false;
        for value in self.columns.iter().filter_map(|column| row.cell(column)) {
            let plain = fold::plain(value);
            takes |= self.asked.iter().any(|asked| asked.plain == plain);
            if !self.seen.contains(value) {
                self.seen.insert(value.into());
            }
        }
        takes
    }

    /// Refuses what neither this table nor the run knows: a speaker without a hit is known.
    fn check(&self, results: &Path, speech: Speech) -> Result<(), Failure> {
        let seen: BTreeSet<String> = self.seen.iter().map(|s| fold::plain(s)).collect();
        let unknown: Vec<&Asked> = self.asked.iter().filter(|a| !seen.contains(&a.plain)).collect();
        if unknown.is_empty() || self.what == "stance" {
            return Ok(());
        }
        let known = self.known(results, speech)?;
        let is_known = |asked: &Asked| known.iter().any(|k| fold::plain(k) == asked.plain);
        let Some(asked) = unknown.into_iter().find(|asked| !is_known(asked)) else { return Ok(()) };
        let all = self.seen.union(&known).map(|s| &**s).filter(|s| !s.starts_with("s_"));
        let near = near::names(&asked.plain, all);
        let near = if near.is_empty() && self.seen.len() < 40 {
            self.seen.iter().filter(|s| !s.starts_with("s_")).cloned().collect()
        } else {
            near
        };
        let place = Place::file(results.display().to_string());
        Err(Failure::Usage(Error::at(place, Kind::NotInResults(self.what, asked.typed.clone(), near))))
    }

    /// What the run knows besides what was hit.
    fn known(&self, results: &Path, speech: Speech) -> Result<BTreeSet<String>, Failure> {
        let builtin = || builtin::NAMES.iter().filter_map(|n| builtin::get(n).and_then(Result::ok));
        Ok(match self.what {
            "speaker" => {
                let (mut names, mut problems) = (BTreeSet::new(), Vec::new());
                for file in parts(results, Table::Speakers.name(speech)) {
                    let mut stream = Stream::open(&file, &["speaker"])?;
                    while let Some(row) = stream.next_row(&mut problems) {
                        names.extend(
                            ["speaker", "speaker_id"].iter().filter_map(|c| row.cell(c)).map(str::to_string),
                        );
                    }
                }
                names
            }
            "category" => {
                let files = parts(results, Table::SpeakersLong.name(speech));
                let (mut names, mut problems) = (BTreeSet::new(), Vec::new());
                for file in files {
                    let mut stream = Stream::open(&file, &["category"])?;
                    while let Some(row) = stream.next_row(&mut problems) {
                        let cells = ["category", "subcategory"].map(|c| row.cell(c));
                        names.extend(cells.into_iter().flatten().map(str::to_string));
                    }
                }
                names
            }
            "lexicon" => builtin().map(|l| l.name.clone()).collect(),
            _ => builtin().flat_map(|l| l.entries.iter()).map(|e| e.pattern.text.to_string()).collect(),
        })
    }
}

/// The articles' own ids, by `article_id`, of those that are shown.
fn articles(
    results: &Path,
    speech: Speech,
    hits: &[Hit],
    problems: &mut Vec<Problem>,
) -> Result<BTreeMap<String, String>, Failure> {
    let mut wanted: BTreeSet<&str> = hits.iter().filter_map(|h| h.get("article_id")).map(|s| &**s).collect();
    let mut found = BTreeMap::new();
    for file in parts(results, Table::SpeakerArticles.name(speech)) {
        let mut stream = Stream::open(&file, &["article_id", "article"])?;
        while !wanted.is_empty()
            && let Some(row) = stream.next_row(problems)
        {
            if let (Some(id), Some(article)) = (row.cell("article_id"), row.cell("article"))
                && wanted.remove(id)
            {
                found.insert(id.to_string(), article.to_string());
            }
        }
    }
    Ok(found)
}
