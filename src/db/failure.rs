//! Which failures of a database pass by themselves.

use super::RETRY_AFTER;
use crate::error::Error;

/// True if the transaction lost a race and may succeed when it is run again.
pub(super) fn lost_a_race(error: &Error) -> bool {
    use diesel::result::{DatabaseErrorKind, Error as Cause};
    let Some(cause) = cause(error) else { return false };
    match cause {
        Cause::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => true,
        // Diesel has no kind for 40P01, and the message is in the server's language. Its details are
        // so too, but for the names of the locks that the two wait for.
        Cause::DatabaseError(DatabaseErrorKind::Unknown, info) => {
            info.details().is_some_and(|details| {
                ["ShareLock", "ExclusiveLock"].iter().any(|lock| details.contains(lock))
            })
        }
        _ => false,
    }
}

/// Failures of the storage itself, which pass: a full disk, a lock held too long, a server that
/// went away.
pub(super) fn storage_away(error: &Error) -> bool {
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

/// The error for the caller: failures of the storage itself become [`Error::Unavailable`].
pub(super) fn for_caller(error: Error) -> Error {
    if storage_away(&error) || lost_a_race(&error) {
        tracing::error!(error = %error, "the storage refused a transaction");
        return Error::Unavailable { retry_after: RETRY_AFTER };
    }
    error
}
