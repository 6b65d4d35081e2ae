//! Parts that do not fit: refused by name, with a way out, and nothing is written.

use super::{TEXTS, lines, part, rhetor, said};
use std::path::Path;

/// Merges files of these contents; says what was said where that was refused.
fn refused(place: &Path, parts: &[&str]) -> String {
    let named = |at: usize| place.join(format!("p{at}"));
    for (at, part) in parts.iter().enumerate() {
        std::fs::write(named(at), part).expect("written");
    }
    let paths: Vec<String> = (0..parts.len()).map(|at| named(at).display().to_string()).collect();
    let out = place.join("out");
    let mut args = vec!["merge", "-o", out.to_str().expect("UTF-8")];
    args.extend(paths.iter().map(String::as_str));
    let output = rhetor(&args, "");
    let said = said(&output).replace(&format!("{}/", place.display()), "");
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(!out.exists() || std::fs::read_dir(&out).is_ok_and(|mut d| d.next().is_none()), "{said}");
    assert!(said.contains("\n  help: "), "{said}");
    said.lines().next().unwrap_or_default().into()
}

#[test]
fn parts_that_are_not_whole_or_do_not_fit_are_refused_by_name() {
    let place = tempfile::tempdir().expect("a folder");
    let refused = |parts: &[&str]| refused(place.path(), parts);
    let lines = lines(&[0, 4, 6]);
    let (a, b) = (part(&[], &lines[..2].concat()), part(&[], &lines[2]));
    let ends = a.lines().collect::<Vec<_>>();
    let without = |at: usize| {
        let kept = ends.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, line)| format!("{line}\n"));
        kept.collect::<String>()
    };
    let no_end = "does not end with a record of type end: its process did not finish";
    assert_eq!(refused(&[&b, &without(ends.len() - 1)]), format!("error: p1: {no_end}"));
    assert_eq!(refused(&[&b, ""]), format!("error: p1: {no_end}"));
    let cut = &a[..a.len() - 40];
    assert_eq!(refused(&[&b, cut]), format!("error: p1:{}: {no_end}", ends.len()));
    let first = a.lines().next().expect("an article");
    assert_eq!(refused(&[&format!("{b}{first}\n")]), format!("error: p0: {no_end}"));

    let quotes = ends.iter().filter(|line| line.starts_with("{\"type\":\"quote\"")).count();
    let fewer = format!("error: p0: holds {} quotes, and its end record says {quotes}", quotes - 1);
    assert_eq!(refused(&[&without(1), &b]), fewer);
    let changed = a.replacen("Mira Holt", "Mira Colt", 1);
    assert_eq!(refused(&[&b, &changed]), "error: p1: does not hold the lines that its process wrote");
    let mixed = format!("{}hello\n", without(ends.len() - 1));
    let unknown = "is no record of a partial result: it has no type that is known";
    assert_eq!(refused(&[&b, &mixed]), format!("error: p1:{}: {unknown}", ends.len()));
    let orphan = format!("{}\n{a}", ends[1]);
    assert!(refused(&[&orphan]).ends_with("no article stands before it"));

    let older =
        a.replacen(&format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION")), "\"version\":\"0.0.1\"", 1);
    assert!(refused(&[&b, &older]).starts_with("error: p1: was written by rhetor 0.0.1; this is "));
    let all = part(&["--quotes", "all"], &lines[2]);
    assert_eq!(refused(&[&a, &all]), "error: p1: was scored with quotes \"all\", and p0 with \"direct\"");
    let days = part(&["--date-order", "dmy"], &lines[2]);
    assert_eq!(refused(&[&a, &days]), "error: p1: was scored with date_order \"dmy\", and p0 with null");
    let other = part(&["-l", "tests/cmd/speeches.csv"], &lines[2]);
    assert!(refused(&[&a, &other]).starts_with("error: p1: was scored with lexicons ["));
    assert!(refused(&[&other]).starts_with("error: p0: was scored with the lexicon speeches (sha256 "));
    let known = part(&["--speakers", "tests/cmd/who.csv"], &lines[2]);
    assert!(refused(&[&known]).starts_with("error: p0: was scored with the speakers file tests/cmd/who.csv"));
    assert_eq!(refused(&[&a, &b, &a]), "error: p2: is the same as p0, line by line");
    assert_eq!(refused(&[&a, &format!("{b}{a}")]), "error: p1 (part 2): is the same as p0, line by line");
}

#[test]
fn a_job_that_is_not_done_and_a_part_that_is_missing_are_noticed() {
    let place = tempfile::tempdir().expect("a folder");
    let folder = place.path().join("job");
    std::fs::create_dir_all(folder.join("_temporary")).expect("a folder");
    std::fs::write(folder.join("part-00000"), part(&[], &lines(&[0])[0])).expect("written");
    let path = folder.to_str().expect("UTF-8");
    let output = rhetor(&["merge", path], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("holds _temporary: whoever writes it has not finished"),
        "{}",
        said(&output)
    );
    std::fs::remove_dir(folder.join("_temporary")).expect("removed");
    let output = rhetor(&["merge", path, "--parts-expected", "2"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("1 partial results were found, and --parts-expected says 2"),
        "{}",
        said(&output)
    );
}

#[test]
fn an_input_that_breaks_off_leaves_no_end_record_and_a_bad_record_does() {
    let good = &lines(&[0])[0];
    let output = rhetor(&["score", "--stream", "-q"], &format!("{good}{}", &good[..90]));
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("standard input:2:"), "{}", said(&output));
    assert!(said(&output).contains("ends in the middle of a record"), "{}", said(&output));
    assert!(!String::from_utf8_lossy(&output.stdout).contains("\"type\":\"end\""));
    let output = rhetor(&["score", "--stream", "-q"], &format!("{}\n{good}", &good[..90]));
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let out = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(out.starts_with("{\"type\":\"reject\",\"file\":\"standard input\",\"line\":1,"), "{out}");
    assert!(out.contains("\"type\":\"end\",\"in\":2,\"out\":1,\"rejects\":1,"), "{out}");
    // The last line of a file need not have an end.
    let output = rhetor(&["score", "--stream", "-q"], good.trim_end());
    assert!(output.status.success());
    let strict = rhetor(&["score", "--stream", "--strict", "-q"], &format!("broken\n{good}"));
    assert_eq!(strict.status.code(), Some(1));
}

#[test]
fn what_is_not_utf_8_or_has_no_text_is_a_reject() {
    let line = format!("{{\"id\": \"a\", \"text\": {}}}\n", serde_json::json!(TEXTS[0].2));
    let output = part(&[], &format!("{{\"id\": \"b\", \"no\": 1}}\n[1]\n{line}"));
    let rejects: Vec<&str> = output.lines().filter(|l| l.starts_with("{\"type\":\"reject\"")).collect();
    assert_eq!(rejects.len(), 2, "{output}");
    assert!(rejects[0].contains("\"line\":1,") && rejects[1].contains("\"line\":2,"), "{rejects:?}");
}
