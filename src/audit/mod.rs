//! The log of everything that was decided, and by whom: only ever added to.
//!
//! Whoever does something worth remembering calls [`append`] in the transaction that does it.

pub mod model;
mod store;

use crate::audit::model::Entry;
use crate::clock::Time;
use crate::db::Connection;
use crate::error::Result;
use crate::ids::AuditId;

/// Adds a line to the log, in the caller's transaction, and answers its number.
pub fn append(conn: &mut Connection, entry: &Entry<'_>, now: Time) -> Result<AuditId> {
    store::append(conn, entry, now)
}

/// Adds many lines at once.
pub fn append_all(conn: &mut Connection, entries: &[Entry<'_>], now: Time) -> Result<()> {
    store::append_all(conn, entries, now)
}
