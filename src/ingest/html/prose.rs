//! Makes paragraphs of the tree of a page.
//!
//! A block of the page is a paragraph, as are two line breaks in a row, or one behind the
//! end of a sentence. Space is collapsed as a browser does it; `<q>` gets the marks that a
//! browser draws. What no reader takes for text (scripts, captions, buttons) is left out.

use dom_query::NodeRef;

/// A paragraph, and how many of its characters are links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct Paragraph {
    pub(in super::super) text: String,
    pub(in super::super) linked: usize,
    pub(in super::super) heading: bool,
}

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

const NO_TEXT: &[&str] = &[
    "audio",
    "button",
    "canvas",
    "datalist",
    "del",
    "figcaption",
    "head",
    "iframe",
    "input",
    "math",
    "nav",
    "noscript",
    "object",
    "option",
    "rp",
    "rt",
    "s",
    "script",
    "select",
    "strike",
    "style",
    "svg",
    "template",
    "textarea",
    "title",
    "video",
];

/// What is being written.
#[derive(Default)]
struct Writer {
    done: Vec<Paragraph>,
    now: Paragraph,
    /// A space that stands before the next word, if any follows.
    space: bool,
    breaks: usize,
    links: usize,
    quotes: Vec<usize>,
    pre: usize,
    heading: usize,
}

enum Step<'a> {
    Open(NodeRef<'a>),
    Close(String),
}

/// The paragraphs under a node, in order.
pub(in super::super) fn paragraphs(root: &NodeRef<'_>) -> Vec<Paragraph> {
    let mut writer = Writer::default();
    // Not by calling itself: a page may be as deep as it likes.
    let mut steps = vec![Step::Open(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Close(name) => writer.close(&name),
            Step::Open(node) if node.is_text() => writer.write(&node.text()),
            Step::Open(node) => {
                let name = node.node_name().map(|name| name.to_string()).unwrap_or_default();
                if NO_TEXT.contains(&name.as_str()) || is_note(&node, &name) {
                    continue;
                }
                writer.open(&name);
                steps.push(Step::Close(name));
                steps.extend(node.children_it(true).map(Step::Open));
            }
        }
    }
    writer.end();
    writer.done
}

/// A raised number that leads to a note is no part of the word before it.
fn is_note(node: &NodeRef<'_>, name: &str) -> bool {
    name == "sup" && node.children_it(false).any(|child| child.has_name("a"))
}

impl Writer {
    fn open(&mut self, name: &str) {
        match name {
            "br" => self.line_break(),
            "a" => self.links += 1,
            "q" => {
                self.flush();
                let mark = if self.quotes.len().is_multiple_of(2) { '\u{201c}' } else { '\u{2018}' };
                self.quotes.push(self.now.text.len());
                self.now.text.push(mark);
            }
            _ if BLOCKS.contains(&name) => {
                self.end();
                self.pre += usize::from(name == "pre");
                self.heading += usize::from(is_heading(name));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.links = self.links.saturating_sub(1),
            "q" => self.close_quote(),
            _ if BLOCKS.contains(&name) => {
                self.end();
                self.pre -= usize::from(name == "pre");
                self.heading -= usize::from(is_heading(name));
            }
            _ => {}
        }
    }

    /// Where the page has marks of its own inside `<q>`, those stay and ours go.
    fn close_quote(&mut self) {
        let Some(start) = self.quotes.pop() else { return };
        let (open, close) = if self.quotes.len().is_multiple_of(2) {
            ('\u{201c}', '\u{201d}')
        } else {
            ('\u{2018}', '\u{2019}')
        };
        let behind = self.now.text.get(start..).and_then(|text| text.strip_prefix(open));
        match behind {
            Some(inside)
                if inside.is_empty() || inside.starts_with(['"', '\u{201c}', '\u{ab}', '\u{201e}']) =>
            {
                self.now.text.remove(start);
            }
            _ => self.now.text.push(close),
        }
    }

    fn write(&mut self, text: &str) {
        if self.pre > 0 {
            return self.write_as_it_is(text);
        }
        for piece in text.split_inclusive(|c: char| c.is_ascii_whitespace()) {
            let word = piece.trim_end_matches(|c: char| c.is_ascii_whitespace());
            if !word.is_empty() {
                self.flush();
                self.now.text.push_str(word);
                self.now.linked += if self.links > 0 { word.chars().count() } else { 0 };
            }
            self.space |= word.len() < piece.len();
        }
    }

    fn write_as_it_is(&mut self, text: &str) {
        for line in text.split_inclusive('\n') {
            let words = line.trim_end_matches(['\n', '\r']);
            if words.trim().is_empty() && line.ends_with('\n') && self.now.text.ends_with('\n') {
                self.end();
                continue;
            }
            self.now.text.push_str(words);
            if line.ends_with('\n') {
                self.now.text.push('\n');
            }
        }
    }

    fn line_break(&mut self) {
        self.breaks += 1;
        let ends = |text: &str| {
            let bare = text.trim_end_matches(['"', '\'', '\u{201d}', '\u{2019}', '\u{bb}', ')', ']']);
            bare.ends_with(['.', '?', '!', '\u{2026}', '\u{3002}'])
        };
        if self.breaks > 1 || ends(&self.now.text) {
            let breaks = self.breaks;
            self.end();
            self.breaks = breaks;
        }
    }

    /// Writes the space or line break before a word.
    fn flush(&mut self) {
        if !self.now.text.is_empty() {
            if self.breaks > 0 {
                self.now.text.push('\n');
            } else if self.space {
                self.now.text.push(' ');
            }
        }
        (self.breaks, self.space) = (0, false);
    }

    fn end(&mut self) {
        // A quotation that runs over blocks is closed in the last of them; its marks stand
        // at its ends as in print, where each paragraph opens with one.
        let open: String =
            (0..self.quotes.len()).map(|n| if n % 2 == 0 { '\u{201c}' } else { '\u{2018}' }).collect();
        let mut paragraph = std::mem::take(&mut self.now);
        (self.breaks, self.space) = (0, false);
        let trimmed = paragraph.text.trim();
        if trimmed.len() < paragraph.text.len() {
            paragraph.text = trimmed.to_string();
        }
        paragraph.heading = self.heading > 0;
        let blank = paragraph.text.chars().all(|c| matches!(c, '\u{201c}' | '\u{2018}'));
        if !blank {
            self.done.push(paragraph);
        }
        self.quotes.iter_mut().for_each(|start| *start = 0);
        self.now.text = open;
    }
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Paragraphs as text, with a blank line between them.
pub(in super::super) fn joined<'p>(paragraphs: impl IntoIterator<Item = &'p Paragraph>) -> String {
    let mut text = String::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(&paragraph.text);
    }
    text
}
