//! `rhetor lexicon diff`: what changed between two versions of a lexicon, and what that does
//! to the numbers of a corpus.

use super::super::{Failure, color, file, print, reading, tell};
use super::{find, stats};
use anstream::eprintln;
use rhetor::analysis::{Desk, Tools};
use rhetor::document::Document;
use rhetor::error::{Effect, Problem};
use rhetor::lexicon::Lexicon;
use rhetor::lexicon::diff::{Change, Diff, diff};
use rhetor::report::Cell;
use rhetor::report::csv::Dialect;
use rhetor::report::kwic::{Line, WIDTH, fit};
use rhetor::report::terminal::many;
use rhetor::score::Hit;
use rhetor::tally::coverage::{Unit, units};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Compare two versions of a lexicon, and what they find in a corpus
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_DIFF)]
pub(super) struct Args {
    /// The earlier version: a name, a folder or a CSV file
    old: String,
    /// The later one
    new: String,
    /// Also count in a corpus: files, folders or - for standard input
    #[arg(long, num_args = 1.., value_name = "INPUT")]
    on: Vec<PathBuf>,
    /// Count in whole texts, not in what is quoted
    #[arg(long, requires = "on")]
    whole: bool,
    /// Rows listed with their contexts
    #[arg(long, default_value_t = 10, value_name = "N")]
    top: usize,
    /// Lines for people, or one row a change
    #[arg(short, long, value_enum, default_value_t = stats::Format::Terminal)]
    format: stats::Format,
    /// Threads [default: one for each core]
    #[arg(short, long, default_value_t = 0, hide_default_value = true)]
    jobs: usize,
    #[command(flatten)]
    reading: reading::Options,
}

/// Contexts kept for a row.
const CONTEXTS: usize = 2;
/// Letters of context on either side.
const REACH: usize = 60;

/// Hits by category, old and new; and by row those that only one version has.
#[derive(Default)]
struct Moved {
    categories: BTreeMap<String, [u64; 2]>,
    /// By version (0 lost, 1 gained) and entry.
    rows: BTreeMap<(usize, usize), (u64, Vec<Line>)>,
}

pub(super) fn run(args: &Args) -> Result<bool, Failure> {
    let mut problems = Vec::new();
    let mut read = |name: &str| {
        let (lexicon, said) = find(name);
        problems.extend(said);
        lexicon.map_err(Failure::Usage)
    };
    let versions = vec![read(&args.old)?, read(&args.new)?];
    let diff = diff(&versions[0], &versions[1]);
    let tools = Tools { whole: args.whole, ..Tools::with(versions)? };
    let mut moved = None;
    if !args.on.is_empty() {
        let mut sum = Moved::default();
        let work = |document: &Document, desk: &mut Desk| {
            units(document, &tools, desk, |parsed, _, units| {
                let mut moved = Moved::default();
                for unit in units {
                    moved.add(unit, parsed.text, &tools.lexicons);
                }
                moved
            })
        };
        stats::corpus((&args.on, &args.reading), args.jobs, &tools, &mut problems, work, |part| {
            sum.join(part);
        })?;
        moved = Some(sum);
    }
    problems.iter().filter(|p| p.effect != Effect::Ignored).for_each(tell);
    match args.format {
        stats::Format::Terminal => print(&terminal(args, &tools.lexicons, &diff, moved.as_ref()))?,
        stats::Format::Csv => {
            file::table(None, Dialect::Plain, &COLUMNS, &rows(&tools.lexicons, &diff, moved.as_ref()))?;
        }
    }
    let rejected = problems.iter().filter(|p: &&Problem| p.effect == Effect::Rejected).count();
    if rejected > 0 {
        eprintln!("{} rejected", many(rejected as u64, "row or input"));
    }
    Ok(rejected == 0)
}

impl Moved {
    fn add(&mut self, unit: &Unit, text: &str, lexicons: &[Lexicon]) {
        let category = |hit: &Hit| {
            let lexicon = &lexicons[hit.lexicon];
            lexicon.category_name(&lexicon.entries[hit.entry])
        };
        for hit in &unit.hits {
            self.categories.entry(category(hit).into()).or_default()[hit.lexicon] += 1;
            let same = |other: &&Hit| {
                other.lexicon != hit.lexicon && other.span == hit.span && category(other) == category(hit)
            };
            if unit.hits.iter().find(same).is_none() {
                let (count, contexts) = self.rows.entry((hit.lexicon, hit.entry)).or_default();
                *count += 1;
                if contexts.len() < CONTEXTS {
                    let before: Vec<char> = text[..hit.span.start].chars().rev().take(REACH).collect();
                    let before: String = before.into_iter().rev().collect();
                    let behind: String = text[hit.span.end..].chars().take(REACH).collect();
                    contexts.push(Line::new(&before, hit.span.of(text), &behind));
                }
            }
        }
    }

    fn join(&mut self, other: Self) {
        for (category, hits) in other.categories {
            let sum = self.categories.entry(category).or_default();
            *sum = [sum[0] + hits[0], sum[1] + hits[1]];
        }
        for (row, (count, contexts)) in other.rows {
            let (sum, kept) = self.rows.entry(row).or_default();
            *sum += count;
            kept.extend(contexts);
            kept.truncate(CONTEXTS);
        }
    }

