//! `rejoinder token`: API tokens.

use crate::config::Config;
use crate::error::{Error, Result};

/// Arguments of `token`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Create a token and show it, this once
    #[command(after_long_help = "\
A token may do what its scopes say and never more than its user. Only a hash of it is kept.

Examples:
  rejoinder token create --user ana@example.org --scope comments:moderate
  rejoinder token create --user ana@example.org --scope articles:write --expires-days 7 --json")]
    Create {
        /// The e-mail address of the account it speaks for
        #[arg(long, value_name = "EMAIL")]
        user: String,
        /// What it may do; may be given again and again, or several with commas between
        #[arg(long, required = true, value_delimiter = ',')]
        scope: Vec<String>,
        /// Days until it ends
        #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u32).range(1..=3650))]
        expires_days: u32,
        /// Print a JSON object with "token"
        #[arg(long)]
        json: bool,
    },
    /// List the tokens that have not been revoked; the tokens themselves cannot be shown again
    #[command(
        after_long_help = "Examples:\n  rejoinder token list\n  rejoinder token list --user ana@example.org --json"
    )]
    List {
        /// Only those of the account with this e-mail address
        #[arg(long, value_name = "EMAIL")]
        user: Option<String>,
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// End a token at once
    #[command(after_long_help = "Examples:\n  rejoinder token revoke 7")]
    Revoke {
        /// The number that `token list` shows
        id: i64,
    },
}

/// Creates, lists or revokes.
pub(super) fn run(_args: Args, _config: Config) -> Result<()> {
    Err(Error::internal("not wired yet"))
}
