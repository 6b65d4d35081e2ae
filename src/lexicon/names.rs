//! Which lexicons come with the program: each is a folder of `lexicons/`.

/// Names of the built-in lexicons, rhetoric first, in the order of reports.
pub const NAMES: &[&str] = &[
    "war",
    "friendship",
    "hegemony",
    "victory",
    "threat",
    "peace",
    "denunciation",
    "sovereignty",
    "moral",
    "sacred",
    "memory",
    "us_them",
    "nuclear",
    "reporting-en",
    "negators-en",
    "stance-en",
    "titles-en",
    "people-en",
    "nations-en",
    "given-names",
    "grammar-en",
    "spelling-en",
    "furniture-en",
    "hyphens-en",
    "vader-en",
];

/// British and American spellings of one another.
pub(super) const SPELLING: &str = "spelling-en";

/// The list of words with a valence; it is read when valence is asked for, not before.
pub const VALENCE: &str = "vader-en";
