//! Backups that prove themselves: an archive of the whole site, which is restored into a database of its own and
//! compared before it counts.
//!
//! The worker makes one when it is due. Only one of several workers does: it has the task by a lease of a few minutes,
//! which it renews until the backup is done. The result is one value of the settings ([`schedule::State`]), which the
//! metrics, `/ready`, the doctor and the desk show.

pub mod left_over;
mod retention;
pub mod schedule;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use serde::Serialize;

use crate::archive::{self, Contents, Summary};
use crate::audit::chain::Keys;
use crate::audit::verify;
use crate::clock::Time;
use crate::config::{self, BackupPlace, DatabaseUrl, Startup};
use crate::db::Db;
use crate::error::{Error, Result};
use crate::storage::Storage;
use crate::storage::bucket::Bucket;
use crate::vault::{self, Vault};

/// The end of the name of each finished file.
const ENDING: &str = ".rjb";

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Made {
    /// The file.
    pub file: String,
    /// Its length.
    pub bytes: u64,
    /// Whether it was restored into another database and nothing was different.
    pub proven: bool,
    /// How long that took.
    pub restore_seconds: f64,
    /// Why it is not proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
    /// The hash of its content.
    pub content: String,
    /// The number of its rows.
    pub rows: u64,
    /// The number of pictures' files in it.
    pub files: u64,
}

/// Writes a backup to `place`, restores it from there and compares. The file is there in any case, and its name is
/// final only when all of it is stored.
///
/// What backups that were killed have left is removed first. It blocks, for minutes on a large site.
///
/// # Errors
/// If it cannot be written. A failure to restore it is in the result.
pub fn make(
    config: &Startup,
    storage: &Storage,
    vault: &Vault,
    place: &BackupPlace,
    now: Time,
) -> Result<Made> {
    let runtime = runtime()?;
    let settings = &config.backup;
    left_over::remove(&config.data.folder, place, now);
    let contents = Contents {
        passphrase: settings.passphrase.clone(),
        keys: settings.keys,
        files: settings.media,
    };
    let name = format!("rejoinder-{}{ENDING}", now.utc().strftime("%Y%m%dT%H%M%SZ"));
    let mut read = |group: &str, name: &str| runtime.block_on(storage.get(group, name));
    let mut write = |file: &Path| archive::write_file(config, &contents, file, &mut read, now);
    // What is compared is what the place gives back, so the copy of a bucket's file is a new one.
    let (written, file, _copies) = match place {
        BackupPlace::Folder(folder) => {
            let (written, file) = write_into(folder, &name, &mut write)?;
            (written, file, None)
        }
        BackupPlace::Bucket(settings) => {
            let bucket = Bucket::for_large_files(settings)?;
            let copies = Scratch::new(&config.data.folder)?;
            let (first, again) = (copies.0.join(&name), copies.0.join(format!("again-{name}")));
            let written = write(&first)?;
            runtime.block_on(bucket.upload(&name, &first))?;
            fs::remove_file(&first).map_err(Error::of_file(&first))?;
            runtime.block_on(bucket.download(&name, &again))?;
            (written, again, Some(copies))
        }
    };
    let bytes = fs::metadata(&file).map_err(Error::of_file(&file))?.len();
    let begun = Instant::now();
    let fault = prove(config, vault, &runtime, &file, &written, now).err();
    Ok(Made {
        file: format!("{place}/{name}"),
        bytes,
        proven: fault.is_none(),
        restore_seconds: begun.elapsed().as_secs_f64(),
        fault: fault.map(|fault| fault.to_string()),
        content: written.content.clone(),
        rows: written.rows.values().sum(),
        files: written.files,
    })
}

/// Whether a place is the configured one, in which old backups are removed, also if its path is written otherwise.
pub fn is_configured(settings: &config::Backup, place: &BackupPlace) -> bool {
    match (&settings.place, place) {
        (BackupPlace::Folder(one), BackupPlace::Folder(other)) => {
            one == other
                || one
                    .canonicalize()
                    .is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
        }
        (one, other) => one.to_string() == other.to_string(),
    }
}

