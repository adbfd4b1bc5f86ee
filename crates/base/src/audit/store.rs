//! The queries of the audit log.

pub mod undone;

use diesel::prelude::*;

use crate::audit::chain::{Content, Hash, Head, Line, Sealed};
use crate::audit::model::{Act, ActGroup, Actor, Entry, LogFilter, LogLine};
use crate::clock::Time;
use crate::db::schema::{accounts, audit_log, audit_seals};
use crate::db::{Connection, SigningKey};
use crate::error::{Error, Result};
use crate::ids::{AccountId, AuditId, BatchId, CommentId};
use crate::settings;
use crate::status::Status;
use crate::{insert_one, on};

/// The name of the signed head among the settings.
const HEAD: &str = "audit_head";

// With `treat_none_as_default_value = false` the statement is constant and is prepared once.
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
    mac: Option<Vec<u8>>,
}

impl NewRow<'_> {
    fn content(&self) -> Content<'_> {
        Content {
            act: self.act as i16,
            actor_id: self.actor_id.map(|id| id.0),
            comment_id: self.comment_id.map(|id| id.0),
            from_status: self.from_status.map(|status| status as i16),
            to_status: self.to_status.map(|status| status as i16),
            version: self.version,
            reason: self.reason,
            note: self.note,
            detail: self.detail.as_deref(),
            batch_id: self.batch_id.map(|id| id.0),
            undoes_id: self.undoes_id.map(|id| id.0),
            created_at: self.created_at.micros(),
        }
    }
}

/// The row of a line, signed if the connection has a key.
fn row<'a>(entry: &Entry<'a>, key: Option<&SigningKey>, now: Time) -> Result<NewRow<'a>> {
    let mut row = NewRow {
        act: entry.act,
        actor_id: entry.actor,
        comment_id: entry.comment,
        from_status: entry.status.0,
        to_status: entry.status.1,
        version: entry.version,
        reason: entry.reason,
        note: entry.note,
        detail: entry
            .detail
            .as_ref()
            .map(serde_json::to_string)
            .transpose()
            .map_err(Error::internal)?,
        batch_id: entry.batch,
        undoes_id: entry.undoes,
        created_at: now,
        mac: None,
    };
    if let Some(key) = key {
        row.mac = Some(row.content().sign(key)?);
    }
    Ok(row)
}

/// Adds one line and returns its id.
pub fn append(conn: &mut Connection, entry: &Entry<'_>, now: Time) -> Result<AuditId> {
    let row = row(entry, conn.signing_key.as_ref(), now)?;
    let added = insert_one!(
        conn,
        NewLine,
        diesel::insert_into(audit_log::table).values(&row),
        audit_log::id
    );
    added.ok_or_else(|| Error::internal("a line of the log was not added"))
}

