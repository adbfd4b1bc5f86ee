//! `rejoinder config`: checks and shows the configuration.

use crate::cli::{Failure, print, print_json};
use crate::config::{Config, ConfigErrors, Flags, Problem, Setting};
use crate::error::{Error, Result};
use crate::site::theme_check;

/// Arguments of `config`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check the configuration: exit code 0, or 2 and every fault with its remedy
    #[command(after_long_help = "\
Examples:
  rejoinder config check --config /etc/rejoinder.toml
  rejoinder config check --set comments.min_interval=0")]
    Check,
    /// Print every setting with its value and origin; passwords are masked
    #[command(after_long_help = "\
Examples:
  rejoinder config show
  rejoinder config show --config /etc/rejoinder.toml --json")]
    Show {
        /// Print a JSON array of { key, value, origin }
        #[arg(long)]
        json: bool,
    },
}

/// Reads only the configuration; it opens no database and no port.
pub(super) fn run(args: Args, flags: &Flags) -> Result<(), Failure> {
    let (config, settings) = Config::explain(flags)?;
    match args.command {
        Command::Check => {
            let faults = theme_check::check(&config);
            if !faults.is_empty() {
                const KEY: &str = "theme.folder";
                let setting = settings.iter().find(|setting| setting.key == KEY);
                let problem = |fault| Problem {
                    key: KEY.to_owned(),
                    origin: setting.map(|setting| setting.origin.clone()).unwrap_or_default(),
                    fault,
                    remedy: "Correct it; readers would see the built-in part instead".to_owned(),
                    range: None,
                };
                return Err(ConfigErrors(faults.into_iter().map(problem).collect()).into());
            }
            for warning in config.warnings() {
                print(&format!("warning: {warning}"))?;
            }
            print("The configuration is valid.")?;
        }
        Command::Show { json: true } => print_json(&settings)?,
        Command::Show { json: false } => {
            for setting in &settings {
                print(&line(setting)?)?;
            }
        }
    }
    Ok(())
}

/// The setting as a line of TOML.
fn line(setting: &Setting) -> Result<String> {
    let Setting { key, value, origin } = setting;
    if value.is_null() {
        return Ok(format!("# {key} is not set"));
    }
    let value = toml::Value::try_from(value).map_err(Error::internal)?;
    Ok(format!("{key} = {value}  # {origin}"))
}
