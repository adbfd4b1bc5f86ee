//! The table of batches. Every statement reads or writes a whole slice.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::clock::Time;
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::db::schema::{accounts, audit_log, batches, comments};
use crate::error::Result;
use crate::for_update;
use crate::ids::{AccountId, AuditId, BatchId, CommentId};
use crate::moderation::model::Actor;
use crate::moderation::model::batch::{Batch, BatchState};
use crate::on;
use crate::status::{Decision, Status};

#[derive(Insertable)]
#[diesel(table_name = batches)]
pub struct NewRow<'a> {
    pub actor_id: AccountId,
    pub decision: Decision,
    pub reason: Option<&'a str>,
    pub note: Option<&'a str>,
    pub to_author: Option<&'a str>,
    pub target: String,
    pub expected: i64,
    pub state: BatchState,
    pub done: i64,
    pub skipped: i64,
    pub after_id: i64,
    pub until_id: i64,
    pub undoes_id: Option<BatchId>,
    pub created_at: Time,
}

pub fn insert(conn: &mut Connection, row: &NewRow<'_>) -> Result<BatchId> {
    Ok(on!(conn, |c| diesel::insert_into(batches::table)
        .values(row)
        .returning(batches::id)
        .get_result(c))?)
}

/// The versions of those comments that exist, in the order of their numbers.
pub fn versions(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<(CommentId, i64)>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .order(comments::id)
        .select((comments::id, comments::version))
        .load(c))?)
}

/// The number of the newest comment; 0 if there is none.
pub fn last_comment(conn: &mut Connection) -> Result<i64> {
    let last: Option<CommentId> =
        on!(conn, |c| comments::table.select(max(comments::id)).get_result(c))?;
    Ok(last.map_or(0, |id| id.0))
}

/// The number of the batch's last line in the log; 0 if there is none.
pub fn last_line(conn: &mut Connection, id: BatchId) -> Result<i64> {
    let lines = audit_log::table.filter(audit_log::batch_id.eq(id));
    let last: Option<AuditId> = on!(conn, |c| lines.select(max(audit_log::id)).get_result(c))?;
    Ok(last.map_or(0, |id| id.0))
}

type ListedBatch = (
    (BatchId, BatchState, Decision, Option<String>, Option<String>, Option<String>),
    (i64, i64, i64, Option<BatchId>, Option<String>, Time, Option<Time>),
    Option<AccountId>,
    Option<String>,
);

/// The batch `one`, or up to `limit` batches begun before `before`, the latest first.
pub fn list(
    conn: &mut Connection,
    one: Option<BatchId>,
    before: Option<BatchId>,
    limit: i64,
) -> Result<Vec<Batch>> {
    let (least, most) = match (one, before) {
        (Some(id), _) => (id.0, id.0),
        (None, before) => (0, before.map_or(i64::MAX, |id| id.0.saturating_sub(1))),
    };
    let rows: Vec<ListedBatch> = on!(conn, |c| batches::table
        .left_join(accounts::table.on(batches::actor_id.eq(accounts::id.nullable())))
        .filter(batches::id.between(BatchId(least), BatchId(most)))
        .order(batches::id.desc())
        .limit(limit)
        .select((
            (
                batches::id,
                batches::state,
                batches::decision,
                batches::reason,
                batches::note,
                batches::to_author,
            ),
            (
                batches::expected,
                batches::done,
                batches::skipped,
                batches::undoes_id,
                batches::last_error,
                batches::created_at,
                batches::finished_at,
            ),
            batches::actor_id,
            accounts::name.nullable(),
        ))
        .load(c))?;
    let ids: Vec<BatchId> = rows.iter().map(|row| row.0.0).collect();
    let undoing: Vec<(Option<BatchId>, BatchId)> = on!(conn, |c| batches::table
        .filter(batches::undoes_id.eq_any(&ids))
        .select((batches::undoes_id, batches::id))
        .load(c))?;
    let batch =
        |((id, state, decision, reason, note, to_author), numbers, actor, name): ListedBatch| {
            let (total, done, skipped, undoes, last_error, created_at, finished_at) = numbers;
            Batch {
                id,
                state,
                decision,
                reason: reason.as_deref().and_then(ReasonCode::parse),
                note,
                to_author,
                total,
                done,
                skipped,
                undoes,
                undone_by: undoing
                    .iter()
                    .find(|(undone, _)| *undone == Some(id))
                    .map(|(_, by)| *by),
                by: actor.map(|id| Actor { id, name }),
                last_error,
                created_at,
                finished_at,
            }
        };
    Ok(rows.into_iter().map(batch).collect())
}

