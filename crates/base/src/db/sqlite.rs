//! The threads of SQLite: one writes and commits all waiting tasks as one group, a few read, and
//! one copies the write-ahead log into the database (checkpoints).
//!
//! Group commit makes durable writes cheap: an fsync costs the same for one row as for a hundred. A
//! batch first runs optimistically, with all tasks in one transaction. If a task fails, the batch
//! is rolled back and run again with a savepoint around each task, so that the duplicate comment of
//! one reader does not undo the comment of another.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use diesel::connection::{
    AnsiTransactionManager, Connection as _, SimpleConnection, TransactionManager,
};
use diesel::result::QueryResult;
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl as _, SqliteConnection};
use prometheus_client::metrics::histogram::Histogram;

use super::failure::{is_locked, is_storage_failure, unavailable};
use super::pool::{Ended, Pool, Shared, Task};
use super::{Connection, Engine, SigningKey};
use crate::error::{Error, Result};

/// The most tasks in one commit. Measured: beyond 128 the cost per task no longer falls, while the
/// first task of the batch waits longer.
const BATCH: usize = 128;

/// With WAL and FULL a commit is on disk before the caller gets its result. The timeout is for
/// other processes on the same file (the command line, a separate worker); in this process a single
/// thread writes, which waits in its own way ([`begin_writing`]).
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST;";
/// Settings of the writer. The page cache (here 16 MiB) is large, because the writer touches pages
/// all over the file: keyed hashes are random. At 12,000 pages of log the writer checkpoints
/// itself, if the checkpoint thread (below) has not kept up; only the writer can let the log
/// restart from its beginning, between two transactions. The log file keeps that size on disk.
const WRITING: &str =
    "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 12000; PRAGMA busy_timeout = 0;";
/// The number of pages in the log that starts a checkpoint. A checkpoint writes each page once,
/// however often it changed, so rarer checkpoints write less.
const CHECKPOINT: i64 = 4_000;
/// How long to wait after a commit before the size of the log is checked.
const CHECKPOINT_REST: Duration = Duration::from_millis(100);
/// How long the writer waits while another process writes.
const BUSY: Duration = Duration::from_secs(5);
/// How often it looks meanwhile. SQLite's own waiting, which is off here, looks every 100 ms in the end: beside an import
/// of the command line, which writes almost without a pause, posts waited for 3 s.
const LOOK: Duration = Duration::from_millis(1);
/// The writer's pause after a transaction that no request waits for, so that a writer in another process, which
/// looks every [`LOOK`], gets its turn.
const REST: Duration = Duration::from_millis(2);
const READING: &str = "PRAGMA mmap_size = 268435456; PRAGMA query_only = ON;";

type Transactions = AnsiTransactionManager;

/// A database file, and the key for the audit log on connections to it.
#[derive(Clone)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) signing_key: Option<SigningKey>,
}

/// The pool of the one thread that writes; `commits` gets the time of each commit, in seconds.
pub(super) fn writer(file: &File, queue: usize, commits: Histogram) -> Result<Pool> {
    let pool = Pool::with_rest(queue, REST);
    let mut conn = open_writing(file)?;
    let (committed, new_commits) = mpsc::sync_channel(1);
    let mut copying = open(&file.path)?;
    pool.spawn("db-checkpoints".into(), move |_| copy_log(&mut copying, &new_commits))?;
    let file = file.clone();
    pool.spawn("db-writer".into(), move |shared| {
        while let Some(batch) = shared.next_tasks(BATCH) {
            let mut after = write_together(&mut conn, batch, &commits);
            loop {
                if after.broken {
                    reopen(&mut conn, &file, open_writing);
                }
                if after.rest.is_empty() {
                    break;
                }
                // Each round completes at least one task, so this ends.
                after = write_one_by_one(&mut conn, after.rest, &commits);
            }
            // Full: the checkpoint thread is notified already. Disconnected: the writer
            // checkpoints.
            let _ = committed.try_send(());
        }
    })?;
    Ok(pool)
}

