//! SQLite: one thread writes and commits whatever somebody waits for as one group; a few threads
//! read; one copies the write-ahead log into the database.
//!
//! Group commit is what makes a durable write cheap: an fsync costs the same for one row as for a
//! hundred. A batch runs optimistically, all tasks in one transaction; if one fails, everything is
//! rolled back and run once more with a savepoint around each task, so that one reader's duplicate
//! does not undo a neighbour's comment.

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use diesel::connection::{
    AnsiTransactionManager, Connection as _, SimpleConnection, TransactionManager,
};
use diesel::result::QueryResult;
use diesel::sql_types::BigInt;
use diesel::{QueryableByName, RunQueryDsl as _, SqliteConnection};

use super::failure::storage_away;
use super::pool::{Pool, Ran, Shared, Task};
use super::{Connection, Engine, RETRY_AFTER, SigningKey};
use crate::error::{Error, Result};

/// How many tasks one commit takes at most. Measured: beyond 128 the commit no longer gets cheaper
/// per task, while the first of the batch waits longer.
const BATCH: usize = 128;

/// WAL with FULL means that a commit is on disk before it is answered. The timeout is for other
/// processes on the same file (the command line, a separate worker); inside this one only a single
/// thread writes.
const PRAGMAS: &str = "PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
    PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = FAST;";
/// The writer meets pages all over the file, because keyed hashes fall anywhere: in kibibytes, what
/// it may keep of them in memory. In pages of the log, which stays on disk at that size: when the
/// writer itself copies what the thread that does so (below) has left, because only between two of
/// its transactions can the log begin anew while it writes on.
const WRITING: &str = "PRAGMA cache_size = -16384; PRAGMA wal_autocheckpoint = 12000;";
/// Pages of the log from which on they are copied into the database. That writes each page once
/// however often it changed, so rarer copies write less.
const CHECKPOINT: i64 = 4_000;
/// How long to wait after a commit before the log is looked at.
const CHECKPOINT_REST: Duration = Duration::from_millis(100);
const READING: &str = "PRAGMA mmap_size = 268435456; PRAGMA query_only = ON;";

type Transactions = AnsiTransactionManager;

/// A database file, and the key for the audit log on connections to it.
#[derive(Clone)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) signing_key: Option<SigningKey>,
}

pub(super) fn writer(file: &File, queue: usize) -> Result<Pool> {
    let pool = Pool::new(queue);
    let mut conn = open_writing(file)?;
    let (committed, commits) = mpsc::sync_channel(1);
    let mut copying = open(&file.path)?;
    pool.spawn("db-checkpoints".into(), move |_| copy_log(&mut copying, &commits))?;
    let file = file.clone();
    pool.spawn("db-writer".into(), move |shared| {
        while let Some(batch) = shared.take(BATCH) {
            let mut after = write_together(&mut conn, batch);
            loop {
                if after.broken {
                    reopen(&mut conn, &file, open_writing);
                }
                if after.rest.is_empty() {
                    break;
                }
                // Each round answers at least one task or all of them, so this ends.
                after = write_one_by_one(&mut conn, after.rest);
            }
            // Full: the other thread knows already. Gone: the writer copies the log.
            let _ = committed.try_send(());
        }
    })?;
    Ok(pool)
}

