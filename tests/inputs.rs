//! Collections as they come: packed, archived, linked in circles, broken. What is packed
//! is made here.

use rhetor::error::{Effect, Problem};
use rhetor::ingest::{DateOrder, Made, Reader, Reading};
use std::fmt::Write as _;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is read of some inputs: `id: text` an article, `! place: problem` for what is left out.
fn read(inputs: &[PathBuf]) -> Vec<String> {
    read_as(inputs, Reading::default())
}

fn read_as(inputs: &[PathBuf], reading: Reading) -> Vec<String> {
    Reader::new(inputs, Box::new(std::io::empty())).reading(reading).articles().flat_map(shown).collect()
}

fn shown(made: Made) -> Vec<String> {
    let told = |problem: &Problem| {
        let sign = match problem.effect {
            Effect::Rejected => "!",
            Effect::Kept => "~",
            Effect::Ignored | Effect::LeftOut => "-",
        };
        format!("{sign} {}: {}", problem.place, problem.kind)
    };
    match made {
        Ok((document, problems)) => {
            let article = format!("{}: {}", document.id, document.text.trim());
            problems.iter().map(told).chain([article]).collect()
        }
        Err(problem) => vec![told(&problem)],
    }
}

/// The same without the folder that the files are in.
fn in_folder(folder: &Path, names: &[&str]) -> Vec<String> {
    let paths: Vec<PathBuf> = names.iter().map(|name| folder.join(name)).collect();
    let there = format!("{}/", folder.display());
    read(&paths).into_iter().map(|line| line.replace(&there, "")).collect()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn put(folder: &Path, name: &str, bytes: &[u8]) {
    std::fs::write(folder.join(name), bytes).expect("written");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    writer.write_all(bytes).expect("written");
    writer.finish().expect("packed")
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = zip::write::SimpleFileOptions::default();
        if name.ends_with('/') {
            zip.add_directory(*name, options).expect("a folder");
            continue;
        }
        zip.start_file(*name, options).expect("an entry");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("packed").into_inner()
}

const LINES: &str = "{\"id\": \"a\", \"text\": \"One.\"}\n\n{\"id\": \"b\", \"text\": \"Two.\"}\n";

#[test]
fn packed_files_read_as_what_is_in_them() {
    let folder = folder();
    put(folder.path(), "a.jsonl.gz", &gzip(LINES.as_bytes()));
    put(folder.path(), "b.csv.zst", &zstd::encode_all(&b"id,text\nc,Three.\n"[..], 1).expect("packed"));
    let two = [gzip(b"Four "), gzip(b"and five.")].concat();
    put(folder.path(), "c.txt.gz", &two);
    put(folder.path(), "d.txt", &gzip(b"Six."));
    put(folder.path(), "e.txt.gz", b"Seven.");
    let lines = in_folder(folder.path(), &[""]);
    let expected = [
        "a: One.",
        "b: Two.",
        "c: Three.",
        "c.txt.gz: Four and five.",
        "~ d.txt: is packed with gzip, though its name does not say so",
        "d.txt: Six.",
        "~ e.txt.gz: is not packed, though its name says so",
        "e.txt.gz: Seven.",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn standard_input_may_be_packed_or_an_archive() {
    let read = |bytes: Vec<u8>| -> Vec<String> {
        let reader = Reader::new(&["-".into()], Box::new(std::io::Cursor::new(bytes)));
        reader.articles().flat_map(shown).collect()
    };
    assert_eq!(read(gzip(LINES.as_bytes())), ["a: One.", "b: Two."]);
    assert_eq!(read(b"\xef\xbb\xbfOne, and two.".to_vec()), ["standard input: One, and two."]);
    let zip = archive(&[("x.txt", b"One.")]);
    assert_eq!(read(zip), ["standard input!/x.txt: One."]);
}

#[test]
fn an_archive_is_read_in_the_order_of_its_names_and_never_unpacked_to_them() {
    let folder = folder();
    let inner = archive(&[("deep.txt", b"Deep.")]);
    let entries: &[(&str, &[u8])] = &[
        ("z.txt", b"Last."),
        ("dir/", b""),
        ("dir/b.jsonl", LINES.as_bytes()),
        ("../../evil.txt", b"Evil."),
        ("/root.txt", b"Root."),
        ("__MACOSX/._z.txt", b"\0\x05"),
        ("__MACOSX/dir/._b", b"\0\x05"),
        (".hidden.txt", b"Hidden."),
        ("image.png", b"\x89PNG"),
        ("inner.zip", &inner),
        ("empty.txt", b""),
    ];
    put(folder.path(), "all.zip", &archive(entries));
    let expected = [
        "~ all.zip!/../../evil.txt: its name leads out of the archive; it was read as a label only",
        "all.zip!/../../evil.txt: Evil.",
        "~ all.zip!//root.txt: its name leads out of the archive; it was read as a label only",
        "all.zip!/root.txt: Root.",
        "- all.zip!/__MACOSX: its name is not that of a file with articles",
        "a: One.",
        "b: Two.",
        "! all.zip!/empty.txt: holds no text",
        "- all.zip!/image.png: its name is not that of a file with articles",
        "all.zip!/inner.zip!/deep.txt: Deep.",
        "all.zip!/z.txt: Last.",
    ];
    assert_eq!(in_folder(folder.path(), &["all.zip"]), expected);
    assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1, "nothing was written");
}

#[test]
fn an_archive_that_is_broken_says_so_and_what_is_whole_is_read() {
    let folder = folder();
    let mut number = 1u32;
    let mut letter = || {
        number = number.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        b'a' + (number >> 24) as u8 % 26
    };
    let noise: Vec<u8> = (0..9000).map(|_| letter()).collect();
    let mut zip = archive(&[("a.txt", b"One."), ("b.txt", &noise), ("c.txt", b"Three.")]);
    let at = zip.windows(5).position(|w| w == b"b.txt").expect("there") + 600;
    zip[at] ^= 0x55;
    put(folder.path(), "flipped.zip", &zip);
    let lines = in_folder(folder.path(), &["flipped.zip"]);
    assert_eq!(lines.first().map(String::as_str), Some("flipped.zip!/a.txt: One."));
    assert_eq!(lines.last().map(String::as_str), Some("flipped.zip!/c.txt: Three."));
    assert!(lines[1].starts_with("! flipped.zip!/b.txt: ") && lines.len() == 3, "{}", lines[1]);
    put(folder.path(), "cut.zip", &zip[..200]);
    let lines = in_folder(folder.path(), &["cut.zip"]);
    assert!(lines.len() == 1 && lines[0].starts_with("! cut.zip: archive is broken: "), "{lines:?}");
}

#[test]
fn a_bomb_is_refused_and_what_stands_beside_it_is_read() {
    let folder = folder();
    let dull = vec![b' '; 40 << 20];
    put(folder.path(), "a.txt.gz", &gzip(&dull));
    put(folder.path(), "b.zip", &archive(&[("dull.txt", &dull)]));
    put(folder.path(), "c.txt", b"One.");
    let bomb = "unpacks to more than 200 times its size, as no text does";
    let expected =
        [format!("! a.txt.gz: {bomb}"), format!("! b.zip!/dull.txt: {bomb}"), "c.txt: One.".into()];
    assert_eq!(in_folder(folder.path(), &[""]), expected);
}

#[test]
fn of_a_stream_that_is_cut_the_records_before_are_read_and_its_place_is_said() {
    let folder = folder();
    let mut lines = String::new();
    for n in 0..20_000u64 {
        let noise = n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        writeln!(lines, "{{\"id\": \"{n}\", \"text\": \"Text {noise:x} and {:x}.\"}}", noise >> 7)
            .expect("written");
    }
    let zst = zstd::encode_all(lines.as_bytes(), 3).expect("packed");
    for (name, packed) in [("a.jsonl.gz", gzip(lines.as_bytes())), ("a.jsonl.zst", zst)] {
        put(folder.path(), name, &packed[..packed.len() * 2 / 3]);
        let read = in_folder(folder.path(), &[name]);
        let (last, before) = read.split_last().expect("something");
        assert!(
            before.len() > 5_000 && before.iter().all(|line| line.contains(": Text ")),
            "{}",
            before.len()
        );
        let cut = format!(
            "! {name}:{}: ends within what it is packed in; what stands before was read",
            before.len() + 1
        );
        assert_eq!(*last, cut);
    }
}

#[cfg(unix)]
#[test]
fn links_in_circles_end_and_a_folder_reached_twice_is_read_once() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("in")).expect("a folder");
    put(folder.path(), "in/a.txt", b"One.");
    std::os::unix::fs::symlink("..", folder.path().join("in/up")).expect("a link");
    std::os::unix::fs::symlink("in", folder.path().join("other")).expect("a link");
    std::os::unix::fs::symlink("loop.txt", folder.path().join("loop.txt")).expect("a link");
    let lines = in_folder(folder.path(), &[""]);
    let once = lines.iter().filter(|line| line.ends_with(": One.")).count();
    assert_eq!(once, 1, "{lines:?}");
    assert!(lines.iter().any(|line| line == "- other: leads to a folder that was read before"), "{lines:?}");
}

