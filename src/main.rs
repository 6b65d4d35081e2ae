//! The command line: run, print the error, choose the exit code.

mod cli;

/// A document is many small things, made by one thread and freed by another: the system's own
/// allocator takes a sixth of a run.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
