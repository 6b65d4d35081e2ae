//! The columns of the tables that `rhetor compare` and `rhetor timeline` write.

use super::Kind::{Count, Date, Flag, Number, Rate, Text};
use super::{Table, column};

pub(super) const COMPARE: Table = Table {
    names: &["compare"],
    about: "one row a pair and category",
    columns: &[
        column(&["group_a", "group_b", "category"], Text, "who is compared with whom; in what", "never"),
        column(
            &["hits_a", "words_a", "hits_b", "words_b"],
            Count,
            "occurrences and quoted words of both",
            "never",
        ),
        column(&["per_1000_a", "per_1000_b"], Rate, "1000 · hits / words of both", "no words"),
        column(
            &["ratio", "ratio_low", "ratio_high"],
            Number,
            "rate of the first / rate of the second, with its 95 % interval",
            "no hits on either side",
        ),
        column(
            &["p", "p_adjusted"],
            Number,
            "share of random splits of whole articles that differ at least as much; the same by Benjamini and Hochberg over the table",
            "no hits on either side",
        ),
        column(&["method"], Text, "how p and the interval were computed", "never"),
        column(&["higher_in"], Text, "which of the two has the higher rate", "neither has"),
        column(&["low_data"], Flag, "1 where too little was said to compare", "never"),
    ],
};

pub(super) const COMPARE_TERMS: Table = Table {
    names: &["compare_terms"],
    about: "one row a word or lexicon row that marks one side",
    columns: &[
        column(&["category", "term"], Text, "where it counts; the word, or the row", "never"),
        column(
            &["log_odds", "z"],
            Number,
            "how much it marks the first side (or, below 0, the second), and that in standard errors: a ranking, no test",
            "never",
        ),
    ],
};

pub(super) const TIMELINE: Table = Table {
    names: &["timeline"],
    about: "one row a period, speaker and category",
    columns: &[
        column(&["period_start"], Date, "first day of the period", "never"),
        column(&["period", "speaker", "category"], Text, "the period; who; in what", "never"),
        column(
            &["n_articles", "n_quotes", "n_words", "hits"],
            Count,
            "articles, quotes, quoted words and occurrences in it",
            "never",
        ),
        column(
            &["per_1000", "low", "high"],
            Rate,
            "1000 · hits / words, and its 95 % interval",
            "nothing was said in it: a gap, not 0",
        ),
    ],
};
