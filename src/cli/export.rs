//! `rejoinder export`: moving out.

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::archive::{self, Contents};
use crate::cli::article::block_on;
use crate::cli::print;
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::storage::Storage;

/// The shortest passphrase, in characters.
const SHORTEST: usize = 8;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
With --full the file has everything, sealed to the passphrase: articles, comments and pictures, accounts, addresses and
their keys, revisions, decisions and the log, rules, settings and what the filter has learned. It is written from one
snapshot while others post, and put back by `rejoinder restore`, on either engine. docs/exporting.md describes the
format.

Examples:
  rejoinder export --full --passphrase-file secret.txt --out site.rjb
  rejoinder export --full --passphrase-file secret.txt | ssh other 'cat > site.rjb'")]
pub(super) struct Args {
    /// Everything, sealed to the passphrase in --passphrase-file
    #[arg(long, requires = "passphrase_file")]
    full: bool,
    /// A file with the passphrase: its first line
    #[arg(long, value_name = "FILE", requires = "full")]
    passphrase_file: Option<PathBuf>,
    /// The file to write; if omitted, standard output. An existing file is not overwritten.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the export.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    let now = Clock::System.now();
    let Some(file) = &args.passphrase_file else {
        return Err(Error::invalid("full", "required", "Only --full is there yet"));
    };
    let contents = Contents { passphrase: Some(passphrase(file)?), keys: true, files: true };
    let storage = Storage::open(&config.media)?;
    let mut read = |group: &str, name: &str| block_on(storage.get(group, name));
    let summary = match &args.out {
        Some(out) => archive::write_file(&config, &contents, out, &mut read, now)?,
        None => {
            let out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
            let (mut out, summary) = archive::write(&config, &contents, out, &mut read, now)?;
            out.flush().map_err(Error::internal)?;
            summary
        }
    };
    let rows: u64 = summary.rows.values().sum();
    let said = format!(
        "Wrote {rows} rows and {} files of pictures ({} were missing); content {}",
        summary.files,
        summary.missing_files.len(),
        summary.content
    );
    match args.out {
        Some(_) => print(&said),
        None => {
            // Without standard error, the export is there all the same.
            let _ = writeln!(io::stderr(), "{said}");
            Ok(())
        }
    }
}

/// Reads a passphrase from the first line of a file.
pub(super) fn passphrase(file: &Path) -> Result<SecretString> {
    let text = fs::read_to_string(file).map_err(|cause| {
        let detail = format!("{} cannot be read: {cause}", file.display());
        Error::invalid("passphrase_file", "unreadable", detail)
    })?;
    let text = zeroize::Zeroizing::new(text);
    let line = text.lines().next().unwrap_or_default().trim();
    if line.chars().count() < SHORTEST {
        let detail = format!(
            "The first line of {} is no passphrase: it has to have {SHORTEST} characters or more",
            file.display()
        );
        return Err(Error::invalid("passphrase_file", "too_short", detail));
    }
    Ok(SecretString::from(line))
}
