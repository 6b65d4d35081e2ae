//! A fault of this program in one article must not lose the run.
//!
//! Nothing here makes a fault good: it is reported as a problem with its place in the source,
//! and the article is left out.

use super::Kind;
use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::path::Path;
use std::sync::Once;

thread_local! {
    /// Whether a fault on this thread will be reported, and need not be printed.
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Does something; where it panics, what was said and where. What it was changing then is in
/// no known state: the caller must throw it away.
///
/// # Errors
/// [`Kind::Panicked`] where it did.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, Kind> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let others = take_hook();
        set_hook(Box::new(move |info| if CATCHING.get() { note(info) } else { others(info) }));
    });
    let outer = CATCHING.replace(true);
    let done = catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(outer);
    done.map_err(|_| Kind::Panicked(SAID.take().unwrap_or_default()))
}

fn note(info: &PanicHookInfo<'_>) {
    let said = info.payload();
    let what = said.downcast_ref::<&str>().copied().or(said.downcast_ref::<String>().map(String::as_str));
    let what = what.unwrap_or("no message").to_string();
    let place = info.location().map(|at| format!(" at {}:{}", short(at.file()), at.line()));
    SAID.set(Some(what + &place.unwrap_or_default()));
}

/// The end of a source's path: where it was built says nothing to the reader.
fn short(file: &str) -> String {
    let mut parts: Vec<_> = Path::new(file).iter().map(|part| part.to_string_lossy()).collect();
    let last = parts.iter().rposition(|part| part == "src").unwrap_or(0);
    parts.drain(..last.saturating_sub(usize::from(last > 0 && Path::new(file).is_absolute())));
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_a_problem_with_a_place() {
        let none: Vec<u8> = Vec::new();
        let Err(Kind::Panicked(said)) = caught(|| none[none.len()]) else { panic!("it was no fault") };
        assert!(said.contains("out of bounds") && said.contains(" at src/error/caught.rs:"), "{said}");
        assert_eq!(caught(|| 3), Ok(3));
    }

    #[test]
    fn a_source_is_named_without_the_folders_of_whoever_built_it() {
        assert_eq!(short("src/text/words.rs"), "src/text/words.rs");
        assert_eq!(short("/home/me/csv-1.4.0/src/reader.rs"), "csv-1.4.0/src/reader.rs");
        assert_eq!(short("/rustc/0/library/core/src/str/mod.rs"), "core/src/str/mod.rs");
    }
}
