//! Our own lexicons: a table of terms, then the pattern grammar and the matcher with it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rhetor::lexicon::load;

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let (lexicon, problems) = load::from_csv("fuzz", &text, "fuzz.csv");
    for problem in problems {
        let _ = problem.kind.to_string();
    }
    if let Ok(lexicon) = lexicon {
        let _ = lexicon.hits_in("“We will fight the enemy,” said Mira Holt; bread, flour and plums.");
        let _ = lexicon.hits_in(&text);
    }
});
