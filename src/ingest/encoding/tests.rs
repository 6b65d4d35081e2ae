use super::super::drips::Drips;
use super::*;
use proptest::prelude::*;

fn decoded(bytes: &[u8], given: Option<&'static Encoding>, drip: usize) -> (String, Encoded) {
    let mut decoded = Decoded::new(Box::new(Drips(bytes, drip)), given);
    let mut text = String::new();
    decoded.read_to_string(&mut text).expect("UTF-8");
    (text, decoded.encoded())
}

fn read(bytes: &[u8]) -> (String, String) {
    let (text, encoded) = decoded(bytes, None, usize::MAX);
    (text, format!("{} {:?} {}", encoded.name, encoded.known, encoded.replaced))
}

const TEXT: &str = "“We wait,” said Zoë Müller at the café. Ça suffit, à bientôt; that is naïve.";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
}

#[test]
fn a_mark_tells_the_encoding() {
    let little: Vec<u8> = TEXT.chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
    let marked = [
        ([b"\xef\xbb\xbf", TEXT.as_bytes()].concat(), "UTF-8 Mark 0"),
        ([&b"\xff\xfe"[..], &utf16(TEXT, false)].concat(), "UTF-16LE Mark 0"),
        ([&b"\xfe\xff"[..], &utf16(TEXT, true)].concat(), "UTF-16BE Mark 0"),
        ([&b"\xff\xfe\0\0"[..], &little].concat(), "UTF-32LE Mark 0"),
    ];
    for (bytes, encoded) in marked {
        assert_eq!(read(&bytes), (TEXT.to_string(), encoded.to_string()));
    }
}

#[test]
fn without_a_mark_it_is_what_it_looks_like() {
    let (windows, ..) = encoding_rs::WINDOWS_1252.encode(TEXT);
    assert_eq!(read(&windows), (TEXT.into(), "windows-1252 Guessed 0".into()));
    assert_eq!(read(&utf16(TEXT, false)), (TEXT.into(), "UTF-16LE Guessed 0".into()));
    assert_eq!(read(&utf16(TEXT, true)), (TEXT.into(), "UTF-16BE Guessed 0".into()));
    let japanese = "港は閉鎖されたままです。大臣は昨日そう述べた。";
    let (bytes, ..) = encoding_rs::SHIFT_JIS.encode(japanese);
    assert_eq!(read(&bytes), (japanese.into(), "Shift_JIS Guessed 0".into()));
    let russian = "Порт останется закрытым, сказал вчера министр обороны.";
    let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
    assert_eq!(read(&bytes), (russian.into(), "windows-1251 Guessed 0".into()));
    assert_eq!(read(TEXT.as_bytes()), (TEXT.into(), "UTF-8 Valid 0".into()));
}

#[test]
fn utf_8_with_a_few_slips_stays_utf_8() {
    let mut bytes = TEXT.as_bytes().to_vec();
    bytes.extend(b" A slip: \xe9! And at the end \xe2\x80");
    let (text, encoded) = read(&bytes);
    assert_eq!(encoded, "UTF-8 Valid 2");
    assert_eq!(text, format!("{TEXT} A slip: \u{fffd}! And at the end \u{fffd}"));
    let first = [b"A slip: \xe9! ".as_slice(), TEXT.as_bytes()].concat();
    assert_eq!(read(&first).1, "UTF-8 Valid 1");
}

#[test]
fn escapes_tell_iso_2022_jp_wherever_they_come() {
    // 港 and に.
    let bytes = b"The \x1b$B9A$K\x1b(B stays.".to_vec();
    let text = "The 港に stays.";
    assert_eq!(read(&bytes), (text.into(), "ISO-2022-JP Guessed 0".into()));
    for drip in 1..9 {
        assert_eq!(decoded(&bytes, None, drip).0, text);
    }
    let late = [&b"The ferry left. ".repeat(20_000)[..], &bytes].concat();
    assert!(read(&late).0.ends_with(text));
    // Colours of a terminal, and a lone escape at the end, are none.
    for plain in ["\u{1b}[31mred\u{1b}[0m", "end \u{1b}", "\u{1b}$", "\u{1b}(B"] {
        assert_eq!(read(plain.as_bytes()), (plain.into(), "UTF-8 Valid 0".into()));
    }
}

