//! Every format both ways, and files as they are found.

use super::*;
use crate::lexicon::Sense;
use crate::lexicon::load::from_csv;

/// Reads a dictionary called `jam.EXT`: its rows, and what was said.
fn read(file: &str, text: &[u8]) -> (Vec<String>, Vec<String>) {
    let how = How { name: "jam", from: None, exact: false };
    let read = from_bytes(text, file, how);
    let said = read.problems.iter().map(|p| format!("{}: {}", p.place, p.kind)).collect();
    (rows(&read.lexicon.expect("a lexicon")), said)
}

fn rows(lexicon: &Lexicon) -> Vec<String> {
    let row = |e: &super::super::Entry| {
        let path = |mut at: usize| {
            let mut path = lexicon.categories[at].name.clone();
            while let Some(parent) = lexicon.categories[at].parent {
                (at, path) = (parent, format!("{}/{path}", lexicon.categories[parent].name));
            }
            path
        };
        let weight = folder::weight(e.weight);
        let category = e.category.map_or_else(|| lexicon.category_name(e).into(), path);
        let case = if e.pattern.exact { " exact" } else { "" };
        let case = if e.sense == Sense::Ambiguous { " ambiguous" } else { case };
        format!("{} {category} {weight}{case}", e.pattern.text).replace("  ", " ").trim_end().to_string()
    };
    lexicon.entries.iter().map(row).collect()
}

fn format_of(file: &str, text: &str) -> &'static str {
    let how = How { name: "jam", from: None, exact: false };
    from_bytes(text.as_bytes(), file, how).format.map_or("none", |format| format.name)
}

const LIWC: &str = "%\n1\tsweet\n2\tsour\n%\nhoney\t1\nlemon*\t2\nmarmalade\t1\t2\n";
const DICX: &str = "DicTerm,sweet,sour\nhoney,X,\nlemon*,,X\nmarmalade,X,X\n";
const YAML: &str = "sweet: [honey, marmalade]\nsour:\n  - lemon*\n  - marmalade\n";
const LC3: &str = "+sweet\nhoney\nmarmalade\n+sour\nlemon*\nmarmalade\n";
const YKD: &str = "<?xml version=\"1.0\"?>\n<dictionary style=\"050805\">\n<cnode name=\"jam\" desc=\"\">\n<cnode name=\"sweet\">\n<pnode name=\"honey\"/><pnode name=\"marmalade\"/>\n</cnode>\n<cnode name=\"sour\"><pnode name=\"lemon*\"/><pnode name=\"marmalade\"/></cnode></cnode></dictionary>";
const LCD: &str = "<dictionary style=\"Lexicoder\" name=\"jam\"><cnode name=\"sweet\"><pnode name=\" honey \"></pnode><pnode name=\"marmalade\"/></cnode><cnode name=\"sour\"><pnode name=\"lemon*\"/><pnode name=\"marmalade\"/></cnode></dictionary>";
const CAT: &str = "SWEET\n\thoney (1)\n\tmarmalade (1)\nSOUR\n\tlemon* (1)\n\tmarmalade (1)\n";
const TSV: &str = "honey\tsweet\nlemon*\tsour\nmarmalade\tsweet\nmarmalade\tsour\n";
const CSV: &str = "term;category\nhoney;sweet\nlemon*;sour\nmarmalade;sour\nmarmalade;sweet\n";

