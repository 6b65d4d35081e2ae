//! What is coloured, and the examples of `--help`.

use anstyle::{AnsiColor, Style};

/// When to use colour.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum When {
    /// On a terminal that wants it (`NO_COLOR`, `CLICOLOR_FORCE` and `TERM` are heeded)
    Auto,
    /// Also in a pipe
    Always,
    /// Not at all
    Never,
}

/// Sets it for the whole run.
pub(crate) fn choose(when: When) {
    let choice = match when {
        When::Auto => anstream::ColorChoice::Auto,
        When::Always => anstream::ColorChoice::Always,
        When::Never => anstream::ColorChoice::Never,
    };
    choice.write_global();
}

/// Something was left out or guessed.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The run stopped.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();

pub(crate) const EXAMPLES: &str = "Examples:
  rhetor score articles/                     a ranked table in the terminal
  rhetor score articles/ -o results          CSV tables for a spreadsheet
  rhetor lexicon list                        the word lists
  rhetor speakers suggest results            names that could be one speaker

Exit codes: 0 clean, 1 could not finish, 2 usage, 3 finished but some inputs were rejected.";

pub(crate) const EXAMPLES_SCORE: &str =
    "Inputs: .txt (one article a file; a leading line `date YYYY-MM-DD` is its date),
.jsonl, .ndjson or .json (objects: id, text, and date, source, title, url, author if known;
with --unit document also speaker, in a .txt a leading line `speaker NAME`),
.csv or .tsv (the same as columns); each also as .gz or .zst, or in a .zip.

Examples:
  rhetor score articles/ -o results          a folder of .txt and .jsonl files
  rhetor score a.jsonl -f jsonl > q.jsonl    every quote with every hit, for machines
  cat a.jsonl | rhetor score - -f csv        speakers as plain CSV on standard output
  rhetor score news.csv --text-col story     a table whose text is in the column story
  rhetor score dump.zip --since 2024-01-01   an archive, from a day on
  rhetor score speeches/ --date-from-name    days in the names of files
  rhetor score articles/ -l mine.csv         with a word list of your own (term,category)
  rhetor score articles/ -o r --quotes all   also speech without quotation marks, in tables apart
  rhetor score s.jsonl -o r --unit document  speeches; the field speaker names who speaks
  rhetor score a/ -o r --min-confidence 0.9  unsure quotes are left to nobody, and counted
  rhetor score --stream < a.jsonl > a.part   one process of many; see rhetor merge --help

With --stream, lines of JSON go to standard output in the order of the input. What cannot be read
comes back as a line of type reject and is no failure (code 0); an input that breaks off within a
record ends with code 1 and without the end record, and merge refuses what was written.";

pub(crate) const EXAMPLES_MERGE: &str =
    "Parts are what `rhetor score --stream` writes. Each must end with its end record, and all must
come from one version, the same lexicons and the same options. Folders are searched as engines write
them: names that begin with . or _ are passed over.
The tables do not depend on how articles came to parts. With --order id, articles are taken in the
order of their ids; where the parts are pieces of one file, named in its order, --order parts gives
the tables of that file to the byte, whatever its ids.

Exit codes: 0 clean, 1 a part is incomplete or does not fit (nothing is written), 2 usage, 3 done,
but some inputs were rejected by the processes that read them.

