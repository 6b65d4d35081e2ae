//! Reads the tables of a lexicon: its rows and its examples.
//!
//! A row that cannot be used is left out and said so, with its line.

use super::records::{Records, separator};
use super::{Category, Entry, Example, Lexicon, Pattern, Sense, Use};
use crate::error::{Error, Kind, Place, Problem};
use std::collections::HashMap;

/// Whether categories and sources must be declared, or are what the rows say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    Declared,
    AsFound,
}

struct Columns {
    pattern: usize,
    category: usize,
    weight: Option<usize>,
    case: Option<usize>,
    sense: Option<usize>,
    value: Option<usize>,
    source: Option<usize>,
    note: Option<usize>,
}

/// Pattern, exact case, category, and whether it only lends company.
type Key = (Box<str>, bool, Option<usize>, bool);

pub(super) fn read_terms(
    lexicon: &mut Lexicon,
    text: &str,
    shown: &str,
    known: Known,
    problems: &mut Vec<Problem>,
) -> Result<(), Error> {
    let separator = if known == Known::AsFound { separator(text) } else { b',' };
    let mut records = Records::new(text, separator);
    let header = records.header().map_err(|why| Error::at(Place::line(shown, 1), why))?;
    let columns = columns(&header, shown)?;
    // Built-in lists are read at every start: nothing is built for a row that is in order.
    let mut first_lines: HashMap<Key, u64, foldhash::fast::FixedState> = HashMap::default();
    let mut entries = Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count());
    let mut record = csv::StringRecord::new();
    loop {
        let line = match records.next(&mut record) {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err((line, why)) => {
                problems.push(Problem::rejected(Place::line(shown, line), why));
                continue;
            }
        };
        let names = [columns.pattern, columns.category];
        if let Some(why) = records.unclosed(&record, header.len(), &names) {
            problems.push(Problem::rejected(Place::line(shown, line), why));
            continue;
        }
        match entry(lexicon, &record, &columns, line, known) {
            Ok(entry) => {
                let lends = entry.sense == Sense::Company;
                let key = (entry.pattern.text.clone(), entry.pattern.exact, entry.category, lends);
                if let Some(first) = first_lines.get(&key) {
                    let kind = Kind::RepeatedRow(key.0.into(), *first);
                    problems.push(Problem::rejected(Place::line(shown, line), kind));
                } else {
                    first_lines.insert(key, line);
                    entries.push(entry);
                }
            }
            Err((column, kind)) => {
                let place = column.map_or_else(
                    || Place::line(shown, line),
                    |column| {
                        let (below, character) = field_at(records.row(), separator, column);
                        Place::line(shown, line + below).column(character)
                    },
                );
                problems.push(Problem::rejected(place, kind));
            }
        }
    }
    refuse_idle_company(&mut entries, shown, problems);
    lexicon.entries = entries.into();
    Ok(())
}

/// Where a field of a row begins: how many lines below the row's first, and at which
/// character of its line; the end of a row that is too short to have it.
fn field_at(row: &str, separator: u8, field: usize) -> (u64, u64) {
    let (mut fields, mut quoted, mut below, mut character) = (0, false, 0, 1);
    for c in row.chars() {
        match c {
            _ if fields == field => break,
            '\r' | '\n' if !quoted => break,
            '\n' => (below, character) = (below + 1, 0),
            c if c == char::from(separator) && !quoted => fields += 1,
            '"' => quoted = !quoted,
            _ => {}
        }
        character += 1;
    }
    (below, character)
}

fn columns(header: &csv::StringRecord, shown: &str) -> Result<Columns, Error> {
    let find =
        |names: &[&str]| header.iter().position(|h| names.contains(&h.trim().to_ascii_lowercase().as_str()));
    let missing = |name: &str| {
        let found = header.iter().map(str::to_string).collect();
        Error::at(Place::line(shown, 1), Kind::NoColumn(name.into(), found))
    };
    Ok(Columns {
        pattern: find(&["pattern", "term", "word", "phrase"]).ok_or_else(|| missing("term"))?,
        category: find(&["category"]).ok_or_else(|| missing("category"))?,
        weight: find(&["weight"]),
        case: find(&["case"]),
        sense: find(&["sense"]),
        value: find(&["value"]),
        source: find(&["source"]),
        note: find(&["note"]),
    })
}

