//! What decisions and edits change, compared and set, and the lines of the log that they are taken
//! back by.

use diesel::dsl::{exists, select};
use diesel::prelude::*;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::constant::Constant;
use crate::db::schema::{
    accounts, audit_log, comment_revisions, comments, deleted_comments, readers,
};
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, AuditId, CommentId, ReaderId, SectionId};
use crate::moderation::ruling::Reply;
use crate::moderation::undo::Line;
use crate::on;
use crate::status::Status;
use crate::vault;

/// How a comment stands, for whoever wants to change that.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct Standing {
    pub article_id: ArticleId,
    pub root_id: Option<CommentId>,
    pub section_id: Option<SectionId>,
    pub reader_id: Option<ReaderId>,
    pub status: Status,
    pub version: i64,
    pub text: String,
    pub html: String,
    /// When the reader's address was proven.
    #[diesel(select_expression = readers::proven_at.nullable())]
    pub proven_at: Option<Time>,
}

pub fn standing(conn: &mut Connection, id: CommentId) -> Result<Option<Standing>> {
    Ok(on!(conn, |c| comments::table
        .left_join(readers::table)
        .filter(comments::id.eq(id))
        .select(Standing::as_select())
        .first(c)
        .optional())?)
}

/// Gives the comment another status if it still stands as it was seen. Answers whether it did.
pub fn set_status(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    next: Status,
    decided_at: Option<Time>,
) -> Result<bool> {
    struct SetStatus;
    let unchanged = comments::id
        .eq(id)
        .and(comments::status.eq(seen.status))
        .and(comments::version.eq(seen.version));
    let update = diesel::update(comments::table.filter(unchanged)).set((
        comments::status.eq(next),
        comments::version.eq(seen.version + 1),
        comments::decided_at.eq(decided_at),
    ));
    let changed = on!(conn, |c| Constant::<SetStatus, _>::new(update).execute(c))?;
    Ok(changed == 1)
}

/// The blind index of a reader's address, by which transactions about the reader wait for each
/// other.
pub fn email_index(conn: &mut Connection, id: ReaderId) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, |c| readers::table.find(id).select(readers::email_index).first(c).optional())?)
}

/// Destroys a reader's address, unless comments of the reader are left, or such as may come back.
pub fn forget_reader(conn: &mut Connection, id: ReaderId) -> Result<()> {
    let theirs = comments::table.filter(comments::reader_id.eq(id));
    let aside = deleted_comments::table.filter(deleted_comments::reader_id.eq(id));
    let left: bool = on!(conn, |c| select(exists(theirs).or(exists(aside))).get_result(c))?;
    if !left {
        on!(conn, |c| diesel::delete(readers::table.find(id)).execute(c))?;
    }
    Ok(())
}

/// Puts another text with its HTML in the place of the one that was seen. Answers whether it did.
pub fn set_text(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    (text, html): (&str, &str),
    edited_at: Option<Time>,
) -> Result<bool> {
    let unchanged = comments::id
        .eq(id)
        .and(comments::status.eq(seen.status))
        .and(comments::version.eq(seen.version));
    let changed = on!(conn, |c| diesel::update(comments::table.filter(unchanged))
        .set((
            comments::text.eq(text),
            comments::html.eq(html),
            comments::version.eq(seen.version + 1),
            comments::edited_at.eq(edited_at),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

/// Keeps what a comment said before an edit.
pub fn keep_revision(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    editor: AccountId,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(comment_revisions::table)
        .values((
            comment_revisions::comment_id.eq(id),
            comment_revisions::version.eq(seen.version),
            comment_revisions::text.eq(&seen.text),
            comment_revisions::html.eq(&seen.html),
            comment_revisions::editor_id.eq(editor),
            comment_revisions::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// What a version of the comment said, with its HTML if that was kept.
pub fn former_text(
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
        (Option<i64>, Option<String>, Option<AuditId>, Time),
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
            (audit_log::version, audit_log::detail, audit_log::undoes_id, audit_log::created_at),
        ))
        .load(c))?;
    let line = |((id, act, actor, from, to), (version, detail, undoes, at)): Row| {
        let version = version?;
        Some(Line { id, act, actor, from, to, version, detail, undoes, at })
    };
    Ok(rows.into_iter().filter_map(line).collect())
}

/// A comment of the staff's own under another one, public at once.
pub fn insert_reply(
    conn: &mut Connection,
    to: CommentId,
    seen: &Standing,
    reply: &Reply,
    actor: AccountId,
    now: Time,
) -> Result<CommentId> {
    let name: Option<String> =
        on!(conn, |c| accounts::table.find(actor).select(accounts::name).first(c).optional())?;
    let name = name.ok_or(Error::Unauthenticated)?;
    // The answer to one version of one comment: sent twice it cannot be there twice.
    let fingerprint = vault::hash(&format!("staff reply to {to} at {}", seen.version));
    Ok(on!(conn, |c| diesel::insert_into(comments::table)
        .values((
            (
                comments::article_id.eq(seen.article_id),
                comments::parent_id.eq(to),
                comments::root_id.eq(seen.root_id.unwrap_or(to)),
                comments::section_id.eq(seen.section_id),
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