/// The columns of a batch that its job reads.
#[derive(Queryable, Selectable)]
#[diesel(table_name = batches)]
pub struct BatchRow {
    pub id: BatchId,
    pub actor_id: Option<AccountId>,
    pub decision: Decision,
    pub reason: Option<String>,
    pub note: Option<String>,
    pub to_author: Option<String>,
    pub target: String,
    pub expected: i64,
    pub state: BatchState,
    pub done: i64,
    pub skipped: i64,
    pub after_id: i64,
    pub until_id: i64,
}

/// Locks a batch until the transaction ends.
pub fn lock(conn: &mut Connection, id: BatchId) -> Result<Option<BatchRow>> {
    let rows: Vec<BatchRow> =
        for_update!(conn, |c| batches::table.find(id).select(BatchRow::as_select()))?;
    Ok(rows.into_iter().next())
}

/// The progress that one slice made.
pub struct Step {
    pub done: i64,
    pub skipped: i64,
    /// The last comment of the slice, or the last line of the log where a batch is undone.
    pub after: Option<i64>,
    pub finished: bool,
}

/// Stores the progress of a batch. With the last slice, every expected comment that was not changed
/// counts as skipped.
pub fn advance(conn: &mut Connection, batch: &BatchRow, step: &Step, now: Time) -> Result<()> {
    let done = batch.done + step.done;
    let skipped = batch.skipped + step.skipped;
    let skipped = if step.finished { skipped.max(batch.expected - done) } else { skipped };
    let (state, finished_at) =
        if step.finished { (BatchState::Done, Some(now)) } else { (BatchState::Running, None) };
    on!(conn, |c| diesel::update(batches::table.find(batch.id))
        .set((
            batches::state.eq(state),
            batches::done.eq(done),
            batches::skipped.eq(skipped),
            batches::after_id.eq(step.after.unwrap_or(batch.after_id)),
            batches::finished_at.eq(finished_at),
        ))
        .execute(c))?;
    Ok(())
}

/// Marks a batch as failed.
pub fn fail(conn: &mut Connection, id: BatchId, why: &str, now: Time) -> Result<()> {
    on!(conn, |c| diesel::update(batches::table.find(id))
        .set((
            batches::state.eq(BatchState::Failed),
            batches::last_error.eq(why),
            batches::finished_at.eq(now)
        ))
        .execute(c))?;
    Ok(())
}

/// A batch's line in the log about one comment.
pub struct Line {
    pub id: AuditId,
    pub comment: CommentId,
    pub from: Status,
    /// The comment's version after it.
    pub version: i64,
}

/// Up to `limit` of a batch's lines after the line `after` and not after `until`.
pub fn lines(
    conn: &mut Connection,
    batch: BatchId,
    after: i64,
    until: i64,
    limit: usize,
) -> Result<Vec<Line>> {
    type LogRow = (AuditId, Option<CommentId>, Option<Status>, Option<i64>);
    let rows: Vec<LogRow> = on!(conn, |c| audit_log::table
        .filter(audit_log::batch_id.eq(batch).and(audit_log::comment_id.is_not_null()))
        .filter(audit_log::id.gt(AuditId(after)).and(audit_log::id.le(AuditId(until))))
        .order(audit_log::id)
        .limit(i64::try_from(limit).unwrap_or(i64::MAX))
        .select((audit_log::id, audit_log::comment_id, audit_log::from_status, audit_log::version))
        .load(c))?;
    let line = |(id, comment, from, version): LogRow| {
        Some(Line { id, comment: comment?, from: from?, version: version? })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}
