//! Who may name whom: a lower layer never names a higher one.

use std::path::Path;

/// From the top down; modules of one line do not name each other.
const LAYERS: &[&[&str]] = &[
    &["cli"],
    &["ingest", "pipeline", "report", "evaluate"],
    &["compare"],
    &["tally", "repeats"],
    &["analysis"],
    &["reported"],
    &["attribution", "score"],
    &["quote", "speaker", "furniture"],
    &["document", "lexicon", "table"],
    &["text", "error"],
];

/// Reports print what was ingested, a plain value, and are hashed on the threads of a run.
const ALLOWED: &[(&str, &str)] = &[("report", "ingest"), ("report", "pipeline")];

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|l| l.contains(&module))
}

/// Every source file under `src/`, in order.
fn sources() -> Vec<std::path::PathBuf> {
    let (mut folders, mut files) = (vec![std::path::PathBuf::from("src")], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("src/").filter_map(Result::ok) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    assert!(files.len() > 20, "{files:?}");
    files
}

fn check(path: &Path, found: &mut Vec<String>) {
    let inside = path.strip_prefix("src").expect("under src/");
    let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
    let module = first.trim_end_matches(".rs");
    if matches!(module, "lib" | "main" | "build") {
        return;
    }
    let own = layer(module).unwrap_or_else(|| panic!("{}: {module} has no layer", path.display()));
    let text = std::fs::read_to_string(path).expect("readable");
    // A module's own tests may look anywhere.
    for (number, line) in text.split("#[cfg(test)]").next().unwrap_or("").lines().enumerate() {
        for named in named(line) {
            let Some(other) = layer(&named) else { continue };
            let allowed = own < other || named == module || ALLOWED.contains(&(module, &*named));
            if !allowed {
                found.push(format!("{}:{}: {module} names {named}", path.display(), number + 1));
            }
        }
    }
}

/// The modules of this crate that a line names by path.
fn named(line: &str) -> Vec<String> {
    if line.trim_start().starts_with("//") {
        return Vec::new();
    }
    let word = |rest: &str| rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    ["crate::", "rhetor::"].iter().flat_map(|prefix| line.split(prefix).skip(1).map(word)).collect()
}

#[test]
fn a_lower_layer_never_names_a_higher_one() {
    let mut found = Vec::new();
    for path in sources() {
        check(&path, &mut found);
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn only_the_pipeline_names_rayon_and_only_the_command_line_prints() {
    let mut found = Vec::new();
    for path in sources() {
        let shown = path.display().to_string();
        let text = std::fs::read_to_string(&path).expect("readable");
        // What the build script prints, cargo reads.
        let command_line = shown.starts_with("src/cli") || shown == "src/main.rs" || shown == "src/build.rs";
        if text.contains("use rayon") && shown != "src/pipeline.rs" {
            found.push(format!("{shown}: names rayon"));
        }
        let prints = ["println!", "eprintln!", "use clap", "process::exit"].iter().any(|w| text.contains(w));
        if !command_line && prints {
            found.push(format!("{shown}: prints or exits"));
        }
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn no_file_is_longer_than_500_lines() {
    for path in sources() {
        let lines = std::fs::read_to_string(&path).expect("readable").lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
    }
}
