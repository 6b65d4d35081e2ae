//! `rhetor explain`: one article, why each speaker was chosen, and why each word counts or
//! does not.

use super::{Failure, model, print, tell};
use rhetor::analysis::{Tools, alone_in, score_of, with_scene};
use rhetor::attribution::questions;
use rhetor::attribution::{Attribution, Candidate, Choice, InnerSpeech, Scene, inner_speech};
use rhetor::document::Document;
use rhetor::error::{Effect, Error, Kind, Place};
use rhetor::ingest::Reader;
use rhetor::quote::Quote;
use rhetor::score::{self, Score};
use rhetor::speaker::Cast;
use rhetor::text::{Span, fold};
use std::fmt::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// Show, for every quote of an article, who could have said it and why one was chosen, and
/// which words count, or would in company
#[derive(clap::Args, Debug)]
#[command(after_help = super::color::EXAMPLES_EXPLAIN)]
pub(crate) struct Args {
    /// An article, or - for standard input; of a collection, see --id
    input: PathBuf,
    /// Only the article with this id
    #[arg(long)]
    id: Option<String>,
    /// Only quotes that contain these words
    #[arg(long)]
    quote: Option<String>,
    /// Candidates shown for each quote
    #[arg(long, default_value_t = 4, value_name = "N")]
    candidates: usize,
    /// Names, aliases and attributes of speakers: a table with the columns name,alias
    #[arg(long, value_name = "FILE")]
    speakers: Option<PathBuf>,
    /// Folder of weights that `rhetor train` wrote [default: the built-in ones]
    #[arg(long, value_name = "DIR")]
    model: Option<PathBuf>,
    /// Also show the features with the largest weights
    #[arg(short, long)]
    features: bool,
    #[command(flatten)]
    reading: super::reading::Options,
}

pub(crate) fn run(args: &Args) -> Result<bool, Failure> {
    let mut tools = Tools { roster: super::speakers::roster(args.speakers.as_deref())?, ..Tools::builtin()? };
    model::choose(&mut tools, args.model.as_deref(), false)?;
    tools.valence = super::valence::Wanted::Vader.model()?.map(Arc::new);
    let mut desk = tools.desk();
    let stdin = Box::new(std::io::BufReader::new(std::io::stdin()));
    let reader = Reader::new(std::slice::from_ref(&args.input), stdin).reading(args.reading.reading(None));
    let (mut found, mut clean) = (false, true);
    let mut quotes = Quotes::default();
    let mut left = super::reading::Left::default();
    for made in reader.articles() {
        let (document, problems) = match made {
            Ok(read) => read,
            Err(problem) if left.counts(&problem) => continue,
            Err(problem) => {
                tell(&problem);
                clean &= problem.effect != Effect::Rejected;
                continue;
            }
        };
        if args.id.as_deref().is_some_and(|id| id != &*document.id) {
            continue;
        }
        found = true;
        problems.iter().for_each(tell);
        let text = with_scene(&document, &tools, &mut desk, |scene, cast| {
            let explained = Explained { args, tools: &tools, scene, cast };
            explained.article(&document.id, &mut quotes)
        });
        if let Some(text) = text {
            print(&text)?;
            print(&aside(&document, &tools))?;
        }
    }
    left.tell(false);
    if !found {
        let place = Place::file(args.input.display().to_string());
        let kind = args.id.clone().map_or(Kind::NothingToScore, Kind::NoSuchArticle);
        return Err(Error::at(place, kind).into());
    }
    match &args.quote {
        Some(words) if quotes.shown == 0 => {
            let kind = Kind::NoSuchQuote(words.clone(), quotes.all, quotes.first);
            Err(Failure::Usage(Error::at(Place::file("--quote"), kind)))
        }
        _ => Ok(clean),
    }
}

/// The quotes that were gone through, of which some are named when none has the words asked for.
#[derive(Default)]
struct Quotes {
    all: usize,
    first: Vec<String>,
    shown: usize,
    /// Articles that were shown.
    articles: u64,
}

impl Quotes {
    /// How many are named.
    const FIRST: usize = 3;

    fn see(&mut self, said: &str) {
        self.all += 1;
        if self.first.len() < Self::FIRST {
            let line = line(said);
            let head: String = line.chars().take(40).collect();
            self.first.push(if head.len() < line.len() { format!("{head}…") } else { head });
        }
    }
}

