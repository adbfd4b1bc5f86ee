//! The threads of PostgreSQL: each owns one connection and runs one short transaction at a time.

use std::time::{Duration, Instant};

use diesel::PgConnection;
use diesel::connection::{
    AnsiTransactionManager, CacheSize, Connection as _, SimpleConnection, TransactionManager,
};
use prometheus_client::metrics::histogram::Histogram;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::failure::{is_conflict, is_storage_failure, unavailable};
use super::pool::{Ended, Mode, Pool, Shared, Task};
use super::{Connection, Engine, SigningKey};
use crate::error::{Error, Result};

/// How many times a transaction is tried that conflicts with another (40001, 40P01), before the
/// caller gets an error.
const TRIES: u32 = 5;

/// Settings of every connection. Commits are durable whatever the server's default is, and a
/// statement that hangs does not block a thread for ever.
const SESSION: &str = "SET synchronous_commit = on; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '30s'; \
     SET client_min_messages = warning; SET timezone = 'UTC'";

/// The same for one transaction. Behind a pooler a setting of the session would reach others, or nobody.
const LOCAL: &str = "; SET LOCAL synchronous_commit = on; SET LOCAL statement_timeout = '30s'; \
     SET LOCAL idle_in_transaction_session_timeout = '30s'";

/// Connection parameters that detect a server or a network that stops responding without closing
/// the connection: by default libpq waits for ever for a new connection, and Linux more than two
/// hours on an open one. In seconds, except `tcp_user_timeout` in milliseconds. Parameters in the
/// URL have precedence.
const TIMEOUT_PARAMETERS: [(&str, u32); 5] = [
    ("connect_timeout", 10),
    ("keepalives_idle", 15),
    ("tcp_user_timeout", 30_000),
    ("keepalives_interval", 5),
    ("keepalives_count", 3),
];

type Transactions = AnsiTransactionManager;

/// A server's URL, and the key for the audit log on connections to it.
#[derive(Clone)]
pub(super) struct Server {
    pub(super) url: SecretString,
    /// The setting that has the URL.
    pub(super) setting: &'static str,
    /// Whether a pooler gives each transaction another connection. Then nothing may outlive one: no setting of the
    /// session, and no prepared statement.
    pub(super) pooled: bool,
    pub(super) signing_key: Option<SigningKey>,
    /// How long commits take, in seconds.
    pub(super) commits: Histogram,
}

impl Server {
    pub(super) fn connect(&self) -> Result<Connection> {
        let mut conn = establish(&self.url, self.setting)?;
        if self.pooled {
            conn.set_prepared_statement_cache_size(CacheSize::Disabled);
        } else {
            conn.batch_execute(SESSION)?;
        }
        Ok(Connection { engine: Engine::Postgres(conn), signing_key: self.signing_key })
    }
}

/// A pool that opens its first connection now, so that a wrong URL fails at the start and not with the first
/// request.
pub(super) fn pool(server: &Server, connections: usize, queue: usize) -> Result<Pool> {
    let first = server.connect()?;
    pool_with(Some(first), server, connections, queue)
}

/// A pool that opens a connection when there is work, for a server that may be down.
pub(super) fn pool_later(server: &Server, connections: usize, queue: usize) -> Result<Pool> {
    pool_with(None, server, connections, queue)
}

fn pool_with(
    mut first: Option<Connection>,
    server: &Server,
    connections: usize,
    queue: usize,
) -> Result<Pool> {
    let pool = Pool::new(queue);
    for n in 0..connections.max(1) {
        let (server, conn) = (server.clone(), first.take());
        pool.spawn(format!("db-pool-{n}"), move |shared| serve(conn, &server, shared))?;
    }
    Ok(pool)
}

fn establish(url: &SecretString, setting: &str) -> Result<PgConnection> {
    PgConnection::establish(&with_timeouts(url.expose_secret())).map_err(|_| {
        Error::internal(format!(
            "cannot connect to PostgreSQL; check {setting} and that the server is running"
        ))
    })
}

pub(super) fn open(url: &SecretString) -> Result<Connection> {
    let mut conn = establish(url, "database.url")?;
    conn.batch_execute(SESSION)?;
    Ok(Connection { engine: Engine::Postgres(conn), signing_key: None })
}

fn with_timeouts(url: &str) -> Zeroizing<String> {
    let mut url = Zeroizing::new(url.to_owned());
    // By its name other processes of this program are known; see `apart::Apart::has_company`.
    if !url.contains("application_name=") {
        let separator = if url.contains('?') { '&' } else { '?' };
        url.push_str(&format!("{separator}application_name=rejoinder"));
    }
    for (name, value) in TIMEOUT_PARAMETERS {
        if !url.contains(&format!("{name}=")) {
            let separator = if url.contains('?') { '&' } else { '?' };
            url.push_str(&format!("{separator}{name}={value}"));
        }
    }
    url
}

fn serve(mut kept: Option<Connection>, server: &Server, shared: &Shared) {
    while let Some(tasks) = shared.next_tasks(1) {
        for task in tasks {
            let conn = match kept.take().map_or_else(|| server.connect(), Ok) {
                Ok(conn) => conn,
                Err(error) => {
                    tracing::error!(%error, "no database connection");
                    task.answer(Some(unavailable(&error)));
                    continue;
                }
            };
            kept = transact(conn, task, server);
        }
    }
}

