//! What opens and closes reviews, and what they do to comments. Everything is compared and set.

use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{comment_revisions, comments, flags, readers, reviews};
use crate::error::Result;
use crate::ids::{AccountId, CommentId, ReaderId, ReviewId, SectionId};
use crate::on;
use crate::reviews::model::{Kind, State};
use crate::reviews::store::reading::Standing;
use crate::status::Status;

/// A review's row as it begins.
#[derive(Insertable)]
#[diesel(table_name = reviews)]
pub struct NewReview<'a> {
    pub comment_id: CommentId,
    pub section_id: Option<SectionId>,
    pub kind: Kind,
    pub state: State,
    pub weight: f64,
    pub text: Option<&'a str>,
    pub html: Option<&'a str>,
    pub reasons: Option<String>,
    pub version: i64,
    pub opened_at: Time,
}

/// Opens a review; None if one of its kind is open.
pub fn open(conn: &mut Connection, review: &NewReview<'_>) -> Result<Option<ReviewId>> {
    Ok(on!(conn, |c| diesel::insert_into(reviews::table)
        .values(review)
        .on_conflict_do_nothing()
        .returning(reviews::id)
        .get_result(c)
        .optional())?)
}

/// Closes a review if it is open. `version` is the comment's after that; `made` says that closing
/// it made that version.
pub fn close(
    conn: &mut Connection,
    id: ReviewId,
    state: State,
    by: Option<AccountId>,
    (version, made): (i64, bool),
    now: Time,
) -> Result<bool> {
    let open = reviews::table.filter(reviews::id.eq(id).and(reviews::state.eq(State::Open)));
    let closed = on!(conn, |c| diesel::update(open)
        .set((
            reviews::state.eq(state),
            reviews::closed_at.eq(now),
            reviews::closed_by.eq(by),
            reviews::version.eq(version),
            reviews::closed_version.eq(made.then_some(version)),
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

/// Adds to the weight of an open review and answers what it weighs now.
pub fn weigh(conn: &mut Connection, id: ReviewId, more: f64) -> Result<f64> {
    let weighed: Option<f64> = on!(conn, |c| diesel::update(reviews::table.find(id))
        .set(reviews::weight.eq(reviews::weight + more))
        .returning(reviews::weight)
        .get_result(c)
        .optional())?;
    Ok(weighed.unwrap_or(more))
}

/// Puts another text in the place of the one that was seen. Answers whether it did.
pub fn set_text(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    (text, html): (&str, &str),
    edited_at: Option<Time>,
) -> Result<bool> {
    let unchanged = comments::id
        .eq(id)
        .and(comments::status.eq(seen.status))
        .and(comments::version.eq(seen.version));
    let changed = on!(conn, |c| diesel::update(comments::table.filter(unchanged))
        .set((
            comments::text.eq(text),
            comments::html.eq(html),
            comments::version.eq(seen.version + 1),
            edited_at.map(|at| comments::edited_at.eq(at)),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

/// Keeps what a comment said before its author changed it. Without an editor: the author.
pub fn keep_revision(
    conn: &mut Connection,
    id: CommentId,
    seen: &Standing,
    now: Time,
) -> Result<()> {
    on!(conn, |c| diesel::insert_into(comment_revisions::table)
        .values((
            comment_revisions::comment_id.eq(id),
            comment_revisions::version.eq(seen.version),
            comment_revisions::text.eq(&seen.text),
            comment_revisions::html.eq(&seen.html),
            comment_revisions::created_at.eq(now),
        ))
        .execute(c))?;
    Ok(())
}

/// Takes a public comment off the page, if it still stands as it was seen.
pub fn hold(conn: &mut Connection, id: CommentId, seen: &Standing, now: Time) -> Result<bool> {
    let unchanged = comments::id
        .eq(id)
        .and(comments::status.eq(seen.status))
        .and(comments::version.eq(seen.version));
    let changed = on!(conn, |c| diesel::update(comments::table.filter(unchanged))
        .set((
            comments::status.eq(Status::Pending),
            comments::version.eq(seen.version + 1),
            comments::decided_at.eq(now),
        ))
        .execute(c))?;
    Ok(changed == 1)
}

/// Destroys every word that authors and flaggers wrote about comments that are deleted.
pub fn erase(conn: &mut Connection, comments: &[CommentId]) -> Result<()> {
    let nothing = None::<&str>;
    on!(conn, |c| diesel::update(reviews::table.filter(reviews::comment_id.eq_any(comments)))
        .set((reviews::text.eq(nothing), reviews::html.eq(nothing)))
        .execute(c))?;
    let told = flags::table.filter(flags::comment_id.eq_any(comments));
    on!(conn, |c| diesel::update(told).set(flags::words.eq(nothing)).execute(c))?;
    Ok(())
}

/// Whether the reader's address is proven.
pub fn is_proven(conn: &mut Connection, id: ReaderId) -> Result<bool> {
    let proven: Option<Option<Time>> =
        on!(conn, |c| readers::table.find(id).select(readers::proven_at).first(c).optional())?;
    Ok(proven.flatten().is_some())
}

/// The blind index of a reader and when the address was last proven.
pub fn reader(conn: &mut Connection, id: ReaderId) -> Result<Option<(Vec<u8>, Option<Time>)>> {
    Ok(on!(conn, |c| readers::table
        .find(id)
        .select((readers::email_index, readers::proven_at))
        .first(c)
        .optional())?)
}

/// Notes that an address is proven, if it was last proven `before`. Answers whether it was.
pub fn prove(conn: &mut Connection, id: ReaderId, before: Option<Time>, now: Time) -> Result<bool> {
    let changed = match before {
        None => {
            let never = readers::table.filter(readers::id.eq(id).and(readers::proven_at.is_null()));
            on!(conn, |c| diesel::update(never).set(readers::proven_at.eq(now)).execute(c))?
        }
        Some(before) => {
            let then = readers::table.filter(readers::id.eq(id).and(readers::proven_at.eq(before)));
            on!(conn, |c| diesel::update(then).set(readers::proven_at.eq(now)).execute(c))?
        }
    };
    Ok(changed == 1)
}
