//! Office documents: exports of Nexis Uni, and documents that are one article.
//!
//! A DOCX is a ZIP archive; only its main text is unpacked, within a limit, and its XML is
//! read without entities of its own. Text that was struck out in an editor's changes, and
//! what Word keeps twice for older versions, is left out, as are foot notes and comments.

use super::found::Found;
use super::nexis::{Line, is_uni, uni};
use crate::error::Kind;
use roxmltree::{Document, Node, ParsingOptions};
use std::io::{Cursor, Read};

/// Bytes of the unpacked text; an export of 500 articles has a tenth.
const UNPACKED: u64 = 200 << 20;
/// Nodes of its XML.
const NODES: u32 = 8_000_000;
/// Elements inside each other, as of web pages; tables in tables have a tenth.
const DEPTH: usize = 300;
/// The part of the archive that is the text.
const TEXT: &str = "word/document.xml";

/// Whether a file begins like an office document, and not like another ZIP archive.
pub(super) fn looks_like(head: &[u8]) -> bool {
    let has = |name: &str| memchr::memmem::find(head, name.as_bytes()).is_some();
    head.starts_with(b"PK\x03\x04") && (has(TEXT) || (has("[Content_Types].xml") && has("word/")))
}

/// A paragraph, and whether its style is that of a title or heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Paragraph {
    text: String,
    heading: bool,
}

/// The articles of a document: those of an export, or the document as one.
///
/// # Errors
/// Where it is no readable document, or built to do harm.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Found>, Kind> {
    let xml = unpacked(bytes)?;
    let options = ParsingOptions { nodes_limit: NODES, ..ParsingOptions::default() };
    let tree = Document::parse_with_options(&xml, options).map_err(|error| match error {
        roxmltree::Error::DtdDetected => Kind::Hostile("XML with entities of its own".into()),
        roxmltree::Error::NodesLimitReached => Kind::Hostile(format!("document with over {NODES} parts")),
        other => not(other),
    })?;
    let paragraphs = paragraphs(tree.root())?;
    let lines: Vec<&str> = paragraphs.iter().flat_map(|p| p.text.split('\n')).collect();
    if is_uni(lines.iter().copied()) {
        let lines: Vec<Line<'_>> = (1..).zip(lines).map(|(number, text)| Line { number, text }).collect();
        return Ok(uni::articles(&lines, false));
    }
    Ok(vec![whole(&paragraphs)])
}

fn not(why: impl std::fmt::Display) -> Kind {
    Kind::NotReadable("DOCX", why.to_string())
}

/// The main text's XML.
fn unpacked(bytes: &[u8]) -> Result<String, Kind> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(not)?;
    let part = archive.by_name(TEXT).map_err(not)?;
    let mut xml = Vec::new();
    part.take(UNPACKED + 1).read_to_end(&mut xml).map_err(not)?;
    if xml.len() as u64 > UNPACKED {
        return Err(Kind::Hostile(format!("document that unpacks to over {} MB", UNPACKED >> 20)));
    }
    match xml.as_slice() {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            let (text, _, broken) = encoding_rs::UTF_8.decode(&xml);
            if broken { Err(not("its text is not in an encoding of XML")) } else { Ok(text.into_owned()) }
        }
        _ => String::from_utf8(xml).map_err(|_| not("its text is not UTF-8")),
    }
}

enum Step<'a, 'i> {
    /// With the elements around it.
    Open(Node<'a, 'i>, usize),
    Close,
}

