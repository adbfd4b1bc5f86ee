//! `rejoinder audit`: verifies and exports the log.

use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use super::{leaks, staff};
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
    /// Verify that the log is unchanged, or name the first faulty line
    #[command(after_long_help = "\
Every line is signed with this installation's key, and each seal is a hash over all lines before it; the
last seal is signed as well. This detects lines that were changed, removed, added or moved, and a log that
was cut off. With FILE, an exported log is verified, without the database and without a key. The exit code
is 1 if there is a fault.

Examples:
  rejoinder audit verify
  rejoinder audit verify --json
  rejoinder audit verify log-2026-11.jsonl")]
    Verify {
        /// An exported log; if omitted, the log in the database
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Print a JSON object with "ok", "entries" and "broken"
        #[arg(long)]
        json: bool,
    },
    /// Look for readers' addresses wherever the installation shows or stores something
    #[command(after_long_help = "\
It posts a comment and some faulty requests with addresses of its own to the running program, waits for the
worker, and looks for these addresses in any form (percent, HTML, JSON, base64, quoted-printable, hex, sha256) in
pages, feeds, JSON, headers, errors, metrics, mails to others that are files, the public export, a backup, the data
folder, the database with its free pages and write-ahead log, and the named files. Then it erases what it posted. For
these seconds the comment is public where comments are published at once, and moderators may get a mail about it. The
exit code is 1 if an address is found.

With --scratch it starts an installation of its own in a temporary folder (SQLite, log level trace, an import, all
pages of the desk) and searches that. With --self-test it plants a leak there, and fails unless it is found in answers,
mails, database, files, exports, backup, log and output.

Examples:
  rejoinder audit leaks --token-file token --file /var/log/rejoinder.log
  rejoinder audit leaks --scratch --json
  rejoinder audit leaks --self-test")]
    Leaks(leaks::Args),
    /// Write the log as JSON Lines, which `audit verify FILE` can verify anywhere
    #[command(after_long_help = "\
Each export adds a line to the log. Keep exports in another location: only they can reveal that the whole
database was replaced by an older copy.

Examples:
  rejoinder audit export log-2026-11.jsonl
  rejoinder audit export | gzip > log.jsonl.gz")]
    Export {
        /// The file to write; if omitted, standard output. An existing file is not overwritten.
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
    },
}

/// Runs the subcommand.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match args.command {
        Command::Verify { file: Some(file), json } => {
            let input = File::open(&file).map_err(|cause| {
                let detail = format!("{} cannot be read: {cause}", file.display());
                Error::invalid("file", "unreadable", detail)
            })?;
            print_verdict(&export::verify_file(BufReader::new(input))?, json)
        }
        Command::Verify { file: None, json } => staff::with_site(config, async move |app, now| {
            print_verdict(&verify::verify(&app.db, Keys::of(&app.vault), now).await?, json)
        }),
        Command::Leaks(args) => leaks::run(&args, config),
        Command::Export { file } => staff::with_site(config, async move |app, now| {
            let keys = Keys::of(&app.vault);
            let Some(file) = file else {
                let mut out = BufWriter::new(io::stdout());
                export::export(&app.db, keys, None, &mut out, now).await?;
                return Ok(());
            };
            // It contains internal notes of the staff, so only its owner may read it.
            let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file);
            let out = made.map_err(Error::of_file(&file))?;
            let mut out = BufWriter::new(out);
            let lines = export::export(&app.db, keys, None, &mut out, now).await?;
            out.flush().and_then(|()| out.get_ref().sync_all()).map_err(Error::of_file(&file))?;
            print(&format!("Wrote {lines} lines to {}", file.display()))
        }),
    }
}

fn print_verdict(verdict: &Verdict, json: bool) -> Result<()> {
    if json {
        print_json(verdict)?;
    }
    let Some(broken) = &verdict.broken else {
        return match json {
            true => Ok(()),
            false => print(&format!(
                "The log is intact: {} lines, the last hash is {}",
                verdict.entries, verdict.hash
            )),
        };
    };
    Err(Error::internal(format!("the log has a fault {}: {}", broken.location(), broken.detail)))
}
