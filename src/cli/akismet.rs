//! `rejoinder akismet`: tests the connection to Akismet.

use crate::cli::{block_on, print};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::screening::akismet::Akismet;

/// Arguments of `akismet`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Check with Akismet that akismet.key is valid for this site; no comment is sent
    #[command(after_long_help = "\
Examples:
  rejoinder akismet verify
  rejoinder akismet verify --config /etc/rejoinder.toml")]
    Verify,
}

/// Verifies the key. It opens neither database nor key file.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let Command::Verify = args.command;
    let Some(akismet) = Akismet::new(&config)? else {
        return Err(Error::invalid(
            "akismet.key",
            "required",
            "Akismet is off: set akismet.key to switch it on",
        ));
    };
    match block_on(async { Ok(akismet.verify().await) })? {
        Ok(()) => print(&format!("The key is valid for {}.", config.server.base_url)),
        Err((fault, help)) => {
            let help = help.map(|help| format!(" ({help})")).unwrap_or_default();
            Err(Error::internal(format!(
                "Akismet {}{help}. Until this is resolved, comments are held.",
                fault.words()
            )))
        }
    }
}
