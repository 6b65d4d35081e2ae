//! Copies of articles as outlets print what an agency sent: paragraphs cut, the lead written
//! anew, words changed, other quotation marks. The same seed gives the same copies.

use rhetor::document::Document;

/// How much is changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edits {
    /// What it is called in figures.
    pub(super) name: &'static str,
    /// Share of paragraphs that are left out.
    pub(super) cut: f64,
    /// Whether the first paragraph is another.
    pub(super) lead: bool,
    /// Share of words that are changed, outside quotes and in them.
    pub(super) words: f64,
    /// Share of quotes that lose their last third.
    pub(super) cut_quotes: f64,
}

/// From none to more than a copy ought to have.
pub(super) const STRENGTHS: [Edits; 6] = [
    Edits { name: "printed again", cut: 0.0, lead: false, words: 0.0, cut_quotes: 0.0 },
    Edits { name: "lead, 1 paragraph in 10", cut: 0.1, lead: true, words: 0.0, cut_quotes: 0.0 },
    Edits { name: "1 in 4, 1 word in 50", cut: 0.25, lead: true, words: 0.02, cut_quotes: 0.1 },
    Edits { name: "1 in 3, 1 word in 25", cut: 0.33, lead: true, words: 0.04, cut_quotes: 0.2 },
    Edits { name: "1 in 2, 1 word in 20", cut: 0.5, lead: true, words: 0.05, cut_quotes: 0.3 },
    Edits { name: "2 in 3, 1 word in 10", cut: 0.67, lead: true, words: 0.1, cut_quotes: 0.4 },
];

/// Numbers by chance, the same for the same seed.
pub(super) struct Chance(pub(super) u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn of(&mut self, share: f64) -> bool {
        (self.next() as f64) < share * f64::from(1u32 << 31)
    }

    fn word(&mut self) -> &'static str {
        OTHER_WORDS[self.next() as usize % OTHER_WORDS.len()]
    }
}

const OTHER_WORDS: [&str; 8] = ["later", "newly", "local", "major", "again", "officially", "broad", "recent"];

/// A copy of the article, and for each of its paragraphs the one that it was made from.
pub(super) fn copy(original: &Document, edits: Edits, chance: &mut Chance) -> (Document, Vec<Option<usize>>) {
    let (mut paragraphs, mut from) = (Vec::new(), Vec::new());
    let opens = ['“', '"', '«', '„'];
    for (number, paragraph) in original.text[original.body..].split("\n\n").enumerate() {
        if edits.lead && number == 0 && !paragraph.contains(opens) {
            let words: Vec<&str> = (0..14).map(|_| chance.word()).collect();
            paragraphs.push(format!("Staff reports {}.", words.join(" ")));
            from.push(None);
            continue;
        }
        if chance.of(edits.cut) {
            continue;
        }
        paragraphs.push(edited(paragraph, edits, chance));
        from.push(Some(number));
    }
    let text = paragraphs.join("\n\n").replace('’', "'");
    let mut document = Document::new(format!("{}-copy", original.id), text);
    document.meta = original.meta.clone();
    document.meta.source = Some("Another Outlet".into());
    (document, from)
}

/// Changes words, and cuts quotes behind two thirds of their words.
fn edited(paragraph: &str, edits: Edits, chance: &mut Chance) -> String {
    let cut = chance.of(edits.cut_quotes);
    let (mut out, mut said): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let mut open = false;
    for word in paragraph.split(' ') {
        open |= word.contains('“');
        let plain = word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase());
        let word = if plain && chance.of(edits.words) { chance.word() } else { word };
        if open {
            said.push(word.into());
        } else {
            out.push(word.into());
        }
        if open && word.contains('”') {
            open = false;
            let kept = said.len() - if cut && said.len() > 8 { said.len() / 3 } else { 0 };
            let last = said.last().cloned().unwrap_or_default();
            let shorter = kept < said.len();
            out.extend(said.drain(..).take(kept));
            if shorter && let Some(end) = out.last_mut() {
                let behind = last.find('”').map_or("”", |at| &last[at..]);
                *end = format!("{},{behind}", end.trim_end_matches(|c: char| !c.is_alphanumeric()));
            }
        }
    }
    out.extend(said);
    out.join(" ")
}
