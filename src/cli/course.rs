//! What is counted while articles come, and what is written and said in the end: the same for
//! articles that this process scored and for those that others did.

use super::output::{Output, Sums, Written};
use super::problems::Problems;
use super::progress::Progress;
use super::stop::Stop;
use super::{Failure, reading, speakers, unit};
use anstream::{eprint, eprintln};
use rhetor::analysis::Unit;
use rhetor::error::{Error, Kind, Place, Problem};
use rhetor::ingest::Input;
use rhetor::lexicon::facts::Facts;
use rhetor::pipeline::Threads;
use rhetor::report::alike::{self, Summed};
use rhetor::report::folder::whole::Stopped;
use rhetor::report::formats::Options;
use rhetor::report::manifest::{self, Weights};
use rhetor::report::{Article, Ids, Printed, Run, Speech, terminal};
use rhetor::tally::Tally;
use rhetor::tally::groups::Groups;
use std::io::IsTerminal;
use std::path::Path;

/// What is counted while the run goes on.
#[derive(Default)]
pub(crate) struct Course {
    pub(crate) tally: Tally,
    /// The same for speech without quotation marks.
    reported: Tally,
    ids: Ids,
    printed: Printed,
    groups: Groups,
    pub(crate) problems: Problems,
    /// The first document that was scored whole and has no speaker.
    first_nobody: Option<Place>,
    /// Articles that the days asked for leave out.
    pub(crate) left: reading::Left,
    /// Lines and credits of articles that were set aside.
    furniture: u64,
}

/// What the command knows of a run that has read all.
pub(crate) struct Ending<'a> {
    /// The command, for messages.
    pub(crate) command: &'static str,
    pub(crate) target: Option<&'a Path>,
    pub(crate) quiet: bool,
    pub(crate) by_days: bool,
    /// The field that names a document's speaker.
    pub(crate) speaker_col: &'a str,
    pub(crate) nested_scope: &'static str,
    pub(crate) weights: Vec<Weights>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) lexicon_rows_rejected: u64,
    pub(crate) languages: Vec<String>,
    pub(crate) stopped: Option<Stopped>,
    /// What pages show beside the numbers.
    pub(crate) page: Options,
    /// By what names are told to be alike.
    pub(crate) facts: &'a Facts,
}

impl Course {
    pub(crate) fn new(quiet: bool) -> Self {
        Self { problems: Problems::new(quiet), ..Self::default() }
    }

    /// Counts the next article, with what was wrong though it could be kept, and hands it back
    /// to be written.
    pub(crate) fn article(
        &mut self,
        mut article: Article,
        problems: Vec<Problem>,
        run: &Run,
        output: &mut Output,
        progress: &Progress,
    ) -> Result<Article, Failure> {
        let repeated = self.ids.settle(&mut article);
        self.printed.settle(&mut article, run);
        for problem in problems.into_iter().chain(repeated) {
            self.problems.take(&problem, output, progress)?;
        }
        self.add(&article, run);
        Ok(article)
    }

    /// Takes what there is in place of an article.
    pub(crate) fn problem(
        &mut self,
        problem: &Problem,
        output: &mut Output,
        progress: &Progress,
    ) -> Result<(), Failure> {
        if self.left.counts(problem) {
            return Ok(());
        }
        self.problems.take(problem, output, progress)
    }

    fn add(&mut self, article: &Article, run: &Run) {
        let meta = &article.analysis.document.meta;
        for &speech in run.speech() {
            let tally = if speech == Speech::Reported { &mut self.reported } else { &mut self.tally };
            tally.add(meta, article.findings(speech), article.parts(speech));
            tally.add_repeats(article.duplicate_of().is_some(), article.repeated(speech));
        }
        self.furniture += article.analysis.furniture.len() as u64;
        self.groups.add(article.parts(run.speech()[0]), &run.roster, meta);
        if run.unit == Unit::Document && self.first_nobody.is_none() && self.tally.unattributed > 0 {
            self.first_nobody = Some(unit::place_of(&article.analysis.document));
        }
    }

    /// Writes what is known only now, puts the results into place, and says what there is.
    pub(crate) fn end(
        mut self,
        ending: Ending<'_>,
        run: &Run,
        mut output: Output,
        (progress, stop): (&Progress, &Stop),
        threads: &Threads,
    ) -> Result<manifest::Facts, Failure> {
        let nobody = self.first_nobody.take();
        let (without, of) = (self.tally.unattributed, self.tally.articles);
        if let Some(problem) = unit::nobody(ending.speaker_col, nobody.as_ref(), without, of) {
            self.problems.take(&problem, &mut output, progress)?;
        }
        let Self { tally, reported, groups, ids: _, printed: _, problems, first_nobody: _, left, furniture } =
            self;
        problems.tell_rest();
        if tally.articles == 0 || (ending.stopped.is_some() && output.replaces()) {
            left.tell(ending.quiet);
            return Err(without_results(&ending, tally.articles, &problems, left));
        }
        let never_quoted = speakers::never_quoted(run, &tally);
        let facts = manifest::Facts {
            command: std::env::args_os().skip(1).map(|a| a.to_string_lossy().into_owned()).collect(),
            dialect: output.dialect().name(),
            nested_scope: ending.nested_scope,
            formats: output.formats().to_vec(),
            weights: ending.weights,
            inputs: ending.inputs,
            rejected: problems.rejected,
            ignored: problems.ignored,
            kept_with_problems: problems.kept,
            out_of_dates: left.out_of_dates,
            undated: left.undated,
            lexicon_rows_rejected: ending.lexicon_rows_rejected,
            furniture_lines: furniture,
            languages: ending.languages,
            other_language: problems.other_language,
            never_quoted: never_quoted.len() as u64,
            stopped: ending.stopped,
        };
        never_quoted.iter().try_for_each(|problem| output.problem(problem))?;
        let sums = Sums { tally: &tally, reported: run.reported.then_some(&reported), groups: &groups };
        let written = output
            .finish(run, &sums, (&facts, &ending.page), threads, |folder| stop.whole(|| folder.finish()))?;
        conclude((ending.quiet, ending.by_days, ending.facts), run, &sums, &facts, &written)?;
        Ok(facts)
    }
}

