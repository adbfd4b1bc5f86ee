//! Work that commits together with what caused it: [`enqueue`] in the same transaction, done by the
//! worker.
//!
//! A job is thin: it carries ids, may run twice, and reads the present state when it runs. A worker
//! claims it for a while ([`claim`]) and says in the end what became of it ([`finish`], [`retry`],
//! [`bury`]). If it dies, the lease runs out and another worker claims the job; each claim has a
//! number of its own, so that one that came back to life cannot end what is now another's.

mod store;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AuditId, BatchId, CommentId, DeliveryId, JobId, ReviewId};
use crate::stored_enum;

/// Everything the worker knows how to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// A comment waits for a decision: tell the moderators.
    CommentHeld {
        /// The comment.
        comment: CommentId,
    },
    /// A comment became public: tell the article's author.
    CommentPublished {
        /// The comment.
        comment: CommentId,
    },
    /// Go on with one decision about many comments.
    Batch {
        /// The batch.
        batch: BatchId,
    },
    /// The surge guard stepped in or back: tell the editors.
    Surge {
        /// The line of the log that tells of it.
        entry: AuditId,
    },
    /// A comment was decided about: tell its reader, if the address is proven.
    CommentDecided {
        /// The comment.
        comment: CommentId,
        /// The version that the decision made.
        version: i64,
    },
    /// An appeal was dismissed, or an edit of public text accepted or refused: tell its author, if
    /// the address is proven.
    ReviewAnswered {
        /// The review.
        review: ReviewId,
        /// When it was answered, in microseconds since 1970: one that is opened again is answered
        /// anew.
        at: i64,
    },
    /// Destroy what was deleted and can no longer be brought back.
    EraseDeleted,
    /// A section's oldest comment waits longer than it should: tell its moderators.
    QueueLate {
        /// The comment.
        comment: CommentId,
        /// The second since 1970 in which that was seen.
        at: i64,
    },
    /// Staff have changed the text of a comment: score it anew.
    Rescore {
        /// The comment.
        comment: CommentId,
    },
    /// A comment was decided about in another way than Akismet would: tell it.
    AkismetReport {
        /// The comment.
        comment: CommentId,
    },
    /// Send one mail to one recipient.
    Deliver {
        /// The mail.
        delivery: DeliveryId,
    },
}

impl Job {
    /// The name in the table, in metrics and in logs.
    pub fn kind(&self) -> &'static str {
        match self {
            Job::CommentHeld { .. } => "comment_held",
            Job::CommentPublished { .. } => "comment_published",
            Job::Batch { .. } => "batch",
            Job::Surge { .. } => "surge",
            Job::CommentDecided { .. } => "comment_decided",
            Job::ReviewAnswered { .. } => "review_answered",
            Job::EraseDeleted => "erase_deleted",
            Job::QueueLate { .. } => "queue_late",
            Job::Rescore { .. } => "rescore",
            Job::AkismetReport { .. } => "akismet_report",
            Job::Deliver { .. } => "deliver",
        }
    }

    fn lane(&self) -> Lane {
        match self {
            Job::CommentHeld { .. }
            | Job::CommentPublished { .. }
            | Job::CommentDecided { .. }
            | Job::ReviewAnswered { .. }
            | Job::QueueLate { .. }
            | Job::Batch { .. }
            | Job::Surge { .. }
            | Job::Rescore { .. }
            | Job::AkismetReport { .. }
            | Job::EraseDeleted => Lane::Inside,
            Job::Deliver { .. } => Lane::Mail,
        }
    }
}

stored_enum! {
    /// Jobs that wait for the relay, and all others: while the relay is at fault only the others are
    /// claimed.
    pub enum Lane {
        /// Everything else.
        Inside = 0 => "inside",
        /// [`Job::Deliver`].
        Mail = 1 => "mail",
    }
}

/// A job that this worker holds until its lease runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The row.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// How often it was claimed, this time included. It also tells this claim from every other.
    pub attempts: i64,
    /// When it was enqueued.
    pub created_at: Time,
}

/// How the jobs stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Due and held by nobody.
    pub due: i64,
    /// Given up, for somebody to look at.
    pub dead: i64,
    /// When the oldest of the due ones should have run.
    pub oldest_due: Option<Time>,
}

