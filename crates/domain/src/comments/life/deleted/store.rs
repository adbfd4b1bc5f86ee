//! The queries of deletion: setting texts aside, restoring and destroying them.

use std::collections::HashMap;

use diesel::dsl::{exists, select};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::db::schema::{comment_revisions, comments, deleted_comments, readers};
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReaderId};
use crate::{for_update, on, skip_locked};

/// The blind index of a reader's address.
pub(super) fn email_index(conn: &mut Connection, id: ReaderId) -> Result<Option<Vec<u8>>> {
    Ok(on!(conn, |c| readers::table.find(id).select(readers::email_index).first(c).optional())?)
}

/// The deleted comments of a reader that can still be restored, which nobody else restores until the end of the transaction.
pub(super) fn of_reader(conn: &mut Connection, reader: ReaderId) -> Result<Vec<CommentId>> {
    Ok(for_update!(conn, |c| deleted_comments::table
        .filter(deleted_comments::reader_id.eq(reader))
        .order(deleted_comments::comment_id)
        .select(deleted_comments::comment_id))?)
}

/// Deletes the rows that were set aside for these comments.
pub(super) fn remove(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
    let kept = deleted_comments::table.filter(deleted_comments::comment_id.eq_any(ids));
    on!(conn, |c| diesel::delete(kept).execute(c))?;
    Ok(())
}

/// Deletes a reader's row with the address, unless the reader has other comments, including deleted
/// ones that can be restored.
pub(super) fn forget_reader(conn: &mut Connection, id: ReaderId) -> Result<()> {
    let theirs = comments::table.filter(comments::reader_id.eq(id));
    let kept = deleted_comments::table.filter(deleted_comments::reader_id.eq(id));
    let is_needed: bool = on!(conn, |c| select(exists(theirs).or(exists(kept))).get_result(c))?;
    if !is_needed {
        on!(conn, |c| diesel::delete(readers::table.find(id)).execute(c))?;
    }
    Ok(())
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = deleted_comments)]
struct TrashedComment {
    comment_id: CommentId,
    reader_id: Option<ReaderId>,
    name: String,
    website: Option<String>,
    text: String,
    html: String,
    avatar: i64,
    network_hash: Option<Vec<u8>>,
    network_prefix: Option<String>,
    notify: bool,
    revisions: String,
    erase_at: Time,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = comments)]
struct Content {
    id: CommentId,
    reader_id: Option<ReaderId>,
    name: String,
    website: Option<String>,
    text: String,
    html: String,
    avatar: i64,
    network_hash: Option<Vec<u8>>,
    network_prefix: Option<String>,
    notify: bool,
}

/// A revision, by the number of its row.
#[derive(Serialize, Deserialize)]
struct Former {
    id: i64,
    text: String,
    html: Option<String>,
}

/// Sets text and author of these comments aside until `erase_at`, and clears their rows.
pub(super) fn move_to_trash(
    conn: &mut Connection,
    ids: &[CommentId],
    erase_at: Time,
) -> Result<()> {
    let words: Vec<Content> = on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .select(Content::as_select())
        .load(c))?;
    let mut former: HashMap<CommentId, Vec<Former>> = HashMap::new();
    let rows: Vec<(CommentId, i64, String, Option<String>)> =
        on!(conn, |c| comment_revisions::table
            .filter(comment_revisions::comment_id.eq_any(ids))
            .order(comment_revisions::id)
            .select((
                comment_revisions::comment_id,
                comment_revisions::id,
                comment_revisions::text,
                comment_revisions::html
            ))
            .load(c))?;
    for (comment, id, text, html) in rows {
        former.entry(comment).or_default().push(Former { id, text, html });
    }
    let trashed = |words: Content| {
        let revisions = former.remove(&words.id).unwrap_or_default();
        Ok(TrashedComment {
            comment_id: words.id,
            reader_id: words.reader_id,
            name: words.name,
            website: words.website,
            text: words.text,
            html: words.html,
            avatar: words.avatar,
            network_hash: words.network_hash,
            network_prefix: words.network_prefix,
            notify: words.notify,
            revisions: serde_json::to_string(&revisions).map_err(Error::internal)?,
            erase_at,
        })
    };
    let rows = words.into_iter().map(trashed).collect::<Result<Vec<_>>>()?;
    on!(conn, |c| diesel::insert_into(deleted_comments::table).values(&rows).execute(c))?;
    clear(conn, ids)
}

/// Removes the reader's texts and all personal data from the rows. The place in the thread stays,
/// and the fingerprint, a keyed hash by which a repeated comment is recognised.
pub(super) fn clear(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
    let nothing = None::<&str>;
    on!(conn, |c| diesel::update(comments::table.filter(comments::id.eq_any(ids)))
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
    let revisions = comment_revisions::table.filter(comment_revisions::comment_id.eq_any(ids));
    on!(conn, |c| diesel::update(revisions)
        .set((comment_revisions::text.eq(""), comment_revisions::html.eq(nothing)))
        .execute(c))?;
    Ok(())
}

/// Restores text and author of deleted comments. Returns those whose text was not destroyed yet.
pub(super) fn restore_deleted(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<CommentId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(CommentId, String)> = for_update!(conn, |c| deleted_comments::table
        .filter(deleted_comments::comment_id.eq_any(ids))
        .order(deleted_comments::comment_id)
        .select((deleted_comments::comment_id, deleted_comments::revisions)))?;
    let restored: Vec<CommentId> = rows.iter().map(|(id, _)| *id).collect();
    dialect::restore_deleted(conn, &restored)?;
    for (_, revisions) in rows {
        let former: Vec<Former> = serde_json::from_str(&revisions).map_err(Error::internal)?;
        for Former { id, text, html } in former {
            on!(conn, |c| diesel::update(comment_revisions::table.find(id))
                .set((comment_revisions::text.eq(&text), comment_revisions::html.eq(&html)))
                .execute(c))?;
        }
    }
    remove(conn, &restored)?;
    Ok(restored)
}

/// Up to `limit` comments whose text is due to be destroyed, with their authors. Rows that another
/// transaction is restoring are skipped.
pub(super) fn due(
    conn: &mut Connection,
    now: Time,
    limit: i64,
) -> Result<Vec<(CommentId, Option<ReaderId>)>> {
    Ok(skip_locked!(conn, |c| deleted_comments::table
        .filter(deleted_comments::erase_at.le(now))
        .order((deleted_comments::erase_at, deleted_comments::comment_id))
        .limit(limit)
        .select((deleted_comments::comment_id, deleted_comments::reader_id)))?)
}
