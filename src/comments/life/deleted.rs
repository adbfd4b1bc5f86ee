//! Deletion. A deleted comment is emptied at once: its place in the thread stays. Its text and its
//! author are put aside for as long as the deletion can be undone, and then destroyed by a job.

use std::collections::{BTreeSet, HashMap};
use std::time::Duration;

use diesel::dsl::{exists, select};
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::app::App;
use crate::clock::Time;
use crate::comments::life::model::State;
use crate::db::schema::{comment_revisions, comments, deleted_comments, readers};
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReaderId};
use crate::queue::{self, Claimed, Job};
use crate::{for_update, on, reviews, skip_locked};

/// Comments whose text is destroyed in one transaction, so that readers' posts are not held up.
const SLICE: i64 = 200;

/// Empties comments that have just been given the status `deleted`, and lets a job destroy their
/// texts when the undo window is over.
pub(super) fn delete(
    conn: &mut Connection,
    seen: &[&State],
    undo_window: Duration,
    now: Time,
) -> Result<()> {
    if undo_window.is_zero() {
        return destroy_at_once(conn, seen);
    }
    let erase_at = now.plus(undo_window);
    put_aside(conn, &ids(seen), erase_at)?;
    queue::enqueue_at(conn, Job::EraseDeleted, erase_at, now)
}

/// Empties comments of which nothing is to be kept.
pub(super) fn destroy_at_once(conn: &mut Connection, seen: &[&State]) -> Result<()> {
    let ids = ids(seen);
    empty(conn, &ids)?;
    reviews::erase(conn, &ids)?;
    forget_readers(conn, seen.iter().filter_map(|seen| seen.reader_id))
}

fn ids(seen: &[&State]) -> Vec<CommentId> {
    seen.iter().map(|seen| seen.id).collect()
}

/// The job that does what [`erase_all_due`] says.
pub async fn erase_due(app: &App, held: Claimed, now: Time) -> Result<()> {
    erase_all_due(app, now).await?;
    app.db.write(move |conn| queue::finish(conn, &held)).await?;
    Ok(())
}

/// Destroys what was deleted and can no longer be brought back, with the addresses that belong to
/// nothing else. Maintenance does it as well, so that nothing stays for long if a job is lost.
pub async fn erase_all_due(app: &App, now: Time) -> Result<()> {
    while app.db.write_low_priority(move |conn| erase_some(conn, now)).await? == SLICE {}
    Ok(())
}

/// Destroys some of what is due and returns how many comments they were.
pub fn erase_some(conn: &mut Connection, now: Time) -> Result<i64> {
    let due = due(conn, now, SLICE)?;
    let ids: Vec<CommentId> = due.iter().map(|(id, _)| *id).collect();
    on!(conn, |c| diesel::delete(
        deleted_comments::table.filter(deleted_comments::comment_id.eq_any(&ids))
    )
    .execute(c))?;
    reviews::erase(conn, &ids)?;
    forget_readers(conn, due.iter().filter_map(|(_, reader)| *reader))?;
    i64::try_from(due.len()).map_err(Error::internal)
}

/// Destroys the addresses of these readers, each with the last comment that it belonged to.
fn forget_readers(
    conn: &mut Connection,
    readers: impl IntoIterator<Item = ReaderId>,
) -> Result<()> {
    // In the order of their numbers, so that two transactions never wait for each other.
    let readers: BTreeSet<ReaderId> = readers.into_iter().collect();
    for reader in readers {
        let index: Option<Vec<u8>> = on!(conn, |c| readers::table
            .find(reader)
            .select(readers::email_index)
            .first(c)
            .optional())?;
        if let Some(index) = index {
            // The reader may be posting at this moment.
            dialect::serialize_on(conn, &index)?;
            forget_reader(conn, reader)?;
        }
    }
    Ok(())
}

/// Destroys a reader's address, unless comments of the reader are left, or such as may come back.
fn forget_reader(conn: &mut Connection, id: ReaderId) -> Result<()> {
    let theirs = comments::table.filter(comments::reader_id.eq(id));
    let aside = deleted_comments::table.filter(deleted_comments::reader_id.eq(id));
    let left: bool = on!(conn, |c| select(exists(theirs).or(exists(aside))).get_result(c))?;
    if !left {
        on!(conn, |c| diesel::delete(readers::table.find(id)).execute(c))?;
    }
    Ok(())
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = deleted_comments)]
struct Kept {
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
struct Words {
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

/// A former text, by the number of its row.
#[derive(Serialize, Deserialize)]
struct Former {
    id: i64,
    text: String,
    html: Option<String>,
}

/// Puts aside what these comments say and who wrote them, until `erase_at`, and empties them.
fn put_aside(conn: &mut Connection, ids: &[CommentId], erase_at: Time) -> Result<()> {
    let words: Vec<Words> = on!(conn, |c| comments::table
        .filter(comments::id.eq_any(ids))
        .select(Words::as_select())
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
    let aside = |words: Words| {
        let revisions = former.remove(&words.id).unwrap_or_default();
        Ok(Kept {
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
    let rows = words.into_iter().map(aside).collect::<Result<Vec<_>>>()?;
    on!(conn, |c| diesel::insert_into(deleted_comments::table).values(&rows).execute(c))?;
    empty(conn, ids)
}

/// Removes all that readers wrote here or that could lead to them. The place in the thread stays,
/// and the fingerprint, a keyed hash by which the same comment sent again is known.
fn empty(conn: &mut Connection, ids: &[CommentId]) -> Result<()> {
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

/// Puts back what these comments said, and returns those for which it was still there.
pub(super) fn bring_back(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<CommentId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows: Vec<(CommentId, String)> = for_update!(conn, |c| deleted_comments::table
        .filter(deleted_comments::comment_id.eq_any(ids))
        .order(deleted_comments::comment_id)
        .select((deleted_comments::comment_id, deleted_comments::revisions)))?;
    let back: Vec<CommentId> = rows.iter().map(|(id, _)| *id).collect();
    dialect::restore_deleted(conn, &back)?;
    for (_, revisions) in rows {
        let former: Vec<Former> = serde_json::from_str(&revisions).map_err(Error::internal)?;
        for Former { id, text, html } in former {
            on!(conn, |c| diesel::update(comment_revisions::table.find(id))
                .set((comment_revisions::text.eq(&text), comment_revisions::html.eq(&html)))
                .execute(c))?;
        }
    }
    on!(conn, |c| diesel::delete(
        deleted_comments::table.filter(deleted_comments::comment_id.eq_any(&back))
    )
    .execute(c))?;
    Ok(back)
}

/// Up to `limit` comments whose text is to be destroyed at `now`, and their authors. What is being
/// brought back at this moment is left out.
fn due(conn: &mut Connection, now: Time, limit: i64) -> Result<Vec<(CommentId, Option<ReaderId>)>> {
    Ok(skip_locked!(conn, |c| deleted_comments::table
        .filter(deleted_comments::erase_at.le(now))
        .order((deleted_comments::erase_at, deleted_comments::comment_id))
        .limit(limit)
        .select((deleted_comments::comment_id, deleted_comments::reader_id)))?)
}
