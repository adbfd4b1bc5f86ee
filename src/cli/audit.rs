//! `rejoinder audit`: proving and exporting the log.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use super::staff;
use crate::audit::chain::Keys;
use crate::audit::export;
use crate::audit::verify::{self, Verdict};
use crate::cli::{print, print_json};
use crate::config::Config;
use crate::error::{Error, Result};

/// Arguments of `audit`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Prove that the log is as it was written, or name the first line that is not
    #[command(after_long_help = "\
Every line is signed with this installation's key, and each seal is a hash over all lines before it; the
last one is signed as well. What is found: lines that were changed, removed, added, moved, and an end that
was cut off. With FILE, a log that `audit export` wrote is proved, without the database and without a key.
Exit code 1 if anything is wrong.

Examples:
  rejoinder audit verify
  rejoinder audit verify --json
  rejoinder audit verify log-2026-11.jsonl")]
    Verify {
        /// An exported log; without it the one in the database
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Print a JSON object with "ok", "entries" and "broken"
        #[arg(long)]
        json: bool,
    },
    /// Write the log as JSON Lines, which `audit verify FILE` proves anywhere
    #[command(after_long_help = "\
Each export is itself a line of the log. Keep one now and then in another place: it is what shows that
somebody has put an older copy of the whole database in its place.

Examples:
  rejoinder audit export log-2026-11.jsonl
  rejoinder audit export | gzip > log.jsonl.gz")]
    Export {
        /// Where to write; standard output without it. A file that is there is not overwritten.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

/// Proves or exports.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Verify { file: Some(file), json } => {
            let input = File::open(&file).map_err(|cause| trouble(&file, &cause))?;
            tell(&export::verify_file(BufReader::new(input))?, json)
        }
        Command::Verify { file: None, json } => staff::with_app(config, async move |app, now| {
            tell(&verify::verify(&app.db, Keys::of(&app.vault), now).await?, json)
        }),
        Command::Export { file } => staff::with_app(config, async move |app, now| {
            let keys = Keys::of(&app.vault);
            let Some(file) = file else {
                let mut out = BufWriter::new(io::stdout());
                export::export(&app.db, keys, None, &mut out, now).await?;
                return Ok(());
            };
            // Notes of colleagues stand in it, so it is nobody else's to read.
            let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
            let out = made.map_err(|cause| trouble(&file, &cause))?;
            let mut out = BufWriter::new(out);
            let lines = export::export(&app.db, keys, None, &mut out, now).await?;
            out.flush()
                .and_then(|()| out.get_ref().sync_all())
                .map_err(|cause| trouble(&file, &cause))?;
            print(&format!("Wrote {lines} lines to {}", file.display()))
        }),
    }
}

fn tell(verdict: &Verdict, json: bool) -> Result<()> {
    if json {
        print_json(verdict)?;
    }
    let Some(broken) = &verdict.broken else {
        return match json {
            true => Ok(()),
            false => print(&format!(
                "The log is whole: {} lines, the last hash is {}",
                verdict.entries, verdict.hash
            )),
        };
    };
    let seal = broken.seq.map(|seq| format!("at seal {seq}")).unwrap_or_default();
    let line = broken.entry_id.map(|id| format!("line {id}")).unwrap_or_default();
    let place: Vec<&str> =
        [seal.as_str(), line.as_str()].into_iter().filter(|part| !part.is_empty()).collect();
    Err(Error::internal(format!("the log is broken {}: {}", place.join(", "), broken.detail)))
}

fn trouble(file: &Path, cause: &io::Error) -> Error {
    Error::internal(format!("{}: {cause}", file.display()))
}