fn entry(
    lexicon: &mut Lexicon,
    record: &csv::StringRecord,
    columns: &Columns,
    line: u64,
    known: Known,
) -> Result<Entry, (Option<usize>, Kind)> {
    let field = |column: Option<usize>| column.and_then(|c| record.get(c)).unwrap_or("").trim();
    let text = field(Some(columns.pattern));
    let exact = match field(columns.case) {
        "" => false,
        "exact" => true,
        other => {
            let kind =
                Kind::BadField("case".into(), format!("\"{other}\""), "write \"exact\" or nothing".into());
            return Err((columns.case, kind));
        }
    };
    let pattern = match lexicon.kind {
        Use::Valence if !text.is_empty() => Ok(Pattern::token(text)),
        _ => Pattern::parse(text, exact),
    };
    let pattern = pattern.map_err(|why| (Some(columns.pattern), Kind::BadPattern(text.into(), why)))?;
    let weight = match field(columns.weight) {
        "" => 1.0,
        read => match read.parse::<f64>() {
            Ok(weight) if weight.is_finite() => weight,
            _ => return Err((columns.weight, Kind::BadWeight(read.into()))),
        },
    };
    let source = field(columns.source);
    if known == Known::Declared && !lexicon.sources.iter().any(|s| s.key == source) {
        let keys = lexicon.sources.iter().map(|s| s.key.clone()).collect();
        return Err((columns.source, Kind::UnknownSource(source.into(), keys)));
    }
    let category = match field(Some(columns.category)) {
        "none" | "company" => None,
        "" => {
            let kind = Kind::BadField("category".into(), "empty".into(), "every row needs one".into());
            return Err((Some(columns.category), kind));
        }
        name => Some(match (lexicon.category(name), known) {
            (Some(at), _) => at,
            (None, Known::AsFound) => {
                let category = Category {
                    name: name.into(),
                    parent: None,
                    definition: String::new(),
                    charge: None,
                    standing: false,
                };
                lexicon.categories.push(category);
                lexicon.categories.len() - 1
            }
            (None, Known::Declared) => {
                let names = lexicon.categories.iter().map(|c| c.name.clone()).collect();
                return Err((Some(columns.category), Kind::UnknownCategory(name.into(), names)));
            }
        }),
    };
    let sense = sense(lexicon, &field, columns)?;
    let (value, note) = (field(columns.value).into(), field(columns.note).into());
    Ok(Entry { pattern, category, sense, weight, value, source: source.into(), note, line })
}

/// How a row's words are to be taken: what `sense` says, and category `company`.
fn sense<'a>(
    lexicon: &Lexicon,
    field: &impl Fn(Option<usize>) -> &'a str,
    columns: &Columns,
) -> Result<Sense, (Option<usize>, Kind)> {
    let category = field(Some(columns.category));
    let sense = match (field(columns.sense), category) {
        ("", "company") => Sense::Company,
        ("", _) => return Ok(Sense::Strict),
        ("ambiguous", "none" | "company") => {
            let right = format!("rows of category \"{category}\" have none");
            return Err((columns.sense, Kind::BadField("sense".into(), "\"ambiguous\"".into(), right)));
        }
        ("ambiguous", _) => Sense::Ambiguous,
        (other, _) => {
            let right = "write \"ambiguous\" or nothing".into();
            return Err((columns.sense, Kind::BadField("sense".into(), format!("\"{other}\""), right)));
        }
    };
    if lexicon.kind == Use::Resource {
        let (column, name, read) = match sense {
            Sense::Company => (Some(columns.category), "category", "company"),
            _ => (columns.sense, "sense", "ambiguous"),
        };
        let right = "only what is scored has ambiguous rows and their company".into();
        return Err((column, Kind::BadField(name.into(), format!("\"{read}\""), right)));
    }
    Ok(sense)
}

/// Rows of category `company` are of use to ambiguous rows only: in a list without any they
/// are somebody's own category of that name, which must not vanish in silence.
fn refuse_idle_company(entries: &mut Vec<Entry>, shown: &str, problems: &mut Vec<Problem>) {
    if entries.iter().any(|e| e.sense == Sense::Ambiguous) {
        return;
    }
    entries.retain(|entry| {
        if entry.sense == Sense::Company {
            let right = "it is reserved for rows that lend company to ambiguous ones, and there are none";
            let kind = Kind::BadField("category".into(), "\"company\"".into(), right.into());
            problems.push(Problem::rejected(Place::line(shown, entry.line), kind));
        }
        entry.sense != Sense::Company
    });
}

pub(super) fn read_examples(lexicon: &mut Lexicon, text: &str, shown: &str, problems: &mut Vec<Problem>) {
    if text.is_empty() {
        return;
    }
    let (mut records, mut record) = (Records::new(text, b','), csv::StringRecord::new());
    let mut examples = Vec::new();
    loop {
        match records.next(&mut record) {
            Ok(None) => break,
            Ok(Some(line)) => match records.unclosed(&record, 2, &[1]) {
                Some(why) => problems.push(Problem::rejected(Place::line(shown, line), why)),
                None => examples.push(Example {
                    text: record.get(0).unwrap_or("").into(),
                    expect: record.get(1).unwrap_or("").trim().into(),
                    line,
                }),
            },
            Err((line, why)) => problems.push(Problem::rejected(Place::line(shown, line), why)),
        }
    }
    lexicon.examples = examples.into();
}

#[cfg(test)]
mod tests {
    use crate::lexicon::{Negation, check::check, load};

    fn said(lexicon: load::Loaded) -> Vec<String> {
        let (lexicon, mut problems) = lexicon;
        problems.extend(check(&lexicon.expect("a lexicon")));
        problems.iter().map(|p| format!("{}: {}", p.place, p.kind)).collect()
    }

