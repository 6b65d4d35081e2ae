//! The command line: run, print the error, choose the exit code.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
