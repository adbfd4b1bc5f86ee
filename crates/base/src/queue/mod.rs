//! The job queue: [`enqueue`] adds a job in the transaction that causes it; the worker runs it.
//!
//! A job carries only ids, may run twice, and reads the present state when it runs. A worker claims
//! it for a limited time, the lease ([`claim`]), and stores the outcome at the end ([`finish`],
//! [`retry`], [`bury`]). If the worker dies, the lease expires and another worker claims the job.
//! Each claim is numbered, so that a worker that lost its lease cannot end the job of another.

pub mod retrying;
mod store;

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{
    ArticleId, ArticleNoteId, AuditId, BatchId, CommentId, DataRequestId, DeliveryId, ImportId,
    ImportUploadId, InvitationId, JobId, MentionId, PasswordResetId, ReviewId,
};
use crate::stored_enum;

/// How long a claim lasts unless it is renewed.
pub const LEASE: Duration = Duration::from_secs(60);

/// The kinds of jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// A comment is held: mail the moderators.
    CommentHeld {
        /// The comment.
        comment: CommentId,
    },
    /// A comment became public: mail the author of the article.
    CommentPublished {
        /// The comment.
        comment: CommentId,
    },
    /// Continue a batch, which is one decision about many comments.
    Batch {
        /// The batch.
        batch: BatchId,
    },
    /// The surge guard was activated or deactivated: mail the editors.
    Surge {
        /// The line of the log that records it.
        entry: AuditId,
    },
    /// A comment was decided: mail its reader, if the address is confirmed.
    CommentDecided {
        /// The comment.
        comment: CommentId,
        /// The version of the comment after the decision.
        version: i64,
    },
    /// An appeal was dismissed, or an edit of public text was accepted or refused: mail the author,
    /// if the address is confirmed.
    ReviewAnswered {
        /// The review.
        review: ReviewId,
        /// When it was answered, in microseconds since 1970. It distinguishes the answers to a
        /// review that was reopened.
        at: i64,
    },
    /// Readers flagged a comment, or its author appealed or edited it: mail the moderators.
    ReviewOpened {
        /// The comment.
        comment: CommentId,
        /// The review.
        review: ReviewId,
    },
    /// Destroy the content of comments whose deletion can no longer be undone.
    EraseDeleted,
    /// The oldest held comment of a section is overdue: mail the section's moderators.
    QueueLate {
        /// The comment.
        comment: CommentId,
        /// When that was noticed, in seconds since 1970.
        at: i64,
    },
    /// Staff changed the text of a comment: score it again.
    Rescore {
        /// The comment.
        comment: CommentId,
    },
    /// A reader asked for mail about new comments: mail the link that confirms the address.
    SubscriptionRequested {
        /// The comment with which it was asked for.
        comment: CommentId,
    },
    /// A comment that readers follow is public: mail them.
    NewComment {
        /// The comment.
        comment: CommentId,
        /// When the mails are due, in microseconds since 1970: not before its approval can no longer
        /// be undone.
        at: i64,
    },
    /// An article has a new correction: mail the readers who commented on it.
    Correction {
        /// The article.
        article: ArticleId,
        /// The time of the correction, in microseconds since 1970.
        at: i64,
    },
    /// A decision contradicts Akismet's verdict: report it to Akismet.
    AkismetReport {
        /// The comment.
        comment: CommentId,
    },
    /// A person was invited, or a new link was requested: mail the link.
    Invitation {
        /// The invitation.
        invitation: InvitationId,
        /// When, in microseconds since 1970; identifies the link.
        at: i64,
    },
    /// A new password was requested for an address: mail a link, if it has an account.
    PasswordReset {
        /// The request.
        request: PasswordResetId,
        /// When, in microseconds since 1970; identifies the link.
        at: i64,
    },
    /// Somebody asked what is stored about an address: mail a link, if anything is.
    DataRequest {
        /// The request.
        request: DataRequestId,
    },
    /// No backup was proven for too long: mail the admins.
    BackupsOverdue {
        /// When that was noticed, in microseconds since 1970.
        at: i64,
    },
    /// A backup is proven again: mail the admins.
    BackupsBack {
        /// When that was noticed, in microseconds since 1970.
        at: i64,
    },
    /// A note about an article mentions members of the staff: mail them.
    ArticleNote {
        /// The note.
        note: ArticleNoteId,
    },
    /// An article was published, changed or withdrawn: notify the WebSub hub of the feeds that have changed.
    AnnounceToHub {
        /// The article.
        article: ArticleId,
    },
    /// An article was published, changed or withdrawn: notify search engines by IndexNow.
    IndexNow {
        /// The article.
        article: ArticleId,
    },
    /// An article was published, changed or withdrawn: notify the sites that it links to.
    SendMentions {
        /// The article.
        article: ArticleId,
    },
    /// A page says that it links to an article: look.
    CheckMention {
        /// The mention.
        mention: MentionId,
    },
    /// Uploaded files are to be planned or imported.
    Import {
        /// The upload.
        upload: ImportUploadId,
    },
    /// Remove what an import made.
    UndoImport {
        /// The import.
        import: ImportId,
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
            Job::ReviewOpened { .. } => "review_opened",
            Job::EraseDeleted => "erase_deleted",
            Job::QueueLate { .. } => "queue_late",
            Job::Rescore { .. } => "rescore",
            Job::SubscriptionRequested { .. } => "subscription_requested",
            Job::NewComment { .. } => "new_comment",
            Job::Correction { .. } => "correction",
            Job::AkismetReport { .. } => "akismet_report",
            Job::Invitation { .. } => "invitation",
            Job::PasswordReset { .. } => "password_reset",
            Job::DataRequest { .. } => "data_request",
            Job::BackupsOverdue { .. } => "backups_overdue",
            Job::BackupsBack { .. } => "backups_back",
            Job::ArticleNote { .. } => "article_note",
            Job::AnnounceToHub { .. } => "announce_to_hub",
            Job::IndexNow { .. } => "index_now",
            Job::SendMentions { .. } => "send_mentions",
            Job::CheckMention { .. } => "check_mention",
            Job::Import { .. } => "import",
            Job::UndoImport { .. } => "undo_import",
            Job::Deliver { .. } => "deliver",
        }
    }

    /// Which limits apply to it.
    pub fn class(&self) -> JobClass {
        match self {
            Job::CommentHeld { .. }
            | Job::CommentPublished { .. }
            | Job::CommentDecided { .. }
            | Job::ReviewAnswered { .. }
            | Job::ReviewOpened { .. }
            | Job::QueueLate { .. }
            | Job::Batch { .. }
            | Job::Surge { .. }
            | Job::Rescore { .. }
            | Job::SubscriptionRequested { .. }
            | Job::NewComment { .. }
            | Job::Correction { .. }
            | Job::AkismetReport { .. }
            | Job::EraseDeleted
            | Job::Invitation { .. }
            | Job::ArticleNote { .. }
            | Job::AnnounceToHub { .. }
            | Job::IndexNow { .. }
            | Job::DataRequest { .. }
            | Job::BackupsOverdue { .. }
            | Job::BackupsBack { .. }
            | Job::SendMentions { .. }
            | Job::CheckMention { .. }
            | Job::Import { .. }
            | Job::UndoImport { .. }
            | Job::PasswordReset { .. } => JobClass::Internal,
            Job::Deliver { .. } => JobClass::Mail,
        }
    }
}

