//! `rejoinder user`: the accounts of the staff.

use crate::config::Config;
use crate::error::{Error, Result};

/// The roles, in the words of the API.
const ROLES: [&str; 4] = ["admin", "editor", "moderator", "author"];

/// Arguments of `user`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Add an account
    #[command(after_long_help = "\
A password has 12 to 128 characters. Without --password-stdin it is asked for at the terminal.

Examples:
  rejoinder user add --email bo@example.org --name Bo --role moderator
  pass show bo | rejoinder user add --email bo@example.org --name Bo --role author --password-stdin")]
    Add {
        /// The e-mail address, used to sign in
        #[arg(long)]
        email: String,
        /// The name, as colleagues and, for an author, readers see it
        #[arg(long)]
        name: String,
        /// What the account may do
        #[arg(long, value_parser = ROLES)]
        role: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all accounts
    #[command(after_long_help = "Examples:\n  rejoinder user list\n  rejoinder user list --json")]
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// End an account's sessions and tokens and let it sign in no more
    #[command(after_long_help = "Examples:\n  rejoinder user disable --email bo@example.org")]
    Disable {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
    },
    /// Let a disabled account sign in again
    #[command(after_long_help = "Examples:\n  rejoinder user enable --email bo@example.org")]
    Enable {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
    },
    /// Change what an account may do
    #[command(after_long_help = "Examples:\n  rejoinder user role --email bo@example.org --role editor")]
    Role {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
        /// What it may do from now on
        #[arg(long, value_parser = ROLES)]
        role: String,
    },
    /// Set a new password and end the account's sessions
    #[command(after_long_help = "\
A password has 12 to 128 characters. Without --password-stdin it is asked for at the terminal.

Examples:
  rejoinder user password --email bo@example.org
  pass show bo | rejoinder user password --email bo@example.org --password-stdin")]
    Password {
        /// The account's e-mail address
        #[arg(long)]
        email: String,
        /// Read the password from the first line of standard input
        #[arg(long)]
        password_stdin: bool,
    },
}

/// Does what the subcommand says to one account, or lists them all.
pub(super) fn run(_args: Args, _config: Config) -> Result<()> {
    Err(Error::internal("not wired yet"))
}
