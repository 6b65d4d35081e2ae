//! Tables and lines that people or other runs wrote: speakers files, annotated articles.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rhetor::evaluate::{Gold, Predicted};
use rhetor::speaker::roster::Roster;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let _ = Roster::read(&text, "who.csv");
    for line in text.lines() {
        let _ = Gold::from_json(line);
        let _ = Predicted::from_json(line);
    }
});
