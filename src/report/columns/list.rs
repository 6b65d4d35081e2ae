//! The columns of the tables that `rhetor score` writes.

use super::Kind::{Count, Date, Flag, Number, Place, Rate, Text};
use super::list_compare::{COMPARE, COMPARE_TERMS, COMPARE_VALENCE, TIMELINE};
use super::{Table, column};

/// All tables, in the order in which a workbook explains them.
pub const TABLES: &[Table] = &[
    SPEAKERS,
    COMPARE,
    COMPARE_VALENCE,
    COMPARE_TERMS,
    TIMELINE,
    QUOTES,
    DOCUMENTS,
    EVIDENCE,
    GROUPS,
    ARTICLES,
    PROBLEMS,
    SPEAKERS_LONG,
    SPEAKER_ARTICLES,
];

const SPEAKERS: Table = Table {
    names: &["speakers", "reported_speakers"],
    about: "one row a speaker, most words first",
    columns: &[
        column(
            &["speaker", "speaker_id", "speaker_type"],
            Text,
            "the name, in the spelling that most articles use (of equals the first in byte order); an id for joins; person, organisation, place, group, unnamed or document",
            "`(unattributed)` has no id and type",
        ),
        column(
            &["n_articles", "n_sources"],
            Count,
            "articles with a quote of the speaker that counts, outlets",
            "never",
        ),
        column(
            &["n_quotes", "n_quotes_unique"],
            Count,
            "all quotes, and those that were not printed before, see *Printed before*",
            "never",
        ),
        column(&["n_words"], Count, "words of the quotes that count: each quote once", "never"),
        column(&["first_date", "last_date"], Date, "of those articles", "no article is dated"),
        column(&["{c}_hits"], Count, "occurrences, parts of the category included", "never"),
        column(&["{c}_per_1000"], Rate, "1000 · hits / words", "no words"),
        column(&["{c}_low", "{c}_high"], Rate, "95 % interval of the rate, see below", "no words"),
        column(&["{c}_quote_share"], Number, "quotes with a hit / quotes, of those that count", "no quotes"),
        column(&["{c}_top_terms"], Text, "the five commonest rows with their counts", "no hits"),
        column(
            &["balance"],
            Number,
            "(friendship − war) / (friendship + war) hits, −1 to 1; not the operational code's P-1",
            "under five hits together",
        ),
        column(
            &["valence_mean"],
            Number,
            "mean compound of the speaker's sentences, −1 to 1, see *Valence*",
            "no sentences",
        ),
        column(
            &["valence_low", "valence_high"],
            Number,
            "its 95 % interval by article",
            "sentences in fewer than 2 articles",
        ),
        column(
            &["valence_terms", "n_sentences"],
            Count,
            "words of the valence list that were met; sentences with at least one word",
            "never",
        ),
        column(&["low_data"], Flag, "1 with fewer than 5 articles or `--min-words` words", "never"),
        column(&["attribution_confidence"], Number, "mean confidence of the quotes", "no quotes"),
    ],
};

const SPEAKERS_LONG: Table = Table {
    names: &["speakers_long", "reported_speakers_long"],
    about: "one row a speaker and category, or part of one",
    columns: &[
        column(
            &["speaker", "speaker_id", "speaker_type", "category", "subcategory"],
            Text,
            "as in speakers; the category, and the part of it where the row is about a part",
            "the row is about a whole category",
        ),
        column(
            &["n_articles", "n_quotes", "n_quotes_unique", "n_words", "hits"],
            Count,
            "as in speakers; occurrences that count",
            "never",
        ),
        column(
            &[
                "hits_asserts",
                "hits_accuses",
                "hits_rejects",
                "hits_denies",
                "hits_negated",
                "hits_conditional",
                "hits_historical",
            ],
            Count,
            "occurrences by how they stand in their clause",
            "never",
        ),
        column(&["per_1000", "low", "high"], Rate, "1000 · hits / words, and its 95 % interval", "no words"),
        column(&["interval"], Text, "how the interval was computed: by_article or exact_poisson", "no words"),
        column(
            &["quote_share", "design_effect", "dispersion"],
            Number,
            "quotes with a hit / quotes; how much wider the interval by article is than if words were independent, squared; Gries's DP",
            "no quotes; fewer than 2 articles or no hits",
        ),
        column(&["low_data"], Flag, "1 with fewer than 5 articles or hits", "never"),
    ],
};

