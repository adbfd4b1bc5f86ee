//! Backups that prove themselves: an archive of the whole site, which is restored into a database of its own and
//! compared before it counts.
//!
//! The worker makes one when it is due. Only one of several workers does: it takes the task for a few minutes and
//! renews that until it is done. What came of it is one value of the settings ([`State`]), which the metrics, `/ready`,
//! the doctor and the desk show.

mod retention;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use crate::archive::{self, Contents, Summary};
use crate::audit::chain::Keys;
use crate::audit::verify;
use crate::clock::Time;
use crate::config::{self, BackupPlace, DatabaseUrl, Startup};
use crate::db::{Connection, Db, dialect};
use crate::error::{Error, Result};
use crate::queue::{self, Job};
use crate::settings;
use crate::storage::Storage;
use crate::storage::bucket::Bucket;
use crate::vault::{self, Vault};

use retention::Retention;

/// The setting with the [`State`].
const STATE: &str = "backup_state";
/// The key of the lock under which the task is taken.
const TAKING: &[u8] = b"\0backup";
/// How long the task is taken for, unless that is renewed.
const LEASE: Duration = Duration::from_secs(300);
/// How often that is renewed.
pub const RENEWAL: Duration = Duration::from_secs(60);
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(900);
/// The ends of the names of finished files.
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

/// The last backup that was proven.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proven {
    /// The name of its file.
    pub file: String,
    /// When it was begun: it has what was stored until then.
    pub at: Time,
    /// Its length.
    pub bytes: u64,
    /// How long it took to restore it.
    pub restore_seconds: f64,
}

/// The last attempt, if it failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failed {
    /// When.
    pub at: Time,
    /// Why.
    pub why: String,
}

/// What is known of the site's backups.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The last one that was proven.
    pub proven: Option<Proven>,
    /// The last attempt, if it failed.
    pub failed: Option<Failed>,
    /// Since when backups are due: the first look at the schedule.
    since: Option<Time>,
    /// Until when a worker has taken the task.
    taken_until: Option<Time>,
    /// When to try again after a failure.
    next: Option<Time>,
    /// When the admins were told that no backup was proven for too long; `None` once there is one.
    #[serde(default)]
    told: Option<Time>,
}

impl State {
    /// Reads it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn read(conn: &mut Connection) -> Result<State> {
        let stored = settings::get(conn, STATE)?;
        Ok(stored.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
    }

    fn write(&self, conn: &mut Connection) -> Result<()> {
        settings::set(conn, STATE, &serde_json::to_string(self).map_err(Error::internal)?)
    }

    /// Whether the last proven one is older than two of the intervals `every`.
    pub fn is_overdue(&self, every: Option<Duration>, now: Time) -> bool {
        let last = self.proven.as_ref().map(|proven| proven.at).max(self.since);
        every.zip(last).is_some_and(|(every, last)| now.since(last) > every * 2)
    }

    /// When the admins were told that it is overdue, unless a backup has been proven since.
    pub fn told_overdue_at(&self) -> Option<Time> {
        self.told
    }

    fn is_due(&self, every: Duration, now: Time) -> bool {
        let rests = |until: Option<Time>| until.is_some_and(|until| until > now);
        let is_fresh = self.proven.as_ref().is_some_and(|proven| now.since(proven.at) < every);
        !is_fresh && !rests(self.taken_until) && !rests(self.next)
    }
}

