//! One decision about many comments, named by their numbers or by a filter. A job applies it in
//! slices. Each slice is a transaction so short that readers' posts hardly wait, and stores a
//! cursor, from which an interrupted batch continues.
//!
//! A batch is about the comments that exist when it begins. A comment that somebody decides
//! meanwhile keeps that decision.

use std::collections::{BTreeSet, HashMap};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::app::App;
use crate::audit;
use crate::audit::model::{Act, Entry};
use crate::cache::Scope;
use crate::clock::Time;
use crate::comments::life::decide_all;
use crate::comments::life::model::{By, State, Undo};
use crate::comments::life::state::lock_all;
use crate::comments::life::undo::undo_all;
use crate::config::reasons::ReasonCode;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::i18n::Message;
use crate::ids::{AccountId, ArticleId, BatchId, CommentId};
use crate::moderation::listing;
use crate::moderation::model::batch::{Batch, BatchState};
use crate::moderation::model::list::Filter;
use crate::moderation::store::batches::{self as store, BatchRow, NewRow, Step};
use crate::queue::{self, Claimed, Job};
use crate::status::{Decision, Status};

/// Comments in the first slice, before the speed of this machine is known.
const FIRST_SLICE: usize = 200;
/// Comments in one slice, at least and at most.
const SLICES: (usize, usize) = (50, 1_000);
/// How long a slice may hold SQLite's only writer, for which posts wait.
const SLICE_TIME: Duration = Duration::from_millis(3);
/// The same on PostgreSQL, where posts do not wait, and frequent commits would cost more than the
/// changes.
const SLICE_TIME_POSTGRES: Duration = Duration::from_millis(40);
/// The pause after a slice, as a multiple of the slice's own time. It is shortened where a comment
/// would take longer than `PACE` in all: 100,000 comments are promised within 20 s.
const REST: u32 = 2;
const PACE: Duration = Duration::from_micros(150);
/// How long to wait after the database was unavailable, and how often to try again.
const RETRY_DELAY: Duration = Duration::from_secs(1);
const MAX_RETRIES: u32 = 60;

/// The comments of a batch, as its row stores them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// These, each with the version that it had when the batch began.
    Ids(Vec<(CommentId, i64)>),
    /// All that match.
    Filter(Box<Filter>),
    /// Those that another batch has changed.
    Batch(BatchId),
}

/// The decision that a batch makes about each of its comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchDecision {
    /// The decision about each comment.
    pub decision: Decision,
    /// Why.
    pub reason: Option<ReasonCode>,
    /// Words to each comment's author.
    pub to_author: Option<String>,
    /// A sentence for colleagues.
    pub note: Option<String>,
}

/// The comments that a request selects.
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// These.
    Ids(Vec<CommentId>),
    /// All that match.
    Filter(Box<Filter>),
}

/// Counts the selected comments.
pub fn preview(conn: &mut Connection, selection: &Selection) -> Result<i64> {
    match selection {
        Selection::Ids(ids) => {
            i64::try_from(store::versions(conn, ids)?.len()).map_err(Error::internal)
        }
        Selection::Filter(filter) => listing::count(conn, filter),
    }
}

/// Begins a batch and queues its job, if the selection has `expected` comments.
///
/// # Errors
/// [`Error::Conflict`] `count_changed` with the present count.
pub fn begin(
    conn: &mut Connection,
    selection: &Selection,
    request: &BatchDecision,
    expected: Option<i64>,
    actor: AccountId,
    now: Time,
) -> Result<Batch> {
    let (target, count) = match selection {
        Selection::Ids(ids) => {
            let versions = store::versions(conn, ids)?;
            let count = i64::try_from(versions.len()).map_err(Error::internal)?;
            (Target::Ids(versions), count)
        }
        Selection::Filter(filter) => {
            (Target::Filter(filter.clone()), listing::count(conn, filter)?)
        }
    };
    if let Some(expected) = expected.filter(|expected| *expected != count) {
        return Err(Error::Conflict {
            code: "count_changed",
            detail: Message::fault_selection_changed(count, expected),
            present: Some(Box::new(json!({ "count": count }))),
        });
    }
    let until = match &target {
        Target::Ids(versions) => versions.last().map_or(0, |(id, _)| id.0),
        _ => store::last_comment(conn)?,
    };
    let row = NewRow {
        actor_id: actor,
        decision: request.decision,
        reason: request.reason.map(ReasonCode::name),
        note: request.note.as_deref(),
        to_author: request.to_author.as_deref(),
        target: serde_json::to_string(&target).map_err(Error::internal)?,
        expected: count,
        state: BatchState::Waiting,
        done: 0,
        skipped: 0,
        after_id: 0,
        until_id: until,
        undoes_id: None,
        created_at: now,
    };
    start(conn, &row, request.decision.into(), now)
}