#[test]
fn what_the_user_says_holds() {
    let text = |bytes: &[u8], given| decoded(bytes, Some(given), usize::MAX);
    let (read, encoded) = text(b"\xe9t\xe9", encoding_rs::WINDOWS_1251);
    assert_eq!((&*read, encoded.known), ("йtй", Known::Given));
    let (read, encoded) = text(b"caf\xe9", UTF_8);
    assert_eq!((&*read, encoded.replaced), ("caf\u{fffd}", 1));
}

#[test]
fn what_the_user_says_leaves_utf_8_as_it_is() {
    let told = |bytes: &[u8], given: &'static Encoding| {
        let (text, encoded) = decoded(bytes, Some(given), usize::MAX);
        (text, format!("{} {:?} {}", encoded.name, encoded.known, encoded.replaced))
    };
    let windows = encoding_rs::WINDOWS_1252;
    let (bytes, ..) = windows.encode(TEXT);
    assert_eq!(told(&bytes, windows), (TEXT.into(), "windows-1252 Given 0".into()));
    assert_eq!(told(TEXT.as_bytes(), windows), (TEXT.into(), "UTF-8 Despite 0".into()));
    assert_eq!(told(b"We wait.", windows), ("We wait.".into(), "windows-1252 Given 0".into()));
    let slip = [b"A slip: \xe9! ".as_slice(), TEXT.as_bytes()].concat();
    assert_eq!(told(&slip, windows), (format!("A slip: \u{fffd}! {TEXT}"), "UTF-8 Despite 1".into()));
    // An escape is a character like others.
    assert_eq!(told(b"\x1b$B9A$K", windows).0, "\u{1b}$B9A$K");
    // A declaration stands behind what the user says.
    let page = Decoded::new(Box::new(&bytes[..]), Some(windows)).or_declared(Some(encoding_rs::WINDOWS_1251));
    assert_eq!(std::io::read_to_string(page).expect("UTF-8"), TEXT);
}

#[test]
fn what_the_user_says_holds_from_the_first_character_on() {
    // Its first character would be one in UTF-8 too.
    let (bytes, ..) = encoding_rs::GBK.encode("战争封锁港口");
    let start = std::str::from_utf8(&bytes[..2]).map(str::len);
    let (text, encoded) = decoded(&bytes, Some(encoding_rs::GBK), usize::MAX);
    assert_eq!((start, &*text, encoded.known), (Ok(2), "战争封锁港口", Known::Given));
}

#[test]
fn what_is_not_utf_8_behind_a_megabyte_that_is_is_what_the_user_says() {
    let windows = encoding_rs::WINDOWS_1252;
    let many = "é".repeat(LOOK);
    let late = [many.as_bytes(), &b"\xe9 ".repeat(LOOK)].concat();
    let (text, encoded) = decoded(&late, Some(windows), usize::MAX);
    assert_eq!(encoded.known, Known::Despite, "too few to be more than slips");
    assert!(text.starts_with(&many));
    let later = [many.as_bytes(), &b"\xe9".repeat(3 * LOOK)].concat();
    let (text, encoded) = decoded(&later, Some(windows), usize::MAX);
    assert_eq!((encoded.name, encoded.known), ("windows-1252", Known::Given));
    assert!(text.ends_with("éé"));
}

#[test]
fn a_legacy_file_whose_first_accent_comes_late_is_read_right() {
    let text = format!("{}{TEXT}", "The ferry left at noon. ".repeat(20_000));
    let (bytes, ..) = encoding_rs::WINDOWS_1252.encode(&text);
    assert_eq!(read(&bytes), (text, "windows-1252 Guessed 0".into()));
}

proptest! {
    #[test]
    fn any_split_into_reads_gives_the_same_text(bytes in prop::collection::vec(any::<u8>(), 0..200), drip in 1usize..9) {
        prop_assert_eq!(decoded(&bytes, None, drip), decoded(&bytes, None, usize::MAX));
    }

    #[test]
    fn any_split_gives_the_same_text_where_the_user_says_what_it_is(bytes in prop::collection::vec(any::<u8>(), 0..200), drip in 1usize..9) {
        for given in [encoding_rs::WINDOWS_1252, encoding_rs::GBK, encoding_rs::SHIFT_JIS] {
            prop_assert_eq!(decoded(&bytes, Some(given), drip), decoded(&bytes, Some(given), usize::MAX));
        }
    }

    #[test]
    fn what_is_utf_8_is_never_changed(text in "\\PC*", drip in 1usize..9) {
        let marked = text.starts_with('\u{feff}');
        prop_assume!(!marked && zeros(text.as_bytes()).is_none());
        prop_assert_eq!(decoded(text.as_bytes(), None, drip).0, text);
    }
}
