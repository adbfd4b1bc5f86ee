use clap::{CommandFactory, Parser};

use super::*;

#[test]
fn the_command_line_is_well_formed() {
    Cli::command().debug_assert();
}

#[test]
fn the_help_of_a_command_is_broken_into_lines_once() {
    let help = |path: &[&str]| {
        let mut cli = with_flowing_help(Cli::command());
        cli.build();
        let mut command = &mut cli;
        for name in path {
            command = command.find_subcommand_mut(name).expect("a command");
        }
        command.render_long_help().to_string()
    };
    let worker = help(&["worker"]);
    assert!(worker.contains("It needs the same\nconfiguration and key file as"), "{worker}");
    assert!(worker.ends_with("Examples:\n  rejoinder worker --config /etc/rejoinder.toml\n  rejoinder serve --set server.run_worker=false & rejoinder worker\n"), "{worker}");
    assert!(help(&["migrate"]).contains("\"pending\", \"unknown\""));
    let add = help(&["article", "add"]);
    assert!(add.contains("\n  ---\n  title: Harbour bridge"), "{add}");
}

#[test]
fn an_id_that_is_none_says_where_to_find_it() {
    let error = Cli::try_parse_from(["rejoinder", "article", "show", "hello"])
        .err()
        .map(|error| error.to_string());
    assert!(error.is_some_and(|error| error.contains("give its number, as the list shows it")));
}

#[test]
fn every_command_has_examples() {
    fn leaves(command: &clap::Command) -> Vec<&clap::Command> {
        let inner: Vec<_> = command.get_subcommands().flat_map(leaves).collect();
        if inner.is_empty() { vec![command] } else { inner }
    }
    let cli = Cli::command();
    for command in leaves(&cli) {
        let help = command.get_after_long_help().map(ToString::to_string).unwrap_or_default();
        assert!(help.contains("Examples:\n  "), "{} has no examples", command.get_name());
    }
}

#[test]
fn flags_stand_before_or_after_the_command_and_serve_is_the_default() {
    let before = Cli::parse_from(["rejoinder", "--listen", "127.0.0.1:1", "worker"]);
    let after = Cli::parse_from([
        "rejoinder",
        "worker",
        "--listen",
        "127.0.0.1:1",
        "--set",
        "a.b=c",
        "--set",
        "d.e=f",
    ]);
    assert_eq!(before.flags.listen, after.flags.listen);
    assert_eq!(after.flags.set, ["a.b=c", "d.e=f"]);
    assert!(Cli::parse_from(["rejoinder", "--data-folder", "x"]).command.is_none());
}

#[test]
fn the_lines_that_scripts_use_parse() {
    for line in [
        "setup --email E --name N --password-stdin",
        "user add --email E --name N --role moderator --password-stdin",
        "token create --user E --scope S --scope T --json",
        "article add FILE.md --json",
        "mail test --to A",
        "screening train comments.jsonl --model M",
        "screening score - --model M --learn",
        "screening evaluate comments.jsonl --json",
        "config check",
        "openapi",
    ] {
        let words = std::iter::once("rejoinder").chain(line.split(' '));
        assert!(Cli::try_parse_from(words).is_ok(), "{line}");
    }
}

#[test]
fn wrong_usage_ends_with_two() {
    let error = Cli::try_parse_from(["rejoinder", "user", "add", "--role", "king"])
        .err()
        .expect("no such role");
    assert_eq!(error.exit_code(), 2);
    let flags = Flags { set: vec!["server.listen=nowhere".to_owned()], ..Flags::default() };
    let failure = run(&flags, Command::Serve(serve::Args {})).expect_err("a bad address");
    assert_eq!(failure.exit_code(), ExitCode::from(2));
}

#[test]
fn a_name_from_a_file_gives_a_terminal_no_commands() {
    let written = super::harmless("comment \u{1b}[31m1\u{9b}2J\r: ü\n\tx");
    assert_eq!(written, "comment \u{fffd}[31m1\u{fffd}2J\u{fffd}: ü\n\tx");
}