/// Undoes a batch by another batch. Comments that were changed since stay as they are.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`]: `running` until it has ended, `already` if it was
/// undone, `nothing_to_undo` for one that undid another.
pub fn undo(conn: &mut Connection, id: BatchId, actor: AccountId, now: Time) -> Result<Batch> {
    let batch = show(conn, id)?;
    if batch.undoes.is_some() {
        return Err(Error::conflict("nothing_to_undo", Message::fault_batch_undoes()));
    }
    if batch.undone_by.is_some() {
        return Err(Error::conflict("already", Message::fault_batch_undone()));
    }
    if batch.state != BatchState::Done {
        return Err(Error::conflict("running", Message::fault_batch_running()));
    }
    let row = NewRow {
        actor_id: actor,
        decision: batch.decision,
        reason: None,
        note: None,
        to_author: None,
        target: serde_json::to_string(&Target::Batch(id)).map_err(Error::internal)?,
        expected: batch.done,
        state: BatchState::Waiting,
        done: 0,
        skipped: 0,
        after_id: 0,
        until_id: store::last_line(conn, id)?,
        undoes_id: Some(id),
        created_at: now,
    };
    start(conn, &row, Act::Undo, now)
}

fn start(conn: &mut Connection, row: &NewRow<'_>, act: Act, now: Time) -> Result<Batch> {
    let id = store::insert(conn, row)?;
    let line = Entry {
        reason: row.reason,
        note: row.note,
        detail: Some(json!({ "act": act, "total": row.expected, "undoes": row.undoes_id })),
        batch: Some(id),
        ..Entry::by(row.actor_id, Act::Batch)
    };
    audit::append(conn, &line, now)?;
    queue::enqueue(conn, Job::Batch { batch: id }, now)?;
    show(conn, id)
}

/// One batch.
///
/// # Errors
/// [`Error::NotFound`].
pub fn show(conn: &mut Connection, id: BatchId) -> Result<Batch> {
    store::list(conn, Some(id), None, 1)?.pop().ok_or(Error::NotFound)
}

/// Up to `limit` batches that were begun before the batch `before`, the latest first.
pub fn list(conn: &mut Connection, before: Option<BatchId>, limit: i64) -> Result<Vec<Batch>> {
    store::list(conn, None, before, limit)
}

/// The outcome of one slice.
struct Slice {
    /// Articles whose pages look different now.
    changed: BTreeSet<ArticleId>,
    /// Whether the batch is done.
    finished: bool,
    /// How long the transaction took.
    took: Duration,
}

/// The job of a batch: applies it from its cursor on. After each slice the outdated pages are
/// dropped from the cache.
pub async fn run(app: &App, held: Claimed, id: BatchId) -> Result<()> {
    let (mut size, mut refused) = (FIRST_SLICE, 0);
    let undo_window = app.settings().moderation.undo_window;
    let slice_time = if app.db.engine() == "sqlite" { SLICE_TIME } else { SLICE_TIME_POSTGRES };
    loop {
        let (now, begun) = (app.clock.now(), Instant::now());
        let slice = match app
            .db
            .write_low_priority(move |conn| apply_slice(conn, id, size, undo_window, now))
            .await
        {
            Ok(slice) => slice,
            Err(Error::Unavailable { .. }) if refused < MAX_RETRIES => {
                refused += 1;
                tokio::time::sleep(RETRY_DELAY).await;
                continue;
            }
            Err(error) => return Err(error),
        };
        refused = 0;
        for article in &slice.changed {
            app.cache.drop(Scope::Article(*article));
        }
        if slice.finished {
            break;
        }
        tokio::time::sleep(pause_after(size, begun.elapsed())).await;
        size = next_size(size, slice.took, slice_time);
    }
    app.db.write(move |conn| queue::finish(conn, &held)).await?;
    app.worker_wakeup.notify_one();
    Ok(())
}

/// The next slice's size: as many comments as fit into `time` at the speed of the last slice, but
/// at most twice its size.
fn next_size(size: usize, took: Duration, time: Duration) -> usize {
    let fits = size as u128 * time.as_micros() / took.as_micros().max(1);
    usize::try_from(fits).unwrap_or(SLICES.1).min(size * 2).clamp(SLICES.0, SLICES.1)
}

/// The pause after a slice of `size` comments that took `took` including its commit.
fn pause_after(size: usize, took: Duration) -> Duration {
    let pace = PACE * u32::try_from(size).unwrap_or(u32::MAX);
    pace.saturating_sub(took).min(took * REST)
}

