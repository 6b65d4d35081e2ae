//! What went wrong, as the user reads it.

use super::Kind;
use std::fmt;

impl fmt::Display for Kind {
    #[expect(clippy::too_many_lines, reason = "one message a kind, in one place")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("no such file or folder"),
            Self::Io(what) => f.write_str(what),
            Self::IsAFolder => f.write_str("is a folder, and a file is wanted here"),
            Self::NotALexicon => f.write_str("is a folder without lexicon.toml"),
            Self::NoArticles => f.write_str("folder holds no articles"),
            Self::NamedTwice => f.write_str("is named twice; it was read once"),
            Self::ReadAs(format) => write!(f, "its name tells no format; it was read as {format}"),
            Self::NoSuchArticle(id) => write!(f, "holds no article with the id \"{id}\""),
            Self::NoSuchQuote(words, ..) => write!(f, "no quote contains \"{words}\""),
            Self::NoWeights => f.write_str("holds neither attribution.csv nor reported.bin"),
            Self::NothingToScore => f.write_str("no input held an article; nothing was written"),
            Self::Empty => f.write_str("holds no text"),
            Self::TooLarge => f.write_str("article is larger than 512 MiB"),
            Self::NotUtf8(at) => write!(f, "is not UTF-8 (first bad byte at offset {at})"),
            Self::NotJson(what) => write!(f, "is not a JSON object: {what}"),
            Self::NoText(wanted, keys) => {
                write!(f, "record has no string field \"{wanted}\"; it has: {}", keys.join(", "))
            }
            Self::BadField(name, read, right) => write!(f, "field \"{name}\" is {read}; {right}"),
            Self::RepeatedId(id, first) => write!(f, "id \"{id}\" was used before, at {first}"),
            Self::BadDate(read) => write!(f, "date \"{read}\" is not a calendar date in the form YYYY-MM-DD"),
            Self::NotAnArticle => f.write_str("its name is not that of a file with articles"),
            Self::OwnResults => f.write_str("holds results; they are not read as articles"),
            Self::UnknownLexicon(name, _) => {
                write!(f, "no lexicon named \"{name}\" and no such folder or file")
            }
            Self::SameName(name, other) => write!(f, "a lexicon named \"{name}\" is already used: {other}"),
            Self::NotScored(name) => write!(f, "\"{name}\" is a list of valences, and has no hits to count"),
            Self::SharedCategory(name, other, column) => write!(
                f,
                "category \"{name}\" is one of lexicon {other} too; its columns are called {column}_hits and so on"
            ),
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
            Self::Entities(count, first) => write!(
                f,
                "HTML entities left in the text were decoded: {count}, the first \"{first}\"; offsets count in the text so read"
            ),
            Self::Garbled(count, first, _) => write!(
                f,
                "{count} garbled characters, the first \"{first}\": UTF-8 that was once read as windows-1252; scored as it stands"
            ),
            Self::Ungarbled(count, first) => write!(
                f,
                "{count} garbled characters, the first \"{first}\", were turned back from windows-1252 to UTF-8 as asked; offsets count in the text so read"
            ),
            Self::Lost(count) => {
                write!(f, "holds {count} replacement characters (U+FFFD): what stood there is lost")
            }
            Self::OtherLanguage(id, language, Some(sure), _) => {
                write!(f, "\"{id}\" reads like \"{language}\" ({sure} % sure); not scored")
            }
            Self::OtherLanguage(id, language, None, reads) => {
                write!(f, "\"{id}\" is in \"{language}\", as the input says")?;
                reads.as_ref().map_or(Ok(()), |reads| write!(f, ", though it reads like \"{reads}\""))?;
                f.write_str("; not scored")
            }
            Self::TwoLanguages(said, read) => {
                write!(f, "the input says that its language is \"{said}\", it reads like \"{read}\"")
            }
            Self::NoneInDays(others, undated) => write!(
                f,
                "no article is of the days asked for: {others} of other days, {undated} without a date; nothing was written"
            ),
            Self::AllLeftOut(count, found) => {
                let found: Vec<String> = found.iter().map(|(code, n)| format!("\"{code}\" {n}")).collect();
                let colon = if found.is_empty() { "" } else { ": " };
                write!(
                    f,
                    "all that was read was left out because of its language ({count}{colon}{}); nothing was written",
                    found.join(", ")
                )
            }
            Self::AmbiguousDate(read, a, b) => write!(f, "date \"{read}\" could be {a} or {b}"),
            Self::NoTextColumn(name, found, _) => {
                write!(f, "has no column \"{name}\"; columns found: {}", found.join(", "))
            }
            Self::NoArticleText(of, found) => write!(
                f,
                "is a list of {of}, which holds no text of articles; columns found: {}",
                found.join(", ")
            ),
            Self::TextFrom(column, preset) => {
                write!(f, "text is read from column \"{column}\" (preset {preset})")
            }
            Self::TextColumn(column) => {
                write!(f, "has no column \"text\"; text is read from column \"{column}\"")
            }
            Self::TwoColumns(name) => write!(f, "two columns are called \"{name}\"; the first was read"),
            Self::CutShort => f.write_str("ends within what it is packed in; what stands before was read"),
            Self::Bomb => f.write_str("unpacks to more than 200 times its size, as no text does"),
            Self::TooDeep => f.write_str("is packed more than four times over"),
            Self::Packed(how) => write!(f, "is packed with {how}, which is not read"),
            Self::PackedInside(how) => write!(f, "is packed with {how}, though its name does not say so"),
            Self::NotPacked => f.write_str("is not packed, though its name says so"),
            Self::BadArchive(what) => write!(f, "archive is broken: {what}"),
            Self::Encrypted => f.write_str("needs a password"),
            Self::OutsideName => {
                f.write_str("its name leads out of the archive; it was read as a label only")
            }
            Self::NotText(what) => write!(f, "is {what}, which is not read"),
            Self::LooksLike(name, like) => {
                write!(f, "was read as {name}, as its name says, but looks like {like}")
            }
            Self::FolderTwice => f.write_str("leads to a folder that was read before"),
            Self::ReadAsEncoding(name, how, replaced) => {
                write!(f, "is not UTF-8; read as {name} ({how}, {replaced} replacement characters)")
            }
            Self::StaysUtf8(told, others) => {
                write!(f, "is UTF-8; read as that and not as {told}")?;
                match others {
                    0 => Ok(()),
                    1 => f.write_str("; so is 1 other input"),
                    n => write!(f, "; so are {n} other inputs"),
                }
            }
            Self::Replaced(name, replaced) => {
                write!(
                    f,
                    "holds bytes that are not {name}; replacement characters stand for them: {replaced}"
                )
            }
            Self::NameWithoutDate => f.write_str("its name tells no date"),
            Self::OutOfDates(day) => write!(f, "is of {day}, outside the days that are asked for"),
            Self::Undated => f.write_str("has no date, and days are asked for"),
            Self::Panicked(what) => write!(f, "rhetor itself failed on it: {what}"),
            Self::NoManifest => f.write_str("holds no manifest.json: no run has finished in it"),
            Self::BadManifest(what) => write!(f, "is not a manifest of this version: {what}"),
            Self::NotAsWritten(name, None, _) => write!(f, "{name}, which the manifest lists, is gone"),
            Self::NotAsWritten(name, Some(now), then) => {
                write!(f, "{name} is not as the run wrote it: {now} bytes now, {then} then")
            }
            Self::Incomplete(behind) => {
                write!(f, "holds results of a run that was stopped; nothing behind {behind} is in them")
            }
            Self::InUse => f.write_str("is being written to by another run; nothing was written"),
            Self::Hidden => f.write_str("begins with a full stop, as what is hidden does"),
            Self::LeftOver => f.write_str("was left over by a run that was killed; removed"),
            Self::KeptOlder => {
                f.write_str("stopped; it still holds the results of an earlier run, and nothing was written")
            }
            Self::StoppedEarly => {
                f.write_str("stopped before the first article was done; nothing was written")
            }
            Self::DocumentsMissing(first, last) if first == last => {
                write!(f, "export counts a document {first} that it does not hold")
            }
            Self::DocumentsMissing(first, last) => {
                write!(f, "export counts documents {first} to {last} that it does not hold")
            }
            Self::OtherLength(said, read) => {
                write!(f, "export says that the text has {said} words; {read} were read")
            }
            Self::Hostile(what) => write!(f, "is refused, as it could stop the program: {what}"),
            Self::NoMainText(why) => write!(f, "page has no main text: {why}"),
            Self::BeginningOnly => {
                f.write_str("says that it holds the beginning of its article only; that was read")
            }
            Self::PartOnly => {
                f.write_str("page says that readers must pay for the whole; what it shows was read")
            }
            Self::NotReadable(format, why) => write!(f, "cannot be read as {format}: {why}"),
            Self::NeedsFeature(feature) => write!(f, "is a {feature} file, which this build cannot read"),
            Self::MuchLeftOut(taken, all) => {
                write!(f, "page has sentences of {all} words, of which {taken} were taken for its article")
            }
            Self::OneParagraph => f.write_str(
                "page shows no text; what it holds for search engines was read, without paragraphs",
            ),
            Self::NobodyToCompare(_) => f.write_str("nobody to compare is named"),
            Self::OneToCompare(name, _) => write!(f, "\"{name}\" is compared with nobody"),
            Self::OneGroup(column, found) => {
                write!(f, "column \"{column}\" has no two groups to compare; it has: {}", found.join(", "))
            }
            Self::NoDates => f.write_str("no quotation that is asked for has a date"),
            Self::BadEventDate(read) => {
                write!(f, "date \"{read}\" is not a calendar date in the form YYYY-MM-DD")
            }
            Self::NotResults(what) => write!(f, "is not a results folder: {what}"),
            Self::Unclear(what) => f.write_str(what),
            Self::NoCommand(name, _) => write!(f, "has no command \"{name}\""),
            Self::Carried(what, _) => f.write_str(what),
            Self::NotInStream(why) => write!(f, "means nothing with --stream: {why}"),
            Self::Torn => f.write_str("ends in the middle of a record"),
            Self::NoEnd => f.write_str("does not end with a record of type end: its process did not finish"),
            Self::NotAPart(why) => write!(f, "is no record of a partial result: {why}"),
            Self::PartCounts(what, found, said) => {
                write!(f, "holds {found} {what}, and its end record says {said}")
            }
            Self::PartChanged => f.write_str("does not hold the lines that its process wrote"),
            Self::OtherVersion(other, own) => write!(f, "was written by rhetor {other}; this is {own}"),
            Self::OtherSettings(name, value, other, its) => {
                write!(f, "was scored with {name} {value}, and {other} with {its}")
            }
            Self::SamePart(other) => write!(f, "is the same as {other}, line by line"),
            Self::Unfinished(what) => write!(f, "holds {what}: whoever writes it has not finished"),
            Self::NotGiven(what, name, hash) => {
                write!(f, "was scored with the {what} {name} (sha256 {})", hash.get(..16).unwrap_or(hash))
            }
            Self::NotUsed(what) => write!(f, "is not the {what} that the parts were scored with"),
            Self::StoppedMerge => f.write_str("stopped; nothing was written"),
            Self::PartsMissing(found, wanted) => {
                write!(f, "{found} partial results were found, and --parts-expected says {wanted}")
            }
            Self::Edited(name) => write!(f, "{name} was changed after the run wrote it"),
            Self::NotComplete => f.write_str(
                "holds results of a run that did not read all of its inputs; its manifest does not say where it ended",
            ),
        }
    }
}
