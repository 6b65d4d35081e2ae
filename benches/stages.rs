//! How many bytes of article each stage reads in a second.
//!
//! Inputs are our own articles, over and over: nearly every word was met before, so what a
//! word's first meeting costs is not in these numbers. What a stage needs from those before
//! it is made beforehand. Bytes are those of the articles, so that all numbers compare.
//! `cargo bench --bench stages -- --sort location` prints the stages in the order of the path.

use divan::{Bencher, Divan, counter::BytesCount};
use rhetor::analysis::{Analysis, Tools, analyze};
use rhetor::document::Document;
use rhetor::ingest::{Reader, Record};
use rhetor::lexicon::facts::{FactCache, Phrase};
use rhetor::lexicon::{Cache, Reading};
use rhetor::text::{Parsed, Range, Span, Vocabulary};
use rhetor::{attribution, pipeline, quote, score, speaker, tally};
use std::hint::black_box;
use std::sync::LazyLock;

/// Whole articles; only their paragraphs with quotations; only those without.
const INPUTS: [&str; 3] = ["news", "quotes_dense", "no_quotes"];
/// Articles are repeated up to this size.
const BYTES: usize = 1 << 20;
const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/");

static TOOLS: LazyLock<Tools> = LazyLock::new(|| Tools::builtin().expect("built-in lexicons parse"));

fn main() {
    Divan::default().sample_count(30).config_with_args().main();
}

/// The articles of a folder of tests, in order of their names.
fn read(folder: &str) -> Vec<String> {
    let files = std::fs::read_dir(TESTS.to_owned() + folder).expect("a folder of articles");
    let mut paths: Vec<_> = files.map(|file| file.expect("a readable folder").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    paths.iter().map(|path| prose(&std::fs::read_to_string(path).expect("a readable article"))).collect()
}

/// An article without the header, the `date …` line and the `{speaker …}` of a test file.
fn prose(file: &str) -> String {
    let body = file.split_once("\n---\n").map_or(file, |(_, body)| body).trim_start();
    let body = body.split_once('\n').filter(|(line, _)| line.starts_with("date ")).map_or(body, |(_, b)| b);
    let said = |part: &str| part.split_once(' ').map_or_else(String::new, |(_, said)| said.into());
    let parts = body.split(['{', '}']).enumerate();
    parts.map(|(at, part)| if at % 2 == 0 { part.into() } else { said(part) }).collect()
}

/// Those paragraphs of an article that belong to the input.
fn paragraphs(article: &str, input: &str) -> String {
    let mut vocabulary = TOOLS.facts.vocabulary();
    let parsed = Parsed::new(article, &mut vocabulary);
    let quotes = quote::find(&parsed, &vocabulary);
    let belongs = |p: &Span| match input {
        "quotes_dense" => quotes.iter().any(|q| q.span.overlaps(*p)),
        "no_quotes" => !quotes.iter().any(|q| q.span.overlaps(*p)),
        _ => true,
    };
    let spans = parsed.paragraphs.iter().map(|&p| parsed.span(p)).filter(belongs);
    spans.map(|p| p.of(article)).collect::<Vec<_>>().join("\n\n")
}

fn documents(input: &str) -> Vec<Document> {
    let articles = ["sample", "golden"].into_iter().flat_map(read);
    let texts = articles.map(|article| paragraphs(&article, input)).filter(|text| !text.is_empty());
    let once: Vec<_> = texts.map(|text| Document::new(input, text)).collect();
    let times = BYTES.div_ceil(once.iter().map(|d| d.text.len()).sum());
    vec![once; times].concat()
}

/// An article with what the stages before attribution find in it.
struct Article<'a> {
    document: &'a Document,
    parsed: Parsed<'a>,
    quotes: Vec<quote::Quote>,
    quoted: Vec<Span>,
    phrases: Vec<Phrase>,
    /// With their speakers, and how many speakers there are.
    mentions: (Vec<speaker::Mention>, usize),
}

impl<'a> Article<'a> {
    fn new(document: &'a Document, vocabulary: &mut Vocabulary, facts: &mut FactCache) -> Self {
        let parsed = Parsed::new(&document.text, vocabulary);
        let quotes = quote::find(&parsed, vocabulary);
        let quoted = quotes.iter().map(|q| q.span).collect();
        TOOLS.facts.resolve(vocabulary, facts);
        let phrases = TOOLS.facts.phrases(&parsed, vocabulary, facts);
        let mut article = Self { document, parsed, quotes, quoted, phrases, mentions: (Vec::new(), 0) };
        article.mentions = mentions(&article.reading(vocabulary, facts));
        article
    }