/// Adds `job`, due at once. It exists if and only if the transaction around it commits.
pub fn enqueue(conn: &mut Connection, job: Job, now: Time) -> Result<()> {
    enqueue_at(conn, job, now, now)
}

/// Adds `job`, due at `run_at`: for what waits until a decision can no longer be taken back at
/// leisure. The job looks at the present state when it runs, so that one whose cause was taken back
/// does nothing.
pub fn enqueue_at(conn: &mut Connection, job: Job, run_at: Time, now: Time) -> Result<()> {
    let payload = serde_json::to_string(&job).map_err(Error::internal)?;
    store::insert(conn, job.kind(), job.lane(), &payload, run_at, now)
}

/// Takes up to `limit` jobs of `lane` that are due at `now`, the longest due first, for the time of
/// `lease`.
///
/// A job that cannot be read, because a newer program wrote it, is buried and not returned.
pub fn claim(
    conn: &mut Connection,
    lane: Lane,
    now: Time,
    lease: Duration,
    limit: usize,
) -> Result<Vec<Claimed>> {
    let mut claimed = Vec::new();
    for row in store::claim(conn, lane, now, now.plus(lease), limit)? {
        match serde_json::from_str(&row.payload) {
            Ok(job) => claimed.push(Claimed {
                id: row.id,
                job,
                attempts: row.attempts,
                created_at: row.created_at,
            }),
            Err(_) => {
                tracing::error!(job = %row.id, kind = row.kind, "a job cannot be read and is given up");
                store::bury(
                    conn,
                    row.id,
                    row.attempts,
                    "the job cannot be read by this version of the program",
                )?;
            }
        }
    }
    Ok(claimed)
}

/// Takes up to `limit` jobs of these `kinds` out of the queue that are due at `now`, the longest
/// due first, to be done in the present transaction: if that fails, they are where they were. For
/// work that is nothing but rows, and so small that a lease would cost more than the work.
///
/// A job that cannot be read stays, and [`claim`] buries it.
pub fn take(
    conn: &mut Connection,
    kinds: [&'static str; 2],
    now: Time,
    limit: usize,
) -> Result<Vec<Job>> {
    let (mut jobs, mut taken) = (Vec::new(), Vec::new());
    for (id, payload) in store::due(conn, kinds, now, limit)? {
        if let Ok(job) = serde_json::from_str(&payload) {
            jobs.push(job);
            taken.push(id);
        }
    }
    store::remove(conn, &taken)?;
    Ok(jobs)
}

/// When the next job of any lane can be claimed; may lie in the past. `None`: there is none.
pub fn next_due(conn: &mut Connection) -> Result<Option<Time>> {
    store::next_due(conn)
}

/// Holds the job longer. False: the lease was lost and somebody else may hold the job.
pub fn renew(conn: &mut Connection, held: &Claimed, until: Time) -> Result<bool> {
    store::renew(conn, held.id, held.attempts, until)
}

/// The job is done and goes. False: the lease was lost.
pub fn finish(conn: &mut Connection, held: &Claimed) -> Result<bool> {
    store::delete(conn, held.id, held.attempts)
}

/// The job failed and runs again at `run_at`. False: the lease was lost.
pub fn retry(conn: &mut Connection, held: &Claimed, run_at: Time, reason: &str) -> Result<bool> {
    store::put_back(conn, held.id, held.attempts, run_at, reason)
}

/// The job failed for good and stays to be seen. False: the lease was lost.
pub fn bury(conn: &mut Connection, held: &Claimed, reason: &str) -> Result<bool> {
    store::bury(conn, held.id, held.attempts, reason)
}

/// Brings jobs back to the present whose times the clock's setting back has left in the future: a
/// job waits as long as it was to wait when it was added, a lease is no longer than `lease`, and a
/// failed job waits no longer than `longest_wait`. Returns how many were brought back.
pub fn follow_clock(
    conn: &mut Connection,
    lease: Duration,
    longest_wait: Duration,
    now: Time,
) -> Result<usize> {
    store::follow_clock(conn, lease, longest_wait, now)
}

/// How the jobs stand at `now`.
pub fn backlog(conn: &mut Connection, now: Time) -> Result<Backlog> {
    store::backlog(conn, now)
}

#[cfg(test)]
mod tests;