/// Copies the log into the database beside the writer until that one is gone. A commit that does so
/// itself takes some fifteen milliseconds longer, and whoever waits for it.
fn copy_log(conn: &mut Connection, commits: &mpsc::Receiver<()>) {
    #[derive(QueryableByName)]
    struct Log {
        #[diesel(sql_type = BigInt)]
        log: i64,
        #[diesel(sql_type = BigInt)]
        checkpointed: i64,
    }
    let mut look = |mode: &str| -> Result<i64> {
        let log: Log = diesel::sql_query(format!("PRAGMA wal_checkpoint({mode})"))
            .get_result(sqlite(conn)?)?;
        Ok(log.log - log.checkpointed)
    };
    let mut well = true;
    while commits.recv().is_ok() {
        std::thread::sleep(CHECKPOINT_REST);
        let copied = look("NOOP")
            .and_then(|left| if left < CHECKPOINT { Ok(left) } else { look("PASSIVE") });
        if let Err(error) = &copied
            && well
        {
            tracing::warn!(%error, "the database's log cannot be copied beside the writer, which does it then");
        }
        well = copied.is_ok();
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

/// Fails unless the file can be written. A file that may only be read is opened without an error,
/// and in WAL mode even a transaction for writing begins; only a write tells.
pub(super) fn prove_writable(conn: &mut Connection, file: &Path) -> Result<()> {
    let written = sqlite(conn)?
        .batch_execute("BEGIN IMMEDIATE; CREATE TABLE proof (written INTEGER); ROLLBACK");
    written.map_err(|cause| unusable(file, &cause))
}

fn unusable(file: &Path, cause: &diesel::result::Error) -> Error {
    Error::internal(format!(
        "cannot use the database {}: {cause}; let the user that runs this program write the file and its \
         folder, or name another file with database.url",
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
    while let Some(tasks) = shared.take(1) {
        for mut task in tasks {
            let outcome = begin(conn, "BEGIN").map(|()| task.run(conn));
            match outcome {
                // A panic may have left a statement half way; the connection is not used again.
                Ok(Ran::Panicked) => reopen(conn, file, open_reading),
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

/// What one try of a batch leaves to do.
struct After {
    /// The connection is in an unknown state and must be replaced.
    broken: bool,
    /// Tasks that were neither committed nor answered.
    rest: Vec<Box<dyn Task>>,
}

impl After {
    fn done(ended: &Result<()>) -> After {
        After { broken: ended.is_err(), rest: Vec::new() }
    }
}

/// The first try: all tasks in one transaction, no savepoints.
fn write_together(conn: &mut Connection, mut batch: Vec<Box<dyn Task>>) -> After {
    if let Err(error) = begin(conn, "BEGIN IMMEDIATE") {
        tracing::error!(%error, "the database takes no writes");
        refuse(batch);
        return After { broken: true, rest: Vec::new() };
    }
    for n in 0..batch.len() {
        match batch[n].run(conn) {
            Ran::Well => {}
            Ran::Failed => {
                let ended = rollback(conn);
                if batch.len() == 1 {
                    answer(batch);
                    return After::done(&ended);
                }
                return After { broken: ended.is_err(), rest: batch };
            }
            Ran::Panicked => {
                batch.remove(n).answer(None);
                return After { broken: true, rest: batch };
            }
        }
    }
    commit(conn, batch)
}

/// The second try of a batch in which something failed: the same single commit, a savepoint around
/// each task.
fn write_one_by_one(conn: &mut Connection, batch: Vec<Box<dyn Task>>) -> After {
    if let Err(error) = begin(conn, "BEGIN IMMEDIATE") {
        tracing::error!(%error, "the database takes no writes");
        refuse(batch);
        return After { broken: true, rest: Vec::new() };
    }
    let mut ready = Vec::with_capacity(batch.len());
    let mut tasks = batch.into_iter();
    while let Some(mut task) = tasks.next() {
        let ended = match savepoint(conn).map(|()| task.run(conn)) {
            Ok(Ran::Well) => release(conn),
            // SQLite may have given up the whole transaction by itself; there is no savepoint to go
            // back to.
            Ok(Ran::Failed) if task.failure().is_some_and(storage_away) => Err(unavailable()),
            Ok(Ran::Failed) => rollback(conn),
            Ok(Ran::Panicked) => {
                task.answer(None);
                ready.extend(tasks);
                return After { broken: true, rest: ready };
            }
            Err(error) => Err(error),
        };
        ready.push(task);
        if let Err(error) = ended {
            tracing::error!(%error, "the database takes no writes");
            refuse(ready);
            refuse(tasks);
            return After { broken: true, rest: Vec::new() };
        }
    }
    commit(conn, ready)
}

fn commit(conn: &mut Connection, batch: Vec<Box<dyn Task>>) -> After {
    match sqlite(conn).and_then(|c| ours(Transactions::commit_transaction(c))) {
        Ok(()) => {
            answer(batch);
            After::done(&Ok(()))
        }
        Err(error) => {
            tracing::error!(%error, "the database did not commit");
            refuse(batch);
            After { broken: true, rest: Vec::new() }
        }
    }
}

fn answer(batch: Vec<Box<dyn Task>>) {
    for task in batch {
        task.answer(None);
    }
}

fn refuse(batch: impl IntoIterator<Item = Box<dyn Task>>) {
    for task in batch {
        task.answer(Some(unavailable()));
    }
}

fn unavailable() -> Error {
    Error::Unavailable { retry_after: RETRY_AFTER }
}

fn reopen(conn: &mut Connection, file: &File, open: fn(&File) -> Result<Connection>) {
    match open(file) {
        Ok(fresh) => *conn = fresh,
        // The next BEGIN fails on the old connection and brings us here again.
        Err(error) => tracing::error!(%error, "the database cannot be opened again"),
    }
}

fn begin(conn: &mut Connection, statement: &str) -> Result<()> {
    let conn = sqlite(conn)?;
    ours(Transactions::begin_transaction_sql(conn, statement))
}

fn savepoint(conn: &mut Connection) -> Result<()> {
    ours(Transactions::begin_transaction(sqlite(conn)?))
}

fn release(conn: &mut Connection) -> Result<()> {
    ours(Transactions::commit_transaction(sqlite(conn)?))
}

/// Ends the innermost transaction or savepoint without a trace.
fn rollback(conn: &mut Connection) -> Result<()> {
    ours(Transactions::rollback_transaction(sqlite(conn)?))
}

fn ours(result: QueryResult<()>) -> Result<()> {
    result.map_err(Error::from)
}

fn sqlite(conn: &mut Connection) -> Result<&mut SqliteConnection> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => Ok(conn),
        Engine::Postgres(_) => Err(Error::internal("a PostgreSQL connection in SQLite's pool")),
    }
}
