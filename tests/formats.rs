//! Every report format: one snapshot over all of them, and workbooks read back cell by cell.

use calamine::{Data, Reader, Xlsx, open_workbook};
use rhetor::report::{FORMATS, Format};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Runs the program, which must succeed.
fn run(args: &[&str]) {
    let out = Command::new(env!("CARGO_BIN_EXE_rhetor")).args(args).output().expect("runs");
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
}

fn path_of(path: &Path) -> &str {
    path.to_str().expect("UTF-8")
}

/// Lines and columns of a snapshot: what is cut is in the tables, which have tests of their own.
const LINES: usize = 80;
const COLUMNS: usize = 400;

/// What a file holds, as text.
fn shown(path: &Path) -> String {
    let extension = path.extension().expect("an extension").to_str().expect("UTF-8");
    let text = match extension {
        "xlsx" => {
            let mut book: Xlsx<_> = open_workbook(path).expect("a workbook");
            let mut text = String::new();
            for (name, range) in book.worksheets() {
                let (rows, columns) = range.get_size();
                text.push_str(&format!("== {name}: {rows} rows, {columns} columns\n"));
                for row in range.rows().take(9) {
                    let cells: Vec<String> = row.iter().map(|cell| format!("{cell}")).collect();
                    text.push_str(cells.join(" | ").trim_end_matches([' ', '|']));
                    text.push('\n');
                }
            }
            return cut(&text, usize::MAX);
        }
        "html" => {
            // What it looks like is not what it holds.
            let page = std::fs::read_to_string(path).expect("UTF-8");
            page.split_once("</head>").expect("a head").1.to_string()
        }
        "parquet" => format!("{} bytes", std::fs::metadata(path).expect("there").len()),
        _ => std::fs::read_to_string(path).expect("UTF-8"),
    };
    cut(&text, LINES)
}

fn cut(text: &str, lines: usize) -> String {
    let version = format!("rhetor {}", env!("CARGO_PKG_VERSION"));
    let text = text.replace(&version, "rhetor [VERSION]").replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
    let line = |line: &str| line.trim_end_matches('\r').chars().take(COLUMNS).collect::<String>();
    let kept: Vec<String> = text.lines().take(lines).map(line).collect();
    kept.join("\n") + "\n"
}

#[test]
fn every_format_writes_what_its_snapshot_says() {
    let folder = tempfile::tempdir().expect("a folder");
    let results = folder.path().join("results");
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    let lexicon = ["-l", "tests/cmd/food.csv", "--no-builtin"];
    let score = ["score", "tests/sample", "-q", "-f", &names.join(","), "-o", path_of(&results)];
    run(&[&score[..], &lexicon].concat());
    for Format { name, extension, .. } in FORMATS {
        let format = Format::named(name).expect("listed");
        let file = format.file_name().unwrap_or_else(|| match *name {
            "jsonl" => "quotes.jsonl".into(),
            _ => format!("speakers.{extension}"),
        });
        let found = shown(&results.join(&file));
        let snapshot = PathBuf::from(format!("tests/formats/{name}.txt"));
        if std::env::var("TRYCMD").is_ok_and(|mode| mode == "overwrite") {
            std::fs::create_dir_all("tests/formats").expect("a folder");
            std::fs::write(&snapshot, &found).expect("written");
        }
        let wanted = std::fs::read_to_string(&snapshot).unwrap_or_else(|_| {
            panic!("{name} has no snapshot: TRYCMD=overwrite writes {}", snapshot.display())
        });
        assert_eq!(found, wanted, "{file} (TRYCMD=overwrite writes the snapshot anew)");
    }
}

#[test]
fn a_report_is_the_same_from_any_dialect_and_the_same_bytes_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut made: BTreeMap<String, Vec<Vec<u8>>> = BTreeMap::new();
    for dialect in ["plain", "spreadsheet", "excel-eu"] {
        let results = folder.path().join(dialect);
        run(&["score", "tests/sample", "-q", "--dialect", dialect, "-o", path_of(&results)]);
        run(&["report", path_of(&results), "-q", "-f", "json,md,html"]);
        let again = folder.path().join(format!("{dialect}-again"));
        run(&["report", path_of(&results), "-q", "-f", "csv", "--dialect", "plain", "-o", path_of(&again)]);
        for file in ["report.json", "report.md", "report.html"] {
            let bytes = std::fs::read(results.join(file)).expect("written");
            made.entry(file.into()).or_default().push(bytes);
        }
        for table in ["speakers.csv", "speakers_long.csv", "quotes.csv", "evidence.csv", "problems.csv"] {
            let bytes = std::fs::read(again.join(table)).expect("written");
            made.entry(table.into()).or_default().push(bytes);
        }
    }
    for (file, bytes) in &made {
        assert!(bytes.iter().all(|other| *other == bytes[0]), "{file}");
    }
    let book = |name: &str| {
        let path = folder.path().join(name);
        run(&["report", path_of(&folder.path().join("plain")), "-q", "-o", path_of(&path)]);
        std::fs::read(path).expect("written")
    };
    assert!(book("one.xlsx") == book("two.xlsx"), "a workbook has no date of its making");
}

