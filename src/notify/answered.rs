//! The outcome of an appeal or of an edit of public text, which is mailed to the comment's author. An
//! upheld appeal is a decision and has the mail of one.

use crate::reviews::model::{Kind, Review, State};
use crate::status::Status;

/// The answer that the mail reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    AppealDismissed,
    EditAccepted,
    EditRefused,
}

/// The outcome of a review in the present state of it and its comment.
pub(super) fn outcome(review: &Review) -> Option<Outcome> {
    match (review.kind, review.state, review.comment.status) {
        (Kind::Appeal, State::Dismissed, Status::Rejected | Status::Spam) => {
            Some(Outcome::AppealDismissed)
        }
        (Kind::Revision, State::Upheld, Status::Approved) => Some(Outcome::EditAccepted),
        (Kind::Revision, State::Dismissed, Status::Approved) => Some(Outcome::EditRefused),
        _ => None,
    }
}

/// Whether the answer given at `at` (microseconds since 1970) is still in force.
pub(super) fn is_still_true(review: &Review, at: i64) -> bool {
    review.closed_at.is_some_and(|closed| closed.micros() == at) && outcome(review).is_some()
}