/// Copies the log into the database beside the writer, until the writer ends. If a commit did that
/// itself, it would take some 15 ms longer.
fn copy_log(conn: &mut Connection, commits: &mpsc::Receiver<()>) {
    #[derive(QueryableByName)]
    struct Log {
        #[diesel(sql_type = BigInt)]
        log: i64,
        #[diesel(sql_type = BigInt)]
        checkpointed: i64,
    }
    let mut checkpoint = |mode: &str| -> Result<i64> {
        let log: Log = diesel::sql_query(format!("PRAGMA wal_checkpoint({mode})"))
            .get_result(sqlite(conn)?)?;
        Ok(log.log - log.checkpointed)
    };
    let mut healthy = true;
    while commits.recv().is_ok() {
        std::thread::sleep(CHECKPOINT_REST);
        let copied = checkpoint("NOOP")
            .and_then(|left| if left < CHECKPOINT { Ok(left) } else { checkpoint("PASSIVE") });
        if let Err(error) = &copied
            && healthy
        {
            tracing::warn!(%error, "the write-ahead log cannot be copied in the background; the writer copies it");
        }
        healthy = copied.is_ok();
    }
}

pub(super) fn readers(file: &File, threads: usize, queue: usize) -> Result<Pool> {
    let pool = Pool::new(queue);
    for n in 0..threads.max(1) {
        let mut conn = open_reading(file)?;
        let file = file.clone();
        pool.spawn(format!("db-reader-{n}"), move |shared| read(&mut conn, &file, shared))?;
    }
    Ok(pool)
}

/// Opens the file for reading and writing, with the pragmas that every connection needs.
pub(super) fn open(file: &Path) -> Result<Connection> {
    let mut conn = SqliteConnection::establish(&file.to_string_lossy()).map_err(|cause| {
        Error::internal(format!("cannot open the database {}: {cause}", file.display()))
    })?;
    conn.batch_execute(PRAGMAS).map_err(|cause| unusable(file, &cause))?;
    Ok(Connection { engine: Engine::Sqlite(conn), signing_key: None })
}

/// Fails unless the file is writable. SQLite opens a read-only file without an error, and in WAL
/// mode even begins a write transaction; only a write fails.
pub(super) fn check_writable(conn: &mut Connection, file: &Path) -> Result<()> {
    let written = sqlite(conn)?
        .batch_execute("BEGIN IMMEDIATE; CREATE TABLE proof (written INTEGER); ROLLBACK");
    written.map_err(|cause| unusable(file, &cause))
}

fn unusable(file: &Path, cause: &diesel::result::Error) -> Error {
    Error::internal(format!(
        "cannot use the database {}: {cause}; give the user that runs this program write permission for \
        the file and its folder, or set database.url to another file",
        file.display()
    ))
}

fn open_writing(file: &File) -> Result<Connection> {
    let mut conn = Connection { signing_key: file.signing_key, ..open(&file.path)? };
    sqlite(&mut conn)?.batch_execute(WRITING)?;
    Ok(conn)
}

fn open_reading(file: &File) -> Result<Connection> {
    let mut conn = open(&file.path)?;
    sqlite(&mut conn)?.batch_execute(READING)?;
    Ok(conn)
}

fn read(conn: &mut Connection, file: &File, shared: &Shared) {
    while let Some(tasks) = shared.next_tasks(1) {
        for mut task in tasks {
            let outcome = begin(conn).map(|()| task.run(conn));
            match outcome {
                // A panic may have left a statement unfinished; the connection is not used again.
                Ok(Ended::Panicked) => reopen(conn, file, open_reading),
                Ok(_) => {
                    if rollback(conn).is_err() {
                        reopen(conn, file, open_reading);
                    }
                }
                Err(error) => {
                    task.answer(Some(error));
                    reopen(conn, file, open_reading);
                    continue;
                }
            }
            task.answer(None);
        }
    }
}

/// What remains to do after one attempt at a batch.
struct BatchResult {
    /// The connection is in an unknown state and must be replaced.
    broken: bool,
    /// Tasks that were neither committed nor answered; they run again.
    rest: Vec<Box<dyn Task>>,
}

impl BatchResult {
    fn done(ended: &Result<()>) -> BatchResult {
        BatchResult { broken: ended.is_err(), rest: Vec::new() }
    }
}

/// The first attempt: all tasks in one transaction, without savepoints.
fn write_together(
    conn: &mut Connection,
    mut batch: Vec<Box<dyn Task>>,
    commits: &Histogram,
) -> BatchResult {
    if let Err(error) = begin_writing(conn) {
        tracing::error!(%error, "the database refuses writes");
        refuse(batch, &error);
        return BatchResult { broken: true, rest: Vec::new() };
    }
    for n in 0..batch.len() {
        match batch[n].run(conn) {
            Ended::Succeeded => {}
            Ended::Failed => {
                let ended = rollback(conn);
                if batch.len() == 1 {
                    answer(batch);
                    return BatchResult::done(&ended);
                }
                return BatchResult { broken: ended.is_err(), rest: batch };
            }
            Ended::Panicked => {
                batch.remove(n).answer(None);
                return BatchResult { broken: true, rest: batch };
            }
        }
    }
    commit(conn, batch, commits)
}

