//! Deletion. The text and the author of a deleted comment are removed from its row at once; the row
//! stays for its place in the thread. They are kept in another table while the deletion can be
//! undone, then a job destroys them.

mod store;

use std::collections::BTreeSet;
use std::time::Duration;

use crate::app::App;
use crate::clock::Time;
use crate::comments::life::model::State;
use crate::db::{Connection, dialect};
use crate::error::{Error, Result};
use crate::ids::{CommentId, ReaderId};
use crate::queue::{self, Claimed, Job};
use crate::reviews;

/// Comments whose text is destroyed in one transaction; few, so that readers' posts hardly wait.
const SLICE: i64 = 200;

/// Removes text and author of comments that have just got the status `deleted`, and queues the job
/// that destroys them when the undo window is over.
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
    store::move_to_trash(conn, &ids(seen), erase_at)?;
    queue::enqueue_at(conn, Job::EraseDeleted, erase_at, now)
}

/// Destroys text and author of comments at once.
pub(super) fn destroy_at_once(conn: &mut Connection, seen: &[&State]) -> Result<()> {
    let ids = ids(seen);
    store::clear(conn, &ids)?;
    reviews::erase(conn, &ids)?;
    forget_readers(conn, seen.iter().filter_map(|seen| seen.reader_id))
}

fn ids(seen: &[&State]) -> Vec<CommentId> {
    seen.iter().map(|seen| seen.id).collect()
}

/// The job that runs [`erase_all_due`].
pub async fn erase_due(app: &App, held: Claimed, now: Time) -> Result<()> {
    erase_all_due(app, now).await?;
    app.db.write(move |conn| queue::finish(conn, &held)).await?;
    Ok(())
}

/// Destroys the texts of deletions that can no longer be undone, and addresses that no other
/// comment needs. Maintenance does this too, in case a job is lost.
pub async fn erase_all_due(app: &App, now: Time) -> Result<()> {
    while app.db.write_low_priority(move |conn| erase_slice(conn, now)).await? == SLICE {}
    Ok(())
}

/// Destroys up to `SLICE` texts that are due, and returns their number.
pub fn erase_slice(conn: &mut Connection, now: Time) -> Result<i64> {
    let due = store::due(conn, now, SLICE)?;
    let ids: Vec<CommentId> = due.iter().map(|(id, _)| *id).collect();
    store::remove(conn, &ids)?;
    reviews::erase(conn, &ids)?;
    forget_readers(conn, due.iter().filter_map(|(_, reader)| *reader))?;
    i64::try_from(due.len()).map_err(Error::internal)
}

/// Destroys the addresses of these readers, unless other comments need them.
pub fn forget_readers(
    conn: &mut Connection,
    readers: impl IntoIterator<Item = ReaderId>,
) -> Result<()> {
    // In the order of their numbers, so that two transactions cannot deadlock.
    let readers: BTreeSet<ReaderId> = readers.into_iter().collect();
    for reader in readers {
        if let Some(index) = store::email_index(conn, reader)? {
            // The reader may be posting at this moment.
            dialect::serialize_on(conn, &index)?;
            store::forget_reader(conn, reader)?;
        }
    }
    Ok(())
}

/// Destroys what deleted comments of a reader were kept with for undoing. Returns those comments.
pub(super) fn destroy_of_reader(conn: &mut Connection, reader: ReaderId) -> Result<Vec<CommentId>> {
    let ids = store::of_reader(conn, reader)?;
    store::remove(conn, &ids)?;
    Ok(ids)
}

/// Restores text and author of deleted comments. Returns those whose text was not destroyed yet.
pub(super) fn restore_deleted(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<CommentId>> {
    store::restore_deleted(conn, ids)
}
