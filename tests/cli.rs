//! The command line as users type it: `tests/cmd/*.md` and the README's own commands.

/// Every ```` ```console ```` block is run in the project's folder; its output must be as printed.
#[test]
fn the_commands_of_the_readme_and_of_tests_cmd_print_what_they_say() {
    // New lexicons of an earlier run: they are not replaced unasked.
    for folder in ["results/lexicons", "results/exchange"] {
        let _ = std::fs::remove_dir_all(folder);
    }
    trycmd::TestCases::new().case("README.md").case("tests/cmd/*.md");
}

/// Runs the program on the sample and gives back its tables.
fn tables(jobs: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    tables_of(&["tests/sample", "tests/golden"], jobs)
}

/// The same with other inputs and options.
fn tables_of(args: &[&str], jobs: &str) -> std::collections::BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    let status = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(["score", "-q", "--speakers", "tests/cmd/who.csv"])
        .args(args)
        .args(["-f", "csv,jsonl", "-j", jobs, "-o"])
        .arg(folder.path())
        .status()
        .expect("runs");
    assert!(status.success());
    let entries = std::fs::read_dir(folder.path()).expect("results").filter_map(Result::ok);
    let tables = entries.filter(|e| e.file_name() != "manifest.json");
    let read = |e: std::fs::DirEntry| {
        (e.file_name().to_string_lossy().into_owned(), std::fs::read(e.path()).expect("readable"))
    };
    tables.map(read).collect()
}

#[test]
fn any_number_of_threads_writes_the_same_bytes() {
    let one = tables("1");
    assert_eq!(one.len(), 9, "{:?}", one.keys());
    assert_eq!(one, tables("2"));
    assert_eq!(one, tables("7"));
}

#[test]
fn whole_documents_have_the_same_tables_for_any_number_of_threads_and_no_quotes() {
    let of = |jobs: &str| tables_of(&["tests/documents", "tests/golden", "--unit", "document"], jobs);
    let one = of("1");
    let names: Vec<&str> = one.keys().map(String::as_str).collect();
    let tables = [
        "documents.csv",
        "documents.jsonl",
        "evidence.csv",
        "groups.csv",
        "problems.csv",
        "speaker_articles.csv",
        "speakers.csv",
        "speakers_long.csv",
    ];
    assert_eq!(names, tables);
    assert_eq!(one, of("2"));
    assert_eq!(one, of("7"));
}

#[test]
fn results_of_whole_documents_give_way_to_those_of_quotes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("UTF-8");
    let score = |more: &[&str]| {
        let args = ["score", "tests/documents", "-q", "--force", "-f", "csv,jsonl", "-o", path];
        run(&[&args[..], more].concat());
        ["documents.csv", "documents.jsonl", "quotes.csv", "quotes.jsonl"]
            .map(|name| folder.path().join(name).exists())
    };
    assert_eq!(score(&["--unit", "document"]), [true, true, false, false]);
    let manifest = std::fs::read_to_string(folder.path().join("manifest.json")).expect("written");
    assert!(
        manifest.contains("\"unit\": \"document\"") && manifest.contains("\"documents\": 4"),
        "{manifest}"
    );
    assert_eq!(score(&[]), [false, false, true, true], "an older table would mix with the new results");
}

#[test]
fn a_category_called_like_a_built_in_one_takes_neither_its_columns_nor_the_balance() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("UTF-8");
    run(&["score", "tests/sample", "-q", "-l", "tests/cmd/kitchen.csv", "-o", path]);
    let table = std::fs::read_to_string(folder.path().join("speakers.csv")).expect("written");
    let header = table.lines().next().unwrap_or_default();
    for column in ["war_hits", "friendship_hits", "kitchen.war_hits", "balance"] {
        assert!(header.split(',').any(|c| c == column), "{column}: {header}");
    }
    let problems = std::fs::read_to_string(folder.path().join("problems.csv")).expect("written");
    assert!(problems.contains("is one of lexicon war too"), "{problems}");
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(["score", "tests/sample", "-f", "jsonl", "-q"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("ends");
    assert!(ended.status.success(), "{:?}", ended.status);
    assert!(ended.stderr.is_empty(), "{}", String::from_utf8_lossy(&ended.stderr));
}

#[test]
fn the_table_fits_eighty_columns() {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .args(["score", "tests/sample", "tests/golden", "-q"])
        .output()
        .expect("runs");
    let table = String::from_utf8(out.stdout).expect("UTF-8");
    for line in table.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    assert!(table.contains('█'), "{table}");
}

/// Scores `inputs` from within a folder and gives back its `quotes.jsonl` and what was said.
fn score_in(folder: &std::path::Path, inputs: &[&str], output: &str) -> (String, String) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
        .arg("score")
        .args(inputs)
        .args(["-o", output, "--force", "-f", "jsonl,csv", "--dialect", "plain"])
        .current_dir(folder)
        .output()
        .expect("runs");
    let said = String::from_utf8(out.stderr).expect("UTF-8");
    assert!(out.status.success(), "{said}");
    (std::fs::read_to_string(folder.join(output).join("quotes.jsonl")).expect("written"), said)
}