/// The second attempt at a batch in which a task failed: still one commit, with a savepoint around
/// each task.
fn write_one_by_one(
    conn: &mut Connection,
    batch: Vec<Box<dyn Task>>,
    commits: &Histogram,
) -> BatchResult {
    if let Err(error) = begin_writing(conn) {
        tracing::error!(%error, "the database refuses writes");
        refuse(batch, &error);
        return BatchResult { broken: true, rest: Vec::new() };
    }
    let mut ready = Vec::with_capacity(batch.len());
    let mut tasks = batch.into_iter();
    while let Some(mut task) = tasks.next() {
        let ended = match savepoint(conn).map(|()| task.run(conn)) {
            Ok(Ended::Succeeded) => release(conn),
            // SQLite may have rolled back the whole transaction by itself, with all savepoints.
            Ok(Ended::Failed) => match task.failure().filter(|failure| is_storage_failure(failure))
            {
                Some(failure) => Err(unavailable(failure)),
                None => rollback(conn),
            },
            Ok(Ended::Panicked) => {
                task.answer(None);
                ready.extend(tasks);
                return BatchResult { broken: true, rest: ready };
            }
            Err(error) => Err(error),
        };
        ready.push(task);
        if let Err(error) = ended {
            tracing::error!(%error, "the database refuses writes");
            refuse(ready, &error);
            refuse(tasks, &error);
            return BatchResult { broken: true, rest: Vec::new() };
        }
    }
    commit(conn, ready, commits)
}

fn commit(conn: &mut Connection, batch: Vec<Box<dyn Task>>, commits: &Histogram) -> BatchResult {
    let begun = Instant::now();
    match sqlite(conn).and_then(|c| to_result(Transactions::commit_transaction(c))) {
        Ok(()) => {
            commits.observe(begun.elapsed().as_secs_f64());
            answer(batch);
            BatchResult::done(&Ok(()))
        }
        Err(error) => {
            tracing::error!(%error, "the database did not commit");
            refuse(batch, &error);
            BatchResult { broken: true, rest: Vec::new() }
        }
    }
}

fn answer(batch: Vec<Box<dyn Task>>) {
    for task in batch {
        task.answer(None);
    }
}

fn refuse(batch: impl IntoIterator<Item = Box<dyn Task>>, cause: &Error) {
    for task in batch {
        task.answer(Some(unavailable(cause)));
    }
}

fn reopen(conn: &mut Connection, file: &File, open: fn(&File) -> Result<Connection>) {
    match open(file) {
        Ok(fresh) => *conn = fresh,
        // The next BEGIN fails on the old connection, which leads to another attempt.
        Err(error) => tracing::error!(%error, "the database cannot be reopened"),
    }
}

/// Begins a transaction that reads.
fn begin(conn: &mut Connection) -> Result<()> {
    let conn = sqlite(conn)?;
    to_result(Transactions::begin_transaction_sql(conn, "BEGIN"))
}

/// Begins a transaction that writes, as soon as no other process does.
fn begin_writing(conn: &mut Connection) -> Result<()> {
    let conn = sqlite(conn)?;
    let since = Instant::now();
    loop {
        match to_result(Transactions::begin_transaction_sql(conn, "BEGIN IMMEDIATE")) {
            Err(cause) if is_locked(&cause) && since.elapsed() < BUSY => std::thread::sleep(LOOK),
            begun => return begun,
        }
    }
}

fn savepoint(conn: &mut Connection) -> Result<()> {
    to_result(Transactions::begin_transaction(sqlite(conn)?))
}

fn release(conn: &mut Connection) -> Result<()> {
    to_result(Transactions::commit_transaction(sqlite(conn)?))
}

/// Rolls back the innermost transaction or savepoint.
fn rollback(conn: &mut Connection) -> Result<()> {
    to_result(Transactions::rollback_transaction(sqlite(conn)?))
}

fn to_result(result: QueryResult<()>) -> Result<()> {
    result.map_err(Error::from)
}

fn sqlite(conn: &mut Connection) -> Result<&mut SqliteConnection> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => Ok(conn),
        Engine::Postgres(_) => Err(Error::internal("a PostgreSQL connection in SQLite's pool")),
    }
}