#[test]
fn results_of_another_run_are_no_articles() {
    let folder = folder();
    put(folder.path(), "a.txt", b"One.");
    put(
        folder.path(),
        "quotes.csv",
        b"\"quote_id\",\"article_id\",\"speaker\",\"text\"\n\"q_1\",\"a_1\",\"Holt\",\"We\"\n",
    );
    put(
        folder.path(),
        "quotes.jsonl",
        b"{\"type\":\"quote\",\"quote_id\":\"q_1\",\"article_id\":\"a_1\",\"text\":\"We\"}\n",
    );
    let own = "holds results; they are not read as articles";
    let expected =
        ["a.txt: One.".to_string(), format!("- quotes.csv: {own}"), format!("- quotes.jsonl: {own}")];
    assert_eq!(in_folder(folder.path(), &[""]), expected);
}

#[test]
fn every_record_is_an_article_or_says_why_not() {
    let folder = folder();
    put(folder.path(), "a.csv", b"id,text\n1,One.\n2\n3,\n4,\"Four\nlines.\"\n5,Five,5\n6,\"Six\n7,Seven.\n");
    let expected = [
        "1: One.",
        "! a.csv:3: row cannot be read: it has 1 cells and the header 2",
        "! a.csv:4: holds no text",
        "4: Four\nlines.",
        "! a.csv:7: row cannot be read: it has 3 cells and the header 2",
        "6: \"Six",
        "7: Seven.",
    ];
    assert_eq!(in_folder(folder.path(), &["a.csv"]), expected);
    put(folder.path(), "head.csv", b"id,text\n");
    assert_eq!(in_folder(folder.path(), &["head.csv"]), ["! head.csv: holds no text"]);
}

