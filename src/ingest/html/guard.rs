//! Refuses pages that are built to do harm, before a parser sees them.
//!
//! A parser of web pages must repair anything, and some repairs cost as much as the nesting
//! is deep or as many formats are open, for every tag. The tags are counted here in one
//! pass that understands just enough of the syntax not to be led astray.

use crate::error::Kind;

/// Bytes of a page; the largest live blogs have a tenth of it.
const BYTES: usize = 32 << 20;
/// Tags of a page.
const TAGS: u64 = 400_000;
/// Elements inside each other.
const DEPTH: u64 = 300;
/// Attributes of one tag.
const ATTRIBUTES: usize = 400;
/// Elements around each tag, added up, in a page of whatever size.
const AROUND: u64 = 2_500_000;
/// The same on average, in a page that has more.
const AROUND_EACH: u64 = 40;
/// Formats that are still open at each tag, beyond a few, added up: a parser opens them anew.
const REOPENED: u64 = 400_000;

/// Elements that the next one of their kind closes, or that never have content.
const CLOSED_BY_OTHERS: &[&str] = &[
    "a", "area", "base", "basefont", "body", "br", "col", "colgroup", "dd", "dt", "embed", "frame", "head",
    "hr", "html", "image", "img", "input", "keygen", "li", "link", "meta", "optgroup", "option", "p",
    "param", "rb", "rp", "rt", "rtc", "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// Elements that are opened anew in the next block where they are not closed.
const FORMATS: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// Elements whose content is not tags.
const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];

/// What is counted.
#[derive(Default)]
struct Count {
    tags: u64,
    open: u64,
    formats: u64,
    around: u64,
    reopened: u64,
}

/// Whether a page can be parsed safely.
///
/// # Errors
/// Where it is too large, too deep, or would make the parser repair without end.
pub(in super::super) fn check(page: &str) -> Result<(), Kind> {
    let refuse = |what: String| Err(Kind::Hostile(what));
    if page.len() > BYTES {
        return refuse(format!("page of {} MB, at most {} are read", page.len() >> 20, BYTES >> 20));
    }
    let bytes = page.as_bytes();
    let mut count = Count::default();
    let mut at = 0;
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        at += next + 1;
        if bytes[at..].starts_with(b"!--") {
            at = memchr::memmem::find(&bytes[at..], b"-->").map_or(bytes.len(), |end| at + end + 3);
            continue;
        }
        let closes = bytes.get(at) == Some(&b'/');
        let start = at + usize::from(closes);
        let length = bytes[start..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        if length == 0 || !bytes[start].is_ascii_alphabetic() {
            continue;
        }
        let name = page[start..start + length.min(20)].to_ascii_lowercase();
        let (end, attributes) = tag(bytes, start + length);
        if attributes > ATTRIBUTES {
            return refuse(format!("tag with over {ATTRIBUTES} attributes"));
        }
        at = end;
        count.add(&name, closes);
        count.check()?;
        if !closes && RAW.contains(&name.as_str()) {
            at = raw_end(bytes, at, &name);
        }
    }
    Ok(())
}

impl Count {
    fn add(&mut self, name: &str, closes: bool) {
        self.tags += 1;
        let format = FORMATS.contains(&name);
        let counts = !CLOSED_BY_OTHERS.contains(&name) && !RAW.contains(&name);
        if counts && closes {
            self.open = self.open.saturating_sub(1);
            self.formats = self.formats.saturating_sub(u64::from(format));
        } else if counts {
            self.open += 1;
            self.formats += u64::from(format);
        }
        self.around += self.open;
        self.reopened += self.formats.saturating_sub(8);
    }

    fn check(&self) -> Result<(), Kind> {
        let Self { tags, open, formats: _, around, reopened } = *self;
        let refuse = |what: String| Err(Kind::Hostile(what));
        if tags > TAGS {
            refuse(format!("page with over {TAGS} tags"))
        } else if open > DEPTH {
            refuse(format!("page with over {DEPTH} elements inside each other"))
        } else if around > AROUND.max(tags * AROUND_EACH) || reopened > REOPENED {
            refuse("page with too many elements that are never closed".into())
        } else {
            Ok(())
        }
    }
}

/// Where a tag ends, and how many attributes it has at most.
fn tag(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut attributes = 0;
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (at + 1, attributes),
            b'=' => {
                at += 1;
                at += bytes[at..].iter().take_while(|b| b.is_ascii_whitespace()).count();
                if let Some(&quote) = bytes.get(at).filter(|b| matches!(b, b'"' | b'\'')) {
                    at = memchr::memchr(quote, &bytes[at + 1..]).map_or(bytes.len(), |end| at + end + 2);
                } else {
                    at += bytes[at..].iter().take_while(|b| !b.is_ascii_whitespace() && **b != b'>').count();
                }
                continue;
            }
            b if b.is_ascii_whitespace() || b == b'/' => {}
            _ => {
                attributes += 1;
                let rest = &bytes[at..];
                at += rest
                    .iter()
                    .take_while(|b| !b.is_ascii_whitespace() && !matches!(b, b'=' | b'>' | b'/'))
                    .count();
                continue;
            }
        }
        at += 1;
    }
    (bytes.len(), attributes)
}

/// Where the content of an element that holds no tags ends.
fn raw_end(bytes: &[u8], from: usize, name: &str) -> usize {
    let mut at = from;
    while let Some(next) = memchr::memchr(b'<', &bytes[at..]) {
        at += next;
        let behind = bytes.get(at + 2..at + 2 + name.len());
        if bytes.get(at + 1) == Some(&b'/') && behind.is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()))
        {
            return at;
        }
        at += 1;
    }
    bytes.len()
}