struct Explained<'a> {
    args: &'a Args,
    tools: &'a Tools,
    scene: &'a Scene<'a>,
    cast: &'a Cast<'a>,
}

impl Explained<'_> {
    /// Nothing where quotes are asked for that the article has not.
    fn article(&self, id: &str, quotes: &mut Quotes) -> Option<String> {
        let before = quotes.shown;
        let mut out = format!("{}{id}\n", if quotes.articles > 0 { "\n" } else { "" });
        let text = self.scene.reading.parsed.text;
        let mut scratch = score::Scratch::default();
        self.tools.model.walk(self.scene, self.cast.len(), |quote, candidates, probabilities, chosen| {
            let said = self.scene.quotes[quote].said().of(text);
            quotes.see(said);
            if self.args.quote.as_deref().is_some_and(|words| !has(said, words)) {
                return;
            }
            quotes.shown += 1;
            let _ = writeln!(out, "\n{}. {}", quote + 1, shortened(said));
            let mut order: Vec<usize> = (0..candidates.len()).collect();
            let _ = writeln!(out, "   {}", self.verdict(quote, chosen));
            let inner = inner_speech(self.scene, quote, chosen);
            let without: Vec<_> = inner.iter().map(|i| i.inner.span).collect();
            let mut terms = |quote: &Quote, without: &[Span], indent| {
                let score = score_of(self.scene, quote, without, self.tools, &mut scratch);
                let alone = alone_in(self.scene, quote, without, self.tools, &mut scratch);
                valence(&score, indent) + &self.terms(&score, &alone, indent)
            };
            out.push_str(&terms(&self.scene.quotes[quote], &without, "   "));
            for InnerSpeech { inner, said_by } in inner {
                let _ = writeln!(out, "   within: {}", shortened(inner.said.of(text)));
                let _ = writeln!(out, "     {}", self.told(&said_by));
                out.push_str(&terms(&inner.quote(), &[], "     "));
            }
            order.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
            if self.args.candidates > 0 && !order.is_empty() {
                let _ = writeln!(out, "   candidates, each with its probability:");
            }
            for &at in order.iter().take(self.args.candidates) {
                let _ =
                    writeln!(out, "   {:>5.1} %  {}", 100.0 * probabilities[at], self.name(&candidates[at]));
                if self.args.features {
                    let _ = writeln!(out, "            {}", self.reasons(&candidates[at]));
                }
            }
        });
        let wanted = self.args.quote.is_none() || quotes.shown > before;
        quotes.articles += u64::from(wanted);
        wanted.then_some(out)
    }

    /// In a script the label decides.
    fn verdict(&self, quote: usize, chosen: &Attribution) -> String {
        match (chosen, self.scene.quotes[quote].label) {
            (_, None) => self.told(chosen),
            (_, Some(label)) => {
                let label = label.span.of(self.scene.reading.parsed.text);
                format!("{}, by its label “{}”", self.told(chosen), shortened(label))
            }
        }
    }

    /// One line a hit, and one a word that would be a hit in company, in order of their place:
    /// the words, their category, their stance and what decides it, and the lexicon row.
    fn terms(&self, score: &Score, alone: &[(usize, usize, Span)], indent: &str) -> String {
        let text = self.scene.reading.parsed.text;
        let hits = score.hits.iter().map(|hit| {
            let by = hit.cue.map_or(String::new(), |cue| format!(" (“{}”)", shortened(cue.of(text))));
            let not = if hit.counted { "" } else { ", not counted" };
            let near = hit.company.map_or(String::new(), |c| format!(" near “{}”", shortened(c.of(text))));
            let how = format!("{}{by}{not}", hit.stance.name());
            (hit.span.start, self.term(hit.lexicon, hit.entry, hit.span, &how, &near, indent))
        });
        let alone = alone.iter().map(|&(lexicon, entry, span)| {
            (span.start, self.term(lexicon, entry, span, "without company, not counted", "", indent))
        });
        let mut lines: Vec<(usize, String)> = hits.chain(alone).collect();
        lines.sort_by_key(|&(start, _)| start);
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// The lexicon row goes to a line of its own where it would stand beyond the 80th column.
    fn term(&self, lexicon: usize, entry: usize, span: Span, how: &str, near: &str, indent: &str) -> String {
        let lexicon = &self.tools.lexicons[lexicon];
        let row = lexicon.entries.row(entry);
        let category = lexicon.name_of(row.category, row.sense);
        let whole = row.category.map_or(category, |c| &lexicon.categories[lexicon.top(c)].name);
        let category = if whole == category { whole.into() } else { format!("{whole}, {category}") };
        let words = shortened(span.of(self.scene.reading.parsed.text));
        let line = format!("{indent}· {words}: {category}; {how}");
        let row = format!("· {}:{}{near}", row.text, row.line);
        let fits = line.chars().count() + 1 + row.chars().count() <= 80;
        if fits { format!("{line} {row}\n") } else { format!("{line}\n{indent}  {row}\n") }
    }

    /// The probability that the tables have: of the name, for which the mentions of one speaker
    /// count together.
    fn told(&self, chosen: &Attribution) -> String {
        match chosen {
            Attribution::To { speaker, confidence, .. } => {
                let name = self.cast.name(*speaker);
                format!("→ {name}, {:.1} % sure that the name is right", 100.0 * confidence)
            }
            Attribution::Given { speaker } => {
                format!("→ {}, as the record says", self.cast.name(*speaker))
            }
            Attribution::Nobody { why, confidence } => {
                format!("→ nobody ({}), {:.1} % sure", why.name(), 100.0 * confidence)
            }
        }
    }

    fn name(&self, candidate: &Candidate) -> String {
        match candidate.choice {
            Choice::NotSpeech => "not speech".into(),
            Choice::Nobody => "nobody is named".into(),
            Choice::Mention(m) => {
                let mention = &self.scene.mentions[m];
                let words = self.scene.reading.parsed.span(mention.tokens).of(self.scene.reading.parsed.text);
                let words = shortened(words);
                let rule = candidate.rule.name();
                match mention.speaker.map(|s| self.cast.name(s)) {
                    Some(name) if name != words => format!("{name}, as “{words}” ({rule})"),
                    Some(name) => format!("{name} ({rule})"),
                    None => format!("“{words}”, of whom the article does not say who it is ({rule})"),
                }
            }
        }
    }

    /// The features that weigh most, with what the score would lose without each.
    fn reasons(&self, candidate: &Candidate) -> String {
        let model = &self.tools.model;
        let whole = model.sum(&candidate.features);
        let without = |f: u16| candidate.features.iter().copied().filter(|&g| g != f).collect::<Vec<_>>();
        let mut features: Vec<(u16, f64)> =
            candidate.features.iter().map(|&f| (f, whole - model.sum(&without(f)))).collect();
        features.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
        let shown = features.iter().take(8).map(|&(f, weight)| {
            let (question, answer) = questions::name(f);
            format!("{question}={answer} {weight:+.1}")
        });
        shown.collect::<Vec<_>>().join(", ")
    }
}

