//! Dictionaries of other tools: read as what they look like and as each format, written back
//! in each. The first byte chooses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rhetor::lexicon::exchange::{self, FORMATS};

fuzz_target!(|data: &[u8]| {
    let Some((first, data)) = data.split_first() else { return };
    let from = FORMATS.get(usize::from(*first) % (FORMATS.len() + 1));
    let how = exchange::How { name: "fuzz", from, exact: false };
    let imported = exchange::from_bytes(data, "fuzz", how);
    if let Ok(lexicon) = imported.lexicon {
        for format in FORMATS {
            let _ = exchange::write(&lexicon, format);
        }
    }
});
