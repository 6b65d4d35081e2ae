//! A lexicon as the files of its folder.

use crate::lexicon::{Category, Charge, Entry, Lexicon, Negation, Sense, Source};
use std::fmt::Write;

/// `lexicon.toml`.
pub fn toml(lexicon: &Lexicon) -> String {
    let Lexicon { name, title, about, kind, language, licence, negation, categories, sources, .. } = lexicon;
    let mut out = String::new();
    let kind = kind.name();
    for (key, value) in [
        ("name", name.as_str()),
        ("title", title),
        ("kind", kind),
        ("language", language),
        ("licence", licence),
        ("about", about),
    ] {
        let _ = writeln!(out, "{key} = {}", quoted(value));
    }
    if *negation == Negation::Removes {
        out.push_str("negation = \"removes\"\n");
    }
    for Category { name, parent, definition, charge, standing } in categories {
        let _ = writeln!(out, "\n[[categories]]\nname = {}", quoted(name));
        if let Some(parent) = parent {
            let _ = writeln!(out, "parent = {}", quoted(&categories[*parent].name));
        }
        let _ = writeln!(out, "definition = {}", quoted(definition));
        if let Some(charge) = charge {
            let charge = match charge {
                Charge::Word => "word",
                Charge::Deed => "deed",
            };
            let _ = writeln!(out, "charge = {}", quoted(charge));
        }
        if *standing {
            out.push_str("standing = true\n");
        }
    }
    for Source { key, what, licence } in sources {
        let _ = writeln!(
            out,
            "\n[[sources]]\nkey = {}\nwhat = {}\nlicence = {}",
            quoted(key),
            quoted(what),
            quoted(licence)
        );
    }
    out
}

/// `terms.csv`, in its canonical order.
pub fn terms(lexicon: &Lexicon) -> String {
    let mut rows: Vec<&Entry> = lexicon.entries.iter().collect();
    rows.sort_by_key(|entry| (&entry.pattern.text, lexicon.category_name(entry)));
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: [&str; 8]| csv.write_record(cells).unwrap_or_default();
    write(["pattern", "category", "weight", "case", "sense", "value", "source", "note"]);
    for entry in rows {
        // Taken apart in full: a new field stops here until it has its column.
        let Entry { pattern, category: _, sense, weight: number, value, source, note, line: _ } = entry;
        let case = if pattern.exact { "exact" } else { "" };
        let sense = if *sense == Sense::Ambiguous { "ambiguous" } else { "" };
        let category = lexicon.category_name(entry);
        write([&pattern.text, category, &weight(*number), case, sense, value, source, note]);
    }
    String::from_utf8_lossy(&csv.into_inner().unwrap_or_default()).into_owned()
}

/// `examples.csv`.
pub fn examples(lexicon: &Lexicon) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    csv.write_record(["text", "expect"]).unwrap_or_default();
    for example in lexicon.examples.iter() {
        csv.write_record([&example.text, &example.expect]).unwrap_or_default();
    }
    String::from_utf8_lossy(&csv.into_inner().unwrap_or_default()).into_owned()
}

/// A weight as a cell: nothing for 1.
pub(super) fn weight(weight: f64) -> String {
    #[expect(clippy::float_cmp, reason = "exactly 1 is what an empty cell means")]
    if weight == 1.0 { String::new() } else { weight.to_string() }
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.into()).to_string()
}
