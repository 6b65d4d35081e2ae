//! What can go wrong, where, and what to do next.
//!
//! An [`Error`] stops the run; a [`Problem`] has the same shape and travels beside the
//! results. Neither prints itself: that is the command line's work.

use std::fmt;
use std::sync::Arc;

/// Where something was found: a file, and in it a line and a column, both from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path as the user gave it, or a name such as `standard input`.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: Option<u64>,
    /// Character of the line, from 1; in a table, where the field begins.
    pub column: Option<u64>,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<Arc<str>>) -> Self {
        Self { file: file.into(), line: None, column: None }
    }

    /// A line of a file.
    pub fn line(file: impl Into<Arc<str>>, line: u64) -> Self {
        Self { file: file.into(), line: Some(line), column: None }
    }

    /// The same place, narrowed to a column.
    #[must_use]
    pub fn column(mut self, column: u64) -> Self {
        self.column = Some(column);
        self
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        if let Some(column) = self.column {
            write!(f, ":{column}")?;
        }
        Ok(())
    }
}

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
}

impl fmt::Display for Kind {
    #[expect(clippy::too_many_lines, reason = "one message a kind, in one place")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file or folder"),
            Self::Io(what) => f.write_str(what),
            Self::NoArticles => f.write_str("folder holds no articles"),
            Self::NamedTwice => f.write_str("is named twice; it was read once"),
            Self::ReadAs(format) => write!(f, "its name tells no format; it was read as {format}"),
            Self::NoSuchArticle(id) => write!(f, "holds no article with the id \"{id}\""),
            Self::NoWeights => f.write_str("holds neither attribution.csv nor reported.bin"),
            Self::NothingToScore => f.write_str("no input held an article; nothing was written"),
            Self::Empty => f.write_str("holds no text"),
            Self::TooLarge => f.write_str("article is larger than 4 GiB"),
            Self::NotUtf8(at) => write!(f, "is not UTF-8 (first bad byte at offset {at})"),
            Self::NotJson(what) => write!(f, "is not a JSON object: {what}"),
            Self::NoText(keys) => {
                write!(f, "record has no string field \"text\"; it has: {}", keys.join(", "))
            }
            Self::BadField(name, read, right) => write!(f, "field \"{name}\" is {read}; {right}"),
            Self::RepeatedId(id, first) => write!(f, "id \"{id}\" was used before, at {first}"),
            Self::BadDate(read) => write!(f, "date \"{read}\" is not a calendar date in the form YYYY-MM-DD"),
            Self::NotAnArticle => f.write_str("is not a .txt, .jsonl or .ndjson file"),
            Self::OwnResults => f.write_str("holds results; they are not read as articles"),
            Self::UnknownLexicon(name, _) => {
                write!(f, "no lexicon named \"{name}\" and no such folder or file")
            }
            Self::SameName(name, other) => write!(f, "a lexicon named \"{name}\" is already used: {other}"),
            Self::NotScored(name) => write!(f, "\"{name}\" is a list of valences, and has no hits to count"),
            Self::BadLexicon(what) => f.write_str(what),
            Self::NoColumn(name, found) => {
                write!(f, "has no column \"{name}\"; columns found: {}", found.join(", "))
            }
            Self::BadRow(what) => write!(f, "row cannot be read: {what}"),
            Self::BadWeight(read) => {
                write!(f, "weight \"{read}\" is not a number")?;
                match read.chars().next() {
                    Some(c @ ('\u{2212}' | '\u{2013}')) => {
                        write!(
                            f,
                            " (it starts with U+{:04X}; write \"-{}\")",
                            c as u32,
                            &read[c.len_utf8()..]
                        )
                    }
                    _ if read.contains(',') => {
                        write!(f, " (write a decimal point: \"{}\")", read.replace(',', "."))
                    }
                    _ => Ok(()),
                }
            }
            Self::UnknownCategory(read, known) => {
                write!(f, "category \"{read}\" is not in lexicon.toml; known: {}", known.join(", "))
            }
            Self::UnknownSource(read, known) => {
                write!(f, "source \"{read}\" is not in lexicon.toml; known: {}", known.join(", "))
            }
            Self::BadPattern(read, why) => write!(f, "pattern \"{read}\" {why}"),
            Self::RepeatedRow(pattern, line) => write!(f, "pattern \"{pattern}\" repeats line {line}"),
            Self::OutOfOrder(pattern) => write!(f, "pattern \"{pattern}\" is out of order"),
            Self::NeverWins(pattern, other, category, line) => write!(
                f,
                "pattern \"{pattern}\" never wins: line {line}, \"{other}\" of {category}, always takes its words"
            ),
            Self::SilencesNothing(pattern) => {
                write!(f, "exception \"{pattern}\" silences nothing: no row stands inside it")
            }
            Self::CategoryWithout(category, what) => write!(f, "category \"{category}\" has no {what}"),
            Self::NoSource(1) => f.write_str("one row names no source, this one"),
            Self::NoSource(rows) => write!(f, "{rows} rows name no source; this is the first"),
            Self::ExampleFails(expected, found) => write!(f, "expected [{expected}], found [{found}]"),
            Self::TwoNames(alias, name, line) => {
                write!(f, "\"{alias}\" already stands for \"{name}\" (line {line})")
            }
            Self::SameId(id, name, line) => {
                write!(
                    f,
                    "id \"{id}\" is already that of \"{name}\" (line {line}), or cannot be told from it"
                )
            }
            Self::TwoValues(column, read, known, line) => {
                write!(f, "{column} of this name is \"{read}\" here and \"{known}\" in line {line}")
            }
            Self::TakenColumn(name) => write!(f, "column \"{name}\" is called like a column of the reports"),
            Self::NeverQuoted(name) => write!(f, "nobody was quoted as \"{name}\" or under an alias of it"),
            Self::NoDocumentOf(name) => write!(f, "no document is of \"{name}\" or of an alias of it"),
            Self::NoSpeaker(column, without, of) => {
                write!(f, "names no speaker in \"{column}\"; documents without one: {without} of {of}")
            }
            Self::OnlyDocuments => f.write_str("means nothing where quotations are scored"),
            Self::OnlyQuotes => f.write_str("means nothing where whole documents are scored"),
            Self::NoTable(name) => write!(f, "holds no {name}"),
            Self::Exists => f.write_str("is already there; nothing was written"),
            Self::HoldsResults => f.write_str("already holds results; nothing was written"),
            Self::TwoFormats => f.write_str("standard output can hold one format only"),
            Self::NotAFolder => f.write_str("is not a folder"),
            Self::ReadAsWindows => f.write_str("is not UTF-8; read as windows-1252 (guessed)"),
            Self::Misread => f.write_str(
                "was opened as windows-1252: its accents and quotation marks are garbled, its rows were read",
            ),
            Self::NothingToEvaluate => f.write_str("holds nothing that could be evaluated"),
            Self::NothingToCalibrate => f.write_str("has no articles to calibrate on"),
            Self::SheetAsGold => f.write_str("is a table, not annotated articles"),
            Self::NotGold(what) => write!(f, "is not an annotated article: {what}"),
            Self::NotQuotes(what) => write!(f, "is not a line of quotes.jsonl: {what}"),
            Self::NotInResults(what, name, _) => write!(f, "no {what} \"{name}\" in these results"),
            Self::NoQuotes(file) => write!(f, "folder holds no {file}"),
            Self::NoFormat => f.write_str("looks like no dictionary or word list that is known"),
            Self::LeftOut(term, why) => write!(f, "\"{term}\" is left out: {why}"),
            Self::Changed(term, kept, how) => write!(f, "\"{term}\" is kept as \"{kept}\": {how}"),
            Self::Noted(what) => f.write_str(what),
        }
    }
}