const QUOTES: Table = Table {
    names: &["quotes", "reported"],
    about: "one row a quote, or a report",
    columns: &[
        column(
            &["quote_id", "article_id", "article"],
            Text,
            "an id for joins; an id of the article; the input's own id of it",
            "never",
        ),
        column(&["seq"], Place, "number within the article", "never"),
        column(&["date"], Date, "of the article", "not known"),
        column(&["source", "title", "url"], Text, "of the article", "not known"),
        column(
            &["speaker"],
            Text,
            "the fullest name that the article gives",
            "never; nobody is `(unattributed)`",
        ),
        column(
            &["speaker_id", "speaker_type", "speaker_mention"],
            Text,
            "an id for joins; what the speaker is; the words that name the speaker",
            "nobody is credited",
        ),
        column(
            &["rule"],
            Text,
            "the strongest tie between quote and speaker, or why nobody is credited",
            "never",
        ),
        column(&["confidence"], Number, "probability that the printed name is right", "never"),
        column(&["form"], Text, "direct, mixed, scare or indirect", "never"),
        column(&["within"], Text, "the quote that holds it", "none does"),
        column(&["n_words"], Count, "words in it", "never"),
        column(&["{c}_hits"], Count, "occurrences that count", "never"),
        column(&["{c}_per_1000"], Rate, "1000 · hits / words", "no words"),
        column(
            &["valence"],
            Number,
            "mean compound of the sentences, −1 to 1",
            "no sentences, or nothing to score",
        ),
        column(
            &["valence_terms", "n_sentences"],
            Count,
            "words of the valence list that were met; sentences with at least one word",
            "nothing to score",
        ),
        column(&["duplicate_of"], Text, "the first quote that says the same", "it was not printed before"),
        column(&["lang"], Text, "language of the article, as a code", "nothing tells"),
        column(&["file"], Text, "where the article was read", "never"),
        column(
            &["char_start", "char_end"],
            Place,
            "first character in the article's text, and the one after the last",
            "never",
        ),
        column(
            &["text_cut"],
            Flag,
            "1 where the text is longer than a cell of a spreadsheet holds, and was cut",
            "never",
        ),
        column(&["text"], Text, "the words, line breaks as spaces", "never"),
    ],
};

const DOCUMENTS: Table = Table {
    names: &["documents"],
    about: "one row a document",
    columns: &[
        column(&["document", "article_id"], Text, "the input's own id; an id for joins", "never"),
        column(&["date"], Date, "of the document", "not known"),
        column(&["source", "title", "url"], Text, "of the document", "not known"),
        column(&["speaker"], Text, "whom the record names", "never; nobody is `(unattributed)`"),
        column(
            &["speaker_id", "speaker_type"],
            Text,
            "an id for joins; what the speaker is",
            "the record names nobody",
        ),
        column(&["n_words"], Count, "words in it", "never"),
        column(&["{c}_hits"], Count, "occurrences that count", "never"),
        column(&["{c}_per_1000"], Rate, "1000 · hits / words", "no words"),
        column(
            &["valence"],
            Number,
            "mean compound of the sentences, −1 to 1",
            "no sentences, or nothing to score",
        ),
        column(
            &["valence_terms", "n_sentences"],
            Count,
            "words of the valence list that were met; sentences with at least one word",
            "nothing to score",
        ),
        column(&["duplicate_of"], Text, "the first document that says the same", "it was not printed before"),
        column(&["lang"], Text, "language of the document, as a code", "nothing tells"),
        column(&["file"], Text, "where it was read", "never"),
        column(&["line"], Place, "in that file", "a file of one document"),
    ],
};

