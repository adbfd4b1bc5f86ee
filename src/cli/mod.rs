//! The command line, one file per command. A command gets its own arguments and the validated
//! configuration. Its output for people or programs goes to standard output, the log and errors to
//! standard error.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong usage, configuration or input, such as a damaged file that is to be imported.

use std::borrow::Cow;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, ConfigErrors, Flags};
use crate::db;
use crate::error::{Error, Result};
use crate::logging;
use crate::traces::{self, Traces};

mod akismet;
mod article;
mod audit;
mod backup;
mod config;
mod doctor;
mod export;
mod import;
mod leaks;
mod mail;
mod mail_doctor;
mod media;
mod migrate;
mod openapi;
mod password;
mod restore;
mod retention;
mod rules;
mod screening;
mod serve;
mod setup;
mod staff;
#[cfg(test)]
mod tests;
mod token;
mod user;
mod vault;
mod worker;

/// The exit code for wrong usage, configuration or input, the same as clap's.
const WRONG_USAGE: u8 = 2;

/// The exit code of a program that a mail server has to call again later (EX_TEMPFAIL of sysexits.h). After any
/// other failure it would give the mail up.
const TRY_AGAIN: u8 = 75;

const EXAMPLES: &str = "\
Examples:
  rejoinder                                     serve on http://127.0.0.1:8080 with data in ./data
  rejoinder serve --listen 0.0.0.0:80 --config /etc/rejoinder.toml
  rejoinder user list --json
  REJOINDER__COMMENTS__POLICY=publish_all rejoinder

Configuration: flags override REJOINDER__SECTION__KEY variables, these override the file named by
--config or REJOINDER_CONFIG, and that overrides the built-in defaults. `rejoinder config show`
prints the settings in force.

Exit codes: 0 done; 1 failed; 2 wrong usage, configuration or input: a file that is damaged, missing or of another
kind changes nothing.";

/// Hosts articles, takes readers' comments, keeps their addresses private, and gives editors the
/// tools to moderate them
#[derive(Parser)]
#[command(name = "rejoinder", version, after_long_help = EXAMPLES)]
struct Cli {
    #[command(flatten)]
    flags: Flags,
    /// The command; `serve` if none is given
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the web server and the queue worker (the default)
    Serve(serve::Args),
    /// Run only the queue worker, beside `serve` with server.run_worker=false
    Worker(worker::Args),
    /// Create the first admin
    Setup(setup::Args),
    /// Add, list, disable and change the accounts of the staff
    User(user::Args),
    /// Create, list and revoke API tokens
    Token(token::Args),
    /// Add, list, publish and withdraw articles
    Article(article::Args),
    /// Upload and list pictures
    Media(media::Args),
    /// Show or remove what was kept long enough
    Retention(retention::Args),
    /// Show, rotate and protect the keys that seal addresses
    Vault(vault::Args),
    /// Move in from another system: articles, sections, authors and comments
    Import(import::Args),
    /// Move out: write the public content, or everything sealed to a passphrase
    Export(export::Args),
    /// Write a copy of the whole site, restore it elsewhere, and compare
    Backup(backup::Args),
    /// Put everything back that `export --full` or `backup` wrote
    Restore(restore::Args),
    /// Bring the database's tables up to date, or say what that would do
    Migrate(migrate::Args),
    /// Import lists of words and domains as screening rules, and list the rules
    Rules(rules::Args),
    /// Verify and export the audit log
    Audit(audit::Args),
    /// Check the installation, and repair derived data
    Doctor(doctor::Args),
    /// Check and show the configuration
    Config(config::Args),
    /// Test the mail transport, check its DNS entries, and take mail that came back
    Mail(mail::Args),
    /// Train, use and measure the spam filter on files, without a site
    Screening(screening::Args),
    /// Test the connection to Akismet, if akismet.key is set
    Akismet(akismet::Args),
    /// Print the description of the JSON API (OpenAPI 3.1)
    Openapi(openapi::Args),
}

/// Parses the command line and runs the command.
pub fn main() -> ExitCode {
    let mut matches = with_flowing_help(Cli::command()).get_matches();
    let Cli { flags, command } =
        Cli::from_arg_matches_mut(&mut matches).unwrap_or_else(|error| error.exit());
    let command = command.unwrap_or(Command::Serve(serve::Args {}));
    let is_called_by_mail_server =
        matches!(&command, Command::Mail(args) if args.is_called_by_mail_server());
    match run(&flags, command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // If standard error is closed, only the exit code reports the failure.
            let failure_shown = harmless(&format!("rejoinder: {failure}")).into_owned();
            let _ = writeln!(io::stderr(), "{failure_shown}");
            if is_called_by_mail_server { ExitCode::from(TRY_AGAIN) } else { failure.exit_code() }
        }
    }
}

/// The command with the paragraphs of its help as single lines, which clap breaks at the width of the terminal. The
/// lines of the source would be broken a second time.
fn with_flowing_help(command: clap::Command) -> clap::Command {
    let flowing = command.get_after_long_help().map(|help| flowing(&help.to_string()));
    let command = command.mut_subcommands(with_flowing_help);
    match flowing {
        Some(help) => command.after_long_help(help),
        None => command,
    }
}

