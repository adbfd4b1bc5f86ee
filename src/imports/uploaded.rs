//! Imports that admins start at the desk: files are uploaded into the data folder, sealed while they arrive, planned by a job, and, when an
//! admin has seen the plan, imported by another one. The files are removed once they are imported or refused.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::sync::oneshot;

use crate::app::App;
use crate::clock::{DAY, Time};
use crate::db::{Connection, dialect};
use crate::error::{Error, FieldError, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ImportId, ImportUploadId};
use crate::imports::input::Source;
use crate::imports::matching::Map;
use crate::imports::model::{Progress, Unmatched, UploadState};
use crate::imports::report::{Report, why_of};
use crate::imports::store::uploaded::{self as store, NewRow, UploadRow};
use crate::imports::{self, Request, System};
use crate::queue::{self, Claimed, Job};
use crate::vault;
use crate::vault::frames::FrameWriter;
use crate::vault::stream::seal_into;

/// Bytes of all files of one upload. The command line has no limit.
pub const MOST_BYTES: u64 = 2 * GIGABYTE;
/// As people count it.
pub const GIGABYTE: u64 = 1_000_000_000;
/// Uploads in the list.
const LISTED: i64 = 20;
/// How often the progress is stored.
const PROGRESS: Duration = Duration::from_secs(2);

/// A file in the data folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    /// What the sender calls it.
    pub name: String,
    /// What it is called here.
    pub stored: String,
}

/// What was uploaded.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "the names say all")]
pub struct Upload {
    pub id: ImportUploadId,
    pub system: String,
    pub files: Vec<StoredFile>,
    pub state: UploadState,
    /// How many items are done, and of how many; 0 of 0 while nothing is known.
    pub progress: (i64, i64),
    /// The plan, or what was made.
    pub report: Option<Report>,
    /// Why it failed; empty otherwise.
    pub faults: Vec<Message>,
    /// When it was uploaded.
    pub created_at: Time,
}

/// The choices of the form, checked.
#[derive(Clone, Debug)]
pub struct Choices {
    system: System,
    unmatched: Unmatched,
    map: String,
    teach: bool,
}

impl Choices {
    /// Reads the form's fields.
    ///
    /// # Errors
    /// [`Error::Invalid`] `system`, `unmatched`, `map`.
    pub fn parse(system: &str, unmatched: &str, map: &str, teach: bool) -> Result<Choices> {
        let mut faults = Vec::new();
        let chosen = System::parse(system);
        if chosen.is_none() {
            faults.push(FieldError::new("system", "required", Message::import_choose_system()));
        }
        let left = Unmatched::parse(unmatched);
        if left.is_none() {
            faults.push(FieldError::new("unmatched", "required", Message::import_choose_system()));
        }
        if let Err(Error::Invalid(found)) = Map::parse("map", map) {
            faults.extend(found);
        }
        match (chosen, left) {
            (Some(system), Some(unmatched)) if faults.is_empty() => {
                Ok(Choices { system, unmatched, map: map.to_owned(), teach })
            }
            _ => Err(Error::Invalid(faults)),
        }
    }
}

/// A file that is arriving. It is removed unless it is kept.
#[derive(Debug)]
pub struct Arriving {
    file: StoredFile,
    path: PathBuf,
    out: FrameWriter<BufWriter<fs::File>>,
    is_kept: bool,
}

impl Arriving {
    /// A new file in the data folder, which only this account of the machine may read.
    ///
    /// # Errors
    /// If it cannot be created.
    pub fn begin(app: &App, name: &str) -> Result<Arriving> {
        let random = u64::from_be_bytes(vault::random()?);
        // The name decides nothing, but archives and databases are known by their endings in messages.
        let file = StoredFile { name: plain(name), stored: format!("{random:016x}") };
        let folder = folder(app);
        fs::create_dir_all(&folder).map_err(Error::internal)?;
        let path = folder.join(&file.stored);
        let mut options = OpenOptions::new();
        let out = options.write(true).create_new(true).mode(0o600).open(&path);
        let out = BufWriter::new(out.map_err(Error::internal)?);
        let out = seal_into(&app.vault, &row_of(&file.stored), out)?;
        Ok(Arriving { file, path, out, is_kept: false })
    }

    /// Adds a piece.
    ///
    /// # Errors
    /// If the disk refuses it.
    pub fn add(&mut self, piece: &[u8]) -> std::io::Result<()> {
        self.out.write_all(piece)
    }

