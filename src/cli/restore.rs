//! `rejoinder restore`: puts a whole site back.

use std::fs::{self, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use crate::app::App;
use crate::archive::{self, Summary};
use crate::backups::{self, left_over};
use crate::cli::export::passphrase;
use crate::cli::{block_on, print, print_json};
use crate::clock::Clock;
use crate::config::{BackupPlace, Config};
use crate::error::{Error, Result};
use crate::readers::erasing;
use crate::storage::Storage;
use crate::vault;

/// Arguments of `restore`.
#[derive(Debug, clap::Args)]
#[command(after_long_help = "\
The configured database has to be empty, and no other process may use it: name a new file or a new database, or move
the old file away. The file is read to its end first; one that is damaged, altered or cut off, and a wrong
passphrase, are refused before anything is written. Then everything is stored in one transaction, read again and
compared with the file. It may have been written on the other engine, or by an older version.

If the file has no keys, those of the old installation (data/keys) must be in data.folder before. Readers whom the list
data/erased-readers names, and who are in the file because it is older, are erased again at once: put that list of the
old installation into data.folder before, too.

Examples:
  rejoinder restore backups/rejoinder-20261129T030000Z.rjb --check
  rejoinder restore s3://backups/news/rejoinder-20261129T030000Z.rjb
  rejoinder restore site.rjb --passphrase-file secret.txt
  rejoinder restore site.rjb --passphrase-file secret.txt --database-url postgres://localhost/news")]
pub(super) struct Args {
    /// The file that `export --full` or `backup` wrote, or s3://BUCKET/PREFIX/NAME
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// A file with the passphrase that it is sealed to
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
    /// Read it to its end, say what is in it, and store nothing
    #[arg(long)]
    check: bool,
    /// Print a JSON object with "rows", "files", "created_at", "content" and "erased_again"
    #[arg(long)]
    json: bool,
}

/// Verifies the file, and puts it back.
pub(super) fn run(args: Args, config: Config) -> Result<()> {
    restore_or_check(&args, &config)
}

fn restore_or_check(args: &Args, config: &Config) -> Result<()> {
    let passphrase = match &args.passphrase_file {
        Some(file) => Some(passphrase(file)?),
        None => config.backup.passphrase.clone(),
    };
    let fetched = match args.file.to_str() {
        Some(url) if url.starts_with(BackupPlace::SCHEME) => {
            Some(Spooled(backups::fetch(&config.backup, url, &config.data.folder)?))
        }
        _ => None,
    };
    let file = fetched.as_ref().map_or(args.file.as_path(), Spooled::path);
    let restored = match args.check {
        true => {
            Restored { summary: archive::verify(file, passphrase.as_ref())?, erased_again: None }
        }
        false => restore(config, file, passphrase.as_ref())?,
    };
    if args.json { print_json(&restored) } else { show(&restored) }
}

/// What was verified or put back.
#[derive(serde::Serialize)]
struct Restored {
    #[serde(flatten)]
    summary: Summary,
    /// How many readers of the list of erased ones were in the file and were erased again; `None` if it was
    /// only verified.
    #[serde(skip_serializing_if = "Option::is_none")]
    erased_again: Option<usize>,
}

/// Verifies and restores a file.
fn restore(config: &Config, file: &Path, passphrase: Option<&SecretString>) -> Result<Restored> {
    let summary = archive::verify(file, passphrase)?;
    let storage = Storage::open(&config.media)?;
    archive::restore(config, file, passphrase, &summary, &mut |group, files| {
        block_on(storage.put(group, files))
    })?;
    let app = App::open(config.clone(), Clock::System)?;
    let erased = block_on(erasing::apply_tombstones(&app));
    app.db.close();
    Ok(Restored { summary, erased_again: Some(erased?) })
}

/// The same as `rejoinder import jsonl`.
pub(super) fn run_import(
    config: &Config,
    file: &Path,
    passphrase_file: Option<&Path>,
    dry_run: bool,
    json: bool,
) -> Result<()> {
    let args = Args {
        file: file.to_owned(),
        passphrase_file: passphrase_file.map(Path::to_owned),
        check: dry_run,
        json,
    };
    restore_or_check(&args, config)
}

/// A copy of standard input that only its owner may read, removed afterwards.
pub(super) struct Spooled(PathBuf);

impl Spooled {
    pub(super) fn from_standard_input(folder: &Path) -> Result<Spooled> {
        let random = u64::from_be_bytes(vault::random()?);
        let path = folder.join(format!("{}{random:016x}", left_over::SPOOLED));
        let io = Error::of_file(&path);
        fs::create_dir_all(folder).map_err(io)?;
        let mut out =
            OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).map_err(io)?;
        let spooled = Spooled(path.clone());
        io::copy(&mut io::stdin().lock(), &mut out).map_err(io)?;
        Ok(spooled)
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0) {
            tracing::warn!(%error, file = %self.0.display(), "a file could not be removed");
        }
    }
}

fn show(Restored { summary, erased_again }: &Restored) -> Result<()> {
    let only_checked = erased_again.is_none();
    print(if only_checked { "The file is good; nothing was stored" } else { "Restored" })?;
    print(&format!(
        "  written {} by version {}, migration {}",
        summary.created_at, summary.program, summary.schema
    ))?;
    for (table, rows) in &summary.rows {
        print(&format!("  {rows:>8}  {table}"))?;
    }
    print(&format!("  {:>8}  files of pictures", summary.files))?;
    for missing in &summary.missing_files {
        print(&format!("  missing when it was written: {missing}"))?;
    }
    print(&format!("  content {}", summary.content))?;
    if let Some(count) = erased_again {
        print(&format!("  {count:>8}  erased readers who were in it and were erased again"))?;
        print(
            "The worker enters comments and articles in the searches again; check by: rejoinder doctor",
        )?;
    }
    Ok(())
}
