//! What decisions and edits change, compared and set, and the log.

use diesel::dsl::{exists, select};
use diesel::prelude::*;

use crate::audit::model::Act;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{audit_log, comment_revisions, comments, readers};
use crate::error::Result;
use crate::ids::{AccountId, ArticleId, CommentId, ReaderId};
use crate::on;
use crate::status::Status;

/// How a comment stands, for whoever wants to change that.
#[derive(Clone, Queryable, Selectable)]
#[diesel(table_name = comments)]
pub struct Standing {
    pub article_id: ArticleId,
    pub reader_id: Option<ReaderId>,
    pub status: Status,
    pub version: i64,
    pub text: String,
}

pub fn standing(conn: &mut Connection, id: CommentId) -> Result<Option<Standing>> {
    Ok(on!(conn, |c| comments::table.find(id).select(Standing::as_select()).first(c).optional())?)
}

/// Gives the comment another status if it still stands as it was seen. Answers whether it did.
pub fn set_status(conn: &mut Connection, id: CommentId, seen: &Standing, next: Status, now: Time) -> Result<bool> {
    let unchanged = comments::id.eq(id).and(comments::status.eq(seen.status)).and(comments::version.eq(seen.version));
    let changed = on!(conn, |c| diesel::update(comments::table.filter(unchanged))
        .set((comments::status.eq(next), comments::version.eq(seen.version + 1), comments::decided_at.eq(now)))
        .execute(c))?;
    Ok(changed == 1)
}

/// Empties all that a reader wrote or that could lead to the reader. The place in the thread stays, and the
/// fingerprint, a keyed hash by which the same comment sent again is known.
pub fn erase(conn: &mut Connection, id: CommentId) -> Result<()> {
    let nothing = None::<&str>;
    on!(conn, |c| diesel::update(comments::table.find(id))
        .set((
            comments::text.eq(""),
            comments::html.eq(""),
            comments::name.eq(""),
            comments::website.eq(nothing),
            comments::avatar.eq(0),
            comments::reader_id.eq(None::<ReaderId>),
            comments::network_hash.eq(None::<&[u8]>),
            comments::network_prefix.eq(nothing),
            comments::notify.eq(false),
        ))
        .execute(c))?;
    let revisions = comment_revisions::table.filter(comment_revisions::comment_id.eq(id));
    on!(conn, |c| diesel::update(revisions).set(comment_revisions::text.eq("")).execute(c))?;
    Ok(())
}

/// The blind index of a reader's address, by which transactions about the reader wait for each other.
pub fn email_index(conn: &mut Connection, id: ReaderId) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, |c| readers::table.find(id).select(readers::email_index).first(c).optional())?)
}

/// Destroys a reader's address, unless comments of the reader are left.
pub fn forget_reader(conn: &mut Connection, id: ReaderId) -> Result<()> {
    let left: bool = on!(conn, |c| select(exists(comments::table.filter(comments::reader_id.eq(id)))).get_result(c))?;
    if !left {
        on!(conn, |c| diesel::delete(readers::table.find(id)).execute(c))?;
    }
    Ok(())
}

/// Puts another text in the place of the one that was seen. Answers whether it did.
pub fn set_text(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    text: &str,
    html: &str,
    now: Time,
) -> Result<bool> {
    let unchanged = comments::id.eq(id).and(comments::status.eq(seen.status)).and(comments::version.eq(seen.version));
    let changed = on!(conn, |c| diesel::update(comments::table.filter(unchanged))
        .set((
            comments::text.eq(text),
            comments::html.eq(html),
            comments::version.eq(seen.version + 1),
            comments::edited_at.eq(now),
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
            comment_revisions::editor_id.eq(editor),
            comment_revisions::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// Whether the comment was ever public by a decision.
pub fn was_approved(conn: &mut Connection, id: CommentId) -> Result<bool> {
    let approvals = audit_log::table.filter(audit_log::comment_id.eq(id).and(audit_log::act.eq(Act::Approve)));
    Ok(on!(conn, |c| select(exists(approvals)).get_result(c))?)
}
