//! Classifies temporary failures of the database.
//!
//! Diesel has no kind for most errors of PostgreSQL and does not give their SQLSTATE, and messages
//! are in the server's language, which only superusers may change. So these functions read only
//! what no translation changes: names of locks, and names of files in the server's data folder.

use super::RETRY_AFTER;
use crate::error::Error;

/// The ends of the names of all locks of PostgreSQL, in the details of a deadlock (40P01).
const LOCKS: [&str; 2] = ["ShareLock", "ExclusiveLock"];
/// The beginnings of names of PostgreSQL's files and shared memory. Only a full disk (53100), an
/// I/O error (58030) or a damaged file is reported with one.
const FILES: [&str; 7] =
    ["base/", "global/", "pg_tblspc/", "pg_wal/", "pg_xact/", "pg_multixact/", "/PostgreSQL."];
/// Another process writes to SQLite's file.
const LOCKED: &str = "database is locked";
/// Parts of SQLite's messages, which are never translated.
const SQLITE: [&str; 5] =
    ["disk is full", LOCKED, "disk I/O error", "unable to open database", "readonly database"];

/// Whether the transaction failed because of another one and may succeed when it is run again.
pub(super) fn is_conflict(error: &Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error as Cause};
    let Some(cause) = cause(error) else { return false };
    match cause {
        Cause::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        Cause::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            info.details().is_some_and(|details| LOCKS.iter().any(|lock| details.contains(lock)))
        }
        _ => false,
    }
}

/// Whether another process writes to SQLite's file at this moment.
pub(super) fn is_locked(error: &Error) -> bool {
    match cause(error) {
        Some(diesel::result::Error::DatabaseError(_, info)) => info.message().contains(LOCKED),
        _ => false,
    }
}

/// Whether the storage itself failed, which may be temporary: a full disk, a lock held too long, a
/// server that was stopped.
pub(super) fn is_storage_failure(error: &Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error as Cause};
    let Some(cause) = cause(error) else { return false };
    match cause {
        // Also after a FATAL error (57P01 and others), because the server closes the connection.
        Cause::DatabaseError(
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
            _,
        ) => true,
        Cause::DatabaseError(_, info) => {
            SQLITE.iter().any(|known| info.message().contains(known))
                || names_a_file(info.message())
                || info.details().is_some_and(names_a_file)
        }
        Cause::BrokenTransactionManager => true,
        _ => false,
    }
}

/// Whether the text names a file of PostgreSQL's. Every language has its own quotation marks around
/// the name, some with a space.
fn names_a_file(text: &str) -> bool {
    let is_mark = |c: char| !c.is_alphanumeric() && !['/', '.', '_', '-'].contains(&c);
    FILES.iter().any(|name| {
        text.match_indices(name).any(|(at, _)| text[..at].chars().next_back().is_some_and(is_mark))
    })
}

fn cause(error: &Error) -> Option<&diesel::result::Error> {
    match error {
        Error::Internal(cause) => cause.downcast_ref::<diesel::result::Error>(),
        _ => None,
    }
}

/// Converts temporary failures to [`Error::Unavailable`] for the caller.
pub(super) fn for_caller(error: Error) -> Error {
    if is_storage_failure(&error) || is_conflict(&error) {
        tracing::error!(error = %error, "the database refused a transaction");
        return unavailable(&error);
    }
    error
}

/// [`Error::Unavailable`] because of `error`.
pub(super) fn unavailable(error: &Error) -> Error {
    let cause = match error {
        Error::Unavailable { cause, .. } => cause.clone(),
        other => Some(other.to_string()),
    };
    Error::Unavailable { retry_after: RETRY_AFTER, cause }
}

/// Whether these words of an engine or the system say that a disk is full. Those of a PostgreSQL in another language than English
/// are not known; then the user gets the server's words as they are.
pub fn is_full(cause: &str) -> bool {
    cause.contains("disk is full") || cause.contains("No space left on device")
}

/// What the engine says about its storage, if `error` is a failure of that, such as a full disk: also outside the pools, of a
/// connection that a command has for itself.
pub fn storage_fault(error: &Error) -> Option<String> {
    match error {
        Error::Unavailable { cause, .. } => cause.clone(),
        error => is_storage_failure(error).then(|| error.to_string()),
    }
}
