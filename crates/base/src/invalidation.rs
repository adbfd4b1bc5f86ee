//! Cache invalidation events: which pages other processes on the same database must drop.
//!
//! A transaction that changes something public calls [`record`]. `serve` polls every second for
//! rows that other processes (a second node, `rejoinder article add`) have added, and drops those
//! pages from its cache. The table is called `changes`.

use std::time::Duration;

use diesel::prelude::*;

use crate::cache::Scope;
use crate::clock::Time;
use crate::db::Connection;
use crate::db::schema::changes;
use crate::error::Result;
use crate::ids::ArticleId;
use crate::on;

/// Rows may become visible later than rows with a higher number (a longer transaction on
/// PostgreSQL), so each poll goes back this far.
pub const WINDOW: Duration = Duration::from_secs(60);

/// Adds an event for `scope` in the present transaction.
pub fn record(conn: &mut Connection, scope: Scope, now: Time) -> Result<()> {
    let article = match scope {
        Scope::Article(id) => Some(id),
        Scope::Site => None,
    };
    on!(conn, |c| diesel::insert_into(changes::table)
        .values((changes::article_id.eq(article), changes::created_at.eq(now)))
        .execute(c))?;
    Ok(())
}

/// Adds one event for each of `articles`.
pub fn record_all<'a>(
    conn: &mut Connection,
    articles: impl IntoIterator<Item = &'a ArticleId>,
    now: Time,
) -> Result<()> {
    let row = |id: &ArticleId| (changes::article_id.eq(Some(*id)), changes::created_at.eq(now));
    let rows: Vec<_> = articles.into_iter().map(row).collect();
    if rows.is_empty() {
        return Ok(());
    }
    on!(conn, |c| diesel::insert_into(changes::table).values(&rows).execute(c))?;
    Ok(())
}

/// The events of the last [`WINDOW`], with their row numbers.
pub fn recent(conn: &mut Connection, now: Time) -> Result<Vec<(i64, Scope)>> {
    let rows: Vec<(i64, Option<ArticleId>)> = on!(conn, |c| changes::table
        .filter(changes::created_at.ge(now.minus(WINDOW)))
        .order(changes::id)
        .select((changes::id, changes::article_id))
        .load(c))?;
    Ok(rows
        .into_iter()
        .map(|(id, article)| (id, article.map_or(Scope::Site, Scope::Article)))
        .collect())
}

/// Deletes events that every process has read. Returns how many.
pub fn forget(conn: &mut Connection, now: Time) -> Result<usize> {
    let old = changes::created_at.lt(now.minus(WINDOW * 10));
    Ok(on!(conn, |c| diesel::delete(changes::table.filter(old)).execute(c))?)
}