/// Why a run ends without results.
fn without_results(ending: &Ending<'_>, articles: u64, problems: &Problems, left: reading::Left) -> Failure {
    let target = ending.target.map_or(ending.command.into(), |folder| folder.display().to_string());
    match (ending.stopped.is_some(), articles) {
        (false, _) => {
            let reading::Left { out_of_dates, undated } = left;
            let none = (out_of_dates + undated > 0).then_some(Kind::NoneInDays(out_of_dates, undated));
            let kind = problems.all_left_out().or(none).unwrap_or(Kind::NothingToScore);
            Error::at(Place::file(ending.command), kind).into()
        }
        (true, 0) => Failure::Stopped(Some(Error::at(Place::file(target), Kind::StoppedEarly))),
        (true, _) => Failure::Stopped(Some(Error::at(Place::file(target), Kind::KeptOlder))),
    }
}

/// The speakers with most words, as far as names are compared.
fn summed(tally: &Tally) -> Vec<Summed> {
    let named = tally.ranked().into_iter().filter_map(|(_, speaker)| {
        Some(Summed { name: speaker.name(), kind: speaker.kind()?, articles: speaker.articles })
    });
    named.take(alike::MOST).collect()
}

/// The table, one summary line, and what to do next.
fn conclude(
    (quiet, by_days, known): (bool, bool, &Facts),
    run: &Run,
    sums: &Sums<'_>,
    facts: &manifest::Facts,
    written: &Written,
) -> Result<(), Failure> {
    if matches!(written, Written::Nothing) {
        super::print(&terminal::table(run, sums.tally))?;
    }
    if quiet {
        return Ok(());
    }
    let terminal = std::io::stderr().is_terminal();
    if let (Written::Folder(_), true) = (written, terminal) {
        eprint!("{}", terminal::table(run, sums.tally));
    }
    let mut line = terminal::summary(run.unit, sums.tally);
    if let Some(reported) = sums.reported {
        line.push_str(&format!(", {} without marks", terminal::many(reported.quotes, "report")));
    }
    let unsure = sums.tally.unsure + sums.reported.map_or(0, |r| r.unsure);
    if run.min_confidence > 0.0 {
        line.push_str(&format!("; {unsure} below confidence {}", run.min_confidence));
    }
    if facts.rejected > 0 {
        line.push_str(&format!("; {} rejected", terminal::many(facts.rejected, "input")));
    }
    if facts.lexicon_rows_rejected > 0 {
        line.push_str(&format!("; {} rejected", terminal::many(facts.lexicon_rows_rejected, "lexicon row")));
    }
    if facts.ignored > 0 {
        line.push_str(&format!("; {} ignored", terminal::many(facts.ignored, "other")));
    }
    if by_days {
        let left = reading::Left { out_of_dates: facts.out_of_dates, undated: facts.undated };
        line.push_str(&format!("; {left}"));
    }
    if facts.other_language > 0 {
        let articles = terminal::many(facts.other_language, "article");
        line.push_str(&format!("; {articles} in other languages left out"));
    }
    if facts.never_quoted > 0 {
        let what = if run.unit == Unit::Quote { "never quoted" } else { "without a document" };
        line.push_str(&format!("; {} {what}", terminal::many(facts.never_quoted, "listed name")));
    }
    if let Some(stopped) = &facts.stopped {
        line = format!("stopped behind {}; of what was read until there: {line}", stopped.behind);
    }
    match written {
        Written::Folder(folder) => {
            let shown = folder.display();
            eprintln!("{line}; results in {shown}");
            let told = facts.rejected + facts.kept_with_problems + facts.lexicon_rows_rejected;
            if told + facts.never_quoted + facts.other_language > 0 {
                let place = ["csv", "xlsx"].iter().find(|name| facts.formats.iter().any(|f| f == *name));
                match place {
                    Some(&"csv") => eprintln!("  what was left out or guessed: {shown}/problems.csv"),
                    Some(_) => eprintln!("  what was left out or guessed: Problems in {shown}/report.xlsx"),
                    None => eprintln!("  add -f csv to read what was left out or guessed"),
                }
            }
            let pairs = alike::pairs(&summed(sums.tally), known);
            if let Some(listed) = alike::listed(&pairs, str::to_string) {
                eprintln!("  counted as two, and perhaps one: {listed}; see rhetor speakers suggest --help");
            }
            if terminal && facts.formats.iter().any(|f| f == "csv") {
                eprintln!(
                    "  next: open {shown}/speakers.csv; every hit with its words is in {shown}/evidence.csv"
                );
            }
        }
        Written::Stdout => eprintln!("{line}"),
        Written::Nothing => eprintln!("{line}; add -o DIR to keep the tables"),
    }
    Ok(())
}