    /// Rows by how many hits only their version has.
    fn ranked(&self) -> Vec<(usize, usize, u64, &[Line])> {
        let all = self.rows.iter().map(|(&(side, row), (count, lines))| (side, row, *count, &**lines));
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|&(side, row, count, _)| (Reverse(count), side, row));
        all
    }
}

fn said(changes: &[Change]) -> String {
    let or_nothing = |text: &str| if text.is_empty() { "nothing".to_string() } else { text.to_string() };
    let one = |c: &Change| format!("{} {} → {}", c.field, or_nothing(&c.old), or_nothing(&c.new));
    changes.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn terminal(args: &Args, versions: &[Lexicon], diff: &Diff, moved: Option<&Moved>) -> String {
    let Diff { head, added, removed, changed } = diff;
    let mut out = String::new();
    let mut push = |line: &str| out.push_str(&format!("{}\n", fit(line, WIDTH)));
    let rows = |rows: &[usize]| many(rows.len() as u64, "row");
    if diff.is_empty() {
        push("no row differs");
    } else {
        push(&format!("{} added, {} removed, {} changed", rows(added), removed.len(), changed.len()));
    }
    for change in head {
        push(&format!("  {}", said(std::slice::from_ref(change))));
    }
    let row = |side: usize, row: usize| {
        let entry = &versions[side].entries[row];
        format!("{} ({}), line {}", entry.pattern.text, versions[side].category_name(entry), entry.line)
    };
    for &at in added {
        push(&format!("  + {}", row(1, at)));
    }
    for &at in removed {
        push(&format!("  - {}", row(0, at)));
    }
    for (_, new, changes) in changed {
        push(&format!("  ~ {}: {}", row(1, *new), said(changes)));
    }
    let Some(moved) = moved else { return out };
    push(&format!("\nHits {:>47} {:>8} {:>8}", "old", "new", "change"));
    let sum = |side: usize| moved.categories.values().map(|hits| hits[side]).sum();
    let all = ("all".to_string(), [sum(0), sum(1)]);
    for (name, [old, new]) in moved.categories.iter().map(|(n, h)| (n.clone(), *h)).chain([all]) {
        let change = i128::from(new) - i128::from(old);
        push(&format!("  {:<40} {old:>9} {new:>8} {change:>+8}", fit(&name, 40)));
    }
    let ranked = moved.ranked();
    if !ranked.is_empty() {
        push("\nRows whose hits only one version has");
    }
    for &(side, at, count, contexts) in ranked.iter().take(args.top) {
        push(&format!("  {}{count} {}", if side == 1 { '+' } else { '-' }, row(side, at)));
        for c in contexts {
            push(&format!("{}{}{}", c.left, c.keyword, c.right));
        }
    }
    if ranked.len() > args.top {
        push(&format!("  and {}; --top shows more", many((ranked.len() - args.top) as u64, "row")));
    }
    out
}

const COLUMNS: [&str; 8] = ["change", "pattern", "category", "field", "old", "new", "old_line", "new_line"];

/// One row a change; with a corpus, one a category and one a row that accounts for it.
fn rows(versions: &[Lexicon], diff: &Diff, moved: Option<&Moved>) -> Vec<Vec<Cell>> {
    let text = |text: &str| if text.is_empty() { Cell::Missing } else { Cell::text(text) };
    let of = |side: usize, row: usize| {
        let entry = &versions[side].entries[row];
        let line = [0, 1].map(|s| if s == side { Cell::Count(entry.line) } else { Cell::Missing });
        (Cell::text(&*entry.pattern.text), Cell::text(versions[side].category_name(entry)), line)
    };
    let none = || Cell::Missing;
    let mut rows = Vec::new();
    for Change { field, old, new } in &diff.head {
        let what = [Cell::Fixed("lexicon"), none(), none(), Cell::Fixed(field)];
        rows.push([&what[..], &[text(old), text(new), none(), none()]].concat());
    }
    for (what, side, which) in [("added", 1, &diff.added), ("removed", 0, &diff.removed)] {
        for &row in which {
            let (pattern, category, [old, new]) = of(side, row);
            rows.push(vec![Cell::Fixed(what), pattern, category, none(), none(), none(), old, new]);
        }
    }
    for (old, new, changes) in &diff.changed {
        for change in changes {
            let (pattern, category, [_, new_line]) = of(1, *new);
            let old_line = Cell::Count(versions[0].entries[*old].line);
            let (was, is) = (text(&change.old), text(&change.new));
            let field = Cell::Fixed(change.field);
            rows.push(vec![Cell::Fixed("changed"), pattern, category, field, was, is, old_line, new_line]);
        }
    }
    let Some(moved) = moved else { return rows };
    for (category, hits) in &moved.categories {
        let what = [Cell::Fixed("hits"), none(), text(category), Cell::Fixed("hits")];
        rows.push([&what[..], &[Cell::Count(hits[0]), Cell::Count(hits[1]), none(), none()]].concat());
    }
    for (side, row, count, _) in moved.ranked() {
        let (pattern, category, [old, new]) = of(side, row);
        let counts = [0, 1].map(|s| if s == side { Cell::Count(count) } else { none() });
        let [was, is] = counts;
        rows.push(vec![
            Cell::Fixed("hits_of_one"),
            pattern,
            category,
            Cell::Fixed("hits"),
            was,
            is,
            old,
            new,
        ]);
    }
    rows
}
