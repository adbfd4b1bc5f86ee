//! Runs pending migrations at the start, one process at a time, and says beforehand what that would do.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::{Migration, MigrationSource};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use diesel::sqlite::Sqlite;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};
use serde::Serialize;

use super::schema::settings;
use super::{Connection, Engine, postgres, sqlite};
use crate::config::{Database, DatabaseUrl};
use crate::error::{Error, Result};
use crate::on;

mod locks;

pub use locks::{Lock, ROW_BY_ROW, Work};

const SQLITE: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// An arbitrary number that no other program uses: the letters "rejoind".
const ADVISORY_LOCK: i64 = 0x0072_656a_6f69_6e64;

/// The migrations after which the version of the program before them can no longer run: they remove or rename
/// what it reads, or require what it does not write. All others only add: `tests/migrations/additive.rs` compares the
/// tables before and after each.
const BREAKING: [&str; 0] = [];

/// Whether the version of the program before this migration can no longer run after it.
pub fn is_breaking(version: &str) -> bool {
    BREAKING.contains(&version)
}

/// The setting that names the newest of [`BREAKING`] that was applied, for programs that do not know it.
const NEEDED: &str = "schema_needed";

/// What a start would do to a database.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// Whether there is a database; otherwise a start creates it.
    pub exists: bool,
    /// The newest migration that was applied; null if none was.
    pub schema: Option<String>,
    /// The newest migration that this program knows.
    pub newest: String,
    /// The migrations that a start would apply.
    pub pending: Vec<String>,
    /// The migrations that this program does not know, because a newer one applied them.
    pub unknown: Vec<String>,
    /// Whether this program can run on the database.
    pub ok: bool,
    /// Whether the version of the program that runs now can run beside this one and after it.
    pub previous_can_run: bool,
    /// What the pending migrations lock for longer than a moment.
    pub locks: Vec<Lock>,
}

/// Finds out what a start would do. Changes nothing.
///
/// # Errors
/// If the database cannot be reached.
pub fn plan(settings: &Database) -> Result<Plan> {
    let url = settings.direct_url.as_ref().unwrap_or(&settings.url);
    let known = known(matches!(url, DatabaseUrl::Postgres(_)))?;
    match url {
        DatabaseUrl::Sqlite(file) if !file.exists() => {
            Ok(Plan { exists: false, ..Plan::of(&known, Vec::new(), None) })
        }
        _ => {
            let mut conn = connect(url)?;
            let (done, needed) = (applied(&mut conn)?, needed_by(&mut conn)?);
            let mut plan = Plan::of(&known, done, needed.as_deref());
            plan.locks = locks::of(&mut conn, &plan.pending)?;
            Ok(plan)
        }
    }
}

impl Plan {
    /// For a database that exists.
    fn of(known: &[String], done: Vec<String>, needed: Option<&str>) -> Plan {
        let newest = known.last().cloned().unwrap_or_default();
        let pending: Vec<String> =
            known.iter().filter(|version| !done.contains(version)).cloned().collect();
        let unknown: Vec<String> =
            done.iter().filter(|version| !known.contains(version)).cloned().collect();
        Plan {
            exists: true,
            schema: done.last().cloned(),
            // A newer program has said up to where an older one can follow it.
            ok: unknown.is_empty() || needed.is_some_and(|needed| needed <= newest.as_str()),
            previous_can_run: !pending.iter().any(|version| is_breaking(version)),
            newest,
            pending,
            unknown,
            locks: Vec::new(),
        }
    }

    fn check(&self) -> Result<()> {
        if self.ok {
            return Ok(());
        }
        Err(Error::internal(format!(
            "the database was upgraded by a newer version of this program (migration {}; this one knows those \
             up to {}); start that version, or restore a backup from before the upgrade",
            self.schema.as_deref().unwrap_or_default(),
            self.newest
        )))
    }
}

/// Runs all pending migrations, one process at a time.
///
/// # Errors
/// If the database is that of a newer program, or a migration fails.
pub fn run(target: &DatabaseUrl) -> Result<()> {
    let done = run_some(target, |_| true)?;
    log_applied(target, done);
    Ok(())
}

/// Says that the tables of a site have changed, and of which one.
pub(super) fn log_applied(target: &DatabaseUrl, migrations: usize) {
    if migrations > 0 {
        tracing::info!(migrations, database = %target, "migrations were applied");
    }
}

