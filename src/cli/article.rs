//! `rejoinder article`: articles from Markdown files.

use std::path::PathBuf;

use crate::config::Config;
use crate::error::{Error, Result};
use crate::ids::ArticleId;

/// Arguments of `article`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Add an article from a Markdown file with front matter
    #[command(after_long_help = "\
The file starts with TOML between lines of three plus signs; only the title is required:

  +++
  title = \"Harbour bridge to close for repairs\"
  section = \"City\"
  tags = [\"harbour\", \"traffic\"]
  byline = \"Ana Ruiz\"
  published_at = \"2026-11-22T09:30:00Z\"
  summary = \"Three weeks without cars.\"
  path = \"/2026/11/harbour-bridge\"
  +++

  The bridge was built in **1931** …

Examples:
  rejoinder article add bridge.md
  rejoinder article add bridge.md --json")]
    Add {
        /// The Markdown file
        #[arg(value_name = "FILE.md")]
        file: PathBuf,
        /// Print a JSON object with "id" and "url"
        #[arg(long)]
        json: bool,
    },
    /// List all articles, newest first
    #[command(after_long_help = "Examples:\n  rejoinder article list\n  rejoinder article list --json")]
    List {
        /// Print a JSON array
        #[arg(long)]
        json: bool,
    },
    /// Make an article public
    #[command(after_long_help = "Examples:\n  rejoinder article publish 12")]
    Publish {
        /// The number that `article list` shows
        id: ArticleId,
    },
    /// Take an article off the site; nothing of it is deleted
    #[command(after_long_help = "Examples:\n  rejoinder article withdraw 12")]
    Withdraw {
        /// The number that `article list` shows
        id: ArticleId,
    },
}

/// Adds, lists, publishes or withdraws.
pub(super) fn run(_args: Args, _config: Config) -> Result<()> {
    Err(Error::internal("not wired yet"))
}
