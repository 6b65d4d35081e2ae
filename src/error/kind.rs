//! What can go wrong. What is said of it stands in `say`, what to do about it in `help`.

/// What went wrong, in the words that the user reads.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// There is no such file or folder.
    Missing,
    /// The operating system refused; its own words.
    Io(String),
    /// A folder where a file is wanted.
    IsAFolder,
    /// A folder named as a lexicon that is none.
    NotALexicon,
    /// A folder in which nothing looks like an article.
    NoArticles,
    /// The same file was named twice; it is read once.
    NamedTwice,
    /// A file named by the user whose name tells no format; the format that it was read as.
    ReadAs(&'static str),
    /// No article of that id.
    NoSuchArticle(String),
    /// No quote that contains some words; how many quotes there are, and the first of them.
    NoSuchQuote(String, usize, Vec<String>),
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
    /// A JSON record without usable text; the field that it should be in, the keys there are.
    NoText(String, Vec<String>),
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
    /// A category that another lexicon has too: its name, that lexicon, and what heads its columns.
    SharedCategory(String, String, String),
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
    /// A date that could be two days; as read, and both.
    AmbiguousDate(String, String, String),
    /// A header without a column of text; the column, those found, the one that may be meant.
    NoTextColumn(String, Vec<String>, Option<String>),
    /// A list that never holds text of articles; what it is of, the columns found.
    NoArticleText(String, Vec<String>),
    /// The column that text is read from, and the set of columns that it was told by.
    TextFrom(String, &'static str),
    /// The column that text is read from, since no other can be meant.
    TextColumn(String),
    /// A header in which two columns have one name.
    TwoColumns(String),
    /// A stream that ends within what it is packed in.
    CutShort,
    /// A stream that unpacks to far more than text does.
    Bomb,
    /// Packings inside one another, too many.
    TooDeep,
    /// A packing that is not read, by name.
    Packed(&'static str),
    /// A packing that the name does not tell.
    PackedInside(&'static str),
    /// A name that tells a packing which is not there.
    NotPacked,
    /// An archive or an entry that is broken; how.
    BadArchive(String),
    /// An entry of an archive that needs a password.
    Encrypted,
    /// An entry of an archive whose name leads out of it.
    OutsideName,
    /// A file that is no text; what it is.
    NotText(&'static str),
    /// A format by name, and another that the content looks like.
    LooksLike(&'static str, &'static str),
    /// A folder that was searched before, by another path.
    FolderTwice,
    /// A file that is not UTF-8: what it was read as, how that was known, replacements.
    ReadAsEncoding(&'static str, &'static str, u64),
    /// A file that is UTF-8 though the user names another encoding; that, and how many other
    /// files are too.
    StaysUtf8(&'static str, u64),
    /// Bytes that mean nothing in an encoding, and how many characters stand for them.
    Replaced(&'static str, u64),
    /// An article without a date in a file whose name does not tell one.
    NameWithoutDate,
    /// An article outside the days that are asked for; its day.
    OutOfDates(String),
    /// An article without a date where days are asked for.
    Undated,
    /// A fault of this program; what it said, and where in its source.
    Panicked(String),
    /// A results folder without a manifest: no run has finished in it.
    NoManifest,
    /// A manifest that cannot be read as one; the parser's words.
    BadManifest(String),
    /// A table that is not as the run wrote it: its name, the bytes it has now, nothing where
    /// it is gone, and the bytes that were written.
    NotAsWritten(String, Option<u64>, u64),
    /// Results of a run that was stopped; the place behind which nothing was read.
    Incomplete(String),
    /// The output folder is being written to by another run.
    InUse,
    /// Half results of a run that was killed; they were taken away.
    LeftOver,
    /// A run that was stopped before anything could be written.
    StoppedEarly,
    /// A run that was stopped and would have replaced older results; they were kept.
    KeptOlder,
    /// Documents that an export counts and does not hold: the first and last number missing.
    DocumentsMissing(u64, u64),
    /// A text whose length is far from what its export says; both, in words.
    OtherLength(u64, u64),
    /// An input that is built to do harm, or looks like it; what was seen.
    Hostile(String),
    /// A web page without an article, and why it is taken for one.
    NoMainText(&'static str),
    /// A page that says itself that it shows only a part of its article.
    PartOnly,
    /// A file that is not what it begins like; its format, and why.
    NotReadable(&'static str, String),
    /// A format that this build of the program cannot read; the feature that it needs.
    NeedsFeature(&'static str),
    /// A page of whose sentences few were taken for its article: their words, and those of all.
    MuchLeftOut(usize, usize),
    /// An article whose paragraphs were not told apart by its page.
    OneParagraph,
    /// A folder that is no results folder, and how that shows.
    NotResults(String),
    /// A comparison without names; those with most words.
    NobodyToCompare(Vec<String>),
    /// A comparison of one speaker with nobody; the name, and others.
    OneToCompare(String, Vec<String>),
    /// Groups of which there are fewer than two; the column, and those there are.
    OneGroup(String, Vec<String>),
    /// Articles of which none has a date.
    NoDates,
    /// The date of an event that is not `YYYY-MM-DD`.
    BadEventDate(String),
    /// HTML entities in a text, which were decoded; how many, and the first.
    Entities(u64, String),
    /// UTF-8 that was read as windows-1252: how many characters, the first, and whether all
    /// of the text could be turned back.
    Garbled(u64, String, bool),
    /// The same, turned back as asked.
    Ungarbled(u64, String),
    /// Replacement characters in a text as it was made; how many.
    Lost(u64),
    /// An article in a language that is not asked for: its id, the language, how sure a guess
    /// is; and what it reads like where the input says the language.
    OtherLanguage(String, String, Option<u8>, Option<String>),
    /// An article that does not read like the language that its input says: that, what it
    /// reads like.
    TwoLanguages(String, String),
    /// All articles were left out by a rule of the run; how many, and the languages found with
    /// how many of each.
    AllLeftOut(u64, Vec<(String, u64)>),
    /// No article is of the days asked for: how many are of others, how many have no date.
    NoneInDays(u64, u64),
    /// Options that contradict each other or the files that are there, and how.
    Unclear(String),
    /// A file or folder that its name hides.
    Hidden,
    /// A command that there is not, and those that there are.
    NoCommand(String, Vec<String>),
    /// What another process said of its input: what, and what to do.
    Carried(String, Option<String>),
    /// An option that means nothing where partial results are written, and why.
    NotInStream(&'static str),
    /// An input that ends in the middle of a record.
    Torn,
    /// A partial result without its last record, or with lines behind it.
    NoEnd,
    /// A line of a partial result that is none of its records, and why.
    NotAPart(String),
    /// Partial results that do not hold what their last record says: what, how many there
    /// are, how many there should be.
    PartCounts(&'static str, u64, u64),
    /// Lines of a partial result that are not those that were written.
    PartChanged,
    /// A partial result of another version; that, and ours.
    OtherVersion(String, String),
    /// A partial result with another setting than that of another part: its name, the value,
    /// the other part, its value.
    OtherSettings(String, String, String, String),
    /// The same partial result, named or written twice; where the other is.
    SamePart(String),
    /// A folder of partial results that is still being written.
    Unfinished(String),
    /// A lexicon or speakers file that parts were scored with and that is not given: what it
    /// is, its name, its hash.
    NotGiven(&'static str, String, String),
    /// A lexicon or speakers file that parts were not scored with; what it is.
    NotUsed(&'static str),
    /// A merge that was stopped.
    StoppedMerge,
    /// Another number of parts than the user says: how many there are, how many there should be.
    PartsMissing(u64, u64),
    /// A table that has other bytes than the run wrote, though as many: its name.
    Edited(String),
    /// Results of a run that did not end of itself, and whose manifest does not say where.
    NotComplete,
    /// A text that says itself that it is the beginning of its article.
    BeginningOnly,
}
