//! `rhetor man`: the manual, as `man` reads it.

use super::{Cli, Failure, print};
use clap::CommandFactory;
use rhetor::error::{Error, Kind, Place};
use std::path::{Path, PathBuf};

/// Print the manual page of the program, or of one command
#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// Which command, such as `score` or `lexicon check` [default: the program]
    command: Vec<String>,
    /// Write the pages of all commands into this folder
    #[arg(short, long, value_name = "DIR", conflicts_with = "command")]
    output: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let mut program = Cli::command().disable_help_subcommand(true);
    program.build();
    if let Some(folder) = &args.output {
        std::fs::create_dir_all(folder).map_err(|e| Error::io(folder.display().to_string(), &e))?;
        return all(&program, "", folder);
    }
    let mut command = &program;
    let mut name = String::from("rhetor");
    for word in &args.command {
        command = command.find_subcommand(word).ok_or_else(|| {
            let known: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_string()).collect();
            let kind = Kind::NoCommand(word.clone(), known);
            Failure::Usage(Error::at(Place::file(name.clone()), kind))
        })?;
        name = format!("{name}-{}", command.get_name());
    }
    print(&page(command, &name).map_err(Failure::stdout)?)
}

fn page(command: &clap::Command, name: &str) -> std::io::Result<String> {
    let mut text = Vec::new();
    // No date: the same version has the same pages.
    clap_mangen::Man::new(command.clone()).title(name).date("").render(&mut text)?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

/// Writes `rhetor.1`, `rhetor-score.1` and so on.
fn all(command: &clap::Command, above: &str, folder: &Path) -> Result<(), Failure> {
    let name = if above.is_empty() {
        command.get_name().to_string()
    } else {
        format!("{above}-{}", command.get_name())
    };
    let path = folder.join(format!("{name}.1"));
    let written = page(command, &name).and_then(|text| std::fs::write(&path, text));
    written.map_err(|e| Error::io(path.display().to_string(), &e))?;
    command.get_subcommands().try_for_each(|below| all(below, &name, folder))
}
