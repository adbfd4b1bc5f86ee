//! Reviews: requests for another decision about a comment. Readers flag it, its author appeals
//! against a rejection, or the author's edit of a public comment is held.
//!
//! This room stores reviews, their states, and the records of flaggers. It does not change
//! comments: `comments::life` closes and reopens reviews when it changes a comment, `readers` opens
//! them, and `moderation::answering` answers them. All of them lock the comment's row before they
//! call a function here that writes.

pub mod flags;
pub mod model;
mod store;

use std::time::Duration;

use crate::clock::{DAY, Time};
use crate::db::{Connection, Direction};
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, ReviewId, SectionId};
use crate::queue::{self, Job};
use crate::reviews::model::{
    Closing, Flag, FlagReason, Kind, NewReview, OpenCounts, Review, ReviewRow, Sections, State,
};
use crate::reviews::store::{changing, reading};
use crate::status::Status;

/// How long the record of a flagger is stored after the last judged flag.
const RECORD_RETENTION: Duration = DAY.saturating_mul(400);

/// Opens a review and notifies the moderators. Returns None if the comment has an open one of
/// this kind.
pub fn open(conn: &mut Connection, review: &NewReview<'_>) -> Result<Option<ReviewId>> {
    let opened = changing::open(conn, review)?;
    if let Some(id) = opened {
        let job = Job::ReviewOpened { comment: review.comment_id, review: id };
        queue::enqueue(conn, job, review.opened_at)?;
    }
    Ok(opened)
}

/// Closes a review and records whether its flaggers were right. Returns false if it is not open.
pub fn close(
    conn: &mut Connection,
    (id, kind): (ReviewId, Kind),
    closing: &Closing,
    now: Time,
) -> Result<bool> {
    let closed = changing::close(conn, id, closing, now)?;
    if closed && kind == Kind::Flags {
        store::flags::add_verdict(conn, id, closing.state, now)?;
    }
    Ok(closed)
}

/// Closes the reviews that the new status of these comments answers: flags by rejecting or
/// approving the comment, an appeal by approving it, an edit by rejecting it. Each comment has the
/// version that the decision made.
pub fn close_answered(
    conn: &mut Connection,
    decided: &[(CommentId, i64)],
    next: Status,
    by: Option<AccountId>,
    now: Time,
) -> Result<()> {
    if next == Status::Pending {
        return Ok(());
    }
    let ids: Vec<CommentId> = decided.iter().map(|(id, _)| *id).collect();
    for (comment, review) in reading::open_among(conn, &ids)? {
        let (Some(state), Some((_, version))) =
            (state_after(review.kind, next), decided.iter().find(|(id, _)| *id == comment))
        else {
            continue;
        };
        let closing = Closing { state, by, version: *version, with_decision: true };
        close(conn, (review.id, review.kind), &closing, now)?;
    }
    Ok(())
}

/// The state of a review after a decision gave the comment this status; None leaves it open.
fn state_after(kind: Kind, next: Status) -> Option<State> {
    match (kind, next) {
        (_, Status::Pending) => None,
        (Kind::Flags, Status::Approved) => Some(State::Dismissed),
        (Kind::Flags, _) => Some(State::Upheld),
        (Kind::Appeal, Status::Approved) => Some(State::Upheld),
        (Kind::Appeal, Status::Rejected | Status::Spam) | (Kind::Revision, Status::Approved) => {
            None
        }
        (Kind::Appeal | Kind::Revision, _) => Some(State::Withdrawn),
    }
}

/// Reopens the reviews that were closed by the decisions that made these versions of these
/// comments, because the decisions are undone. A review is not reopened if another one of its kind
/// is open.
pub fn reopen_all(conn: &mut Connection, undone: &[(CommentId, i64)], now: Time) -> Result<()> {
    let ids: Vec<CommentId> = undone.iter().map(|(id, _)| *id).collect();
    let closed = reading::closed_by_decisions(conn, &ids)?;
    for (comment, version) in closed.into_iter().filter(|closed| undone.contains(closed)) {
        let open: Vec<Kind> =
            reading::open_of(conn, comment)?.iter().map(|review| review.kind).collect();
        for review in reading::closed_with(conn, comment, version)? {
            if !open.contains(&review.kind) {
                reopen(conn, &review, now)?;
            }
        }
    }
    Ok(())
}

/// Reopens a closed review and returns its weight. The records of its flaggers are reverted, and
/// late flags count like all others.
pub fn reopen(conn: &mut Connection, review: &ReviewRow, now: Time) -> Result<f64> {
    changing::reopen(conn, review.id)?;
    if review.kind != Kind::Flags {
        return Ok(0.0);
    }
    store::flags::take_back_verdict(conn, review.id, review.state, now)?;
    let late = store::flags::late_weight(conn, review.id)?;
    store::flags::move_late(conn, review.id, review.id)?;
    changing::add_weight(conn, review.id, late)
}

/// Destroys the texts of authors and flaggers in reviews of these comments.
pub fn erase(conn: &mut Connection, comments: &[CommentId]) -> Result<()> {
    changing::erase(conn, comments)
}

/// Deletes the records of flaggers without a judged flag for more than a year. Returns their
/// number.
pub fn delete_old_records(conn: &mut Connection, now: Time) -> Result<usize> {
    store::flags::delete_records_before(conn, now.minus(RECORD_RETENTION))
}

/// The latest review of this kind, in any state.
pub fn latest(conn: &mut Connection, comment: CommentId, kind: Kind) -> Result<Option<ReviewRow>> {
    reading::latest(conn, comment, kind)
}

/// The reviews that were closed by the decision that made `version` of the comment.
pub fn closed_with(
    conn: &mut Connection,
    comment: CommentId,
    version: i64,
) -> Result<Vec<ReviewRow>> {
    reading::closed_with(conn, comment, version)
}

/// One review with its comment as it is now.
///
/// # Errors
/// `NotFound`.
pub fn find(conn: &mut Connection, id: ReviewId) -> Result<Review> {
    reading::find(conn, id)?.ok_or(Error::NotFound)
}

/// Up to `limit` reviews of this kind (None for all) and state after the review `beyond`, in this order of their numbers.
pub fn list(
    conn: &mut Connection,
    (kind, state): (Option<Kind>, State),
    sections: &Sections,
    direction: Direction,
    beyond: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<Review>> {
    reading::list(conn, (kind, state), sections, direction, beyond, limit)
}

/// The section of the article of a review's comment.
pub fn section_of(conn: &mut Connection, id: ReviewId) -> Result<Option<SectionId>> {
    reading::section_of(conn, id)
}

/// A review's flags, oldest first.
pub fn flags_of(conn: &mut Connection, id: ReviewId) -> Result<Vec<Flag>> {
    reading::flags_of(conn, id)
}

/// Counts the flags of each of these reviews by reason.
pub fn flag_reasons(
    conn: &mut Connection,
    ids: &[ReviewId],
) -> Result<Vec<(ReviewId, FlagReason, i64)>> {
    reading::flag_reasons(conn, ids)
}

/// Counts the open reviews by [`Kind::ALL`].
pub fn open_by_kind(conn: &mut Connection) -> Result<[i64; 3]> {
    reading::open_by_kind(conn)
}

/// Counts the open reviews by section; sections without any are left out.
pub fn open_counts(conn: &mut Connection) -> Result<Vec<OpenCounts>> {
    reading::open_counts(conn)
}