#[test]
fn presets_read_what_their_programs_write() {
    let folder = folder();
    put(
        folder.path(),
        "news-please.json",
        b"{\n\"authors\": [\"A. Writer\", \"B. Writer\"],\n\"date_publish\": \"2024-03-04 10:00:00\",\n\
          \"maintext\": \"One.\",\n\"source_domain\": \"gazette.example\",\n\"text\": null,\n\"url\": \"u\"\n}\n",
    );
    put(
        folder.path(),
        "trafilatura.jsonl",
        b"{\"title\":\"T\",\"hostname\":\"h\",\"source-hostname\":\"Gazette\",\"source\":\"http://u\",\"text\":\"Two.\",\"date\":\"2024-03-05\"}\n",
    );
    let files = ["news-please.json", "trafilatura.jsonl"].map(|name| folder.path().join(name));
    let articles: Vec<String> = Reader::new(&files, Box::new(std::io::empty()))
        .articles()
        .filter_map(Result::ok)
        .map(|(d, _)| {
            let of = |field: &Option<std::sync::Arc<str>>| field.as_deref().unwrap_or("-").to_string();
            let date = d.meta.date.map(|d| d.to_string()).unwrap_or_default();
            [d.text.to_string(), date, of(&d.meta.source), of(&d.meta.author), of(&d.meta.url)].join(" | ")
        })
        .collect();
    let expected = [
        "One. | 2024-03-04 | gazette.example | A. Writer, B. Writer | u",
        "Two. | 2024-03-05 | Gazette | - | http://u",
    ];
    assert_eq!(articles, expected);
}