#[test]
fn one_dictionary_reads_alike_in_every_format_under_any_name() {
    for (name, text) in [
        ("liwc", LIWC),
        ("dicx", DICX),
        ("quanteda", YAML),
        ("lexicoder", LC3),
        ("yoshikoder", YKD),
        ("yoshikoder", LCD),
        ("wordstat", CAT),
        ("tsv", TSV),
        ("csv", CSV),
    ] {
        assert_eq!(format_of("jam.txt", text), name);
        for text in [
            text.to_string(),
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
            format!("\u{feff}{text}"),
        ] {
            let (rows, said) = read("jam.txt", text.as_bytes());
            assert_eq!(said, [""; 0], "{name}");
            assert_eq!(rows, ["honey sweet", "lemon* sour", "marmalade sour", "marmalade sweet"], "{name}");
        }
    }
    assert_eq!(format_of("jam.txt", "honey\nlemon curd\n"), "words");
    assert_eq!(format_of("jam.txt", "honey\t1.9\t0.3\t[1, 2]\nlemon\t-1.2\t0.5\t[-1, -2]\n"), "vader");
    assert_eq!(format_of("jam.txt", "Once upon a time there was a jar of jam on a shelf.\n"), "none");
    assert_eq!(format_of("jam.txt", ""), "none");
}

/// Rows with all that a format could hold: phrases, wildcards, weights, parts, both ways.
const OURS: &str = "pattern,category,weight,case,note,sense\n\
    blackcurrant*,fruit,,,\nlemon curd,spread,2.5,,thick\nlemon curd,tea,2.5,,\nno,spread,,,\nplum,fruit,-1,,\n\
    plum * jam,none,,,\nplum jam,spread,,,\nvitamin-rich,fruit,,,,ambiguous\nvitamin,company,,,\nU.K. marmalade,spread,,,\nZwetschge,fruit,,exact,\ncafé,tea,0.5,,\n";

fn ours() -> Lexicon {
    let (lexicon, problems) = from_csv("jam", OURS, "jam.csv");
    assert_eq!(problems, []);
    let mut lexicon = lexicon.expect("a lexicon");
    let place = |name: &str| lexicon.category(name).expect("a category");
    let (fruit, spread) = (place("fruit"), place("spread"));
    lexicon.categories[spread].parent = Some(fruit);
    lexicon
}

#[test]
fn a_round_trip_keeps_every_row_that_the_format_can_hold_and_says_the_rest() {
    for format in FORMATS {
        let (text, losses) = write(&ours(), format);
        let how = How { name: "jam", from: None, exact: false };
        let again = from_bytes(text.as_bytes(), "jam", how);
        assert_eq!(again.format.map(|f| f.name), Some(format.name), "{text}");
        let again = again.lexicon.expect("a lexicon");
        assert_eq!(said(&again, format), said(&ours(), format), "{}\n{text}", format.name);
        let parts = again.categories.iter().filter(|c| c.parent.is_some()).count();
        assert!(parts > 0 || !format.holds.categories || format.holds.rest, "{}\n{text}", format.name);
        assert!(!losses.iter().any(|loss| loss.contains("read back otherwise")), "{losses:?}");
        let told = losses.join("\n");
        for (held, what) in [
            (format.holds.rest, "2 rows of categories none and company not written"),
            (format.holds.rest, "1 row of sense ambiguous written"),
            (format.holds.rest, "1 row written without case"),
            (format.holds.weights, "4 rows written without their weights"),
            (format.holds.notes || format.holds.rest, "1 row written without their notes"),
            (format.holds.categories, "3 categories written as one list"),
        ] {
            assert_eq!(told.contains(what), !held, "{}: {what}\n{told}", format.name);
        }
    }
}

#[test]
fn a_folder_keeps_everything() {
    let mut lexicon = ours();
    for_folder(&mut lexicon, "jam.csv", &FORMATS[0], None);
    let (toml, terms, examples) =
        (folder::toml(&lexicon), folder::terms(&lexicon), folder::examples(&lexicon));
    let files = load::Files { name: "jam", folder: "jam", toml: &toml, terms: &terms, examples: &examples };
    let (again, problems) = load::from_files(files);
    let again = again.expect("a lexicon");
    assert_eq!(problems, []);
    assert_eq!(crate::lexicon::check::check(&again), []);
    let sorted = |lexicon: &Lexicon| {
        let mut rows = rows(lexicon);
        rows.sort();
        rows
    };
    assert_eq!(sorted(&again), sorted(&lexicon));
    assert_eq!(again.licence, "the user's own licence for jam.csv");
}

