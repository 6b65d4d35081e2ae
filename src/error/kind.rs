//! What can go wrong. What is said of it stands in `say`, what to do about it in `help`.

/// What went wrong, in the words that the user reads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// There is no such file or folder.
    Missing,
    /// The operating system refused; its own words.
    Io(String),
    /// A folder in which nothing looks like an article.
    NoArticles,
    /// The same file was named twice; it is read once.
    NamedTwice,
    /// A file named by the user whose name tells no format; the format that it was read as.
    ReadAs(&'static str),
    /// No article of that id.
    NoSuchArticle(String),
    /// Nothing was left to score in any input.
    NothingToScore,
    /// A folder of weights without any.
    NoWeights,
    /// A file or record without a single character of text.
    Empty,
    /// An article larger than offsets can address.
    TooLarge,
    /// Bytes that are not UTF-8; the offset of the first.
    NotUtf8(usize),
    /// A line that is not a JSON object; the parser's words.
    NotJson(String),
    /// A JSON record without a usable `text`; the keys it has.
    NoText(Vec<String>),
    /// A field that holds what it must not; its name, what was read, what would be right.
    BadField(String, String, String),
    /// An article's id that an earlier article of the run has; the id, and where that one is.
    RepeatedId(String, String),
    /// A date that is not `YYYY-MM-DD`.
    BadDate(String),
    /// A file in a folder whose name does not end as articles do.
    NotAnArticle,
    /// The output folder, or results of an earlier run, among the inputs.
    OwnResults,
    /// No lexicon of that name; the names there are.
    UnknownLexicon(String, Vec<String>),
    /// Two lexicons of one name; the name, and where the other is.
    SameName(String, String),
    /// A list of valences where a rhetoric lexicon is wanted, by name.
    NotScored(String),
    /// `lexicon.toml` does not parse or says something impossible.
    BadLexicon(String),
    /// A header without a required column; the column and those found.
    NoColumn(String, Vec<String>),
    /// A row whose fields cannot be split.
    BadRow(String),
    /// A weight that is not a finite number.
    BadWeight(String),
    /// A category that `lexicon.toml` does not declare; the known ones.
    UnknownCategory(String, Vec<String>),
    /// A source key that `lexicon.toml` does not declare; the known ones.
    UnknownSource(String, Vec<String>),
    /// A pattern that can never match, and why.
    BadPattern(String, String),
    /// A pattern that stands twice in one category; the line of the first.
    RepeatedRow(String, u64),
    /// Rows out of canonical order; the pattern that should come earlier.
    OutOfOrder(String),
    /// A row whose words another always takes; both patterns, the other's category and line.
    NeverWins(String, String, String, u64),
    /// An exception inside which no row stands.
    SilencesNothing(String),
    /// A category of a lexicon without what it should have: rows, examples.
    CategoryWithout(String, &'static str),
    /// Rows that do not say where they come from; how many.
    NoSource(usize),
    /// An example whose hits differ; what was expected and what was found.
    ExampleFails(String, String),
    /// An alias in a speakers file that stands for another name too; that name and its line.
    TwoNames(String, String, u64),
    /// An id in a speakers file that another name has; that name and its line.
    SameId(String, String, u64),
    /// Two rows of one name disagree: the column, what is read, what was read, in which line.
    TwoValues(String, String, String, u64),
    /// A column of a speakers file that is called like one of the reports'.
    TakenColumn(String),
    /// A name of a speakers file under which nobody was quoted.
    NeverQuoted(String),
    /// The same where documents are scored whole: a name under which there is none.
    NoDocumentOf(String),
    /// Documents whose records name no speaker: the field, how many, of how many.
    NoSpeaker(String, u64, u64),
    /// An option that means something only where documents are scored whole.
    OnlyDocuments,
    /// An option that means something only where quotations are looked for.
    OnlyQuotes,
    /// A folder without the table that a command reads; the table's name.
    NoTable(String),
    /// The output file is already there.
    Exists,
    /// The output folder already holds results.
    HoldsResults,
    /// Two formats for one standard output.
    TwoFormats,
    /// An output path that cannot be a folder.
    NotAFolder,
    /// A table that is not UTF-8 and was taken for windows-1252.
    ReadAsWindows,
    /// A table that another program read as windows-1252 and saved as UTF-8.
    Misread,
    /// No annotated article could be read.
    NothingToEvaluate,
    /// A calibration without annotated articles.
    NothingToCalibrate,
    /// A table where annotated articles are expected.
    SheetAsGold,
    /// A line that is no annotated article; the parser's words.
    NotGold(String),
    /// A line that is no quotation of a report; the parser's words.
    NotQuotes(String),
    /// What no row of some results has: what it is, its name, and names like it.
    NotInResults(&'static str, String, Vec<String>),
    /// A folder without the quotations of a run; the file that is looked for.
    NoQuotes(&'static str),
    /// A dictionary that looks like no known format.
    NoFormat,
    /// A dictionary's term that is not in the lexicon, and why.
    LeftOut(String, String),
    /// A dictionary's term that was changed: as read, as kept, and how.
    Changed(String, String, String),
    /// What else there is to say of a dictionary.
    Noted(String),
    /// A folder that is no results folder, and how that shows.
    NotResults(String),
    /// Options that contradict each other or the files that are there, and how.
    Unclear(String),
    /// A command that there is not, and those that there are.
    NoCommand(String, Vec<String>),
}
