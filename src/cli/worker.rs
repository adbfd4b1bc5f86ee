//! `rejoinder worker`: work off the job queue without serving pages.

use crate::config::Config;
use crate::error::{Error, Result};

/// Arguments of `worker`: none but the configuration's flags.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Jobs are leased, so that several workers never do the same one at once. It needs the same
configuration and key file as `serve`. SIGTERM finishes the jobs at hand and ends with exit code 0.

Examples:
  rejoinder worker --config /etc/rejoinder.toml
  rejoinder serve --set server.run_worker=false & rejoinder worker")]
pub(super) struct Args {}

/// Works until a signal ends it.
pub(super) fn run(_args: Args, _config: Config) -> Result<()> {
    Err(Error::internal("not wired yet"))
}
