//! The queries of data that are kept for a time, and of sealed addresses ([`sealed`]).

pub(super) mod sealed;

use diesel::dsl::{exists, not};
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::{comments, reviews};
use crate::error::Result;
use crate::ids::CommentId;
use crate::on;
use crate::reviews::model::State;
use crate::status::Status;

/// The two columns of a comment about the network of its author.
#[derive(Clone, Copy)]
pub(super) enum Column {
    Hash,
    Prefix,
}

/// Comments from before `until` with a value in this column.
pub(super) fn find_old(
    conn: &mut Connection,
    until: Time,
    column: Column,
    limit: i64,
) -> Result<Vec<CommentId>> {
    let old = comments::created_at.le(until);
    Ok(match column {
        Column::Hash => on!(conn, |c| comments::table
            .filter(comments::network_hash.is_not_null().and(old))
            .select(comments::id)
            .limit(limit)
            .load(c))?,
        Column::Prefix => on!(conn, |c| comments::table
            .filter(comments::network_prefix.is_not_null().and(old))
            .select(comments::id)
            .limit(limit)
            .load(c))?,
    })
}

/// How many comments [`find_old`] finds without a limit.
pub(super) fn count_old(conn: &mut Connection, until: Time, column: Column) -> Result<i64> {
    let old = comments::created_at.le(until);
    Ok(match column {
        Column::Hash => on!(conn, |c| comments::table
            .filter(comments::network_hash.is_not_null().and(old))
            .count()
            .get_result(c))?,
        Column::Prefix => on!(conn, |c| comments::table
            .filter(comments::network_prefix.is_not_null().and(old))
            .count()
            .get_result(c))?,
    })
}

/// Clears this column of these comments.
pub(super) fn clear_rows(conn: &mut Connection, ids: &[CommentId], column: Column) -> Result<()> {
    let these = comments::table.filter(comments::id.eq_any(ids));
    match column {
        Column::Hash => on!(conn, |c| diesel::update(these)
            .set(comments::network_hash.eq(None::<Vec<u8>>))
            .execute(c))?,
        Column::Prefix => on!(conn, |c| diesel::update(these)
            .set(comments::network_prefix.eq(None::<String>))
            .execute(c))?,
    };
    Ok(())
}

/// Selects rejected comments and spam that were decided before `$until` and about which nothing is to be
/// answered.
macro_rules! refused {
    ($until:expr) => {{
        let open = reviews::table
            .filter(reviews::comment_id.eq(comments::id).and(reviews::state.eq(State::Open)));
        comments::table
            .filter(comments::status.eq_any([Status::Rejected, Status::Spam]))
            .filter(comments::decided_at.le($until).assume_not_null())
            .filter(not(exists(open)))
    }};
}

pub(super) fn find_refused(
    conn: &mut Connection,
    until: Time,
    limit: i64,
) -> Result<Vec<CommentId>> {
    Ok(on!(conn, |c| refused!(until)
        .order(comments::id)
        .select(comments::id)
        .limit(limit)
        .load(c))?)
}

pub(super) fn count_refused(conn: &mut Connection, until: Time) -> Result<i64> {
    Ok(on!(conn, |c| refused!(until).count().get_result(c))?)
}
