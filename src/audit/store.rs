//! All of the log's queries.

use diesel::prelude::*;

use crate::audit::model::{Act, Entry};
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::audit_log;
use crate::error::{Error, Result};
use crate::ids::{AccountId, AuditId, BatchId, CommentId};
use crate::on;
use crate::status::Status;

// So that the statement is the same for each line and is prepared once.
#[derive(Insertable)]
#[diesel(table_name = audit_log, treat_none_as_default_value = false)]
struct NewRow<'a> {
    act: Act,
    actor_id: Option<AccountId>,
    comment_id: Option<CommentId>,
    from_status: Option<Status>,
    to_status: Option<Status>,
    version: Option<i64>,
    reason: Option<&'a str>,
    note: Option<&'a str>,
    detail: Option<String>,
    batch_id: Option<BatchId>,
    undoes_id: Option<AuditId>,
    created_at: Time,
}

fn row<'a>(entry: &Entry<'a>, now: Time) -> Result<NewRow<'a>> {
    Ok(NewRow {
        act: entry.act,
        actor_id: entry.actor,
        comment_id: entry.comment,
        from_status: entry.status.0,
        to_status: entry.status.1,
        version: entry.version,
        reason: entry.reason,
        note: entry.note,
        detail: entry.detail.as_ref().map(serde_json::to_string).transpose().map_err(Error::internal)?,
        batch_id: entry.batch,
        undoes_id: entry.undoes,
        created_at: now,
    })
}

/// Adds one line and answers its number.
pub fn append(conn: &mut Connection, entry: &Entry<'_>, now: Time) -> Result<AuditId> {
    let row = row(entry, now)?;
    Ok(on!(conn, |c| diesel::insert_into(audit_log::table).values(&row).returning(audit_log::id).get_result(c))?)
}

/// Adds many lines at once.
pub fn append_all(conn: &mut Connection, entries: &[Entry<'_>], now: Time) -> Result<()> {
    let rows = entries.iter().map(|entry| row(entry, now)).collect::<Result<Vec<_>>>()?;
    // Twelve values a row, and PostgreSQL takes 65,535 in a statement.
    for some in rows.chunks(1000) {
        on!(conn, |c| diesel::insert_into(audit_log::table).values(some).execute(c))?;
    }
    Ok(())
}