    #[test]
    fn a_quotation_mark_that_is_not_closed_takes_its_own_line_only() {
        let csv =
            "term,category\n\"open,food\nwine,food\n\"cheese\",food\n\"salt\",food\n5\" gun,war\n\"end,food";
        for separator in [",", ";", "\t"] {
            let (lexicon, problems) = load::from_csv("food", &csv.replace(',', separator), "food.csv");
            let terms: Vec<String> = lexicon
                .expect("a lexicon")
                .entries
                .rows()
                .map(|row| format!("{} {}", row.text, row.line))
                .collect();
            assert_eq!(terms, ["wine 3", "cheese 4", "salt 5", "5\" gun 6"], "{separator:?}");
            let said: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.place, p.kind)).collect();
            let why = "row cannot be read: a quotation mark in it is not closed";
            assert_eq!(said, [format!("food.csv:2: {why}"), format!("food.csv:7: {why}")], "{separator:?}");
        }
    }

    #[test]
    fn an_example_that_is_not_closed_takes_its_own_line_only() {
        let toml = "name='x'\ntitle='X'\nkind='rhetoric'\nlanguage='en'\nlicence='CC0'\nabout=''\n\
                    [[categories]]\nname='x'\ndefinition=''\n";
        let examples =
            "text,expect\n\"Fish, they said,fish=x\nNo fish.,\n\"Two\nlines, one text.\",\n\"End,x";
        let (lexicon, problems) = load::from_files(load::Files {
            name: "x",
            folder: "x",
            toml,
            terms: "pattern,category\nfish,x\n",
            examples,
        });
        let lexicon = lexicon.expect("a lexicon");
        let read: Vec<String> = lexicon.examples.iter().map(|e| format!("{} {}", e.text, e.line)).collect();
        assert_eq!(read, ["No fish. 3", "Two\nlines, one text. 4"]);
        let said: Vec<String> = problems.iter().map(|p| format!("{}: {}", p.place, p.kind)).collect();
        let why = "row cannot be read: a quotation mark in it is not closed";
        let told = [2, 6].map(|line| format!("x/examples.csv:{line}: {why}"));
        assert_eq!(said[said.len() - 2..], told);
    }

    #[test]
    fn a_field_is_found_behind_any_separator() {
        for separator in [",", ";", "\t"] {
            let rows = [["pattern", "category", "sense"], ["\"a, b; c\"", "a", "maybe"]];
            let csv = rows.map(|row| row.join(separator)).join("\n\n");
            let why = "field \"sense\" is \"maybe\"; write \"ambiguous\" or nothing";
            assert_eq!(
                said(load::from_csv("mine", &csv, "mine.csv")),
                [format!("mine.csv:3:13: {why}")],
                "{separator:?}"
            );
        }
    }

    #[test]
    fn a_sense_that_cannot_be_is_refused_with_its_place() {
        let csv = "pattern,category,sense\nfire,a,maybe\nx,none,ambiguous\ny,company,\nz,b,ambiguous\n";
        assert_eq!(
            said(load::from_csv("mine", csv, "mine.csv")),
            [
                "mine.csv:2:8: field \"sense\" is \"maybe\"; write \"ambiguous\" or nothing",
                "mine.csv:3:8: field \"sense\" is \"ambiguous\"; rows of category \"none\" have none",
            ]
        );
    }

    #[test]
    fn company_for_nobody_and_rows_that_can_never_count_are_told() {
        assert_eq!(
            said(load::from_csv("mine", "pattern,category\nfire,a\ntroops,company\n", "mine.csv")),
            ["mine.csv:3: field \"category\" is \"company\"; it is reserved for rows that lend company to \
              ambiguous ones, and there are none"]
        );
        assert_eq!(
            said(load::from_csv("mine", "pattern,category,sense\nfire,a,ambiguous\n", "mine.csv")),
            ["mine.csv:2: field \"sense\" is \"ambiguous\"; no row of this list lends company, so none \
              that is ambiguous ever counts"]
        );
    }

    #[test]
    fn the_head_says_what_becomes_of_negated_hits() {
        let read = |line: &str| {
            let toml = format!(
                "name='x'\ntitle='X'\nkind='rhetoric'\nlanguage='en'\nlicence='CC0'\nabout=''\n{line}\n\
                 [[categories]]\nname='x'\ndefinition=''\n"
            );
            let terms = "pattern,category\n";
            load::from_files(load::Files { name: "x", folder: "x", toml: &toml, terms, examples: "" }).0
        };
        assert_eq!(read("").expect("a lexicon").negation, Negation::Keeps);
        assert_eq!(read("negation='removes'").expect("a lexicon").negation, Negation::Removes);
        let error = read("negation='drops'").expect_err("no such thing").to_string();
        assert_eq!(error, "x/lexicon.toml:7: unknown variant `drops`, expected `keeps` or `removes`");
    }
}