#[test]
fn every_built_in_lexicon_survives_every_format() {
    for name in ["war", "friendship", "nuclear"] {
        let lexicon = crate::lexicon::builtin::get(name).expect("listed").expect("readable");
        for format in FORMATS {
            let (_, losses) = write(lexicon, format);
            let back = losses.iter().find(|loss| loss.contains("read back otherwise"));
            assert_eq!(back, None, "{name} {}", format.name);
        }
    }
}

#[test]
fn a_liwc_file_with_everything_wrong_names_each_line() {
    let text = "%\r\n1  sweet\n02\tsour (Sour taste)\n2\tbitter\n%\n\
        honey\t1\n\n  honey   01\nkind of jam\t1 02\nlike\t(02 134)125/2\t1\nkind\t<of>131/125\nlost\t\n\
        odd\t7\tx\nsyrup 1 2\nlemon's\t2\n:)\t1\n*fruit\t1\nripe_plum\t1\n(plum)\t1\ncaf\u{e9}\t1\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
    let (rows, said) = read("jam.dic", &bytes);
    let expected = "café sweet\nhoney sweet\nkind of jam sour\nkind of jam sweet\nlike sweet\nodd c_7\nplum sweet\n\
        ripe plum sweet\nsyrup sour\nsyrup sweet";
    let mut rows = rows;
    rows.sort();
    assert_eq!(rows.join("\n"), expected);
    assert_eq!(
        said.join("\n"),
        "jam.dic: is not UTF-8; read as windows-1252 (guessed)\n\
         jam.dic:4: number 2 is taken by a category before \"bitter\"; its terms are that one's\n\
         jam.dic:8: pattern \"honey\" repeats line 6\n\
         jam.dic:10: \"like\" is left out: in (02 134)125/2: conditions on neighbouring words are not read\n\
         jam.dic:11: \"kind\" is left out: in <of>131/125: conditions on neighbouring words are not read\n\
         jam.dic:12: \"lost\" is left out: it stands in no category\n\
         jam.dic:13: category 7 is not declared; it is kept under its number\n\
         jam.dic:13: \"odd\" is left out: in \"x\", which is no category's number\n\
         jam.dic:15: \"lemon's\" is left out: its 's is no part of a word here: it would match every \"lemon\"\n\
         jam.dic:16: \":)\" is left out: it has no letter or digit, and marks alone cannot be matched\n\
         jam.dic:17: \"*fruit\" is left out: its * stands before or inside a word; a pattern can only end a word in *\n\
         jam.dic:18: \"ripe_plum\" is kept as \"ripe plum\": _ is a space\n\
         jam.dic:19: \"(plum)\" is kept as \"plum\": \"(…)\" is not matched"
    );
}

#[test]
fn indented_liwc_categories_are_parts_where_their_terms_are_listed_under_the_whole() {
    let whole = "%\n1\ttaste\n\t2\tsweet\n\t3\tsour\n%\nhoney\t1\t2\nlemon\t1\t3\nflavour\t1\n";
    let (rows, said) = read("jam.dic", whole.as_bytes());
    assert_eq!(rows, ["flavour taste", "honey taste/sweet", "lemon taste/sour"]);
    assert_eq!(said, [""; 0]);
    // A word counts once in a whole: the second part would never be counted.
    let (rows, said) = read("jam.dic", format!("{whole}marmalade\t1\t2\t3\n").as_bytes());
    assert_eq!(
        rows,
        [
            "flavour taste",
            "honey sweet",
            "honey taste",
            "lemon sour",
            "lemon taste",
            "marmalade sour",
            "marmalade sweet",
            "marmalade taste"
        ]
    );
    assert_eq!(
        said,
        [
            "jam.dic:9: \"marmalade\" is in both \"sweet\" and \"sour\": the 3 categories of \"taste\" stand side by side, each with its terms"
        ]
    );
    let (rows, said) = read("jam.dic", format!("{whole}sugar\t2\n").as_bytes());
    assert!(rows.contains(&"sugar sweet".to_string()) && !rows.contains(&"sugar taste".to_string()));
    assert!(said[0].starts_with("jam.dic:9: \"sugar\" is in \"sweet\" and not in \"taste\": "), "{said:?}");
}

