//! One database, two engines: [`Db::read`] and [`Db::write`] run a closure in one transaction and
//! answer after it is committed. Query bodies are written once and expanded per engine by
//! [`on!`](crate::on).
//!
//! On SQLite one thread writes, taking whatever somebody waits for into one commit; a few threads
//! read. On PostgreSQL each of the pool's threads owns one connection. Both are worker pools
//! (`pool.rs`): threads that take from a bounded queue. When the queue is full the caller gets
//! `Error::Unavailable` at once.

pub mod constant;
pub mod dialect;
mod failure;
mod migrate;
mod pool;
mod postgres;
pub mod schema;
mod sqlite;
#[cfg(test)]
mod tests;

use std::time::Duration;

use diesel::{PgConnection, SqliteConnection};

use crate::config::{Database, DatabaseUrl};
use crate::error::Result;

/// How long a caller is told to wait when the storage cannot take a request.
pub const RETRY_AFTER: Duration = Duration::from_secs(2);

/// An open connection, inside a transaction.
pub struct Connection {
    /// The engine's own connection; most queries reach it by [`on!`](crate::on).
    pub engine: Engine,
    /// The key that signs lines of the audit log; None where this database is opened by a tool that
    /// writes none. It belongs to the connection so that callers who append a line need not carry it.
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

/// The number of the first row of a table since an instant, or one more than the last:
/// `first_since!(conn, flags, since)`.
///
/// The table has `id` and `created_at`, and rows get their numbers in the order of their times,
/// near enough. Found by some twenty looks along the primary key, so the times need no index.
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

/// The first number that is not too early. `look` gives the first row from a number on, and whether
/// it is too early.
pub(crate) fn bisect(
    newest: i64,
    mut look: impl FnMut(i64) -> Result<Option<(i64, bool)>>,
) -> Result<i64> {
    let (mut low, mut high) = (0, newest.saturating_add(1));
    while low < high {
        let middle = low + (high - low) / 2;
        match look(middle)? {
            Some((id, true)) => low = id + 1,
            Some((_, false)) | None => high = middle,
        }
    }
    Ok(low)
}

/// The open database. Cheap to share behind an `Arc`; closing waits for what was accepted.
pub struct Db {
    reading: pool::Pool,
    /// None where reading and writing go the same way.
    writing: Option<pool::Pool>,
    engine: &'static str,
}

impl Db {
    /// Brings the tables up to date under a lock, then opens the connections. Lines of the audit log
    /// that are written through them are signed with `signing_key`.
    ///
    /// # Errors
    /// Names the file or the setting that is at fault, and the remedy.
    pub fn open(settings: &Database, signing_key: Option<SigningKey>) -> Result<Db> {
        migrate::run(settings.direct_url.as_ref().unwrap_or(&settings.url))?;
        match &settings.url {
            DatabaseUrl::Sqlite(path) => {
                let file = sqlite::File { path: path.clone(), signing_key };
                Ok(Db {
                    reading: sqlite::readers(&file, settings.readers, settings.queue)?,
                    writing: Some(sqlite::writer(&file, settings.queue)?),
                    engine: "sqlite",
                })
            }
            DatabaseUrl::Postgres(url) => {
                let server = postgres::Server { url: url.clone(), signing_key };
                Ok(Db {
                    reading: postgres::pool(&server, settings.connections, settings.queue)?,
                    writing: None,
                    engine: "postgres",
                })
            }
        }
    }

    /// Runs `work` on a consistent snapshot. Writing in it fails on SQLite and on PostgreSQL.
    ///
    /// # Errors
    /// Whatever `work` returns, or `Error::Unavailable` if the queue is full or the database
    /// away.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        self.reading.run(pool::Mode::Read, work).await
    }

    /// As [`read`](Db::read) for work that is one SELECT and needs no snapshot: on PostgreSQL that
    /// is one way to the server and back instead of three. Nothing there keeps it from writing, so
    /// it must not.
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

    /// Runs `work` in one transaction and answers after the commit is on disk. If `work` fails,
    /// nothing it wrote remains.
    ///
    /// `work` may run more than once (after a conflict with another transaction, or when a
    /// neighbour in the same commit failed), so it must not do anything but use the connection.
    ///
    /// # Errors
    /// Whatever `work` returns, or `Error::Unavailable` if the queue is full or the database
    /// away. After `Error::Unavailable` nothing is stored, except where the connection broke or
    /// stood still during COMMIT itself: then it is unknown, and only a retry with the same form id
    /// or idempotency key is safe.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnMut(&mut Connection) -> Result<T> + Send + 'static,
    {
        self.writing.as_ref().unwrap_or(&self.reading).run(pool::Mode::Write, work).await
    }

    /// Like [`write`](Db::write), for work that no request waits for: requests go first, and each
    /// such transaction commits alone. On SQLite, with its one writer, requests wait for it, so it
    /// must be short: a few milliseconds, and longer work in parts with a rest between them.
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

    /// `sqlite` or `postgres`.
    pub fn engine(&self) -> &'static str {
        self.engine
    }

    /// How many requests wait for a writer at this moment.
    pub fn waiting(&self) -> usize {
        self.writing.as_ref().unwrap_or(&self.reading).waiting()
    }

    /// Refuses new work, finishes what was accepted, and ends the threads.
    pub fn close(&self) {
        if let Some(writing) = &self.writing {
            writing.close();
        }
        self.reading.close();
    }
}
