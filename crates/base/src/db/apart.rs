//! A connection apart from the pools, for work on the whole database that takes minutes: an archive that is
//! written or read. It has no time limits.

use std::path::Path;
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection as _, TransactionManager as _};
use diesel::prelude::*;
use diesel::sql_types::BigInt;

use super::{Connection, Engine, migrate, postgres, sqlite};
use crate::config::{Database, DatabaseUrl};
use crate::error::{Error, Result};
use crate::on;

type Transactions = AnsiTransactionManager;

/// How long a connection that was closed may still be listed by the server, on a busy machine.
const CLOSING: Duration = Duration::from_secs(2);
/// How often it is asked meanwhile.
const LOOK: Duration = Duration::from_millis(20);

/// The connection.
pub struct Apart(Connection);

impl Apart {
    /// Connects to a database that exists. Nothing is migrated.
    ///
    /// # Errors
    /// If there is no database, or it cannot be reached.
    pub fn open(settings: &Database) -> Result<Apart> {
        let url = settings.direct_url.as_ref().unwrap_or(&settings.url);
        if let DatabaseUrl::Sqlite(file) = url
            && !file.exists()
        {
            return Err(Error::internal(format!("there is no database {}", file.display())));
        }
        Apart::connect(url)
    }

    /// Connects to a database whose tables are those of the migration `version`, and creates them if it has
    /// none, or earlier ones and `is_usable` accepts it. [`Apart::finish`] brings it up to date.
    ///
    /// # Errors
    /// If the database has later tables, or cannot be reached; those of `is_usable`.
    pub fn prepare(
        settings: &Database,
        version: &str,
        is_usable: impl FnOnce(&mut Connection) -> Result<()>,
    ) -> Result<Apart> {
        let url = settings.direct_url.as_ref().unwrap_or(&settings.url);
        let done = migrate::run_to(url, version, is_usable)?;
        migrate::log_applied(url, done);
        Apart::connect(url)
    }

    /// A new file of the embedded database that nobody needs after a crash, with the tables of `version`.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn scratch(file: &Path, version: &str) -> Result<Apart> {
        let url = DatabaseUrl::Sqlite(file.to_owned());
        // The log does not say so: it would look as if the site's own database had been migrated.
        migrate::run_to(&url, version, |_| Ok(()))?;
        let mut apart = Apart::connect(&url)?;
        if let Engine::Sqlite(conn) = &mut apart.0.engine {
            conn.batch_execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF")?;
        }
        Ok(apart)
    }

    /// Runs the migrations that [`Apart::prepare`] left out.
    ///
    /// # Errors
    /// Those of the migrations.
    pub fn finish(self, settings: &Database) -> Result<()> {
        drop(self);
        migrate::run(settings.direct_url.as_ref().unwrap_or(&settings.url))
    }

    fn connect(url: &DatabaseUrl) -> Result<Apart> {
        let mut conn = match url {
            DatabaseUrl::Sqlite(file) => sqlite::open(file)?,
            DatabaseUrl::Postgres(url) => postgres::open(url)?,
        };
        match &mut conn.engine {
            Engine::Sqlite(conn) => conn.batch_execute("PRAGMA foreign_keys = OFF")?,
            Engine::Postgres(conn) => conn.batch_execute(
                "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0",
            )?,
        }
        Ok(Apart(conn))
    }

    pub(super) fn connection(&mut self) -> &mut Connection {
        &mut self.0
    }

    /// Runs `work` on one consistent snapshot, while others write.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn snapshot<T>(&mut self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        match &mut self.0.engine {
            Engine::Sqlite(conn) => Transactions::begin_transaction_sql(conn, "BEGIN")?,
            Engine::Postgres(conn) => Transactions::begin_transaction_sql(
                conn,
                "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            )?,
        }
        let done = work(&mut self.0);
        let ended = on!(&mut self.0, |c| Transactions::rollback_transaction(c));
        let done = done?;
        ended?;
        Ok(done)
    }

    /// Runs `work` in one transaction, which is undone if it fails.
    ///
    /// # Errors
    /// Those of `work`.
    pub fn transaction<T>(&mut self, work: impl FnOnce(&mut Connection) -> Result<T>) -> Result<T> {
        match &mut self.0.engine {
            Engine::Sqlite(conn) => Transactions::begin_transaction_sql(conn, "BEGIN IMMEDIATE")?,
            Engine::Postgres(conn) => Transactions::begin_transaction_sql(conn, "BEGIN")?,
        }
        match work(&mut self.0) {
            Ok(done) => {
                on!(&mut self.0, |c| Transactions::commit_transaction(c))?;
                Ok(done)
            }
            Err(error) => {
                // The first error says what is wrong; the transaction ends with the connection anyway.
                let _ = on!(&mut self.0, |c| Transactions::rollback_transaction(c));
                Err(error)
            }
        }
    }

    /// The newest migration of the database.
    ///
    /// # Errors
    /// Those of the database.
    pub fn version(&mut self) -> Result<Option<String>> {
        Ok(migrate::applied(&mut self.0)?.pop())
    }

    /// Whether other connections of this program are open, and stay so for two seconds: the server lists one that was closed until
    /// its process there has ended, also one of this process. Always false on SQLite, which does not tell.
    ///
    /// # Errors
    /// Those of the database.
    pub fn has_company(&mut self) -> Result<bool> {
        #[derive(QueryableByName)]
        struct Count {
            #[diesel(sql_type = BigInt)]
            n: i64,
        }
        let Engine::Postgres(conn) = &mut self.0.engine else { return Ok(false) };
        let begun = Instant::now();
        loop {
            let others: Count = diesel::sql_query(
                "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE datname = current_database() \
                 AND pid <> pg_backend_pid() AND application_name = 'rejoinder'",
            )
            .get_result(conn)?;
            if others.n == 0 || begun.elapsed() >= CLOSING {
                return Ok(others.n > 0);
            }
            std::thread::sleep(LOOK);
        }
    }
}
