//! `rhetor lexicon stats`: what lexicons find in a corpus, and what they leave.

use super::super::{Failure, color, file, print, reading, tell};
use super::find;
use anstream::eprintln;
use rhetor::analysis::{Desk, Tools};
use rhetor::document::Document;
use rhetor::error::{Effect, Error, Kind, Place, Problem};
use rhetor::ingest::{Made, Reader, Record};
use rhetor::lexicon::Lexicon;
use rhetor::pipeline;
use rhetor::report::Cell;
use rhetor::report::csv::Dialect;
use rhetor::report::kwic::fit;
use rhetor::report::terminal::many;
use rhetor::tally::coverage::{Coverage, Found, units};
use std::path::PathBuf;
use unicode_width::UnicodeWidthStr;

/// Count over a corpus which rows do the work, and which words no row covers
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_STATS)]
pub(super) struct Args {
    /// Names, folders or CSV files
    #[arg(required = true, value_name = "LEXICON")]
    lexicons: Vec<String>,
    /// The corpus: files, folders or - for standard input
    #[arg(long, required = true, num_args = 1.., value_name = "INPUT")]
    on: Vec<PathBuf>,
    /// Count in whole texts, not in what is quoted
    #[arg(long)]
    whole: bool,
    /// Rows and words listed
    #[arg(long, default_value_t = 10, value_name = "N")]
    top: usize,
    /// List every row with its count, and those that never match
    #[arg(long)]
    all: bool,
    /// A table for people, or one for programs
    #[arg(short, long, value_enum, default_value_t = Format::Terminal)]
    format: Format,
    /// Threads [default: one for each core]
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    #[command(flatten)]
    reading: reading::Options,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// In 80 columns
    Terminal,
    /// One row a figure
    Csv,
}

pub(super) fn run(args: &Args) -> Result<bool, Failure> {
    let mut problems = Vec::new();
    let mut lexicons = Vec::new();
    for name in &args.lexicons {
        let (lexicon, said) = find(name);
        problems.extend(said);
        lexicons.push(lexicon.map_err(Failure::Usage)?);
    }
    let tools = Tools { whole: args.whole, ..Tools::with(lexicons)? };
    let sum = count(args, &tools, &mut problems)?;
    problems.iter().filter(|p| p.effect != Effect::Ignored).for_each(tell);
    let rejected = problems.iter().filter(|p| p.effect == Effect::Rejected).count();
    if sum.units == 0 {
        return Err(Error::at(Place::file("rhetor lexicon stats"), Kind::NothingToScore).into());
    }
    let lines = lines(args, &tools.lexicons, &sum);
    match args.format {
        Format::Terminal => print(&terminal(args, &tools.lexicons, &lines, &sum))?,
        Format::Csv => {
            let rows: Vec<Vec<Cell>> = lines.iter().map(Line::cells).collect();
            file::table(None, Dialect::Plain, &COLUMNS, &rows)?;
        }
    }
    if rejected > 0 {
        eprintln!("{} rejected", many(rejected as u64, "input"));
    }
    Ok(rejected == 0)
}

/// Counts over all articles, in order.
fn count(args: &Args, tools: &Tools, problems: &mut Vec<Problem>) -> Result<Coverage, Failure> {
    let mut sum = Coverage { lexicons: vec![Found::default(); tools.lexicons.len()], ..Coverage::default() };
    let work = |document: &Document, desk: &mut Desk| {
        units(document, tools, desk, |parsed, vocabulary, units| {
            Coverage::of(parsed, vocabulary, units, tools.lexicons.len(), &tools.facts)
        })
    };
    corpus((&args.on, &args.reading), args.jobs, tools, problems, work, |coverage| sum += &coverage)?;
    Ok(sum)
}

/// Works on every article of a corpus, and takes the results in order.
pub(super) fn corpus<T: Send>(
    (inputs, reading): (&[PathBuf], &reading::Options),
    jobs: usize,
    tools: &Tools,
    problems: &mut Vec<Problem>,
    work: impl Fn(&Document, &mut Desk) -> T + Sync,
    mut take: impl FnMut(T),
) -> Result<(), Failure> {
    let stdin = Box::new(std::io::BufReader::new(std::io::stdin()));
    let mut left = reading::Left::default();
    let mut reader = Reader::new(inputs, stdin).reading(reading.reading(None));
    pipeline::run(
        &mut reader,
        |record| record.as_ref().map_or(0, Record::len),
        jobs,
        || tools.desk(),
        |record: Result<Record, Problem>, desk| {
            let mut one = |made: Made| made.map(|(document, said)| (work(&document, desk), said));
            match record {
                Ok(record) => record.documents().into_iter().map(one).collect(),
                Err(problem) => vec![one(Err(problem))],
            }
        },
        |done: Vec<Result<(T, Vec<Problem>), Problem>>| {
            for done in done {
                match done {
                    Ok((result, said)) => {
                        take(result);
                        problems.extend(said);
                    }
                    Err(problem) if left.counts(&problem) => {}
                    Err(problem) => problems.push(problem),
                }
            }
            Ok::<(), Failure>(())
        },
    )?;
    left.tell(false);
    Ok(())
}

const COLUMNS: [&str; 8] =
    ["lexicon", "figure", "name", "category", "line", "count", "share", "cumulative_share"];

/// One figure.
struct Line {
    lexicon: String,
    figure: &'static str,
    name: String,
    category: String,
    line: Option<u64>,
    count: u64,
    share: Option<f64>,
    cumulative: Option<f64>,
}

