//! The queries of a comment's life. Changes are made by compare-and-set: a comment that has changed
//! since it was read is left alone.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::comments::life::model::{EditedAt, Former, Line, Rendered, Reply, State, Step};
use crate::db::Connection;
use crate::db::constant::Constant;
use crate::db::schema::{accounts, audit_log, claims, comment_revisions, comments, readers};
use crate::error::{Error, Result};
use crate::ids::{AccountId, AuditId, CommentId, ReaderId};
use crate::status::Status;
use crate::vault;
use crate::{for_change, on};

/// Selects the states of comments. Other tables are read by subqueries, because PostgreSQL would
/// lock the rows of joined tables too.
macro_rules! states {
    () => {
        comments::table.select((
            comments::id,
            comments::article_id,
            comments::root_id,
            comments::section_id,
            comments::reader_id,
            comments::status,
            comments::version,
            comments::created_at,
            readers::table
                .filter(readers::id.nullable().eq(comments::reader_id))
                .select(readers::proven_at)
                .single_value(),
            claims::table
                .filter(claims::comment_id.eq(comments::id))
                .select(claims::account_id)
                .single_value(),
        ))
    };
}

pub fn find(conn: &mut Connection, id: CommentId) -> Result<Option<State>> {
    Ok(on!(conn, |c| states!().filter(comments::id.eq(id)).first(c).optional())?)
}

pub fn lock(conn: &mut Connection, id: CommentId) -> Result<Option<State>> {
    let rows: Vec<State> = for_change!(conn, |c| states!().filter(comments::id.eq(id)))?;
    Ok(rows.into_iter().next())
}

