//! What the user can do about it.

use super::Kind;

impl Kind {
    /// What the user can do about it, where there is something to do.
    #[expect(clippy::too_many_lines, reason = "one way out a kind, in one place")]
    pub fn help(&self) -> Option<String> {
        Some(match self {
            Self::NoArticles => "`rhetor score --help` lists what can be read".into(),
            Self::NoWeights => "name the folder that rhetor train wrote with -o".into(),
            Self::NothingToCalibrate => "add --calibrate GOLD.jsonl --speakers NAMES.tsv".into(),
            Self::NothingToScore => {
                "see the problems above; `rhetor score --help` lists what can be read".into()
            }
            Self::NotUtf8(_) => "convert it first, for example: iconv -f WINDOWS-1252 -t UTF-8".into(),
            Self::TextColumn(column) => format!("pass --text-col {column} to silence this"),
            Self::TextFrom(_, preset) => format!("pass --preset {preset} to silence this"),
            Self::ReadAsEncoding(name @ ("UTF-16LE" | "UTF-16BE" | "ISO-2022-JP"), "guessed", _) => format!(
                "convert it to UTF-8 to silence this; --encoding {} would read all inputs so",
                name.to_lowercase()
            ),
            Self::ReadAsEncoding(name, "guessed", _) => {
                format!("pass --encoding {} to silence this, if all that is not UTF-8 is that", name.to_lowercase())
            }
            Self::StaysUtf8(..) => "--encoding says what is meant by bytes that are not UTF-8".into(),
            Self::LooksLike(_, like) => format!("pass --input-format {like} if it is"),
            Self::Packed(_) | Self::Encrypted => "unpack it first".into(),
            Self::Bomb => "if it is text all the same, unpack it first".into(),
            Self::NotText("a PDF" | "an RTF document" | "an old office document") => {
                "convert it to text first; the README says how".into()
            }
            Self::TooLarge => "split it, or leave it out".into(),
            Self::NotJson(_) => "JSONL is one JSON object a line, with at least \"id\" and \"text\"".into(),
            Self::NoText(_, keys) => {
                let like = ["text", "content", "body", "maintext", "article", "plain_text", "full_text"];
                let near = keys.iter().find(|k| like.contains(&k.to_ascii_lowercase().as_str()))?;
                format!("did you mean --text-col {near}?")
            }
            Self::NoTextColumn(_, _, near) => match near {
                Some(near) if near.contains(' ') => format!("did you mean --text-col \"{near}\"?"),
                Some(near) => format!("did you mean --text-col {near}?"),
                None => "name the column that holds the articles with --text-col".into(),
            },
            Self::NoArticleText(..) => {
                "fetch the pages of its column of addresses first (trafilatura and news-please do that), then \
                 score what that gives"
                    .into()
            }
            Self::NoColumn(_, found) if found.iter().any(|f| f.contains(';') || f.contains('\t')) => {
                "the columns must be separated by commas".into()
            }
            Self::NoColumn(name, _) => format!("name a column \"{name}\" in the first line, or rename the one that is it"),
            Self::ReadAs(_) => "name its format with --input-format to silence this".into(),
            Self::RepeatedId(..) => "both were scored; article_id and quote_id tell them apart".into(),
            Self::BadDate(_) => "the article was kept without a date".into(),
            Self::UnknownLexicon(_, known) => format!(
                "built in: {}; or name a folder with lexicon.toml, or a CSV with columns term,category",
                known.join(", ")
            ),
            Self::NotALexicon => {
                "a lexicon's folder holds lexicon.toml and terms.csv; a CSV with columns term,category, or a \
                 dictionary of another tool, is named itself"
                    .into()
            }
            Self::SameName(..) => "rename the file or folder; its name heads its columns".into(),
            Self::SharedCategory(_, _, column) => {
                format!("rename the category for columns called after it alone; other commands know it as {column}")
            }
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
            Self::NoTable(name) if name.starts_with("reported") => {
                "speech without quotation marks is looked for with `rhetor score INPUT -o DIR --quotes all` only; \
                 among --format must be csv"
                    .into()
            }
            Self::NoTable(_) => {
                "name a folder that `rhetor score -o DIR` wrote CSV tables to; with --format those are written only where csv is among the formats".into()
            }
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
            Self::AmbiguousDate(..) => {
                "the article has no date, since it could be two days: pass --date-order dmy (day first) or mdy, \
                 or write YYYY-MM-DD"
                    .into()
            }
            Self::Panicked(_) => {
                "the others were scored; please report this, with the article if you may share it".into()
            }
            Self::NoManifest => {
                "name the folder that `rhetor score -o DIR` wrote; a run that was killed must be run again"
                    .into()
            }
            Self::BadManifest(_) | Self::NotAsWritten(..) | Self::Edited(_) => {
                "run `rhetor score` again with --force; keep tables that you change in another folder".into()
            }
            Self::Incomplete(_) | Self::NotComplete => "run the same command again with --force for all of it".into(),
            Self::InUse => "wait for it, or name another --output".into(),
            Self::DocumentsMissing(..) => "was the export cut, or is it one part of several?".into(),
            Self::OtherLength(..) => "compare the article with its source; the text was kept as read".into(),
            Self::NoMainText(_) => "if it is an article, save its text as .txt".into(),
            Self::NeedsFeature(feature) => format!(
                "build it with: cargo install --path . --features {feature}; or convert the file to JSONL"
            ),
            Self::NobodyToCompare(names) => {
                format!("name two with --speakers, or group with --by; most words have: {}", names.join(", "))
            }
            Self::OneToCompare(name, others) => format!(
                "add another: --speakers \"{name},{}\"; or --against rest",
                others.first().map_or("NAME", String::as_str)
            ),
            Self::OneGroup(..) => "choose another column with --by".into(),
            Self::NoDates => "articles are dated by a field date, or a leading line `date YYYY-MM-DD`".into(),
            Self::BadEventDate(_) => "a table of events has the columns date,label".into(),
            Self::Unclear(_) => "--help has examples".into(),
            Self::NoSuchQuote(_, 0, _) => "there are no quotes".into(),
            Self::NoSuchQuote(_, all, first) => format!(
                "{}: {}",
                if *all > first.len() { format!("the first of {all} quotes") } else { "the quotes".into() },
                first.join(" · ")
            ),
            Self::NoCommand(_, known) if known.is_empty() => "it has none".into(),
            Self::NoCommand(_, known) => format!("it has {}", known.join(", ")),
            Self::NotResults(_) => "name a folder that this version of `rhetor score -o DIR` wrote".into(),
            Self::Garbled(_, _, true) => {
                "all of it can be turned back: add --fix-encoding, or make the export again as UTF-8".into()
            }
            Self::Garbled(..) => {
                "not all of it can be turned back: make the export again as UTF-8, or pass --encoding".into()
            }
            Self::Lost(_) => "make the export again from the source, as UTF-8".into(),
            Self::OtherLanguage(..) | Self::AllLeftOut(..) => {
                "--lang any scores all languages, --lang en,fr these; a field \"language\" of the input overrules a guess".into()
            }
            Self::NoneInDays(..) => "--since and --until say which days".into(),
            Self::TwoLanguages(..) => "what the input says was believed".into(),
            Self::Carried(_, help) => return help.clone(),
            Self::NotInStream(_) => "give it to `rhetor merge PART… -o DIR`, which makes the tables".into(),
            Self::Torn => "what was written is no complete part; read the input again from its start".into(),
            Self::NoEnd | Self::PartCounts(..) | Self::PartChanged => {
                "score that part again; lines of several processes in one file must not be mixed".into()
            }
            Self::NotAPart(_) => "a part is what `rhetor score --stream` writes, and nothing else".into(),
            Self::OtherVersion(..) => {
                "score all parts with one version, and merge them with the same".into()
            }
            Self::OtherSettings(..) => "score all parts with the same options and files".into(),
            Self::SamePart(_) => {
                "leave one of them out; --allow-equal where two inputs were the same on purpose".into()
            }
            Self::Unfinished(_) => "wait until the job is done".into(),
            Self::NotGiven("lexicon", name, _) => format!("name it here too: --lexicon {name}"),
            Self::NotGiven(_, name, _) => format!("name it here too: --speakers {name}"),
            Self::NotUsed(_) => "leave it out, or give the file that the parts were scored with".into(),
            Self::PartsMissing(..) => "look for those that failed, and score them again".into(),
            _ => return None,
        })
    }
}