impl Kind {
    /// What the user can do about it, where there is something to do.
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoArticles => "articles are files that end in .txt, .jsonl or .ndjson".into(),
            Self::NoWeights => "name the folder that rhetor train wrote with -o".into(),
            Self::NothingToCalibrate => "add --calibrate GOLD.jsonl --speakers NAMES.tsv".into(),
            Self::NothingToScore => {
                "see the problems above; `rhetor score --help` lists what can be read".into()
            }
            Self::NotUtf8(_) => "convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8".into(),
            Self::NotJson(_) => "JSONL is one JSON object a line, with at least \"id\" and \"text\"".into(),
            Self::NoText(keys) => {
                let like = ["content", "body", "maintext", "article", "plain_text", "full_text"];
                let near = keys.iter().find(|k| like.contains(&k.to_ascii_lowercase().as_str()))?;
                format!("rename \"{near}\" to \"text\"")
            }
            Self::NoColumn(_, found) if found.iter().any(|f| f.contains(';') || f.contains('\t')) => {
                "the columns must be separated by commas".into()
            }
            Self::ReadAs(_) => "rename it to .txt (one article) or .jsonl (one JSON object a line)".into(),
            Self::RepeatedId(..) => "both were scored; article_id and quote_id tell them apart".into(),
            Self::BadDate(_) => "the article was kept without a date".into(),
            Self::UnknownLexicon(_, known) => format!(
                "built in: {}; or name a folder with lexicon.toml, or a CSV with columns term,category",
                known.join(", ")
            ),
            Self::SameName(..) => "rename the file or folder; its name heads its columns".into(),
            Self::NotScored(_) => {
                "leave out --lexicon: `rhetor score` reads it for the column valence".into()
            }
            Self::OutOfOrder(_) => "sort the rows by pattern, then category (LC_ALL=C order)".into(),
            Self::TwoNames(..) => {
                "leave one of the two rows; a column article or source limits an alias to where it holds"
                    .into()
            }
            Self::TakenColumn(_) => "rename the column in the speakers file".into(),
            Self::NoSpeaker(..) => {
                "name the field that does with --speaker-col; a .txt file has a leading line `speaker NAME`"
                    .into()
            }
            Self::OnlyDocuments => "add --unit document, or leave it out".into(),
            Self::OnlyQuotes => "leave it out, or leave --unit document out".into(),
            Self::NoTable(_) => "name the folder that `rhetor score -o DIR` wrote its CSV tables to".into(),
            Self::TwoFormats => "name a folder with --output, or one --format".into(),
            Self::ReadAsWindows => "save it as \"CSV UTF-8\" to silence this".into(),
            Self::Misread => "choose UTF-8 as the character set when the sheet is opened".into(),
            Self::Exists => "use --force to replace it, or another --output".into(),
            Self::SheetAsGold => "sheets of `rhetor sample` are read with --annotated".into(),
            Self::NotGold(_) => {
                "one JSON object a line: {\"id\", \"text\", \"attributions\": [{\"quoted\", \"source\", …}]}"
                    .into()
            }
            Self::NotQuotes(_) => "it is what `rhetor score INPUT -f jsonl` writes".into(),
            Self::NoQuotes(_) => "it is what `rhetor score INPUT -f csv,jsonl -o DIR` writes".into(),
            Self::NoFormat => {
                "name its format: rhetor lexicon import FILE --from FORMAT; --help lists them".into()
            }
            Self::NotInResults(_, _, near) if !near.is_empty() => format!("near: {}", near.join(", ")),
            Self::HoldsResults => "use --force to replace them, or another --output".into(),
            _ => return None,
        })
    }
}

