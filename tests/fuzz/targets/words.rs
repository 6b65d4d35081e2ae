//! The tokenizer: every token lies in the text, on character boundaries, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rhetor::text::{Parsed, Vocabulary};

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let parsed = Parsed::new(&text, &mut Vocabulary::default());
    let mut end = 0;
    for at in 0..parsed.tokens.len() {
        let span = parsed.tokens[at].span();
        assert!(span.start >= end && text.get(span.start..span.end).is_some());
        end = span.end;
        let _ = (parsed.paragraph_of(at), parsed.sentence_of(at));
    }
});
