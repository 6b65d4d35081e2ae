//! The command line as users type it, and the README's own commands.
