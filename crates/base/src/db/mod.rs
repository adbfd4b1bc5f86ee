//! Database access for both engines: [`Db::read`] and [`Db::write`] run a closure in one
//! transaction and return after the commit. Query bodies are written once and expanded per engine
//! by [`on!`](crate::on).
//!
//! On SQLite one thread writes, with one commit for all tasks that wait; a few threads read. On
//! PostgreSQL each thread of the pool owns one connection. Both are worker pools (`pool.rs`):
//! threads that take tasks from a bounded queue. If the queue is full, the caller gets
//! `Error::Unavailable` at once.

pub mod altered;
pub mod apart;
pub mod arrivals;
pub mod constant;
pub mod dialect;
pub mod failure;
pub mod migrate;
mod pool;
mod postgres;
pub mod replicas;
pub mod schema;
mod sqlite;
pub mod tables;
#[cfg(test)]
mod tests;

use std::sync::OnceLock;
use std::time::{Duration, Instant};

use diesel::{PgConnection, SqliteConnection};
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};

use crate::config::{Database, DatabaseUrl};
use crate::db::replicas::{Replicas, Report};
use crate::error::Result;

/// The `Retry-After` of a request that the database cannot process.
pub const RETRY_AFTER: Duration = Duration::from_secs(2);

/// An open connection, inside a transaction.
pub struct Connection {
    /// The engine's own connection; most queries reach it by [`on!`](crate::on).
    pub engine: Engine,
    /// The key that signs lines of the audit log; `None` if a tool opened this database that writes
    /// no lines. It is part of the connection, so that callers that append a line need not pass it.
    pub(crate) signing_key: Option<SigningKey>,
}

/// A connection to one of the two engines.
pub enum Engine {
    /// The embedded database.
    Sqlite(SqliteConnection),
    /// A PostgreSQL server.
    Postgres(PgConnection),
}

/// The key that signs lines of the audit log.
pub type SigningKey = [u8; 32];

/// Expands a query body once per engine: `on!(conn, |c| articles::table.find(id).first(c))`.
///
/// `conn` is a `&mut Connection`; in the body `c` is the engine's own connection, so every Diesel
/// query that both engines understand can be used as it is.
#[macro_export]
macro_rules! on {
    ($conn:expr, |$c:ident| $body:expr) => {
        match &mut $conn.engine {
            $crate::db::Engine::Sqlite($c) => $body,
            $crate::db::Engine::Postgres($c) => $body,
        }
    };
}

/// The id of the first row of a table that was created at or after an instant, or the highest id
/// plus one: `first_since!(conn, flags, since)`.
///
/// The table has the columns `id` and `created_at`, and ids grow with time, nearly always. A binary
/// search of some twenty queries on the primary key finds the row, so `created_at` needs no index.
#[macro_export]
macro_rules! first_since {
    ($conn:expr, $table:ident, $since:expr) => {{
        use diesel::prelude::*;
        let newest: Option<i64> = $crate::on!(&mut *$conn, |c| $table::table
            .select(diesel::dsl::max($table::id))
            .first(c))?;
        $crate::db::bisect(newest.unwrap_or(0), |from| {
            let row: Option<(i64, $crate::clock::Time)> =
                $crate::on!(&mut *$conn, |c| $table::table
                    .filter($table::id.ge(from))
                    .order($table::id)
                    .select(($table::id, $table::created_at))
                    .first(c)
                    .optional())?;
            Ok(row.map(|(id, at)| (id, at < $since)))
        })
    }};
}

/// The first id whose row is not too early, by binary search. `probe` returns the id of the first
/// row from an id on, and whether that row is too early.
pub fn bisect(
    newest: i64,
    mut probe: impl FnMut(i64) -> Result<Option<(i64, bool)>>,
) -> Result<i64> {
    let (mut low, mut high) = (0, newest.saturating_add(1));
    while low < high {
        let middle = low + (high - low) / 2;
        match probe(middle)? {
            Some((id, true)) => low = id + 1,
            Some((_, false)) | None => high = middle,
        }
    }
    Ok(low)
}

/// The order of rows by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The oldest first.
    Ascending,
    /// The newest first.
    Descending,
}

impl Direction {
    /// Whether the oldest is first.
    pub fn is_ascending(self) -> bool {
        self == Direction::Ascending
    }
}

/// The open database. Closing it waits for accepted tasks.
pub struct Db {
    reading: pool::Pool,
    /// `None` if one pool both reads and writes.
    writing: Option<pool::Pool>,
    /// How long commits take, each with its write to disk.
    commits: Histogram,
    engine: &'static str,
    /// Set once [`Db::follow_replicas`] was called and there are any.
    replicas: OnceLock<Replicas>,
}

/// The buckets of the time that a commit takes, in seconds.
const COMMITS: [f64; 9] = [0.000_3, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0];

