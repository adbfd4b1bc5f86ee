//! `rejoinder setup`: the first admin, for those without a browser.

use crate::config::Config;
use crate::error::{Error, Result};

/// Arguments of `setup`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Works once, while there is no admin yet; afterwards use `rejoinder user add`. A password has 12 to
128 characters. Without --password-stdin it is asked for at the terminal.

Examples:
  rejoinder setup --email ana@example.org --name Ana
  pass show rejoinder | rejoinder setup --email ana@example.org --name Ana --password-stdin")]
pub(super) struct Args {
    /// The admin's e-mail address, used to sign in
    #[arg(long)]
    email: String,
    /// The admin's name, as colleagues see it
    #[arg(long)]
    name: String,
    /// Read the password from the first line of standard input
    #[arg(long)]
    password_stdin: bool,
}

/// Makes the first admin.
pub(super) fn run(_args: Args, _config: Config) -> Result<()> {
    Err(Error::internal("not wired yet"))
}
