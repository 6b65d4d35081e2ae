//! Names of categories as reports can use them for columns.

/// Lower case, `_` for anything but letters and digits, a letter first.
pub(super) fn of(name: &str) -> String {
    let mut out = String::new();
    for c in name.trim().chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    let out = out.trim_end_matches('_');
    match out.chars().next() {
        None => "category".into(),
        // What rows of `terms.csv` say of exceptions and of company.
        Some(_) if matches!(out, "none" | "company") => format!("category_{out}"),
        Some(c) if c.is_alphabetic() => out.into(),
        Some(_) => format!("c_{out}"),
    }
}

/// The identifiers of categories, each once: a name that stands under several wholes takes
/// the whole's name before it, and a number where that does not tell them apart.
pub(super) fn all(names: &[(&str, Option<usize>)]) -> Vec<String> {
    let own: Vec<String> = names.iter().map(|(name, _)| of(name)).collect();
    let mut out: Vec<String> = Vec::new();
    for (at, (_, parent)) in names.iter().enumerate() {
        let shared = own.iter().filter(|name| **name == own[at]).count() > 1;
        let base = match parent {
            Some(parent) if shared => format!("{}_{}", own[*parent], own[at]),
            _ => own[at].clone(),
        };
        let mut name = base.clone();
        let mut number = 1;
        while out.contains(&name) || (name != own[at] && own.contains(&name)) {
            number += 1;
            name = format!("{base}_{number}");
        }
        out.push(name);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_becomes_a_column() {
        let names = ["Stone Fruit!", "PLUMS", "2nd harvest", "-", "none", "Früchte (süß)", "a__b"];
        let read = names.map(of);
        assert_eq!(
            read,
            ["stone_fruit", "plums", "c_2nd_harvest", "category", "category_none", "früchte_süß", "a_b"]
        );
    }

    #[test]
    fn no_two_categories_have_one_name() {
        let names = [
            ("Jam", None),
            ("Sweet", Some(0)),
            ("Tea", None),
            ("Sweet", Some(2)),
            ("jam!", None),
            ("JAM", None),
        ];
        assert_eq!(all(&names), ["jam", "jam_sweet", "tea", "tea_sweet", "jam_2", "jam_3"]);
    }
}
