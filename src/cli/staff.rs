//! Shared by the commands about staff: runs work without a server, and finds accounts by address.

use zeroize::Zeroizing;

use crate::accounts::{self, records::Member};
use crate::address::EmailAddress;
use crate::app::App;
use crate::cli::{block_on, open_site};
use crate::clock::{Clock, Time};
use crate::config::Config;
use crate::error::{Error, Result};

/// Runs `work` for a site that exists, and closes the database.
pub(super) fn with_site(
    config: Config,
    work: impl AsyncFnOnce(&App, Time) -> Result<()>,
) -> Result<()> {
    with_app(open_site(config)?, work)
}

/// As [`with_site`], but creates the site if there is none: for the commands that a new site begins with.
pub(super) fn with_new_site(
    config: Config,
    work: impl AsyncFnOnce(&App, Time) -> Result<()>,
) -> Result<()> {
    with_app(App::open(config, Clock::System)?, work)
}

fn with_app(app: App, work: impl AsyncFnOnce(&App, Time) -> Result<()>) -> Result<()> {
    let done = block_on(work(&app, app.clock.now()));
    app.db.close();
    done
}

/// The account with the address that was given on the command line.
pub(super) async fn of_address(app: &App, email: &str) -> Result<Member> {
    let email =
        EmailAddress::parse(email).map_err(|fault| Error::Invalid(vec![fault.of("email")]))?;
    let index = app.vault.index(&email.canonical());
    let found = app.db.read(move |conn| accounts::of_address(conn, &index)).await;
    found.map_err(|error| match error {
        Error::NotFound => {
            Error::invalid("email", "unknown", "There is no account with this address")
        }
        other => other,
    })
}

/// The address of an account, for lists that the operator reads.
pub(super) fn address(app: &App, member: &Member) -> Result<Zeroizing<String>> {
    accounts::open_address(&app.vault, &member.contact())
}
