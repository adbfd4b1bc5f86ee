//! `rejoinder mail`: whether mail would leave.

use crate::config::Config;
use crate::error::{Error, Result};

/// Arguments of `mail`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Send one mail by the configured transport and say what became of it
    #[command(after_long_help = "\
Examples:
  rejoinder mail test --to you@example.org
  rejoinder mail test --to you@example.org --config /etc/rejoinder.toml")]
    Test {
        /// Who gets it
        #[arg(long, value_name = "ADDRESS")]
        to: String,
    },
}

/// Sends the test mail.
pub(super) fn run(_args: Args, _config: Config) -> Result<()> {
    Err(Error::internal("not wired yet"))
}