    fn finish(&mut self) -> std::io::Result<()> {
        self.out.finish()?.flush()
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        if !self.is_kept
            && let Err(error) = fs::remove_file(&self.path)
        {
            tracing::warn!(%error, file = %self.path.display(), "a file could not be removed");
        }
    }
}

/// What a file is sealed for.
fn row_of(stored: &str) -> Vec<u8> {
    [b"import upload ", stored.as_bytes()].concat()
}

fn folder(app: &App) -> PathBuf {
    app.config.data.folder.join("imports")
}

/// The name of a file without its folders and without characters that no name needs.
fn plain(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// Keeps the files, and has them planned.
///
/// # Errors
/// [`Error::Invalid`] `files` without any.
pub async fn add(
    app: &App,
    by: AccountId,
    choices: Choices,
    mut arrived: Vec<Arriving>,
) -> Result<ImportUploadId> {
    if arrived.is_empty() {
        return Err(Error::invalid("files", "required", Message::import_choose()));
    }
    for arrived in &mut arrived {
        arrived.finish().map_err(Error::internal)?;
    }
    let files: Vec<StoredFile> = arrived.iter().map(|arrived| arrived.file.clone()).collect();
    let now = app.clock.now();
    let row = NewRow {
        account_id: by,
        system: choices.system.name(),
        files: serde_json::to_string(&files).map_err(Error::internal)?,
        unmatched: choices.unmatched.name(),
        map: choices.map,
        teach: i16::from(choices.teach),
        state: UploadState::Waiting,
        done: 0,
        total: 0,
        report: "",
        fault: "",
        created_at: now,
        changed_at: now,
    };
    let add = move |conn: &mut Connection| {
        let upload = store::insert(conn, &row)?;
        queue::enqueue(conn, Job::Import { upload }, now)?;
        Ok(upload)
    };
    let id = app.db.write(add).await?;
    for arrived in &mut arrived {
        arrived.is_kept = true;
    }
    app.worker_wakeup.notify_one();
    Ok(id)
}

/// The stored faults. An earlier version has stored them as a text.
fn faults_of(stored: &str) -> Vec<Message> {
    match serde_json::from_str(stored) {
        Ok(faults) => faults,
        Err(_) if stored.is_empty() => Vec::new(),
        Err(_) => vec![Message::from(stored.to_owned())],
    }
}

fn upload_of(row: UploadRow) -> Upload {
    Upload {
        id: row.id,
        system: row.system,
        files: serde_json::from_str(&row.files).unwrap_or_default(),
        state: row.state,
        progress: (row.done, row.total),
        report: serde_json::from_str(&row.report).ok(),
        faults: faults_of(&row.fault),
        created_at: row.created_at,
    }
}

/// The newest uploads.
pub fn newest(conn: &mut Connection) -> Result<Vec<Upload>> {
    Ok(store::newest(conn, LISTED)?.into_iter().map(upload_of).collect())
}

/// One upload.
///
/// # Errors
/// [`Error::NotFound`].
pub fn find(conn: &mut Connection, id: ImportUploadId) -> Result<Upload> {
    store::find(conn, id)?.map(upload_of).ok_or(Error::NotFound)
}

/// Has a planned upload imported.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] if it is not planned.
pub fn apply(conn: &mut Connection, id: ImportUploadId, now: Time) -> Result<()> {
    let (from, to) = (UploadState::Planned, UploadState::Applying);
    if !store::change_state(conn, id, &[from], to, now)? {
        return Err(in_other_state(conn, id)?);
    }
    queue::enqueue(conn, Job::Import { upload: id }, now)?;
    Ok(())
}

fn in_other_state(conn: &mut Connection, id: ImportUploadId) -> Result<Error> {
    find(conn, id)?;
    Ok(Error::Conflict { code: "state", detail: Message::import_in_other_state(), present: None })
}

/// Removes an upload that is not being imported, with its files.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::Conflict`] while it is imported.
pub async fn discard(app: &App, id: ImportUploadId) -> Result<()> {
    let upload = app
        .db
        .write(move |conn| {
            let upload = find(conn, id)?;
            if matches!(upload.state, UploadState::Waiting | UploadState::Applying) {
                return Err(in_other_state(conn, id)?);
            }
            if !store::remove(conn, id, upload.state)? {
                return Err(in_other_state(conn, id)?);
            }
            Ok(upload)
        })
        .await?;
    remove_files(app, &upload.files);
    Ok(())
}

fn remove_files(app: &App, files: &[StoredFile]) {
    for file in files {
        let path = folder(app).join(plain(&file.stored));
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => {
                tracing::warn!(%error, file = %path.display(), "a file could not be removed");
            }
        }
    }
}