/// Adds several lines with one statement per thousand.
pub fn append_all(conn: &mut Connection, entries: &[Entry<'_>], now: Time) -> Result<()> {
    let key = conn.signing_key;
    let rows =
        entries.iter().map(|entry| row(entry, key.as_ref(), now)).collect::<Result<Vec<_>>>()?;
    // A row has thirteen values, and PostgreSQL allows 65,535 in a statement.
    for some in rows.chunks(1000) {
        on!(conn, |c| diesel::insert_into(audit_log::table).values(some).execute(c))?;
    }
    Ok(())
}

/// The stored head. The caller verifies its signature.
pub fn head(conn: &mut Connection) -> Result<Option<Head>> {
    let stored = settings::get(conn, HEAD)?;
    // An unreadable head has no valid signature; it counts as missing.
    Ok(stored.and_then(|text| serde_json::from_str(&text).ok()))
}

/// Replaces the head.
pub fn set_head(conn: &mut Connection, head: &Head) -> Result<()> {
    settings::set(conn, HEAD, &serde_json::to_string(head).map_err(Error::internal)?)
}

/// Whether the log has seals or signed lines, so that a head must exist.
pub fn was_begun(conn: &mut Connection) -> Result<bool> {
    let seals: Option<i64> =
        on!(conn, |c| audit_seals::table.select(audit_seals::seq).first(c).optional())?;
    let signed = audit_log::table.filter(audit_log::mac.is_not_null()).select(audit_log::id);
    let signed: Option<i64> =
        on!(conn, |c| signed.order(audit_log::id.desc()).first(c).optional())?;
    Ok(seals.is_some() || signed.is_some())
}

/// The highest id of a line; 0 if there is none.
pub fn highest(conn: &mut Connection) -> Result<i64> {
    let highest: Option<i64> =
        on!(conn, |c| audit_log::table.select(diesel::dsl::max(audit_log::id)).first(c))?;
    Ok(highest.unwrap_or(0))
}

/// Up to `limit` lines with ids above `after`, in the order of their ids.
pub fn lines_after(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Line>> {
    Ok(on!(conn, |c| audit_log::table
        .filter(audit_log::id.gt(after))
        .order(audit_log::id)
        .limit(limit)
        .select(Line::as_select())
        .load(c))?)
}

/// All lines with ids from `from` to `to`, both included.
pub fn lines_between(conn: &mut Connection, from: i64, to: i64) -> Result<Vec<Line>> {
    Ok(on!(conn, |c| audit_log::table
        .filter(audit_log::id.between(from, to))
        .order(audit_log::id)
        .select(Line::as_select())
        .load(c))?)
}

/// Adds seals: the sequence number, the id of the line and the hash of each.
pub fn add_seals(conn: &mut Connection, seals: &[(i64, i64, Hash)]) -> Result<()> {
    for some in seals.chunks(1000) {
        let rows: Vec<_> = some
            .iter()
            .map(|(seq, entry, hash)| {
                (
                    audit_seals::seq.eq(seq),
                    audit_seals::entry_id.eq(entry),
                    audit_seals::hash.eq(&hash[..]),
                )
            })
            .collect();
        on!(conn, |c| diesel::insert_into(audit_seals::table).values(&rows).execute(c))?;
    }
    Ok(())
}

/// Up to `limit` seals after the sequence number `after`, each with its line.
pub fn seals_after(conn: &mut Connection, after: i64, limit: i64) -> Result<Vec<Sealed>> {
    Ok(on!(conn, |c| audit_seals::table
        .left_join(audit_log::table.on(audit_log::id.eq(audit_seals::entry_id)))
        .filter(audit_seals::seq.gt(after))
        .order(audit_seals::seq)
        .limit(limit)
        .select((
            audit_seals::seq,
            audit_seals::entry_id,
            audit_seals::hash,
            Option::<Line>::as_select()
        ))
        .load(c))?)
}

/// The first line without a seal that can no longer be sealed.
pub fn unsealed(conn: &mut Connection, head: &Head) -> Result<Option<i64>> {
    let found: Vec<i64> = on!(conn, |c| audit_log::table
        .left_join(audit_seals::table.on(audit_seals::entry_id.eq(audit_log::id)))
        .filter(audit_log::id.le(head.last_id).and(audit_seals::seq.is_null()))
        .order(audit_log::id)
        .select(audit_log::id)
        .load(c))?;
    Ok(found.into_iter().find(|id| !head.may_be_sealed(*id)))
}

type ListedRow = (
    (
        AuditId,
        Act,
        Option<CommentId>,
        Option<Status>,
        Option<Status>,
        Option<i64>,
        Option<String>,
        Option<String>,
    ),
    (Option<String>, Option<BatchId>, Option<AuditId>, Time),
    Option<AccountId>,
    Option<String>,
);

/// Up to `limit` lines with the names of the actors, newest first.
pub fn list(conn: &mut Connection, filter: &LogFilter, limit: i64) -> Result<Vec<LogLine>> {
    let rows: Vec<ListedRow> = on!(conn, |c| {
        let mut query = audit_log::table
            .left_join(accounts::table.on(audit_log::actor_id.eq(accounts::id.nullable())))
            .order(audit_log::id.desc())
            .limit(limit)
            .select((
                (
                    audit_log::id,
                    audit_log::act,
                    audit_log::comment_id,
                    audit_log::from_status,
                    audit_log::to_status,
                    audit_log::version,
                    audit_log::reason,
                    audit_log::note,
                ),
                (
                    audit_log::detail,
                    audit_log::batch_id,
                    audit_log::undoes_id,
                    audit_log::created_at,
                ),
                audit_log::actor_id,
                accounts::name.nullable(),
            ))
            .into_boxed();
        if let Some(comment) = filter.comment {
            query = query.filter(audit_log::comment_id.eq(comment));
        }
        if let Some(actor) = filter.actor {
            query = query.filter(audit_log::actor_id.eq(actor));
        }
        if let Some(act) = filter.act {
            query = query.filter(audit_log::act.eq(act));
            if act as i16 >= 10 {
                // Repeats the condition of the partial index, which the planner cannot derive from
                // a parameter.
                query = query
                    .filter(diesel::dsl::sql::<diesel::sql_types::Bool>("audit_log.act >= 10"));
            }
        }
        if !filter.groups.is_empty() && filter.groups.len() < ActGroup::ALL.len() {
            let acts = Act::ALL.into_iter().filter(|act| filter.groups.contains(&act.group()));
            query = query.filter(audit_log::act.eq_any(acts.collect::<Vec<_>>()));
        }
        if let Some(since) = filter.since {
            query = query.filter(audit_log::created_at.ge(since));
        }
        if let Some(until) = filter.until {
            query = query.filter(audit_log::created_at.lt(until));
        }
        if let Some(after) = filter.after {
            query = query.filter(audit_log::id.lt(after));
        }
        query.load(c)
    })?;
    let listed = |(row, more, actor, name): ListedRow| {
        let (id, act, comment_id, from_status, to_status, version, reason, note) = row;
        let (detail, batch_id, undoes_id, at) = more;
        LogLine {
            id,
            act,
            by: actor.map(|id| Actor { id, name }),
            comment_id,
            from_status,
            to_status,
            version,
            reason,
            note,
            detail: detail.and_then(|text| serde_json::from_str(&text).ok()),
            batch_id,
            undoes_id,
            at,
        }
    };
    Ok(rows.into_iter().map(listed).collect())
}