/// Creates the tables as they were after the migration `version`, in a database without tables, or in one with those
/// of an earlier migration that `is_usable` accepts: a restore that was interrupted leaves such a one. A database
/// with exactly these tables is left as it is. Returns how many migrations were applied.
pub(super) fn run_to(
    target: &DatabaseUrl,
    version: &str,
    is_usable: impl FnOnce(&mut Connection) -> Result<()>,
) -> Result<usize> {
    let is_postgres = matches!(target, DatabaseUrl::Postgres(_));
    if !known(is_postgres)?.iter().any(|known| known == version) {
        return Err(Error::internal(format!(
            "it was written by a newer version of this program (migration {version}); use that version"
        )));
    }
    let exists = match target {
        DatabaseUrl::Sqlite(file) => file.exists(),
        DatabaseUrl::Postgres(_) => true,
    };
    if exists {
        let mut conn = connect(target)?;
        match applied(&mut conn)?.pop() {
            Some(present) if present.as_str() > version => {
                return Err(Error::internal(format!(
                    "the database has the tables of migration {present}, and the file those of {version}; name a \
                     database without tables: a new file, or the output of createdb"
                )));
            }
            Some(present) if present.as_str() < version => is_usable(&mut conn)?,
            _ => {}
        }
    }
    run_some(target, |candidate| candidate <= version)
}

fn connect(target: &DatabaseUrl) -> Result<Connection> {
    match target {
        DatabaseUrl::Sqlite(file) => sqlite::open(file),
        DatabaseUrl::Postgres(url) => postgres::open(url),
    }
}

fn run_some(target: &DatabaseUrl, which: impl Fn(&str) -> bool) -> Result<usize> {
    match target {
        DatabaseUrl::Sqlite(file) => {
            // diesel_migrations takes no lock of its own: `serve` and `worker` may start at the
            // same moment.
            let _held = lock(file)?;
            make_private(file)?;
            let mut conn = sqlite::open(file)?;
            sqlite::check_writable(&mut conn, file)?;
            migrate(conn, which)
        }
        DatabaseUrl::Postgres(url) => {
            let mut conn = postgres::open(url)?;
            if let Engine::Postgres(conn) = &mut conn.engine {
                // The lock is released with the connection, even if the process dies. There is no
                // timeout, because a migration in another process may take long.
                conn.batch_execute(&format!(
                    "SET statement_timeout = 0; SELECT pg_advisory_lock({ADVISORY_LOCK})"
                ))?;
            }
            migrate(conn, which)
        }
    }
}

fn migrate(mut conn: Connection, which: impl Fn(&str) -> bool) -> Result<usize> {
    let known = known(matches!(conn.engine, Engine::Postgres(_)))?;
    let plan = Plan::of(&known, applied(&mut conn)?, needed_by(&mut conn)?.as_deref());
    plan.check()?;
    let done = match &mut conn.engine {
        Engine::Sqlite(conn) => run_pending(conn, SQLITE, &which),
        Engine::Postgres(conn) => run_pending(conn, POSTGRES, &which),
    };
    let done = done.map_err(|cause| {
        Error::internal(format!("the migrations of the database failed: {cause}"))
    })?;
    // What an older program must know of. Unknown migrations have said it themselves.
    let first = known.first().map(String::as_str).unwrap_or_default();
    let needed = BREAKING.iter().copied().filter(|version| which(version)).max().unwrap_or(first);
    if plan.unknown.is_empty() && needed_by(&mut conn)?.as_deref() != Some(needed) {
        let statement = format!(
            "INSERT INTO settings (name, value) VALUES ('{NEEDED}', '{needed}') \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value"
        );
        on!(&mut conn, |c| c.batch_execute(&statement))?;
    }
    Ok(done)
}

/// Runs all migrations on a connection without tables.
pub(super) fn run_all(conn: &mut Connection) -> Result<()> {
    match &mut conn.engine {
        Engine::Sqlite(conn) => run_pending(conn, SQLITE, |_| true),
        Engine::Postgres(conn) => run_pending(conn, POSTGRES, |_| true),
    }
    .map(drop)
    .map_err(|cause| Error::internal(format!("the migrations cannot be run: {cause}")))
}