    fn reading<'b>(&'b self, vocabulary: &'b Vocabulary, cache: &'b FactCache) -> Reading<'b> {
        Reading::new(&self.parsed, vocabulary, cache, &self.phrases, &self.quoted, false)
    }
}

fn mentions(reading: &Reading<'_>) -> (Vec<speaker::Mention>, usize) {
    let mut mentions = speaker::mentions(reading, &[]);
    let speakers = speaker::aliases::resolve(reading, &mut mentions).count();
    (mentions, speakers)
}

fn bytes_of(documents: &[Document]) -> BytesCount {
    BytesCount::new(documents.iter().map(|d| d.text.len()).sum::<usize>())
}

/// Times a stage over all articles of an input.
fn time<T>(bencher: Bencher, input: &str, mut stage: impl FnMut(&Reading<'_>, &Article<'_>) -> T) {
    let documents = documents(input);
    let (mut words, mut facts) = (TOOLS.facts.vocabulary(), FactCache::default());
    let articles: Vec<_> = documents.iter().map(|d| Article::new(d, &mut words, &mut facts)).collect();
    bencher.counter(bytes_of(&documents)).bench_local(|| {
        for article in &articles {
            black_box(stage(black_box(&article.reading(&words, &facts)), black_box(article)));
        }
    });
}

#[divan::bench(args = INPUTS)]
fn tokenize(bencher: Bencher, input: &str) {
    let mut vocabulary = TOOLS.facts.vocabulary();
    time(bencher, input, |reading, _| Parsed::new(reading.parsed.text, &mut vocabulary).tokens);
}

#[divan::bench(args = INPUTS)]
fn find_quotes(bencher: Bencher, input: &str) {
    time(bencher, input, |reading, _| quote::find(reading.parsed, reading.vocabulary));
}

#[divan::bench(args = INPUTS)]
fn find_mentions(bencher: Bencher, input: &str) {
    time(bencher, input, |reading, _| speaker::mentions(reading, &[]));
}

#[divan::bench(args = INPUTS)]
fn find_mentions_and_aliases(bencher: Bencher, input: &str) {
    time(bencher, input, |reading, _| mentions(reading));
}

#[divan::bench(args = ["news", "quotes_dense"])]
fn attribute(bencher: Bencher, input: &str) {
    time(bencher, input, |reading, Article { quotes, mentions: (mentions, speakers), .. }| {
        TOOLS.model.attribute(&attribution::Scene::new(reading, mentions, quotes, false), *speakers)
    });
}

#[divan::bench(args = INPUTS)]
fn match_lexicons(bencher: Bencher, input: &str) {
    let (mut cache, mut found) = (Cache::default(), Vec::new());
    time(bencher, input, |Reading { parsed, vocabulary, .. }, _| {
        let all = Range::new(0, parsed.tokens.len());
        TOOLS.matcher.find(parsed, all, vocabulary, &mut cache, &mut found);
        found.len()
    });
}

#[divan::bench(args = INPUTS)]
fn score_whole_text(bencher: Bencher, input: &str) {
    let mut scratch = score::Scratch::default();
    time(bencher, input, |reading, _| {
        let all = Span::new(0, reading.parsed.text.len());
        score::of(reading, &[all], &TOOLS.lexicons, &TOOLS.matcher, &TOOLS.cues, &mut scratch)
    });
}

#[divan::bench(args = INPUTS)]
fn valence(bencher: Bencher, input: &str) {
    let model = score::valence::Model::builtin(score::valence::Mode::Vader).expect("the built-in list reads");
    let mut scratch = score::valence::Scratch::default();
    time(bencher, input, |reading, _| {
        let all = Span::new(0, reading.parsed.text.len());
        score::valence::of(reading.parsed, &[all], &model, &mut scratch)
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
    let layout = tally::Layout::new(&TOOLS.lexicons);
    let work = |record: Record, desk: &mut _| {
        let (document, _) = record.documents().remove(0).expect("an article that we wrote");
        let analysis = analyze(&document, &TOOLS, desk);
        let parts = tally::parts(&analysis.findings, &layout);
        (analysis, parts)
    };
    bencher.counter(bytes_of(&documents)).bench_local(|| {
        let records = Reader::new(&["-".into()], Box::new(jsonl.as_bytes()));
        let records = records.map(|record| record.expect("a line that we wrote"));
        let mut tally = tally::Tally::default();
        let sink = |(analysis, parts): (Analysis, Vec<_>)| {
            tally.add(&analysis.document.meta, &analysis.findings, &parts);
            Ok::<(), rayon::ThreadPoolBuildError>(())
        };
        pipeline::run(records, Record::len, JOBS, || TOOLS.desk(), work, sink).expect("threads");
        tally
    });
}
