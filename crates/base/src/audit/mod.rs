//! The audit log: an append-only, hash-chained log of what staff and the site did.
//!
//! A use case calls [`append`] in its own transaction. Each line has a keyed hash (`chain`), so
//! that lines that the program did not write are detected. A moment after its commit a line is
//! sealed ([`sealing`]) by a hash over all lines before it, and the end of the chain is signed.
//! [`verify`] names the first faulty line; [`export`] writes a copy that can be verified without
//! the database.
//!
//! Two changes cannot be detected: that the whole database was replaced by an older copy, unless an
//! export is kept elsewhere; and that lines were removed within the second before they were sealed.

pub mod chain;
pub mod export;
pub mod model;
pub mod sealing;
pub mod store;
pub mod verify;

use crate::audit::model::{Entry, LogFilter, LogLine};
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::AuditId;

/// Adds a line in the caller's transaction, and returns its id.
pub fn append(conn: &mut Connection, entry: &Entry<'_>, now: Time) -> Result<AuditId> {
    store::append(conn, entry, now)
}

/// Adds several lines with one statement per thousand.
pub fn append_all(conn: &mut Connection, entries: &[Entry<'_>], now: Time) -> Result<()> {
    store::append_all(conn, entries, now)
}

/// Up to `limit` lines, newest first.
pub fn list(conn: &mut Connection, filter: &LogFilter, limit: i64) -> Result<Vec<LogLine>> {
    store::list(conn, filter, limit)
}
