//! One decision about many comments: by their numbers, or every match of a filter. A job works it
//! off in slices, each a transaction short enough that readers' posts hardly wait, and each ending
//! with a cursor: a batch that was interrupted goes on from there.
//!
//! A batch deals with what was there when it was begun. What somebody decides meanwhile stays as
//! they decided it.

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
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, ArticleId, BatchId, CommentId};
use crate::moderation::listing;
use crate::moderation::model::{Batch, BatchState, Filter};
use crate::moderation::reason::ReasonCode;
use crate::moderation::store::batches::{self as store, NewRow, Row, Step};
use crate::queue::{self, Claimed, Job};
use crate::status::{Decision, Status};

/// Comments in the first slice, before it is known how fast this machine is.
const FIRST_SLICE: usize = 200;
/// The least and the most that one slice takes.
const SLICES: (usize, usize) = (50, 1_000);
/// How long a slice may hold SQLite's one writer: a post that comes meanwhile waits for it.
const SLICE_TIME: Duration = Duration::from_millis(3);
/// On PostgreSQL posts go on beside it, and a commit for each few comments would cost more than
/// they do.
const SLICE_TIME_BESIDE: Duration = Duration::from_millis(40);
/// How long the database then belongs to others: so many times what the slice took, as long as a
/// comment does not take longer than this in all. A hundred thousand are promised in 20 s.
const REST: u32 = 2;
const PACE: Duration = Duration::from_micros(150);
/// How long to leave the database alone after it refused, and how often.
const PAUSE: Duration = Duration::from_secs(1);
const PATIENCE: u32 = 60;

/// Which comments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// These, each with the version it had when the batch was begun.
    Ids(Vec<(CommentId, i64)>),
    /// Every one that fits.
    Filter(Box<Filter>),
    /// What another batch has changed.
    Batch(BatchId),
}

/// What to decide about all of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchDecision {
    /// What is to become of them.
    pub decision: Decision,
    /// Why.
    pub reason: Option<ReasonCode>,
    /// Words to each comment's author.
    pub to_author: Option<String>,
    /// A sentence for colleagues.
    pub note: Option<String>,
}

/// Which comments somebody means.
#[derive(Clone, Debug, PartialEq)]
pub enum Meant {
    /// These.
    Ids(Vec<CommentId>),
    /// Every one that fits.
    Filter(Box<Filter>),
}

/// How many comments are meant.
pub fn preview(conn: &mut Connection, meant: &Meant) -> Result<i64> {
    match meant {
        Meant::Ids(ids) => {
            i64::try_from(store::versions(conn, ids)?.len()).map_err(Error::internal)
        }
        Meant::Filter(filter) => listing::count(conn, filter),
    }
}