stored_enum! {
    /// The class of a job. While the mail relay is at fault, only internal jobs are claimed.
    pub enum JobClass {
        /// All other jobs, which need no relay.
        Internal = 0 => "inside",
        /// [`Job::Deliver`].
        Mail = 1 => "mail",
    }
}

/// A job that this worker has claimed, until its lease expires.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claimed {
    /// The row.
    pub id: JobId,
    /// What to do.
    pub job: Job,
    /// How often it was claimed, including this claim; the number identifies the claim.
    pub attempts: i64,
    /// When it was enqueued.
    pub created_at: Time,
}

/// The number of waiting jobs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlog {
    /// Due and not claimed.
    pub due: i64,
    /// Given up, and kept for inspection.
    pub dead: i64,
    /// When the oldest due job should have run.
    pub oldest_due: Option<Time>,
}

/// Adds `job`, due at once. It is part of the present transaction.
pub fn enqueue(conn: &mut Connection, job: Job, now: Time) -> Result<()> {
    enqueue_at(conn, job, now, now)
}

/// Adds `job`, due at `run_at`: for example after the time in which a decision can be undone. The
/// job reads the present state when it runs, so it does nothing if its cause was undone.
pub fn enqueue_at(conn: &mut Connection, job: Job, run_at: Time, now: Time) -> Result<()> {
    let payload = serde_json::to_string(&job).map_err(Error::internal)?;
    store::insert(conn, job.kind(), job.class(), &payload, run_at, now)
}

