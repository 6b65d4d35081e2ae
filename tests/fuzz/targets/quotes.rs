//! The quote finder: every quotation lies in the text, on character boundaries, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rhetor::quote;
use rhetor::text::{Parsed, Vocabulary};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let mut vocabulary = Vocabulary::default();
    let parsed = Parsed::new(&text, &mut vocabulary);
    for quote in quote::find(&parsed, &vocabulary) {
        for span in quote.pieces.iter().chain([&quote.span]) {
            assert!(text.get(span.start..span.end).is_some(), "{span:?}");
        }
    }
});