#[test]
fn keys_in_keys_are_parts_and_words_stay_words() {
    let text = "# fruit\nTaste & Smell:\n  sweet things:\n  - no\n  - 1\n  - \"honey cake*\"\n  sour:\n  empty:\n  __: [flavour, flavo?r]\nother:\n  sour: [lemon]\n";
    let (rows, said) = read("jam.yml", text.as_bytes());
    assert_eq!(
        rows,
        [
            "1 taste_smell/sweet_things",
            "flavour taste_smell",
            "honey cake* taste_smell/sweet_things",
            "lemon other/other_sour",
            "no taste_smell/sweet_things"
        ]
    );
    assert_eq!(
        said,
        [
            "jam.yml:9: \"flavo?r\" is left out: its ? stands for one character, which patterns cannot say",
            "jam.yml:7: category \"sour\" has no term that can be matched",
            "jam.yml:8: category \"empty\" has no term that can be matched",
        ]
    );
    // A tree lists a term once: where it stands in two parts, each whole is given it too.
    let (rows, _) = read("jam.yml", b"a:\n  b: [x]\n  c: [x, y]\n");
    assert_eq!(rows, ["x a", "x b", "x c", "y a", "y c"]);
    let broken = from_bytes(b"a: [x\nb: }\n", "jam.yml", How { name: "jam", from: None, exact: false });
    let error = broken.lexicon.expect_err("not YAML").to_string();
    assert!(error.starts_with("jam.yml:2: is not YAML: "), "{error}");
}

#[test]
fn a_mark_that_is_not_closed_takes_its_own_line_only() {
    for separator in [",", ";", "\t"] {
        let text = "DicTerm,sweet,sour\n\"honey,X,\nlemon,,X\n\"plum, \"\"ripe\"\"\",X,\n\"quince,X,X\n";
        let (rows, said) = read("jam.dicx", text.replace(',', separator).as_bytes());
        assert_eq!(rows[0], "lemon sour", "{separator:?}");
        let why = "row cannot be read: a quotation mark in it is not closed";
        assert_eq!(said[0], format!("jam.dicx:2: {why}"), "{separator:?}");
        assert!(said.contains(&format!("jam.dicx:5: {why}")), "{separator:?}: {said:?}");
    }
}

#[test]
fn weights_are_numbers_or_their_terms_are_left_out() {
    let (rows, said) = read(
        "jam.dicx",
        b"DicTerm,sweet,sour\nhoney,2.5,0\nlemon,,\xe2\x88\x921\nplum,yes,X\nnothing,,\nsugar,1,,7\n",
    );
    assert_eq!(rows, ["honey sweet 2.5", "plum sour", "sugar sweet"]);
    assert_eq!(
        said,
        [
            "jam.dicx:3: \"lemon\" is left out: in \"sour\": \"\u{2212}1\" is neither X nor a number",
            "jam.dicx:4: \"plum\" is left out: in \"sweet\": \"yes\" is neither X nor a number",
            "jam.dicx:5: \"nothing\" is left out: it stands in no category",
            "jam.dicx:6: \"sugar\" is left out: in \"7\", which stands in no column",
            "jam.dicx:1: 1 cells of 0 are read as empty: the term is not in that category",
        ]
    );
    let (rows, said) = read(
        "jam.txt",
        b"honey\t2.1\t0.5\t[2, 2]\nlemon\t-1.5\t0.4\t[-1, -2]\n:-(\t-2\t1\nsugar\tx\nhoney\t2\n",
    );
    assert_eq!(rows, ["honey jam/jam_positive 2.1", "lemon jam/jam_negative -1.5"]);
    assert_eq!(said.len(), 4, "{said:?}");
    assert!(
        said.contains(&"jam.txt:4: \"sugar\" is left out: weight \"x\" is not a number".into()),
        "{said:?}"
    );
    assert!(
        said.iter().any(|s| s.contains("its weight is 2 here and 2.1 in line 1, which stands")),
        "{said:?}"
    );
}

