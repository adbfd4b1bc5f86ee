//! Classifies temporary failures of the database.

use super::RETRY_AFTER;
use crate::error::Error;

/// Whether the transaction failed because of another one and may succeed when it is run again.
pub(super) fn is_conflict(error: &Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error as Cause};
    let Some(cause) = cause(error) else { return false };
    match cause {
        Cause::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        // Diesel has no kind for 40P01 (deadlock), and message and details are in the server's
        // language, except for the names of the locks in the details.
        Cause::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            info.details().is_some_and(|details| {
                ["ShareLock", "ExclusiveLock"].iter().any(|lock| details.contains(lock))
            })
        }
        _ => false,
    }
}

/// Whether the storage itself failed, which may be temporary: a full disk, a lock held too long, a
/// server that was stopped.
pub(super) fn is_storage_failure(error: &Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error as Cause};
    let Some(cause) = cause(error) else { return false };
    match cause {
        Cause::DatabaseError(
            DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand,
            _,
        ) => true,
        Cause::DatabaseError(_, info) => {
            let message = info.message();
            [
                // SQLite
                "disk is full",
                "database is locked",
                "disk I/O error",
                "unable to open database",
                "readonly database",
                // PostgreSQL
                "terminating connection",
                "the database system is",
                "server closed the connection",
                "could not extend file",
                "No space left",
                "too many clients",
            ]
            .iter()
            .any(|known| message.contains(known))
        }
        Cause::BrokenTransactionManager => true,
        _ => false,
    }
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
        return Error::Unavailable { retry_after: RETRY_AFTER };
    }
    error
}