/// Removes uploads of which nothing has become for a day: plans that nobody has applied, and imports whose job was given
/// up. Run once an hour.
pub async fn remove_left_over(app: &App, now: Time) -> Result<()> {
    let before = now.minus(DAY);
    let removed = app
        .db
        .write(move |conn| {
            let mut removed = Vec::new();
            for row in store::left_over(conn, before)? {
                // A job that waited or runs for a day still has its files.
                let is_used = queue::is_queued(conn, Job::Import { upload: row.id })?;
                if !is_used && store::remove(conn, row.id, row.state)? {
                    removed.push(row);
                }
            }
            Ok(removed)
        })
        .await?;
    removed.into_iter().map(upload_of).for_each(|upload| remove_files(app, &upload.files));
    remove_unknown_files(app).await
}

/// Removes files that no upload has, if they are a day old: the program was killed while one arrived, or before it could
/// remove the files of an upload that had ended.
async fn remove_unknown_files(app: &App) -> Result<()> {
    let folder = folder(app);
    let mut old = Vec::new();
    for entry in fs::read_dir(&folder).into_iter().flatten() {
        let entry = entry.map_err(Error::internal)?;
        // One that is gone meanwhile is nobody's.
        let modified = entry.metadata().and_then(|found| found.modified()).ok();
        if modified.and_then(|at| at.elapsed().ok()).is_some_and(|age| age >= DAY) {
            old.push(StoredFile {
                name: String::new(),
                stored: entry.file_name().to_string_lossy().into_owned(),
            });
        }
    }
    if old.is_empty() {
        return Ok(());
    }
    let mut known = HashSet::new();
    for files in app.db.read(store::files).await? {
        let files: Vec<StoredFile> = serde_json::from_str(&files).map_err(Error::internal)?;
        known.extend(files.into_iter().map(|file| file.stored));
    }
    old.retain(|file| !known.contains(&file.stored));
    remove_files(app, &old);
    Ok(())
}

/// The job of an upload: makes the plan, or imports.
///
/// # Errors
/// What may pass, such as a database that cannot be reached; then it is tried again.
pub async fn run(app: &Arc<App>, claimed: Claimed, id: ImportUploadId) -> Result<()> {
    let row = app.db.read(move |conn| store::find(conn, id)).await?;
    let state = row.as_ref().map(|row| row.state);
    let (Some(row), Some(state @ (UploadState::Waiting | UploadState::Applying))) = (row, state)
    else {
        return app.db.write(move |conn| queue::finish(conn, &claimed).map(drop)).await;
    };
    let is_plan = state == UploadState::Waiting;
    let files: Vec<StoredFile> = serde_json::from_str(&row.files).map_err(Error::internal)?;
    let outcome = match request(app, &row, &files, is_plan) {
        Ok(request) => in_a_thread(app, id, request).await,
        Err(error) => Err(error),
    };
    let (ended, report, fault) = match outcome {
        Ok(report) => {
            let text = serde_json::to_string(&report).map_err(Error::internal)?;
            let state = if is_plan { UploadState::Planned } else { UploadState::Done };
            (state, text, String::new())
        }
        Err(error @ (Error::Internal(_) | Error::Unavailable { .. })) => return Err(error),
        Err(error) => {
            let faults = serde_json::to_string(&messages(&error)).map_err(Error::internal)?;
            (UploadState::Failed, String::new(), faults)
        }
    };
    let now = app.clock.now();
    let end = move |conn: &mut Connection| {
        // Another worker has the job if its lease was lost, and tells how it ends.
        if !queue::finish(conn, &claimed)? {
            return Ok(false);
        }
        store::end(conn, id, (state, ended), (&report, &fault), now)
    };
    let is_stored = app.db.write(end).await?;
    if is_stored && ended != UploadState::Planned {
        remove_files(app, &files);
    }
    Ok(())
}

fn request(app: &App, row: &UploadRow, files: &[StoredFile], dry_run: bool) -> Result<Request> {
    let sources = files.iter().map(|file| {
        let path = folder(app).join(plain(&file.stored));
        // Another machine of several may have them.
        let is_here = path.is_file();
        let source = Source::Sealed { path, name: file.name.clone(), row: row_of(&file.stored) };
        is_here.then_some(source)
    });
    let Some(sources) = sources.collect::<Option<Vec<Source>>>() else {
        return Err(Error::invalid("files", "gone", Message::import_gone()));
    };
    Ok(Request {
        system: System::parse(&row.system).ok_or_else(|| Error::internal("an unknown system"))?,
        files: sources,
        dry_run,
        map: Map::parse("map", &row.map)?,
        unmatched: Unmatched::parse(&row.unmatched).unwrap_or_default(),
        uploads: None,
        teach: row.teach == 1,
        types: Vec::new(),
        upload: Some(row.id),
    })
}