/// How positive or negative the words are, as the column `valence` has it.
fn valence(score: &Score, indent: &str) -> String {
    let Some(valence) = score.valence else { return String::new() };
    let Some(mean) = valence.mean() else { return String::new() };
    let said = match (valence.terms, valence.sentences) {
        (0, _) => "0, without a word of its list".into(),
        (_, 1) => format!("{mean:+.4}"),
        (_, n) => format!("{mean:+.4}, the mean of {n} sentences"),
    };
    format!("{indent}valence {said}\n")
}

/// The lines that were set aside, as they stand.
fn aside(document: &Document, tools: &Tools) -> String {
    let (_, furniture) = tools.parse(document, &mut tools.facts.vocabulary());
    let shown = furniture
        .iter()
        .map(|span| format!("\nset aside, not part of the prose: {}", shortened(span.of(&document.text))));
    let lines: String = shown.collect();
    if lines.is_empty() { lines } else { lines + "\n" }
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a quote has some words, in any case and typography and across the ends of lines.
fn has(said: &str, words: &str) -> bool {
    fold::word(&line(said)).contains(&*fold::word(&line(words)))
}

/// One line of at most 76 characters.
fn shortened(text: &str) -> String {
    let line = line(text);
    if line.chars().count() <= 72 {
        return line;
    }
    let head: String = line.chars().take(48).collect();
    let tail: String = line.chars().skip(line.chars().count() - 20).collect();
    format!("{head} … {tail}")
}
