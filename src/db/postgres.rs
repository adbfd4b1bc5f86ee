//! PostgreSQL: a pool of threads, each of which owns one connection and runs one short transaction
//! at a time.

use std::time::Duration;

use diesel::connection::{
    AnsiTransactionManager, Connection as _, SimpleConnection, TransactionManager,
};
use diesel::sql_types::Text;
use diesel::{PgConnection, QueryableByName, RunQueryDsl as _};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::failure::{lost_a_race, storage_away};
use super::pool::{Mode, Pool, Ran, Shared, Task};
use super::{Connection, Engine, RETRY_AFTER, SigningKey};
use crate::error::{Error, Result};

/// How often a transaction that lost a race (40001, 40P01) is run again before the caller is told
/// to wait.
const TRIES: u32 = 5;

/// Durable whatever the server's own default is; a statement that hangs must not hold a thread for
/// ever.
const SESSION: &str = "SET synchronous_commit = on; SET statement_timeout = '30s'; SET idle_in_transaction_session_timeout = '30s'; \
     SET client_min_messages = warning; SET timezone = 'UTC'";
/// Failures that have no code in Diesel are recognised by the server's English words (`failure.rs`).
/// Only a superuser, or a role with the right to set it, may choose the language.
const ENGLISH: &str = "DO $$ BEGIN PERFORM set_config('lc_messages', 'C', false); \
     EXCEPTION WHEN insufficient_privilege THEN NULL; END $$";

/// A server or a network that stops answering without closing anything must be noticed: libpq by
/// itself waits for ever for a connection, and Linux two hours and more on one that is open. In
/// seconds, but for the milliseconds of the third. What the URL sets itself stands.
const LIVELINESS: [(&str, u32); 5] = [
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
    pub(super) signing_key: Option<SigningKey>,
}

impl Server {
    fn connect_first(&self) -> Result<Connection> {
        let mut conn = self.connect()?;
        let language = language(postgres(&mut conn)?)?;
        if !["C", "POSIX", "en"].iter().any(|english| language.starts_with(english)) {
            tracing::warn!(
                language,
                "PostgreSQL reports errors in another language, so a full disk counts as a fault of the program; \
                 as a superuser run: ALTER ROLE … SET lc_messages = 'C'"
            );
        }
        Ok(conn)
    }

    fn connect(&self) -> Result<Connection> {
        Ok(Connection { signing_key: self.signing_key, ..open(&self.url)? })
    }
}

pub(super) fn pool(server: &Server, connections: usize, queue: usize) -> Result<Pool> {
    let pool = Pool::new(queue);
    for n in 0..connections.max(1) {
        let server = server.clone();
        // The first connection is made now, so that a wrong URL is told at the start and not by the
        // first reader.
        let conn = if n == 0 { Some(server.connect_first()?) } else { None };
        pool.spawn(format!("db-pool-{n}"), move |shared| serve(conn, &server, shared))?;
    }
    Ok(pool)
}

pub(super) fn open(url: &SecretString) -> Result<Connection> {
    let mut conn = PgConnection::establish(&lively(url.expose_secret())).map_err(|_| {
        Error::internal(
            "cannot connect to PostgreSQL; check database.url and that the server is up",
        )
    })?;
    conn.batch_execute(SESSION)?;
    conn.batch_execute(ENGLISH)?;
    Ok(Connection { engine: Engine::Postgres(conn), signing_key: None })
}

/// The locale of the server's messages.
fn language(conn: &mut PgConnection) -> Result<String> {
    #[derive(QueryableByName)]
    struct Locale {
        #[diesel(sql_type = Text)]
        lc_messages: String,
    }
    let locale: Locale = diesel::sql_query("SELECT current_setting('lc_messages') AS lc_messages")
        .get_result(conn)?;
    Ok(locale.lc_messages)
}

fn lively(url: &str) -> Zeroizing<String> {
    let mut url = Zeroizing::new(url.to_owned());
    for (name, value) in LIVELINESS {
        if !url.contains(&format!("{name}=")) {
            let separator = if url.contains('?') { '&' } else { '?' };
            url.push_str(&format!("{separator}{name}={value}"));
        }
    }
    url
}

