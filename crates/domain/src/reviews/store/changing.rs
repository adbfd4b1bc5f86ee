//! The queries that open, close and reopen reviews.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{flags, reviews};
use crate::error::Result;
use crate::ids::{AccountId, CommentId, ReviewId};
use crate::on;
use crate::reviews::model::{Closing, NewReview, State};

/// Opens a review; None if one of its kind is open.
pub fn open(conn: &mut Connection, review: &NewReview<'_>) -> Result<Option<ReviewId>> {
    Ok(on!(conn, |c| diesel::insert_into(reviews::table)
        .values(review)
        .on_conflict_do_nothing()
        .returning(reviews::id)
        .get_result(c)
        .optional())?)
}

/// Closes a review. Returns false if it is not open.
pub fn close(conn: &mut Connection, id: ReviewId, closing: &Closing, now: Time) -> Result<bool> {
    let open = reviews::table.filter(reviews::id.eq(id).and(reviews::state.eq(State::Open)));
    let closed = on!(conn, |c| diesel::update(open)
        .set((
            reviews::state.eq(closing.state),
            reviews::closed_at.eq(now),
            reviews::closed_by.eq(closing.by),
            reviews::version.eq(closing.version),
            reviews::closed_version.eq(closing.with_decision.then_some(closing.version)),
        ))
        .execute(c))?;
    Ok(closed == 1)
}

/// Opens a closed review again.
pub fn reopen(conn: &mut Connection, id: ReviewId) -> Result<()> {
    on!(conn, |c| diesel::update(reviews::table.find(id))
        .set((
            reviews::state.eq(State::Open),
            reviews::closed_at.eq(None::<Time>),
            reviews::closed_by.eq(None::<AccountId>),
            reviews::closed_version.eq(None::<i64>),
        ))
        .execute(c))?;
    Ok(())
}

/// Adds to the weight of an open review and returns the new weight.
pub fn add_weight(conn: &mut Connection, id: ReviewId, more: f64) -> Result<f64> {
    let weight: Option<f64> = on!(conn, |c| diesel::update(reviews::table.find(id))
        .set(reviews::weight.eq(reviews::weight + more))
        .returning(reviews::weight)
        .get_result(c)
        .optional())?;
    Ok(weight.unwrap_or(more))
}

/// Destroys the texts of authors and flaggers in reviews of deleted comments.
pub fn erase(conn: &mut Connection, comments: &[CommentId]) -> Result<()> {
    let nothing = None::<&str>;
    on!(conn, |c| diesel::update(reviews::table.filter(reviews::comment_id.eq_any(comments)))
        .set((reviews::text.eq(nothing), reviews::html.eq(nothing)))
        .execute(c))?;
    let flagged = flags::table.filter(flags::comment_id.eq_any(comments));
    on!(conn, |c| diesel::update(flagged).set(flags::words.eq(nothing)).execute(c))?;
    Ok(())
}
