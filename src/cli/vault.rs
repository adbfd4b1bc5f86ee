//! `rejoinder vault`: the keys that seal addresses.

use std::sync::Arc;

use serde::Serialize;

use crate::app::App;
use crate::cli::{block_on, open_site, print, print_json};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::maintenance::resealing;
use crate::vault::key_file::KeyFile;

/// Arguments of `vault`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Print the numbers of the keys, and how many addresses a former one has sealed
    #[command(after_long_help = "\
Examples:
  rejoinder vault status
  rejoinder vault status --json")]
    Status {
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Add a key and seal all addresses with it
    #[command(after_long_help = "\
The program may go on running: readers are found by an index that does not change, and every process reads the
key file again within ten seconds, or when it meets the new key. Nodes with copies of the key file need the new
one at once: rotate on one of them with --later, and copy its file to the others. The former keys stay in the file: older backups need them, and the first one
is the root of the index. Back the key file up afterwards.

Examples:
  rejoinder vault rotate
  rejoinder vault rotate --later
  rejoinder vault rotate --json")]
    Rotate {
        /// Only add the key; the worker seals the addresses within the hour
        #[arg(long)]
        later: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
    },
    /// Encrypt the keys with the pass phrase in the file that data.passphrase_file names
    #[command(after_long_help = "\
Set data.passphrase_file for all commands and services first; after this no start works without it.

Examples:
  rejoinder vault protect --set data.passphrase_file=/etc/rejoinder/passphrase
  rejoinder vault protect --remove")]
    Protect {
        /// Write the keys without encryption again
        #[arg(long)]
        remove: bool,
    },
}

/// What the command did and found, in the form of `--json`.
#[derive(Serialize)]
struct Keys {
    /// The number of the key that seals.
    key: u32,
    /// The numbers of all keys, the newest first.
    keys: Vec<u32>,
    /// Whether a pass phrase encrypts the keys.
    protected: bool,
    /// How many addresses were sealed anew.
    #[serde(skip_serializing_if = "Option::is_none")]
    resealed: Option<usize>,
    /// How many addresses a former key has sealed.
    left: i64,
}

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Status { json } => {
            let app = open_site(config)?;
            let shown = block_on(show(&app, None, json));
            app.db.close();
            shown
        }
        Command::Rotate { later, json } => {
            let app = Arc::new(open_site(config)?);
            let rotated = block_on(rotate(&app, later, json));
            app.db.close();
            rotated
        }
        Command::Protect { remove } => protect(&config, remove),
    }
}

async fn rotate(app: &Arc<App>, later: bool, json: bool) -> Result<()> {
    resealing::add_key(app).await?;
    let resealed = if later { 0 } else { resealing::run(app).await? };
    show(app, Some(resealed), json).await
}

async fn show(app: &App, resealed: Option<usize>, json: bool) -> Result<()> {
    resealing::check_file(app).await?;
    let keys = Keys {
        key: app.vault.newest_key(),
        keys: app.vault.key_ids(),
        protected: app.vault.is_protected()?,
        resealed,
        left: resealing::left(app).await?,
    };
    if json {
        return print_json(&keys);
    }
    let all: Vec<String> = keys.keys.iter().map(ToString::to_string).collect();
    let how = if keys.protected { "encrypted with a pass phrase" } else { "not encrypted" };
    print(&format!("Key {} seals. Keys in the file, {how}: {}", keys.key, all.join(", ")))?;
    if let Some(count) = keys.resealed {
        print(&format!("{count} addresses were sealed with it. Back the key file up."))?;
    }
    match keys.left {
        0 => Ok(()),
        left => print(&format!("{left} addresses of a former key will be sealed within the hour.")),
    }
}

fn protect(config: &Config, remove: bool) -> Result<()> {
    let path = config.data.key_file();
    let file = KeyFile::new(path.clone(), config.data.passphrase_file.as_deref())?;
    if config.data.passphrase_file.is_none() {
        return Err(Error::internal(
            "data.passphrase_file is not set; set it to a file with the pass phrase",
        ));
    }
    let shown = path.display();
    if remove {
        file.protect_as(&KeyFile::plain(path.clone()))?;
        return print(&format!("The keys in {shown} are not encrypted any more."));
    }
    file.protect_as(&file)?;
    print(&format!("The keys in {shown} are encrypted with the pass phrase. Back the file up."))
}