fn serve(mut kept: Option<Connection>, server: &Server, shared: &Shared) {
    while let Some(tasks) = shared.take(1) {
        for task in tasks {
            let conn = match kept.take().map_or_else(|| server.connect(), Ok) {
                Ok(conn) => conn,
                Err(error) => {
                    tracing::error!(%error, "no database connection");
                    task.answer(Some(unavailable()));
                    continue;
                }
            };
            kept = transact(conn, task, server);
        }
    }
}

/// Runs one task to its end. Returns the connection if it can be used again.
fn transact(mut conn: Connection, mut task: Box<dyn Task>, server: &Server) -> Option<Connection> {
    let begin = match task.mode() {
        Mode::ReadWithoutTransaction => return read_without_transaction(conn, task, server),
        Mode::Read => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
        // What writes looks for single rows. PostgreSQL keeps the plan that it made for a statement
        // while a table was nearly empty, and reads the whole table by it until the next ANALYZE,
        // which on a busy first day is late.
        Mode::Write | Mode::WriteLowPriority => {
            "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL enable_seqscan = off"
        }
    };
    let mut tries = 0;
    loop {
        tries += 1;
        if postgres(&mut conn)
            .and_then(|c| Ok(Transactions::begin_transaction_sql(c, begin)?))
            .is_err()
        {
            // The server may have been restarted since the last task: one new connection, then the
            // truth.
            match server.connect() {
                Ok(fresh) if tries < TRIES => {
                    conn = fresh;
                    continue;
                }
                _ => {
                    task.answer(Some(unavailable()));
                    return None;
                }
            }
        }
        match task.run(&mut conn) {
            Ran::Panicked => {
                task.answer(None);
                return None;
            }
            // Nothing depends on how it ends, so nobody waits for that.
            Ran::Well if task.mode() == Mode::Read => {
                task.answer(None);
                return rollback(&mut conn).is_ok().then_some(conn);
            }
            Ran::Failed => {
                let ended = rollback(&mut conn);
                let raced = task.failure().is_some_and(lost_a_race);
                if raced && ended.is_ok() && tries < TRIES {
                    pause(tries);
                    continue;
                }
                let away = task.failure().is_some_and(storage_away);
                task.answer(None);
                return (ended.is_ok() && !away).then_some(conn);
            }
            Ran::Well => {
                match postgres(&mut conn).and_then(|c| Ok(Transactions::commit_transaction(c)?)) {
                    Ok(()) => {
                        task.answer(None);
                        return Some(conn);
                    }
                    Err(error) if lost_a_race(&error) && tries < TRIES => pause(tries),
                    Err(error) => {
                        tracing::error!(%error, "the database did not commit");
                        task.answer(Some(unavailable()));
                        return None;
                    }
                }
            }
        }
    }
}

/// Runs a task of one statement, outside any transaction. It has changed nothing, so a new
/// connection may try it again.
fn read_without_transaction(
    mut conn: Connection,
    mut task: Box<dyn Task>,
    server: &Server,
) -> Option<Connection> {
    let mut ran = task.run(&mut conn);
    let away = |task: &dyn Task| task.failure().is_some_and(storage_away);
    if ran == Ran::Failed && away(task.as_ref()) {
        let Ok(fresh) = server.connect() else {
            task.answer(Some(unavailable()));
            return None;
        };
        conn = fresh;
        ran = task.run(&mut conn);
    }
    let usable = ran == Ran::Well || ran == Ran::Failed && !away(task.as_ref());
    task.answer(None);
    usable.then_some(conn)
}

fn rollback(conn: &mut Connection) -> Result<()> {
    Ok(Transactions::rollback_transaction(postgres(conn)?)?)
}

/// A short wait that grows, so that two transactions that met do not meet again.
fn pause(tries: u32) {
    let jitter = u64::from(std::thread::current().name().map_or(0, |name| name.len() as u32) % 4);
    std::thread::sleep(Duration::from_millis((1 << tries) + jitter));
}

fn unavailable() -> Error {
    Error::Unavailable { retry_after: RETRY_AFTER }
}

fn postgres(conn: &mut Connection) -> Result<&mut PgConnection> {
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
        let url = lively("postgres://ann:pw@db.example/news?connect_timeout=3&sslmode=require");
        assert!(url.starts_with(
            "postgres://ann:pw@db.example/news?connect_timeout=3&sslmode=require&keepalives_idle=15"
        ));
        assert_eq!(url.matches("connect_timeout").count(), 1);
        assert!(
            lively("postgres://db.example/news")
                .starts_with("postgres://db.example/news?connect_timeout=10&")
        );
    }
}