Examples:
  rhetor score --stream < a.jsonl > a.part           on one machine, and so on
  rhetor merge parts/*.part -o results               when all are there
  rhetor merge hdfs-copy/ -o results                 a folder that Spark wrote (part-00000 …)
  cat parts/* | rhetor merge - -o results --parts-expected 9
  rhetor merge parts/ -o r -l mine.csv --speakers who.csv   given to score, given to merge";

pub(crate) const EXAMPLES_IMPORT: &str =
    "What patterns cannot say is left out and named with its line; so is every change.
A dictionary need not be imported to be used: `rhetor score articles/ -l moods.dic` reads it too.

Examples:
  rhetor lexicon import moods.dic                      the folder moods/
  rhetor lexicon import list.txt --from words --name fruit --licence \"CC BY 4.0\"
  rhetor lexicon export war --to quanteda -o war.yml   the other way";

pub(crate) const EXAMPLES_SUGGEST: &str =
    "Each row says that alias could be name, why, how often both occur, and in how many articles
both are quoted. Delete the rows that are wrong, or write no under decision; rows of low certainty
say no until you change it. The rest is a speakers file: a row left in is a decision.

Examples:
  rhetor speakers suggest results -o who.csv
  rhetor score articles/ --speakers who.csv -o results2";

pub(crate) const EXAMPLES_EXPLAIN: &str = "Examples:
  rhetor explain article.txt
  rhetor explain articles.jsonl --id 4711 --quote \"never\" --features";

pub(crate) const EXAMPLES_EVALUATE: &str =
    "GOLD is what `rhetor train` reads: one JSON object a line, {\"id\", \"text\", \"attributions\":
[{\"kind\", \"content\", \"quoted\", \"source\", \"source_text\", \"source_type\"}]}.
Ranges are [start, end] in characters from 0, the end not included. Of an attribution,
kind is direct, mixed or indirect, content all that is said, quoted what of it stands in
quotation marks, source the words that name the speaker, source_type named, nominal or
pronoun; \"embedded\": true where it stands inside another. An article may also have
\"stretches\", everything in quotation marks (found by rhetor where not given), \"ignore\",
ranges left open, and \"no_indirect\": true where speech without marks is not annotated.

Examples:
  rhetor evaluate gold.jsonl                 score the texts now and compare
  rhetor evaluate gold.jsonl results         compare what a run has written (-f jsonl)
  rhetor evaluate gold.jsonl --speakers who.tsv --errors wrong.csv
  rhetor evaluate --annotated ada.csv ben.csv";

pub(crate) const EXAMPLES_SAMPLE: &str = "Examples:
  rhetor sample results -n 200 -o sample.csv          a sheet for a spreadsheet
  rhetor sample results -o blind.csv --blind          without the tool's answers
  rhetor evaluate --annotated sample.csv              when it is filled in";

pub(crate) const EXAMPLES_VALENCE: &str =
    "One text a line in; out comes CSV, a line each, with the text itself last. neg, neu and pos are
shares of words, compound is the whole from -1 to 1, terms is how many words of the list were met:
without any, compound is 0.

To compare with the Python package vaderSentiment 3.3.2, use --mode vader-strict: all four numbers
are the same.

Examples:
  rhetor valence sentences.txt > valence.csv
  echo 'The talks were not good.' | rhetor valence
  rhetor valence sentences.txt --mode vader-strict";

pub(crate) const EXAMPLES_CHECK: &str =
    "Errors: rows that cannot be read, that repeat another (also in another spelling or with
another hyphen) or that never win; ambiguous rows that nothing lends company; rows out of
order and examples that fail. Warnings: exceptions that silence nothing, categories without
a row or an example, rows without a source.

Exit codes: 0 no errors (with --strict: and no warnings), 3 otherwise.

Examples:
  rhetor lexicon check                       the built-in lexicons
  rhetor lexicon check mine.csv --strict     your own";

pub(crate) const EXAMPLES_INSPECT: &str =
    "Nothing is written. Of large inputs a sample is read, and the report says so: the beginning of
each file, and of more than 2,000 files so many at equal distances.

Examples:
  rhetor inspect articles/
  zcat news.jsonl.gz | rhetor inspect -
  rhetor inspect articles/ --all     every article: as long as scoring them";

pub(crate) const EXAMPLES_EVIDENCE: &str =
    "Each hit has two lines: its words in context, and below them category/part, stance (and the
word that decides it), the lexicon row with its line, the speaker and the article.
Names are compared without case and accents. What is asked of several columns must all hold.
evidence.csv is read in a stream: memory holds no more than what is shown.

Examples:
  rhetor evidence results --speaker \"Goran Vetrak\" --category war
  rhetor evidence results -c threat --sort random -n 50     a sample to read
  rhetor evidence results -e \"soldiers\" --sort left
  rhetor evidence results --stance negated -f csv > negated.csv";

pub(crate) const EXAMPLES_REPORT: &str =
    "Everything is made of the CSV tables of a results folder, so that a rate in a report is the rate
of the table. Files are called report.xlsx, report.md and so on. What only `score` can write
(jsonl) is not among the formats.

Examples:
  rhetor report results                                report.xlsx beside the tables
  rhetor report results -f xlsx,md,json -o for-print/
  rhetor report results -o talk.xlsx                   by the name of the file
  rhetor report results -f csv --dialect excel-eu -o results-eu/
  rhetor report results --methods                      the paragraph for your paper";

pub(crate) const EXAMPLES_STATS: &str =
    "Hits are counted as `score` counts them: in quotations, none in scare quotes, and negated
ones only where the lexicon keeps them. --whole counts in the articles' own texts.

Examples:
  rhetor lexicon stats war --on articles/
  rhetor lexicon stats mine.csv --on a.jsonl --whole --all -f csv";

pub(crate) const EXAMPLES_DIFF: &str =
    "Rows are known again by their pattern without case; changes of note, source and value move no
number and are left out. With --on, hits are those that `score` counts, and a row is listed with
the hits that the other version does not have at that place in that category.

Exit codes: 0 whether or not they differ (with -f csv the same rows are no lines), 3 where a
row or an input was rejected.

Examples:
  rhetor lexicon diff war mine/war
  rhetor lexicon diff old.csv new.csv --on articles/";

pub(crate) const EXAMPLES_COMPARE: &str =
    "p is the share of labelings, whole articles dealt out by lot, that put the two at least as far
apart. A large p is no evidence that two are alike, and a small one says nothing of why.
Names are compared without case and accents.

Examples:
  rhetor compare results -s \"Goran Vetrak,Selin Amaro\"
  rhetor compare results -s \"Goran Vetrak\" --against rest -c war -c friendship
  rhetor compare results --by source -o results         tables beside those of the run
  rhetor compare results --by party --groups red,blue   a column of score --speakers
  rhetor compare results -s \"Goran Vetrak\" --by period --period quarter
  rhetor compare results -s A,B --stance asserts -f csv";

pub(crate) const EXAMPLES_TIMELINE: &str = "A period in which nothing was said has no rate: a gap, not 0.

Examples:
  rhetor timeline results --by month -c war
  rhetor timeline results -s \"Goran Vetrak,Selin Amaro\" --by week --events events.csv
  rhetor timeline results --by quarter -o results        timeline.csv beside the other tables";
