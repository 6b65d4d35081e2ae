//! The command line as users type it: `tests/cmd/*.md` and the README's own commands.

/// Every ```` ```console ```` block is run in the project's folder; its output must be as printed.
#[test]
fn the_commands_of_the_readme_and_of_tests_cmd_print_what_they_say() {
    trycmd::TestCases::new().case("README.md").case("tests/cmd/*.md");
}