const EVIDENCE: Table = Table {
    names: &["evidence", "reported_evidence"],
    about: "one row a hit: the words behind every number",
    columns: &[
        column(
            &["quote_id", "article_id"],
            Text,
            "the quote that it is in, and the article",
            "whole documents have no quotes",
        ),
        column(&["date"], Date, "of the article", "not known"),
        column(&["source"], Text, "of the article", "not known"),
        column(
            &["speaker"],
            Text,
            "who said it, as the article has the name",
            "never; nobody is `(unattributed)`",
        ),
        column(&["speaker_id"], Text, "an id for joins", "nobody is credited"),
        column(
            &["form", "lexicon", "category", "subcategory", "entry"],
            Text,
            "of the quote; the word list, its category and part, and the row that matched",
            "the row belongs to no part",
        ),
        column(&["entry_line"], Place, "line of that row in the list", "never"),
        column(&["matched"], Text, "the words as they stand in the article", "never"),
        column(&["weight"], Number, "of the row; counts and rates are unweighted", "never"),
        column(
            &["stance", "stance_cue"],
            Text,
            "how the hit stands in its clause, and the words that decide it",
            "it asserts",
        ),
        column(&["counted"], Flag, "1 where the hit is in the counts of its speaker", "never"),
        column(
            &["duplicate_of"],
            Text,
            "the first quote that says the same as the one it is in",
            "that one was not printed before",
        ),
        column(&["company"], Text, "the words that let an ambiguous row count", "the row is not ambiguous"),
        column(&["char_start", "char_end"], Place, "characters of the article's text", "never"),
        column(
            &["left", "keyword", "right"],
            Text,
            "the words with eight words on either side",
            "nothing stands there",
        ),
    ],
};

const SPEAKER_ARTICLES: Table = Table {
    names: &["speaker_articles", "reported_speaker_articles"],
    about: "one row a speaker and article: the counts that rates are computed from",
    columns: &[
        column(
            &["speaker", "speaker_id", "speaker_type", "article_id", "article"],
            Text,
            "as in quotes",
            "nobody has no id and type",
        ),
        column(&["date"], Date, "of the article", "not known"),
        column(&["source"], Text, "of the article", "not known"),
        column(
            &["n_quotes", "n_quotes_unique", "n_words"],
            Count,
            "quotes of the speaker in it, those not printed before, words of those that count",
            "never",
        ),
        column(
            &["{c}_hits", "{c}_negated", "{c}_quotes"],
            Count,
            "occurrences that count; negated ones; quotes with a hit",
            "never",
        ),
        column(&["valence_sum"], Number, "sum of the compounds of the sentences", "never"),
        column(
            &["valence_terms", "n_sentences"],
            Count,
            "words of the valence list that were met; sentences",
            "never",
        ),
    ],
};

const GROUPS: Table = Table {
    names: &["groups"],
    about: "one row a column of the speakers file and a value of it",
    columns: &[
        column(&["column", "value"], Text, "which column; the value, or (none)", "never"),
        column(
            &["n_speakers", "n_articles", "n_sources", "n_quotes", "n_quotes_unique", "n_words"],
            Count,
            "speakers with a quote, and the rest as in speakers",
            "never",
        ),
        column(&["{c}_hits"], Count, "occurrences that count", "never"),
        column(
            &["{c}_per_1000", "{c}_low", "{c}_high"],
            Rate,
            "1000 · hits / words, and its 95 % interval by article",
            "no words",
        ),
        column(
            &["valence_mean", "valence_low", "valence_high"],
            Number,
            "mean compound of the sentences, and its 95 % interval by article",
            "no sentences; sentences in fewer than 2 articles",
        ),
        column(
            &["valence_terms", "n_sentences"],
            Count,
            "words of the valence list that were met; sentences",
            "never",
        ),
        column(&["low_data"], Flag, "1 with fewer than 5 articles or `--min-words` words", "never"),
    ],
};

const ARTICLES: Table = Table {
    names: &["articles"],
    about: "one row an article that was read",
    columns: &[
        column(&["article_id", "article"], Text, "an id for joins; the input's own id", "never"),
        column(&["date"], Date, "of the article", "not known"),
        column(&["source", "title"], Text, "of the article", "not known"),
        column(
            &["n_quotes", "n_quotes_unique", "n_words"],
            Count,
            "all quotes, those not printed before, words of those that count; nobody's included",
            "never",
        ),
        column(&["duplicate_of"], Text, "the first article that it repeats", "it repeats none"),
        column(&["similarity"], Number, "share of it that stands there", "it repeats none"),
        column(&["file"], Text, "where it was read", "never"),
        column(&["line"], Place, "in that file", "a file of one article"),
    ],
};

const PROBLEMS: Table = Table {
    names: &["problems"],
    about: "one row for each input, row or value that was left out, guessed or ignored",
    columns: &[
        column(&["file"], Text, "where", "never"),
        column(&["line", "column"], Place, "in that file", "a whole file, or line, is meant"),
        column(
            &["effect", "problem", "help"],
            Text,
            "rejected, kept or ignored; what is wrong; what to do",
            "nothing can be advised",
        ),
    ],
};