/// Runs one task to completion. Returns the connection if it can be used again.
fn transact(mut conn: Connection, mut task: Box<dyn Task>, server: &Server) -> Option<Connection> {
    let reads = matches!(task.mode(), Mode::Read | Mode::ReadWithoutTransaction);
    let begin = match task.mode() {
        // Behind a pooler a statement would be prepared on one connection and executed on another.
        Mode::ReadWithoutTransaction if !server.pooled => {
            return read_without_transaction(conn, task, server);
        }
        Mode::Read | Mode::ReadWithoutTransaction => {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        }
        // Writes look up single rows. A plan that PostgreSQL cached while a table was nearly empty
        // reads the whole table until the next ANALYZE, which is late on a busy first day.
        Mode::Write | Mode::WriteLowPriority => {
            "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL enable_seqscan = off"
        }
    };
    let begin = format!("{begin}{}", if server.pooled { LOCAL } else { "" });
    let mut tries = 0;
    loop {
        tries += 1;
        let begun =
            postgres(&mut conn).and_then(|c| Ok(Transactions::begin_transaction_sql(c, &begin)?));
        if let Err(fault) = begun {
            // The server may have been restarted since the last task: retry with a new connection.
            let fault = match server.connect() {
                Ok(fresh) if tries < TRIES => {
                    conn = fresh;
                    continue;
                }
                Ok(_) => fault,
                Err(fault) => fault,
            };
            task.answer(Some(unavailable(&fault)));
            return None;
        }
        match task.run(&mut conn) {
            Ended::Panicked => {
                task.answer(None);
                return None;
            }
            // The caller gets its result before the rollback, because that cannot change it.
            Ended::Succeeded if reads => {
                task.answer(None);
                return rollback(&mut conn).is_ok().then_some(conn);
            }
            Ended::Failed => {
                let ended = rollback(&mut conn);
                let conflict = task.failure().is_some_and(is_conflict);
                if conflict && ended.is_ok() && tries < TRIES {
                    pause(tries);
                    continue;
                }
                let storage_failed = task.failure().is_some_and(is_storage_failure);
                task.answer(None);
                return (ended.is_ok() && !storage_failed).then_some(conn);
            }
            Ended::Succeeded => {
                let begun = Instant::now();
                match postgres(&mut conn).and_then(|c| Ok(Transactions::commit_transaction(c)?)) {
                    Ok(()) => {
                        server.commits.observe(begun.elapsed().as_secs_f64());
                        task.answer(None);
                        return Some(conn);
                    }
                    Err(error) if is_conflict(&error) && tries < TRIES => pause(tries),
                    Err(error) => {
                        tracing::error!(%error, "the database did not commit");
                        task.answer(Some(unavailable(&error)));
                        return None;
                    }
                }
            }
        }
    }
}

/// Runs a task of one statement outside any transaction. It changes nothing, so it may be tried
/// again on a new connection.
fn read_without_transaction(
    mut conn: Connection,
    mut task: Box<dyn Task>,
    server: &Server,
) -> Option<Connection> {
    let mut ran = task.run(&mut conn);
    let storage_failed = |task: &dyn Task| task.failure().is_some_and(is_storage_failure);
    if ran == Ended::Failed && storage_failed(task.as_ref()) {
        match server.connect() {
            Ok(fresh) => conn = fresh,
            Err(fault) => {
                task.answer(Some(unavailable(&fault)));
                return None;
            }
        }
        ran = task.run(&mut conn);
    }
    let usable = ran == Ended::Succeeded || ran == Ended::Failed && !storage_failed(task.as_ref());
    task.answer(None);
    usable.then_some(conn)
}

fn rollback(conn: &mut Connection) -> Result<()> {
    Ok(Transactions::rollback_transaction(postgres(conn)?)?)
}

/// Waits a few milliseconds, longer for each attempt and different for each thread, so that the
/// same two transactions do not conflict again.
fn pause(tries: u32) {
    let jitter = u64::from(std::thread::current().name().map_or(0, |name| name.len() as u32) % 4);
    std::thread::sleep(Duration::from_millis((1 << tries) + jitter));
}

pub(super) fn postgres(conn: &mut Connection) -> Result<&mut PgConnection> {
    match &mut conn.engine {
        Engine::Postgres(conn) => Ok(conn),
        Engine::Sqlite(_) => Err(Error::internal("an SQLite connection in PostgreSQL's pool")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_server_is_noticed_unless_the_url_says_how() {
        let url =
            with_timeouts("postgres://ann:pw@db.example/news?connect_timeout=3&sslmode=require");
        assert!(url.starts_with(
            "postgres://ann:pw@db.example/news?connect_timeout=3&sslmode=require&application_name=rejoinder&\
             keepalives_idle=15"
        ));
        assert_eq!(url.matches("connect_timeout").count(), 1);
        assert!(with_timeouts("postgres://db.example/news").starts_with(
            "postgres://db.example/news?application_name=rejoinder&connect_timeout=10&"
        ));
    }
}