/// A fault in words.
fn messages(error: &Error) -> Vec<Message> {
    match error {
        Error::Invalid(faults) => faults.iter().map(|fault| fault.detail.clone()).collect(),
        other => vec![why_of(other)],
    }
}

/// Runs the import in a thread of its own, because it parses for minutes, and stores its progress meanwhile. If the
/// program ends, so does the thread; the job then runs again, and goes on where the import was interrupted.
async fn in_a_thread(app: &Arc<App>, id: ImportUploadId, request: Request) -> Result<Report> {
    let counts = Arc::new([AtomicU64::new(0), AtomicU64::new(0)]);
    let (sender, mut ended) = oneshot::channel();
    let (own, seen) = (app.clone(), counts.clone());
    std::thread::Builder::new()
        .name("import".to_owned())
        .spawn(move || {
            let mut see = |progress: Progress| {
                let (done, total) = match progress {
                    Progress::Read(items, ..) => (items, 0),
                    Progress::Stored(done, total) => (done, total),
                };
                seen[0].store(done, Ordering::Relaxed);
                seen[1].store(total, Ordering::Relaxed);
            };
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            let outcome = match runtime {
                Ok(runtime) => runtime.block_on(imports::run(&own, &request, &mut see)),
                Err(error) => Err(Error::internal(error)),
            };
            // Nobody waits any more if the program is ending.
            let _ = sender.send(outcome);
        })
        .map_err(Error::internal)?;
    let mut ticks = tokio::time::interval(PROGRESS);
    loop {
        tokio::select! {
            outcome = &mut ended => {
                return outcome.unwrap_or_else(|_| Err(Error::internal("the import panicked")));
            }
            _ = ticks.tick() => {
                let [done, total] = [0, 1].map(|n| {
                    i64::try_from(counts[n].load(Ordering::Relaxed)).unwrap_or(i64::MAX)
                });
                let store = move |conn: &mut Connection| store::progress(conn, id, done, total);
                // The import itself goes on, and would be run a second time if this ended its job.
                if let Err(error) = app.db.write_low_priority(store).await {
                    tracing::warn!(import = %id, %error, "the progress of an import could not be stored");
                }
            }
        }
    }
}

/// Has an import undone by a job.
///
/// # Errors
/// [`Error::NotFound`] for one that does not exist or was undone.
pub async fn begin_undo(app: &App, import: ImportId) -> Result<()> {
    let known = imports::list(app).await?;
    if !known.iter().any(|it| it.id == import && (it.state != "undone" || it.is_left)) {
        return Err(Error::NotFound);
    }
    let now = app.clock.now();
    let job = Job::UndoImport { import };
    // Pressed twice is once.
    let begin = move |conn: &mut Connection| {
        dialect::serialize_on(conn, b"undo of imports")?;
        match queue::is_queued(conn, job)? {
            true => Ok(()),
            false => queue::enqueue(conn, job, now),
        }
    };
    app.db.write(begin).await?;
    app.worker_wakeup.notify_one();
    Ok(())
}

/// The job that undoes an import.
///
/// # Errors
/// What may pass; then it is tried again, and goes on.
pub async fn undo(app: &Arc<App>, claimed: Claimed, import: ImportId) -> Result<()> {
    match imports::undo::undo(app, import).await {
        // It was undone meanwhile.
        Ok(_) | Err(Error::NotFound) => {}
        Err(error) => return Err(error),
    }
    app.after_commit(Some(crate::cache::Scope::Site));
    app.db.write(move |conn| queue::finish(conn, &claimed).map(drop)).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_no_other_folder() {
        assert_eq!(plain("../../etc/passwd"), "passwd");
        assert_eq!(plain("C:\\site\\export.xml\0"), "export.xml");
        assert_eq!(plain("/"), "");
    }

    #[test]
    fn choices_are_checked_all_at_once() {
        assert!(Choices::parse("wordpress", "hold", "", false).is_ok());
        let Err(Error::Invalid(faults)) = Choices::parse("typo", "", "only one address", true)
        else {
            panic!("it was accepted");
        };
        let fields: Vec<&str> = faults.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["system", "unmatched", "map"]);
    }
}