pub fn lock_all(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<State>> {
    Ok(for_change!(conn, |c| states!().filter(comments::id.eq_any(ids)).order(comments::id))?)
}

/// Stores the next status and version of comments. Returns false if one has changed since it was
/// read; then the transaction must fail.
pub fn set_status(conn: &mut Connection, steps: &[Step<'_>]) -> Result<bool> {
    if let [step] = steps {
        return set_one(conn, step);
    }
    let mut groups: BTreeMap<(i16, Option<Time>), (Status, Vec<CommentId>)> = BTreeMap::new();
    for step in steps {
        let key = (step.next as i16, step.decided_at);
        groups.entry(key).or_insert((step.next, Vec::new())).1.push(step.seen.id);
    }
    let mut changed = 0;
    for ((_, decided_at), (next, ids)) in groups {
        // The rows are locked, so their versions cannot have changed.
        changed +=
            on!(conn, |c| diesel::update(comments::table.filter(comments::id.eq_any(&ids)))
                .set((
                    comments::status.eq(next),
                    comments::version.eq(comments::version + 1),
                    comments::decided_at.eq(decided_at),
                ))
                .execute(c))?;
    }
    Ok(changed == steps.len())
}

fn set_one(conn: &mut Connection, step: &Step<'_>) -> Result<bool> {
    struct SetStatus;
    let unchanged = comments::id
        .eq(step.seen.id)
        .and(comments::status.eq(step.seen.status))
        .and(comments::version.eq(step.seen.version));
    let update = diesel::update(comments::table.filter(unchanged)).set((
        comments::status.eq(step.next),
        comments::version.eq(step.seen.version + 1),
        comments::decided_at.eq(step.decided_at),
    ));
    let changed = on!(conn, |c| Constant::<SetStatus, _>::new(update).execute(c))?;
    Ok(changed == 1)
}

/// Stores a new text and the comment's next version. Returns false if the comment has changed since
/// it was read.
pub fn set_text(
    conn: &mut Connection,
    seen: &State,
    Rendered { text, html }: Rendered<'_>,
    edited_at: EditedAt,
) -> Result<bool> {
    let unchanged = comments::id
        .eq(seen.id)
        .and(comments::status.eq(seen.status))
        .and(comments::version.eq(seen.version));
    let edited_at = match edited_at {
        EditedAt::Keep => None,
        EditedAt::Set(at) => Some(comments::edited_at.eq(at)),
    };
    let changed = on!(conn, |c| diesel::update(comments::table.filter(unchanged))
        .set((
            comments::text.eq(text),
            comments::html.eq(html),
            comments::version.eq(seen.version + 1),
            edited_at,
        ))
        .execute(c))?;
    Ok(changed == 1)
}

pub fn former(conn: &mut Connection, id: CommentId) -> Result<Former> {
    let found = on!(conn, |c| comments::table
        .find(id)
        .select((comments::text, comments::html, comments::reasons))
        .first(c)
        .optional())?;
    found.ok_or(Error::NotFound)
}

/// Stores the former text of version `seen.version` as a revision. Without an editor, the author
/// replaced it.
pub fn keep_revision(
    conn: &mut Connection,
    seen: &State,
    former: &Former,
    editor: Option<AccountId>,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(comment_revisions::table)
        .values((
            comment_revisions::comment_id.eq(seen.id),
            comment_revisions::version.eq(seen.version),
            comment_revisions::text.eq(&former.text),
            comment_revisions::html.eq(&former.html),
            comment_revisions::editor_id.eq(editor),
            comment_revisions::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// The text of a former version, with its HTML if that was stored.
pub fn revision(
    conn: &mut Connection,
    id: CommentId,
    version: i64,
) -> Result<Option<(String, Option<String>)>> {
    Ok(on!(conn, |c| comment_revisions::table
        .filter(comment_revisions::comment_id.eq(id).and(comment_revisions::version.eq(version)))
        .order(comment_revisions::id.desc())
        .select((comment_revisions::text, comment_revisions::html))
        .first(c)
        .optional())?)
}

/// The lines that made the versions of a comment, oldest first.
pub fn lines(conn: &mut Connection, id: CommentId) -> Result<Vec<Line>> {
    type Row = (
        (AuditId, Act, Option<AccountId>, Option<Status>, Option<Status>),
        (Option<i64>, Option<String>, Option<String>, Option<AuditId>, Time),
    );
    let rows: Vec<Row> = on!(conn, |c| audit_log::table
        .filter(audit_log::comment_id.eq(id).and(audit_log::version.is_not_null()))
        .order(audit_log::id)
        .select((
            (
                audit_log::id,
                audit_log::act,
                audit_log::actor_id,
                audit_log::from_status,
                audit_log::to_status
            ),
            (
                audit_log::version,
                audit_log::reason,
                audit_log::detail,
                audit_log::undoes_id,
                audit_log::created_at
            ),
        ))
        .load(c))?;
    let line = |((id, act, actor, from, to), (version, reason, detail, undoes, at)): Row| {
        let version = version?;
        Some(Line { id, act, actor, from, to, version, reason, detail, undoes, at })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// The act, its account, the account's name, and the time.
pub type LastAct = (Act, Option<AccountId>, Option<String>, Time);

/// The last line of a comment's log that made a version of it.
pub fn last_act(conn: &mut Connection, id: CommentId) -> Result<Option<LastAct>> {
    Ok(on!(conn, |c| audit_log::table
        .left_join(accounts::table.on(audit_log::actor_id.eq(accounts::id.nullable())))
        .filter(audit_log::comment_id.eq(id).and(audit_log::version.is_not_null()))
        .order(audit_log::id.desc())
        .select((
            audit_log::act,
            audit_log::actor_id,
            accounts::name.nullable(),
            audit_log::created_at
        ))
        .first(c)
        .optional())?)
}

/// Ends the claims of one moderator on these comments.
pub fn release_claims(conn: &mut Connection, ids: &[CommentId], actor: AccountId) -> Result<()> {
    let own =
        claims::table.filter(claims::comment_id.eq_any(ids).and(claims::account_id.eq(actor)));
    on!(conn, |c| diesel::delete(own).execute(c))?;
    Ok(())
}

/// Inserts a public reply by staff.
pub fn insert_reply(
    conn: &mut Connection,
    to: &State,
    reply: &Reply,
    actor: AccountId,
    now: Time,
) -> Result<CommentId> {
    let name: Option<String> =
        on!(conn, |c| accounts::table.find(actor).select(accounts::name).first(c).optional())?;
    let name = name.ok_or(Error::Unauthenticated)?;
    // One reply to each version of a comment, so that a repeated request cannot insert a second
    // one.
    let fingerprint = vault::hash(&format!("staff reply to {} at {}", to.id, to.version));
    Ok(on!(conn, |c| diesel::insert_into(comments::table)
        .values((
            (
                comments::article_id.eq(to.article_id),
                comments::parent_id.eq(to.id),
                comments::root_id.eq(to.root_id.unwrap_or(to.id)),
                comments::section_id.eq(to.section_id),
                comments::staff_id.eq(actor),
                comments::status.eq(Status::Approved),
                comments::first_status.eq(Status::Approved),
                comments::reasons.eq("[]"),
                comments::version.eq(1),
                comments::name.eq(&name),
            ),
            (
                comments::text.eq(&reply.text),
                comments::html.eq(&reply.html),
                comments::avatar.eq(reply.avatar),
                comments::fingerprint.eq(&fingerprint),
                comments::form_id.eq(&fingerprint),
                comments::notify.eq(false),
                comments::created_at.eq(now),
                comments::decided_at.eq(now),
            ),
        ))
        .returning(comments::id)
        .get_result(c))?)
}

/// The comments of a reader, in the order of their numbers.
pub fn of_reader(conn: &mut Connection, reader: ReaderId) -> Result<Vec<CommentId>> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::reader_id.eq(reader))
        .order(comments::id)
        .select(comments::id)
        .load(c))?)
}

/// Removes the author from comments whose texts stay.
pub fn anonymize(conn: &mut Connection, ids: &[CommentId], name: &str) -> Result<()> {
    let nothing = None::<&str>;
    on!(conn, |c| diesel::update(comments::table.filter(comments::id.eq_any(ids)))
        .set((
            comments::name.eq(name),
            comments::website.eq(nothing),
            comments::reader_id.eq(None::<ReaderId>),
            comments::network_hash.eq(None::<&[u8]>),
            comments::network_prefix.eq(nothing),
            comments::notify.eq(false),
        ))
        .execute(c))?;
    Ok(())
}