/// Begins a batch, if `expected` comments are meant. The job that works it off is queued with it.
///
/// # Errors
/// [`Error::Conflict`] `count_changed` with the present count.
pub fn begin(
    conn: &mut Connection,
    meant: &Meant,
    request: &BatchDecision,
    expected: Option<i64>,
    actor: AccountId,
    now: Time,
) -> Result<Batch> {
    let (target, count) = match meant {
        Meant::Ids(ids) => {
            let versions = store::versions(conn, ids)?;
            let count = i64::try_from(versions.len()).map_err(Error::internal)?;
            (Target::Ids(versions), count)
        }
        Meant::Filter(filter) => (Target::Filter(filter.clone()), listing::count(conn, filter)?),
    };
    if let Some(expected) = expected.filter(|expected| *expected != count) {
        let detail =
            format!("{count} comments are meant by now, and not {expected}. Look at them again.");
        return Err(Error::Conflict {
            code: "count_changed",
            detail,
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

/// Takes back what a batch did, as a batch of its own. Comments that somebody has touched since
/// stay as they are.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Conflict`]: `running` until it has ended, `already` if it was
/// undone, `nothing_to_undo` for one that undid another.
pub fn undo(conn: &mut Connection, id: BatchId, actor: AccountId, now: Time) -> Result<Batch> {
    let batch = show(conn, id)?;
    if batch.undoes.is_some() {
        return Err(Error::conflict(
            "nothing_to_undo",
            "This batch took another one back; decide anew instead",
        ));
    }
    if batch.undone_by.is_some() {
        return Err(Error::conflict("already", "This batch was taken back already"));
    }
    if batch.state != BatchState::Done {
        return Err(Error::conflict("running", "Wait until the batch has ended"));
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
    /// Nothing is left to do.
    finished: bool,
    /// How long it held the writer.
    took: Duration,
}

/// Works a batch off from its cursor on. Pages are dropped slice by slice.
pub async fn run(app: &App, held: Claimed, id: BatchId) -> Result<()> {
    let (mut size, mut refused) = (FIRST_SLICE, 0);
    let undo_window = app.config.moderation.undo_window;
    let slice_time = if app.db.engine() == "sqlite" { SLICE_TIME } else { SLICE_TIME_BESIDE };
    loop {
        let (now, begun) = (app.clock.now(), Instant::now());
        let slice = match app
            .db
            .write_low_priority(move |conn| work(conn, id, size, undo_window, now))
            .await
        {
            Ok(slice) => slice,
            Err(Error::Unavailable { .. }) if refused < PATIENCE => {
                refused += 1;
                tokio::time::sleep(PAUSE).await;
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
        tokio::time::sleep(rest(size, begun.elapsed())).await;
        size = next_size(size, slice.took, slice_time);
    }
    app.db.write(move |conn| queue::finish(conn, &held)).await?;
    app.worker_wakeup.notify_one();
    Ok(())
}

/// As many as fit into `time`, judged by the last slice, and never more than twice as many at once.
fn next_size(size: usize, took: Duration, time: Duration) -> usize {
    let fits = size as u128 * time.as_micros() / took.as_micros().max(1);
    usize::try_from(fits).unwrap_or(SLICES.1).min(size * 2).clamp(SLICES.0, SLICES.1)
}

/// How long to leave the database to others after a slice of `size` comments that took so long with
/// its commit.
fn rest(size: usize, took: Duration) -> Duration {
    let pace = PACE * u32::try_from(size).unwrap_or(u32::MAX);
    pace.saturating_sub(took).min(took * REST)
}

fn work(
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
            "what the batch is about cannot be read by this version of the program",
            now,
        )?;
        return Ok(Slice { changed: BTreeSet::new(), finished: true, took: begun.elapsed() });
    };
    let (step, changed) = match target {
        Target::Batch(undone) => undo_part(conn, &batch, undone, size, now)?,
        Target::Ids(versions) => {
            let versions: HashMap<CommentId, i64> =
                versions.into_iter().filter(|(id, _)| id.0 > batch.after_id).take(size).collect();
            let ids: Vec<CommentId> = versions.keys().copied().collect();
            let suits = |seen: &State| versions.get(&seen.id) == Some(&seen.version);
            decide(conn, &batch, &ids, suits, size, undo_window, now)?
        }
        Target::Filter(filter) => {
            let limit = i64::try_from(size).map_err(Error::internal)?;
            let (after, until) = (CommentId(batch.after_id), CommentId(batch.until_id));
            let ids = listing::ids(conn, &filter, Some(after), Some(until), limit)?;
            // On PostgreSQL somebody may have decided between the two looks.
            let suits = |seen: &State| filter.status.is_none_or(|status| status == seen.status);
            decide(conn, &batch, &ids, suits, size, undo_window, now)?
        }
    };
    store::advance(conn, &batch, &step, now)?;
    Ok(Slice { changed, finished: step.finished, took: begun.elapsed() })
}

/// Decides about those of `ids` that suit and that the decision changes.
fn decide(
    conn: &mut Connection,
    batch: &Row,
    ids: &[CommentId],
    suits: impl Fn(&State) -> bool,
    size: usize,
    undo_window: Duration,
    now: Time,
) -> Result<(Step, BTreeSet<ArticleId>)> {
    let last = ids.iter().map(|id| id.0).max();
    let mut seen = lock_all(conn, ids)?;
    seen.retain(suits);
    let by = By {
        reason: batch.reason.as_deref(),
        note: batch.note.as_deref(),
        to_author: batch.to_author.as_deref(),
        ..by(batch)
    };
    let done = decide_all(conn, &seen, batch.decision, undo_window, &by, now)?;
    Ok((step(ids.len(), done.count, last, size)?, done.articles))
}

/// Undoes a part of what the batch `undone` did, where nobody has done anything since.
fn undo_part(
    conn: &mut Connection,
    batch: &Row,
    undone: BatchId,
    size: usize,
    now: Time,
) -> Result<(Step, BTreeSet<ArticleId>)> {
    let lines = store::lines(conn, undone, batch.after_id, batch.until_id, size)?;
    let (last, met) = (lines.last().map(|line| line.id.0), lines.len());
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
    Ok((step(met, done.count, last, size)?, done.articles))
}

fn by(batch: &Row) -> By<'_> {
    By { actor: batch.actor_id, batch: Some(batch.id), ..By::default() }
}

fn step(met: usize, done: usize, last: Option<i64>, size: usize) -> Result<Step> {
    let count = |n: usize| i64::try_from(n).map_err(Error::internal);
    Ok(Step { done: count(done)?, skipped: count(met - done)?, after: last, finished: met < size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slice_is_as_large_as_the_machine_is_fast() {
        let millis = Duration::from_millis;
        assert_eq!(next_size(200, millis(4), millis(4)), 200);
        assert_eq!(next_size(200, millis(8), millis(4)), 100);
        assert_eq!(next_size(200, millis(1), millis(4)), 400, "not at once");
        assert_eq!(next_size(900, millis(2), millis(4)), 1_000);
        assert_eq!(next_size(60, millis(900), millis(4)), 50);
        assert_eq!(next_size(200, Duration::ZERO, millis(4)), 400);
    }

    #[test]
    fn a_fast_batch_leaves_most_of_the_time_to_posts_and_a_slow_one_hurries() {
        let millis = Duration::from_millis;
        assert_eq!(rest(200, millis(4)), millis(8));
        assert_eq!(
            rest(200, millis(20)),
            millis(10),
            "30 ms for 200 is 15 s for a hundred thousand"
        );
        assert_eq!(rest(50, millis(40)), Duration::ZERO);
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