#[test]
fn results_inside_an_input_folder_are_not_read_back() {
    // In a folder of their own, named as a shell's * names it, and between the articles.
    for (inputs, output, ignored) in [
        (&["."][..], "out", "1 other"),
        (&["a.txt", "out"][..], "out", "9 others"),
        (&["."][..], ".", "9 others"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.txt"), "“We will fight,” said Mira Holt.").expect("written");
        let (first, _) = score_in(folder.path(), &inputs[..1], output);
        let (second, said) = score_in(folder.path(), inputs, output);
        assert_eq!(first, second, "{said}");
        assert!(said.starts_with("1 article, 1 quote "), "{said}");
        assert!(said.contains(&format!("; {ignored} ignored; ")), "{said}");
        let problems = std::fs::read_to_string(folder.path().join(output).join("problems.csv"));
        assert!(problems.expect("written").contains("they are not read as articles"));
    }
}

#[test]
fn a_record_that_stands_twice_is_reported_and_has_its_own_ids() {
    let folder = tempfile::tempdir().expect("a folder");
    let line = "{\"id\": \"x\", \"text\": \"“We will fight,” said Mira Holt.\"}\n";
    std::fs::write(folder.path().join("in.jsonl"), line.repeat(40)).expect("written");
    let (quotes, said) = score_in(folder.path(), &["./in.jsonl"], "out");
    let ids: std::collections::BTreeSet<_> = quotes.lines().map(|l| l.split("\",\"").nth(1)).collect();
    assert_eq!(ids.len(), 40, "{quotes}");
    assert!(said.starts_with("warning: ./in.jsonl:2: id \"x\" was used before, at ./in.jsonl:1\n"), "{said}");
    assert!(said.contains("19 problems"), "{said}");
    assert_eq!(quotes, score_in(folder.path(), &["./in.jsonl", "-j", "3"], "out").0);
}

/// Runs the program, which must succeed.
fn run(args: &[&str]) {
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor")).args(args).output().expect("runs");
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
}

#[test]
fn what_is_suggested_is_a_speakers_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).into_os_string().into_string().expect("UTF-8");
    let names = |name: &str| -> Vec<String> {
        let table = std::fs::read_to_string(folder.path().join(name).join("speakers.csv")).expect("written");
        table.lines().skip(1).filter_map(|line| Some(line.split('"').nth(1)?.to_string())).collect()
    };
    for dialect in ["plain", "spreadsheet", "excel-eu"] {
        let (before, after) = (path(&format!("{dialect}-before")), path(&format!("{dialect}-after")));
        let who = path(&format!("{dialect}.csv"));
        run(&["score", "tests/sample", "-q", "--dialect", dialect, "-o", &before]);
        run(&["speakers", "suggest", &before, "--dialect", dialect, "-o", &who]);
        run(&["score", "tests/sample", "-q", "--dialect", dialect, "--speakers", &who, "-o", &after]);
        let (before, after) = (names(&format!("{dialect}-before")), names(&format!("{dialect}-after")));
        let gone: Vec<&String> = before.iter().filter(|name| !after.contains(name)).collect();
        assert_eq!(gone, ["Amaro", "Vetrak"], "{dialect}");
    }
}

#[test]
fn a_sample_is_drawn_from_quotes_and_never_from_reports() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).into_os_string().into_string().expect("UTF-8");
    let (results, sheet) = (path("results"), path("sheet.csv"));
    run(&["score", "tests/reports/port.txt", "-q", "--quotes", "all", "-f", "jsonl", "-o", &results]);
    let manifest = std::fs::read_to_string(folder.path().join("results/manifest.json")).expect("written");
    assert!(manifest.contains("\"of\": \"reported speech\""), "its weights are part of a run: {manifest}");
    run(&["sample", &results, "-n", "50", "-o", &sheet]);
    let drawn = std::fs::read_to_string(&sheet).expect("written");
    assert!(drawn.contains("never opened a gate") && !drawn.contains("\"r_"), "{drawn}");
}

#[test]
fn a_dictionary_in_any_format_becomes_a_folder_that_the_check_accepts() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).into_os_string().into_string().expect("UTF-8");
    for format in rhetor::lexicon::exchange::FORMATS {
        let (file, made) = (path(&format!("{}.txt", format.name)), path(format.name));
        run(&["lexicon", "export", "tests/dictionaries/moods.dic", "--to", format.name, "-o", &file]);
        run(&["lexicon", "import", &file, "-o", &made, "--licence", "ours"]);
        run(&["lexicon", "check", &made]);
        let rows =
            std::fs::read_to_string(folder.path().join(format.name).join("terms.csv")).expect("written");
        assert_eq!(rows.lines().count(), 5, "{}: {rows}", format.name);
        let head = std::fs::read_to_string(folder.path().join(format.name).join("lexicon.toml"));
        assert!(head.expect("written").contains("licence = \"ours\""), "{}", format.name);
        let out = std::process::Command::new(env!("CARGO_BIN_EXE_rhetor"))
            .args(["lexicon", "import", &file, "-o", &made])
            .output()
            .expect("runs");
        assert_eq!(out.status.code(), Some(1), "it is not replaced unasked");
    }
}
