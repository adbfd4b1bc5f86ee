//! `rejoinder retention`: what is kept too long, and removing it now.

use crate::cli::{block_on, open_site};
use crate::config::Config;
use crate::error::Result;
use crate::maintenance::retention::{self, Outdated};

/// Arguments of `retention`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The running program removes once an hour what was kept longer than the settings say: retention.unconfirmed_days,
retention.refused_days, retention.mail_days and comments.network_days. Held comments are never removed.

Examples:
  rejoinder retention
  rejoinder retention --json
  rejoinder retention --run")]
pub(super) struct Args {
    /// Remove it now
    #[arg(long)]
    run: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Prints what the next run would remove, or removes it.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let app = open_site(config)?;
    let found = block_on(async {
        match args.run {
            true => retention::run(&app).await,
            false => retention::preview(&app).await,
        }
    })?;
    app.db.close();
    if args.json {
        return super::print_json(&found);
    }
    let begin = if args.run { "Removed:" } else { "The next run would remove:" };
    super::print(&format!("{begin}\n{}", lines(&found)))
}

fn lines(found: &Outdated) -> String {
    let Outdated {
        unconfirmed_subscriptions,
        refused_comments,
        network_addresses,
        network_hashes,
        mail_files,
    } = found;
    format!(
        "  {unconfirmed_subscriptions} subscriptions that nobody confirmed\n  \
         {refused_comments} rejected comments and spam: text and author\n  \
         {network_addresses} truncated network addresses of comments\n  \
         {network_hashes} keyed hashes of network addresses of comments\n  \
         {mail_files} files of the mail transport `file`"
    )
}