impl Line {
    fn cells(&self) -> Vec<Cell> {
        let text = |text: &str| if text.is_empty() { Cell::Missing } else { Cell::text(text) };
        vec![
            text(&self.lexicon),
            Cell::Fixed(self.figure),
            text(&self.name),
            text(&self.category),
            self.line.map_or(Cell::Missing, Cell::Count),
            Cell::Count(self.count),
            Cell::number(self.share),
            Cell::number(self.cumulative),
        ]
    }
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Every figure, in the order in which both formats have them.
fn lines(args: &Args, lexicons: &[Lexicon], sum: &Coverage) -> Vec<Line> {
    let line = |lexicon: &str, figure, name: &str, count, share| Line {
        lexicon: lexicon.into(),
        figure,
        name: name.into(),
        category: String::new(),
        line: None,
        count,
        share,
        cumulative: None,
    };
    let mut lines = vec![line("", "units", "", sum.units, None), line("", "words", "", sum.words, None)];
    for (lexicon, found) in lexicons.iter().zip(&sum.lexicons) {
        let hits: u64 = found.rows.values().sum();
        lines.push(line(&lexicon.name, "hits", "", hits, None));
        lines.push(line(&lexicon.name, "words_covered", "", found.words, share(found.words, sum.words)));
        lines.push(line(&lexicon.name, "units_with_hit", "", found.units, share(found.units, sum.units)));
        for (at, category) in lexicon.categories.iter().enumerate() {
            let within = |row: usize| {
                let parent = |c: &usize| lexicon.categories[*c].parent;
                std::iter::successors(lexicon.entries[row].category, parent).any(|c| c == at)
            };
            let count = found.rows.iter().filter(|(row, _)| within(**row)).map(|(_, n)| n).sum();
            let parent = category.parent.map_or("", |p| &lexicon.categories[p].name);
            let category = line(&lexicon.name, "category", &category.name, count, share(count, hits));
            lines.push(Line { category: parent.into(), ..category });
        }
        let mut rows: Vec<(u64, usize)> = found.rows.iter().map(|(row, n)| (*n, *row)).collect();
        rows.sort_by_key(|&(n, row)| (std::cmp::Reverse(n), row));
        let mut so_far = 0;
        let of_row = |figure, row: usize, count, share| {
            let entry = &lexicon.entries[row];
            let line = line(&lexicon.name, figure, &entry.pattern.text, count, share);
            Line { category: lexicon.category_name(entry).into(), line: Some(entry.line), ..line }
        };
        for &(n, row) in rows.iter().take(if args.all { usize::MAX } else { args.top }) {
            so_far += n;
            lines.push(Line { cumulative: share(so_far, hits), ..of_row("row", row, n, share(n, hits)) });
        }
        let counting = lexicon.entries.iter().filter(|e| e.category.is_some()).count() as u64;
        let never = counting - rows.len() as u64;
        lines.push(line(&lexicon.name, "rows_without_hit", "", never, share(never, counting)));
        let silent = (0..lexicon.entries.len())
            .filter(|&row| lexicon.entries[row].category.is_some() && !found.rows.contains_key(&row));
        if args.all {
            lines.extend(silent.map(|row| of_row("row_without_hit", row, 0, None)));
        }
    }
    let mut others: Vec<(&str, u64)> = sum.others.iter().map(|(word, n)| (&**word, *n)).collect();
    others.sort_by_key(|&(word, n)| (std::cmp::Reverse(n), word));
    let most = others.into_iter().take(args.top);
    lines.extend(most.map(|(word, n)| line("", "word_not_covered", word, n, share(n, sum.words))));
    lines
}

/// The same for people.
fn terminal(args: &Args, lexicons: &[Lexicon], lines: &[Line], sum: &Coverage) -> String {
    let unit = if args.whole { "text" } else { "quote" };
    let percent = |share: Option<f64>| share.map_or_else(String::new, |s| format!("{:.1} %", 100.0 * s));
    let mut out = format!("{} in {}\n", many(sum.words, "word"), many(sum.units, unit));
    let mut push = |line: String| out.push_str(&format!("{}\n", line.trim_end()));
    let mut before = "";
    for line in lines {
        let share = percent(line.share);
        let name = |width: usize| {
            let name = fit(&line.name, width);
            let fill = " ".repeat(width.saturating_sub(name.width()));
            format!("{name}{fill}")
        };
        match line.figure {
            "hits" => {
                let title = lexicons.iter().find(|l| l.name == line.lexicon).map_or("", |l| &*l.title);
                push(format!(
                    "\n{} ({}): {}",
                    fit(title, 48),
                    fit(&line.lexicon, 16),
                    many(line.count, "hit")
                ));
            }
            "words_covered" => push(format!("  {share} of the words are covered")),
            "units_with_hit" => push(format!("  {share} of the {unit}s have a hit")),
            "category" => {
                let indent = if line.category.is_empty() { "  " } else { "    " };
                push(format!("{indent}{}{:>8} {share:>8}", name(40 - indent.len()), line.count));
            }
            "row" => {
                if before != "row" {
                    push("  rows that do the work                 hits    share   so far".into());
                }
                let so_far = percent(line.cumulative);
                let category = fit(&line.category, 17);
                push(format!("    {}{:>7} {share:>8} {so_far:>8}  {category}", name(33), line.count));
            }
            "rows_without_hit" => {
                let how = if args.all || line.count == 0 { "" } else { "; --all lists them" };
                push(format!("  {} ({share}) without a hit{how}", many(line.count, "row")));
            }
            "row_without_hit" => push(format!("    {} {}", name(34), fit(&line.category, 32))),
            "word_not_covered" => {
                if before != "word_not_covered" {
                    push("\nCommonest words that no row covers, function words left out".into());
                }
                push(format!("    {}{:>8} {share:>8}", name(36), line.count));
            }
            _ => {}
        }
        before = line.figure;
    }
    out
}
