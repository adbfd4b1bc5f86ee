//! `rejoinder serve`: answer readers and staff.

use crate::config::Config;
use crate::error::{Error, Result};

/// Arguments of `serve`: none but the configuration's flags.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The first start makes the database, a first article and a key file, and prints a one-time link
with which the first admin is made. SIGTERM finishes what was accepted and ends with exit code 0.

Examples:
  rejoinder serve
  rejoinder serve --listen 127.0.0.1:9000 --data-folder /var/lib/rejoinder
  REJOINDER__DATABASE__URL=postgres://rejoinder:secret@localhost/rejoinder rejoinder serve")]
pub(super) struct Args {}

/// Serves until a signal ends it.
pub(super) fn run(_args: Args, _config: Config) -> Result<()> {
    Err(Error::internal("not wired yet"))
}