/// Applies one slice and stores the cursor.
fn apply_slice(
    conn: &mut Connection,
    id: BatchId,
    size: usize,
    undo_window: Duration,
    now: Time,
) -> Result<Slice> {
    let begun = Instant::now();
    let batch = store::lock(conn, id)?.ok_or(Error::NotFound)?;
    if matches!(batch.state, BatchState::Done | BatchState::Failed) {
        return Ok(Slice { changed: BTreeSet::new(), finished: true, took: begun.elapsed() });
    }
    let Ok(target) = serde_json::from_str::<Target>(&batch.target) else {
        store::fail(
            conn,
            id,
            "this version of the program cannot read the batch's selection",
            now,
        )?;
        return Ok(Slice { changed: BTreeSet::new(), finished: true, took: begun.elapsed() });
    };
    let (step, changed) = match target {
        Target::Batch(undone) => undo_slice(conn, &batch, undone, size, now)?,
        Target::Ids(versions) => {
            let versions: HashMap<CommentId, i64> =
                versions.into_iter().filter(|(id, _)| id.0 > batch.after_id).take(size).collect();
            let ids: Vec<CommentId> = versions.keys().copied().collect();
            let is_target = |seen: &State| versions.get(&seen.id) == Some(&seen.version);
            decide(conn, &batch, &ids, is_target, size, undo_window, now)?
        }
        Target::Filter(filter) => {
            let limit = i64::try_from(size).map_err(Error::internal)?;
            let (after, until) = (CommentId(batch.after_id), CommentId(batch.until_id));
            let ids = listing::ids(conn, &filter, Some(after), Some(until), limit)?;
            // On PostgreSQL somebody may have decided since the ids were read.
            let is_target = |seen: &State| filter.status.is_none_or(|status| status == seen.status);
            decide(conn, &batch, &ids, is_target, size, undo_window, now)?
        }
    };
    store::advance(conn, &batch, &step, now)?;
    Ok(Slice { changed, finished: step.finished, took: begun.elapsed() })
}

/// Decides about those of `ids` that are targets and that the decision changes.
fn decide(
    conn: &mut Connection,
    batch: &BatchRow,
    ids: &[CommentId],
    is_target: impl Fn(&State) -> bool,
    size: usize,
    undo_window: Duration,
    now: Time,
) -> Result<(Step, BTreeSet<ArticleId>)> {
    let last = ids.iter().map(|id| id.0).max();
    let mut seen = lock_all(conn, ids)?;
    seen.retain(is_target);
    let by = By {
        reason: batch.reason.as_deref(),
        note: batch.note.as_deref(),
        to_author: batch.to_author.as_deref(),
        ..by(batch)
    };
    let done = decide_all(conn, &seen, batch.decision, undo_window, &by, now)?;
    Ok((step(ids.len(), done.count, last, size)?, done.articles))
}

/// Undoes a slice of the batch `undone`, except for comments that were changed since.
fn undo_slice(
    conn: &mut Connection,
    batch: &BatchRow,
    undone: BatchId,
    size: usize,
    now: Time,
) -> Result<(Step, BTreeSet<ArticleId>)> {
    let lines = store::lines(conn, undone, batch.after_id, batch.until_id, size)?;
    let (last, read) = (lines.last().map(|line| line.id.0), lines.len());
    let ids: Vec<CommentId> = lines.iter().map(|line| line.comment).collect();
    let mut seen: HashMap<CommentId, State> =
        lock_all(conn, &ids)?.into_iter().map(|seen| (seen.id, seen)).collect();
    let undoes: Vec<Undo> = lines
        .into_iter()
        .filter_map(|line| {
            let seen = seen.remove(&line.comment).filter(|seen| seen.version == line.version)?;
            Some(Undo {
                seen,
                line: line.id,
                made: line.version,
                back_to: line.from,
                // A held comment counts as not decided.
                decided_at: (line.from != Status::Pending).then_some(now),
            })
        })
        .collect();
    let done = undo_all(conn, &undoes, &by(batch), now)?;
    Ok((step(read, done.count, last, size)?, done.articles))
}

fn by(batch: &BatchRow) -> By<'_> {
    By { actor: batch.actor_id, batch: Some(batch.id), ..By::default() }
}

fn step(read: usize, done: usize, last: Option<i64>, size: usize) -> Result<Step> {
    let count = |n: usize| i64::try_from(n).map_err(Error::internal);
    Ok(Step {
        done: count(done)?,
        skipped: count(read - done)?,
        after: last,
        finished: read < size,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slices_grow_and_shrink_with_the_speed_of_the_machine() {
        let millis = Duration::from_millis;
        assert_eq!(next_size(200, millis(4), millis(4)), 200);
        assert_eq!(next_size(200, millis(8), millis(4)), 100);
        assert_eq!(next_size(200, millis(1), millis(4)), 400, "not at once");
        assert_eq!(next_size(900, millis(2), millis(4)), 1_000);
        assert_eq!(next_size(60, millis(900), millis(4)), 50);
        assert_eq!(next_size(200, Duration::ZERO, millis(4)), 400);
    }

    #[test]
    fn pauses_leave_time_for_posts_unless_the_batch_is_slow() {
        let millis = Duration::from_millis;
        assert_eq!(pause_after(200, millis(4)), millis(8));
        assert_eq!(
            pause_after(200, millis(20)),
            millis(10),
            "30 ms for 200 is 15 s for a hundred thousand"
        );
        assert_eq!(pause_after(50, millis(40)), Duration::ZERO);
    }

    #[test]
    fn a_target_reads_back() {
        let filter = Filter { status: Some(Status::Pending), ..Filter::default() };
        for target in [
            Target::Ids(vec![(CommentId(1), 2)]),
            Target::Filter(Box::new(filter)),
            Target::Batch(BatchId(9)),
        ] {
            let text = serde_json::to_string(&target).expect("JSON");
            assert_eq!(serde_json::from_str::<Target>(&text).expect("a target"), target);
        }
    }
}