/// The paragraphs of a document in order, those of tables and boxes among them.
fn paragraphs(root: Node<'_, '_>) -> Result<Vec<Paragraph>, Kind> {
    let mut done = Vec::new();
    // A box stands inside the paragraph that it is anchored in.
    let mut open: Vec<Paragraph> = Vec::new();
    let mut steps = vec![Step::Open(root, 0)];
    while let Some(step) = steps.pop() {
        let (node, depth) = match step {
            Step::Open(node, depth) => (node, depth),
            Step::Close => {
                done.extend(open.pop());
                continue;
            }
        };
        if depth > DEPTH {
            return Err(Kind::Hostile(format!("document with over {DEPTH} elements inside each other")));
        }
        match node.tag_name().name() {
            "p" => {
                open.push(Paragraph { text: String::new(), heading: is_heading(node) });
                steps.push(Step::Close);
            }
            // Struck out, moved away, kept twice, or a field's formula.
            "del" | "moveFrom" | "Fallback" | "instrText" | "delText" => continue,
            name => write(name, node, &mut open),
        }
        let within = node.children().rev().filter(Node::is_element);
        steps.extend(within.map(|node| Step::Open(node, depth + 1)));
    }
    Ok(done)
}

fn write(name: &str, node: Node<'_, '_>, open: &mut [Paragraph]) {
    let Some(Paragraph { text, .. }) = open.last_mut() else { return };
    match name {
        "t" => node.children().filter_map(|child| child.text()).for_each(|part| text.push_str(part)),
        // A tab stop of a paragraph's style has the same name and is none.
        "tab" if node.parent_element().is_some_and(|run| run.tag_name().name() == "r") => text.push('\t'),
        "br" | "cr" => text.push('\n'),
        "noBreakHyphen" => text.push('\u{2011}'),
        _ => {}
    }
}

fn is_heading(paragraph: Node<'_, '_>) -> bool {
    let child = |node: Node<'_, '_>, name: &str| -> Option<usize> {
        node.children().position(|child| child.tag_name().name() == name)
    };
    let style = child(paragraph, "pPr").and_then(|at| paragraph.children().nth(at)).and_then(|properties| {
        let at = child(properties, "pStyle")?;
        properties
            .children()
            .nth(at)?
            .attributes()
            .find(|a| a.name() == "val")
            .map(|a| a.value().to_lowercase())
    });
    style.is_some_and(|style| style == "title" || style.starts_with("heading"))
}

