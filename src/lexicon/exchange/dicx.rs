//! LIWC-22 `.dicx`: a table with a row a term and a column a category; `X` or a weight in a
//! cell. Tables of 0 and 1 read alike.

use super::super::records::{Records, separator};
use super::draft::Draft;
use super::folder::weight;
use super::outgoing::Outgoing;
use crate::error::{Error, Kind, Problem};

pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    draft.explicit = true;
    let mut records = Records::new(text, separator(text));
    let header = records.header().map_err(|why| Error::at(draft.at(1), why))?;
    let header: Vec<String> = header.iter().map(str::to_string).collect();
    if header.is_empty() {
        return Ok(());
    }
    if header.len() < 2 {
        return Err(Error::at(draft.at(1), Kind::NoColumn("of a category".into(), header)));
    }
    let columns: Vec<usize> =
        (1..header.len()).map(|at| draft.group(&name(&header, at), None, "", 1)).collect();
    draft.dotted();
    let mut zeros = 0;
    let every: Vec<usize> = (0..header.len()).collect();
    let mut row = csv::StringRecord::new();
    loop {
        let line = match records.next(&mut row) {
            Ok(Some(line)) => line,
            Ok(None) => break,
            Err((line, why)) => {
                draft.problems.push(Problem::rejected(draft.at(line), why));
                continue;
            }
        };
        if let Some(why) = records.unclosed(&row, header.len(), &every) {
            draft.problems.push(Problem::rejected(draft.at(line), why));
            continue;
        }
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let term = &row[0];
        let mut groups = Vec::new();
        let mut refused = false;
        for (at, cell) in row.iter().enumerate().skip(1).filter(|(_, cell)| !cell.trim().is_empty()) {
            let Some(&group) = columns.get(at - 1) else {
                draft.left_out(line, term, &format!("in \"{cell}\", which stands in no column"));
                refused = true;
                continue;
            };
            if cell.trim().eq_ignore_ascii_case("x") {
                groups.push((group, 1.0));
            } else if let Ok(weight) = cell.trim().parse::<f64>()
                && weight.is_finite()
            {
                if weight == 0.0 {
                    zeros += 1;
                    refused = true;
                } else {
                    groups.push((group, weight));
                }
            } else {
                let name = &header[at];
                draft.left_out(line, term, &format!("in \"{name}\": \"{cell}\" is neither X nor a number"));
                refused = true;
            }
        }
        if !groups.is_empty() || !refused {
            draft.term(line, term, &groups, "");
        }
    }
    if zeros > 0 {
        draft.note(1, format!("{zeros} cells of 0 are read as empty: the term is not in that category"));
    }
    Ok(())
}

fn name(header: &[String], at: usize) -> String {
    if header[at].trim().is_empty() { format!("column {}", at + 1) } else { header[at].clone() }
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let mut csv = csv::Writer::from_writer(Vec::new());
    let mut row = vec!["DicTerm".to_string()];
    row.extend(out.tree.iter().map(|(at, _)| out.path(*at)));
    csv.write_record(&row).unwrap_or_default();
    for term in &out.rows {
        let listed = out.listed(term);
        let mut row = vec![term.text.to_string()];
        for (category, _) in &out.tree {
            let cell = listed.iter().find(|(at, _)| at == category).map(|(_, number)| weight(*number));
            row.push(cell.map_or_else(String::new, |cell| if cell.is_empty() { "X".into() } else { cell }));
        }
        csv.write_record(&row).unwrap_or_default();
    }
    String::from_utf8_lossy(&csv.into_inner().unwrap_or_default()).into_owned()
}
