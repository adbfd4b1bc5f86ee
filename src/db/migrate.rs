//! Runs pending migrations at the start, one process at a time.

use std::fs::{self, File, OpenOptions};
use std::io::ErrorKind;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Connection, Engine, postgres, sqlite};
use crate::config::DatabaseUrl;
use crate::error::{Error, Result};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// An arbitrary number that no other program uses: the letters "rejoind".
const ADVISORY_LOCK: i64 = 0x0072_656a_6f69_6e64;

pub(super) fn run(target: &DatabaseUrl) -> Result<()> {
    match target {
        DatabaseUrl::Sqlite(file) => {
            // diesel_migrations takes no lock of its own: `serve` and `worker` may start at the
            // same moment.
            let _held = lock(file)?;
            make_private(file)?;
            let mut conn = sqlite::open(file)?;
            sqlite::check_writable(&mut conn, file)?;
            migrate(conn)
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
            migrate(conn)
        }
    }
}

fn migrate(mut conn: Connection) -> Result<()> {
    let done = match &mut conn.engine {
        Engine::Sqlite(conn) => conn.run_pending_migrations(SQLITE).map(|done| done.len()),
        Engine::Postgres(conn) => conn.run_pending_migrations(POSTGRES).map(|done| done.len()),
    };
    let done = done.map_err(|cause| {
        Error::internal(format!("the migrations of the database failed: {cause}"))
    })?;
    if done > 0 {
        tracing::info!(migrations = done, "migrations were applied");
    }
    Ok(())
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