/// A document that is one article: a title, where one is styled so, and the text.
fn whole(paragraphs: &[Paragraph]) -> Found {
    let mut filled = paragraphs.iter().filter(|p| !p.text.trim().is_empty()).peekable();
    let title = filled.next_if(|first| first.heading).map(|first| first.text.trim().to_string());
    let text: Vec<&str> = filled.map(|p| p.text.trim()).collect();
    Found { text: text.join("\n\n"), title, ..Found::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;
    use zip::write::SimpleFileOptions;

    fn archive(part: &str, bytes: &[u8]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in [("[Content_Types].xml", &b"<Types/>"[..]), (part, bytes)] {
            zip.start_file(name, SimpleFileOptions::default()).expect("a part");
            zip.write_all(bytes).expect("written");
        }
        zip.finish().expect("an archive").into_inner()
    }

    /// A document of some paragraphs; each is the XML of its runs.
    fn docx(paragraphs: &[&str]) -> Vec<u8> {
        let body = paragraphs.join("</w:p><w:p>");
        let xml = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\
             <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"m\">\
             <w:body><w:p>{body}</w:p></w:body></w:document>"
        );
        archive(TEXT, xml.as_bytes())
    }

    fn run(text: &str) -> String {
        format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
    }

    fn styled(style: &str, text: &str) -> String {
        format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}", run(text))
    }

    #[test]
    fn an_export_of_nexis_uni_gives_each_of_its_articles() {
        let title = styled("Heading1", "Ministers Clash Over Harbour Dues");
        let length = format!("{}{}", run("Length:"), run("\u{a0}10 words"));
        let plain = [
            "The Harbour Times",
            "March 4, 2024 Monday",
            "Copyright 2024 The Harbour Times",
            "Byline: By Anna Preston",
            "Body",
            "",
            "The dues would rise.",
            "“That is no answer,” said Ida Holm.",
            "Classification",
            "Language: ENGLISH",
            "Load-Date: March 4, 2024",
            "End of Document",
            "Ferry is late",
            "The Island Post",
            "5 March 2024",
            "Length: 4 words",
            "Body",
            "The ferry is late.",
            "Load-Date: March 5, 2024",
            "End of Document",
        ]
        .map(run);
        let mut runs = vec![title.as_str()];
        runs.extend(plain[..3].iter().map(String::as_str));
        runs.push(&length);
        runs.extend(plain[3..].iter().map(String::as_str));
        let bytes = docx(&runs);
        assert!(looks_like(&bytes));
        let found = read(&bytes).expect("articles");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].title.as_deref(), Some("Ministers Clash Over Harbour Dues"));
        assert_eq!(found[0].source.as_deref(), Some("The Harbour Times"));
        assert_eq!(found[0].date.as_deref(), Some("March 4 2024"));
        assert_eq!(found[0].author.as_deref(), Some("Anna Preston"));
        assert_eq!(found[0].language.as_deref(), Some("en"));
        assert_eq!(found[0].text, "The dues would rise.\n\n“That is no answer,” said Ida Holm.");
        assert_eq!((found[0].line, found[0].problems.len()), (None, 0));
        assert_eq!(
            (found[1].title.as_deref(), found[1].text.as_str()),
            (Some("Ferry is late"), "The ferry is late.")
        );
    }

    #[test]
    fn a_document_that_is_an_article_is_read_whole() {
        let title = styled("Title", "On the quay");
        let changed = format!(
            "{}<w:del><w:r><w:t>never </w:t></w:r></w:del><w:ins>{}</w:ins><w:r><w:tab/><w:t>wait</w:t><w:br/><w:t>here.</w:t></w:r>",
            run("“We "),
            run("must ")
        );
        let boxed = format!(
            "<w:r><mc:AlternateContent><mc:Choice><w:p>{}</w:p></mc:Choice><mc:Fallback><w:p>{}</w:p></mc:Fallback>\
             </mc:AlternateContent></w:r>{}",
            run("A box."),
            run("A box."),
            run("Around &amp; about it.")
        );
        let found = read(&docx(&[&title, &changed, "", &boxed])).expect("an article");
        assert_eq!(found[0].title.as_deref(), Some("On the quay"));
        assert_eq!(found[0].text, "“We must \twait\nhere.\n\nA box.\n\nAround & about it.");
    }

    #[test]
    fn what_is_built_to_do_harm_is_refused() {
        let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>";
        assert!(matches!(read(&archive(TEXT, bomb.as_bytes())), Err(Kind::Hostile(_))));
        let deep = "<x>".repeat(200_000);
        assert!(matches!(read(&archive(TEXT, deep.as_bytes())), Err(Kind::NotReadable(..))));
        let closed = deep.clone() + &"</x>".repeat(200_000);
        assert!(matches!(read(&archive(TEXT, closed.as_bytes())), Err(Kind::Hostile(_))));
        let large = vec![b' '; UNPACKED as usize + 1];
        assert!(matches!(read(&archive(TEXT, &large)), Err(Kind::Hostile(_))));
    }

    #[test]
    fn another_archive_is_no_document() {
        let other = archive("notes/a.txt", b"We wait.");
        assert!(!looks_like(&other));
        assert!(matches!(read(&other), Err(Kind::NotReadable("DOCX", _))));
        assert!(matches!(read(b"PK\x03\x04"), Err(Kind::NotReadable("DOCX", _))));
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_stop_the_reader(at in 0usize..2000, with in proptest::collection::vec(0u8.., 0..9)) {
            let mut bytes = docx(&[&run("We wait."), &run("And wait.")]);
            let at = at.min(bytes.len());
            let end = (at + with.len()).min(bytes.len());
            bytes.splice(at..end, with);
            looks_like(&bytes);
            let _ = read(&bytes);
        }
    }
}