/// What stops the run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: Kind,
}

impl Error {
    /// Something at some place.
    pub fn at(place: Place, kind: Kind) -> Self {
        Self { place, kind }
    }

    /// An error of the operating system about a file.
    pub fn io(file: impl Into<Arc<str>>, error: &std::io::Error) -> Self {
        let kind = match error.kind() {
            std::io::ErrorKind::NotFound => Kind::Missing,
            _ => Kind::Io(error.to_string()),
        };
        Self { place: Place::file(file), kind }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.kind)
    }
}

impl std::error::Error for Error {}

/// What became of the input that a problem is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It was left out of the results.
    Rejected,
    /// It is in the results; something about it was guessed or dropped.
    Kept,
    /// It was never meant to be in the results.
    Ignored,
}

impl Effect {
    /// As `problems.csv` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Kept => "kept",
            Self::Ignored => "ignored",
        }
    }
}

/// What does not stop the run, but is counted, reported and reflected in the exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: Kind,
    /// What became of it.
    pub effect: Effect,
}

impl Problem {
    /// Something was left out.
    pub fn rejected(place: Place, kind: Kind) -> Self {
        Self { place, kind, effect: Effect::Rejected }
    }

    /// Something was kept, though not as written.
    pub fn kept(place: Place, kind: Kind) -> Self {
        Self { place, kind, effect: Effect::Kept }
    }
}

impl Problem {
    /// Something that was passed over because it is no input.
    pub fn ignored(place: Place, kind: Kind) -> Self {
        Self { place, kind, effect: Effect::Ignored }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        Self::rejected(error.place, error.kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_where_what_and_what_would_be_right() {
        let error = Error::at(Place::line("terms.csv", 118).column(9), Kind::BadWeight("\u{2212}2".into()));
        assert_eq!(
            error.to_string(),
            "terms.csv:118:9: weight \"\u{2212}2\" is not a number (it starts with U+2212; write \"-2\")"
        );
    }
}