#[test]
fn a_wordstat_tree_is_read_with_spaces_or_tabs_and_without_some_weights() {
    let text = "TASTE\n   \tSWEET\n   \t\tHoney_cake (1)\n   \t\tSugar (0.5)\n   \t\tSyrup\n   \t\t@NEAR [ SWEET NEAR JAM ] (1)\n   \tSOUR (taste)\n   \t\tLemon* (1)\n\tEMPTY\nTOP (1)\n";
    let (rows, said) = read("jam.cat", text.as_bytes());
    assert_eq!(
        rows,
        [
            "Honey cake taste/sweet",
            "Lemon* taste/sour_taste",
            "Sugar taste/sweet 0.5",
            "Syrup taste/sweet",
            "TOP taste/empty"
        ]
    );
    assert_eq!(
        said,
        [
            "jam.cat:5: \"Syrup\" has no weight; it is read as a term",
            "jam.cat:6: \"@NEAR [ SWEET NEAR JAM ]\" is left out: it is a rule about words near each other",
            "jam.cat:10: a term is not indented; it is in the category before it",
        ]
    );
}

#[test]
fn lists_of_pairs_lists_of_words_and_odd_lines() {
    let (rows, said) =
        read("jam.txt", b"honey\tsweet\t1\nhoney\tsour\t0\nlemon\tsour\t1\nplum\tsour\t1\nlemon\n");
    assert_eq!(rows, ["honey sweet", "lemon sour", "plum sour"]);
    assert_eq!(
        said,
        [
            "jam.txt:5: \"lemon\" is left out: no category follows it behind a tab",
            "jam.txt:1: 1 rows of weight 0 are not read: the term is not in that category",
        ]
    );
    let (rows, said) = read("jam.txt", b"; a list\n# of jam\nhoney\nHoney\nlemon  curd\n#sweet\n");
    assert_eq!(rows, ["honey jam", "lemon curd jam", "sweet jam"]);
    assert_eq!(said.len(), 4, "{said:?}");
    let (rows, said) = read("jam.lc3", b"early\n~ comment\n+None\nlemon\n+None\nplum\t2\n");
    assert_eq!(rows, ["early jam", "lemon category_none", "plum category_none 2"]);
    assert_eq!(said.len(), 3, "{said:?}");
}

#[test]
fn rows_keep_the_line_of_the_file_and_case_is_asked() {
    let how = How { name: "jam", from: None, exact: true };
    let read = from_bytes(b"%\n1 Sweet Things\n%\nUS 1\nHoney* 1\n", "jam.dic", how);
    let lexicon = read.lexicon.expect("a lexicon");
    assert_eq!(rows(&lexicon), ["Honey* sweet_things", "US sweet_things exact"]);
    let lines: Vec<u64> = lexicon.entries.iter().map(|entry| entry.line).collect();
    assert_eq!((lines, read.problems.len()), (vec![5, 4], 1));
    assert_eq!(lexicon.categories[0].definition, "\"Sweet Things\" in the file.");
    assert_eq!(lexicon.licence, "the user's own licence for jam.dic");
}

#[test]
fn the_readme_lists_every_format() {
    let readme = std::fs::read_to_string("README.md").expect("README.md");
    for format in FORMATS {
        let row = format!("| `{}` | {} | {} |", format.name, format.title, format.about);
        assert!(readme.contains(&row), "README.md needs: {row}");
    }
}
