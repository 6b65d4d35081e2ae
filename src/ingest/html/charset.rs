//! The encoding that a page declares.

use encoding_rs::Encoding;

/// Bytes of a page among which a declaration is looked for; the standard says 1,024, pages
/// put it later.
const LOOKED_AT: usize = 8192;

/// The encoding that `<meta charset>`, its older form or an XML declaration names.
pub(in super::super) fn declared(page: &[u8]) -> Option<&'static Encoding> {
    let head = page[..page.len().min(LOOKED_AT)].to_ascii_lowercase();
    let from_xml =
        head.starts_with(b"<?xml").then(|| named(&head[..head.len().min(200)], b"encoding")).flatten();
    from_xml.or_else(|| from_meta(&head)).map(|encoding| {
        // Whoever could read the declaration did not read UTF-16.
        if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
            encoding_rs::UTF_8
        } else {
            encoding
        }
    })
}

fn from_meta(head: &[u8]) -> Option<&'static Encoding> {
    memchr::memmem::find_iter(head, b"<meta").find_map(|at| {
        let rest = &head[at..];
        let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
        named(&rest[..end], b"charset")
    })
}

/// The encoding behind a word and `=`.
fn named(tag: &[u8], word: &[u8]) -> Option<&'static Encoding> {
    let rest = &tag[memchr::memmem::find(tag, word)? + word.len()..];
    let rest = rest.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'"' | b'\'' | b';' | b'/' | b'>' | b'?'));
    Encoding::for_label(&rest[..end.unwrap_or(rest.len())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declaration_is_found_in_each_of_its_forms() {
        for (page, name) in [
            ("<html><head><meta charset=\"iso-8859-2\">", Some("ISO-8859-2")),
            ("<META CHARSET = gb2312>", Some("GBK")),
            (
                "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'/>",
                Some("windows-1251"),
            ),
            ("<?xml version=\"1.0\" encoding='Shift_JIS'?><html>", Some("Shift_JIS")),
            ("<meta name=x content=y><meta charset=utf-16>", Some("UTF-8")),
            ("<meta charset=nonsense>", None),
            ("<p>charset=koi8-r", None),
            ("<meta charset", None),
        ] {
            assert_eq!(declared(page.as_bytes()).map(Encoding::name), name, "{page}");
        }
    }
}
