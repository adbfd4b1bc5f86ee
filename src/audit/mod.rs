//! The log of everything that was decided, and by whom: only ever added to, and chained.
//!
//! Whoever does something worth remembering calls [`append`] in the transaction that does it. Each
//! line carries a keyed hash (`chain`), so that a line that the program did not write is known; a
//! moment after its commit it is sealed ([`sealing`]) by a hash over all lines before it, and the
//! end of the chain is signed. [`verify`] names the first line that is not as it was written,
//! [`export`] writes a copy that verifies by itself.
//!
//! What none of this can show: that somebody put an older copy of the whole database in its place,
//! and what was removed within the second before it was sealed. Against the first keep an export
//! elsewhere.

pub mod chain;
pub mod export;
pub mod model;
pub mod sealing;
mod store;
pub mod verify;

use crate::audit::model::{Entry, Listed, Wanted};
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

/// Up to `limit` lines, the newest first.
pub fn list(conn: &mut Connection, wanted: &Wanted, limit: i64) -> Result<Vec<Listed>> {
    store::list(conn, wanted, limit)
}