/// Names, titles and quotes that some program takes for more than words.
const HOSTILE: [&str; 22] = [
    "=HYPERLINK(\"http://x.example\",\"click\")",
    "+1+1",
    "-2",
    "@SUM(A1)",
    "'=guarded already",
    "'tis",
    "NA",
    "1e5",
    "00123",
    "1,234",
    "2024-03-04",
    "#REF!",
    "https://x.example",
    "a,b;c\td",
    "say \"hi\"",
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "bidi \u{202e} evil",
    "😀👩\u{200d}👧",
    "_x0041_",
    "nul\0 cr\r two\nlines \u{1}\u{fffe}",
    " spaces ",
];

#[test]
fn hostile_texts_are_words_in_csv_and_in_a_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("in.jsonl");
    let long = "😀".repeat(31_990);
    let texts: Vec<&str> = HOSTILE.into_iter().chain([&*long]).collect();
    let record = |(n, text): (usize, &&str)| {
        let title = if text.len() > 1000 { "long" } else { text };
        serde_json::json!({
            "id": format!("{n:05}"), "title": title, "source": title, "date": "2024-03-04",
            "text": format!("“{text} and we will fight,” said Mira Holt.")
        })
        .to_string()
    };
    let lines: Vec<String> = texts.iter().enumerate().map(record).collect();
    std::fs::write(&file, lines.join("\n")).expect("written");
    let results = folder.path().join("out");
    run(&["score", path_of(&file), "-q", "--dialect", "plain", "-f", "csv,xlsx", "-o", path_of(&results)]);
    let mut table = csv::Reader::from_path(results.join("quotes.csv")).expect("a table");
    let names: Vec<String> = table.headers().expect("a header").iter().map(str::to_string).collect();
    let rows: Vec<csv::StringRecord> = table.records().map(|r| r.expect("a row")).collect();
    let title = names.iter().position(|name| name == "title").expect("a column");
    for text in HOSTILE {
        let one_line = text.replace(['\n', '\r', '\0'], " ");
        assert!(rows.iter().any(|row| row[title].trim() == one_line.trim()), "{text:?}");
    }
    let mut book: Xlsx<_> = open_workbook(results.join("report.xlsx")).expect("a workbook");
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
    let sheet = book.worksheet_range("Quotes").expect("a sheet");
    assert_eq!(sheet.get_size(), (rows.len() + 1, names.len()));
    let mut compared = 0;
    for (read, wrote) in sheet.rows().skip(1).zip(&rows) {
        let long = wrote[names.len() - 1].encode_utf16().count() > 32_767;
        for (name, (cell, text)) in names.iter().zip(read.iter().zip(wrote.iter())) {
            compared += 1;
            match cell {
                Data::Empty => assert_eq!(text, "", "{name}"),
                Data::Float(number) if name == "text_cut" && long => assert_eq!(number.to_string(), "1"),
                Data::Float(number) => assert_eq!(text.parse(), Ok(*number), "{name}"),
                Data::DateTime(day) => {
                    let (year, month, day, ..) = day.to_ymd_hms_milli();
                    assert_eq!(format!("{year:04}-{month:02}-{day:02}"), text);
                }
                Data::String(read) if name == "text" && long => {
                    assert!(text.starts_with(&**read) && read.encode_utf16().count() >= 32_766);
                }
                Data::String(read) => {
                    let visible = text.replace('\u{1}', "\u{2401}").replace('\u{fffe}', "\u{fffd}");
                    assert_eq!(*read, visible, "{name}");
                    assert!(!matches!(&**name, "n_words" | "war_hits" | "date"), "{name} is a text");
                }
                other => panic!("{name}: {other:?}"),
            }
        }
    }
    assert!(compared > 1000, "{compared}");
}
