//! The tables of flags and of flaggers' records.

use diesel::dsl::{exists, select, sum};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{flaggers, flags};
use crate::error::Result;
use crate::ids::{CommentId, ReviewId};
use crate::on;
use crate::reviews::model::{FlagReason, Record, State};

/// A flag's row.
#[derive(Insertable)]
#[diesel(table_name = flags)]
pub struct NewFlag<'a> {
    pub review_id: ReviewId,
    pub comment_id: CommentId,
    pub flagger: &'a [u8],
    pub reason: FlagReason,
    pub words: Option<&'a str>,
    pub weight: f64,
    pub late: bool,
    pub created_at: Time,
}

/// Adds a flag. Returns false if this flagger has flagged this comment before.
pub fn insert(conn: &mut Connection, flag: &NewFlag<'_>) -> Result<bool> {
    Ok(on!(conn, |c| diesel::insert_into(flags::table)
        .values(flag)
        .on_conflict_do_nothing()
        .execute(c))?
        == 1)
}

pub fn has_flagged(conn: &mut Connection, comment: CommentId, flagger: &[u8]) -> Result<bool> {
    let same = flags::table.filter(flags::comment_id.eq(comment).and(flags::flagger.eq(flagger)));
    Ok(on!(conn, |c| select(exists(same)).get_result(c))?)
}

/// The times of this flagger's flags after `since`, the latest first, at most `limit`.
pub fn recent(conn: &mut Connection, flagger: &[u8], since: Time, limit: i64) -> Result<Vec<Time>> {
    Ok(on!(conn, |c| flags::table
        .filter(flags::flagger.eq(flagger).and(flags::created_at.gt(since)))
        .order(flags::created_at.desc())
        .limit(limit)
        .select(flags::created_at)
        .load(c))?)
}

pub fn record(conn: &mut Connection, flagger: &[u8]) -> Result<Record> {
    let found: Option<(i64, i64)> = on!(conn, |c| flaggers::table
        .find(flagger)
        .select((flaggers::upheld, flaggers::dismissed))
        .first(c)
        .optional())?;
    Ok(found.map_or_else(Record::default, |(upheld, dismissed)| Record { upheld, dismissed }))
}

/// Whether a flag with this reason was sent before the review was closed.
pub fn has_reason(conn: &mut Connection, review: ReviewId, reason: FlagReason) -> Result<bool> {
    let same = flags::review_id.eq(review).and(flags::reason.eq(reason)).and(flags::late.eq(false));
    Ok(on!(conn, |c| select(exists(flags::table.filter(same))).get_result(c))?)
}

/// The total weight of the flags that were sent after the review was dismissed.
pub fn late_weight(conn: &mut Connection, review: ReviewId) -> Result<f64> {
    let late = flags::review_id.eq(review).and(flags::late.eq(true));
    let weight: Option<f64> =
        on!(conn, |c| flags::table.filter(late).select(sum(flags::weight)).first(c))?;
    Ok(weight.unwrap_or_default())
}

/// Moves the late flags of one review to another.
pub fn move_late(conn: &mut Connection, from: ReviewId, to: ReviewId) -> Result<()> {
    let late = flags::table.filter(flags::review_id.eq(from).and(flags::late.eq(true)));
    on!(conn, |c| diesel::update(late)
        .set((flags::review_id.eq(to), flags::late.eq(false)))
        .execute(c))?;
    Ok(())
}

/// Counts the outcome of a review, `Upheld` or `Dismissed`, in the records of its flaggers.
pub fn add_verdict(
    conn: &mut Connection,
    review: ReviewId,
    outcome: State,
    now: Time,
) -> Result<()> {
    add_to_records(conn, review, outcome, 1, now)
}

/// Reverts [`add_verdict`].
pub fn take_back_verdict(
    conn: &mut Connection,
    review: ReviewId,
    outcome: State,
    now: Time,
) -> Result<()> {
    add_to_records(conn, review, outcome, -1, now)
}

fn add_to_records(
    conn: &mut Connection,
    review: ReviewId,
    outcome: State,
    by: i64,
    now: Time,
) -> Result<()> {
    let judged: Vec<Vec<u8>> = on!(conn, |c| flags::table
        .filter(flags::review_id.eq(review).and(flags::late.eq(false)))
        .order(flags::flagger)
        .select(flags::flagger)
        .load(c))?;
    let (upheld, dismissed) = if outcome == State::Upheld { (by, 0) } else { (0, by) };
    for flagger in judged {
        on!(conn, |c| diesel::insert_into(flaggers::table)
            .values((
                flaggers::flagger.eq(&flagger),
                flaggers::upheld.eq(upheld.max(0)),
                flaggers::dismissed.eq(dismissed.max(0)),
                flaggers::last_at.eq(now),
            ))
            .on_conflict(flaggers::flagger)
            .do_update()
            .set((
                flaggers::upheld.eq(flaggers::upheld + upheld),
                flaggers::dismissed.eq(flaggers::dismissed + dismissed),
                flaggers::last_at.eq(now),
            ))
            .execute(c))?;
    }
    Ok(())
}

/// Deletes the records of flaggers who were last judged before `until`. Returns their number.
pub fn delete_records_before(conn: &mut Connection, until: Time) -> Result<usize> {
    Ok(on!(conn, |c| diesel::delete(flaggers::table.filter(flaggers::last_at.lt(until)))
        .execute(c))?)
}
