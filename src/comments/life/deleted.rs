//! Deletion. A deleted comment is emptied at once: its place in the thread stays. Its text and its
//! author are put aside for as long as the deletion can be undone, and then destroyed by a job.

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
    store::put_aside(conn, &ids(seen), erase_at)?;
    queue::enqueue_at(conn, Job::EraseDeleted, erase_at, now)
}

/// Empties comments of which nothing is to be kept.
pub(super) fn destroy_at_once(conn: &mut Connection, seen: &[&State]) -> Result<()> {
    let ids = ids(seen);
    store::empty(conn, &ids)?;
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
    let due = store::due(conn, now, SLICE)?;
    let ids: Vec<CommentId> = due.iter().map(|(id, _)| *id).collect();
    store::remove(conn, &ids)?;
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
        if let Some(index) = store::email_index(conn, reader)? {
            // The reader may be posting at this moment.
            dialect::serialize_on(conn, &index)?;
            store::forget_reader(conn, reader)?;
        }
    }
    Ok(())
}

/// Puts back what these comments said, and returns those for which it was still there.
pub(super) fn bring_back(conn: &mut Connection, ids: &[CommentId]) -> Result<Vec<CommentId>> {
    store::bring_back(conn, ids)
}
