//! Yoshikoder `.ykd` and Lexicoder `.lcd`: XML with `cnode` for categories, `pnode` for terms.

use super::draft::Draft;
use super::folder::weight;
use super::outgoing::Outgoing;
use crate::error::{Error, Kind};
use roxmltree::{Document, Node, ParsingOptions};

pub(super) fn read(text: &str, draft: &mut Draft<'_>) -> Result<(), Error> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let document = Document::parse_with_options(text, options).map_err(|error| {
        let line = u64::from(error.pos().row);
        Error::at(draft.at(line), Kind::Noted(format!("is not XML: {error}")))
    })?;
    let root = document.root_element();
    // A .ykd file wraps its categories in one that is the dictionary itself.
    let mut parts = root.children().filter(Node::is_element);
    let wrapper = match (parts.next(), parts.next()) {
        (Some(only), None) if only.has_tag_name("cnode") && root.attribute("style") != Some("Lexicoder") => {
            let mut inner = only.children().filter(Node::is_element);
            inner.all(|n| n.has_tag_name("cnode")).then_some(only)
        }
        _ => None,
    };
    let mut open: Vec<(Node<'_, '_>, Option<usize>)> = vec![(wrapper.unwrap_or(root), None)];
    while let Some((node, of)) = open.pop() {
        let mut parts = Vec::new();
        for child in node.children().filter(Node::is_element) {
            let line = u64::from(document.text_pos_at(child.range().start).row);
            let name = child.attribute("name").unwrap_or("");
            if child.has_tag_name("cnode") {
                let about = child.attribute("desc").filter(|about| *about != name).unwrap_or("");
                parts.push((child, Some(draft.group(name, of, about, line))));
            } else if child.has_tag_name("pnode") {
                let group = of.unwrap_or_else(|| draft.only_group(line));
                let score = child.attribute("score").filter(|score| !score.trim().is_empty());
                let weight = score.map_or(Some(1.0), |score| draft.weight(line, name, score));
                if let Some(weight) = weight {
                    draft.term(line, name, &[(group, weight)], "");
                }
            } else {
                let tag = child.tag_name().name();
                draft.note(line, format!("<{tag}> is neither a cnode nor a pnode; it is not read"));
            }
        }
        open.extend(parts.into_iter().rev());
    }
    Ok(())
}

pub(super) fn write(out: &Outgoing<'_>) -> String {
    let name = escaped(&out.lexicon.name);
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<dictionary style=\"050805\" patternengine=\"substring\">\n\
         \t<cnode name=\"{name}\" desc=\"{name}\">\n"
    );
    let mut depths: Vec<usize> = Vec::new();
    let close = |depths: &mut Vec<usize>, to: usize, text: &mut String| {
        while let Some(depth) = depths.pop_if(|depth| *depth >= to) {
            text.push_str(&format!("{}</cnode>\n", "\t".repeat(depth + 2)));
        }
    };
    for &(category, depth) in &out.tree {
        close(&mut depths, depth, &mut text);
        let indent = "\t".repeat(depth + 2);
        let about = escaped(&out.lexicon.categories[category].definition);
        text.push_str(&format!(
            "{indent}<cnode name=\"{}\" desc=\"{about}\">\n",
            escaped(out.name(category))
        ));
        for (term, number) in out.terms(category) {
            let number = weight(number);
            let score = if number.is_empty() { number } else { format!(" score=\"{number}\"") };
            text.push_str(&format!("{indent}\t<pnode name=\"{}\"{score}/>\n", escaped(term)));
        }
        depths.push(depth);
    }
    close(&mut depths, 0, &mut text);
    text.push_str("\t</cnode>\n</dictionary>\n");
    text
}

fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
    text.replace(|c: char| c.is_control(), " ")
}
