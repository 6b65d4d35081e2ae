//! How many bytes of article each stage reads in a second.
//!
//! Inputs are our own articles, over and over, so every word but the first time is a known
//! one: the cost of a word's first meeting is not in these numbers. A stage is timed on what
//! the stages before it made, which is made beforehand. Bytes are always those of the
//! articles' text, so that the numbers of all stages compare. Each name says
//! what is timed; `cargo bench --bench stages -- --sort location` keeps the order of the path.

use divan::counter::BytesCount;
use divan::{Bencher, Divan};
use rhetor::analysis::{Tools, analyze};
use rhetor::attribution::Scene;
use rhetor::document::Document;
use rhetor::error::Problem;
use rhetor::ingest::{Reader, Record};
use rhetor::lexicon::facts::{FactCache, Phrase};
use rhetor::lexicon::{Cache, Reading};
use rhetor::pipeline;
use rhetor::quote::{self, Quote};
use rhetor::score::{self, Scratch};
use rhetor::speaker::{self, Mention, aliases};
use rhetor::tally::{self, Layout, Tally};
use rhetor::text::{Parsed, Range, Span, Vocabulary};
use std::hint::black_box;
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

/// Whole articles; their paragraphs with quotations only; their paragraphs without.
const INPUTS: [&str; 3] = ["news", "quotes_dense", "no_quotes"];
/// Those that have quotations.
const QUOTED: [&str; 2] = ["news", "quotes_dense"];
/// Articles are repeated up to this size.
const BYTES: usize = 1 << 20;

static TOOLS: LazyLock<Tools> = LazyLock::new(|| Tools::builtin().expect("built-in lexicons parse"));
static ARTICLES: LazyLock<Vec<String>> = LazyLock::new(|| [read("sample"), read("golden")].concat());

fn main() {
    Divan::default().sample_count(30).config_with_args().main();
}

/// The articles of a folder of tests, in order of their names.
fn read(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let files = std::fs::read_dir(folder).expect("a folder of articles");
    let mut paths: Vec<_> = files.map(|file| file.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|path| prose(&std::fs::read_to_string(path).expect("a readable article"))).collect()
}

/// An article without the header, the `date …` line and the `{speaker …}` of a test file.
fn prose(file: &str) -> String {
    let body = file.split_once("\n---\n").map_or(file, |(_, body)| body).trim_start();
    let body = body.split_once('\n').filter(|(line, _)| line.starts_with("date ")).map_or(body, |(_, b)| b);
    let mut parts = body.split('{');
    let before = parts.next().unwrap_or_default();
    let said = parts.map(|part| part.split_once(' ').map_or(part, |(_, said)| said));
    std::iter::once(before).chain(said).collect::<String>().replace('}', "")
}

/// An article's paragraphs that have a quotation, or that have none.
fn paragraphs(article: &str, quoted: bool) -> String {
    let mut vocabulary = TOOLS.facts.vocabulary();
    let parsed = Parsed::new(article, &mut vocabulary);
    let quotes = quote::find(&parsed, &vocabulary);
    let spans = parsed.paragraphs.iter().map(|&p| parsed.span(p));
    let kept = spans.filter(|&p| quotes.iter().any(|q| q.span.overlaps(p)) == quoted);
    kept.map(|p| p.of(article)).collect::<Vec<_>>().join("\n\n")
}

fn documents(input: &str) -> Vec<Document> {
    let all = ARTICLES.iter();
    let mut texts: Vec<String> = match input {
        "quotes_dense" => all.map(|a| paragraphs(a, true)).collect(),
        "no_quotes" => all.map(|a| paragraphs(a, false)).collect(),
        _ => all.cloned().collect(),
    };
    texts.retain(|text| !text.is_empty());
    let mut left = BYTES;
    let enough = texts.iter().cycle().take_while(|text| {
        let more = left > 0;
        left = left.saturating_sub(text.len());
        more
    });
    enough.enumerate().map(|(at, text)| Document::new(format!("{input}-{at}"), text.as_str())).collect()
}

/// All articles of an input, with what the stages before attribution find in them.
struct Corpus<'a> {
    vocabulary: Vocabulary,
    facts: FactCache,
    articles: Vec<Article<'a>>,
}

struct Article<'a> {
    document: &'a Document,
    parsed: Parsed<'a>,
    quotes: Vec<Quote>,
    quoted: Vec<Span>,
    phrases: Vec<Phrase>,
    /// With their speakers, and how many speakers there are.
    mentions: (Vec<Mention>, usize),
}