/// Joins the lines of each paragraph. Indented lines (examples) and those after a colon stay.
fn flowing(help: &str) -> String {
    let mut made = String::with_capacity(help.len());
    let mut before = "";
    for line in help.lines() {
        let stays = |line: &str| line.is_empty() || line.starts_with(' ');
        if !made.is_empty() {
            let joins = !stays(line) && !stays(before) && !before.ends_with(':');
            made.push(if joins { ' ' } else { '\n' });
        }
        made.push_str(line);
        before = line;
    }
    made
}

fn run(flags: &Flags, command: Command) -> Result<(), Failure> {
    let command = match command {
        Command::Config(args) => return config::run(args, flags),
        Command::Openapi(args) => return Ok(openapi::run(args)?),
        Command::Screening(args) => return Ok(screening::run(args)?),
        command => command,
    };
    let config = Config::load(flags)?;
    // A command ends before anything could be learnt from its traces.
    let (traces, receiver) = match command {
        Command::Serve(_) | Command::Worker(_) => traces::start(&config.traces)?,
        _ => (Traces::default(), None),
    };
    logging::init(&config.log, receiver)?;
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    let database = config.database.url.to_string();
    let done = run_command(command, config);
    traces.end();
    Ok(done.map_err(|error| located(error, &database))?)
}

/// A failure of the database's storage, such as a full disk, with its place.
fn located(error: Error, database: &str) -> Error {
    let Some(cause) = db::failure::storage_fault(&error) else { return error };
    Error::internal(match db::failure::is_full(&cause) {
        true => format!(
            "{cause}: make room on the disk of the database {database} and on that of temporary files, then run this \
             again"
        ),
        false => {
            format!("the database {database} is not available: {cause}; run this again when it is")
        }
    })
}

fn run_command(command: Command, config: Config) -> Result<()> {
    match command {
        Command::Serve(args) => serve::run(args, config)?,
        Command::Worker(args) => worker::run(args, config)?,
        Command::Setup(args) => setup::run(args, config)?,
        Command::User(args) => user::run(args, config)?,
        Command::Token(args) => token::run(args, config)?,
        Command::Article(args) => article::run(args, config)?,
        Command::Media(args) => media::run(args, config)?,
        Command::Retention(args) => retention::run(args, config)?,
        Command::Vault(args) => vault::run(args, config)?,
        Command::Import(args) => import::run(args, config)?,
        Command::Export(args) => export::run(args, config)?,
        Command::Backup(args) => backup::run(args, config)?,
        Command::Restore(args) => restore::run(args, config)?,
        Command::Migrate(args) => migrate::run(args, config)?,
        Command::Rules(args) => rules::run(args, config)?,
        Command::Audit(args) => audit::run(args, config)?,
        Command::Doctor(args) => doctor::run(args, config)?,
        Command::Mail(args) => mail::run(args, config)?,
        Command::Akismet(args) => akismet::run(args, config)?,
        Command::Config(_) | Command::Openapi(_) | Command::Screening(_) => {}
    }
    Ok(())
}

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    Configuration(ConfigErrors),
    Command(Error),
}

impl Failure {
    fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Configuration(_) | Failure::Command(Error::Invalid(_)) => {
                ExitCode::from(WRONG_USAGE)
            }
            Failure::Command(_) => ExitCode::FAILURE,
        }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Configuration(errors) => errors.fmt(f),
            Failure::Command(error) => error.fmt(f),
        }
    }
}

impl From<ConfigErrors> for Failure {
    fn from(errors: ConfigErrors) -> Failure {
        Failure::Configuration(errors)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Command(error)
    }
}

/// Opens a site that exists, for a command that has nothing to do in an empty one. Where the folder or the URL is
/// mistyped, such a command would otherwise create a site with keys of its own, and `backup` prove a copy of it.
fn open_site(config: Config) -> Result<App> {
    require_site(&config)?;
    App::open(config, Clock::System)
}

/// Checks that there is a site, without creating anything.
fn require_site(config: &Config) -> Result<()> {
    if db::migrate::plan(&config.database)?.schema.is_none() {
        return Err(Error::internal(format!(
            "there is no site in the database {}: correct data.folder or database.url, or start the program once if \
             this site is new",
            config.database.url
        )));
    }
    Ok(())
}

/// Runs `work` to its end on this thread: what a command asks of the program's parts.
fn block_on<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(Error::internal)?;
    runtime.block_on(work)
}

/// Prints a line. A closed pipe (`| head`) is not a failure.
fn print(line: &str) -> Result<()> {
    match writeln!(io::stdout(), "{}", harmless(line)) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::internal(error)),
        _ => Ok(()),
    }
}

/// A text without what a terminal takes for a command: names and ids of imported files may have it.
fn harmless(text: &str) -> Cow<'_, str> {
    let is_command = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    match text.contains(is_command) {
        true => Cow::Owned(text.replace(is_command, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// Prints one JSON document on one line.
fn print_json(value: &impl serde::Serialize) -> Result<()> {
    print(&serde_json::to_string(value).map_err(Error::internal)?)
}

/// Logs only the location of a panic, because its message may contain a person's input.
fn keep_panics_private() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let thread = std::thread::current();
        tracing::error!(place, thread = thread.name().unwrap_or(""), "a panic");
    }));
}
