//! When comments arrived. Numbers of comments grow in the order of their arrival. That is when they were posted, but for imported
//! comments: those were posted elsewhere, years ago perhaps, and arrive when the import stores them. So what goes by the time of
//! arrival (ranges of numbers, how long a comment waits) begins here, and what counts the posts of readers leaves imported ones out.
//! Comments that were imported before there was a column for it pass for posted ones.

use diesel::dsl::max;
use diesel::prelude::*;

use crate::clock::Time;
use crate::db::schema::comments;
use crate::db::{Connection, bisect};
use crate::error::Result;
use crate::on;

/// When a comment arrived, by its columns `created_at` and `imported_at`.
pub fn arrived(created_at: Time, imported_at: Option<Time>) -> Time {
    imported_at.unwrap_or(created_at)
}

/// The number of the first comment that arrived at or after an instant, or the highest number plus one. Some twenty queries
/// on the primary key find it.
///
/// # Errors
/// Those of the database.
pub fn first_since(conn: &mut Connection, since: Time) -> Result<i64> {
    let newest: Option<i64> = on!(conn, |c| comments::table.select(max(comments::id)).first(c))?;
    bisect(newest.unwrap_or(0), |from| {
        let row: Option<(i64, Time, Option<Time>)> = on!(conn, |c| comments::table
            .filter(comments::id.ge(from))
            .order(comments::id)
            .select((comments::id, comments::created_at, comments::imported_at))
            .first(c)
            .optional())?;
        Ok(row.map(|(id, created, imported)| (id, arrived(created, imported) < since)))
    })
}

/// How many comments with numbers from `from` to below `to` were posted. Reads a range of an index that has only those.
///
/// # Errors
/// Those of the database.
pub fn posted_between(conn: &mut Connection, from: i64, to: i64) -> Result<i64> {
    Ok(on!(conn, |c| comments::table
        .filter(comments::imported_at.is_null())
        .filter(comments::id.ge(from).and(comments::id.lt(to)))
        .count()
        .get_result(c))?)
}