#[test]
fn articles_of_other_days_are_left_out_and_so_are_those_without_one() {
    let folder = folder();
    put(folder.path(), "a.csv", b"id,text,date\n1,One.,2024-03-04\n2,Two.,2024-03-05\n3,Three.,\n");
    let day = |text: &str| text.parse().ok();
    let reading = Reading { since: day("2024-03-05"), until: day("2024-03-05"), ..Reading::default() };
    let lines = read_as(&[folder.path().join("a.csv")], reading);
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("- ") && lines[0].contains("2024-03-04, outside the days"), "{}", lines[0]);
    assert!(lines[1] == "2: Two." && lines[2].contains("has no date, and days are asked for"), "{lines:?}");
}

#[test]
fn an_encoding_that_is_named_is_that_of_files_that_are_not_utf_8() {
    let folder = folder();
    for (name, bytes) in [
        ("a.txt", "“One,” said Zoë.".as_bytes()),
        ("b.txt", b"\x93Two,\x94 said Zo\xeb."),
        ("c.txt", "“Three,” said Zoë.".as_bytes()),
        ("d.txt", b"Four."),
    ] {
        put(folder.path(), name, bytes);
    }
    let encoding = encoding_rs::Encoding::for_label(b"windows-1252");
    let lines = read_as(&[folder.path().into()], Reading { encoding, ..Reading::default() });
    let there = format!("{}/", folder.path().display());
    let lines: Vec<String> = lines.iter().map(|line| line.replace(&there, "")).collect();
    let expected = [
        "a.txt: “One,” said Zoë.",
        "b.txt: “Two,” said Zoë.",
        "c.txt: “Three,” said Zoë.",
        "d.txt: Four.",
        "~ a.txt: is UTF-8; read as that and not as windows-1252; so is 1 other input",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_date_that_could_be_two_days_is_the_one_that_is_asked_for() {
    let folder = folder();
    put(folder.path(), "a.csv", b"id,text,date\n1,One.,1/2/2024\n2,Two.,1.2.2024\n3,Three.,2024-02-03\n");
    let days = |date_order| {
        let reading = Reading { date_order, ..Reading::default() };
        let reader = Reader::new(&[folder.path().join("a.csv")], Box::new(std::io::empty()));
        let made = reader.reading(reading).articles().map(|made| made.expect("an article").0.meta.date);
        made.map(|day| day.map_or("none".into(), |day| day.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(days(None), ["none", "2024-02-01", "2024-02-03"]);
    assert_eq!(days(Some(DateOrder::DayFirst)), ["2024-02-01", "2024-02-01", "2024-02-03"]);
    assert_eq!(days(Some(DateOrder::MonthFirst)), ["2024-01-02", "2024-02-01", "2024-02-03"]);
}

#[test]
fn the_readme_lists_all_formats_and_presets() {
    let readme = std::fs::read_to_string("README.md").expect("README.md");
    let readme = readme.split("## What can be read").nth(1).expect("a section");
    for format in rhetor::ingest::FORMATS {
        let row = readme.lines().find(|line| line.starts_with(&format!("| `{}` |", format.name)));
        let row = row.unwrap_or_else(|| panic!("no row for {}", format.name));
        assert!(format.extensions.iter().any(|end| row.contains(&format!(".{end}"))), "{row}");
    }
    for preset in rhetor::ingest::PRESETS {
        assert!(readme.contains(&format!("`{}`", preset.name)), "{}", preset.name);
    }
}
