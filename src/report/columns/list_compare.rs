//! The columns of the tables that `rhetor compare` and `rhetor timeline` write.

use super::Kind::{Count, Date, Flag, Number, Rate, Text};
use super::{Table, column};

pub(super) const COMPARE: Table = Table {
    names: &["compare"],
    about: "one row a pair and category",
    columns: &[
        column(
            &["group_a", "group_b", "category", "subcategory"],
            Text,
            "who is compared with whom; in what",
            "subcategory: the row is about a whole category",
        ),
        column(
            &["n_articles_a", "n_articles_b", "n_articles_both"],
            Count,
            "articles in which each speaks, and both",
            "never",
        ),
        column(
            &["words_a", "words_b", "hits_a", "hits_b"],
            Count,
            "quoted words and occurrences of both",
            "never",
        ),
        column(
            &["per_1000_a", "low_a", "high_a", "per_1000_b", "low_b", "high_b"],
            Rate,
            "1000 · hits / words of both, each with its 95 % interval",
            "no words",
        ),
        column(
            &["ratio", "ratio_low", "ratio_high"],
            Number,
            "rate of the first / rate of the second, with its 95 % interval; inf where the second has no hits",
            "no hits on either side",
        ),
        column(&["ratio_interval"], Text, "how it was computed: by_article or exact_poisson", "no hits"),
        column(
            &["log_ratio"],
            Number,
            "ln ratio; half added to hits and words where one has no hits",
            "no hits on either side",
        ),
        column(
            &["p", "p_adjusted"],
            Number,
            "share of random splits of whole articles that differ at least as much; the same by Benjamini and Hochberg over the table",
            "no hits on either side, or no words on one",
        ),
        column(&["method"], Text, "permutation_exact or permutation_drawn", "no p"),
        column(&["n_labelings"], Count, "splits that were looked at", "no p"),
        column(&["higher_in"], Text, "which of the two has the higher rate", "neither has"),
        column(&["evidence"], Text, "tested, or why there is none", "never"),
        column(&["low_data"], Flag, "1 where too little was said to compare", "never"),
        column(
            &[
                "descriptive_g2",
                "descriptive_log2_ratio",
                "descriptive_percent_difference",
                "descriptive_ell",
                "descriptive_bic",
            ],
            Number,
            "keyness as the field has it, as if words were independent: descriptions, never evidence",
            "not computable",
        ),
        column(
            &["dispersion_a", "dispersion_b", "design_effect_a", "design_effect_b"],
            Number,
            "as in speakers_long",
            "no hits",
        ),
    ],
};

pub(super) const COMPARE_VALENCE: Table = Table {
    names: &["compare_valence"],
    about: "one row a pair and measure: valence, balance",
    columns: &[
        column(&["group_a", "group_b", "measure"], Text, "who is compared with whom; in what", "never"),
        column(
            &["n_articles_a", "n_articles_b", "n_a", "n_b"],
            Count,
            "articles of both; their sentences, or for balance their hits",
            "never",
        ),
        column(
            &["mean_a", "low_a", "high_a", "mean_b", "low_b", "high_b"],
            Number,
            "mean of both, each with its 95 % interval by article",
            "nothing to take a mean of; one article",
        ),
        column(
            &["difference", "difference_low", "difference_high"],
            Number,
            "mean of the first − mean of the second, with its 95 % interval by article",
            "a mean is empty",
        ),
        column(
            &["p", "p_adjusted"],
            Number,
            "share of random splits of whole articles that differ at least as much; the same by Benjamini and Hochberg over the table",
            "a mean is empty",
        ),
        column(&["method"], Text, "permutation_exact or permutation_drawn", "no p"),
        column(&["n_labelings"], Count, "splits that were looked at", "no p"),
        column(&["higher_in"], Text, "which of the two has the higher mean", "neither has"),
        column(&["low_data"], Flag, "1 where too little was said to compare", "never"),
        column(
            &[
                "descriptive_welch_t",
                "descriptive_welch_df",
                "descriptive_welch_p",
                "descriptive_mann_whitney_u",
                "descriptive_mann_whitney_p",
                "descriptive_cliffs_delta",
            ],
            Number,
            "of the articles' means, each one observation: descriptions",
            "not computable",
        ),
    ],
};

pub(super) const COMPARE_TERMS: Table = Table {
    names: &["compare_terms"],
    about: "one row a word or lexicon row that marks one side",
    columns: &[
        column(&["group_a", "group_b"], Text, "who is compared with whom", "never"),
        column(&["category", "term"], Text, "where it counts; the word, or the row", "category: a word"),
        column(
            &["count_a", "count_b", "words_a", "words_b"],
            Count,
            "how often each says it, of how many words",
            "never",
        ),
        column(
            &["log_odds", "z"],
            Number,
            "how much it marks the first side (or, below 0, the second), and that in standard errors: a ranking, no test",
            "never",
        ),
        column(&["higher_in"], Text, "the side that it marks", "never"),
        column(&["function_word"], Flag, "1 for words of grammar", "never"),
        column(&["prior"], Text, "what is known before counting", "never"),
    ],
};

pub(super) const TIMELINE: Table = Table {
    names: &["timeline"],
    about: "one row a period, speaker and category",
    columns: &[
        column(&["period_start"], Date, "first day of the period", "never"),
        column(
            &["period", "speaker", "category", "subcategory"],
            Text,
            "the period; who; in what",
            "subcategory: the row is about a whole category",
        ),
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
        column(
            &["interval"],
            Text,
            "how the interval was computed: by_article or exact_poisson",
            "nothing was said",
        ),
        column(&["events"], Text, "what happened in it, as the user's table says", "nothing is listed"),
    ],
};