impl Db {
    /// Runs pending migrations under a lock, then opens the connections. Lines of the audit log
    /// that are written through them are signed with `signing_key`.
    ///
    /// # Errors
    /// The message names the file or the setting at fault and says what to do.
    pub fn open(settings: &Database, signing_key: Option<SigningKey>) -> Result<Db> {
        migrate::run(settings.direct_url.as_ref().unwrap_or(&settings.url))?;
        let commits = Histogram::new(COMMITS);
        match &settings.url {
            DatabaseUrl::Sqlite(path) => {
                let file = sqlite::File { path: path.clone(), signing_key };
                Ok(Db {
                    reading: sqlite::readers(&file, settings.readers, settings.queue)?,
                    writing: Some(sqlite::writer(&file, settings.queue, commits.clone())?),
                    commits,
                    engine: "sqlite",
                    replicas: OnceLock::new(),
                })
            }
            DatabaseUrl::Postgres(url) => {
                let pooled = settings.direct_url.is_some();
                let server = postgres::Server {
                    url: url.clone(),
                    setting: "database.url",
                    pooled,
                    signing_key,
                    commits: commits.clone(),
                };
                Ok(Db {
                    reading: postgres::pool(&server, settings.connections, settings.queue)?,
                    writing: None,
                    commits,
                    engine: "postgres",
                    replicas: OnceLock::new(),
                })
            }
        }
    }

    /// Runs `work` on a consistent snapshot. Writing in it fails on both engines.
    ///
    /// # Errors
    /// Those of `work`, or `Error::Unavailable` if the queue is full or the database cannot be reached.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        self.reading.run(pool::Mode::Read, work).await
    }

    /// Begins to follow the replicas of the settings, from which [`read_public`](Db::read_public) then reads. Without
    /// any, and if this was called before, nothing happens.
    ///
    /// # Errors
    /// If the system has no more threads. A replica that cannot be reached is no error.
    pub fn follow_replicas(&self, settings: &Database) -> Result<()> {
        if let Some(replicas) = Replicas::start(settings)? {
            let _ = self.replicas.set(replicas);
        }
        Ok(())
    }

    /// Runs `work` as [`read`](Db::read) does, on a replica that has everything committed before `since` and is at most
    /// `database.replica_max_lag` behind. If there is none, or it fails, or it returns an error, `work` runs on the
    /// primary: a row that is missing on a replica may be there.
    ///
    /// # Errors
    /// As [`read`](Db::read).
    pub async fn read_public<T, F>(&self, since: Instant, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Clone + Send + 'static,
    {
        if let Some(replicas) = self.replicas.get()
            && let Some(found) = replicas.read(since, &work).await
        {
            return Ok(found);
        }
        self.read(work).await
    }

    /// Whether anything was read from a replica while the primary was away, so that nobody knows how old it is, since
    /// this was last called.
    pub fn take_unproven_reads(&self) -> bool {
        self.replicas.get().is_some_and(Replicas::take_unproven_reads)
    }

    /// The present state of each replica, in the order of the setting.
    pub fn replicas(&self) -> Vec<Report> {
        self.replicas.get().map_or_else(Vec::new, Replicas::report)
    }

    /// As [`replicas`](Db::replicas), after each was given time to answer.
    pub async fn examine_replicas(&self) -> Vec<Report> {
        match self.replicas.get() {
            Some(replicas) => replicas.examine().await,
            None => Vec::new(),
        }
    }

    /// As [`read`](Db::read), for work that is one SELECT and needs no snapshot: on PostgreSQL that
    /// takes one round trip instead of three. `work` must not write; nothing prevents it there.
    ///
    /// # Errors
    /// As [`read`](Db::read).
    pub async fn read_without_transaction<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        self.reading.run(pool::Mode::ReadWithoutTransaction, work).await
    }

    /// Runs `work` in one transaction and returns after the commit is on disk. If `work` fails, the
    /// transaction is rolled back.
    ///
    /// `work` may run more than once (after a conflict with another transaction, or if another task
    /// in the same commit failed), so it must have no effect except through the connection.
    ///
    /// # Errors
    /// Those of `work`, or `Error::Unavailable` if the queue is full or the database cannot be
    /// reached. After `Error::Unavailable` nothing was stored, unless the connection broke or timed
    /// out during COMMIT: then the outcome is unknown, and only a retry with the same form id or
    /// idempotency key is safe.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        self.writing.as_ref().unwrap_or(&self.reading).run(pool::Mode::Write, work).await
    }

    /// As [`write`](Db::write), for work that no request waits for: the writes of requests have
    /// priority, and each such transaction commits alone. On SQLite, with its single writer,
    /// requests wait while it runs, so it must be short: some 20 ms. Longer work is done in parts;
    /// after each, SQLite's writer pauses, so that a process beside this one can write.
    ///
    /// # Errors
    /// Those of [`write`](Db::write).
    pub async fn write_low_priority<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        self.writing.as_ref().unwrap_or(&self.reading).run(pool::Mode::WriteLowPriority, work).await
    }

    /// Whether processes on other machines may work on the database.
    pub fn may_have_other_nodes(&self) -> bool {
        self.writing.is_none()
    }

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        self.engine
    }

    /// How many tasks wait for a writer at this moment.
    pub fn waiting(&self) -> usize {
        self.writing.as_ref().unwrap_or(&self.reading).waiting()
    }

    /// Registers how long commits take.
    pub fn register(&self, registry: &mut Registry) {
        let help = "Time of a commit, with its write to disk";
        registry.register_with_unit("database_commit", help, Unit::Seconds, self.commits.clone());
        if let Some(replicas) = self.replicas.get() {
            replicas.register(registry);
        }
    }

    /// Refuses new tasks, finishes the accepted ones, and ends the threads.
    pub fn close(&self) {
        if let Some(replicas) = self.replicas.get() {
            replicas.close();
        }
        if let Some(writing) = &self.writing {
            writing.close();
        }
        self.reading.close();
    }
}