fn run_pending<DB: Backend, C: MigrationHarness<DB>>(
    conn: &mut C,
    source: EmbeddedMigrations,
    which: impl Fn(&str) -> bool,
) -> diesel::migration::Result<usize>
where
    EmbeddedMigrations: MigrationSource<DB>,
{
    let mut done = 0;
    for migration in conn.pending_migrations(source)? {
        if which(&migration.name().version().to_string()) {
            conn.run_migration(&*migration)?;
            done += 1;
        }
    }
    Ok(done)
}

/// The migrations that this program knows, in their order.
fn known(postgres: bool) -> Result<Vec<String>> {
    fn versions<DB: Backend>() -> diesel::migration::Result<Vec<String>>
    where
        EmbeddedMigrations: MigrationSource<DB>,
    {
        let source = if std::any::type_name::<DB>() == std::any::type_name::<Pg>() {
            POSTGRES
        } else {
            SQLITE
        };
        let all: Vec<Box<dyn Migration<DB>>> = source.migrations()?;
        Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
    }
    let mut all = if postgres { versions::<Pg>() } else { versions::<Sqlite>() }
        .map_err(|cause| Error::internal(format!("the migrations cannot be listed: {cause}")))?;
    all.sort();
    Ok(all)
}

/// The migrations that were applied, in their order. Changes nothing.
pub(super) fn applied(conn: &mut Connection) -> Result<Vec<String>> {
    #[derive(QueryableByName)]
    struct Applied {
        #[diesel(sql_type = Text)]
        version: String,
    }
    if !has_table(conn, "__diesel_schema_migrations")? {
        return Ok(Vec::new());
    }
    let sql = "SELECT CAST(version AS TEXT) AS version FROM __diesel_schema_migrations ORDER BY 1";
    let rows: Vec<Applied> = on!(conn, |c| diesel::sql_query(sql).load(c))?;
    Ok(rows.into_iter().map(|row| row.version).collect())
}

fn needed_by(conn: &mut Connection) -> Result<Option<String>> {
    if !has_table(conn, "settings")? {
        return Ok(None);
    }
    Ok(on!(conn, |c| settings::table.find(NEEDED).select(settings::value).first(c).optional())?)
}

fn has_table(conn: &mut Connection, name: &str) -> Result<bool> {
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        n: i64,
    }
    let sql = match &conn.engine {
        Engine::Sqlite(_) => {
            format!(
                "SELECT COUNT(*) AS n FROM sqlite_master WHERE type = 'table' AND name = '{name}'"
            )
        }
        Engine::Postgres(_) => {
            format!("SELECT COUNT(*) AS n FROM pg_class WHERE oid = to_regclass('{name}')")
        }
    };
    let count: Count = on!(conn, |c| diesel::sql_query(sql).get_result(c))?;
    Ok(count.n > 0)
}

fn lock(file: &Path) -> Result<File> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(|cause| unwritable(folder, &cause))?;
    }
    let path = file.with_extension("lock");
    let held = File::create(&path).map_err(|cause| unwritable(&path, &cause))?;
    held.lock().map_err(|cause| unwritable(&path, &cause))?;
    Ok(held)
}

/// Creates a new database file that only its owner can read, because it contains password hashes
/// and comments that nobody has approved. SQLite gives the files beside it the same mode. The mode
/// of an existing file is not changed.
fn make_private(file: &Path) -> Result<()> {
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(file) {
        Err(cause) if cause.kind() != ErrorKind::AlreadyExists => Err(unwritable(file, &cause)),
        _ => Ok(()),
    }
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Error {
    Error::internal(format!(
        "cannot write {}: {cause}; give the user that runs this program write permission, or set database.url and \
        data.folder to other paths",
        path.display()
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn versions(all: &[&str]) -> Vec<String> {
        all.iter().map(|&version| version.to_owned()).collect()
    }

    #[test]
    fn a_newer_database_is_refused_unless_it_only_has_more() {
        let known = versions(&["1", "2"]);
        assert!(Plan::of(&known, versions(&["1"]), None).ok);
        let newer = Plan::of(&known, versions(&["1", "2", "3"]), None);
        assert!(!newer.ok && newer.check().is_err());
        assert_eq!(newer.unknown, ["3"]);
        assert!(!Plan::of(&known, versions(&["1", "2", "3"]), Some("3")).ok);
        assert!(Plan::of(&known, versions(&["1", "2", "3"]), Some("1")).ok);
    }
}