impl<'a> Corpus<'a> {
    fn new(documents: &'a [Document]) -> Self {
        let (mut vocabulary, mut facts) = (TOOLS.facts.vocabulary(), FactCache::default());
        let article = |document: &'a Document| {
            let parsed = Parsed::new(&document.text, &mut vocabulary);
            let quotes = quote::find(&parsed, &vocabulary);
            let quoted = quotes.iter().map(|q| q.span).collect();
            TOOLS.facts.resolve(&vocabulary, &mut facts);
            let phrases = TOOLS.facts.phrases(&parsed, &vocabulary, &mut facts);
            Article { document, parsed, quotes, quoted, phrases, mentions: (Vec::new(), 0) }
        };
        let articles = documents.iter().map(article).collect();
        let mut corpus = Self { vocabulary, facts, articles };
        let mentions: Vec<_> = corpus.articles.iter().map(|a| mentioned(&corpus.reading(a))).collect();
        corpus.articles.iter_mut().zip(mentions).for_each(|(article, found)| article.mentions = found);
        corpus
    }

    fn reading<'b>(&'b self, article: &'b Article<'_>) -> Reading<'b> {
        let (vocabulary, cache) = (&self.vocabulary, &self.facts);
        let Article { parsed, phrases, quoted, .. } = article;
        Reading::new(parsed, vocabulary, cache, phrases, quoted)
    }
}

fn mentioned(reading: &Reading<'_>) -> (Vec<Mention>, usize) {
    let mut mentions = speaker::mentions(reading);
    let speakers = aliases::resolve(reading, &mut mentions).len();
    (mentions, speakers)
}

fn bytes_of(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

/// Times a stage over all articles of an input.
fn time<T>(bencher: Bencher, input: &str, mut stage: impl FnMut(&Corpus<'_>, &Article<'_>) -> T) {
    let documents = documents(input);
    let corpus = Corpus::new(&documents);
    bencher.counter(bytes_of(&documents)).bench_local(|| {
        for article in &corpus.articles {
            black_box(stage(&corpus, black_box(article)));
        }
    });
}

#[divan::bench(args = INPUTS)]
fn tokenize(bencher: Bencher, input: &str) {
    let mut vocabulary = TOOLS.facts.vocabulary();
    time(bencher, input, |_, article| Parsed::new(&article.document.text, &mut vocabulary).tokens);
}

#[divan::bench(args = INPUTS)]
fn find_quotes(bencher: Bencher, input: &str) {
    time(bencher, input, |corpus, article| quote::find(&article.parsed, &corpus.vocabulary));
}

#[divan::bench(args = INPUTS)]
fn find_mentions(bencher: Bencher, input: &str) {
    time(bencher, input, |corpus, article| speaker::mentions(&corpus.reading(article)));
}

#[divan::bench(args = INPUTS)]
fn find_mentions_and_resolve_aliases(bencher: Bencher, input: &str) {
    time(bencher, input, |corpus, article| mentioned(&corpus.reading(article)));
}

#[divan::bench(args = QUOTED)]
fn attribute(bencher: Bencher, input: &str) {
    time(bencher, input, |corpus, article| {
        let (mentions, speakers) = &article.mentions;
        let scene = Scene::new(corpus.reading(article), mentions, &article.quotes);
        TOOLS.model.attribute(&scene, *speakers)
    });
}

#[divan::bench(args = INPUTS)]
fn match_lexicons(bencher: Bencher, input: &str) {
    let (mut cache, mut found) = (Cache::default(), Vec::new());
    time(bencher, input, |corpus, Article { parsed, .. }| {
        let all = Range::new(0, parsed.tokens.len());
        TOOLS.matcher.find(parsed, all, &corpus.vocabulary, &mut cache, &mut found);
        found.len()
    });
}

#[divan::bench(args = INPUTS)]
fn score_whole_text(bencher: Bencher, input: &str) {
    let mut scratch = Scratch::default();
    time(bencher, input, |corpus, article| {
        let all = Span::new(0, article.document.text.len());
        score::of(&corpus.reading(article), &[all], &TOOLS.lexicons, &TOOLS.matcher, &mut scratch)
    });
}

#[divan::bench(args = INPUTS)]
fn analyze_articles(bencher: Bencher, input: &str) {
    let mut desk = TOOLS.desk();
    time(bencher, input, |_, article| analyze(article.document, &TOOLS, &mut desk));
}

/// From the bytes of a JSONL file to the tally, with fresh threads and desks each time.
#[divan::bench(args = INPUTS, consts = [1, 2])]
fn run_pipeline<const JOBS: usize>(bencher: Bencher, input: &str) {
    let documents = documents(input);
    let line = |d: &Document| serde_json::json!({ "id": *d.id, "text": *d.text }).to_string() + "\n";
    let jsonl: String = documents.iter().map(line).collect();
    let layout = Layout::new(&TOOLS.lexicons);
    let work = |record: Result<Record, Problem>, desk: &mut _| {
        let (document, _) = record.and_then(Record::document).expect("a record that we wrote");
        let analysis = analyze(&document, &TOOLS, desk);
        let parts = tally::parts(&analysis, &layout);
        (analysis, parts)
    };
    bencher.counter(bytes_of(&documents)).bench_local(|| {
        let reader = Reader::new(&["-".into()], Box::new(Cursor::new(&jsonl)));
        let size = |record: &Result<Record, Problem>| record.as_ref().map_or(0, Record::len);
        let mut tally = Tally::default();
        let sink = |(analysis, parts): (_, Vec<_>)| {
            tally.add(&analysis, &parts);
            Ok::<(), rayon::ThreadPoolBuildError>(())
        };
        pipeline::run(reader, size, JOBS, || TOOLS.desk(), work, sink).expect("threads");
        tally
    });
}