/// Writes a backup to `place`, restores it from there and compares. The file is there in any case, and its name is
/// final only when all of it is stored.
///
/// It blocks, for minutes on a large site.
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
            fs::remove_file(&first)
                .map_err(|cause| Error::internal(format!("{}: {cause}", first.display())))?;
            runtime.block_on(bucket.download(&name, &again))?;
            (written, again, Some(copies))
        }
    };
    let bytes = fs::metadata(&file)
        .map_err(|cause| Error::internal(format!("{}: {cause}", file.display())))?
        .len();
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
    fs::create_dir_all(folder)
        .map_err(|cause| Error::internal(format!("{}: {cause}", folder.display())))?;
    let random = u64::from_be_bytes(vault::random()?);
    let copy = folder.join(format!("fetched-{random:016x}"));
    let fetched = runtime()?.block_on(Bucket::for_large_files(&bucket)?.download(name, &copy));
    match fetched {
        Ok(()) => Ok(copy),
        Err(error) => {
            if copy.exists() {
                fs::remove_file(&copy)
                    .map_err(|cause| Error::internal(format!("{}: {cause}", copy.display())))?;
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
            let known = fs::metadata(&file)
                .map_err(|cause| Error::internal(format!("{}: {cause}", file.display())))?;
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
    let io = |cause: std::io::Error| Error::internal(format!("{}: {cause}", folder.display()));
    fs::create_dir_all(folder).map_err(io)?;
    let (unfinished, file) = (folder.join(format!(".{name}.part")), folder.join(name));
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
        let folder = within.join(format!("scratch-{random:016x}"));
        fs::create_dir_all(&folder)
            .map_err(|cause| Error::internal(format!("{}: {cause}", folder.display())))?;
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

/// Takes the task if a backup is due and nobody else has taken it.
///
/// # Errors
/// Those of the database.
pub async fn claim(db: &Db, every: Duration, now: Time) -> Result<bool> {
    // Nothing is written while nothing is due.
    let present = db.read(State::read).await?;
    if present.since.is_some() && !present.is_due(every, now) {
        return Ok(false);
    }
    db.write(move |conn| {
        dialect::serialize_on(conn, TAKING)?;
        let mut state = State::read(conn)?;
        state.since.get_or_insert(now);
        let is_due = state.is_due(every, now);
        if is_due {
            state.taken_until = Some(now.plus(LEASE));
        }
        state.write(conn)?;
        Ok(is_due)
    })
    .await
}

/// Has the admins mailed once when the last proven backup is overdue, and once when there is a new one.
///
/// # Errors
/// Those of the database.
pub async fn note_overdue(db: &Db, every: Duration, now: Time) -> Result<()> {
    let changes = move |state: &State| state.is_overdue(Some(every), now) != state.told.is_some();
    if !changes(&db.read(State::read).await?) {
        return Ok(());
    }
    db.write(move |conn| {
        dialect::serialize_on(conn, TAKING)?;
        let mut state = State::read(conn)?;
        if !changes(&state) {
            return Ok(());
        }
        let at = now.micros();
        let job = match state.told.take() {
            None => {
                state.told = Some(now);
                Job::BackupsOverdue { at }
            }
            Some(_) => Job::BackupsBack { at },
        };
        state.write(conn)?;
        queue::enqueue(conn, job, now)
    })
    .await
}

/// Keeps the task while it runs.
///
/// # Errors
/// Those of the database.
pub async fn renew(db: &Db, now: Time) -> Result<()> {
    change(db, move |state| state.taken_until = Some(now.plus(LEASE))).await
}

/// Records what came of a backup that was begun at `begun`, and removes those that need not be kept any more if it is
/// proven. The task is free again.
///
/// # Errors
/// Those of the database and of the folder.
pub async fn record(
    db: &Db,
    settings: &config::Backup,
    made: &Result<Made>,
    begun: Time,
    now: Time,
) -> Result<()> {
    let outcome = match made {
        Ok(made) if made.proven => Ok(Proven {
            file: file_name(&made.file),
            at: begun,
            bytes: made.bytes,
            restore_seconds: made.restore_seconds,
        }),
        Ok(made) => Err(made.fault.clone().unwrap_or_default()),
        Err(error) => Err(error.to_string()),
    };
    let is_proven = outcome.is_ok();
    change(db, move |state| {
        state.taken_until = None;
        match &outcome {
            Ok(proven) => {
                (state.proven, state.failed, state.next) = (Some(proven.clone()), None, None);
            }
            Err(why) => {
                state.failed = Some(Failed { at: now, why: why.clone() });
                state.next = Some(now.plus(PAUSE));
            }
        }
    })
    .await?;
    if is_proven {
        thin_out(settings).await?;
    }
    Ok(())
}

async fn change(db: &Db, change: impl Fn(&mut State) + Send + 'static) -> Result<()> {
    db.write(move |conn| {
        dialect::serialize_on(conn, TAKING)?;
        let mut state = State::read(conn)?;
        change(&mut state);
        state.write(conn)
    })
    .await
}

fn file_name(path: &str) -> String {
    let name = Path::new(path).file_name().and_then(|name| name.to_str());
    name.unwrap_or(path).to_owned()
}

/// Removes the backups at the configured place that the settings do not keep. Other files stay.
async fn thin_out(settings: &config::Backup) -> Result<()> {
    match &settings.place {
        BackupPlace::Folder(folder) => {
            let io = |cause| Error::internal(format!("{}: {cause}", folder.display()));
            let mut names = Vec::new();
            for entry in fs::read_dir(folder).map_err(io)? {
                names.extend(entry.map_err(io)?.file_name().into_string().ok());
            }
            for name in outdated(settings, names) {
                fs::remove_file(folder.join(&name)).map_err(io)?;
                tracing::info!(name, "an old backup was removed");
            }
        }
        BackupPlace::Bucket(bucket) => {
            let bucket = Bucket::for_large_files(bucket)?;
            for name in outdated(settings, bucket.names().await?) {
                bucket.delete(&name).await?;
                tracing::info!(name, "an old backup was removed");
            }
        }
    }
    Ok(())
}

/// Those of these names that are backups and need not be kept.
fn outdated(settings: &config::Backup, names: Vec<String>) -> Vec<String> {
    let files: Vec<(Time, String)> =
        names.into_iter().filter_map(|name| Some((time_of(&name)?, name))).collect();
    let times: Vec<Time> = files.iter().map(|(time, _)| *time).collect();
    let retention =
        Retention { newest: settings.keep, days: settings.keep_days, weeks: settings.keep_weeks };
    let kept = retention.kept(&times);
    files.into_iter().filter(|(time, _)| !kept.contains(time)).map(|(_, name)| name).collect()
}

/// The time in the name of a backup: `rejoinder-20261129T030000Z.rjb`.
fn time_of(name: &str) -> Option<Time> {
    let digits = name.strip_prefix("rejoinder-")?.strip_suffix(ENDING)?;
    let (date, time) = digits.strip_suffix('Z')?.split_once('T')?;
    if date.len() != 8 || time.len() != 6 || !date.is_ascii() || !time.is_ascii() {
        return None;
    }
    let (year, month, day) = (&date[..4], &date[4..6], &date[6..]);
    let (hour, minute, second) = (&time[..2], &time[2..4], &time[4..]);
    Time::parse(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}Z"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_read_from_the_name_of_a_backup_and_of_nothing_else() {
        let time = Time::parse("2026-11-29T03:04:05Z");
        assert_eq!(time_of("rejoinder-20261129T030405Z.rjb"), time);
        for other in
            ["site.rjb", "rejoinder-20261129T030405Z.rjb.gz", "rejoinder-2026é129T030405Z.rjb"]
        {
            assert_eq!(time_of(other), None, "{other}");
        }
    }

    #[test]
    fn a_backup_is_due_after_its_interval_and_overdue_after_two() {
        let (day, now) = (crate::clock::DAY, Time::from_micros(1_800_000_000_000_000));
        let mut state = State { since: Some(now), ..State::default() };
        assert!(state.is_due(day, now) && !state.is_overdue(Some(day), now));
        assert!(state.is_overdue(Some(day), now.plus(day * 2 + RENEWAL)));
        assert!(!state.is_overdue(None, now.plus(day * 9)));
        state.taken_until = Some(now.plus(LEASE));
        assert!(!state.is_due(day, now) && state.is_due(day, now.plus(LEASE)));
        let proven = Proven { file: String::new(), at: now, bytes: 1, restore_seconds: 0.1 };
        state = State { proven: Some(proven), ..State::default() };
        assert!(!state.is_due(day, now.plus(day / 2)) && state.is_due(day, now.plus(day)));
        assert!(!state.is_overdue(Some(day), now.plus(day)));
    }
}
