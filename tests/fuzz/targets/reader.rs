//! Readers of articles, from bytes to documents. `RHETOR_FORMAT` names one; without it the
//! format is told from the content.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rhetor::ingest::Reader;
use std::io::Cursor;

fuzz_target!(|data: &[u8]| {
    let reader = Reader::new(&["-".into()], Box::new(Cursor::new(data.to_vec())));
    for made in reader.articles() {
        match made {
            Ok((document, _)) => assert!(document.text.is_char_boundary(document.body)),
            Err(problem) => drop(problem.kind.to_string()),
        }
    }
});
