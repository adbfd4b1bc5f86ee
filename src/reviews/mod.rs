//! The ledger of reviews: what asks for another decision about a comment that has one. Readers flag
//! it, its author appeals against a refusal or wants to change what is public.
//!
//! This room knows what is open, closed and reopened, and how often flaggers were right. It knows
//! nothing of what a comment is or becomes. `comments::life` closes and reopens reviews as it
//! changes a comment, `readers` opens them, and `moderation::answering` answers them. Each of them
//! has locked the comment's row before it calls anything here that writes.

pub mod diff;
pub mod flags;
pub mod model;
mod store;

use std::time::Duration;

use crate::clock::Time;
use crate::db::Connection;
use crate::error::{Error, Result};
use crate::ids::{AccountId, CommentId, ReviewId, SectionId};
use crate::reviews::model::{
    Closing, Flag, FlagReason, Kind, NewReview, OpenCounts, Review, ReviewRow, Sections, State,
};
use crate::reviews::store::{changing, reading};
use crate::status::Status;

/// How long the record of a flagger is kept after the last flag that was judged.
const RECORD_KEPT: Duration = Duration::from_secs(400 * 86_400);

/// Opens a review; None if one of its kind is open.
pub fn open(conn: &mut Connection, review: &NewReview<'_>) -> Result<Option<ReviewId>> {
    changing::open(conn, review)
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
        store::flags::judge(conn, id, closing.state == State::Upheld, 1, now)?;
    }
    Ok(closed)
}

/// Closes what the new status of these comments answers: flags by refusing or approving the
/// comment, an appeal by approving it, an edit by refusing the comment. Each comment comes with the
/// version that the decision made.
pub fn follow(
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
            (answer(review.kind, next), decided.iter().find(|(id, _)| *id == comment))
        else {
            continue;
        };
        let closing = Closing { state, by, version: *version, with_decision: true };
        close(conn, (review.id, review.kind), &closing, now)?;
    }
    Ok(())
}

/// What the status that a decision gives says to an open review; None leaves it open.
fn answer(kind: Kind, next: Status) -> Option<State> {
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

/// Opens again what was closed by the decisions that made these versions of these comments, because
/// the decisions are undone. Where another review of the kind is open, it stays the only one.
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

/// Opens a closed review again and returns its weight. Its flaggers were neither right nor wrong,
/// and flags that came after the answer count like all others.
pub fn reopen(conn: &mut Connection, review: &ReviewRow, now: Time) -> Result<f64> {
    changing::reopen(conn, review.id)?;
    if review.kind != Kind::Flags {
        return Ok(0.0);
    }
    store::flags::judge(conn, review.id, review.state == State::Upheld, -1, now)?;
    let late = store::flags::late_weight(conn, review.id)?;
    store::flags::move_late(conn, review.id, review.id)?;
    changing::weigh(conn, review.id, late)
}

/// Destroys the words of authors and flaggers about these comments.
pub fn erase(conn: &mut Connection, comments: &[CommentId]) -> Result<()> {
    changing::erase(conn, comments)
}

/// Deletes the records of flaggers of whom no flag was judged for more than a year. Returns how
/// many.
pub fn tidy(conn: &mut Connection, now: Time) -> Result<usize> {
    store::flags::forget(conn, now.minus(RECORD_KEPT))
}

/// The latest review of this kind, in whatever state.
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

/// Up to `limit` reviews of a kind (None: of every kind) and state beyond the review `beyond`, by
/// number: from the smallest on, or `backwards` from the highest.
pub fn list(
    conn: &mut Connection,
    (kind, state): (Option<Kind>, State),
    sections: &Sections,
    backwards: bool,
    beyond: Option<ReviewId>,
    limit: i64,
) -> Result<Vec<Review>> {
    reading::list(conn, (kind, state), sections, backwards, beyond, limit)
}

/// The section of the article of a review's comment.
pub fn section_of(conn: &mut Connection, id: ReviewId) -> Result<Option<SectionId>> {
    reading::section_of(conn, id)
}

/// A review's flags, oldest first.
pub fn flags_of(conn: &mut Connection, id: ReviewId) -> Result<Vec<Flag>> {
    reading::flags_of(conn, id)
}

/// How many flags each of these reviews has, by reason.
pub fn flag_reasons(
    conn: &mut Connection,
    ids: &[ReviewId],
) -> Result<Vec<(ReviewId, FlagReason, i64)>> {
    reading::flag_reasons(conn, ids)
}

/// How many reviews of each kind are open, by [`Kind::ALL`].
pub fn open_by_kind(conn: &mut Connection) -> Result<[i64; 3]> {
    reading::open_by_kind(conn)
}

/// How many reviews are open, by section; sections without any are left out.
pub fn open_counts(conn: &mut Connection) -> Result<Vec<OpenCounts>> {
    reading::open_counts(conn)
}
