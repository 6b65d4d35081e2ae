//! `rhetor lexicon check`: what an editor wants to know before committing.

use super::super::{Failure, color, print};
use super::find;
use anstream::eprintln;
use anstyle::Style;
use rhetor::error::Problem;
use rhetor::lexicon::{builtin, check};
use rhetor::report::terminal::many;
use std::fmt::Write;

/// Look for rows that cannot be read or never win, examples that fail, and more
#[derive(clap::Args, Debug)]
#[command(after_help = color::EXAMPLES_CHECK)]
pub(super) struct Args {
    /// Names, folders or CSV files [default: all built-in lexicons]
    lexicons: Vec<String>,
    /// Warnings make it fail too
    #[arg(long)]
    strict: bool,
}

pub(super) fn run(args: &Args) -> Result<bool, Failure> {
    let all: Vec<String> = builtin::NAMES.iter().map(|n| (*n).to_string()).collect();
    let mut clean = true;
    let mut out = String::new();
    for name in if args.lexicons.is_empty() { &all } else { &args.lexicons } {
        let (lexicon, mut errors) = find(name);
        let lexicon = lexicon.map_err(Failure::Usage)?;
        errors.extend(check::check(&lexicon));
        let warnings = check::warnings(&lexicon);
        for (severity, style, problems) in
            [("error", color::ERROR, &errors), ("warning", color::WARNING, &warnings)]
        {
            tell(severity, style, problems);
        }
        clean &= errors.is_empty() && (warnings.is_empty() || !args.strict);
        let count =
            |problems: &[Problem], what| (!problems.is_empty()).then(|| many(problems.len() as u64, what));
        let said: Vec<String> =
            count(&errors, "error").into_iter().chain(count(&warnings, "warning")).collect();
        let _ = writeln!(
            out,
            "{}: {}, {}: {}",
            lexicon.name,
            many(lexicon.entries.len() as u64, "row"),
            many(lexicon.examples.len() as u64, "example"),
            if said.is_empty() { "ok".into() } else { said.join(", ") }
        );
    }
    print(&out)?;
    Ok(clean)
}

fn tell(severity: &str, style: Style, problems: &[Problem]) {
    let (on, off) = (style.render(), style.render_reset());
    for problem in problems {
        eprintln!("{}: {on}{severity}:{off} {}", problem.place, problem.kind);
        if let Some(help) = problem.kind.help() {
            eprintln!("  help: {help}");
        }
    }
}
