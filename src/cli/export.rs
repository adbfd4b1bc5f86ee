//! `rejoinder export`: moving out.

use std::fs;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::archive::{self, Contents};
use crate::cli::{block_on, open_site, print, require_site};
use crate::clock::Clock;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::exports;
use crate::exports::wxr::Reader;
use crate::storage::Storage;

/// The shortest passphrase, in characters.
const SHORTEST: usize = 8;

/// Arguments of `export`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
Without --full, the export has what readers can see: articles, sections, tags, authors and approved comments, and no
address. Pictures are named by their addresses. The default format is JSON Lines, which `rejoinder import jsonl` reads
into any site; wxr is for WordPress (Tools, Import, WordPress), disqus for Disqus (Generic WXR), isso a database that Isso
serves, static a folder with a JSON file for each article.

With --full the file has everything, sealed to the passphrase: articles, comments and pictures, accounts, addresses and
their keys, revisions, decisions and the log, rules, settings and what the filter has learned. It is written from one
snapshot while others post, and put back by `rejoinder restore`, on either engine. docs/exporting.md describes the
format.

Examples:
  rejoinder export > site.jsonl
  rejoinder export --format wxr --out site.xml
  rejoinder export --format static --out site/
  rejoinder export --full --passphrase-file secret.txt --out site.rjb
  rejoinder export --full --passphrase-file secret.txt | ssh other 'cat > site.rjb'")]
pub(super) struct Args {
    /// Everything, sealed to the passphrase in --passphrase-file
    #[arg(long, requires = "passphrase_file")]
    full: bool,
    /// A file with the passphrase: its first line
    #[arg(long, value_name = "FILE", requires = "full")]
    passphrase_file: Option<PathBuf>,
    /// The form of an export without --full
    #[arg(long, value_enum, default_value = "jsonl", conflicts_with = "full")]
    format: Format,
    /// The file to write, or the folder for static; if omitted, standard output. An existing file is not overwritten.
    #[arg(long, value_name = "FILE", required_if_eq_any = [("format", "isso"), ("format", "static")])]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// One JSON object a line
    Jsonl,
    /// WordPress's own
    Wxr,
    /// Threads and comments for Disqus's import
    Disqus,
    /// A database of Isso
    Isso,
    /// A folder with a JSON file for each article
    Static,
}

/// Writes the export.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    match &args.passphrase_file {
        Some(passphrase_file) => full(&args, passphrase_file, &config),
        None => public(&args, config),
    }
}

fn public(args: &Args, config: Config) -> Result<()> {
    // What the desk has set counts, and old tables are migrated.
    let app = open_site(config)?;
    let config = app.settings();
    let write = |out: &mut dyn io::Write| match args.format {
        Format::Wxr => exports::wxr::write(&config, Reader::WordPress, out),
        Format::Disqus => exports::wxr::write(&config, Reader::Disqus, out),
        Format::Jsonl => exports::jsonl::write(&config, out),
        Format::Isso | Format::Static => {
            Err(Error::invalid("out", "required", "Name the file or the folder with --out"))
        }
    };
    let counts = match &args.out {
        Some(file) if args.format == Format::Isso => exports::isso::write(&config, file)?,
        Some(folder) if args.format == Format::Static => exports::pages::write(&config, folder)?,
        None => {
            let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
            write(&mut out).and_then(|counts| {
                out.flush().map_err(Error::internal)?;
                Ok(counts)
            })?
        }
        Some(file) => archive::write_new(file, 0o666, |mut out| {
            let counts = write(&mut out)?;
            Ok((out, counts))
        })?,
    };
    say(args, &format!("Wrote articles: {}, comments: {}", counts.articles, counts.comments))
}

/// Says it where it does not stand in the export.
fn say(args: &Args, words: &str) -> Result<()> {
    match args.out {
        Some(_) => print(words),
        None => {
            // Without standard error, the export is there all the same.
            let _ = writeln!(io::stderr(), "{words}");
            Ok(())
        }
    }
}

fn full(args: &Args, file: &Path, config: &Config) -> Result<()> {
    require_site(config)?;
    let now = Clock::System.now();
    let contents = Contents { passphrase: Some(passphrase(file)?), keys: true, files: true };
    let storage = Storage::open(&config.media)?;
    let mut read = |group: &str, name: &str| block_on(storage.get(group, name));
    let summary = match &args.out {
        Some(out) => archive::write_file(config, &contents, out, &mut read, now)?,
        None => {
            let out = BufWriter::with_capacity(1 << 18, io::stdout().lock());
            let (mut out, summary) = archive::write(config, &contents, out, &mut read, now)?;
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
    say(args, &said)
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
