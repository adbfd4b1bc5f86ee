//! `rejoinder setup`: creates the first admin without a browser.

use super::{password, staff};
use crate::accounts;
use crate::accounts::model::Role;
use crate::config::Config;
use crate::error::Result;

/// Arguments of `setup`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Works only while there is no admin; after that use `rejoinder user add`. A password has 12 to 128
characters. Without --password-stdin it is prompted for at the terminal.

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

/// Creates the first admin.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let Args { email, name, password_stdin } = args;
    let password = password::read(password_stdin)?;
    let admin = accounts::parse(&config.site.title, &email, &name, Ok(Role::Admin), &password)?;
    staff::with_new_site(config, async move |app, now| {
        let hash = app.passwords.hash(password).await?;
        let row = accounts::prepare(&app.vault, &admin, hash, now)?;
        let made = app.db.write(move |conn| accounts::set_up(conn, &row)).await?;
        super::print(&format!(
            "{} is now the admin. Sign in at {}/desk",
            made.name, app.config.server.base_url
        ))
    })
}
