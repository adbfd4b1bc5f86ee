//! `rejoinder openapi`: the description of the JSON API.

use crate::api;
use crate::error::{Error, Result};

/// Arguments of `openapi`: none.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The same document is served at /api/v1/openapi.json. No configuration is read.

Examples:
  rejoinder openapi > openapi.json")]
pub(super) struct Args {}

/// Prints the document as JSON.
pub(super) fn run(_args: Args) -> Result<()> {
    let document = api::document().to_pretty_json().map_err(Error::internal)?;
    super::print(&document)
}
