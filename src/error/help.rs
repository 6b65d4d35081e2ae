//! What the user can do about it.

use super::Kind;

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
            Self::Unclear(_) => "name another --output; --help has examples".into(),
            Self::NoCommand(_, known) if known.is_empty() => "it has none".into(),
            Self::NoCommand(_, known) => format!("it has {}", known.join(", ")),
            Self::NotResults(_) => "name a folder that this version of `rhetor score -o DIR` wrote".into(),
            _ => return None,
        })
    }
}