/// The file of a name such as `s3://BUCKET/PREFIX/NAME`, as a copy in `folder` that only its owner may read.
///
/// # Errors
/// If it is not there, or the service fails.
pub fn fetch(settings: &config::Backup, url: &str, folder: &Path) -> Result<PathBuf> {
    let (place, name) = url.rsplit_once('/').unwrap_or((url, ""));
    let place =
        settings.place_at(place).map_err(|fault| Error::internal(format!("{url}: {fault}")))?;
    let BackupPlace::Bucket(bucket) = place else {
        return Err(Error::internal(format!("{url} is in no bucket")));
    };
    fs::create_dir_all(folder).map_err(Error::of_file(folder))?;
    let random = u64::from_be_bytes(vault::random()?);
    let copy = folder.join(format!("{}{random:016x}", left_over::FETCHED));
    let fetched = runtime()?.block_on(Bucket::for_large_files(&bucket)?.download(name, &copy));
    match fetched {
        Ok(()) => Ok(copy),
        Err(error) => {
            if copy.exists() {
                fs::remove_file(&copy).map_err(Error::of_file(&copy))?;
            }
            Err(match error {
                Error::NotFound => Error::internal(format!("there is no {url}")),
                other => other,
            })
        }
    }
}

/// Whether a backup that was proven is still there, with the same length, and, in a folder, can be read to its end.
///
/// # Errors
/// What is wrong with it.
pub async fn check_kept(settings: &config::Backup, name: &str, bytes: u64) -> Result<()> {
    let has_length = |length: u64| match length == bytes {
        true => Ok(()),
        false => Err(Error::internal(format!("{name} has {length} bytes, and had {bytes}"))),
    };
    match &settings.place {
        BackupPlace::Folder(folder) => {
            let (file, passphrase) = (folder.join(name), settings.passphrase.clone());
            let known = fs::metadata(&file).map_err(Error::of_file(&file))?;
            has_length(known.len())?;
            // It reads and hashes all of it.
            let read = move || archive::verify(&file, passphrase.as_ref()).map(drop);
            tokio::task::spawn_blocking(read).await.map_err(Error::internal)?
        }
        BackupPlace::Bucket(bucket) => match Bucket::for_large_files(bucket)?.size(name).await {
            Err(Error::NotFound) => {
                Err(Error::internal(format!("{name} is not in the bucket any more")))
            }
            found => has_length(found?),
        },
    }
}

fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(Error::internal)
}

/// Writes a file whose name is final only when all of it is on the disk.
fn write_into(
    folder: &Path,
    name: &str,
    write: &mut dyn FnMut(&Path) -> Result<Summary>,
) -> Result<(Summary, PathBuf)> {
    let io = Error::of_file(folder);
    fs::create_dir_all(folder).map_err(io)?;
    let (unfinished, file) = (folder.join(left_over::unfinished(name)), folder.join(name));
    // A crash leaves one, and its name may come again.
    if unfinished.exists() {
        fs::remove_file(&unfinished).map_err(io)?;
    }
    let written = write(&unfinished)?;
    fs::rename(&unfinished, &file).map_err(io)?;
    fs::File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)?;
    Ok((written, file))
}

/// Reads the file, restores it, compares every row with those that were read from the site, and verifies the log.
fn prove(
    config: &Startup,
    vault: &Vault,
    runtime: &tokio::runtime::Runtime,
    file: &Path,
    written: &Summary,
    now: Time,
) -> Result<()> {
    let passphrase = config.backup.passphrase.as_ref();
    let verified = archive::verify(file, passphrase)?;
    if (&verified.rows, &verified.content, verified.files)
        != (&written.rows, &written.content, written.files)
    {
        return Err(Error::internal("the file does not have what was read from the site"));
    }
    let scratch = Scratch::new(&config.data.folder)?;
    let database = scratch.0.join("restored.db");
    archive::restore_into_scratch(&database, file, passphrase, &verified)?;
    let keys = Keys::of(vault);
    let restored = config::Database {
        url: DatabaseUrl::Sqlite(database),
        direct_url: None,
        readers: 1,
        ..config.database.clone()
    };
    let db = Db::open(&restored, Some(keys.line))?;
    let verdict = runtime.block_on(verify::verify(&db, keys, now));
    db.close();
    let verdict = verdict?;
    match verdict.broken {
        None => Ok(()),
        Some(fault) => Err(Error::internal(format!("the log has a fault: {}", fault.detail))),
    }
}

/// A folder that is removed with everything in it.
struct Scratch(PathBuf);

impl Scratch {
    fn new(within: &Path) -> Result<Scratch> {
        let random = u64::from_be_bytes(vault::random()?);
        let folder = within.join(format!("{}{random:016x}", left_over::SCRATCH));
        fs::create_dir_all(&folder).map_err(Error::of_file(&folder))?;
        Ok(Scratch(folder))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "a folder could not be removed");
        }
    }
}