/// Whether the same job waits or runs.
pub fn is_queued(conn: &mut Connection, job: Job) -> Result<bool> {
    let payload = serde_json::to_string(&job).map_err(Error::internal)?;
    store::is_waiting(conn, job.class(), &payload)
}

/// Claims up to `limit` jobs of `class` that are due at `now` for the duration of `lease`, those
/// that are due longest first.
///
/// A job of an unknown kind, which a newer version of the program wrote, is buried and not
/// returned.
pub fn claim(
    conn: &mut Connection,
    class: JobClass,
    now: Time,
    lease: Duration,
    limit: usize,
) -> Result<Vec<Claimed>> {
    let mut claimed = Vec::new();
    for row in store::claim(conn, class, now, now.plus(lease), limit)? {
        match serde_json::from_str(&row.payload) {
            Ok(job) => claimed.push(Claimed {
                id: row.id,
                job,
                attempts: row.attempts,
                created_at: row.created_at,
            }),
            Err(_) => {
                tracing::error!(job = %row.id, kind = row.kind, "a job of an unknown kind is given up");
                store::bury(
                    conn,
                    row.id,
                    row.attempts,
                    "this version of the program does not know this kind of job",
                )?;
            }
        }
    }
    Ok(claimed)
}

/// Removes up to `limit` jobs of these `kinds` that are due at `now` from the queue, those that are
/// due longest first, so that they are done in the present transaction: if it fails, they stay
/// queued. For jobs that only write rows, and for which a lease would cost more than the work.
///
/// A job of an unknown kind stays, and [`claim`] buries it.
pub fn remove_due(
    conn: &mut Connection,
    kinds: [&'static str; 2],
    now: Time,
    limit: usize,
) -> Result<Vec<Job>> {
    let (mut jobs, mut ids) = (Vec::new(), Vec::new());
    for (id, payload) in store::due(conn, kinds, now, limit)? {
        if let Ok(job) = serde_json::from_str(&payload) {
            jobs.push(job);
            ids.push(id);
        }
    }
    store::remove(conn, &ids)?;
    Ok(jobs)
}

/// When the next job of any class can be claimed, possibly in the past. `None` if there is no job.
pub fn next_due(conn: &mut Connection) -> Result<Option<Time>> {
    store::next_due(conn)
}

/// Renews the lease until `until`. Returns false if the lease was lost: another worker may have
/// claimed the job.
pub fn renew(conn: &mut Connection, claimed: &Claimed, until: Time) -> Result<bool> {
    store::renew(conn, claimed.id, claimed.attempts, until)
}

/// Deletes a finished job. Returns false if the lease was lost.
pub fn finish(conn: &mut Connection, claimed: &Claimed) -> Result<bool> {
    store::delete(conn, claimed.id, claimed.attempts)
}

/// Schedules a failed job to run again at `run_at`. Returns false if the lease was lost.
pub fn retry(conn: &mut Connection, claimed: &Claimed, run_at: Time, reason: &str) -> Result<bool> {
    store::retry(conn, claimed.id, claimed.attempts, run_at, reason)
}

/// Gives a failed job up and keeps it for inspection. Returns false if the lease was lost.
pub fn bury(conn: &mut Connection, claimed: &Claimed, reason: &str) -> Result<bool> {
    store::bury(conn, claimed.id, claimed.attempts, reason)
}

/// Corrects the times of jobs that lie in the future after the clock was set back: a job waits as
/// long as it was to wait when it was added, a lease lasts at most `lease`, and a failed job waits
/// at most `longest_wait`. Returns how many jobs were corrected.
pub fn correct_times(
    conn: &mut Connection,
    lease: Duration,
    longest_wait: Duration,
    now: Time,
) -> Result<usize> {
    store::correct_times(conn, lease, longest_wait, now)
}

/// The number of waiting jobs at `now`.
pub fn backlog(conn: &mut Connection, now: Time) -> Result<Backlog> {
    store::backlog(conn, now)
}

#[cfg(test)]
mod tests;
